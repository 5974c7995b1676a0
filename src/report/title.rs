//! Breaking a title into lines: whole words, balanced (GB/T 9704-2012, 7.3.1).

use super::shape::{TitleBreaker, width};
use crate::characters::clean;

/// Widest line in characters: 156 mm hold twenty characters of 二号 (22 pt).
const WIDEST: f64 = 20.0;

/// Words of any title that it is not broken inside of, and before or after which it may be; a form adds its own.
const WORDS: &[&str] = &[
    "政务公开",
    "工作",
    "年度",
    "报告",
    "人民政府",
    "办公室",
    "管理局",
    "管理委员会",
    "委员会",
    "街道办事处",
    "办事处",
    "应急",
    "关于",
    "报送",
    "自治区",
    "自治州",
    "自治县",
];

/// The lines of a title, with words of its form; line breaks of its own are kept.
pub fn lines(title: &str, agency: &str, words: &[String]) -> Vec<String> {
    let given: Vec<String> = title.lines().map(|line| clean(line.trim())).filter(|line| !line.is_empty()).collect();
    given.iter().flat_map(|line| fill(line, (agency.trim(), words), WIDEST)).collect()
}

/// A name broken into the fewest lines of a width, evenly, at the best places.
pub fn balanced(name: &str, widest: f64) -> Vec<String> {
    fill(name, ("", &[]), widest)
}

/// Breaks a text into the fewest lines of a width.
#[expect(clippy::cast_possible_truncation, reason = "a title has some lines")]
fn fill(title: &str, known: (&str, &[String]), widest: f64) -> Vec<String> {
    if width(title) <= widest {
        return vec![title.to_owned()];
    }
    let breaks = breaks(title, known);
    let fewest = (width(title) / widest).ceil() as usize;
    let found = (fewest..fewest + 3).find_map(|count| {
        let shape = TitleBreaker { title, breaks: &breaks, ideal: width(title) / count as f64, widest };
        shape.best(count)
    });
    found.unwrap_or_else(|| chop(title, widest))
}

/// Byte offsets where the title may be broken, with what a break there costs.
fn breaks(title: &str, (agency, words): (&str, &[String])) -> Vec<(usize, f64)> {
    let all = || words.iter().map(String::as_str).chain(WORDS.iter().copied());
    let mut costs = vec![f64::INFINITY; title.len() + 1];
    let mut allow = |at: usize, cost: f64| {
        if at > 0 && at < title.len() {
            costs[at] = costs[at].min(cost);
        }
    };
    for word in all() {
        for (at, _) in title.match_indices(word) {
            allow(at, 3.0);
            allow(at + word.len(), 3.0);
        }
    }
    for place in ['省', '市', '区', '县', '镇', '乡', '局', '厅', '委'] {
        title.match_indices(place).for_each(|(at, _)| allow(at + place.len_utf8(), 5.0));
    }
    if let Some(at) = title.find(agency).filter(|_| !agency.is_empty()) {
        allow(at + agency.len(), 1.0);
    }
    if let Some(at) = words.first().and_then(|word| title.find(word.as_str())) {
        allow(at, 0.0);
    }
    title.match_indices(' ').for_each(|(at, _)| allow(at + 1, 0.5));
    // A letter's title: who, 关于 what, of what kind.
    title.match_indices("关于").for_each(|(at, _)| allow(at, 0.0));
    title.match_indices('《').for_each(|(at, _)| allow(at, 2.0));
    // Not inside a word of the list, nor inside 2020年度.
    for word in all().chain(["年度"]) {
        for (start, _) in title.match_indices(word) {
            let inside = title[start..start + word.len()].char_indices().skip(1).map(|(at, _)| start + at);
            inside.for_each(|at| costs[at] = f64::INFINITY);
        }
    }
    for (at, _) in title.match_indices(NOT_FIRST) {
        costs[at] = f64::INFINITY;
    }
    for (at, last) in title.match_indices(NOT_LAST) {
        costs[at + last.len()] = f64::INFINITY;
    }
    title.match_indices("关于").for_each(|(at, word)| costs[at + word.len()] = f64::INFINITY);
    for (at, c) in title.char_indices() {
        if c == '年' || c.is_ascii_digit() {
            let digits = title[..at].chars().next_back().is_some_and(|before| before.is_ascii_digit());
            if digits {
                costs[at] = f64::INFINITY;
            }
        }
    }
    costs.into_iter().enumerate().filter(|(_, cost)| cost.is_finite()).collect()
}

/// Characters that no line begins with.
const NOT_FIRST: [char; 9] = ['》', '〉', '）', '”', '、', '，', '。', '：', '的'];

/// Characters that no line ends with.
const NOT_LAST: [char; 4] = ['《', '〈', '（', '“'];

/// Breaks a title without any good place, evenly.
fn chop(title: &str, widest: f64) -> Vec<String> {
    let count = (width(title) / widest).ceil();
    let ideal = width(title) / count;
    let mut lines = vec![String::new()];
    for c in title.chars() {
        let last = lines.len() - 1;
        let full = width(&lines[last]) >= ideal.ceil().min(widest) && !"，。、；：）》”".contains(c);
        if full {
            lines.push(String::new());
        }
        let last = lines.len() - 1;
        lines[last].push(c);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of the form's titles.
    fn words() -> Vec<String> {
        crate::form::Editions::built_in().newest().title_words.clone()
    }

    #[test]
    fn breaks_at_words() {
        let broken = |title: &str, agency: &str| lines(title, agency, &words()).join("/");
        assert_eq!(
            broken("福州市长乐区应急管理局2020年政府信息公开工作年度报告", "福州市长乐区应急管理局"),
            "福州市长乐区应急管理局2020年/政府信息公开工作年度报告"
        );
        assert_eq!(broken("示例局2025年政府信息公开工作年度报告", "示例局"), "示例局2025年政府信息公开工作年度报告");
        assert_eq!(
            broken("银州区应急管理局2020年度政府信息公开工作年度报告", "银州区应急管理局"),
            "银州区应急管理局2020年度/政府信息公开工作年度报告"
        );
        assert_eq!(broken("甲\n乙", ""), "甲/乙");
    }

    #[test]
    fn titles_of_letters_are_trapezia_or_rhombi() {
        for agency in ["示例市应急管理局", "示例局", "福州市长乐区人民政府办公室", "示例市住房和城乡建设委员会"]
        {
            for kind in ["报告", "函"] {
                let title = format!("{agency}关于报送《{agency}2025年政府信息公开工作年度报告》的{kind}");
                let lines = lines(&title, agency, &words());
                assert_eq!(lines.concat(), title);
                let widths: Vec<f64> = lines.iter().map(|line| width(line)).collect();
                let fall = widths.windows(2).position(|pair| pair[1] < pair[0]).unwrap_or(widths.len());
                assert!(widths[fall.min(widths.len() - 1)..].windows(2).all(|pair| pair[1] <= pair[0]), "{lines:?}");
                assert!(widths.iter().all(|width| *width >= 4.0), "{lines:?}");
                assert!(!lines.iter().any(|line| line.starts_with(['》', '的']) || line.ends_with('《')), "{lines:?}");
            }
        }
    }

    #[test]
    fn long_titles_never_overflow() {
        let agency = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县工业和信息化与商务发展管理委员会办公室";
        for title in [format!("{agency}2025年政府信息公开工作年度报告"), "字".repeat(137), "2025".repeat(40)]
        {
            let lines = lines(&title, agency, &words());
            assert_eq!(lines.concat(), title);
            assert!(lines.iter().all(|line| width(line) <= WIDEST), "{lines:?}");
        }
    }
}
