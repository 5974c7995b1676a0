//! Finds the official tables in sheets by their labels, wherever they stand.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::draft::At;
use super::names::{TableNames, WordMeaning, is_check, is_figure, is_label, is_subtotal, same};
use super::over::{self, Over, TableWords};
use super::sheets::{Content, Sheet};
use super::units;
use crate::characters::{is_chinese, plain};
use crate::form::{CellId, Kind, Node, Variants, paths};
use crate::source::CellKind;

/// Rows above the first row of figures in which a head is looked for.
const HEAD_ROWS: u32 = 12;
/// Words of heads that are looked through; a head has some twenty, a register has one in every row.
const MOST_HEADS: usize = 400;
/// Places of one table on one sheet that are looked through.
const MOST_PLACES: usize = 50;

/// Words over several rows that are looked at on a sheet.
const MOST_UPRIGHT: usize = 2_000;

/// Bytes of a label up to which a year is looked for in it; the longest official one has 108.
const MOST_DATED: usize = 160;

/// A table of a form as it was found on a sheet.
#[derive(Debug, Clone)]
pub(super) struct FoundTable {
    /// Index of the sheet.
    pub sheet: usize,
    /// Index of the table in the form.
    pub table: usize,
    /// Where the cells stand: row and column.
    pub places: BTreeMap<CellId, (u32, u32)>,
    /// The rows of figures, with the block and row of the form that each is.
    pub lines: BTreeMap<u32, (usize, usize)>,
    /// Where the heads of the columns stand, by block and column.
    pub heads: BTreeMap<(usize, usize), (u32, u32)>,
    /// Where the labels of its rows stand.
    pub stubs: BTreeSet<(u32, u32)>,
    /// The other labels over its cells.
    pub over: Vec<Over>,
    /// What stands above each of its blocks and is no label, the nearest first.
    pub titles: BTreeMap<usize, Vec<At>>,
    /// All rows it covers.
    pub extent: (u32, u32),
    /// How many of its rows and columns were found.
    pub score: usize,
}

/// The words of a sheet that may be labels, in all the ways they can be recognised.
pub(super) type SheetWords = Vec<((u32, u32), Variants)>;

/// The words of every sheet; `year` tells whose figures stand in a row of one.
pub(super) fn words(sheets: &[Sheet], year: impl Fn(usize, u32) -> Option<i32>) -> Vec<SheetWords> {
    let of_sheet = |(number, sheet): (usize, &Sheet)| {
        let is_table = sheet.kind != CellKind::Paragraphs;
        let labels = sheet.cells().filter(|(_, _, content)| is_table && content.formula().is_none());
        let word = |(row, column, content): (u32, u32, &Content)| {
            let text = without_year(content.text(), || year(number, row));
            Some(((row, column), Variants::of_written(&text)?))
        };
        let mut words: SheetWords = labels.filter_map(word).collect();
        let cells = sheet.cells().filter(|_| is_table).map(|(row, column, _)| (row, column));
        let upright = cells.flat_map(|at| upright(sheet, at).into_iter().map(move |(word, _)| (at, word)));
        words.extend(upright.take(MOST_UPRIGHT).filter_map(|(at, word)| Some((at, Variants::of_written(&word)?))));
        words
    };
    sheets.iter().enumerate().map(of_sheet).collect()
}

/// What a short word says together with those right above it, and the row of the first: narrow heads are written over
/// several rows.
pub(super) fn upright(sheet: &Sheet, (row, column): At) -> Vec<(String, u32)> {
    const LONGEST: usize = 4;
    let piece = |row: u32| {
        let text = sheet.text(row, column).trim();
        let is_word = text.len() <= 3 * LONGEST && text.chars().all(|c| is_chinese(c) && c.is_alphabetic());
        Some(text).filter(|text| !text.is_empty() && is_word)
    };
    let mut joined = String::new();
    let mut words = Vec::new();
    for above in (0..=row).rev().take(LONGEST + 1) {
        let Some(text) = piece(above) else { break };
        joined.insert_str(0, text);
        if above < row {
            words.push((joined.clone(), above));
        }
    }
    words
}

/// A label that names its year by its number as one that calls it this year or the last: `2025年制发件数`.
fn without_year(text: &str, year: impl Fn() -> Option<i32>) -> Cow<'_, str> {
    let is_dated = text.contains('年') && text.chars().any(char::is_numeric) && text.len() < MOST_DATED;
    let Some(year) = year().filter(|_| is_dated) else { return Cow::Borrowed(text) };
    let text = plain(text);
    [(year, "本年"), (year - 1, "上年")]
        .into_iter()
        .fold(text, |text, (year, word)| text.replacen(&format!("{year}年"), word, 1))
        .into()
}

/// Every place at which a table of a form stands, given the names of all of them, on all sheets from top to bottom.
pub(super) fn tables(names: &[TableNames<'_>], sheets: &[Sheet], words: &[SheetWords]) -> Vec<FoundTable> {
    let mut found = Vec::new();
    for names in names {
        for (number, (sheet, words)) in sheets.iter().zip(words).enumerate() {
            let words = words.iter().filter_map(|(at, word)| Some((*at, names.meaning(word)?))).collect();
            // A part that goes on without a head has none for the next.
            let is_headed = |found: &&FoundTable| found.table == names.table && !found.heads.is_empty();
            let before = found.iter().rev().find(is_headed);
            let before = before.map(|before| (before.clone(), &sheets[before.sheet]));
            let finder = Finder { names, sheet, number, words, before };
            found.extend(if names.has_stub() { finder.with_stub() } else { finder.without_stub() });
        }
    }
    found
}

/// Looks for one table on one sheet.
struct Finder<'a, 'f> {
    names: &'a TableNames<'f>,
    sheet: &'a Sheet,
    number: usize,
    /// The words of the sheet that name something in the table.
    words: TableWords<'a>,
    /// Where the table was found on a sheet before, and that sheet.
    before: Option<(FoundTable, &'a Sheet)>,
}

/// A row by its label: the label's row and column, and the block and row of the table that it names.
type Labelled = (u32, u32, (usize, usize));

/// A label of a row: where it stands and what it may name.
struct Hit {
    row: u32,
    column: u32,
    leaves: Vec<(usize, usize)>,
    /// Whether it may be the head of a column as well.
    is_head: bool,
}

/// Whether a text is no figure but who filled in a table, and the like: `填表人：张三`.
fn is_signed(text: &str) -> bool {
    text.split_once(['：', ':'])
        .is_some_and(|(label, _)| !label.contains(char::is_numeric) && label.contains(is_chinese))
}

/// Rows without words above the first one that are heads of columns there, and name a row below: `总计` by itself.
fn without_heads(mut hits: Vec<Hit>) -> Vec<Hit> {
    let Some(first) = hits.iter().position(|hit| hit.leaves.contains(&(0, 0))) else { return hits };
    let below = hits.split_off(first);
    hits.retain(|hit| !hit.is_head || below.iter().all(|row| row.leaves != hit.leaves));
    hits.extend(below);
    hits
}

impl Finder<'_, '_> {
    /// The places of a table whose rows have labels.
    fn with_stub(&self) -> Vec<FoundTable> {
        // A word of a head, such as 总计, may be the label of a row as well.
        let mut heads: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, _) in self.words.iter().filter(|(_, named)| !named.columns.is_empty()).map(|(at, _)| at) {
            *heads.entry(*row).or_default() += 1;
        }
        let hits: Vec<Hit> = self
            .words
            .iter()
            .filter(|((row, _), named)| !named.rows.is_empty() && heads.get(row).is_none_or(|count| *count < 2))
            .map(|((row, column), named)| {
                let is_head = !named.columns.is_empty();
                Hit { row: *row, column: *column, leaves: named.rows.to_vec(), is_head }
            })
            .collect();
        let hits = self.without_subtotals(without_heads(hits));
        let mut groups: Vec<Vec<Labelled>> = Vec::new();
        let mut seen = BTreeSet::new();
        for hit in &hits {
            // A label that names several rows is the next of them that has not been met.
            let fresh = hit.leaves.iter().find(|leaf| !seen.contains(*leaf));
            let last_row = groups.last().and_then(|group| group.last()).map(|(row, ..)| *row);
            if last_row == Some(hit.row) {
                continue;
            }
            let leaf = match fresh {
                Some(leaf) if !groups.is_empty() => *leaf,
                _ => {
                    seen.clear();
                    groups.push(Vec::new());
                    hit.leaves[0]
                }
            };
            seen.insert(leaf);
            if let Some(group) = groups.last_mut() {
                group.push((hit.row, hit.column, leaf));
            }
        }
        let mut above = 0;
        let mut found = Vec::new();
        for group in groups {
            let last = group.last().map_or(0, |(row, ..)| *row);
            found.extend(self.place(above, &group));
            above = last + 1;
            if found.len() >= MOST_PLACES {
                break;
            }
        }
        found
    }

    /// Rows without those that only add up others, where the row that is called alike stands elsewhere.
    fn without_subtotals(&self, hits: Vec<Hit>) -> Vec<Hit> {
        let is_bare = |hit: &Hit| is_subtotal(self.sheet.text(hit.row, hit.column));
        let elsewhere = |number: usize| {
            let leaves = &hits[number].leaves;
            let is_first = |hit: &Hit| hit.leaves.contains(&(0, 0));
            let later = hits[number + 1..].iter().take_while(|hit| !is_first(hit));
            let before = hits[..number].iter().rev().take_while(|hit| !is_first(hit));
            let named = before.filter(|hit| !is_bare(hit)).chain(later);
            named.into_iter().any(|hit| hit.row != hits[number].row && hit.leaves == *leaves)
        };
        let kept: Vec<bool> = (0..hits.len()).map(|number| !is_bare(&hits[number]) || !elsewhere(number)).collect();
        hits.into_iter().zip(kept).filter_map(|(hit, kept)| kept.then_some(hit)).collect()
    }

    /// Places the cells of rows that were found; `above` is the first row that belongs to them.
    fn place(&self, above: u32, rows: &[Labelled]) -> Option<FoundTable> {
        let (form, table) = (self.names.form, self.names.table);
        let first = rows.first()?.0;
        let mut places = BTreeMap::new();
        let mut heads = BTreeMap::new();
        let (mut over, mut titles) = (Vec::new(), BTreeMap::new());
        let mut top = first;
        for block in 0..form.tables[table].blocks.len() {
            let of_block: Vec<_> = rows.iter().filter(|(_, _, (b, _))| *b == block).collect();
            let Some((block_first, stub, _)) = of_block.first() else { continue };
            // The head stands between the rows of the block before and its own first row.
            let before = rows.iter().map(|(row, ..)| *row).filter(|row| row < block_first).max();
            let start = before.map_or(above.max(block_first.saturating_sub(HEAD_ROWS)), |row| row + 1);
            let columns = self.columns(block, start..*block_first, *stub);
            // Rows moved above their head, and heads said once for several blocks.
            let columns = if columns.is_empty() { self.columns(block, above..*block_first, *stub) } else { columns };
            let head = columns.values().map(|(row, _)| *row).min();
            if let Some(head) = head {
                let from = before.map_or(above, |row| row + 1).min(head);
                titles.insert(block, over::titles(self.sheet, &self.words, &columns, from..head));
                let last = of_block.iter().map(|(row, ..)| *row).max().unwrap_or(*block_first);
                let rows = head.saturating_sub(HEAD_ROWS).max(from)..last + 1;
                over.extend(over::labels(self.names, &self.words, (block, rows), &columns));
            }
            top = head.unwrap_or(top).min(top);
            let is_cut = columns.is_empty();
            let columns = if is_cut { self.columns_before(block, &of_block) } else { columns };
            for (row, _, (_, leaf)) in &of_block {
                for id in form.ids() {
                    let cell = form.cell(id);
                    if (cell.table, cell.block, cell.row) == (table, block, *leaf)
                        && let Some((_, column)) = columns.get(&cell.column)
                    {
                        places.insert(id, (*row, *column));
                        let head = columns.get(&cell.column).filter(|_| !is_cut);
                        heads.extend(head.map(|head| ((block, cell.column), *head)));
                    }
                }
            }
        }
        if places.is_empty() {
            return None;
        }
        let last = self.end(rows.iter().map(|(row, ..)| *row).max().unwrap_or(first));
        let lines: BTreeMap<u32, (usize, usize)> = rows.iter().map(|(row, _, line)| (*row, *line)).collect();
        let stubs = rows.iter().map(|(row, column, _)| (*row, *column)).collect();
        let score = lines.len() + heads.len();
        Some(FoundTable {
            sheet: self.number,
            table,
            places,
            lines,
            heads,
            stubs,
            over,
            titles,
            extent: (top, last),
            score,
        })
    }

    /// The columns of a block whose head stands on a sheet before: those rows that go on here are filled in as wide, and
    /// nothing is said there of units.
    fn columns_before(&self, block: usize, rows: &[&Labelled]) -> BTreeMap<usize, (u32, u32)> {
        let Some((before, sheet)) = &self.before else { return BTreeMap::new() };
        let heads: BTreeMap<usize, (u32, u32)> =
            before.heads.iter().filter(|((of, _), _)| *of == block).map(|((_, leaf), at)| (*leaf, *at)).collect();
        let figures = |row: u32, stub: u32| {
            let cells = self.sheet.row(row).filter(move |(column, _)| *column > stub);
            cells.filter(|(_, content)| !content.text().is_empty()).map(|(column, _)| column)
        };
        let filled: BTreeSet<u32> = rows.iter().flat_map(|(row, stub, _)| figures(*row, *stub)).collect();
        let there: BTreeSet<u32> = heads.values().map(|(_, column)| *column).collect();
        let (Some(first), Some(head)) = (filled.first(), there.first()) else { return BTreeMap::new() };
        let is_known = |column: &u32| there.contains(&(column - first + head));
        // A total may have been left empty; a column or two may stand beside any list.
        let is_as_wide = there.len() > 2 && filled.iter().all(is_known) && filled.len() + 1 >= there.len();
        let has_unit =
            heads.values().any(|(row, column)| units::of_label(sheet.text(*row, *column), Kind::Count).is_some());
        if !is_as_wide || has_unit {
            return BTreeMap::new();
        }
        heads.into_iter().map(|(leaf, (row, column))| (leaf, (row, column - head + first))).collect()
    }

    /// The words of a row that name something.
    fn row(&self, row: u32) -> impl Iterator<Item = (u32, &WordMeaning<'_>)> {
        self.words.range((row, 0)..=(row, u32::MAX)).map(|((_, column), named)| (*column, named))
    }

    /// The last row of a table: rows directly below it that have a label and figures belong to it.
    fn end(&self, last: u32) -> u32 {
        let belongs = |row: &u32| {
            let has_label =
                self.sheet.row(*row).any(|(_, content)| is_label(content.text()) && !is_check(content.text()));
            let has_figure = self.sheet.row(*row).any(|(_, content)| is_figure(content.text()));
            let heads = self.row(*row).filter(|(_, named)| !named.columns.is_empty()).count();
            let is_line = self
                .row(*row)
                .any(|(column, named)| !named.rows.is_empty() && !is_subtotal(self.sheet.text(*row, column)));
            has_label && has_figure && heads < 2 && !is_line
        };
        // Heads and captions of parts whose rows are not known stand between.
        let between = |row: &u32| self.row(*row).any(|(_, named)| named.other || !named.columns.is_empty());
        let below = (last + 1..last + HEAD_ROWS).take_while(|row| belongs(row) || between(row));
        below.filter(belongs).last().unwrap_or(last)
    }

    /// Where the columns of a block stand: for each leaf, the row and column of its head.
    fn columns(&self, block: usize, rows: std::ops::Range<u32>, stub: u32) -> BTreeMap<usize, (u32, u32)> {
        let declared = &self.names.form.tables[self.names.table].blocks[block];
        let leaves = paths(&declared.columns);
        let heads: Vec<(u32, u32, &[*const Node])> = rows
            .clone()
            .flat_map(|row| self.row(row).map(move |(column, named)| (row, column, named.columns)))
            .filter(|(_, column, nodes)| !nodes.is_empty() && (*column > stub || !self.names.has_stub()))
            .take(MOST_HEADS + 1)
            .collect();
        if heads.len() > MOST_HEADS {
            return BTreeMap::new();
        }
        let twice =
            |leaf: &Node| leaves.iter().filter(|path| path.last().is_some_and(|n| n.label == leaf.label)).count() > 1;
        let mut columns: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        let mut open = Vec::new();
        for (number, path) in leaves.iter().enumerate() {
            let Some((leaf, parents)) = path.split_last() else { continue };
            let candidates: Vec<(usize, u32, u32)> = heads
                .iter()
                .filter(|(_, _, nodes)| nodes.iter().any(|node| same(*node, leaf)))
                .map(|(row, column, _)| {
                    (self.parents_above(&heads, (*row, *column), parents, rows.start), *row, *column)
                })
                .filter(|(agreeing, ..)| !twice(leaf) || *agreeing == parents.len())
                .collect();
            match candidates[..] {
                [] => {}
                [(_, row, column)] => {
                    columns.insert(number, (row, column));
                }
                _ => open.push((number, candidates)),
            }
        }
        // Of several heads that one counts that is under the most of its groups, beside the others, nearest to the figures.
        for (number, candidates) in open {
            let (left, right) = columns.values().fold((u32::MAX, 0), |(l, r), (_, c)| (l.min(*c), r.max(*c)));
            let away = |column: u32| {
                if left > right { 0 } else { left.saturating_sub(column).max(column.saturating_sub(right)) }
            };
            let label = leaves[number].last().map_or("", |leaf| leaf.label.as_str());
            let is_official = |at: (u32, u32)| Variants::of(label) == Variants::of(self.sheet.text(at.0, at.1));
            let key = |(agreeing, row, column): &(usize, u32, u32)| {
                (*agreeing, is_official((*row, *column)), u32::MAX - away(*column), *row)
            };
            if let Some((_, row, column)) = candidates.into_iter().max_by_key(key) {
                columns.insert(number, (row, column));
            }
        }
        columns
    }

    /// How many of a leaf's groups stand above a head cell, each where it would cover it.
    fn parents_above(
        &self,
        heads: &[(u32, u32, &[*const Node])],
        (row, column): (u32, u32),
        parents: &[&Node],
        first: u32,
    ) -> usize {
        let covering = |at: u32| {
            heads
                .iter()
                .filter(|(r, c, _)| *r == at && *c <= column)
                .max_by_key(|(_, c, _)| *c)
                .map(|(_, _, nodes)| *nodes)
        };
        let above: Vec<&[*const Node]> = (first..row).filter_map(covering).collect();
        parents.iter().filter(|parent| above.iter().any(|nodes| nodes.iter().any(|node| same(*node, parent)))).count()
    }

    /// The places of a table whose only row has no label: its head alone tells it.
    fn without_stub(&self) -> Vec<FoundTable> {
        let heads: BTreeSet<u32> =
            self.words.iter().filter(|(_, named)| !named.columns.is_empty()).map(|((row, _), _)| *row).collect();
        let heads: Vec<u32> = heads.into_iter().collect();
        let mut found: Vec<FoundTable> = Vec::new();
        let mut start = 0;
        while start < heads.len() {
            let mut end = start;
            while end + 1 < heads.len() && heads[end + 1] <= heads[end] + 2 {
                end += 1;
            }
            if heads[end] - heads[start] < HEAD_ROWS {
                found.extend(self.row_below(heads[start], heads[end]));
            }
            start = end + 1;
        }
        found
    }

    /// The only row of a table below its head.
    fn row_below(&self, top: u32, last: u32) -> Option<FoundTable> {
        let (form, table) = (self.names.form, self.names.table);
        let columns = self.columns(0, top..last + 1, 0);
        let leaves = form.ids().filter(|id| form.cell(*id).table == table && form.cell(*id).printed).count();
        if columns.len() * 2 < leaves {
            return None;
        }
        let checks = |row: u32| self.sheet.row(row).any(|(_, content)| is_check(content.text()));
        let end = (last + 1..last + 6).find(|row| checks(*row)).unwrap_or(last + 6);
        let is_filled = |text: &str| !text.is_empty() && !is_signed(text);
        let filled = |row: &u32| columns.values().any(|(_, column)| is_filled(self.sheet.text(*row, *column)));
        let row = (last + 1..end).find(filled).unwrap_or(last + 1);
        let of_table = form.ids().filter(|id| form.cell(*id).table == table);
        let places = of_table.filter_map(|id| Some((id, (row, columns.get(&form.cell(id).column)?.1)))).collect();
        let figures = |row: &u32| columns.values().any(|(_, column)| is_figure(self.sheet.text(*row, *column)));
        let below = (row + 1..end).take_while(figures).last().unwrap_or(row);
        let head = columns.values().map(|(row, _)| *row).min().unwrap_or(top);
        let titles = over::titles(self.sheet, &self.words, &columns, 0..head);
        let rows = top.saturating_sub(HEAD_ROWS)..last + 1;
        Some(FoundTable {
            sheet: self.number,
            table,
            places,
            lines: BTreeMap::from([(row, (0, 0))]),
            score: 1 + columns.len(),
            over: over::labels(self.names, &self.words, (0, rows), &columns),
            titles: BTreeMap::from([(0, titles)]),
            heads: columns.into_iter().map(|(column, head)| ((0, column), head)).collect(),
            stubs: BTreeSet::new(),
            extent: (top, below),
        })
    }
}
