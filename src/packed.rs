//! Numbers in a text, most of them a digit or two: tens of thousands are read at every start.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error, Serialize, Serializer};

/// The digits of a number in base 32: the last from `0` on, those before it from `]` on.
const DIGITS: (u8, u8) = (b'0', b']');

/// The text of some numbers.
pub fn packed(numbers: &[u32]) -> String {
    let mut text = String::new();
    for number in numbers {
        let digit = |place: u32| (number >> (5 * place)).to_le_bytes()[0] & 0x1F;
        let before = (1..7).rev().skip_while(|place| number >> (5 * place) == 0);
        text.extend(before.map(|place| char::from(DIGITS.1 + digit(place))));
        text.push(char::from(DIGITS.0 + digit(0)));
    }
    text
}

/// The numbers of a text.
pub fn numbers(text: &str) -> Vec<u32> {
    each(text, |number| number)
}

/// The numbers of a text, each made something else.
fn each<N>(text: &str, of: impl Fn(u32) -> N) -> Vec<N> {
    let mut all = Vec::with_capacity(text.len());
    let mut number: u32 = 0;
    for byte in text.bytes() {
        if byte < DIGITS.1 {
            all.push(of(number << 5 | u32::from(byte.wrapping_sub(DIGITS.0) & 0x1F)));
            number = 0;
        } else {
            number = number << 5 | u32::from(byte.wrapping_sub(DIGITS.1) & 0x1F);
        }
    }
    all
}

/// Writes numbers as one text.
///
/// # Errors
/// When one is too great.
pub fn serialize<S: Serializer>(numbers: &[usize], serializer: S) -> Result<S::Ok, S::Error> {
    let numbers: Result<Vec<u32>, _> = numbers.iter().map(|number| u32::try_from(*number)).collect();
    packed(&numbers.map_err(S::Error::custom)?).serialize(serializer)
}

/// Reads numbers that are one text.
///
/// # Errors
/// When they are no text.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<usize>, D::Error> {
    Ok(each(<&str>::deserialize(deserializer)?, |number| number as usize))
}

#[cfg(test)]
mod tests {
    use super::{numbers, packed};

    #[test]
    fn numbers_are_read_as_they_are_packed() {
        let all: Vec<u32> = (0..40).chain([1023, 1024, 838_642, u32::MAX, 0]).collect();
        assert_eq!(numbers(&packed(&all)), all);
    }
}
