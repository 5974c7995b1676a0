//! Parts that divide a number in one way: 25件，其中征地类12件、规划类13件，予以公开10件，部分公开4件 does so in two.

use super::Case;
use super::numbers::{Counted, sum_of};
use super::sentence::Sentence;
use super::summed::adds_up;
use super::unequal::is_close;

/// The first of some parts that divide a number in one way: what was done with it is told behind what it is made up of,
/// and each side of the tables divides it by itself.
pub(super) fn in_one_way<'n, 't>(
    case: &Case<'_>,
    sentence: &Sentence<'_, '_>,
    total: &Counted<'_>,
    mut parts: Vec<&'n Counted<'t>>,
) -> Vec<&'n Counted<'t>> {
    let Some(first) = parts.first() else { return parts };
    let sum = sum_of(&parts);
    let paragraph = sentence.paragraph;
    let is_handled =
        |part: &Counted<'_>| paragraph.words.handled.regex().is_match(paragraph.before_in_clause(&part.range));
    // What sides of a balance a number may be of: 新收并办结 is of both.
    let sides = |part: &Counted<'_>| -> Vec<usize> {
        let claims = sentence.claims.get(&part.range.start).into_iter().flatten();
        let keys = claims.flat_map(|claim| claim.tied.readings.iter().filter_map(|(reading, _)| reading.first()));
        let all = &case.filing.form.phrases().sides;
        let of = |key: &str| all.iter().position(|side| side.iter().any(|rows| key.starts_with(rows.as_str())));
        keys.filter_map(|term| of(&term.key)).collect()
    };
    let is_tied = |part: &Counted<'_>| sentence.claims.contains_key(&part.range.start);
    let is_rest = |part: &Counted<'_>| paragraph.words.remaining.regex().is_match(paragraph.clause_text(&part.range));
    let (handled, own) = (is_handled(first), sides(first));
    let is_pair = parts.len() == 2;
    let begins_anew = |part: &&Counted<'_>| {
        let other = sides(part);
        match own.is_empty() {
            _ if other.is_empty() => false,
            true => is_tied(total) && !is_tied(first) && !is_pair && !is_rest(part),
            false => !own.iter().any(|side| other.contains(side)),
        }
    };
    let is_other = |part: &&Counted<'_>| !handled && is_handled(part) || begins_anew(part);
    // 办结17件，其中公开10件，不予公开7件，结转下年度1件: what is left is none of what was done.
    if let [of_it @ .., last] = parts.as_slice()
        && is_rest(last)
        && adds_up(of_it, total)
    {
        parts.pop();
    }
    let Some(end) = parts[1..].iter().position(is_other) else { return parts };
    // All of them make it up, or are meant to, unless those of the one way do: 17件，其中公开10件，不予公开7件，结转1件.
    let is_meant = sum.is_some_and(|sum| is_close(sum, total.told.value));
    if !is_meant || adds_up(&parts[..=end], total) {
        parts.truncate(end + 1);
    }
    parts
}
