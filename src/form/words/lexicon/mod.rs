//! Words of everyday official language, by which a wrong character is seen that no list of mistakes has.

mod lines;

use std::cell::LazyCell;
use std::ops::{Deref, Range};
use std::sync::LazyLock;

use super::alike::AlikeCharacters;
use crate::characters::Characters;
use lines::{Han, NONE, PairLines, character, han};

/// The words; how they were counted, and what each part is, stands at their head.
const TEXT: &str = include_str!("../../lexicon.txt");

/// Words and what stands beside them.
///
/// In text that is right nearly every character makes a word with one of its neighbours. Two in a row that make none,
/// neither with each other nor with what stands beside them, are looked at: one of them may be another that sounds or
/// looks alike, where the two would be a word that is followed, or preceded, by what it often is; or where the two were
/// never seen side by side.
#[derive(Debug)]
pub struct Lexicon {
    /// Pairs that are a word or stand within one.
    joined: PairLines,
    /// Pairs that are none and were seen all the same.
    beside: PairLines,
    /// Words of two characters.
    words: PairLines,
    /// Triple characters that often follow one another.
    threes: PairLines,
    /// Triple characters one of which is alike to one of such three, and which were seen all the same.
    seen: PairLines,
    /// Characters that often are words by themselves.
    single: Characters,
    /// Characters of numbers.
    numerals: Characters,
    /// Last characters of names of places.
    places: Characters,
    /// Those of them that districts, villages and roads are called by.
    districts: Characters,
    /// Characters that a figure is counted by.
    counters: &'static str,
    /// Characters that were seen between a figure and a mark.
    counted: Characters,
}

/// A place where a character is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misspelt {
    /// The word with it.
    pub range: Range<usize>,
    /// As it should be.
    pub right: String,
}

impl Lexicon {
    /// The words.
    pub fn built_in() -> &'static Self {
        static BUILT: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(TEXT));
        &BUILT
    }

    /// Reads words.
    fn read(text: &'static str) -> Self {
        let mut rest = text;
        let [joined, beside, words, threes, seen] = [(); 5].map(|()| PairLines::of(&mut rest));
        let [single, numerals, places, districts, counters, counted] = [(); 6].map(|()| {
            let part = rest.split_once("]\n").map_or("", |(_, part)| part);
            let line;
            (line, rest) = part.split_once('\n').unwrap_or((part, ""));
            line
        });
        let [single, numerals, places, districts, counted] =
            [single, numerals, places, districts, counted].map(Characters::of_text);
        Self { joined, beside, words, threes, seen, single, numerals, places, districts, counters, counted }
    }

    /// Whether two characters are a word or stand within one.
    pub fn is_word(&self, one: char, other: char) -> bool {
        self.are_joined(han(one), han(other))
    }

    /// Whether a character often is a word by itself.
    pub fn is_single(&self, c: char) -> bool {
        self.single.contains(c)
    }

    /// Where a text has a wrong character.
    pub fn misspelt(&self, text: &str, alike: &AlikeCharacters) -> Vec<Misspelt> {
        let mut chars: Vec<(usize, Han)> = text.char_indices().map(|(at, c)| (at, han(c))).collect();
        chars.push((text.len(), NONE));
        let joined: Vec<bool> = chars.windows(2).map(|pair| self.are_joined(pair[0].1, pair[1].1)).collect();
        let at = |place: Option<usize>| place.and_then(|place| chars.get(place)).map_or(NONE, |(_, c)| *c);
        let is_joined = |place: Option<usize>| place.and_then(|place| joined.get(place)).is_some_and(|joined| *joined);
        let mut found = Vec::new();
        for (place, pair) in chars.windows(2).enumerate() {
            let [(start, one), (_, other)] = *pair else { continue };
            let (before, after) = (place.checked_sub(1), place + 2);
            if joined[place] || is_joined(before) || joined.get(place + 1).is_some_and(|joined| *joined) {
                continue;
            }
            if other == NONE || one == NONE {
                let figure = text[..start].ends_with(|c: char| c.is_ascii_digit());
                if figure && one != NONE && !self.counted.contains(character(one)) {
                    let alike = alike.alike(character(one));
                    let counter = self.counters.chars().find(|counter| alike.contains(counter));
                    found.extend(counter.map(|c| Misspelt { range: start..chars[place + 1].0, right: c.to_string() }));
                }
                continue;
            }
            // 共件: what is wrong there is that the figure is left out.
            if at(Some(after)) == NONE && self.counters.contains(character(other)) {
                continue;
            }
            let near = Near {
                pair: [one, other],
                before: at(before),
                after: at(Some(after)),
                beyond: at(Some(after + 1)),
                held: is_joined(place.checked_sub(2)),
                holds: is_joined(Some(after)),
            };
            if self.is_of_name(&near) {
                continue;
            }
            let others = LazyCell::new(|| [one, other].map(|c| others(alike, c)));
            let right = self.by_three(&near, &others).or_else(|| self.by_word(&near, &others));
            found.extend(right.map(|right| Misspelt { range: start..at_end(&chars, after), right: word(&right) }));
        }
        found
    }

    /// Whether a pair is, or ends or begins within, the name of a place: 鹿[泉区], [元氏]县, 山东[省威]海市.
    fn is_of_name(&self, near: &Near) -> bool {
        let is_district = |c| is_in(&self.districts, c);
        let [one, other] = near.pair;
        is_district(other) || near.begins_name(&self.districts) || is_district(one) && is_district(near.beyond)
    }

    /// What a pair should be, by what stands beside it; of `others` each is alike to one of the two.
    fn by_three(&self, near: &Near, others: &impl Deref<Target = [Vec<Han>; 2]>) -> Option<[Han; 2]> {
        let ([one, other], before, after) = (near.pair, near.before, near.after);
        let is_seen = |three: [Han; 3]| self.seen.three(three).is_some();
        // 回落时到: what stands beside is of a word with what is beyond it, not with what would be there.
        let goes_on = |pair: &[Han; 2]| {
            let three = self.threes.three([pair[0], pair[1], after]);
            three.is_some_and(|three| three.first && !(near.holds && three.last))
        };
        let ends = |pair: &[Han; 2]| {
            let three = self.threes.three([before, pair[0], pair[1]]);
            three.is_some_and(|three| three.last && !(near.held && three.first))
        };
        let right = |is_it: &dyn Fn(&[Han; 2]) -> bool| changed(near.pair, others).find(|pair| is_it(pair));
        let first = (after != NONE && !is_seen([one, other, after])).then(|| right(&goes_on)).flatten();
        first.or_else(|| (before != NONE && !is_seen([before, one, other])).then(|| right(&ends)).flatten())
    }

    /// What a pair should be that was never seen, between words that are as they should be.
    fn by_word(&self, near: &Near, others: &impl Deref<Target = [Vec<Han>; 2]>) -> Option<[Han; 2]> {
        let ([one, other], before, after) = (near.pair, near.before, near.after);
        let is_own = |c: Han| is_in(&self.single, c);
        let free = |c: Han| c == NONE || is_own(c);
        // 随办随发, 全国全省: what is said in step is put together of single characters.
        let in_step = before != NONE && (before == after || before == other)
            || after != NONE && one == after
            || near.beyond != NONE && near.beyond == other;
        if self.beside.has_pair(one, other)
            || near.pair.iter().any(|c| is_own(*c) || is_in(&self.numerals, *c))
            || in_step
            || near.begins_name(&self.places)
            || !(free(before) || near.held)
            || !(free(after) || near.holds)
        {
            return None;
        }
        changed(near.pair, others).chain([[other, one]]).find(|[one, other]| self.words.has_pair(*one, *other))
    }

    /// Whether some characters begin with the name of a place of two or three characters: 立新街道, 理公港镇.
    pub fn begins_with_place(&self, chars: &[char]) -> bool {
        let is_district = |at: usize| chars.get(at).is_some_and(|c| self.districts.contains(*c) || *c == '场');
        let goes_on = || matches!(chars, [_, one, other, ..] if self.are_joined(han(*one), han(*other)));
        is_district(2) || is_district(3) && !goes_on()
    }

    /// Whether a word may end where a text does: its last character is one with that before it, or often is one by itself.
    pub fn may_end(&self, text: &str) -> bool {
        let mut back = text.chars().rev().map(han);
        let (last, before) = (back.next().unwrap_or(NONE), back.next().unwrap_or(NONE));
        last == NONE || self.single.contains(character(last)) || before != NONE && self.are_joined(before, last)
    }

    /// Whether two characters are a word or stand within one.
    fn are_joined(&self, one: Han, other: Han) -> bool {
        other != NONE && self.joined.has_pair(one, other)
    }
}

/// Two characters that make no word, and what stands beside them.
struct Near {
    pair: [Han; 2],
    before: Han,
    after: Han,
    /// After that.
    beyond: Han,
    /// Whether what stands before makes a word with what stands before it.
    held: bool,
    /// Whether what stands after makes a word with what stands after it.
    holds: bool,
}

impl Near {
    /// Whether what stands after is the rest of a name that ends with one of some characters: 县, 氏县.
    fn begins_name(&self, ends: &Characters) -> bool {
        is_in(ends, self.after) || !self.holds && is_in(ends, self.beyond)
    }
}

/// Whether a character is one of some.
fn is_in(set: &Characters, c: Han) -> bool {
    c != NONE && set.contains(character(c))
}

/// The characters that are alike to one, in their order.
fn others(alike: &AlikeCharacters, c: Han) -> Vec<Han> {
    alike.alike(character(c)).into_iter().map(han).filter(|c| *c != NONE).collect()
}

/// A pair with its second character changed for each that is alike, then with its first.
fn changed([one, other]: [Han; 2], [ones, others]: &[Vec<Han>; 2]) -> impl Iterator<Item = [Han; 2]> {
    others.iter().map(move |other| [one, *other]).chain(ones.iter().map(move |one| [*one, other]))
}

/// Characters as a text.
fn word(chars: &[Han]) -> String {
    chars.iter().map(|c| character(*c)).collect()
}

/// Where a character begins, or the text ends.
fn at_end(chars: &[(usize, Han)], place: usize) -> usize {
    chars.get(place).or(chars.last()).map_or(0, |(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use crate::form::words::CheckWords;

    /// What is wrong in a text, and what it should be.
    fn misspelt(text: &str) -> Vec<(&str, String)> {
        let index = CheckWords::built_in().fixed.index();
        let slips = Lexicon::built_in().misspelt(text, index.alike());
        slips.into_iter().map(|slip| (&text[slip.range.clone()], slip.right)).collect()
    }

    #[test]
    fn a_wrong_character_is_seen() {
        for (text, wrong, right) in [
            ("切实加强组织领寻。", "领寻", "领导"),
            ("工作规范有续推进。", "有续", "有序"),
            ("信息更薪不够及时。", "更薪", "更新"),
            ("全面梳里各类事项。", "梳里", "梳理"),
            ("发布各类信息120挑，同比增长5%。", "挑", "条"),
        ] {
            assert_eq!(misspelt(text), [(wrong, right.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_put_together_of_single_characters_is_right() {
        for text in [
            "随办随发、随编随审",
            "日巡、周查、月评",
            "东巷镇、陈屿村",
            "增长5倍，占3成",
            "精文减会",
            "粮价回落时到库点公示",
            "",
        ] {
            assert_eq!(misspelt(text), [], "{text}");
        }
    }
}
