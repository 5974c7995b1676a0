//! 一图读懂: the key sentences and the charts of a report on one tall page for phones.

use serde::Serialize;

use super::Chart;
use super::drawing::{Canvas, Drawing, width};
use crate::changes::Years;
use crate::output::DRAFT;

/// Dots across the page.
const WIDTH: f64 = 750.0;
/// What is left at its sides.
const SIDE: f64 = 36.0;
/// The letters of charts and sentences.
const CANVAS: Canvas = Canvas { width: WIDTH - 2.0 * SIDE, size: 24.0 };
/// The letters of the title.
const TITLE: f64 = 40.0;
/// Lines of one size stand so far apart.
const LINE: f64 = 1.55;

/// The words of a poster.
#[derive(Debug, Clone)]
pub struct PosterText {
    /// Its title.
    pub title: String,
    /// What stands above the title.
    pub mark: String,
    /// The key sentences.
    pub sentences: Vec<String>,
    /// What stands at the foot.
    pub foot: String,
}

/// A poster.
#[derive(Debug, Clone, Serialize)]
pub struct Poster {
    /// What stands above the title.
    pub mark: String,
    /// Its title.
    pub title: String,
    /// The same in the parts between which it is broken first: whose report it is, and of which year.
    pub title_parts: Vec<String>,
    /// The key sentences.
    pub sentences: Vec<String>,
    /// What stands at the foot.
    pub foot: String,
    /// The charts by themselves, for its web page.
    pub charts: Vec<Chart>,
    /// All of it as one drawing.
    pub drawing: Drawing,
    /// All of it in words.
    pub alternative: String,
}

impl Poster {
    /// The poster of some years.
    pub fn new(text: PosterText, years: &Years) -> Self {
        let charts = Chart::all(years, &CANVAS);
        let title_parts = title_parts(&text.title, years.this().year);
        let drawing = draw(&text, &title_parts, &charts);
        let told = charts.iter().map(|chart| chart.alternative.as_str());
        let alternative = text.sentences.iter().map(String::as_str).chain(told).collect();
        let PosterText { title, mark, sentences, foot } = text;
        Self { mark, title, title_parts, sentences, foot, charts, drawing, alternative }
    }
}

/// A chart by itself, with its title and what is said instead of drawn.
#[derive(Debug, Clone, Serialize)]
pub struct ChartSheet {
    /// The chart's key, which its files are named after.
    pub key: String,
    /// What it shows.
    pub title: String,
    /// All of it in words.
    pub alternative: String,
    /// The drawing.
    pub drawing: Drawing,
}

impl ChartSheet {
    /// The charts of a report, each by itself; those of a draft say so in their titles.
    pub fn all(years: &Years, canvas: &Canvas, is_draft: bool) -> Vec<Self> {
        let side = 1.2 * canvas.size;
        let sheet = |chart: Chart| {
            let title = if is_draft { chart.title + DRAFT } else { chart.title };
            let chart = Chart { title, ..chart };
            let mut drawing = Drawing::new(&Canvas { width: canvas.width + 2.0 * side, ..*canvas });
            let bottom = chart_below(&mut drawing, &chart, canvas, (side, 0.6 * side));
            drawing.finish(bottom + side);
            Self { key: chart.key, title: chart.title, alternative: chart.alternative, drawing }
        };
        Chart::all(years, canvas).into_iter().map(sheet).collect()
    }
}

/// Puts a chart with its title at a place; says where the next thing stands.
fn chart_below(drawing: &mut Drawing, chart: &Chart, canvas: &Canvas, (left, mut top): (f64, f64)) -> f64 {
    let size = canvas.size;
    for line in lines(&chart.title, canvas.width / (1.1 * size)) {
        top += 1.1 * size * LINE;
        drawing.words((left, top - 0.4 * size), 1.1 * size, "start", &line);
        drawing.strengthen();
    }
    top += 0.5 * size;
    if let Some(own) = &chart.drawing {
        drawing.add(own, (left, top));
        top += own.height;
    }
    for said in &chart.said {
        for line in lines(said, canvas.width / size) {
            top += size * LINE;
            drawing.words((left, top - 0.4 * size), size, "start", &line);
        }
    }
    top
}

/// A title before its year, and from its year on; one part where nothing stands before a year.
fn title_parts(title: &str, year: i32) -> Vec<String> {
    let at = title.find(&format!("{year}年")).filter(|at| *at > 0);
    let (whose, rest) = title.split_at(at.unwrap_or(0));
    [whose, rest].into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Puts everything one below the other.
fn draw(text: &PosterText, title_parts: &[String], charts: &[Chart]) -> Drawing {
    let mut drawing = Drawing::new(&Canvas { width: WIDTH, ..CANVAS });
    let mut top = SIDE;
    drawing.bar((0.0, 0.0), (WIDTH, 14.0), Some(0));
    top += 10.0;
    let center = WIDTH / 2.0;
    let room = |size: f64| (WIDTH - 2.0 * SIDE) / size;
    let size = TITLE * 0.72;
    let fits = width(&text.title) <= room(size);
    let titles = if fits { std::slice::from_ref(&text.title) } else { title_parts };
    let titles = titles.iter().flat_map(|title| lines(title, room(size))).map(|line| (line, size));
    let marks = lines(&text.mark, room(TITLE)).into_iter().map(|line| (line, TITLE));
    for (line, size) in titles.chain(marks) {
        top += size * LINE;
        drawing.words((center, top - 0.35 * size), size, "middle", &line);
        drawing.strengthen();
    }
    let size = CANVAS.size;
    top += 0.8 * size;
    for sentence in &text.sentences {
        for line in lines(&format!("　　{sentence}"), CANVAS.width / size) {
            top += size * LINE;
            drawing.words((SIDE, top - 0.4 * size), size, "start", &line);
        }
    }
    for chart in charts {
        top += 1.4 * size;
        drawing.rule((SIDE, top), (CANVAS.width, 0.0));
        top += 0.4 * size;
        top = chart_below(&mut drawing, chart, &CANVAS, (SIDE, top));
    }
    top += size;
    drawing.rule((SIDE, top), (CANVAS.width, 0.0));
    for line in lines(&text.foot, CANVAS.width / (0.8 * size)) {
        top += 0.8 * size * LINE;
        drawing.words((center, top), 0.8 * size, "middle", &line);
    }
    drawing.finish(top + SIDE);
    drawing
}

/// Marks that no line begins with.
const CLOSING: [char; 12] = ['，', '。', '；', '：', '、', '）', '”', '！', '？', '%', '》', '—'];

/// Marks that no line ends with.
const OPENING: [char; 3] = ['（', '“', '《'];

/// Letters of a remark in brackets that is not broken.
const SHORT: usize = 8;

/// A text in pieces that are not broken: numbers stay with their units, marks with what they belong to, short remarks in
/// brackets whole.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    // Where a short remark that has begun ends.
    let mut remark = 0;
    for (at, c) in text.char_indices() {
        let joins = pieces.last().and_then(|piece| piece.chars().last()).is_some_and(|before| {
            let goes_on = c.is_ascii_alphanumeric() && before.is_ascii_alphanumeric() || c == '.';
            let is_marked = CLOSING.contains(&c) || OPENING.contains(&before);
            at < remark || is_marked || goes_on || before.is_ascii_digit() && !c.is_ascii()
        });
        match pieces.last_mut().filter(|_| joins) {
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
        if c == '（' {
            let end = text[at..].char_indices().take(SHORT).find(|(_, c)| *c == '）');
            remark = end.map_or(at, |(end, _)| at + end);
        }
    }
    pieces
}

/// A text in lines of so many letters; the last line holds more than one letter.
fn lines(text: &str, room: f64) -> Vec<String> {
    let pieces = pieces(text);
    let (mut starts, mut filled) = (vec![0], 0.0);
    for (number, piece) in pieces.iter().enumerate() {
        let own = width(piece);
        if filled > 0.0 && filled + own > room {
            starts.push(number);
            filled = 0.0;
        }
        filled += own;
    }
    let is_letter = |piece: &String| piece.chars().filter(|c| c.is_alphanumeric()).count() <= 1;
    if let [.., before, last] = &mut starts[..]
        && *before + 1 < *last
        && *last + 1 == pieces.len()
        && pieces.last().is_some_and(is_letter)
    {
        *last -= 1;
    }
    let ends = starts[1..].iter().copied().chain([pieces.len()]);
    starts.iter().zip(ends).map(|(start, end)| pieces[*start..end].concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::{lines, title_parts};

    #[test]
    fn a_title_is_broken_before_its_year_first() {
        assert_eq!(title_parts("甲县水利局2025年年度报告", 2025), ["甲县水利局", "2025年年度报告"]);
        assert_eq!(title_parts("2025年年度报告", 2025), ["2025年年度报告"]);
        assert_eq!(title_parts("年度报告", 2025), ["年度报告"]);
    }

    #[test]
    fn lines_do_not_begin_with_marks_or_part_numbers() {
        assert_eq!(lines("共收到申请1234件。", 6.0), ["共收到申请", "1234件。"]);
        assert_eq!(lines("一二三四五六。", 6.0), ["一二三四", "五六。"]);
        assert_eq!(lines("行政强制的决定（单位：件）", 9.0), ["行政强制的决定", "（单位：件）"]);
        assert_eq!(lines("数据来源是《报告》", 6.0), ["数据来源是", "《报告》"]);
        assert_eq!(lines("本年度办结4件。", 6.0), ["本年度办结", "4件。"]);
        assert_eq!(lines("", 6.0), [""]);
    }
}
