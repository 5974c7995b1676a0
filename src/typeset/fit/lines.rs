//! Breaking the lines of a paragraph anew where the typesetter's own breaks are not good enough.
//!
//! Typst takes for a line what it can hold. Where that tears a figure from its unit, leaves one character for the last
//! line or pulls a line apart, the best breaks of the whole paragraph are looked for, line by line, so that the lines
//! around give way. Widths are those that Typst itself reckons with (`typst-layout`, `inline/shaping.rs`).

use std::collections::BTreeMap;

use super::adjusted::{AdjustedGlyph, adjusted, is_mark};
use super::choices::{Fit, LineStarts};
use super::places;
use super::sheet::{LaidOut, SetParagraph};
use crate::typeset::PLACE_TO_BREAK;

/// How far apart characters of a line may be pulled, in em, as it is reckoned: a line pulled apart more is a fault. What is
/// printed may be a gap less, which stays below 0.12.
const STRETCH: f64 = 0.108;

/// How much closer characters of a line may stand, in em, where a figure with its unit would pull the line before it
/// apart. The templates allow as much.
const CLOSER: f64 = 0.05;

/// What a line that cannot be pulled apart lacks counts as this much of a stretch.
const RAGGED: f64 = 0.05;

/// The share of what marks and gaps of a line can give way that is asked of them.
const SQUEEZE: f64 = 0.9;

/// What it costs when the last line holds one character, or the short end of an address.
const RUNT: f64 = 4_000.0;

/// What a line costs.
const LINE: f64 = 8.0;

/// Characters that a line has at most.
const MOST: usize = 400;

/// What a line may have too much by rounding, in em.
const ROUND: f64 = 1e-6;

/// Cost of a line that cannot be.
const NEVER: f64 = 1e9;

/// Better breaks for all paragraphs that need them.
pub(super) fn improved(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    let starts = |paragraph: &SetParagraph| {
        let mut measure = Measure::of(paragraph, sheet.block.width)?;
        let (is_faulty, cost) = measure.judge(&line_starts(paragraph));
        let mut best = if is_faulty { measure.best() } else { None };
        let mut tracked = false;
        if best.as_ref().is_some_and(|(at, _)| measure.judge(at).0) {
            measure.track();
            let other = measure.best();
            tracked = other.as_ref().zip(best.as_ref()).is_some_and(|((_, tracked), (_, plain))| tracked < plain);
            best = if tracked { other } else { best };
        }
        let (at, _) = best.filter(|(_, better)| *better < cost - 1.0)?;
        let last_closer = measure.last_closer(at.last().copied().unwrap_or(0));
        let squeezed = last_closer > 0.0 || measure.squeezes(&at);
        Some((paragraph.key.clone(), LineStarts { at, tracked, last_closer, squeezed }))
    };
    let lines: BTreeMap<String, LineStarts> = sheet.paragraphs.iter().filter_map(starts).collect();
    (!lines.is_empty()).then(|| Fit { lines, ..fit.clone() })
}

/// Whether the paragraphs that are broken anew have as many lines as before, so that all else stands where it stood.
pub(super) fn keeps_heights(sheet: &LaidOut, fit: &Fit) -> bool {
    let kept = |paragraph: &SetParagraph| {
        fit.lines.get(&paragraph.key).is_none_or(|starts| starts.at.len() + 1 == paragraph.lines.len())
    };
    sheet.paragraphs.iter().all(kept)
}

/// The same choices without those that did not turn out as they were meant.
pub(super) fn corrected(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    let mut lines = fit.lines.clone();
    for paragraph in &sheet.paragraphs {
        if lines.get(&paragraph.key).is_some_and(|starts| starts.at != line_starts(paragraph)) {
            lines.remove(&paragraph.key);
        }
    }
    (lines.len() < fit.lines.len()).then(|| Fit { lines, ..fit.clone() })
}

/// The characters that lines after the first begin with.
fn line_starts(paragraph: &SetParagraph) -> Vec<usize> {
    paragraph.lines.iter().skip(1).map(|line| line.start).collect()
}

/// A line as it is measured, all in em.
struct MeasuredLine {
    /// Where it ends, blanks left out.
    end: usize,
    /// What it has too much.
    over: f64,
    /// By how much its marks and gaps could give way.
    shrink: f64,
    /// How many of its characters take up space that is left.
    gaps: f64,
}

/// A paragraph in widths, all in em.
struct Measure {
    text: Vec<char>,
    /// What the first characters need together, by their number.
    widths: Vec<f64>,
    /// By how much they could give way together.
    shrinks: Vec<f64>,
    /// By how much each could stand closer.
    closer: f64,
    /// How many of them take up space that is left.
    gaps: Vec<f64>,
    /// What a character saves when it begins a line: width, and what could give way.
    first: Vec<(f64, f64)>,
    /// What it saves when it ends a line.
    last: Vec<(f64, f64)>,
    /// How unwelcome the end of a line is before each character; none where no line may end.
    ends: Vec<Option<f64>>,
    width: f64,
    indent: f64,
}

impl Measure {
    /// Measures a paragraph; none where it is not set as it was told.
    fn of(paragraph: &SetParagraph, width: f64) -> Option<Self> {
        let characters = &paragraph.characters;
        let size = characters.first()?.size;
        // Places to break that the templates do not print.
        let printed = paragraph.key.chars().filter(|c| *c != PLACE_TO_BREAK);
        let is_whole = characters.iter().map(|character| character.c).eq(printed);
        if !is_whole || characters.iter().any(|other| (other.size - size).abs() > 0.01 || other.c.is_control()) {
            return None;
        }
        let glyphs = adjusted(characters);
        let text: Vec<char> = characters.iter().map(|character| character.c).collect();
        // One glyph may show several characters.
        let end = |at: usize| characters[at].width.filter(|_| at > 0).and_then(|_| places::cost(&text, at));
        let sums = |value: fn(&AdjustedGlyph) -> f64| {
            let mut sum = 0.0;
            std::iter::once(0.0)
                .chain(glyphs.iter().map(|glyph| {
                    sum += value(glyph);
                    sum
                }))
                .collect::<Vec<f64>>()
        };
        Some(Self {
            widths: sums(|glyph| glyph.width),
            shrinks: sums(|glyph| glyph.shrink.0 + glyph.shrink.1),
            closer: 0.0,
            gaps: sums(|glyph| f64::from(u8::from(glyph.takes_space))),
            first: glyphs.iter().map(AdjustedGlyph::saved_first).collect(),
            last: glyphs.iter().map(AdjustedGlyph::saved_last).collect(),
            ends: (0..text.len()).map(end).collect(),
            text,
            width: width / size,
            indent: paragraph.lines.first()?.indent / size,
        })
    }

    /// Has figures and Latin letters take up space too, and all but marks stand closer.
    fn track(&mut self) {
        let mut sum = 0.0;
        for (at, c) in self.text.iter().enumerate() {
            sum += f64::from(u8::from(!is_mark(*c)));
            self.gaps[at + 1] = sum;
        }
        self.closer = CLOSER;
    }

    /// What a line from one character up to another costs, and whether it is faulty.
    fn line(&self, from: usize, to: usize) -> (f64, bool) {
        let Some(MeasuredLine { end, over, shrink, gaps }) = self.measured(from, to) else { return (NEVER, true) };
        let shrink = shrink + self.closer * gaps;
        let squeezed = if over > ROUND {
            if over > SQUEEZE * shrink { return (NEVER, true) } else { 40.0 + 100.0 * (over / shrink).powi(2) }
        } else {
            0.0
        };
        if to == self.text.len() {
            let is_runt = places::is_runt(&self.text[..end], from);
            return (LINE + squeezed + if is_runt { RUNT } else { 0.0 }, is_runt);
        }
        let place = self.ends[to];
        let left = (-over).max(0.0);
        // An address that fills a line by itself ends where it ends.
        let stretch = if gaps < 1.0 { left * RAGGED } else { left / gaps };
        let stretched = 100.0 * (stretch / STRETCH).powi(2) * if stretch > STRETCH { 10.0 } else { 1.0 };
        (LINE + squeezed + stretched + place.unwrap_or(NEVER), stretch > STRETCH || places::is_fault(place))
    }

    /// What a line from one character up to another needs and has; none where it shows nothing.
    fn measured(&self, from: usize, to: usize) -> Option<MeasuredLine> {
        let end = self.text[from..to].iter().rposition(|c| *c != ' ').map(|at| from + at + 1)?;
        // Behind the indent nothing is saved.
        let (first, last) = (if from == 0 { (0.0, 0.0) } else { self.first[from] }, self.last[end - 1]);
        let natural = self.widths[end] - self.widths[from] - first.0 - last.0;
        let room = self.width - if from == 0 { self.indent } else { 0.0 };
        Some(MeasuredLine {
            end,
            over: natural - room,
            shrink: self.shrinks[end] - self.shrinks[from] - first.1 - last.1,
            gaps: self.gaps[end - 1] - self.gaps[from],
        })
    }

    /// How much closer the characters of a last line that begins there have to stand: Typst rather breaks it.
    fn last_closer(&self, from: usize) -> f64 {
        let line = self.measured(from, self.text.len()).filter(|line| line.gaps >= 1.0);
        line.map_or(0.0, |line| ((line.over - SQUEEZE * line.shrink) / line.gaps).max(0.0))
    }

    /// Where lines begin and end that begin there.
    fn lines<'s>(&self, starts: &'s [usize]) -> impl Iterator<Item = (usize, usize)> + use<'s> {
        let ends = starts.iter().copied().chain([self.text.len()]);
        std::iter::once(0).chain(starts.iter().copied()).zip(ends)
    }

    /// Whether a line of those that begin there has more than it has room for.
    fn squeezes(&self, starts: &[usize]) -> bool {
        self.lines(starts).any(|(from, to)| self.measured(from, to).is_some_and(|line| line.over > ROUND))
    }

    /// Whether lines that begin there are faulty, and what they cost.
    fn judge(&self, starts: &[usize]) -> (bool, f64) {
        let lines = self.lines(starts).map(|(from, to)| self.line(from, to));
        lines.fold((false, 0.0), |(faulty, sum), (cost, fault)| (faulty || fault, sum + cost))
    }

    /// The best beginnings of lines after the first, and what they cost.
    fn best(&self) -> Option<(Vec<usize>, f64)> {
        let count = self.text.len();
        // The best way up to each character: its cost and where its last line begins.
        let mut ways: Vec<(f64, usize)> = vec![(f64::INFINITY, 0); count + 1];
        ways[0].0 = 0.0;
        let longest = self.width * 1.3;
        for to in 1..=count {
            if to < count && self.ends[to].is_none() {
                continue;
            }
            for from in (0..to).rev() {
                if self.widths[to] - self.widths[from] > longest || to - from > MOST {
                    break;
                }
                if ways[from].0.is_finite() {
                    let cost = ways[from].0 + self.line(from, to).0;
                    if cost < ways[to].0 {
                        ways[to] = (cost, from);
                    }
                }
            }
        }
        let cost = ways[count].0;
        let mut starts = Vec::new();
        let mut at = count;
        while at > 0 {
            at = ways[at].1;
            starts.push(at);
        }
        starts.pop();
        starts.reverse();
        (cost < NEVER).then_some((starts, cost))
    }
}
