//! Making a filing of a document: the only place where what was written is value against what a report may say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::findings::{missing, too_long, unknown_key, unknown_word};
use super::reader::FilingReader;
use super::share::share_out;
use crate::characters::plain;
use crate::document::{Document, Extra, Given, ListRecord, PlaceNames, Spelling, Words};
use crate::editions::Brought;
use crate::filing::{
    ACCEPTED, Accept, AccountInput, AccountUnit, ExtraSection, FIELDS, Field, Filing, Group, LABELS, LastYear, Letter,
    List, Preface, SectionInput,
};
use crate::finding::Finding;
use crate::form::{Account, Form, Kind};
use crate::narrative::wording_faults;
use crate::prose::labels::{Labels, Meaning};
use crate::rule::input;
use crate::source::{Located, Sources};
use crate::spelling::closest;

/// Characters of a label: the form's longest has 36.
const MOST_LABEL: usize = 100;

/// Unknown labels that are told one by one.
const MOST_UNKNOWN: usize = 49;

/// Makes a filing of a document; prose files are looked for in `folder`.
pub(super) fn read(document: &Document, brought: Brought, folder: &Path, sources: &mut Sources) -> Filing {
    let (editions, faults) = brought.looked_at(wording_faults).keep(sources);
    if !faults.is_empty() {
        return Filing { faults, ..Filing::empty(document.at.source, document.this.form.clone()) };
    }
    let of_form = Field::of_form(&document.this.form);
    let names = PlaceNames { spelling: document.spelling, of_form: &of_form };
    let mut reader = FilingReader::new(document, names, folder, sources);
    let form = document.this.form.clone();
    let (meant, _) = document.editions_of_this(&editions);
    let mut filing = Filing { meant, editions, ..Filing::empty(document.at.source, form.clone()) };
    reader.groups(document, &mut filing);
    reader.fields(document, &mut filing);
    reader.editions(&filing);
    filing.cells = reader.cells(&document.this);
    if let Some(last_year) = &mut filing.last_year {
        last_year.cells = reader.cells(&document.last);
    }
    if let Some(preface) = &mut filing.preface {
        preface.text = document.preface.as_ref().and_then(|given| reader.prose(given));
    }
    for account in &form.accounts {
        if let Some(given) = filing.accounts.get_mut(&account.key) {
            let units = document.records(&List::of(account)).iter().zip(1..);
            given.units = units.filter_map(|(unit, number)| reader.unit(account, number, unit)).collect();
        }
    }
    let accepted = document.records(&ACCEPTED).iter().zip(1..);
    filing.accept = accepted.filter_map(|(accept, number)| reader.acceptance(number, accept, &form)).collect();
    // What was published is kept as it was.
    if document.spelling != Spelling::Published {
        without_zero_places(&mut filing);
    }
    filing.labels = reader.labels(document.records(&LABELS), &form);
    for (number, words) in &document.sections {
        let key = &form.sections[*number].key;
        let section = reader.section(&format!("sections.{key}"), words);
        filing.sections.insert(key.clone(), section);
    }
    let extra = document.extra.iter().enumerate();
    filing.extra = extra.map(|(number, extra)| reader.extra(&format!("extra[{}]", number + 1), extra, &form)).collect();
    // In the order of the report, however they were written.
    filing.extra.sort_by_key(|extra| form.sections.iter().position(|section| section.key == extra.after));
    crate::filing::ground(&mut reader.faults, &form);
    let mut filing = Filing { faults: reader.faults, texts: reader.texts, ..filing };
    share_out(&mut filing);
    filing
}

/// Prints counts as whole numbers that were written with places of zeros, but for those that the agency stands by.
fn without_zero_places(filing: &mut Filing) {
    let Filing { cells, last_year, accept, form, .. } = filing;
    let code = input::COUNT_WITH_DECIMALS.code;
    let accepted = |key: &str| {
        let covers =
            |at: &str| key.strip_prefix(at.trim()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let has_reason = |accept: &Accept| accept.reason.as_ref().is_some_and(|reason| !reason.value.trim().is_empty());
        accept.iter().any(|accept| {
            plain(&accept.rule.value).eq_ignore_ascii_case(code)
                && has_reason(accept)
                && accept.at.as_ref().is_none_or(|at| covers(&at.value))
        })
    };
    // Last year's cells are those of its own form.
    let of_last_year = last_year.as_mut().map(|LastYear { cells, form, .. }| (cells, &*form));
    for (cells, form) in [Some((cells, &*form)), of_last_year].into_iter().flatten() {
        for (id, entry) in cells.iter_mut() {
            let cell = form.cell(*id);
            if matches!(cell.kind, Kind::Count | Kind::Change) && !accepted(&cell.key) {
                entry.value.drop_zero_places();
            }
        }
    }
}

/// What to do about a label that does not mean one thing.
fn hint(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Several(names) => {
            format!("叫这个名称的不止一处，写明是哪一处：{}", names[..names.len().min(6)].join("、"))
        }
        Meaning::Nothing(Some(close)) => format!("是不是“{close}”？"),
        Meaning::Nothing(None) | Meaning::Key(_) => "照表里的名称写，或写它的键".to_owned(),
    }
}

/// Whether what is meant is one of some keys.
fn is_among(meaning: &Meaning, keys: &BTreeSet<&str>) -> bool {
    matches!(meaning, Meaning::Key(key) if keys.contains(key.as_str()))
}

impl FilingReader<'_> {
    /// Begins the parts of a filing that are there only where something of them was written.
    fn groups(&mut self, document: &Document, filing: &mut Filing) {
        for (group, at) in &document.groups {
            match group {
                Group::Preface => filing.preface = Some(Preface::default()),
                Group::Letter => filing.letter = Some(Letter::empty(at.clone())),
                Group::Account(key) => drop(filing.accounts.insert(key.clone(), AccountInput::default())),
                Group::LastYear => {
                    filing.last_year = Some(LastYear {
                        year: None,
                        form: document.last.form.clone(),
                        form_given: None,
                        cells: BTreeMap::new(),
                        accounts: BTreeMap::new(),
                        at: at.clone(),
                    });
                }
                Group::Report | Group::Agency | Group::Years | Group::Web | Group::Document => {}
            }
        }
    }

    /// Puts every single field where it belongs, and tells those that must be there and are not.
    fn fields(&mut self, document: &Document, filing: &mut Filing) {
        let of_form = self.names.of_form;
        for field in FIELDS.iter().chain(of_form) {
            let given = document.field(&field.path);
            if let Some(given) = given {
                filing.places.insert(field.path.clone().into_owned(), given.at.clone());
            }
            let given = given.filter(|given| !(field.may_say_none() && given.says_nothing()));
            if let (Some((what, how)), true) = (field.required, given.is_none_or(Given::is_blank)) {
                let part = document.groups.get(&field.group);
                if part.is_some() || !matches!(field.group, Group::Account(_)) {
                    let at = part.unwrap_or(&document.at);
                    self.faults.push(missing(self.names, &field.path, what, at, how));
                }
            } else if let Some(value) = given.and_then(|given| self.value(field, given)) {
                field.set(filing, value);
            }
        }
    }

    /// Tells an edition that was asked for and is not there.
    fn editions(&mut self, filing: &Filing) {
        let last_year = filing.last_year.as_ref().and_then(|last_year| last_year.form_given.as_ref());
        for given in filing.form_given.iter().chain(last_year) {
            if filing.editions.named(given.value.trim()).is_none() {
                let names: Vec<_> = filing.editions.all().iter().map(|form| format!("\"{}\"", form.edition)).collect();
                let message = format!("{}：没有“{}”这一版格式。", self.names.call("form"), given.value);
                let finding = Finding::new(&input::UNKNOWN_NAME, message).mark(&given.at, "没有这一版").key("form");
                self.faults.push(finding.hint(format!("改为 {}，或删去这一行由年度决定", names.join(" 或 "))));
            }
        }
    }

    /// One unit's share of an account.
    fn unit(&mut self, account: &Account, number: usize, record: &ListRecord) -> Option<AccountUnit> {
        let spelling = self.names.spelling;
        let path = |key: &str| match spelling {
            Spelling::Toml => format!("{}.units[{number}].{key}", account.key),
            Spelling::Workbook | Spelling::Published => account.label.clone(),
        };
        let unit = self.text(record.get("unit"));
        if unit.is_none() {
            self.faults.push(missing(self.names, &path("unit"), "单位的名称", &record.at, "写 unit = \"…\""));
        }
        let (mut figures, mut places) = (BTreeMap::new(), BTreeMap::new());
        for figure in &account.figures {
            let amount = self.amount(&path(&figure.key), record.get(&figure.key), figure.kind, &record.at);
            if let Some(Located { value, at }) = amount {
                figures.insert(figure.key.clone(), value);
                places.insert(figure.key.clone(), at);
            }
        }
        let is_whole = figures.len() == account.figures.len();
        unit.filter(|_| is_whole).map(|unit| AccountUnit { unit: unit.value, figures, places })
    }

    /// A finding that the agency stands by.
    fn acceptance(&mut self, number: usize, record: &ListRecord, form: &Form) -> Option<Accept> {
        let [rule, mut at, reason] = ["rule", "at", "reason"].map(|key| self.text(record.get(key)));
        if rule.is_none() {
            let path = format!("{}[{number}].rule", ACCEPTED.path);
            let how = "写 rule = \"代码\"，代码见检查结果或 nianbao rules";
            self.faults.push(missing(self.names, &path, "规则的代码", &record.at, how));
        }
        if let Some(at) = at.as_mut().filter(|at| !at.value.is_ascii()) {
            self.place(&format!("{}[{number}].at", ACCEPTED.path), at, form);
        }
        Some(Accept { number, rule: rule?, at, reason })
    }

    /// Puts the key of a place that an acceptance names by its official label, or by that of its field.
    fn place(&mut self, path: &str, at: &mut Located<String>, form: &Form) {
        let field = FIELDS.iter().find(|field| field.label == at.value.trim());
        match field
            .map_or_else(|| Labels::of_figures(form).find(&at.value), |field| Meaning::Key(field.path.to_string()))
        {
            Meaning::Key(key) => at.value = key,
            // What else findings name, such as units and sheets, is no place of the form.
            Meaning::Nothing(None) => {}
            meaning => self.faults.push(unknown_word(self.names, path, at, "这一格", hint(&meaning))),
        }
    }

    /// Labels that are printed instead of the official ones, by node key.
    fn labels(&mut self, records: &[ListRecord], form: &Form) -> BTreeMap<String, Located<String>> {
        let (mut labels, mut unknown) = (BTreeMap::new(), Vec::new());
        let official = Labels::of_nodes(form);
        let keys: BTreeSet<&str> = form.node_labels().map(|(key, _)| key).collect();
        for record in records {
            let written = record.get("key").and_then(Given::words).map(|key| key.value).unwrap_or_default();
            let path = format!("{}.{written}", LABELS.path);
            let meaning = match written.is_ascii() {
                true => Some(Meaning::Key(written.clone())),
                false => official.known(&written),
            };
            let Some(Meaning::Key(key)) = meaning.filter(|meaning| is_among(meaning, &keys)) else {
                unknown.push((path, written, record.at.clone()));
                continue;
            };
            if let Some(text) = self.text(record.get("text")) {
                let hint = input::TOO_LONG.remedy;
                self.faults.extend(too_long(self.names, &path, &text.value, MOST_LABEL, &text.at, hint));
                labels.entry(key).or_insert(text);
            }
        }
        for (path, written, at) in unknown.iter().take(MOST_UNKNOWN) {
            self.faults.push(match written.is_ascii() {
                true => unknown_key(path, written, at, keys.iter().copied()),
                false => {
                    let given = Located { value: written.clone(), at: at.clone() };
                    unknown_word(self.names, path, &given, "这一行或这一列", hint(&official.find(written)))
                }
            });
        }
        if let Some((_, _, at)) = unknown.get(MOST_UNKNOWN) {
            let message = format!("{}：这样的还有 {} 项。", LABELS.path, unknown.len() - MOST_UNKNOWN);
            self.faults.push(Finding::new(&input::UNKNOWN_KEY, message).mark(at, "从这里起").key(&*LABELS.path));
        }
        labels
    }

    /// Title and prose of an official section.
    fn section(&mut self, path: &str, words: &Words) -> SectionInput {
        SectionInput {
            title: self.text(words.title.as_ref()),
            text: self.prose_or_file(path, words),
            before: words.before.as_ref().and_then(|given| self.prose(given)),
            after: words.after.as_ref().and_then(|given| self.prose(given)),
        }
    }

    /// A section beyond the official ones.
    fn extra(&mut self, path: &str, extra: &Extra, form: &Form) -> ExtraSection {
        let keys: Vec<&str> = form.sections.iter().map(|section| section.key.as_str()).collect();
        let after = self.text(extra.after.as_ref());
        let known = after.as_ref().and_then(|after| keys.iter().find(|key| **key == after.value));
        if let (None, Some(after)) = (known, &after) {
            let hint = match closest(&after.value, keys.iter().copied()) {
                Some(close) => format!("是不是想写 \"{close}\"？"),
                None => format!("改为 {}", keys.join("、")),
            };
            self.faults.push(unknown_word(Spelling::Toml.names(), &format!("{path}.after"), after, "这一部分", hint));
        }
        let title = self.text(extra.words.title.as_ref());
        if title.is_none() && !extra.words.title.as_ref().is_some_and(Given::is_refused) {
            let how = "写 title = \"…\"，不带“五、”这样的序号";
            self.faults.push(missing(self.names, &format!("{path}.title"), "这一部分的标题", &extra.at, how));
        }
        ExtraSection {
            after: known.or(keys.last()).map_or(String::new(), |key| (*key).to_owned()),
            title,
            text: self.prose_or_file(path, &extra.words),
            at: extra.at.clone(),
        }
    }
}
