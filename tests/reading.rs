//! What is written is read alike wherever it stands, and what cannot be read is told like any other fault.

use std::fs;

use nianbao::filing::Value;
use nianbao::form::Editions;
use nianbao::prose::plain_text;
use proptest::prelude::*;

use crate::support::grid::{Grid, sound, workbook};
use crate::support::{changed, codes, examine, folder, run, told};

#[test]
fn breaks_that_editors_put_within_a_text_end_lines_and_are_not_told() {
    let breaks = ["\\u000B", "\\f", "\\u0085", "\\u2028", "\\u2029"];
    for end in breaks {
        let change = format!("[sections.problems]\ntext = \"一是培训不足。{end}二是公开不够及时。\"");
        assert!(!codes(&change).contains(&"GLY002"), "{end}: {:?}", codes(&change));
        let folder = folder(&changed(&change));
        let narrative = examine(&folder.path().join("report.toml")).1.narrative;
        let printed: String = narrative.sections.iter().map(|section| plain_text(&section.before)).collect();
        assert!(printed.contains("一是培训不足。\n二是公开不够及时。"), "{end}: {printed}");
    }
    // In a name there are no lines.
    assert!(codes("[agency]\nname = \"示例市\\u000B应急管理局\"").contains(&"GLY002"));
}

/// Cases and yuan of the fee in a changed report.
fn fee(change: &str) -> (Option<i64>, Option<String>) {
    let folder = folder(&changed(change));
    let accounts = examine(&folder.path().join("report.toml")).0.filing.accounts;
    let figure = |key| accounts["fee"].figures.get(key).map(|figure| figure.value);
    (figure("cases").and_then(|cases| i64::try_from(cases).ok()), figure("yuan").map(|yuan| yuan.to_string()))
}

#[test]
fn numbers_are_read_alike_in_tables_and_in_the_fee() {
    let spellings = [("3件", 3), ("1,234", 1234), ("１２", 12), (" 3 件", 3)];
    for (text, number) in spellings {
        let change = format!("[disclosure]\nlicensing = \"{text}\"\n[fee]\ncases = \"{text}\"\nyuan = 0");
        assert_eq!(fee(&change), (Some(number), Some("0".to_owned())), "{text}");
    }
    for (text, yuan) in [("0.5万元", "5000"), ("1,234.50元", "1234.50"), ("６００ 元", "600"), ("300", "300")] {
        assert_eq!(fee(&format!("[fee]\ncases = 3\nyuan = \"{text}\"")), (Some(3), Some(yuan.to_owned())), "{text}");
        let units =
            format!("[fee]\ncases = 3\nyuan = 0\n[[fee.units]]\nunit = \"教育局\"\ncases = \"3件\"\nyuan = \"{text}\"");
        let told: Vec<&str> = codes(&units).into_iter().filter(|code| code.starts_with("INP")).collect();
        assert_eq!(told, if text.contains('万') { &["INP022"][..] } else { &[] }, "{text}");
    }
    for text in ["若干", "3.5", "-3", "3件（其中网上2件）", "1,23", "/", "99999999999999"] {
        assert!(codes(&format!("[fee]\ncases = \"{text}\"\nyuan = 0")).contains(&"INP003"), "{text}");
    }
}

#[test]
fn numbers_are_read_alike_on_the_sheet_of_the_fee() {
    let mut grid: Grid = sound();
    grid.field("信息处理费", "收取信息处理费的件数", "１２件");
    grid.field("信息处理费", "收取信息处理费的金额（元）", "0.5万元");
    let folder = folder("");
    fs::write(folder.path().join("报告.xlsx"), grid.bytes()).unwrap();
    let accounts = examine(&folder.path().join("报告.xlsx")).0.filing.accounts;
    let figure = |key: &str| accounts["fee"].figures[key].value.to_string();
    assert_eq!((figure("cases"), figure("yuan")), ("12".to_owned(), "5000".to_owned()));
}

#[test]
fn numbers_beyond_all_measure_are_told_and_never_added() {
    let huge = "79228162514264337593543950335";
    // The first is written as it stands: no other reader of TOML takes such a number.
    let changes = [
        changed("prior = \"上年.toml\"").replace("licensing = 30", "licensing = 1000000000000000000000000000"),
        changed(&format!("[applications]\nnew = [-1, 0, 0, 0, 0, 0, \"{huge}\"]")),
        changed(&format!("[disclosure]\nfees = \"{huge}\"\n[last_year.disclosure]\nfees = \"{huge}\"")),
        changed(&format!("[disclosure]\nlicensing = -5\n[last_year]\nyear = 2024\ndisclosure.licensing = \"{huge}\"")),
    ];
    for change in changes {
        let folder = folder(&change);
        let (input, examined) = examine(&folder.path().join("report.toml"));
        let found = examined.findings.iter().find(|finding| finding.message.contains("位数太多"));
        assert!(found.is_some(), "{change}: {:?}", examined.findings);
        let shown = input.filing.cells.values().any(|cell| cell.value.shown.len() > 20);
        assert!(shown || change.contains("last_year"), "it is printed as it was written: {change}");
        assert!(input.filing.cells.values().all(|cell| match cell.value.value {
            Value::Number(number) => number < 1_000_000_000_000i64.into(),
            Value::Blank | Value::NotApplicable | Value::Unknown => true,
        }));
    }
}

/// Something that may be written where a number is wanted.
fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..9_999i64).prop_map(|n| n.to_string()),
        1 => any::<i64>().prop_map(|n| n.to_string()),
        1 => "-?[1-9][0-9]{0,35}(\\.[0-9]{1,8})?".prop_map(|text| format!("\"{text}\"")),
        1 => "[1-9][0-9]{0,28}(万元|亿元|元|件)".prop_map(|text| format!("\"{text}\"")),
        1 => prop::sample::select(vec!["\"\"", "\"?\"", "\"/\"", "1e30", "inf", "-0.0", "true", "[]"]).prop_map(str::to_owned),
    ]
}

/// A report of every cell of an edition.
fn report(year: i32) -> impl Strategy<Value = String> {
    let keys: Vec<String> = Editions::built_in().for_year(year).cells.iter().map(|cell| cell.key.clone()).collect();
    let count = keys.len();
    let figures = (prop::collection::vec(leaf(), count), prop::collection::vec(leaf(), count));
    figures.prop_map(move |(this, last)| {
        let lines = |prefix: &str, values: Vec<String>| -> String {
            keys.iter().zip(values).map(|(key, value)| format!("{prefix}{key} = {value}\n")).collect()
        };
        let last = lines("last_year.", last);
        format!("year = {year}\nagency.name = \"示例局\"\nfee.cases = 1\nfee.yuan = 2\n{}{last}", lines("", this))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_figures_are_examined_without_a_fault_of_arithmetic(text in prop_oneof![report(2020), report(2025)]) {
        let folder = folder(&text);
        examine(&folder.path().join("report.toml"));
        workbook(&text);
    }
}

#[test]
fn a_year_of_two_digits_is_no_year() {
    for field in ["letter.date", "letter.deadline", "letter.printed_on", "document.date", "document.printed_on"] {
        let found =
            |date: &str| codes(&format!("letter.to = \"示例市人民政府\"\n{field} = \"{date}\"")).contains(&"INP003");
        assert!(found("26年1月15日") && found("26-1-15") && found("2026年2月30日"), "{field}");
        assert!(!found("2026年1月15日") && !found("２０２６年１月１５日"), "{field}");
    }
    assert!(codes("[document]\ndate = 0026-01-15").contains(&"INP003"));
}

#[test]
fn a_file_that_is_no_toml_is_in_every_format() {
    let folder = folder(&changed(""));
    fs::write(folder.path().join("坏.toml"), "year = 2025\n[agency]\nname = “示例局”\n").unwrap();
    for format in ["json", "sarif"] {
        let output = run(folder.path(), &["check", "坏.toml", "report.toml", "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        let found = match format {
            "json" => format!("{}{}", value["reports"][0]["findings"], value["reports"][1]["findings"]),
            _ => value["runs"][0]["results"].to_string(),
        };
        assert!(found.contains("INP001") && found.contains("STR004"), "{found}");
        assert!(
            !found.contains("INP009") && !found.contains("CEL002"),
            "what could not be read is not missed: {found}"
        );
    }
    let output = run(folder.path(), &["check", "坏.toml", "report.toml"]);
    assert!(told(&output).contains("坏.toml:3") && told(&output).contains("换成英文标点"), "{}", told(&output));
}

#[test]
fn faults_of_toml_are_told_where_they_are_and_what_to_do() {
    for (text, wanted) in [
        ("year = 2025\nx = [1 2, 3]\n", ["两个值之间缺少逗号", ":2:6"]),
        ("year = 2025\nx = [1, 2\n3]\n", ["两个值之间缺少逗号", ":3:1"]),
        ("year = 2025\ndate = 2026-02-31\n", ["日历上没有这一天", ":2:8"]),
        ("year = 2025\ndate = 2026-13-01\n", ["日历上没有这一天", ":2:8"]),
        ("year = 2025\ndate = 2026-1-5\n", ["日期要写成 2026-01-15 这样", ":2:8"]),
        ("year = 2025\n[a]\ntext = \x27\x27\x27一是\n二是\n", ["在这段文字的末尾写 \x27\x27\x27", ":3:8"]),
        ("year = 2025\n# \"\"\" \n[a]\ntext = \"\"\"一是\n二是\n", ["在这段文字的末尾写 \"\"\"", ":4:8"]),
        ("year = 2025\nx = 1.\n", ["小数点前后都要有数字", ":2:"]),
    ] {
        let folder = folder(text);
        let output = run(folder.path(), &["check", "report.toml"]);
        let told = String::from_utf8_lossy(&output.stdout).into_owned() + &told(&output);
        for wanted in wanted {
            assert!(told.contains(wanted), "{text}: {told}");
        }
    }
}

#[test]
fn keys_in_another_group_or_by_their_labels_are_told_with_what_is_meant() {
    for (table, wanted) in [
        ("[disputes]\ndirect = [0, 0, 0, 0]\n", "是不是想写 disputes.litigation.direct？"),
        ("[disclosure]\n\"行政许可\" = 36\n", "是不是想写 disclosure.licensing？"),
        ("[applications]\nnot_held = [0, 0, 0, 0, 0, 0]\n", "是不是想写 applications.results.unable.not_held？"),
        ("[applications]\n\"（一）予以公开\" = [0, 0, 0, 0, 0, 0]\n", "是不是想写 applications.results.granted？"),
        ("[applications]\n\"其他数量\" = [0, 0, 0, 0, 0, 0]\n", "核对键名"),
    ] {
        let folder = folder(&format!("year = 2025\n{table}"));
        let output = run(folder.path(), &["check", "report.toml"]);
        let told = String::from_utf8_lossy(&output.stdout).into_owned() + &told(&output);
        assert!(told.contains("没有这一项") && told.contains(wanted), "{table}: {told}");
    }
}

#[test]
fn nothing_is_made_of_a_file_that_is_no_toml() {
    let folder = folder("year ＝ 2025");
    for arguments in [
        &["build", "report.toml", "-o", "o", "--draft"][..],
        &["letter", "report.toml", "-o", "o", "--draft"],
        &["convert", "report.toml", "o.xlsx"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains("换成英文标点 ="), "{}", told(&output));
    }
    let output = run(folder.path(), &["new", "新", "--year", "2026", "--from", "report.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("第 1 行"), "{}", told(&output));
    assert!(!folder.path().join("o").exists() && !folder.path().join("o.xlsx").exists());
}

#[test]
fn a_report_pasted_into_one_place_is_shared_out() {
    let text = "一、总体情况\n我局认真开展工作。\n（一）主动公开\n公开126条。\n二、主动公开政府信息情况\n\
                五、存在的主要问题及改进情况（一）\n培训有待加强。\n六、其他需要报告的事项\n无。";
    let contents = "一、总体情况\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项\n";
    for pasted in [
        text.to_owned(),
        text.replace('\n', "\r\n\r\n"),
        text.replace("一、总体情况\n", ""),
        format!("{contents}\n{text}"),
    ] {
        let change = format!(
            "[sections]\noverview = {{ text = {} }}\nproblems = {{ text = \"\" }}\nothers = {{ text = \"\" }}",
            toml::Value::from(pasted.clone())
        );
        let folder = folder(&changed(&change));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let sections: Vec<String> =
            examined.narrative.sections.iter().map(|chapter| plain_text(&chapter.before).trim().to_owned()).collect();
        assert_eq!(sections[0], "我局认真开展工作。\n（一）主动公开\n公开126条。", "{pasted}");
        assert_eq!((sections[1].as_str(), sections[4].as_str()), ("", "培训有待加强。"), "{pasted}");
        assert!(sections[5].starts_with("无。"), "{pasted}: {}", sections[5]);
        let told: Vec<_> = examined.findings.iter().filter(|f| f.rule.code == "PRO012").map(|f| &f.message).collect();
        assert_eq!(
            told,
            ["“总体情况”里贴了几个部分的文字，已分到“五、存在的主要问题及改进情况”“六、其他需要报告的事项”。"]
        );
    }
}

#[test]
fn prose_of_a_section_in_two_places_is_kept_in_both() {
    let pasted = "我局认真开展工作。\n五、存在的主要问题及改进情况\n人手不足。\n六、其他需要报告的事项\n没有。";
    let sections = format!(
        "[sections]\noverview = {{ text = {} }}\nproblems = {{ text = \"培训有待加强。\" }}\nothers = {{ text = \"\" }}",
        toml::Value::from(pasted)
    );
    let folder = folder(&changed(&sections));
    let (_, examined) = examine(&folder.path().join("report.toml"));
    let prose: Vec<String> =
        examined.narrative.sections.iter().map(|chapter| plain_text(&chapter.before).trim().to_owned()).collect();
    assert!(prose[0].starts_with("我局认真开展工作。\n") && prose[0].ends_with("\n人手不足。"), "{}", prose[0]);
    assert!(prose[4] == "培训有待加强。" && prose[5].starts_with("没有。\n"), "{}\n{}", prose[4], prose[5]);
    let told: Vec<&str> = examined.findings.iter().map(|f| f.rule.code).filter(|c| c.starts_with("PRO")).collect();
    assert!(told.contains(&"PRO012") && told.contains(&"PRO013"), "{told:?}");
}

#[test]
fn the_reports_title_pasted_along_is_not_printed_twice() {
    let body = "一、总体情况\n我局认真开展工作。\n五、存在的主要问题及改进情况\n培训有待加强。";
    let examined = |text: String| {
        let change = format!(
            "[sections]\noverview = {{ text = {} }}\nproblems = {{ text = \"\" }}\nothers = {{ text = \"\" }}",
            toml::Value::from(text)
        );
        let folder = folder(&changed(&change));
        examine(&folder.path().join("report.toml")).1
    };
    let name = "示例市应急管理局";
    for (title, is_other) in [
        (format!("{name}2025年政府信息公开工作年度报告"), false),
        (format!("{name}\n2025年政府信息公开工作年度报告"), false),
        (format!("{name}2024年政府信息公开工作年度报告"), true),
        ("示例市教育局\n2025年政府信息公开工作年度报告".to_owned(), true),
    ] {
        for rest in [body, "一、总体情况\n我局认真开展工作。", "我局认真开展工作。"] {
            let examined = examined(format!("{title}\n{rest}"));
            let overview = plain_text(&examined.narrative.sections[0].before);
            assert_eq!(overview.trim(), "我局认真开展工作。", "{title}\n{rest}");
            // The preface stays the official one.
            assert!(
                plain_text(&examined.narrative.preface).contains("第四十九条")
                    || !examined.narrative.preface.is_empty()
            );
            let told: Vec<_> = examined.findings.iter().filter(|f| f.rule.code == "PRO014").collect();
            assert_eq!(told.len(), usize::from(is_other), "{title}\n{rest}");
            assert!(told.iter().all(|finding| finding.message.contains(title.lines().next().unwrap())));
            assert!(!examined.findings.iter().any(|f| ["PRO013", "STR005"].contains(&f.rule.code)), "{title}\n{rest}");
        }
    }
    // A sentence that ends as a title would begins the text.
    for first in [
        format!("2025年，我局认真开展工作，现将{name}2025年政府信息公开工作年度报告总结如下："),
        format!("现将{name}2025年政府信息公开工作年度报告公布如下："),
    ] {
        let examined = examined(format!("{first}\n（一）主动公开。全年公开信息20条。"));
        let overview = plain_text(&examined.narrative.sections[0].before);
        assert!(overview.contains("如下："), "{overview}");
        assert!(!examined.findings.iter().any(|finding| finding.rule.code == "PRO014"), "{first}");
    }
    // What is pasted between the title and the first section is the agency's own preface, and that is told.
    let examined = examined(format!("{name}2025年政府信息公开工作年度报告\n本报告由我局编制。\n{body}"));
    assert_eq!(plain_text(&examined.narrative.preface).trim(), "本报告由我局编制。");
    let told = examined.findings.iter().find(|f| f.rule.code == "PRO012").unwrap();
    assert!(told.message.contains("引言"), "{}", told.message);
}

#[test]
fn a_title_pasted_above_its_own_prose_is_printed_once() {
    for title in ["五、存在的主要问题及改进情况", "存在的主要问题及改进情况", "# 存在的主要问题及改进情况"]
    {
        let text = toml::Value::from(format!("{title}\n\n培训有待加强。"));
        let folder = folder(&changed(&format!("[sections.problems]\ntext = {text}")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        assert_eq!(plain_text(&examined.narrative.sections[4].before).trim(), "培训有待加强。", "{title}");
        let codes: Vec<_> = examined.findings.iter().map(|finding| finding.rule.code).collect();
        assert!(!codes.iter().any(|code| code.starts_with("PRO")), "{title}: {codes:?}");
    }
}

#[test]
fn a_sequence_that_begins_anew_without_a_reason_is_told() {
    let numbers = |text: &str| {
        let text = toml::Value::from(text);
        codes(&format!("[sections.problems]\ntext = {text}")).iter().filter(|code| **code == "PRO009").count()
    };
    let section =
        "（一）培训\n有待加强，次数偏少，覆盖面也不够广。\n（二）形式\n较为单一，图解、视频用得不多，群众不爱看。\n";
    assert_eq!(numbers(&format!("{section}（一）人员\n配备不足，多为兼职，变动也比较频繁。")), 1);
    for twice in [
        "1.公开不够及时。\n1.队伍不够稳定。",
        "（1）公开不够及时。\n（1）队伍不够稳定。",
        "一是公开不够及时。一是队伍不够稳定。",
    ] {
        assert_eq!(numbers(twice), 1, "{twice}");
    }
    let below = "（一）培训\n1.次数偏少，覆盖面也不够广。\n（二）形式\n1.图解、视频用得不多，群众不爱看。";
    assert_eq!(numbers(below), 0);
    for between in ["下一步，将采取以下措施：\n", "改进措施\n", "二、改进措施\n"] {
        assert_eq!(
            numbers(&format!("{section}{between}（一）人员\n配备到位。")),
            usize::from(between.starts_with("二")),
            "{between}"
        );
    }
}

#[test]
fn amounts_are_kept_to_the_last_fen() {
    let fees = |text: &str| {
        let folder = folder(&changed(&format!("[disclosure]\nfees = {text}")));
        let (input, examined) = examine(&folder.path().join("report.toml"));
        let form = &input.filing.form;
        let id = form.find("disclosure.fees.amount").or(form.find("disclosure.fees")).unwrap();
        let codes: Vec<&str> = examined.findings.iter().map(|f| f.rule.code).filter(|c| c.starts_with("INP")).collect();
        (input.filing.cells[&id].value.shown.clone(), codes.join(" "))
    };
    for text in ["24252.311082", "\"24252.311082\"", "0.000001"] {
        assert_eq!(fees(text), (text.trim_matches('"').to_owned(), String::new()), "{text}");
    }
    for (text, shown) in [("\"242523110.82元\"", "24252.311082"), ("\"1.25亿元\"", "12500"), ("\"￥125000\"", "12.5")]
    {
        assert_eq!(fees(text), (shown.to_owned(), "INP022".to_owned()), "{text}");
    }
    assert_eq!(fees("0.0000001").1, "INP008");
}

#[test]
fn a_number_typed_before_a_title_is_printed_once_and_told_where_it_is_another() {
    for (title, told) in [
        ("五、存在的不足", None),
        ("（五）存在的不足", Some("印作“五、”")),
        ("5.存在的不足", Some("印作“五、”")),
        ("五　存在的不足", None),
        ("七、存在的不足", Some("标题“七、存在的不足”自带序号“七、”，印作“五、”")),
    ] {
        let folder = folder(&changed(&format!("[sections.problems]\ntitle = \"{title}\"")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        assert_eq!(examined.narrative.sections[4].title, "存在的不足", "{title}");
        let found = examined.findings.iter().find(|finding| finding.rule.code == "PRO009");
        let is_so = told.map_or(found.is_none(), |told| found.is_some_and(|found| found.message.contains(told)));
        assert!(is_so, "{title}: {found:?}");
    }
    let extra = "[[extra]]\ntitle = \"六、建议提案办理\"\nafter = \"disputes\"\ntext = \"办理建议4件。\"";
    let folder = folder(&changed(extra));
    let (_, examined) = examine(&folder.path().join("report.toml"));
    assert_eq!(examined.narrative.sections[4].title, "建议提案办理");
    assert!(examined.findings.iter().any(|finding| finding.rule.code == "PRO009"));
}

#[test]
fn sentences_that_are_filled_in_are_joined_to_what_is_typed_around_them() {
    for (text, printed) in [
        ("{{ sentences.received }}。其中", "件。其中"),
        ("{{ sentences.received }}，其中", "件，其中"),
        ("情况。{{ sentences.nothing_received }}。其余照旧。", "情况。其余照旧。"),
        ("全年，{{ sentences.nothing_received }}。", "全年。"),
    ] {
        let folder = folder(&changed(&format!("[sections.problems]\ntext = '{text}'")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let told = plain_text(&examined.narrative.sections[4].before);
        assert!(told.trim().ends_with(printed), "{text}: {told}");
    }
}

#[test]
fn standard_sentences_never_say_what_is_not_so() {
    let sentences = ["received", "nothing_received", "closed", "carried_over", "no_disputes"];
    let text = sentences.map(|name| format!("{{{{ sentences.{name} }}}}")).concat();
    let said = |change: &str| {
        let folder = folder(&changed(&format!("[sections.problems]\ntext = '{text}'\n{change}")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        plain_text(&examined.narrative.sections[4].before)
    };
    let some = said("");
    assert!(some.contains("共收到") && some.contains("本年度办结4件") && some.contains("均已"), "{some}");
    assert!(!some.contains("未收到") && some.contains("无因政府信息公开"), "{some}");
    let zeros = "[0, 0, 0, 0, 0, 0]";
    let nothing = format!("[applications]\nnew = {zeros}\n[applications.results]\ngranted = {zeros}\n");
    let nothing = said(&nothing);
    assert!(nothing.contains("未收到") && !nothing.contains("办结"), "{nothing}");
    let disputed = said("[disputes]\nreconsideration = [1, 0, 0, 0]");
    assert!(!disputed.contains("无因"), "{disputed}");
}

#[test]
fn years_days_and_codes_are_read_in_every_spelling_of_digits() {
    for year in ["\"２０２５年度\"", "\"二〇二五年\"", "\"2025\"", "2025"] {
        let folder = folder(&changed("").replace("year = 2025", &format!("year = {year}")));
        let (input, _) = examine(&folder.path().join("report.toml"));
        assert_eq!(input.filing.year.map(|year| year.value), Some(2025), "{year}");
    }
    for day in ["46037", "\"46037\"", "20260115", "\"20260115\"", "\"二〇二六年一月十五日\"", "\"２０２６．１．１５\""]
    {
        let folder = folder(&changed(&format!("[document]\ndate = {day}")));
        let (input, _) = examine(&folder.path().join("report.toml"));
        let date = input.filing.document.date.map(|date| date.value.to_string());
        assert_eq!(date.as_deref(), Some("2026-01-15"), "{day}");
    }
    let told = codes("[agency]\npostcode = \"０１００１０\"\nphone = \"０４７１－4825123\"");
    assert!(!told.contains(&"STR020"), "{told:?}");
    assert!(codes("[agency]\nphone = \"471-4825123\"").contains(&"STR020"));
    let site = |id: &str| codes(&format!("[web]\nsite_id = '{id}'")).contains(&"WEB007");
    assert!(!site("3501000001") && !site("３５０１００００\u{200B}０１"));
    assert!(site("350100001") && site("35010000001") && !site("bm35010001"));
}

#[test]
fn what_is_filled_in_of_the_agency_is_printed_or_told() {
    let told = |change: &str| codes(change).contains(&"STR005");
    // Every way to reach the agency begins the sentence that says them.
    let empty = "address = \"\"\nphone = \"\"\nwebsite = \"\"";
    for field in ["contact = \"办公室\"", "postcode = \"350200\"", "fax = \"0591-1\"", "website_name = \"示例网\""]
    {
        assert!(!told(&format!("[agency]\n{empty}\n{field}")), "{field}");
    }
    // An own preface may leave them out, and so may a report without one.
    assert!(told("[agency]\nfax = \"0591-1\"\n[preface]\ntext = \"地址：示例市解放路25号，电话0591-12345678。\""));
    let said = "地址：示例市解放路25号，电话0591-12345678，网址http://www.example.gov.cn/。";
    assert!(!told(&format!("[preface]\ntext = \"{said}\"")));
    // What is left out on purpose is not told.
    assert!(!told("[preface]\ncontact = false"));
}

#[test]
fn an_address_within_the_name_of_the_website_is_printed_once() {
    let preface = |name: &str| {
        let folder =
            folder(&changed(&format!("[agency]\nwebsite = \"http://www.example.gov.cn\"\nwebsite_name = \"{name}\"")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        nianbao::prose::plain_text(&examined.narrative.preface)
    };
    let printed = "本报告可在示例网（http://www.example.gov.cn）查阅和下载。";
    for name in ["示例网", "示例网（http://www.example.gov.cn）"] {
        assert!(preface(name).contains(printed), "{}", preface(name));
    }
}

#[test]
fn invisible_characters_in_figures_are_told_as_in_workbooks() {
    let folder = folder(&changed("[disclosure]\nlicensing = '3\u{200B}0'\npenalties = '\u{FEFF}5'"));
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let found = examined.findings.iter().find(|finding| finding.rule.code == "WBK025").unwrap();
    assert_eq!(found.message, "表二：有 2 格里有看不见的字符，读时已去掉。");
    assert_eq!(found.keys, ["disclosure.licensing.decisions", "disclosure.penalties.decisions"]);
    assert!(input.sources.text(&found.marks[1].at).contains("\u{FEFF}5"));
}

#[test]
fn tables_in_other_spellings_are_told() {
    let prose = |text: &str| format!("[sections.problems]\ntext = \"\"\"\n{text}\n\"\"\"");
    for text in [
        "名称 | 件数\n--- | ---\n甲 | 1",
        "｜名称｜件数｜\n｜---｜---｜\n｜甲｜1｜",
        "| 名称 | 件数 |\n|—|—|\n| 甲 | 1 |",
        "名称\t件数\n甲\t1",
        "一是检查少。\n\n名称\t件数\n\n甲\t1",
        "名称    件数\n甲      1",
        "名称　　件数\n\n甲　　　1",
    ] {
        assert!(codes(&prose(text)).contains(&"PRO015"), "{text}");
    }
    for text in [
        "| 名称 | 件数 |\n|:-:|-:|\n| 甲 | 1 |",
        "甲|乙——丙。",
        "二者或居其一：甲 | 乙。",
        "\t一是检查少。\n\t二是培训少。",
        "1.\t检查少。\n2.\t培训少。",
        "1)\t检查少。\n2)\t培训少。",
        "●\t检查少。\n●\t培训少。",
        "（1）\t检查少，还要再看。\n\n（2）\t培训少，还要再办。",
        "示例局\t2026年1月1日",
        "1.    检查少。\n2.    培训少。",
        "　　一是检查少。\n　　二是培训少。",
        "示例局    2026年1月1日",
    ] {
        assert!(!codes(&prose(text)).contains(&"PRO015"), "{text}");
    }
}

#[test]
fn what_is_said_of_charges_is_held_against_the_figures() {
    let told = |text: &str| {
        let text = format!("[sections.others]\ntext = '{text}'\n[fee]\ncases = 2\nyuan = 380");
        codes(&text).into_iter().filter(|code| ["PRO050", "SEN009"].contains(code)).count()
    };
    for text in ["本年度未产生信息处理费。", "未发生收费。", "本年无收费情况。", "没有收取任何费用。"]
    {
        assert_eq!(told(text), 1, "{text}");
    }
    for text in [
        "收取信息处理费2件，共380.00元。",
        "未发生违规收费，收取信息处理费2件380元。",
        "未发生减免收费情况，收取信息处理费2件380元。",
    ] {
        assert_eq!(told(text), 0, "{text}");
    }
}

#[test]
fn the_first_of_some_enclosures_is_counted() {
    let told = |text: &str| codes(&format!("[sections.problems]\ntext = \"\"\"\n{text}\n\"\"\"")).contains(&"PRO009");
    assert!(!told("附件：1.公开目录\n2.公开指南") && told("附件：公开目录\n2.公开指南"));
}

#[test]
fn tables_pasted_a_cell_a_line_along_with_the_text_are_told() {
    let told = |text: &str| {
        let folder = folder(&changed(&format!("[sections.problems]\ntext = '''\n{text}\n'''")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let found = examined.findings.into_iter().find(|finding| finding.message.contains("连着表粘贴来的"));
        found.map(|finding| finding.message)
    };
    let head = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数";
    for (text, lines) in [
        (format!("一是培训少。\n{head}\n规章\n0\n0\n0\n行政规范性文件\n2\n1\n12\n二是检查少。"), 13),
        ("规章 | 0 | 0 | 0 |\n行政规范性文件 | 2 | 1 | 12 |".to_owned(), 2),
        (
            "一、本年新收政府信息公开申请数量\n3\n1\n0\n0\n0\n0\n4\n二、上年结转政府信息公开申请数量\n/\n0".to_owned(),
            11,
        ),
        (head.to_owned(), 5),
    ] {
        let message = format!("正文：有 {lines} 行是表里的名称和数，像是连着表粘贴来的，照原样一行一段印。");
        assert_eq!(told(&text), Some(message), "{text}");
    }
    for text in [
        "行政许可\n全年办理 30 件。\n行政处罚\n全年作出 5 件。\n行政强制\n没有发生。",
        "| 规章 | 行政规范性文件 |\n|---|---|\n| 0 | 2 |\n| 1 | 3 |",
        "自然人\n法人或其他组织",
        "1\n2\n3\n4\n5\n6",
    ] {
        assert_eq!(told(text), None, "{text}");
    }
}

#[test]
fn a_title_that_is_written_like_a_text_is_told() {
    let title = |text: &str| format!("[sections.problems]\ntitle = \"{text}\"\ntext = \"培训工作有待加强。\"");
    for text in ["培训工作有待加强，还要再办。", &"还要加强".repeat(11)] {
        assert!(codes(&title(text)).contains(&"STR003"), "{text}");
    }
    for text in ["存在的问题和下一步打算", "其他需要说明的事项。"] {
        assert!(!codes(&title(text)).contains(&"STR003"), "{text}");
    }
}
