//! Formats that hold under a condition, and hide what is in their cells.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::ink::{Colour, WHITE, is_unseen};
use super::numerals::NumberFormat;
use crate::source::cell_named;

/// What a format that holds under a condition makes of a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct ConditionalLook {
    /// The colour of its characters, where it gives one.
    pub ink: Option<Colour>,
    /// The colour behind them.
    pub paper: Option<Colour>,
    /// The format of its number.
    pub format: Option<Rc<NumberFormat>>,
}

impl ConditionalLook {
    /// The look of a number in whose place something is drawn.
    pub(super) fn drawn() -> Self {
        Self { format: Some(Rc::new(NumberFormat::nothing("只显示图标或数据条"))), ..Self::default() }
    }

    /// Whether nobody sees the characters.
    pub(super) fn is_faint(&self) -> bool {
        self.ink.is_some_and(|ink| is_unseen(ink, self.paper.unwrap_or(WHITE)))
    }

    /// Whether it can hide anything.
    pub(super) fn is_odd(&self) -> bool {
        self.format.is_some() || self.is_faint()
    }
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// The cell itself.
    Own,
    /// Another cell by its row and its column, each from that of the cell itself, or fixed.
    Cell((i64, bool), (i64, bool)),
    Number(Decimal),
    Text(String),
}

/// When a format holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    /// For every cell that is filled.
    Always,
    /// Where one thing compares with others, by the name of the comparison.
    Compared(Operand, String, Vec<Operand>),
    /// By what is not worked out here.
    Unknown,
}

/// The first and the last cell of an area.
pub(super) type CellArea = ((u32, u32), (u32, u32));

/// A format with its condition and its cells.
#[derive(Debug)]
pub(super) struct Condition {
    /// The areas of its cells, from the first to the last.
    pub areas: Vec<CellArea>,
    /// When it holds.
    pub test: Test,
    /// What becomes of the cell then.
    pub look: ConditionalLook,
}

/// The comparisons of formulas by the names that they have elsewhere; the longer ones first.
pub(super) const COMPARISONS: [(&str, &str); 6] = [
    ("<=", "lessThanOrEqual"),
    (">=", "greaterThanOrEqual"),
    ("<>", "notEqual"),
    ("<", "lessThan"),
    (">", "greaterThan"),
    ("=", "equal"),
];

impl Operand {
    /// Reads an operand of a formula that is written for a cell.
    fn read(text: &str, base: (u32, u32)) -> Option<Self> {
        let text = text.trim();
        if let Ok(number) = text.parse() {
            return Some(Self::Number(number));
        }
        if let Some(inside) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            return (!inside.contains('"')).then(|| Self::Text(inside.to_owned()));
        }
        let (row, column) = cell_named(text)?;
        let is_row_fixed = text.trim_start_matches('$').contains('$');
        let place = |number: u32, base: u32, is_fixed: bool| {
            (i64::from(number) - if is_fixed { 0 } else { i64::from(base) }, is_fixed)
        };
        Some(Self::Cell(place(row, base.0, is_row_fixed), place(column, base.1, text.starts_with('$'))))
    }

    /// The text that it is for a cell, of which `text` gives those of all.
    fn text(&self, at: (u32, u32), text: &dyn Fn((u32, u32)) -> String) -> Option<String> {
        let side = |(number, is_fixed): (i64, bool), own: u32| {
            u32::try_from(number + if is_fixed { 0 } else { i64::from(own) }).ok()
        };
        Some(match self {
            Self::Own => text(at),
            Self::Cell(row, column) => text((side(*row, at.0)?, side(*column, at.1)?)),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        })
    }
}

impl Test {
    /// The test of a rule of a kind, with how it compares and with what; the formulas are written for the cell `base`.
    /// None of a rule that holds for no cell with something in it.
    pub(super) fn new(kind: &str, operator: &str, formulas: &[String], base: (u32, u32)) -> Option<Self> {
        match kind {
            "cellIs" => {
                let bounds = formulas.iter().map(|formula| Operand::read(formula, base)).collect::<Option<Vec<_>>>();
                Some(bounds.map_or(Self::Unknown, |bounds| Self::Compared(Operand::Own, operator.to_owned(), bounds)))
            }
            "expression" => Some(formulas.first().map_or(Self::Unknown, |formula| Self::of_formula(formula, base))),
            "notContainsBlanks" | "notContainsErrors" => Some(Self::Always),
            "containsBlanks" | "containsErrors" => None,
            _ => Some(Self::Unknown),
        }
    }

    /// The test that a formula makes for a cell.
    fn of_formula(formula: &str, base: (u32, u32)) -> Self {
        let formula = formula.trim();
        if ["TRUE", "TRUE()", "1"].contains(&formula.to_uppercase().as_str()) {
            return Self::Always;
        }
        let found = COMPARISONS.iter().find_map(|(sign, name)| Some((formula.split_once(sign)?, name)));
        let compared = || {
            let ((left, right), name) = found?;
            let (left, right) = (Operand::read(left, base)?, Operand::read(right, base)?);
            Some(Self::Compared(left, (*name).to_owned(), vec![right]))
        };
        compared().unwrap_or(Self::Unknown)
    }
}

impl Condition {
    /// Whether it holds for a cell; none where that is not known. `text` gives what stands in each cell.
    pub(super) fn holds(&self, at: (u32, u32), text: &dyn Fn((u32, u32)) -> String) -> Option<bool> {
        let (row, column) = at;
        let is_inside = self
            .areas
            .iter()
            .any(|(first, last)| (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column));
        if !is_inside {
            return Some(false);
        }
        match &self.test {
            Test::Always => Some(true),
            Test::Unknown => None,
            Test::Compared(left, operator, bounds) => {
                let left = left.text(at, text)?;
                let bounds: Vec<String> = bounds.iter().map(|bound| bound.text(at, text)).collect::<Option<_>>()?;
                compare(&left, operator, &bounds)
            }
        }
    }
}

/// Whether a text compares with others as an operator says, as numbers where all are; none where that is not known.
fn compare(left: &str, operator: &str, bounds: &[String]) -> Option<bool> {
    // An empty cell counts as nought beside a number.
    let number = |text: &str| if text.is_empty() { Some(Decimal::ZERO) } else { text.parse::<Decimal>().ok() };
    let numbers: Option<Vec<Decimal>> = bounds.iter().map(|bound| number(bound)).collect();
    let is_of_texts = bounds.iter().any(|bound| bound.is_empty()) && !left.is_empty();
    let Some((left, bounds)) = number(left).zip(numbers).filter(|_| !is_of_texts) else {
        let is_same = bounds.first()?.eq_ignore_ascii_case(left);
        return match operator {
            "equal" => Some(is_same),
            "notEqual" => Some(!is_same),
            // Texts and numbers have no order that is told here.
            _ => Some(false),
        };
    };
    match (operator, &bounds[..]) {
        ("equal", [bound]) => Some(left == *bound),
        ("notEqual", [bound]) => Some(left != *bound),
        ("lessThan", [bound]) => Some(left < *bound),
        ("lessThanOrEqual", [bound]) => Some(left <= *bound),
        ("greaterThan", [bound]) => Some(left > *bound),
        ("greaterThanOrEqual", [bound]) => Some(left >= *bound),
        ("between", [least, most]) => Some((least..=most).contains(&&left)),
        ("notBetween", [least, most]) => Some(!(least..=most).contains(&&left)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_formulas_are_worked_out_and_others_are_not_known() {
        let texts = |at: (u32, u32)| -> String {
            match at {
                (2, 1) => "3",
                (2, 2) => "0",
                (0, 5) => "隐藏",
                _ => "",
            }
            .to_owned()
        };
        for (formula, wanted) in [
            ("B3>2", Some(true)),
            ("B3>=3.5", Some(false)),
            ("$B3<>C3", Some(true)),
            ("C3=0", Some(true)),
            ("D3=0", Some(true)),
            ("B3=\"\"", Some(false)),
            ("D3=\"\"", Some(true)),
            ("$F$1=\"隐藏\"", Some(true)),
            ("TRUE", Some(true)),
            ("AND(B3>1,C3=0)", None),
            ("LEN(B3)=1", None),
            ("B3=B4=B5", None),
            ("", None),
        ] {
            // Written for B3, and held against B3.
            let test = Test::new("expression", "", &[formula.to_owned()], (2, 1)).unwrap();
            let condition = Condition { areas: vec![((2, 1), (9, 9))], test, look: ConditionalLook::default() };
            assert_eq!(condition.holds((2, 1), &texts), wanted, "{formula}");
            assert_eq!(condition.holds((1, 1), &texts), Some(false), "{formula}");
        }
    }

    #[test]
    fn cells_of_formulas_move_with_the_cell() {
        let texts = |(row, column): (u32, u32)| match (row, column) {
            (3, 1) => "7".to_owned(),
            (0, 0) => "9".to_owned(),
            _ => "0".to_owned(),
        };
        for (formula, wanted) in [("B3=7", true), ("B$4=7", true), ("$A$1=9", true), ("A1=9", false)] {
            let test = Test::new("expression", "", &[formula.to_owned()], (2, 1)).unwrap();
            let condition = Condition { areas: vec![((2, 1), (9, 9))], test, look: ConditionalLook::default() };
            assert_eq!(condition.holds((3, 1), &texts), Some(wanted), "{formula}");
        }
    }
}
