//! What a report that was published says of itself and of its agency, by labels.

use std::collections::BTreeMap;

use super::site;
use crate::characters::{plain, unspaced};
use crate::filing::{FIELDS, Field, Group, Moment};

/// A value that stands behind its label in running text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelledValue {
    /// The field.
    pub path: &'static str,
    /// What is said.
    pub value: String,
}

/// Characters of the longest value.
const LONGEST: usize = 80;

/// What ends a value.
const ENDS: [char; 12] = ['，', ',', '；', ';', '。', '）', ')', '(', '（', '\n', '、', '】'];

/// The contacts that some running text tells by their labels.
pub(super) fn contacts(text: &str) -> Vec<LabelledValue> {
    let labels: Vec<(&str, &Field)> = FIELDS
        .iter()
        .filter(|field| field.group == Group::Agency)
        .flat_map(|field| field.labels().map(move |label| (label, field)))
        .collect();
    let mut found = Vec::new();
    for (at, colon) in text.match_indices(['：', ':']) {
        let before = text[..at].trim_end();
        let named = labels.iter().filter(|(label, _)| before.ends_with(label)).max_by_key(|(label, _)| label.len());
        let Some((_, field)) = named else { continue };
        let rest = text[at + colon.len()..].trim_start();
        let end = rest.find(ENDS).unwrap_or(rest.len());
        let value = rest[..end].trim();
        // A label without a mark between ends what comes before it.
        let next = labels
            .iter()
            .filter_map(|(label, _)| value.find(&format!("{label}：")).or(value.find(&format!("{label}:"))));
        let value = value[..next.min().unwrap_or(value.len())].trim();
        let value = shown(&field.path, value);
        if is_sound(&field.path, &value) {
            found.push(LabelledValue { path: path(field), value });
        }
    }
    found
}

/// The path of a field that every filing has.
fn path(field: &Field) -> &'static str {
    FIELDS.iter().find(|known| known.path == field.path).map_or("", |known| &*known.path)
}

/// A value as it is put down.
fn shown(path: &str, value: &str) -> String {
    match path {
        "agency.postcode" | "agency.phone" | "agency.fax" | "agency.email" | "agency.website" => {
            unspaced(&plain(value)).trim_matches(['<', '>']).to_owned()
        }
        _ => value.to_owned(),
    }
}

/// Whether a value can be that of its field.
fn is_sound(path: &str, value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_short = !value.is_empty() && value.chars().take(LONGEST + 1).count() <= LONGEST;
    is_short
        && match path {
            "agency.postcode" => value.len() == 6 && digits == 6,
            "agency.phone" | "agency.fax" => {
                digits >= 7 && value.chars().all(|c| c.is_ascii_digit() || "-－—/转".contains(c))
            }
            "agency.email" => value.contains('@'),
            "agency.website" => value.contains('.') && !value.contains('@'),
            "agency.address" => value.chars().count() >= 4,
            _ => false,
        }
}

/// Values that are told once, or alike each time; and the fields that are told in several ways, with what is said of each.
pub(super) fn settled(found: Vec<LabelledValue>) -> (Vec<LabelledValue>, Vec<(&'static str, Vec<String>)>) {
    let mut by_path: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for LabelledValue { path, value } in found {
        let values = by_path.entry(path).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let (one, several): (Vec<_>, Vec<_>) = by_path.into_iter().partition(|(_, values)| values.len() == 1);
    let one =
        one.into_iter().flat_map(|(path, values)| values.into_iter().map(move |value| LabelledValue { path, value }));
    (one.collect(), several)
}

/// What a line of a site says of the report: `发布时间：2024-01-26 来源：…`.
pub(super) fn of_line(line: &str) -> Vec<LabelledValue> {
    let mut found = Vec::new();
    let colons: Vec<(usize, &str)> = line.match_indices(['：', ':']).collect();
    let label_of = |at: usize| {
        let start = line[..at]
            .rfind(|c: char| c.is_whitespace() || "|【[]】，".contains(c))
            .map_or(0, |before| before + line[before..].chars().next().map_or(0, char::len_utf8));
        (start, site::field(&line[start..at]))
    };
    let labels: Vec<(usize, usize, Option<&'static Field>)> = colons
        .iter()
        .map(|(at, colon)| (label_of(*at), at + colon.len()))
        .map(|((start, field), end)| (start, end, field))
        .collect();
    for (number, (_, end, field)) in labels.iter().enumerate() {
        let Some(field) = field else { continue };
        // A time has colons of its own.
        let next = labels[number + 1..]
            .iter()
            .find(|(start, ..)| start > end && line[*start..].starts_with(char::is_alphabetic));
        let stop = next.map_or(line.len(), |(start, ..)| *start);
        let value = line[*end..stop.max(*end)].trim().trim_matches(['|', '【', '】', '[', ']', '，']).trim();
        if let Some(value) = value_of(&field.path, value) {
            found.push(LabelledValue { path: path(field), value });
        }
    }
    found
}

/// What is said for a field, where it can be that.
pub(super) fn value_of(path: &str, value: &str) -> Option<String> {
    let is_short = !value.is_empty() && value.chars().take(LONGEST + 1).count() <= LONGEST;
    match path {
        "web.published" => Moment::parse(value).map(|moment| moment.to_string()),
        "document.number" => is_number(value).then(|| value.to_owned()),
        _ => is_short.then(|| value.to_owned()),
    }
}

/// Whether a text is nothing but the number of a document: `×政〔2026〕1号`.
pub(super) fn is_number(text: &str) -> bool {
    let text = unspaced(text);
    let parts = text.split_once(['〔', '[', '［', '【', '﹝']).zip(text.rsplit_once(['〕', ']', '］', '】', '﹞']));
    parts.is_some_and(|((issuer, rest), (_, serial))| {
        let year: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let serial = serial.trim_start_matches('第').trim_end_matches('号');
        !issuer.is_empty()
            && issuer.chars().count() <= 16
            && issuer.chars().all(char::is_alphanumeric)
            && year.len() == 4
            && !serial.is_empty()
            && serial.bytes().all(|b| b.is_ascii_digit())
            && text.ends_with('号')
    })
}
