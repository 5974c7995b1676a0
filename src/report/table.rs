//! A table as templates see it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::characters::clean;
use crate::figures::Figures;
use crate::form::layout::{CellRole, Grid, GridCell, GridPart, GridRow};

/// Labels that a report prints instead of the official ones, by node key.
pub type LabelOverrides = BTreeMap<String, String>;

/// A table of the form with its figures.
#[derive(Debug, Serialize)]
pub struct TableView {
    /// Its key.
    pub key: String,
    /// What it shows.
    pub caption: String,
    /// Relative widths of all columns.
    pub widths: Vec<f64>,
    /// How many columns belong to the stub.
    pub stub: usize,
    /// Parts with a head of their own.
    pub parts: Vec<PartView>,
    /// Whether it is sure to fit on one page, and so is kept together.
    pub keep: bool,
}

/// A part of a table with its own head.
#[derive(Debug, Serialize)]
pub struct PartView {
    /// Its head.
    pub head: Vec<Vec<CellView>>,
    /// Its rows.
    pub body: Vec<Vec<CellView>>,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// `caption`, `corner`, `head`, `label`, `group` or `value`.
    pub role: &'static str,
    /// What is printed in it.
    pub text: String,
    /// The same broken into lines where it stands in a narrow field.
    pub lines: Vec<String>,
    /// Column it begins in, from 0.
    pub x: usize,
    /// Row it begins in, from 0, the head included.
    pub y: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// Rows it covers.
    pub rowspan: usize,
    /// For a group of rows: the rowspans it may be divided into.
    pub pieces: Vec<usize>,
    /// What only the web page needs; Typst sources leave it out.
    pub web: CellWeb,
}

/// How a cell of the web page is tied to others.
#[derive(Debug, Serialize)]
pub struct CellWeb {
    /// Its identifier in the page; empty for values.
    pub id: String,
    /// Identifiers of the cells that head it, with spaces between.
    pub headers: String,
    /// Key of the figure.
    pub key: Option<String>,
}

/// Text lines that a table kept on one page may have, its padding counted as lines: measured with the style file.
const LINES_ON_A_PAGE: usize = 47;

impl TableView {
    /// Fills the laid-out table with its figures.
    pub fn new(figures: &Figures, table: usize, labels: &LabelOverrides, caption: &str) -> Self {
        let form = &figures.form;
        let grid = form.grid(table);
        let key = form.tables[table].key.clone();
        let parts: Vec<PartView> = grid.parts.iter().map(|part| part_view(figures, grid, part, labels)).collect();
        let keep = lines(grid, &parts) <= LINES_ON_A_PAGE;
        Self {
            key,
            caption: caption.trim_end_matches('。').to_owned(),
            widths: grid.widths.clone(),
            stub: grid.stub,
            parts,
            keep,
        }
    }
}

/// Characters that fit beside the padding of some columns, of 156 mm all together: of 9 pt in tables of many columns,
/// else of 10.5 pt, as the style file sets them.
fn room(grid: &Grid, x: usize, colspan: usize) -> f64 {
    let total: f64 = grid.widths.iter().sum();
    let share: f64 = grid.widths[x..x + colspan].iter().sum::<f64>() / total;
    let (size, padding) = if grid.widths.len() > 4 { (9.0, 4.5) } else { (10.5, 8.5) };
    ((share * 442.2 - padding) / size).max(1.0)
}

/// A label in lines of even length, its ordinal on a line of its own; one line where it fits.
#[expect(clippy::cast_possible_truncation, reason = "a label has some lines")]
fn break_label(label: &str, room: f64) -> Vec<String> {
    if width(label) <= room {
        return vec![label.to_owned()];
    }
    // A note in brackets goes on lines of its own.
    if let Some(at) = label.find('（').filter(|at| *at > 0) {
        let (name, note) = label.split_at(at);
        return [break_label(name, room), break_label(note, room)].concat();
    }
    let ordinal = label.find(['、', '）']).filter(|at| *at <= 9).map_or(0, |at| at + '、'.len_utf8());
    let (ordinal, rest) = label.split_at(ordinal);
    let rest: Vec<char> = rest.chars().collect();
    let count = (rest.len() as f64 / room.floor()).ceil().max(1.0);
    let each = (rest.len() as f64 / count).ceil().max(1.0) as usize;
    let lines = rest.chunks(each).map(|line| line.iter().collect());
    std::iter::once(ordinal.to_owned()).filter(|ordinal| !ordinal.is_empty()).chain(lines).collect()
}

/// Characters that a line of a figure with its note loses where it cannot be broken as late as it is wide.
const LOST: f64 = 1.5;

/// The text lines of the tallest part, estimated from the lengths of its texts: rather too many than too few, since what
/// is kept on one page and does not fit there is printed one row over the other.
#[expect(clippy::cast_possible_truncation, reason = "a row has some lines")]
fn lines(grid: &Grid, parts: &[PartView]) -> usize {
    let of_line = |line: &str, cell: &CellView| {
        let room = room(grid, cell.x, cell.colspan);
        let wraps = width(line) > room && cell.role == "value";
        let room = if wraps { (room - LOST).max(1.0) } else { room };
        (width(line) / room).ceil().max(1.0) as usize
    };
    let of_cell = |cell: &CellView| cell.text.lines().map(|line| of_line(line, cell)).sum::<usize>().max(1);
    let of_row = |row: &Vec<CellView>| row.iter().filter(|cell| cell.rowspan == 1).map(of_cell).max().unwrap_or(1);
    let of_part = |part: &PartView| part.head.iter().chain(&part.body).map(of_row).sum();
    parts.iter().map(of_part).max().unwrap_or(0)
}

/// A part with its figures.
fn part_view(figures: &Figures, grid: &Grid, part: &GridPart, labels: &LabelOverrides) -> PartView {
    let depth = part.head.len();
    let view = |rows: &[GridRow], offset: usize| {
        let row = |(y, row): (usize, &GridRow)| {
            let view = |slot: &GridCell| {
                let pieces = if slot.role == CellRole::Group { pieces(part, slot, y) } else { Vec::new() };
                CellView { y: y + offset, pieces, ..cell_view(figures, grid, slot, labels) }
            };
            row.iter().map(view).collect()
        };
        rows.iter().enumerate().map(row).collect()
    };
    PartView { head: view(&part.head, 0), body: view(&part.body, depth) }
}

/// A cell; the caller sets its row.
fn cell_view(figures: &Figures, grid: &Grid, slot: &GridCell, labels: &LabelOverrides) -> CellView {
    let label = || labels.get(&slot.key).unwrap_or(&slot.label).clone();
    let (role, text, key) = match slot.role {
        CellRole::Caption => ("caption", label(), None),
        CellRole::Corner => ("corner", label(), None),
        CellRole::Head => ("head", label(), None),
        CellRole::Label => ("label", label(), None),
        CellRole::Group => ("group", label(), None),
        CellRole::Value(id) => {
            let entry = &figures.get(id).entry;
            let text = format!("{}{}", entry.shown, entry.note.as_deref().unwrap_or_default());
            ("value", clean(&text), Some(slot.key.clone()))
        }
    };
    let narrow = match slot.role {
        CellRole::Head | CellRole::Group => true,
        // Where the stub is one narrow column; deeper stubs hold sentences, which wrap as text does.
        CellRole::Label => grid.stub == 1,
        CellRole::Caption | CellRole::Corner | CellRole::Value(_) => false,
    };
    CellView {
        role,
        lines: if narrow { break_label(&text, room(grid, slot.x, slot.colspan)) } else { vec![text.clone()] },
        text,
        x: slot.x,
        y: 0,
        colspan: slot.colspan,
        rowspan: slot.rowspan,
        web: CellWeb { id: slot.id.clone(), headers: slot.headers.clone(), key },
        pieces: Vec::new(),
    }
}

/// The rowspans of what a group of rows holds directly.
fn pieces(part: &GridPart, group: &GridCell, row: usize) -> Vec<usize> {
    let rows = row..row + group.rowspan;
    let inside = part.body[rows].iter().flatten();
    inside.filter(|slot| slot.role.is_of_row() && slot.x == group.x + 1).map(|slot| slot.rowspan).collect()
}

/// A text's width in characters; figures and Latin letters are half as wide.
fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}
