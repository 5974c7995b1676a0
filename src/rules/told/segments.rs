//! Numbers whose parts are divided themselves, each part with its own up to a semicolon:
//! 建议提案36件，其中建议22件，主办19件、会办3件；提案14件，主办11件、会办3件.

use super::numbers::Counted;
use super::sentence::Sentence;
use super::summed::adds_up;
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
    let same: Vec<&Counted<'_>> = rest.iter().filter(|part| part.unit == total.unit).collect();
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
        return None;
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
