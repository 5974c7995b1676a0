//! Every single field of a filing: its path in TOML, its label in a workbook, what it holds, and where.
//!
//! Readers and writers of both spellings go through this list, so that none can forget a field of the other.

use super::Filing;
use super::slot::FieldValue;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A year of four digits.
    Year,
    /// One line of text.
    Text,
    /// Markdown.
    Prose,
    /// Several texts, a line each; what stands between them where they are written as one.
    List(&'static [char]),
    /// One text that may be written as several; what they are joined with.
    Joined(&'static str),
    /// A day.
    Date,
    /// One of some words.
    Choice(&'static Choice),
    /// `生成`, `不要`, or the agency's own text.
    Part,
    /// A whole number, zero or more.
    Count,
    /// An amount in 元.
    Yuan,
}

impl FieldKind {
    /// What belongs into such a field, in words; what is only true of TOML stands in brackets.
    pub fn expectation(self) -> &'static str {
        match self {
            Self::Year => "四位年份（不加引号），如 2025",
            Self::Text | Self::Prose | Self::Choice(_) | Self::List(_) | Self::Joined(_) => "文字（写在引号里）",
            Self::Date => "日期，如 2021-01-11（不加引号）",
            Self::Part => "true（照格式生成）、false（不要）或自己的文字",
            Self::Count => "不带小数、不小于 0 的件数",
            Self::Yuan => "以元为单位、不小于 0 的金额",
        }
    }
}

/// Words of which a field holds one.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// The words: as a workbook says them, and as TOML does.
    pub words: &'static [(&'static str, &'static str)],
    /// What an unknown word is not.
    pub what: &'static str,
    /// What to do about an unknown word.
    pub hint: &'static str,
}

impl Choice {
    /// The number of a word of TOML.
    pub fn find(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|(_, known)| *known == word.trim())
    }
}

/// Where a field stands in a workbook, and with which others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What the report is.
    Report,
    /// Who reports.
    Agency,
    /// The preface.
    Preface,
    /// The web page.
    Web,
    /// The letter that the report is submitted with.
    Letter,
    /// What stands around the report.
    Document,
    /// 信息处理费.
    Fee,
    /// Last year's report.
    LastYear,
}

/// One field.
pub struct Field {
    /// Its path in TOML.
    pub path: &'static str,
    /// Its label in a workbook.
    pub label: &'static str,
    /// Other labels that are read as this one.
    pub aliases: &'static [&'static str],
    /// What to write.
    pub help: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// What it belongs to.
    pub group: Group,
    /// Most characters of its text, or texts of its list; 0 where nothing bounds it.
    pub most: usize,
    /// What it is called where it must be there and is not, and how to write it in TOML.
    pub required: Option<(&'static str, &'static str)>,
    /// Its number among the official tags of a web page, and the tag's name.
    pub tag: Option<(u8, &'static str)>,
    /// What a filing says of it, a text a line; nothing when it says nothing.
    pub get: fn(&Filing) -> Vec<String>,
    /// Puts what was read of it into a filing.
    pub set: fn(&mut Filing, FieldValue),
}

/// How a field is read from a filing and put into one.
pub(super) type Place = (fn(&Filing) -> Vec<String>, fn(&mut Filing, FieldValue));

/// A field of one text.
pub(super) const fn text(
    group: Group,
    path: &'static str,
    label: &'static str,
    help: &'static str,
    (get, set): Place,
) -> Field {
    let kind = FieldKind::Text;
    Field { path, label, aliases: &[], help, kind, group, most: 0, required: None, tag: None, get, set }
}

impl Field {
    /// The same with another kind.
    pub(super) const fn kind(self, kind: FieldKind) -> Self {
        Self { kind, ..self }
    }

    /// The same with other labels.
    pub(super) const fn aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// The same with a bound.
    pub(super) const fn most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// The same as one that must be there.
    pub(super) const fn required(self, what: &'static str, how: &'static str) -> Self {
        Self { required: Some((what, how)), ..self }
    }

    /// The same with an official tag.
    pub(super) const fn tag(self, number: u8, name: &'static str) -> Self {
        Self { tag: Some((number, name)), ..self }
    }

    /// The table of TOML that it stands in, and its key there.
    pub fn place(&self) -> (Option<&'static str>, &'static str) {
        self.path.split_once('.').map_or((None, self.path), |(table, key)| (Some(table), key))
    }
}
