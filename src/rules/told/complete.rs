//! Whether the parts that are told of a number are all that there are.

use super::Case;
use super::channels;
use super::numbers::{Counted, sum_of};
use super::sentence::Sentence;
use super::unequal::{Completeness, MANY};
use crate::form::Channels;

/// Characters behind a number within which it is divided.
const REMAINING: usize = 14;

/// Whether some parts are all of a number.
pub(super) fn completeness(
    case: &Case<'_>,
    sentence: &Sentence<'_, '_>,
    total: &Counted<'_>,
    parts: &[&Counted<'_>],
    told_whole: bool,
) -> Completeness {
    let (paragraph, words) = (sentence.paragraph, sentence.text());
    let of = |known: &&Channels| parts.iter().all(|part| channels::is_of(paragraph, part, known));
    let all_channels = case.filing.form.phrases().channels.iter().find(of);
    // What is said of other numbers does not say that these are all.
    let end = parts.last().map_or(total.range.end, |last| paragraph.clause(&last.range).end);
    let within = &paragraph.text[total.range.start..end];
    let all_each = all_channels.is_some_and(|known| channels::are_each(paragraph, parts, known));
    // Of an account every unit is told.
    let closes =
        parts.last().is_some_and(|last| paragraph.words.rest.regex().is_match(paragraph.clause_text(&last.range)));
    let is_all = closes
        || paragraph.words.whole.regex().is_match(words)
        || all_channels.is_some_and(|known| known.each.is_empty());
    // Applications come in by the ways that are told.
    let is_of_ways = || {
        sentence.claims.contains_key(&total.range.start)
            && all_channels.is_some_and(|known| known.each.is_empty() && channels::are_spoken_of(case, sentence, known))
    };
    let said = told_whole
        || all_each
        || (parts.len() >= 3 && (is_all || name_none(parts)))
        || parts.len() == 2 && is_of_ways();
    // 12条，包括…8条、…8条; 4条，其中…2条、其他3条: what is listed right behind, or closed by the rest, is no more than
    // the number.
    let after = &paragraph.text[total.range.end..];
    let listed = after.starts_with("，包括");
    let sorted = after.starts_with('：') || paragraph.words.lists.regex().is_match(after);
    let more = sum_of(parts);
    let enumerates = (listed || closes || sorted) && parts.len() == 2 && more.is_some_and(|sum| sum > total.told.value);
    // 23条，具体包括…14条、…8条: each of them is told.
    let enumerates = enumerates || parts.len() >= 2 && paragraph.words.spells_out.regex().is_match(after);
    // 12件，其中答复10件，剩余2件: nothing was carried over into it.
    let is_remaining = || {
        let last = paragraph.clause_text(&parts[1].range);
        let before = &paragraph.text[sentence.range.start..paragraph.clause(&parts[1].range).start];
        after.chars().take(REMAINING).collect::<String>().contains("，其中")
            && paragraph.words.remaining.regex().is_match(last)
            && !paragraph.words.carries.regex().is_match(before)
    };
    match () {
        () if said && parts.len() >= 2 => Completeness::Said,
        () if parts.len() == 2 && is_remaining() => Completeness::Said,
        () if parts.len() == 2 && paragraph.words.halves.regex().is_match(words) => Completeness::Said,
        () if parts.len() == 2 && paragraph.words.pairs.regex().is_match(within) => Completeness::Said,
        () if parts.len() >= MANY || parts.len() + 1 >= MANY && sorted || enumerates => Completeness::Likely,
        () => Completeness::Unsaid,
    }
}

/// Whether some parts name one that there was none of: who does names all.
pub(super) fn name_none(parts: &[&Counted<'_>]) -> bool {
    parts.iter().any(|part| part.told.value.is_zero())
}
