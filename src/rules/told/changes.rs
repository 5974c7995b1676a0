//! Changes against last year that running text tells, worked out again.

use std::ops::Range;
use std::sync::LazyLock;

use crate::expression::Regex;
use rust_decimal::Decimal;

use super::super::Case;
use super::CHANGE;
use super::numbers::{Counted, ToldNumber, counted, percent};
use super::reading::amount;
use super::sentence::Sentence;
use crate::finding::Finding;

/// What is counted of what changed.
const UNITS: &str = "件次|人次|场次|件|宗|起|份|条|个|次|项|篇|期|场|部|张|户|封|家|名|人|例|批|本";

/// A change against last year.
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    let text = concat!(
        "(?:同比|环比|[比较](?:上年度?|上一年度?|去年|〈去年〉年?度?)(?:同期)?|与(?:上年度?|上一年度?|去年|〈去年〉年?度?)(?:同期)?)",
        "(?:的|为|是)?（?(?P<before>[0-9]+(?:\\.[0-9]+)?(?:{units}|元|万元|%)?)?）?(?:相比)?，?(?:共|略有|小幅|大幅|明显)?",
        "(?P<way>增长|增加|上升|提高|增多|上涨|多|增|减少|下降|降低|回落|下滑|少|减|降)(?:了|约)?",
        "(?P<number>[0-9]+(?:\\.[0-9]+)?)(?P<unit>%|个百分点|{units})",
        "(?:[，、]?(?P<way2>增长|增加|上升|增幅|增|减少|下降|降低|降幅|减|降)(?:了|约|为|达)?(?P<number2>[0-9]+(?:\\.[0-9]+)?)%)?",
    );
    Regex::new(&text.replace("{units}", UNITS)).expect("it is sound")
});

/// A change from one number to another, with by how much.
static FROM_TO: LazyLock<Regex> = LazyLock::new(|| {
    let text = concat!(
        "[由从](?:上年度?|去年|〈去年〉年?度?)?(?:的)?(?P<from>[0-9]+(?:\\.[0-9]+)?)(?:{units}|元)?",
        "(?:增长|增加|上升|提高|增|升|减少|下降|降低|回落|减|降)(?:至|到|为)(?:今年的|本年的|〈今年〉年的)?(?P<to>[0-9]+(?:\\.[0-9]+)?)(?:{units}|元)?，?",
        "(?:(?:降幅|增幅|减幅|涨幅)(?:为|达|达到)?|(?:同比)?(?P<way>增长|增加|上升|提高|减少|下降|降低|回落)(?:了|约)?)",
        "(?P<number>[0-9]+(?:\\.[0-9]+)?)(?P<unit>%|{units}|元)",
    );
    Regex::new(&text.replace("{units}", UNITS)).expect("it is sound")
});

/// Words for the year before.
const YEARS_BEFORE: [&str; 4] = ["〈去年〉", "上年", "去年", "上一年"];

/// Characters between a figure and its change at most.
const NEAR: usize = 10;

/// The same where the change says what the figure was before.
const FAR: usize = 24;

/// Figures before a change that are looked at: more do not stand so near.
const LOOKED_AT: usize = 6;

/// Characters of which one is in every sentence that tells of a change.
const CHANGES: [char; 10] = ['增', '升', '提', '上', '多', '减', '降', '回', '下', '少'];

/// Characters of a sentence at most before a change that it begins with.
const LEAD: usize = 6;

/// Words by which a figure falls.
const FALLS: [&str; 8] = ["减少", "下降", "降低", "回落", "下滑", "少", "减", "降"];

/// A change between two percentages.
static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        "(?P<from>[0-9]+(?:\\.[0-9]+)?)%(?:提高|上升|增长|增加|下降|降低|降|升)(?:到|至)(?:今年的|本年的)?(?P<to>[0-9]+(?:\\.[0-9]+)?)%",
        "[^0-9。]{0,12}?(?P<number>[0-9]+(?:\\.[0-9]+)?)个百分点",
    ))
    .expect("it is sound")
});

/// Findings for the changes of a sentence that the figures do not give.
pub(super) fn changes(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let text = sentence.text();
    if sentence.numbers.is_empty() || !text.contains(CHANGES) {
        return Vec::new();
    }
    let numbers = &sentence.numbers;
    let mut findings: Vec<Finding> = points(sentence).chain(from_to(sentence)).collect();
    for found in CHANGED.captures_iter(text) {
        let (Some(whole), Some(by)) = (found.get(0), ToldNumber::of(&found)) else { continue };
        let place = sentence.at(whole.range());
        let told = ToldChange { by, rises: !FALLS.contains(&&found["way"]), unit: &found["unit"] };
        let Some(now) = changed(sentence, &place, &found) else {
            findings.extend(carried_on(case, sentence, &place, &found, &told));
            continue;
        };
        if now.unit.contains('%') || told.unit == "个百分点" {
            continue;
        }
        let befores = befores(case, sentence, now, &place, &found);
        let again = found.name("way2").zip(found.name("number2")).and_then(|(way, number)| {
            let by = ToldNumber::plain(number.as_str())?;
            Some(ToldChange { by, rises: !FALLS.contains(&way.as_str()) && way.as_str() != "降幅", unit: "%" })
        });
        // It may be an earlier number of the sentence that changed: a total, with its parts between.
        let earlier = numbers.iter().filter(|other| other.range.end <= now.range.start && other.unit == now.unit);
        let changes = |before: &Decimal, now: &Counted<'_>| {
            told.is_from(*before, now.told) && again.as_ref().is_none_or(|again| again.is_from(*before, now.told))
        };
        let fits = |before: &Decimal| changes(before, now) || earlier.clone().any(|other| changes(before, other));
        // Where nothing tells what it was, the change as a number does, and the percentage must be that of it.
        let befores = match &again {
            Some(again) if befores.is_empty() && again.rises == told.rises => {
                let all = std::iter::once(now).chain(earlier.clone());
                let pairs: Vec<_> = all.filter_map(|now| Some((told.before(now.told)?, now))).collect();
                if pairs.iter().any(|(before, now)| changes(before, now)) {
                    continue;
                }
                pairs.into_iter().map(|(before, _)| before).take(1).collect()
            }
            _ => befores,
        };
        if befores.is_empty() || befores.iter().any(fits) {
            continue;
        }
        let before = befores[0];
        let unit = again.as_ref().map_or(told.unit, |again| again.unit);
        let Some(right) = right(unit, now.told.value, before) else { continue };
        let message = format!(
            "正文写“{}”，本年 {}，上年 {}，应为{right}。",
            sentence.paragraph.source(&place),
            now.told.value.normalize(),
            before.normalize()
        );
        findings.push(Finding::new(&CHANGE, message).mark(&sentence.paragraph.place(&place), format!("应为{right}")));
    }
    findings
}

/// The number of a sentence that changed so: the last before the change, and near it.
fn changed<'s, 'p>(
    sentence: &'s Sentence<'p, '_>,
    change: &Range<usize>,
    found: &crate::expression::Captures<'_>,
) -> Option<&'s Counted<'p>> {
    let text = &sentence.paragraph.text;
    // What stands in brackets as that of the year before is not what changed.
    let is_before = |number: &Counted<'_>| {
        let words = &text[sentence.range.start..number.range.start];
        text[number.range.end..].starts_with('）')
            && words.rfind('（').is_some_and(|open| YEARS_BEFORE.iter().any(|year| words[open..].contains(year)))
    };
    // 上年为190篇，同比减少18篇: nor is what the clause says of the year before.
    let is_of_before = |number: &Counted<'_>| {
        let clause = sentence.paragraph.clause(&number.range);
        YEARS_BEFORE.iter().any(|year| text[clause.start..number.range.start].starts_with(year))
    };
    let before = sentence.numbers.iter().rev().skip_while(|number| number.range.end > change.start);
    let now = before.take(LOOKED_AT).find(|now| !is_before(now) && !is_of_before(now))?;
    // Where it says what it was before, and in what, more may stand between.
    let before = found.name("before").map(|before| before.as_str());
    let before = before.map(|before| before.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'));
    let most = if before.is_some_and(|unit| unit == now.unit) { FAR } else { NEAR };
    let between = &text[now.range.end..change.start];
    (between.chars().count() <= most && !between.contains(['；', '。'])).then_some(now)
}

/// The finding for a change that a sentence begins with, of a number of the sentence before; it tells what that was.
fn carried_on(
    case: &Case<'_>,
    sentence: &Sentence<'_, '_>,
    change: &Range<usize>,
    found: &crate::expression::Captures<'_>,
    told: &ToldChange<'_>,
) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let written = found.name("before")?.as_str();
    let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let (before, unit) = (digits.parse::<Decimal>().ok()?, &written[digits.len()..]);
    let begins = paragraph.text[sentence.range.start..change.start].chars().count() <= LEAD;
    if !begins || told.unit == "个百分点" || unit.is_empty() {
        return None;
    }
    let earlier = paragraph.sentence_before(&sentence.range)..sentence.range.start;
    let earlier = counted(&paragraph.text, &earlier, case.filing.form.phrases().number.regex());
    let same: Vec<&Counted<'_>> = earlier.iter().filter(|now| now.unit == unit).collect();
    let now = same.first().filter(|_| !same.iter().any(|now| told.is_from(before, now.told)))?;
    let right = right(told.unit, now.told.value, before)?;
    let message =
        format!("正文写“{}”，前面写的本年是 {}，应为{right}。", paragraph.source(change), now.told.value.normalize(),);
    Some(Finding::new(&CHANGE, message).mark(&paragraph.place(change), format!("应为{right}")))
}

/// A change as it is told.
struct ToldChange<'t> {
    by: ToldNumber,
    rises: bool,
    unit: &'t str,
}

impl ToldChange<'_> {
    /// What a figure was before it changed so, where the change is told as an exact number.
    fn before(&self, now: ToldNumber) -> Option<Decimal> {
        let exact = self.unit != "%" && self.by.within.is_zero() && now.within.is_zero();
        let by = if self.rises { self.by.value } else { -self.by.value };
        now.value.checked_sub(by).filter(|before| exact && *before > Decimal::ZERO)
    }

    /// Whether a figure changed so from another.
    fn is_from(&self, before: Decimal, now: ToldNumber) -> bool {
        let Some(change) = now.value.checked_sub(before) else { return true };
        // A rounded figure gives no exact change.
        if now.within > Decimal::ZERO {
            return true;
        }
        let right_way = if self.rises { change >= Decimal::ZERO } else { change <= Decimal::ZERO };
        right_way
            && match self.unit {
                "%" => percent(change.abs(), before).is_some_and(|exact| self.by.says_percent(exact)),
                _ => self.by.says(change.abs()),
            }
    }
}

/// What the figure was last year, as the text or last year's report tells it; all that it may be.
fn befores(
    case: &Case<'_>,
    sentence: &Sentence<'_, '_>,
    now: &Counted<'_>,
    change: &Range<usize>,
    found: &crate::expression::Captures<'_>,
) -> Vec<Decimal> {
    let own = found.name("before").and_then(|before| {
        let digits: String = before.as_str().chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse().ok()
    });
    if let Some(own) = own {
        return vec![own];
    }
    let told_before = |number: &&Counted<'_>| {
        let clause = sentence.paragraph.clause(&number.range);
        let words = &sentence.paragraph.text[clause.start..number.range.start];
        number.unit == now.unit
            && number.range != now.range
            && !change.contains(&number.range.start)
            && YEARS_BEFORE.iter().any(|year| words.contains(year))
            && !words.contains("结转")
    };
    let in_text = sentence.numbers.iter().filter(told_before).map(|number| number.told.value);
    let prior = case.prior.as_ref();
    let readings = sentence.readings_of(now.range.start);
    let in_report =
        readings.into_iter().filter_map(|reading| prior.and_then(|prior| amount(reading, prior.filing, prior.figures)));
    in_text.chain(in_report).collect()
}

/// Findings for changes between two percentages.
fn points<'p>(sentence: &'p Sentence<'_, '_>) -> impl Iterator<Item = Finding> + 'p {
    POINTS.captures_iter(sentence.text()).filter_map(move |found| {
        let read = |name: &str| found.name(name)?.as_str().parse::<Decimal>().ok();
        let by = read("to")?.checked_sub(read("from")?)?.abs();
        let told = ToldNumber::of(&found)?;
        let whole = found.get(0)?;
        let place = sentence.at(whole.range());
        let message =
            format!("正文写“{}”，两个百分比相差 {} 个百分点。", sentence.paragraph.source(&place), by.normalize());
        let right = told.says_percent(by);
        (!right).then(|| {
            Finding::new(&CHANGE, message)
                .mark(&sentence.paragraph.place(&place), format!("应为 {} 个百分点", by.normalize()))
        })
    })
}

/// Findings for changes from one number to another.
fn from_to<'p>(sentence: &'p Sentence<'_, '_>) -> impl Iterator<Item = Finding> + 'p {
    FROM_TO.captures_iter(sentence.text()).filter_map(move |found| {
        let read = |name: &str| found.name(name)?.as_str().parse::<Decimal>().ok();
        let (before, now, by) = (read("from")?, read("to")?, ToldNumber::of(&found)?);
        let rises = found.name("way").map_or(now >= before, |way| !FALLS.contains(&way.as_str()));
        let told = ToldChange { by, rises, unit: found.name("unit")?.as_str() };
        let whole = found.get(0)?;
        let place = sentence.at(whole.range());
        let right = right(told.unit, now, before)?;
        let message = format!("正文写“{}”，应为{right}。", sentence.paragraph.source(&place));
        let fits = told.is_from(before, ToldNumber { value: now, within: Decimal::ZERO });
        (!fits).then(|| Finding::new(&CHANGE, message).mark(&sentence.paragraph.place(&place), format!("应为{right}")))
    })
}

/// A change in words, as a percentage or as a number.
fn right(unit: &str, now: Decimal, before: Decimal) -> Option<String> {
    let change = crate::figures::Change::new(now, before)?;
    let way = if change.number().is_sign_negative() { "减少" } else { "增加" };
    Some(if unit == "%" { change.words() } else { format!("{way}{}", change.number().abs().normalize()) })
}
