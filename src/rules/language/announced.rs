//! Things of which a text says how many there are, and then lists more or fewer.

use crate::expression::Captures;
use crate::finding::Finding;
use crate::form::words::Announced;
use crate::prose::numbering::{Style, said_number};
use crate::prose::ordinal;
use crate::rules::passage::{ReportPassage, is_han, quote};
use crate::rules::told::SUM;
use std::ops::Range;

/// Bytes before a list that say how many there are.
const HEAD: usize = 48;

/// The findings for lists of more or fewer things than they are said to be.
pub(super) fn announced(passage: &ReportPassage<'_>, words: &Announced) -> Vec<Finding> {
    if !passage.is_running_text() {
        return Vec::new();
    }
    let mut found: Vec<Miscounted> = words.lists.iter().flat_map(|word| listed(passage, words, word)).collect();
    found.extend(before(passage, words));
    found.extend(told(&passage.text, words));
    found.extend(dated(&passage.text, words));
    found.extend(in_marks(&passage.text, words));
    found.extend(back(&passage.text, words));
    found.sort_by_key(|miscounted| miscounted.at.start);
    found.dedup_by(|next, kept| next.at.start < kept.at.end);
    found.into_iter().map(|miscounted| finding(passage, miscounted)).collect()
}

/// A list of another number of things than is said.
struct Miscounted {
    /// Where it is said how many there are.
    at: Range<usize>,
    /// Where they are listed.
    list: Range<usize>,
    /// How many there are said to be.
    said: usize,
    /// How many are listed.
    listed: usize,
}

/// The finding for a list.
fn finding(passage: &ReportPassage<'_>, miscounted: Miscounted) -> Finding {
    let Miscounted { at, list, said, listed } = miscounted;
    let words = quote(&passage.text[at.clone()]);
    let message = format!("正文写“{words}”，列了 {listed} 个，不是 {said} 个。");
    let finding = Finding::new(&SUM, message).hint("核对说的个数和列的各项");
    finding.mark(&passage.place(at), format!("说的是 {said}")).mark(&passage.place(list), format!("列了 {listed}"))
}

/// A number in digits or words.
fn number(words: &str) -> Option<usize> {
    if words == "两" { Some(2) } else { said_number(words) }
}

/// Lists of names behind a word.
fn listed<'p>(passage: &'p ReportPassage<'_>, words: &'p Announced, word: &'p str) -> Vec<Miscounted> {
    let text = passage.text.as_str();
    let list = |at: usize| {
        let head = text.floor_char_boundary(at.saturating_sub(HEAD)).max(passage.paragraph(at).start);
        let head_words = &text[head..at];
        let found = words.counted.regex().captures(head_words)?;
        let (whole, digits) = (found.get(0)?, found.name("number")?);
        let before = head_words[..digits.start()].chars().next_back();
        let is_ordinal = before.is_some_and(|c| "第前后近约超每".contains(c) || c.is_ascii_digit());
        let said = number(digits.as_str()).filter(|said| !is_ordinal && (2..=20).contains(said))?;
        if found["noun"].contains("部分") {
            return None;
        }
        let start = at + word.len();
        let start = if text[start..].starts_with('：') { start + '：'.len_utf8() } else { start };
        let end = start + text[start..].find(['。', '；', '\n', '，', '：']).unwrap_or(text.len() - start);
        // 三大市场：东边的甲、乙；西边的丙、丁；南边的戊
        if text[end..].starts_with('；') {
            return None;
        }
        let (least, most) = names(&text[start..end])?;
        let listed = if said < least { least } else { most };
        let is_other = !(least..=most).contains(&said);
        is_other.then(|| Miscounted { at: head + whole.start()..at, list: start..end, said, listed })
    };
    passage.find(word).filter_map(|place| list(place.start)).collect()
}

/// How many names a list has at least and at most; none where it says that there are more, or is no list of names.
fn names(list: &str) -> Option<(usize, usize)> {
    const LONGEST: usize = 14;
    if let Some(quoted) = quoted(list) {
        return Some((quoted, quoted));
    }
    let items: Vec<&str> = list.split('、').collect();
    let is_name = |item: &&str| item.chars().all(is_han) && (2..=LONGEST).contains(&item.chars().count());
    // 一是修订指南、目录: what is counted off is no list of names.
    if items.len() < 2 || list.contains('等') || list.starts_with("一是") || !items.iter().all(is_name) {
        return None;
    }
    let joined = items.iter().filter(|item| item.contains(['和', '及', '与', '或'])).count();
    Some((items.len(), items.len() + joined))
}

/// How many names a list of nothing but names in quotes has, two at least: “甲”“乙”和“丙”.
fn quoted(list: &str) -> Option<usize> {
    let mut rest = list;
    let mut count = 0;
    while let Some((name, behind)) = rest.strip_prefix('“').and_then(|rest| rest.split_once('”')) {
        if name.contains('“') {
            return None;
        }
        count += 1;
        rest = behind.trim_start_matches(['、', '和', '与', '及']);
    }
    (count > 1 && rest.is_empty()).then_some(count)
}

/// Bytes of a list of names at most.
const LIST: usize = 1_200;

/// Bytes before a text speaks of things again that they were counted off in at most.
const ACCOUNT: usize = 6_000;

/// Lists of more names than they are said to end with, or, where the last is joined to the others, of another number.
fn before(passage: &ReportPassage<'_>, words: &Announced) -> Vec<Miscounted> {
    let text = passage.text.as_str();
    let ended = words.behind.regex().captures_iter(text).filter_map(|found| {
        let list = listed_before(text, &found, 0, &['和', '及', '与'])?;
        (list.listed > list.said).then_some(list)
    });
    // The last name belongs to the words that tell how many there are.
    let joined = words.joined.regex().captures_iter(text).filter_map(|found| {
        let list = listed_before(text, &found, 1, &['和', '及', '与', '或', '等'])?;
        // 甲、乙和丙等6个: those after the last that is named are left to think of.
        let is_open = text[..list.at.start].ends_with('等');
        (list.listed > list.said || list.listed < list.said && !is_open).then_some(list)
    });
    ended.chain(joined).collect()
}

/// The list that stands before the words that tell how many there are: three names at least, without some characters;
/// the words themselves have some names more.
fn listed_before(text: &str, found: &Captures<'_>, more: usize, without: &[char]) -> Option<Miscounted> {
    let (whole, digits) = (found.get(0)?, found.name("number")?);
    let said = number(digits.as_str())?;
    let first = text.floor_char_boundary(whole.start().saturating_sub(LIST));
    // What leads over to the list stands before the first name.
    let start = text[first..whole.start()].rfind(['。', '；', '\n', '，', '：']);
    let start = start.map_or(first, |at| text.ceil_char_boundary(first + at + 1));
    let list = &text[start..whole.start()];
    let is_name = |item: &str| item.chars().all(is_han) && !item.contains(without);
    let listed = list.split('、').count() + more;
    let is_list = listed > 2 && list.split('、').all(is_name);
    is_list.then(|| Miscounted { at: digits.start()..whole.end(), list: start..whole.start(), said, listed })
}

/// Where a text speaks again of another number of things than it counted off before.
fn back(text: &str, words: &Announced) -> Vec<Miscounted> {
    let told = |found: Captures<'_>| {
        let (whole, digits) = (found.get(0)?, found.name("number")?);
        let said = number(digits.as_str())?;
        let least = text.floor_char_boundary(whole.start().saturating_sub(ACCOUNT));
        let first = least + text[least..whole.start()].rfind("一是")?;
        let (mut listed, mut end) = (1, first + "一是".len());
        while let Some(at) = text[end..whole.start()].find(&format!("{}是", ordinal(listed + 1))) {
            (listed, end) = (listed + 1, end + at + "一是".len());
        }
        let is_other = listed >= 2 && listed != said;
        is_other.then(|| Miscounted { at: whole.range(), list: first..end, said, listed })
    };
    words.back.regex().captures_iter(text).filter_map(told).collect()
}

/// Other numbers of months, or of the times that are meant, than of the times that something was done.
fn dated(text: &str, words: &Announced) -> Vec<Miscounted> {
    let dated = |found: Captures<'_>| {
        let (digits, list) = (found.name("number")?, found.name("list")?);
        let said = number(digits.as_str())?;
        let listed = list.as_str().matches(['月', '第']).count();
        let before = text[..digits.start()].chars().next_back();
        let is_part = before.is_some_and(|c| "第每前后十一二三四五六七八九".contains(c) || c.is_ascii_digit());
        (listed != said && !is_part).then(|| Miscounted {
            at: digits.start()..list.start(),
            list: list.range(),
            said,
            listed,
        })
    };
    words.dated.regex().captures_iter(text).filter_map(dated).collect()
}

/// Other numbers of names in quotation marks than there are said to be behind them.
fn in_marks(text: &str, words: &Announced) -> Vec<Miscounted> {
    let told = |found: Captures<'_>| {
        let (digits, list) = (found.name("number")?, found.name("list")?);
        let said = number(digits.as_str())?;
        let listed = list.as_str().matches('“').count();
        let is_other = if found.name("more").is_some() { listed > said } else { listed != said };
        is_other.then(|| Miscounted { at: digits.range(), list: list.range(), said, listed })
    };
    words.quoted.regex().captures_iter(text).filter_map(told).collect()
}

/// Lists of sentences with their numbers.
fn told(text: &str, words: &Announced) -> Vec<Miscounted> {
    let told = |found: Captures<'_>| {
        let (whole, digits, first) = (found.get(0)?, found.name("number")?, found.name("first")?);
        let before = text[..digits.start()].chars().next_back();
        let is_ordinal = before.is_some_and(|c| "第前后近约超每十一二三四五六七八九".contains(c) || c.is_ascii_digit());
        let said = number(digits.as_str()).filter(|_| !is_ordinal)?;
        let spell = |number: usize| match first.as_str() {
            "一是" => format!("{}是", ordinal(number)),
            "第一，" => format!("第{}，", ordinal(number)),
            "（一）" => Style::ChineseInBrackets.spell(number),
            "（1）" => Style::ArabicInBrackets.spell(number),
            other => other.replace('1', &number.to_string()),
        };
        let again = text[first.end()..].find(first.as_str()).map_or(text.len(), |at| first.end() + at);
        let (mut listed, mut end) = (1, first.end());
        while let Some(at) = text[end..again].find(&spell(listed + 1)) {
            (listed, end) = (listed + 1, end + at + spell(listed + 1).len());
        }
        let at = digits.start()..first.start();
        (listed >= 2 && listed != said).then_some(Miscounted {
            at,
            list: first.start()..end.max(whole.end()),
            said,
            listed,
        })
    };
    words.told.regex().captures_iter(text).filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::{names, told};
    use crate::form::words::CheckWords;

    #[test]
    fn lists_are_counted() {
        assert_eq!(names("通知公告、工作动态、政策解读"), Some((3, 3)));
        assert_eq!(names("通知公告、工作动态和政策解读"), Some((2, 3)));
        assert_eq!(names("通知公告、工作动态等"), None);
        assert_eq!(names("通知公告"), None);
    }

    #[test]
    fn sentences_are_counted_by_their_numbers() {
        let miscounted =
            |text: &str| told(text, &CheckWords::built_in().announced).first().map(|found| (found.said, found.listed));
        assert_eq!(miscounted("采取以下三项措施：一是加强学习，二是丰富形式。"), Some((3, 2)));
        assert_eq!(miscounted("通过两种形式公开：1.网站。2.公示栏。3.宣传册。"), Some((2, 3)));
        assert_eq!(miscounted("存在三个方面的问题：一是少，二是慢，三是旧。"), None);
        assert_eq!(miscounted("存在三个方面的问题：一是更新少。"), None);
    }
}
