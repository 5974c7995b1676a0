//! Meetings that a report says it follows: one held after its year, or only those of before.

use std::ops::Range;

use super::year::{MOST, OTHER_YEAR, sentence_around};
use crate::finding::Finding;
use crate::form::words::Meeting;
use crate::rules::Case;
use crate::rules::passage::ReportPassage;

/// A finding for each meeting that was held after the year reported on, and one for the first that is followed where the
/// next of its kind is named nowhere.
pub(super) fn meetings(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().meetings;
    let told: Vec<&ReportPassage<'_>> = passages.iter().filter(|passage| passage.is_running_text()).collect();
    // Most texts name none, or one of a few.
    let named = |meeting: &&Meeting| told.iter().any(|passage| passage.text.contains(&meeting.name));
    let follows = |passage: &ReportPassage<'_>, place: &Range<usize>| {
        let sentence = sentence_around(&passage.text, place.start);
        let is_when = words.since.iter().any(|word| passage.text[place.end..].starts_with(word.as_str()));
        !is_when && words.follows.iter().any(|word| sentence.contains(word.as_str()))
    };
    let mut findings = Vec::new();
    for over in words.over.iter().filter(|over| over.year < year) {
        let place = told.iter().find_map(|passage| Some((passage, passage.find(&over.name).next()?)));
        findings.extend(place.map(|(passage, place)| {
            let message = format!("正文：报告年度是 {year} 年，“{}”是 {} 年以前的事。", over.name, over.year + 1);
            Finding::new(&OTHER_YEAR, message).mark(&passage.place(place), "")
        }));
    }
    for meeting in words.all.iter().filter(named) {
        let name = &meeting.name;
        let is_early = meeting.year > year;
        let is_late = meeting.until.is_some_and(|until| until <= year)
            && !meeting.then.iter().any(|then| told.iter().any(|passage| passage.text.contains(then)));
        if !is_early && !is_late {
            continue;
        }
        let places = told.iter().flat_map(|passage| passage.find(name).take(MOST).map(move |place| (passage, place)));
        let Some((passage, place)) = places.into_iter().find(|(passage, place)| is_early || follows(passage, place))
        else {
            continue;
        };
        let message = if is_early {
            format!("正文：报告年度是 {year} 年，写到了 {} 年才开的{name}。", meeting.year)
        } else {
            format!("正文：学习贯彻的还是{name}，全文没有说到{}：像是从往年的报告抄来的。", meeting.then[0])
        };
        findings.push(Finding::new(&OTHER_YEAR, message).mark(&passage.place(place), ""));
        if is_late {
            break;
        }
    }
    findings
}
