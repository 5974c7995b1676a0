//! The sheet of prose: room for real reports, and what is told when a paste runs over.

use super::{as_toml, told};
use crate::support::grid::{Grid, sound, workbook};

/// The row of a section on the sheet of prose, from 0.
fn row(grid: &mut Grid, section: &str) -> u32 {
    grid.place("正文", section).0
}

/// Pastes so many paragraphs into the column of the text, from a row on.
fn paste(grid: &mut Grid, from: u32, count: u32) {
    for number in 0..count {
        grid.sheet("正文")
            .insert((from + number, 2), format!("第{}段，写主动公开、依申请公开、信息管理、平台和监督。", number + 1));
    }
}

#[test]
fn a_long_section_fits_and_one_that_runs_over_is_told() {
    let mut grid = sound();
    let (first, problems) = (row(&mut grid, "一、总体情况"), row(&mut grid, "五、存在的主要问题及改进情况"));
    assert!(problems - first > 30 && row(&mut grid, "六、其他需要报告的事项") - problems > 10);
    assert!(row(&mut grid, "二、主动公开政府信息情况（表前）") > row(&mut grid, "六、其他需要报告的事项"));
    paste(&mut grid, first, 30);
    assert_eq!(told(&grid.bytes()), "没有发现问题");
    assert!(as_toml(&grid.bytes()).contains("第30段"));
    paste(&mut grid, first, 34);
    let told = told(&grid.bytes());
    assert!(told.contains("警告[WBK013]: 正文：“一、总体情况”从上面一直写到第"), "{told}");
    assert!(told.contains("紧接着第") && told.contains("“五、存在的主要问题及改进情况”"), "{told}");
}

#[test]
fn sections_right_below_each_other_are_no_paste() {
    let mut grid = sound();
    grid.sheet("正文").retain(|(row, _), _| *row < 3);
    let sections = ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"];
    for (number, section) in (0..).zip(sections) {
        let first = 3 + number * 8;
        grid.sheet("正文").insert((first, 0), section.to_owned());
        paste(&mut grid, first, 8);
    }
    let told = told(&grid.bytes());
    assert!(!told.contains("WBK013"), "{told}");
    let toml = as_toml(&grid.bytes());
    assert_eq!(toml.matches("第8段").count(), 3, "{toml}");
}

#[test]
fn sections_far_below_are_read() {
    let mut grid = sound();
    let last = row(&mut grid, "六、其他需要报告的事项");
    grid.shift("正文", |row, column| Some((if row >= last { row + 100 } else { row }, column)));
    grid.sheet("正文").insert((last + 100, 2), "其他事项在很下面。".to_owned());
    assert!(as_toml(&grid.bytes()).contains("其他事项在很下面。"));
}

#[test]
fn a_preface_of_ones_own_is_easy_in_both_spellings() {
    let mut grid = sound();
    let at = row(&mut grid, "引言");
    grid.sheet("正文").insert((at, 2), "根据条例，我局编制本报告。".to_owned());
    grid.sheet("正文").insert((at + 1, 2), "本报告由六部分组成。".to_owned());
    let toml = as_toml(&grid.bytes());
    assert!(toml.contains("[preface]") && toml.contains("根据条例，我局编制本报告。"), "{toml}");
    assert!(as_toml(&sound().bytes()).contains("# text = \"\"   # 要整段自己写引言时填"));
    assert_eq!(as_toml(&workbook(&toml)), toml);
}

#[test]
fn the_first_sheet_holds_what_everybody_fills_in_and_old_ones_are_read() {
    let mut grid = sound();
    let has = |grid: &mut Grid, sheet: &str, text: &str| grid.sheet(sheet).values().any(|cell| cell == text);
    for label in ["网站标签·网站名称", "引言·依据", "标签的键", "认可的规则"] {
        assert!(has(&mut grid, "高级", label) && !has(&mut grid, "基本信息", label), "{label}");
    }
    grid.field("高级", "网站标签·网站名称", "示例市人民政府");
    let wanted = as_toml(&grid.bytes());
    assert!(wanted.contains("site_name = \"示例市人民政府\""), "{wanted}");
    // As workbooks were before: all of it below the particulars.
    let below = grid.sheet("基本信息").keys().map(|(row, _)| row + 3).max().unwrap_or_default();
    let moved =
        std::mem::take(grid.sheet("高级")).into_iter().map(|((row, column), text)| ((row + below, column), text));
    let moved: Vec<_> = moved.collect();
    grid.sheet("基本信息").extend(moved);
    grid.sheets.retain(|(name, _)| name != "高级");
    assert_eq!(as_toml(&grid.bytes()), wanted);
    assert_eq!(told(&grid.bytes()), "没有发现问题");
}
