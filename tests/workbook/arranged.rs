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

/// The sound book with its prose on sheets of its own instead: name, and rows of texts.
fn with_prose(sheets: &[(&str, &[&[&str]])]) -> crate::support::grid::Grid {
    let mut grid = sound();
    grid.sheets.retain(|(name, _)| name != "正文");
    grid.sheets.extend(sheets.iter().map(|(name, texts)| ((*name).to_owned(), rows(texts))));
    grid
}

const OVERVIEW: &str =
    "本年度围绕应急管理中心工作推进政府信息公开，依申请公开、信息审核、平台建设和监督保障都有专人负责。";
const PROBLEMS: &str = "培训工作有待加强。下一年将增加培训次数。";

#[test]
fn prose_under_the_titles_of_its_sections_is_read() {
    let wanted = |grid: &crate::support::grid::Grid| {
        let (input, examined) = examine(&grid.bytes()).unwrap();
        let text =
            |key: &str| input.filing.sections[key].text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
        let overview: Vec<String> = text("overview").lines().filter(|l| !l.is_empty()).map(str::to_owned).collect();
        assert_eq!(overview, [OVERVIEW, "（一）主动公开", "全年公开信息十二条。"]);
        assert_eq!(text("problems").trim(), PROBLEMS);
        let codes: Vec<&str> = examined.findings.iter().map(|finding| finding.rule.code).collect();
        assert!(codes.contains(&"PRO012") && !codes.contains(&"STR002"), "{codes:?}");
        told(&grid.bytes())
    };
    let lines: [&[&str]; 8] = [
        &["一、总体情况"],
        &[OVERVIEW],
        &["（一）主动公开"],
        &["全年公开信息十二条。"],
        &["五、存在的问题及改进情况："],
        &[PROBLEMS],
        &["六、其他需要报告的事项"],
        &["无。"],
    ];
    let told_of = wanted(&with_prose(&[("文字部分", &lines)]));
    let message = "“文字部分”表里贴了几个部分的文字，已分到“一、总体情况”“五、存在的主要问题及改进情况”";
    assert!(told_of.contains(message) && !told_of.contains("WBK01"), "{told_of}");
    // With a remark beside each line below a title, which is named.
    let is_title = |line: &str| ["一", "五", "六"].iter().any(|number| line.starts_with(&format!("{number}、")));
    let remark = |line: &&[&'static str]| if is_title(line[0]) { vec![line[0]] } else { vec![line[0], "", "待核"] };
    let remarked: Vec<Vec<&str>> = lines.iter().map(remark).collect();
    let remarked: Vec<&[&str]> = remarked.iter().map(Vec::as_slice).collect();
    let told_of = wanted(&with_prose(&[("文字部分", &remarked)]));
    assert!(told_of.contains("“待核”") && !told_of.contains("“（一）主动公开”"), "{told_of}");
    // Beside their titles, and all in one cell under a title.
    let text = [OVERVIEW, "（一）主动公开", "全年公开信息十二条。"].join("\n");
    wanted(&with_prose(&[("文字", &[&["一、总体情况", &text], &["五、存在的主要问题及改进情况", PROBLEMS]])]));
    let whole = format!("一、总体情况\n{text}");
    wanted(&with_prose(&[("文字", &[&[&whole], &["五、存在的主要问题及改进情况"], &[PROBLEMS]])]));
    let report = format!("{whole}\n五、存在的主要问题及改进情况\n{PROBLEMS}");
    wanted(&with_prose(&[("文字", &[&[&report]])]));
    // Under shorter titles, and with headings of its own beside what they are of.
    wanted(&with_prose(&[(
        "文字",
        &[
            &["总体情况"],
            &[OVERVIEW],
            &["（一）主动公开", "全年公开信息十二条。"],
            &["主要问题及改进措施"],
            &[PROBLEMS],
        ],
    )]));
    // A heading inside of a section that is like the title of a table's is none of that.
    let inside =
        with_prose(&[("文字", &[&["一、总体情况"], &[OVERVIEW], &["主动公开情况"], &["全年公开信息十二条。"]])]);
    let toml = as_toml(&inside.bytes());
    assert!(toml.contains("主动公开情况") && !toml.contains("\n[sections.disclosure]"), "{toml}");
    // A sheet a section.
    let overview: [&[&str]; 3] = [&[OVERVIEW], &["（一）主动公开"], &["全年公开信息十二条。"]];
    for (one, other) in
        [("一、总体情况", "五、存在的主要问题及改进情况"), ("总体情况", "存在问题"), ("总体情况", "问题及改进")]
    {
        let told_of = wanted(&with_prose(&[(one, &overview), (other, &[&[PROBLEMS]])]));
        assert!(told_of.contains("表里的文字读作“五、存在的主要问题及改进情况”。"), "{told_of}");
    }
}

#[test]
fn what_stands_around_such_prose_is_told() {
    let lines: [&[&str]; 8] = [
        &["一、总体情况"],
        &[OVERVIEW, "领导意见：再压缩"],
        &["渠道", "条数"],
        &["五、存在的主要问题及改进情况"],
        &[PROBLEMS],
        &["（一）下一步打算"],
        &["示例市应急管理局"],
        &["2026年1月10日"],
    ];
    let grid = with_prose(&[("文字部分", &lines)]);
    let told_of = told(&grid.bytes());
    for left in ["再压缩", "渠道", "条数", "“示例市应急管理局”", "2026年1月10日"] {
        assert!(told_of.contains(left), "{left}: {told_of}");
    }
    let toml = as_toml(&grid.bytes());
    assert!(toml.contains("下一步打算") && !toml.contains("渠道") && !toml.contains("2026年1月10日"), "{toml}");
    // Notes on who writes what are none, nor is last year's report, nor one that is hidden.
    let notes: [&[&str]; 2] = [&["一、总体情况", "由办公室写"], &["五、存在的主要问题及改进情况", "由各科室写"]];
    let titled: [&[&str]; 3] = [&["示例市应急管理局2024年政府信息公开工作年度报告"], &["一、总体情况"], &[OVERVIEW]];
    for (name, rows) in [("分工", &notes[..]), ("2024年正文", &lines[..]), ("旧", &titled[..])] {
        let told_of = told(&with_prose(&[(name, rows)]).bytes());
        assert!(told_of.contains("STR002") && !told_of.contains("PRO012"), "{name}: {told_of}");
    }
    let mut grid = with_prose(&[("文字部分", &lines)]);
    grid.hidden.push("文字部分".into());
    assert!(told(&grid.bytes()).contains("STR002"));
    // The prose of the sheet that has heads stands; the same again says nothing new.
    let mut grid = sound();
    grid.sheets.push(("存在问题".into(), rows(&[&[PROBLEMS]])));
    let plain = as_toml(&sound().bytes());
    assert_eq!(as_toml(&grid.bytes()), plain);
    assert!(!told(&grid.bytes()).contains("WBK011"));
    grid.sheets.last_mut().expect("a sheet").1.insert((0, 0), "平台更新不及时，下一年专人负责。".into());
    assert_eq!(as_toml(&grid.bytes()), plain);
    assert!(told(&grid.bytes()).contains("“存在问题”"));
}

#[test]
fn a_cover_says_where_its_agency_is_found() {
    let mut grid = sound();
    for label in ["地址", "联系电话", "邮编"] {
        let (row, column) = grid.place("基本信息", label);
        grid.sheet("基本信息").remove(&(row, column + 1));
    }
    let read = |cells: &[&[&str]]| {
        let mut grid = grid.clone();
        grid.sheets.insert(0, ("封面".into(), rows(cells)));
        let (input, _) = examine(&grid.bytes()).unwrap();
        let agency = &input.filing.agency;
        let of = |text: &nianbao::filing::Text| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        ([&agency.address, &agency.phone, &agency.postcode].map(of), told(&grid.bytes()))
    };
    let title: &[&str] = &["示例市应急管理局2025年政府信息公开工作年度报告"];
    let wanted = ["松河县人民路12号", "0527-6512345", "223900"].map(str::to_owned);
    let (said, told) = read(&[title, &["单位地址：松河县人民路12号"], &["联系电话：0527-6512345  邮编：223900"]]);
    assert_eq!(said, wanted, "{told}");
    assert!(!told.contains("WBK012"), "{told}");
    let beside: [&[&str]; 4] =
        [title, &["单位地址：", "松河县人民路12号"], &["电话:", "0527-6512345"], &["邮政编码：", "223900"]];
    assert_eq!(read(&beside).0, wanted);
    // The telephone of who filled it in is not the agency's.
    let (said, told) = read(&[title, &["填表人：王晓"], &["联系电话：0527-6512345"]]);
    assert_eq!(said[1], "");
    assert!(told.contains("0527-6512345"), "{told}");
    // What says something else as well is told as a whole.
    let (said, told) = read(&[title, &["地址：人民路12号  楼层：3楼"]]);
    assert_eq!(said[0], "");
    assert!(told.contains("人民路12号"), "{told}");
}
