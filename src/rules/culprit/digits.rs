//! How one number may have come to be typed for another.

use rust_decimal::Decimal;

/// The digits of a number without its sign, and without zeros behind its decimals.
fn digits(number: Decimal) -> Vec<char> {
    number.abs().normalize().to_string().chars().collect()
}

/// Whether two digits beside each other changed places.
pub(super) fn is_reversed(was: Decimal, now: Decimal) -> bool {
    let (was, now) = (digits(was), digits(now));
    let differ: Vec<usize> = (0..was.len().min(now.len())).filter(|at| was[*at] != now[*at]).collect();
    let is_swap =
        |first: usize, second: usize| second == first + 1 && was[first] == now[second] && was[second] == now[first];
    was.len() == now.len() && matches!(differ[..], [first, second] if is_swap(first, second))
}

/// Whether one digit is another.
pub(super) fn is_mistyped(was: Decimal, now: Decimal) -> bool {
    let (was, now) = (digits(was), digits(now));
    let differ = was.iter().zip(&now).filter(|(was, now)| was != now).count();
    was.len() == now.len() && was.len() > 1 && differ == 1
}

/// Whether the second number has one digit more than the first, which has some, and is otherwise the same.
pub(super) fn has_one_less(was: Decimal, now: Decimal) -> bool {
    let (was_digits, now_digits) = (digits(was), digits(now));
    let without = |at: usize| now_digits.iter().enumerate().filter(move |(number, _)| *number != at).map(|(_, c)| c);
    was_digits.len() > 1
        && now_digits.len() == was_digits.len() + 1
        && (0..now_digits.len()).any(|at| without(at).eq(was_digits.iter()))
}

/// Whether the first number is the second with one of its digits typed twice.
pub(super) fn is_repeated(was: Decimal, now: Decimal) -> bool {
    let (was, now) = (digits(was), digits(now));
    let twice = |at: usize| now.iter().take(at + 1).chain(now.iter().skip(at));
    now != ['0'] && was.len() == now.len() + 1 && (0..now.len()).any(|at| twice(at).eq(was.iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_known() {
        let number = Decimal::from;
        assert!(is_reversed(number(21), number(12)) && is_reversed(number(1324), number(1234)));
        assert!(!is_reversed(number(12), number(12)) && !is_reversed(number(321), number(123)));
        assert!(!is_reversed(number(1), number(10)) && !is_reversed(number(5), number(3)));
        assert!(is_mistyped(number(203), number(208)) && !is_mistyped(number(3), number(8)));
        assert!(has_one_less(number(12), number(122)) && has_one_less(number(12), number(152)));
        assert!(has_one_less(Decimal::new(15, 1), Decimal::new(125, 1)));
        assert!(is_repeated(number(122), number(12)) && is_repeated(number(11), number(1)));
        assert!(!is_repeated(number(121), number(12)) && !is_repeated(number(0), number(0)));
        assert!(!has_one_less(number(4), number(41)) && !has_one_less(number(12), number(345)));
    }
}
