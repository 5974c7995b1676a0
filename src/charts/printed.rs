//! A drawing as it is printed: few things to typeset, each of many marks that look the same.

use serde::Serialize;

use super::Chart;
use super::columns::{PrintedColumn, SLACK, Word, WordColumn};
use super::drawing::{ChartMark, Drawing};

/// Marks as things to typeset: the shapes first, the texts above them.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedDrawing {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Shapes that look the same, those below first.
    pub shapes: Vec<PrintedShapes>,
    /// Texts in columns.
    pub columns: Vec<PrintedColumn>,
}

/// What shapes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ShapeLook {
    /// Plain white, without an outline.
    White,
    /// Filled with a number of a pattern, with an outline.
    Filled(usize),
    /// A thin line.
    Line,
}

/// Shapes that look the same: left, top, width and height of each.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedShapes {
    /// What they look like.
    pub look: ShapeLook,
    /// Where they are.
    pub places: Vec<[f64; 4]>,
}

/// A drawing by itself.
#[derive(Debug, Serialize)]
pub struct PrintedSheet<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The drawing.
    pub drawing: PrintedDrawing,
}

/// A chart as it is printed.
#[derive(Debug, Serialize)]
pub struct PrintedChart {
    /// What it shows, with what is counted.
    pub title: String,
    /// The marks; none where there is nothing to draw.
    pub drawing: Option<PrintedDrawing>,
    /// What is said instead of drawn, a sentence each.
    pub said: Vec<String>,
    /// All of it in words.
    pub alternative: String,
}

impl PrintedChart {
    /// A chart with the marks that it has on paper.
    pub(super) fn new(chart: &Chart, drawing: Option<&Drawing>) -> Self {
        Self {
            title: chart.title.clone(),
            drawing: drawing.map(PrintedDrawing::new),
            said: chart.said.clone(),
            alternative: chart.alternative.clone(),
        }
    }
}

impl PrintedDrawing {
    /// The marks of a drawing.
    pub fn new(drawing: &Drawing) -> Self {
        let mut shapes = Vec::new();
        let mut columns: Vec<WordColumn<'_>> = Vec::new();
        for mark in &drawing.marks {
            match mark {
                ChartMark::Bar { x, y, width, height, fill } => {
                    let look = fill.map_or(ShapeLook::White, ShapeLook::Filled);
                    add_shape(&mut shapes, look, [*x, *y, *width, *height]);
                }
                ChartMark::Rule { x, y, width, height } => {
                    add_shape(&mut shapes, ShapeLook::Line, [*x, *y, *width, *height]);
                }
                ChartMark::Words { x, y, size, anchor, strong, text, .. } => {
                    let word = Word { x: *x, y: *y, size: *size, anchor, strong: *strong, text }.held_at_its_start();
                    // The one that it is written behind, the column above it, or else one whose lines may begin anywhere.
                    let behind = columns.iter().rposition(|column| column.is_followed_by(&word));
                    let above = columns.iter().rposition(|column| column.is_at(word.x) && column.takes(&word));
                    let other = || columns.iter().rposition(|column| word.anchor == "start" && column.takes(&word));
                    match behind.or(above).or_else(other) {
                        Some(column) => columns[column].words.push(word),
                        None => columns.push(WordColumn { words: vec![word] }),
                    }
                }
            }
        }
        let columns = columns.iter().map(WordColumn::printed).collect();
        Self { width: drawing.width, height: drawing.height, shapes, columns }
    }
}

/// Adds a shape to those that look the same, unless something above them would come to be below it.
fn add_shape(all: &mut Vec<PrintedShapes>, look: ShapeLook, place: [f64; 4]) {
    let meets = |shapes: &PrintedShapes| shapes.places.iter().any(|other| overlap(*other, place));
    let Some(same) = all.iter().rposition(|shapes| shapes.look == look) else {
        return all.push(PrintedShapes { look, places: vec![place] });
    };
    if !all[same + 1..].iter().any(meets) {
        return all[same].places.push(place);
    }
    // Those that nothing above covers can as well stand above it, with the new one.
    let covers = |above: &PrintedShapes, below: [f64; 4]| above.places.iter().any(|place| overlap(*place, below));
    let is_free = |below: &[f64; 4]| !all[same + 1..].iter().any(|above| covers(above, *below));
    if all[same].places.iter().all(is_free) {
        let mut raised = all.remove(same);
        raised.places.push(place);
        all.push(raised);
    } else {
        all.push(PrintedShapes { look, places: vec![place] });
    }
}

/// Whether two shapes cover the same place; those side by side do not.
fn overlap([x, y, width, height]: [f64; 4], [other_x, other_y, other_width, other_height]: [f64; 4]) -> bool {
    let meet = |from: f64, to: f64, other_from: f64, other_to: f64| from + SLACK < other_to && other_from + SLACK < to;
    meet(x, x + width, other_x, other_x + other_width) && meet(y, y + height, other_y, other_y + other_height)
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Canvas;
    use super::super::drawing::round;
    use super::*;

    /// A drawing of some texts: where, where they are held, and what they say.
    fn texts(all: &[(f64, f64, &'static str, &str)]) -> Drawing {
        let mut drawing = Drawing::new(&Canvas::PAGE);
        all.iter().for_each(|(x, y, anchor, text)| drawing.words((*x, *y), 9.0, anchor, text));
        drawing
    }

    /// Where the lines of a printed drawing stand, and what they say.
    fn lines(printed: &PrintedDrawing) -> Vec<(f64, f64, &'static str, String)> {
        let mut all = Vec::new();
        for column in &printed.columns {
            let (mut right, mut down) = (column.x, column.y);
            for (indent, text) in &column.texts {
                right += indent;
                for (number, line) in text.split('\n').enumerate() {
                    if number > 0 {
                        (right, down) = (column.x, down + column.pitch);
                    }
                    if !line.is_empty() {
                        all.push((round(right), round(down), column.anchor, line.to_owned()));
                        // Of 9 points: a numeral is half as wide as any other letter.
                        right += line.chars().map(|c| if c.is_ascii() { 4.5 } else { 9.0 }).sum::<f64>();
                    }
                }
            }
        }
        all.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.total_cmp(&other.0)));
        all
    }

    #[test]
    fn every_text_is_printed_where_it_is_drawn() {
        let drawn = [
            (10.0, 10.0, "end", "2024年"),
            (30.0, 10.0, "start", "8"),
            (10.0, 22.15, "end", "2025年"),
            (12.5, 22.15, "start", "9"),
            // After half a row more.
            (10.0, 40.38, "end", "2024年"),
            (40.0, 40.38, "start", "10"),
            (10.0, 52.53, "end", "2025年"),
            (50.25, 52.53, "start", "11"),
            // At no distance of those before.
            (50.25, 57.0, "start", "注"),
        ];
        let printed = PrintedDrawing::new(&texts(&drawn));
        let found = lines(&printed);
        assert_eq!(found.len(), drawn.len(), "{found:?}");
        for (line, (x, y, anchor, text)) in found.iter().zip(&drawn) {
            assert!((line.0 - x).abs() < SLACK && (line.1 - y).abs() < SLACK, "{line:?} is not at {x}, {y}");
            assert_eq!((line.2, line.3.as_str()), (*anchor, *text));
        }
        assert_eq!(printed.columns.len(), 3, "{:?}", printed.columns);
    }

    #[test]
    fn texts_of_known_width_are_followed_by_others_in_their_line() {
        let drawn = [
            (30.0, 10.0, "middle", "①24"),
            (70.0, 10.0, "middle", "②8"),
            (90.0, 10.0, "start", "共32件"),
            (20.0, 27.55, "middle", "①9"),
            (50.0, 27.55, "middle", "②"),
            (60.0, 27.55, "start", "共10件"),
            (5.0, 50.0, "start", "①"),
            (15.8, 50.0, "start", "自然人"),
            (100.0, 50.0, "middle", "无"),
            (5.0, 62.6, "start", "②"),
            (15.8, 62.6, "start", "其他"),
        ];
        let printed = PrintedDrawing::new(&texts(&drawn));
        let expected = [
            (21.0, 10.0, "start", "①24"),
            (63.25, 10.0, "start", "②8"),
            (90.0, 10.0, "start", "共32件"),
            (13.25, 27.55, "start", "①9"),
            (45.5, 27.55, "start", "②"),
            (60.0, 27.55, "start", "共10件"),
            (5.0, 50.0, "start", "①"),
            (15.8, 50.0, "start", "自然人"),
            (100.0, 50.0, "middle", "无"),
            (5.0, 62.6, "start", "②"),
            (15.8, 62.6, "start", "其他"),
        ];
        let expected = expected.map(|(x, y, anchor, text)| (x, y, anchor, text.to_owned()));
        assert_eq!(lines(&printed), expected);
        assert_eq!(printed.columns.len(), 3, "{:?}", printed.columns);
    }

    #[test]
    fn shapes_that_look_the_same_are_one_unless_others_lie_between() {
        let mut drawing = Drawing::new(&Canvas::PAGE);
        drawing.bar((0.0, 0.0), (100.0, 100.0), None);
        drawing.bar((0.0, 0.0), (50.0, 10.0), Some(0));
        drawing.bar((5.0, 2.0), (10.0, 6.0), None);
        drawing.bar((50.0, 0.0), (20.0, 10.0), Some(1));
        drawing.bar((0.0, 20.0), (50.0, 10.0), Some(0));
        drawing.bar((55.0, 2.0), (10.0, 6.0), None);
        drawing.bar((5.0, 22.0), (10.0, 6.0), None);
        let looks: Vec<_> = PrintedDrawing::new(&drawing).shapes.iter().map(|s| (s.look, s.places.len())).collect();
        let filled = ShapeLook::Filled;
        assert_eq!(looks, [(ShapeLook::White, 1), (filled(0), 2), (filled(1), 1), (ShapeLook::White, 3)]);
    }
}
