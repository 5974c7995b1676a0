//! What people do to workbooks every day: read as it was meant, or told where it is.

use super::gallery::{NEW, PERSON, THREE, TWO, insert};
use super::{as_toml, told};
use crate::support::grid::{Cells, Grid, sound};

#[test]
fn what_stands_behind_an_agency_in_its_cell_is_told() {
    let mut grid = sound();
    let (row, column) = grid.place("基本信息", "机关全称");
    let name = grid.sheet("基本信息").get(&(row, column + 1)).expect("it has a name").clone();
    grid.shift(TWO, |row, column| Some((row + 2, column)));
    grid.sheet(TWO).insert((0, 0), format!("填报单位：{name}（盖章）      填报日期：2026年1月8日"));
    let told = told(&grid.bytes());
    assert!(told.contains("A1 里机关名称后面的“填报日期：2026年1月8日”没有用，也没有印。"), "{told}");
    assert!(!told.contains("WBK010"), "{told}");
}

#[test]
fn the_place_for_a_seal_is_no_part_of_a_name() {
    let plain = as_toml(&sound().bytes());
    for seal in ["（盖章）", "(公章)", "（加盖公章）"] {
        let mut grid = sound();
        let (row, column) = grid.place("基本信息", "机关全称");
        grid.sheet("基本信息").get_mut(&(row, column + 1)).expect("it has a name").push_str(seal);
        assert_eq!(as_toml(&grid.bytes()), plain, "{seal}");
    }
    let mut grid = sound();
    let (row, column) = grid.place("基本信息", "机关全称");
    grid.sheet("基本信息").get_mut(&(row, column + 1)).expect("it has a name").push_str("（示例市海绵办）");
    assert!(as_toml(&grid.bytes()).contains("（示例市海绵办）"));
}

#[test]
fn a_name_in_two_lines_or_with_blanks_is_one_name() {
    let plain = as_toml(&sound().bytes());
    for split in ["\n", " ", "　", " \n　"] {
        let mut grid = sound();
        let (row, column) = grid.place("基本信息", "机关全称");
        let name = grid.sheet("基本信息").get_mut(&(row, column + 1)).expect("it has a name");
        let middle = name.char_indices().nth(3).expect("it is longer").0;
        name.insert_str(middle, split);
        assert_eq!(as_toml(&grid.bytes()), plain, "{split:?}");
    }
}

#[test]
fn figures_that_formulas_leave_out_are_added_up_all_the_same() {
    let plain = |grid: &Grid| {
        let toml = as_toml(&grid.bytes());
        assert!(toml.contains("new = ["), "{toml}");
        toml
    };
    for (text, shown) in [("3（含补办1件）", "1"), ("３", "1"), ("3件", "1")] {
        let mut grid = sound();
        grid.set(THREE, NEW, PERSON, text);
        grid.set(THREE, NEW, "总计", &format!("=SUM(D6:I6) → {shown}"));
        let told = told(&grid.bytes());
        assert!(told.contains("警告[WBK029]") && told.contains(text) && !told.contains("SUM001"), "{text}: {told}");
        assert!(told.contains("（显示 1）"), "{text}: {told}");
        let mut typed = sound();
        typed.set(THREE, NEW, PERSON, text);
        let total = (typed.place(THREE, NEW).0, typed.place(THREE, "总计").1);
        typed.sheet(THREE).remove(&total);
        assert_eq!(plain(&grid), plain(&typed), "{text}");
    }
    // What a formula makes of numbers is held against them, and so is what it makes of texts that were not left out.
    for (text, shown) in [("3", "1"), ("3（含补办1件）", "9"), ("3件", "3")] {
        let mut grid = sound();
        grid.set(THREE, NEW, PERSON, text);
        grid.set(THREE, NEW, "总计", &format!("=SUM(D6:I6) → {shown}"));
        let told = told(&grid.bytes());
        assert!(told.contains("SUM001") && !told.contains("WBK029"), "{text}, {shown}: {told}");
    }
    let mut grid = sound();
    grid.set(THREE, NEW, PERSON, "3（含补办1件）");
    grid.set(THREE, NEW, "总计", "=SUM(D6:I6) → 4");
    assert!(!told(&grid.bytes()).contains("WBK029"));
}

#[test]
fn a_part_of_a_row_is_told_without_stopping() {
    for (sheet, above, label) in [(TWO, "行政强制", "其中：示例许可"), (THREE, "8.属于行政查询事项", "其中：网上申请")]
    {
        let mut grid = sound();
        insert(&mut grid, sheet, above, label, "1");
        let told = told(&grid.bytes());
        assert!(told.contains("警告[WBK003]") && told.contains(label) && !told.contains("错误"), "{label}: {told}");
    }
    let mut grid = sound();
    insert(&mut grid, THREE, "8.属于行政查询事项", "9.属于别的情形", "1");
    assert!(told(&grid.bytes()).contains("错误[WBK003]"));
}

#[test]
fn a_row_that_was_copied_below_itself_is_told_by_itself() {
    let mut grid = sound();
    insert(&mut grid, THREE, "8.属于行政查询事项", "8.属于行政查询事项", "1");
    let told = told(&grid.bytes());
    assert!(told.contains("错误[WBK003]: 表三：“8.属于行政查询事项”写了两行，后一行没有读入。"), "{told}");
    assert!(!told.contains("WBK002"), "{told}");
}

#[test]
fn remarks_beside_a_table_are_words_however_they_begin() {
    let mut grid = sound();
    let (row, column) = (grid.place(THREE, NEW).0, grid.place(THREE, "总计").1 + 1);
    let top = grid.sheet(THREE).iter().find(|(_, text)| text.contains("申请人情况")).expect("a head").0.0;
    let free = |cells: &Cells| cells.keys().all(|(_, at)| *at != column);
    if !free(grid.sheet(THREE)) {
        grid.sheet(THREE).retain(|(_, at), _| *at < column);
    }
    grid.sheet(THREE).extend([
        ((top, column), "备注".to_owned()),
        ((row, column), "2件均为12月收到".to_owned()),
        ((row + 1, column), "含上年".to_owned()),
    ]);
    let told = told(&grid.bytes());
    let wanted = "格式里没有“备注”这一列，里面的文字“2件均为12月收到”、“含上年”没有读入";
    assert!(told.contains("警告[WBK022]") && told.contains(wanted) && !told.contains("WBK004"), "{told}");
}

#[test]
fn columns_of_last_year_beside_a_table_are_left_aside_and_told() {
    for head in ["上年处理决定数量", "上年度数", "去年同期", "2024年处理决定数量", "增减", "同比增长率", "比上年增减"]
    {
        let mut grid = sound();
        let (row, column) = grid.place(TWO, "本年处理决定数量");
        grid.sheet(TWO).insert((row, column + 3), head.to_owned());
        grid.sheet(TWO).insert((row + 1, column + 3), "1700".to_owned());
        let told = told(&grid.bytes());
        let wanted = format!("警告[WBK004]: 表二：格式里没有“{head}”这一列，“1700”没有读入");
        assert!(told.contains(&wanted) && !told.contains("错误"), "{head}: {told}");
        assert!(told.contains("上年的数填在“上年数据”表里"), "{head}: {told}");
    }
    for (label, figure) in [("上年", "17"), ("2024年", "17"), ("办结率", "94.7%")] {
        let mut grid = sound();
        insert(&mut grid, THREE, "8.属于行政查询事项", label, figure);
        let told = told(&grid.bytes());
        let wanted = format!("警告[WBK003]: 表三：格式里没有“{label}”这一行");
        assert!(told.contains(&wanted) && !told.contains("错误"), "{label}: {told}");
    }
    // Any other is a column that nobody knows, and so is one that stands where this year's should.
    let mut grid = sound();
    let (row, column) = grid.place(TWO, "本年处理决定数量");
    grid.sheet(TWO).insert((row, column + 3), "办结率".to_owned());
    grid.sheet(TWO).insert((row + 1, column + 3), "17".to_owned());
    assert!(told(&grid.bytes()).contains("错误[WBK004]"));
    let mut grid = sound();
    grid.relabel(TWO, "本年处理决定数量", "上年处理决定数量");
    assert!(told(&grid.bytes()).contains("错误"));
}

#[test]
fn rows_are_known_by_sloppy_labels() {
    let plain = as_toml(&sound().bytes());
    for (from, to) in [
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费"),
        ("1.属于国家秘密", "其中：1.属于国家秘密"),
        ("1.属于国家秘密", "（三）1.属于国家秘密"),
        ("8.属于行政查询事项", "3-8 行政查询事项"),
        ("2.重复申请", "⑵重复申请"),
        ("3.其他", "（六）3.其他"),
        ("（一）予以公开", "其中：（一）予以公开"),
    ] {
        let mut grid = sound();
        grid.relabel(THREE, from, to);
        assert_eq!(as_toml(&grid.bytes()), plain, "{to}");
        assert_eq!(told(&grid.bytes()), "没有发现问题", "{to}");
    }
}

#[test]
fn words_in_brackets_behind_labels_are_told() {
    let plain = as_toml(&sound().bytes());
    for (label, behind, is_told) in [
        ("行政处罚", "（含委托）", true),
        ("本年处理决定数量", "(含下属单位)", true),
        ("行政处罚", "（件）", false),
        ("行政处罚", "（单位：件）", false),
        ("行政处罚", "（没有的填0）", false),
        ("行政处罚", "（1）", false),
    ] {
        let mut grid = sound();
        let written = format!("{label}{behind}");
        grid.relabel(TWO, label, &written);
        assert_eq!(as_toml(&grid.bytes()), plain, "{written}");
        let told = told(&grid.bytes());
        assert_eq!(told.contains("括号里的话没有印：二、主动公开!"), is_told, "{written}: {told}");
        assert!(is_told == told.contains(&format!("“{written}”")), "{written}: {told}");
    }
}
