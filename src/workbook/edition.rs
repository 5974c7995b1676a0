//! Which edition of the form the tables of a workbook are of, and which of them hold last year's figures.

use std::sync::Arc;

use super::locate::{self, FoundTable, SheetWords};
use super::sheets::Sheet;
use crate::form::{Editions, Form};

/// An edition with the tables of it that were found.
pub(super) type Fitting = (Arc<Form>, Vec<FoundTable>);

/// The tables of a workbook by every edition.
pub(super) struct FoundTables {
    /// Those of this year.
    pub this: Vec<Fitting>,
    /// Those of last year.
    pub last: Vec<Fitting>,
    /// The words of every sheet that may be labels.
    pub words: Vec<SheetWords>,
}

impl FoundTables {
    /// Looks for the tables of every edition; hidden sheets count only where nothing else does.
    pub(super) fn find(sheets: &[Sheet], editions: &Editions) -> Self {
        let words = locate::words(sheets);
        let titles: Vec<Titles> = sheets.iter().map(titles).collect();
        let (mut this, mut last) = (Vec::new(), Vec::new());
        for form in editions.all() {
            let found = locate::tables(form, sheets, &words);
            let shown = |found: &FoundTable| sheets[found.sheet].visible;
            let some = found.iter().any(shown);
            let found = found.into_iter().filter(|found| !some || shown(found));
            let (before, now) = found.partition(|found| is_last_years(&titles[found.sheet], found.extent.0));
            this.push((form.clone(), now));
            last.push((form.clone(), before));
        }
        Self { this, last, words }
    }
}

/// The edition asked for, or else the one whose labels fit best; of two that fit alike, the one that is meant.
pub(super) fn choose(tables: Vec<Fitting>, asked: Option<Arc<Form>>, meant: &Arc<Form>) -> Fitting {
    let key = |(form, found): &Fitting| {
        let best = |table: usize| found.iter().filter(|f| f.table == table).map(|f| f.score).max().unwrap_or(0);
        let score: usize = (0..form.tables.len()).map(best).sum();
        let wanted = asked.as_ref().is_some_and(|asked| asked.edition == form.edition);
        (wanted, score, form.edition == meant.edition)
    };
    tables.into_iter().max_by_key(key).unwrap_or_else(|| (meant.clone(), Vec::new()))
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

/// Whether what begins in a row of a sheet is said to be last year's: by the last title above it.
fn is_last_years(titles: &Titles, row: u32) -> bool {
    titles.iter().rfind(|(at, _)| *at <= row).is_some_and(|(_, last)| *last)
}
