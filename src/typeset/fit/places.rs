//! Where a line may end: the rules of Chinese typesetting, addresses at their marks, figures never from their units.

/// Characters that no line begins with.
const NOT_FIRST: &[char] = &[
    '，', '。', '、', '；', '：', '？', '！', '）', '》', '〉', '”', '’', '】', '〕', '」', '』', '…', '—', '％', '‰',
    '℃', '·', '～', ',', '.', ';', ':', '?', '!', ')', ']', '}', '%',
];

/// Characters that no line ends with.
const NOT_LAST: &[char] =
    &['（', '《', '〈', '“', '‘', '【', '〔', '「', '『', '(', '[', '{', '￥', '$', '№', '#', '＃'];

/// Marks of an address that a line may end with.
const MARKS: &[char] = &['/', '.', '-', '_', '?', '&', '=', '@'];

/// Numerals that stand between a figure and its unit.
const NUMERALS: &[char] = &['十', '百', '千', '万', '亿'];

/// Characters before and behind a place that are looked at.
const AROUND: usize = 60;

/// How unwelcome a line's end is between a figure and its unit.
const TORN: f64 = 5_000.0;

/// How unwelcome it is within a word.
const WITHIN: f64 = 9_000.0;

/// How unwelcome it is within an address away from its marks.
const IN_ADDRESS: f64 = 700.0;

/// How unwelcome it is within an address at one of its marks.
const AT_MARK: f64 = 25.0;

/// Whether a character is a Chinese one.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '々')
}

/// How unwelcome a line's end is before a character; none where no line may end.
pub(super) fn cost(text: &[char], at: usize) -> Option<f64> {
    let (before, after) = (text[at - 1], text[at]);
    if after == ' ' || NOT_LAST.contains(&before) {
        return None;
    }
    let is_word = |c: char| c.is_ascii_graphic();
    if is_word(before) && is_word(after) {
        let is_decimal = before == '.' && after.is_ascii_digit() && at > 1 && text[at - 2].is_ascii_digit();
        return Some(match (is_at_mark(before, after) && !is_decimal, is_address(text, at)) {
            (true, _) => AT_MARK,
            (false, true) => IN_ADDRESS,
            (false, false) => WITHIN,
        });
    }
    if NOT_FIRST.contains(&after) {
        return None;
    }
    Some(if is_torn(text, at) { TORN } else { 0.0 })
}

/// Whether an address may be broken between two of its characters.
fn is_at_mark(before: char, after: char) -> bool {
    MARKS.contains(&before) && !MARKS.contains(&after) && !after.is_ascii_punctuation()
}

/// Whether a place lies within an address, and not at its ends: an address is long and has marks within.
fn is_address(text: &[char], at: usize) -> bool {
    let part = |c: &&char| c.is_ascii_graphic();
    let before = text[..at].iter().rev().take(AROUND).take_while(part);
    let after = text[at..].iter().take(AROUND).take_while(part);
    let is_long = before.clone().nth(2).is_some() && after.clone().nth(2).is_some();
    is_long && before.chain(after).any(|c| matches!(c, '/' | '@'))
}

/// Whether a figure would be torn from its unit, or from 第 before it.
fn is_torn(text: &[char], at: usize) -> bool {
    let last = text[..at].iter().rev().take(AROUND).copied().find(|c| *c != ' ');
    let Some(last) = last else { return false };
    let (after, is_close) = (text[at], text[at - 1] == last);
    if last.is_ascii_digit() || (last == '%' && !is_close) {
        return is_han(after);
    }
    if last == '第' {
        return after.is_ascii_digit();
    }
    let numerals = text[..at].iter().rev().take(AROUND).take_while(|c| NUMERALS.contains(c)).count();
    numerals > 0 && at > numerals && text[at - numerals - 1].is_ascii_digit() && is_han(after)
}

/// Whether it counts as a fault that a line ends there.
pub(super) fn is_fault(cost: Option<f64>) -> bool {
    cost.is_none_or(|cost| cost >= IN_ADDRESS)
}

/// Characters that a last line has at least where it begins within an address.
const END_OF_ADDRESS: usize = 6;

/// Whether the last line of a paragraph holds one character only, or nothing but the short end of an address.
pub(super) fn is_runt(text: &[char], from: usize) -> bool {
    let said = text[from..].iter().filter(|c| c.is_alphanumeric()).count();
    let ends_address = || {
        let is_within = text[from - 1].is_ascii_graphic() && text[from].is_ascii_graphic();
        is_within && said < END_OF_ADDRESS && !text[from..].iter().any(|c| is_han(*c))
    };
    from > 0 && (said <= 1 || ends_address())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with a stroke wherever a line may end without harm.
    fn shown(text: &str) -> String {
        let all: Vec<char> = text.chars().collect();
        let mut out = String::new();
        for (at, c) in all.iter().enumerate() {
            if at > 0 && cost(&all, at).is_some_and(|cost| cost <= AT_MARK) {
                out.push('|');
            }
            out.push(*c);
        }
        out
    }

    #[test]
    fn figures_stay_with_their_units_and_marks_with_their_words() {
        assert_eq!(shown("收到12件，"), "收|到|12件，");
        assert_eq!(shown("共160.5964万元。"), "共|160.5964万元。");
        assert_eq!(shown("第12条（三）"), "第12条|（三）");
        assert_eq!(shown("办理 12 件"), "办|理 |12 件");
        assert_eq!(shown("“甲”和《乙》"), "“甲”|和|《乙》");
        assert_eq!(shown("达100%以上"), "达|100%|以|上");
        assert_eq!(shown("甲——乙"), "甲——|乙");
    }

    #[test]
    fn addresses_break_at_their_marks() {
        assert_eq!(shown("见www.a.gov.cn/b-c"), "见|www.|a.|gov.|cn/|b-|c");
        assert_eq!(shown("https://a.cn"), "https://|a.|cn");
        assert_eq!(shown("信a_b@c.cn，"), "信|a_|b@|c.|cn，");
        assert_eq!(shown("达96.5分"), "达|96.5分");
        let runt = |text: &str, last: &str| {
            let all: Vec<char> = text.chars().collect();
            is_runt(&all, all.len() - last.chars().count())
        };
        assert!(runt("见https://a.cn/b/index_1.html。", "html。") && runt("均已办结。", "结。"));
        assert!(!runt("见https://a.cn/b/index_1.html。", "index_1.html。") && !runt("共收到12件。", "12件。"));
        assert_eq!(shown("电话0591-87654321"), "电|话|0591-|87654321");
    }
}
