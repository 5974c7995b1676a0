//! Titles of another year: of the report itself, and of plans that were made or are followed.

use std::ops::Range;

use super::year::{BACK, MOST, OTHER_YEAR, clause_before, sentence_around, unless};
use crate::finding::Finding;
use crate::form::words::YearWords;
use crate::rules::Case;
use crate::rules::passage::{PassageKind, ReportPassage, quote};

/// Findings for titles of other years, and for a report that was published before its year was over.
pub(super) fn entitled(case: &Case<'_>, passages: &[ReportPassage<'_>], own: &[String]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().year;
    let mut findings = made(passages, year, (words, own));
    findings.extend(presented(passages, year, own, words));
    findings.extend(published(passages, year, words));
    findings
}

/// Where the agency says that it made the plan of an earlier year, or follows one of long ago.
fn made(passages: &[ReportPassage<'_>], year: i32, (words, own): (&YearWords, &[String])) -> Vec<Finding> {
    const OLDEST: i32 = 8;
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Section) {
        let text = passage.text.as_str();
        let opens = |place: Range<usize>| (place.start, place.start + '《'.len_utf8());
        // 《某办公室关于印发2021年工作要点的通知》
        let issued = |place: Range<usize>| Some((text[..place.start].rfind('《')?, place.end - "20".len()));
        let issued = passage.find("关于印发20").take(MOST).filter_map(issued);
        // 《某局2021年工作要点》
        let names: Vec<String> = own.iter().map(|own| format!("《{own}20")).collect();
        let named = names.iter().flat_map(|name| passage.find(name));
        let named = named.map(|place| (place.start, place.end - "20".len()));
        for (open, at) in passage.find("《20").map(opens).chain(issued).chain(named).take(MOST) {
            let title = &text[at..];
            let Some(title) = title.find('》').map(|end| title[..end].trim_end_matches("的通知")) else { continue };
            let Some(of) = title.get(..4).and_then(|digits| digits.parse::<i32>().ok()) else { continue };
            let (before, sentence) = (&text[..open], sentence_around(text, open));
            let before = before.trim_end_matches('了');
            let ends = |verbs: &[String]| verbs.iter().any(|verb| before.ends_with(verb.as_str()));
            // The plan of the last year may still be followed.
            let is_made = ends(&words.made) || of < year - 1 && ends(&words.follows);
            let is_plan = words.plan_titles.iter().any(|end| title.ends_with(end.as_str()));
            let told = unless(words).any(|word| sentence.contains(word.as_str()));
            let clause = clause_before(text, before.len());
            let is_old = (year - OLDEST..year).contains(&of) && title[4..].starts_with('年');
            if !is_made || !is_plan || !is_old || told || clause.contains(&format!("{of}年")) {
                continue;
            }
            let message = format!("正文：“{}”是 {of} 年的，报告年度是 {year} 年。", quote(title));
            findings.push(Finding::new(&OTHER_YEAR, message).mark(&passage.place(at..at + "2000年".len()), ""));
        }
    }
    findings
}

/// Where the preface, or a sentence that presents the report, calls it that of another year.
fn presented(passages: &[ReportPassage<'_>], year: i32, own: &[String], words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.is_running_text());
    for passage in told {
        let text = &passage.text;
        let presents = |sentence: &str| words.presents.iter().any(|word| sentence.contains(word.as_str()));
        for other in (year - BACK..=year + 1).filter(|other| *other != year) {
            let written = format!("{other}年");
            for Range { start: at, end } in passage.find(&written).take(MOST) {
                let after = &text[end..];
                let rest = after.trim_start_matches('度');
                let rest = own.iter().find_map(|own| rest.strip_prefix(own.as_str())).unwrap_or(rest);
                let is_it = |name: &&String| [rest, after].into_iter().any(|text| text.starts_with(name.as_str()));
                let Some(name) = words.reports.iter().find(is_it) else { continue };
                let sentence = sentence_around(text, at);
                let is_here = passage.kind == PassageKind::Preface || presents(sentence);
                if !is_here || unless(words).any(|word| sentence.contains(word.as_str())) {
                    continue;
                }
                let message = format!("正文：写的是“{other}年{name}”，报告年度是 {year} 年。");
                let finding = Finding::new(&OTHER_YEAR, message);
                findings.push(finding.mark(&passage.place(at..at + written.len()), format!("应为 {year} 年")));
            }
        }
    }
    findings
}

/// Where a text says that the report was published in the year that it is of, before that was over.
fn published(passages: &[ReportPassage<'_>], year: i32, words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.is_running_text());
    for passage in told {
        let text = &passage.text;
        let early = [1, 2, 3].map(|month| format!("{year}年{month}月"));
        let places = early.iter().flat_map(|written| passage.find(written).take(MOST).map(move |at| (at, written)));
        for (Range { start: at, end }, written) in places {
            let rest = &text[end..];
            let sentence = sentence_around(text, at);
            let says = |known: &[String], text: &str| known.iter().any(|word| text.contains(word.as_str()));
            let clause = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
            // The first day of the year is that of the period.
            let is_period = rest.starts_with("1日");
            let is_named = || {
                let named =
                    words.reports.iter().flat_map(|name| [format!("{year}年{name}"), format!("{year}年度{name}")]);
                named.into_iter().any(|name| sentence.contains(&name))
            };
            let is_of_this = says(&words.this_report, sentence) || is_named();
            if is_period || !is_of_this || !says(&words.published, clause) {
                continue;
            }
            let message = format!("正文：{year} 年的报告写的是 {written}公布，应在下一年。");
            let finding = Finding::new(&OTHER_YEAR, message).hint("把年份改成公布的那一年");
            findings.push(finding.mark(&passage.place(at..at + written.len()), ""));
        }
    }
    findings
}
