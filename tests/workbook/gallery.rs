//! A gallery of odd and broken workbooks: read as they were meant, or told as the clerk sees it.

use super::{as_toml, told, two_columns};
use crate::support::grid::{Cells, Grid, sound, workbook};

/// The sheets of the tables.
pub(super) const TWO: &str = "二、";
pub(super) const THREE: &str = "三、";
pub(super) const FOUR: &str = "四、";
/// A row and a column that have a figure.
pub(super) const NEW: &str = "一、本年新收政府信息公开申请数量";
pub(super) const PERSON: &str = "自然人";

/// Something that is done to a sound workbook.
type Change = fn(&mut Grid);

/// Changes after which the same must be read.
const SAME: &[(&str, Change)] = &[
    ("sheets_renamed", |grid| {
        for (number, (name, _)) in grid.sheets.iter_mut().enumerate() {
            *name = format!("Sheet{number}");
        }
    }),
    ("all_tables_below_each_other_on_one_sheet", |grid| {
        stack(grid, |cells, other| {
            let below = cells.keys().map(|(row, _)| row + 3).max().unwrap_or(0);
            cells.extend(other.into_iter().map(|((row, column), text)| ((row + below, column), text)));
        })
    }),
    ("all_tables_beside_each_other_on_one_sheet", |grid| {
        stack(grid, |cells, other| {
            let beside = cells.keys().map(|(_, column)| column + 3).max().unwrap_or(0);
            cells.extend(other.into_iter().map(|((row, column), text)| ((row, column + beside), text)));
        })
    }),
    ("rows_and_a_column_inserted_before", |grid| {
        for sheet in [TWO, THREE, FOUR] {
            grid.shift(sheet, |row, column| Some((row + 7, column + 2)));
            grid.sheet(sheet).insert((1, 0), "××市政务公开办公室统一制表".into());
        }
    }),
    ("rows_inserted_between", |grid| {
        grid.shift(THREE, |row, column| Some((if row > 10 { row + row / 4 } else { row }, column)))
    }),
    ("a_column_inserted_between", |grid| {
        grid.shift(THREE, |row, column| Some((row, if column > 5 { column + 1 } else { column })))
    }),
    ("columns_swapped", |grid| {
        let (a, b) = (grid.place(THREE, "商业企业").1, grid.place(THREE, "其他").1);
        grid.shift(THREE, |row, column| {
            Some((
                row,
                match column {
                    c if c == a && row >= 4 => b,
                    c if c == b && row >= 4 => a,
                    c => c,
                },
            ))
        });
    }),
    ("rows_moved", |grid| {
        let (a, b) = (grid.place(TWO, "行政处罚").0, grid.place(TWO, "行政强制").0);
        grid.shift(TWO, |row, column| {
            Some((
                if row == a {
                    b
                } else if row == b {
                    a
                } else {
                    row
                },
                column,
            ))
        });
    }),
    ("labels_with_blanks_and_line_breaks", |grid| {
        grid.relabel(TWO, "行政事业性收费", "行政事业性\n收　费");
        grid.relabel(THREE, NEW, " 一、本年新收 政府信息\n公开申请数量 ");
        grid.relabel(FOUR, "结果维持", "结果\n维持");
    }),
    ("brackets_and_punctuation_of_other_widths", |grid| {
        grid.relabel(THREE, "（一）予以公开", "(一)予以公开");
        grid.relabel(THREE, "3.危及“三安全一稳定”", "3、危及\"三安全一稳定\"");
        grid.relabel(TWO, "本年收费金额（单位：万元）", "本年收费金额(单位:万元)");
    }),
    ("notes_behind_labels", |grid| {
        grid.relabel(TWO, "规章", "规章（市政府令）");
        grid.relabel(TWO, "行政规范性文件", "规范性文件 (有规范性文件登记号)");
    }),
    ("ordinals_left_out", |grid| {
        grid.relabel(THREE, "1.属于国家秘密", "属于国家秘密");
        grid.relabel(THREE, "（七）总计", "总计");
        grid.relabel(THREE, "3.其他", "其他");
    }),
    ("labels_that_name_the_year", |grid| {
        grid.relabel(TWO, "本年制发件数", "2025年制发件数");
        grid.relabel(TWO, "本年处理决定数量", "２０２５年度处理决定数量");
        grid.relabel(THREE, NEW, "一、2025年新收政府信息公开申请数量");
        grid.relabel(THREE, "二、上年结转政府信息公开申请数量", "二、2024年度结转政府信息公开申请数量");
        grid.relabel(THREE, "三、本年度办理结果", "三、2025年办理结果");
    }),
    ("numbers_as_text", |grid| {
        grid.set(THREE, NEW, PERSON, "３");
        grid.field(TWO, "行政许可", "\u{A0}３０");
        grid.field(TWO, "行政处罚", "5");
        grid.field(TWO, "行政事业性收费", "43.788万元");
    }),
    ("subtotals_that_add_up", |grid| {
        with_subtotals(grid);
        with_group_row(grid, "（四）无法提供", "2.没有现成信息需要另行制作");
    }),
    ("a_year_in_words", |grid| grid.field("基本信息", "报告年度", "二〇二五年度")),
    ("a_year_of_full_width", |grid| grid.field("基本信息", "报告年度", "２０２５年度")),
    ("a_year_in_a_cell_of_days", |grid| grid.field("基本信息", "报告年度", "1905-07-17")),
    ("the_columns_numbered", |grid| {
        let row = grid.place(THREE, NEW).0;
        grid.shift(THREE, |at, column| Some((if at >= row { at + 1 } else { at }, column)));
        for column in 3..10 {
            grid.sheet(THREE).insert((row, column), (column - 2).to_string());
        }
    }),
    ("totals_without_a_saved_result", |grid| grid.set(THREE, NEW, "总计", "=SUM(D6:I6)+5")),
    ("totals_with_their_saved_result", |grid| grid.set(THREE, NEW, "总计", "=D6+E6+F6+G6+H6+I6 → 4")),
    ("a_form_left_over_blank", |grid| {
        let mut copy = grid.sheet(THREE).clone();
        copy.retain(|_, text| text.parse::<f64>().is_err());
        grid.sheets.push(("Sheet9".into(), copy));
    }),
    ("particulars_without_their_heads", |grid| {
        grid.sheet("基本信息")
            .retain(|_, text| !["基本信息", "报告", "机关", "项目", "填写内容", "说明"].contains(&text.as_str()));
    }),
    ("a_table_over_two_sheets_that_share_some_rows", parted),
    ("a_hidden_copy", |grid| {
        let mut copy = grid.sheet(THREE).clone();
        copy.values_mut().filter(|text| *text == "3").for_each(|text| *text = "33".into());
        grid.sheets.push(("备份".into(), copy));
        grid.hidden.push("备份".into());
    }),
];

/// Adds a column 小计 behind those of 法人, with the sums.
fn parted(grid: &mut Grid) {
    let (first, last) = (grid.place(THREE, "1.属于国家秘密").0, grid.place(THREE, "（四）无法提供").0);
    let mut copy = grid.sheet(THREE).clone();
    let head = grid.place(THREE, NEW).0;
    copy.retain(|(row, _), _| *row < head || *row >= first);
    grid.sheet(THREE).retain(|(row, _), _| *row <= last);
    grid.sheets.push(("表三续".into(), copy));
}

fn with_subtotals(grid: &mut Grid) {
    let column = grid.place(THREE, "总计").1;
    let (head, first) = (grid.place(THREE, "商业企业"), grid.place(THREE, "商业企业").1);
    grid.shift(THREE, |row, at| Some((row, if at >= column { at + 1 } else { at })));
    let cells = grid.sheet(THREE);
    let rows: Vec<u32> = cells.keys().map(|(row, _)| *row).filter(|row| *row > head.0).collect();
    for row in rows {
        let parts: Option<Vec<u32>> =
            (first..column).map(|at| cells.get(&(row, at)).and_then(|text| text.parse().ok())).collect();
        if let Some(parts) = parts {
            cells.insert((row, column), parts.iter().sum::<u32>().to_string());
        }
    }
    cells.insert((head.0, column), "小计".into());
}

/// Gives a group of rows a row of its own above them, with the sums of its three rows.
fn with_group_row(grid: &mut Grid, group: &str, second: &str) {
    let (row, stub) = (grid.place(THREE, group).0, grid.place(THREE, second).1);
    assert_eq!(grid.place(THREE, second).0, row + 1);
    let group_stub = grid.place(THREE, group).1;
    grid.shift(THREE, |at, column| {
        let moves = at > row || at == row && column >= stub;
        Some((if moves { at + 1 } else { at }, column))
    });
    assert_eq!(grid.place(THREE, group), (row, group_stub));
    let cells = grid.sheet(THREE);
    for column in stub + 1..stub + 8 {
        let number = |at: u32| cells.get(&(at, column)).map_or(0, |text| text.parse::<u32>().unwrap_or(0));
        let sum: u32 = (row + 1..row + 4).map(number).sum();
        cells.insert((row, column), sum.to_string());
    }
}

/// Cuts 表三 in two from the row of a group on, each part with the head.
fn cut(grid: &mut Grid, group: &str) {
    let (row, first) = (grid.place(THREE, group).0, grid.place(THREE, NEW).0);
    let whole = grid.sheet(THREE).clone();
    grid.sheet(THREE).retain(|(at, _), _| *at < row);
    let second = whole.into_iter().filter(|((at, _), _)| *at < first || *at >= row);
    let second = second.map(|((at, column), text)| ((if at >= row { at - (row - first) } else { at }, column), text));
    grid.sheets.push(("表三（2）".into(), second.collect()));
}

/// Puts all tables onto one sheet.
fn stack(grid: &mut Grid, add: impl Fn(&mut Cells, Cells)) {
    let mut all = Cells::new();
    for part in [TWO, THREE, FOUR] {
        let cells = std::mem::take(grid.sheet(part));
        add(&mut all, cells);
    }
    grid.sheets.retain(|(_, cells)| !cells.is_empty());
    grid.sheets.push(("汇总表".into(), all));
}

/// Totals are numbers in a workbook taken apart; the sound one computes them.
fn without_totals(toml: &str) -> String {
    let line = |line: &str| {
        let numbers = line.split_once(" = [").and_then(|(_, rest)| rest.split_once(']')).map(|(numbers, _)| numbers);
        match numbers.map(|numbers| numbers.split(", ").collect::<Vec<_>>()) {
            Some(numbers) if numbers.len() == 7 || numbers.len() == 5 => {
                line.replace(&format!(", {}]", numbers[numbers.len() - 1]), "]")
            }
            _ => line.to_owned(),
        }
    };
    let lines = toml.lines().filter(|l| !l.contains("（七）总计") && !l.contains("四、结转下年度"));
    lines.map(line).collect::<Vec<_>>().join("\n")
}

/// Puts a row above that of a label, and a figure into one of its columns.
pub(super) fn insert(grid: &mut Grid, sheet: &str, above: &str, label: &str, figure: &str) {
    let (row, column) = grid.place(sheet, above);
    grid.shift(sheet, |of, column| Some((if of >= row { of + 1 } else { of }, column)));
    let first = grid.sheet(sheet).keys().filter(|(of, _)| *of == row + 1).map(|(_, column)| *column);
    let first = first.filter(|other| *other > column).min().unwrap();
    grid.sheet(sheet).extend([((row, column), label.to_owned()), ((row, first), figure.to_owned())]);
}

#[test]
fn whose_report_it_is_stands_above_the_tables_in_many_ways() {
    let tables = || {
        let mut grid = sound().tables_only();
        grid.shift(TWO, |row, column| Some((row + 3, column)));
        grid
    };
    for cells in [
        vec!["填报单位（盖章）：示例市水利局"],
        vec!["填报 单位(公章)：", "示例市水利局"],
        vec!["单位：示例市水利局"],
        vec!["单位名称：示例市水利局"],
        vec!["填报单位：示例市水利局（盖章）"],
        vec!["填报单位：", "示例市水利局 (公章)"],
        vec!["填报单位：示例市水利局      填报日期：2026年1月8日"],
        vec!["填报单位：示例市水利局（盖章） 填报人：张三 电话：0123-4567890"],
    ] {
        let mut grid = tables();
        grid.sheet(TWO).extend(cells.iter().zip(0..).map(|(text, column)| ((1, column), (*text).to_owned())));
        assert!(as_toml(&grid.bytes()).contains("name = \"示例市水利局\""), "{cells:?}");
    }
    for cells in
        [vec!["单位：件、万元"], vec!["填报单位：", "填报日期：2026年1月8日"], vec!["填报单位：", "2026年1月8日"]]
    {
        let mut grid = tables();
        grid.sheet(TWO).extend(cells.iter().zip(0..).map(|(text, column)| ((1, column), (*text).to_owned())));
        assert!(as_toml(&grid.bytes()).contains("name = \"\""), "{cells:?}");
    }
}

#[test]
fn heads_over_several_rows_are_read_as_one() {
    let mut grid = sound();
    let plain = as_toml(&grid.bytes());
    for (head, upper, lower) in [("商业企业", "商业", "企业"), ("科研机构", "科研", "机构")] {
        let (row, column) = grid.place(THREE, head);
        if upper == "商业" {
            grid.shift(THREE, |of, column| Some((if of > row { of + 1 } else { of }, column)));
        }
        grid.sheet(THREE).extend([((row, column), upper.to_owned()), ((row + 1, column), lower.to_owned())]);
    }
    assert_eq!(as_toml(&grid.bytes()), plain);
    assert_eq!(told(&grid.bytes()), "没有发现问题");
}

#[test]
fn a_table_that_is_cut_between_columns_is_put_together() {
    for from in [3, 5] {
        let mut grid = sound();
        let plain = as_toml(&grid.bytes());
        let (whole, first, total) =
            (grid.sheet(THREE).clone(), grid.place(THREE, PERSON).1, grid.place(THREE, "总计").1);
        grid.sheet(THREE).retain(|(_, column), _| *column < first + from);
        let rest =
            whole.into_iter().filter(|((_, column), _)| *column < first || (first + from..=total).contains(column));
        let rest = rest.map(|((row, column), text)| ((row, if column < first { column } else { column - from }), text));
        grid.sheets.push(("表三（2）".into(), rest.collect()));
        assert_eq!(as_toml(&grid.bytes()), plain, "{from}");
    }
}

#[test]
fn heads_with_the_unit_behind_a_stroke_are_known() {
    let mut grid = sound();
    let plain = as_toml(&grid.bytes());
    grid.relabel(THREE, PERSON, "自然人/件");
    grid.relabel(THREE, "商业企业", "商业企业／件");
    assert_eq!(as_toml(&grid.bytes()), plain);
    assert_eq!(told(&grid.bytes()), "没有发现问题");
}

#[test]
fn a_table_in_three_parts_goes_on_without_a_head() {
    let mut grid = sound();
    let plain = as_toml(&grid.bytes());
    let (whole, total) = (grid.sheet(THREE).clone(), grid.place(THREE, "总计").1);
    let cuts = [grid.place(THREE, "3.危及“三安全一稳定”").0, grid.place(THREE, "1.信访举报投诉类申请").0];
    let part = |from: u32, to: u32| -> Cells {
        let cells = whole.iter().filter(|((row, column), _)| (from..to).contains(row) && *column <= total);
        cells.map(|((row, column), text)| ((row - from, *column), text.clone())).collect()
    };
    *grid.sheet(THREE) = part(0, cuts[0]);
    grid.sheets.push(("续一".into(), part(cuts[0], cuts[1])));
    grid.sheets.push(("续二".into(), part(cuts[1], u32::MAX)));
    assert_eq!(as_toml(&grid.bytes()), plain);
}

#[test]
fn rows_that_add_up_others_are_known_by_what_they_are_called() {
    for (sheet, above, label) in [
        (THREE, "8.属于行政查询事项", "（三）不予公开小计"),
        (THREE, "8.属于行政查询事项", "不予公开合计"),
        (THREE, "8.属于行政查询事项", "（三）小计"),
        (TWO, "行政强制", "小计"),
    ] {
        let mut grid = sound();
        insert(&mut grid, sheet, above, label, "99");
        let told = told(&grid.bytes());
        assert!(told.contains("WBK020") && !told.contains("WBK003"), "{label}: {told}");
    }
}

#[test]
fn a_sheet_of_prose_is_known_by_two_of_its_heads_and_told_without_them() {
    let prose = "正文";
    let mut grid = sound();
    let plain = as_toml(&grid.bytes());
    let head = grid.place(prose, "栏目").0;
    grid.shift(prose, |row, column| match column {
        1 => None,
        column => Some((row, column.saturating_sub(u32::from(column > 1)))),
    });
    grid.sheet(prose).insert((head, 1), "正文（请填）".into());
    assert_eq!(as_toml(&grid.bytes()), plain);
    let mut grid = sound();
    grid.sheet(prose).insert((head, 2), "内容".into());
    let told = told(&grid.bytes());
    assert!(told.contains("列名照原样写“栏目”“标题”“正文”"), "{told}");
}

#[test]
fn an_agencys_own_heads_of_prose_and_particulars_without_any_are_read() {
    let plain = as_toml(&sound().bytes());
    for (place, text) in [
        ("部分", "正文"),
        ("标题", "内容"),
        ("栏目", "文字"),
        ("章节", "内容"),
        ("部分名称", "正文内容"),
        ("事项", "说明"),
        ("名称", "情况说明"),
    ] {
        let (grid, _) = two_columns(place, text);
        assert_eq!(as_toml(&grid.bytes()), plain, "{place}, {text}");
        // Rows of something else under such heads are none of the report's.
        let mut grid = sound();
        let rows = [[place, text], ["信息收集", "张三"]];
        let cells = (0..)
            .zip(rows)
            .flat_map(|(row, texts)| (0..).zip(texts).map(move |(column, t)| ((row, column), t.to_owned())));
        grid.sheets.push(("分工".into(), cells.collect()));
        assert_eq!(as_toml(&grid.bytes()), plain, "{place}, {text}");
    }
    // Notes on who writes the sections are none.
    let mut grid = sound();
    let rows =
        [["事项", "说明"], ["一、总体情况", "由办公室写，五百字以内"], ["五、存在的主要问题及改进情况", "由各科室写"]];
    let cells =
        (0..).zip(rows).flat_map(|(row, texts)| (0..).zip(texts).map(move |(column, t)| ((row, column), t.to_owned())));
    grid.sheets.push(("分工".into(), cells.collect()));
    assert_eq!(as_toml(&grid.bytes()), plain);
    // The two without which no report is, above a table.
    let mut grid = sound();
    for (row, label, own) in [(0, "机关全称", "单位名称"), (1, "报告年度", "报告年度")] {
        let (at, column) = grid.place("基本信息", label);
        let value = grid.sheet("基本信息").remove(&(at, column + 1)).expect("it is filled in");
        let cover = [((row, 0), own.to_owned()), ((row, 1), value)];
        match row {
            0 => grid.sheets.push(("封面".into(), cover.into())),
            _ => grid.sheet("封面").extend(cover),
        }
    }
    assert_eq!(as_toml(&grid.bytes()), plain);
}

#[test]
fn who_filled_in_a_table_is_no_figure_of_it() {
    let mut grid = sound();
    let four = grid.sheet(FOUR);
    let row =
        four.iter().filter(|(_, text)| text.parse::<u32>().is_ok()).map(|((row, _), _)| *row).max().expect("figures");
    four.retain(|(at, _), _| *at != row);
    four.extend([((row + 1, 0), "填表人：张三".to_owned()), ((row + 1, 3), "填表日期：2026年1月5日".to_owned())]);
    let told = told(&grid.bytes());
    assert!(told.contains("填表人：张三") && told.contains("WBK012") && !told.contains("INP005"), "{told}");
}

#[test]
fn what_was_moved_and_relabelled_reads_the_same() {
    let expected = without_totals(&as_toml(&sound().bytes()));
    for (name, change) in SAME {
        let mut grid = sound();
        change(&mut grid);
        let bytes = grid.bytes();
        // What was not used is named, and that is all.
        let told = told(&bytes);
        let named = ["提示[WBK011]", "提示[WBK012]", "提示[WBK024]"];
        let only_named = |line: &str| named.iter().any(|named| line.starts_with(named));
        let has_code = |line: &&str| line.contains("[WBK") || line.starts_with("错误") || line.starts_with("警告");
        assert!(told.lines().filter(has_code).all(only_named), "{name}: {told}");
        let read = without_totals(&as_toml(&bytes)).replace("\"43.788万元\"", "43.788");
        assert!(read == expected, "{name}:\n{}", first_difference(&read, &expected));
    }
}

#[test]
fn days_are_read_as_serials_and_in_every_spelling() {
    let with = |write: &dyn Fn(&mut rust_xlsxwriter::Worksheet)| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, texts) in [["项目", "填写内容"], ["报告年度", "2025"], ["机关全称", "示例局"], ["报告的成文日期", ""]]
            .iter()
            .enumerate()
        {
            sheet.write_string(row as u32, 0, texts[0]).unwrap();
            sheet.write_string(row as u32, 1, texts[1]).unwrap();
        }
        write(sheet);
        as_toml(&book.save_to_buffer().unwrap())
    };
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 15).unwrap();
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    assert!(with(&|sheet| drop(sheet.write_datetime_with_format(3, 1, &day, &format))).contains("\ndate = 2026-01-15"));
    for text in [
        "2026-01-15",
        "2026年1月15日",
        "2026/1/15",
        "2026.1.15",
        " 2026年01月15日 ",
        "46037",
        "２０２６年１月１５日",
        "二〇二六年一月十五日",
    ] {
        assert!(with(&|sheet| drop(sheet.write_string(3, 1, text))).contains("\ndate = 2026-01-15"), "{text}");
    }
}

#[test]
fn prose_may_stand_in_a_file_beside_the_workbook() {
    let mut grid = sound();
    let (row, _) = grid.place("正文", "五、存在的主要问题及改进情况");
    grid.sheet("正文").insert((row, 2), "问题.md".into());
    let folder = tempfile::tempdir().unwrap();
    // The name's ending is not what tells a workbook.
    std::fs::write(folder.path().join("报告.xlsm"), grid.bytes()).unwrap();
    std::fs::write(folder.path().join("问题.md"), "# 队伍\n新收{{ applications.new }}件，人手不够。\n").unwrap();
    let built = crate::support::run(folder.path(), &["build", "报告.xlsm", "-o", "o", "--name", "r"]);
    assert_eq!(built.status.code(), Some(0), "{}", crate::support::told(&built));
    assert!(std::fs::read_to_string(folder.path().join("o/r.html")).unwrap().contains("新收4件，人手不够。"));
}

/// The first lines that differ.
fn first_difference(a: &str, b: &str) -> String {
    let differs = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    differs
        .map_or_else(|| format!("{} and {} lines", a.lines().count(), b.lines().count()), |(a, b)| format!("{a}\n{b}"))
}

/// Changes after which something is told.
const TOLD: &[(&str, Change)] = &[
    ("error_value", |grid| grid.set(THREE, "1.属于国家秘密", PERSON, "=1/0 → #DIV/0!")),
    ("text_for_a_number", |grid| grid.set(THREE, "1.属于国家秘密", PERSON, "若干")),
    ("formula_without_result", |grid| grid.field(TWO, "行政许可", "=VLOOKUP(1,A1:B2,2)")),
    ("formula_that_begins_with_a_command", |grid| grid.field(TWO, "行政许可", "=cmd|' /C calc'!A0")),
    ("one_table_twice", |grid| {
        let copy = grid.sheet(THREE).clone();
        grid.sheets.push(("Sheet9".into(), copy));
    }),
    ("two_parts_of_a_table_that_contradict_each_other", |grid| {
        parted(grid);
        grid.set("表三续", "1.属于国家秘密", PERSON, "9");
    }),
    ("rows_for_columns_in_table_two", |grid| grid.shift(TWO, |row, column| Some((column, row)))),
    ("rows_for_columns_in_table_three", |grid| grid.shift(THREE, |row, column| Some((column, row)))),
    ("rows_for_columns_in_table_four", |grid| grid.shift(FOUR, |row, column| Some((column, row)))),
    ("half_the_rows", |grid| {
        let last = grid.place(THREE, "（四）无法提供").0;
        grid.shift(THREE, |row, column| (row < last).then_some((row, column)));
    }),
    ("one_row_missing", |grid| {
        let gone = grid.place(THREE, "2.重复申请").0;
        grid.shift(THREE, |row, column| (row != gone).then_some((if row > gone { row - 1 } else { row }, column)));
    }),
    ("an_unknown_row", |grid| grid.relabel(THREE, "8.属于行政查询事项", "8.属于其他情形")),
    ("a_misspelt_row", |grid| grid.relabel(THREE, "8.属于行政查询事项", "8.属于行政咨询事项")),
    ("a_row_without_a_label", |grid| {
        let (row, column) = grid.place(THREE, "8.属于行政查询事项");
        grid.sheet(THREE).remove(&(row, column));
    }),
    ("a_number_beside_its_column", |grid| {
        let (row, column) = grid.place(TWO, "行政许可");
        grid.sheet(TWO).insert((row, column + 2), "31".into());
    }),
    ("labels_of_another_year", |grid| {
        grid.relabel(TWO, "本年制发件数", "2023年制发件数");
        grid.relabel(THREE, NEW, "一、2026年新收政府信息公开申请数量");
    }),
    ("an_unknown_column", |grid| grid.relabel(THREE, "科研机构", "科研院所及高校")),
    ("an_unknown_field", |grid| grid.relabel("基本信息", "联系电话", "联系电活")),
    ("an_unknown_place_for_prose", |grid| grid.relabel("正文", "五、存在的主要问题及改进情况", "五、体会")),
    ("a_negative_count", |grid| grid.field(TWO, "行政许可", "-3")),
    ("a_count_with_zero_decimals", |grid| grid.field(TWO, "行政许可", "609.00")),
    ("a_count_that_is_not_whole", |grid| grid.field(TWO, "行政许可", "1.5")),
    ("too_many_places", |grid| grid.field(TWO, "行政事业性收费", "43.7881234")),
    ("two_numbers_in_one_cell", |grid| {
        grid.field(TWO, "行政许可", "120 201");
        grid.set(THREE, "1.属于国家秘密", PERSON, "3\n5");
    }),
    ("a_number_with_blanks", |grid| grid.field(TWO, "行政许可", "1 234")),
    ("words_for_nothing", |grid| {
        for text in grid.sheet(THREE).values_mut().filter(|text| *text == "0") {
            *text = "无".into();
        }
    }),
    ("counts_with_their_unit", |grid| {
        for text in grid.sheet(THREE).values_mut().filter(|text| *text == "0") {
            *text = "0件".into();
        }
        grid.field(TWO, "行政许可", "30 件");
    }),
    ("an_amount_in_yuan", |grid| grid.field(TWO, "行政事业性收费", "437,880 元")),
    ("invisible_characters", |grid| {
        grid.set(THREE, NEW, PERSON, "\u{200E}3\u{200B}");
        grid.relabel(THREE, "2.重复申请", "2.重复\u{200B}申\u{AD}请");
        grid.relabel(THREE, "四、结转下年度继续办理", "\u{FEFF}四、结转下年度\u{200D}继续办理");
        grid.relabel(THREE, "科研机构", "科研机构\u{A0}\u{200F}");
    }),
    ("amounts_under_a_head_in_yuan", |grid| {
        grid.relabel(TWO, "本年收费金额（单位：万元）", "本年收费金额（单位：元）");
        grid.field(TWO, "行政事业性收费", "437880.01");
    }),
    ("amounts_under_a_head_in_hundred_millions", |grid| {
        grid.relabel(TWO, "本年收费金额（单位：万元）", "收费金额（亿元）");
        grid.field(TWO, "行政事业性收费", "1.25");
    }),
    ("a_unit_beside_a_row", |grid| {
        grid.relabel(TWO, "本年收费金额（单位：万元）", "本年收费金额");
        grid.relabel(TWO, "行政事业性收费", "行政事业性收费（元）");
        grid.field(TWO, "行政事业性收费（元）", "437880");
    }),
    ("a_unit_above_a_table", |grid| {
        grid.shift(TWO, |row, column| Some((row + 1, column)));
        grid.sheet(TWO).insert((0, 3), "金额单位：元".into());
        grid.relabel(TWO, "本年收费金额（单位：万元）", "本年收费金额");
        grid.field(TWO, "行政事业性收费", "437880");
    }),
    ("counts_under_a_head_in_ten_thousands", |grid| {
        let (row, _) = grid.place(TWO, "行政许可");
        grid.sheet(TWO).insert((row - 1, 1), "本年处理决定数量（万件）".into());
        grid.field(TWO, "行政许可", "0.003");
    }),
    ("a_unit_that_is_none", |grid| {
        grid.relabel(TWO, "本年收费金额（单位：万元）", "本年收费金额（单位：美元）");
    }),
    ("a_column_of_subtotals", |grid| {
        with_subtotals(grid);
        let (row, column) = grid.place(THREE, "小计");
        let at = (grid.place(THREE, NEW).0, column);
        assert!(row < at.0);
        grid.sheet(THREE).insert(at, "9".into());
    }),
    ("a_row_of_subtotals", |grid| {
        with_group_row(grid, "（四）无法提供", "2.没有现成信息需要另行制作");
        let (row, _) = grid.place(THREE, "（四）无法提供");
        let column = grid.place(THREE, PERSON).1;
        grid.sheet(THREE).insert((row, column), "9".into());
    }),
    ("a_group_in_one_row", |grid| {
        let (first, last) = (grid.place(THREE, "（六）其他处理").0, grid.place(THREE, "3.其他").0);
        let stub = grid.place(THREE, "3.其他").1;
        grid.shift(THREE, |row, column| match row {
            row if row == first && column == stub || row > first && row <= last => None,
            row => Some((if row > last { row - (last - first) } else { row }, column)),
        });
        let column = grid.place(THREE, PERSON).1;
        grid.sheet(THREE).insert((first, column), "2".into());
    }),
    ("a_column_of_remarks", |grid| {
        let (row, column) = (grid.place(THREE, NEW).0, grid.place(THREE, "总计").1 + 1);
        grid.shift(THREE, |row, at| (at < column).then_some((row, at)));
        grid.sheet(THREE).insert((row - 2, column), "备注".into());
        grid.sheet(THREE).insert((row, column), "含上年补报 1 件".into());
    }),
    ("a_row_of_remarks", |grid| {
        let row = grid.place(THREE, "2.重复申请").0;
        grid.shift(THREE, |at, column| Some((if at >= row { at + 1 } else { at }, column)));
        grid.sheet(THREE).insert((row, 2), "注：下面一行含网上申请".into());
    }),
    ("a_table_over_two_sheets", |grid| {
        cut(grid, "（四）无法提供");
    }),
    ("a_table_over_two_sheets_without_its_head_on_the_second", |grid| {
        cut(grid, "（四）无法提供");
        let first = grid.place("表三（2）", "（四）无法提供").0;
        grid.shift("表三（2）", |row, column| (row >= first && column < 10).then(|| (row - first, column)));
    }),
    ("a_table_over_two_sheets_with_fewer_columns_and_no_head_on_the_second", |grid| {
        cut(grid, "（四）无法提供");
        let first = grid.place("表三（2）", "（四）无法提供").0;
        grid.shift("表三（2）", |row, column| (row >= first && column < 8).then(|| (row - first, column)));
    }),
    ("counts_converted_in_several_cells", |grid| {
        grid.set(THREE, NEW, PERSON, "0.0003万件");
        grid.set(THREE, NEW, "商业企业", "0.01百件");
    }),
    ("labels_that_people_use", |grid| {
        for (from, to) in [("本年制发件数", "本年制发数量"), ("本年收费金额（单位：万元）", "收费金额（万元）")]
        {
            grid.relabel(TWO, from, to);
        }
        for (from, to) in [
            (NEW, "一、本年新收"),
            ("二、上年结转政府信息公开申请数量", "二、上年结转"),
            ("三、本年度办理结果", "三、本年办理结果"),
            ("1.信访举报投诉类申请", "1.信访、举报、投诉类申请"),
            ("3.其他", "3.其它"),
            ("（七）总计", "（七）合计"),
            ("四、结转下年度继续办理", "四、结转下一年度继续办理"),
            ("其他", "其它"),
            ("总计", "合计"),
        ] {
            grid.relabel(THREE, from, to);
        }
    }),
    ("labels_that_nobody_knows", |grid| {
        grid.relabel(TWO, "本年制发件数", "本年新发的文件");
        grid.relabel(THREE, NEW, "一、本年度收件");
    }),
    ("a_day_for_a_count", |grid| grid.field(TWO, "行政许可", "2025-03-21")),
    ("a_wrong_total", |grid| grid.set(THREE, NEW, "总计", "5")),
    ("a_wrong_formula_for_a_total", |grid| grid.set(THREE, NEW, "总计", "=D6+F6 → 3")),
    ("a_formula_with_a_constant_for_a_total", |grid| grid.set(THREE, NEW, "总计", "=SUM(D6:I6)+5 → 9")),
    ("a_formula_that_subtracts_for_a_total", |grid| grid.set(THREE, NEW, "总计", "=D6-E6+F6+G6+H6+I6 → 2")),
    ("an_old_result_of_a_total", |grid| grid.set(THREE, NEW, "总计", "=SUM(D6:I6) → 0")),
    ("an_identity_broken", |grid| grid.set(THREE, NEW, PERSON, "4")),
    ("a_total_of_table_four", |grid| {
        let (row, column) = grid.place(FOUR, "总计");
        let row = row + 2;
        grid.sheet(FOUR).insert((row, column), "1".into());
    }),
    ("the_form_of_another_year", |grid| {
        let year = include_str!("../cases/2025.toml").replace("year = 2025", "year = 2025\nform = \"2019\"");
        let year =
            year.replace("licensing = 30", "licensing = [1, 0, 30]").replace("penalties = 5", "penalties = [1, 0, 5]");
        let year = year
            .replace("coercion = 0", "coercion = [0, 0, 0]")
            .replace("fees = 43.788", "fees = [0, 0]\nservices = [0, 0, 0]\nprocurement = [0, 0]");
        let year = year
            .replace("other.uncorrected = [0, 0, 0, 0, 0, 0]\nother.unpaid = [0, 0, 0, 0, 0, 0]\nother.misc", "other");
        let mut other = Grid::of(&workbook(&year));
        other.field("基本信息", "格式版本", "");
        *grid = other;
    }),
    ("a_table_missing", |grid| grid.sheets.retain(|(name, _)| !name.starts_with(FOUR))),
    ("a_table_empty", |grid| grid.sheet(FOUR).retain(|_, text| text.parse::<f64>().is_err())),
    ("cells_left_empty", |grid| grid.sheet(THREE).retain(|_, text| text != "0")),
    ("nothing_of_a_report", |grid| {
        grid.sheets = vec![("通讯录".into(), Cells::from([((0, 0), "姓名".into()), ((0, 1), "电话".into())]))]
    }),
    ("an_empty_workbook", |grid| grid.sheets = vec![("Sheet1".into(), Cells::new())]),
    ("tables_only", |grid| *grid = std::mem::take(grid).tables_only()),
    ("tables_below_their_title", |grid| {
        *grid = std::mem::take(grid).tables_only();
        for sheet in [TWO, THREE, FOUR] {
            grid.shift(sheet, |row, column| Some((row + 2, column)));
            grid.sheet(sheet).insert((0, 0), "示例市财政局 2025 年度政府信息公开工作年度报告附表".into());
        }
    }),
    ("a_year_that_is_none", |grid| grid.field("基本信息", "报告年度", "今年")),
    ("a_day_for_a_year", |grid| grid.field("基本信息", "报告年度", "2025-12-31")),
    ("a_postcode_and_a_telephone_without_their_zero", |grid| {
        grid.field("基本信息", "邮编", "10010");
        grid.field("基本信息", "联系电话", "4714825123");
    }),
    ("an_unknown_kind_of_agency", |grid| grid.field("基本信息", "机关类别", "局")),
    ("a_day_that_is_none", |grid| grid.field("报送函", "报告的成文日期", "年初")),
    ("an_unknown_name_in_prose", |grid| {
        let (row, _) = grid.place("正文", "五、存在的主要问题及改进情况");
        grid.sheet("正文").insert((row, 2), "全年新收{{ applications.nwe }}件。".into());
    }),
    ("a_prose_file_that_is_not_there", |grid| {
        let (row, _) = grid.place("正文", "五、存在的主要问题及改进情况");
        grid.sheet("正文").insert((row, 2), "问题.md".into());
    }),
    ("last_years_figures_that_differ", |grid| {
        let (row, column) = (grid.place("上年数据", "四、结转下年度继续办理").0, grid.place("上年数据", PERSON).1);
        grid.sheet("上年数据").insert((row, column), "2".into());
    }),
    ("an_acceptance_without_reason", |grid| {
        let (row, column) = grid.place("高级", "认可的规则");
        grid.sheet("高级").insert((row + 1, column), "SUM001".into());
    }),
    ("a_letter_that_lacks_what_it_needs", |grid| {
        grid.field("报送函", "文种", "报告");
        grid.field("报送函", "发文字号", "示应急〔2025〕2号");
        grid.field("报送函", "附件名称", "年度报告");
    }),
    ("a_title_that_is_not_official", |grid| grid.field("基本信息", "报告标题", "示例市应急管理局信息公开工作总结")),
];

#[test]
fn what_is_wrong_is_told_as_the_clerk_sees_it() {
    for (name, change) in TOLD {
        let mut grid = sound();
        change(&mut grid);
        insta::assert_snapshot!(format!("gallery_{name}"), told(&grid.bytes()));
    }
    assert!(TOLD.len() + SAME.len() >= 30);
}
