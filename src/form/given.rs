//! What a declaration says, whichever way it was put: TOML with places, or JSON by the build script, without.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value, with the bytes of the file that it was written in; none of a file that was put another way.
#[derive(Debug)]
pub(super) struct Declared<'t> {
    pub(super) at: Range<usize>,
    pub(super) value: DeclaredValue<'t>,
}

/// A key with its place, and what it is given.
pub(super) type DeclaredEntry<'t> = (Cow<'t, str>, Range<usize>, Declared<'t>);

/// A value.
#[derive(Debug)]
pub(super) enum DeclaredValue<'t> {
    /// A text.
    Text(Cow<'t, str>),
    /// A whole number, as it is written in a base.
    Whole(Cow<'t, str>, u32),
    /// Any other number, as it is written.
    Decimal(Cow<'t, str>),
    /// `true` or `false`.
    Flag(bool),
    /// A day or a time, as it is written.
    Time(String),
    /// A list.
    List(Vec<Declared<'t>>),
    /// A table, in its order.
    Table(Vec<DeclaredEntry<'t>>),
}

impl<'t> Declared<'t> {
    /// The text that it is.
    pub(super) fn as_text(&self) -> Option<&str> {
        if let DeclaredValue::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The table that it is.
    pub(super) fn as_table(&self) -> Option<&[DeclaredEntry<'t>]> {
        if let DeclaredValue::Table(table) = &self.value { Some(table) } else { None }
    }
}

/// The entries of a table of TOML.
pub(super) fn of_toml<'t>(table: &DeTable<'t>) -> Vec<DeclaredEntry<'t>> {
    table.iter().map(|(key, value)| (key.get_ref().clone(), key.span(), of_value(value))).collect()
}

/// A value of TOML.
fn of_value<'t>(item: &Spanned<DeValue<'t>>) -> Declared<'t> {
    let text = |text: &str| Cow::Owned(text.to_owned());
    let value = match item.get_ref() {
        DeValue::String(text) => DeclaredValue::Text(text.clone()),
        DeValue::Integer(number) => DeclaredValue::Whole(text(number.as_str()), number.radix()),
        DeValue::Float(number) => DeclaredValue::Decimal(text(number.as_str())),
        DeValue::Boolean(flag) => DeclaredValue::Flag(*flag),
        DeValue::Datetime(time) => DeclaredValue::Time(time.to_string()),
        DeValue::Array(list) => DeclaredValue::List(list.iter().map(of_value).collect()),
        DeValue::Table(table) => DeclaredValue::Table(of_toml(table)),
    };
    Declared { at: item.span(), value }
}

/// What the build script made of a file.
///
/// # Panics
/// Never: the build script made it.
pub(super) fn translated(json: &'static str) -> Vec<DeclaredEntry<'static>> {
    let Translated(table) = serde_json::from_str(json).expect("what was written can be read");
    table
}

/// What the build script made of a file.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Translated<'t>(#[serde(borrow, deserialize_with = "table")] Vec<DeclaredEntry<'t>>);

/// Reads a table.
fn table<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<DeclaredEntry<'de>>, D::Error> {
    match Declared::deserialize(deserializer)?.value {
        DeclaredValue::Table(table) => Ok(table),
        _ => Err(serde::de::Error::custom("no table")),
    }
}

impl<'de> Deserialize<'de> for Declared<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { at: 0..0, value: deserializer.deserialize_any(DeclaredVisitor)? })
    }
}

/// Reads a value.
struct DeclaredVisitor;

impl<'de> Visitor<'de> for DeclaredVisitor {
    type Value = DeclaredValue<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(DeclaredValue::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(DeclaredValue::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(DeclaredValue::Flag(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(DeclaredValue::Whole(Cow::Owned(number.to_string()), 10))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(DeclaredValue::Whole(Cow::Owned(number.to_string()), 10))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(DeclaredValue::Decimal(Cow::Owned(number.to_string())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = list.next_element()? {
            all.push(value);
        }
        Ok(DeclaredValue::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some((key, value)) = table.next_entry::<&str, _>()? {
            all.push((Cow::Borrowed(key), 0..0, value));
        }
        Ok(DeclaredValue::Table(all))
    }
}
