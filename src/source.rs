//! The texts that were read, and places in them.

use std::ops::Range;

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
}

impl Source {
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

/// A stretch of a source: where a value was written.
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

/// Line and column as editors count them, from 1; a column is a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

impl Sources {
    /// Keeps a file and gives its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let text = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.0.push(Source { name: name.into(), text, lines });
        SourceId(self.0.len() - 1)
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
        Position { line, column: source.text[source.lines[line - 1]..offset].chars().count() + 1 }
    }

    /// `file:line:column` of a place.
    pub fn describe(&self, at: &Span) -> String {
        let position = self.position(at.source, at.start);
        format!("{}:{}:{}", self.get(at.source).name, position.line, position.column)
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
    text.width()
}
