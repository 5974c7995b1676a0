//! The parts of an agency's name, for a line that does not hold it whole.

use super::vocabulary::Vocabulary;
use super::word::{TitleWord, joined};

/// How unwelcome a break is between the places of a name, in characters of unevenness.
const BETWEEN_PLACES: u8 = 3;

/// The same between the words of what follows the last place.
const BETWEEN_WORDS: u8 = 6;

/// Characters of what is behind an agency in its name and goes with it.
const TAIL: usize = 3;

/// A name: whole on a line that holds it, or else broken after places, or else between its words.
pub fn name(text: &str) -> TitleWord {
    let text = text.trim();
    let parts = places(text).into_iter().map(|part| {
        let words = words(part).into_iter().map(|word| TitleWord::plain(word, BETWEEN_WORDS));
        TitleWord { parts: several(joined(words.collect())), ..TitleWord::plain(part, BETWEEN_PLACES) }
    });
    let mut parts: Vec<TitleWord> = joined(parts.collect());
    // A name of one place is its words.
    let parts = if parts.len() == 1 { parts.remove(0).parts } else { parts };
    TitleWord { parts, ..TitleWord::plain(text, 0) }
}

/// Several parts; one alone is none.
fn several(parts: Vec<TitleWord>) -> Vec<TitleWord> {
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// A name cut after each place and around brackets.
fn places(name: &str) -> Vec<&str> {
    let known = Vocabulary::get();
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    let mut cut = |start: &mut usize, at: usize| {
        if at > *start {
            parts.push(&name[*start..at]);
            *start = at;
        }
    };
    while let Some(c) = name[at..].chars().next() {
        let rest = &name[at..];
        if let Some(length) = known.bracket(rest) {
            cut(&mut start, at);
            at += length;
            cut(&mut start, at);
        } else if let Some(length) = known.organ(rest) {
            at += length;
        } else if let Some(length) = known.place(&name[..at], rest) {
            let next = &rest[length..];
            // 红旗镇 and 新乡市 are one place; of 市 alone something must stand before it.
            let goes_on = known.place("", next).is_some_and(is_one_character) && known.organ(next).is_none();
            let is_whole = at + length - start > c.len_utf8();
            // Nothing of three characters stands alone behind an agency: 局办公室.
            let is_tail = c == '局' && known.organ(next) == Some(next.len()) && next.chars().count() <= TAIL;
            at += length;
            if is_whole && !goes_on && !is_tail {
                cut(&mut start, at);
            }
        } else {
            at += c.len_utf8();
        }
    }
    cut(&mut start, at);
    parts
}

/// Whether a length is that of one Chinese character.
fn is_one_character(length: usize) -> bool {
    length == '市'.len_utf8()
}

/// The words of a part of a name; what stands between known ones is a word as well.
fn words(part: &str) -> Vec<&str> {
    let known = Vocabulary::get();
    let (mut words, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(c) = part[at..].chars().next() {
        let found = known.organ(&part[at..]);
        if found.is_some() && at > start {
            words.push(&part[start..at]);
        }
        match found {
            Some(length) => {
                words.push(&part[at..at + length]);
                at += length;
                start = at;
            }
            // 和 stays with the word before it, and so does the end of a name: 局, 委.
            None if known.follows(&part[at..]) && at == start && !words.is_empty() => {
                at += c.len_utf8();
                words.push(&part[start..at]);
                start = at;
            }
            None => at += c.len_utf8(),
        }
    }
    if at > start {
        words.push(&part[start..at]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{name, places};
    use crate::report::TitleWord;

    #[test]
    fn names_are_cut_after_places() {
        for cut in [
            "示例市/应急管理局",
            "示例市/市场监督管理局",
            "新疆维吾尔自治区/伊犁哈萨克自治州/察布查尔锡伯自治县/人民政府办公室",
            "河南省/新乡市/红旗区/城市管理局",
            "新疆生产建设兵团/第八师/石河子市/教育局",
            "示例县/红旗镇/人民政府",
            "示例市/经济技术开发区/管理委员会",
            "示例市/档案局/（史志办公室）",
            "示例市/住房和城乡建设局办公室",
            "示例市/公安局/交通警察支队",
            "示例区/城关街道办事处",
            "教育部",
            "济南市/市中区/市级机关事务管理局",
            "甘肃省/积石山保安族东乡族撒拉族自治县/人民政府",
            "津市市/镇海区/景德镇市/城乡建设局",
        ] {
            assert_eq!(places(&cut.replace('/', "")).join("/"), cut);
        }
    }

    #[test]
    fn what_follows_places_is_words() {
        let words = |text: &str| -> Vec<String> {
            let whole: TitleWord = name(text);
            let leaves = whole.parts.iter().flat_map(|part| {
                if part.parts.is_empty() {
                    vec![part.text.clone()]
                } else {
                    part.parts.iter().map(|w| w.text.clone()).collect()
                }
            });
            leaves.collect()
        };
        assert_eq!(words("示例市住房和城乡建设局"), ["示例市", "住房和", "城乡建设局"]);
        assert_eq!(words("工业和信息化局"), ["工业和", "信息化局"]);
        assert_eq!(words("示例市教育局机关党委"), ["示例市", "教育局", "机关党委"]);
        assert_eq!(words("示例局"), Vec::<String>::new());
        assert_eq!(words("的报告"), Vec::<String>::new());
    }
}
