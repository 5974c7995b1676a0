//! Texts of a drawing as columns: those that look the same and stand one below the other at the distances of lines, and
//! behind each other in a line where it is known how wide they are.

use serde::Serialize;

use super::drawing::round;

/// How far a mark may be from where it belongs, in points: all are rounded to hundredths.
pub(super) const SLACK: f64 = 0.03;

/// Empty lines at most between two lines of a column, plus one.
const STEPS: [f64; 3] = [1.0, 2.0, 3.0];

/// Texts that look the same one below the other, at the same distances; lines between them may be empty.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedColumn {
    /// Where they begin, end or are centred.
    pub x: f64,
    /// The base line of the first.
    pub y: f64,
    /// What is between two base lines; nothing where there is one line.
    pub pitch: f64,
    /// The size of the letters.
    pub size: f64,
    /// Whether they begin, end or are centred at `x`: `start`, `end`, `middle`.
    pub anchor: &'static str,
    /// Whether they are headings.
    pub strong: bool,
    /// Texts with ends of lines in them: how far to the right each begins of `x` or of the text before it in its line, and
    /// what it says.
    pub texts: Vec<(f64, String)>,
}

/// A text of a drawing.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    /// Where it begins, ends or is centred.
    pub x: f64,
    /// Its base line.
    pub y: f64,
    /// The size of its letters.
    pub size: f64,
    /// Whether it begins, ends or is centred at `x`: `start`, `end`, `middle`.
    pub anchor: &'static str,
    /// Whether it is a heading.
    pub strong: bool,
    /// The text.
    pub text: &'a str,
}

impl Word<'_> {
    /// How wide it is: where all faces agree, for they give a numeral half a letter, and a number in a circle a whole one.
    fn width(&self) -> Option<f64> {
        let wide = |c: char| match c {
            '0'..='9' => Some(0.5),
            '①'..='⑳' => Some(1.0),
            _ => None,
        };
        self.text.chars().map(wide).sum::<Option<f64>>().map(|letters| letters * self.size)
    }

    /// Where it ends, if it begins at its place and it is known.
    fn end(&self) -> Option<f64> {
        self.width().filter(|_| self.anchor == "start").map(|width| self.x + width)
    }

    /// The same text, held at its beginning where it is known where that is.
    pub(super) fn held_at_its_start(self) -> Self {
        match self.width().filter(|_| self.anchor == "middle") {
            Some(width) => Self { x: round(self.x - width / 2.0), anchor: "start", ..self },
            None => self,
        }
    }
}

/// Texts that become lines of one column, at least one.
pub(super) struct WordColumn<'a> {
    /// They.
    pub words: Vec<Word<'a>>,
}

impl WordColumn<'_> {
    /// Whether its last line begins, ends or is centred there.
    pub(super) fn is_at(&self, x: f64) -> bool {
        self.words.last().is_some_and(|last| (last.x - x).abs() < SLACK)
    }

    /// The base lines.
    fn downs(&self) -> Vec<f64> {
        let mut downs: Vec<f64> = self.words.iter().map(|word| word.y).collect();
        downs.dedup_by(|down, before| *down - *before < SLACK);
        downs
    }

    /// Whether a text can stand behind others in its last line.
    pub(super) fn is_followed_by(&self, word: &Word<'_>) -> bool {
        let follows = |last: &Word<'_>| {
            let is_behind = last.end().is_some_and(|end| end <= word.x);
            is_behind && (last.y - word.y).abs() < SLACK && looks(last) == looks(word)
        };
        self.words.last().is_some_and(follows)
    }

    /// Whether a text can be its next line.
    pub(super) fn takes(&self, word: &Word<'_>) -> bool {
        let fits = |last: &Word<'_>| last.y + SLACK < word.y && looks(last) == looks(word);
        let downs = || self.downs().into_iter().chain([word.y]).collect::<Vec<f64>>();
        self.words.last().is_some_and(fits) && pitch(&downs()).is_some()
    }

    /// It as it is printed.
    pub(super) fn printed(&self) -> PrintedColumn {
        let downs = self.downs();
        let left = self.words.iter().map(|word| word.x).fold(f64::INFINITY, f64::min);
        let (first, pitch) = (self.words[0], pitch(&downs).unwrap_or_default());
        let mut texts: Vec<(f64, String)> = Vec::with_capacity(1);
        let mut lines = 0.0;
        let mut end = None;
        for word in &self.words {
            let mut ends = String::new();
            while (lines + 0.5) * pitch < word.y - first.y {
                ends.push('\n');
                lines += 1.0;
            }
            let from = end.filter(|_| ends.is_empty()).unwrap_or(left);
            end = word.end();
            let indent = round(word.x - from);
            let before = texts.last_mut().map(|(_, text)| text);
            match before {
                Some(text) if indent == 0.0 => text.extend([&ends, word.text]),
                Some(text) => {
                    text.push_str(&ends);
                    texts.push((indent, word.text.to_owned()));
                }
                None => texts.push((indent, word.text.to_owned())),
            }
        }
        let Word { y, size, anchor, strong, .. } = first;
        PrintedColumn { x: left, y, pitch, size, anchor, strong, texts }
    }
}

/// What texts of a column have in common.
fn looks(word: &Word<'_>) -> (u64, &'static str, bool) {
    (word.size.to_bits(), word.anchor, word.strong)
}

/// The distance of lines with which all base lines are met, some lines being empty; none where few would be met.
fn pitch(downs: &[f64]) -> Option<f64> {
    let (Some(first), Some(last)) = (downs.first(), downs.last()) else { return None };
    let nearest = downs.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    STEPS.into_iter().find_map(|steps| {
        let lines = ((last - first) * steps / nearest).round();
        let pitch = (last - first) / lines;
        let is_met = |down: &f64| {
            let lines = (down - first) / pitch;
            (lines - lines.round()).abs() * pitch < SLACK
        };
        let are_near = lines <= STEPS[2] * downs.len() as f64;
        (are_near && downs.iter().all(is_met)).then_some(pitch)
    })
}
