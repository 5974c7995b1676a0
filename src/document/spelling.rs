//! How places and values are called: a field by its path in TOML, by its label in a workbook.

use super::given::Raw;
use crate::filing::Field;
use crate::source::Source;

/// How a document is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// As TOML.
    Toml,
    /// As a workbook.
    Workbook,
}

/// Where a workbook has what is no single field, by the beginning of its path.
const SHEETS: &[(&str, &str)] =
    &[("sections.", "正文"), ("extra", "正文"), ("fee.units", "信息处理费"), ("accept", "认可"), ("labels", "标签")];

impl Spelling {
    /// How a file that was read is spelled.
    pub fn of(source: &Source) -> Self {
        if source.is_workbook() { Self::Workbook } else { Self::Toml }
    }

    /// What a place is called: its path, or its label in a workbook.
    pub fn call(self, path: &str) -> String {
        match (self, Field::of(path)) {
            (Self::Toml, _) => path.to_owned(),
            (Self::Workbook, Some(field)) => format!("“{}”", field.label),
            (Self::Workbook, None) => {
                let sheet = SHEETS.iter().find(|(start, _)| path.starts_with(start));
                sheet.map_or(path, |(_, name)| name).to_owned()
            }
        }
    }

    /// What is expected of a value; what only TOML asks for stands in brackets.
    pub fn expectation(self, expected: &str) -> &str {
        match self {
            Self::Toml => expected,
            Self::Workbook => expected.split('（').next().unwrap_or(expected),
        }
    }

    /// What a value is called that is not what was expected: its type, or in a workbook, where all are texts, itself.
    pub fn found(self, value: &Raw) -> String {
        match (self, value) {
            (Self::Workbook, Raw::Text(text)) => format!("“{text}”"),
            (Self::Workbook, Raw::Number(number)) => format!("“{number}”"),
            _ => value.name().to_owned(),
        }
    }

    /// How to put in what is missing, where TOML says how; nothing where only the rule says so.
    pub fn remedy(self, path: &str, in_toml: &str) -> Option<String> {
        match (self, Field::of(path)) {
            (Self::Toml, _) => Some(in_toml.to_owned()),
            (Self::Workbook, Some(field)) => {
                Some(format!("在“{}”一行的“填写内容”里填写；没有这一行就加上，第一格写“{0}”", field.label))
            }
            (Self::Workbook, None) => None,
        }
    }
}
