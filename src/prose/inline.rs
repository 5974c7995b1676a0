//! The text of a paragraph: figures put in, `**…**` made strong, quotation marks curled, invisible characters left out.

use std::ops::Range;

use super::braces::is_inside;
use super::lines::parts_words;
use super::{Run, quotes};
use crate::characters::clean;

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
                if let Ok(number) = self.opaque.binary_search_by_key(&at, |range| range.start) {
                    out.push(&clean(self.values.get(number).map_or("", String::as_str)));
                    at = self.opaque[number].end;
                } else if strong.binary_search(&at).is_ok() {
                    out.strong = !out.strong;
                    at += 2;
                } else if let Ok(number) = curled.binary_search_by_key(&at, |(place, _)| *place) {
                    let (_, quote) = curled[number];
                    out.run().push(quote);
                    at += 1;
                } else {
                    // Plain text goes up to the next of these.
                    let expression = first_after(self.opaque, at, |range| range.start);
                    let mark = first_after(&strong, at, |place| *place).min(first_after(&curled, at, |(at, _)| *at));
                    let end = expression.min(mark).min(line.end);
                    out.push(&clean(&self.text[at..end]));
                    at = end;
                }
            }
        }
        out.trimmed()
    }

    /// The text of some lines, without looks.
    pub(super) fn plain(&self, lines: &[Range<usize>]) -> String {
        self.runs(lines).into_iter().map(|run| run.text).collect()
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
}

/// The first place after another one, of some in ascending order; the largest number when there is none.
fn first_after<T>(places: &[T], at: usize, place: impl Fn(&T) -> usize) -> usize {
    let next = places.partition_point(|one| place(one) <= at);
    places.get(next).map_or(usize::MAX, place)
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
