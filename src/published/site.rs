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
    /// Names of what is said of the report, and the field that each means.
    labels: BTreeMap<String, String>,
}

/// The words.
static WORDS: LazyLock<SiteWords> =
    LazyLock::new(|| toml::from_str(include_str!("site.toml")).expect("the words of sites are sound"));

/// Whether a line is a site's own, not the report's.
pub(super) fn is_of_site(line: &str) -> bool {
    let is_short = line.chars().take(LONGEST + 1).count() <= LONGEST;
    let is_sentence = line.contains('。');
    is_short
        && !is_sentence
        && (WORDS.beginnings.iter().any(|word| line.starts_with(word.as_str()))
            || WORDS.inside.iter().any(|word| line.contains(word.as_str())))
}

/// Whether what stands before the year of a title is no agency: a letter or a notice about the report, a path of menus.
pub(super) fn is_mention(agency: &str) -> bool {
    WORDS.mentions.iter().any(|word| agency.contains(word.as_str()))
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
        assert!(!is_of_site("来源于群众的申请占多数。"));
    }
}
