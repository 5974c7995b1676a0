//! Every rule: its faulty example has the fault, its corrected one has not, and people see it as they should.

use nianbao::diagnostics::finding_text;
use nianbao::rule::Rule;
use nianbao::rules;

use crate::support::{changed, codes, engine, examine, folder};

/// Rules whose examples are whole files, not changes to a sound one.
const WHOLE_FILES: &[&str] = &["INP001"];

/// Rules whose examples are changes to a sound report; those of workbooks, districts and what was published are shown by these.
fn by_changes() -> impl Iterator<Item = &'static &'static Rule> {
    let elsewhere = |code: &str| ["WBK", "IMP", "DIS", "FRM", "POL"].iter().any(|family| code.starts_with(family));
    rules::all().iter().filter(move |rule| !WHOLE_FILES.contains(&rule.code) && !elsewhere(rule.code))
}

#[test]
fn faulty_examples_have_the_fault_and_corrected_ones_do_not() {
    for rule in by_changes() {
        assert!(codes(rule.faulty).contains(&rule.code), "{}: the faulty example has not the fault", rule.code);
        assert!(!codes(rule.corrected).contains(&rule.code), "{}: the corrected example has the fault", rule.code);
    }
}

#[test]
fn the_sound_report_is_sound() {
    assert_eq!(codes(""), ["CAR002", "STR004"]);
    assert_eq!(codes("prior = \"上年.toml\"\n[fee]\ncases = 1\nyuan = 200"), ["STR004"]);
}

#[test]
fn findings_as_people_see_them() {
    for rule in by_changes() {
        insta::assert_snapshot!(format!("finding_{}", rule.code), shown(rule));
    }
}

/// The first finding of a rule in its faulty example.
fn shown(rule: &Rule) -> String {
    let folder = folder(&changed(rule.faulty));
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let finding = examined.findings.iter().find(|finding| finding.rule.code == rule.code).expect("the fault is found");
    let text = finding_text(finding, &input.sources, false, true);
    text.replace(&folder.path().display().to_string(), "…")
        .replace(&*folder.path().file_name().unwrap().to_string_lossy(), "…")
}

#[test]
fn the_code_book_is_complete() {
    for rule in rules::all() {
        for text in [rule.name, rule.reason, rule.basis, rule.remedy] {
            assert!(!text.is_empty(), "{}", rule.code);
        }
        assert!(!rule.name.ends_with('。') && rule.reason.ends_with('。'), "{}", rule.code);
    }
}

#[test]
fn an_acceptance_needs_a_reason_and_covers_only_what_it_names() {
    let fault = "[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]\n";
    let accept = |at: &str, reason: &str| format!("{fault}[[accept]]\nrule = \"SUM001\"\n{at}{reason}");
    let blocked = |change: &str| {
        let folder = folder(&changed(change));
        examine(&folder.path().join("report.toml")).1.is_blocked()
    };
    // The wrong total breaks the identity of its column as well.
    let both = "\n[[accept]]\nrule = \"BAL001\"\nreason = \"照原文\"\n";
    assert!(!blocked(&format!("{}{both}", accept("", "reason = \"照原文\""))));
    assert!(!blocked(&format!("{}{both}", accept("at = \"applications.new\"\n", "reason = \"照原文\""))));
    assert!(blocked(&format!("{}{both}", accept("at = \"disputes\"\n", "reason = \"照原文\""))));
    assert!(blocked(&format!("{}{both}", accept("", ""))));
}

#[test]
fn what_cannot_be_read_leaves_acceptances_alone() {
    let accept = "[[accept]]\nrule = \"PRO025\"\nreason = \"照原文\"";
    assert!(codes(accept).contains(&"ACC001"));
    let unread = codes(&format!("[sections.others]\nfile = \"没有.md\"\n{accept}"));
    assert!(unread.contains(&"INP011") && !unread.contains(&"ACC001"), "{unread:?}");
}

#[test]
fn strokes_of_all_kinds_are_told_once_a_table() {
    let told = |change: &str| {
        let folder = folder(&changed(change));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let strokes = examined.findings.into_iter().filter(|finding| finding.rule.code == "CEL003");
        strokes.map(|finding| finding.message).collect::<Vec<_>>()
    };
    let rules = |figures: &str| format!("[disclosure]\nrules = [{figures}]\n");
    assert!(told(&rules("\"/\", \"/\", \"/\"")).is_empty());
    assert_eq!(told(&rules("\"－\", \"—\", \"—\"")), ["表二：有 3 格填的是 —、－，照样印出，算作不适用。"]);
    assert_eq!(
        told("[applications]\nnew = [3, 1, \"—\", \"/\", 0, 0]\n"),
        ["表三：有 2 格填的是 /、—，照样印出，按 0 计。"]
    );
}

#[test]
fn text_that_says_what_mends_a_sum_is_told_with_it() {
    let found = |said: &str| {
        let new = "[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]\n";
        codes(&format!("{new}[sections.overview]\ntext = \"本年度共收到政府信息公开申请{said}件。\""))
    };
    assert!(found("4").contains(&"SUM001") && !found("4").contains(&"PRO050"));
    assert!(found("7").contains(&"SUM001") && found("7").contains(&"PRO050"));
}

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    let found = codes(
        "yaer = 2025\n[agency]\nadress = \"\"\n[disclosure]\nlicensing = \"若干\"\npenalties = -1\n\
         [applications]\nnew = [1, 2]\n[sections.problems]\ntext = \"{{ nothing }} 与 {{ applications.nwe }}\"",
    );
    for code in ["INP002", "INP004", "INP005", "INP007", "PRO002"] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
    assert_eq!(found.iter().filter(|code| **code == "INP002").count(), 2);
    assert_eq!(found.iter().filter(|code| **code == "PRO002").count(), 2);
}

#[test]
fn every_standard_sentence_can_be_said() {
    let names = nianbao::templates::Templates::built_in().wording.sentences;
    let prose: String = names.keys().map(|name| format!("{{{{ sentences.{name} }}}}\n\n")).collect();
    let change = format!(
        "[sections.problems]\ntext = \"\"\"\n{prose}\"\"\"\n[fee]\ncases = 3\nyuan = 1200\n\
         [[fee.units]]\nunit = \"教育局\"\ncases = 3\nyuan = 1200\n\
         [applications]\nnew = [9, 1, 0, 0, 0, 0]\n[applications.results]\ngranted = [2, 1, 0, 0, 0, 0]\n\
         refused.secret = [1, 0, 0, 0, 0, 0]\nrefused.inquiry = [1, 0, 0, 0, 0, 0]\nunable.unclear = [1, 0, 0, 0, 0, 0]\n\
         rejected.repeated = [1, 0, 0, 0, 0, 0]\nother.unpaid = [1, 0, 0, 0, 0, 0]"
    );
    let folder = folder(&changed(&change));
    let (_, examined) = examine(&folder.path().join("report.toml"));
    assert!(!examined.is_blocked(), "{:?}", examined.findings);
    let problems = examined.narrative.sections.iter().find(|chapter| chapter.key == "problems").unwrap();
    insta::assert_snapshot!("sentences", nianbao::prose::plain_text(&problems.before));
}

#[test]
fn columns_of_a_website_are_no_placeholders() {
    let severities = |words: &str| {
        let folder = folder(&changed(&format!("[sections.problems]\ntext = '''{words}'''")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let of_rule = examined.findings.iter().filter(|finding| finding.rule.code == "PRO001");
        of_rule.map(|finding| finding.severity.label()).collect::<Vec<_>>()
    };
    let column = "开设【数字政府】专栏，网址 http://www.example.gov.cn/xxgk/xx.html，邮箱 xx@example.cn。";
    assert!(severities(column).is_empty());
    assert!(severities("开设【在线填报】【填报指南】入口。").is_empty());
    assert_eq!(severities("【请在填报系统里填写】【填报数据】"), ["错误"; 2]);
    assert_eq!(severities("【机关名称】共××件，XX局（文字描述）。"), ["错误"; 4]);
    assert_eq!(severities("【 】【……】"), ["错误"; 2]);
}

#[test]
fn what_was_left_of_drafting_is_told() {
    let messages = |words: &str| {
        let folder = folder(&changed(&format!("[sections.problems]\ntext = '''{words}'''")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let of_rule = examined.findings.into_iter().filter(|finding| finding.rule.code == "PRO001");
        of_rule.map(|finding| finding.message).collect::<Vec<_>>()
    };
    for draft in [
        "好的，以下是为您撰写的年度报告。",
        "希望以上内容对您有所帮助！",
        "作为一个人工智能语言模型，无法提供具体数据。",
        "**注意：** 以上内容仅供参考。",
        "单击或点击此处输入文字。",
        "[单位名称]高度重视政务公开。",
        "全年召开会议N次。",
        "全年公开信息…条。",
        "收到申请_件，均已答复。",
        "示例市×局认真落实。",
        "@张三 补一下数据。",
        "TODO 数据。",
        "以下内容由AI生成，仅供参考。",
        "（此处放表格）培训两次。",
        "培训两次（领导意见：此句删去）。",
        "公开信息二十条（黄色部分请核对）。",
        "培训次数不多。\n\n正文.docx",
    ] {
        assert_eq!(messages(draft).len(), 1, "{draft}: {:?}", messages(draft));
    }
    for sound in [
        "通过政务微博@平安示例发布信息二十条。",
        "落实《中华人民共和国政府信息公开条例》……条例规定的事项逐项公开。",
        "办事指南见[在线办理](http://www.example.gov.cn/bs)。",
        "对完成较好的，我局予以通报；如需进一步了解，欢迎随时咨询。",
        "以上数据为全年累计数，第N95号口罩采购信息已公开。",
        "面积为3×5米，示应急〔2025〕1号文件已公开。",
    ] {
        assert_eq!(messages(sound), Vec::<String>::new(), "{sound}");
    }
    // Names of files and reasons are no prose.
    let change = "prior = \"上年.xlsx\"\n[[accept]]\nrule = \"STR010\"\nreason = \"与上年相同\"";
    assert!(!codes(change).contains(&"PRO001"), "{:?}", codes(change));
}

#[test]
fn whole_file_examples_hold_as_well() {
    for rule in rules::all().iter().filter(|rule| WHOLE_FILES.contains(&rule.code)) {
        let read = |text: &str| {
            let folder = folder(text);
            let input = engine().read(&folder.path().join("report.toml"), None).expect("it can be read");
            let findings = engine().examine(&input).expect("it can be examined").findings;
            (input.filing.is_read(), findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>())
        };
        assert_eq!(read(rule.faulty), (false, vec![rule.code]), "and nothing else is told of it");
        assert!(read(rule.corrected).0, "{}", rule.code);
    }
}

#[test]
fn a_unit_of_the_fee_without_a_name_is_not_dropped_in_silence() {
    let found = codes("[fee]\ncases = 1\nyuan = 200\n[[fee.units]]\ncases = 1\nyuan = 200\nyaun = 1");
    assert!(found.contains(&"INP009") && found.contains(&"INP002"), "{found:?}");
}

#[test]
fn cells_of_a_workbook_that_rules_name_are_on_the_sheet_they_name() {
    let book = crate::support::grid::sound();
    let has = |sheet: &str, label: &str| {
        let named = book.sheets.iter().filter(|(name, _)| name.contains(sheet)).collect::<Vec<_>>();
        named.is_empty() || named.iter().any(|(_, cells)| cells.values().any(|text| text.contains(label)))
    };
    let mut seen = 0;
    for rule in rules::all() {
        let said = rule.in_workbook.unwrap_or_default();
        for (sheet, rest) in said.split('“').skip(1).filter_map(|part| part.split_once('”')) {
            let rest = rest.strip_prefix('表').unwrap_or(rest);
            // The label that follows is the next quotation.
            if !rest.trim_end().ends_with('的') && !rest.trim_end().ends_with("里的") {
                continue;
            }
            let label = said.split_once(&format!("“{sheet}”")).and_then(|(_, after)| after.split_once('“'));
            let Some((label, _)) = label.and_then(|(_, label)| label.split_once('”')) else { continue };
            seen += 1;
            assert!(has(sheet, label), "{}: no “{label}” on “{sheet}”", rule.code);
        }
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn a_month_below_the_name_of_the_agency_is_a_signature() {
    let is_told = |lines: &str| {
        let text =
            format!("[sections.problems]\ntext = '''\n公开的内容不够丰富。下一步，充实公开的内容。\n\n{lines}'''");
        codes(&text).contains(&"PUB002")
    };
    let name = "示例市应急管理局";
    for lines in ["2026年1月", "二〇二六年一月", "2026.1"] {
        assert!(is_told(&format!("{name}\n\n{lines}")), "{lines}");
        // By itself it may be the head of what follows.
        assert!(!is_told(lines), "{lines}");
    }
    assert!(is_told(&format!("{name}　2026年1月15日")));
    // The line itself is pointed to.
    let folder = folder(&changed("[sections.problems]\ntext = '''\n公开的内容不够丰富。\n\n2026年1月15日\n'''"));
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let finding = examined.findings.iter().find(|finding| finding.rule.code == "PUB002").unwrap();
    assert_eq!(input.sources.text(&finding.marks[0].at), "2026年1月15日");
    assert!(!is_told(&format!("{name}\n\n2026年度")));
}
