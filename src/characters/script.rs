//! Characters that stand above or below the line.

/// Where beside the line a character stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Above, as the 2 of a square metre.
    Raised,
    /// Below.
    Lowered,
}

/// Digits above the line, by their value.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The digit below the line that is nought; the others follow it.
const LOWERED: u32 = 0x2080;

/// Whether a character is a digit above the line.
pub fn is_raised(c: char) -> bool {
    RAISED.contains(&c)
}

/// A text as it is written above or below the line, and whether there is a character for each of it; those that there is
/// none for stay, as blanks do.
pub fn scripted(text: &str, script: Script) -> (String, bool) {
    let mut is_whole = true;
    let written = text.chars().map(|c| match c.to_digit(10) {
        Some(digit) if script == Script::Raised => RAISED[digit as usize],
        Some(digit) => char::from_u32(LOWERED + digit).unwrap_or(c),
        None => {
            is_whole &= c.is_whitespace() || is_raised(c);
            c
        }
    });
    (written.collect(), is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_written_above_and_below_the_line_and_letters_stay() {
        for (text, script, written, is_whole) in [
            ("2", Script::Raised, "²", true),
            ("10 ", Script::Raised, "¹⁰ ", true),
            ("2", Script::Lowered, "₂", true),
            ("注1", Script::Raised, "注¹", false),
        ] {
            assert_eq!(scripted(text, script), (written.to_owned(), is_whole));
        }
    }
}
