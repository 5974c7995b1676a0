//! Agencies and laws that were no more in the year reported on, told as if they were.

use std::ops::Range;

use super::year::{MOST, OTHER_YEAR, sentence_around};
use crate::finding::Finding;
use crate::form::words::FormerBody;
use crate::rules::Case;
use crate::rules::passage::ReportPassage;

/// Bytes of a title at most.
const TITLE: usize = 240;

/// A finding for each agency and each law that is told as one of now, at the first place.
pub(super) fn former(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().former;
    let own = case.filing.name().unwrap_or_default();
    let told: Vec<&ReportPassage<'_>> = passages.iter().filter(|passage| passage.is_running_text()).collect();
    let is_now = |passage: &ReportPassage<'_>, place: &Range<usize>, former: &FormerBody| {
        let (before, after) = (&passage.text[..place.start], &passage.text[place.end..]);
        let sentence = sentence_around(&passage.text, place.start);
        !former.unless.iter().any(|next| after.starts_with(next.as_str()))
            && !words.before.iter().any(|word| before.ends_with(word.as_str()))
            && !words.told.iter().any(|word| sentence.contains(word.as_str()))
            && !names_year(sentence, former.since)
            && !is_in_title(before)
    };
    let gone = words.all.iter().filter(|former| former.since < year && !own.contains(&former.name));
    let finding = |former: &FormerBody| {
        let place = told.iter().find_map(|passage| {
            let place = passage.find(&former.name).take(MOST).find(|place| is_now(passage, place, former))?;
            Some((passage, place))
        });
        place.map(|(passage, place)| {
            let message = format!("正文：“{}”{} 年起已是“{}”。", former.name, former.since, former.now);
            let hint = format!("说现在的写“{}”；说当时的在名称前写“原”", former.now);
            Finding::new(&OTHER_YEAR, message).mark(&passage.place(place), "").hint(hint)
        })
    };
    gone.filter_map(finding).collect()
}

/// Whether a sentence names a year up to one.
fn names_year(sentence: &str, until: i32) -> bool {
    let years = sentence.match_indices('年').filter_map(|(at, _)| sentence.get(at.checked_sub(4)?..at)?.parse().ok());
    years.into_iter().any(|year: i32| year <= until)
}

/// Whether a text ends within the title of a document.
fn is_in_title(before: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(TITLE))..];
    near.rfind('《').is_some_and(|open| near.rfind('》').is_none_or(|close| close < open))
}
