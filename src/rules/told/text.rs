//! Running text as phrases are looked for in it: by paragraph, without blanks, in one spelling.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;

use super::super::Case;
use super::super::passage::OPAQUE;
use crate::characters::{half_width, is_ideograph, shown_invisible};
use crate::filing::ProseText;
use crate::form::words::ToldWords;
use crate::prose::outline::{OutlinePart, PartKind};
use crate::source::Span;

/// The years next to the one reported on, by what they are called in phrases.
const YEARS: [(i32, &str); 3] = [(-1, "〈去年〉"), (0, "〈今年〉"), (1, "〈明年〉")];

/// Marks that end a sentence.
const ENDS: [char; 3] = ['。', '！', '？'];

/// Bytes within which words belong together: a thousand characters.
const NEAR: usize = 3_000;

/// Bytes of the longest clause on either side of what it is the clause of: two hundred characters.
const CLAUSE: usize = 600;

/// A paragraph in one spelling.
pub(super) struct Paragraph<'f> {
    prose: &'f ProseText,
    /// Words by which its figures hang together.
    pub words: &'f ToldWords,
    /// The key of the section it is in; empty for the preface and a letter.
    pub section: &'f str,
    /// The heading it stands under.
    pub heading: String,
    /// The text.
    pub text: String,
    /// Where each character of the text begins, and the bytes it stands for.
    places: Vec<(usize, Range<usize>)>,
    /// Whether it counts things several times, once that was asked.
    again: OnceCell<bool>,
}

/// Every paragraph of a report.
pub(super) fn paragraphs<'f>(case: &Case<'f>) -> Vec<Paragraph<'f>> {
    paragraphs_of(case, |_| true)
}

/// Every paragraph of those texts of a report that are looked for.
pub(super) fn paragraphs_of<'f>(case: &Case<'f>, wanted: impl Fn(&str) -> bool) -> Vec<Paragraph<'f>> {
    let filing = case.filing;
    let year = filing.year.as_ref().map(|year| year.value);
    let mut all = Vec::new();
    for (section, prose) in filing.prose_by_section() {
        if !wanted(&prose.text) {
            continue;
        }
        let section = section.unwrap_or_default();
        let mut heading = String::new();
        let cut = case.cuts.of(prose);
        for part in &cut.outline.parts {
            match part.kind {
                PartKind::Marked(_) | PartKind::Typed(_) => heading = whole(&prose.text, part),
                PartKind::Rule => {}
                PartKind::Paragraph(_) | PartKind::Item(_) | PartKind::Row => {
                    let (text, places) = spelled(&prose.text, part, &cut.opaque, year);
                    all.push(Paragraph {
                        prose,
                        words: &filing.form.words().told,
                        section,
                        heading: heading.clone(),
                        text,
                        places,
                        again: OnceCell::new(),
                    });
                }
            }
        }
    }
    all
}

/// The lines of a part in one.
fn whole(text: &str, part: &OutlinePart) -> String {
    part.lines.iter().map(|line| &text[line.clone()]).collect()
}

/// The text of a part in one spelling, and what each character stands for.
fn spelled(
    text: &str,
    part: &OutlinePart,
    opaque: &[Range<usize>],
    year: Option<i32>,
) -> (String, Vec<(usize, Range<usize>)>) {
    let written: usize = part.lines.iter().map(|line| text[line.clone()].chars().count()).sum();
    let mut plain: Vec<(char, Range<usize>)> = Vec::with_capacity(written);
    for line in &part.lines {
        let mut hidden = opaque.iter().skip_while(|range| range.end <= line.start).peekable();
        for (at, c) in text[line.clone()].char_indices().map(|(at, c)| (line.start + at, c)) {
            while hidden.next_if(|range| range.end <= at).is_some() {}
            let place = at..at + c.len_utf8();
            match hidden.peek() {
                Some(range) if range.start == at => plain.push((OPAQUE, (*range).clone())),
                Some(range) if range.contains(&at) => {}
                // Most of a text is in one spelling as it stands.
                _ if is_ideograph(c) => plain.push((c, place)),
                _ if c.is_whitespace() || shown_invisible(c) || c == '*' => {}
                _ => plain.push((one_spelling(c), place)),
            }
        }
    }
    let mut out = String::with_capacity(plain.iter().map(|(c, _)| c.len_utf8()).sum());
    let mut places = Vec::with_capacity(plain.len());
    let mut at = 0;
    while let Some((c, place)) = plain.get(at) {
        // Only figures, and the marks within them, are spelled in several ways.
        if !c.is_ascii_digit() && !matches!(c, '，' | '。') {
            places.push((out.len(), place.clone()));
            out.push(*c);
            at += 1;
            continue;
        }
        let is_digit = |at: usize| plain.get(at).is_some_and(|(c, _)| c.is_ascii_digit());
        let starts = is_digit(at) && (at == 0 || !is_digit(at - 1));
        let run = if starts { plain[at..].iter().take_while(|(c, _)| c.is_ascii_digit()).count() } else { 0 };
        let number: String = plain[at..at + run].iter().map(|(c, _)| *c).collect();
        let is_year = run == 4 && plain.get(at + 4).is_some_and(|(c, _)| *c == '年');
        let called = YEARS.iter().find(|(by, _)| is_year && year.is_some_and(|year| number == (year + by).to_string()));
        if let Some((_, name)) = called {
            let range = place.start..plain[at + 3].1.end;
            for c in name.chars() {
                places.push((out.len(), range.clone()));
                out.push(c);
            }
            at += 4;
            continue;
        }
        // A comma inside a number sets thousands apart.
        let between = *c == '，' && at > 0 && is_digit(at - 1) && (1..=3).all(|next| is_digit(at + next));
        if !between || is_digit(at + 4) {
            places.push((out.len(), place.clone()));
            let point = *c == '。' && at > 0 && is_digit(at - 1) && is_digit(at + 1);
            out.push(if point { '.' } else { *c });
        }
        at += 1;
    }
    (out, places)
}

/// A character as phrases spell it: digits of half width, marks of full width.
fn one_spelling(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '!' => '！',
        '?' => '？',
        '．' => '.',
        '％' => '%',
        '－' | '—' | '–' => '-',
        c if half_width(c).is_ascii_alphanumeric() => half_width(c),
        c => c,
    }
}

/// Whether more brackets are opened in a text than closed (`Greater`), as many (`Equal`), or fewer (`Less`): what stands
/// behind it is within brackets that it opens, and what stands before it within those that it closes.
pub(super) fn brackets(text: &str) -> Ordering {
    text.matches('（').count().cmp(&text.matches('）').count())
}

impl Paragraph<'_> {
    /// A text as if it stood in its place, alone.
    pub(super) fn alone(&self, text: String) -> Paragraph<'_> {
        let Self { prose, words, section, heading, .. } = self;
        Paragraph { prose, words, section, heading: heading.clone(), text, places: Vec::new(), again: OnceCell::new() }
    }

    /// Whether it tells of things that are counted several times.
    pub(super) fn counts_again(&self) -> bool {
        *self.again.get_or_init(|| self.words.again.regex().is_match(&self.text))
    }

    /// What stands before a byte, as far back as it may belong together.
    pub(super) fn before(&self, at: usize) -> Range<usize> {
        self.text.floor_char_boundary(at.saturating_sub(NEAR))..at
    }

    /// What stands behind a byte, as far on as it may belong together.
    pub(super) fn behind(&self, at: usize) -> &str {
        &self.text[at..self.text.ceil_char_boundary(at.saturating_add(NEAR))]
    }

    /// The title that it begins with; empty where it begins with a sentence.
    pub(super) fn lead(&self) -> &str {
        const LONGEST: usize = 24;
        let first = self.text.find(['。', '：', '，']).unwrap_or(0);
        if self.text[..first].chars().count() <= LONGEST { &self.text[..first] } else { "" }
    }

    /// The sentences, as ranges of the text; what goes on for very long is cut.
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, c) in self.text.char_indices() {
            let is_end = match c {
                '；' | '，' => at - start >= NEAR,
                _ => ENDS.contains(&c) || at - start >= 2 * NEAR,
            };
            if !is_end {
                continue;
            }
            // What begins so divides the number of the sentence before.
            let rest = &self.text[at + c.len_utf8()..];
            if rest.starts_with("其中")
                || rest.starts_with(['按', '从', '四', '各']) && self.words.sorts.regex().is_match(rest)
            {
                continue;
            }
            sentences.push(start..at + c.len_utf8());
            start = at + c.len_utf8();
        }
        if start < self.text.len() {
            sentences.push(start..self.text.len());
        }
        sentences
    }

    /// Where the sentence before another begins; where that one begins if it is the first. What goes on for very long is
    /// cut.
    pub(super) fn sentence_before(&self, sentence: &Range<usize>) -> usize {
        let Range { start: first, end } = self.before(sentence.start);
        let before = self.text[first..end].trim_end_matches(ENDS);
        before.rfind(ENDS).map_or(first, |at| self.text.ceil_char_boundary(first + at + 1))
    }

    /// What the clause around a range says.
    pub(super) fn clause_text(&self, range: &Range<usize>) -> &str {
        &self.text[self.clause(range)]
    }

    /// What that says before the range.
    pub(super) fn before_in_clause(&self, range: &Range<usize>) -> &str {
        &self.text[self.clause(range).start..range.start]
    }

    /// Whether a number is what another one is compared with, or by how much it changed: 比上年增加20件.
    pub(super) fn is_compared(&self, number: &Range<usize>) -> bool {
        self.words.compared.regex().is_match(self.before_in_clause(number))
    }

    /// The clause around a range: between commas, semicolons, colons and full stops, within its brackets; what is
    /// counted off with its number is one of its own. What goes on for very long is cut.
    pub(super) fn clause(&self, range: &Range<usize>) -> Range<usize> {
        let is_mark = |(at, c): &(usize, char)| match c {
            '，' | '；' | '：' | '。' | '！' | '？' | '（' | '）' => true,
            '、' | '和' | '及' => self.ends_with_count(*at),
            _ => false,
        };
        let first = self.text.floor_char_boundary(range.start.saturating_sub(CLAUSE));
        let last = self.text.floor_char_boundary(range.end.saturating_add(CLAUSE));
        let mut before = self.text[first..range.start].char_indices().rev().map(|(at, c)| (first + at, c));
        let start = before.find(is_mark).map_or(first, |(at, c)| at + c.len_utf8());
        let mut after = self.text[range.end..last].char_indices().map(|(at, c)| (range.end + at, c));
        start..after.find(is_mark).map_or(last, |(at, _)| at)
    }

    /// Whether a number with what it counts ends at a byte.
    fn ends_with_count(&self, at: usize) -> bool {
        self.text[..at].chars().rev().take(3).any(|c| c.is_ascii_digit())
    }

    /// The bytes of the prose that a range of the text stands for.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|(start, _)| *start < range.start);
        let last = self.places.partition_point(|(start, _)| *start < range.end);
        match (self.places.get(first), last.checked_sub(1).and_then(|last| self.places.get(last))) {
            (Some((_, from)), Some((_, to))) if from.start < to.end => from.start..to.end,
            _ => 0..0,
        }
    }

    /// The place of a range of the text.
    pub(super) fn place(&self, range: &Range<usize>) -> Span {
        self.prose.place(self.bytes(range))
    }

    /// A range of the text as it was written.
    pub(super) fn source(&self, range: &Range<usize>) -> &str {
        &self.prose.text[self.bytes(range)]
    }
}
