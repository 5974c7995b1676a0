//! What stands beside and below official tables and is worked out from other cells: last year's figures and the
//! changes. It says nothing new, so it is set aside before tables are looked for; what was typed over it is told.

use std::collections::BTreeMap;

use super::draft::{At, Draft};
use super::names::{is_figure, is_label};
use super::rest::MOST_LISTED;
use super::sheets::{Content, Sheet};
use super::words::{INCOMPARABLE, is_automatic};
use crate::finding::Finding;
use crate::rule::workbook as rules;
use crate::source::LeftOut;

/// Cells that the finding names.
const MOST_NAMED: usize = 6;

/// A cell that was to be worked out and is typed in.
pub(super) struct TypedOver {
    /// The number of its sheet.
    sheet: usize,
    /// Its row and column.
    at: At,
    /// What it says.
    text: String,
}

/// Takes what is worked out out of the sheets, with its labels; gives what was typed over it.
pub(super) fn set_aside(sheets: &mut [Sheet]) -> Vec<TypedOver> {
    let mut typed = Vec::new();
    for (number, sheet) in sheets.iter_mut().enumerate() {
        let found = FoundCells::of(sheet);
        typed.extend(found.typed.into_iter().map(|(at, text)| TypedOver { sheet: number, at, text }));
        sheet.take_out(found.cells);
    }
    typed
}

/// What is worked out on a sheet.
#[derive(Default)]
struct FoundCells {
    /// All of it, with the labels that something belongs to.
    cells: Vec<At>,
    /// What of it was typed in.
    typed: Vec<(At, String)>,
    /// By column: the label that stands over what follows, until it is noted, and the last row that belongs to it.
    open: BTreeMap<u32, (Option<At>, u32)>,
}

impl FoundCells {
    /// Looks a sheet through once, row by row.
    fn of(sheet: &Sheet) -> Self {
        let mut found = Self::default();
        // The cells that stand directly before the next one in its row, without a gap.
        let mut before: Vec<(At, &Content)> = Vec::new();
        for (row, column, content) in sheet.cells() {
            if before.last().is_some_and(|(last, _)| (last.0, last.1 + 1) != (row, column)) {
                before.clear();
            }
            if content.formula().is_none() && is_automatic(content.text()) {
                found.label((row, column), &before);
                before.clear();
                continue;
            }
            found.below((row, column), content);
            match content.formula().is_some() || is_figure(content.text()) {
                true => before.push(((row, column), content)),
                false => before.clear(),
            }
        }
        found
    }

    /// A label: behind the figures of its row it belongs to them, else to those that follow below it.
    fn label(&mut self, at: At, before: &[(At, &Content)]) {
        if before.is_empty() {
            self.open.insert(at.1, (Some(at), at.0));
            return;
        }
        self.cells.push(at);
        before.iter().for_each(|(at, content)| self.take(*at, content));
    }

    /// A cell that may stand below a label: a formula or a figure, or words directly below what belongs to it. Other words
    /// head another table.
    fn below(&mut self, at: At, content: &Content) {
        let Some((label, last)) = self.open.get_mut(&at.1) else { return };
        if content.formula().is_none() && is_label(content.text()) && *last + 1 != at.0 {
            self.open.remove(&at.1);
            return;
        }
        *last = at.0;
        let label = label.take();
        self.cells.extend(label);
        self.take(at, content);
    }

    /// Takes a cell for one that is worked out.
    fn take(&mut self, at: At, content: &Content) {
        self.cells.push(at);
        let text = content.text().trim();
        let is_typed = content.formula().is_none() || is_label(text);
        if is_typed && !text.is_empty() && text != INCOMPARABLE {
            self.typed.push((at, text.to_owned()));
        }
    }
}

/// Tells what was typed over, all in one finding, and lists it.
pub(super) fn tell(draft: &mut Draft<'_>, typed: &[TypedOver]) -> Vec<LeftOut> {
    if typed.is_empty() {
        return Vec::new();
    }
    let named = typed.iter().take(MOST_NAMED).map(|cell| {
        let text: String = cell.text.chars().take(16).collect();
        format!("{}“{}”", draft.call(cell.sheet, cell.at), text.replace('\n', " "))
    });
    let more = if typed.len() > MOST_NAMED { format!("等 {} 格", typed.len()) } else { String::new() };
    let named = named.collect::<Vec<_>>().join("、");
    let message = format!("“（自动）”的行、列由公式算出，这里另外填了：{named}{more}，没有用，也没有印。");
    let mut finding = Finding::new(&rules::UNUSED_CELLS, message)
        .hint("今年的数填在官方的表里，上年的填在“上年数据”表里；公式没有了的，用 nianbao convert 重新写出工作簿");
    for cell in typed.iter().take(MOST_NAMED) {
        let range = draft.listing.add_text(draft.sheets[cell.sheet].place(cell.at), &cell.text);
        finding = finding.mark(&draft.listing.span(&range), "");
    }
    draft.fault(finding);
    let why = "“（自动）”的行、列由公式算出";
    let left_out =
        |cell: &TypedOver| LeftOut { cell: draft.sheets[cell.sheet].place(cell.at), text: cell.text.clone(), why };
    typed.iter().take(MOST_LISTED).map(left_out).collect()
}
