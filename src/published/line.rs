//! A line of running text in the making: blanks as they are shown, bold parts marked.

use std::ops::Range;

use super::page::PageParagraph;
use crate::characters::{half_width, is_chinese};

/// A line in the making.
#[derive(Debug, Default)]
pub(super) struct LineMaker {
    text: String,
    strong: Vec<Range<usize>>,
    /// Whether something of it is no link.
    is_unlinked: bool,
    /// A blank that comes before the next character, and whether it was a line end of the file.
    blank: Option<bool>,
}

impl LineMaker {
    /// Adds text: blanks and line ends between two characters are one blank, none where a file's line ends within Chinese;
    /// blanks that are characters stay, but for those before and behind all.
    pub(super) fn push(&mut self, text: &str, is_strong: bool) {
        self.is_unlinked |= !text.trim().is_empty();
        self.add(text, is_strong);
    }

    /// Adds the text of a link.
    pub(super) fn push_link(&mut self, text: &str, is_strong: bool) {
        self.add(text, is_strong);
    }

    /// Adds text.
    fn add(&mut self, text: &str, is_strong: bool) {
        for c in text.chars() {
            if c.is_ascii_whitespace() || c == '\u{B}' {
                let is_end = matches!(c, '\n' | '\r');
                self.blank = Some(self.blank.unwrap_or(true) && is_end);
                continue;
            }
            // What parts lines in other programs parts none on a page.
            if matches!(c, '\u{2028}' | '\u{2029}') || c.is_ascii_control() {
                continue;
            }
            let c = if c == '\u{A0}' { ' ' } else { c };
            if c.is_whitespace() && self.text.is_empty() {
                continue;
            }
            if let Some(is_end) = self.blank.take()
                && let Some(before) = self.text.chars().next_back()
                && !(is_end && is_chinese(before) && is_chinese(c))
            {
                self.put(' ', is_strong && self.is_strong());
            }
            self.put(c, is_strong);
        }
    }

    /// Whether a text goes on with digits where the line ends in one: they would be read as one number.
    pub(super) fn joins_digits(&self, text: &str) -> bool {
        let ends = self.text.ends_with(|c: char| half_width(c).is_ascii_digit());
        ends && self.blank.is_none() && text.starts_with(|c: char| half_width(c).is_ascii_digit())
    }

    /// Whether the last character is bold.
    fn is_strong(&self) -> bool {
        self.strong.last().is_some_and(|range| range.end == self.text.len())
    }

    /// Adds a character.
    fn put(&mut self, c: char, is_strong: bool) {
        let start = self.text.len();
        self.text.push(c);
        if is_strong {
            match self.strong.last_mut().filter(|range| range.end == start) {
                Some(range) => range.end = self.text.len(),
                None => self.strong.push(start..self.text.len()),
            }
        }
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The paragraph that it makes; it is empty afterwards.
    pub(super) fn take(&mut self) -> PageParagraph {
        let Self { mut text, mut strong, is_unlinked, .. } = std::mem::take(self);
        text.truncate(text.trim_end().len());
        strong.iter_mut().for_each(|range| range.end = range.end.min(text.len()));
        strong.retain(|range| range.start < range.end);
        PageParagraph { text, strong, is_link: !is_unlinked, ..PageParagraph::default() }
    }
}
