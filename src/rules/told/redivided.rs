//! Parts of a number that the sentences before tell, where a sentence says whose parts they are:
//! 全年公开50条。…。在公开的信息中，动态30条，公告12条，其他8条; 办理结果如下：….

use rust_decimal::Decimal;

use super::super::Case;
use super::nested::without_nested;
use super::numbers::{Counted, counted, sum_of};
use super::sentence::Sentence;
use super::text::brackets;
use super::unequal::{Completeness, has_slip, is_close, is_shifted, unequal};
use crate::finding::Finding;
use crate::rules::passage::is_han;

/// Parts from which on they are taken for all.
const SEVERAL: usize = 3;

/// A number from which on a list that nothing introduces may be its parts.
const LARGE: Decimal = Decimal::ONE_HUNDRED;

/// Whether a sentence is nothing but a list of kinds, each with its number: 网站796条；微信398条；报刊12条。
fn is_bare_list(text: &str, sentence: &Sentence<'_, '_>) -> bool {
    const LONGEST: usize = 12;
    let numbers = &sentence.numbers;
    let ends = std::iter::once(sentence.range.start).chain(numbers.iter().map(|number| number.range.end));
    let before = ends.zip(numbers).map(|(end, number)| &text[end.min(number.range.start)..number.range.start]);
    // Commas part what was done as well.
    let mut names =
        before.enumerate().map(|(at, name)| if at > 0 { name.strip_prefix('；').unwrap_or("") } else { name });
    let is_kind = |name: &str| {
        let characters = name.chars().count();
        (2..=LONGEST).contains(&characters) && name.chars().all(is_han)
    };
    let is_of_one = || numbers.iter().all(|number| number.unit == numbers[0].unit);
    numbers.len() >= SEVERAL && is_of_one() && names.all(is_kind)
}

/// The finding for such a number: the only one before that the parts nearly make up.
pub(super) fn redivided(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, numbers) = (sentence.paragraph, &sentence.numbers);
    let (text, first) = (&paragraph.text, numbers.first().filter(|first| first.is_count())?);
    let is_said = paragraph.words.divides_above.regex().is_match(&text[sentence.range.start..first.range.start]);
    if !is_said && !is_bare_list(text, sentence) {
        return None;
    }
    let is_inside = |part: &Counted<'_>| brackets(&text[sentence.range.start..part.range.start]).is_gt();
    let is_part =
        |part: &&Counted<'_>| part.unit == first.unit && !is_inside(part) && !paragraph.is_compared(&part.range);
    let all: Vec<&Counted<'_>> = numbers.iter().filter(is_part).collect();
    let own = sum_of(&all);
    let parts = without_nested(paragraph, all);
    let sum = sum_of(&parts).filter(|_| parts.len() >= SEVERAL)?;
    let earlier = paragraph.before(sentence.range.start);
    let earlier = counted(text, &earlier, case.filing.form.phrases().number.regex());
    let wholes: Vec<&Counted<'_>> =
        earlier.iter().filter(|whole| whole.unit == first.unit && whole.told.within.is_zero()).collect();
    // Some of the parts may be all, and others divide it anew; a single thing at the end is one more of them.
    let is_told = |sum: Decimal| wholes.iter().any(|whole| whole.told.value == sum);
    let one_more = parts.len() > SEVERAL && parts.last().is_some_and(|last| last.told.value == Decimal::ONE);
    let may_be = |leading: usize| is_told(sum_of(&parts[..leading]).unwrap_or_default());
    let mut leads = (2..=parts.len()).filter(|leading| !one_more || leading + 1 != parts.len());
    if leads.any(may_be) || own.is_some_and(is_told) {
        return None;
    }
    let least = if is_said { Decimal::TEN } else { LARGE };
    let is_meant = |whole: &&&Counted<'_>| {
        let told = whole.told.value;
        told > least && (is_close(sum, told) || is_shifted(sum, told) || has_slip(&parts, told.saturating_sub(sum)))
    };
    let mut meant = wholes.iter().filter(is_meant);
    let whole = meant.next().filter(|whole| meant.all(|other| other.told.value == whole.told.value))?;
    unequal(paragraph, whole, &parts, Completeness::Said)
}
