//! A new district from a list of names, with last year's figures: lists as people have them, and hostile ones.

use std::path::Path;

use crate::support::grid::{Cells, Grid, rewritten};
use crate::support::{changed, folder, run, told};

/// A workbook of sheets with their rows, a tab between cells.
fn book(sheets: &[(&str, &[&str])]) -> Grid {
    let cells = |rows: &[&str]| {
        let rows = rows.iter().enumerate();
        rows.flat_map(|(row, line)| {
            let cells = line.split('\t').enumerate().filter(|(_, text)| !text.is_empty());
            cells.map(move |(column, text)| ((row as u32, column as u32), text.to_owned()))
        })
        .collect::<Cells>()
    };
    Grid { sheets: sheets.iter().map(|(name, rows)| ((*name).to_owned(), cells(rows))).collect(), hidden: Vec::new() }
}

/// Makes a district in `汇总` from a list; the exit code and what was told.
fn made(folder: &Path, list: &str, bytes: &[u8], more: &[&str]) -> (Option<i32>, String) {
    std::fs::write(folder.join(list), bytes).unwrap();
    let arguments = ["new", "汇总", "--district", list, "--agency", "示例区人民政府", "--year", "2025"];
    let output = run(folder, &[&arguments, more].concat());
    (output.status.code(), told(&output))
}

/// Names and groups of the district that a list makes.
fn units(list: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let (code, told) = made(folder.path(), list, bytes, &[]);
    assert_eq!(code, Some(0), "{told}");
    let text = std::fs::read_to_string(folder.path().join("汇总/district.toml")).unwrap();
    let district: toml::Table = text.parse().unwrap();
    let said = |unit: &toml::Value, key: &str| unit.get(key).map_or("", |value| value.as_str().unwrap()).to_owned();
    let units = district["units"].as_array().unwrap();
    let units: Vec<_> = units.iter().map(|unit| (said(unit, "name"), said(unit, "group"))).collect();
    for (name, _) in &units {
        for file in [format!("{name}.xlsx"), "填报说明.txt".to_owned()] {
            assert!(folder.path().join("汇总/发给各单位").join(name).join(file).exists(), "{name}");
        }
    }
    units
}

/// Holds that a list is refused with some words, and nothing is made.
fn refused(list: &str, bytes: &[u8], words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let (code, told) = made(folder.path(), list, bytes, &[]);
    assert_eq!(code, Some(2), "{told}");
    for word in words.iter().chain(&[list, "建议"]) {
        assert!(told.contains(word), "{word} in {told}");
    }
    assert!(!folder.path().join("汇总").exists() && !told.contains("内部出错"), "{told}");
}

/// Pairs of names and groups.
fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, group)| ((*name).to_owned(), (*group).to_owned())).collect()
}

#[test]
fn names_are_read_below_their_head_with_their_groups() {
    let mut grid = book(&[
        ("说明", &["本表请各单位核对", "联系人\t张某"]),
        (
            "名单",
            &[
                "示例区政府信息公开单位名单",
                "",
                "序号\t类 别\t单位名称（全称）\t电话",
                "1\t部门\t 示例区教育局\t1",
                "2\t\t示例区财政局",
                "",
                "3\t乡镇街道\t示例区河西镇人民政府",
                "\t\t合计\t3",
            ],
        ),
        ("另一张", &["机关名称", "示例区档案馆"]),
        ("旧名单", &["单位", "示例区某局"]),
    ]);
    grid.hidden.push("旧名单".to_owned());
    let expected = [
        ("示例区教育局", "部门"),
        ("示例区财政局", "部门"),
        ("示例区河西镇人民政府", "乡镇街道"),
        ("示例区档案馆", ""),
    ];
    assert_eq!(units("名单.xlsx", &grid.bytes()), pairs(&expected));
}

#[test]
fn without_a_head_the_only_column_of_texts_is_taken() {
    let grid = book(&[("甲", &["1\t示例区教育局", "2\t=A1 → 示例区财政局"]), ("乙", &[""])]);
    assert_eq!(units("名单.xlsx", &grid.bytes()), pairs(&[("示例区教育局", ""), ("示例区财政局", "")]));
    let two = book(&[("甲", &["示例区教育局\t部门"]), ("乙", &["2025"])]);
    refused("名单.xlsx", &two.bytes(), &["看了“甲”、“乙”的前 20 行", "也没有只有一列文字的表", "最上面写“单位名称”"]);
    let both = book(&[("甲", &["示例区教育局"]), ("乙", &["示例区财政局"])]);
    refused("名单.xlsx", &both.bytes(), &["只有一列文字的表有 2 张"]);
}

#[test]
fn groups_stand_in_any_square_brackets_and_names_below_any_common_head() {
    let text =
        "［部门］\n示例区教育局\n【政府】\n示例区城关街道办事处\n〔企事业单位〕\n示例区供水公司\n[部门]\n示例区统计局";
    let expected = pairs(&[
        ("示例区教育局", "部门"),
        ("示例区城关街道办事处", "政府"),
        ("示例区供水公司", "企事业单位"),
        ("示例区统计局", "部门"),
    ]);
    assert_eq!(units("名单.txt", text.as_bytes()), expected);
    for head in ["报送单位", "填报单位", "部门名称", "单位", "填报机关（全称）"] {
        let head = format!("序号\t{head}\t联系电话");
        let book = book(&[("名单", &[&head, "1\t示例区教育局\t12345678", "2\t示例区统计局\t12345679"])]);
        assert_eq!(units("名单.xlsx", &book.bytes()), pairs(&[("示例区教育局", ""), ("示例区统计局", "")]), "{head}");
    }
}

#[test]
fn what_is_hardly_a_unit_is_told_and_made_none() {
    let text = "序号\n示例区教育局（联系人：张三 13800000000）\n示例区公共资源交易中心\n..\n=cmd\n示例区统计局　已交\n以上共3个单位";
    refused(
        "名单.txt",
        text.as_bytes(),
        &[
            "有 6 处不像单位的名称",
            "第1行“序号”",
            "第2行“示例区教育局（联系人：张三 13800000000）”",
            "第4行“..”",
            "第5行“=cmd”",
            "第6行“示例区统计局已交”",
            "第7行“以上共3个单位”",
        ],
    );
    let text = "一、区直部门（3个）\n示例区教育局、示例区公安局\n示例区水务局 示例区林业局\n无\n5示例区东山乡人民政府\n—\n示例区统计局（不报）";
    refused("名单.txt", text.as_bytes(), &["有 6 处不像单位的名称", "第2行“示例区教育局、示例区公安局”", "第6行“—”"]);
    let grouped = "一、区直部门（2个）\n示例区教育局\n示例区\u{200B}统计局\n二、乡镇\n示例区东山乡人民政府";
    let expected = [("示例区教育局", "区直部门"), ("示例区统计局", "区直部门"), ("示例区东山乡人民政府", "乡镇")];
    assert_eq!(units("名单.txt", grouped.as_bytes()), pairs(&expected));
    let columns = "示例区教育局\t部门\n示例区统计局\t部门";
    let expected = [("示例区教育局", "部门"), ("示例区统计局", "部门")];
    assert_eq!(units("名单.txt", columns.as_bytes()), pairs(&expected));
    assert_eq!(
        units("名单.txt", format!("序号\t单位名称\t组别\n1\t{}", columns.replace('\n', "\n2\t")).as_bytes()),
        pairs(&expected)
    );
    let behind = "示例区教育局\n示例区财政局 新增\n示例区民政局 李四（代）\n示例区水务局——王五";
    refused("名单.txt", behind.as_bytes(), &["有 3 处不像单位的名称", "第2行“示例区财政局 新增”", "李四"]);
    refused("名单.docx", b"PK\x05\x06", &["这是文字文档，不是名单", "一行一个"]);
    let grid = book(&[("名单", &["单位名称", "示例区教育局", "以上共1个单位"])]);
    refused("名单.xlsx", &grid.bytes(), &["名单!A3“以上共1个单位”"]);
}

#[test]
fn names_that_nobody_sees_and_what_is_not_used_is_told() {
    let rows = ["序号\t单位名称\t联系人", "1\t示例区教育局\t张三", "2\t示例区财政局\t李四\t2026年撤销"];
    let grid = book(&[("名单", &rows), ("附", &["示例区档案馆\t已交"])]).bytes();
    let hidden = rewritten(&grid, |_, text| text.replace("<row r=\"3\"", "<row r=\"3\" hidden=\"1\""));
    let folder = tempfile::tempdir().unwrap();
    let (code, told) = made(folder.path(), "名单.xlsx", &hidden, &[]);
    assert_eq!(code, Some(0), "{told}");
    for words in [
        "名单里没有用到的表：“附”",
        "名单“名单”里只用了单位名称和组别，没有用：“联系人”、“2026年撤销”",
        "看不见的名称（行、列隐藏，或者字是白的）也当作单位：名单!B3“示例区财政局”",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let struck = rewritten(&grid, |name, text| match name.starts_with("xl/sharedStrings") {
        true => text.replace("<t>示例区财政局</t>", "<r><rPr><strike/></rPr><t>示例区财政局</t></r>"),
        false => text,
    });
    refused("名单.xlsx", &struck, &["名单里有名称划掉了：名单!B3“示例区财政局”", "从名单里删去"]);
    let (_, quiet) = made(tempfile::tempdir().unwrap().path(), "名单.xlsx", &hidden, &["-q"]);
    assert_eq!(quiet, "");
}

#[test]
fn an_open_document_is_read_as_well() {
    let cell = |text: &str| {
        format!(
            "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let bytes = crate::workbook::hostile::open_document(&[cell("单位"), cell("示例区教育局")].concat());
    assert_eq!(units("名单.ods", &bytes), pairs(&[("示例区教育局", "")]));
}

#[test]
fn repeated_names_are_told_with_their_places() {
    let text = "示例区教育局\n示例区财政局\n 示例区 教育局\n";
    refused("名单.txt", text.as_bytes(), &["有 1 个名称重复", "“示例区教育局”（第1行、第3行）"]);
    let grid = book(&[("甲", &["单位", "示例区教育局"]), ("乙", &["单位", "", "示例区教育局"])]);
    refused("名单.xlsx", &grid.bytes(), &["“示例区教育局”（甲!A2、乙!A3）"]);
    let sides = book(&[("甲", &["单位\t单位", "示例区教育局\t示例区财政局"])]);
    refused("名单.xlsx", &sides.bytes(), &["“甲”第1行有 2 列“单位”"]);
}

#[test]
fn lists_that_name_nobody_or_too_many_are_refused() {
    refused("名单.txt", b"", &["名单里没有单位"]);
    refused("名单.txt", "单位名称\n[部门]\n# 注\n\n".as_bytes(), &["名单里没有单位"]);
    refused("名单.xlsx", &book(&[("名单", &["单位名称", "", "合计"])]).bytes(), &["名单里没有单位"]);
    refused("名单.xlsx", &book(&[("名单", &[""])]).bytes(), &["没有找到单位名称"]);
    let many: Vec<String> = (0..100_000).map(|number| format!("第{number}局")).collect();
    refused("名单.txt", many.join("\n").as_bytes(), &["有 100000 个单位，至多 2000 个"]);
    let rows: Vec<&str> = std::iter::once("单位").chain(many.iter().map(String::as_str)).collect();
    refused("名单.xlsx", &book(&[("名单", &rows)]).bytes(), &["有 100000 个单位，至多 2000 个"]);
    refused("名单.txt", "局".repeat(61).as_bytes(), &["第1行", "有 61 个字"]);
    refused(
        "名单.txt",
        "示例区教育局\n示例区财政局,示例区审计局\n".as_bytes(),
        &["第2行“示例区财政局,示例区审计局”里有逗号"],
    );
}

#[test]
fn cells_that_hold_no_name_are_told() {
    let sheet = |cell: &str| book(&[("名单", &["类别\t单位", "部门\t示例区教育局", &format!("部门\t{cell}")])]).bytes();
    refused("名单.xlsx", &sheet("=VLOOKUP(A1,表!A:B,2)"), &["名单!B3 是公式，没有保存结果"]);
    refused("名单.xlsx", &sheet("12"), &["名单!B3 是“12”，不是单位名称"]);
    let broken = crate::support::grid::rewritten(&sheet("=A9 → 错误"), |_, text| {
        text.replace("t=\"str\"><f>A9</f><v>错误</v>", "t=\"e\"><f>A9</f><v>#REF!</v>")
    });
    refused("名单.xlsx", &broken, &["名单!B3 是错误值 #REF!"]);
    refused("名单.xlsx", b"PK\x03\x04 is no archive", &["工作簿损坏或不完整"]);
}

#[test]
fn last_years_figures_are_carried_into_the_workbooks_of_those_who_have_them() {
    let folder = folder(&changed(""));
    let last = folder.path().join("上年的");
    std::fs::create_dir_all(last.join("示例区民政局")).unwrap();
    let before = std::fs::read_to_string(folder.path().join("上年.toml")).unwrap();
    let put = |file: &str, name: &str, year: &str| {
        let text = before.replace("示例市应急管理局", name).replace("year = 2024", year);
        std::fs::write(last.join(file), text).unwrap();
    };
    put("示例区教育局2024年.toml", "示例区教育局", "year = 2024");
    put("示例区民政局/report.toml", "示例区民政和救助局", "year = 2024");
    put("示例区财政局.toml", "示例区财政局", "year = 2023");
    put("示例区公安局.toml", "示例区公安局", "year = 2024");
    put("示例区公安局2.toml", "示例区公安局", "year = 2024\nform = \"2021\"");
    std::fs::write(last.join("示例区审计局.toml"), "year = = 2024").unwrap();
    std::fs::write(last.join("示例区档案馆.toml"), "year = 2024").unwrap();
    let list = "示例区教育局\n示例区民政局\n示例区财政局\n示例区公安局\n示例区审计局\n示例区档案馆\n示例区司法局\n";
    let (code, told) = made(folder.path(), "名单.txt", list.as_bytes(), &["--from", "上年的"]);
    assert_eq!(code, Some(0), "{told}");
    for words in [
        "7 个单位的空白工作簿（2 个带有上年的数）",
        "示例区民政局：上年文件里的名称是“示例区民政和救助局”，已带上，请核对",
        "示例区财政局：没有带上上年的数，示例区财政局.toml 是 2023 年度的，应为 2024 年度",
        "示例区公安局：没有带上上年的数，有 2 个文件，内容不同",
        "示例区审计局：没有带上上年的数，读不了",
        "示例区档案馆：没有带上上年的数，示例区档案馆.toml 里没有数",
        "示例区司法局：没有带上上年的数，上年的 里没有以它命名的文件",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let figures = |name: &str| {
        let bytes = std::fs::read(folder.path().join(format!("汇总/发给各单位/{name}/{name}.xlsx"))).unwrap();
        let mut grid = Grid::of(&bytes);
        grid.sheet("上年数据").values().filter(|text| *text == "43.788").count()
    };
    assert_eq!((figures("示例区教育局"), figures("示例区民政局"), figures("示例区财政局")), (1, 1, 0));
    // The program takes last year's figures from the sheet.
    let unchecked = |name: &str| {
        let book = format!("汇总/发给各单位/{name}/{name}.xlsx");
        self::told(&run(folder.path(), &["check", &book, "--format", "json"])).contains("CAR002")
    };
    assert!(!unchecked("示例区教育局") && unchecked("示例区财政局"));
}

#[test]
fn what_was_published_last_year_is_carried_where_there_is_nothing_else() {
    let folder = folder(&changed(""));
    std::fs::create_dir(folder.path().join("上年的")).unwrap();
    let built = run(
        folder.path(),
        &["build", "上年.toml", "-o", "上年的", "--name", "示例市应急管理局", "--draft", "--only", "html,docx"],
    );
    assert!(folder.path().join("上年的").read_dir().unwrap().count() == 2, "{}", told(&built));
    for ending in ["html", "docx"] {
        let named = |name: &str| folder.path().join("上年的").join(format!("{name}.{ending}"));
        let file =
            [named("示例市应急管理局（草稿）"), named("示例市应急管理局")].into_iter().find(|file| file.exists());
        std::fs::rename(file.unwrap(), named(&format!("示例区{ending}局"))).unwrap();
    }
    let (code, told) =
        made(folder.path(), "名单.txt", "示例区html局\n示例区docx局\n".as_bytes(), &["--from", "上年的"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("2 个单位的空白工作簿（2 个带有上年的数）"), "{told}");
}

#[test]
fn notes_to_fill_in_say_the_deadline_in_the_districts_own_words() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["templates", "模板"]).status.code(), Some(0));
    let template = folder.path().join("模板/fill-in.txt");
    let text = std::fs::read_to_string(&template).unwrap();
    std::fs::write(&template, text.replace("一、填哪个文件", "一、填哪一份")).unwrap();
    let more = ["--deadline", "2026-01-16", "--templates", "模板"];
    let (code, told) = made(folder.path(), "名单.txt", "示例区教育局\n".as_bytes(), &more);
    assert_eq!(code, Some(0), "{told}");
    let read = |path: &str| std::fs::read_to_string(folder.path().join("汇总").join(path)).unwrap();
    let note = read("发给各单位/示例区教育局/填报说明.txt");
    assert!(
        note.contains("一、填哪一份") && note.contains("交回示例区人民政府办公室（2026年1月16日前）。只交工作簿"),
        "{note}"
    );
    assert!(read("district.toml").contains("\ndeadline = 2026-01-16\n"), "{}", read("district.toml"));
    let output = run(folder.path(), &["new", "一份", "--year", "2025", "--deadline", "2026-01-16"]);
    assert!(output.status.code() == Some(2) && self::told(&output).contains("--district"), "{}", self::told(&output));
}

#[test]
fn a_folder_of_last_year_that_is_none_is_told_before_anything_is_made() {
    let folder = folder(&changed(""));
    std::fs::create_dir(folder.path().join("空的")).unwrap();
    for (from, words) in [
        ("空的", "没有一个文件以名单上的单位命名"),
        ("上年.toml", "这里要的是文件夹"),
        ("没有的", "没有这个文件或文件夹"),
    ] {
        let (code, told) = made(folder.path(), "名单.txt", "示例区教育局\n".as_bytes(), &["--from", from]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(words) && told.contains("建议"), "{told}");
        assert!(!folder.path().join("汇总").exists());
    }
}

#[test]
fn lists_in_gbk_are_read() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let expected = pairs(&[("示例区教育局", "部门"), ("示例区财政局", "部门")]);
    assert_eq!(units("名单.txt", &gbk("单位名称\r\n[部门]\r\n示例区教育局\r\n示例区财政局\r\n")), expected);
    assert_eq!(units("名单.csv", &gbk("单位名称\n【部门】\n示例区教育局,\n示例区财政局,\n")), expected);
    // Characters of GB 18030 alone as well.
    assert_eq!(units("名单.txt", &encoding_rs::GB18030.encode("示例区㐀局").0), pairs(&[("示例区㐀局", "")]));
    let mut broken = gbk("示例区教育局\n示例区");
    broken.extend([0xFF, 0xFF, b'\n']);
    refused("名单.txt", &broken, &["第 2 行", "既不是 UTF-8，也不是 GBK（GB 18030）编码"]);
    let sixteen: Vec<u8> = "\u{feff}示例区教育局".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused("名单.txt", &sixteen, &["UTF-16"]);
}

#[test]
fn the_year_is_asked_for_and_the_office_is_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("名单.txt"), "示例区财政局\n").unwrap();
    let arguments = ["new", "汇总", "--district", "名单.txt", "--agency", "示例区人民政府", "--from", "."];
    let output = told(&run(folder.path(), &arguments));
    assert!(output.contains("和 --district 一起用时，加上 --year") && !output.contains("只写 --from"), "{output}");
    for (agency, office) in
        [("示例区人民政府", "示例区人民政府办公室"), ("示例区政务公开办公室", "示例区政务公开办公室")]
    {
        let arguments = ["new", agency, "--district", "名单.txt", "--agency", agency, "--year", "2025"];
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
        let text = std::fs::read_to_string(folder.path().join(agency).join("district.toml")).unwrap();
        assert!(text.contains(&format!("\noffice = \"{office}\"\n")), "{text}");
    }
}
