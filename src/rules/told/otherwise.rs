//! Numbers and statements of a sentence that no reading of its phrases agrees with.

use rust_decimal::Decimal;

use super::super::Case;
use super::OTHERWISE;
use super::listed::is_left;
use super::numbers::Counted;
use super::reading::{describe, mark};
use super::sentence::Sentence;
use super::summed::adds_up;
use super::text::Paragraph;
use super::ties::{Claim, Claims};
use super::unequal::{is_shifted, is_transposed};
use crate::finding::Finding;
use crate::form::{Terms, Tie};
use crate::rule::Severity;

/// Findings for what a sentence says otherwise than the tables.
pub(super) fn contradictions(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let split = split(&sentence.claims);
    let agrees = |claim: &Claim<'_, '_>| {
        let may_be_other = (claim.tied.tie.transposed || claim.may_be_part) && !is_nearly_told(claim);
        may_be_other || claim.agreeing().next().is_some() || split.iter().any(|tie| std::ptr::eq(*tie, claim.tied.tie))
    };
    let wrong = sentence.claims.values().filter_map(|claims| {
        // What may tell of something else says nothing of what is told of the figure itself.
        let is_sure = claims.iter().any(|claim| !claim.tied.tie.transposed);
        let told = claims.iter().filter(|claim| !is_sure || !claim.tied.tie.transposed);
        let mut told = told.filter(|claim| !is_of_other_size(claim));
        let besides = || claims.iter().filter(|claim| claim.tied.tie.besides);
        // 未发生行政复议和行政诉讼 says two things, each of which may be wrong.
        let is_alone = |claim: &&Claim<'_, '_>| {
            !besides().any(|other| other.tied.tie.name == claim.tied.tie.name && agrees(other))
        };
        let all = told.clone().next().filter(|_| !told.any(agrees));
        let all =
            all.filter(|claim| !is_part_of_all(sentence, claim, &agrees) && !is_of_each(sentence, claim, &agrees));
        all.or_else(|| besides().find(is_alone))
    });
    // Parts of one figure are told together.
    let mut together: Vec<Vec<&Claim<'_, '_>>> = Vec::new();
    for claim in wrong {
        let same = |others: &&mut Vec<&Claim<'_, '_>>| claim.tied.tie.split && std::ptr::eq(others[0].tied, claim.tied);
        match together.iter_mut().find(same) {
            Some(others) => others.push(claim),
            None => together.push(vec![claim]),
        }
    }
    together.iter().map(|claims| finding(case, sentence.paragraph, claims)).collect()
}

/// Whether the same is told of several things, set apart by semicolons, and nothing agrees with any of it:
/// 网上20件，答复20件；信函5件，答复5件.
fn is_of_each(sentence: &Sentence<'_, '_>, claim: &Claim<'_, '_>, agrees: &impl Fn(&Claim<'_, '_>) -> bool) -> bool {
    let text = &sentence.paragraph.text;
    let is_same = |other: &&Claim<'_, '_>| std::ptr::eq(other.tied, claim.tied);
    let mut same = sentence.claims.values().flatten().filter(is_same);
    let is_parted = |other: &Claim<'_, '_>| {
        let (from, to) = (other.phrase.end.min(claim.phrase.end), other.phrase.start.max(claim.phrase.start));
        from < to && text[from..to].contains('；')
    };
    !claim.tied.tie.split && !same.clone().any(agrees) && same.any(is_parted)
}

/// Parts that make up a number, from which on each of them is right.
const PARTS: usize = 3;

/// Whether a number that nothing agrees with is one of several that make up another, of which all others agree:
/// 收到12件，答复7件，不予受理4件，无法提供1件.
fn is_part_of_all(
    sentence: &Sentence<'_, '_>,
    claim: &Claim<'_, '_>,
    agrees: &impl Fn(&Claim<'_, '_>) -> bool,
) -> bool {
    let is_told_by =
        |number: &Counted<'_>| claim.phrase.start <= number.range.start && number.range.start < claim.phrase.end;
    let numbers = &sentence.numbers;
    let Some(at) = numbers.iter().position(is_told_by) else { return false };
    let is_right =
        |number: &Counted<'_>| sentence.claims.get(&number.range.start).is_none_or(|claims| claims.iter().any(agrees));
    let is_whole = |total: usize| {
        let is_alike = |part: &&Counted<'_>| {
            part.unit == numbers[total].unit && !is_left(sentence.paragraph, &numbers[total], part)
        };
        let alike = numbers[total + 1..].iter().take_while(is_alike);
        let parts: Vec<&Counted<'_>> = alike.collect();
        let ends = (at - total).max(PARTS)..=parts.len();
        sentence.readings_of(numbers[total].range.start).next().is_some()
            && ends.into_iter().any(|end| {
                let others = || parts[..end].iter().enumerate().filter(|(part, _)| total + 1 + part != at);
                adds_up(&parts[..end], &numbers[total]) && others().all(|(_, part)| is_right(part))
            })
    };
    (0..at).any(is_whole)
}

/// Figures from which on one that is told with one more or less is meant.
const SURE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Whether a number is told that may be another one, but is so near a figure that this is meant; or, of a part, that is
/// more than all.
fn is_nearly_told(claim: &Claim<'_, '_>) -> bool {
    let told = claim.told.value;
    let is_near = |figure: Decimal| {
        let by = told.saturating_sub(figure).abs();
        is_transposed(told, figure) || figure >= SURE && (by <= Decimal::ONE || is_shifted(told, figure))
    };
    // More is published than there is, by one digit.
    let is_more = |figure: Decimal| claim.tied.tie.loose && told > figure && has_other_digit(told, figure);
    claim.readings().any(|(_, figure)| is_near(*figure))
        || claim.tied.tie.transposed && claim.readings().all(|(_, figure)| is_more(*figure))
        || claim.may_be_part && claim.readings().all(|(_, figure)| told > *figure)
}

/// Whether a number that is rounded is so far from every figure that it is of something else: 全年办理1.2万件.
fn is_of_other_size(claim: &Claim<'_, '_>) -> bool {
    let far = |figure: Decimal| claim.told.value > figure.saturating_mul(Decimal::ONE_HUNDRED);
    claim.told.within > Decimal::ZERO && !claim.is_money && claim.readings().all(|(_, figure)| far(*figure))
}

/// Whether two numbers of two digits or more are the same but for one digit.
fn has_other_digit(one: Decimal, other: Decimal) -> bool {
    let (one, other) = (one.normalize().to_string(), other.normalize().to_string());
    one.len() > 1 && one.len() == other.len() && one.chars().zip(other.chars()).filter(|(a, b)| a != b).count() == 1
}

/// The phrases of which the numbers of a sentence are parts that add up.
fn split<'c>(numbers: &Claims<'_, 'c>) -> Vec<&'c Tie> {
    let mut sums: Vec<(&Claim<'_, 'c>, Decimal)> = Vec::new();
    for claim in numbers.values().flatten().filter(|claim| claim.tied.tie.split) {
        match sums.iter_mut().find(|(other, _)| std::ptr::eq(other.tied, claim.tied)) {
            Some((_, sum)) => *sum = sum.saturating_add(claim.told.value),
            None => sums.push((claim, claim.told.value)),
        }
    }
    let adds_up = |(claim, sum): &(&Claim<'_, 'c>, Decimal)| claim.readings().any(|(_, figure)| figure == sum);
    sums.into_iter().filter(adds_up).map(|(claim, _)| claim.tied.tie).collect()
}

/// The finding for a claim that nothing agrees with, or for several that are parts of one figure.
fn finding(case: &Case<'_>, paragraph: &Paragraph<'_>, claims: &[&Claim<'_, '_>]) -> Finding {
    let form = &case.figures.form;
    let tie = claims[0].tied.tie;
    let readings: Vec<&(&Terms, Decimal)> = claims[0].readings().collect();
    let words: Vec<&str> = claims.iter().map(|claim| paragraph.source(&paragraph.clause(&claim.phrase))).collect();
    let words = words.join("……");
    let unit = if claims[0].is_money { " 元" } else { "" };
    let tables: Vec<String> = readings
        .iter()
        .map(|(reading, figure)| format!("{}是 {}{unit}", describe(reading, form), figure.normalize()))
        .collect();
    let tables = tables.join("，");
    let told: Vec<Decimal> = claims.iter().map(|claim| claim.told.value.normalize()).collect();
    let addition = told.iter().map(Decimal::to_string).collect::<Vec<_>>().join(" + ");
    let sum = crate::figures::checked_sum(told.iter().copied().map(Some)).unwrap_or_default();
    let fact = match (tie.says, told.len()) {
        (Some(_), _) => format!("正文写“{words}”，{tables}。"),
        (None, 1) => format!("正文写“{words}”，{}写的是 {sum}{unit}；{tables}。", tie.name),
        (None, _) => format!("正文写“{words}”，{}写的是 {addition} = {sum}{unit}；{tables}。", tie.name),
    };
    let finding = Finding::new(&OTHERWISE, fact);
    let finding = claims.iter().fold(finding, |finding, claim| finding.mark(&paragraph.place(&claim.phrase), "这句话"));
    let finding = if tie.loose { finding.severity(Severity::Hint) } else { finding };
    match readings.first() {
        Some((reading, _)) => mark(finding, reading, case),
        None => finding,
    }
}
