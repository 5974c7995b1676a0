//! The formulas of workbooks as far as totals and checks use them: sums, differences, shares, and whether something is
//! there. What is not known here is not worked out.

use rust_decimal::Decimal;

use crate::source::cell_named;
use crate::workbook::draft::At;

/// What stands in a cell, or a formula comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellValue {
    /// Nothing.
    Empty,
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// True or false.
    Flag(bool),
}

/// Cells that a formula names.
#[derive(Debug, Clone)]
pub(super) struct Area {
    /// The sheet, where it is another one.
    pub sheet: Option<String>,
    /// The first cell.
    pub first: At,
    /// The last cell.
    pub last: At,
}

/// A formula, taken apart.
#[derive(Debug)]
pub(super) enum Expression {
    /// A value.
    Value(CellValue),
    /// Cells.
    Cells(Area),
    /// A function of some values.
    Call(String, Vec<Expression>),
    /// Two values and what stands between them.
    Two(&'static str, Box<[Expression; 2]>),
    /// The opposite of a number.
    Opposite(Box<Expression>),
}

/// Formulas lie in each other so deep at most.
const DEEPEST: usize = 40;

/// Signs between values, those that bind least first; a longer one before one that it begins with.
const SIGNS: [&[&str]; 4] = [&["<=", ">=", "<>", "=", "<", ">"], &["&"], &["+", "-"], &["*", "/"]];

impl Expression {
    /// Takes a formula apart; none where it says something that is not known here.
    pub(super) fn of(formula: &str) -> Option<Self> {
        let mut reader = FormulaReader { rest: formula.trim().trim_start_matches('=') };
        let whole = reader.signs(0, 0)?;
        reader.rest.trim().is_empty().then_some(whole)
    }

    /// All cells that it names.
    pub(super) fn areas<'e>(&'e self, found: &mut Vec<&'e Area>) {
        match self {
            Self::Value(_) => {}
            Self::Cells(area) => found.push(area),
            Self::Call(_, values) => values.iter().for_each(|value| value.areas(found)),
            Self::Two(_, both) => both.iter().for_each(|value| value.areas(found)),
            Self::Opposite(value) => value.areas(found),
        }
    }
}

/// The corners of an area by its name.
pub(super) fn area(name: &str) -> Option<(At, At)> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    Some((cell_named(first)?, cell_named(last)?))
}

/// A formula being read.
struct FormulaReader<'f> {
    rest: &'f str,
}

impl FormulaReader<'_> {
    /// Takes one of some signs.
    fn sign(&mut self, signs: &'static [&'static str]) -> Option<&'static str> {
        self.rest = self.rest.trim_start();
        let sign = signs.iter().find(|sign| self.rest.starts_with(**sign))?;
        self.rest = &self.rest[sign.len()..];
        Some(sign)
    }

    /// Values with signs between them that bind so much or more.
    fn signs(&mut self, level: usize, depth: usize) -> Option<Expression> {
        let Some(signs) = SIGNS.get(level) else { return self.value(depth) };
        let mut left = self.signs(level + 1, depth)?;
        while let Some(sign) = self.sign(signs) {
            let right = self.signs(level + 1, depth)?;
            left = Expression::Two(sign, Box::new([left, right]));
        }
        Some(left)
    }

    /// A value.
    fn value(&mut self, depth: usize) -> Option<Expression> {
        if depth > DEEPEST {
            return None;
        }
        if self.sign(&["-"]).is_some() {
            return Some(Expression::Opposite(Box::new(self.value(depth + 1)?)));
        }
        if self.sign(&["+"]).is_some() {
            return self.value(depth + 1);
        }
        if self.sign(&["("]).is_some() {
            let inner = self.signs(0, depth + 1)?;
            return self.sign(&[")"]).map(|_| inner);
        }
        self.rest = self.rest.trim_start();
        match self.rest.chars().next()? {
            '"' => Some(Expression::Value(CellValue::Text(self.quoted('"')?))),
            '\'' => {
                let sheet = self.quoted('\'')?;
                self.sign(&["!"])?;
                self.cells(Some(sheet))
            }
            c if c.is_ascii_digit() || c == '.' => {
                let digits = self.taken(|c| c.is_ascii_digit() || c == '.');
                Some(Expression::Value(CellValue::Number(digits.parse().ok()?)))
            }
            _ => self.named(depth),
        }
    }

    /// A function, a sheet with cells, or cells.
    fn named(&mut self, depth: usize) -> Option<Expression> {
        let before = self.rest;
        let name = self.taken(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '（' | '）' | '、'));
        if !name.is_empty() && self.rest.starts_with('!') {
            self.rest = &self.rest[1..];
            return self.cells(Some(name));
        }
        if !name.is_empty() && self.sign(&["("]).is_some() {
            let mut values = Vec::new();
            while self.sign(&[")"]).is_none() {
                if !values.is_empty() {
                    self.sign(&[","])?;
                }
                values.push(self.signs(0, depth + 1)?);
            }
            return Some(Expression::Call(name.to_ascii_uppercase(), values));
        }
        self.rest = before;
        self.cells(None)
    }

    /// The name of a cell or of an area.
    fn cells(&mut self, sheet: Option<String>) -> Option<Expression> {
        let name = self.taken(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | ':'));
        let (first, last) = area(&name)?;
        Some(Expression::Cells(Area { sheet, first, last }))
    }

    /// The characters that are such.
    fn taken(&mut self, is: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !is(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken.to_owned()
    }

    /// A text in quotes, which are doubled within it.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        self.rest = self.rest.strip_prefix(quote)?;
        loop {
            let end = self.rest.find(quote)?;
            text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end + 1..];
            match self.rest.strip_prefix(quote) {
                Some(rest) => (self.rest, _) = (rest, text.push(quote)),
                None => return Some(text),
            }
        }
    }
}
