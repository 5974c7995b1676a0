//! What is measured on pages.

use super::faults::Faults;
use super::sheet::{Sheet, TextLine};
use crate::geometry::{BOTTOM, LEFT, RIGHT, SIZE, TOP};
use crate::support::pdf::{Glyph, POINT};

/// A character of running text in millimetres.
pub const CHARACTER: f64 = SIZE * POINT;

/// From one line to the next in millimetres.
pub const PITCH: f64 = (BOTTOM - TOP - CHARACTER) / 21.0;

/// The share of a page that may stay empty.
pub const EMPTY: f64 = 0.3;

/// How high 版记 is at most, with the line before it, in millimetres.
const IMPRINT: f64 = 40.0;

/// By how much rows of table 二 can be lower, in millimetres.
const LOWER: f64 = 1.0;

/// Lines of text that a signature has above it.
pub const CARRIED: usize = 2;

/// How far apart Chinese characters may stand, in their size.
const STRETCH: f64 = 1.12;

/// How close they may stand.
const CLOSEST: f64 = 0.945;

/// Whether a character is a Chinese one.
fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Whether a glyph is a Chinese character.
fn shows_han(glyph: &Glyph) -> bool {
    glyph.text.chars().all(is_han)
}

/// Whether a line marks an attachment.
fn is_attachment(text: &str) -> bool {
    text.strip_prefix("附件").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

/// Measures a document.
pub fn measure(name: &str, sheet: &Sheet, faults: &mut Faults) {
    pages(name, sheet, faults);
    ending(name, sheet, faults);
    for at in 0..sheet.lines.len() {
        line(name, sheet, at, faults);
    }
    tables(name, sheet, faults);
    marks(name, sheet, faults);
}

/// How far pages are filled, and whether one ends with a heading.
fn pages(name: &str, sheet: &Sheet, faults: &mut Faults) {
    let last = sheet.ends.len() - 1;
    let is_alone = sheet.is_imprint_alone();
    // Text that ends on an odd page leaves 版记 to the even page overleaf: with the signature it would leave more empty. An
    // even page that is full leaves it to the next one, behind an empty page. That of a 函 needs no even page.
    let is_correspondence = ["函", "correspondence"].iter().any(|kind| name.contains(kind));
    let is_full = || last >= 2 && BOTTOM - sheet.ends[last - 2] < IMPRINT;
    let is_overleaf = last % 2 == 1 && !is_correspondence && (sheet.shows_text(last - 1) || is_full());
    if is_alone && !is_overleaf {
        faults.add("imprint alone", 1.0, format!("{name} page {}", last + 1));
    } else if is_alone {
        faults.add("imprint overleaf", sheet.ends.len() as f64, format!("{name} page {}", last + 1));
    }
    for (page, end) in sheet.ends.iter().enumerate().take(if is_alone { last - 1 } else { last }) {
        let empty = (BOTTOM - end) / (BOTTOM - TOP);
        // An attachment begins on a page of its own.
        let next = sheet.lines.iter().find(|line| line.page == page + 1);
        if empty > EMPTY && !next.is_some_and(|line| is_attachment(&line.text)) {
            let place = format!("{name} page {}", page + 1);
            if holds_all_but_carried(name, sheet, page) {
                let why = "the seal's page has two lines of text, and all that follows them is overleaf with it";
                faults.add("all but two lines", empty, format!("{place}: {why}"));
            } else {
                faults.add("empty page", empty, place);
            }
        }
        if let Some(line) = sheet.lines.iter().rfind(|line| line.page == page) {
            let face = &line.glyphs[0].face;
            let is_heading = face.contains("NotoSansSC") || (face.contains("WenKai") && !line.text.contains('。'));
            let has_table = sheet.pieces.iter().any(|(at, piece)| *at == page && piece.top > line.top);
            if is_heading && !has_table {
                faults.add("heading last", 1.0, format!("{name} page {} {}", page + 1, line.text));
            }
        }
    }
}

/// Whether a page is the first of a letter and nothing but the two lines of text that go with the signature is overleaf:
/// there is nothing else to fill it with.
fn holds_all_but_carried(name: &str, sheet: &Sheet, page: usize) -> bool {
    let is_of_letter = name.starts_with("letter") || name.starts_with("whole");
    let is_signed_overleaf = sheet.lines.iter().any(|line| line.page == 1 && is_date(line));
    let is_text = |line: &&TextLine| line.left < LEFT + 2.5 * CHARACTER && !line.text.starts_with("附件：");
    let overleaf = sheet.lines.iter().filter(|line| line.page == 1).filter(is_text).count();
    is_of_letter && page == 0 && is_signed_overleaf && overleaf <= CARRIED
}

/// The lines of text above a date on its page; the names of attachments go on where their first lines begin, behind numbers.
fn text_before(sheet: &Sheet, at: usize) -> Vec<&TextLine> {
    let page = sheet.lines[at].page;
    let is_text =
        |line: &&TextLine| line.page == page && line.left < LEFT + 7.5 * CHARACTER && !line.text.starts_with('（');
    sheet.lines[..at].iter().filter(is_text).collect()
}

/// Whether a line is the date of a signature.
pub fn is_date(line: &TextLine) -> bool {
    line.text.ends_with('日') && line.text.starts_with("20") && line.text.chars().count() < 12
}

/// Whether the signature has text above it on its page.
fn ending(name: &str, sheet: &Sheet, faults: &mut Faults) {
    let Some(at) = sheet.lines.iter().rposition(is_date) else { return };
    let text = text_before(sheet, at).len();
    if text < CARRIED {
        let place = format!("{name} page {}", sheet.lines[at].page + 1);
        faults.add("signature without text", CARRIED as f64 - text as f64, place);
    }
}

/// How a line is broken.
fn line(name: &str, sheet: &Sheet, at: usize, faults: &mut Faults) {
    let line = &sheet.lines[at];
    let place = || format!("{name} page {} {}", line.page + 1, line.text);
    let ends = !(at + 1 < sheet.lines.len() && sheet.goes_on(at + 1));
    if sheet.goes_on(at) {
        let before = &sheet.lines[at - 1];
        let said = || line.text.chars().filter(|c| !"。；，：”）！？".contains(*c));
        let [one, two] = [before.text.trim_end().chars().last(), line.text.chars().next()].map(|c| c.unwrap_or(' '));
        let ends_address =
            one.is_ascii_graphic() && two.is_ascii_graphic() && said().count() < 6 && !said().any(is_han);
        if ends && (said().count() <= 1 || ends_address) {
            faults.add("runt", 1.0, place());
        }
        if one.is_ascii_alphanumeric() && two.is_ascii_alphanumeric() {
            faults.add("address torn", 1.0, place());
        }
        let is_letter = name.starts_with("letter") && !is_attachment(&line.text);
        if ends && is_letter && before.page + 1 == line.page {
            faults.add("last line overleaf", 1.0 / line.text.chars().count() as f64, place());
        }
        let last = before.text.trim_end().chars().last().unwrap_or(' ');
        let first = line.text.trim_start().chars().next().unwrap_or(' ');
        let is_torn = (last.is_ascii_digit() && is_han(first)) || (last == '第' && first.is_ascii_digit());
        if is_torn && before.glyphs.last().is_some_and(|glyph| glyph.right > RIGHT - 15.0) {
            faults.add("unit torn", 1.0, format!("{} after {last}", place()));
        }
    }
    let pairs = line.glyphs.windows(2).filter(|pair| shows_han(&pair[0]) && shows_han(&pair[1]));
    let steps: Vec<f64> = pairs.map(|pair| (pair[1].left - pair[0].left) / CHARACTER).collect();
    let widest = steps.iter().copied().fold(1.0, f64::max);
    let closest = steps.iter().copied().fold(1.0, f64::min);
    if closest < CLOSEST {
        faults.add("closer", 1.0 - closest, place());
    }
    let right = line.glyphs.last().map_or(0.0, |glyph| glyph.right);
    // Marks of the head stand at both sides of a line.
    if (STRETCH..3.0).contains(&widest) && (right - RIGHT).abs() < 3.0 {
        faults.add("stretched", widest, place());
    }
}

/// Where tables are divided, and what space is beside them.
fn tables(name: &str, sheet: &Sheet, faults: &mut Faults) {
    for (page, piece) in &sheet.pieces {
        let place = format!("{name} page {}", page + 1);
        for label in ["三、本年度办理结果", "（三）不予公开"] {
            if piece.rows.iter().flatten().filter(|field| field.as_str() == label).count() > 1 {
                faults.add("label repeated", 1.0, format!("{place} {label}"));
            }
        }
        let tops = || sheet.lines.iter().filter(|line| line.page == *page).map(|line| line.top);
        let above = tops().filter(|top| *top < piece.top).map(|top| top + CHARACTER).fold(0.0, f64::max);
        let below = tops().filter(|top| *top > piece.top).fold(f64::INFINITY, f64::min);
        if above > 0.0 && piece.top > above {
            faults.add("space", piece.top - above, place.clone());
        }
        if below.is_finite() {
            faults.add("space", below - piece.bottom, place);
        }
    }
    for pair in sheet.pieces.windows(2).filter(|pair| pair[0].0 != pair[1].0) {
        let (one, two) = (&pair[0].1, &pair[1].1);
        // Rows can be a millimetre lower: what goes overleaf would have had room on the page before.
        let saved = BOTTOM - one.bottom + LOWER * (one.rows.len() + two.rows.len()) as f64;
        if two.top < TOP + 1.0 && one.rows[0] != two.rows[0] && two.bottom - two.top < saved {
            faults.add("table barely split", two.bottom - two.top, format!("{name} page {}", pair[0].0 + 1));
        }
        if two.top < TOP + 1.0 && one.rows[0] == two.rows[0] {
            // What would have stayed empty had it been moved with its heading.
            let empty = (BOTTOM - (one.top - PITCH - CHARACTER)) / (BOTTOM - TOP);
            if empty <= EMPTY {
                faults.add("table split", empty, format!("{name} page {}", pair[0].0 + 1));
            }
        }
    }
}

/// Marks that do not belong into Chinese text, and the faces of those that do.
fn marks(name: &str, sheet: &Sheet, faults: &mut Faults) {
    let foreign: String = sheet.said.chars().filter(|c| "•\"'".contains(*c)).collect();
    if !foreign.is_empty() {
        faults.add("mark", foreign.len() as f64, format!("{name} {foreign}"));
    }
    for (mark, face) in &sheet.marks {
        if !["Zhuque", "Serif", "Sans", "WenKai"].iter().any(|part| face.contains(part)) {
            faults.add("face of mark", 1.0, format!("{name} {mark} {face}"));
        }
    }
}
