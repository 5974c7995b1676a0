//! Numbers whose parts stand behind them with no word between that says so: 全年公开132条，网站58条，公告栏74条.

use super::numbers::{Counted, sum_of};
use super::sentence::Sentence;
use super::unequal::{Completeness, is_close, is_slip, is_unlikely, unequal};
use crate::finding::Finding;

/// Parts from which on a number that is not the first may be that of all behind it.
const ROW: usize = 4;

/// The finding for a number whose parts stand behind it, up to the next semicolon, with no word between that says so,
/// and make up nearly as much: 全年公开132条，网站58条，公告栏47条，微信群37条.
pub(super) fn beside(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, text) = (sentence.paragraph, &sentence.paragraph.text);
    if paragraph.words.compared.regex().is_match(sentence.text()) {
        return None;
    }
    let mut start = sentence.range.start;
    let parted = sentence.numbers.chunk_by(|one, next| !text[one.range.end..next.range.start].contains('；'));
    parted.into_iter().find_map(|numbers| {
        let begin = std::mem::replace(&mut start, numbers.last()?.range.end);
        let first = std::iter::once((begin, numbers, false));
        let later = (1..numbers.len().saturating_sub(ROW))
            .map(|at| (paragraph.clause(&numbers[at].range).start, &numbers[at..], true));
        first.chain(later).find_map(|(begin, numbers, is_later)| whole_beside(sentence, begin, numbers, is_later))
    })
}

/// The finding for the first of some numbers, told from a byte on, that is nearly what the others make up.
fn whole_beside(sentence: &Sentence<'_, '_>, begin: usize, numbers: &[Counted<'_>], is_later: bool) -> Option<Finding> {
    let (paragraph, text) = (sentence.paragraph, &sentence.paragraph.text);
    let (total, parts) = numbers.split_first()?;
    // What a table has is held against that.
    let is_tied = numbers.iter().any(|number| sentence.is_tied(number));
    let clause = |number: &Counted<'_>| paragraph.before_in_clause(&number.range);
    let is_alike = |part: &Counted<'_>| {
        part.unit == total.unit && part.told.within.is_zero() && !paragraph.words.beside.regex().is_match(clause(part))
    };
    // 通过网站发布100条，通过公众号发布90条: neither is a part of the other.
    let is_beside = || {
        let beginning: String = clause(&parts[0]).chars().take(2).collect();
        clause(total).contains(&beginning)
    };
    let counts_all = paragraph.words.counts_all.regex().is_match(&text[begin..total.range.start]);
    if is_tied || parts.len() < 2 || !parts.iter().all(is_alike) || !counts_all || is_beside() {
        return None;
    }
    // Each of them ends its clause, and stands in the one behind.
    let ends = |number: &Counted<'_>| text[number.range.end..].starts_with(['，', '、', '。', '；']);
    let follows = |pair: &[Counted<'_>]| {
        let between = &text[pair[0].range.end..pair[1].range.start];
        between.matches(['，', '、', '；', '：', '（']).count() == 1
    };
    if !numbers.iter().all(ends) || !numbers.windows(2).all(follows) {
        return None;
    }
    let sum = sum_of(parts)?;
    let by = sum.checked_sub(total.told.value)?.abs();
    let is_near = by.checked_mul(25.into())? <= total.told.value;
    let meant = match is_later {
        true => is_close(sum, total.told.value),
        false => {
            let all: Vec<&Counted<'_>> = parts.iter().collect();
            is_near || parts.len() >= 3 && (is_slip(sum, total.told.value) || is_unlikely(&all, sum, total.told.value))
        }
    };
    meant.then(|| unequal(paragraph, total, &parts.iter().collect::<Vec<_>>(), Completeness::Said)).flatten()
}
