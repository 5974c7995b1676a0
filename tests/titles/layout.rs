//! Many pieces laid out in one document, a page each, and read from their frames.

use std::fmt::Write as _;

use nianbao::report::TitleWord;
use typst::layout::{Frame, FrameItem, Point};

use crate::support::engine;

/// A line as it was laid out, in points.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// Its baseline.
    pub baseline: f64,
}

impl Line {
    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its middle.
    pub fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

/// Lines of words as Typst spells them.
pub fn literal(words: &[TitleWord]) -> String {
    let mut out = String::from("(");
    for TitleWord { text, cost, parts } in words {
        write!(out, "(text: {text:?}, cost: {cost}, parts: {}),", literal(parts)).expect("a String takes everything");
    }
    out + ")"
}

/// The lines of each piece, and of each page that it goes on to.
pub fn pages(pieces: &[String]) -> Vec<Vec<Line>> {
    let mut source = String::from(
        "#import \"letter-style.typ\": *\n#show: report.with(title: \"题\", agency: \"机关\", description: \"题\", \
         date: (year: 2026, month: 1, day: 1))\n#set page(footer: none)\n",
    );
    source.push_str(&pieces.join("\n#pagebreak()\n"));
    let document = engine().typesetter().layout(&source).expect("the pieces are sound");
    document.pages().iter().map(|page| lines(&page.frame)).collect()
}

/// The lines of a page, from top to bottom.
fn lines(frame: &Frame) -> Vec<Line> {
    let mut runs = Vec::new();
    collect(frame, Point::zero(), &mut runs);
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.iter_mut().find(|line| (line.baseline - run.baseline).abs() < 0.1) {
            Some(line) => {
                line.text.push_str(&run.text);
                line.right = line.right.max(run.right);
                line.left = line.left.min(run.left);
            }
            None => lines.push(run),
        }
    }
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    lines
}

/// The runs of text in a frame that stands somewhere.
fn collect(frame: &Frame, at: Point, runs: &mut Vec<Line>) {
    for (place, item) in frame.items() {
        let place = at + *place;
        match item {
            FrameItem::Group(group) => collect(&group.frame, place, runs),
            FrameItem::Text(text) => runs.push(Line {
                text: text.text.to_string(),
                left: place.x.to_pt(),
                right: (place.x + text.width()).to_pt(),
                baseline: place.y.to_pt(),
            }),
            _ => {}
        }
    }
}
