//! Where cells and prose stand on the printed pages: what is filled in is found there again, and so is a finding.

use serde::Serialize;
use typst_layout::PagedDocument;

use super::super::opened::OpenedReport;
use super::editors::{Editor, editors};
use crate::form::Form;
use crate::form::layout::{CellRole, GridCell};
use crate::typeset::{PlacedParagraph, PlacedThings, placed};

/// A place on a page, in shares of its width and height.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceOnPage {
    /// The path of the cell or of the prose.
    pub target: String,
    /// The page, from 0.
    pub page: usize,
    /// Left edge, upper edge, width and height.
    pub area: [f64; 4],
    /// For a place that a finding speaks of, the number of the finding.
    pub finding: Option<usize>,
}

/// Characters by which a paragraph is found again.
const SNIPPET: usize = 12;

/// Where everything stands.
pub(in super::super) fn places(report: &OpenedReport, document: &PagedDocument) -> Vec<PlaceOnPage> {
    let things = placed(document);
    let finder = PlaceFinder { document, things, editors: editors(report) };
    let mut all = finder.cells(&report.input.filing.form);
    all.extend(finder.editors.iter().filter_map(|editor| finder.prose(editor)));
    let marked: Vec<PlaceOnPage> = finder.marked(report, &all);
    all.extend(marked);
    all
}

/// Looks for places on the pages of a report.
struct PlaceFinder<'d> {
    document: &'d PagedDocument,
    things: PlacedThings,
    editors: Vec<Editor>,
}

impl PlaceFinder<'_> {
    /// An area in points as one in shares of its page.
    fn area(&self, page: usize, [left, top, right, bottom]: [f64; 4]) -> Option<[f64; 4]> {
        let size = self.document.pages().get(page)?.frame.size();
        let (width, height) = (size.x.to_pt(), size.y.to_pt());
        let share = |points: f64, whole: f64| (points / whole * 10_000.0).round() / 10_000.0;
        Some([share(left, width), share(top, height), share(right - left, width), share(bottom - top, height)])
    }

    /// The cells of the tables.
    fn cells(&self, form: &Form) -> Vec<PlaceOnPage> {
        let mut all = Vec::new();
        for row in &self.things.rows {
            let Some(table) = form.tables.iter().position(|table| table.key == row.table) else { continue };
            let grid = form.grid(table);
            let Some(part) = grid.parts.get(row.part) else { continue };
            let whole: f64 = grid.widths.iter().sum();
            let edge = |column: usize| {
                let before: f64 = grid.widths.iter().take(column).sum();
                self.things.left + self.things.width * before / whole
            };
            let body = row.row.checked_sub(part.head.len()).and_then(|row| part.body.get(row));
            let is_value = |cell: &&GridCell| matches!(cell.role, CellRole::Value(_));
            for cell in body.into_iter().flatten().filter(is_value) {
                let CellRole::Value(id) = cell.role else { continue };
                let edges = [edge(cell.x), row.top, edge(cell.x + cell.colspan), row.bottom];
                let target = form.cell(id).key.clone();
                let area = self.area(row.page, edges);
                all.extend(area.map(|area| PlaceOnPage { target, page: row.page, area, finding: None }));
            }
        }
        all
    }

    /// The line of the pages on which some words stand of a text, by what it says from there on.
    fn line(&self, words: &str) -> Option<(&PlacedParagraph, usize)> {
        let snippet: String = words.chars().filter(|c| !c.is_whitespace()).take(SNIPPET).collect();
        if snippet.is_empty() {
            return None;
        }
        let found = |paragraph: &&PlacedParagraph| paragraph.text.contains(&snippet);
        let paragraph = self.things.paragraphs.iter().find(found)?;
        let at = paragraph.text.find(&snippet)?;
        let number = paragraph.lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
        (number < paragraph.lines.len()).then_some((paragraph, number))
    }

    /// A line as a place.
    fn line_place(&self, (paragraph, number): (&PlacedParagraph, usize), target: &str) -> Option<PlaceOnPage> {
        let line = paragraph.lines.get(number)?;
        let edges = [self.things.left, line.top, self.things.left + self.things.width, line.bottom];
        let area = self.area(line.page, edges)?;
        Some(PlaceOnPage { target: target.to_owned(), page: line.page, area, finding: None })
    }

    /// Where the prose of a place begins: its first words that are found again.
    fn prose(&self, editor: &Editor) -> Option<PlaceOnPage> {
        let line = editor.text.lines().take(SNIPPET).find_map(|line| self.line(words_of(line)))?;
        self.line_place(line, &editor.path)
    }

    /// What findings speak of, where it is printed.
    fn marked(&self, report: &OpenedReport, known: &[PlaceOnPage]) -> Vec<PlaceOnPage> {
        let mut all = Vec::new();
        for (number, finding) in super::findings::states(report, &self.editors).into_iter().enumerate() {
            if finding.accepted.is_some() {
                continue;
            }
            for mark in finding.marks.iter().filter(|mark| !mark.is_evidence) {
                let editor = self.editors.iter().find(|editor| editor.path == mark.target);
                let place = match (editor, mark.range) {
                    (Some(editor), Some([start, _])) => {
                        let rest = behind(&editor.text, start);
                        self.line(rest).and_then(|line| self.line_place(line, &mark.target))
                    }
                    _ => known.iter().find(|place| place.target == mark.target).cloned(),
                };
                all.extend(place.map(|place| PlaceOnPage { finding: Some(number), ..place }));
            }
            if finding.marks.is_empty()
                && let Some(target) = &finding.target
            {
                let place = known.iter().find(|place| place.target == *target).cloned();
                all.extend(place.map(|place| PlaceOnPage { finding: Some(number), ..place }));
            }
        }
        all
    }
}

/// The words of a line behind its number and marks, which are printed otherwise.
fn words_of(line: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '#' | '-' | '*' | '|');
    line.trim_start_matches(is_mark).split("{{").next().unwrap_or_default()
}

/// A text from a character on, as scripts count them, to the end of its line.
fn behind(text: &str, units: usize) -> &str {
    let mut count = 0;
    let at = text.char_indices().find(|(_, c)| {
        count += c.len_utf16();
        count > units
    });
    text[at.map_or(text.len(), |(at, _)| at)..].lines().next().unwrap_or_default()
}
