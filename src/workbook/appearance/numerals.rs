//! What a number looks like in a format of a spreadsheet, as far as that can be another number.

use rust_decimal::{Decimal, RoundingStrategy};

use super::ink::{Colour, WHITE, is_unseen};
use super::sections::{FormatPiece, FormatSection, choose, places, sections, shown, shows_text};
use crate::filing::{Entry, Misfit, Value};
use crate::form::Kind;

/// How a number is seen that is seen as another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// What is seen in its cell.
    pub text: String,
    /// Whether that is another number, not only a rounded one, or a nought that is shown as something else.
    pub is_other: bool,
    /// Whether it is a text.
    pub is_text: bool,
}

/// A format of numbers.
#[derive(Debug)]
pub(super) struct NumberFormat {
    /// As it is written.
    pub code: String,
    sections: Vec<FormatSection>,
    /// The section for texts.
    texts: Option<FormatSection>,
    /// What is behind the characters, where that is known.
    paper: Option<Colour>,
}

impl NumberFormat {
    /// Reads a format.
    pub(super) fn new(code: &str) -> Self {
        let mut sections = sections(code);
        let is_for_texts = |section: &FormatSection| section.pieces.as_deref().is_some_and(shows_text);
        let texts = match sections.len() {
            4.. => sections.drain(3..).next(),
            _ if sections.last().is_some_and(is_for_texts) => sections.pop(),
            _ => None,
        };
        Self { code: code.to_owned(), sections, texts, paper: Some(WHITE) }
    }

    /// What shows neither numbers nor texts, called by a name.
    pub(super) fn nothing(name: &str) -> Self {
        Self { code: name.to_owned(), ..Self::new(";;;") }
    }

    /// The same format before what is behind a cell, where that is known.
    pub(super) fn before(self, paper: Option<Colour>) -> Self {
        Self { paper, ..self }
    }

    /// Whether texts are seen in it otherwise than they stand in their cells.
    pub(super) fn changes_texts(&self) -> bool {
        let is_plain = |pieces: &Vec<FormatPiece>| pieces[..] == [FormatPiece::Text];
        self.texts.as_ref().is_some_and(|section| {
            section.ink.is_some_and(|ink| self.is_unseen(ink)) || !section.pieces.as_ref().is_some_and(is_plain)
        })
    }

    /// How a text is seen in it, where it is seen as another one.
    pub(super) fn seen_text(&self, text: &str) -> Option<Seen> {
        let pieces = self.texts.as_ref()?.pieces.as_ref()?;
        let shown: String = pieces.iter().map(|piece| piece.of_text(text)).collect();
        (shown.trim() != text.trim()).then(|| Seen { text: shown.trim().to_owned(), is_other: true, is_text: true })
    }

    /// Whether its colour hides what stands in a cell, a number or a text.
    pub(super) fn hides(&self, value: &str, is_number: bool) -> bool {
        let number = value.parse::<Decimal>().ok().filter(|_| is_number);
        let section = match number {
            Some(number) => choose(&self.sections, number).map(|(section, _)| section),
            None => self.texts.as_ref(),
        };
        section.and_then(|section| section.ink).is_some_and(|ink| self.is_unseen(ink))
    }

    /// Whether characters of a colour are not seen before what is behind them.
    fn is_unseen(&self, ink: Colour) -> bool {
        self.paper.is_some_and(|paper| is_unseen(ink, paper))
    }

    /// How a number is seen in it, where it is seen as another one.
    pub(super) fn seen(&self, value: &str) -> Option<Seen> {
        let number: Decimal = value.parse().ok().or_else(|| Decimal::from_scientific(value).ok())?;
        let (section, number_shown) = choose(&self.sections, number)?;
        let pieces = section.pieces.as_ref()?;
        Seen::with_places(shown(pieces, number_shown)?, number, places(pieces))
    }
}

impl Seen {
    /// How a number is seen of which it is kept what is shown, where that is another one.
    pub(super) fn of(text: &str, value: &str) -> Option<Self> {
        let number: Decimal = value.parse().ok().or_else(|| Decimal::from_scientific(value).ok())?;
        let behind = text.rsplit_once('.').map_or("", |(_, behind)| behind);
        let places = behind.chars().take_while(char::is_ascii_digit).count();
        Self::with_places(text.to_owned(), number, u32::try_from(places).unwrap_or(0))
    }

    /// How a number is seen as a text with so many digits behind the point, where that says another one.
    fn with_places(text: String, number: Decimal, places: u32) -> Option<Self> {
        if says(&text, number) {
            return None;
        }
        let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        let is_other = !number.is_zero() && !says(&text, rounded);
        Some(Self { text, is_other, is_text: false })
    }
}

/// Whether what is seen in a cell says a number, and nothing besides.
fn says(text: &str, number: Decimal) -> bool {
    // A sign of money says nothing of the number, nor does a point with no digit behind it.
    let bare = text.trim_end_matches('.').replace(['¥', '￥', '$'], "");
    [Kind::Change, Kind::Count, Kind::Wan].into_iter().any(|kind| {
        let (entry, misfit) = Entry::parse(&bare, kind);
        let is_plain = matches!(
            misfit,
            None | Some(
                Misfit::Unit
                    | Misfit::Grouped
                    | Misfit::NotWhole
                    | Misfit::Negative
                    | Misfit::TooManyPlaces
                    | Misfit::ZeroDecimals(_)
            )
        );
        is_plain && entry.note.is_none() && entry.value == Value::Number(number.normalize())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is seen and whether it is another number; none where it is the same.
    fn of(code: &str, value: &str) -> Option<(String, bool)> {
        NumberFormat::new(code).seen(value).map(|seen| (seen.text, seen.is_other))
    }

    #[test]
    fn formats_that_show_another_number_are_known() {
        for (code, value, text) in [
            ("0\"0\"", "3", "30"),
            ("0!0", "3", "30"),
            ("\"1\"0", "3", "13"),
            ("0.0,", "4321", "4.3"),
            ("0!.0000", "437880", "43.7880"),
            ("0\".\"0,", "43788", "4.4"),
            ("0,", "43788", "44"),
            ("#,##0,\"千\"", "43788", "44千"),
            ("0%", "3", "300%"),
            ("0.00%", "3", "300.00%"),
            ("0\"万件\"", "30", "30万件"),
            ("0\"件（其中委托3件）\"", "30", "30件（其中委托3件）"),
            (";;;", "3", ""),
            ("\"—\"", "3", "—"),
            ("0\\.0,", "43788", "4.4"),
            ("[>=3]\"很多\";0", "3", "很多"),
            ("0;0", "-3", "3"),
            ("0.0,,", "43788000", "43.8"),
            ("aaaa", "305", "星期三"),
            ("[$-804]aaaa;@", "305", "星期三"),
            ("aaa", "305", "三"),
        ] {
            assert_eq!(of(code, value), Some((text.to_owned(), true)), "{code}");
        }
        assert_eq!(of("[=0]\"无\";0", "0"), Some(("无".to_owned(), false)));
        assert_eq!(of("0;-0;;@", "0"), Some((String::new(), false)));
        assert_eq!(of("0.00", "43.788"), Some(("43.79".to_owned(), false)));
        assert_eq!(of("0", "43.788"), Some(("44".to_owned(), false)));
    }

    #[test]
    fn colours_of_formats_hide_what_stands_before_them() {
        for (code, value, is_number, hidden) in [
            ("[White]0", "3", true, true),
            ("[白色]0", "3", true, true),
            ("[Color 2]0", "3", true, true),
            ("[颜色2]0", "3", true, true),
            ("[White]0;0", "-3", true, false),
            ("0;[White]-0", "-3", true, true),
            ("0;-0;[White]0", "0", true, true),
            ("[White]0", "文字", false, false),
            ("0;-0;0;[White]@", "文字", false, true),
            ("[White]@", "文字", false, true),
            ("[Red]0", "3", true, false),
            ("[黑色]0", "3", true, false),
        ] {
            assert_eq!(NumberFormat::new(code).hides(value, is_number), hidden, "{code} {value}");
        }
        assert!(!NumberFormat::new("[White]0").before(Some([0x1F, 0x4E, 0x79])).hides("3", true));
        assert!(!NumberFormat::new("[White]0").before(None).hides("3", true));
    }

    #[test]
    fn formats_that_show_another_text_are_known() {
        for (code, text) in [(";;;", ""), ("0;-0;0;", ""), ("0;-0;0;\"略\"", "略"), ("@\"（件）\"", "三（件）")]
        {
            let format = NumberFormat::new(code);
            assert!(format.changes_texts(), "{code}");
            let seen = Seen { text: text.to_owned(), is_other: true, is_text: true };
            assert_eq!(format.seen_text("三"), Some(seen), "{code}");
        }
        for code in ["@", "General", "0", ";;", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "0;-0;;@"] {
            let format = NumberFormat::new(code);
            assert_eq!(format.seen_text("三"), None, "{code}");
        }
    }

    #[test]
    fn formats_that_show_the_number_itself_are_known() {
        for (code, value) in [
            ("General", "43.788"),
            ("G/通用格式", "3"),
            ("0", "3"),
            ("000000", "3"),
            ("0.00", "3"),
            ("#,##0", "12345"),
            ("#,##0.00_);(#,##0.00)", "12345"),
            ("#,##0.00_);(#,##0.00)", "0"),
            ("0\"件\"", "3"),
            ("0.000\"万元\"", "43.788"),
            ("@", "3"),
            ("yyyy\"年\"m\"月\"d\"日\"", "46037"),
            ("0_ ", "3"),
            ("[=0]\"无\";0", "3"),
            ("[Red]0", "3"),
            ("¥#,##0.00", "12345"),
            ("[$-804]yyyy-mm-dd", "46037"),
            ("0.00E+00", "12345"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "12345"),
            ("0;-0", "-3"),
            ("#", "12"),
            ("+0;-0;0", "3"),
            ("0.", "3"),
        ] {
            assert_eq!(of(code, value), None, "{code} {value}");
        }
    }
}
