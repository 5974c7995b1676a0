//! Parts of a list that do not say what they count, or what is divided into them: 发布200条，其中网站120，公众号80.

use std::ops::Range;

use super::numbers::{Counted, ToldNumber, digits};
use super::text::Paragraph;
use crate::rules::passage::is_han;

/// Characters by which a part is called at least.
const NAME: usize = 2;

/// The numbers of a sentence with those of its list that have no counter: they count what the number counts that is
/// divided into them.
pub(super) fn with_bare<'t>(
    paragraph: &'t Paragraph<'_>,
    sentence: &Range<usize>,
    mut numbers: Vec<Counted<'t>>,
) -> Vec<Counted<'t>> {
    let text = &paragraph.text;
    if let Some(whole) = bare_whole(paragraph, sentence, &numbers) {
        numbers.insert(0, whole);
        return numbers;
    }
    let Some(total) = numbers.first().filter(|total| total.is_count() && total.told.within.is_zero()) else {
        return numbers;
    };
    let (total_end, unit, most) = (total.range.end, total.unit, total.told.value);
    let ends = |run: &Range<usize>| text[run.end..sentence.end].starts_with(['，', '、', '；', '。']);
    let is_named = |run: &Range<usize>| {
        let before = &text[total_end..run.start];
        let name = &before[before.rfind(['，', '、', '；', '：', '。']).map_or(0, |at| at + '，'.len_utf8())..];
        let is_plain = |c: char| is_han(c) || "“”《》".contains(c);
        name.chars().filter(|c| is_han(*c)).count() >= NAME && name.chars().all(is_plain)
    };
    let runs = digits(&text[total_end..sentence.end]).into_iter();
    let runs = runs.map(|run| total_end + run.start..total_end + run.end).filter(|run| ends(run) && is_named(run));
    let read = |run: Range<usize>| {
        let told = ToldNumber::scaled(&text[run.clone()], None).filter(|told| told.value <= most)?;
        Some(Counted { told, range: run, unit })
    };
    let bare: Vec<Counted<'t>> = runs.filter_map(read).collect();
    // A list has several parts.
    let Some(first) = bare.first() else { return numbers };
    let parts = bare.len() + numbers.iter().filter(|part| part.range.start > total_end && part.unit == unit).count();
    if parts > 1 && paragraph.words.nests.regex().is_match(&text[total_end..first.range.start]) {
        numbers.extend(bare);
        numbers.sort_by_key(|number| number.range.start);
    }
    numbers
}

/// The number of a sentence before all others that is divided into them, and does not say what it counts.
fn bare_whole<'t>(
    paragraph: &'t Paragraph<'_>,
    sentence: &Range<usize>,
    numbers: &[Counted<'t>],
) -> Option<Counted<'t>> {
    let text = &paragraph.text;
    let first = numbers.first().filter(|first| first.is_count())?;
    let before = &text[sentence.start..first.range.start];
    let run = digits(before).pop()?;
    let run = sentence.start + run.start..sentence.start + run.end;
    let divides = paragraph.words.divides.regex().find(&text[run.end..first.range.start])?;
    let is_plain = text[..run.start].ends_with(is_han) && divides.start() <= '，'.len_utf8();
    let told = ToldNumber::scaled(&text[run.clone()], None)?;
    let is_whole = is_plain && text[run.end..].starts_with('，') && told.value >= first.told.value;
    is_whole.then_some(Counted { told, range: run, unit: first.unit })
}
