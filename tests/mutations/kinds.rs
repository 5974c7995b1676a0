//! Ways in which one figure may come to be wrong.

use nianbao::filing::{Entry, Filing, Value};
use nianbao::form::CellId;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Figures that are typed instead of the right ones.
pub type Wrong = Vec<(CellId, u64)>;

/// A way: its name, and what it makes of a cell, if it makes anything else of it.
pub type Way = (&'static str, fn(&Filing, CellId) -> Option<Wrong>);

/// Ways that the search for the culprit was made for.
pub const KNOWN: &[Way] = &[
    ("一多", |filing, id| Some(vec![(id, number(filing, id)? + 1)])),
    ("一少", |filing, id| Some(vec![(id, number(filing, id)?.checked_sub(1)?)])),
    ("多写一个 0", |filing, id| other(filing, id, number(filing, id)? * 10)),
    ("两位颠倒", |filing, id| other(filing, id, transposed(number(filing, id)?)?)),
    ("抄了左边", |filing, id| other(filing, id, number(filing, beside(filing, id, 0, -1)?)?)),
    ("抄了上面", |filing, id| other(filing, id, number(filing, beside(filing, id, -1, 0)?)?)),
    ("合计为 0", |filing, id| other(filing, is_total(filing, id)?, 0)),
    ("合计别的数", |filing, id| other(filing, is_total(filing, id)?, number(filing, id)? * 3 + 7)),
];

/// Ways that it was not made for, or that change two cells: only measured.
pub const HELD_OUT: &[Way] = &[
    ("漏打一位", |filing, id| {
        other(filing, id, (number(filing, id)? >= 10).then(|| number(filing, id).map(|n| n / 10))??)
    }),
    ("重打一位", |filing, id| Some(number(filing, id)?).filter(|n| *n > 0).map(|n| vec![(id, n * 10 + n % 10)])),
    ("打错一位", |filing, id| {
        Some(number(filing, id)?).filter(|n| *n >= 10).map(|n| vec![(id, n - n % 10 + (n + 3) % 10)])
    }),
    ("抄了右边", |filing, id| other(filing, id, number(filing, beside(filing, id, 0, 1)?)?)),
    ("抄了下面", |filing, id| other(filing, id, number(filing, beside(filing, id, 1, 0)?)?)),
    ("左右对调", |filing, id| swapped(filing, id, beside(filing, id, 0, 1)?)),
    ("上下对调", |filing, id| swapped(filing, id, beside(filing, id, 1, 0)?)),
];

/// The number that a cell holds.
fn number(filing: &Filing, id: CellId) -> Option<u64> {
    filing.cells.get(&id)?.value.value.addend()?.to_u64()
}

/// Another number for a cell, if it is another one.
fn other(filing: &Filing, id: CellId, now: u64) -> Option<Wrong> {
    (number(filing, id)? != now).then(|| vec![(id, now)])
}

/// The number with the first two different digits beside each other exchanged.
fn transposed(number: u64) -> Option<u64> {
    let mut digits: Vec<char> = number.to_string().chars().collect();
    let at = (1..digits.len()).find(|at| digits[at - 1] != digits[*at])?;
    digits.swap(at - 1, at);
    digits.into_iter().collect::<String>().parse().ok()
}

/// The cell that stands so many rows and columns away.
fn beside(filing: &Filing, id: CellId, rows: isize, columns: isize) -> Option<CellId> {
    let form = &filing.form;
    let cell = form.cell(id);
    let (row, column) = (cell.row.checked_add_signed(rows)?, cell.column.checked_add_signed(columns)?);
    let is_there = |other: &CellId| {
        let other = form.cell(*other);
        (other.table, other.block, other.row, other.column) == (cell.table, cell.block, row, column)
    };
    form.ids().find(is_there).filter(|other| filing.cells.contains_key(other))
}

/// The cell, if it is a total.
fn is_total(filing: &Filing, id: CellId) -> Option<CellId> {
    filing.form.sums.iter().any(|sum| sum.total == id).then_some(id)
}

/// Two cells with each other's numbers.
fn swapped(filing: &Filing, id: CellId, other: CellId) -> Option<Wrong> {
    let (mine, its) = (number(filing, id)?, number(filing, other)?);
    (mine != its).then(|| vec![(id, its), (other, mine)])
}

/// A filing with wrong figures.
pub fn with(filing: &Filing, wrong: &Wrong) -> Filing {
    let mut filing = filing.clone();
    for (id, now) in wrong {
        let number = Decimal::from(*now);
        let entry = Entry { value: Value::Number(number), shown: number.to_string(), note: None };
        filing.cells.get_mut(id).expect("the cell is given").value = entry;
    }
    filing
}
