//! Another year told as the one reported on.

use std::ops::Range;

use crate::characters::leaving_out;
use crate::finding::Finding;
use crate::form::words::YearWords;
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, quote};

/// Another year told as the one reported on.
pub(in crate::rules) static OTHER_YEAR: Rule = Rule {
    code: "PRO035",
    name: "把别年的事当作本年的说",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "照上年的报告改写时常漏改年份，读起来是用上年的情况报本年的账。",
    basis: "格式",
    remedy: "核对这一段说的是哪一年：漏改的改成报告年度，确实说往年的写明“上年”或与本年比较",
    faulty: "[sections.problems]\ntext = '2024年，我局共收到申请3件，培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '2025年，我局共收到申请3件，比2024年多1件，培训工作有待加强。'",
    in_workbook: None,
};

/// Years back that a leftover may be of.
pub(super) const BACK: i32 = 3;

/// Every paragraph that tells of another year and not of the one reported on.
pub(super) fn other_year(case: &Case<'_>, passages: &[ReportPassage<'_>], own: &[String]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().year;
    let this = format!("{year}年");
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.is_running_text());
    for passage in told {
        let text = &passage.text;
        let is_named = |other: &i32| passage.find(&format!("{other}年")).next().is_some();
        let named: Vec<i32> = (year - BACK..year).filter(is_named).collect();
        let is_alone =
            |paragraph: &&Range<usize>| !named.is_empty() && !speaks_of_both(&text[(*paragraph).clone()], &this, words);
        let alone = passage.paragraphs.iter().filter(is_alone);
        let years = |paragraph: &Range<usize>| {
            let said = |other| said_of(text, paragraph, other, own, words);
            named.iter().copied().flat_map(said).collect::<Vec<_>>()
        };
        let mut found: Vec<Range<usize>> = alone.flat_map(years).collect();
        found.extend(last_days(case, passage, year));
        found.sort_by_key(|range| range.start);
        let Some(first) = found.first() else { continue };
        let told = quote(&text[first.start..clause_end(text, first.start)]);
        let message = format!("正文：“{told}”说的不是报告年度 {year} 年。");
        let mark = |finding: Finding, range: &Range<usize>| finding.mark(&passage.place(range.clone()), "");
        findings.push(found.iter().take(5).fold(Finding::new(&OTHER_YEAR, message), mark));
    }
    findings
}

/// What in one sentence says that another year is meant.
pub(super) fn unless(words: &YearWords) -> impl Iterator<Item = &String> {
    words.unless.iter().chain(&words.unless_said).chain(&words.unless_period)
}

/// The sentence that a byte stands in.
pub(super) fn sentence_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['。', '\n']).map_or(0, |end| end + 1);
    let start = text.ceil_char_boundary(start);
    let end = text[at..].find(['。', '\n']).map_or(text.len(), |end| at + end);
    &text[start..end]
}

/// Where a text says until when figures are, and means the last day of the year before or after.
fn last_days(case: &Case<'_>, passage: &ReportPassage<'_>, year: i32) -> Vec<Range<usize>> {
    let text = &passage.text;
    let (month, day) = case.filing.form.period_end;
    let this = format!("{year}年");
    let until = &case.filing.form.words().year.until;
    let is_it = |Range { start: at, .. }: &Range<usize>| {
        let sentence = text[*at..].find(['。', '\n']).map_or(text.len(), |end| at + end);
        until.iter().any(|word| text[..*at].ends_with(word.as_str())) && !text[*at..sentence].contains(&this)
    };
    let days = [year - 1, year + 1].map(|year| {
        let ends = ["底", "末"].map(|end| format!("{year}年{end}"));
        [format!("{year}年{month}月{day}日"), format!("{year}年{month}月底")]
            .into_iter()
            .chain(ends)
            .collect::<Vec<_>>()
    });
    // Where the paragraph speaks of that year again, it is meant.
    let is_it = |place: &Range<usize>| {
        let paragraph = &text[passage.paragraph(place.start)];
        let is_day = text[..place.end].ends_with('日');
        is_it(place) && (is_day || paragraph.matches(&text[place.start..place.start + "2000年".len()]).count() == 1)
    };
    let found = |day: &String| passage.find(day).take(MOST).filter(is_it).collect::<Vec<_>>();
    days.iter().flatten().flat_map(found).collect()
}

/// Last days of a text that are looked at.
pub(super) const MOST: usize = 20;

/// How the agency speaks of itself.
pub(super) fn own_names(case: &Case<'_>) -> Vec<String> {
    let words = &case.filing.form.words().other;
    let own = words.own.iter().map(|own| own.word.clone());
    let name = case.filing.name().unwrap_or_default();
    // 甲市乙区司法局 is 乙区司法局 as well.
    let is_region = |c: char| words.regions.iter().any(|region| region.starts_with(c));
    let has_place = |below: &str| words.regions.iter().chain(&words.levels).any(|end| below.contains(end.as_str()));
    let below = name.split_once(is_region).map(|(_, below)| below).filter(|below| has_place(below));
    let names = [case.filing.short_name(), name].into_iter().chain(below).filter(|own| !own.is_empty());
    own.chain(names.map(str::to_owned)).collect()
}

/// Where a paragraph tells what was done in a year.
fn said_of(text: &str, paragraph: &Range<usize>, year: i32, own: &[String], words: &YearWords) -> Vec<Range<usize>> {
    let written = format!("{year}年");
    let tells = |at: usize| {
        // What begins a sentence or names the agency is near.
        let near = text.floor_char_boundary(at.saturating_sub(NEAR)).max(paragraph.start);
        let (before, after) = (&text[near..at], &text[at + written.len()..paragraph.end]);
        let begins = |known: &[String]| known.iter().any(|known| after.starts_with(known.as_str()));
        // 全年收到2件。2023年未收到申请: told beside this year's.
        let is_beside = words.whole.iter().any(|word| text[paragraph.start..at].contains(word.as_str()));
        let first = !is_beside && is_first(before, near == paragraph.start, &words.led_in);
        let own_after = || own.iter().any(|own| after.starts_with(own.as_str()));
        let of_own = || own.iter().any(|own| before.ends_with(own.as_str()));
        let past = words.past.iter().any(|past| before.ends_with(past.as_str()));
        past || first && (begins(&words.facts) || own_after()) || begins(&words.after_own) && of_own()
    };
    let found = text[paragraph.clone()].match_indices(&written).map(|(at, _)| paragraph.start + at);
    let is_explained = |at: usize| {
        let end = paragraph.end.min(at + text[at..].match_indices('。').nth(1).map_or(text.len() - at, |(end, _)| end));
        words.unless_said.iter().any(|word| text[at..end].contains(word.as_str()))
    };
    found.filter(|at| tells(*at) && !is_explained(*at)).map(|at| at..at + written.len()).collect()
}

/// Bytes before a year that are looked at.
const NEAR: usize = 120;

/// Whether a sentence begins after some words: at the beginning of a paragraph or after a full stop, a number between, or
/// words that lead in.
fn is_first(before: &str, begins: bool, led_in: &[String]) -> bool {
    let (sentence, whole) = match before.rfind(['。', '！', '？']) {
        Some(at) => (&before[at + '。'.len_utf8()..], true),
        None => (before, begins),
    };
    let numbered = sentence.chars().count() <= 5 && sentence.ends_with(['）', '、', '.', '是', ')', '|']);
    whole && (sentence.is_empty() || numbered || led_in.iter().any(|lead| lead == sentence))
}

/// Whether a paragraph speaks of the year reported on as well, or says that it compares.
fn speaks_of_both(paragraph: &str, this: &str, words: &YearWords) -> bool {
    let says = paragraph.match_indices(this).any(|(at, _)| !is_planned(&paragraph[at + this.len()..], words));
    // 上年结转 is told of this year.
    let paragraph = leaving_out(paragraph, words.carried_from.iter().map(|from| format!("{from}结转")));
    says || words.unless.iter().any(|word| paragraph.contains(word.as_str()))
}

/// Whether a clause of the year before it says what will be done, as is meant of the next one: 〈年〉，我局将….
fn is_planned(rest: &str, words: &YearWords) -> bool {
    let clause = rest.trim_start_matches(['度', '，']);
    let clause = &clause[..clause.find(['，', '。', '；', '\n']).unwrap_or(clause.len())];
    let will = clause.find('将').map(|at| &clause[at + '将'.len_utf8()..]);
    will.is_some_and(|plan| words.plans.iter().chain(&words.intends).any(|word| plan.starts_with(word.as_str())))
}

/// What a clause says before a place, with the mark that it follows.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    &text[text[..at].rfind(['，', '。', '；', '\n']).unwrap_or(0)..at]
}

/// Where the clause after the next comma ends, so that a message can quote what is told.
fn clause_end(text: &str, from: usize) -> usize {
    let marks = text[from..].char_indices().filter(|(_, c)| "，。；\n".contains(*c));
    marks.map(|(at, _)| from + at).nth(1).unwrap_or(text.len())
}
