//! Short names that a report gives twice, or writes otherwise than it gave them: （以下简称《条例》） … （以下简称《条例》）.

use std::ops::Range;

use super::phrasing::PHRASING;
use crate::finding::Finding;
use crate::form::words::ShortNames;
use crate::rule::Severity;
use crate::rules::passage::{PassageKind, ReportPassage, quote};

/// A short name where it is given.
struct GivenName<'p, 'c> {
    passage: &'p ReportPassage<'c>,
    /// With the words before it, without the brackets around both.
    at: Range<usize>,
    /// As it is written.
    written: &'p str,
}

/// Marks around a name that are no part of it.
const AROUND: &str = "《》“”‘’：:";

impl GivenName<'_, '_> {
    /// The name without the marks around it.
    fn name(&self) -> &str {
        self.written.trim_matches(|c| AROUND.contains(c))
    }
}

/// The findings for the short names of a report.
pub(super) fn shortened(passages: &[ReportPassage<'_>], words: &ShortNames) -> Vec<Finding> {
    let told = passages.iter().filter(|passage| passage.is_running_text());
    let given: Vec<GivenName<'_, '_>> = told.clone().flat_map(|passage| names(passage, words)).collect();
    let mut findings = Vec::new();
    for (number, second) in given.iter().enumerate() {
        let Some(first) = given[..number].iter().find(|first| first.name() == second.name()) else { continue };
        let message = format!("正文：“{}”：前面已经说过这个简称。", quote(&second.passage.text[second.at.clone()]));
        let finding = Finding::new(&PHRASING, message).mark(&second.passage.place(second.at.clone()), "");
        findings.push(finding.mark(&first.passage.place(first.at.clone()), ""));
    }
    for first in given.iter().filter(|given| !given.written.contains('《')) {
        let titled = format!("《{}》", first.name());
        let before = &first.passage.text[..first.at.start];
        // Of a document, whose title is told before.
        if !before.trim_end_matches('（').ends_with('》') || !told.clone().any(|passage| passage.text.contains(&titled))
        {
            continue;
        }
        // That it was given before is told already.
        let is_second =
            given.iter().take_while(|other| !std::ptr::eq(*other, first)).any(|other| other.name() == first.name());
        if is_second {
            continue;
        }
        let message = format!("正文：“{}”：后面写的是“{titled}”。", quote(&first.passage.text[first.at.clone()]));
        findings.push(Finding::new(&PHRASING, message).mark(&first.passage.place(first.at.clone()), ""));
    }
    findings.extend(ungiven(&told.collect::<Vec<_>>(), &given, words));
    findings
}

/// The finding for short names of documents that are used where none was given: 严格按照《条例》规定.
fn ungiven(told: &[&ReportPassage<'_>], given: &[GivenName<'_, '_>], words: &ShortNames) -> Option<Finding> {
    // The standard preface names the regulation in full.
    if !told.iter().any(|passage| passage.kind == PassageKind::Preface) {
        return None;
    }
    let places = |name: &str| {
        let titled = format!("《{name}》");
        let all = told.iter().map(|passage| (*passage, passage.find(&titled).collect::<Vec<_>>()));
        all.collect::<Vec<_>>()
    };
    // （国务院令第711号，以下简称《条例》）
    let is_given_here = |passage: &ReportPassage<'_>, at: &Range<usize>| {
        let is_behind = passage.text[..at.start].trim_end_matches(|c| AROUND.contains(c)).ends_with(['称', '为']);
        is_behind || words.says.iter().any(|says| passage.text[at.end..].starts_with(says.as_str()))
    };
    let place = |name: &String| {
        let all = places(name);
        let mut all = all.iter().flat_map(|(passage, places)| places.iter().map(move |at| (*passage, at.clone())));
        let is_given = given.iter().any(|given| given.name() == name)
            || all.clone().any(|(passage, at)| is_given_here(passage, &at));
        if is_given { None } else { all.next() }
    };
    let unknown: Vec<_> = words.plain.iter().filter_map(place).collect();
    let names: Vec<String> = unknown.iter().map(|(passage, at)| format!("“{}”", &passage.text[at.clone()])).collect();
    let message = format!("正文：{}是简称，前面没有写过全称和简称。", names.join("、"));
    let finding = Finding::new(&PHRASING, message).severity(Severity::Hint);
    let finding = finding.hint("第一次写到时写全称，后面加（以下简称《……》）");
    (!unknown.is_empty())
        .then(|| unknown.iter().fold(finding, |finding, (passage, at)| finding.mark(&passage.place(at.clone()), "")))
}

/// Every short name that a text gives.
fn names<'p, 'c>(passage: &'p ReportPassage<'c>, words: &'p ShortNames) -> impl Iterator<Item = GivenName<'p, 'c>> {
    const LONGEST: usize = 60;
    let text = passage.text.as_str();
    let name = move |place: Range<usize>| {
        let near = text.floor_char_boundary(place.end + LONGEST);
        let written = &text[place.end..near];
        let written = &written[..written.find(['）', '\n'])?];
        let end = place.end + written.len();
        let given = GivenName { passage, at: place.start..end, written };
        (!given.name().is_empty()).then_some(given)
    };
    let mut found: Vec<GivenName<'p, 'c>> =
        words.says.iter().flat_map(|says| passage.find(says)).filter_map(name).collect();
    found.sort_by_key(|given| given.at.start);
    found.into_iter()
}
