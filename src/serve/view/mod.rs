//! A report as the page shows it.

mod cells;
mod editors;
mod fields;
mod findings;
mod inserts;
mod places;

use std::collections::BTreeMap;

use serde::Serialize;

pub use cells::CellState;
pub(super) use cells::{typed, typed_totals};
use editors::OwnSection;
pub(super) use editors::{Editor, editors, own_sections};
pub use fields::FieldState;
pub(super) use fields::fields;
pub use findings::{FindingState, MarkState};
pub use inserts::InsertState;
pub(super) use inserts::inserts;
pub use places::PlaceOnPage;
pub(super) use places::places;

use super::listing::ReportEntry;
use super::opened::OpenedReport;
use crate::characters::clean;
use crate::diagnostics::Tally;
use crate::narrative::Chapter;
use crate::report::{LabelOverrides, TableView};

/// A report as the page shows it.
#[derive(Debug, Serialize)]
pub struct StateView {
    /// The file.
    pub report: ReportEntry,
    /// How often it was read.
    pub revision: u64,
    /// What tells whether the page has to be built anew: the form, and what is written where.
    pub shape: String,
    /// Its title.
    pub title: String,
    /// Whether it can be changed here.
    pub is_editable: bool,
    /// Whether what it says could be read at all.
    pub is_read: bool,
    /// Whether errors keep it a draft.
    pub is_draft: bool,
    /// Whether it can be written as a file that can be changed here.
    pub is_convertible: bool,
    /// Whether a total was typed that could be worked out.
    pub has_typed_totals: bool,
    /// Whether it has a letter.
    pub has_letter: bool,
    /// Whether figures of an earlier year are known.
    pub has_earlier: bool,
    /// How many changes can be undone.
    pub undoable: usize,
    /// How many findings there are.
    pub tally: Tally,
    /// Its sections in print order.
    pub parts: Vec<PartState>,
    /// Its cells by their keys.
    pub cells: BTreeMap<String, CellState>,
    /// Its single fields.
    pub fields: Vec<FieldState>,
    /// What was found.
    pub findings: Vec<FindingState>,
}

/// A section as the page shows it.
#[derive(Debug, Serialize)]
pub struct PartState {
    /// Its key.
    pub key: String,
    /// Its heading with ordinal.
    pub heading: String,
    /// Its table.
    pub table: Option<TableView>,
    /// Where its prose is written.
    pub editors: Vec<EditorState>,
    /// For a section of one's own that can be changed here, its path.
    pub own: Option<String>,
}

/// Where prose is written.
#[derive(Debug, Serialize)]
pub struct EditorState {
    /// Its path.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// What is written there.
    pub text: String,
    /// The file that holds it, where that is another one.
    pub file: Option<String>,
    /// Whether it stands around a table, where most reports have nothing.
    pub is_aside: bool,
    /// Whether it is the title of a section of one's own.
    pub is_title: bool,
}

impl StateView {
    /// A report as it is now.
    pub(super) fn of(entry: ReportEntry, report: &OpenedReport) -> Self {
        let (filing, examined) = (&report.input.filing, &report.examined);
        let all = editors(report);
        let labels: LabelOverrides =
            filing.labels.iter().map(|(key, label)| (key.clone(), clean(&label.value))).collect();
        let own = own_sections(report);
        let part = |chapter: &Chapter| PartState {
            own: own.iter().find(|own| own.chapter == chapter.key).map(OwnSection::path),
            heading: format!("{}、{}", chapter.ordinal, chapter.title),
            table: chapter.table.map(|table| TableView::new(&examined.figures, table, &labels, &chapter.title)),
            editors: all.iter().filter(|editor| editor.section == chapter.key).map(EditorState::from).collect(),
            key: chapter.key.clone(),
        };
        let parts: Vec<PartState> = match filing.is_read() {
            true => examined.narrative.sections.iter().map(part).collect(),
            false => Vec::new(),
        };
        let fields = fields::states(report);
        let shape = [filing.form.edition.as_str()].into_iter().map(str::to_owned);
        // A title that is being typed builds nothing anew.
        let shape = shape.chain(parts.iter().map(|part| part.key.clone()));
        let shape = shape.chain(all.iter().map(|editor| editor.path.clone()));
        let shape = shape.chain([report.is_editable().to_string()]).collect::<Vec<_>>().join("\n");
        Self {
            report: entry,
            revision: report.revision,
            shape,
            title: filing.exact_title(),
            is_editable: report.is_editable(),
            is_read: report.input.filing.is_read(),
            is_draft: examined.is_blocked(),
            is_convertible: report.written.is_none() && filing.is_read(),
            has_typed_totals: !cells::typed_totals(report).is_empty(),
            has_letter: filing.letter.is_some(),
            has_earlier: report.input.prior.is_some(),
            undoable: report.history.len(),
            tally: Tally::of(&examined.findings),
            cells: if filing.is_read() { cells::states(report) } else { BTreeMap::new() },
            findings: findings::states(report, &all),
            parts,
            fields,
        }
    }
}

impl From<&Editor> for EditorState {
    fn from(editor: &Editor) -> Self {
        Self {
            path: editor.path.clone(),
            label: editor.label.clone(),
            text: editor.text.clone(),
            file: editor.file.clone(),
            is_aside: editor.is_aside,
            is_title: editor.is_title,
        }
    }
}
