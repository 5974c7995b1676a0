//! What the formulas of a workbook come to after cells were changed: those that follow from them, however far.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{NewContent, Results, SheetText};
use super::formula::{Area, CellValue, Expression, area};
use super::worked_out::{CellSource, worked_out};
use crate::workbook::draft::At;
use crate::workbook::sheets::Sheet;

/// Formulas of a workbook that are followed; a report has some hundred.
const MOST_FORMULAS: usize = 5_000;

/// Formulas that follow from each other.
const DEEPEST: usize = 60;

/// A sheet of a workbook that is being changed.
pub(super) struct ChangingSheet<'w> {
    /// What it holds.
    pub sheet: &'w Sheet,
    /// Its part.
    pub text: SheetText,
    /// What is put into its cells.
    pub new: BTreeMap<At, NewContent>,
}

/// All sheets by their names.
pub(super) type ChangingSheets<'w> = BTreeMap<String, ChangingSheet<'w>>;

/// A formula: its sheet, its cell, and what it says; none where that is not known.
struct Followed<'w> {
    sheet: &'w str,
    at: At,
    expression: Option<Expression>,
    /// What it says, to look for names of cells in it where that is not known.
    text: String,
}

/// What the formulas come to that follow from the changed cells, by sheet; none where there are too many.
pub(super) fn recalculated(sheets: &ChangingSheets<'_>) -> Option<BTreeMap<String, Results>> {
    let formulas = formulas(sheets)?;
    let dirty = following(sheets, &formulas);
    let mut worker = Worker { sheets, formulas: BTreeMap::new(), done: BTreeMap::new(), depth: 0 };
    let chosen = formulas.iter().filter(|formula| dirty.contains(&(formula.sheet, formula.at)));
    worker.formulas = chosen.map(|formula| ((formula.sheet, formula.at), formula)).collect();
    let mut results: BTreeMap<String, Results> = BTreeMap::new();
    for (sheet, at) in &dirty {
        let value = worker.value(sheet, *at);
        results.entry((*sheet).to_owned()).or_default().insert(*at, value);
    }
    Some(results)
}

/// All formulas of the sheets, new ones among them.
fn formulas<'w>(sheets: &'w ChangingSheets<'_>) -> Option<Vec<Followed<'w>>> {
    let mut all = Vec::new();
    for (name, changing) in sheets {
        let kept = changing.sheet.cells().filter(|(row, column, _)| !changing.new.contains_key(&(*row, *column)));
        let kept = kept.filter_map(|(row, column, content)| Some(((row, column), content.formula()?)));
        let new = changing.new.iter().filter_map(|(at, content)| match content {
            NewContent::Formula(formula) => Some((*at, formula.as_str())),
            _ => None,
        });
        for (at, text) in kept.chain(new) {
            if all.len() >= MOST_FORMULAS {
                return None;
            }
            all.push(Followed { sheet: name, at, expression: Expression::of(text), text: text.to_owned() });
        }
    }
    Some(all)
}

/// The formulas that follow from the changed cells, and those that are new.
fn following<'w>(sheets: &'w ChangingSheets<'_>, formulas: &[Followed<'w>]) -> BTreeSet<(&'w str, At)> {
    let mut changed: BTreeSet<(&str, At)> =
        sheets.iter().flat_map(|(name, sheet)| sheet.new.keys().map(move |at| (name.as_str(), *at))).collect();
    let mut dirty = BTreeSet::new();
    let is_new = |formula: &&Followed<'_>| changed.contains(&(formula.sheet, formula.at));
    dirty.extend(formulas.iter().filter(is_new).map(|formula| (formula.sheet, formula.at)));
    for _ in 0..DEEPEST {
        let follows = |formula: &&Followed<'w>| {
            if dirty.contains(&(formula.sheet, formula.at)) {
                return false;
            }
            let Some(expression) = &formula.expression else {
                // What is not known may follow from anything that it names.
                return changed.iter().any(|(_, at)| may_name(&formula.text, *at));
            };
            let mut areas = Vec::new();
            expression.areas(&mut areas);
            areas.iter().any(|area| {
                let sheet = area.sheet.as_deref().unwrap_or(formula.sheet);
                let rows = (sheet, (area.first.0, 0))..=(sheet, (area.last.0, u32::MAX));
                let columns = area.first.1..=area.last.1;
                changed.range::<(&str, At), _>(rows).any(|(_, (_, column))| columns.contains(column))
            })
        };
        let more: Vec<(&str, At)> =
            formulas.iter().filter(follows).map(|formula| (formula.sheet, formula.at)).collect();
        if more.is_empty() {
            break;
        }
        changed.extend(more.iter().copied());
        dirty.extend(more);
    }
    dirty
}

/// Whether a formula that is not known may follow from a cell: it names the cell, on whatever sheet, whole rows or
/// columns, or works out which cells it means.
fn may_name(formula: &str, (row, column): At) -> bool {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | ':');
    let mut words = formula.split(|c| !is_of_name(c)).filter(|word| !word.is_empty());
    words.any(|word| match area(word) {
        Some((first, last)) => (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column),
        None => word.contains(':') || ["INDIRECT", "OFFSET"].contains(&word),
    })
}

/// Formulas being worked out.
struct Worker<'w> {
    sheets: &'w ChangingSheets<'w>,
    formulas: BTreeMap<(&'w str, At), &'w Followed<'w>>,
    done: BTreeMap<(&'w str, At), Option<CellValue>>,
    depth: usize,
}

impl CellSource for Worker<'_> {
    fn value(&mut self, sheet: &str, at: At) -> Option<CellValue> {
        let (name, changing) = self.sheets.get_key_value(sheet)?;
        if let Some(done) = self.done.get(&(name.as_str(), at)) {
            return done.clone();
        }
        if let Some(formula) = self.formulas.get(&(name.as_str(), at)).copied() {
            self.depth += 1;
            // One that follows from itself is never worked out.
            self.done.insert((name.as_str(), at), None);
            let known = formula.expression.as_ref().filter(|_| self.depth <= DEEPEST);
            let value = known.and_then(|expression| worked_out(expression, name, self));
            self.depth -= 1;
            self.done.insert((name.as_str(), at), value.clone());
            return value;
        }
        match changing.new.get(&at) {
            Some(NewContent::Number(number)) => return Some(CellValue::Number(*number)),
            Some(NewContent::Text(text)) => return Some(CellValue::Text(text.clone())),
            Some(NewContent::Empty | NewContent::Formula(_)) => return Some(CellValue::Empty),
            None => {}
        }
        let Some(content) = changing.sheet.get(at.0, at.1) else { return Some(CellValue::Empty) };
        match changing.text.is_number(at) {
            true => content.text().parse().ok().map(CellValue::Number),
            false => Some(CellValue::Text(content.text().to_owned())),
        }
    }

    fn filled(&self, sheet: &str, area: &Area) -> Option<Vec<At>> {
        let changing = self.sheets.get(sheet)?;
        let columns = area.first.1..=area.last.1;
        let rows = area.first.0..=area.last.0.min(changing.sheet.last_row());
        let kept = rows.flat_map(|row| changing.sheet.row(row).map(move |(column, _)| (row, column)));
        let new = changing.new.range((area.first.0, 0)..=(area.last.0, u32::MAX)).map(|(at, _)| *at);
        let all: BTreeSet<At> = kept.chain(new).filter(|(_, column)| columns.contains(column)).collect();
        Some(all.into_iter().collect())
    }
}
