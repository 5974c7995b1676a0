//! Sums that running text tells: a number and the parts it is divided into, `44+90+68=202`.

use std::sync::LazyLock;

use crate::expression::Regex;
use rust_decimal::Decimal;

use super::super::Case;
use super::SUM;
use super::beside::beside;
use super::channels;
use super::complete::{completeness, name_none};
use super::exceeding;
use super::listed::{in_row, is_no_more, parts, parts_of};
use super::nested::{nested, without_nested};
use super::numbers::{Counted, sum_of};
use super::one_way::in_one_way;
use super::redivided::redivided;
use super::remains;
use super::rows;
use super::segments::segments;
use super::sentence::Sentence;
use super::sorted;
use super::summed::{above, adds_up, after, behind, is_sum};
use super::text::{Paragraph, brackets};
use super::unequal::{Completeness, MANY, has_slip, is_close, is_shifted, is_transposed, unequal};
use crate::finding::Finding;
use crate::rules::passage::is_han;

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
    findings.extend(rows::rows(sentence));
    if let Some(total) = total(sentence).filter(|at| !is_of_another(sentence, *at)) {
        let told_whole = case.filing.form.accounts.iter().any(|a| sentence.text().contains(&a.label));
        if let Some(parted) = segments(sentence, &numbers[total..]) {
            findings.extend(parted);
            return findings;
        }
        let sorted = sorted::sorted(sentence, &numbers[total..]);
        let divided = divided(case, sentence, &numbers[total..], told_whole);
        findings.extend(divided.or(sorted));
        findings.extend(divided_again(case, sentence, total));
    } else if let Some(finding) = beside(sentence) {
        findings.push(finding);
    } else {
        findings.extend(phrases.channels.iter().filter_map(|channels| channels::told(case, sentence, channels)));
    }
    if findings.is_empty() {
        let others = remains::remains(sentence).or_else(|| behind(case, sentence));
        findings.extend(others.or_else(|| redivided(case, sentence)));
    }
    findings
}

/// Whether what is divided behind a number is named there, and is what was counted before it:
/// 复议案件2件和诉讼案件7件。其中，复议案件维持2件; 行政复议166件，行政诉讼44件，其中37件行政复议、8件行政诉讼尚未审结.
fn is_of_another(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    const NAME: usize = 4;
    let (text, numbers) = (&sentence.paragraph.text, &sentence.numbers);
    let before = |at: usize| {
        let from = at.checked_sub(1).map_or(sentence.range.start, |before| numbers[before].range.end);
        &text[from..numbers[at].range.start]
    };
    let Some((_, named)) = text[numbers[at].range.end..sentence.range.end].split_once("其中") else { return false };
    let name = |text: &str| text.chars().take(NAME).take_while(|c| is_han(*c)).collect::<String>();
    let behind = numbers.get(at + 1).map_or("", |part| &text[part.range.end..]);
    let is_of_other = |name: &str| {
        let is_named = |at: usize| before(at).contains(name);
        name.chars().count() == NAME && !is_named(at) && (0..at).any(is_named)
    };
    is_of_other(&name(named.trim_start_matches(['，', '：']))) || is_of_other(&name(behind))
}

/// Findings for numbers behind the first that is divided that are divided too: of something else, or behind a semicolon:
/// 培训4期，其中…，参训160人次，其中机关60人次、学校100人次.
fn divided_again(case: &Case<'_>, sentence: &Sentence<'_, '_>, first: usize) -> Vec<Finding> {
    let (text, numbers) = (&sentence.paragraph.text, &sentence.numbers);
    let is_divided = |at: &usize| text[numbers[*at].range.end..].starts_with("，其中");
    let is_parted = |at: usize| text[numbers[at - 1].range.end..numbers[at].range.start].contains('；');
    let others = (first + 1..numbers.len()).filter(is_divided);
    let others = others.filter(|at| numbers[*at].unit != numbers[first].unit || is_parted(*at));
    let end = |at: usize| (at + 1..numbers.len()).find(|at| is_divided(at) || is_parted(*at)).unwrap_or(numbers.len());
    // 57件，其中人大14件、11件；政协11件、21件: the parts go on behind the semicolon where all of them make it up.
    let goes_on = |at: &usize| {
        let far = (at + 1..numbers.len()).find(is_divided).unwrap_or(numbers.len());
        adds_up(&parts(sentence.paragraph, &numbers[*at], &numbers[at + 1..far]), &numbers[*at])
    };
    others.filter(|at| !goes_on(at)).filter_map(|at| divided(case, sentence, &numbers[at..end(at)], false)).collect()
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

/// Characters of what is counted, before the colon behind which its parts are listed.
const NOUN: usize = 4;

/// The number of a sentence that is divided into the numbers after it.
fn total(sentence: &Sentence<'_, '_>) -> Option<usize> {
    let (text, numbers) = (&sentence.paragraph.text, &sentence.numbers);
    let divided =
        sentence.paragraph.words.divides.regex().find(sentence.text()).map(|found| sentence.at(found.range()).start);
    // 12项：…, or 12项任务：…
    let is_listed = |number: &&Counted<'_>| {
        text[number.range.end..].chars().take(NOUN + 1).find(|c| !is_han(*c)).is_some_and(|c| c == '：')
    };
    let listed = || numbers.iter().find(is_listed).map(|n| n.range.end);
    let is_followed = |between: &str| between.starts_with('，') || between.matches('，').count() == 1;
    let in_row = || {
        // 解读21件，图解11件、视频6件、专家解读5件
        let (first, rest) = numbers.split_first()?;
        let last = rest.last().filter(|_| rest.len() >= 3 && rest.iter().all(|part| part.unit == first.unit))?;
        let marks = rest.windows(2).all(|pair| text[pair[0].range.end..].starts_with('、'));
        let ends = text[last.range.end..].starts_with(['。', '；', '，'])
            && is_followed(&text[first.range.end..rest[0].range.start]);
        let is_short = |part: &Counted<'_>| text[..part.range.start].chars().rev().take(14).any(|c| "，、".contains(c));
        // 标准提高183元，其他补助分别提高25元、50元、65元
        let each = text[first.range.end..last.range.start].contains("分别");
        // 办理3件，部分办理0件、不予办理2件、无法提供0件: nothing is divided into what there is none of.
        let has_none = rest.iter().any(|part| part.told.value.is_zero());
        (marks && ends && !each && !has_none && rest.iter().all(is_short)).then_some(first.range.end)
    };
    let ended = || {
        // 共…30条，通过…20条、…5条、其他…5条
        let (first, rest) = numbers.split_first()?;
        let last = rest.last().filter(|_| rest.len() >= 3 && rest.iter().all(|part| part.unit == first.unit))?;
        let is_total = sentence.paragraph.words.total.regex().is_match(&text[sentence.range.start..first.range.start]);
        let closes = sentence.paragraph.words.rest.regex().is_match(sentence.paragraph.clause_text(&last.range));
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
        brackets(between).is_ge()
    };
    let compared = |number: &Counted<'_>| sentence.paragraph.is_compared(&number.range);
    // 各1件 is one of each, and not one in all.
    let each = |number: &Counted<'_>| text[..number.range.start].ends_with('各');
    let is_it = |number: &Counted<'_>| {
        number.range.end <= divides && is_open(number) && !compared(number) && !each(number) && number.is_count()
    };
    let last = numbers.iter().rposition(is_it)?;
    // What is divided in brackets of its own is looked at by itself.
    let before = &text[numbers[last].range.end..divides];
    if brackets(before).is_gt() {
        return None;
    }
    // 办结17件，办结率100%，其中…: where the tables tell of a part, that is told.
    let is_wrong = |part: &Counted<'_>| {
        sentence.claims.contains_key(&part.range.start) && sentence.readings_of(part.range.start).next().is_none()
    };
    let has_share = numbers[last + 1..].first().is_some_and(|next| !next.is_count() && next.range.end <= divides);
    (!has_share || !numbers[last + 1..].iter().any(is_wrong)).then_some(last)
}

/// The one part that a semicolon ends the parts behind, where what follows it is told of other figures, and rightly:
/// 无法提供59件，其中不掌握50件；不予处理17件；其他处理6件.
fn before_others<'n, 't>(
    sentence: &Sentence<'_, '_>,
    total: &Counted<'_>,
    mut parts: Vec<&'n Counted<'t>>,
) -> Vec<&'n Counted<'t>> {
    let text = &sentence.paragraph.text;
    let [first, second, ..] = parts[..] else { return parts };
    let is_alone = text[total.range.end..first.range.start].contains("其中")
        && text[first.range.end..second.range.start].contains('；');
    let is_told = |number: &Counted<'_>| sentence.readings_of(number.range.start).next().is_some();
    if is_alone && is_told(total) && is_told(second) {
        parts.truncate(1);
    }
    parts
}

/// Whether the first of some parts is all of a number, and the others are told besides: 11件，其中网络申请11件，办结8件, which
/// the tables tell, or of some of it: 5件属于网络申请，且1件不属于本机关.
fn is_told_besides(sentence: &Sentence<'_, '_>, total: &Counted<'_>, parts: &[&Counted<'_>]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    let is_tied = |part: &Counted<'_>| sentence.claims.contains_key(&part.range.start);
    let is_of_some = |part: &Counted<'_>| sentence.paragraph.before_in_clause(&part.range).starts_with('且');
    first.told.value == total.told.value && rest.iter().any(|part| is_tied(part) || is_of_some(part))
}

/// Whether some parts behind a number are of another one before it, which none of them exceeds, or of both:
/// 建议6件、提案8件，其中主办9件、会办5件.
fn is_of_earlier(sentence: &Sentence<'_, '_>, total: &Counted<'_>, parts: &[&Counted<'_>]) -> bool {
    let paragraph = sentence.paragraph;
    let is_of_before = |n: &Counted<'_>| {
        paragraph.words.year_before.regex().is_match(&paragraph.text[sentence.range.start..n.range.start])
    };
    let before = sentence.numbers.iter().filter(|n| n.range.end <= total.range.start && n.unit == total.unit);
    let mut before = before.filter(|n| !is_of_before(n));
    let is_beside = |n: &&Counted<'_>| paragraph.text[n.range.end..total.range.start].starts_with('、');
    let both = before.clone().next_back().filter(is_beside).map(|n| n.told.value.saturating_add(total.told.value));
    let most = parts.iter().map(|part| part.told.value).max().filter(|most| *most > total.told.value);
    both.is_some() && both == sum_of(parts) || most.is_some_and(|most| before.any(|n| n.told.value >= most))
}

/// The finding for a number, the first of some, that its parts do not add up to.
fn divided(case: &Case<'_>, sentence: &Sentence<'_, '_>, numbers: &[Counted<'_>], told_whole: bool) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let (total, rest) = numbers.split_first()?;
    // 其中…4条、22条，共发布26条: the parts are of that sum.
    if rest.iter().any(|part| is_sum(paragraph, total.range.end, part)) {
        return None;
    }
    let parts = before_others(sentence, total, parts(paragraph, total, rest));
    let parts = without_nested(paragraph, parts);
    let parts = in_one_way(case, sentence, total, in_row(paragraph, total, parts));
    // 党员2人、专职2人: one may be both.
    let is_attribute = |part: &&Counted<'_>| {
        let clause = paragraph.clause_text(&part.range);
        paragraph.words.people.regex().is_match(part.unit) && paragraph.words.attributes.regex().is_match(clause)
    };
    if parts.iter().any(is_attribute) {
        return None;
    }
    if is_told_besides(sentence, total, &parts) {
        return None;
    }
    if is_of_earlier(sentence, total, &parts) {
        return None;
    }
    if let Some(finding) = exceeding::exceeding(paragraph, total, &parts, rest) {
        return Some(finding);
    }
    if parts.len() > 1 && is_of_others(sentence, total, &parts) {
        return None;
    }
    // Where parts are counted otherwise than their whole, all of them may be meant; what is more than it is no part.
    let mixed: Vec<&Counted<'_>> =
        parts_of(paragraph, total, rest, |part| part.unit == total.unit || is_no_more(part, total));
    if mixed.len() > parts.len() && adds_up(&mixed, total) {
        return None;
    }
    if parts.is_empty() && mixed.len() >= MANY && are_items(paragraph, total, &mixed) {
        let sum = sum_of(&mixed)?;
        let is_meant = is_close(sum, total.told.value);
        return is_meant.then(|| unequal(paragraph, total, &mixed, Completeness::Mixed)).flatten();
    }
    // 其中文件38条、稿件12篇、会议5次: what is published is a part however it is counted; a slip tells that all were meant.
    if mixed.len() > parts.len()
        && mixed.len() > 2
        && are_items(paragraph, total, &mixed)
        && has_one_slip(total, &mixed)
    {
        return unequal(paragraph, total, &mixed, Completeness::Mixed);
    }
    // One of many that is counted otherwise is a part all the same.
    let odd = mixed.iter().filter(|part| part.unit != total.unit).count();
    let last_is_same = mixed.last().is_some_and(|last| last.unit == total.unit);
    if odd == 1 && last_is_same && mixed.len() > MANY - 1 && mixed.len() == parts.len() + 1 {
        // Those that are counted as their whole are more than it even without that one.
        let more = sum_of(&parts);
        let exceeds = more.is_some_and(|sum| sum > total.told.value);
        let alone = || exceeds.then(|| unequal(paragraph, total, &parts, Completeness::Likely)).flatten();
        return unequal(paragraph, total, &mixed, Completeness::Mixed).or_else(alone);
    }
    unequal(paragraph, total, &parts, completeness(case, sentence, total, &parts, told_whole))
}

/// Whether some parts make up a number before the one that they follow, or are only the first of a list that goes on
/// behind a semicolon: 收到1件，答复0件，撤销1件。其中，…0件; 308条。其中，…1件，…1件；…34件；…16件.
fn is_of_others(sentence: &Sentence<'_, '_>, total: &Counted<'_>, parts: &[&Counted<'_>]) -> bool {
    let (Some(sum), Some(last)) = (sum_of(parts), parts.last()) else { return false };
    let of = |number: &&Counted<'_>| number.unit == total.unit;
    let mut before = sentence.numbers.iter().filter(of).filter(|number| number.range.end <= total.range.start);
    let mut behind = sentence.numbers.iter().filter(of).filter(|number| number.range.start > last.range.end);
    // 276条，其中…216条，…50条，…100余条: how many a rough part is, is not told.
    let after = &sentence.paragraph.text[last.range.end..];
    let list = &after[..after.find('。').unwrap_or(after.len())];
    if ["余", "多"].iter().any(|more| list.contains(&format!("{more}{}", total.unit))) {
        return true;
    }
    let goes_on = after.starts_with('；') && behind.next().is_some();
    before.any(|number| number.told.value == sum) || goes_on && sum.saturating_mul(Decimal::TWO) < total.told.value
}

/// Whether a large number and its parts differ by what a slip in one of them makes out.
fn has_one_slip(total: &Counted<'_>, parts: &[&Counted<'_>]) -> bool {
    let Some(sum) = sum_of(parts) else { return false };
    let by = total.told.value.saturating_sub(sum);
    let is_one = is_transposed(sum, total.told.value) || is_shifted(sum, total.told.value) || has_slip(parts, by);
    total.told.value >= Decimal::ONE_HUNDRED && is_one
}

/// Whether some parts are things that are published, each right behind the one before.
fn are_items(paragraph: &Paragraph<'_>, total: &Counted<'_>, parts: &[&Counted<'_>]) -> bool {
    let items = paragraph.words.items.regex();
    let follows = |pair: &[&Counted<'_>]| {
        let between = &paragraph.text[pair[0].range.end..pair[1].range.start];
        between.starts_with(['、', '，', '；']) && between.matches(['，', '；', '。']).count() <= 1
    };
    items.is_match(total.unit) && parts.iter().all(|part| items.is_match(part.unit)) && parts.windows(2).all(follows)
}

/// Findings for numbers that the numbers in the brackets after them do not add up to.
fn in_brackets(paragraph: &Paragraph<'_>, numbers: &[Counted<'_>]) -> Vec<Finding> {
    let text = &paragraph.text;
    let divided = |(at, total): (usize, &Counted<'_>)| {
        // 72个单位（部门54个、乡镇18个）: what is counted may stand between.
        let behind = &text[total.range.end..];
        let noun: usize = behind.chars().take(NOUN).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let inside = behind[noun..].strip_prefix('（')?;
        let end = total.range.end + noun + '（'.len_utf8() + inside.find('）')?;
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
