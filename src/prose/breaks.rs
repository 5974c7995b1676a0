//! Whether a line end in a file is a paragraph or was made by an editor that wraps long lines.
//!
//! Word and WPS paste a paragraph a line, without blank lines; editors wrap in the middle of a sentence, at about the
//! same width each time. A line that begins with an indent, a number or a mark begins a paragraph in any case.

use super::lines::{LineMark, ProseLine};
use super::numbering::counts_off;
use crate::source::terminal_width;

/// What a line end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// The end of what the line belongs to.
    Break,
    /// The same, most likely.
    LikelyBreak,
    /// A sentence goes on.
    Wrap,
    /// The same, most likely.
    LikelyWrap,
}

impl Joint {
    /// Whether the next line goes on with what this one belongs to.
    pub(super) fn joins(self) -> bool {
        matches!(self, Self::Wrap | Self::LikelyWrap)
    }

    /// Whether the other could be meant.
    pub(super) fn is_unsure(self) -> bool {
        matches!(self, Self::LikelyBreak | Self::LikelyWrap)
    }
}

/// Columns of the shortest line that an editor would have wrapped.
const NARROWEST: usize = 40;

/// Columns of the widest line that an editor would wrap to.
const WIDEST: usize = 160;

/// Columns from which a line with a number may be the first of a paragraph as well as a heading.
const LONG: usize = 56;

/// Columns by which lines that were wrapped to one width differ at most: one character, and a mark behind it.
const RAGGED: usize = 4;

/// How a line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// With the end of a sentence.
    Sentence,
    /// With a semicolon: a sentence, or an entry of a list, which are several.
    Clause,
    /// With a colon, as what comes before a list does.
    Colon,
    /// With a comma: no paragraph ends so.
    Comma,
    /// With a word.
    Word,
}

impl End {
    /// Whether a paragraph may end so.
    fn is_whole(self) -> bool {
        matches!(self, Self::Sentence | Self::Clause | Self::Colon)
    }
}

/// What each line end is; one a line, the last means nothing.
pub(super) fn joints(text: &str, lines: &[ProseLine]) -> Vec<Joint> {
    let measured = MeasuredLines::of(text, lines);
    (0..lines.len()).map(|at| measured.joint(at)).collect()
}

/// The lines of a text with what their ends are told by.
struct MeasuredLines<'t> {
    text: &'t str,
    lines: &'t [ProseLine],
    /// The columns of each.
    widths: Vec<usize>,
    /// Whether it must be asked what the end of each is.
    open: Vec<bool>,
    /// Whether each is one of several of one width.
    even: Vec<bool>,
    /// The width at which lines were wrapped, if any were; one word at a line end may be a title.
    widest: Option<usize>,
    /// Whether lines were wrapped for sure.
    certain: bool,
    /// Whether paragraphs are parted by blank lines.
    spaced: bool,
}

impl<'t> MeasuredLines<'t> {
    /// Measures the lines of a text.
    fn of(text: &'t str, lines: &'t [ProseLine]) -> Self {
        let widths: Vec<usize> = lines.iter().map(|line| terminal_width(&text[line.range.clone()])).collect();
        let open: Vec<bool> = (0..lines.len()).map(|at| is_open(lines, at)).collect();
        let even = evenly_wrapped(&open, &widths);
        let spaced = lines.windows(3).any(|three| {
            three[1].mark == LineMark::Blank && three[0].mark != LineMark::Blank && three[2].mark != LineMark::Blank
        });
        let mut measured = Self { text, lines, widths, open, even, widest: None, certain: false, spaced };
        // What has a number and ends with a word may be a heading, which shows nothing of the others.
        let shows = |at: &usize| {
            measured.is_wrapped(*at) && (lines[*at].mark == LineMark::Plain || measured.end(*at) == End::Comma)
        };
        let wraps: Vec<usize> = (0..lines.len()).filter(shows).collect();
        measured.widest = wraps.iter().map(|at| measured.widths[*at]).max();
        measured.certain = wraps.iter().filter(|at| measured.is_near(**at)).count() > 1
            || wraps.iter().any(|at| measured.end(*at) == End::Comma);
        measured
    }

    /// The text of a line.
    fn body(&self, at: usize) -> &'t str {
        &self.text[self.lines[at].range.clone()]
    }

    /// How a line ends.
    fn end(&self, at: usize) -> End {
        end(self.body(at))
    }

    /// Whether an editor may have wrapped at the width of a line.
    fn is_of_a_width(&self, at: usize) -> bool {
        (NARROWEST..=WIDEST).contains(&self.widths[at])
    }

    /// Whether a sentence goes on behind a line.
    fn is_wrapped(&self, at: usize) -> bool {
        self.open[at]
            && match self.end(at) {
                End::Comma => true,
                End::Word => self.is_of_a_width(at),
                End::Sentence | End::Clause | End::Colon => false,
            }
    }

    /// Whether a line is about as wide as those that were wrapped.
    fn is_near(&self, at: usize) -> bool {
        self.widest.is_some_and(|widest| 10 * self.widths[at] >= 7 * widest)
    }

    /// Whether a line may go on with what only looks like a number of its own: a sentence in it has no end.
    fn is_cut(&self, at: usize) -> bool {
        let is_next =
            self.lines.get(at + 1).is_some_and(|next| matches!(next.mark, LineMark::Typed(_)) && !next.indented);
        let is_whole = self.lines[at].mark != LineMark::Plain || self.end(at).is_whole();
        is_next
            && !is_whole
            && self.is_of_a_width(at)
            && (self.certain && self.is_near(at) || self.body(at).contains('。'))
    }

    /// Whether a line is a heading as long as a line.
    fn is_long(&self, at: usize) -> bool {
        matches!(self.lines[at].mark, LineMark::Typed(_))
            && (LONG..=WIDEST).contains(&self.widths[at])
            && self.body(at).contains('，')
    }

    /// Whether one clause, one sentence behind a colon, or one of several of a width goes on as well as it is an entry of
    /// a list: lists have several, and count them.
    fn may_go_on(&self, at: usize) -> bool {
        let is_clause = |at: usize| self.end(at) == End::Clause;
        let is_alone = match self.end(at) {
            End::Sentence => self.even[at],
            End::Clause => {
                !is_clause(at + 1) && !at.checked_sub(1).is_some_and(|before| self.open[before] && is_clause(before))
            }
            End::Colon => self.widths[at] >= LONG && !self.open[at + 1],
            End::Comma | End::Word => false,
        };
        is_alone && self.is_of_a_width(at) && !counts_off(self.body(at + 1).trim_start_matches('*'))
    }

    /// Whether the beginning of the next line had no room in one. No editor leaves a line that is wider than those that
    /// it wraps.
    fn is_full(&self, at: usize, widest: usize) -> bool {
        self.widths[at] + word_width(self.body(at + 1)) > widest && self.widths[at] <= widest + RAGGED
    }

    /// What the end of a line is.
    fn joint(&self, at: usize) -> Joint {
        if !self.open[at] {
            return if self.is_cut(at) { Joint::LikelyBreak } else { Joint::Break };
        }
        match (self.end(at), self.widest) {
            (End::Comma, _) => Joint::Wrap,
            (End::Word, Some(_)) if self.is_wrapped(at) && self.is_near(at) => {
                if self.certain && self.lines[at].mark == LineMark::Plain { Joint::Wrap } else { Joint::LikelyWrap }
            }
            (End::Word, Some(_)) => Joint::LikelyBreak,
            (End::Word, None) if self.is_long(at) => Joint::LikelyBreak,
            (End::Word, None) => Joint::Break,
            (_, Some(widest)) if self.is_full(at, widest) && self.spaced && self.certain => Joint::Wrap,
            (_, Some(widest)) if self.is_full(at, widest) => Joint::LikelyWrap,
            // Lines that an editor wrapped raggedly end near the width too.
            (_, Some(_)) if self.is_near(at) => Joint::LikelyBreak,
            // Whoever parts paragraphs by blank lines may have begun a line for each sentence.
            _ if self.spaced || self.may_go_on(at) => Joint::LikelyBreak,
            _ => Joint::Break,
        }
    }
}

/// The ends of lines that follow each other and are of one width, as an editor leaves them, but for the last, which is
/// no wider; two lines alone show no width.
fn evenly_wrapped(open: &[bool], widths: &[usize]) -> Vec<bool> {
    let mut even = vec![false; open.len()];
    let mut first = 0;
    while first < open.len() {
        let ends = open[first..].iter().take_while(|open| **open).count();
        let full = first..first + ends;
        let widest = widths[full.clone()].iter().max().copied().unwrap_or(0);
        let is_even = ends > 1
            && (NARROWEST..=WIDEST).contains(&widest)
            && widths[full.clone()].iter().all(|width| width + RAGGED >= widest)
            && widths[full.end] <= widest;
        even[full].fill(is_even);
        first += ends + 1;
    }
    even
}

/// Whether it must be asked what the end of a line is.
fn is_open(lines: &[ProseLine], at: usize) -> bool {
    let Some(next) = lines.get(at + 1) else { return false };
    let goes_on = match lines[at].mark {
        LineMark::Plain | LineMark::Typed(_) | LineMark::Item => true,
        LineMark::Blank | LineMark::Heading(_) | LineMark::Row => false,
    };
    goes_on
        && next.mark == LineMark::Plain
        && (!next.indented || lines[at].mark == LineMark::Item && next.spaces > lines[at].spaces)
}

/// How a line ends, closing quotes and marks left aside.
fn end(line: &str) -> End {
    let last = line.trim_end_matches(['”', '’', '"', '\'', '）', ')', '》', '*', '】']).chars().next_back();
    match last {
        Some('，' | '、' | ',') => End::Comma,
        Some('；' | ';') => End::Clause,
        Some('：' | ':') => End::Colon,
        Some('。' | '！' | '？' | '…' | '!' | '?') => End::Sentence,
        _ => End::Word,
    }
}

/// Columns of what cannot be parted at the beginning of a line: a character with the punctuation after it, or a word.
fn word_width(line: &str) -> usize {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return 0 };
    let latin = |c: &char| c.is_ascii_alphanumeric() || "./-_%".contains(*c);
    let rest: String = if latin(&first) {
        chars.take_while(latin).collect()
    } else {
        chars.take_while(|c| "，。、；：！？”）》".contains(*c)).collect()
    };
    terminal_width(first.encode_utf8(&mut [0; 4])) + terminal_width(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the line ends of a text are, but for the last.
    fn of(text: &str) -> Vec<Joint> {
        let lines = super::super::lines::lines(text, &[]);
        let mut joints = joints(text, &lines);
        joints.pop();
        joints
    }

    /// A sentence of as many columns, with its mark.
    fn sentence(columns: usize, mark: char) -> String {
        format!("{}{mark}", "公开政府信息".chars().cycle().take(columns / 2 - 1).collect::<String>())
    }

    #[test]
    fn a_clause_at_a_line_end_may_go_on() {
        let clause = sentence(86, '；');
        assert_eq!(of(&format!("{clause}\n其余均已办结。")), [Joint::LikelyBreak]);
        assert_eq!(of(&format!("{}\n其余均已办结。", sentence(86, '：'))), [Joint::LikelyBreak]);
        // Entries of a list, and what stands before one.
        for listed in [
            format!("一是{clause}\n二是{clause}\n三是均已办结。"),
            format!("{clause}\n{clause}\n均已办结。"),
            format!("{clause}\n1.均已办结。"),
            format!("{clause}\n　　均已办结。"),
            format!("{}\n加强领导。\n加强培训。", sentence(86, '：')),
            format!("{}\n其余均已办结。", sentence(20, '；')),
            format!("{}\n其余均已办结。", sentence(200, '；')),
        ] {
            assert!(of(&listed).iter().all(|joint| *joint == Joint::Break), "{listed}");
        }
    }

    #[test]
    fn a_paragraph_wider_than_wrapped_lines_is_one() {
        let wrapped = sentence(78, '息');
        let text = format!("{}\n{wrapped}\n{wrapped}\n均已办结。\n", sentence(300, '。'));
        assert_eq!(of(&text)[..3], [Joint::LikelyBreak, Joint::Wrap, Joint::Wrap]);
        let text = format!("{}\n{wrapped}\n{wrapped}\n均已办结。\n", sentence(78, '。'));
        assert_eq!(of(&text)[0], Joint::LikelyWrap);
    }

    #[test]
    fn sentences_of_one_width_may_be_lines_of_one_paragraph() {
        let text = |widths: &[usize]| widths.iter().map(|width| sentence(*width, '。')).collect::<Vec<_>>().join("\n");
        assert_eq!(of(&text(&[80, 78, 30])), [Joint::LikelyBreak; 2]);
        for paragraphs in [&[80, 30][..], &[80, 78, 120], &[80, 60, 30], &[20, 20, 10], &[200, 198, 30]] {
            assert!(of(&text(paragraphs)).iter().all(|joint| *joint == Joint::Break), "{paragraphs:?}");
        }
    }
}
