//! What running text tells twice with different numbers: every number with the words that say what it counts.

use std::cell::LazyCell;
use std::ops::Range;

use rust_decimal::Decimal;

use super::super::Case;
use super::SUM;
use super::numbers::Counted;
use super::sentence::Sentence;
use super::text::Paragraph;
use super::unequal::is_slip;
use crate::finding::Finding;
use crate::form::words::{ToldTwice, WordList};
use crate::rules::passage::is_han;

/// Characters of the words of a number by which it is known again.
const KNOWN: usize = 4;

/// Characters of such words of which others may have more between.
const LONG: usize = 6;

/// Numbers of running text that are held against each other; reports have some hundred.
const MOST: usize = 1_000;

/// Characters behind a number that say what it counts at most.
const BEHIND: usize = 10;

/// A number with what it counts.
struct Telling<'s, 'p> {
    paragraph: &'s Paragraph<'p>,
    number: &'s Counted<'p>,
    /// What is counted, in as few words as say it.
    key: String,
    /// Whether it is said to be that of all the year.
    is_whole: bool,
    /// What the number is of, where things are counted that stay as many.
    things: &'s str,
    /// Characters by which these are known again, where the text says that it means all of them, or those before.
    definite: usize,
    /// What an agency has one number of, where its clause tells how many there are.
    holding: Option<&'p str>,
}

/// Findings for numbers of one thing that differ.
pub(super) fn told_twice<'p>(case: &Case<'p>, sentences: &[Sentence<'p, '_>]) -> Vec<Finding> {
    let words = &case.filing.form.words().told_twice;
    let own = [case.filing.name().unwrap_or_default(), case.filing.short_name()];
    let tellings: Vec<Telling<'_, '_>> =
        sentences.iter().filter(|s| !s.paragraph.section.is_empty()).flat_map(|s| of(case, s, words, &own)).collect();
    let mut findings = Vec::new();
    for (at, later) in tellings.iter().enumerate().take(MOST) {
        let Some(earlier) = tellings[..at].iter().find(|earlier| differ(earlier, later)) else { continue };
        let place = later.paragraph.place(&later.number.range);
        let (first, second) = (earlier.paragraph.source(&earlier.clause()), later.paragraph.source(&later.clause()));
        let message = format!("正文前面写“{first}”，这里写“{second}”，两处的数不一样。");
        let finding = Finding::new(&SUM, message).mark(&place, "这里的数");
        let before = earlier.paragraph.place(&earlier.number.range);
        findings.push(finding.mark(&before, "前面的数").hint("核对哪一处对，改成一致；说的不是一回事的写明白"));
    }
    findings
}

impl Telling<'_, '_> {
    /// The clause of the number.
    fn clause(&self) -> Range<usize> {
        self.paragraph.clause(&self.number.range)
    }
}

/// Whether two tellings are of one thing, and of other numbers.
fn differ(one: &Telling<'_, '_>, other: &Telling<'_, '_>) -> bool {
    let (a, b) = (one.number.told.value, other.number.told.value);
    if one.number.unit != other.number.unit || a == b {
        return false;
    }
    if one.holding.is_some() && one.holding == other.holding {
        return true;
    }
    let definite = one.definite.max(other.definite);
    let is_same = || one.things.chars().take(definite).eq(other.things.chars().take(definite));
    if definite > 0 && is_same() && one.things.chars().count() >= definite {
        return true;
    }
    let (short, long) = if one.key.len() <= other.key.len() { (&one.key, &other.key) } else { (&other.key, &one.key) };
    let same = short.chars().count() >= KNOWN && long.ends_with(short.as_str());
    // What was done in all the year is no less than any of it.
    let less = |whole: &Telling<'_, '_>, part: &Telling<'_, '_>| {
        let is_of_it = part.key.ends_with(&whole.key) || is_kind_of(&part.key, &whole.key);
        whole.is_whole && is_of_it && whole.number.told.value < part.number.told.value
    };
    let within = short.chars().count() >= LONG && is_within(short, long);
    let slip = (same || within) && (one.is_whole || other.is_whole) && is_slip(a, b);
    slip && short.chars().count() >= KNOWN
        || same && one.is_whole && other.is_whole
        || short.chars().count() >= KNOWN && (less(one, other) || less(other, one))
}

/// Whether what was done is a kind of something else: 组织业务培训 of 组织培训.
fn is_kind_of(kind: &str, all: &str) -> bool {
    let half = |text: &str| text.chars().take(KNOWN / 2).eq(all.chars().take(KNOWN / 2));
    let last = |text: &str| text.chars().rev().take(KNOWN / 2).eq(all.chars().rev().take(KNOWN / 2));
    kind.len() > all.len() && half(kind) && last(kind) && is_within(all, kind)
}

/// Whether all characters of some words stand in others, in their order.
fn is_within(short: &str, long: &str) -> bool {
    let mut long = long.chars();
    short.chars().all(|c| long.any(|known| known == c))
}

/// The numbers of a sentence that are told of something as a whole.
fn of<'s, 'p>(
    case: &Case<'_>,
    sentence: &'s Sentence<'p, '_>,
    words: &'p ToldTwice,
    own: &[&str],
) -> Vec<Telling<'s, 'p>> {
    if sentence.numbers.is_empty() {
        return Vec::new();
    }
    let paragraph = sentence.paragraph;
    let text = &paragraph.text;
    let divides = LazyCell::new(|| {
        let found = paragraph.words.divides.regex().find(sentence.text());
        found.map_or(sentence.range.end, |found| sentence.at(found.range()).start)
    });
    // Whether one of some words ends before a byte, is the same as whether that does which ends first.
    let first_end =
        |known: &WordList| known.first_end(sentence.text()).map_or(usize::MAX, |end| sentence.range.start + end);
    let (parts, ways, leads) = (first_end(&words.parts), first_end(&words.ways), first_end(&words.leads));
    let telling = |number: &'s Counted<'p>| {
        let exact = number.told.within == Decimal::ZERO && !sentence.claims.contains_key(&number.range.start);
        if !number.is_count() || !exact {
            return None;
        }
        let clause = paragraph.clause(&number.range);
        let (clause_start, before) = (clause.start, &text[clause.start..number.range.start]);
        let lead = &text[sentence.range.start..number.range.start];
        let behind = beginning(&text[number.range.end..], BEHIND);
        if parts <= number.range.start || words.parts_near.is_in(before) || words.rough.is_in(behind) {
            return None;
        }
        // 涉及土地类，收到申请10件: of one kind of them.
        // A sentence that goes on for very long is cut within a clause.
        let ahead = text[sentence.range.start..clause_start.max(sentence.range.start)].trim_end_matches(['，', '：']);
        let ahead = &ahead[ahead.rfind(['，', '；', '：', '。']).map_or(0, |at| at + '，'.len_utf8())..];
        if case.filing.form.phrases().restricting.is_in(ahead) {
            return None;
        }
        // On which of several ways it was published the words before may say.
        let elsewhere = ways <= number.range.start && !words.ways.is_in(before);
        // What a sentence begins with is of all that it tells: 全年解读文件8次，召开发布会4次.
        let is_told_whole = leads <= number.range.start || words.whole.is_in(before);
        let is_whole = is_told_whole && !elsewhere && number.range.start <= *divides;
        let key = || words.short(before, own) + &words.short(behind, own);
        let key = if elsewhere { String::new() } else { key() };
        let is_entity = words.entities.iter().any(|unit| unit == number.unit);
        let things = if is_entity { beginning(behind, KNOWN) } else { "" };
        let these = words.these.is_in(before);
        let definite = if these {
            2
        } else if words.all.is_in(behind) {
            KNOWN
        } else {
            0
        };
        // Of several things that are told together the first has the verb.
        let first = lead
            .rfind(['，', '；', '：', '。'])
            .map_or(0, |at| text[sentence.range.start + at..].chars().next().map_or(0, char::len_utf8) + at);
        let holds = &lead[first..];
        let holding = holding(&text[clause], number, clause_start, holds, words);
        Some(Telling { paragraph, number, key, is_whole, things, definite, holding })
    };
    sentence.numbers.iter().filter_map(telling).collect()
}

/// The Chinese that a text begins with, so many characters at most.
fn beginning(text: &str, most: usize) -> &str {
    let chars = text.chars().take_while(|c| is_han(*c)).take(most);
    &text[..chars.map(char::len_utf8).sum()]
}

/// What an agency has one number of, where a clause that begins at a byte tells by a number how many there are.
fn holding<'w>(clause: &str, number: &Counted<'_>, start: usize, lead: &str, words: &'w ToldTwice) -> Option<&'w str> {
    let (before, behind) = (&clause[..number.range.start - start], &clause[number.range.end - start..]);
    let before = before.trim_end_matches(['共', '有', '计', '为', '达']);
    let is_it = |thing: &&String| before.ends_with(thing.as_str()) || behind.starts_with(thing.as_str());
    let thing = words.holdings.iter().filter(is_it).max_by_key(|thing| thing.len())?;
    let rest = clause.replacen(thing.as_str(), "", 1);
    // 设有公开栏的行政村: those of them that something is said of.
    let is_some = before.strip_suffix(thing.as_str()).is_some_and(|before| before.ends_with('的'));
    (!is_some && words.holds.is_in(lead) && !words.holds_not.is_in(&rest)).then_some(thing)
}
