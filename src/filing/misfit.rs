//! What is to be told of texts in places for numbers.

use rust_decimal::Decimal;

/// What is to be told of a text in a place for a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Misfit {
    /// It is no number at all.
    NotANumber,
    /// It is several numbers.
    Several,
    /// It is a day.
    Day,
    /// A count written with decimal places that are all zero: the number it means.
    ZeroDecimals(Decimal),
    /// A count that is not whole.
    NotWhole,
    /// Less than zero where the form has no sign.
    Negative,
    /// An amount of money with a part of 分.
    TooManyPlaces,
    /// More digits than can be kept exactly.
    TooLarge,
    /// A word for nothing, read as 0.
    Nothing,
    /// A count with its unit, which is left out.
    Unit,
    /// A number in another unit than the form's, converted into that.
    Converted,
    /// A number with blanks between its thousands, which are left out.
    Grouped,
}

impl Misfit {
    /// Whether it was read all the same, as what it can only mean.
    pub fn is_read(self) -> bool {
        match self {
            Self::Nothing | Self::Unit | Self::Converted | Self::Grouped | Self::ZeroDecimals(_) => true,
            Self::NotANumber
            | Self::Several
            | Self::Day
            | Self::NotWhole
            | Self::Negative
            | Self::TooManyPlaces
            | Self::TooLarge => false,
        }
    }
}
