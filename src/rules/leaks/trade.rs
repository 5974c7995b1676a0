//! The work of another trade told as one's own.

use std::ops::Range;

use crate::form::words::{Other, Trade};
use crate::rules::passage::ReportPassage;

/// Characters between what is done and with what, at most.
const NEAR: usize = 10;

/// Bytes of a clause, or of a sentence, that are looked at before and behind a place.
const CLAUSE: usize = 600;

/// The trades that an agency is not of.
pub(super) struct OtherTrades<'c> {
    /// The agency's name behind its place.
    own: &'c str,
    words: &'c Other,
    trades: Vec<&'c Trade>,
}

impl<'c> OtherTrades<'c> {
    /// Those that an agency of some name is not of.
    pub(super) fn of(words: &'c Other, name: &'c str) -> Self {
        let trades = words.trades.iter().filter(|trade| !has(name, &trade.names)).collect();
        Self { own: behind_place(name, words), words, trades }
    }

    /// What a text says that only an agency of one of them would: the places.
    pub(super) fn told_in(&self, passage: &ReportPassage<'_>) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        for trade in &self.trades {
            let phrases = self.words.phrases.iter().map(|phrase| phrase.replace("{trade}", &trade.word));
            all.extend(phrases.flat_map(|phrase| passage.find(&phrase).collect::<Vec<_>>()));
            if !trade.bodies.is_empty() && !has(self.own, &self.words.realm.wide) {
                self.work_of(passage, trade, &mut all);
            }
        }
        all
    }

    /// The places where a text tells of the work of a trade.
    fn work_of(&self, passage: &ReportPassage<'_>, trade: &Trade, all: &mut Vec<Range<usize>>) {
        all.extend(passage.find(&trade.word).filter_map(|at| self.ordered(passage, at)));
        if has(self.own, &trade.kin) {
            return;
        }
        let realm = &self.words.realm;
        let bodies = trade.bodies.iter().flat_map(|body| passage.find(body));
        all.extend(bodies.filter(|at| self.tells(passage, at, &realm.directs, at.end)));
        let matters = trade.matters.iter().flat_map(|matter| passage.find(matter));
        let meant = passage.find(&trade.word).filter(|at| starts_with(&passage.text[at.end..], &realm.realms));
        let clause = |at: &Range<usize>| clause(&passage.text, at).start;
        all.extend(matters.chain(meant).filter(|at| self.tells(passage, at, &realm.deals, clause(at))));
    }

    /// An order by an agency of the trade at a place that is followed in publishing: 按照省教育厅政务公开工作部署.
    fn ordered(&self, passage: &ReportPassage<'_>, at: Range<usize>) -> Option<Range<usize>> {
        let (text, realm) = (passage.text.as_str(), &self.words.realm);
        let bureau = realm.bureaus.iter().find(|bureau| text[at.end..].starts_with(bureau.as_str()))?;
        let Range { start, end } = clause(text, &at);
        let regions = self.words.regions.iter();
        let before =
            regions.fold(&text[start..at.start], |rest, region| rest.strip_suffix(region.as_str()).unwrap_or(rest));
        let is_ordered = realm.orders.iter().any(|order| before.ends_with(order.as_str()));
        let place = at.start..at.end + bureau.len();
        let behind = &text[place.end..end];
        let rest = &text[at.end..text.floor_char_boundary(at.end + CLAUSE)];
        let sentence = &rest[..rest.find(['。', '\n']).unwrap_or(rest.len())];
        let is_told = has(behind, &realm.demands) && has(sentence, &realm.subjects) && !has(behind, &realm.jointly);
        (is_ordered && is_told).then_some(place)
    }

    /// Whether a clause has one of some verbs near before a place, and tells from somewhere on what is published:
    /// 督促各学校公开, 完成低保信息公示.
    fn tells(&self, passage: &ReportPassage<'_>, at: &Range<usize>, verbs: &[String], from: usize) -> bool {
        let (text, realm) = (passage.text.as_str(), &self.words.realm);
        let Range { start, end } = clause(text, at);
        has(near(&text[start..at.start]), verbs)
            && has(&text[from..end], &realm.tells)
            && !has(&text[start..end], &realm.jointly)
    }
}

/// A name behind its place: behind the last end of a place in it that is no other word, as in 城市管理.
pub(super) fn behind_place<'n>(name: &'n str, words: &Other) -> &'n str {
    let ends = |region: &String| {
        let is_place = |at: &usize| {
            let (before, behind) = (&name[..at + region.len()], &name[*at..]);
            !words.no_places.iter().any(|word| behind.starts_with(word.as_str()) || before.ends_with(word.as_str()))
        };
        name.rmatch_indices(region.as_str()).map(|(at, _)| at).find(is_place).map(|at| at + region.len())
    };
    &name[words.regions.iter().filter_map(ends).max().unwrap_or(0)..]
}

/// The clause around a place.
fn clause(text: &str, at: &Range<usize>) -> Range<usize> {
    let is_end = |c: char| "，。；：！？（）\n".contains(c);
    let first = text.floor_char_boundary(at.start.saturating_sub(CLAUSE));
    let last = text.floor_char_boundary(at.end + CLAUSE);
    let before = text[first..at.start].char_indices().rev().find(|(_, c)| is_end(*c));
    let start = before.map_or(first, |(at, c)| first + at + c.len_utf8());
    start..text[at.end..last].find(is_end).map_or(last, |end| at.end + end)
}

/// Whether a text begins with one of some words.
fn starts_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether a text has one of some words.
fn has(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The last characters of some words.
fn near(text: &str) -> &str {
    &text[text.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at)..]
}
