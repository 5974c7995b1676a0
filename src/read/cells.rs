//! Reading the figures of the tables.

use std::collections::BTreeMap;

use super::findings::too_long;
use super::habits::{self, Told};
use super::reader::FilingReader;
use crate::characters::shown_invisible;
use crate::document::{Raw, RawFigure, Spelling, WrittenTables};
use crate::filing::Entry;
use crate::finding::Finding;
use crate::form::{CellId, Form, Kind};
use crate::rule::input;
use crate::rule::workbook::INVISIBLE;
use crate::source::Located;

/// Characters of a note behind a number.
const MOST_NOTE: usize = 60;

impl FilingReader<'_> {
    /// The cells of a year.
    pub(super) fn cells(&mut self, tables: &WrittenTables) -> BTreeMap<CellId, Located<Entry>> {
        let mut told = Vec::new();
        let read =
            |(id, written): (&CellId, &RawFigure)| Some((*id, self.cell(&tables.form, *id, written, &mut told)?));
        let cells = tables.cells.iter().filter_map(read).collect();
        self.faults.extend(habits::findings(&tables.form, self.names.spelling, &told));
        self.invisible(tables);
        cells
    }

    /// Tells figures of TOML with characters that nobody sees, a finding a table; a workbook's are told with its labels.
    fn invisible(&mut self, tables: &WrittenTables) {
        if self.names.spelling != Spelling::Toml {
            return;
        }
        let mut found: BTreeMap<usize, Vec<(CellId, &RawFigure)>> = BTreeMap::new();
        for (id, figure) in &tables.cells {
            if matches!(&figure.value, Raw::Text(text) if text.contains(shown_invisible)) {
                found.entry(tables.form.cell(*id).table).or_default().push((*id, figure));
            }
        }
        for (table, cells) in found {
            let label = &tables.form.tables[table].label;
            let message = format!("{label}：有 {} 格里有看不见的字符，读时已去掉。", cells.len());
            let with_cell = |finding: Finding, (id, figure): (CellId, &RawFigure)| {
                finding.mark(&figure.at, "").key(&tables.form.cell(id).key)
            };
            self.faults.push(cells.into_iter().fold(Finding::new(&INVISIBLE, message), with_cell));
        }
    }

    /// One cell.
    fn cell(&mut self, form: &Form, id: CellId, written: &RawFigure, told: &mut Vec<Told>) -> Option<Located<Entry>> {
        let cell = form.cell(id);
        let (mut entry, misfit) = written.value.entry(cell.kind)?;
        if let Some(note) = &written.note {
            entry.note = Some(note.clone());
        }
        let at = &written.at;
        if let Some(misfit) = misfit {
            // A unit that is said for the whole column is part of what was written.
            let written = match &written.value {
                Raw::Text(text) => text.as_str(),
                _ => self.sources.text(at),
            };
            let text = written.trim().replace('\n', "⏎");
            let unit = if cell.kind == Kind::Wan { " 万元" } else { "" };
            told.push(Told { id, misfit, text, shown: format!("{}{unit}", entry.shown), at: at.clone() });
        }
        let note = entry.note.as_deref().unwrap_or_default();
        self.faults.extend(too_long(self.names, &cell.key, note, MOST_NOTE, at, input::TOO_LONG.remedy));
        for printed in [Some(&mut entry.shown), entry.note.as_mut()].into_iter().flatten() {
            *printed = self.kept(Located { value: std::mem::take(printed), at: at.clone() }).value;
        }
        Some(Located { value: entry, at: at.clone() })
    }
}
