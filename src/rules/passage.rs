//! Texts of a report as checks of its words read them: without marks and blanks, each character with its place.

use std::ops::Range;

use super::Case;
use super::cuts::CutText;
use crate::bigrams::Bigrams;
use crate::characters::{beginning, is_chinese, is_ideograph, shown_invisible};
use crate::filing::{LineEnds, PartContent, ProseText};
use crate::form::words::{Typo, Typos};
use crate::prose::outline::PartKind;
use crate::source::{Located, Span};

/// Stands for what is no prose: an expression, an address.
pub(super) const OPAQUE: char = '\u{FFFC}';

/// Which part of a report a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PassageKind {
    /// A title.
    Title,
    /// The preface, or a part of it.
    Preface,
    /// A section.
    Section,
    /// The letter.
    Letter,
}

/// A text of a report.
pub(super) struct ReportPassage<'c> {
    /// Which part it is.
    pub kind: PassageKind,
    /// As it was written.
    pub raw: &'c str,
    /// What it says, a line for each paragraph.
    pub text: String,
    /// Its characters.
    pub chars: Vec<char>,
    /// Where each of them stands in it, in bytes.
    pub starts: Vec<usize>,
    /// Where each of them was written.
    written: Vec<Range<usize>>,
    /// Its marks.
    pub marks: Vec<TextMark>,
    /// Its paragraphs.
    pub paragraphs: Vec<Range<usize>>,
    /// The pairs of characters in it.
    pairs: Bigrams,
    /// Where it was written.
    at: &'c Span,
    /// Where the text begins in that place; none where it was written with escapes.
    offset: Option<usize>,
}

impl<'c> ReportPassage<'c> {
    /// Reads prose.
    fn of(case: &Case<'_>, kind: PassageKind, prose: &'c ProseText) -> Self {
        Self::new(kind, &prose.text, &case.cuts.of(prose), &prose.at, prose.exact.then_some(0))
    }

    /// Reads a title.
    fn title(case: &Case<'_>, title: &'c Located<String>) -> Self {
        let offset = case.sources.text(&title.at).find(title.value.as_str());
        let cut = CutText::of(&title.value, LineEnds::Paragraphs);
        Self::new(PassageKind::Title, &title.value, &cut, &title.at, offset)
    }

    /// Reads a text.
    fn new(kind: PassageKind, raw: &'c str, cut: &CutText, at: &'c Span, offset: Option<usize>) -> Self {
        let mut flow = Flow::new(raw, &cut.opaque);
        for part in cut.outline.parts.iter().filter(|part| part.kind != PartKind::Rule) {
            part.lines.iter().for_each(|line| flow.line(line.clone()));
            flow.push('\n', flow.written.last().map_or(0, |last| last.end));
        }
        let Flow { text, chars, starts, written, .. } = flow;
        let (marks, pairs) = (marks(&text), Bigrams::of(&text));
        let paragraphs = paragraphs(&text, &marks);
        Self { kind, raw, text, chars, starts, written, marks, paragraphs, pairs, at, offset }
    }

    /// Whether it is running text of the report: of its preface or of a section.
    pub(super) fn is_running_text(&self) -> bool {
        matches!(self.kind, PassageKind::Preface | PassageKind::Section)
    }

    /// Its characters, each with the byte that it begins at.
    pub(super) fn chars(&self) -> impl Iterator<Item = (usize, char)> {
        self.starts.iter().copied().zip(self.chars.iter().copied())
    }

    /// Where it says a word.
    pub(super) fn find<'p>(&'p self, word: &'p str) -> impl Iterator<Item = Range<usize>> + use<'p> {
        self.pairs.places(&self.text, word)
    }

    /// The place of a range of what it says.
    pub(super) fn place(&self, range: Range<usize>) -> Span {
        let number = |at: usize| self.starts.partition_point(|start| *start < at);
        let start = self.written.get(number(range.start)).map_or(self.raw.len(), |written| written.start);
        let last = number(range.end).checked_sub(1).and_then(|last| self.written.get(last));
        self.raw_place(start..last.map_or(0, |written| written.end))
    }

    /// The place of a range of the text as it was written.
    pub(super) fn raw_place(&self, range: Range<usize>) -> Span {
        match self.offset {
            Some(offset) => self.at.slice(offset + range.start..offset + range.end),
            None => self.at.clone(),
        }
    }

    /// The paragraph that a byte of what it says stands in; its end is in it.
    pub(super) fn paragraph(&self, at: usize) -> Range<usize> {
        self.paragraphs[self.paragraphs.partition_point(|paragraph| paragraph.end < at)].clone()
    }
}

/// What a text says, being put together.
struct Flow<'r> {
    raw: &'r str,
    opaque: &'r [Range<usize>],
    text: String,
    chars: Vec<char>,
    starts: Vec<usize>,
    written: Vec<Range<usize>>,
}

impl<'r> Flow<'r> {
    /// The beginning of what a text says.
    fn new(raw: &'r str, opaque: &'r [Range<usize>]) -> Self {
        let about = raw.len() / '字'.len_utf8() + 1;
        let (text, chars) = (String::with_capacity(raw.len()), Vec::with_capacity(about));
        Self { raw, opaque, text, chars, starts: Vec::with_capacity(about), written: Vec::with_capacity(about) }
    }

    /// Adds a character that was written at that byte.
    fn push(&mut self, c: char, at: usize) {
        self.put(c, at..at + c.len_utf8());
    }

    /// Adds a character for what was written there.
    fn put(&mut self, c: char, written: Range<usize>) {
        self.starts.push(self.text.len());
        self.text.push(c);
        self.chars.push(c);
        self.written.push(written);
    }

    /// Adds a line without what is no prose.
    fn line(&mut self, line: Range<usize>) {
        let mut at = line.start;
        while at < line.end {
            let next = self.opaque.partition_point(|range| range.end <= at);
            if let Some(hidden) = self.opaque.get(next).filter(|range| range.contains(&at)) {
                self.put(OPAQUE, hidden.clone());
                at = hidden.end;
                continue;
            }
            let rest = &self.raw[at..line.end];
            // Most of a text is characters that nothing is to be seen of.
            if let Some(c) = rest.chars().next().filter(|c| is_ideograph(*c)) {
                self.push(c, at);
                at += c.len_utf8();
                continue;
            }
            let length = address(rest, self.text.chars().next_back());
            if length > 0 {
                self.put(OPAQUE, at..at + length);
                at += length;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            let after = rest[c.len_utf8()..].chars().next();
            if rest.starts_with("**") {
                at += 2;
                continue;
            }
            if c.is_whitespace() {
                // A blank tells words apart only in what is not Chinese.
                let before = self.text.chars().next_back();
                if before.is_some_and(|c| c.is_ascii_graphic()) && after.is_some_and(|c| c.is_ascii_graphic()) {
                    self.push(' ', at);
                }
            } else if !shown_invisible(c) {
                self.push(c, at);
            }
            at += c.len_utf8();
        }
    }
}

/// Bytes of an address.
const LONGEST: usize = 500;

/// The length of the address that a text begins with: of the web, or of mail.
fn address(text: &str, before: Option<char>) -> usize {
    let first = text.as_bytes().first().copied().unwrap_or_default();
    if !first.is_ascii_alphanumeric() || before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return 0;
    }
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let end = text.find(|c: char| !c.is_ascii_graphic() || "<>\"|".contains(c)).unwrap_or(text.len());
    let word = text[..end].trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let host = word.split(['/', '?', ':', ',', ';', '(', ')']).next().unwrap_or_default();
    let dotted = |host: &str| {
        let mut labels = host.rsplit('.');
        labels.next().is_some_and(|last| last.len() >= 2 && last.bytes().all(|b| b.is_ascii_lowercase()))
            && labels.next().is_some_and(|label| !label.is_empty())
    };
    if word.contains("://") {
        return word.len();
    }
    if let Some((_, domain)) = host.split_once('@') {
        return if dotted(domain) { host.len() } else { 0 };
    }
    if dotted(host) { word.len() } else { 0 }
}

/// Every text of a report.
pub(super) fn passages<'c>(case: &Case<'c>) -> Vec<ReportPassage<'c>> {
    let filing = case.filing;
    let mut all: Vec<ReportPassage<'c>> = filing.title.iter().map(|title| ReportPassage::title(case, title)).collect();
    if let Some(preface) = &filing.preface {
        all.extend(preface.text.iter().map(|prose| ReportPassage::of(case, PassageKind::Preface, prose)));
        for part in &filing.form.preface {
            if let Some(PartContent::Own(prose)) = preface.parts.get(&part.key) {
                all.push(ReportPassage::of(case, PassageKind::Preface, prose));
            }
        }
        all.extend(preface.notices.iter().map(|notice| ReportPassage::title(case, notice)));
    }
    for section in filing.form.sections.iter().filter_map(|section| filing.sections.get(&section.key)) {
        all.extend(section.title.iter().map(|title| ReportPassage::title(case, title)));
        let prose = [&section.before, &section.text, &section.after];
        all.extend(prose.into_iter().flatten().map(|prose| ReportPassage::of(case, PassageKind::Section, prose)));
    }
    for extra in &filing.extra {
        all.extend(extra.title.iter().map(|title| ReportPassage::title(case, title)));
        all.extend(extra.text.iter().map(|prose| ReportPassage::of(case, PassageKind::Section, prose)));
    }
    all.extend(filing.labels.values().map(|label| ReportPassage::title(case, label)));
    let letter = filing.letter.iter().flat_map(|letter| &letter.text);
    all.extend(letter.map(|prose| ReportPassage::of(case, PassageKind::Letter, prose)));
    all
}

/// A character that is none of a word, with its byte: punctuation, the end of a line, what is no prose.
pub(super) type TextMark = (usize, char);

/// The marks of a text: checks look at them instead of all characters.
pub(super) fn marks(text: &str) -> Vec<TextMark> {
    text.char_indices().filter(|(_, c)| !is_han(*c) && !c.is_alphanumeric()).collect()
}

/// Those of some marks that stand within a range.
pub(super) fn marks_within<'m>(marks: &'m [TextMark], range: &Range<usize>) -> &'m [TextMark] {
    let first = marks.partition_point(|(at, _)| *at < range.start);
    &marks[first..first + marks[first..].partition_point(|(at, _)| *at < range.end)]
}

/// Every two of some marks that stand beside each other, with where.
pub(super) fn beside(marks: &[TextMark]) -> impl Iterator<Item = (Range<usize>, [char; 2])> {
    let pairs = marks.iter().zip(marks.iter().skip(1));
    let pairs = pairs.filter(|((at, one), (next, _))| at + one.len_utf8() == *next);
    pairs.map(|((at, one), (next, other))| (*at..next + other.len_utf8(), [*one, *other]))
}

/// The paragraphs of a text with those marks.
fn paragraphs(text: &str, marks: &[TextMark]) -> Vec<Range<usize>> {
    let ends = marks.iter().filter(|(_, c)| *c == '\n').map(|(at, _)| *at).chain([text.len()]);
    ends.scan(0, |start, end| Some(std::mem::replace(start, end + 1)..end)).collect()
}

/// Whether a character is Chinese writing, not punctuation.
pub(super) fn is_han(c: char) -> bool {
    match c {
        // Most are in one block, which has nothing else.
        '\u{4E00}'..='\u{9FFF}' | '〇' => true,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '\u{FF00}'..='\u{FFEF}' => false,
        c => is_chinese(c) && c.is_alphabetic(),
    }
}

/// Some words as messages quote them: their beginning, on one line.
pub(super) fn quote(words: &str) -> String {
    const MOST: usize = 30;
    beginning(&words.replace(['\n', OPAQUE], "…"), MOST)
}

/// Where a text has words of a list with a mistake, in the order of the list.
pub(super) fn mistaken<'w>(passage: &ReportPassage<'_>, typos: &'w Typos) -> Vec<(&'w Typo, Range<usize>)> {
    let text = &passage.text;
    let is_it = |(typo, Range { start, .. }): &(&Typo, Range<usize>)| {
        let begins = || text[..*start].chars().next_back().is_none_or(|c| "，。；、\n）！？".contains(c));
        // Another word that has it may begin before it: 集群从.
        let is_other = |other: &String| {
            let before = other.find(typo.wrong.as_str()).unwrap_or(0);
            start.checked_sub(before).and_then(|at| text.get(at..)).is_some_and(|text| text.starts_with(other.as_str()))
        };
        !typo.unless.iter().any(is_other) && (!typo.first || begins())
    };
    let mut places = typos.places(text, passage.chars());
    places.retain(is_it);
    places
}
