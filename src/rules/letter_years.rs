//! Years and days of a letter that do not fit its report or each other.

use std::ops::Range;

use super::Case;
use super::leaks::year_before;
use crate::filing::Date;
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::source::{Located, Span};

/// A letter that speaks of the report of another year.
pub(super) static OTHER_REPORT: Rule = Rule {
    code: "LET017",
    name: "公文说的不是这一年的报告",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "照上年的公文改写时常漏改年份，公文说报送的是一年的报告，附的却是另一年的。",
    basis: "审核惯例",
    remedy: "改成报告年度；删去 title、text，由程序写",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ntitle = \"关于报送2024年度报告的报告\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ntitle = \"关于报送2025年度报告的报告\"",
    in_workbook: Some("改成报告年度；或清空“公文标题”“公文正文”，由程序写"),
};

/// A day of printing before the day of the document.
pub(super) static PRINTED_BEFORE: Rule = Rule {
    code: "LET019",
    name: "印发日期早于成文日期",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "印发日期是送印的日期，公文签发成文以后才送印。",
    // 待核: the number of the clause.
    basis: "GB/T 9704-2012 7.4.3",
    remedy: "核对两个日期，改正写错的一个",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-01-15\nprinted_on = 2026-01-10",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-01-15\nprinted_on = 2026-01-15",
    in_workbook: None,
};

/// Years back that a leftover may be of.
const BACK: i32 = 5;

/// Characters after a year within which it is said to be that of a report.
const NEAR: usize = 24;

/// What a report of a year is called.
const REPORTS: &[&str] = &["度报告", "年报"];

/// What such a report is about.
const SUBJECT: &str = "信息公开";

/// What of it is reported; a plan or a notice of another year is not.
const TOLD: &[&str] = &["报告", "情况"];

/// Where a letter speaks of the report of another year.
pub(super) fn other_report(case: &Case<'_>) -> Vec<Finding> {
    let (Some(letter), Some(year)) = (&case.filing.letter, &case.filing.year) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut tell = |path: &str, text: &str, place: &dyn Fn(Range<usize>) -> Span| {
        if let Some((range, other)) = said(text, year.value) {
            let message = format!("{}：写的是 {other} 年，报告是 {} 年度的。", case.call(path), year.value);
            findings.push(Finding::new(&OTHER_REPORT, message).mark(&place(range), "").key(path));
        }
    };
    if let Some(title) = &letter.title {
        tell("letter.title", &title.value, &|_| title.at.clone());
    }
    if let Some(text) = &letter.text {
        tell("letter.text", &text.text, &|range| text.place(range));
    }
    findings
}

/// Where a text names the report of another year; what stands in book marks is another document.
fn said(text: &str, year: i32) -> Option<(Range<usize>, i32)> {
    let mut open = 0;
    text.match_indices(['《', '》', '年']).find_map(|(at, mark)| {
        match mark {
            "《" => open += 1,
            "》" => open -= 1,
            _ if open > 0 => {}
            _ => {
                let end = at + mark.len();
                let (start, other) = year_before(text, at)?;
                let is_near = (year - BACK..=year + 1).contains(&other) && other != year;
                return (is_near && is_report(&text[end..])).then_some((start..end, other));
            }
        }
        None
    })
}

/// Whether what follows a year is a report, or what a report of this kind tells.
fn is_report(after: &str) -> bool {
    let words: String = after.chars().take(NEAR).take_while(|c| !"，。；、》".contains(*c)).collect();
    let has = |known: &[&str]| known.iter().any(|word| words.contains(word));
    has(REPORTS) || words.contains(SUBJECT) && has(TOLD)
}

/// Whether what is printed is printed before its date.
pub(super) fn printed_before(case: &Case<'_>) -> Vec<Finding> {
    let document = &case.filing.document;
    let letter = case.filing.letter.as_ref();
    let of_letter =
        letter.and_then(|letter| Some((letter.date.as_ref().or(document.date.as_ref())?, letter.printed_on.as_ref()?)));
    let of_document = document.date.as_ref().zip(document.printed_on.as_ref());
    let tell = |path: &str, (date, printed): (&Located<Date>, &Located<Date>)| {
        let message = format!(
            "{}：印发日期 {} 早于成文日期 {}。",
            case.call(path),
            printed.value.chinese(),
            date.value.chinese()
        );
        let finding = Finding::new(&PRINTED_BEFORE, message).mark(&printed.at, "").mark(&date.at, "成文日期").key(path);
        (printed.value < date.value).then_some(finding)
    };
    let of_document = of_document.and_then(|dates| tell("document.printed_on", dates));
    of_letter.and_then(|dates| tell("letter.printed_on", dates)).into_iter().chain(of_document).collect()
}
