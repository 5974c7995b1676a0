//! What people put into the wrong place of a workbook, or write where there is nothing: none of it is lost unseen.

use super::{examine, told};
use crate::support::grid::sound;
use nianbao::prose::plain_text;

/// The text of the preface of a sound report in which fields say something else.
fn preface(fields: &[(&str, &str)]) -> String {
    let mut grid = sound();
    fields.iter().for_each(|(label, text)| grid.field("基本信息", label, text));
    plain_text(&examine(&grid.bytes()).unwrap().1.narrative.preface)
}

#[test]
fn a_word_for_none_leaves_a_field_empty() {
    let empty = preface(&[("传真", ""), ("电子邮箱", ""), ("解答疑问的科室", "")]);
    for none in ["无", "没有", "/", "——", "N/A", "不涉及", " 无 "] {
        let text = preface(&[("传真", none), ("电子邮箱", none), ("解答疑问的科室", none)]);
        assert_eq!(text, empty, "{none}");
    }
    // What must be there is missing all the same.
    let mut grid = sound();
    grid.field("基本信息", "机关全称", "无");
    assert!(told(&grid.bytes()).contains("机关的全称"), "{}", told(&grid.bytes()));
}

#[test]
fn the_agency_is_named_once_before_its_office() {
    for office in ["办公室", "示例市应急管理局办公室", "我局办公室", "本机关办公室"] {
        let text = preface(&[("解答疑问的科室", office)]);
        assert!(text.contains("请与示例市应急管理局办公室联系"), "{text}");
    }
    let text = preface(&[("联系电话", "0591-12345678\n0591-87654321"), ("电子邮箱", "xxgk＠example.gov.cn")]);
    assert!(text.contains("电话：0591-12345678、0591-87654321；电子邮箱：xxgk@example.gov.cn"), "{text}");
}

#[test]
fn what_is_no_telephone_address_or_name_is_told() {
    for (label, text, wanted) in [
        ("联系电话", "见网站", "没有号码"),
        ("电子邮箱", "example.gov.cn", "没有“@”"),
        ("网站地址", "县政府网", "不是网址"),
        ("机关全称", "示例市应急管理局关于", "末尾不是机关的名称"),
        ("地址", "示例市示例市解放路25号", "开头的“示例市”写了两遍"),
    ] {
        let mut grid = sound();
        grid.field("基本信息", label, text);
        let told = told(&grid.bytes());
        assert!(told.contains(&format!("{label}：写的是“{text}”，")) && told.contains(wanted), "{told}");
    }
}

#[test]
fn rows_under_an_unknown_name_are_told_together() {
    let mut grid = sound();
    let (row, column) = grid.place("正文", "五、存在的主要问题及改进情况");
    grid.sheet("正文").insert((row, column), "五、存在的主要问题及改进".to_owned());
    for below in 1..=3 {
        grid.sheet("正文").insert((row + below, column + 2), format!("第{below}段。"));
        grid.sheet("正文").remove(&(row + below, column));
    }
    let told = told(&grid.bytes());
    assert_eq!(told.matches("WBK007").count(), 1, "{told}");
    assert!(told.contains("没有“五、存在的主要问题及改进”这个栏目，从 正文!C"), "{told}");
    assert!(told.contains("起的 4 段，没有读入") && told.contains("是不是“五、存在的主要问题及改进情况”？"), "{told}");
}

#[test]
fn prose_beside_its_column_is_more_than_a_hint() {
    let sentence = "接着写的一段正文放在了别的列里，全年公开信息二十条。";
    for column in [0, 1] {
        let mut grid = sound();
        let (row, _) = grid.place("正文", "五、存在的主要问题及改进情况");
        let last = grid.sheet("正文").keys().map(|(row, _)| *row).max().unwrap_or(row);
        grid.sheet("正文").insert((last + 1, column), sentence.to_owned());
        let told = told(&grid.bytes());
        assert!(told.contains("警告[WBK012]") || told.contains("错误[WBK007]"), "{told}");
    }
    let mut grid = sound();
    let cells = [((0, 0), "一、总体情况".to_owned()), ((1, 0), "我局全年公开信息二十条。".to_owned())];
    grid.sheets.push(("总体情况".to_owned(), cells.into()));
    assert!(
        told(&grid.bytes()).contains("警告[WBK012]: “总体情况”表里是一段一格贴进来的报告"),
        "{}",
        told(&grid.bytes())
    );
}

#[test]
fn a_table_pasted_among_paragraphs_is_told_with_its_cells() {
    let mut grid = sound();
    let last = grid.sheet("正文").keys().map(|(row, _)| *row).max().unwrap_or_default();
    let row = last + 1;
    grid.sheet("正文").insert((row, 0), "五、存在的主要问题及改进情况".to_owned());
    for (at, cells) in [["单位", "条数", "占比"], ["教育局", "12", "35%"], ["合计", "34", "100%"]].iter().enumerate()
    {
        for (column, text) in cells.iter().enumerate() {
            grid.sheet("正文").insert((row + at as u32, 2 + column as u32), (*text).to_owned());
        }
    }
    let told = told(&grid.bytes());
    let (first, end) = (row + 1, row + 3);
    let wanted = format!("正文!C{first} 到 正文!E{end} 像是粘贴来的表：只有第一列当作段落印了，右边的 6 格没有用");
    assert!(told.contains(&wanted) && told.contains("警告[WBK012]"), "{wanted}\n{told}");
}
