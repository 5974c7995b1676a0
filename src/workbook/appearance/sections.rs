//! The sections of a format of numbers: which one holds for a number, and what it shows of it.

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use super::ink::{Colour, named, of_palette};

/// A piece of a section of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FormatPiece {
    /// A place for a digit: one that is always there, or only where there is a digit.
    Digit(bool),
    /// The decimal point.
    Point,
    /// A comma between or behind digits.
    Comma,
    /// What is shown as it stands.
    Literal(char),
    /// The day of the week, with the word for it or without.
    Weekday(bool),
    /// A text as it stands in the cell.
    Text,
}

/// The days of the week as their formats show them, from that of the serial 1.
const WEEKDAYS: [char; 7] = ['日', '一', '二', '三', '四', '五', '六'];

/// A section of a format: when it holds, and what it shows; none where it shows no number that is reckoned here.
#[derive(Debug)]
pub(super) struct FormatSection {
    /// What a number must be for it, where that is said.
    condition: Option<(String, Decimal)>,
    /// What it shows.
    pub pieces: Option<Vec<FormatPiece>>,
    /// The colour that it gives, of those that are known.
    pub ink: Option<Colour>,
}

impl FormatSection {
    /// A section of which nothing was read yet.
    const fn new() -> Self {
        Self { condition: None, pieces: Some(Vec::new()), ink: None }
    }
}

impl FormatPiece {
    /// What it shows of a cell with a text.
    pub(super) fn of_text(&self, text: &str) -> String {
        match self {
            Self::Text => text.to_owned(),
            Self::Literal(c) => c.to_string(),
            Self::Digit(_) | Self::Point | Self::Comma | Self::Weekday(_) => String::new(),
        }
    }
}

/// Whether a section shows the text of a cell.
pub(super) fn shows_text(pieces: &[FormatPiece]) -> bool {
    pieces.contains(&FormatPiece::Text)
}

/// Digits behind the point.
pub(super) fn places(pieces: &[FormatPiece]) -> u32 {
    let behind = pieces.iter().skip_while(|piece| **piece != FormatPiece::Point);
    u32::try_from(behind.filter(|piece| matches!(piece, FormatPiece::Digit(_))).count()).unwrap_or(0)
}

/// The section that shows a number, and the number without the sign that the section shows itself.
pub(super) fn choose(sections: &[FormatSection], number: Decimal) -> Option<(&FormatSection, Decimal)> {
    if sections.iter().any(|section| section.condition.is_some()) {
        let holds = |(comparison, than): &(String, Decimal)| match comparison.as_str() {
            "=" => number == *than,
            "<" => number < *than,
            "<=" => number <= *than,
            ">" => number > *than,
            ">=" => number >= *than,
            _ => number != *than,
        };
        let found = sections.iter().find(|section| section.condition.as_ref().is_none_or(holds));
        return Some((found?, number));
    }
    match sections.len() {
        0 => None,
        2.. if number.is_sign_negative() && !number.is_zero() => Some((&sections[1], number.abs())),
        3.. if number.is_zero() => Some((&sections[2], number)),
        _ => Some((&sections[0], number)),
    }
}

/// The sections of a format.
pub(super) fn sections(code: &str) -> Vec<FormatSection> {
    let is_general = code.contains("常规") || code.contains("通用");
    let mut sections = vec![FormatSection::new()];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let Some(section) = sections.last_mut() else { break };
        let mut put = |piece: FormatPiece| section.pieces.iter_mut().for_each(|pieces| pieces.push(piece.clone()));
        match c {
            ';' => sections.push(FormatSection::new()),
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(|c| put(FormatPiece::Literal(c))),
            '\\' | '!' => chars.next().into_iter().for_each(|c| put(FormatPiece::Literal(c))),
            '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let than = inside.trim_start_matches(['<', '>', '=']);
                let comparison = &inside[..inside.len() - than.len()];
                if let Some(than) = than.parse().ok().filter(|_| !comparison.is_empty()) {
                    section.condition = Some((comparison.to_owned(), than));
                } else if let Some(sign) = inside.strip_prefix('$') {
                    sign.chars().take_while(|c| *c != '-').for_each(|c| put(FormatPiece::Literal(c)));
                } else if inside.chars().all(|c| "hmsHMS".contains(c)) {
                    section.pieces = None;
                } else {
                    section.ink = section.ink.or_else(|| format_ink(&inside));
                }
            }
            '0' => put(FormatPiece::Digit(true)),
            '#' | '?' => put(FormatPiece::Digit(false)),
            '.' => put(FormatPiece::Point),
            ',' => put(FormatPiece::Comma),
            // A format of days that the reader of workbooks takes for one of numbers.
            'a' if chars.as_str().starts_with("aa") => {
                let more = chars.as_str().chars().take_while(|c| *c == 'a').count();
                chars = chars.as_str()[more..].chars();
                put(FormatPiece::Weekday(more > 2));
            }
            '@' => put(FormatPiece::Text),
            // Days, times, powers, parts and the general format.
            c if c.is_ascii_alphabetic() || c == '/' || is_general => section.pieces = None,
            c => put(FormatPiece::Literal(c)),
        }
    }
    sections
}

/// The colour that a format gives in brackets: by its name, or by its number in the palette, from 1.
fn format_ink(inside: &str) -> Option<Colour> {
    let inside = inside.to_lowercase();
    let number = ["color", "颜色", "colour"].iter().find_map(|word| inside.strip_prefix(word));
    match number.and_then(|number| number.trim().parse::<u16>().ok()) {
        Some(number) => of_palette(number.checked_add(7)?),
        None => named(&inside),
    }
}

/// What some pieces show of a number.
pub(super) fn shown(pieces: &[FormatPiece], number: Decimal) -> Option<String> {
    let last = pieces.iter().rposition(|piece| matches!(piece, FormatPiece::Digit(_)));
    let whole_end = pieces.iter().position(|piece| *piece == FormatPiece::Point).unwrap_or(pieces.len());
    let last_whole = pieces[..whole_end].iter().rposition(|piece| matches!(piece, FormatPiece::Digit(_)));
    // Commas right behind the digits make a thousandth each.
    let commas = |after: Option<usize>| {
        after.map_or(0, |at| pieces[at + 1..].iter().take_while(|piece| **piece == FormatPiece::Comma).count())
    };
    let scaled = commas(last) + if last == last_whole { 0 } else { commas(last_whole) };
    let percents = pieces.iter().filter(|piece| **piece == FormatPiece::Literal('%')).count();
    let larger = (0..2 * percents).try_fold(number, |number, _| number.checked_mul(Decimal::TEN))?;
    let scaled = (0..3 * scaled).try_fold(larger, |number, _| number.checked_div(Decimal::TEN))?;
    let places = places(pieces);
    let number = scaled.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let digits = format!("{:.*}", places as usize, number.abs());
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = if whole == "0" { "" } else { whole };
    let mut part = part.chars();
    let mut left = pieces[..whole_end].iter().filter(|piece| matches!(piece, FormatPiece::Digit(_))).count();
    let mut out = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        out.push('-');
    }
    let mut is_first = true;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            FormatPiece::Digit(always) if at < whole_end => {
                // The first place takes all digits for which there is no place.
                let start = if is_first { 0 } else { whole.len().saturating_sub(left) };
                let end = (whole.len() + 1).saturating_sub(left);
                match whole.get(start.min(end)..end).unwrap_or_default() {
                    "" if *always => out.push('0'),
                    digits => out.push_str(digits),
                }
                is_first = false;
                left -= 1;
            }
            FormatPiece::Digit(_) => out.extend(part.next()),
            FormatPiece::Point => out.push('.'),
            FormatPiece::Comma => {}
            FormatPiece::Literal(c) => out.push(*c),
            // A number in a format of texts is shown as it is.
            FormatPiece::Text => return None,
            FormatPiece::Weekday(is_long) => {
                let day = number.trunc().checked_sub(Decimal::ONE)?.to_usize()? % WEEKDAYS.len();
                out.push_str(if *is_long { "星期" } else { "" });
                out.push(WEEKDAYS[day]);
            }
        }
    }
    Some(out.trim().to_owned())
}
