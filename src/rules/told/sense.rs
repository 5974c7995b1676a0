//! Whether a phrase has its sense where it stands: of this year's figure of this agency.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::Case;
use super::reading::amount;
use super::text::Paragraph;
use crate::form::{Pattern, Phrases, Tie, Within};

/// Characters between the first and the last of a phrase at most: what is further apart does not belong together.
const LONGEST: usize = 48;

/// Whether a sentence is about what a phrase needs to have its sense.
pub(super) fn is_about(phrases: &Phrases, tie: &Tie, paragraph: &Paragraph<'_>, sentence: &Range<usize>) -> bool {
    let own = &paragraph.text[sentence.clone()];
    tie.context.as_ref().is_none_or(|name| is_in_context(phrases, name, paragraph, sentence))
        && tie.about.as_ref().is_none_or(|about| about.is_in(own))
        && tie.sentence_except.as_ref().is_none_or(|except| !except.is_in(own))
}

/// Whether a sentence is about what a context of some name is about.
pub(super) fn is_in_context(phrases: &Phrases, name: &str, paragraph: &Paragraph<'_>, sentence: &Range<usize>) -> bool {
    let Some(context) = phrases.contexts.get(name) else { return true };
    let from = match context.within {
        Within::Sentence => sentence.start,
        Within::Near => paragraph.sentence_before(sentence),
        Within::Paragraph => paragraph.before(sentence.start).start,
    };
    let words = &paragraph.text[from..sentence.end];
    // Where a heading must say more than what its sentences must, what sentences are about is not looked for in it.
    let headed = |about: &Pattern| context.lead.is_none() && about.is_in(&paragraph.heading);
    let says = |about: &Pattern| about.is_in(words) || headed(about);
    let leads = |lead: &Pattern| lead.is_in(paragraph.lead()) || lead.is_in(&paragraph.heading);
    context.sections.iter().any(|section| section == paragraph.section)
        || context.about.as_ref().is_none_or(says)
        || context.lead.as_ref().is_some_and(leads)
}

/// A phrase where it stands.
pub(super) struct Sense<'s, 'c> {
    pub case: &'s Case<'c>,
    pub phrases: &'s Phrases,
    pub tie: &'s Tie,
    pub paragraph: &'s Paragraph<'s>,
    pub sentence: &'s Range<usize>,
    pub phrase: &'s Range<usize>,
    pub number: Option<usize>,
}

impl Sense<'_, '_> {
    /// Whether the phrase speaks there of this year's figure of this agency.
    pub(super) fn holds(&self) -> bool {
        let text = &self.paragraph.text;
        let clause = &text[self.paragraph.clause(self.phrase)];
        let filing = self.case.filing;
        let short = text[self.phrase.clone()].chars().count() <= LONGEST;
        let exact = self.number.is_none_or(|number| {
            let before = &text[..number];
            let digit = |c: char| c.is_ascii_digit();
            let range = before.strip_suffix(['至', '到', '-', '~']).is_some_and(|from| from.ends_with(digit));
            let part = before.ends_with(|c: char| self.phrases.approximate.contains(c) || digit(c) || c == '.');
            !range && !part && !self.phrases.other_things.is_in(&text[number..])
        });
        let elsewhere = !self.tie.anywhere && self.phrases.elsewhere.is_in(clause);
        let outside = filing.level().and_then(|level| self.phrases.outside.get(level));
        let unless = || {
            let readings = &self.tie.unless;
            let known: Vec<Decimal> = readings.iter().filter_map(|r| amount(r, filing, self.case.figures)).collect();
            !known.is_empty() && numbers_in(&text[self.sentence.clone()]).iter().any(|number| known.contains(number))
        };
        short
            && exact
            && !elsewhere
            && !self.is_of_a_part(clause)
            && outside.is_none_or(|words| !words.is_in(clause) && !words.is_in(self.led_by()))
            && self.tie.phrase_except.as_ref().is_none_or(|except| !except.is_in(&text[self.phrase.clone()]))
            && self.tie.except.as_ref().is_none_or(|except| !except.is_in(clause))
            && self.is_on_topic()
            && (self.tie.anywhere || !self.is_of_another_matter())
            && !self.speaks_of_another_year()
            && !unless()
    }

    /// What stands before the phrase from the last mark on, over brackets: 全市系统（含各区局）共办理….
    fn led_by(&self) -> &str {
        let before = &self.paragraph.text[self.sentence.start..self.phrase.start];
        if !before.contains('）') {
            return "";
        }
        &before[before.rfind(['，', '；', '：', '。']).unwrap_or(0)..]
    }

    /// Whether it may speak of what a part of the agency did.
    pub(super) fn may_be_of_a_part(&self) -> bool {
        let text = &self.paragraph.text;
        let before = &text[self.paragraph.clause(self.phrase).start..self.number.unwrap_or(self.phrase.end)];
        self.phrases.own_units.is_in(before)
    }

    /// Whether the last topic before the phrase is that of the phrase.
    fn is_on_topic(&self) -> bool {
        let (Some(topics), Some(own)) = (&self.phrases.topics, &self.tie.topic) else { return true };
        let before = &self.paragraph.text[self.sentence.start..self.phrase.end];
        topics.regex().find_iter(before).last().is_some_and(|last| own.is_in(last.as_str()))
    }

    /// Whether the clause, or one before it up to a semicolon, speaks of a part: of the year, of the applications.
    fn is_of_a_part(&self, clause: &str) -> bool {
        let text = &self.paragraph.text;
        let before = &text[self.sentence.start..self.phrase.start];
        let before = &before[before.rfind('；').map_or(0, |at| at + '；'.len_utf8())..];
        let whole = self.phrases.whole_year.regex().find_iter(before).last().map_or(0, |found| found.end());
        let of_year = |words: &str| words.contains('月') && self.phrases.parts_of_year.is_in(words);
        let about = self.phrases.context_of(self.tie).and_then(|context| context.about.as_ref());
        // 涉及复议4件，诉讼4件: the cases themselves restrict nothing.
        let names =
            |clause: &str| [about, self.phrases.topics.as_ref()].into_iter().flatten().any(|own| own.is_in(clause));
        let restricts = |clause: &str| self.phrases.restricting.is_in(clause) && !names(clause);
        let mut clauses = before.split_inclusive(['，', '：']).filter(|clause| clause.ends_with(['，', '：']));
        of_year(clause)
            || of_year(&before[whole..])
            || clauses.any(|clause| restricts(clause.trim_end_matches(['，', '：'])))
    }

    /// Whether another matter was named since that was spoken of which the phrase needs to have its sense.
    fn is_of_another_matter(&self) -> bool {
        let Some(about) = self.phrases.context_of(self.tie).and_then(|context| context.about.as_ref()) else {
            return false;
        };
        let text = &self.paragraph.text;
        let last_of = |words: &Pattern, before: &str| words.regex().find_iter(before).last().map(|found| found.end());
        let before = &text[self.paragraph.before(self.phrase.start)];
        let other = last_of(&self.phrases.other_matters, before);
        other.is_some() && last_of(about, before) < other && !about.is_in(&text[self.phrase.clone()])
    }

    /// Whether what stands before the phrase in its sentence says that it speaks of another year.
    fn speaks_of_another_year(&self) -> bool {
        const OTHER: [&str; 6] = ["〈去年〉", "〈明年〉", "上年", "上一年", "去年", "往年"];
        const THIS: [&str; 4] = ["〈今年〉", "本年", "今年", "全年"];
        let sentence = &self.paragraph.text[self.sentence.start..];
        let before = &sentence[..self.phrase.start - self.sentence.start];
        // 〈去年〉年全年, 2024年全年: all of the year that is named right before it.
        let is_of_named = |at: usize| {
            let before = sentence[..at].trim_end_matches('度');
            before.ends_with('年') && !before.ends_with("〈今年〉年")
        };
        let last_of = |words: &[&str]| {
            let governs = |at: &usize| {
                // 〈去年〉 is a word of its own.
                let word = before[..*at].strip_suffix('〈').unwrap_or(&before[..*at]);
                let compared = word.ends_with(|c: char| self.phrases.comparing.contains(c));
                let carried = word.ends_with("结转")
                    || word.ends_with("转自")
                    || self.paragraph.words.change.carried.iter().any(|next| {
                        let after = &before[*at..];
                        after.find(next.as_str()).is_some_and(|by| by <= "〈去年〉年度".len())
                    });
                !compared && !carried && !is_of_named(*at)
            };
            words.iter().filter_map(|word| before.match_indices(word).map(|(at, _)| at).filter(governs).last()).max()
        };
        let digits = before
            .match_indices('年')
            .filter(|(at, _)| {
                before[..*at].ends_with(|c: char| c.is_ascii_digit())
                    && before[..*at].chars().rev().take_while(char::is_ascii_digit).count() == 4
            })
            .map(|(at, _)| at)
            .next_back();
        let own = &self.paragraph.text[self.phrase.start..self.number.unwrap_or(self.phrase.start)];
        let says_this = |word: &&&str| own.match_indices(**word).any(|(at, _)| !is_of_named(before.len() + at));
        let other = last_of(&OTHER).max(digits).filter(|_| !THIS.iter().any(|word| says_this(&word)));
        other.is_some_and(|other| last_of(&THIS).is_none_or(|this| this < other))
    }
}

/// The whole numbers in a text.
fn numbers_in(text: &str) -> Vec<Decimal> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}
