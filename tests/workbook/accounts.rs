//! What an account's label says of the unit of its figure.

use super::{as_toml, told};
use crate::support::grid::{Grid, sound};

/// The sheet of the account.
const SHEET: &str = "信息处理费";

/// A workbook with an account of one unit, whose amounts stand by these labels.
fn account(total: (&str, &str), column: (&str, &str)) -> Vec<u8> {
    let mut grid: Grid = sound();
    grid.field(SHEET, "收取信息处理费的件数", "2");
    grid.field(SHEET, "收取信息处理费的金额（元）", total.1);
    grid.relabel(SHEET, "收取信息处理费的金额（元）", total.0);
    let (row, first) = grid.place(SHEET, "收费单位");
    for (column, text) in (first..).zip(["示例市水务局", "2", column.1]) {
        grid.sheet(SHEET).insert((row + 1, column), text.to_owned());
    }
    grid.relabel(SHEET, "收费金额（元）", column.0);
    grid.bytes()
}

#[test]
fn amounts_take_the_unit_of_their_label() {
    for (total, column) in [
        (("收取信息处理费的金额（元）", "12000"), ("收费金额（元）", "12000")),
        (("收取信息处理费的金额", "12000"), ("收费金额", "12000")),
        (("收取信息处理费的金额（万元）", "1.2"), ("收费金额（万元）", "1.2")),
        (("收取信息处理费的金额（单位：千元）", "12"), ("收费金额(千元)", "12")),
        // A unit of the figure's own goes before that of the label.
        (("收取信息处理费的金额（万元）", "12000元"), ("收费金额（万元）", "12000元")),
    ] {
        let bytes = account(total, column);
        let (toml, told) = (as_toml(&bytes), told(&bytes));
        assert!(toml.contains("yuan = 12000 "), "{total:?}: {toml}\n{told}");
        assert_eq!(toml.matches("12000").count(), 2, "{column:?}: {toml}\n{told}");
        assert!(!told.contains("错误["), "{told}");
    }
}

#[test]
fn units_that_no_amount_has_are_refused_with_their_place() {
    let told = told(&account(("收取信息处理费的金额（美元）", "1200"), ("收费金额（件）", "1200")));
    for part in ["WBK023", "“收取信息处理费的金额（美元）”的单位“美元”不能换算", "“收费金额（件）”的单位“件”不能换算"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_heading_that_says_more_than_the_unit_is_known() {
    let bytes = account(("收取信息处理费的金额（元）", "12000"), ("本年收费金额（万元）", "1.2"));
    let (toml, told) = (as_toml(&bytes), told(&bytes));
    assert_eq!(toml.matches("12000").count(), 2, "{toml}\n{told}");
    assert!(told.contains("警告[INP022]") && told.contains("写的是 1.2万元，换算为 12000 元"), "{told}");
}

#[test]
fn amounts_are_the_same_by_what_they_come_to() {
    let twice = |label: &str, amount: &str| {
        let mut grid: Grid = sound();
        grid.field(SHEET, "收取信息处理费的件数", "2");
        grid.field(SHEET, "收取信息处理费的金额（元）", "12000");
        let mut cells = grid.sheet(SHEET).clone();
        let (row, column) = grid.place(SHEET, "收取信息处理费的金额（元）");
        cells.insert((row, column), label.to_owned());
        cells.insert((row, column + 1), amount.to_owned());
        grid.sheets.push(("另一张".to_owned(), cells));
        told(&grid.bytes())
    };
    assert!(!twice("收取信息处理费的金额（万元）", "1.2").contains("WBK010"));
    assert!(!twice("收取信息处理费的金额（元）", "12,000").contains("WBK010"));
    let told = twice("收取信息处理费的金额（万元）", "12000");
    assert!(told.contains("WBK010") && told.contains("另一张!"), "{told}");
}
