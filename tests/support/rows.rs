//! The rows of the official tables as they are to be printed.

use std::collections::HashSet;

use nianbao::figures::Figures;
use nianbao::filing::{Entry, Filing};
use nianbao::form::layout::{CellRole, GridCell};

use super::built::without_spaces;

/// What is printed in a cell.
pub fn shown(entry: &Entry) -> String {
    format!("{}{}", entry.shown, entry.note.as_deref().unwrap_or_default())
}

/// The rows of all tables, label and figures, and the texts of all heads.
pub fn rows(filing: &Filing, figures: &Figures) -> (Vec<Vec<String>>, HashSet<String>) {
    let parts: Vec<_> = (0..filing.form.tables.len()).flat_map(|table| &filing.form.grid(table).parts).collect();
    let label = |slot: &GridCell| {
        without_spaces(filing.labels.get(&slot.key).map_or(slot.label.as_str(), |label| label.value.as_str()))
    };
    let field = |slot: &GridCell| match slot.role {
        CellRole::Label => Some(label(slot)),
        CellRole::Value(id) => Some(without_spaces(&shown(&figures.get(id).entry))),
        CellRole::Caption | CellRole::Corner | CellRole::Head | CellRole::Group => None,
    };
    let rows = parts.iter().flat_map(|part| &part.body).map(|row| row.iter().filter_map(field).collect()).collect();
    let heads = parts.iter().flat_map(|part| &part.head).flatten().map(label).collect();
    (rows, heads)
}
