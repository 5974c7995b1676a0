//! What an office's own policy asks of reports.

use super::Case;
use crate::characters::unspaced;
use crate::finding::Finding;
use crate::policy::Limit;
use crate::prose::plain_text;
use crate::rule::Severity::Warning;
use crate::rule::{Family, Rule};

/// A local notice that must be cited and is not.
pub(super) static NOT_CITED: Rule = Rule {
    code: "POL010",
    name: "没有引用本地通知",
    severity: Warning,
    family: Family::Policy,
    reason: "本单位规定报告要写明依据的本地通知；引言里没有，读的人不知道是照哪份通知编的。",
    basis: "nianbao.toml 的 notices",
    remedy: "在 [preface] 写 notices = [\"…\"]，通知的名称和文号照原文",
    faulty: "nianbao.toml 写 notices = [\"《关于做好年度报告编制工作的通知》\"]，报告的引言没有引用",
    corrected: "[preface]\nnotices = [\"《关于做好年度报告编制工作的通知》\"]",
    in_workbook: Some("在“高级”表的“另依据的通知”一行填写，通知的名称和文号照原文"),
};

/// A first section that is longer than the office allows.
pub(super) static LONG_OVERVIEW: Rule = Rule {
    code: "POL011",
    name: "第一部分超过规定的字数",
    severity: Warning,
    family: Family::Policy,
    reason: "本单位或本地通知限定了第一部分的字数；超过的多半是写进了与这一年无关的话，或者把别处的内容写了两遍。",
    basis: "nianbao.toml 的 limits.overview",
    remedy: "删去套话和重复的内容",
    faulty: "nianbao.toml 写 overview = 1000，第一部分有 1630 字",
    corrected: "第一部分写 980 字",
    in_workbook: None,
};

/// Every local notice that the office wants cited and that neither the preface nor the first section cites.
pub(super) fn not_cited(case: &Case<'_>) -> Vec<Finding> {
    let notices = case.policy.notices();
    if notices.is_empty() {
        return Vec::new();
    }
    let first = case.narrative.sections.first().map(|chapter| plain_text(&chapter.before)).unwrap_or_default();
    let said = comparable(&format!("{}{first}", plain_text(&case.narrative.preface)));
    let tell = |notice: &String| {
        let missing: Vec<&str> = parts(notice).into_iter().filter(|part| !said.contains(&comparable(part))).collect();
        let message = match missing.as_slice() {
            [] => return None,
            [part] if *part != notice => format!("引言：没有写“{part}”，本单位规定要引用{notice}。"),
            _ => format!("引言：没有引用{notice}，本单位规定要引用。"),
        };
        let at = case.filing.places.get("preface.notices");
        Some(Finding::new(&NOT_CITED, message).mark_if(at, "").key("preface.notices"))
    };
    notices.iter().filter_map(tell).collect()
}

/// What of a notice must be found: its title in 《》 and its number, or all of it.
fn parts(notice: &str) -> Vec<&str> {
    let title = notice.find('《').zip(notice.rfind('》')).filter(|(start, end)| start < end);
    let Some((start, end)) = title else { return vec![notice] };
    let end = end + '》'.len_utf8();
    let rest = notice[end..].trim_matches(|c: char| c.is_whitespace() || "（）()".contains(c));
    let number = rest.ends_with('号').then_some(rest);
    std::iter::once(&notice[start..end]).chain(number).collect()
}

/// A text as it is compared: without blanks, with one kind of brackets.
fn comparable(text: &str) -> String {
    let bracket = |c: char| match c {
        '（' | '〔' | '［' | '【' | '[' | '﹝' | '〈' | '《' => '(',
        '）' | '〕' | '］' | '】' | ']' | '﹞' | '〉' | '》' => ')',
        c => c,
    };
    unspaced(text).chars().map(bracket).collect()
}

/// Whether the first section is longer than the office allows; a preface inside it counts as well.
pub(super) fn long_overview(case: &Case<'_>) -> Vec<Finding> {
    let Some(most) = case.policy.limit(Limit::Overview) else { return Vec::new() };
    let Some(chapter) = case.narrative.sections.first() else { return Vec::new() };
    let texts = [&chapter.before, &chapter.after].map(|blocks| unspaced(&plain_text(blocks)).chars().count());
    let (count, most) = (texts.iter().sum::<usize>(), usize::try_from(most).unwrap_or(usize::MAX));
    if count <= most {
        return Vec::new();
    }
    let (ordinal, title) = (&chapter.ordinal, &chapter.title);
    let message = format!("{ordinal}、{title}：有 {count} 字，本单位规定至多 {most} 字（多 {}）。", count - most);
    let finding = Finding::new(&LONG_OVERVIEW, message).mark_if(chapter.at.as_ref(), "");
    vec![finding.key(format!("sections.{}", chapter.key))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_its_title_and_its_number() {
        assert_eq!(parts("《甲〈乙〉的通知》（示办〔2025〕3号）"), ["《甲〈乙〉的通知》", "示办〔2025〕3号"]);
        assert_eq!(parts("《甲的通知》"), ["《甲的通知》"]);
        assert_eq!(parts("示办〔2025〕3号"), ["示办〔2025〕3号"]);
        assert_eq!(comparable("示办 [2025] 3号"), comparable("示办〔2025〕3号"));
    }
}
