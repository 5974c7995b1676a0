//! Reading the value of a single field by its kind.

use rust_decimal::Decimal;

use super::findings::{missing, too_long, too_many, unknown_word, wrong_type};
use super::habits::understood;
use super::reader::FilingReader;
use crate::characters::{closed_up, half_width, one_line, shown_invisible};
use crate::document::{Given, Raw, Spelling};
use crate::filing::{
    Choice, Date, Entry, Field, FieldKind, FieldValue, Group, MOST_LINE, Misfit, OMITTED, PartContent, Text, Value,
    WANTED, says_nothing,
};
use crate::form::Kind;
use crate::source::{Located, Span};

/// What to do about a text of a letter that is too long.
const SHORTEN: &str = "缩短；主送、抄送太多的用统称";

/// A digit or dash of half width; all else stays.
fn digit(c: char) -> char {
    if matches!(c, '０'..='９' | '－') { half_width(c) } else { c }
}

/// Yes or no, however it was said.
fn flag(raw: &Raw) -> Option<bool> {
    match raw {
        Raw::Flag(flag) => Some(*flag),
        Raw::Text(text) if [WANTED, "是", "附", "true"].contains(&text.trim()) => Some(true),
        Raw::Text(text) if [OMITTED, "否", "不附", "false"].contains(&text.trim()) => Some(false),
        _ => None,
    }
}

/// A letter, digit or mark of an address of half width; all else stays.
fn of_address(c: char) -> char {
    if matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＠' | '．' | '：' | '／' | '－' | '＿') {
        half_width(c)
    } else {
        c
    }
}

/// Fields of addresses, in which all is of half width.
const ADDRESSES: &[&str] = &["agency.email", "agency.website", "web.site_domain", "web.image", "web.url"];

/// Fields of which several lines are several numbers.
const NUMBERS: &[&str] = &["agency.phone", "agency.fax"];

/// Fields of digits, whatever their width.
const CODES: &[&str] = &["agency.postcode", "agency.phone", "agency.fax", "web.site_id"];

/// Marks of a sentence, which the sentences around an entry have themselves.
const MARKS: &[char] = &['。', '，', '；', '、', ';', ','];

/// Names, in which blanks only set characters apart.
const NAMES: &[&str] = &["agency.name", "agency.short"];

/// A name without the quotes that it stands in: labels of forms quote what they give as examples.
fn unquoted(name: &str) -> &str {
    let inside = |(open, close): (char, char)| name.strip_prefix(open)?.strip_suffix(close);
    [('“', '”'), ('"', '"'), ('「', '」')].into_iter().find_map(inside).filter(|name| !name.is_empty()).unwrap_or(name)
}

/// The text of a field on one line, without what people and editors put around it.
fn tidied(field: &Field, mut text: String) -> String {
    let is_of = |paths: &[&str]| paths.contains(&&*field.path);
    if is_of(NUMBERS) {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        text = lines.join("、");
    }
    if text.trim().contains(['\n', '\r']) {
        text = one_line(&text);
    }
    if is_of(NAMES) {
        text = closed_up(&text);
        text = unquoted(&text).to_owned();
    }
    if is_of(ADDRESSES) {
        let visible = text.chars().filter(|c| !shown_invisible(*c));
        text = visible.map(of_address).collect::<String>().trim().to_owned();
    }
    if is_of(CODES) {
        text = text.chars().filter(|c| !shown_invisible(*c)).map(digit).collect();
    }
    if field.group == Group::Agency {
        let says_nothing = |c: char| c.is_whitespace() || shown_invisible(c) || MARKS.contains(&c);
        let most = text.trim_end_matches(says_nothing).len();
        // What is nothing but marks is meant as such.
        if most > 0 {
            text.truncate(most);
        }
    }
    text
}

impl FilingReader<'_> {
    /// What a field is read as; nothing when it says nothing, or cannot be read.
    pub(super) fn value(&mut self, field: &Field, given: &Given) -> Option<FieldValue> {
        if given.is_refused() {
            return None;
        }
        match field.kind {
            FieldKind::Flag => self.single(field, given, flag).map(FieldValue::Flag),
            FieldKind::Year => self.single(field, given, Raw::year).map(FieldValue::Year),
            FieldKind::Date => self.single(field, given, Raw::date).map(FieldValue::Date),
            FieldKind::Text => {
                let mut text = self.text(Some(given))?;
                self.limit(&field.path, &text, field.most);
                text.value = tidied(field, text.value);
                Some(FieldValue::Text(text))
            }
            FieldKind::Choice(choice) => self.choice(&field.path, given, choice).map(FieldValue::Text),
            FieldKind::List(between) => {
                let mut list = self.list(field, given, between);
                // The word for none is no name.
                if matches!(&*list, [only] if only.value == OMITTED || says_nothing(&only.value)) {
                    list.clear();
                }
                Some(FieldValue::List(list))
            }
            FieldKind::Joined(with) => Some(FieldValue::Text(self.joined(field, given, with))),
            FieldKind::Prose => self.prose(given).map(FieldValue::Prose),
            FieldKind::Part => match given.value {
                Raw::Flag(true) => Some(FieldValue::Part(PartContent::Generated)),
                Raw::Flag(false) => Some(FieldValue::Part(PartContent::Omitted)),
                _ => self.prose(given).map(|prose| FieldValue::Part(PartContent::Own(prose))),
            },
            FieldKind::Figure(kind) => self.amount(&field.path, Some(given), kind, &given.at).map(FieldValue::Figure),
        }
    }

    /// A value that is not what its place asks for.
    fn misread(&mut self, path: &str, given: &Given, expected: &str) {
        let found = self.names.spelling.found(&given.value);
        let finding = wrong_type(self.names, path, &given.at, &found, expected);
        let is_day = matches!(&given.value, Raw::Text(text) if Date::parse(text).is_some());
        self.faults.push(match self.names.spelling {
            Spelling::Workbook if is_day => {
                finding.hint(format!("单元格是日期格式：改为“常规”，再填{}", self.names.spelling.expectation(expected)))
            }
            Spelling::Workbook | Spelling::Published | Spelling::Toml => finding,
        });
    }

    /// A value that is read in one way only.
    fn single<T>(&mut self, field: &Field, given: &Given, read: impl Fn(&Raw) -> Option<T>) -> Option<Located<T>> {
        let value = read(&given.value);
        if value.is_none() {
            self.misread(&field.path, given, field.kind.expectation());
        }
        Some(Located { value: value?, at: given.at.clone() })
    }

    /// A figure of an account, read as in any table; one that must be there is told where it is not.
    pub(super) fn amount(
        &mut self,
        path: &str,
        given: Option<&Given>,
        kind: Kind,
        at: &Span,
    ) -> Option<Located<Decimal>> {
        let is_open = |given: &Given| matches!(&given.value, Raw::Text(text) if text.trim() == "?");
        let Some(given) = given.filter(|given| !given.is_blank() && !is_open(given)) else {
            let at = given.map_or(at, |given| &given.at);
            self.faults.push(missing(self.names, path, "数", at, "照实填；没有发生的填 0"));
            return None;
        };
        if given.is_refused() {
            return None;
        }
        if let Some((Entry { value: Value::Number(value), note: None, shown }, misfit)) = given.value.entry(kind)
            && misfit.is_none_or(Misfit::is_read)
        {
            // A unit that is said by the label is part of what was written.
            let text = match &given.value {
                Raw::Text(text) => text.trim(),
                _ => self.sources.text(&given.at).trim(),
            };
            let is_converted = kind == Kind::Yuan && text.contains(['百', '千', '万', '亿']);
            let shown = if is_converted { format!("{} 元", value.normalize()) } else { shown };
            let misfit = misfit.or(is_converted.then_some(Misfit::Converted));
            let told = misfit.and_then(|misfit| understood(self.names, path, misfit, (text, &shown), &given.at));
            self.faults.extend(told);
            return Some(Located { value, at: given.at.clone() });
        }
        self.misread(path, given, FieldKind::Figure(kind).expectation());
        None
    }

    /// One of some words; another one is told and kept.
    fn choice(&mut self, path: &str, given: &Given, choice: &Choice) -> Text {
        let text = self.text(Some(given))?;
        if choice.find(&text.value).is_none() {
            let hint = choice.hint(self.names.spelling != Spelling::Toml);
            self.faults.push(unknown_word(self.names, path, &text, choice.what, hint));
        }
        Some(text)
    }

    /// The texts of a field that may be one text or a list.
    fn several(&mut self, given: &Given) -> Vec<Located<String>> {
        match &given.value {
            Raw::List(all) => all.iter().filter_map(|given| self.text(Some(given))).collect(),
            _ => self.text(Some(given)).into_iter().collect(),
        }
    }

    /// Several texts, written as a list or as one text that holds several.
    fn list(&mut self, field: &Field, given: &Given, between: &[char]) -> Vec<Located<String>> {
        let texts = self.several(given);
        if field.most == 0 {
            return texts;
        }
        let part = |text: Located<String>| {
            let parts =
                outside_brackets(&text.value, between).into_iter().map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| Located { value: part.to_owned(), at: text.at.clone() }).collect::<Vec<_>>()
        };
        let texts: Vec<Located<String>> = texts.into_iter().flat_map(part).collect();
        texts.iter().for_each(|text| self.limit(&field.path, text, 2 * MOST_LINE));
        if let Some(first_too_many) = texts.get(field.most) {
            let at = &first_too_many.at;
            self.faults.push(too_many(self.names, &field.path, texts.len(), field.most, at));
        }
        texts
    }

    /// One text, written so or as a list that is joined.
    fn joined(&mut self, field: &Field, given: &Given, with: &str) -> Located<String> {
        let texts = self.several(given);
        let parts: Vec<&str> = texts.iter().map(|text| text.value.trim()).filter(|text| !text.is_empty()).collect();
        let text = Located { value: parts.join(with), at: given.at.clone() };
        self.limit(&field.path, &text, field.most);
        text
    }

    /// Tells a text that is longer than any place for it.
    fn limit(&mut self, path: &str, text: &Located<String>, most: usize) {
        if most > 0 {
            self.faults.extend(too_long(self.names, path, &text.value, most, &text.at, SHORTEN));
        }
    }
}

/// The parts of a text between some marks, but for those within brackets: one name may have others of it there.
fn outside_brackets<'t>(text: &'t str, between: &[char]) -> Vec<&'t str> {
    let mut depth = 0_usize;
    let is_between = |c: char| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 || c == '\n') && between.contains(&c)
    };
    text.split(is_between).collect()
}
