//! Whether a letter's 版记 can have text on its page: counted in lines, wherever lines may break.

use super::measures::{CARRIED, CHARACTER, EMPTY, PITCH, is_date};
use super::sheet::{Sheet, TextLine};
use crate::geometry::{BOTTOM, LEFT, TOP};

/// Lines of a full page, fewest and most.
const PAGE_LINES: std::ops::RangeInclusive<u32> = 20..=25;

/// Lines of a list of attachments that stands with the signature whole.
const SHORT_LIST: usize = 4;

/// What is counted of a letter, in millimetres.
struct Counted {
    /// Lines of text and of the list of attachments, and the blank line before that.
    lines: f64,
    /// How many of them stand above the signature at least.
    carried: f64,
    /// Where the first of them ends, from the upper edge of the block.
    first: f64,
    /// Lines above it that follow the number of lines of a page.
    above: f64,
    /// What closes the letter, and its lines.
    closing: (f64, f64),
    /// 版记.
    imprint: f64,
}

/// Whether there is no number of lines a page with which the text, ended anywhere, leaves no page but the last more empty
/// than may be and has two lines on an even page that has room for the signature and 版记.
pub fn is_out_of_reach(sheet: &Sheet) -> bool {
    let Some(counted) = Counted::of(sheet) else { return false };
    !PAGE_LINES.into_iter().any(|lines| (2..=8).step_by(2).any(|pages| counted.can_fill(pages, lines)))
}

impl Counted {
    /// Counts a letter.
    fn of(sheet: &Sheet) -> Option<Self> {
        let date = sheet.lines.iter().rposition(is_date)?;
        // Behind those that are written to.
        let start = 1 + sheet.lines.iter().position(|line| line.left < LEFT + 1.0 && line.text.ends_with('：'))?;
        let is_text = |line: &&TextLine| line.left < LEFT + 7.5 * CHARACTER && !line.text.starts_with('（');
        let items: Vec<&TextLine> = sheet.lines[start..date].iter().filter(is_text).collect();
        let steps =
            |lines: &[&TextLine]| -> Vec<f64> { lines.windows(2).map(|pair| pair[1].top - pair[0].top).collect() };
        let pitch = steps(&items).into_iter().filter(|step| *step > 0.0).fold(f64::INFINITY, f64::min);
        let head: Vec<&TextLine> = sheet.lines[..=start].iter().collect();
        let above = steps(&head).into_iter().rev().take_while(|step| (step - pitch).abs() < 0.5).count();
        let (last, date) = (items.last()?, &sheet.lines[date]);
        let closing = date.top - if last.page == date.page { last.top } else { TOP - pitch };
        let list = items.iter().position(|line| line.text.starts_with("附件：")).unwrap_or(items.len());
        let (listed, blank) = (items.len() - list, usize::from(list < items.len()));
        // A short list does not leave the text.
        let carried = CARRIED + if listed <= SHORT_LIST { listed + blank } else { 0 };
        // As with the usual number of lines a page.
        let more = PITCH - pitch;
        Some(Self {
            lines: (items.len() + blank) as f64,
            carried: carried as f64,
            first: items[0].top + CHARACTER - TOP + above as f64 * more,
            above: above as f64,
            closing: (
                closing + 2.0 * more,
                sheet.lines[start..].iter().filter(|line| line.page == date.page).count() as f64,
            ),
            imprint: BOTTOM - sheet.imprint_top?,
        })
    }

    /// Whether the lines fill so many pages of so many lines each.
    fn can_fill(&self, pages: u32, lines: u32) -> bool {
        let height = BOTTOM - TOP;
        let pitch = (height - CHARACTER) / f64::from(lines - 1);
        let more = pitch - PITCH;
        let first = self.first + self.above * more;
        let closing = self.closing.0 + self.closing.1.min(3.0) * more.min(0.0);
        let between = f64::from(pages - 2);
        // As many lines as there is room for, and as few as fill the pages before the last.
        let on_last = ((height - CHARACTER - closing - pitch - self.imprint) / pitch).floor() + 1.0;
        let most = ((height - first) / pitch).floor() + 1.0 + between * f64::from(lines) + on_last;
        let filled = (1.0 - EMPTY) * height;
        let on_first = (((filled - first) / pitch).ceil() + 1.0).max(1.0);
        let least = on_first + between * (((filled - CHARACTER) / pitch).ceil() + 1.0) + self.carried;
        (least..=most).contains(&self.lines)
    }
}

#[test]
fn lines_that_fill_pages_are_told_from_those_that_do_not() {
    let of = |lines| Counted { lines, carried: 2.0, first: 155.0, above: 0.0, closing: (42.0, 2.0), imprint: 18.0 };
    let fills =
        |lines| PAGE_LINES.into_iter().any(|count| (2..=4).step_by(2).any(|pages| of(lines).can_fill(pages, count)));
    let reached: Vec<u32> = (1..60).filter(|lines| fills(f64::from(*lines))).collect();
    // Two pages hold some 24 lines beside what stands on them; four are not filled by less than 33.
    assert!(
        reached.contains(&5) && reached.contains(&20) && !reached.contains(&29) && reached.contains(&40),
        "{reached:?}"
    );
}
