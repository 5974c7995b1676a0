//! How a document ends: its signature not without text, 版记 not alone, no page before it too empty.

use super::choices::Fit;
use super::sheet::LaidOut;

/// Lines of text that a signature has above it on its page.
const CARRIED: usize = 2;

/// Points by which a line that is to go overleaf cannot fit.
const SHORT: f64 = 1.0;

/// How bad the pages and the end of a document are; nothing where they are as they should be.
pub(super) fn badness(sheet: &LaidOut) -> u32 {
    let mut sum = 0;
    if is_alone(sheet) {
        sum += 4;
    }
    if is_imprint_alone(sheet) {
        sum += 3;
    }
    // The text ends on the page before 版记 that is alone.
    let after_text = 1 + usize::from(is_imprint_alone(sheet));
    let before_last = 0..sheet.ends.len().saturating_sub(after_text);
    before_last.filter(|page| sheet.is_empty(*page)).fold(sum, |sum, _| sum + 5)
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

/// Whether the signature or 版记 stands alone.
fn is_stranded(sheet: &LaidOut) -> bool {
    is_alone(sheet) || is_imprint_alone(sheet)
}

/// Whether there is nothing but 版记 on its page.
fn is_imprint_alone(sheet: &LaidOut) -> bool {
    sheet.imprint.is_some_and(|page| sheet.ends.get(page).is_some_and(|end| *end <= sheet.block.top))
}

/// Other numbers of lines for all pages: one or two more may hold the signature or a paragraph, one less may keep text with
/// it.
pub(super) const PAGE_LINES: [u8; 3] = [23, 21, 24];

/// The same with the last lines of text left to the page of the signature.
pub(super) fn carried(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    if !is_stranded(sheet) {
        return None;
    }
    let count = sheet.signed_after?;
    let signed = signed_on(sheet)?;
    let here = sheet.lines[..count].iter().filter(|line| line.page == signed).count();
    // Where 版记 is alone, the signature goes over to it.
    let needed = if is_alone(sheet) { CARRIED - here } else { CARRIED + if here > 0 { 0 } else { CARRIED } };
    let last = count.checked_sub(if is_alone(sheet) { here + needed } else { needed } + 1)?;
    let kept = sheet.lines[last];
    let page = kept.page;
    let anchor =
        sheet.paragraphs.iter().find(|paragraph| paragraph.lines.first().is_some_and(|line| line.page == page))?;
    let mut fit = fit.clone();
    fit.feet.insert(anchor.key.clone(), sheet.block.bottom - kept.bottom - SHORT);
    Some(fit)
}
