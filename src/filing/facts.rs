//! What a letter says without being told: taken from the report and the agency.

use super::{Date, Filing, Letter, Text};
use crate::characters::clean;

/// A text without what cannot be printed, unless it is empty.
pub fn text(text: &Text) -> Option<String> {
    text.as_ref().map(|text| clean(text.value.trim())).filter(|text| !text.is_empty())
}

/// 发文机关, the leading one first: as given, or who signs the report, or the agency.
pub fn issuers(filing: &Filing) -> Vec<String> {
    let given = filing.letter.iter().flat_map(|letter| &letter.from).map(|name| clean(name.value.trim()));
    let given: Vec<String> = given.filter(|name| !name.is_empty()).collect();
    if !given.is_empty() {
        return given;
    }
    let signature = text(&filing.document.signature);
    vec![signature.unwrap_or_else(|| clean(filing.name().unwrap_or("××××").trim()))]
}

/// 成文日期: the letter's, or the report's.
pub fn date(filing: &Filing, letter: &Letter) -> Option<Date> {
    letter.date.as_ref().or(filing.document.date.as_ref()).map(|date| date.value)
}

/// Names of what is attached, without closing punctuation (GB/T 9704-2012, 7.3.4).
pub fn attachments(filing: &Filing, letter: &Letter) -> Vec<String> {
    let bare = |name: &str| bare_name(&clean(name)).to_owned();
    match &letter.attachments {
        Some(given) => {
            let names = given.iter().map(|name| bare(&name.value)).filter(|name| !name.is_empty());
            names.zip(1..).map(|(name, number)| bare_name(without_number(&name, number)).to_owned()).collect()
        }
        None => vec![bare(&filing.exact_title())],
    }
}

/// How people write the number of an attachment before it: `1`, `一`.
fn spellings(number: usize) -> Vec<String> {
    let chinese = number.checked_sub(1).and_then(|at| "一二三四五六七八九十".chars().nth(at));
    chinese.map(String::from).into_iter().chain([number.to_string()]).collect()
}

/// A name without its number in brackets or a circle before it: `（1）`, `(一)`, `1）`, `①`.
fn without_bracketed(name: &str, number: usize) -> Option<&str> {
    let circled = u32::try_from(number).ok().filter(|number| (1..=20).contains(number));
    let circled = circled.and_then(|number| char::from_u32(u32::from('①') + number - 1));
    let in_brackets = || {
        let inner = name.strip_prefix(['（', '(']).unwrap_or(name);
        let rest = spellings(number).into_iter().find_map(|spelling| inner.strip_prefix(spelling.as_str()));
        rest?.trim_start().strip_prefix(['）', ')'])
    };
    circled.and_then(|circled| name.strip_prefix(circled)).or_else(in_brackets).map(str::trim_start)
}

/// The name of an attachment without what is printed before it: `附件：`, and its number, `1.` or `附件1：`.
fn without_number(name: &str, number: usize) -> &str {
    let marks = ['.', '．', '、', '：', ':'];
    let labelled = name.strip_prefix("附件").map(str::trim_start);
    let inner = labelled.map_or(name, |rest| rest.trim_start_matches(marks).trim_start());
    let numbered =
        spellings(number).iter().find_map(|spelling| inner.strip_prefix(spelling.as_str())).and_then(|rest| {
            let own = rest.trim_start().trim_start_matches(marks);
            // A number with decimals is part of the name.
            let is_set_apart = own.len() < rest.len() && (labelled.is_some() || rest.trim_start().starts_with(marks));
            (is_set_apart && (own.contains('年') || !own.starts_with(|c: char| c.is_ascii_digit()))).then_some(own)
        });
    let numbered = numbered.or_else(|| without_bracketed(inner, number));
    let bare =
        numbered.unwrap_or(if labelled.is_some_and(|rest| rest.starts_with(marks)) { inner } else { name }).trim();
    if bare.is_empty() { name } else { bare }
}

/// The name of an attachment without 《》 around it and punctuation after it.
pub fn bare_name(name: &str) -> &str {
    let name = name.trim().trim_end_matches(['。', '；', '，', '、', ';', ',', '.']).trim();
    let inner = name.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    inner.filter(|inner| !inner.contains(['《', '》'])).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{bare_name, without_number};

    #[test]
    fn names_of_attachments_are_bare() {
        assert_eq!(bare_name("《示例局2025年报告》。"), "示例局2025年报告");
        assert_eq!(bare_name("《甲》和《乙》"), "《甲》和《乙》");
        assert_eq!(bare_name(" 统计表； "), "统计表");
    }

    #[test]
    fn numbers_of_attachments_are_counted_and_not_typed() {
        for (typed, name) in [
            ("2.统计表", "统计表"),
            ("2、《统计表》", "《统计表》"),
            ("附件2：统计表", "统计表"),
            ("附件 2 统计表", "统计表"),
            ("附件：2.统计表", "统计表"),
            ("附件二：统计表", "统计表"),
            ("二、统计表", "统计表"),
            ("二手房交易统计表", "二手房交易统计表"),
            ("附件：统计表", "统计表"),
            ("2. 2025年统计表", "2025年统计表"),
            ("2.5亿元资金明细", "2.5亿元资金明细"),
            ("2025年统计表", "2025年统计表"),
            ("3.统计表", "3.统计表"),
            ("2", "2"),
            ("附件材料", "附件材料"),
            ("②统计表", "统计表"),
            ("（2）统计表", "统计表"),
            ("(二) 统计表", "统计表"),
            ("2）《统计表》", "《统计表》"),
            ("附件：⑵统计表", "⑵统计表"),
            ("（2）", "（2）"),
            ("（二）期工程明细", "期工程明细"),
            ("①统计表", "①统计表"),
        ] {
            assert_eq!(without_number(typed, 2), name, "{typed}");
        }
    }
}
