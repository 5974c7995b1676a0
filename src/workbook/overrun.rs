//! Prose pasted into the rows of one section that runs on into those of the next.

use super::draft::Draft;
use crate::finding::Finding;
use crate::rule::workbook as rules;

/// Rows without a name of their own after which a section may have run over; fewer are written by hand.
const MANY: u32 = 4;

/// The rows of a sheet of prose so far.
#[derive(Default)]
pub(super) struct Overrun {
    /// The name of the present section.
    name: String,
    /// Its rows that are filled without a gap up to the last one, and which that is.
    run: u32,
    last: Option<u32>,
    /// Sections that begin in a filled row right below another's: the row, and both names.
    crossed: Vec<(u32, String, String)>,
    /// Sections that begin in a filled row below a gap.
    apart: usize,
}

impl Overrun {
    /// Begins a section in a row; `filled` when prose stands in it, `after` when another section stands above.
    pub(super) fn label(&mut self, row: u32, name: &str, filled: bool, after: bool) {
        let touches = row > 0 && self.last == Some(row - 1);
        if filled && after && touches && self.run > MANY {
            self.crossed.push((row, self.name.clone(), name.to_owned()));
        } else if after && !touches {
            self.apart += 1;
        }
        (self.name, self.run) = (name.to_owned(), 0);
    }

    /// Takes a filled row.
    pub(super) fn fill(&mut self, row: u32) {
        let follows = row > 0 && self.last == Some(row - 1);
        self.run = if follows || self.run == 0 { self.run + 1 } else { 1 };
        self.last = Some(row);
    }

    /// Tells sections that seem to have run over. Where no section has a gap before it, that is how the sheet is kept.
    pub(super) fn tell(&self, draft: &mut Draft<'_>, sheet: usize, place: u32, text: u32) {
        for (row, above, below) in self.crossed.iter().filter(|_| self.apart > 0) {
            let message = format!(
                "正文：“{above}”从上面一直写到第 {row} 行，紧接着第 {} 行已经是“{below}”；接着贴的几段印在了“{below}”里。",
                row + 1
            );
            let places = [draft.place(sheet, (*row, place)), draft.place(sheet, (*row, text))];
            draft.fault(
                Finding::new(&rules::OVERRUN, message).mark(&places[1], "").mark(&places[0], "").key("sections"),
            );
        }
    }
}
