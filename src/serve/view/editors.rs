//! Where the prose of a report is written.

use super::super::opened::OpenedReport;
use crate::document::{Document, Given, Raw, Words};
use crate::filing::ProseText;
use crate::form::Section;
use crate::output::folder_of;
use crate::source::Span;

/// A place where prose is written.
#[derive(Debug)]
pub(in super::super) struct Editor {
    /// Its path.
    pub path: String,
    /// The key of its section.
    pub section: String,
    /// What it is called.
    pub label: String,
    /// What is written there.
    pub text: String,
    /// The file that holds it, where that is another one.
    pub file: Option<String>,
    /// Where its text stands, if there is some.
    pub at: Option<Span>,
    /// Whether its text stands there letter by letter.
    pub exact: bool,
    /// Whether it stands around a table, where most reports have nothing.
    pub is_aside: bool,
}

/// All places where the prose of a report is written or could be.
pub(in super::super) fn editors(report: &OpenedReport) -> Vec<Editor> {
    match &report.written {
        Some(written) => written
            .document()
            .this
            .form
            .sections
            .iter()
            .enumerate()
            .flat_map(|(number, section)| of_section(report, written.document(), number, section))
            .collect(),
        None => of_filing(report),
    }
}

/// Those of an official section of a file that can be changed here.
fn of_section(report: &OpenedReport, written: &Document, number: usize, section: &Section) -> Vec<Editor> {
    let words = written.sections.get(&number).cloned().unwrap_or_default();
    let Words { text, before, after, file, .. } = words;
    let editor = |part: &str, label: &str, given: Option<&Given>| {
        let (text, at, exact) = given.map_or((String::new(), None, false), |given| said(report, given));
        Editor {
            path: format!("sections.{}.{part}", section.key),
            section: section.key.clone(),
            label: label.to_owned(),
            text,
            file: None,
            at,
            exact,
            is_aside: part != "text",
        }
    };
    if section.table.is_some() {
        let mut all =
            vec![editor("before", "表前面的话", before.as_ref()), editor("after", "表后面的话", after.as_ref())];
        all.extend(text.as_ref().map(|text| editor("text", "正文", Some(text))));
        return all;
    }
    let own = editor("text", "正文", text.as_ref());
    let of_file = file.as_ref().and_then(Given::words).and_then(|name| {
        let full = folder_of(&report.path).join(&name.value).display().to_string();
        let (id, source) = report.input.sources.named(&full)?;
        let at = Span::new(id, 0..source.text.len());
        let text = source.text.trim_end().to_owned();
        Some(Editor { text, file: Some(name.value), at: Some(at), exact: true, ..editor("text", "正文", None) })
    });
    vec![of_file.unwrap_or(own)]
}

/// What a given text says, where it stands, and whether it does so letter by letter.
fn said(report: &OpenedReport, given: &Given) -> (String, Option<Span>, bool) {
    let Raw::Text(text) = &given.value else { return (String::new(), None, false) };
    let main = report.input.filing.source;
    let at = Span::new(main, given.content.start..given.content.end);
    let exact = report.input.sources.text(&at) == text;
    (text.trim_end().to_owned(), Some(at), exact)
}

/// Those of a report that cannot be changed here: what was read of it.
fn of_filing(report: &OpenedReport) -> Vec<Editor> {
    let filing = &report.input.filing;
    let of_section = |section: &Section| {
        let input = filing.sections.get(&section.key).cloned().unwrap_or_default();
        let parts = [
            ("before", "表前面的话", input.before),
            ("text", "正文", input.text),
            ("after", "表后面的话", input.after),
        ];
        let editor = |(part, label, prose): (&str, &str, Option<ProseText>)| {
            let prose = prose?;
            Some(Editor {
                path: format!("sections.{}.{part}", section.key),
                section: section.key.clone(),
                label: label.to_owned(),
                text: prose.text,
                file: None,
                at: Some(prose.at),
                exact: prose.exact,
                is_aside: part != "text",
            })
        };
        parts.into_iter().filter_map(editor).collect::<Vec<_>>()
    };
    filing.form.sections.iter().flat_map(of_section).collect()
}
