//! Figures that are told by their parts only: by the ways in which things come in, by the times of the year.

use super::super::Case;
use super::SUM;
use super::numbers::{Counted, sum_of};
use super::reading::{amount, describe};
use super::sense::is_in_context;
use super::sentence::Sentence;
use super::text::Paragraph;
use super::unequal::{Completeness, unequal};
use crate::finding::Finding;
use crate::form::{Channels, Pattern};

/// Parts from which on they are taken for all, where it is not said which there are.
const MANY: usize = 3;

/// Whether a number is that of a part.
pub(super) fn is_of(paragraph: &Paragraph<'_>, part: &Counted<'_>, channels: &Channels) -> bool {
    is_called(paragraph, part, &channels.words)
        && channels.except.as_ref().is_none_or(|except| !except.is_in(paragraph.clause_text(&part.range)))
}

/// Whether some words stand in the clause of a number.
fn is_called(paragraph: &Paragraph<'_>, part: &Counted<'_>, words: &Pattern) -> bool {
    let clause = paragraph.clause(&part.range);
    words.is_in(&paragraph.text[clause.start..part.range.start])
        || words.is_in(&paragraph.text[part.range.end..clause.end])
}

/// Whether some numbers are those of all the parts that there are, each once.
pub(super) fn are_each(paragraph: &Paragraph<'_>, parts: &[&Counted<'_>], channels: &Channels) -> bool {
    let once = |words: &Pattern| parts.iter().filter(|part| is_called(paragraph, part, words)).count() == 1;
    !channels.each.is_empty() && parts.len() == channels.each.len() && channels.each.iter().all(once)
}

/// Whether a sentence is about what has these parts.
pub(super) fn are_spoken_of(case: &Case<'_>, sentence: &Sentence<'_, '_>, channels: &Channels) -> bool {
    is_in_context(case.filing.form.phrases(), &channels.context, sentence.paragraph, &sentence.range)
}

/// The finding for parts that do not add up to the figure of the table.
pub(super) fn told(case: &Case<'_>, sentence: &Sentence<'_, '_>, channels: &Channels) -> Option<Finding> {
    let (paragraph, numbers) = (sentence.paragraph, &sentence.numbers);
    let (parts, others): (Vec<&Counted<'_>>, Vec<&Counted<'_>>) =
        numbers.iter().partition(|number| is_of(paragraph, number, channels));
    let first = parts.first()?;
    // How much more there were than last year is none of them.
    let compared = |number: &&&Counted<'_>| paragraph.is_compared(&number.range);
    let others: Vec<&Counted<'_>> = others.iter().filter(|number| !compared(number)).copied().collect();
    // 5件，4件通过网络提交，1件通过信函提交: so what is before is counted off.
    let counts_off = |part: &&&Counted<'_>| paragraph.text[..part.range.start].ends_with('，');
    let all = match channels.each.is_empty() {
        true => parts.len() >= MANY || parts.len() == 2 && parts.iter().all(|part| counts_off(&part)),
        false => are_each(paragraph, &parts, channels),
    };
    let same = parts.iter().all(|part| part.unit == first.unit);
    // One number may stand before them: their total.
    let total = others.first().filter(|total| total.range.end <= first.range.start);
    let is_about = are_spoken_of(case, sentence, channels);
    let alone = others.len() == usize::from(total.is_some()) || !channels.each.is_empty() && total.is_none();
    if !all || !same || !alone || !is_about {
        return None;
    }
    if let Some(total) = total {
        return unequal(paragraph, total, &parts, Completeness::Said);
    }
    let sum = sum_of(&parts)?;
    let known: Vec<_> = channels
        .readings
        .iter()
        .filter_map(|reading| Some((reading, amount(reading, case.filing, case.figures)?)))
        .collect();
    let (reading, figure) = *known.first()?;
    if known.iter().any(|(_, figure)| *figure == sum) {
        return None;
    }
    let addition: Vec<String> = parts.iter().map(|part| part.told.value.to_string()).collect();
    let name = describe(reading, &case.figures.form);
    let message = format!("正文{}的件数 {} = {sum}，{name}是 {figure}。", channels.name, addition.join(" + "));
    let place = first.range.start..parts[parts.len() - 1].range.end;
    Some(Finding::new(&SUM, message).mark(&paragraph.place(&place), &channels.name))
}
