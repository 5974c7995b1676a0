//! One number of a document behind the titles of two.

use std::collections::HashMap;

use super::notice::{MARKS, MISCITED};
use super::number::numbers;
use crate::finding::Finding;
use crate::rules::passage::{ReportPassage, quote};
use crate::source::Span;

/// How much two titles have in common that are meant for one, at least.
const ALIKE: f64 = 0.6;

/// Characters of a title at most.
const LONGEST: usize = 200;

/// A document as it is cited: what its title is about, and where its number stands.
struct Cited<'t> {
    title: &'t str,
    about: String,
    at: Span,
}

/// A finding for each number that stands behind the titles of two documents.
pub(super) fn same_numbers(passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let mut known: HashMap<(&str, &str, &str), Cited<'_>> = HashMap::new();
    let mut findings = Vec::new();
    for passage in passages {
        let text = passage.text.as_str();
        for number in numbers(text, &passage.marks) {
            let start = number.at.start - number.prefix.len();
            let Some(title) = title_before(&text[..start]).filter(|_| !number.prefix.is_empty()) else { continue };
            let cited = Cited { title, about: about(title), at: passage.place(start..number.at.end) };
            let key = (number.prefix, number.year, number.number);
            match known.get(&key) {
                Some(first) if !is_same(&first.about, &cited.about) => {
                    let written = &text[start..number.at.end];
                    let (one, other) = (quote(first.title), quote(title));
                    let message = format!("正文：文号“{written}”写在两个文件的名称后面：《{one}》《{other}》。");
                    let finding = Finding::new(&MISCITED, message).hint("核对哪一个的文号写错了");
                    findings.push(finding.mark(&cited.at, "").mark(&first.at, "前面也是这个文号"));
                }
                Some(_) => {}
                None => _ = known.insert(key, cited),
            }
        }
    }
    findings
}

/// The title that a text ends with, where a bracket opens behind it.
fn title_before(text: &str) -> Option<&str> {
    let title = text.strip_suffix(['（', '('])?.trim_end().strip_suffix('》')?;
    let mut depth = 0_usize;
    let open = title.char_indices().rev().take(LONGEST).find(|(_, c)| {
        depth += usize::from(*c == '》');
        let is_own = *c == '《' && depth == 0;
        depth = depth.saturating_sub(usize::from(*c == '《'));
        is_own
    });
    open.map(|(at, c)| &title[at + c.len_utf8()..])
}

/// What a title says it is about: what was issued, where it names that, without who issued it and without marks.
fn about(title: &str) -> String {
    let issued =
        title.find(['〈', '《']).zip(title.rfind(['〉', '》'])).and_then(|(open, close)| title.get(open..close));
    let about = issued.or_else(|| title.split_once("关于").map(|(_, about)| about)).unwrap_or(title);
    about.chars().filter(|c| !MARKS.contains(*c) && !c.is_whitespace()).collect()
}

/// Whether two titles may be those of one document.
fn is_same(one: &str, other: &str) -> bool {
    one.contains(other) || other.contains(one) || strsim::normalized_levenshtein(one, other) >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_held_against_each_other_by_what_they_are_about() {
        let before = |text| title_before(text).map(about);
        assert_eq!(before("按照《县政府办关于印发《方案》的通知》（").as_deref(), Some("方案"));
        let form = about("关于印发〈政府信息公开工作年度报告格式〉的通知");
        assert!(is_same(&form, &about("中华人民共和国政府信息公开工作年度报告格式")));
        assert_eq!(before("按照通知（"), None);
        assert!(is_same("印发2025年政务公开工作要点的通知", "2025年政务公开工作要点"));
        assert!(!is_same("做好年度报告编制发布工作的通知", "印发2025年政务公开工作要点的通知"));
    }
}
