//! Which edition of the form the tables of a workbook are of, and which of them hold last year's figures.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::locate::{self, FoundTable, SheetWords};
use super::names::TableNames;
use super::sheets::{Content, Sheet};
use crate::characters::plain;
use crate::filing::YEARS;
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
    let is_old = |found: &FoundTable| {
        let sheet = &sheets[found.sheet];
        is_called_last_year(&sheet.name) || year.is_some_and(|year| year_said(sheet, found.extent.0) == Some(year - 1))
    };
    let old: Vec<bool> = now.iter().map(is_old).collect();
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

/// Rows above a table that may have its title.
const TITLE_ROWS: u32 = 4;

/// Characters beyond which a text is no title.
const LONGEST_TITLE: usize = 40;

/// The year that the title above a row says, or else the name of the sheet.
fn year_said(sheet: &Sheet, row: u32) -> Option<i32> {
    let rows = (row.saturating_sub(TITLE_ROWS)..row).rev().chain([row]);
    let titles = rows.flat_map(|row| sheet.row(row)).map(|(_, content)| content.text());
    titles.filter_map(named_year).next().or_else(|| named_year(&sheet.name).or_else(|| sheet.name.trim().parse().ok()))
}

/// The year that a title names by its number.
fn named_year(title: &str) -> Option<i32> {
    let title = plain(title);
    let is_title = title.chars().count() <= LONGEST_TITLE;
    let before = title.split('年').rev().skip(1).filter(|_| is_title);
    let mut years = before.filter_map(|text| text.get(text.len().checked_sub(4)?..)?.parse::<i32>().ok());
    years.find(|year| YEARS.contains(year))
}

/// Whether the name of a sheet says no more than that it is last year's.
fn is_called_last_year(name: &str) -> bool {
    const WORDS: [&str; 4] = ["上年", "去年", "上一年", "往年"];
    const MORE: [&str; 8] = ["", "度", "表", "数", "数字", "报告", "情况", "报表"];
    let rest = WORDS.iter().find_map(|word| name.trim().strip_prefix(word));
    rest.is_some_and(|rest| MORE.contains(&rest) || MORE.contains(&rest.trim_start_matches('度')))
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

/// Where a sheet says whose figures follow: the row, and whether they are last year's. Its name counts as its first row.
type Titles = Vec<(u32, bool)>;

/// The titles of a sheet.
fn titles(sheet: &Sheet) -> Titles {
    let cells = sheet.cells().filter_map(|(row, _, content)| Some((row, says_whose(content.text())?)));
    says_whose(&sheet.name).map(|last| (0, last)).into_iter().chain(cells).collect()
}

/// Whether a title says that last year's figures follow, or this year's; none when it says neither.
pub(super) fn says_whose(title: &str) -> Option<bool> {
    let title = title.trim();
    let last = ["上年数据", "上年度数据", "上一年数据", "上一年度数据"].iter().any(|start| title.starts_with(start));
    let this = ["本年数据", "本年度数据"].iter().any(|start| title.starts_with(start));
    (last || this).then_some(last)
}

/// Whether what stands in a row of a sheet is said to be last year's.
pub(super) fn is_of_last_year(sheet: &Sheet, row: u32) -> bool {
    is_last_years(&titles(sheet), row)
}

/// Whether what begins in a row of a sheet is said to be last year's: by the last title above it.
fn is_last_years(titles: &Titles, row: u32) -> bool {
    titles.iter().rfind(|(at, _)| *at <= row).is_some_and(|(_, last)| *last)
}
