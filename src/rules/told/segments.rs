//! Numbers whose parts are divided themselves, each part with its own up to a semicolon:
//! 建议提案36件，其中建议22件，主办19件、会办3件；提案14件，主办11件、会办3件.

use rust_decimal::Decimal;

use super::numbers::{Counted, sum_of};
use super::sentence::Sentence;
use super::summed::adds_up;
use super::text::Paragraph;
use super::unequal::{Completeness, MANY, unequal};
use crate::finding::Finding;

/// The findings for a number, the first of some, that is divided so, and for its parts; none where it is not.
pub(super) fn segments(sentence: &Sentence<'_, '_>, numbers: &[Counted<'_>]) -> Option<Vec<Finding>> {
    let paragraph = sentence.paragraph;
    let (total, rest) = numbers.split_first()?;
    let text = &paragraph.text;
    if !text[total.range.end..sentence.range.end].contains('；')
        || text[total.range.end..sentence.range.end].contains('（')
    {
        return None;
    }
    // How many more there were than last year is none of them.
    let compared = |part: &Counted<'_>| paragraph.is_compared(&part.range);
    let same: Vec<&Counted<'_>> = rest.iter().filter(|part| part.unit == total.unit && !compared(part)).collect();
    let parted = same.chunk_by(|one, next| !text[one.range.end..next.range.start].contains('；'));
    let segments: Vec<&[&Counted<'_>]> = parted.collect();
    // 22件，主办19件、会办3件
    let is_divided = |segment: &&[&Counted<'_>]| {
        let after = |part: &Counted<'_>, mark: char| text[part.range.end..].starts_with(mark);
        let inner = &segment[1..];
        let is_row = || inner[..inner.len() - 1].iter().all(|part| after(part, '、'));
        let is_pair = || {
            let last = &segment[segment.len() - 1].range;
            paragraph.words.pairs.regex().is_match(&text[segment[0].range.end..last.start])
        };
        segment.len() >= 3 && after(segment[0], '，') && (is_row() || is_pair())
    };
    if segments.len() < 2 || !segments.iter().all(is_divided) {
        return partly(paragraph, total, &segments);
    }
    let heads: Vec<&Counted<'_>> = segments.iter().map(|segment| segment[0]).collect();
    let is_made_up = |segment: &&&[&Counted<'_>]| adds_up(&segment[1..], segment[0]);
    let made_up = segments.iter().filter(is_made_up).count();
    let tells_all = adds_up(&heads, total);
    if made_up == 0 || !tells_all && made_up < segments.len() {
        return None;
    }
    let whole = if heads.len() >= MANY { Completeness::Likely } else { Completeness::Unsaid };
    let all = std::iter::once(unequal(paragraph, total, &heads, whole));
    let each = segments.iter().map(|segment| unequal(paragraph, segment[0], &segment[1..], Completeness::Said));
    Some(all.chain(each).flatten().collect())
}

/// Segments from which on those that are not divided are parts like those that are.
const SEVERAL: usize = 3;

/// The same where only some parts are divided: 50条，其中机构20条，内有领导12条、职能8条；动态23条；财政7条.
fn partly(paragraph: &Paragraph<'_>, total: &Counted<'_>, segments: &[&[&Counted<'_>]]) -> Option<Vec<Finding>> {
    let nests = paragraph.words.nests.regex();
    let is_open = |segment: &&&[&Counted<'_>]| segment.len() > 1;
    let is_nested = |segment: &&[&Counted<'_>]| match segment {
        [_, _] => false,
        [head, next, ..] => nests.is_match(&paragraph.text[head.range.end..next.range.start]),
        _ => true,
    };
    let open = || segments.iter().filter(is_open);
    if segments.len() < SEVERAL || open().next().is_none() || !segments.iter().all(is_nested) {
        return None;
    }
    let heads: Vec<&Counted<'_>> = segments.iter().map(|segment| segment[0]).collect();
    let by = sum_of(&heads)?.checked_sub(total.told.value)?;
    let off: Vec<&&[&Counted<'_>]> = open().filter(|segment| !adds_up(&segment[1..], segment[0])).collect();
    let all_but_one = open().count() > off.len();
    let inner = |segment: &[&Counted<'_>], whole| unequal(paragraph, segment[0], &segment[1..], whole);
    match off.as_slice() {
        [] if by.is_zero() => Some(Vec::new()),
        [] => {
            let whole = match () {
                () if by > Decimal::ZERO => Completeness::Said,
                () if heads.len() >= MANY => Completeness::Likely,
                () => Completeness::Unsaid,
            };
            Some(unequal(paragraph, total, &heads, whole).into_iter().collect())
        }
        off if by.is_zero() => {
            let whole = if all_but_one { Completeness::Said } else { Completeness::Unsaid };
            Some(off.iter().filter_map(|segment| inner(segment, whole)).collect())
        }
        // One head misses both its own parts and the whole, by as much.
        [segment] if segment[0].told.value.checked_sub(sum_of(&segment[1..])?)? == by => {
            Some(inner(segment, Completeness::Said).into_iter().collect())
        }
        _ => None,
    }
}
