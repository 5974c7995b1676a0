//! Characters that stand for others of the same look: radicals of dictionaries and doubles of other encodings, for whole
//! characters. Whoever copies from a PDF file gets them, and nobody ever means them.

use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// Other radicals, each with the character that it is.
const OTHERS: &[(char, char)] = &[
    ('\u{2E81}', '厂'),
    ('\u{2E87}', '几'),
    ('\u{2E92}', '巳'),
    ('\u{2E9C}', '日'),
    ('\u{2E9D}', '月'),
    ('\u{2E9F}', '母'),
    ('\u{2EA0}', '民'),
    ('\u{2EA7}', '牛'),
    ('\u{2EA9}', '王'),
    ('\u{2EAB}', '目'),
    ('\u{2EAC}', '示'),
    ('\u{2EAE}', '竹'),
    ('\u{2EB6}', '羊'),
    ('\u{2EB8}', '羊'),
    ('\u{2EBB}', '聿'),
    ('\u{2EBC}', '肉'),
    ('\u{2EC1}', '虎'),
    ('\u{2EC4}', '西'),
    ('\u{2EC5}', '见'),
    ('\u{2EC6}', '角'),
    ('\u{2EC7}', '角'),
    ('\u{2EC9}', '贝'),
    ('\u{2ECA}', '足'),
    ('\u{2ECB}', '车'),
    ('\u{2ECF}', '邑'),
    ('\u{2ED1}', '長'),
    ('\u{2ED3}', '长'),
    ('\u{2ED4}', '门'),
    ('\u{2ED7}', '雨'),
    ('\u{2ED8}', '青'),
    ('\u{2ED9}', '韦'),
    ('\u{2EDA}', '页'),
    ('\u{2EDB}', '风'),
    ('\u{2EDC}', '飞'),
    ('\u{2EDD}', '食'),
    ('\u{2EE2}', '马'),
    ('\u{2EE3}', '骨'),
    ('\u{2EE4}', '鬼'),
    ('\u{2EE5}', '鱼'),
    ('\u{2EE6}', '鸟'),
    ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'),
    ('\u{2EE9}', '黄'),
    ('\u{2EEA}', '黾'),
    ('\u{2EEC}', '齐'),
    ('\u{2EEE}', '齿'),
    ('\u{2EF0}', '龙'),
    ('\u{2EF1}', '龜'),
    ('\u{2EF3}', '龟'),
    // In texts of simplified characters.
    ('\u{2F3E}', '户'),
];

/// The character that is meant by one: as many bytes long, so that places in a text stay where they are.
pub fn meant(c: char) -> char {
    let named = || OTHERS.iter().find(|(radical, _)| *radical == c).map(|(_, character)| *character);
    match c {
        '\u{2E80}'..='\u{2FD5}' => named().unwrap_or_else(|| single(c, |put| decompose_compatible(c, put))),
        // Doubles that came with the encodings of other countries.
        '\u{F900}'..='\u{FAFF}' => single(c, |put| decompose_canonical(c, put)),
        _ => c,
    }
}

/// What a character is taken apart into, where that is one of as many bytes.
fn single(c: char, take_apart: impl FnOnce(&mut dyn FnMut(char))) -> char {
    let (mut found, mut count) = (c, 0);
    take_apart(&mut |part| (found, count) = (part, count + 1));
    if count == 1 && found.len_utf8() == c.len_utf8() { found } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_read_as_the_characters_that_they_are() {
        let text = "\u{2F00}、\u{2ED3}乐区⼯作，\u{2EA0}\u{2F3E}，\u{2FD5}\u{F98E}\u{FA0E}甲";
        let read: String = text.chars().map(meant).collect();
        assert_eq!(read, "一、长乐区工作，民户，龠年\u{FA0E}甲");
        assert!(('\u{2E80}'..='\u{FAFF}').all(|c| meant(c).len_utf8() == c.len_utf8()));
        assert!(('\u{2F00}'..='\u{2FD5}').all(|c| meant(c) != c));
    }
}
