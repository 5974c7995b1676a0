//! A period that is not the year reported on.

use std::ops::Range;

use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::{PassageKind, ReportPassage};

/// A period that is not the year reported on.
pub(in crate::rules) static OTHER_PERIOD: Rule = Rule {
    code: "PRO036",
    name: "统计期限不是报告年度",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "报告的数据是报告年度第一天到最后一天的；写着别的一年，多半是照上年的报告改时漏了。",
    basis: "格式",
    remedy: "改成报告年度的起止日期",
    faulty: "[preface]\ntext = '本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。'",
    corrected: "[preface]\ntext = '本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。'",
    in_workbook: None,
};

/// Periods of a text that are looked at.
const MOST: usize = 20;

/// Every such period.
pub(super) fn other_period(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().year;
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| passage.kind != PassageKind::Letter) {
        for Period { at: range, first, last, whole } in
            periods(case, &passage.text).into_iter().chain(cut_off(case, &passage.text))
        {
            let paragraph = &passage.text[passage.paragraph(range.start)];
            let says = |words: &[String]| words.iter().any(|word| paragraph.contains(word.as_str()));
            let compared = passage.kind == PassageKind::Section && says(&words.unless_period);
            // A part of the year may be told of, but the figures are of all of it.
            let right = (first, last) == (year, year) && (whole || !says(&words.period));
            if right || compared || !whole && !says(&words.period) {
                continue;
            }
            let written = &passage.text[range.clone()];
            let message = if (first, last) == (year, year) {
                let (month, day) = case.filing.form.period_end;
                format!("正文：统计期限写的是“{written}”，应到 {month}月{day}日。")
            } else {
                format!("正文：统计期限写的是“{written}”，报告年度是 {year} 年。")
            };
            findings.push(Finding::new(&OTHER_PERIOD, message).mark(&passage.place(range), ""));
        }
    }
    findings
}

/// A period that begins with a year.
struct Period {
    at: Range<usize>,
    /// The year of the first day.
    first: i32,
    /// The year of the last day.
    last: i32,
    /// Whether it ends with the last day that figures are of.
    whole: bool,
}

/// The periods that a text tells which begin with the first day of a year.
fn periods(case: &Case<'_>, text: &str) -> Vec<Period> {
    let form = &case.filing.form;
    let (month, day) = form.period_end;
    let last_day = format!("{month}月{day}日");
    let first_day = "年1月1日";
    let period = |(at, _): (usize, &str)| {
        let (start, first) = year_before(text, at)?;
        let rest = &text[at + first_day.len()..];
        let between = form.words().year.between.iter().filter(|word| rest.starts_with(word.as_str()));
        let rest = &rest[between.map(String::len).max()?..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (last, rest) = match rest[digits..].strip_prefix('年') {
            Some(rest) => (year_before(text, text.len() - rest.len() - '年'.len_utf8())?.1, rest),
            None => (first, rest),
        };
        let whole = rest.strip_prefix(last_day.as_str());
        let end = text.len() - whole.or_else(|| after_day(rest))?.len();
        Some(Period { at: start..end, first, last, whole: whole.is_some() })
    };
    text.match_indices(first_day).filter_map(period).take(MOST).collect()
}

/// The days that a text tells its figures are of up to.
fn cut_off(case: &Case<'_>, text: &str) -> Vec<Period> {
    let words = &case.filing.form.words().year;
    let (month, day) = case.filing.form.period_end;
    let last_day = format!("{month}月{day}日");
    let cut = |(at, word): (usize, &str)| {
        let start = at + word.len();
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = text[start + digits..].strip_prefix('年')?;
        let year = text[start..start + digits].parse().ok().filter(|_| digits == 4)?;
        let end = text.len() - after_day(rest)?.len();
        Some(Period { at: start..end, first: year, last: year, whole: rest.starts_with(last_day.as_str()) })
    };
    words.cut_off.iter().flat_map(|word| text.match_indices(word.as_str()).take(MOST)).filter_map(cut).collect()
}

/// The year of four digits that stands before a place, and where it begins.
pub(in crate::rules) fn year_before(text: &str, at: usize) -> Option<(usize, i32)> {
    let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    let year = text[at - digits..at].parse().ok().filter(|_| digits == 4)?;
    Some((at - digits, year))
}

/// What follows the month and day that a text begins with.
fn after_day(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('月')?;
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('日')
}
