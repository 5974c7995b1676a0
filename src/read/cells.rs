//! Reading the figures of the tables.

use std::collections::BTreeMap;

use super::findings::too_long;
use super::habits::{self, Told};
use super::reader::FilingReader;
use crate::document::{Raw, RawFigure, WrittenTables};
use crate::filing::Entry;
use crate::form::{CellId, Form, Kind};
use crate::rule::input;
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
        cells
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
        let printed = [Some(&entry.shown), entry.note.as_ref()].into_iter().flatten();
        self.texts.extend(printed.map(|text| Located { value: text.clone(), at: at.clone() }));
        Some(Located { value: entry, at: at.clone() })
    }
}
