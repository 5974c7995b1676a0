//! The shape of a broken title: a trapezium or a rhombus (GB/T 9704-2012, 7.3.1).

/// A line's width in characters; figures and Latin letters are half as wide.
pub fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Narrowest line in characters: none of a character or two.
const NARROWEST: f64 = 2.5;

/// What it costs when a line is narrower than those before and after it: neither trapezium nor rhombus.
const WAISTED: f64 = 8.0;

/// Lines up to which every way is tried; a real title has three or four.
const MOST_TRIED: usize = 6;

/// A title that is being broken.
pub(super) struct TitleBreaker<'a> {
    /// The title.
    pub title: &'a str,
    /// Byte offsets where it may be broken, with what a break there costs.
    pub breaks: &'a [(usize, f64)],
    /// The width of a line if all were alike.
    pub ideal: f64,
    /// The width that no line may exceed.
    pub widest: f64,
}

/// A way to break a title as far as it goes: its cost, the ends of its lines, their widths.
type Way = (f64, Vec<usize>, Vec<f64>);

impl TitleBreaker<'_> {
    /// The cheapest way to break into that many lines, none too wide or too narrow.
    pub(super) fn best(&self, count: usize) -> Option<Vec<String>> {
        if count > MOST_TRIED {
            return None;
        }
        let mut best: Option<Way> = None;
        self.explore((0.0, Vec::new(), Vec::new()), count, &mut best);
        let (_, ends, _) = best?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        Some(starts.zip(&ends).map(|(start, end)| self.title[start..*end].trim().to_owned()).collect())
    }

    /// Goes on from a way in every direction, and keeps the cheapest that reaches the end.
    fn explore(&self, way: Way, lines: usize, best: &mut Option<Way>) {
        let (cost, ends, widths) = &way;
        if best.as_ref().is_some_and(|(least, ..)| cost >= least) {
            return;
        }
        let start = ends.last().copied().unwrap_or_default();
        if lines == 0 {
            *best = (start == self.title.len()).then_some(way).or(best.take());
            return;
        }
        let last = [(self.title.len(), 0.0)];
        let next = if lines == 1 { &last[..] } else { self.breaks };
        for (end, at_break) in next.iter().filter(|(end, _)| *end > start) {
            let width = width(&self.title[start..*end]);
            if width > self.widest {
                break;
            }
            if width < NARROWEST {
                continue;
            }
            let waisted =
                widths.windows(2).any(|pair| pair[1] < pair[0]) && widths.last().is_some_and(|last| width > *last);
            let more = (width - self.ideal).abs() + at_break + if waisted { WAISTED } else { 0.0 };
            let mut ends = ends.clone();
            let mut widths = widths.clone();
            ends.push(*end);
            widths.push(width);
            self.explore((cost + more, ends, widths), lines - 1, best);
        }
    }
}
