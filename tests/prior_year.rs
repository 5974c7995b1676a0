//! Figures across years: what is taken over, compared, and told in words.

use nianbao::prose::plain_text;

use crate::support::{changed, codes, examine, folder, run, told};

#[test]
fn openings_are_taken_over_and_changes_told_in_words() {
    let report = changed(
        "prior = \"上年.toml\"\n[sections.problems]\ntext = '新收比上年{{ change.applications.new }}，\
         许可{{ change.disclosure.licensing }}，处罚{{ change.disclosure.penalties.percent }}，复议{{ change.disputes.reconsideration }}。'\n\
         [applications]\nnew = [5, 1, 0, 0, 0, 0]\n[disclosure]\nlicensing = 27\npenalties = 6",
    );
    let report = report.replace("carried_in = [0, 0, 0, 0, 0, 0]\n", "");
    let folder = folder(&report);
    let before = std::fs::read_to_string(folder.path().join("上年.toml")).unwrap();
    let before = before.replace("new = [3, 1, 0, 0, 0, 0]", "new = [4, 1, 0, 0, 0, 0]");
    std::fs::write(folder.path().join("上年.toml"), before).unwrap();
    let (_, examined) = examine(&folder.path().join("report.toml"));
    assert_eq!(examined.figures.amount("applications.carried_in.total"), Some(1.into()));
    assert_eq!(examined.figures.amount("applications.carried_out.total"), Some(3.into()));
    let problems = examined.narrative.sections.iter().find(|chapter| chapter.key == "problems").unwrap();
    assert_eq!(plain_text(&problems.before), "新收比上年增长20%，许可比上年下降10%，处罚20%，复议与上年持平。\n");
    assert!(!examined.is_blocked(), "{:?}", examined.findings);
}

#[test]
fn items_of_the_earlier_form_are_carried_and_their_change_derived() {
    let before = "year = 2019\n[agency]\nname = \"示例局\"\n[disclosure]\nlicensing = [30, -7, 23]\nfees = [2, 1]\n";
    let now = "year = 2020\nprior = \"前年.toml\"\n[agency]\nname = \"示例局\"\n\
               [disclosure]\nlicensing = { items = 25, handled = 120 }\nfees = { change = 2 }\n";
    let folder = folder(now);
    std::fs::write(folder.path().join("前年.toml"), before).unwrap();
    let (_, examined) = examine(&folder.path().join("report.toml"));
    let amount = |key: &str| examined.figures.amount(key).map(|n| n.to_string());
    assert_eq!(amount("disclosure.licensing.previous").as_deref(), Some("23"));
    assert_eq!(amount("disclosure.licensing.change").as_deref(), Some("2"));
    assert_eq!(amount("disclosure.licensing.handled").as_deref(), Some("120"));
    assert_eq!(amount("disclosure.fees.previous").as_deref(), Some("3"));
    assert_eq!(amount("disclosure.fees.items").as_deref(), Some("5"));
}

#[test]
fn decisions_are_never_computed_from_items() {
    let now = "year = 2020\n[agency]\nname = \"示例局\"\n[disclosure]\nlicensing = { previous = 30, change = -7 }\n";
    let folder = folder(now);
    let (_, examined) = examine(&folder.path().join("report.toml"));
    assert_eq!(examined.figures.amount("disclosure.licensing.handled"), None);
    assert!(!examined.findings.iter().any(|f| f.rule.code == "SUM001"));
}

#[test]
fn editions_compare_where_they_have_the_same_cells() {
    let now = changed(
        "year = 2021\nprior = \"前年.toml\"\n[sections.problems]\ntext = '其他处理{{ change.applications.results.other }}。'",
    );
    let folder = folder(&now);
    let before = "year = 2020\n[agency]\nname = \"示例市应急管理局\"\n[disclosure]\nlicensing = [1, 1, 1]\n[applications]\n\
                  carried_out = [0, 0, 0, 0, 0, 0]\n[applications.results]\nother = [2, 0, 0, 0, 0, 0]";
    std::fs::write(folder.path().join("前年.toml"), before).unwrap();
    let (_, examined) = examine(&folder.path().join("report.toml"));
    let problems = examined.narrative.sections.iter().find(|chapter| chapter.key == "problems").unwrap();
    assert_eq!(plain_text(&problems.before), "其他处理比上年下降100%。\n");
    // The same figure has another key there; what is counted otherwise is not compared.
    assert!(examined.figures.changes.contains_key("disclosure.licensing"));
    assert!(!examined.figures.changes.contains_key("disclosure.fees"));
}

#[test]
fn a_carried_figure_that_differs_is_an_error_for_the_total_and_a_warning_for_an_applicant() {
    let fault = |row: &str| {
        codes(&format!(
            "prior = \"上年.toml\"\n[applications]\ncarried_in = {row}\nnew = [2, 2, 0, 0, 0, 0]\n[applications.results]\ngranted = [3, 1, 0, 0, 0, 0]"
        ))
    };
    assert_eq!(fault("[1, -1, 0, 0, 0, 0]").iter().filter(|code| **code == "INP007").count(), 1);
    let folder = folder(&changed("prior = \"上年.toml\"\n[applications]\ncarried_in = [1, 0, 0, 0, 0, 0]"));
    let (_, examined) = examine(&folder.path().join("report.toml"));
    let carried: Vec<_> = examined.findings.iter().filter(|f| f.rule.code == "CAR001").collect();
    let severities: Vec<_> = carried.iter().map(|f| (f.severity.label(), f.keys[0].as_str())).collect();
    assert_eq!(severities, [("错误", "applications.carried_in.total"), ("警告", "applications.carried_in.individual")]);
}

#[test]
fn what_cannot_be_read_of_last_years_file_is_told_with_its_place() {
    let folder = folder(&changed("prior = \"上年.toml\""));
    let path = folder.path().join("上年.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    let told = || {
        let (input, examined) = examine(&folder.path().join("report.toml"));
        let of_file = examined.findings.into_iter().find(|finding| finding.rule.code == "INP012");
        of_file.map(|told| {
            let places = told.marks.iter().map(|mark| input.sources.text(&mark.at).to_owned()).collect::<Vec<_>>();
            (told.message, places)
        })
    };
    assert_eq!(told(), None);
    let licensing = before.lines().find(|line| line.starts_with("licensing")).unwrap();
    std::fs::write(&path, before.replace(licensing, "licensing = \"5 6\"")).unwrap();
    let (message, places) = told().unwrap();
    assert!(message.contains("有 1 处错误") && message.contains("行政许可"), "{message}");
    assert_eq!(places, ["\"5 6\""]);
}

#[test]
fn prose_that_was_last_years_is_told_of_its_section_and_can_be_accepted() {
    let before = std::fs::read_to_string(folder("").path().join("上年.toml")).unwrap();
    let problems = before.lines().find(|line| line.contains("一是公开的主动性")).unwrap();
    // Figures that are put in by the program are no more part of the text than those that were typed.
    let problems = problems.replace("培训2次", "培训{{ applications.new }}次");
    let report = |more: &str| changed(&format!("prior = \"上年.toml\"\n[sections.problems]\n{problems}\n{more}"));
    let found = |report: &str| {
        let folder = folder(report);
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let found = examined.findings.into_iter().filter(|finding| finding.rule.code == "PRO008");
        found.map(|finding| (finding.message, finding.keys, finding.accepted)).collect::<Vec<_>>()
    };
    let message = "存在的主要问题及改进情况：100% 与上年报告的文字相同（不计数字）。";
    assert_eq!(found(&report("")), [(message.to_owned(), vec!["sections.problems".to_owned()], None)]);
    let accept = "[[accept]]\nrule = \"PRO008\"\nat = \"sections.problems\"\nreason = \"机构当年新设，工作延续\"";
    assert_eq!(found(&report(accept))[0].2.as_deref(), Some("机构当年新设，工作延续"));
}

#[test]
fn what_is_filled_in_of_last_year_is_held_against_its_file() {
    let report = |given: &str, more: &str| {
        let folder = folder(&changed(&format!("{more}\n[last_year.disclosure]\nlicensing = {given}")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let told = examined.findings.into_iter().filter(|finding| ["CAR004", "SUM001"].contains(&finding.rule.code));
        told.map(|finding| (finding.severity.label(), finding.message, finding.keys)).collect::<Vec<_>>()
    };
    let prior = "prior = \"上年.toml\"";
    assert_eq!(report("30", prior), []);
    let told = report("31", prior);
    assert_eq!(told.len(), 1, "{told:?}");
    let (severity, message, keys) = &told[0];
    assert_eq!((*severity, &**keys), ("警告", &["last_year.disclosure.licensing.decisions".to_owned()][..]));
    assert!(
        message.starts_with("填的上年数没有用，用的是上年的文件") && message.contains("填的是 31，文件里是 30"),
        "{message}"
    );
    // Without a file the figures count, and must add up.
    assert_eq!(report("31", ""), []);
    let sum = "[last_year.applications]\nnew = [1, 0, 0, 0, 0, 0, 7]";
    let told = report("31", sum);
    assert!(told.len() == 1 && told[0].0 == "警告" && told[0].1.starts_with("上年数据：表三"), "{told:?}");
    assert!(told[0].2.iter().all(|key| key.starts_with("last_year.applications.new")), "{told:?}");
}

#[test]
fn what_changed_since_another_year_is_not_printed_as_since_last_year() {
    let text = "[sections.problems]\ntext = \"新收{{ change.applications.new }}，将组织培训。\"";
    let folder = folder(&changed(&format!("year = 2027\nprior = \"上年.toml\"\n{text}")));
    let done = run(folder.path(), &["build", "report.toml", "-o", "出"]);
    assert_eq!(done.status.code(), Some(1), "{}", told(&done));
    assert!(told(&done).contains("错误[CAR003]: 上年文件是 2024 年度的，应为 2026 年度"), "{}", told(&done));
    assert!(!told(&done).contains("CAR001") && !folder.path().join("出").exists(), "{}", told(&done));
    // The file that is named in the input is not the one that was used.
    let other = std::fs::read_to_string(folder.path().join("上年.toml")).unwrap();
    std::fs::write(folder.path().join("别年.toml"), other.replace("year = 2024", "year = 2022")).unwrap();
    let done = run(folder.path(), &["check", "report.toml", "--prior", "别年.toml"]);
    assert!(told(&done).contains("上年文件是 2022 年度的"), "{}", told(&done));
    assert!(!told(&done).contains("prior = \"上年.toml\""), "{}", told(&done));
}

#[test]
fn a_file_of_another_agency_is_a_mistake_unless_it_may_have_been_renamed() {
    let folder = folder(&changed("prior = \"上年.toml\""));
    let path = folder.path().join("上年.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    for (name, severity) in [("示例市安全生产监督管理局", "警告"), ("大田县林业局", "错误")] {
        std::fs::write(&path, before.replace("示例市应急管理局", name)).unwrap();
        let done = run(folder.path(), &["check", "report.toml"]);
        assert!(told(&done).contains(&format!("{severity}[CAR003]: 上年文件是“{name}”的")), "{}", told(&done));
    }
}
