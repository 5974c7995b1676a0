//! The work of another trade told as one's own.

use std::ops::Range;

use crate::form::words::{Other, RealmWords, Trade};
use crate::rules::passage::ReportPassage;

/// Characters between what is done and with what, at most.
const NEAR: usize = 10;

/// What a text says that only an agency of another trade would: the place, and the words.
pub(super) fn of_trade(
    passage: &ReportPassage<'_>,
    trade: &Trade,
    words: &Other,
    name: &str,
) -> Vec<(Range<usize>, String)> {
    let own = without_place(name, words);
    let is_of = |known: &[String]| known.iter().any(|known| own.contains(known.as_str()));
    if trade.names.iter().any(|known| name.contains(known.as_str())) {
        return Vec::new();
    }
    let phrases = words.phrases.iter().map(|phrase| phrase.replace("{trade}", &trade.word));
    let found = |phrase: String| passage.find(&phrase).map(|place| (place, phrase.clone())).collect::<Vec<_>>();
    let mut all: Vec<_> = phrases.flat_map(found).collect();
    let realm = &words.realm;
    if !trade.bodies.is_empty() && !is_of(&realm.wide) {
        all.extend(passage.find(&trade.word).filter_map(|at| ordered(passage, at, words)));
        if !is_of(&trade.kin) {
            let bodies = trade.bodies.iter().flat_map(|body| passage.find(body));
            all.extend(bodies.filter_map(|at| directed(passage, at, realm)));
            let matters = trade.matters.iter().flat_map(|matter| passage.find(matter));
            let meant = passage.find(&trade.word).filter(|at| starts_with(&passage.text[at.end..], &realm.realms));
            all.extend(matters.chain(meant).filter_map(|at| dealt_with(passage, at, realm)));
        }
    }
    all
}

/// The name of an agency behind its place.
fn without_place<'n>(name: &'n str, words: &Other) -> &'n str {
    let ends = |region: &String| {
        let is_place = |at: &usize| {
            let (before, behind) = (&name[..at + region.len()], &name[*at..]);
            !words.no_places.iter().any(|word| behind.starts_with(word.as_str()) || before.ends_with(word.as_str()))
        };
        name.match_indices(region.as_str()).map(|(at, _)| at).filter(is_place).map(|at| at + region.len()).max()
    };
    &name[words.regions.iter().filter_map(ends).max().unwrap_or(0)..]
}

/// The clause around a place.
fn clause(text: &str, at: &Range<usize>) -> Range<usize> {
    let is_end = |c: char| "，。；：！？（）\n".contains(c);
    let start = text[..at.start].char_indices().rev().find(|(_, c)| is_end(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    start..text[at.end..].find(is_end).map_or(text.len(), |end| at.end + end)
}

/// Whether a text begins with one of some words.
fn starts_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether a text has one of some words.
fn has(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// A clause that begins with a place, with its words.
fn told(text: &str, place: Range<usize>) -> Option<(Range<usize>, String)> {
    let said = text[place.clone()].to_owned();
    Some((place, said))
}

/// A clause by which the orders of an agency of the trade at a place are followed in publishing: 按照省教育厅政务公开工作部署.
fn ordered(passage: &ReportPassage<'_>, at: Range<usize>, words: &Other) -> Option<(Range<usize>, String)> {
    let (text, realm) = (passage.text.as_str(), &words.realm);
    let bureau = realm.bureaus.iter().find(|bureau| text[at.end..].starts_with(bureau.as_str()))?;
    let Range { start, end } = clause(text, &at);
    let before = words
        .regions
        .iter()
        .fold(&text[start..at.start], |rest, region| rest.strip_suffix(region.as_str()).unwrap_or(rest));
    let is_ordered = realm.orders.iter().any(|order| before.ends_with(order.as_str()));
    let behind = &text[at.end + bureau.len()..end];
    let rest = &text[at.end..];
    let sentence = &rest[..rest.find(['。', '\n']).unwrap_or(rest.len())];
    let said =
        is_ordered && has(behind, &realm.demands) && has(sentence, &realm.subjects) && !has(behind, &realm.jointly);
    said.then(|| told(text, at.start..at.end + bureau.len())).flatten()
}

/// A clause by which those who are under agencies of a trade, at a place, are told what to publish: 督促各学校公开.
fn directed(passage: &ReportPassage<'_>, at: Range<usize>, words: &RealmWords) -> Option<(Range<usize>, String)> {
    let text = passage.text.as_str();
    let Range { start, end } = clause(text, &at);
    let is_directed = has(near(&text[start..at.start]), &words.directs);
    let said = is_directed && has(&text[at.end..end], &words.tells) && !has(&text[start..end], &words.jointly);
    said.then(|| told(text, at)).flatten()
}

/// A clause by which what a trade deals with, at a place, is published or done: 完成低保信息公示.
fn dealt_with(passage: &ReportPassage<'_>, at: Range<usize>, words: &RealmWords) -> Option<(Range<usize>, String)> {
    let text = passage.text.as_str();
    let clause = clause(text, &at);
    let is_dealt = has(near(&text[clause.start..at.start]), &words.deals);
    let said = is_dealt && has(&text[clause.clone()], &words.tells) && !has(&text[clause], &words.jointly);
    said.then(|| told(text, at)).flatten()
}

/// The last characters of some words.
fn near(text: &str) -> &str {
    &text[text.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at)..]
}
