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
}

/// A part of a table with its own head.
#[derive(Debug, Serialize)]
pub struct PartView {
    /// Its head.
    pub head: Vec<Vec<CellView>>,
    /// Its rows.
    pub body: Vec<Vec<CellView>>,
    /// The rows, the head included, that a page may begin with.
    pub starts: Vec<usize>,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// `caption`, `corner`, `head`, `label`, `group` or `value`.
    pub role: &'static str,
    /// What is printed in it.
    pub text: String,
    /// The lines that the form breaks it into; none where it says nothing of it.
    pub lines: Vec<String>,
    /// Whether it stands in a narrow field, where lines are to be of even length.
    pub narrow: bool,
    /// For a figure, how wide the widest word in it is that no line breaks, in em; nothing where every field holds it.
    pub word: f64,
    /// How many of its last characters are a note of a figure that is long for a narrow field; 0 where it has none.
    pub note: usize,
    /// Whether it is a figure of one column that every field holds.
    pub plain: bool,
    /// Column it begins in, from 0.
    pub x: usize,
    /// Row it begins in, from 0, the head included.
    pub y: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// Rows it covers.
    pub rowspan: usize,
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
    /// Width of the columns that it covers, in per cent of the table's.
    pub width: f64,
}

impl TableView {
    /// Fills the laid-out table with its figures.
    pub fn new(figures: &Figures, table: usize, labels: &LabelOverrides, caption: &str) -> Self {
        let form = &figures.form;
        let grid = form.grid(table);
        let key = form.tables[table].key.clone();
        let parts: Vec<PartView> = grid.parts.iter().map(|part| part_view(figures, grid, part, labels)).collect();
        Self {
            key,
            caption: caption.trim_end_matches('。').to_owned(),
            widths: grid.widths.clone(),
            stub: grid.stub,
            parts,
        }
    }
}

/// A part with its figures.
fn part_view(figures: &Figures, grid: &Grid, part: &GridPart, labels: &LabelOverrides) -> PartView {
    let depth = part.head.len();
    let view = |rows: &[GridRow], offset: usize| {
        let row = |(y, row): (usize, &GridRow)| {
            let view = |slot: &GridCell| CellView { y: y + offset, ..cell_view(figures, grid, slot, labels) };
            row.iter().map(view).collect()
        };
        rows.iter().enumerate().map(row).collect()
    };
    let starts = starts(part).into_iter().map(|row| row + depth).collect();
    PartView { head: view(&part.head, 0), body: view(&part.body, depth), starts }
}

/// The rows that a page may begin with: all but those inside of a group that holds no other.
fn starts(part: &GridPart) -> Vec<usize> {
    let slots = || part.body.iter().flatten().filter(|slot| slot.role == CellRole::Group);
    let is_innermost = |group: &&GridCell| {
        !slots().any(|other| {
            other.x > group.x && other.leaves.start < group.leaves.end && other.leaves.end > group.leaves.start
        })
    };
    let inner: Vec<_> = slots().filter(is_innermost).map(|group| group.leaves.start + 1..group.leaves.end).collect();
    (1..part.body.len()).filter(|row| !inner.iter().any(|rows| rows.contains(row))).collect()
}

/// Em that the narrowest field of a table holds.
const HELD: f64 = 2.5;

/// The width in em of the widest word of a text that no line breaks, where it is wider than a narrow field.
fn widest_word(text: &str) -> f64 {
    let words = text.split(|c: char| !c.is_ascii_graphic());
    let width = |c: char| match c {
        '.' | ',' => 0.25,
        c if c.is_ascii_digit() => 0.5,
        _ => 0.6,
    };
    let widest = words.map(|word| word.chars().map(width).sum()).fold(0.0, f64::max);
    if widest > HELD { widest } else { 0.0 }
}

/// Characters of a note that is long for a narrow field, which holds three or four on a line.
const LONG_NOTE: usize = 12;

/// A cell; the caller sets its row.
fn cell_view(figures: &Figures, grid: &Grid, slot: &GridCell, labels: &LabelOverrides) -> CellView {
    let label = || labels.get(&slot.key).unwrap_or(&slot.label).clone();
    let mut note = 0;
    let (role, text, key) = match slot.role {
        CellRole::Caption => ("caption", label(), None),
        CellRole::Corner => ("corner", label(), None),
        CellRole::Head => ("head", label(), None),
        CellRole::Label => ("label", label(), None),
        CellRole::Group => ("group", label(), None),
        CellRole::Value(id) => {
            let entry = &figures.get(id).entry;
            let [shown, said] = [&entry.shown, entry.note.as_deref().unwrap_or_default()].map(clean);
            note = Some(said.chars().count()).filter(|count| *count > LONG_NOTE).unwrap_or(0);
            ("value", shown + &said, Some(slot.key.clone()))
        }
    };
    let narrow = match slot.role {
        CellRole::Head | CellRole::Group => true,
        // Where the stub is one narrow column; deeper stubs hold sentences, which wrap as text does.
        CellRole::Label => grid.stub == 1,
        CellRole::Caption | CellRole::Corner | CellRole::Value(_) => false,
    };
    let covered: f64 = grid.widths.iter().skip(slot.x).take(slot.colspan).sum();
    let width = (covered / grid.widths.iter().sum::<f64>() * 10_000.0).round() / 100.0;
    let is_given = labels.contains_key(&slot.key);
    let word = if role == "value" { widest_word(&text) } else { 0.0 };
    CellView {
        role,
        lines: if is_given { Vec::new() } else { slot.lines.clone() },
        narrow,
        word,
        note,
        plain: role == "value" && slot.colspan == 1 && word == 0.0 && note == 0,
        text,
        x: slot.x,
        y: 0,
        colspan: slot.colspan,
        rowspan: slot.rowspan,
        web: CellWeb { id: slot.id.clone(), headers: slot.headers.clone(), key, width },
    }
}
