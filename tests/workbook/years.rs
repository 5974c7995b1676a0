//! Last year's figures and the changes beside the official tables: live, grey, read by nobody, and told where they were
//! typed over.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use nianbao::form::Editions;
use nianbao::workbook::ChangeableWorkbook;

use super::{as_toml, examine, told};
use crate::support::grid::{Grid, parts, workbook};
use crate::support::{changed, folder, run, told as said};

/// The sheets of the tables.
const TWO: &str = "二、";
const THREE: &str = "三、";
const FOUR: &str = "四、";

/// The sound report with some figures of last year.
fn with_last_year() -> String {
    changed(
        "[last_year]\nyear = 2024\n[last_year.disclosure]\nlicensing = 24\npenalties = 8\nnormative = [1, 1, 11]\n\
         [last_year.applications]\nnew = [5, 0, 0, 0, 0, 0]\n[last_year.disputes]\nreconsideration = [2, 0, 0, 0]",
    )
}

/// A workbook taken apart, its formulas kept.
fn live(bytes: &[u8]) -> Grid {
    let mut grid = Grid::of(bytes);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    for (name, cells) in &mut grid.sheets {
        let formulas = book.worksheet_formula(name).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells().filter(|(.., formula)| !formula.is_empty()) {
            let shown = cells.entry((top + row as u32, left + column as u32)).or_default();
            *shown = format!("={formula} → {shown}");
        }
    }
    grid
}

/// The first cell below or before a label that ends like that.
fn label(grid: &mut Grid, sheet: &str, text: &str) -> (u32, u32) {
    *grid.sheet(sheet).iter().find(|(_, cell)| cell.replace('\n', "") == text).unwrap_or_else(|| panic!("{text}")).0
}

/// What stands in a row under a label.
fn shown(grid: &mut Grid, sheet: &str, row: &str, head: &str) -> String {
    let at = (grid.place(sheet, row).0, label(grid, sheet, head).1);
    grid.sheet(sheet).get(&at).cloned().unwrap_or_default()
}

#[test]
fn last_years_figure_and_the_change_stand_beside_each_cell() {
    let bytes = workbook(&with_last_year());
    let mut grid = Grid::of(&bytes);
    let mut of = |sheet: &str, row: &str, head: &str| {
        ["上年（自动）", "增减（自动）"].map(|what| shown(&mut grid, sheet, row, &format!("{head}{what}")))
    };
    assert_eq!(of(TWO, "行政许可", ""), ["24", "6"]);
    assert_eq!(of(TWO, "行政处罚", ""), ["8", "-3"]);
    // Where one of both years is not known there is no change.
    assert_eq!(of(TWO, "行政强制", ""), ["", ""]);
    assert_eq!(of(TWO, "行政规范性文件", "现行有效件数"), ["11", "1"]);
    assert_eq!(of(THREE, "一、本年新收政府信息公开申请数量", "自然人"), ["5", "-2"]);
    assert_eq!(of(THREE, "一、本年新收政府信息公开申请数量", "总计"), ["5", "-1"]);
    let mut below = |what: &str| {
        let (row, _) = label(&mut grid, FOUR, what);
        let column = grid.sheet(FOUR).iter().find(|(_, text)| *text == "结果维持").unwrap().0.1;
        grid.sheet(FOUR).get(&(row, column)).cloned().unwrap_or_default()
    };
    assert_eq!([below("上年（自动）"), below("增减（自动）")], ["2", "-2"]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    for (sheet, most) in [("二、主动公开", 20), ("三、依申请公开", 300), ("四、复议诉讼", 30)] {
        let formulas = book.worksheet_formula(sheet).unwrap();
        let of_last = formulas.used_cells().filter(|(.., formula)| formula.contains("上年数据")).count();
        assert!(of_last * 2 >= most, "{sheet}: {of_last}");
    }
    // They change nothing of what is read, and nobody names them.
    let folder = folder("");
    std::fs::write(folder.path().join("a.xlsx"), &bytes).unwrap();
    std::fs::write(folder.path().join("b.toml"), with_last_year()).unwrap();
    let compared = ["a.xlsx", "b.toml"].map(|file| said(&run(folder.path(), &["compare", file])));
    assert_eq!(compared[0].replace("a.xlsx", ""), compared[1].replace("b.toml", ""));
    let origins = said(&run(folder.path(), &["check", "a.xlsx", "--origins"]));
    assert!(!origins.contains("（自动）"), "{origins}");
}

#[test]
fn a_cell_of_last_years_that_is_left_empty_is_not_given() {
    let folder = folder("");
    let last = "[last_year]\nyear = 2024\n[last_year.disclosure]\nlicensing = 24\n[last_year.applications]\nnew = [1, 0, 0, 0, 0, 0]";
    std::fs::write(folder.path().join("b.toml"), changed(last)).unwrap();
    let of_toml = said(&run(folder.path(), &["compare", "b.toml"])).replace("b.toml", "");
    let compared = |grid: &Grid| {
        std::fs::write(folder.path().join("a.xlsx"), grid.bytes()).unwrap();
        said(&run(folder.path(), &["compare", "a.xlsx"])).replace("a.xlsx", "")
    };
    // As a clerk fills in the blank sheet: only what he has.
    let mut grid = live(&workbook(&changed("")));
    grid.field("上年数据", "上年年度", "2024");
    let (row, column) = (grid.place("上年数据", "行政许可").0, label(&mut grid, "上年数据", "本年处理决定数量").1);
    grid.sheet("上年数据").insert((row, column), "24".into());
    let (row, column) = grid.place("上年数据", "一、本年新收政府信息公开申请数量");
    let first = label(&mut grid, "上年数据", "自然人").1;
    for (number, text) in (first..).zip(["1", "0", "0", "0", "0", "0"]) {
        grid.sheet("上年数据").insert((row, number), text.into());
    }
    assert!(first > column);
    assert_eq!(compared(&grid), of_toml);
    assert!(!of_toml.contains("由零增至"), "{of_toml}");
    assert_eq!(told(&grid.bytes()), "没有发现问题");
    // What is written is what it says, for nothing as well.
    let of = |text: &str| {
        let mut grid = grid.clone();
        let (row, column) = (grid.place("上年数据", "行政处罚").0, label(&mut grid, "上年数据", "本年处理决定数量").1);
        grid.sheet("上年数据").insert((row, column), text.into());
        compared(&grid)
    };
    for nothing in ["0", "空白"] {
        assert!(of(nothing).contains("由零增至5"), "{nothing}");
    }
}

#[test]
fn the_roll_over_writes_blanks_of_last_year_as_such() {
    let last =
        "[last_year]\nyear = 2024\n[last_year.disclosure]\nlicensing = 24\npenalties = \"\"\nnormative = [1, \"\", 11]";
    let sound = workbook(&changed(last));
    let mut grid = Grid::of(&sound);
    let (row, column) = (grid.place("上年数据", "行政处罚").0, label(&mut grid, "上年数据", "本年处理决定数量").1);
    assert_eq!(grid.sheet("上年数据").get(&(row, column)).map(String::as_str), Some("空白"));
    assert_eq!(grid.sheet("上年数据").values().filter(|text| *text == "未填").count(), 0);
    let (input, _) = examine(&sound).unwrap();
    let last = input.filing.last_year.unwrap();
    assert_eq!(last.cells.len(), 5, "{:?}", last.cells);
}

#[test]
fn what_two_editions_do_not_share_is_not_compared() {
    let text = changed("year = 2021\n[last_year]\nyear = 2020\n[last_year.disclosure]\nlicensing = [20, 3, 24]");
    let mut grid = Grid::of(&workbook(&text));
    assert_eq!(shown(&mut grid, TWO, "行政许可", "上年（自动）"), "24");
    assert_eq!(shown(&mut grid, TWO, "行政许可", "增减（自动）"), "6");
    let two: String = grid.sheet(TWO).values().cloned().collect();
    assert!(!two.contains("现行有效件数\n上年"), "{two}");
    let three: Vec<&String> = grid.sheet(THREE).values().filter(|text| *text == "—").collect();
    assert!(three.len() >= 14, "rows of the new edition alone: {}", three.len());
}

#[test]
fn they_may_be_moved_cut_off_and_parted() {
    let sound = workbook(&with_last_year());
    let expected = as_toml(&sound);
    let clean = told(&sound);
    type Change = fn(&mut Grid);
    let changes: [(&str, Change); 8] = [
        ("nothing", |_| {}),
        ("all tables below each other", |grid| stacked(grid, |cells| (cells.0 + 3, 0))),
        ("all tables beside each other", |grid| stacked(grid, |cells| (0, cells.1 + 3))),
        ("cut off", |grid| grid.shift(THREE, |row, column| (column < 11).then_some((row, column)))),
        ("half of them cut off", |grid| grid.shift(THREE, |row, column| (column < 15).then_some((row, column)))),
        ("directly beside the table", |grid| {
            grid.shift(THREE, |row, column| {
                (column != 10).then_some((row, if column > 10 { column - 1 } else { column }))
            });
        }),
        ("a row inserted", |grid| {
            for sheet in [TWO, THREE, FOUR] {
                grid.shift(sheet, |row, column| Some((if row > 8 { row + 1 } else { row }, column)));
            }
        }),
        ("columns inserted before", |grid| {
            for sheet in [TWO, THREE, FOUR] {
                grid.shift(sheet, |row, column| Some((row + 2, column + 1)));
            }
        }),
    ];
    for (name, change) in changes {
        let mut grid = live(&sound);
        change(&mut grid);
        let bytes = grid.bytes();
        assert_eq!(as_toml(&bytes), expected, "{name}");
        assert_eq!(told(&bytes), clean, "{name}");
    }
}

/// All tables put on one sheet.
fn stacked(grid: &mut Grid, next: fn((u32, u32)) -> (u32, u32)) {
    let (tables, others) = std::mem::take(&mut grid.sheets)
        .into_iter()
        .partition::<Vec<_>, _>(|(name, _)| [TWO, THREE, FOUR].iter().any(|start| name.starts_with(start)));
    grid.sheets = others;
    let mut all = crate::support::grid::Cells::new();
    for (_, cells) in tables {
        let end = all.keys().fold((0, 0), |(r, c): (u32, u32), (row, column)| (r.max(*row), c.max(*column)));
        let (down, right) = if all.is_empty() { (0, 0) } else { next(end) };
        all.extend(cells.into_iter().map(|((row, column), text)| ((row + down, column + right), text)));
    }
    grid.sheets.push(("Sheet1".into(), all));
}

#[test]
fn what_is_typed_over_them_is_told() {
    let sound = workbook(&with_last_year());
    let expected = as_toml(&sound);
    let mut grid = live(&sound);
    let row = grid.place(THREE, "一、本年新收政府信息公开申请数量").0;
    let column = label(&mut grid, THREE, "自然人增减（自动）").1;
    grid.sheet(THREE).insert((row, column), "77".into());
    grid.sheet(THREE).insert((row + 2, column), "含补正 3 件".into());
    let (row, _) = label(&mut grid, FOUR, "上年（自动）");
    grid.sheet(FOUR).insert((row, 3), "88".into());
    let bytes = grid.bytes();
    assert_eq!(as_toml(&bytes), expected);
    insta::assert_snapshot!(told(&bytes));
    // Copied as values there is nothing that is worked out: all of it is told, none of it is read.
    let values = Grid::of(&sound).bytes();
    let all = told(&values);
    let figures = |bytes: &[u8]| {
        let (input, examined) = examine(bytes).unwrap();
        let form = input.filing.form.clone();
        form.ids().map(|id| examined.figures.get(id).addend()).collect::<Vec<_>>()
    };
    assert_eq!(figures(&values), figures(&sound));
    assert!(all.contains("“（自动）”的行、列由公式算出，这里另外填了") && all.contains("等"), "{all}");
}

#[test]
fn a_change_of_a_cell_changes_them_too() {
    let bytes = workbook(&with_last_year());
    let editions = Editions::built_in();
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = (folder.path().join("r.xlsx"), (folder.path(), editions));
    let open = ChangeableWorkbook::of(&path, &bytes, place).unwrap();
    let (input, _) = examine(&bytes).unwrap();
    let form = &input.filing.form;
    let id = form.find("applications.new.natural").unwrap_or_else(|| form.find("applications.new.individual").unwrap());
    let entry = input.filing.cells[&id].value.clone();
    let other = nianbao::filing::Entry { shown: "9".into(), value: nianbao::filing::Value::Number(9.into()), ..entry };
    let changed = open.cell(form, id, Some(&other)).unwrap().put_into(&bytes).unwrap();
    let mut grid = Grid::of(&changed);
    assert_eq!(shown(&mut grid, THREE, "一、本年新收政府信息公开申请数量", "自然人增减（自动）"), "4");
    assert_eq!(shown(&mut grid, THREE, "一、本年新收政府信息公开申请数量", "总计增减（自动）"), "5");
    assert_eq!(told(&changed).matches("自动").count(), 0);
}

#[test]
fn they_are_printed_where_that_is_chosen() {
    let folder = folder(&with_last_year());
    let areas = |option: &[&str], file: &str| {
        let arguments = [&["convert", "report.toml", file], option].concat();
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
        let bytes = std::fs::read(folder.path().join(file)).unwrap();
        let all: Vec<(String, Vec<u8>)> = parts(&bytes);
        let (_, book) = all.into_iter().find(|(name, _)| name == "xl/workbook.xml").unwrap();
        String::from_utf8(book).unwrap().matches("_xlnm.Print_Area").count()
    };
    assert_eq!(areas(&[], "a.xlsx"), 3);
    assert_eq!(areas(&["--print-changes"], "b.xlsx"), 0);
}
