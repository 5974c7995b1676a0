//! What is of another government than the one that an agency is of: web sites, orders, documents.

use std::ops::Range;

use super::agency::{MOST, OTHER_AGENCY, han_name, is_lowest, mark};
use crate::expression::Regex;
use crate::finding::Finding;
use crate::form::words::Other;
use crate::rules::Case;
use crate::rules::passage::ReportPassage;

/// The findings for what texts say of other governments as of the one that the agency is of.
pub(super) fn other_governments(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(name) = han_name(case) else { return Vec::new() };
    let words = &case.filing.form.words().other;
    let bare = words.bare_name(name);
    let is_lowest = is_lowest(case);
    let told = passages.iter().filter(|passage| passage.is_running_text());
    told.flat_map(|passage| in_passage(passage, words, name, &bare, is_lowest)).collect()
}

/// The same of one text; `bare` is the agency's name without words that are no places.
fn in_passage(passage: &ReportPassage<'_>, words: &Other, name: &str, bare: &str, is_lowest: bool) -> Vec<Finding> {
    let told = |places: Vec<Range<usize>>, before: &str, what: &str| {
        let said = &passage.text[places.first()?.clone()];
        let message = format!("正文：写的是“{before}{said}{what}，机关名称是“{name}”。");
        Some(mark(Finding::new(&OTHER_AGENCY, message), passage, &places))
    };
    let mut findings = Vec::new();
    if is_lowest || bare.contains(['县', '区', '旗']) {
        findings.extend(told(elsewhere(passage, words.sites.regex(), words, name), "", "”的网站"));
    }
    for (range, said) in levels_told(passage, words, bare) {
        let message = format!("正文：“{said}”说的不是本级，机关名称是“{name}”。");
        findings.push(mark(Finding::new(&OTHER_AGENCY, message), passage, &[range]));
    }
    if is_lowest {
        findings.extend(told(elsewhere(passage, words.halls.regex(), words, name), "", "”的地方"));
    }
    if name.ends_with("分局") {
        findings.extend(told(elsewhere(passage, words.branch_told.regex(), words, name), "", "分局”"));
    }
    // A branch or a town may be in a county that its name does not tell.
    let is_branch = words.branches.iter().any(|branch| name.contains(branch.as_str()));
    let is_bureau = words.endings.iter().any(|ending| name.ends_with(ending.as_str()));
    let is_government = words.governments.iter().any(|ending| name.ends_with(ending.as_str()));
    if (is_bureau || is_government) && !is_branch && bare.contains(['县', '区', '旗']) {
        findings.extend(told(elsewhere(passage, words.place_titles.regex(), words, name), "《", "…》”"));
    }
    if !is_lowest && is_bureau && !is_branch && bare.contains(['市', '县', '区', '旗']) {
        findings.extend(told(of_level(passage, words.level_sites.regex(), words, name), "", "政府”的网站"));
        findings.extend(told(of_level(passage, words.level_orders.regex(), words, name), "", "”一级的要求"));
    }
    findings
}

/// Where a text speaks of another county as if the report's own agency were of it; the group `place` is its name.
fn elsewhere(passage: &ReportPassage<'_>, pattern: &Regex, words: &Other, name: &str) -> Vec<Range<usize>> {
    let text = passage.text.as_str();
    if !words.regions.iter().any(|region| name.contains(region.as_str())) {
        return Vec::new();
    }
    let places = pattern.captures_iter(text).filter_map(|found| found.name("place")).map(|place| place.range());
    places.filter(|place| !name.contains(&text[place.clone()])).collect()
}

/// Where a text says of a government only of which level it is, the group `level`, and the agency is of none of that.
fn of_level(passage: &ReportPassage<'_>, pattern: &Regex, words: &Other, name: &str) -> Vec<Range<usize>> {
    let text = passage.text.as_str();
    let levels = pattern.captures_iter(text).filter_map(|found| found.name("level"));
    // What is said of those below is done on their sites.
    let is_below = |at: usize| {
        let start = text[..at].rfind(['。', '；', '\n']).unwrap_or(0);
        words.below.iter().any(|word| text[start..at].contains(word.as_str()))
    };
    let other = levels.filter(|level| !name.contains(level.as_str()) && !is_below(level.start()));
    other.map(|level| level.range()).take(MOST).collect()
}

/// Where a text says what agencies of another level say of all that is below them, and the words; `bare` is the agency's
/// name without words that are no places.
fn levels_told<'p>(passage: &'p ReportPassage<'_>, words: &Other, bare: &str) -> Vec<(Range<usize>, &'p str)> {
    let others: Vec<_> = words.levels_told.iter().filter(|told| told.is_of_another(bare)).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let is_of_another = |said: &str| others.iter().any(|told| said.contains(&told.said));
    let found = words.told_of_level.regex().find_iter(&passage.text).filter(|found| is_of_another(found.as_str()));
    found.map(|found| (found.range(), found.as_str())).take(MOST).collect()
}
