//! Amounts of money whose number format says a unit: that of their cell, or another one.

use super::Appearance;
use super::unseen::{ShownCell, ShownPlace};
use crate::filing::{Entry, Value};
use crate::form::Kind;
use crate::workbook::draft::Draft;

/// Whether a cell is seen with the unit that it has, and nothing else is odd about it: `40.00元` of an amount in 元.
pub(super) fn has_own_unit(draft: &Draft<'_>, (place, _, seen): &ShownCell) -> bool {
    let text = |(sheet, row, column): &ShownPlace| draft.sheets[*sheet].text(*row, *column);
    let says = |kind: &Kind| {
        let number = |text: &str| match Entry::parse(text, *kind).0.value {
            Value::Number(number) => Some(number.normalize()),
            Value::Blank | Value::NotApplicable | Value::Unknown => None,
        };
        *kind == Kind::Yuan && number(&seen.text).is_some_and(|seen| Some(seen) == number(text(place)))
    };
    draft.money.get(place).is_some_and(says)
}

/// Amounts in 万元 whose format has a sign of 元, with the format.
pub(super) fn in_yuan(draft: &Draft<'_>, appearance: &Appearance) -> Vec<(ShownPlace, String)> {
    let found = |(place, kind): (&ShownPlace, &Kind)| {
        let (sheet, row, column) = *place;
        let of_sheet = &draft.sheets[sheet];
        let code = &appearance.get(&*of_sheet.name)?.formats.get(&(row, column))?.code;
        let is_of_yuan = code.contains(['¥', '￥']) && !code.contains('万');
        let is_amount = !matches!(of_sheet.text(row, column), "" | "0");
        (*kind == Kind::Wan && is_of_yuan && is_amount).then(|| (*place, code.clone()))
    };
    draft.money.iter().filter_map(found).collect()
}
