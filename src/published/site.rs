//! Words of a site around a report, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::filing::Field;

/// Characters of the longest line that may be a site's own.
const LONGEST: usize = 120;

/// What lines of a site say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteWords {
    /// How they begin.
    beginnings: Vec<String>,
    /// What stands in them.
    inside: Vec<String>,
    /// Words before the year that make a title that of another text about the report.
    mentions: Vec<String>,
    /// What a report is called elsewhere.
    titles: Vec<String>,
    /// What stands above or below a table that goes on.
    continued: Vec<String>,
    /// What stands around the number of a page.
    page_numbers: Vec<char>,
    /// Words of a preface around what it says without a label.
    preface: PrefaceWords,
    /// Names of what is said of the report, and the field that each means.
    labels: BTreeMap<String, String>,
}

/// Words of a preface around what it says without a label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrefaceWords {
    /// What stands before the name of a site.
    pub before_site: Vec<String>,
    /// What stands behind it where its address does not.
    pub after_site: Vec<String>,
    /// How such a name ends.
    pub site_ends: Vec<String>,
    /// What stands before and behind the office to be asked.
    pub contact: Vec<(String, String)>,
}

/// The words of a preface.
pub(super) fn preface() -> &'static PrefaceWords {
    &WORDS.preface
}

/// The words.
static WORDS: LazyLock<SiteWords> = LazyLock::new(|| {
    let words = include_str!(concat!(env!("OUT_DIR"), "/site.json"));
    serde_json::from_str(words).expect("the words of sites are sound")
});

/// Whether a line is a site's own, not the report's.
pub(super) fn is_of_site(line: &str) -> bool {
    let is_short = line.chars().take(LONGEST + 1).count() <= LONGEST;
    if !is_short || line.contains('。') {
        return false;
    }
    let written = line.replace(':', "：");
    is_of_page(line)
        || WORDS.beginnings.iter().any(|word| written.starts_with(word.as_str()))
        || WORDS.inside.iter().any(|word| written.contains(word.as_str()))
}

/// Whether a line is nothing but the number of a page, `— 15 —`, `第 3 页 共 15 页`, or says that a table goes on.
pub(super) fn is_of_page(line: &str) -> bool {
    let is_short = line.chars().take(LONGEST + 1).count() <= 16;
    let bare: String = line.chars().filter(|c| !c.is_whitespace() && !"（）()【】0123456789".contains(*c)).collect();
    if WORDS.continued.contains(&bare) {
        return true;
    }
    let mut seen = line.chars().filter(|c| !c.is_whitespace());
    let (mut digits, mut marks) = (0, 0);
    let is_of_it = seen.all(|c| {
        let is_mark = WORDS.page_numbers.contains(&c);
        digits += usize::from(c.is_numeric());
        marks += usize::from(is_mark);
        is_mark || c.is_numeric()
    });
    is_short && is_of_it && (1..=6).contains(&digits) && marks > 1
}

/// Whether what stands before the year of a title is no agency: a letter or a notice about the report, a path of menus.
pub(super) fn is_mention(agency: &str) -> bool {
    WORDS.mentions.iter().any(|word| agency.contains(word.as_str()))
}

/// What a report is called where its title has none of the form's words, each before those that end with it.
pub(super) fn other_titles() -> impl Iterator<Item = &'static str> {
    WORDS.titles.iter().map(String::as_str)
}

/// The field that a name means.
pub(super) fn field(label: &str) -> Option<&'static Field> {
    let bare: String = label.chars().filter(|c| !c.is_whitespace() && !"：:【[]】".contains(*c)).collect();
    Field::of(WORDS.labels.get(&bare)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_fields() {
        for path in WORDS.labels.values() {
            assert!(Field::of(path).is_some(), "{path}");
        }
        assert!(is_of_site("当前位置：首页 > 政府信息公开"));
        for line in [
            "访问量：",
            "文号: 公开日期: 2026-01-22",
            "发布单位: 示例市林业局 主题分类: 政务公开",
            "标题: 年度报告",
            "更新时间：2026-01-22",
        ] {
            assert!(is_of_site(line), "{line}");
        }
        for line in ["来源于群众的申请占多数。", "标题党现象得到治理", "背景情况"] {
            assert!(!is_of_site(line), "{line}");
        }
        for line in ["续表", "（续上表）", "续表 3", "— 15 —", "-3-", "第 3 页 共 15 页", "－１－", "· 2 ·"]
        {
            assert!(is_of_page(line), "{line}");
        }
        for line in ["15", "1.", "2025", "2026-01-15", "第三部分", "—", "0791-8888888"] {
            assert!(!is_of_page(line), "{line}");
        }
    }
}
