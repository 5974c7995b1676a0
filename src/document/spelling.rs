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
    /// As a report that was published.
    Published,
}

/// Where a workbook has what is no single field, by the beginning of its path.
const SHEETS: &[(&str, &str)] = &[("sections.", "正文"), ("extra", "正文"), ("accept", "认可"), ("labels", "标签")];

impl Spelling {
    /// How a file that was read is spelled.
    pub fn of(source: &Source) -> Self {
        match () {
            () if source.is_workbook() => Self::Workbook,
            () if source.is_published() => Self::Published,
            () => Self::Toml,
        }
    }

    /// What a place is called that every form has: its path, or its label in a workbook.
    pub fn call(self, path: &str) -> String {
        self.names().call(path)
    }

    /// How places are called that every form has.
    pub fn names(self) -> PlaceNames<'static> {
        PlaceNames { spelling: self, of_form: &[] }
    }

    /// What is expected of a value; what only TOML asks for stands in brackets.
    pub fn expectation(self, expected: &str) -> &str {
        match self {
            Self::Toml => expected,
            Self::Workbook | Self::Published => expected.split('（').next().unwrap_or(expected),
        }
    }

    /// What a value is called that is not what was expected: its type and itself, or in a workbook, where all are
    /// texts, itself.
    pub fn found(self, value: &Raw) -> String {
        let name = value.name();
        match (self, value) {
            (Self::Workbook | Self::Published, Raw::Text(text)) => format!("“{text}”"),
            (Self::Workbook | Self::Published, Raw::Number(number)) => format!("“{number}”"),
            (_, Raw::Text(text)) => format!("{name}“{}”", shortened(text)),
            (_, Raw::Number(number)) => format!("{name} {number}"),
            (_, Raw::Odd(digits)) => format!("{name} {}", shortened(digits)),
            (_, Raw::Flag(flag)) => flag.to_string(),
            (_, Raw::Date(date)) => format!("{name} {date}"),
            (_, Raw::List(_) | Raw::Refused) => name.to_owned(),
        }
    }
}

/// Characters of a value that a message shows.
const MOST_SHOWN: usize = 24;

/// The beginning of a text, in one line.
fn shortened(text: &str) -> String {
    let line = text.trim().replace('\n', " ");
    if line.chars().count() <= MOST_SHOWN { line } else { line.chars().take(MOST_SHOWN - 1).chain(['…']).collect() }
}

/// How places are called, with the fields that a form adds.
#[derive(Clone, Copy)]
pub struct PlaceNames<'a> {
    /// How the document is spelled.
    pub spelling: Spelling,
    /// The fields that its form adds.
    pub of_form: &'a [Field],
}

impl PlaceNames<'_> {
    /// The label of a field.
    fn label(&self, path: &str) -> Option<&str> {
        let added = self.of_form.iter().find(|field| field.path == path);
        added.or_else(|| Field::of(path)).map(|field| &*field.label)
    }

    /// What a place is called: its path, or its label in a workbook.
    pub fn call(&self, path: &str) -> String {
        match (self.spelling, self.label(path)) {
            (Spelling::Toml, _) => path.to_owned(),
            (Spelling::Workbook | Spelling::Published, Some(label)) => format!("“{label}”"),
            (Spelling::Workbook | Spelling::Published, None) => {
                let sheet = SHEETS.iter().find(|(start, _)| path.starts_with(start));
                sheet.map_or(path, |(_, name)| name).to_owned()
            }
        }
    }

    /// How to put in what is missing, where TOML says how; nothing where only the rule says so.
    pub fn remedy(&self, path: &str, in_toml: &str) -> Option<String> {
        match (self.spelling, self.label(path)) {
            (Spelling::Toml, _) => Some(in_toml.to_owned()),
            (Spelling::Workbook, Some(label)) => {
                Some(format!("在“{label}”一行的“填写内容”里填写；没有这一行就加上，第一格写“{label}”"))
            }
            (Spelling::Workbook, None) | (Spelling::Published, _) => None,
        }
    }
}
