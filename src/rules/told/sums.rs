//! Sums that running text tells: a number and the parts it is divided into, `44+90+68=202`.

use std::sync::LazyLock;

use crate::expression::Regex;
use rust_decimal::Decimal;

use super::super::Case;
use super::SUM;
use super::channels;
use super::nested::{MANY, nested, without_nested};
use super::numbers::Counted;
use super::sentence::Sentence;
use super::sorted;
use super::summed::{above, adds_up, after, is_sum};
use super::text::Paragraph;
use super::unequal::{Completeness, is_slip, unequal};
use crate::finding::Finding;
use crate::form::Channels;

/// A sum written out.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?P<parts>[0-9]+(?:\\.[0-9]+)?(?:\\+[0-9]+(?:\\.[0-9]+)?)+)=(?P<sum>[0-9]+(?:\\.[0-9]+)?)")
        .expect("it is sound")
});

/// Findings for the sums of a sentence that do not add up.
pub(super) fn sums(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    if sentence.numbers.len() < 2 && !sentence.text().contains('=') {
        return above(case, sentence).into_iter().collect();
    }
    let mut findings: Vec<Finding> =
        if sentence.text().contains('=') { written(sentence).collect() } else { Vec::new() };
    let phrases = case.filing.form.phrases();
    let (paragraph, numbers) = (sentence.paragraph, &sentence.numbers);
    findings.extend(in_brackets(paragraph, numbers));
    findings.extend(after(paragraph, numbers));
    findings.extend(above(case, sentence));
    findings.extend(nested(sentence));
    if let Some(total) = total(sentence) {
        let told_whole = case.filing.form.accounts.iter().any(|a| sentence.text().contains(&a.label));
        let sorted = sorted::sorted(sentence, &numbers[total..]);
        let divided = divided(sentence, &numbers[total..], &phrases.channels, told_whole);
        findings.extend(divided.or(sorted));
    } else if let Some(finding) = beside(sentence) {
        findings.push(finding);
    } else {
        findings.extend(phrases.channels.iter().filter_map(|channels| channels::told(case, sentence, channels)));
    }
    findings
}

/// Sums that are written out with their signs.
fn written<'p>(sentence: &'p Sentence<'_, '_>) -> impl Iterator<Item = Finding> + 'p {
    WRITTEN.captures_iter(sentence.text()).filter_map(move |found| {
        let parts = found["parts"].split('+').map(|part| part.parse::<Decimal>().ok());
        let (sum, told) = (crate::figures::checked_sum(parts)?, found["sum"].parse::<Decimal>().ok()?);
        let whole = found.get(0)?;
        let place = sentence.at(whole.range());
        let message = format!("正文写“{}”，加起来是 {sum}。", whole.as_str());
        (sum != told)
            .then(|| Finding::new(&SUM, message).mark(&sentence.paragraph.place(&place), format!("应为 {sum}")))
    })
}

/// The number of a sentence that is divided into the numbers after it.
fn total(sentence: &Sentence<'_, '_>) -> Option<usize> {
    let (text, numbers) = (&sentence.paragraph.text, &sentence.numbers);
    let divided =
        sentence.paragraph.words.divides.regex().find(sentence.text()).map(|found| sentence.at(found.range()).start);
    let listed = || numbers.iter().find(|number| text[number.range.end..].starts_with('：')).map(|n| n.range.end);
    let is_followed = |between: &str| between.starts_with('，') || between.matches('，').count() == 1;
    let in_row = || {
        // 解读21件，图解11件、视频6件、专家解读5件
        let (first, rest) = numbers.split_first()?;
        let last = rest.last().filter(|_| rest.len() >= 3 && rest.iter().all(|part| part.unit == first.unit))?;
        let marks = rest.windows(2).all(|pair| text[pair[0].range.end..].starts_with('、'));
        let ends = text[last.range.end..].starts_with(['。', '；', '，'])
            && is_followed(&text[first.range.end..rest[0].range.start]);
        let is_short = |part: &Counted<'_>| text[..part.range.start].chars().rev().take(14).any(|c| "，、".contains(c));
        (marks && ends && rest.iter().all(is_short)).then_some(first.range.end)
    };
    let ended = || {
        // 共…30条，通过…20条、…5条、其他…5条
        let (first, rest) = numbers.split_first()?;
        let last = rest.last().filter(|_| rest.len() >= 3 && rest.iter().all(|part| part.unit == first.unit))?;
        let is_total = sentence.paragraph.words.total.regex().is_match(&text[sentence.range.start..first.range.start]);
        let closes = sentence.paragraph.words.rest.regex().is_match(&text[sentence.paragraph.clause(&last.range)]);
        (is_total && closes && text[first.range.end..].starts_with('，')).then_some(first.range.end)
    };
    let kinds = || {
        // 四个社区共…30场，…
        let first = numbers.first()?;
        sentence
            .paragraph
            .words
            .kinds
            .regex()
            .is_match(&text[sentence.range.start..first.range.start])
            .then_some(first.range.end)
    };
    let divides = divided.or_else(listed).or_else(kinds).or_else(ended).or_else(in_row)?;
    // What stands in brackets that are closed before is said by the way.
    let is_open = |number: &Counted<'_>| {
        let between = &text[number.range.end..divides];
        between.matches('）').count() <= between.matches('（').count()
    };
    let compared = |number: &Counted<'_>| {
        let clause = sentence.paragraph.clause(&number.range);
        sentence.paragraph.words.compared.regex().is_match(&text[clause.start..number.range.start])
    };
    // What is divided in brackets is looked at by itself.
    let before = &text[sentence.range.start..divides];
    if before.matches('（').count() > before.matches('）').count() {
        return None;
    }
    let is_it =
        |number: &Counted<'_>| number.range.end <= divides && is_open(number) && !compared(number) && number.is_count();
    let last = numbers.iter().rposition(is_it)?;
    // 办结17件，办结率100%，其中…: where the tables tell of a part, that is told.
    let is_wrong = |part: &Counted<'_>| {
        sentence.claims.contains_key(&part.range.start) && sentence.readings_of(part.range.start).next().is_none()
    };
    let has_share = numbers[last + 1..].first().is_some_and(|next| !next.is_count() && next.range.end <= divides);
    (!has_share || !numbers[last + 1..].iter().any(is_wrong)).then_some(last)
}

/// The finding for a number whose parts stand behind it, with no word between that says so, and make up nearly as much:
/// 全年公开132条，网站58条，公告栏47条，微信群37条.
fn beside(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, text) = (sentence.paragraph, &sentence.paragraph.text);
    let (total, parts) = sentence.numbers.split_first()?;
    let before = &text[sentence.range.start..total.range.start];
    // What a table has is held against that.
    let is_tied = sentence.numbers.iter().any(|number| sentence.claims.contains_key(&number.range.start));
    let is_alike = |part: &Counted<'_>| part.unit == total.unit && part.told.within.is_zero();
    let compared = paragraph.words.compared.regex().is_match(sentence.text());
    if is_tied
        || parts.len() < 2
        || !parts.iter().all(is_alike)
        || compared
        || !paragraph.words.counts_all.regex().is_match(before)
    {
        return None;
    }
    // Each of them ends its clause, and stands in the one behind.
    let ends = |number: &Counted<'_>| text[number.range.end..].starts_with(['，', '、', '。', '；']);
    let follows = |pair: &[Counted<'_>]| {
        let between = &text[pair[0].range.end..pair[1].range.start];
        between.matches(['，', '、', '；', '：', '（']).count() == 1
    };
    if !sentence.numbers.iter().all(ends) || !sentence.numbers.windows(2).all(follows) {
        return None;
    }
    let sum = crate::figures::checked_sum(parts.iter().map(|part| Some(part.told.value)))?;
    let by = sum.checked_sub(total.told.value)?.abs();
    let is_near = by.checked_mul(25.into())? <= total.told.value;
    let meant = is_near || parts.len() >= 3 && is_slip(sum, total.told.value);
    meant.then(|| unequal(paragraph, total, &parts.iter().collect::<Vec<_>>(), Completeness::Said)).flatten()
}

/// The finding for a number, the first of some, that its parts do not add up to.
fn divided(
    sentence: &Sentence<'_, '_>,
    numbers: &[Counted<'_>],
    channels: &[Channels],
    told_whole: bool,
) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let (total, rest) = numbers.split_first()?;
    // 其中…4条、22条，共发布26条: the parts are of that sum.
    if rest.iter().any(|part| is_sum(paragraph, total.range.end, part)) {
        return None;
    }
    let parts = without_nested(paragraph, parts(paragraph, total, rest));
    let parts = in_row(paragraph, total, parts);
    // 党员2人、专职2人: one may be both.
    let is_attribute = |part: &&Counted<'_>| {
        let clause = &paragraph.text[paragraph.clause(&part.range)];
        paragraph.words.people.regex().is_match(part.unit) && paragraph.words.attributes.regex().is_match(clause)
    };
    if parts.iter().any(is_attribute) {
        return None;
    }
    // Of several numbers before its parts, one that a part exceeds is not what they are parts of.
    let before = sentence.numbers.iter().filter(|n| n.range.end <= total.range.start && n.unit == total.unit);
    if before.count() > 0 && parts.iter().any(|part| part.told.value > total.told.value) {
        return None;
    }
    if let Some(finding) = exceeding(paragraph, total, &parts).or_else(|| outgrown(paragraph, total, rest)) {
        return Some(finding);
    }
    let words = sentence.text();
    let of = |known: &&Channels| parts.iter().all(|part| channels::is_of(paragraph, part, known));
    let all_channels = channels.iter().find(of);
    let all_each = all_channels.is_some_and(|known| channels::are_each(paragraph, &parts, known));
    // Where parts are counted otherwise than their whole, all of them may be meant.
    let mixed: Vec<&Counted<'_>> = parts_of(paragraph, total, rest, |part| part.is_count());
    if mixed.len() > parts.len() && adds_up(&mixed, total) {
        return None;
    }
    // One of many that is counted otherwise is a part all the same.
    let odd = mixed.iter().filter(|part| part.unit != total.unit).count();
    let last_is_same = mixed.last().is_some_and(|last| last.unit == total.unit);
    if odd == 1 && last_is_same && mixed.len() > MANY - 1 && mixed.len() == parts.len() + 1 {
        // Those that are counted as their whole are more than it even without that one.
        let more = crate::figures::checked_sum(parts.iter().map(|part| Some(part.told.value)));
        let exceeds = more.is_some_and(|sum| sum > total.told.value);
        let alone = || exceeds.then(|| unequal(paragraph, total, &parts, Completeness::Likely)).flatten();
        return unequal(paragraph, total, &mixed, Completeness::Mixed).or_else(alone);
    }
    // Of an account every unit is told.
    let closes = parts.last().is_some_and(|last| {
        let clause = paragraph.clause(&last.range);
        paragraph.words.rest.regex().is_match(&paragraph.text[clause])
    });
    let is_all = closes
        || paragraph.words.whole.regex().is_match(words)
        || all_channels.is_some_and(|known| known.each.is_empty());
    let said = told_whole || all_each || (parts.len() >= 3 && (is_all || name_none(&parts)));
    // 12条，包括…8条、…8条; 4条，其中…2条、其他3条: what is listed right behind, or closed by the rest, is no more than
    // the number.
    let after = &paragraph.text[total.range.end..];
    let listed = after.starts_with("，包括");
    let sorted = after.starts_with('：') || paragraph.words.lists.regex().is_match(after);
    let more = crate::figures::checked_sum(parts.iter().map(|part| Some(part.told.value)));
    let enumerates = (listed || closes || sorted) && parts.len() == 2 && more.is_some_and(|sum| sum > total.told.value);
    let whole = match () {
        () if said && parts.len() >= 2 => Completeness::Said,
        () if parts.len() == 2 && paragraph.words.halves.regex().is_match(words) => Completeness::Said,
        () if parts.len() >= MANY || parts.len() + 1 >= MANY && sorted || enumerates => Completeness::Likely,
        () => Completeness::Unsaid,
    };
    unequal(paragraph, total, &parts, whole)
}

/// The parts that stand in a row, `A3条、B5条、C2条，`: what follows behind its comma is told by itself, unless all of
/// them make up the number.
fn in_row<'n, 't>(paragraph: &Paragraph<'_>, total: &Counted<'_>, parts: Vec<&'n Counted<'t>>) -> Vec<&'n Counted<'t>> {
    let ends = |part: &&Counted<'_>| !paragraph.text[part.range.end..].starts_with('、');
    let row = parts.iter().position(ends).map_or(parts.len(), |last| last + 1);
    let is_row = row >= 3 && row < parts.len() && paragraph.text[parts[row - 1].range.end..].starts_with('，');
    let is_row = is_row && !paragraph.words.rest.regex().is_match(&paragraph.text[paragraph.clause(&parts[row].range)]);
    if is_row && !adds_up(&parts, total) { parts[..row].to_vec() } else { parts }
}

/// The finding for a part, the first right behind its whole, that is more than that.
fn exceeding(paragraph: &Paragraph<'_>, total: &Counted<'_>, parts: &[&Counted<'_>]) -> Option<Finding> {
    let part = parts.first().filter(|part| part.told.value > total.told.value)?;
    let between = &paragraph.text[total.range.end..part.range.start];
    let rounded = total.told.within > Decimal::ZERO || part.told.within > Decimal::ZERO;
    let goes_on = paragraph.text[part.range.end..].chars().next().is_some_and(|c| !"，、；。）".contains(c));
    if goes_on
        || !between.starts_with("，其中")
        || between['，'.len_utf8()..].contains(['，', '；', '。', '：'])
        || rounded
    {
        return None;
    }
    Some(more_than_all(paragraph, total, part))
}

/// The finding for a part that is more than its whole.
fn more_than_all(paragraph: &Paragraph<'_>, total: &Counted<'_>, part: &Counted<'_>) -> Finding {
    let (whole, said) = (paragraph.source(&total.range), paragraph.source(&part.range));
    let message = format!("正文写“{whole}”，其中“{said}”，部分不会超过全部。");
    let finding = Finding::new(&SUM, message).mark(&paragraph.place(&part.range), format!("超过 {whole}"));
    finding.mark(&paragraph.place(&total.range), "全部")
}

/// The finding for a part of some pieces of information that is counted in another way, and more than the whole:
/// 150条。其中，文件38条，推送信息260篇.
fn outgrown(paragraph: &Paragraph<'_>, total: &Counted<'_>, rest: &[Counted<'_>]) -> Option<Finding> {
    let pieces = paragraph.words.pieces.regex();
    let begins = paragraph.text[total.range.end..].strip_prefix(['，', '。'])?.starts_with("其中");
    if !begins || !pieces.is_match(total.unit) || !total.told.within.is_zero() {
        return None;
    }
    let is_part = |part: &&Counted<'_>| {
        let between = &paragraph.text[total.range.end + '，'.len_utf8()..part.range.start];
        let clause = &paragraph.text[paragraph.clause(&part.range).start..part.range.start];
        pieces.is_match(part.unit)
            && part.told.within.is_zero()
            && !between.contains(['。', '；', '（', '：'])
            && !paragraph.words.beside.regex().is_match(clause)
            && !paragraph.words.compared.regex().is_match(clause)
    };
    let part = rest.iter().take_while(is_part).find(|part| part.told.value > total.told.value)?;
    Some(more_than_all(paragraph, total, part))
}

/// Findings for numbers that the numbers in the brackets after them do not add up to.
fn in_brackets(paragraph: &Paragraph<'_>, numbers: &[Counted<'_>]) -> Vec<Finding> {
    let text = &paragraph.text;
    let divided = |(at, total): (usize, &Counted<'_>)| {
        let inside = text[total.range.end..].strip_prefix('（')?;
        let end = total.range.end + '（'.len_utf8() + inside.find('）')?;
        let parts: Vec<&Counted<'_>> =
            numbers[at + 1..].iter().filter(|part| part.range.end <= end && part.unit == total.unit).collect();
        let words = &text[total.range.end..end];
        let said = parts.len() >= 3
            && (name_none(&parts)
                || paragraph.words.whole.regex().is_match(words)
                || paragraph.words.rest.regex().is_match(words));
        let whole = if said { Completeness::Said } else { Completeness::Likely };
        unequal(paragraph, total, &parts, whole).filter(|_| parts.len() >= 2)
    };
    numbers.iter().enumerate().filter_map(divided).collect()
}

/// Whether some parts name one that there was none of: who does names all.
fn name_none(parts: &[&Counted<'_>]) -> bool {
    parts.iter().any(|part| part.told.value.is_zero())
}

/// The parts of a number: those after it that count the same and stand in no brackets of their own.
fn parts<'n, 't>(paragraph: &Paragraph<'_>, total: &Counted<'_>, rest: &'n [Counted<'t>]) -> Vec<&'n Counted<'t>> {
    let people = paragraph.words.people.regex();
    let is_person = |number: &Counted<'_>| people.is_match(number.unit);
    parts_of(paragraph, total, rest, |part| part.unit == total.unit || is_person(total) && is_person(part))
}

/// The same of numbers that are of some kind.
fn parts_of<'n, 't>(
    paragraph: &Paragraph<'_>,
    total: &Counted<'_>,
    rest: &'n [Counted<'t>],
    is_part: impl Fn(&Counted<'_>) -> bool,
) -> Vec<&'n Counted<'t>> {
    let text = &paragraph.text;
    let outside = |part: &&Counted<'_>| {
        let between = &text[total.range.end..part.range.start];
        between.matches('（').count() <= between.matches('）').count()
    };
    let compared = |part: &&Counted<'_>| {
        let clause = paragraph.clause(&part.range);
        paragraph.words.compared.regex().is_match(&text[clause.start..part.range.start])
    };
    let all = rest.iter().filter(|part| is_part(part)).filter(outside).filter(|part| !compared(part));
    let mut parts: Vec<&Counted<'_>> = all.collect();
    // A semicolon ends the parts, unless it stands between all of them.
    let parted = |pair: &[&Counted<'_>]| text[pair[0].range.end..pair[1].range.start].contains('；');
    if let Some(end) = parts.windows(2).position(parted).filter(|end| *end > 0) {
        parts.truncate(end + 1);
    }
    parts
}
