//! How the values of fields are kept in a filing.

use rust_decimal::Decimal;

use super::{Date, LetterKind, Part, ProseText, Text};
use crate::source::Located;

/// What leaves a part of the preface to the program, and what leaves it out.
pub const GENERATED: &str = "生成";
/// What leaves a part of the preface out.
pub const OMITTED: &str = "不要";

/// What a field is read as.
#[derive(Debug, Clone)]
pub enum Held {
    /// A year.
    Year(Located<i32>),
    /// A text.
    Text(Located<String>),
    /// Several texts.
    List(Vec<Located<String>>),
    /// A day.
    Date(Located<Date>),
    /// A part of the preface.
    Part(Part),
    /// Markdown.
    Prose(ProseText),
    /// A whole number.
    Count(Located<i64>),
    /// An amount.
    Yuan(Located<Decimal>),
}

/// Something in a filing that holds the value of a field.
pub(super) trait Slot {
    /// What it says, a text a line.
    fn told(&self) -> Vec<String>;
    /// Takes a value; one of another type is left out, which a test holds never to happen.
    fn hold(&mut self, held: Held);
}

/// A slot of a located value of one type.
macro_rules! slot {
    ($type:ty, $held:ident) => {
        impl Slot for Option<Located<$type>> {
            fn told(&self) -> Vec<String> {
                self.iter().map(|value| value.value.to_string()).collect()
            }

            fn hold(&mut self, held: Held) {
                if let Held::$held(value) = held {
                    *self = Some(value);
                }
            }
        }
    };
}

slot!(i32, Year);
slot!(String, Text);
slot!(Date, Date);
slot!(i64, Count);
slot!(Decimal, Yuan);

impl Slot for Vec<Located<String>> {
    fn told(&self) -> Vec<String> {
        self.iter().map(|text| text.value.clone()).collect()
    }

    fn hold(&mut self, held: Held) {
        if let Held::List(texts) = held {
            *self = texts;
        }
    }
}

impl Slot for Option<Vec<Located<String>>> {
    /// A list that is empty on purpose says so.
    fn told(&self) -> Vec<String> {
        match self {
            Some(texts) if texts.is_empty() => vec![OMITTED.to_owned()],
            texts => texts.iter().flat_map(Slot::told).collect(),
        }
    }

    fn hold(&mut self, held: Held) {
        self.get_or_insert_default().hold(held);
    }
}

impl Slot for Part {
    fn told(&self) -> Vec<String> {
        match self {
            Self::Generated => Vec::new(),
            Self::Omitted => vec![OMITTED.to_owned()],
            Self::Own(prose) => vec![prose.text.clone()],
        }
    }

    fn hold(&mut self, held: Held) {
        if let Held::Part(part) = held {
            *self = part;
        }
    }
}

impl Slot for Option<ProseText> {
    fn told(&self) -> Vec<String> {
        self.iter().map(|prose| prose.text.clone()).collect()
    }

    fn hold(&mut self, held: Held) {
        if let Held::Prose(prose) = held {
            *self = Some(prose);
        }
    }
}

impl Slot for LetterKind {
    fn told(&self) -> Vec<String> {
        vec![self.name().to_owned()]
    }

    fn hold(&mut self, held: Held) {
        let named = |text: &Located<String>| Self::ALL.into_iter().find(|kind| kind.name() == text.value.trim());
        if let Some(kind) = held.text().as_ref().and_then(named) {
            *self = kind;
        }
    }
}

impl Held {
    /// The text, if it is one.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
