//! Tables of the report that were pasted along with its text, a cell or a row of cells a line.

use std::ops::Range;

use super::Case;
use super::marks::NOT_AS_MEANT;
use crate::characters::{is_ideograph, plain};
use crate::filing::{Entry, ProseText, Value};
use crate::finding::Finding;
use crate::form::{Form, Kind, Variants};
use crate::prose::outline::PartKind;

/// Lines of a row of them that are no chance, with figures among them.
const LINES: usize = 5;

/// Labels without any figure that are no chance.
const LABELS: usize = 4;

/// Characters of a line beyond which it is no row of labels and figures.
const LONGEST: usize = 400;

/// Every text with cells of the form's tables in it, one under the other.
pub(super) fn flattened(case: &Case<'_>) -> Vec<Finding> {
    case.filing.prose().into_iter().filter_map(|prose| tell(case, prose)).collect()
}

/// The finding for a text.
fn tell(case: &Case<'_>, prose: &ProseText) -> Option<Finding> {
    prose.text.lines().nth(1)?;
    let cut = case.cuts.of(prose);
    let (mut runs, mut run): (Vec<TableLines>, TableLines) = Default::default();
    for part in &cut.outline.parts {
        // A small table is meant as one.
        let is_row = matches!(part.kind, PartKind::Row | PartKind::Rule);
        for line in &part.lines {
            match cells(&prose.text[line.clone()], &case.filing.form).filter(|_| !is_row) {
                Some((labels, figures)) => run.put(line.clone(), labels, figures),
                None => runs.push(std::mem::take(&mut run)),
            }
        }
    }
    runs.push(run);
    runs.retain(TableLines::is_table);
    let count: usize = runs.iter().map(|run| run.lines.len()).sum();
    let message = format!("正文：有 {count} 行是表里的名称和数，像是连着表粘贴来的，照原样一行一段印。");
    let finding = Finding::new(&NOT_AS_MEANT, message).hint("表由填在各表里的数排出，不用写在正文里：删去这些行");
    let mark = |finding: Finding, run: &TableLines| {
        let (first, last) = (&run.lines[0], &run.lines[run.lines.len() - 1]);
        finding.mark(&prose.place(first.clone()), "从这里起").mark(&prose.place(last.clone()), "到这里")
    };
    (!runs.is_empty()).then(|| runs.iter().fold(finding, mark))
}

/// Lines one under the other that are labels and figures only.
#[derive(Default)]
struct TableLines {
    /// The lines.
    lines: Vec<Range<usize>>,
    /// How many labels are in them.
    labels: usize,
    /// How many figures are in them.
    figures: usize,
}

impl TableLines {
    /// One more line.
    fn put(&mut self, line: Range<usize>, labels: usize, figures: usize) {
        self.lines.push(line);
        self.labels += labels;
        self.figures += figures;
    }

    /// Whether so many of them are a table.
    fn is_table(&self) -> bool {
        let has_figures = self.figures > 0 && self.labels > 1 && self.labels + self.figures >= LINES;
        has_figures || self.labels >= LABELS
    }
}

/// How many labels and figures a line consists of; none when there is anything else in it.
fn cells(line: &str, form: &Form) -> Option<(usize, usize)> {
    if line.len() > LONGEST {
        return None;
    }
    let (mut labels, mut figures) = (0, 0);
    for cell in line.split(['|', '｜']).map(str::trim).filter(|cell| !cell.is_empty()) {
        if is_figure(cell) {
            figures += 1;
        } else {
            let written = Variants::of_written(cell)?;
            form.label_variants().iter().find(|name| name.is_like(&written))?;
            labels += 1;
        }
    }
    Some((labels, figures))
}

/// Whether a cell holds a figure, or a stroke for none.
fn is_figure(cell: &str) -> bool {
    // Most lines are sentences.
    if cell.contains(is_ideograph) {
        return false;
    }
    let text = plain(cell);
    text.len() <= 16
        && !text.chars().any(char::is_alphabetic)
        && !matches!(Entry::parse(&text, Kind::Wan).0.value, Value::Unknown)
}
