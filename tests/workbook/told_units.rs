//! Units in heads, above tables, in the names of sheets and in cells: converted exactly and told, or refused and told.

use super::{as_toml, told};
use crate::support::grid::{Grid, sound};

/// Where a unit is said: in the head of the first table's decisions, above the table, in the name of its sheet.
fn say(grid: &mut Grid, place: &str, unit: &str) {
    match place {
        "head" => grid.relabel("二、", "本年处理决定数量", &format!("本年处理决定数量（{unit}）")),
        "money" => grid.relabel("二、", "本年收费金额（单位：万元）", &format!("本年收费金额（{unit}）")),
        "above" => _ = grid.sheet("二、").insert((1, 0), format!("单位：{unit}")),
        "beside" => beside(grid, "行政许可", unit),
        "under" => grid.relabel("二、", "本年收费金额（单位：万元）", &format!("本年收费金额\n单位：{unit}")),
        "behind" => grid.relabel("二、", "本年收费金额（单位：万元）", &format!("本年收费金额/{unit}")),
        "sheet" => {
            let sheet = grid.sheets.iter_mut().find(|(name, _)| name.starts_with("二、")).unwrap();
            sheet.0 = format!("{}（{unit}）", sheet.0);
        }
        _ => grid.set("二、", "行政许可", "本年处理决定数量", &format!("30{unit}")),
    }
}

/// Puts a unit into a column of its own beside the figure of a row.
fn beside(grid: &mut Grid, row: &str, unit: &str) {
    let (row, column) = grid.place("二、", row);
    let at = (row, column + 2);
    grid.sheet("二、").retain(|(of, column), _| *of != row || *column < at.1);
    grid.sheet("二、").extend([((row - 1, at.1), "单位".to_owned()), (at, unit.to_owned())]);
}

#[test]
fn a_unit_is_converted_exactly_and_told_or_refused_and_told() {
    for (place, unit, wanted) in [
        ("head", "十件", "写的是 30十件，换算为 300"),
        ("head", "百件", "写的是 30百件，换算为 3000"),
        ("head", "千件", "换算为 30000"),
        ("head", "吨", "单位“吨”不能换算"),
        ("head", "百人", "单位“百人”不能换算"),
        ("head", "万人次", "单位“万人次”不能换算"),
        ("head", "%", "单位“%”不能换算"),
        ("money", "千元", "写的是 43.788千元，换算为 4.3788 万元"),
        ("money", "百万元", "换算为 4378.8 万元"),
        ("money", "美元", "单位“美元”不能换算"),
        ("above", "百件", "换算为 3000"),
        ("above", "吨", "“单位：吨”的单位“吨”不能换算"),
        ("above", "百人", "单位“百人”不能换算"),
        ("above", "元", "单位是“万元”，表上写的是“元”，不知道用哪一个"),
        ("sheet", "万件", "换算为 300000"),
        ("money", "人民币：千元", "写的是 43.788千元，换算为 4.3788 万元"),
        ("under", "千元", "写的是 43.788千元，换算为 4.3788 万元"),
        ("behind", "千元", "写的是 43.788千元，换算为 4.3788 万元"),
        ("beside", "百件", "写的是 30百件，换算为 3000"),
        ("beside", "吨", "“吨”的单位“吨”不能换算"),
        ("cell", "十件", "写的是 30十件，换算为 300"),
        ("cell", "吨", "写的是 30吨，读不出数"),
        ("cell", "万人次", "写的是 30万人次，读不出数"),
    ] {
        let mut grid = sound();
        say(&mut grid, place, unit);
        let told = told(&grid.bytes());
        assert!(told.contains(wanted), "{place} {unit}: {told}");
    }
}

#[test]
fn a_unit_that_is_the_forms_own_changes_nothing() {
    let plain = as_toml(&sound().bytes());
    for (place, unit) in [
        ("above", "件/万元"),
        ("above", "件、万元"),
        ("head", "件"),
        ("head", "件次"),
        ("money", "万元"),
        ("under", "万元"),
        ("beside", "件"),
    ] {
        let mut grid = sound();
        say(&mut grid, place, unit);
        assert_eq!(told(&grid.bytes()), "没有发现问题", "{place} {unit}");
        assert_eq!(as_toml(&grid.bytes()), plain, "{place} {unit}");
    }
}

#[test]
fn a_unit_governs_only_what_its_label_stands_over() {
    let sound_lines = as_toml(&sound().bytes());
    for (sheet, label, unit, changed) in [
        ("二、", "现行有效件数", "百件", &["normative = [2, 1, 1200]"][..]),
        ("二、", "第二十条第（五）项", "单位：百件", &["licensing = 3000"]),
        ("二、", "第二十条第（一）项", "百件", &["normative = [200, 100, 1200]"]),
        ("二、", "行政许可", "百件", &["licensing = 3000"]),
        ("三、", "其他", "百件", &[]),
        ("三、", "自然人", "百件", &["new = [300, 1, 0, 0, 0, 0, 4]", "granted = [300, 1,", "total = [300, 1,"]),
        (
            "三、",
            "法人或其他组织",
            "百件",
            &["new = [3, 100, 0, 0, 0, 0, 4]", "granted = [3, 100,", "total = [3, 100,"],
        ),
        (
            "三、",
            "申请人情况",
            "单位：百件",
            &["new = [300, 100, 0, 0, 0, 0, 400]", "granted = [300,", "total = [300,"],
        ),
        ("三、", "总计", "百件", &["new = [3, 1, 0, 0, 0, 0, 400]", "granted = [3, 1,", "total = [3, 1,"]),
        ("三、", "一、本年新收政府信息公开申请数量", "单位：百件", &["new = [300, 100, 0, 0, 0, 0, 400]"]),
        ("三、", "三、本年度办理结果", "百件", &["granted = [300, 100,", "total = [300, 100,"]),
        ("三、", "（三）不予公开", "百件", &[]),
    ] {
        let mut grid = sound();
        grid.relabel(sheet, label, &format!("{label}（{unit}）"));
        let (told, toml) = (told(&grid.bytes()), as_toml(&grid.bytes()));
        let lines: Vec<&str> = toml.lines().filter(|line| !sound_lines.lines().any(|other| other == *line)).collect();
        let is_so = lines.len() == changed.len() && lines.iter().zip(changed).all(|(line, part)| line.contains(part));
        assert!(is_so, "{label}（{unit}）: {lines:#?}");
        assert_eq!(told.contains("INP022"), !changed.is_empty(), "{label}（{unit}）: {told}");
    }
}

#[test]
fn units_of_a_head_and_of_another_label_that_differ_are_asked_about() {
    let mut grid = sound();
    grid.relabel("二、", "行政许可", "行政许可（十件）");
    grid.relabel("二、", "本年处理决定数量", "本年处理决定数量（百件）");
    let told = told(&grid.bytes());
    assert!(told.contains("单位是“百件”，“行政许可（十件）”写的是“十件”，不知道用哪一个"), "{told}");
}

#[test]
fn the_unit_of_a_total_that_is_added_up_anew_is_told() {
    let mut grid = sound();
    grid.set("三、", "一、本年新收政府信息公开申请数量", "总计", "=SUM(D6:I6)");
    assert!(!told(&grid.bytes()).contains("WBK023"));
    grid.relabel("三、", "总计", "总计（百件）");
    let told = told(&grid.bytes());
    assert!(told.contains("表三：“总计（百件）”的单位与各项的不同，合计照各项算，1 格没有读入。"), "{told}");
}

#[test]
fn a_column_of_ones_own_says_nothing_of_the_others() {
    let mut grid = sound();
    let (row, column) = grid.place("三、", "总计");
    grid.sheet("三、").insert((row, column + 4), "同比（%）".to_owned());
    let told = told(&grid.bytes());
    assert!(!told.contains("WBK023"), "{told}");
}
