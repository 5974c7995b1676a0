//! Charts: figures of the form as bars, as marks that templates draw, with the same as words and as a table.
//!
//! ```text
//! Years, charts of the form ─data→ ChartData ─layout→ Drawing (bars, lines, words) ─templates→ web page, SVG
//!                                              Drawing ─printed→ PrintedDrawing (shapes, columns) ─templates→ PDF, PNG
//! ```

mod bars;
mod columns;
mod data;
mod drawing;
mod parts;
mod poster;
mod printed;

use serde::Serialize;

use crate::changes::Years;
use data::ChartData;
pub use drawing::{Canvas, ChartMark, Drawing};
pub use poster::{ChartSheet, Poster, PosterText};
pub use printed::{PrintedChart, PrintedDrawing, PrintedSheet};

/// A chart with all that stands for it where it cannot be seen.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// Its key.
    pub key: String,
    /// What it shows, with what is counted.
    pub title: String,
    /// The marks; none where there is nothing to draw.
    pub drawing: Option<Drawing>,
    /// What is said instead of drawn, a sentence each.
    pub said: Vec<String>,
    /// All of it in words.
    pub alternative: String,
    /// All of it as a table: the head, and the rows.
    pub table: Vec<Vec<String>>,
}

impl Chart {
    /// The charts of a report, laid out for a canvas.
    pub fn all(years: &Years, canvas: &Canvas) -> Vec<Self> {
        Self::of(years, |data| Self::new(data, draw(data, canvas)))
    }

    /// The charts of a report, laid out for paper and for another canvas.
    pub fn all_printed(years: &Years, canvas: &Canvas) -> Vec<(PrintedChart, Self)> {
        Self::of(years, |data| {
            let chart = Self::new(data, draw(data, canvas));
            (PrintedChart::new(&chart, draw(data, &Canvas::PAGE).as_ref()), chart)
        })
    }

    /// Something of each chart of a report.
    fn of<T>(years: &Years, make: impl Fn(&ChartData) -> T) -> Vec<T> {
        years.this().form().charts.iter().map(|declared| make(&ChartData::new(declared, years))).collect()
    }

    /// One chart with its marks.
    fn new(data: &ChartData, drawing: Option<Drawing>) -> Self {
        Self {
            key: data.key.clone(),
            title: format!("{}（单位：{}）", data.title, data.unit),
            said: data.said(),
            alternative: data.alternative(),
            table: data.table(),
            drawing,
        }
    }
}

/// The marks of a chart; none where there is nothing to draw.
fn draw(data: &ChartData, canvas: &Canvas) -> Option<Drawing> {
    match () {
        () if data.undrawn.is_some() || data.is_nothing() => None,
        () if data.parts.is_empty() => Some(bars::draw(data, canvas)),
        () => Some(parts::draw(data, canvas)),
    }
}
