//! The texts that were read, and places in them.
//!
//! A workbook is kept as a text as well: the contents of its cells one after the other, with a note of which range
//! belongs to which cell; so is what was published, with its paragraphs and the cells of its tables. Every location is
//! a byte range; only describing it knows about cells.

use std::ops::Range;
use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

/// One file that was read, kept whole so that findings can quote it.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as people are shown it.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// Where each line begins.
    lines: Vec<usize>,
    /// How much stands before every [`STEP`] bytes, so that a place in a very long line is found as fast as another.
    counts: Vec<TextCount>,
    /// For a workbook or what was published, where the content of each cell begins; in order.
    cells: Vec<(usize, CellPlace)>,
    /// For a workbook, what was not used of it.
    pub left_out: Vec<LeftOut>,
}

/// A filled cell of a workbook that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The cell.
    pub cell: CellPlace,
    /// What stands in it.
    pub text: String,
    /// Why it was not used.
    pub why: &'static str,
}

/// Bytes between two places up to which the characters of a source are counted.
const STEP: usize = 1024;

/// How much text there is.
#[derive(Debug, Clone, Copy, Default)]
struct TextCount {
    /// Characters.
    characters: usize,
    /// Units of UTF-16.
    utf16: usize,
}

impl TextCount {
    /// Counts further bytes, which may begin or end inside a character: it counts where it begins.
    fn add(self, bytes: &[u8]) -> Self {
        let begin = |from: u8| bytes.iter().filter(|byte| **byte >= from).count();
        let continuing = bytes.iter().filter(|byte| (0x80..0xC0).contains(*byte)).count();
        let characters = bytes.len() - continuing;
        // Four bytes in UTF-8 are two units in UTF-16.
        Self { characters: self.characters + characters, utf16: self.utf16 + characters + begin(0xF0) }
    }
}

/// What a cell is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum CellKind {
    /// The sheet of a workbook.
    #[default]
    Sheet,
    /// A table of what was published; its row 0 is what stands above it.
    Table,
    /// What was published, a paragraph a row; the first is row 1, row 0 is what it says of itself.
    Paragraphs,
}

/// A cell of a workbook, or a paragraph or a cell of what was published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPlace {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// What it is part of.
    pub kind: CellKind,
}

impl CellPlace {
    /// The cell as people call it: `C31` in a spreadsheet, `第 3 行第 2 列` in a table.
    pub fn name(&self) -> String {
        match self.kind {
            CellKind::Sheet => format!("{}{}", column_name(self.column), self.row + 1),
            CellKind::Table if self.row == 0 => "表上".to_owned(),
            CellKind::Table => format!("第 {} 行第 {} 列", self.row, self.column + 1),
            CellKind::Paragraphs if self.row == 0 => "标签".to_owned(),
            CellKind::Paragraphs => format!("第 {} 段", self.row),
        }
    }
}

impl std::fmt::Display for CellPlace {
    /// `三、依申请公开!C31`, `网页第 2 张表第 3 行第 2 列`, `网页第 12 段`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mark = if self.kind == CellKind::Sheet { "!" } else { "" };
        write!(f, "{}{mark}{}", self.sheet, self.name())
    }
}

/// The letters of a column, counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// The row and the column, both from 0, of a cell as spreadsheets name it: `C31`, `$C$31`.
pub fn cell_named(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let row = name.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = &name[..name.len() - row.len()];
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&row.len()) {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column - 1))
}

impl Source {
    /// Whether its places are cells or paragraphs, not lines.
    pub fn has_cells(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Whether it is a workbook.
    pub fn is_workbook(&self) -> bool {
        self.cells.first().is_some_and(|(_, cell)| cell.kind == CellKind::Sheet)
    }

    /// Whether it is a report that was published.
    pub fn is_published(&self) -> bool {
        self.cells.first().is_some_and(|(_, cell)| cell.kind != CellKind::Sheet)
    }

    /// How much stands before a byte offset.
    fn count(&self, offset: usize) -> TextCount {
        let step = offset / STEP;
        self.counts[step].add(&self.text.as_bytes()[step * STEP..offset])
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset)
    }
}

/// The number of a [`Source`] among the [`Sources`] of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(usize);

/// All files of a run, in the order they were read.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

/// A range of a source: where a value was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset after the last character.
    pub end: usize,
}

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub at: Span,
}

/// Line and column as editors count them, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// The same in units of UTF-16, as many programs count.
    pub utf16_column: usize,
}

impl Sources {
    /// Keeps a file and gives its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.add_cells(name, text, Vec::new())
    }

    /// Keeps a workbook: the contents of its cells, and where each begins, in order.
    pub fn add_cells(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        cells: Vec<(usize, CellPlace)>,
    ) -> SourceId {
        let text = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let steps = text.as_bytes().chunks(STEP).scan(TextCount::default(), |count, bytes| {
            *count = count.add(bytes);
            Some(*count)
        });
        let counts = std::iter::once(TextCount::default()).chain(steps).collect();
        let id = self.next();
        self.0.push(Source { name: name.into(), text, lines, counts, cells, left_out: Vec::new() });
        id
    }

    /// Says what was not used of a workbook.
    pub fn leave_out(&mut self, id: SourceId, left_out: Vec<LeftOut>) {
        self.0[id.0].left_out = left_out;
    }

    /// The number of the next file that is kept.
    pub fn next(&self) -> SourceId {
        SourceId(self.0.len())
    }

    /// The cell that a place begins in, when it is in a workbook.
    pub fn cell(&self, at: &Span) -> Option<&CellPlace> {
        let cells = &self.get(at.source).cells;
        let next = cells.partition_point(|(start, _)| *start <= at.start);
        cells.get(next.saturating_sub(1)).map(|(_, cell)| cell)
    }

    /// What stands in the cell that a place begins in, from where it begins.
    pub fn cell_text(&self, at: &Span) -> Option<(usize, &str)> {
        let source = self.get(at.source);
        let next = source.cells.partition_point(|(start, _)| *start <= at.start);
        let (start, _) = source.cells.get(next.checked_sub(1)?)?;
        let end = source.cells.get(next).map_or(source.text.len(), |(end, _)| *end);
        Some((*start, source.text[*start..end].trim_end_matches('\n')))
    }

    /// All files, in the order they were read.
    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// The file that people are shown under a name, the last where it was read several times.
    pub fn named(&self, name: &str) -> Option<(SourceId, &Source)> {
        let number = self.0.iter().rposition(|source| source.name == name)?;
        Some((SourceId(number), &self.0[number]))
    }

    /// The file of that number.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0]
    }

    /// Line and column of a byte offset.
    pub fn position(&self, id: SourceId, offset: usize) -> Position {
        let source = self.get(id);
        let offset = source.text.floor_char_boundary(offset);
        let line = source.line(offset);
        let (begin, here) = (source.count(source.lines[line - 1]), source.count(offset));
        Position { line, column: here.characters - begin.characters + 1, utf16_column: here.utf16 - begin.utf16 + 1 }
    }

    /// `file:line:column` of a place, or `file › sheet!cell`.
    pub fn describe(&self, at: &Span) -> String {
        if let Some(cell) = self.cell(at) {
            return format!("{} › {cell}", self.get(at.source).name);
        }
        let position = self.position(at.source, at.start);
        format!("{}:{}:{}", self.get(at.source).name, position.line, position.column)
    }

    /// The cell that is described so, in the first file that has it.
    pub fn find(&self, is_described: impl Fn(&str) -> bool) -> Option<Span> {
        let cells = self.0.iter().enumerate().flat_map(|(number, source)| {
            source.cells.iter().map(move |(start, _)| Span::new(SourceId(number), *start..*start))
        });
        cells.into_iter().find(|at| is_described(&self.describe(at)))
    }

    /// What stands at a place.
    pub fn text(&self, at: &Span) -> &str {
        let text = &self.get(at.source).text;
        &text[text.floor_char_boundary(at.start)..text.floor_char_boundary(at.end)]
    }
}

impl Span {
    /// A place in a source.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        Self { source, start: range.start, end: range.end }
    }

    /// A place within this one, by offsets from its start.
    pub fn slice(&self, range: Range<usize>) -> Self {
        Self::new(self.source, self.start + range.start..self.start + range.end)
    }
}

/// Columns that a text takes on a terminal, where a Chinese character takes two.
pub fn terminal_width(text: &str) -> usize {
    // Most of a text is Chinese characters, whose width need not be looked up.
    let others = text.split(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    others.map(|other| other.width() + WIDE).sum::<usize>() - WIDE
}

/// Columns of a Chinese character.
const WIDE: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_read_as_they_are_written() {
        for column in [0, 25, 26, 701, 702, 16_383] {
            assert_eq!(cell_named(&format!("${}$31", column_name(column))), Some((30, column)));
        }
        for name in ["", "C", "31", "C0", "c31", "C31:D32", "C-1", "ABCDEFGHIJ1", "A99999999", "第1"] {
            assert_eq!(cell_named(name), None, "{name}");
        }
    }

    #[test]
    fn chinese_takes_two_columns() {
        for (text, width) in [("", 0), ("a", 1), ("公", 2), ("公开，2件ab", 11), ("a公", 3), ("公 a", 4)] {
            assert_eq!((terminal_width(text), text.width()), (width, width), "{text}");
        }
    }

    #[test]
    fn columns_are_counted_anywhere_in_long_lines() {
        let long = "公开a𠀀".repeat(700);
        let text = format!("一行\n{long}\n{long}");
        let mut sources = Sources::default();
        let id = sources.add("甲.toml", text.clone());
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let line = text[..offset].rfind('\n').map_or(&text[..offset], |at| &text[at + 1..offset]);
            let position = sources.position(id, offset);
            let expected = (line.chars().count() + 1, line.encode_utf16().count() + 1);
            assert_eq!((position.column, position.utf16_column), expected, "{offset}");
        }
    }
}
