//! Workbooks that agencies arranged in their own way: prose among fields, heads on every page, covers, tables turned.

use super::{as_toml, examine, told, two_columns};
use crate::support::grid::{Cells, sound};

/// A sheet of some rows.
fn rows(rows: &[&[&str]]) -> Cells {
    let row = |(row, texts): (u32, &&[&str])| -> Vec<((u32, u32), String)> {
        (0..).zip(*texts).map(|(column, text)| ((row, column), (*text).to_owned())).collect()
    };
    (0..).zip(rows).flat_map(row).filter(|(_, text)| !text.is_empty()).collect()
}

#[test]
fn prose_under_the_heads_of_fields_is_read() {
    let plain = as_toml(&sound().bytes());
    let (mut grid, _) = two_columns("项目", "填写内容");
    assert_eq!(as_toml(&grid.bytes()), plain);
    // What is neither a field nor a place for prose is told.
    let (row, _) = grid.place("正文", "五、存在的主要问题及改进情况");
    grid.sheet("正文").insert((row, 0), "五、体会".into());
    let told_of = told(&grid.bytes());
    assert!(told_of.contains("“五、体会”"), "{told_of}");
    // The titles of last year's tables under such heads begin no prose.
    let (input, examined) = examine(&sound().bytes()).unwrap();
    assert!(input.filing.texts.iter().all(|text| !text.value.contains("予以公开")));
    assert!(examined.findings.iter().all(|finding| !finding.rule.code.starts_with("WBK")), "{:?}", examined.findings);
    // Among the fields themselves.
    let mut grid = sound();
    let prose = grid.sheet("正文").clone();
    grid.sheets.retain(|(name, _)| name != "正文");
    let below = grid.sheet("基本信息").keys().map(|(row, _)| *row).max().unwrap() + 1;
    let lines = prose.iter().filter(|((row, column), _)| *row > 2 && *column != 1);
    let moved = lines.map(|((row, column), text)| ((below + row, *column / 2), text.clone())).collect::<Cells>();
    let is_named = |row: u32| moved.contains_key(&(row, 0)) && moved.contains_key(&(row, 1));
    let filled: Vec<u32> = moved.keys().map(|(row, _)| *row).filter(|row| moved.contains_key(&(*row, 1))).collect();
    assert!(filled.iter().any(|row| is_named(*row)) && filled.iter().any(|row| !is_named(*row)));
    let packed = (below..)
        .zip(filled.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| pair[0]).chain(filled.last().copied()));
    for (to, from) in packed {
        for column in 0..2 {
            let text = moved.get(&(from, column)).cloned();
            text.into_iter().for_each(|text| _ = grid.sheet("基本信息").insert((to, column), text));
        }
    }
    assert_eq!(as_toml(&grid.bytes()), plain);
}

#[test]
fn heads_of_prose_that_come_again_are_heads() {
    let plain = as_toml(&sound().bytes());
    for (place, text) in [("部分", "内容"), ("章节", "正文"), ("项目", "填写内容")] {
        let (mut grid, head) = two_columns(place, text);
        let (row, _) = grid.place("正文", "五、存在的主要问题及改进情况");
        grid.shift("正文", |at, column| Some((if at >= row { at + 1 } else { at }, column)));
        for column in 0..2 {
            let again = grid.sheet("正文")[&(head, column)].clone();
            grid.sheet("正文").insert((row, column), again);
        }
        assert_eq!(as_toml(&grid.bytes()), plain, "{place}, {text}");
    }
}

#[test]
fn a_cover_says_whose_report_it_is_and_of_which_year() {
    let plain = as_toml(&sound().bytes());
    let name = "示例市应急管理局";
    let covers: [&[&[&str]]; 8] = [
        &[&["单位：", name, "", "报告年度：", "2025"]],
        &[&["单位：示例市应急管理局", "", "报告年度：2025年"]],
        &[&["单位：", "报告年度"], &[name, "2025"]],
        &[&["填报单位：", "报告年度", "2025年度"], &[name]],
        &[&["填报单位", name, "报告年度", "2025"]],
        &[&["单位", name], &["报告年度", "2025"]],
        &[&["年度：2025"], &["单位：示例市应急管理局"]],
        &[&["单位：", name], &["年份：", "二〇二五年"]],
    ];
    for cover in covers {
        let mut grid = sound();
        grid.sheets.retain(|(name, _)| name != "填表说明");
        for label in ["机关全称", "报告年度"] {
            let (row, _) = grid.place("基本信息", label);
            grid.sheet("基本信息").retain(|(at, _), _| *at != row);
        }
        grid.sheets.insert(0, ("封面".into(), rows(cover)));
        assert_eq!(as_toml(&grid.bytes()), plain, "{cover:?}");
        let told = told(&grid.bytes());
        assert!(!told.contains("封面"), "{cover:?}: {told}");
    }
    // What is left empty is not what the hint beside it says.
    let mut grid = sound();
    grid.sheets.retain(|(name, _)| name != "填表说明");
    let (row, column) = grid.place("基本信息", "机关全称");
    grid.sheet("基本信息").remove(&(row, column + 1));
    assert!(told(&grid.bytes()).contains("INP009"));
}

#[test]
fn a_name_that_is_the_whole_title_or_has_another_label_is_read() {
    let plain = as_toml(&sound().bytes());
    let mut grid = sound();
    grid.field("基本信息", "机关全称", "示例市应急管理局2025年政府信息公开工作年度报告");
    assert_eq!(as_toml(&grid.bytes()), plain);
    for label in ["单位：", "机关全称：", "单位"] {
        let mut grid = sound();
        grid.relabel("基本信息", "机关全称", label);
        assert_eq!(as_toml(&grid.bytes()), plain, "{label}");
    }
}

#[test]
fn a_table_turned_around_is_told_once_with_what_to_do() {
    let mut grid = sound();
    let (from, width) = (grid.place("三、", "一、本年新收政府信息公开申请数量").0, 3);
    let three = grid.sheet("三、").clone();
    let last = grid.place("三、", "四、结转下年度继续办理").0;
    // The labels of rows in one row, each kind of applicant in a row below.
    let label = |row: u32| (0..width).rev().find_map(|column| three.get(&(row, column)).cloned());
    let kinds = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    let mut turned: Cells = (from..=last).filter_map(|row| Some(((0, row - from + 1), label(row)?))).collect();
    turned.insert((0, 0), "申请人".into());
    for (number, kind) in (1..).zip(kinds) {
        turned.insert((number, 0), kind.into());
        for row in from..=last {
            let text = three.get(&(row, width + number - 1)).cloned();
            text.into_iter().for_each(|text| _ = turned.insert((number, row - from + 1), text));
        }
    }
    *grid.sheet("三、") = turned;
    let told_of_three = told(&grid.bytes());
    assert!(told_of_three.contains("表三：行列颠倒了") && told_of_three.contains("转置"), "{told_of_three}");
    assert!(!told_of_three.contains("WBK003") && !told_of_three.contains("WBK004"), "{told_of_three}");
    // A row for each group of columns.
    let mut grid = sound();
    *grid.sheet("四、") = rows(&[
        &["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        &["行政复议", "1", "0", "0", "0", "1"],
        &["未经复议直接起诉", "0", "0", "0", "0", "0"],
        &["复议后起诉", "0", "0", "0", "0", "0"],
    ]);
    let told_of_four = told(&grid.bytes());
    let wanted = "错误[WBK002]: 表四：“四、复议诉讼”里“行政复议”、“未经复议直接起诉”、“复议后起诉”各占一行";
    assert!(told_of_four.contains(wanted), "{told_of_four}");
}
