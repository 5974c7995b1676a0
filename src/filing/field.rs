//! Every single field of a filing: its path in TOML, its label in a workbook, and what it holds.
//!
//! Readers and writers of both spellings go through this list, so that none can forget a field of the other.

use super::Filing;
pub use super::fields::FIELDS;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A year of four digits.
    Year,
    /// One line of text.
    Text,
    /// Several texts, a line each.
    List,
    /// A day.
    Date,
    /// One of some words: as a workbook says it, and as TOML does.
    Choice(&'static [(&'static str, &'static str)]),
    /// `生成`, `不要`, or the agency's own text.
    Part,
    /// A whole number, zero or more.
    Count,
    /// An amount in 元.
    Yuan,
}

/// Where a field stands in a workbook, and with which others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// What a filing says of it, a text a line; nothing when it says nothing.
    pub get: fn(&Filing) -> Vec<String>,
}

/// Where the preface stands.
pub const PLACES: &[(&str, &str)] = &[("正文之前", "front"), ("第一部分之内", "overview")];

/// Kinds of agencies.
pub const LEVELS: &[(&str, &str)] = &[("部门", "部门"), ("政府", "政府"), ("乡镇街道", "乡镇街道")];

/// What leaves a part of the preface to the program, and what leaves it out.
pub const GENERATED: &str = "生成";
/// What leaves a part of the preface out.
pub const OMITTED: &str = "不要";

/// A field of one text.
pub(super) const fn text(
    group: Group,
    path: &'static str,
    label: &'static str,
    help: &'static str,
    get: fn(&Filing) -> Vec<String>,
) -> Field {
    Field { path, label, aliases: &[], help, kind: FieldKind::Text, group, get }
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

    /// The field of that path.
    pub fn of(path: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.path == path)
    }

    /// What people know a field as: its path in TOML, its label in a workbook.
    pub fn call(path: &str, in_workbook: bool) -> String {
        let label = Self::of(path).filter(|_| in_workbook).map(|field| format!("“{}”", field.label));
        label.unwrap_or_else(|| path.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_labels_are_unique() {
        let mut names: Vec<&str> =
            FIELDS.iter().flat_map(|f| [f.path, f.label].into_iter().chain(f.aliases.iter().copied())).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
