//! Marks on a canvas.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;

/// Where a chart is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Canvas {
    /// Its width.
    pub width: f64,
    /// The size of its letters.
    pub size: f64,
}

impl Canvas {
    /// The text block of an A4 page, in points, with the letters of a table of many columns.
    pub const PAGE: Self = Self { width: 440.0, size: 9.0 };
    /// A web page or a phone: 28 letters side by side.
    pub const NARROW: Self = Self { width: 448.0, size: 16.0 };
}

/// Marks on a canvas.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The marks, in the order they are drawn.
    pub marks: Vec<ChartMark>,
}

/// One mark.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChartMark {
    /// A bar or a part of one.
    Bar {
        /// Its left edge.
        x: f64,
        /// Its upper edge.
        y: f64,
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
        /// How it is filled: a number of a pattern; `None` is plain white.
        fill: Option<usize>,
    },
    /// A thin line.
    Rule {
        /// Where it begins.
        x: f64,
        /// Where it begins.
        y: f64,
        /// How wide it is.
        width: f64,
        /// How high it is.
        height: f64,
    },
    /// A text on one line.
    Words {
        /// Where it stands.
        x: f64,
        /// Its base line.
        y: f64,
        /// The size of its letters.
        size: f64,
        /// Whether it begins, ends or is centred there: `start`, `end`, `middle`.
        anchor: &'static str,
        /// Whether it is a heading.
        strong: bool,
        /// The text.
        text: String,
        /// The key of the figure that it is, with its year behind `@`.
        figure: Option<String>,
    },
}

impl Drawing {
    /// An empty drawing.
    pub(super) fn new(canvas: &Canvas) -> Self {
        Self { width: canvas.width, height: 0.0, marks: Vec::new() }
    }

    /// Adds a bar that can be seen, however small it is.
    pub(super) fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: Option<usize>) {
        let [x, y, width, height] = [x, y, width, height].map(round);
        self.marks.push(ChartMark::Bar { x, y, width, height, fill });
    }

    /// Adds a thin line.
    pub(super) fn rule(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let [x, y, width, height] = [x, y, width, height].map(round);
        self.marks.push(ChartMark::Rule { x, y, width, height });
    }

    /// Adds a text.
    pub(super) fn words(&mut self, (x, y): (f64, f64), size: f64, anchor: &'static str, text: &str) {
        let [x, y, size] = [x, y, size].map(round);
        let text = text.to_owned();
        self.marks.push(ChartMark::Words { x, y, size, anchor, strong: false, text, figure: None });
    }

    /// Says of the last text which figure it is.
    pub(super) fn of_figure(&mut self, key: &str, year: i32) {
        if let Some(ChartMark::Words { figure, .. }) = self.marks.last_mut() {
            *figure = Some(format!("{key}@{year}"));
        }
    }

    /// Makes the last text a heading.
    pub(super) fn strengthen(&mut self) {
        if let Some(ChartMark::Words { strong, .. }) = self.marks.last_mut() {
            *strong = true;
        }
    }

    /// Ends the drawing at a height, and puts white behind all of it, wherever it will stand.
    pub(super) fn finish(&mut self, height: f64) {
        self.height = round(height);
        let paper = ChartMark::Bar { x: 0.0, y: 0.0, width: self.width, height: self.height, fill: None };
        self.marks.insert(0, paper);
    }

    /// Adds the marks of another drawing at a place.
    pub(super) fn add(&mut self, other: &Self, (right, down): (f64, f64)) {
        for mark in &other.marks {
            let mut mark = mark.clone();
            match &mut mark {
                ChartMark::Bar { x, y, .. } | ChartMark::Rule { x, y, .. } | ChartMark::Words { x, y, .. } => {
                    *x = round(*x + right);
                    *y = round(*y + down);
                }
            }
            self.marks.push(mark);
        }
    }
}

/// A length in hundredths, so that it is spelled alike everywhere.
pub(super) fn round(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

/// How long a mark for an amount is, on a scale on which the largest is so long; one for something can be seen.
pub(super) fn length(amount: Decimal, largest: Decimal, longest: f64) -> f64 {
    let share = amount.checked_div(largest).and_then(|share| share.to_f64()).unwrap_or(0.0);
    if amount.is_zero() { 0.0 } else { (share * longest).max(1.2) }
}

/// How wide a text is, in sizes of its letters: rather too wide than too narrow.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.54 } else { 1.0 }).sum()
}

/// The width of the widest of some texts, in sizes of their letters.
pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a String>) -> f64 {
    texts.into_iter().map(|text| width(text)).fold(0.0, f64::max)
}
