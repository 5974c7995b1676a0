//! Reading `[letter]`.

use super::fields::{Fields, Log, limit_with};
use crate::filing::{CLOSINGS, Letter, LetterKind, Text};
use crate::finding::Finding;
use crate::rule::input;
use crate::source::{Located, Span};

/// Characters of the elements that have one line or a few: none of a real letter is half as long.
const MOST_LINE: usize = 60;

/// Characters of the lists of recipients: 版记 must stay within a page.
const MOST_RECIPIENTS: usize = 800;

/// Characters of a title: seven lines of 二号.
const MOST_TITLE: usize = 140;

/// Co-issuers, and people who signed off: a head of more leaves no room for the text on the first page.
const MOST_ISSUERS: usize = 12;

/// Attachments that are listed.
const MOST_ATTACHMENTS: usize = 40;

/// Reads `[letter]`.
pub fn read(t: Fields<'_>, log: &Log<'_>) -> Letter {
    let letter = Letter {
        kind: kind(&t, log),
        from: list(&t, "from", NAMES, MOST_ISSUERS, log),
        to: recipients(&t, "to", "、", log),
        number: line(&t, "number", MOST_LINE / 2, log),
        signers: list(&t, "signers", NAMES, MOST_ISSUERS, log),
        date: t.date("date"),
        deadline: t.date("deadline"),
        title: line(&t, "title", MOST_TITLE, log),
        text: t.prose("text"),
        attachments: t.value("attachments").map(|_| list(&t, "attachments", LINES, MOST_ATTACHMENTS, log)),
        sealed: sealed(&t, log),
        note: line(&t, "note", 2 * MOST_LINE, log),
        cc: recipients(&t, "cc", "，", log),
        printed_by: line(&t, "printed_by", MOST_LINE, log),
        printed_on: t.date("printed_on"),
        copy_number: line(&t, "copy_number", MOST_LINE / 2, log),
        secrecy: line(&t, "secrecy", MOST_LINE / 2, log),
        urgency: line(&t, "urgency", MOST_LINE / 2, log),
        at: t.at.clone(),
    };
    t.finish();
    letter
}

/// 文种.
fn kind(t: &Fields<'_>, log: &Log<'_>) -> LetterKind {
    let Some(given) = t.text("kind") else { return LetterKind::default() };
    let names = LetterKind::ALL.map(LetterKind::name);
    let known = LetterKind::ALL.into_iter().find(|kind| kind.name() == given.value.trim());
    known.unwrap_or_else(|| {
        log.fault(unknown(&t.path("kind"), &given, "这一文种", &names, log));
        LetterKind::default()
    })
}

/// Whether the letter is sealed; letters are unless they say otherwise.
fn sealed(t: &Fields<'_>, log: &Log<'_>) -> bool {
    let Some(given) = t.text("closing") else { return true };
    let [with, without] = CLOSINGS;
    match given.value.trim() {
        word if word == with => true,
        word if word == without => false,
        _ => {
            log.fault(unknown(&t.path("closing"), &given, "这种写法", &CLOSINGS, log));
            true
        }
    }
}

/// A word that is none of those there are.
fn unknown(path: &str, given: &Located<String>, what: &str, known: &[&str], log: &Log<'_>) -> Finding {
    let finding = Finding::new(&input::UNKNOWN_NAME, format!("{}：没有“{}”{what}。", log.call(path), given.value));
    finding.mark(&given.at, "").hint(format!("改为 {}", known.join(" 或 "))).key(path)
}

/// A text of bounded length.
fn line(t: &Fields<'_>, key: &str, most: usize, log: &Log<'_>) -> Text {
    let text = t.text(key)?;
    limit(log, &t.path(key), &text.value, most, &text.at);
    Some(text)
}

/// Reports a text that is longer than any place for it.
fn limit(log: &Log<'_>, path: &str, text: &str, most: usize, at: &Span) {
    limit_with(log, path, text, most, at, "缩短；主送、抄送太多的用统称");
}

/// What stands between names that are written as one text.
const NAMES: &[char] = &['、', '；', '\n'];

/// What stands between titles that are written as one text.
const LINES: &[char] = &['\n'];

/// One text, which may hold several, or a list of them, each of bounded length.
fn list(t: &Fields<'_>, key: &str, between: &[char], most: usize, log: &Log<'_>) -> Vec<Located<String>> {
    let part = |text: Located<String>| {
        let parts = text.value.split(between).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Located { value: part.to_owned(), at: text.at.clone() }).collect::<Vec<_>>()
    };
    let texts: Vec<Located<String>> = several(t, key).into_iter().flat_map(part).collect();
    for text in &texts {
        limit(log, &t.path(key), &text.value, 2 * MOST_LINE, &text.at);
    }
    if let Some(first_too_many) = texts.get(most) {
        let message = format!("{}：有 {} 个，至多 {most} 个。", log.call(&t.path(key)), texts.len());
        log.fault(
            Finding::new(&input::TOO_LONG, message).mark(&first_too_many.at, "").hint("减少个数").key(t.path(key)),
        );
    }
    texts
}

/// Recipients as one text: written so, or as a list that is joined.
fn recipients(t: &Fields<'_>, key: &str, separator: &str, log: &Log<'_>) -> Text {
    let texts = several(t, key);
    let at = t.value(key).map(|item| log.at(item))?;
    let parts: Vec<&str> = texts.iter().map(|text| text.value.trim()).filter(|text| !text.is_empty()).collect();
    let value = parts.join(separator);
    limit(log, &t.path(key), &value, MOST_RECIPIENTS, &at);
    Some(Located { value, at })
}

/// The texts of a field that may be one text or a list.
fn several(t: &Fields<'_>, key: &str) -> Vec<Located<String>> {
    let is_list = t.value(key).is_some_and(|item| item.get_ref().as_array().is_some());
    if is_list { t.texts(key) } else { t.text(key).into_iter().collect() }
}
