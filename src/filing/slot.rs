//! How the values of fields are kept in a filing.

use rust_decimal::Decimal;

use super::{Date, LetterKind, PartContent, ProseText, Text};
use crate::source::Located;

/// What leaves a part of the preface to the program, and what leaves it out.
pub const GENERATED: &str = "生成";
/// What leaves a part of the preface out.
pub const OMITTED: &str = "不要";

/// What a field is read as.
#[derive(Debug, Clone)]
pub enum FieldValue {
    /// Yes or no.
    Flag(Located<bool>),
    /// A year.
    Year(Located<i32>),
    /// A text.
    Text(Located<String>),
    /// Several texts.
    List(Vec<Located<String>>),
    /// A day.
    Date(Located<Date>),
    /// A part of the preface.
    Part(PartContent),
    /// Markdown.
    Prose(ProseText),
    /// A figure of an account.
    Figure(Located<Decimal>),
}

/// Something in a filing that holds the value of a field.
pub(super) trait Slot {
    /// What it says, a text a line.
    fn texts(&self) -> Vec<String>;
    /// Takes a value; one of another type is left out, which a test holds never to happen.
    fn set(&mut self, value: FieldValue);
}

/// A slot of a located value of one type.
macro_rules! slot {
    ($type:ty, $value:ident) => {
        impl Slot for Option<Located<$type>> {
            fn texts(&self) -> Vec<String> {
                self.iter().map(|value| value.value.to_string()).collect()
            }

            fn set(&mut self, value: FieldValue) {
                if let FieldValue::$value(value) = value {
                    *self = Some(value);
                }
            }
        }
    };
}

slot!(i32, Year);
slot!(String, Text);
slot!(Date, Date);

/// What says yes where [`OMITTED`] says no.
pub const WANTED: &str = "要";

impl Slot for Option<Located<bool>> {
    fn texts(&self) -> Vec<String> {
        self.iter().map(|flag| if flag.value { WANTED } else { OMITTED }.to_owned()).collect()
    }

    fn set(&mut self, value: FieldValue) {
        if let FieldValue::Flag(flag) = value {
            *self = Some(flag);
        }
    }
}

impl Slot for Vec<Located<String>> {
    fn texts(&self) -> Vec<String> {
        self.iter().map(|text| text.value.clone()).collect()
    }

    fn set(&mut self, value: FieldValue) {
        if let FieldValue::List(texts) = value {
            *self = texts;
        }
    }
}

impl Slot for Option<Vec<Located<String>>> {
    /// A list that is empty on purpose says so.
    fn texts(&self) -> Vec<String> {
        match self {
            Some(texts) if texts.is_empty() => vec![OMITTED.to_owned()],
            texts => texts.iter().flat_map(Slot::texts).collect(),
        }
    }

    fn set(&mut self, value: FieldValue) {
        self.get_or_insert_default().set(value);
    }
}

impl Slot for PartContent {
    fn texts(&self) -> Vec<String> {
        match self {
            Self::Generated => Vec::new(),
            Self::Omitted => vec![OMITTED.to_owned()],
            Self::Own(prose) => vec![prose.text.clone()],
        }
    }

    fn set(&mut self, value: FieldValue) {
        if let FieldValue::Part(part) = value {
            *self = part;
        }
    }
}

impl Slot for Option<ProseText> {
    fn texts(&self) -> Vec<String> {
        self.iter().map(|prose| prose.text.clone()).collect()
    }

    fn set(&mut self, value: FieldValue) {
        if let FieldValue::Prose(prose) = value {
            *self = Some(prose);
        }
    }
}

impl Slot for LetterKind {
    fn texts(&self) -> Vec<String> {
        vec![self.name().to_owned()]
    }

    fn set(&mut self, value: FieldValue) {
        let named = |text: &Located<String>| Self::ALL.into_iter().find(|kind| kind.name() == text.value.trim());
        if let Some(kind) = value.text().as_ref().and_then(named) {
            *self = kind;
        }
    }
}

impl FieldValue {
    /// The text, if it is one.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AccountInput, FIELDS, Field, FieldKind, Filing, LastYear, Letter, Preface};
    use super::*;
    use crate::form::Editions;
    use crate::source::{Sources, Span};

    /// A filing of which every part is there.
    fn filing(at: &Span) -> Filing {
        let form = Editions::built_in().for_year(2025);
        let last_year = LastYear {
            year: None,
            form: form.clone(),
            form_given: None,
            cells: Default::default(),
            accounts: Default::default(),
            at: at.clone(),
        };
        Filing {
            preface: Some(Preface::default()),
            letter: Some(Letter::empty(at.clone())),
            accounts: form.accounts.iter().map(|a| (a.key.clone(), AccountInput::default())).collect(),
            last_year: Some(last_year),
            ..Filing::empty(at.source, form)
        }
    }

    /// A value of a kind, and how a workbook says it.
    fn sample(kind: FieldKind, at: &Span) -> (FieldValue, &'static str) {
        fn located<T>(value: T, at: &Span) -> Located<T> {
            Located { value, at: at.clone() }
        }
        match kind {
            FieldKind::Flag => (FieldValue::Flag(located(false, at)), OMITTED),
            FieldKind::Year => (FieldValue::Year(located(2024, at)), "2024"),
            FieldKind::Text | FieldKind::Joined(_) => (FieldValue::Text(located("甲".to_owned(), at)), "甲"),
            FieldKind::Choice(choice) => {
                let (shown, word) = choice.words[1];
                (FieldValue::Text(located(word.to_owned(), at)), shown)
            }
            FieldKind::List(_) => (FieldValue::List(vec![located("甲".to_owned(), at)]), "甲"),
            FieldKind::Date => (FieldValue::Date(located(Date { year: 2026, month: 1, day: 5 }, at)), "2026-01-05"),
            FieldKind::Part => (FieldValue::Part(PartContent::Omitted), "不要"),
            FieldKind::Prose => {
                let (text, at) = ("甲".to_owned(), at.clone());
                let prose = ProseText { text, at, exact: true, line_ends: Default::default() };
                (FieldValue::Prose(prose), "甲")
            }
            FieldKind::Figure(_) => (FieldValue::Figure(located(3.into(), at)), "3"),
        }
    }

    #[test]
    fn every_field_keeps_what_is_put_into_it() {
        let at = Span::new(Sources::default().next(), 0..0);
        let of_form = Field::of_form(&filing(&at).form);
        for field in FIELDS.iter().chain(&of_form) {
            let mut filing = filing(&at);
            let (value, shown) = sample(field.kind, &at);
            field.set(&mut filing, value);
            assert_eq!(field.get(&filing), [shown], "{}", field.path);
        }
    }
}
