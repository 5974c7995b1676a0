//! What is told of sums that do not hold: one finding for one cause, the cell that is likeliest wrong first.

use nianbao::finding::Finding;

use super::support::{examine, folder};

/// A report with figures in all parts of both tables, some of its lines replaced, and something before and behind.
fn report(before: &str, lines: &[(&str, &str)], behind: &str) -> String {
    let mut text = include_str!("cases/full.toml").to_owned();
    for (line, by) in lines {
        assert_eq!(text.matches(line).count(), 1, "{line}");
        text = text.replace(line, by);
    }
    format!("{before}\n{text}\n{behind}")
}

/// The findings of sums, openings and acceptances in a report.
fn found(report: &str) -> Vec<Finding> {
    let folder = folder(report);
    let (_, examined) = examine(&folder.path().join("report.toml"));
    let families = ["SUM", "BAL", "CAR001", "ACC"];
    let is_of_them = |finding: &Finding| families.iter().any(|family| finding.rule.code.starts_with(family));
    examined.findings.into_iter().filter(is_of_them).collect()
}

/// The only finding of a report.
fn only(report: &str) -> Finding {
    let mut found = found(report);
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(found.len(), 1, "{messages:#?}");
    found.remove(0)
}

/// Lines of the report, and wrong ones in their stead.
type Lines = [(&'static str, &'static str)];

const NEW: &str = "new = [305, 50, 16, 24, 22, 93, 510]";
const CARRIED_IN: &str = "carried_in = [14, 3, 0, 1, 0, 2, 20]";
const CARRIED_OUT: &str = "carried_out = [21, 0, 1, 0, 2, 3, 27]";
const GRANTED: &str = "granted = [128, 17, 2, 5, 0, 31, 183]";
const PARTIAL: &str = "partial = [46, 9, 0, 1, 3, 12, 71]";
const TOTAL: &str = "total = [298, 53, 15, 25, 20, 92, 503]";
const RECONSIDERATION: &str = "reconsideration = [13, 2, 4, 1, 20]";

/// Mistakes: what was done, the wrong lines, and the cell that is to be named first.
const MISTAKES: &[(&str, &Lines, &str)] = &[
    ("颠倒", &[(GRANTED, "granted = [218, 17, 2, 5, 0, 31, 183]")], "applications.results.granted.individual"),
    ("多一个 0", &[(NEW, "new = [305, 50, 16, 24, 22, 93, 5100]")], "applications.new.total"),
    ("漏一位", &[(TOTAL, "total = [298, 53, 15, 25, 20, 92, 53]")], "applications.results.total.total"),
    ("重一位", &[(PARTIAL, "partial = [446, 9, 0, 1, 3, 12, 71]")], "applications.results.partial.individual"),
    ("抄错格", &[(PARTIAL, "partial = [46, 46, 0, 1, 3, 12, 71]")], "applications.results.partial.commercial"),
    ("合计没有填", &[(RECONSIDERATION, "reconsideration = [13, 2, 4, 1, 0]")], "disputes.reconsideration.total"),
    ("差一", &[(CARRIED_OUT, "carried_out = [21, 0, 1, 0, 3, 3, 27]")], "applications.carried_out.legal"),
    ("空着", &[(GRANTED, "granted = [128, \"\", 2, 5, 0, 31, 183]")], "applications.results.granted.commercial"),
    ("别的数", &[(NEW, "new = [305, 50, 76, 24, 22, 93, 510]")], "applications.new.research"),
    ("看不出", &[(RECONSIDERATION, "reconsideration = [13, 2, 4, 1, 57]")], "disputes.reconsideration.total"),
    ("几格都像", &[(RECONSIDERATION, "reconsideration = [1, 0, 0, 0, 0]")], "disputes.reconsideration.upheld"),
    ("对调", &[(GRANTED, "granted = [17, 128, 2, 5, 0, 31, 183]")], "applications.results.granted.individual"),
    ("填错格", &[(GRANTED, "granted = [0, 17, 2, 5, 128, 31, 183]")], "applications.results.granted.legal"),
    (
        "错两格",
        &[(GRANTED, "granted = [218, 17, 2, 5, 0, 31, 183]"), (PARTIAL, "partial = [48, 9, 0, 1, 3, 12, 71]")],
        "applications.results.granted.individual",
    ),
    ("错一行", &[(TOTAL, "total = [289, 35, 51, 25, 20, 92, 500]")], "applications.results.total.individual"),
    (
        "处处错",
        &[
            (NEW, "new = [1, 2, 3, 4, 5, 6, 7]"),
            (TOTAL, "total = [1, 2, 3, 4, 5, 6, 7]"),
            (CARRIED_OUT, "carried_out = [1, 2, 3, 4, 5, 6, 7]"),
        ],
        "",
    ),
];

#[test]
fn one_mistake_is_one_finding_that_names_the_culprit_first() {
    let mut all = String::new();
    for (name, lines, first) in MISTAKES {
        let finding = only(&report("", lines, ""));
        assert!(first.is_empty() || finding.keys[0] == *first, "{name}: {}", finding.message);
        assert!(finding.blocks() && finding.marks.len() <= 9, "{name}: {} marks", finding.marks.len());
        all.push_str(&format!("{name}\n{}: {}\n= {}\n\n", finding.rule.code, finding.message, finding.hint));
    }
    insta::assert_snapshot!("messages", all);
}

#[test]
fn a_count_with_decimals_is_mended_by_a_whole_number() {
    let told = only(&report("", &[(GRANTED, "granted = [128.50, 17, 2, 5, 0, 31, 183]")], "")).message;
    assert!(told.contains("写的是 128.50") && told.contains("改为 128，"), "{told}");
}

#[test]
fn two_causes_are_two_findings() {
    let lines =
        [(RECONSIDERATION, "reconsideration = [13, 2, 4, 1, 2]"), (NEW, "new = [305, 50, 16, 24, 22, 93, 501]")];
    let found = found(&report("", &lines, ""));
    let first: Vec<&str> = found.iter().map(|finding| finding.keys[0].as_str()).collect();
    assert_eq!(first, ["applications.new.total", "disputes.reconsideration.total"]);
}

#[test]
fn last_years_report_says_which_cell_is_wrong() {
    let last = "last_year.applications.carried_out = [14, 3, 0, 1, 0, 2, 20]";
    let lines = [(CARRIED_IN, "carried_in = [14, 3, 0, 1, 0, 2, 26]")];
    let finding = only(&report(last, &lines, ""));
    assert!(finding.message.contains("写的是 26，与上年报告里的数不同：改为 20"), "{}", finding.message);
    assert!(finding.marks.iter().any(|mark| mark.label == "上年报告 = 20"), "{:?}", finding.marks);
    // What has nothing to do with it stays by itself.
    let other = "last_year.applications.carried_out = [14, 3, 0, 1, 0, 2, 21]";
    let this_year = |report: &str| {
        let (last, this): (Vec<_>, Vec<_>) =
            found(report).into_iter().partition(|finding| finding.keys[0].starts_with("last_year."));
        // The sum of last year's figures is told by itself.
        assert!(last.len() == 1 && last[0].message.starts_with("上年数据："), "{last:?}");
        this
    };
    let codes: Vec<_> = this_year(&report(other, &lines, "")).iter().map(|finding| finding.rule.code).collect();
    assert!(codes.len() == 2 && codes.contains(&"SUM001") && codes.contains(&"CAR001"), "{codes:?}");
    // An agency that stands by its own figure has no other one held against it.
    let accepted = "[[accept]]\nrule = \"CAR001\"\nat = \"applications.carried_in\"\nreason = \"上年报告有误\"";
    let wrong = [(CARRIED_IN, "carried_in = [14, 3, 0, 1, 0, 2, 20]"), (NEW, "new = [305, 50, 16, 24, 22, 93, 501]")];
    let found = this_year(&report(other, &wrong, accepted));
    assert_eq!(found.iter().filter(|finding| finding.accepted.is_none()).count(), 1);
    assert_eq!(found[0].keys[0], "applications.new.total");
}

#[test]
fn standing_by_the_culprit_is_standing_by_all_that_follows() {
    let accept = |rule: &str, at: &str| format!("[[accept]]\nrule = \"{rule}\"\nat = \"{at}\"\nreason = \"照原文\"\n");
    let lines = [(NEW, "new = [305, 50, 16, 24, 22, 93, 501]")];
    let accepted = |lines: &Lines, accept: &str| {
        let found = found(&report("", lines, accept));
        found.iter().map(|finding| (finding.rule.code, finding.accepted.is_some())).collect::<Vec<_>>()
    };
    let sum = accept("SUM001", "applications.new");
    let balance = accept("BAL001", "applications.new.total");
    assert_eq!(accepted(&lines, &sum), [("SUM001", true)]);
    // Acceptances of what is told with it are not without an object.
    assert_eq!(accepted(&lines, &format!("{sum}{balance}")), [("SUM001", true)]);
    assert_eq!(accepted(&lines, &accept("SUM001", "applications.carried_in")), [("SUM001", false), ("ACC001", false)]);
    // What was accepted hides no other mistake, however it is tied to it.
    let more = [lines[0], (CARRIED_IN, "carried_in = [14, 3, 0, 1, 0, 2, 28]")];
    let both = accepted(&more, &format!("{sum}{balance}"));
    assert!(both.contains(&("SUM001", false)) && both.contains(&("SUM001", true)), "{both:?}");
}

#[test]
fn a_wrong_row_that_adds_up_is_one_finding_with_what_is_left_over_first() {
    let base = include_str!("cases/2025.toml");
    let report = |carried_out: &str| {
        let rows = format!("carried_in = [2, 0, 0, 0, 0, 0, 2]\ncarried_out = {carried_out}");
        let report = base.replace("new = [3, 1, 0, 0, 0, 0]", "new = [3, 1, 0, 0, 0, 0, 4]");
        let report = report.replace("carried_in = [0, 0, 0, 0, 0, 0]", &rows);
        report.replace("[applications.results]", "[applications.results]\ntotal = [3, 1, 0, 0, 0, 0, 4]")
    };
    for (row, cell) in [
        ("[3, 0, 0, 0, 0, 0, 3]", "applications.carried_out.individual"),
        ("[2, 1, 0, 0, 0, 0, 3]", "applications.carried_out.commercial"),
        ("[0, 0, 0, 0, 0, 0, 0]", "applications.carried_out.individual"),
    ] {
        let finding = only(&report(row));
        assert!(finding.keys[..2].contains(&cell.to_owned()), "{row}: {:?}", finding.keys);
        assert!(finding.keys[..2].iter().any(|key| key.starts_with("applications.carried_out")), "{row}");
    }
    assert!(found(&report("[2, 0, 0, 0, 0, 0, 2]")).is_empty());
}

#[test]
fn a_total_that_differs_by_one_is_named_before_its_parts() {
    let base = include_str!("cases/2025.toml");
    let row = "reconsideration = [0, 0, 0, 0]";
    let finding = only(&base.replace(row, "reconsideration = [5, 2, 0, 0, 8]"));
    assert_eq!(finding.keys[0], "disputes.reconsideration.total");
}
