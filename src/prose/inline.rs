//! The text of a paragraph: figures put in, `**…**` made strong, quotation marks curled, invisible characters left out.

use std::ops::Range;

use super::braces::is_inside;
use super::lines::parts_words;
use super::{Run, quotes};
use crate::characters::{clean, printed};

/// A text with what its expressions came to.
pub(super) struct InlineText<'a> {
    /// The text.
    pub text: &'a str,
    /// Its expressions, in order.
    pub opaque: &'a [Range<usize>],
    /// What each of them came to; an expression without a value is left out.
    pub values: &'a [String],
}

impl InlineText<'_> {
    /// The runs of some lines that belong together.
    pub(super) fn runs(&self, lines: &[Range<usize>]) -> Vec<Run> {
        let strong = self.strong(lines);
        let curled = quotes::pair(self.text, lines, self.opaque).curled;
        let mut out = Written { strong: false, runs: Vec::new() };
        for (number, line) in lines.iter().enumerate() {
            if number > 0 && parts_words(self.text, lines[number - 1].end, line.start) {
                out.push(" ");
            }
            let mut at = line.start;
            while at < line.end {
                let next = self.next(at, line.end);
                if let Some(value) = self.value(at) {
                    out.push(&clean(value));
                } else if strong.binary_search(&at).is_ok() {
                    out.strong = !out.strong;
                    at += 2;
                    continue;
                } else {
                    let c = self.text[at..].chars().next().unwrap_or_default();
                    let c = curled.binary_search_by_key(&at, |(place, _)| *place).map_or(c, |found| curled[found].1);
                    out.extend(printed(c));
                }
                at = next;
            }
        }
        out.trimmed()
    }

    /// The text of some lines, without looks.
    pub(super) fn plain(&self, lines: &[Range<usize>]) -> String {
        self.runs(lines).into_iter().map(|run| run.text).collect()
    }

    /// What the expression that begins there came to.
    fn value(&self, at: usize) -> Option<&str> {
        let number = self.opaque.binary_search_by_key(&at, |range| range.start).ok()?;
        Some(self.values.get(number).map_or("", String::as_str))
    }

    /// Where the next character or the end of an expression is.
    fn next(&self, at: usize, end: usize) -> usize {
        match self.opaque.binary_search_by_key(&at, |range| range.start) {
            Ok(number) => self.opaque[number].end.min(end),
            Err(_) => at + self.text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }

    /// The `**` that come in pairs: an opening one stands before something, a closing one after.
    fn strong(&self, lines: &[Range<usize>]) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open: Option<usize> = None;
        for line in lines {
            let mut at = line.start;
            while let Some(start) = self.text[at..line.end].find('*').map(|offset| at + offset) {
                let stars = self.text[start..line.end].len() - self.text[start..line.end].trim_start_matches('*').len();
                at = start + stars;
                if stars != 2 || is_inside(self.opaque, start) {
                    continue;
                }
                let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
                let before = space(self.text[line.start..start].chars().next_back());
                let after = space(self.text[at..line.end].chars().next());
                match open {
                    Some(first) if !before => {
                        found.extend([first, start]);
                        open = None;
                    }
                    None if !after => open = Some(start),
                    _ => {}
                }
            }
        }
        found
    }

    /// The cells of a row of a table, as ranges.
    pub(super) fn cells(&self, row: &Range<usize>) -> Vec<Range<usize>> {
        let bars = self.text[row.clone()].match_indices('|').map(|(at, _)| row.start + at);
        let mut cells = Vec::new();
        let mut start = row.start;
        for bar in bars
            .filter(|at| !is_inside(self.opaque, *at))
            .chain((!self.text[row.clone()].ends_with('|')).then_some(row.end))
        {
            cells.push(start..bar);
            start = (bar + 1).min(row.end);
        }
        // What stands before the first bar is nothing.
        cells.remove(0);
        cells
    }
}

/// Runs in the making.
struct Written {
    strong: bool,
    runs: Vec<Run>,
}

impl Written {
    /// Adds text in the present style.
    fn push(&mut self, text: &str) {
        self.run().push_str(text);
    }

    /// Adds a character in the present style, where there is one.
    fn extend(&mut self, c: Option<char>) {
        self.run().extend(c);
    }

    /// The text of the last run, which is in the present style.
    fn run(&mut self) -> &mut String {
        let is_open = self.runs.last().is_some_and(|last| last.strong == self.strong);
        if !is_open {
            self.runs.push(Run { text: String::new(), strong: self.strong });
        }
        let last = self.runs.len() - 1;
        &mut self.runs[last].text
    }

    /// The runs without blanks around them.
    fn trimmed(mut self) -> Vec<Run> {
        if let Some(first) = self.runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = self.runs.last_mut() {
            last.text = last.text.trim_end().to_owned();
        }
        self.runs.retain(|run| !run.text.is_empty());
        self.runs
    }
}
