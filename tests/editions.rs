//! The form is data: a made-up edition with a row and a column more, another sum and another title is used through
//! files and commands alone.

use std::path::Path;

use crate::support::grid::Grid;
use crate::support::{copy, folder, root, run, sound, told};

/// A folder with the declaration of the made-up edition in `格式`.
fn with_form() -> tempfile::TempDir {
    with_forms("2027")
}

/// A folder with declarations of the tests in `格式`.
fn with_forms(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/forms").join(name), &folder.path().join("格式"));
    folder
}

/// Runs the program, which must end with a code; what it told.
fn ends(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = run(folder, arguments);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    told
}

/// The rows of the applications, and the columns that are filled in by hand.
const APPLICANTS: u32 = 7;

/// The row of the disputes, directly below their heads.
fn disputes(book: &mut Grid) -> u32 {
    let heads = book.sheet("四、").iter().filter(|(_, text)| *text == "结果维持");
    heads.map(|((row, _), _)| *row).max().expect("the table has heads") + 1
}

/// A blank workbook of the made-up edition filled in: one application, and one dispute that is still open.
fn fill(path: &Path, name: &str) {
    let mut book = Grid::of(&std::fs::read(path).unwrap());
    book.field("基本信息", "机关全称", name);
    for (sheet, first, last, columns) in [
        ("二、", "规章", "行政规范性文件", 3),
        ("二、", "行政许可", "行政许可", 1),
        ("二、", "行政处罚", "行政强制", 1),
        ("二、", "行政事业性收费", "行政事业性收费", 1),
    ] {
        let (first, last) = (book.place(sheet, first).0, book.place(sheet, last).0);
        for row in first..=last {
            (1..=columns).for_each(|column| drop(book.sheet(sheet).insert((row, column), "0".to_owned())));
        }
    }
    let (first, left) = (book.place("三、", "一、本年新收政府信息公开申请数量").0, book.place("三、", "自然人").1);
    let last = book.place("三、", "四、结转下年度继续办理").0;
    let totals = book.place("三、", "（七）总计").0;
    for row in (first..last).filter(|row| *row != totals) {
        for column in left..left + APPLICANTS {
            book.sheet("三、").insert((row, column), "0".to_owned());
        }
    }
    book.set("三、", "一、本年新收政府信息公开申请数量", "新闻媒体", "1");
    book.set("三、", "5.机器批量生成的申请", "新闻媒体", "1");
    let (row, columns) = (disputes(&mut book), [0, 1, 2, 3]);
    for group in 0..3 {
        for column in columns {
            book.sheet("四、").insert((row, group * 5 + column), "0".to_owned());
        }
    }
    // Whatever is still open does not count in this edition.
    book.sheet("四、").insert((row, 3), "1".to_owned());
    for (title, text) in [("总体情况", "全年平稳。"), ("问题与改进", "公开还不够及时。下一年加强培训。")]
    {
        let row = book.sheet("正文").iter().find(|(_, cell)| cell.ends_with(title)).expect("a section").0.0;
        book.sheet("正文").insert((row, 2), text.to_owned());
    }
    book.field("信息处理费", "收取信息处理费的件数", "0");
    book.field("信息处理费", "收取信息处理费的金额（元）", "0");
    std::fs::write(path, book.bytes()).unwrap();
}

#[test]
fn a_made_up_edition_goes_from_blank_workbook_to_district_sums() {
    let folder = with_form();
    let path = folder.path();
    let new = ["new", "甲", "--agency", "示例市财政局", "--year", "2027", "--xlsx", "--forms", "格式"];
    ends(path, &new, 0);
    let report = path.join("甲/report.xlsx");
    fill(&report, "示例市财政局");

    // The workbook brings the form along.
    ends(path, &["check", "甲/report.xlsx"], 0);
    let mut wrong = Grid::of(&std::fs::read(&report).unwrap());
    let row = disputes(&mut wrong);
    wrong.sheet("四、").insert((row, 4), "1".to_owned());
    std::fs::write(path.join("甲/wrong.xlsx"), wrong.bytes()).unwrap();
    let told = ends(path, &["check", "甲/wrong.xlsx"], 1);
    assert!(told.contains("SUM001") && told.contains("各项之和 0 + 0 + 0 = 0"), "{told}");
    assert!(told.contains("尚未审结的不计入已结总计（格式）"), "{told}");

    ends(path, &["build", "甲/report.xlsx", "-o", "出"], 0);
    let html = std::fs::read_to_string(path.join("出/示例市财政局2027年政务公开情况年报.html")).unwrap();
    for label in [
        "5.机器批量生成的申请",
        "新闻媒体",
        "五、问题与改进",
        "已结总计",
        "本报告按试点格式编制。",
        "试办函〔2027〕1号",
    ] {
        assert!(html.contains(label), "{label}");
    }

    ends(path, &["convert", "甲/report.xlsx", "甲/report.toml"], 0);
    let toml = std::fs::read_to_string(path.join("甲/report.toml")).unwrap();
    assert!(toml.contains("forms = \"格式\"") && toml.contains("automatic = [0, 0, 0, 0, 0, 1, 0]"), "{toml}");
    ends(path, &["build", "甲/report.toml", "-o", "再"], 0);
    for file in ["pdf", "html"] {
        let name = format!("示例市财政局2027年政务公开情况年报.{file}");
        assert!(
            std::fs::read(path.join("出").join(&name)).unwrap() == std::fs::read(path.join("再").join(&name)).unwrap()
        );
    }
    for (date, code) in [("2028-02-15", 0), ("2028-02-16", 0)] {
        let late = format!("{toml}\n[letter]\nkind = \"函\"\nto = \"上级\"\ndate = {date}\n");
        std::fs::write(path.join("甲/late.toml"), late.replace("# [letter]", "#")).unwrap();
        let told = ends(path, &["check", "甲/late.toml"], code);
        assert_eq!(told.contains("各试点机关应在2028年2月15日前报送"), date.ends_with("16"), "{told}");
    }
    // A file that leaves the folder leaves the form behind.
    let told = ends(path, &["convert", "甲/report.toml", "乙/report.xlsx"], 0);
    assert!(told.contains("--forms"), "{told}");
    ends(path, &["check", "乙/report.xlsx", "--forms", "格式"], 0);
}

#[test]
fn a_district_sums_a_made_up_edition() {
    let folder = with_form();
    let path = folder.path();
    std::fs::write(path.join("名单.txt"), "财政局\n教育局\n").unwrap();
    let new =
        ["new", "区", "--agency", "示例区人民政府", "--year", "2027", "--district", "名单.txt", "--forms", "格式"];
    ends(path, &new, 0);
    for unit in ["财政局", "教育局"] {
        let file = format!("区/单位/{unit}.xlsx");
        std::fs::copy(path.join(format!("区/发给各单位/{unit}/{unit}.xlsx")), path.join(&file)).unwrap();
        fill(&path.join(&file), unit);
        ends(path, &["check", &file, "--forms", "格式"], 0);
    }
    std::fs::remove_dir_all(path.join("区/本级")).unwrap();
    let roster = std::fs::read_to_string(path.join("区/district.toml")).unwrap();
    assert!(roster.contains("forms = \"../格式\""), "{roster}");
    std::fs::write(path.join("区/district.toml"), roster.replace("report = ", "# report = ")).unwrap();
    let told = run(path, &["batch", "区", "-o", "出"]);
    assert_eq!(told.status.code(), Some(0), "{}", std::fs::read_to_string(path.join("出/summary.json")).unwrap());
    let summary: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path.join("出/summary.json")).unwrap()).unwrap();
    assert_eq!(summary["edition"], "2027");
    assert_eq!(summary["sums"]["applications.results.rejected.automatic.media"]["sum"], "2");
    assert_eq!(summary["sums"]["applications.results.total.total"]["sum"], "2");
    assert_eq!(summary["sums"]["disputes.reconsideration.total"]["sum"], "0");

    // A changed declaration changes what is made of it.
    let again = ends(path, &["batch", "区", "-o", "出"], 0);
    assert_eq!(again.matches("没有变化").count(), 2, "{again}");
    let form = path.join("格式/2027.toml");
    let text = std::fs::read_to_string(&form).unwrap();
    std::fs::write(&form, text.replace("1号", "2号")).unwrap();
    let again = ends(path, &["batch", "区", "-o", "出"], 0);
    assert_eq!(again.matches("没有变化").count(), 0, "{again}");
    // So do changed phrases.
    let again = ends(path, &["batch", "区", "-o", "出"], 0);
    assert_eq!(again.matches("没有变化").count(), 2, "{again}");
    std::fs::write(path.join("格式/phrases.toml"), format!("{}\n", nianbao::form::PHRASES)).unwrap();
    let again = ends(path, &["batch", "区", "-o", "出"], 0);
    assert_eq!(again.matches("没有变化").count(), 0, "{again}");
}

#[test]
fn another_report_of_the_same_year_is_a_file_as_well() {
    let folder = with_forms("law");
    let path = folder.path();
    let new = ["new", "甲", "--agency", "示例市财政局", "--year", "2025", "--forms", "格式", "--form", "法治"];
    ends(path, &new, 0);
    for (file, text) in [("measures", "推进依法行政。"), ("problems", "培训还不够。下一年加强。")] {
        std::fs::write(path.join(format!("甲/{file}.md")), text).unwrap();
    }
    let told = ends(path, &["check", "甲/report.toml"], 0);
    assert!(!told.contains("提示") && !told.contains("警告"), "{told}");
    ends(path, &["build", "甲/report.toml", "-o", "出"], 0);
    let html = std::fs::read_to_string(path.join("出/示例市财政局2025年法治政府建设年度报告.html")).unwrap();
    assert!(html.contains("二、存在的不足和原因") && !html.contains("政府信息公开"), "{html}");
    ends(path, &["convert", "甲/report.toml", "甲/report.xlsx"], 0);
    ends(path, &["check", "甲/report.xlsx"], 0);
    // The year alone never chooses it.
    ends(path, &["new", "乙", "--year", "2025", "--forms", "格式"], 0);
    let toml = std::fs::read_to_string(path.join("乙/report.toml")).unwrap();
    assert!(toml.contains("政府信息公开工作年度报告，2021 年格式"), "{toml}");
}

#[test]
fn built_in_editions_written_out_are_the_same_editions() {
    let folder = folder(&sound().to_string());
    let path = folder.path();
    ends(path, &["forms", "格式"], 0);
    ends(path, &["forms", "格式"], 2);
    let built = |output: &str, more: &[&str]| {
        ends(path, &[&["build", "report.toml", "-o", output, "--name", "r"], more].concat(), 0);
        ["r.pdf", "r.html"].map(|file| std::fs::read(path.join(output).join(file)).unwrap())
    };
    assert!(built("甲", &[]) == built("乙", &["--forms", "格式"]));
}

#[test]
fn an_edition_can_be_chosen_against_the_year() {
    let folder = tempfile::tempdir().unwrap();
    ends(folder.path(), &["new", "甲", "--year", "2025", "--form", "2019"], 0);
    let toml = std::fs::read_to_string(folder.path().join("甲/report.toml")).unwrap();
    assert!(toml.contains("form = \"2019\"") && toml.contains("本年增/减"), "{toml}");
    let told = ends(folder.path(), &["new", "乙", "--year", "2025", "--form", "2018"], 2);
    assert!(told.contains("2019、2021"), "{told}");
}

/// Changes to the made-up declaration, one for every kind of fault.
const FAULTS: &[(&str, &str)] = &[
    ("edition = \"2027\"", "colour = \"red\"\nedition = \"2027\""),
    ("since = 2027", "since = \"2027\""),
    ("number = \"试办函〔2027〕1号\"", ""),
    ("title = \"总体情况\"", "title = 3"),
    ("table = \"disputes\"", "table = \"disputed\""),
    ("widths = [1, 1, 1, 1]", "widths = [1, 1]"),
    ("label = \"本年制发件数\", kind = \"count\"", "label = \"本年制发件数\""),
    ("label = \"本年废止件数\", kind = \"count\"", "label = \"本年废止件数\", kind = \"number\""),
    (
        "{ key = \"rules\", label = \"规章\" }",
        "{ key = \"rules\", label = \"规章\" }, { key = \"rules\", label = \"规章\" }",
    ),
    ("\"media\", \"other\"]", "\"medium\", \"other\"]"),
    ("prior = \"carried_out\"", "prior = \"carried\""),
    ("right = [\"results.total\", \"carried_out\"]", "right = [\"results.all\", \"carried_out\"]"),
    (
        "{ key = \"upheld\", label = \"结果维持\", kind = \"count\" }",
        "{ key = \"upheld\", label = \"结果维持\", kind = \"count\", sum = [\"total\"] }",
    ),
];

#[test]
fn a_faulty_declaration_is_told_with_all_its_faults() {
    let folder = with_form();
    let path = folder.path();
    let mut form = std::fs::read_to_string(path.join("格式/2027.toml")).unwrap();
    for (right, wrong) in FAULTS {
        assert!(form.contains(right), "{right}");
        form = form.replacen(right, wrong, 1);
    }
    std::fs::write(path.join("格式/2027.toml"), form).unwrap();
    std::fs::write(
        path.join("report.toml"),
        sound().to_string().replace("year = 2025", "forms = \"格式\"\nyear = 2027"),
    )
    .unwrap();
    let told = ends(path, &["check", "report.toml"], 1);
    insta::assert_snapshot!("faulty_declaration", told);
    ends(path, &["build", "report.toml", "-o", "出"], 1);
    assert!(!path.join("出").exists());
    for more in [&["check", "report.toml"][..], &["new", "新", "--year", "2027"], &["convert", "report.toml", "r.xlsx"]]
    {
        let told = ends(path, &[more, &["--forms", "格式"]].concat(), 1);
        assert!(told.contains("FRM005") && told.contains("格式/2027.toml:"), "{told}");
    }
    std::fs::write(
        path.join("district.toml"),
        "year = 2027\nname = \"区\"\nforms = \"格式\"\n[[units]]\nname = \"甲\"\n",
    )
    .unwrap();
    let told = ends(path, &["batch", ".", "-o", "出"], 1);
    assert!(told.contains("FRM005"), "{told}");
    std::fs::write(path.join("格式/2027.toml"), "edition = ").unwrap();
    let told = ends(path, &["check", "report.toml", "--format", "json"], 1);
    assert!(told.contains("FRM001"), "{told}");
}

#[test]
fn what_must_be_told_and_the_words_that_checks_go_by_are_those_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    ends(path, &["forms", "格式"], 0);
    let report = sound().to_string().replace("培训工作有待加强。", "部份人员不够熟悉。");
    std::fs::write(path.join("report.toml"), report).unwrap();
    let check = ["check", "report.toml", "--forms", "格式"];
    let told = ends(path, &check, 0);
    assert!(told.contains("PRO026") && !told.contains("STR010"), "{told}");
    let change = |file: &str, right: &str, wrong: &str| {
        let file = path.join("格式").join(file);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(right), "{right}");
        std::fs::write(file, text.replacen(right, wrong, 1)).unwrap();
    };
    change("words.toml", "{ wrong = \"部份\", right = \"部分\" }, ", "");
    change("2021.toml", "words = [\"监督\", ", "words = [\"看花\"]\nlevels = [\"部门\"]\n# ");
    let told = ends(path, &check, 0);
    assert!(!told.contains("PRO026") && told.contains("STR010") && told.contains("没有讲到监督保障"), "{told}");
    change("2021.toml", "section = \"overview\"", "section = \"preview\"");
    let told = ends(path, &check, 1);
    assert!(told.contains("FRM005") && told.contains("2021.toml:"), "{told}");
    change("words.toml", "[doubled]", "[double]");
    let told = ends(path, &check, 1);
    assert!(told.contains("没有 double 这一项") && told.contains("FRM002") && told.contains("words.toml:"), "{told}");
}

#[test]
fn what_is_wrong_with_a_file_of_the_folder_is_told_once_in_chinese_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("report.toml"), sound().to_string()).unwrap();
    for (file, right, wrong, told_of) in [
        ("2021.toml", "edition = \"2021\"", "edition = “2021”", ["FRM001", "2021.toml:", "用了中文标点“"]),
        ("words.toml", "[doubled]", "[doubled", ["FRM001", "words.toml:5:", "表名没有右括号"]),
        ("words.toml", "words = [", "wordz = [", ["FRM002", "words.toml:", "没有 wordz 这一项"]),
        ("words.toml", "fragments = [", "fragments = 3\n#", ["FRM002", "words.toml:", "写的是 3，应为列表"]),
        // Only the build script may say of an expression that it is sound.
        ("words.toml", "pattern = \"(", "pattern = [], text = \"(", ["FRM002", "words.toml:", "应为文字"]),
        ("words.toml", "pattern = \"(", "pattern = \"((", ["FRM002", "words.toml:", "这里不能写"]),
        ("phrases.toml", "counters = ", "countres = ", ["FRM003", "phrases.toml:", "没有 counters"]),
        (
            "phrases.toml",
            "context = \"applications\"",
            "context = \"没有的\"",
            ["FRM005", "context = \"没有的\"", "“没有的”"],
        ),
        (
            "phrases.toml",
            "〈去年〉年度?)…〈数〉",
            "〈去年〉年度?)…〈件〉",
            ["FRM005", "phrases.toml:", "没有〈件〉这个记号"],
        ),
        ("phrases.toml", "topics = \"", "topics = \"(", ["FRM002", "phrases.toml:", "左括号 ( 没有配上"]),
        ("wording.toml", "[sentences]", "[sentences", ["FRM001", "wording.toml:", "表名没有右括号"]),
        ("wording.toml", "[sentences]", "[sentence]", ["FRM002", "wording.toml:", "没有 sentence 这一项"]),
        (
            "wording.toml",
            "agency.website_name or",
            "agency.website_nmae or",
            ["FRM005", "wording.toml:", "website_nmae"],
        ),
        ("wording.toml", "titles | join", "titels | join", ["FRM005", "wording.toml:", "是不是想写 titles？"]),
        ("wording.toml", "titles | join", "titles | jion", ["FRM005", "wording.toml:", "没有这个过滤器"]),
        (
            "wording.toml",
            "r.granted.total else",
            "r.granted.totl else",
            ["FRM005", "wording.toml:", "sentences.closed"],
        ),
        ("wording.toml", "{% endif %}。\"", "{% endi %}。\"", ["FRM001", "wording.toml:", "写法有误"]),
    ] {
        let forms = path.join("格式");
        std::fs::remove_dir_all(&forms).ok();
        ends(path, &["forms", "格式"], 0);
        let text = std::fs::read_to_string(forms.join(file)).unwrap();
        assert!(text.contains(right), "{right}");
        std::fs::write(forms.join(file), text.replacen(right, wrong, 1)).unwrap();
        let told = ends(path, &["check", "report.toml", "--forms", "格式"], 1);
        assert!(told_of.iter().all(|part| told.contains(part)), "{wrong}: {told}");
        let english = ["expected", "invalid", "unknown", "missing", "unclosed", "error:"];
        let says = told.lines().filter(|line| !line.contains(" | ")).collect::<String>();
        assert!(english.iter().all(|word| !says.contains(word)) && told.matches("FRM001").count() < 2, "{told}");
    }
}

#[test]
fn a_wording_of_a_folder_of_templates_is_looked_at_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("report.toml"), sound().to_string()).unwrap();
    ends(path, &["templates", "模板"], 0);
    let file = path.join("模板/wording.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("agency.website_name or", "agency.website_nmae | default('') or")).unwrap();
    let told = ends(path, &["build", "report.toml", "-o", "输出", "--templates", "模板"], 2);
    assert!(told.contains("wording.toml 第 ") && told.contains("没有 agency.website_nmae 这个名称"), "{told}");
}

#[test]
fn a_folder_of_forms_is_in_the_inputs_own() {
    let folder = with_form();
    let path = folder.path();
    std::fs::create_dir(path.join("甲")).unwrap();
    for named in ["../格式", "没有"] {
        let text = sound().to_string().replace("year = 2025", &format!("forms = \"{named}\"\nyear = 2025"));
        std::fs::write(path.join("甲/report.toml"), text).unwrap();
        let told = ends(path, &["check", "甲/report.toml"], 1);
        assert!(told.contains("FRM008") && told.contains("report.toml:"), "{told}");
    }
    // What the command line gives counts.
    ends(path, &["check", "甲/report.toml", "--forms", "格式"], 0);
    std::fs::create_dir(path.join("空")).unwrap();
    ends(path, &["check", "甲/report.toml", "--forms", "空"], 2);
}

#[test]
fn files_beside_the_declarations_hold_for_every_edition() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    ends(path, &["forms", "格式"], 0);
    // What is not changed may be deleted, the declarations too.
    for name in ["2019.toml", "2021.toml"] {
        std::fs::remove_file(path.join("格式").join(name)).unwrap();
    }
    let change = |name: &str, from: &str, to: &str| {
        let file = path.join("格式").join(name);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{name}");
        std::fs::write(&file, text.replace(from, to)).unwrap();
    };
    let mut report = sound();
    report["sections"]["problems"]["text"] = "布署还不够早。本年度共收到政府信息公开申请9件。".into();
    report["sections"].as_table_mut().unwrap().insert("others".into(), toml::Value::Table(toml::Table::new()));
    std::fs::write(path.join("report.toml"), report.to_string()).unwrap();
    let check = || ends(path, &["check", "report.toml", "--forms", "格式"], 0);
    let told = check();
    assert!(told.contains("PRO026") && told.contains("PRO050") && told.contains("未收取"), "{told}");
    change("words.toml", "{ wrong = \"布署\", right = \"部署\" }, ", "");
    // What is in no list of mistakes may still look like a word that everybody uses.
    change("words.toml", "\"于以公开\", ", "\"于以公开\", \"布署\", ");
    change("phrases.toml", "elsewhere = \"", "elsewhere = \"政府信息公开申请|");
    change("wording.toml", "未收取", "没有收取");
    let told = check();
    assert!(!told.contains("PRO026") && !told.contains("PRO050") && told.contains("没有收取"), "{told}");
}

#[test]
fn files_of_a_folder_of_forms_that_nothing_uses_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("report.toml"), sound().to_string()).unwrap();
    let check = |change: &dyn Fn(&std::path::Path)| {
        let forms = path.join("格式");
        std::fs::remove_dir_all(&forms).ok();
        ends(path, &["forms", "格式"], 0);
        change(&forms);
        let output = run(path, &["check", "report.toml", "--forms", "格式"]);
        (output.status.code(), told(&output))
    };
    let renamed = |from: &'static str, to: &'static str| {
        check(&move |forms| std::fs::rename(forms.join(from), forms.join(to)).unwrap())
    };
    let (code, said) = renamed("wording.toml", "wordings.toml");
    assert!(code == Some(1) && said.contains("没有用这份标准用语") && said.contains("改为 wording.toml"), "{said}");
    let (code, said) = renamed("wording.toml", "wording.toml.txt");
    assert!(
        code == Some(1) && said.contains("wording.toml.txt：没有用") && said.contains("改为 wording.toml"),
        "{said}"
    );
    // What is known by what it holds may be called otherwise, but not be there twice.
    for (from, to) in [("words.toml", "word.toml"), ("phrases.toml", "说法.TOML"), ("2021.toml", "今年.toml")] {
        let (code, said) = renamed(from, to);
        assert!(code == Some(0), "{to}: {said}");
        let copied = check(&|forms| _ = std::fs::copy(forms.join(from), forms.join(to)).unwrap());
        assert!(copied.0 == Some(1) && copied.1.contains("FRM004"), "{to}: {}", copied.1);
    }
    // One that holds nothing that is known is taken for what it is named like.
    let (_, said) = check(&|forms| std::fs::write(forms.join("word.toml"), "[doubld]\nwords = []").unwrap());
    assert!(said.contains("word.toml") && !said.contains("comparison、deadlines"), "{said}");
}
