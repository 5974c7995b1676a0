//! How a document ends: its signature not without text, 版记 not alone, no page before it too empty.

use super::choices::Fit;
use super::sheet::{EMPTY, LaidOut, SetLine, SetParagraph, TextLine};
use super::tables;

/// Lines of text that a signature has above it on its page.
pub(super) const CARRIED: usize = 2;

/// The share of a page by which the length of text may differ from what is reckoned.
const SLACK: f64 = 0.1;

/// The share of the page before the signature that rather stays empty than 版记 stands alone.
const BEFORE_SIGNATURE: f64 = 0.4;

/// The share of it that is hardly more than may stay empty on any page.
const NEARLY: f64 = 0.34;

/// Points by which a line that is to go overleaf cannot fit.
pub(super) const SHORT: f64 = 1.0;

/// How bad the pages and the end of a document are; nothing where they are as they should be. A table that could be whole
/// is worse divided than a last page is with a few lines.
pub(super) fn badness(sheet: &LaidOut) -> u32 {
    of_breaks(sheet) + of_length(sheet) + if tables::is_barely_divided(sheet) { 2 } else { 0 }
}

/// How badly pages begin and end.
fn of_breaks(sheet: &LaidOut) -> u32 {
    let mut sum = 0;
    if is_alone(sheet) {
        sum += 4;
    }
    if hides_text(sheet) {
        sum += 20;
    }
    sum += sheet.torn().map(|torn| if torn.is_short { 2 } else { 1 }).sum::<u32>();
    // The text ends on the page before 版记 that is alone.
    let after_text = 1 + usize::from(is_imprint_alone(sheet));
    let before_last = 0..sheet.ends.len().saturating_sub(after_text);
    let signed = signed_on(sheet);
    let of_page = |page: usize| match sheet.emptiness(page) {
        share if signed != Some(page + 1) || share >= BEFORE_SIGNATURE => 5,
        share if share >= NEARLY => 2,
        _ => 1,
    };
    sum + before_last.filter(|page| sheet.is_empty(*page)).map(of_page).sum::<u32>()
}

/// How badly the text fills its last page.
fn of_length(sheet: &LaidOut) -> u32 {
    let imprint = match (is_imprint_alone(sheet), sheet.is_imprint_even) {
        (false, _) => 0,
        // Nobody wants an empty page before it.
        (true, true) if !is_overleaf(sheet) => 12,
        // Overleaf of an odd page it may stand alone; where it needs no even page, rather let the page before be empty.
        (true, true) => 3,
        (true, false) => 6,
    };
    imprint + u32::from(sheet.is_scant())
}

/// Another look of all pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial {
    /// Lines of a full page, where it is another number than usual.
    pub(super) page_lines: Option<u8>,
    /// Whether the rows of the official tables are lower.
    pub(super) low_rows: bool,
}

impl Trial {
    /// Another number of lines.
    const fn lines(lines: u8) -> Self {
        Self { page_lines: Some(lines), low_rows: false }
    }

    /// Lower rows, with the usual number of lines or another.
    const fn low_rows(page_lines: Option<u8>) -> Self {
        Self { page_lines, low_rows: true }
    }

    /// Whether it may make pages better.
    pub(super) fn may_help(self, sheet: &LaidOut) -> bool {
        let may_change_pages = || self.page_lines.is_some_and(|lines| may_change_pages(sheet, lines));
        let has_tables = !sheet.tables.is_empty();
        if self.low_rows {
            let is_barely_divided = || self.page_lines != Some(24) && tables::is_barely_divided(sheet);
            return has_tables && (sheet.is_scant() || is_barely_divided());
        }
        of_breaks(sheet) > 0
            || (is_imprint_stranded(sheet) && (sheet.annex.is_none() && lacks_room(sheet) || may_change_pages()))
            || (sheet.is_scant() && !has_tables && may_change_pages())
    }
}

/// What is tried, one after the other: lower rows for a few lines or rows of a table too many; some lines more may hold
/// the signature, 版记 or the last lines, one less may keep text with them.
pub(super) const TRIALS: [Trial; 8] = [
    Trial::low_rows(None),
    Trial::low_rows(Some(23)),
    Trial::low_rows(Some(24)),
    Trial::lines(23),
    Trial::lines(24),
    Trial::lines(21),
    Trial::lines(25),
    Trial::lines(20),
];

/// What is tried where a page before the annex that holds a few lines cannot be filled from the page before it, as no
/// paragraph begins there: a line or two less on every page move more to it.
pub(super) const LAST_TRIALS: [Trial; 3] = [Trial::lines(21), Trial::lines(20), Trial::lines(25)];

/// Whether 版记 is alone because the page that it could stand on has no room.
fn lacks_room(sheet: &LaidOut) -> bool {
    is_imprint_alone(sheet) && !(sheet.is_imprint_even && is_overleaf(sheet))
}

/// Whether 版记 stands on the page behind the text, or on its last page.
fn is_overleaf(sheet: &LaidOut) -> bool {
    sheet.imprint.is_some_and(|page| page as f64 <= sheet.filled_pages(0..sheet.ends.len()).ceil())
}

/// Whether text may fill another number of pages with so many lines on each: some of what begins on a page of its own.
fn may_change_pages(sheet: &LaidOut, lines: u8) -> bool {
    let block = &sheet.block;
    let height = block.bottom - block.top;
    let pitch = (height - block.size) / f64::from(lines - 1);
    sheet.stretches().into_iter().any(|stretch| {
        let filled = sheet.filled_pages(stretch.clone());
        let count = sheet.lines.iter().filter(|line| stretch.contains(&line.page)).count();
        let other = filled - count as f64 * (block.size + block.gap - pitch) / height;
        let pages = filled.ceil();
        (other - SLACK).ceil() < pages || (other + SLACK).ceil() > pages
    })
}

/// The page of the signature.
fn signed_on(sheet: &LaidOut) -> Option<usize> {
    sheet.signed_after.and_then(|count| sheet.lines.get(count)).map(|line| line.page)
}

/// Whether the signature stands without enough text.
fn is_alone(sheet: &LaidOut) -> bool {
    let Some((page, count)) = signed_on(sheet).zip(sheet.signed_after) else { return false };
    sheet.lines[..count].iter().filter(|line| line.page == page).count() < CARRIED
}

/// Whether the first page of a letter shows none of its text.
fn hides_text(sheet: &LaidOut) -> bool {
    sheet.text_after > 0 && sheet.lines.get(sheet.text_after).is_some_and(|line| line.page > 0)
}

/// Whether 版记 is alone where another look of the report may change that. Behind an annex, which looks the same whatever
/// is chosen, it may stand alone overleaf: all of the report is not laid out anew for that.
fn is_imprint_stranded(sheet: &LaidOut) -> bool {
    is_imprint_alone(sheet) && (sheet.annex.is_none() || lacks_room(sheet))
}

/// Whether there is nothing but 版记 on its page.
pub(super) fn is_imprint_alone(sheet: &LaidOut) -> bool {
    sheet.imprint.is_some_and(|page| sheet.ends.get(page).is_some_and(|end| *end <= sheet.block.top))
}

/// The same with the last lines of text left to the page of the signature.
pub(super) fn carried(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    // What ends behind an annex does not go with the last lines of the report.
    if !is_alone(sheet) && (sheet.annex.is_some() || !is_imprint_alone(sheet)) {
        return None;
    }
    let count = sheet.signed_after?;
    let signed = signed_on(sheet)?;
    let here = sheet.lines[..count].iter().filter(|line| line.page == signed).count();
    // Where 版记 is alone, the signature goes over to it.
    let needed = if is_alone(sheet) { CARRIED - here } else { CARRIED + if here > 0 { 0 } else { CARRIED } };
    let last = count.checked_sub(if is_alone(sheet) { here + needed } else { needed } + 1)?;
    kept_up_to(sheet, fit, last)
}

/// The same with the line before the last of a paragraph left to the page of the last, of the first that is torn.
pub(super) fn untorn(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    let torn = sheet.torn().next()?;
    let first = sheet.lines.iter().position(|line| line.page == torn.page)?;
    kept_up_to(sheet, fit, first.checked_sub(2)?)
}

/// The same with a page of a few lines before those that begin by themselves filled from the page before it.
pub(super) fn filled(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    let page = sheet.scant_before_own()?.checked_sub(1)?;
    let block = &sheet.block;
    let most = block.bottom - EMPTY * (block.bottom - block.top);
    let tables = sheet.tables.iter().filter(|table| table.last == page).map(|table| table.bottom);
    let table = tables.fold(block.top, f64::max);
    let on_page = sheet.lines.iter().filter(|line| line.page == page && line.bottom > table);
    // The last thing that stays: a line of text below all tables, or the last table.
    let kept = std::iter::once(table).chain(on_page.map(|line| line.bottom)).find(|bottom| *bottom >= most)?;
    kept_down_to(sheet, fit, page, kept)
}

/// The same with a page that stays too empty filled with the last lines of the page before it.
pub(super) fn shared(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    let page = (1..sheet.ends.len().saturating_sub(1)).find(|page| sheet.is_empty(*page))?;
    let before = (!sheet.own_pages.contains(&page)).then(|| page - 1)?;
    let height = sheet.block.bottom - sheet.block.top;
    let moved = (sheet.emptiness(page) - EMPTY) * height;
    let kept = kept_above(sheet, before, sheet.ends[before] - moved)?;
    if sheet.block.bottom - kept > EMPTY * height {
        return None;
    }
    let mut fit = kept_down_to(sheet, fit, before, kept)?;
    // What is left free on the page that they go over to is that much less.
    for anchor in
        sheet.paragraphs.iter().filter(|paragraph| paragraph.lines.first().is_some_and(|line| line.page == page))
    {
        if let Some(foot) = fit.feet.get_mut(&foot_key(anchor)) {
            *foot = (*foot - (sheet.ends[before] - kept)).max(0.0);
        }
    }
    Some(fit)
}

/// Where the last line on a page ends that ends above a height, and is not followed by the last line of its paragraph of a
/// letter; none where a table stands below it.
fn kept_above(sheet: &LaidOut, page: usize, bottom: f64) -> Option<f64> {
    let next_to_last = |paragraph: &SetParagraph| match paragraph.lines.as_slice() {
        [.., before, _] if before.page == page && paragraph.is_of_letter => Some(before.baseline),
        _ => None,
    };
    let tearing: Vec<f64> = sheet.paragraphs.iter().filter_map(next_to_last).collect();
    let tears = |line: &TextLine| tearing.iter().any(|at| (line.bottom - sheet.block.size..line.bottom).contains(at));
    let line = sheet.lines.iter().rfind(|line| line.page == page && line.bottom <= bottom && !tears(line))?;
    let has_table_below = sheet.tables.iter().any(|table| table.last == page && table.bottom > line.bottom);
    (!has_table_below).then_some(line.bottom)
}

/// The same with a line of text as the last of its page; none where the first page of a letter would show no text.
fn kept_up_to(sheet: &LaidOut, fit: &Fit, last: usize) -> Option<Fit> {
    let kept = sheet.lines.get(last).filter(|_| last >= sheet.text_after)?;
    kept_down_to(sheet, fit, kept.page, kept.bottom)
}

/// The same with nothing on a page below a height; none where no paragraph that begins above could tell it.
fn kept_down_to(sheet: &LaidOut, fit: &Fit, page: usize, bottom: f64) -> Option<Fit> {
    let begins = |line: &SetLine| line.page == page && line.baseline < bottom;
    let anchor = sheet.paragraphs.iter().find(|paragraph| paragraph.lines.first().is_some_and(begins))?;
    let mut fit = fit.clone();
    fit.feet.insert(foot_key(anchor), sheet.block.bottom - bottom - SHORT);
    Some(fit)
}

/// What a paragraph is found by that leaves the foot of its page free.
pub(super) fn foot_key(paragraph: &SetParagraph) -> String {
    format!("{} {}", paragraph.number, paragraph.key)
}

#[cfg(test)]
mod tests {
    use super::super::marks::TextBlock;
    use super::*;

    /// Pages of 22 lines each up to a share of the last, before an annex that ends after some pages, with 版记 alone on
    /// the last page.
    fn before_annex(pages: usize, share: f64, annex: &[f64]) -> LaidOut {
        let (top, bottom, size) = (100.0, 740.0, 15.8);
        let pitch = (bottom - top - size) / 21.0;
        let block = TextBlock { top, bottom, size, gap: pitch - size, ..TextBlock::default() };
        let end = |share: f64| top + share * (bottom - top);
        let of_text = (0..pages).map(|page| if page + 1 == pages { share } else { 1.0 });
        let ends: Vec<f64> = of_text.chain(annex.iter().copied()).chain([0.0]).map(end).collect();
        let line = |page: usize, number: usize| TextLine { page, bottom: top + size + number as f64 * pitch };
        let lines = (0..pages).flat_map(|page| (0..22).map(move |number| line(page, number)));
        let lines = lines.filter(|line| line.bottom <= ends[line.page] + 0.1).collect();
        let imprint = Some(ends.len() - 1);
        let (own_pages, annex) = (vec![pages], Some(pages));
        LaidOut { block, ends, lines, own_pages, annex, imprint, is_imprint_even: true, ..LaidOut::default() }
    }

    #[test]
    fn a_report_is_laid_out_again_for_what_ends_behind_its_annex_only_where_that_may_help() {
        let helping = |sheet: &LaidOut| TRIALS.into_iter().filter(|trial| trial.may_help(sheet)).count();
        let overleaf = before_annex(12, 0.5, &[0.9]);
        assert!(is_imprint_alone(&overleaf));
        assert_eq!(helping(&overleaf), 0, "it may stand alone overleaf of an odd page");
        assert_eq!(carried(&overleaf, &Fit::default()), None);
        // An empty page lies between.
        let parted = |pages, share| before_annex(pages, share, &[1.0, 1.0, 0.0]);
        assert!(lacks_room(&parted(12, 0.3)));
        assert_eq!(helping(&parted(2, 0.5)), 0, "half a page more or less is nowhere in reach");
        assert!(Trial::lines(23).may_help(&parted(12, 0.3)), "eleven pages may hold it");
        assert!(Trial::lines(21).may_help(&parted(12, 0.8)), "it may go over to a thirteenth");
    }
}
