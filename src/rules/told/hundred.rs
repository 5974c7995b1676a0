//! Shares of one whole that do not make up a hundred percent.

use std::ops::Range;

use rust_decimal::Decimal;

use super::SHARE;
use super::numbers::{ToldNumber, shown};
use super::sentence::Sentence;
use super::shares::place_of;
use crate::finding::Finding;

/// What a share has before it: the name of its part.
type Named<'t> = (&'t str, Range<usize>, ToldNumber);

/// The finding for shares that are said, or by their names seen, to be all and do not make up a hundred.
pub(super) fn hundred(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let text = sentence.text();
    if text.matches('%').count() < 2 {
        return None;
    }
    let paragraph = sentence.paragraph;
    let read = |found: crate::expression::Captures<'_>| {
        // Of these, others have shares besides: 占地区生产总值比重达33.5%.
        if paragraph.words.of_much.regex().is_match(&found["of"]) {
            return None;
        }
        let (place, told) = place_of(sentence, &found)?;
        let clause = paragraph.clause(&place);
        Some((&paragraph.text[clause.start..place.start], place, told))
    };
    let found: Vec<Named<'_>> = paragraph.words.share.regex().captures_iter(text).filter_map(read).collect();
    let ((_, first, _), (_, last, _)) = (found.first()?, found.last()?);
    let closes = found.len() >= 3 && paragraph.words.rest.regex().is_match(paragraph.clause_text(last));
    let is_list = found.len() >= 2 && is_list(sentence, &found);
    let alike = is_list && have_one_end(&found);
    // Three that are a little more than all are shares of one thing; what is less may leave some out.
    let several = is_list && found.len() >= 3;
    if !closes && !alike && !several {
        return None;
    }
    let sum = crate::figures::checked_sum(found.iter().map(|(_, _, told)| Some(told.value)))?;
    let half = |told: &ToldNumber| told.within.max(Decimal::new(5, 1 + told.value.scale()));
    let within = found.iter().map(|(_, _, told)| half(told)).sum::<Decimal>();
    let by = sum.checked_sub(Decimal::ONE_HUNDRED)?.abs();
    // What is far from a hundred are shares of several things.
    let most = Decimal::from(if alike { 15 } else { 100 });
    let little = sum > Decimal::ONE_HUNDRED && by <= Decimal::from(8);
    if by <= within || by > most || sum > Decimal::from(120) || !closes && !alike && !little {
        return None;
    }
    // Beside one that is hardly any, a third may be left out that is no more: good, bad, and neither.
    let hardly_any = |(_, _, told): &Named<'_>| told.value < Decimal::ONE;
    if found.len() == 2 && sum < Decimal::ONE_HUNDRED && by < Decimal::ONE && found.iter().any(hardly_any) {
        return None;
    }
    let place = first.start..last.end;
    let message = format!("正文各项占比加起来是 {}，不是 100%。", shown(sum));
    Some(Finding::new(&SHARE, message).mark(&paragraph.place(&place), "各项占比"))
}

/// Whether nothing but their names stands between shares.
fn is_list(sentence: &Sentence<'_, '_>, shares: &[Named<'_>]) -> bool {
    const NAME: usize = 12;
    let text = &sentence.paragraph.text;
    shares.windows(2).all(|pair| {
        let between = &text[pair[0].1.end..pair[1].1.start];
        let name = between.strip_prefix(['，', '、', '；']).unwrap_or_default();
        !name.is_empty()
            && name.chars().count() <= NAME
            && !name.contains(|c: char| c.is_ascii_digit() || "，、；。（".contains(c))
    })
}

/// Whether the names of shares end alike and begin otherwise: 手机访问, 电脑访问; 药品类, 器械类.
fn have_one_end(shares: &[Named<'_>]) -> bool {
    let names: Vec<&str> =
        shares.iter().map(|(name, ..)| name.trim_end_matches(['约', '的', '量']).trim_end_matches("信息")).collect();
    let Some(end) = names.first().and_then(|name| name.chars().next_back()) else { return false };
    let two = |name: &str| name.chars().rev().take(2).collect::<String>();
    let same = names.iter().all(|name| name.ends_with(end) && name.chars().count() > 1);
    let begin = |name: &&str| name.chars().next();
    let begins_otherwise = names.windows(2).all(|pair| begin(&pair[0]) != begin(&pair[1]));
    same && begins_otherwise && (names.len() >= 3 || names.windows(2).all(|pair| two(pair[0]) == two(pair[1])))
}
