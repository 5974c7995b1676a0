//! The same item on two sheets, and what of a workbook is not used.

use super::{as_toml, told};
use crate::support::grid::{Cells, Grid, sound};
use crate::support::{root, run};

/// Something that is done to a sound workbook, what must be told afterwards, and what must not.
type Case = (&'static str, fn(&mut Grid), &'static [&'static str], &'static [&'static str]);

/// Adds a sheet like another one, with some cells of its own.
fn copy(grid: &mut Grid, part: &str, name: &str, change: impl Fn(&mut Cells)) {
    let mut cells = grid.sheet(part).clone();
    change(&mut cells);
    grid.sheets.insert(1, (name.to_owned(), cells));
}

/// Replaces a text of a sheet.
fn replace(cells: &mut Cells, from: &str, to: &str) {
    let found = cells.values_mut().find(|text| *text == from);
    *found.unwrap_or_else(|| panic!("no {from}")) = to.to_owned();
}

/// A copy of the first sheet for the year before.
fn year_before(grid: &mut Grid) {
    copy(grid, "基本信息", "2024年信息", |cells| replace(cells, "2025", "2024"));
}

/// Table three once more, with another figure, on a sheet of some name.
fn table_again(grid: &mut Grid, name: &str) {
    let at = grid.place("三、", "一、本年新收政府信息公开申请数量");
    copy(grid, "三、", name, |cells| _ = cells.insert((at.0, 3), "4099".to_owned()));
}

/// Adds a sheet of prose with one section.
fn prose(grid: &mut Grid, name: &str, section: &str, text: &str) {
    let rows = [["栏目", "标题", "正文"], [section, "", text]];
    let cells =
        (0..).zip(rows).flat_map(|(row, texts)| (0..).zip(texts).map(move |(column, text)| ((row, column), text)));
    let cells = cells.filter(|(_, text)| !text.is_empty()).map(|(at, text)| (at, text.to_owned())).collect();
    grid.sheets.insert(1, (name.to_owned(), cells));
}

/// Adds a cover with a title.
fn cover(grid: &mut Grid, title: &str) {
    grid.sheets.insert(0, ("封面".to_owned(), [((2, 1), title.to_owned())].into()));
}

/// Sheets that say one thing twice, and cells that say nothing.
const CASES: &[Case] = &[
    (
        "two visible sheets of particulars",
        year_before,
        &["错误[WBK010]", "“报告年度”：填了两次", "2024年信息!B6 写的是“2024”", "基本信息!B6 写的是“2025”"],
        &["WBK011", "机关全称"],
    ),
    ("the same particulars twice", |grid| copy(grid, "基本信息", "基本信息（副本）", |_| {}), &["没有发现问题"], &[]),
    (
        "titles of two years",
        |grid| {
            *grid = grid.clone().tables_only();
            grid.sheet("二、").insert((0, 0), "示例市应急管理局2025年政府信息公开工作年度报告".to_owned());
            grid.sheet("三、").insert((0, 0), "示例市应急管理局2024年政府信息公开工作年度报告".to_owned());
        },
        &["错误[WBK010]", "报告年度：填了两次", "二、主动公开!A1 写的是", "三、依申请公开!A1 写的是"],
        &[],
    ),
    (
        "a title of another year than the particulars say",
        |grid| _ = grid.sheet("三、").insert((0, 0), "示例市应急管理局2024年政府信息公开工作年度报告".to_owned()),
        &["错误[WBK010]", "基本信息!B6 写的是“2025”", "三、依申请公开!A1 写的是"],
        &[],
    ),
    (
        "a cover with another agency",
        |grid| cover(grid, "示例市财政局2025年政府信息公开工作年度报告"),
        &["错误[WBK010]", "机关全称：填了两次", "基本信息!B14 写的是“示例市应急管理局”", "封面!B3 写的是"],
        &[],
    ),
    (
        "a cover with the agency's name in short",
        |grid| cover(grid, "应急管理局２５年度政府信息公开工作年度报告"),
        &["没有发现问题"],
        &[],
    ),
    (
        "a cover with two years",
        |grid| cover(grid, "示例市应急管理局2024—2025年政府信息公开工作年度报告"),
        &["错误[WBK010]", "报告年度：填了两次", "封面!B3 写的是“示例市应急管理局2024—2025年"],
        &["机关全称"],
    ),
    (
        "a cover that alone says the year, in Chinese",
        |grid| {
            cover(grid, "示例市青年工作局二〇二五年政府信息公开工作年度报告");
            grid.field("基本信息", "报告年度", "");
            grid.field("基本信息", "机关全称", "");
        },
        &["没有发现问题"],
        &[],
    ),
    ("no agency where only the guide names one", |grid| grid.field("基本信息", "机关全称", ""), &["错误[INP009]"], &[]),
    (
        "a cover that alone says the year, in two digits",
        |grid| {
            cover(grid, "示例市应急管理局25年政府信息公开工作年度报告");
            grid.field("基本信息", "报告年度", "");
        },
        &["错误[INP003]: “报告年度”：应为四位年份，写的是“25”", "封面!B3"],
        &[],
    ),
    (
        "a title of last year above last year's figures",
        |grid| {
            copy(grid, "三、", "旧", |cells| {
                cells.insert((0, 0), "上年数据".to_owned());
                cells.insert((1, 0), "示例市应急管理局2024年政府信息公开工作年度报告".to_owned());
            });
        },
        &[],
        &["WBK010"],
    ),
    (
        "a hidden sheet of particulars",
        |grid| {
            year_before(grid);
            grid.hidden.push("2024年信息".to_owned());
        },
        &["提示[WBK011]", "隐藏的表没有用：“2024年信息”"],
        &["WBK010", "WBK012"],
    ),
    (
        "two visible sheets of prose",
        |grid| prose(grid, "2024年正文", "一、总体情况", "2024年旧的总体情况。"),
        &["错误[WBK010]", "“一、总体情况”：填了两次", "2024年正文!C2 写的是“2024年旧的总体情况。”", "正文!C"],
        &["WBK011"],
    ),
    (
        "a hidden sheet of prose",
        |grid| {
            prose(grid, "旧", "一、总体情况", "2024年旧的总体情况。");
            grid.hidden.push("旧".to_owned());
        },
        &["提示[WBK011]", "隐藏的表没有用：“旧”"],
        &["WBK010"],
    ),
    (
        "a hidden copy of a table",
        |grid| {
            copy(grid, "三、", "旧表三", |_| {});
            grid.hidden.push("旧表三".to_owned());
        },
        &["提示[WBK011]", "“旧表三”"],
        &["WBK001"],
    ),
    (
        "a hidden sheet with the only copy of a table",
        |grid| {
            let name = grid.sheets.iter().find(|(name, _)| name.starts_with("三、")).unwrap().0.clone();
            grid.hidden.push(name);
        },
        &["提示[WBK026]", "隐藏的表里的内容用了：“三、依申请公开”"],
        &["WBK011", "CEL002"],
    ),
    (
        "a number beside the first row of a table",
        |grid| {
            let row = grid.place("三、", "一、本年新收政府信息公开申请数量").0;
            grid.sheet("三、").insert((row, 26), "9".to_owned());
        },
        &["提示[WBK012]: 有 1 格没有用，也没有印：三、依申请公开!AA", "“9”"],
        &[],
    ),
    (
        "one item twice in one list",
        |grid| {
            let (row, _) = grid.place("基本信息", "传真");
            let cells = grid.sheet("基本信息");
            cells.insert((row, 0), "联系电话".to_owned());
            cells.insert((row, 1), "0000-1".to_owned());
        },
        &["错误[WBK010]", "“联系电话”：填了两次"],
        &[],
    ),
    (
        "a register of its own",
        |grid| {
            let rows = (0..200).flat_map(|row| [((row, 0), format!("文件{row}")), ((row, 1), "2025-03-01".to_owned())]);
            let cells = rows.collect();
            grid.sheets.push(("台账".to_owned(), cells));
            grid.sheets.push(("通知".to_owned(), [((0, 0), "请于1月15日前报送。".to_owned())].into()));
        },
        &["提示[WBK011]: 没有用到的表：“台账”、“通知”"],
        &["WBK012"],
    ),
    (
        "a remark below a table",
        |grid| {
            let row = grid.place("三、", "四、结转下年度继续办理").0;
            grid.sheet("三、").insert((row + 9, 0), "注：含历史遗留 3 件".to_owned());
        },
        &["提示[WBK012]: 有 1 格没有用，也没有印：三、依申请公开!A", "“注：含历史遗留 3 件”"],
        &["WBK011"],
    ),
    (
        "a caption of the count",
        |grid| _ = grid.sheet("三、").insert((1, 9), "单位：件".to_owned()),
        &["没有发现问题"],
        &[],
    ),
    (
        "a report pasted into a sheet of its own, a paragraph a cell",
        |grid| {
            let lines = [
                "示例市应急管理局2025年政府信息公开工作年度报告",
                "一、总体情况",
                "全年召开三次会议研究政府信息公开。",
                "（一）主动公开",
                "五、存在的主要问题及改进情况",
                "平台不够好用，明年改版。",
            ];
            let cells = (0..).zip(lines).map(|(row, text)| ((row, 0), text.to_owned())).collect();
            grid.sheets.push(("全文".to_owned(), cells));
        },
        &[
            "警告[WBK012]: “全文”表里是一段一格贴进来的报告",
            "从 全文!A3“全年召开三次会议研究政府信息公开…”起，共 3 格",
            "“栏目”写部分的名称",
        ],
        &["有 3 格没有用"],
    ),
    (
        "a remark beside an item",
        |grid| {
            let row = grid.place("基本信息", "联系电话").0;
            grid.sheet("基本信息").insert((row, 4), "张三填".to_owned());
        },
        &["提示[WBK012]: 有 1 格没有用，也没有印：基本信息!E", "“张三填”"],
        &[],
    ),
    (
        "last year's table on a sheet that is called so",
        |grid| table_again(grid, "上年"),
        &["上年报告是 4096"],
        &["WBK001"],
    ),
    (
        "last year's table on a sheet that says its year in Chinese numerals",
        |grid| table_again(grid, "二〇二四年"),
        &["上年报告是 4096"],
        &["WBK001"],
    ),
    (
        "last year's table on a sheet that says its year by the same period",
        |grid| table_again(grid, "去年同期"),
        &["上年报告是 4096"],
        &["WBK001"],
    ),
    (
        "last year's table on a sheet that says its year by the number alone",
        |grid| table_again(grid, "依申请公开2024"),
        &["上年报告是 4096"],
        &["WBK001"],
    ),
    (
        "last year's table on a sheet that says its year by two digits",
        |grid| table_again(grid, "表三24年"),
        &["上年报告是 4096"],
        &["WBK001"],
    ),
    (
        "a second table on a sheet whose two digits are this year's",
        |grid| table_again(grid, "表三25年"),
        &["错误[WBK001]"],
        &["上年报告是"],
    ),
    (
        "a second table on a sheet whose number is no year",
        |grid| table_again(grid, "表320241"),
        &["错误[WBK001]"],
        &["上年报告是"],
    ),
    (
        "last year's table under a title of that year",
        |grid| {
            let at = grid.place("三、", "一、本年新收政府信息公开申请数量");
            copy(grid, "三、", "旧表", |cells| {
                cells.insert((at.0, 3), "4099".to_owned());
                cells.insert((0, 0), "2024年收到和处理政府信息公开申请情况".to_owned());
            });
        },
        &["上年报告是 4096"],
        &["WBK001"],
    ),
    (
        "this year's table under a title of the year before",
        |grid| {
            grid.shift("三、", |row, column| Some((row + 1, column)));
            grid.sheet("三、").insert((0, 0), "示例市应急管理局2024年政府信息公开申请统计表".to_owned());
        },
        &["警告[WBK012]: 表三：三、依申请公开!A1 写的是 2024 年，报告是 2025 年；表里的数当作 2025 年的读入。"],
        &["有 1 格没有用"],
    ),
    (
        "two tables that both say nothing of their year",
        |grid| copy(grid, "三、", "另一张", |_| {}),
        &["错误[WBK001]"],
        &[],
    ),
    (
        "an item that is a formula without its result",
        |grid| grid.field("基本信息", "联系电话", "=台账!A1"),
        &["错误[WBK006]: “联系电话”：公式"],
        &[],
    ),
    (
        "a paragraph that is a formula without its result",
        |grid| {
            let row = grid.place("正文", "一、总体情况").0;
            grid.sheet("正文").insert((row + 2, 2), "=台账!A1".to_owned());
        },
        &["错误[WBK006]: “正文”：公式 =台账!A1 没有保存结果"],
        &[],
    ),
];

#[test]
fn what_is_said_twice_is_told_and_what_is_not_used_is_named() {
    for (name, change, wanted, unwanted) in CASES {
        let mut grid = sound();
        change(&mut grid);
        let told = told(&grid.bytes());
        wanted.iter().for_each(|part| assert!(told.contains(part), "{name}: no {part} in {told}"));
        unwanted.iter().for_each(|part| assert!(!told.contains(part), "{name}: {part} in {told}"));
    }
}

#[test]
fn hidden_sheets_change_nothing() {
    let wanted = as_toml(&sound().bytes());
    for change in [
        year_before as fn(&mut Grid),
        |grid| prose(grid, "2024年信息", "六、其他需要报告的事项", "旧的事项。"),
        |grid| copy(grid, "信息处理费", "2024年信息", |_| {}),
    ] {
        let mut grid = sound();
        change(&mut grid);
        grid.hidden.push("2024年信息".to_owned());
        assert_eq!(as_toml(&grid.bytes()), wanted);
    }
}

#[test]
fn last_years_sheets_left_in_view_are_told_with_both_cells() {
    let told = told(&std::fs::read(root().join("tests/cases/workbooks/two-information-sheets.xlsx")).unwrap());
    for part in [
        "错误[WBK010]: “报告年度”：填了两次，内容不同：2024年信息!B2 写的是“2024”，基本信息!B2 写的是“2025”。",
        "错误[WBK010]: “一、总体情况”：填了两次，内容不同：2024年正文!C2 写的是“2024年旧的总体情况。”，正文!C2",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn what_was_not_used_is_listed_by_cell() {
    let mut grid = sound();
    grid.sheets.push(("台账".to_owned(), [((0, 0), "第一行".to_owned()), ((7, 2), "42".to_owned())].into()));
    year_before(&mut grid);
    grid.hidden.push("2024年信息".to_owned());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("报告.xlsx"), grid.bytes()).unwrap();
    let output = run(folder.path(), &["check", "报告.xlsx", "--origins"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in [
        "没有用到的：",
        "报告.xlsx › 台账!A1  第一行  （表里没有认得出的表和项目）",
        "报告.xlsx › 台账!C8  42",
        "报告.xlsx › 2024年信息!B6  2024  （隐藏的表",
    ] {
        assert!(told.contains(part), "{told}");
    }
    std::fs::write(folder.path().join("报告.xlsx"), sound().bytes()).unwrap();
    let output = run(folder.path(), &["check", "报告.xlsx", "--origins"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("没有用到的"));
}

#[test]
fn what_stands_below_a_title_in_its_cell_is_told() {
    let with = |text: &str| {
        let mut grid = sound();
        grid.sheets.push(("附".to_owned(), [((0, 0), text.to_owned())].into()));
        told(&grid.bytes())
    };
    let title = "五、存在的主要问题及改进情况";
    for text in ["仍有不足。", "（一）不足\n培训不够。", "12"] {
        let told = with(&format!("{title}\n{text}"));
        assert!(told.contains("没有用到的表：“附”"), "{text}: {told}");
    }
    for text in [title.to_owned(), format!("{title}\n\n"), format!("{title}\n（单位：件）")] {
        assert!(!with(&text).contains("“附”"), "{text}");
    }
}

#[test]
fn columns_of_two_years_beside_each_other_are_told() {
    let beside = |more: f64| {
        let mut grid = sound();
        let cells = grid.sheet("二、主动公开");
        let again = cells.iter().filter(|((row, column), _)| *row > 2 && *column > 0).map(|((row, column), text)| {
            let other = |figure: f64| if more == 0.0 { text.clone() } else { (figure + more).to_string() };
            ((*row, column + 4), text.parse().map_or(text.clone(), other))
        });
        let again: Vec<_> = again.collect();
        cells.extend(again);
        told(&grid.bytes())
    };
    let told = beside(7.0);
    assert!(told.contains("错误[WBK001]: 表二：同样的列名有两份，下面都填了数，二、主动公开!"), "{told}");
    // A copy of the same figures, and a column of one's own, say nothing else.
    assert!(!beside(0.0).contains("WBK001"));
}

#[test]
fn what_is_typed_beside_the_words_of_the_blank_workbook_is_named() {
    for (sheet, label, right, text) in [
        // A column that only checks others, the heads of a table, notes, places for prose, the guide.
        ("三、", "核对：总计与各项之差", 0, "81150"),
        ("四、", "复议后起诉", 5, "78925"),
        ("高级", "引言：", 2, "请领导定"),
        ("填表说明", "填好以后：", 5, "给张三"),
    ] {
        let mut grid = sound();
        let found = grid.sheet(sheet).iter().find(|(_, own)| own.starts_with(label)).map(|(at, _)| *at);
        let (row, column) = found.unwrap_or_else(|| panic!("no {label}"));
        let at = (row + u32::from(right == 0), column + right);
        grid.sheet(sheet).insert(at, text.to_owned());
        let told = told(&grid.bytes());
        assert!(told.contains("没有用，也没有印") && told.contains(&format!("“{text}”")), "{sheet} {label}: {told}");
    }
    // A note in the place of a name of a section, with nothing beside it.
    let mut grid = sound();
    let row = grid.sheet("正文").keys().map(|(row, _)| *row).max().unwrap() + 2;
    grid.sheet("正文").insert((row, 0), "张三写".to_owned());
    let told = told(&grid.bytes());
    assert!(told.contains("“张三写”"), "{told}");
}
