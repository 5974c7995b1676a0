//! Tables that go on over a page.

use kurbo::Rect;

use super::drawn::NEAR;
use super::ruled::{RuledCell, RuledTable, are_among, places};
use crate::characters::is_ideograph;
use crate::prose::numbering::Typed;

/// Rows of a head that may be repeated.
const MOST_HEAD: u32 = 8;

/// Columns that labels stand in; a table with more of them is known by them.
const MOST_LABELS: usize = 3;

/// Whether a table goes on in one that follows it on the next page: the columns of one are among those of the other, or
/// are where both meet, for tables that touch each other are drawn as one.
pub(super) fn goes_on(table: &RuledTable, next: &RuledTable) -> bool {
    let is_end = |one: Option<&f64>, other: Option<&f64>| one.zip(other).is_some_and(|(a, b)| (a - b).abs() < NEAR);
    let fit = |above: &[f64], below: &[f64]| {
        let are_fitting = are_among(above, below) || are_among(below, above);
        // The first columns may be one label with nothing drawn beside it on this page.
        let is_flush = is_end(above.first(), below.first()) || above.len().min(below.len()) > MOST_LABELS;
        are_fitting && is_flush && is_end(above.last(), below.last())
    };
    let is_below = next.area.y0 < table.area.y1;
    let of_last = || table.columns_of(last_part(table)..table.rows);
    let of_first = || next.columns_of(0..first_part(next));
    is_below && (fit(&table.columns, &next.columns) || fit(&of_last(), &of_first()))
}

/// The rows of a table that are one cell, as titles are.
fn titles(table: &RuledTable) -> impl DoubleEndedIterator<Item = u32> {
    let mut covering = vec![(0_u32, false); table.rows as usize];
    for cell in &table.cells {
        for row in cell.row..cell.row + cell.height {
            if let Some((count, is_one)) = covering.get_mut(row as usize) {
                (*count, *is_one) = (*count + 1, cell.height == 1);
            }
        }
    }
    (0..table.rows).filter(move |row| covering[*row as usize] == (1, true))
}

/// The row that the last part of a table begins with: its last title that something stands below.
fn last_part(table: &RuledTable) -> u32 {
    titles(table).rfind(|row| row + 1 < table.rows).unwrap_or(0)
}

/// The row that the first part of a table ends before.
fn first_part(table: &RuledTable) -> u32 {
    titles(table).find(|row| *row > 0).unwrap_or(table.rows)
}

/// Puts the rest of a table below it, without the head that is repeated.
pub(super) fn join(table: &mut RuledTable, mut next: RuledTable) {
    let columns = places(table.columns.iter().chain(&next.columns).copied().collect());
    table.refit(&columns);
    next.refit(&columns);
    let row = |cells: &[RuledCell], row: u32| -> Vec<(u32, u32, u32, String)> {
        let of_row = cells.iter().filter(|cell| cell.row == row);
        of_row.map(|cell| (cell.column, cell.width, cell.height, cell.text.clone())).collect()
    };
    let part = last_part(table);
    let repeated = |first: u32| {
        let is_head = |at: &u32| row(&table.cells, first + at) == row(&next.cells, *at);
        (0..next.rows.min(table.rows - first).min(MOST_HEAD)).take_while(is_head).count()
    };
    let head = [0, part, (part + 1).min(table.rows)].map(repeated).into_iter().max().unwrap_or(0);
    let head = u32::try_from(head).unwrap_or(0);
    let head = if head == next.rows { 0 } else { head };
    let is_cut = table.open.1 || next.open.0;
    next.cells.retain(|cell| cell.row >= head);
    let is_row_cut = table.open.1 && next.open.0 && put_into_last_row(table, &mut next.cells, head);
    let rows = table.rows - u32::from(is_row_cut);
    for mut cell in next.cells {
        cell.row = cell.row - head + rows;
        // A label that goes on over the page is not said again, or is said once more.
        let is_above = |above: &&mut RuledCell| {
            let is_label = above.height > 1 || cell.height > 1;
            let is_same = (above.column, above.width) == (cell.column, cell.width);
            is_label && is_same && above.row + above.height == rows
        };
        let above = if cell.row == rows && !is_row_cut { table.cells.iter_mut().find(is_above) } else { None };
        match above {
            Some(above) if cell.text.is_empty() || cell.text == above.text && is_word(&cell.text) => {
                above.height += cell.height;
                above.unread.add(cell.unread);
            }
            // One whose words the page has cut: the rest begins with no number of its own.
            Some(above) if is_cut && is_rest(&cell.text) && is_word(&above.text) => {
                above.text.push_str(&cell.text);
                above.height += cell.height;
                above.unread.add(cell.unread);
            }
            _ => table.cells.push(cell),
        }
    }
    table.seams.extend((!is_row_cut).then_some(rows));
    table.rows = rows + next.rows - head;
    table.open.1 = next.open.1;
    table.area = Rect { y0: table.area.y0, y1: next.area.y1, ..table.area.union(next.area) };
}

/// Puts the first row of a table that goes on over a page into the last one above, where the page has cut one row in
/// two: each cell stands on one of both pages, or its words go on. Whether it was.
fn put_into_last_row(table: &mut RuledTable, cells: &mut Vec<RuledCell>, first: u32) -> bool {
    let rows = table.rows;
    let above = |cell: &RuledCell, cells: &[RuledCell]| {
        let is_above = |above: &RuledCell| {
            (above.column, above.width) == (cell.column, cell.width) && above.row + above.height == rows
        };
        cells.iter().position(is_above)
    };
    let is_one = |cell: &RuledCell| {
        let text = above(cell, &table.cells).map(|at| &table.cells[at].text);
        let has_words = |text: &String| text.chars().any(is_ideograph) && is_rest(&cell.text);
        text.is_some_and(|text| text.is_empty() || cell.text.is_empty() || has_words(text))
    };
    let of_first = || cells.iter().filter(|cell| cell.row == first);
    if !of_first().all(is_one) || !of_first().any(|cell| cell.height == 1 && !cell.text.is_empty()) {
        return false;
    }
    for cell in cells.extract_if(.., |cell| cell.row == first) {
        if let Some(at) = above(&cell, &table.cells) {
            let above = &mut table.cells[at];
            above.text.push_str(&cell.text);
            above.height += cell.height - 1;
            above.unread.add(cell.unread);
        }
    }
    true
}

/// Whether a text is the rest of a label that is cut: a few words without a number before them.
fn is_rest(text: &str) -> bool {
    const LONGEST: usize = 10;
    is_word(text) && Typed::of(text).is_none() && text.chars().count() <= LONGEST
}

/// Whether a text is made of words.
fn is_word(text: &str) -> bool {
    text.chars().any(is_ideograph) && !text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{DrawnGlyph, DrawnLine, DrawnPage};
    use super::super::ruled::tables;
    use super::*;
    use crate::published::page::Unread;

    /// A table of two columns with so many rows, open above and below.
    fn table(rows: &[[&str; 2]], open: (bool, bool)) -> RuledTable {
        let cell = |row: u32, column: u32| RuledCell {
            row,
            column,
            width: 1,
            height: 1,
            text: rows[row as usize][column as usize].to_owned(),
            unread: Unread::default(),
        };
        let height = u32::try_from(rows.len()).expect("there are few");
        let cells = (0..height).flat_map(|row| [cell(row, 0), cell(row, 1)]).collect();
        let columns = vec![0.0, 20.0, 40.0];
        RuledTable { area: Rect::new(0.0, 0.0, 40.0, 20.0), columns, rows: height, cells, open, seams: Vec::new() }
    }

    /// The texts of a table and of the one that goes on below it, by rows.
    fn joined(above: &[[&str; 2]], below: &[[&str; 2]], is_open: bool) -> (u32, Vec<(u32, String)>) {
        let mut whole = table(above, (false, is_open));
        join(&mut whole, table(below, (is_open, false)));
        (whole.rows, whole.cells.into_iter().map(|cell| (cell.row, cell.text)).collect())
    }

    #[test]
    fn a_row_that_a_page_has_cut_is_one() {
        let (above, below) = ([["2.逾期未按通知要求", "1"]], [["缴纳费用", ""], ["3.其他", "2"]]);
        let whole = [(0, "2.逾期未按通知要求缴纳费用"), (0, "1"), (1, "3.其他"), (1, "2")];
        let whole = whole.map(|(row, text)| (row, text.to_owned())).to_vec();
        assert_eq!(joined(&above, &below, true), (2, whole));
        // Where a line is drawn, and where the next row has a number or a figure of its own, it is another one.
        assert_eq!(joined(&above, &below, false).0, 3);
        assert_eq!(joined(&above, &[["3.其他", ""]], true).0, 2);
        assert_eq!(joined(&above, &[["其他", "2"]], true).0, 2);
        // A figure that is that of the row above as well is said of both rows, however many lines its cell is drawn over.
        let mut whole = table(&[["4.大量反复申请", "0"]], (false, false));
        let mut rest = table(&[["5.要求重新出具", "0"], ["", ""]], (false, false));
        rest.cells.truncate(2);
        rest.cells.iter_mut().for_each(|cell| cell.height = 2);
        join(&mut whole, rest);
        let figures: Vec<&str> = whole.cells.iter().filter(|cell| cell.column == 1).map(|cell| &*cell.text).collect();
        assert_eq!(figures, ["0", "0"]);
    }

    #[test]
    fn what_is_not_read_of_a_cell_that_a_page_has_cut_is_told_of_it() {
        for (above, below) in [
            ([["2.逾期未按通知要求", "1"]], [["缴纳费用", ""], ["3.其他", "2"]]),
            ([["2.逾期未按通知要求", ""]], [["", "1"], ["3.其他", "2"]]),
        ] {
            let (mut above, mut below) = (table(&above, (false, true)), table(&below, (true, false)));
            let struck = Unread { struck: 1, ..Unread::default() };
            below.cells.iter_mut().filter(|cell| cell.row == 0).for_each(|cell| cell.unread = struck);
            join(&mut above, below);
            let told: Vec<usize> = above.cells.iter().map(|cell| cell.unread.struck).collect();
            assert_eq!(told, [1, 1, 0, 0]);
        }
    }

    /// A row of a page: where it begins, and for each cell where it begins, where it ends, and what it says.
    type DrawnRow<'t> = (f64, &'t [(f64, f64, &'t str)]);

    /// A page with rows of cells that have lines of their own, two points apart.
    fn page(rows: &[DrawnRow<'_>]) -> DrawnPage {
        let mut page = DrawnPage::default();
        for (top, cells) in rows {
            for (left, right, text) in *cells {
                let (left, right, top, bottom) = (left + 1.0, right - 1.0, top + 1.0, top + 19.0);
                let level = [top, bottom].map(|at| DrawnLine { is_level: true, at, from: left, to: right });
                let upright = [left, right].map(|at| DrawnLine { is_level: false, at, from: top, to: bottom });
                page.lines.extend(level.into_iter().chain(upright));
                page.glyphs.extend((!text.is_empty()).then(|| DrawnGlyph::of_ten(text, left + 4.0, top + 14.0)));
            }
        }
        page
    }

    #[test]
    fn tables_that_touch_each_other_go_on_each_by_its_own_columns() {
        let one = page(&[
            (700.0, &[(0.0, 40.0, "强制"), (40.0, 80.0, "9")]),
            (720.0, &[(0.0, 150.0, "表三")]),
            (740.0, &[(0.0, 61.0, "新收"), (61.0, 150.0, "1")]),
        ]);
        let other = page(&[
            (0.0, &[(0.0, 61.0, "结转"), (61.0, 150.0, "2")]),
            (20.0, &[(0.0, 150.0, "表四")]),
            (40.0, &[(0.0, 58.0, "维持"), (58.0, 100.0, "3"), (100.0, 150.0, "4")]),
        ]);
        let [mut whole, next] = [one, other].map(|page| tables(&page).remove(0));
        assert!(goes_on(&whole, &next));
        join(&mut whole, next);
        let of_row = |row: u32| whole.cells.iter().filter(move |cell| cell.row == row).map(|cell| &*cell.text);
        let rows: Vec<Vec<&str>> = (0..whole.rows).map(|row| of_row(row).collect()).collect();
        assert_eq!(
            rows,
            [&["强制", "9"][..], &["表三"], &["新收", "1"], &["结转", "2"], &["表四"], &["维持", "3", "4"]]
        );
        let column = |text: &str| whole.cells.iter().find(|cell| cell.text == text).map(|cell| cell.column);
        assert_eq!(column("1"), column("2"));
        // A label at the left that nothing is drawn beside on the next page.
        let labelled = [(0.0, 30.0, "三"), (30.0, 60.0, "公开"), (60.0, 90.0, "1"), (90.0, 150.0, "2")];
        let [labelled, bare] = [&labelled[..], &labelled[1..]].map(|cells| tables(&page(&[(0.0, cells)])).remove(0));
        assert!(goes_on(&labelled, &bare) && goes_on(&bare, &labelled));
        // Others that are as wide are tables of their own.
        let own = page(&[(0.0, &[(0.0, 30.0, "甲"), (30.0, 150.0, "5")])]);
        assert!(!goes_on(&whole, &tables(&own)[0]));
    }
}
