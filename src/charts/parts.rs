//! Bars that are divided into parts; below them every part with its pattern, its name and its numbers.

use super::data::{BarData, ChartData, NOTHING};
use super::drawing::{Canvas, Drawing, length, widest, width};

/// The height of the row of a bar, in sizes of its letters.
const ROW: f64 = 1.95;
/// The height of a bar.
const BAR: f64 = 1.6;
/// The height of a row of the key.
const LINE: f64 = 1.4;
/// What is left between columns.
const SPACE: f64 = 0.7;
/// Letters of the name of a bar that stand on one line above its column.
const HEAD: usize = 5;

/// What tells a part in its bar and below it apart from the others.
const NUMBERS: [&str; 8] = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧"];

/// Draws the bars and what they mean.
pub(super) fn draw(data: &ChartData, canvas: &Canvas) -> Drawing {
    let mut drawing = Drawing::new(canvas);
    let bars: Vec<&BarData> = data.bars().collect();
    let parts = data.drawn_parts();
    let below = draw_bars(data, canvas, &bars, &parts, &mut drawing);
    let height = draw_key(data, canvas, &bars, &parts, below + 0.4 * canvas.size, &mut drawing);
    drawing.height = super::drawing::round(height);
    drawing
}

/// Draws the bars; says where the next thing stands.
fn draw_bars(data: &ChartData, canvas: &Canvas, bars: &[&BarData], parts: &[usize], drawing: &mut Drawing) -> f64 {
    let size = canvas.size;
    let labels = widest(bars.iter().map(|bar| &bar.label)) * size;
    let from = labels + SPACE * size;
    let whole = |bar: &BarData| match bar.whole.amount {
        Some(amount) if !amount.is_zero() => format!("共{}{}", bar.whole.shown, data.unit),
        _ => bar.whole.shown.clone(),
    };
    let wholes: Vec<String> = bars.iter().map(|bar| whole(bar)).collect();
    let longest = canvas.width - from - widest(&wholes) * size - SPACE * size;
    let largest = data.largest();
    let mut top = 0.0;
    for (bar, whole) in bars.iter().zip(&wholes) {
        let base = top + size * (ROW / 2.0 + 0.36);
        drawing.words((labels, base), size, "end", &bar.label);
        let mut x = from;
        for (place, number) in parts.iter().enumerate() {
            let Some(amount) = bar.parts[*number].amount.filter(|amount| !amount.is_zero()) else { continue };
            let long = length(amount, largest, longest);
            let upper = top + size * (ROW - BAR) / 2.0;
            drawing.bar((x, upper), (long, BAR * size), Some(place));
            mark(drawing, (x + long / 2.0, base), long, size, (NUMBERS[place], &bar.parts[*number].shown));
            x += long;
        }
        drawing.words((x + 0.35 * size, base), size, "start", whole);
        drawing.of_figure(&bar.whole.key, bar.whole.year);
        top += ROW * size;
    }
    drawing.rule((from, 0.0), (0.0, top));
    top
}

/// How much smaller letters are where a part of a bar has no room for others.
const SMALL: f64 = 0.75;

/// Writes into a part of a bar which one it is, and how much where there is room, in small letters if need be.
fn mark(drawing: &mut Drawing, (middle, base): (f64, f64), room: f64, size: f64, (number, amount): (&str, &str)) {
    let both = format!("{number}{amount}");
    let sizes = [(both.as_str(), size), (&both, SMALL * size), (number, size), (number, SMALL * size)];
    let Some((text, size)) = sizes.into_iter().find(|(text, size)| (width(text) + 0.7) * size <= room) else { return };
    let wide = (width(text) + 0.3) * size;
    drawing.bar((middle - wide / 2.0, base - 0.95 * size), (wide, 1.2 * size), None);
    drawing.words((middle, base), size, "middle", text);
}

/// Draws what the patterns mean, with the numbers of every bar; says where it ends.
fn draw_key(
    data: &ChartData,
    canvas: &Canvas,
    bars: &[&BarData],
    parts: &[usize],
    top: f64,
    drawing: &mut Drawing,
) -> f64 {
    let size = canvas.size;
    let heads: Vec<Vec<String>> = bars.iter().map(|bar| head_lines(&bar.label)).collect();
    let column = |number: usize| {
        let heads = heads[number].iter().map(|line| width(line));
        let amounts = parts.iter().map(|part| width(&bars[number].parts[*part].shown));
        heads.chain(amounts).fold(3.0, f64::max) * size
    };
    let columns: Vec<f64> = (0..bars.len()).map(column).collect();
    let indent = 3.4 * size;
    let names = widest(parts.iter().map(|part| &data.parts[*part])) * size;
    // What is too long for the canvas is cut; the table beside the chart has all of it.
    let names = names.min(canvas.width - indent - columns.iter().map(|wide| wide + 1.2 * size).sum::<f64>());
    let mut right = indent + names;
    let rights: Vec<f64> = columns
        .iter()
        .map(|wide| {
            right += wide + 1.2 * size;
            right
        })
        .collect();
    let base = |top: f64| top + size * (LINE / 2.0 + 0.36);
    let mut top = top;
    let tallest = heads.iter().map(Vec::len).max().unwrap_or(0);
    // One bar needs no head: its numbers cannot be others'.
    if bars.len() > 1 {
        for (lines, right) in heads.iter().zip(&rights) {
            for (number, line) in lines.iter().enumerate() {
                let down = (tallest - lines.len() + number) as f64 * 1.25 * size;
                drawing.words((*right, base(top) + down), size, "end", line);
            }
        }
        top += (1.25 * (tallest as f64 - 1.0) + LINE) * size;
    }
    for (place, part) in parts.iter().enumerate() {
        drawing.bar((0.0, top + 0.3 * size), (1.9 * size, (LINE - 0.6) * size), Some(place));
        drawing.words((2.2 * size, base(top)), size, "start", NUMBERS[place]);
        drawing.words((indent, base(top)), size, "start", &cut(&data.parts[*part], names / size));
        for (bar, right) in bars.iter().zip(&rights) {
            let datum = &bar.parts[*part];
            drawing.words(
                (*right, base(top)),
                size,
                "end",
                if datum.shown.is_empty() { NOTHING } else { &datum.shown },
            );
            drawing.of_figure(&datum.key, datum.year);
        }
        top += LINE * size;
    }
    top
}

/// A text that is no wider than so many letters.
fn cut(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let fits = |end: &usize| width(&text[..*end]) + 1.0 <= room;
    let end = text.char_indices().map(|(at, _)| at).take_while(fits).last().unwrap_or(0);
    format!("{}…", &text[..end])
}

/// The name of a bar in lines for the head of its column.
fn head_lines(label: &str) -> Vec<String> {
    let letters: Vec<char> = label.chars().collect();
    if width(label) <= HEAD as f64 {
        return vec![label.to_owned()];
    }
    letters.chunks(HEAD.min(letters.len().div_ceil(2))).map(|line| line.iter().collect()).collect()
}
