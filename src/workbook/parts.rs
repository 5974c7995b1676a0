//! The places at which one table was found: whether they are parts of it or several of it, and what is told of them.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::particulars::same;
use super::sheets::Content;
use crate::characters::shown_invisible;
use crate::finding::Finding;
use crate::form::layout::{CellRole, GridPart};
use crate::form::{CellId, Form};
use crate::rule::workbook as rules;
use crate::source::Span;

/// The cells of a table that hold a figure; what a formula computes is none, nor is a total of nothing.
pub(super) fn figures(draft: &Draft<'_>, form: &Form, found: &FoundTable) -> BTreeSet<CellId> {
    let sheet = &draft.sheets[found.sheet];
    let is_figure = |(id, (row, column)): &(&CellId, &(u32, u32))| {
        let is_total = form.is_derived(**id) || form.cell(**id).difference.is_some();
        let filled = |content: &Content| content.formula().is_none() && !(is_total && content.text() == "0");
        sheet.get(*row, *column).is_some_and(filled)
    };
    found.places.iter().filter(is_figure).map(|(id, _)| *id).collect()
}

/// How the places at which one table was found belong together.
pub(super) enum Together {
    /// As parts of it; some rows may stand in several of them, alike.
    Parts,
    /// As parts of it of which some have the same cell with another figure: each such cell, and two places of it.
    Contradicting(Vec<(CellId, [(usize, At); 2])>),
    /// As several of it: one has nothing that another has not.
    Several,
}

/// How the places at which one table was found belong together.
pub(super) fn together(draft: &Draft<'_>, form: &Form, found: &[&FoundTable]) -> Together {
    let filled: Vec<BTreeSet<CellId>> = found.iter().map(|found| figures(draft, form, found)).collect();
    let mut first: BTreeMap<CellId, usize> = BTreeMap::new();
    let mut again = BTreeSet::new();
    let mut differing = BTreeMap::new();
    for (number, id) in filled.iter().enumerate().flat_map(|(number, ids)| ids.iter().map(move |id| (number, *id))) {
        let Some(before) = first.get(&id).copied() else {
            first.insert(id, number);
            continue;
        };
        again.insert(id);
        let places = [before, number].map(|number| (found[number].sheet, found[number].places[&id]));
        let [one, other] = places.map(|(sheet, at)| draft.sheets[sheet].text(at.0, at.1));
        if !same(one, other) {
            differing.entry(id).or_insert(places);
        }
    }
    let adds = |ids: &BTreeSet<CellId>| ids.iter().any(|id| !again.contains(id));
    match again.is_empty() || filled.iter().all(adds) {
        false => Together::Several,
        true if differing.is_empty() => Together::Parts,
        true => Together::Contradicting(differing.into_iter().collect()),
    }
}

/// Whether the places are the parts with heads of their own that the form divides the table into, in order.
fn are_blocks(form: &Form, found: &[&FoundTable]) -> bool {
    let parts = &form.grid(found[0].table).parts;
    let cells = |part: &GridPart| -> BTreeSet<CellId> {
        let cells = part.body.iter().flatten();
        cells.filter_map(|cell| if let CellRole::Value(id) = cell.role { Some(id) } else { None }).collect()
    };
    let is_block = |(found, part): (&&FoundTable, &GridPart)| {
        let cells = cells(part);
        found.places.keys().all(|id| cells.contains(id))
    };
    parts.len() == found.len() && found.iter().zip(parts).all(is_block)
}

/// Reports a table that was put together of parts, where the form has it in one.
pub(super) fn joined(draft: &mut Draft<'_>, form: &Form, found: &[&FoundTable]) {
    if are_blocks(form, found) {
        return;
    }
    let table = &form.tables[found[0].table];
    let told = named(draft, found);
    let is_cut = found.iter().any(|found| found.heads.is_empty());
    let without_head = if is_cut { "，没有列名的一处照前一处的列" } else { "" };
    let message = format!("{}：分在 {} 处（{told}），合为一张读入{without_head}。", table.label, found.len());
    let places: Vec<_> = found.iter().map(|found| corner(draft, found)).collect();
    let finding = Finding::new(&rules::JOINED, message).key(&table.key);
    draft.fault(places.iter().fold(finding, |finding, place| finding.mark(place, "")));
}

/// Reports figures and labels of a table with characters that nobody sees.
pub(super) fn invisible(draft: &mut Draft<'_>, form: &Form, found: &[&FoundTable]) {
    let mut cells = Vec::new();
    for found in found {
        let in_table = (found.extent.0..=found.extent.1).flat_map(|row| {
            let cells = draft.sheets[found.sheet].row(row);
            cells.filter(|(_, content)| content.text().contains(shown_invisible)).map(move |(column, _)| (row, column))
        });
        cells.extend(in_table.map(|at| (found.sheet, at)));
    }
    if cells.is_empty() {
        return;
    }
    let label = &form.tables[found[0].table].label;
    let message = format!("{label}：有 {} 格里有看不见的字符，读时已去掉。", cells.len());
    let finding = Finding::new(&rules::INVISIBLE, message);
    let finding = cells.into_iter().fold(finding, |finding, (sheet, at)| finding.mark(&draft.place(sheet, at), ""));
    draft.fault(finding);
}

/// Reports a table that stands at several places.
pub(super) fn twice(draft: &mut Draft<'_>, form: &Form, found: &[&FoundTable]) {
    let label = &form.tables[found[0].table].label;
    let places: Vec<_> = found.iter().map(|found| corner(draft, found)).collect();
    let message = format!("{label}：有 {} 张填了数的，分别在{}。", found.len(), named(draft, found));
    let finding = Finding::new(&rules::TABLE_TWICE, message).key(&form.tables[found[0].table].key);
    let finding = places.iter().fold(finding, |finding, place| finding.mark(place, ""));
    draft.fault(finding);
}

/// Reports cells that two parts of a table have with different figures.
pub(super) fn contradicting(
    draft: &mut Draft<'_>,
    form: &Form,
    found: &[&FoundTable],
    cells: &[(CellId, [(usize, At); 2])],
) {
    const QUOTED: usize = 3;
    let table = &form.tables[found[0].table];
    let says = |(id, places): &(CellId, [(usize, At); 2])| {
        let [one, other] = places.map(|(sheet, at)| {
            format!("{} 写的是“{}”", draft.call(sheet, at), draft.sheets[sheet].text(at.0, at.1).trim())
        });
        format!("{}：{one}，{other}", form.describe(*id))
    };
    let told: Vec<String> = cells.iter().take(QUOTED).map(says).collect();
    let more = if cells.len() > QUOTED { "；等" } else { "" };
    let message = format!(
        "{}：分在 {} 处（{}），其中 {} 格两处都填了，内容不同：{}{more}。",
        table.label,
        found.len(),
        named(draft, found),
        cells.len(),
        told.join("；")
    );
    let finding = Finding::new(&rules::TABLE_TWICE, message).hint("核对这几格，两处改成一样，或者只留一处");
    let finding = finding.because("同一格填在两处而内容不同，不知道哪一个是要报的。", "");
    let finding = cells.iter().fold(finding, |finding, (id, places)| {
        let finding = finding.key(&form.cell(*id).key);
        places.iter().fold(finding, |finding, (sheet, at)| finding.mark(&draft.place(*sheet, *at), ""))
    });
    draft.fault(finding);
}

/// Where the parts of a table stand, as people call it.
fn named(draft: &Draft<'_>, found: &[&FoundTable]) -> String {
    let name = |f: &&FoundTable| format!("“{}”第 {}–{} 行", draft.sheets[f.sheet].name, f.extent.0 + 1, f.extent.1 + 1);
    found.iter().map(name).collect::<Vec<_>>().join("、")
}

/// The first cell of a table that is not empty.
pub(super) fn corner(draft: &mut Draft<'_>, found: &FoundTable) -> Span {
    let sheet = &draft.sheets[found.sheet];
    let column = sheet.row(found.extent.0).next().map_or(0, |(column, _)| column);
    draft.place(found.sheet, (found.extent.0, column))
}
