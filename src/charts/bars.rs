//! Bars in groups, a bar a year: the name of the group, the year, the bar, its number behind it.

use super::data::{BarGroup, ChartData};
use super::drawing::{Canvas, Drawing, length, widest};

/// The height of a row, in sizes of its letters.
const ROW: f64 = 1.35;
/// The height of a bar.
const BAR: f64 = 0.9;
/// What is left between groups: half a row, so that all texts of a column stand at the distance of some lines.
const GAP: f64 = ROW / 2.0;
/// What is left between columns.
const SPACE: f64 = 0.6;

/// Draws the groups that have something to draw.
pub(super) fn draw(data: &ChartData, canvas: &Canvas) -> Drawing {
    let size = canvas.size;
    let mut drawing = Drawing::new(canvas);
    let groups: Vec<&BarGroup> = data.groups.iter().filter(|group| ChartData::is_drawn(group)).collect();
    let bars = || groups.iter().flat_map(|group| &group.bars);
    let names = widest(groups.iter().map(|group| &group.label)) * size;
    // Names stand above their bars where there is no room beside them.
    let is_above = names > 0.22 * canvas.width;
    let left = if is_above { 0.0 } else { names + SPACE * size };
    let years = left + widest(bars().map(|bar| &bar.label)) * size;
    let from = years + SPACE * size;
    let numbers = widest(bars().map(|bar| &bar.whole.shown)) * size;
    let longest = canvas.width - from - numbers - SPACE * size;
    let largest = data.largest();
    let mut top = 0.0;
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            top += GAP * size;
        }
        let base = |top: f64| top + size * (ROW / 2.0 + 0.36);
        drawing.words((0.0, base(top)), size, "start", &group.label);
        drawing.strengthen();
        if is_above {
            top += ROW * size;
        }
        let first = top;
        for (place, bar) in group.bars.iter().enumerate() {
            drawing.words((years, base(top)), size, "end", &bar.label);
            let long = bar.whole.amount.map_or(0.0, |amount| length(amount, largest, longest));
            if long > 0.0 {
                // This year's bar is filled otherwise than those before it.
                let fill = if place + 1 == group.bars.len() { 0 } else { 2 };
                drawing.bar((from, top + size * (ROW - BAR) / 2.0), (long, BAR * size), Some(fill));
            }
            drawing.words((from + long + 0.35 * size, base(top)), size, "start", &bar.whole.shown);
            drawing.of_figure(&bar.whole.key, bar.whole.year);
            top += ROW * size;
        }
        drawing.rule((from, first), (0.0, top - first));
    }
    drawing.height = super::drawing::round(top);
    drawing
}
