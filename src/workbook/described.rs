//! What a document says, as it stands in the sheets of a workbook: sheet, row, and what is filled in.

use std::collections::BTreeMap;

use super::words::{ADVANCED, BASICS, LAST_YEAR, LETTER, PREFACE, PROSE, section_name, table_name};
use crate::document::{Document, Given, ListRecord, Raw, RawFigure, Words, WrittenTables};
use crate::filing::{ACCEPTED, Column, FIELDS, Field, Group, LABELS, List};
use crate::form::{CellId, Form, brief};

/// A line for every row that would be filled in: `“三、依申请公开”表“一、本年新收…”一行：自然人 3，商业企业 1`.
pub(crate) fn described(document: &Document) -> Vec<String> {
    let form = &document.this.form;
    let fields = Field::of_form(form);
    let said = FIELDS.iter().chain(&fields).filter_map(|field| Some((field, document.field(&field.path)?)));
    let mut lines: Vec<String> = said.map(|(field, given)| of_field(form, field, given)).collect();
    lines.extend(of_tables(&document.this, |table| table_name(form, table)));
    lines.extend(of_tables(&document.last, |_| LAST_YEAR.to_owned()));
    if let Some(preface) = &document.preface {
        lines.push(row(PROSE, PREFACE, &shown(&preface.value)));
    }
    for (number, words) in &document.sections {
        lines.extend(of_words(&section_name(form, *number), words));
    }
    for account in &form.accounts {
        let list = List::of(account);
        lines.extend(document.records(&list).iter().map(|record| of_record(&account.label, &list.columns, record)));
    }
    for list in [&LABELS, &ACCEPTED] {
        lines.extend(document.records(list).iter().map(|record| of_record(ADVANCED, &list.columns, record)));
    }
    lines
}

/// What stands beside a label in a sheet.
fn row(sheet: &str, label: &str, filled: &str) -> String {
    format!("“{sheet}”表“{label}”一行：{filled}")
}

/// A single field.
fn of_field(form: &Form, field: &Field, given: &Given) -> String {
    let sheet = match &field.group {
        Group::Report | Group::Agency => BASICS,
        Group::Years | Group::Preface | Group::Web => ADVANCED,
        Group::Letter | Group::Document => LETTER,
        Group::Account(key) => form.accounts.iter().find(|account| account.key == *key).map_or("", |a| &a.label),
        Group::LastYear => LAST_YEAR,
    };
    row(sheet, &field.label, &shown(&given.value))
}

/// Where a row stands: its table, its block there, its number.
type RowPlace = (usize, usize, usize);

/// What is written in the cells of a row.
type RowCells<'a> = Vec<(CellId, &'a RawFigure)>;

/// The rows of the tables of a year, of which `sheet` says where each stands.
fn of_tables(tables: &WrittenTables, sheet: impl Fn(usize) -> String) -> Vec<String> {
    let form = &tables.form;
    let mut rows: BTreeMap<RowPlace, RowCells<'_>> = BTreeMap::new();
    for (id, figure) in &tables.cells {
        let cell = form.cell(*id);
        rows.entry((cell.table, cell.block, cell.row)).or_default().push((*id, figure));
    }
    let line = |((table, ..), cells): (&RowPlace, &RowCells<'_>)| {
        let filled = cells.iter().map(|(id, figure)| of_cell(form, *id, figure)).collect::<Vec<_>>().join("，");
        let label = cells.first().and_then(|(id, _)| form.cell(*id).row_labels.last()).map(|label| brief(label));
        match label {
            Some(label) => row(&sheet(*table), &label, &filled),
            None => format!("“{}”表：{filled}", sheet(*table)),
        }
    };
    rows.iter().map(line).collect()
}

/// A cell: its column, where there are no rows all the heads over it, and what is written in it.
fn of_cell(form: &Form, id: CellId, figure: &RawFigure) -> String {
    let columns = &form.cell(id).column_labels;
    let heads = if form.cell(id).row_labels.is_empty() { columns.as_slice() } else { last(columns) };
    let heads = heads.iter().map(|label| brief(label)).collect::<Vec<_>>().join("·");
    format!("{heads} {}{}", shown(&figure.value), figure.note.as_deref().unwrap_or_default())
}

/// The last of some labels.
fn last(labels: &[String]) -> &[String] {
    &labels[labels.len().saturating_sub(1)..]
}

/// The words of a section.
fn of_words(section: &str, words: &Words) -> Vec<String> {
    let title = words.title.iter().map(|title| row(PROSE, section, &format!("“标题”写 {}", shown(&title.value))));
    let texts = [
        (&words.text, ""),
        (&words.file, ""),
        (&words.before, super::words::BEFORE),
        (&words.after, super::words::AFTER),
    ];
    let texts = texts.into_iter().filter_map(|(text, beside)| {
        let text = text.as_ref()?;
        Some(row(PROSE, &format!("{section}{beside}"), &shown(&text.value)))
    });
    title.chain(texts).collect()
}

/// An entry of a list.
fn of_record(sheet: &str, columns: &[Column], record: &ListRecord) -> String {
    let filled = columns.iter().filter_map(|column| {
        let given = record.get(&column.key)?;
        Some(format!("“{}”{}", column.heading, shown(&given.value)))
    });
    format!("“{sheet}”表：{}", filled.collect::<Vec<_>>().join("，"))
}

/// A value as it is typed into a cell; a paragraph is a row of its own.
fn shown(value: &Raw) -> String {
    match value {
        Raw::Text(text) if text.trim().is_empty() => "（空着）".to_owned(),
        Raw::Text(text) => text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ⏎ "),
        Raw::Number(number) => number.to_string(),
        Raw::Odd(text) => text.clone(),
        Raw::Flag(flag) => if *flag { "生成" } else { "不要" }.to_owned(),
        Raw::Date(date) => date.to_string(),
        Raw::List(texts) => texts.iter().map(|text| shown(&text.value)).collect::<Vec<_>>().join("，"),
        Raw::Refused => "（读不出）".to_owned(),
    }
}
