//! Which edition of the form the tables of a workbook are of, and which of them hold last year's figures.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::locate::{self, FoundTable, SheetWords};
use super::names::TableNames;
use super::sheets::{Content, Sheet};
use super::whose::{Titles, is_last_years, looks_old, titles};
use crate::form::{Editions, Form};

/// An edition with the tables of it that were found.
pub(super) struct Fitting<'e> {
    /// The edition.
    pub form: Arc<Form>,
    /// What the words of each of its tables name.
    pub names: Rc<[TableNames<'e>]>,
    /// The tables.
    pub found: Vec<FoundTable>,
}

/// The tables of a workbook by every edition.
pub(super) struct FoundTables<'e> {
    /// Those of this year.
    pub this: Vec<Fitting<'e>>,
    /// Those of last year.
    pub last: Vec<Fitting<'e>>,
    /// The words of every sheet that may be labels.
    pub words: Vec<SheetWords>,
}

impl<'e> FoundTables<'e> {
    /// Looks for the tables of every edition; a hidden sheet counts only where none that is shown has
    /// the same table.
    pub(super) fn find(sheets: &[Sheet], year: Option<i32>, editions: &'e Editions) -> Self {
        let titles: Vec<Titles> = sheets.iter().map(titles).collect();
        let before = |sheet: usize, row: u32| i32::from(is_last_years(&titles[sheet], row));
        let words = locate::words(sheets, |sheet, row| Some(year? - before(sheet, row)));
        let (mut this, mut last) = (Vec::new(), Vec::new());
        for form in editions.all() {
            let names: Rc<[TableNames<'e>]> =
                (0..form.tables.len()).map(|table| TableNames::new(form, table)).collect();
            let found = locate::tables(&names, sheets, &words);
            let is_before = |found: &FoundTable| is_last_years(&titles[found.sheet], found.extent.0);
            let shown = found.iter().filter(|found| sheets[found.sheet].visible);
            let shown: HashSet<(usize, bool)> = shown.map(|found| (found.table, is_before(found))).collect();
            let counts =
                |found: &FoundTable| sheets[found.sheet].visible || !shown.contains(&(found.table, is_before(found)));
            let (mut before, mut now): (Vec<_>, Vec<_>) = found.into_iter().filter(counts).partition(is_before);
            set_aside(sheets, year, &mut now, &mut before);
            this.push(Fitting { form: form.clone(), names: names.clone(), found: now });
            last.push(Fitting { form: form.clone(), names, found: before });
        }
        Self { this, last, words }
    }
}

/// Puts those tables to last year's that stand on a sheet or under a title of last year, where this year's stands elsewhere.
fn set_aside(sheets: &[Sheet], year: Option<i32>, now: &mut Vec<FoundTable>, before: &mut Vec<FoundTable>) {
    let old = now.iter().map(|found| looks_old(&sheets[found.sheet], found.extent.0, year)).collect::<Vec<_>>();
    let is_filled = |found: &FoundTable| {
        let filled = |content: &Content| content.formula().is_none() && !content.text().trim().is_empty();
        found.places.values().any(|(row, column)| sheets[found.sheet].get(*row, *column).is_some_and(filled))
    };
    let is_double = |(found, is_old): (&FoundTable, &bool)| {
        let other = now.iter().zip(&old).any(|(other, other_is_old)| other.table == found.table && !other_is_old);
        *is_old && other && !before.iter().any(|before| before.table == found.table && is_filled(before))
    };
    let mut goes = now.iter().zip(&old).map(is_double).collect::<Vec<_>>().into_iter();
    before.extend(now.extract_if(.., |_| goes.next().unwrap_or_default()));
}

/// The edition asked for, or else the one whose labels fit best; of two that fit alike, the one that is meant.
pub(super) fn choose<'e>(tables: Vec<Fitting<'e>>, asked: Option<Arc<Form>>, meant: &Arc<Form>) -> Fitting<'e> {
    let key = |Fitting { form, found, .. }: &Fitting<'_>| {
        let best = |table: usize| found.iter().filter(|f| f.table == table).map(|f| f.score).max().unwrap_or(0);
        let score: usize = (0..form.tables.len()).map(best).sum();
        let wanted = asked.as_ref().is_some_and(|asked| asked.edition == form.edition);
        (wanted, score, form.edition == meant.edition)
    };
    let none = || Fitting { form: meant.clone(), names: Rc::new([]), found: Vec::new() };
    tables.into_iter().max_by_key(key).unwrap_or_else(none)
}
