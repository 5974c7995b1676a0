//! Rows and labels that the end of a page has cut in two where lines are drawn around both parts: put together again by
//! what the form calls them, for the lines do not tell them from two rows.

use std::collections::HashSet;

use super::page::{PageCell, PagePiece, PageTable, PublishedPage, Unread};
use crate::characters::is_ideograph;
use crate::form::{Form, Node, Variants};
use crate::prose::numbering::Typed;

/// Puts together what pages have cut.
pub(super) fn mend(page: &mut PublishedPage, forms: &[&Form]) {
    let mut labels = None;
    for item in &mut page.items {
        let PagePiece::Table(table) = &mut item.what else { continue };
        for seam in std::mem::take(&mut table.seams).into_iter().rev() {
            mend_at(table, seam, labels.get_or_insert_with(|| OfficialLabels::of(forms)));
        }
    }
}

/// All labels of some forms, however they are written.
struct OfficialLabels(HashSet<String>);

impl OfficialLabels {
    /// The labels of some forms.
    fn of(forms: &[&Form]) -> Self {
        let blocks = forms.iter().flat_map(|form| &form.tables).flat_map(|table| &table.blocks);
        let mut labels = HashSet::new();
        let mut put = |label: &str| labels.extend(Variants::of(label).texts);
        for block in blocks {
            block.rows.iter().chain(&block.columns).for_each(|node| names(node, &mut put));
            block.caption.iter().chain(&block.corner).for_each(|label| put(label));
        }
        Self(labels)
    }

    /// Whether a text is one of them.
    fn has(&self, text: &str) -> bool {
        let variants = Variants::of_written(text);
        variants.is_some_and(|variants| variants.texts.iter().any(|text| !text.is_empty() && self.0.contains(text)))
    }

    /// Whether a label goes on in another text: both together are a label, or neither is one, and the other begins with
    /// no number of its own.
    fn goes_on(&self, above: &str, below: &str) -> bool {
        let are_parts =
            || is_word(above) && is_word(below) && Typed::of(below).is_none() && !self.has(above) && !self.has(below);
        self.has(&format!("{above}{below}")) || are_parts()
    }
}

/// What a node and all below it are called.
fn names(node: &Node, put: &mut impl FnMut(&str)) {
    std::iter::once(&node.label).chain(&node.aliases).filter(|label| !label.is_empty()).for_each(|label| put(label));
    node.children.iter().for_each(|child| names(child, put));
}

/// Whether a text has words.
fn is_word(text: &str) -> bool {
    text.chars().any(is_ideograph)
}

/// A cell at the end of one page, and the one below it at the beginning of the next, by their numbers.
type CutCell = (usize, usize);

/// Puts together what is cut before a row.
fn mend_at(table: &mut PageTable, seam: u32, labels: &OfficialLabels) {
    let below: Vec<usize> = (0..table.cells.len()).filter(|cell| table.cells[*cell].row == seam).collect();
    let above = |below: &usize| {
        let below = &table.cells[*below];
        let is_above = |cell: &PageCell| {
            (cell.column, cell.width) == (below.column, below.width) && cell.row + cell.height == seam
        };
        table.cells.iter().position(is_above)
    };
    let cut: Vec<CutCell> = below.iter().filter_map(|below| Some((above(below)?, *below))).collect();
    // What is empty and has nothing above is at the side of a label that goes on.
    let is_met = |below: &&usize| !table.cells[**below].text.is_empty() || cut.iter().any(|(_, met)| met == *below);
    let is_one_row = cut.len() == below.iter().filter(is_met).count() && is_row_cut(table, &cut, labels);
    // Of two rows only a label can be one that another one stands beside.
    let label = cut.iter().filter(|(_, below)| is_word(&table.cells[*below].text)).map(|(_, below)| *below);
    let label = label.max_by_key(|below| table.cells[*below].column).map_or(0, |below| table.cells[below].column);
    let is_joined = |(above, below): &CutCell| {
        let (above, below) = (&table.cells[*above], &table.cells[*below]);
        let is_label = || is_word(&above.text) && labels.has(&format!("{}{}", above.text, below.text));
        is_one_row || below.column < label && is_word(&below.text) && is_label()
    };
    let joined: Vec<CutCell> = cut.iter().copied().filter(is_joined).collect();
    for (above, below) in &joined {
        let PageCell { text, height, unread, .. } = std::mem::replace(&mut table.cells[*below], nothing());
        let above = &mut table.cells[*above];
        above.height += height;
        above.unread.add(unread);
        if above.text != text {
            above.text.push_str(&text);
        }
    }
    table.cells.retain(|cell| cell.width > 0);
    if is_one_row {
        remove(table, seam);
    }
}

/// A cell that is none.
fn nothing() -> PageCell {
    PageCell { row: 0, column: 0, width: 0, height: 0, text: String::new(), unread: Unread::default() }
}

/// Whether what meets before a row is one row: its label goes on, or stands on one of both pages and the figures on the
/// other; nothing else stands on both.
fn is_row_cut(table: &PageTable, cut: &[CutCell], labels: &OfficialLabels) -> bool {
    let texts = |(above, below): &CutCell| (&*table.cells[*above].text, &*table.cells[*below].text);
    let fits = |pair: &&CutCell| {
        let (above, below) = texts(pair);
        let is_repeated = above == below && is_word(below) && table.cells[pair.1].height > 1;
        above.is_empty() || below.is_empty() || is_repeated || labels.goes_on(above, below)
    };
    let column = |(_, below): &&CutCell| table.cells[*below].column;
    let words = cut.iter().filter(|pair| is_word(texts(pair).0) || is_word(texts(pair).1));
    let Some(label) = words.max_by_key(column).filter(|_| cut.iter().all(|pair| fits(&pair))) else { return false };
    let figures = || cut.iter().filter(|pair| column(pair) > column(&label)).map(texts);
    let (above, below) = (figures().any(|pair| !pair.0.is_empty()), figures().any(|pair| !pair.1.is_empty()));
    match texts(label) {
        (of_above, "") => labels.has(of_above) && !above && below,
        ("", of_below) => labels.has(of_below) && above && !below,
        _ => true,
    }
}

/// Takes a row out that nothing begins in.
fn remove(table: &mut PageTable, row: u32) {
    for cell in &mut table.cells {
        if cell.row > row {
            cell.row -= 1;
        } else if cell.row + cell.height > row {
            cell.height -= 1;
        }
    }
    table.cells.retain(|cell| cell.height > 0);
    table.rows -= 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Editions;

    /// The rows of a table whose first row of the next page has a number, put together; each cell is one field.
    fn mended(rows: &[&[&str]], seam: u32) -> Vec<Vec<String>> {
        mended_without(rows, seam, |_| false)
    }

    /// The same without some cells.
    fn mended_without(rows: &[&[&str]], seam: u32, without: impl Fn(&PageCell) -> bool) -> Vec<Vec<String>> {
        let cell = |row: usize, column: usize, text: &str| PageCell {
            row: u32::try_from(row).unwrap(),
            column: u32::try_from(column).unwrap(),
            width: 1,
            height: 1,
            text: text.to_owned(),
            unread: Unread::default(),
        };
        let cells = rows.iter().enumerate();
        let cells = cells.flat_map(|(row, texts)| texts.iter().enumerate().map(move |(at, text)| cell(row, at, text)));
        let height = u32::try_from(rows.len()).unwrap();
        let cells = cells.filter(|cell| !without(cell));
        let mut table = PageTable { rows: height, columns: 4, cells: cells.collect(), ..PageTable::default() };
        let editions = Editions::built_in();
        let forms: Vec<&Form> = editions.all().iter().map(|form| &**form).collect();
        mend_at(&mut table, seam, &OfficialLabels::of(&forms));
        let of_row = |row: u32| table.cells.iter().filter(move |cell| cell.row == row);
        (0..table.rows).map(|row| of_row(row).map(|cell| cell.text.clone()).collect()).collect()
    }

    #[test]
    fn a_row_that_is_cut_between_lines_is_known_by_its_label() {
        let whole =
            |label: &str| vec![vec![label.to_owned(), "3".to_owned()], vec!["2.重复申请".to_owned(), "1".to_owned()]];
        let label = "1.信访举报投诉类申请";
        for rows in [
            [["1.信访举报投", "3"], ["诉类申请", ""], ["2.重复申请", "1"]],
            [["1.信访举报投", ""], ["诉类申请", "3"], ["2.重复申请", "1"]],
            [[label, ""], ["", "3"], ["2.重复申请", "1"]],
            [["", "3"], [label, ""], ["2.重复申请", "1"]],
        ] {
            assert_eq!(mended(&rows.each_ref().map(|row| &row[..]), 1), whole(label), "{rows:?}");
        }
        // With nothing drawn above the place of a label that goes on.
        let beside: [&[&str]; 2] = [&["（一）予以公开", "1.信访举报投", "3"], &["", "诉类申请", ""]];
        let found = mended_without(&beside, 1, |cell| (cell.row, cell.column) == (0, 0));
        assert_eq!(found, [[label, "3"]]);
        // Words that no form has, cut.
        let others: [&[&str]; 2] = [&["其他涉及群众的", "3"], &["事项", ""]];
        assert_eq!(mended(&others, 1), [["其他涉及群众的事项", "3"]]);
    }

    #[test]
    fn rows_that_are_whole_stay_as_they_are() {
        for rows in [
            [["行政处罚", "3"], ["行政强制", ""]],
            [["行政处罚", ""], ["行政强制", ""]],
            [["行政处罚", "3"], ["本地的一行", ""]],
            [["2.重复申请", "3"], ["3.另一行", ""]],
            [["1.信访举报投", "3"], ["诉类申请", "4"]],
            [["行政处罚", "3"], ["", "4"]],
        ] {
            let given = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect::<Vec<_>>();
            assert_eq!(mended(&rows.each_ref().map(|row| &row[..]), 1), given, "{rows:?}");
        }
    }

    #[test]
    fn a_label_of_several_rows_is_one_over_the_page() {
        let rows: [&[&str]; 2] =
            [&["（四）无", "1.本机关不掌握相关政府信息", "3"], &["法提供", "3.补正后申请内容仍不明确", "1"]];
        let expected =
            [vec!["（四）无法提供", "1.本机关不掌握相关政府信息", "3"], vec!["3.补正后申请内容仍不明确", "1"]];
        assert_eq!(mended(&rows, 1), expected.map(|row| row.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()));
    }
}
