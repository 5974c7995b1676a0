//! What will be done told of a year that is over, and what was done of one that has not come.

use std::ops::Range;

use super::year::{MOST, OTHER_YEAR, clause_before, sentence_around};
use crate::finding::Finding;
use crate::form::words::YearWords;
use crate::rules::Case;
use crate::rules::passage::{PassageKind, ReportPassage};

/// Findings for plans and deeds of other years than they are of.
pub(super) fn plans(case: &Case<'_>, passages: &[ReportPassage<'_>], own: &[String]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().year;
    let mut findings = planned(passages, year, own, words);
    findings.extend(ahead(passages, year, own, words));
    findings.extend(misdated(case, passages, year, own));
    findings.extend(settled(passages, year, words));
    findings
}

/// Where the agency says of the year reported on what it will do.
fn planned(passages: &[ReportPassage<'_>], year: i32, own: &[String], words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.kind == PassageKind::Section);
    // Plans are for the next year: neither for the one reported on or before it, nor for that after the next.
    let told = told.flat_map(|passage| [year - 1, year, year + 2].map(|other| (passage, other)));
    for (passage, other) in told {
        let written = format!("{other}年");
        for Range { start: at, end } in passage.find(&written).take(MOST) {
            let rest = passage.text[end..].trim_start_matches(['度', '，']);
            let rest = words.leading.iter().find_map(|word| rest.strip_prefix(word.as_str())).unwrap_or(rest);
            let names = own.iter().filter_map(|own| rest.strip_prefix(own.as_str()));
            let is_plan = || speaks_of_plans(passage, at, words) && other == year;
            let will = |rest: &str| {
                let begins = |rest: &str, words: &[String]| words.iter().any(|word| rest.starts_with(word.as_str()));
                begins(rest, &words.intends)
                    || rest.strip_prefix(['将', '要']).is_some_and(|plan| begins(plan, &words.plans))
                    || rest.starts_with('将') && is_plan()
            };
            // 力争在〈本年〉年底前
            let aims = || {
                let before = clause_before(&passage.text, at);
                let told = sentence_around(&passage.text, at);
                let aims = words.aims.iter().any(|word| before.ends_with(word.as_str()));
                let is_past = words.planned_before.iter().any(|word| told.contains(word.as_str()));
                other <= year && (aims && !is_past || is_due(passage, at..end, words))
            };
            if will(rest) || names.into_iter().any(will) || aims() {
                let message = if other == year {
                    format!("正文：打算做的事说的是报告年度 {year} 年，应是下一年。")
                } else {
                    format!("正文：打算做的事说的是 {other} 年，报告年度是 {year} 年，应是下一年。")
                };
                let finding = Finding::new(&OTHER_YEAR, message).hint("改成下一年；已经做了的改写成做了什么");
                findings.push(finding.mark(&passage.place(at..at + written.len()), ""));
            }
        }
    }
    findings
}

/// Whether a year, in a paragraph of what will be done, is that by a month of which something is to be completed:
/// 其三，在2025年9月底前完成….
fn is_due(passage: &ReportPassage<'_>, year: Range<usize>, words: &YearWords) -> bool {
    const NEAR: usize = 8;
    let text = passage.text.as_str();
    let rest: String = text[year.end..].chars().take(NEAR).collect();
    let by = rest.split_once("前完成").is_some_and(|(by, _)| by.contains('月') || by.ends_with('底'));
    let clause = text[year.end..].find(['，', '。', '；']).map_or("", |end| &text[year.end..year.end + end]);
    by && clause_before(text, year.start).ends_with(['在', '是', '：', '，', '、', '；'])
        && !clause.contains(['了', '已'])
        && speaks_of_plans(passage, year.start, words)
}

/// Whether the paragraph of a place tells what will be done.
fn speaks_of_plans(passage: &ReportPassage<'_>, at: usize, words: &YearWords) -> bool {
    let paragraph = &passage.text[passage.paragraph(at)];
    words.planning.iter().any(|word| paragraph.contains(word.as_str()))
}

/// Where the agency says of the year after the one reported on what it did.
fn ahead(passages: &[ReportPassage<'_>], year: i32, own: &[String], words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let next = year + 1;
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Section) {
        let text = passage.text.as_str();
        for Range { start: at, end } in passage.find(&format!("{next}年")).take(MOST) {
            let rest = text[end..].trim_start_matches(['度', '，']);
            let rest = own.iter().find_map(|own| rest.strip_prefix(own.as_str())).unwrap_or(rest);
            let sentence = sentence_around(text, at);
            let has = |known: &[String], text: &str| known.iter().any(|word| text.contains(word.as_str()));
            let bare = rest.strip_prefix('已');
            let begins = words.done.iter().any(|done| bare.unwrap_or(rest).starts_with(done.as_str()));
            // What was done is counted.
            let counts =
                rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())].contains(|c: char| c.is_ascii_digit());
            let mark = text[..at].chars().next_back();
            let sums = words.summed.iter().any(|word| rest.starts_with(word.as_str()));
            let is_first = mark.is_none_or(|c| "。；：\n）".contains(c)) || mark == Some('，') && sums;
            if !is_first || !begins || !counts && bare.is_none() || has(&words.future, sentence) {
                continue;
            }
            let message = format!("正文：已经做了的事说的是 {next} 年，报告年度是 {year} 年。");
            findings.push(Finding::new(&OTHER_YEAR, message).mark(&passage.place(at..end), ""));
        }
    }
    findings
}

/// The finding for a report of which every sentence that tells what the agency did tells it of the next year: the year of
/// the report is wrong.
fn misdated(case: &Case<'_>, passages: &[ReportPassage<'_>], year: i32, own: &[String]) -> Option<Finding> {
    let deeds = &case.filing.form.words().other.deeds;
    let (this, next) = (format!("{year}年"), format!("{}年", year + 1));
    let told: Vec<_> = passages.iter().filter(|passage| passage.kind == PassageKind::Section).collect();
    if told.iter().any(|passage| passage.find(&this).next().is_some()) {
        return None;
    }
    let tells = |passage: &ReportPassage<'_>, place: &Range<usize>| {
        let text = passage.text.as_str();
        let rest = text[place.end..].trim_start_matches(['度', '，']);
        let begins = text[..place.start].chars().next_back().is_none_or(|c| "。；：\n）".contains(c));
        let is_deed = |rest: &str| deeds.iter().any(|deed| deed.chars().count() > 1 && rest.starts_with(deed.as_str()));
        begins && own.iter().find_map(|own| rest.strip_prefix(own.as_str())).is_some_and(is_deed)
    };
    let (passage, place) = told.iter().find_map(|passage| {
        let mut places = passage.find(&next).take(MOST);
        Some((passage, places.find(|place| tells(passage, place))?))
    })?;
    let message = format!("正文：说的是 {} 年做的事，全文没有提到报告年度 {year} 年。", year + 1);
    let finding = Finding::new(&OTHER_YEAR, message).hint("核对报告年度：报告的是哪一年的工作，年度就写哪一年");
    Some(finding.mark(&passage.place(place), ""))
}

/// Findings for accounts that are said to be published in the year that they are of: they are settled in the next.
fn settled(passages: &[ReportPassage<'_>], year: i32, words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Section) {
        let text = passage.text.as_str();
        let accounts = words.accounts.iter().flat_map(|account| {
            [year, year + 1].into_iter().flat_map(move |year| ["年", "年度"].map(|of| format!("{year}{of}{account}")))
        });
        for account in accounts {
            let is_published = |place: &Range<usize>| {
                let start = text[..place.start].rfind(['。', '；', '\n']).unwrap_or(0);
                words.published.iter().any(|word| text[start..place.start].contains(word.as_str()))
            };
            let Some(place) = passage.find(&account).take(MOST).find(is_published) else { continue };
            let message =
                format!("正文：“{}”要到 {} 年才有，{year} 年公开的是上一年的。", &text[place.clone()], year + 1);
            findings.push(Finding::new(&OTHER_YEAR, message).mark(&passage.place(place), ""));
        }
        findings.extend(published_before(passage, year, words));
    }
    findings
}

/// The finding for the budget of the year before and the accounts of the year before that, told together: both were
/// published last year.
fn published_before(passage: &ReportPassage<'_>, year: i32, words: &YearWords) -> Option<Finding> {
    let text = passage.text.as_str();
    let named = |year: i32, what: &String| ["年", "年度"].map(|of| format!("{year}{of}{what}"));
    let accounts: Vec<String> = words.accounts.iter().flat_map(|account| named(year - 2, account)).collect();
    let budgets: Vec<String> = words.budgets.iter().flat_map(|budget| named(year - 1, budget)).collect();
    let is_old = |place: &Range<usize>| {
        let sentence = sentence_around(text, place.start);
        budgets.iter().any(|budget| sentence.contains(budget)) && !sentence.contains(&format!("{year}年"))
    };
    let place = accounts.iter().find_map(|account| passage.find(account).take(MOST).find(&is_old))?;
    let message = format!(
        "正文：“{}”和 {} 年的预算是上一年公开的，{year} 年公开的是 {} 年的决算和 {year} 年的预算。",
        &text[place.clone()],
        year - 1,
        year - 1
    );
    Some(Finding::new(&OTHER_YEAR, message).mark(&passage.place(place), ""))
}
