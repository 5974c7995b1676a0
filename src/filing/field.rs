//! Every single field of a filing: its path in TOML, its label in a workbook, what it holds, and where.
//!
//! Readers and writers of both spellings go through this list, so that none can forget a field of the other.

use std::borrow::Cow;

use super::slot::{FieldValue, Slot};
use super::{AccountInput, Filing};
use crate::form::{Form, Kind, PrefacePart};

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
    /// Yes or no.
    Flag,
    /// One of some words.
    Choice(&'static Choice),
    /// `生成`, `不要`, or the agency's own text.
    Part,
    /// A figure of an account.
    Figure(Kind),
}

impl FieldKind {
    /// What belongs into such a field, in words; what is only true of TOML stands in brackets.
    pub fn expectation(self) -> &'static str {
        match self {
            Self::Year => "四位年份（不加引号），如 2025",
            Self::Text | Self::Prose | Self::Choice(_) | Self::List(_) | Self::Joined(_) => "文字（写在引号里）",
            Self::Date => "日期，如 2021-01-11（不加引号）",
            Self::Flag => "true（要）或 false（不要）",
            Self::Part => "true（照格式生成）、false（不要）或自己的文字",
            Self::Figure(Kind::Count) => "不带小数、不小于 0 的件数",
            Self::Figure(Kind::Yuan) => "以元为单位、不小于 0 的金额",
            Self::Figure(kind) => kind.expectation(),
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
}

impl Choice {
    /// The number of a word of TOML.
    pub fn find(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|(_, known)| *known == word.trim())
    }

    /// What to do about an unknown word, in a workbook or in TOML.
    pub fn hint(&self, is_workbook: bool) -> String {
        let word = |(shown, known): &(&str, &str)| match is_workbook || shown == known {
            true => (*shown).to_owned(),
            false => format!("\"{known}\"（{shown}）"),
        };
        let words: Vec<String> = self.words.iter().map(word).collect();
        format!("改为 {}", words.join(if words.len() > 2 { "、" } else { " 或 " }))
    }
}

/// Where a field stands in a workbook, and with which others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What the report is.
    Report,
    /// Who reports.
    Agency,
    /// What is held beside earlier years.
    Years,
    /// The preface.
    Preface,
    /// The web page.
    Web,
    /// The letter that the report is submitted with.
    Letter,
    /// What stands around the report.
    Document,
    /// The account of that key.
    Account(String),
    /// Last year's report.
    LastYear,
}

/// One field.
#[derive(Clone)]
pub struct Field {
    /// Its path in TOML.
    pub path: Cow<'static, str>,
    /// Its label in a workbook.
    pub label: Cow<'static, str>,
    /// Other labels that are read as this one.
    pub aliases: &'static [&'static str],
    /// What to write.
    pub help: Cow<'static, str>,
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
    /// What a filing says of it, and how what was read of it is put into one.
    pub(super) value: Place,
}

/// What reads a value from a filing, and what puts one into it.
pub(super) type Functions = (fn(&Filing) -> Vec<String>, fn(&mut Filing, FieldValue));

/// Where the value of a field lies in a filing.
#[derive(Clone)]
pub(super) enum Place {
    /// Where two functions read it and put it.
    Fixed(fn(&Filing) -> Vec<String>, fn(&mut Filing, FieldValue)),
    /// In the part of the preface that has the field's key.
    Part,
    /// In the account and under the key that the field's path names.
    Account,
    /// In last year's account of that key, under that one.
    FormerAccount(String, String),
}

/// A field of one text.
pub(super) const fn text(
    group: Group,
    path: &'static str,
    label: &'static str,
    help: &'static str,
    (get, set): Functions,
) -> Field {
    Field {
        path: Cow::Borrowed(path),
        label: Cow::Borrowed(label),
        aliases: &[],
        help: Cow::Borrowed(help),
        kind: FieldKind::Text,
        group,
        most: 0,
        required: None,
        tag: None,
        value: Place::Fixed(get, set),
    }
}

/// What to write for a part of the preface.
const PART: &str = "留空或“生成”由资料生成，“不要”略去，或自己写一段";

impl Field {
    /// Whether the word for none, instead of what it holds, leaves it empty. A list says so itself; of a web page that is told.
    pub fn may_say_none(&self) -> bool {
        use FieldKind::{Date, Joined, Prose, Text, Year};
        self.group != Group::Web && matches!(self.kind, Year | Text | Prose | Joined(_) | Date)
    }

    /// All labels that it is read by, its own first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.label).chain(self.aliases.iter().copied())
    }

    /// The same with another kind.
    pub(super) const fn kind(mut self, kind: FieldKind) -> Self {
        self.kind = kind;
        self
    }

    /// The same with other labels.
    pub(super) const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// The same with a bound.
    pub(super) const fn most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// The same as one that must be there.
    pub(super) const fn required(mut self, what: &'static str, how: &'static str) -> Self {
        self.required = Some((what, how));
        self
    }

    /// The same with an official tag.
    pub(super) const fn tag(mut self, number: u8, name: &'static str) -> Self {
        self.tag = Some((number, name));
        self
    }

    /// The fields that a form adds: the parts of its preface, and the figures of its accounts, this year's and last
    /// year's.
    pub fn of_form(form: &Form) -> Vec<Self> {
        let field = |part: &PrefacePart| Self {
            path: format!("preface.{}", part.key).into(),
            label: format!("引言·{}", part.label).into(),
            kind: FieldKind::Part,
            value: Place::Part,
            ..text(Group::Preface, "", "", PART, (|_| Vec::new(), |_, _| {}))
        };
        let parts = form.preface.iter().map(field);
        let figures = form.accounts.iter().flat_map(|account| {
            account.figures.iter().map(move |figure| Self {
                path: format!("{}.{}", account.key, figure.key).into(),
                label: figure.label.clone().into(),
                help: figure.help.clone().into(),
                kind: FieldKind::Figure(figure.kind),
                required: Some(("数", "照实填；没有发生的填 0")),
                value: Place::Account,
                ..text(Group::Account(account.key.clone()), "", "", "", (|_| Vec::new(), |_, _| {}))
            })
        });
        let former = form.accounts.iter().flat_map(|account| {
            account.figures.iter().map(move |figure| Self {
                path: format!("last_year.{}_{}", account.key, figure.key).into(),
                label: format!("上年{}", figure.label).into(),
                kind: FieldKind::Figure(figure.kind),
                value: Place::FormerAccount(account.key.clone(), figure.key.clone()),
                ..text(Group::LastYear, "", "", "", (|_| Vec::new(), |_, _| {}))
            })
        });
        parts.chain(figures).chain(former).collect()
    }

    /// The table of TOML that it stands in, and its key there.
    pub fn place(&self) -> (Option<&str>, &str) {
        self.path.split_once('.').map_or((None, &*self.path), |(table, key)| (Some(table), key))
    }

    /// What a filing says of it, a text a line; nothing when it says nothing.
    pub fn get(&self, filing: &Filing) -> Vec<String> {
        let said = |account: Option<&AccountInput>, figure: &str| {
            let figure = account.and_then(|account| account.figures.get(figure));
            figure.iter().map(|number| number.value.to_string()).collect()
        };
        match &self.value {
            Place::Fixed(get, _) => get(filing),
            Place::Part => {
                let part = filing.preface.as_ref().and_then(|preface| preface.parts.get(self.place().1));
                part.map(Slot::texts).unwrap_or_default()
            }
            Place::Account => {
                let (account, figure) = self.place();
                said(account.and_then(|account| filing.accounts.get(account)), figure)
            }
            Place::FormerAccount(account, figure) => {
                said(filing.last_year.as_ref().and_then(|last| last.accounts.get(account)), figure)
            }
        }
    }

    /// Puts what was read of it into a filing.
    pub fn set(&self, filing: &mut Filing, value: FieldValue) {
        match &self.value {
            Place::Fixed(_, set) => set(filing, value),
            Place::Part => {
                if let Some(preface) = &mut filing.preface {
                    preface.parts.entry(self.place().1.to_owned()).or_default().set(value);
                }
            }
            Place::Account => {
                let (account, figure) = self.place();
                let account = account.and_then(|account| filing.accounts.get_mut(account));
                if let (Some(account), FieldValue::Figure(number)) = (account, value) {
                    account.figures.insert(figure.to_owned(), number);
                }
            }
            Place::FormerAccount(account, figure) => {
                if let (Some(last), FieldValue::Figure(number)) = (&mut filing.last_year, value) {
                    last.accounts.entry(account.clone()).or_default().figures.insert(figure.clone(), number);
                }
            }
        }
    }
}
