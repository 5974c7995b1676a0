//! Sentences that tell of another agency what a report tells of its own.

use std::ops::Range;

use super::agency::{
    OTHER_AGENCY, elsewhere_in, found_in, han_name, is_anyone, is_called_so, is_lowest, mark, may_be_government,
    other_in,
};
use crate::finding::Finding;
use crate::form::words::Other;
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, is_han};

/// Characters of the name of an agency at most.
const LONGEST: usize = 20;

/// Characters of a clause before it at most.
const CLAUSE: usize = 60;

/// Every sentence of which another agency is the subject, and that speaks of nobody else.
pub(super) fn subjects(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(name) = han_name(case) else { return Vec::new() };
    let words = &case.filing.form.words().other;
    let is_government = may_be_government(case);
    let is_lowest = is_lowest(case);
    // What is planned is told of the next year.
    let years = case.filing.year.as_ref().map(|year| [year.value, year.value + 1].map(|year| format!("{year}年")));
    let years = years.unwrap_or_default();
    let own = words.selves.iter().map(String::as_str).chain([name, case.filing.short_name()]);
    let own: Vec<&str> = own.collect();
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| passage.is_running_text()) {
        let text = &passage.text;
        let other = |sentence: Range<usize>| {
            let (at, rest, is_dated) = opened(&text[sentence.clone()], words, &years);
            let end = rest.char_indices().take(LONGEST).take_while(|(_, c)| is_han(*c)).last();
            let inner = &rest[..end.map_or(0, |(at, c)| at + c.len_utf8())];
            let lowest = || is_lowest.then(|| township_in(inner, words, name)).flatten();
            let agency = match is_government {
                true => government_in(inner, words, name)?,
                false => other_in(inner, words, name).or_else(|| namesake(inner, words, name)).or_else(lowest)?,
            };
            if own.contains(&agency) {
                return None;
            }
            let begins = |act: &String| rest[agency.len()..].starts_with(act.as_str());
            let is_alone = !own.iter().any(|own| rest[agency.len()..].contains(own));
            let acts = words.acts.iter().any(begins) && is_alone || is_dated && words.deeds.iter().any(begins);
            acts.then(|| (sentence.start + at..sentence.start + at + agency.len(), agency))
        };
        let mut found: Vec<(Range<usize>, &str)> = sentences(passage).filter_map(other).collect();
        if !is_government {
            found.extend(work_of_others(passage, words, name, is_lowest));
        }
        let Some((_, agency)) = found.first() else { continue };
        let finding = Finding::new(&OTHER_AGENCY, format!("正文：说的是“{agency}”，机关名称是“{name}”。"));
        let places: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
        findings.push(mark(finding, passage, &places));
    }
    findings
}

/// Where a text says that the disclosure of another agency, or of another township, is to be done well.
fn work_of_others<'p>(
    passage: &'p ReportPassage<'_>,
    words: &Other,
    name: &str,
    is_lowest: bool,
) -> Vec<(Range<usize>, &'p str)> {
    let text = passage.text.as_str();
    let told = words.told_work.regex().captures_iter(text).filter_map(|found| found.name("who"));
    let other = |who: Range<usize>| {
        let inner = &text[who.clone()];
        let lowest = || is_lowest.then(|| township_in(inner, words, name)).flatten();
        let agency = other_in(inner, words, name).or_else(|| namesake(inner, words, name)).or_else(lowest)?;
        (agency.len() == inner.len()).then_some((who, agency))
    };
    told.filter_map(|who| other(who.range())).collect()
}

/// The sentences of a text.
fn sentences(passage: &ReportPassage<'_>) -> impl Iterator<Item = Range<usize>> {
    let ends = passage.marks.iter().filter(|(_, c)| matches!(c, '。' | '！' | '？' | '；' | '\n'));
    let ends = ends.map(|(at, c)| at + c.len_utf8()).chain([passage.text.len()]);
    ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end)).filter(|sentence| !sentence.is_empty())
}

/// Where a sentence begins behind its number, the year and words that lead over, what stands there, and whether the
/// year was told.
fn opened<'t>(sentence: &'t str, words: &Other, years: &[String]) -> (usize, &'t str, bool) {
    let mut rest = sentence.trim_start();
    let marks = |c: char| c.is_ascii_digit() || "（）()、.．一二三四五六七八九十".contains(c);
    let number = rest.trim_start_matches(marks);
    if rest[..rest.len() - number.len()].ends_with(['）', ')', '、', '.', '．']) {
        rest = number.trim_start();
    }
    let behind_year = |year: &String| rest.strip_prefix(year.as_str()).filter(|_| !year.is_empty());
    let of_year = years.iter().find_map(behind_year).map(|rest| rest.trim_start_matches(['度', '，']));
    rest = of_year.unwrap_or(rest);
    let opening = words.openings.iter().find_map(|opening| rest.strip_prefix(opening.as_str()));
    rest = opening.unwrap_or(rest);
    while words.leads.iter().any(|lead| rest.starts_with(lead.as_str())) {
        let Some((_, behind)) = rest.split_once('，').filter(|(clause, _)| clause.chars().count() <= CLAUSE) else {
            break;
        };
        rest = behind;
    }
    (sentence.len() - rest.len(), rest, of_year.is_some())
}

/// Whether a place is that of a name with some of it left out: 科右中旗 of 科尔沁右翼中旗人民政府.
fn is_abbreviated(place: &str, name: &str) -> bool {
    let mut own = name.chars();
    place.chars().all(|c| own.any(|known| known == c)) && place.chars().next() == name.chars().next()
}

/// The agency of one's own trade at another place that some words begin with.
fn namesake<'t>(inner: &'t str, words: &Other, name: &str) -> Option<&'t str> {
    let agency = elsewhere_in(inner, words, name)?;
    let is_own = is_called_so(agency, name) || is_abbreviated(agency, name);
    (!is_own && !is_anyone(agency, words)).then_some(agency)
}

/// The township or street that some words begin with, as people call it, when it is another one.
fn township_in<'t>(inner: &'t str, words: &Other, name: &str) -> Option<&'t str> {
    const PLACE: usize = 2;
    let place = |ending: &String| found_in(inner, ending).map(|(_, end)| end);
    let whole = &inner[..words.lowest.iter().filter_map(place).min()?];
    let is_none = words.no_agencies.iter().any(|word| whole.ends_with(word.as_str()));
    let end = words.lowest.iter().find(|ending| whole.ends_with(ending.as_str()))?;
    let bare = &whole[..whole.len() - end.len()];
    let is_own = name.contains(bare) || is_abbreviated(bare, name);
    let is_name = (PLACE..=PLACE + 2).contains(&bare.chars().count());
    (is_name && !is_none && !is_anyone(bare, words) && !is_own).then_some(whole)
}

/// The name of a government that some words begin with, when it is of another place.
fn government_in<'t>(inner: &'t str, words: &Other, name: &str) -> Option<&'t str> {
    let place = |ending: &String| found_in(inner, ending);
    let (end, whole) = words.governments.iter().filter_map(place).min()?;
    let place = &inner[..end];
    let is_own = name.contains(place) || is_abbreviated(place, name);
    (place.chars().count() > 1 && !is_anyone(place, words) && !is_own).then(|| &inner[..whole])
}
