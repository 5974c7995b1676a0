//! Words and phrases that are said twice in a row.

use std::ops::Range;

use super::{marked, quoted};
use crate::finding::Finding;
use crate::form::words::{Doubled, Lexicon};
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{ReportPassage, TextMark, is_han, quote};

/// A word, a phrase or a clause that is said twice in a row.
pub(in crate::rules) static DOUBLED: Rule = Rule {
    code: "PRO020",
    name: "字、词、句连写两遍",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "删改、粘贴时常把一个词、一句话留下两遍，审核时会被划掉退回。",
    basis: "审核惯例",
    remedy: "删去多出的一遍；本来就这样说的用 [[accept]] 写明理由",
    faulty: "[sections.problems]\ntext = '贯彻落实落实要求还不够，培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '贯彻落实要求还不够，培训工作有待加强。'",
    in_workbook: Some("删去多出的一遍；本来就这样说的，在“高级”表的“认可”里写明理由"),
};

/// Characters that a phrase said twice has at most.
const LONGEST: usize = 30;

/// Characters of Chinese that a clause said twice has at least.
const CLAUSE: usize = 6;

/// Characters of Chinese that a clause has at least which says the end of the one before again.
const END: usize = 8;

/// Characters of Chinese that a clause has at least which the next one begins with.
const AGAIN: usize = 7;

/// Characters of Chinese that an item of a list has at least which says the end of the one before again.
const ITEM: usize = 4;

/// Characters of Chinese that a paragraph said twice has at least.
const PARAGRAPH: usize = 15;

/// Everything that a text says twice in a row.
pub(super) fn doubled(passage: &ReportPassage<'_>, words: &Doubled) -> Option<Finding> {
    let mut found = phrases(passage, words);
    let wider =
        |place: &Range<usize>| words.wider.iter().any(|word| passage.text[..place.start].ends_with(word.as_str()));
    found.extend(clauses(&passage.text, &passage.marks).into_iter().filter(|place| !wider(place)));
    let begins =
        |place: &Range<usize>| words.begun.iter().any(|word| passage.text[place.end..].starts_with(word.as_str()));
    let twice = words.between.iter().flat_map(|between| around_it(passage, between, WORD));
    found.extend(twice.filter(|place| !begins(place)));
    let ends = |place: &Range<usize>| !passage.text[place.end..].starts_with(is_han);
    found.extend(words.joiners.iter().flat_map(|joiner| around_it(passage, joiner, THING)).filter(ends));
    for fragment in &words.fragments {
        found.extend(passage.find(fragment));
    }
    found.sort_by_key(|range| (range.start, usize::MAX - range.end));
    found.dedup_by(|next, kept| next.start < kept.end);
    let texts: Vec<String> = found.iter().map(|range| quote(&passage.text[range.clone()])).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    (!places.is_empty())
        .then(|| marked(Finding::new(&DOUBLED, format!("正文：{}连写了两遍。", quoted(&texts))), &places))
}

/// Bytes of a word that stands on both sides of one that means all or some of it: 气象各级气象.
const WORD: usize = 6;

/// Bytes of what stands on both sides of a word that joins two things: 监督权与监督权.
const THING: usize = 9;

/// Words of so many bytes that stand on both sides of another.
fn around_it<'p>(
    passage: &'p ReportPassage<'_>,
    between: &'p str,
    word: usize,
) -> impl Iterator<Item = Range<usize>> + use<'p> {
    let text = passage.text.as_str();
    passage.find(between).filter_map(move |place| {
        let before = text.get(place.start.checked_sub(word)?..place.start)?;
        let after = text.get(place.end..place.end + word)?;
        (before == after && before.chars().all(is_han)).then(|| place.start - word..place.end + word)
    })
}

/// Words and phrases that are followed by themselves.
fn phrases(passage: &ReportPassage<'_>, words: &Doubled) -> Vec<Range<usize>> {
    let ReportPassage { text, chars, starts, .. } = passage;
    let again = again(chars);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let places = std::iter::successors(again[at], |place| again[*place]).take_while(|place| *place <= at + LONGEST);
        let length = places.map(|place| place - at).find(|length| is_twice(chars, at, *length));
        let Some(length) = length else {
            at += 1;
            continue;
        };
        let here = Twice { chars, at, length };
        if here.is_wrong(words) {
            let end = starts.get(at + 2 * length).copied().unwrap_or(text.len());
            found.push(starts[at]..end);
            at += 2 * length;
        } else {
            at += 1;
        }
    }
    found
}

/// Where each character comes next, as far as it is near enough to be looked at.
fn again(chars: &[char]) -> Vec<Option<usize>> {
    // Where a character was seen last, by some bits of its number, and where one of the same bits was before.
    let mut seen: [usize; 256] = [usize::MAX; 256];
    let mut again = vec![None; chars.len()];
    let mut chained = vec![usize::MAX; chars.len()];
    for (at, c) in chars.iter().enumerate().rev() {
        let last = &mut seen[u32::from(*c) as usize % 256];
        chained[at] = *last;
        let near = std::iter::successors(Some(*last), |next| chained.get(*next).copied());
        again[at] = near.take_while(|next| *next <= at + LONGEST).find(|next| chars[*next] == *c);
        *last = at;
    }
    again
}

/// Whether so many characters from there are said again right after, and are words.
fn is_twice(chars: &[char], at: usize, length: usize) -> bool {
    let Some(both) = chars.get(at..at + 2 * length) else { return false };
    let (first, second) = both.split_at(length);
    if first != second || !is_closed(first) {
        return false;
    }
    let han = first.iter().filter(|c| is_han(**c)).count();
    let digits = first.iter().filter(|c| c.is_ascii_digit()).count();
    let joined = |c: &char| is_han(*c) || "“”《》〈〉（）〔〕·".contains(*c);
    // 2025年2025年: a figure with its counter, but not one counter after the other.
    let dated = digits >= 4 && length >= 5 && han >= 1 && first.iter().all(|c| joined(c) || c.is_ascii_digit());
    // 信息8期信息8期: words with their figure.
    let figured = digits >= 1 && han >= 3 && is_han(first[length - 1]) && is_han(first[0]);
    let figured = figured && first.iter().all(|c| joined(c) || c.is_ascii_digit());
    han == length
        || figured
        || (length >= 4 && han >= 2 && first.iter().all(joined))
        || dated && is_han(first[length - 1])
}

/// Whether every quote and bracket of some characters is opened and closed among them: “链”“错链”“错 is nothing said.
fn is_closed(chars: &[char]) -> bool {
    let depth = chars.iter().try_fold(0usize, |depth, c| match c {
        '“' | '《' | '〈' | '（' | '〔' => Some(depth + 1),
        '”' | '》' | '〉' | '）' | '〕' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

/// Something said twice.
struct Twice<'t> {
    chars: &'t [char],
    at: usize,
    length: usize,
}

impl Twice<'_> {
    /// Whether saying it twice is a slip.
    fn is_wrong(&self, words: &Doubled) -> bool {
        if self.length == 1 {
            return self.is_wrong_character(words);
        }
        let word: String = self.chars[self.at..self.at + self.length].iter().collect();
        // 天天天天 is no word said twice.
        let is_one = self.chars[self.at..self.at + self.length].iter().all(|c| *c == self.chars[self.at]);
        let counted = words.counted.iter().any(|first| word.starts_with(first.as_str()));
        let counted = counted && self.length <= 3 && !self.follows_digit();
        let both = format!("{word}{word}");
        if is_one || counted || words.fine.contains(&both) || self.goes_on(&word, words) {
            return false;
        }
        if self.length > 2 {
            return !self.is_of_names(words);
        }
        let place = words.places.iter().any(|end| self.is_followed_by(end));
        words.words.contains(&word) || !place && self.is_alone(words)
    }

    /// Whether it begins with the end of a place's name, and its second time with the name of one within that place:
    /// 绥化[市海伦][市海伦]镇.
    fn is_of_names(&self, words: &Doubled) -> bool {
        let phrase: String = self.chars[self.at..self.at + self.length].iter().collect();
        let is_behind_name = self.at.checked_sub(1).is_some_and(|before| is_han(self.chars[before]));
        let name = words.places.iter().find_map(|end| phrase.strip_prefix(end.as_str()));
        is_behind_name && name.is_some_and(|name| name.chars().count() >= 2)
    }

    /// Whether a single character said twice is a slip.
    fn is_wrong_character(&self, words: &Doubled) -> bool {
        let c = self.chars[self.at];
        let before = self.at.checked_sub(1).map(|before| self.chars[before]);
        let after = self.chars.get(self.at + 2);
        let is_it = |known: &&crate::form::words::Character| {
            known.word == c
                && !before.is_some_and(|before| before == c || known.before.contains(&before))
                && !after.is_some_and(|after| *after == c || known.after.contains(after))
                && (known.then.is_empty() || known.then.iter().any(|next| self.is_followed_by(next)))
        };
        words.characters.iter().any(|known| is_it(&known))
            || self.is_counter_twice(words)
            || self.ends_word(words)
            || self.is_between_words(words)
    }

    /// Whether it is the end of a word, said twice before a mark or another word, and makes a word neither with itself nor
    /// with that: 推[进进]政务, 手[册册]，; but 方方面面.
    fn is_between_words(&self, words: &Doubled) -> bool {
        let lexicon = Lexicon::built_in();
        let is_word = |one, other| is_han(one) && is_han(other) && lexicon.is_word(one, other);
        let c = self.chars[self.at];
        let (before, rest) = (&self.chars[..self.at], &self.chars[self.at + 2..]);
        let ends = match before {
            [first, last] | [.., first, last] => first != last && is_word(*last, c),
            [last] => is_word(*last, c),
            [] => false,
        };
        let is_apart = match rest {
            [next, then, ..] if is_han(*next) => is_word(*next, *then) && !is_word(c, *next),
            [next] => !is_han(*next),
            _ => true,
        };
        // 津市市政府, 公安局局机关: what is called so has one of its own; 文件件: a figure is lost before the counter.
        let is_end = |word: &String| word.starts_with(c);
        let is_known = words.characters.iter().any(|known| known.word == c)
            || words.counters.contains(c)
            || words.places.iter().any(is_end)
            || words.joints.iter().any(|joint| joint.last.iter().any(is_end));
        ends && is_apart && !is_known && !is_word(c, c) && !lexicon.is_single(c)
    }

    /// Whether it is the end of a word, said twice with nothing that it could begin: `公开开，`.
    fn ends_word(&self, words: &Doubled) -> bool {
        let Some(before) = self.at.checked_sub(1) else { return false };
        let word: String = self.chars[before..=self.at].iter().collect();
        let is_end = self.chars.get(self.at + 2).is_none_or(|c| "，。；：、".contains(*c));
        is_end && words.words.contains(&word)
    }

    /// Whether a figure stands before it.
    fn follows_digit(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|before| self.chars[before].is_ascii_digit())
    }

    /// Whether it is the counter of a figure, said twice with nothing that it could begin: `12件件，`.
    fn is_counter_twice(&self, words: &Doubled) -> bool {
        let after = self.chars.get(self.at + 2);
        words.counters.contains(self.chars[self.at]) && self.follows_digit() && !after.is_some_and(|c| is_han(*c))
    }

    /// Whether its second time is the beginning of another word, or its first the end of one.
    fn goes_on(&self, word: &str, words: &Doubled) -> bool {
        let compounds = words.compounds.iter().filter(|known| known.word == word).flat_map(|known| &known.then);
        let joints = words.joints.iter().filter(|joint| joint.last.iter().any(|last| word.ends_with(last.as_str())));
        let before = words.before.iter().filter(|known| known.word == word).flat_map(|known| &known.words);
        compounds.chain(joints.flat_map(|joint| &joint.then)).any(|next| self.is_followed_by(next))
            || before.into_iter().any(|last| self.is_preceded_by(last))
    }

    /// Whether nothing follows that it could be a compound with: the end, punctuation, or a word of grammar.
    fn is_alone(&self, words: &Doubled) -> bool {
        let next = self.chars.get(self.at + 2 * self.length);
        next.is_none_or(|c| !is_han(*c) && !c.is_ascii_alphanumeric() && !"“《（(".contains(*c))
            || words.then.iter().any(|next| self.is_followed_by(next))
    }

    /// Whether those words follow.
    fn is_followed_by(&self, words: &str) -> bool {
        let rest = &self.chars[self.at + 2 * self.length..];
        let mut rest = rest.iter();
        words.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether those words stand before.
    fn is_preceded_by(&self, words: &str) -> bool {
        let mut before = self.chars[..self.at].iter().rev();
        words.chars().rev().all(|c| before.next() == Some(&c))
    }
}

/// Clauses that are followed by themselves, with a mark between.
fn clauses(text: &str, marks: &[TextMark]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut last: Option<(Range<usize>, char)> = None;
    let mut start = 0;
    for &(at, mark) in marks.iter().filter(|(_, c)| matches!(c, '，' | '。' | '；' | '！' | '？' | '、' | '\n')) {
        let clause = start..at;
        start = at + mark.len_utf8();
        if clause.is_empty() {
            if let Some((_, between)) = &mut last {
                *between = mark;
            }
            continue;
        }
        if let Some((before, between)) = &last
            && text[before.clone()].ends_with(&text[clause.clone()])
            && !text[clause.clone()].contains('|')
        {
            let han = text[clause.clone()].chars().filter(|c| is_han(*c)).count();
            let whole = before.len() == clause.len();
            let least = match *between {
                '、' if whole => 2,
                '、' => ITEM,
                '\n' => PARAGRAPH,
                _ if whole => CLAUSE,
                _ => END,
            };
            if han >= least {
                found.push(before.end - clause.len()..clause.end);
            }
        } else if let Some((before, '，')) = &last
            && text[clause.clone()].starts_with(&text[before.clone()])
            && text[before.clone()].chars().filter(|c| is_han(*c)).count() >= AGAIN
        {
            // 确认后及时修改，确认后及时修改并登记
            found.push(before.start..clause.start + before.len());
        }
        last = Some((clause, mark));
    }
    found
}
