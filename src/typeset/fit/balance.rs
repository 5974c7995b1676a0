//! Where the pages of a letter end: reckoned from its lines, so that 版记 is not alone and no page but the last too empty.
//!
//! A letter has nothing but a head, lines of text, a list of attachments and what closes it, so that what stands on its
//! pages with other ends of pages is known without laying it out: only what is known to be good is laid out and looked at.

use std::collections::BTreeMap;
use std::ops::Range;

use super::choices::Fit;
use super::closing::{self, CARRIED, SHORT};
use super::sheet::{EMPTY, LaidOut, SetParagraph, TextLine};

/// Lines of a full page that are reckoned with, the usual number first: as few and as many as are tried for all documents
/// (GB/T 9704—2012 5.2.3: 一般每面排22行，每行排28个字，并撑满版心。特定情况可以作适当调整).
const PAGE_LINES: [u8; 6] = [22, 21, 23, 20, 24, 25];

/// Ways that are laid out at most, the best first.
const MOST_TRIED: usize = 2;

/// What it costs that the page of the signature shows names of attachments only.
const NO_TEXT: f64 = 1.0;

/// What it costs to end a page that is not full within a paragraph, and behind its first line.
const WITHIN: (f64, f64) = (0.2, 0.5);

/// What a line more or less on each page costs.
const OTHER_PITCH: f64 = 0.15;

/// Points by which lines may stand lower than they are reckoned.
const ROUND: f64 = 0.1;

/// Steps from line to line, in their pitch, that a table stands between.
const PARTED: f64 = 2.5;

/// The best ways to end the pages of a letter for which ends are known that are better; none where it is good, or no letter.
pub(super) fn balanced(sheet: &LaidOut, fit: &Fit) -> Vec<Fit> {
    let pages = sheet.own_pages.first().copied().unwrap_or(sheet.ends.len());
    let signed = sheet.closing_after.and_then(|at| sheet.lines.get(at)).map_or(0, |line| line.page);
    let has_empty = (0..signed).any(|page| sheet.is_empty(page));
    if sheet.text_after == 0 || !(has_empty || pages == sheet.ends.len() && closing::is_imprint_alone(sheet)) {
        return Vec::new();
    }
    let block = &sheet.block;
    let pitch = |lines: u8| (block.bottom - block.top - block.size) / f64::from(lines - 1);
    let way = |lines: u8| {
        let letter = LetterFlow::of(sheet, pages, pitch(lines) / (block.size + block.gap), has_empty)?;
        let way = letter.best()?;
        let (feet, note) = letter.told(&way);
        let page_lines = (lines != PAGE_LINES[0]).then_some(lines);
        let cost = way.cost + OTHER_PITCH * f64::from(lines.abs_diff(PAGE_LINES[0]));
        Some((cost, Fit { page_lines, feet, note, ..fit.clone() }))
    };
    let mut ways: Vec<(f64, Fit)> = PAGE_LINES.into_iter().filter_map(way).collect();
    ways.sort_by(|one, two| one.0.total_cmp(&two.0));
    ways.into_iter().map(|(_, fit)| fit).take(MOST_TRIED).collect()
}

/// A line of the text or of the list of attachments.
struct FlowLine<'s> {
    /// How far its lower edge is from that of the line before on the same page, in points.
    step: f64,
    /// Whether a page may begin with it.
    may_begin: bool,
    /// What it costs to end a page before it that is not full.
    parting: f64,
    /// The paragraph that begins with it.
    begins: Option<&'s SetParagraph>,
    /// The number of the attachment whose name begins with it, from 0.
    name: Option<usize>,
    /// Whether it is of a paragraph of text.
    is_text: bool,
}

/// A letter as it is reckoned with, in points.
struct LetterFlow<'s> {
    items: Vec<FlowLine<'s>>,
    /// From the upper edge of the block to the lower edge of the first line, on the first page and on others.
    first: (f64, f64),
    /// From the last line to the end of what closes the letter.
    closing: f64,
    /// What 版记 needs on the last page.
    imprint: f64,
    /// Whether the last page has to be an even one.
    is_even: bool,
    /// Whether names of attachments that go on from the page before may stand alone above the signature.
    may_lack_text: bool,
    /// The height of the block.
    height: f64,
}

/// A way to fill pages.
#[derive(Clone, Default)]
struct Way {
    cost: f64,
    /// The items that pages after the first begin with.
    starts: Vec<usize>,
}

impl<'s> LetterFlow<'s> {
    /// Reads the letter on the first pages, with steps from line to line so many times as high.
    fn of(sheet: &'s LaidOut, pages: usize, scale: f64, has_empty: bool) -> Option<Self> {
        let closing_at = sheet.closing_after?;
        let range = sheet.text_after..closing_at;
        if range.is_empty() || sheet.lines.get(closing_at)?.page >= pages {
            return None;
        }
        let block = &sheet.block;
        let pitch = block.size + block.gap;
        let more = (scale - 1.0) * pitch;
        // Lines above the text that stand as close as those of the text.
        let above = sheet.lines[..=range.start].windows(2).rev();
        let above = above.take_while(|pair| (pair[1].bottom - pair[0].bottom - pitch).abs() < 1.0).count();
        let (last, end) = (sheet.lines[closing_at - 1], sheet.lines.iter().rfind(|line| line.page < pages)?);
        let start = if last.page == end.page { last.bottom } else { block.top - block.gap };
        let closing = end.bottom - start;
        let rows = sheet.lines[closing_at..].iter().filter(|line| line.page == end.page).count();
        // A line parts 版记 from what stands above.
        let has_imprint = pages == sheet.ends.len() && sheet.imprint.is_some();
        let imprint = if has_imprint { sheet.imprint_height + scale * pitch } else { 0.0 };
        Some(Self {
            items: items(sheet, &range, scale)?,
            first: (sheet.lines[range.start].bottom - block.top + above as f64 * more, block.size),
            // The place of a seal does not become lower.
            closing: if scale < 1.0 { closing + rows as f64 * more } else { scale * closing },
            imprint,
            is_even: has_imprint && sheet.is_imprint_even,
            // A long list goes on over pages by itself.
            may_lack_text: has_empty || sheet.signed_after == sheet.closing_after,
            height: block.bottom - block.top,
        })
    }

    /// How far down items reach on a page.
    fn filled(&self, items: &Range<usize>, page: usize) -> f64 {
        let first = if page == 0 { self.first.0 } else { self.first.1 };
        first + self.items[items.start + 1..items.end].iter().map(|item| item.step).sum::<f64>()
    }

    /// The best way to end pages.
    fn best(&self) -> Option<Way> {
        let count = self.items.len();
        // The best ways to begin a page with each item.
        let mut ways = BTreeMap::from([(0, Way::default())]);
        let mut best: Option<Way> = None;
        for page in 0..count {
            let mut next: BTreeMap<usize, Way> = BTreeMap::new();
            for (from, way) in &ways {
                let last = self.last_page(&(*from..count), page).map(|cost| way.cost + cost);
                if let Some(cost) = last.filter(|cost| best.as_ref().is_none_or(|best| *cost < best.cost)) {
                    best = Some(Way { cost, starts: way.starts.clone() });
                }
                for to in from + 1..count {
                    let cost = self.page(&(*from..to), page).map(|cost| way.cost + cost);
                    if let Some(cost) = cost.filter(|cost| next.get(&to).is_none_or(|other| *cost < other.cost)) {
                        next.insert(to, Way { cost, starts: way.starts.iter().copied().chain([to]).collect() });
                    }
                }
            }
            ways = next;
        }
        best
    }

    /// What a page costs that is not the last; none where it cannot be.
    fn page(&self, items: &Range<usize>, page: usize) -> Option<f64> {
        let filled = self.filled(items, page);
        let (empty, next) = (1.0 - filled / self.height, &self.items[items.end]);
        let is_full = self.is_full(filled, next);
        // Only a paragraph can tell what stays free, and a list of attachments itself.
        let can_be = filled <= self.height + ROUND
            && empty < EMPTY
            && next.may_begin
            && (is_full || next.name.is_some() || self.anchor(items).is_some());
        can_be.then(|| (empty / EMPTY).powi(2) + if is_full { 0.0 } else { next.parting })
    }

    /// What the last page costs; none where it cannot be.
    fn last_page(&self, items: &Range<usize>, page: usize) -> Option<f64> {
        let needed = self.filled(items, page) + self.closing + self.imprint;
        let shows_text = self.items[items.clone()].iter().any(|item| item.is_text);
        let can_be = needed <= self.height + ROUND
            && items.len() >= CARRIED
            && (page % 2 == 1 || !self.is_even)
            && (shows_text || self.may_lack_text && self.items[items.start].name.is_some_and(|name| name > 0));
        can_be.then_some(if shows_text { 0.0 } else { NO_TEXT })
    }

    /// Whether the next line does not fit on a page.
    fn is_full(&self, filled: f64, next: &FlowLine<'_>) -> bool {
        filled + next.step > self.height + ROUND
    }

    /// The paragraph that tells what stays free at the foot of a page: rather one that does not begin the page.
    fn anchor(&self, items: &Range<usize>) -> Option<&'s SetParagraph> {
        let begun = |items: &[FlowLine<'s>]| items.iter().find_map(|item| item.begins);
        begun(&self.items[items.start + 1..items.end]).or_else(|| begun(&self.items[items.clone()]))
    }

    /// What a way is told by: what stays free at the foot of pages, and attachments whose names begin a page.
    fn told(&self, way: &Way) -> (BTreeMap<String, f64>, Vec<usize>) {
        let (mut feet, mut note) = (BTreeMap::new(), Vec::new());
        let mut from = 0;
        for (page, to) in way.starts.iter().copied().enumerate() {
            let (filled, next) = (self.filled(&(from..to), page), &self.items[to]);
            if let Some(name) = next.name {
                note.push(name);
            } else if let Some(anchor) = self.anchor(&(from..to)).filter(|_| !self.is_full(filled, next)) {
                feet.insert(closing::foot_key(anchor), self.height - filled - SHORT);
            }
            from = to;
        }
        (feet, note)
    }
}

/// The lines of text and of attachments, with steps so many times as high; none where something stands between them.
fn items<'s>(sheet: &'s LaidOut, range: &Range<usize>, scale: f64) -> Option<Vec<FlowLine<'s>>> {
    let block = &sheet.block;
    let pitch = block.size + block.gap;
    let mut of_text: BTreeMap<usize, (&SetParagraph, usize)> = BTreeMap::new();
    for paragraph in sheet.paragraphs.iter().filter(|paragraph| paragraph.is_of_letter) {
        for (number, line) in paragraph.lines.iter().enumerate() {
            let at = |other: &TextLine| {
                other.page == line.page && (0.0..block.size).contains(&(other.bottom - line.baseline))
            };
            of_text.insert(sheet.lines.iter().position(at)?, (paragraph, number));
        }
    }
    let names = sheet.names.first().map_or(range.end, |first| *first);
    let item = |at: usize| {
        let name = sheet.names.iter().position(|first| *first == at);
        let before = at.checked_sub(1).map(|before| (before, sheet.lines[before].bottom));
        let before = before.filter(|(before, _)| sheet.lines[*before].page == sheet.lines[at].page);
        // A blank line stands before the list of attachments.
        let usual = if name == Some(0) { 2.0 * pitch } else { pitch };
        let step = before.map_or(usual, |(_, bottom)| sheet.lines[at].bottom - bottom);
        let (begins, may_begin, parting) = match of_text.get(&at) {
            Some((paragraph, number)) => {
                let is_last = *number > 0 && number + 1 == paragraph.lines.len();
                let parting = [0.0, WITHIN.1].get(*number).copied().unwrap_or(WITHIN.0);
                ((*number == 0).then_some(*paragraph), !is_last, parting)
            }
            // A heading, or a line of the list.
            None => (None, at < names || name.is_some(), 0.0),
        };
        let is_headed = at > range.start && at <= names && !of_text.contains_key(&(at - 1));
        let is_parted = at > range.start && step > PARTED * pitch;
        let is_text = of_text.contains_key(&at);
        (!is_parted).then_some(FlowLine {
            step: scale * step,
            may_begin: may_begin && !is_headed,
            parting,
            begins,
            name,
            is_text,
        })
    };
    range.clone().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter of so many lines in paragraphs of four, whose first page has room for seven, with 版记 on an even page.
    fn of(lines: usize) -> LetterFlow<'static> {
        let step = 29.6;
        let item = |at: usize| FlowLine {
            step,
            may_begin: at % 4 != 3,
            parting: if at.is_multiple_of(4) { 0.0 } else { WITHIN.0 },
            begins: at.is_multiple_of(4).then(|| &*Box::leak(Box::default())),
            name: None,
            is_text: true,
        };
        let items = (0..lines).map(item).collect();
        let (first, closing, imprint) = ((456.0, 15.8), 118.0, 52.0);
        LetterFlow { items, first, closing, imprint, is_even: true, may_lack_text: false, height: 637.8 }
    }

    /// How far pages are filled whose lines begin there, but the last.
    fn shares(letter: &LetterFlow<'_>, starts: &[usize]) -> Vec<f64> {
        let from = std::iter::once(0).chain(starts.iter().copied());
        from.zip(starts)
            .enumerate()
            .map(|(page, (from, to))| letter.filled(&(from..*to), page) / letter.height)
            .collect()
    }

    #[test]
    fn pages_end_so_that_an_even_page_holds_text_the_signature_and_what_follows() {
        for lines in [38, 40, 44] {
            let letter = of(lines);
            let way = letter.best().expect("four pages can be filled");
            let shares = shares(&letter, &way.starts);
            assert_eq!(way.starts.len(), 3, "{lines}: {:?}", way.starts);
            assert!(shares.iter().all(|share| *share > 1.0 - EMPTY), "{lines}: {shares:?}");
            assert!(way.starts.iter().all(|start| start % 4 != 3), "{lines}: {:?}", way.starts);
            assert_eq!(letter.told(&way).0.len().min(1), 1, "{lines}: something stays free at the foot of a page");
        }
    }

    #[test]
    fn pages_that_cannot_be_filled_are_left() {
        assert!(of(27).best().is_none(), "two pages cannot hold it, four are not filled by it");
        assert!(of(2).best().is_none(), "a line on the first page leaves one to the second");
    }
}
