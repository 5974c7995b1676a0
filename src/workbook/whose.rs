//! Whose figures a sheet or a part of it is said to have: this year's, or last year's.

use super::sheets::Sheet;
use crate::characters::plain;
use crate::filing::{YEARS, year};

/// How the names of sheets begin that say no more than that they are last year's, and how these may go on.
const LAST_YEARS: [&str; 4] = ["上年", "去年", "上一年", "往年"];
const OF_A_YEAR: [&str; 10] = ["", "度", "表", "数", "数字", "报告", "情况", "报表", "同期", "同期数"];

/// Rows above a table that may have its title.
const TITLE_ROWS: u32 = 4;

/// Characters beyond which a text is no title.
const LONGEST_TITLE: usize = 40;

/// Where a sheet says whose figures follow: the row, and whether they are last year's. Its name counts as its first row.
pub(super) type Titles = Vec<(u32, bool)>;

/// The titles of a sheet.
pub(super) fn titles(sheet: &Sheet) -> Titles {
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
pub(super) fn is_last_years(titles: &Titles, row: u32) -> bool {
    titles.iter().rfind(|(at, _)| *at <= row).is_some_and(|(_, last)| *last)
}

/// Whether a table that begins in a row looks like last year's, by the name of its sheet or by the year that its title says.
pub(super) fn looks_old(sheet: &Sheet, row: u32, year: Option<i32>) -> bool {
    is_called_last_year(&sheet.name) || year.is_some_and(|year| year_said(sheet, row) == Some(year - 1))
}

/// The cell above a row whose words say that the year before follows.
pub(super) fn says_year_before(sheet: &Sheet, row: u32, year: i32) -> Option<(u32, u32)> {
    named_years(sheet, above(row)).next().filter(|(_, named)| *named == year - 1).map(|(at, _)| at)
}

/// The year that the title above a row says, or else the name of the sheet.
fn year_said(sheet: &Sheet, row: u32) -> Option<i32> {
    let of_title = named_years(sheet, above(row).chain([row])).next().map(|(_, year)| year);
    let name = &sheet.name;
    of_title.or_else(|| named_year(name)).or_else(|| bare_year(name)).or_else(|| short_year(name))
}

/// The rows above one that may be of its title, the nearest first.
fn above(row: u32) -> impl Iterator<Item = u32> {
    (row.saturating_sub(TITLE_ROWS)..row).rev()
}

/// The cells of some rows that name a year, each with that.
fn named_years(sheet: &Sheet, rows: impl Iterator<Item = u32>) -> impl Iterator<Item = ((u32, u32), i32)> {
    let cells = rows.flat_map(|row| sheet.row(row).map(move |(column, content)| ((row, column), content)));
    cells.filter_map(|(at, content)| Some((at, named_year(content.text())?)))
}

/// The year that the name of a sheet says by its number alone: `依申请公开2024`; none where it has another number.
fn bare_year(name: &str) -> Option<i32> {
    let name = plain(name);
    let mut numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() >= 4);
    let number = numbers.next().filter(|_| numbers.next().is_none());
    number.or(Some(name.as_str())).and_then(year).map(i32::from).filter(|year| YEARS.contains(year))
}

/// The year of this century that the name of a sheet says by two digits: `表三24年`, `24年度依申请公开`.
fn short_year(name: &str) -> Option<i32> {
    let name = plain(name);
    let before = name.split('年').rev().skip(1);
    let number = |text: &str| {
        let digits = &text[text.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        digits.parse::<i32>().ok().filter(|_| digits.len() == 2).map(|year| 2000 + year)
    };
    before.filter_map(number).find(|year| YEARS.contains(year))
}

/// The year that a title names.
fn named_year(title: &str) -> Option<i32> {
    let title = plain(title);
    let is_title = title.chars().count() <= LONGEST_TITLE;
    let before = title.split('年').rev().skip(1).filter(|_| is_title);
    let number = |text: &str| year(&text[text.char_indices().rev().nth(3)?.0..]);
    before.filter_map(number).map(i32::from).find(|year| YEARS.contains(year))
}

/// Whether the name of a sheet says no more than that it is last year's.
fn is_called_last_year(name: &str) -> bool {
    let rest = LAST_YEARS.iter().find_map(|word| name.trim().strip_prefix(word));
    rest.is_some_and(|rest| OF_A_YEAR.contains(&rest) || OF_A_YEAR.contains(&rest.trim_start_matches('度')))
}
