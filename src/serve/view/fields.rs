//! Single fields as the page shows them.

use serde::Serialize;

use super::super::opened::OpenedReport;
use crate::document::Raw;
use crate::filing::{FIELDS, Field, FieldKind, Group, OMITTED, WANTED};

/// A field as the page shows it.
#[derive(Debug, Serialize)]
pub struct FieldState {
    /// Its path.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// What to write.
    pub help: String,
    /// What was written, a line a value.
    pub text: String,
    /// How it is typed: `line`, `lines`, `date` or `choice`.
    pub kind: &'static str,
    /// What may be chosen.
    pub choices: Vec<String>,
    /// What it stands with.
    pub group: String,
    /// Whether it must be there.
    pub is_required: bool,
}

/// Fields that name files; no path is ever taken from the page.
const PATHS: [&str; 4] = ["form", "forms", "prior", "earlier"];

/// The fields that can be filled in, each with what is written.
pub(in super::super) fn fields(report: &OpenedReport) -> Vec<(Field, String)> {
    let form = &report.input.filing.form;
    let all = FIELDS.iter().cloned().chain(Field::of_form(form));
    let is_shown = |field: &Field| field.group != Group::LastYear && !PATHS.contains(&&*field.path);
    all.filter(is_shown)
        .map(|field| {
            let text = text(report, &field);
            (field, text)
        })
        .collect()
}

/// What is written of a field; as it stands in the file where it could not be read.
fn text(report: &OpenedReport, field: &Field) -> String {
    let said = field.get(&report.input.filing);
    if !said.is_empty() {
        return said.join("\n");
    }
    match report.written.as_ref().and_then(|written| written.document().field(&field.path)).map(|given| &given.value) {
        // What is to be filled in stands open.
        Some(Raw::Text(text) | Raw::Odd(text)) if text.trim() != "?" => text.trim().to_owned(),
        Some(Raw::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The fields of a report as the page shows them.
pub(super) fn states(report: &OpenedReport) -> Vec<FieldState> {
    let form = &report.input.filing.form;
    let group = |group: &Group| match group {
        Group::Report | Group::Agency => "基本资料".to_owned(),
        Group::Account(key) => form
            .accounts
            .iter()
            .find(|account| account.key == *key)
            .map_or_else(|| key.clone(), |account| account.label.clone()),
        Group::Preface => "引言".to_owned(),
        Group::Letter => "报送的公文".to_owned(),
        Group::Web => "网页标签".to_owned(),
        Group::Document => "报告本身作为公文印发".to_owned(),
        Group::Years | Group::LastYear => "与往年对比".to_owned(),
    };
    let state = |(field, text): (Field, String)| {
        let (kind, choices) = match field.kind {
            FieldKind::Choice(choice) => ("choice", choice.words.iter().map(|(word, _)| (*word).to_owned()).collect()),
            FieldKind::Flag => ("choice", vec![WANTED.to_owned(), OMITTED.to_owned()]),
            FieldKind::Date => ("date", Vec::new()),
            FieldKind::List(_) | FieldKind::Prose | FieldKind::Part => ("lines", Vec::new()),
            FieldKind::Text | FieldKind::Joined(_) | FieldKind::Year | FieldKind::Figure(_) => ("line", Vec::new()),
        };
        FieldState {
            kind,
            choices,
            text,
            group: group(&field.group),
            is_required: field.required.is_some(),
            label: field.label.into_owned(),
            help: field.help.into_owned(),
            path: field.path.into_owned(),
        }
    };
    fields(report).into_iter().map(state).collect()
}
