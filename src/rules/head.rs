//! What stands in the upper left corner of a letter: the number of the copy, the degree of secrecy, the urgency.

// 待核: the periods of secrecy, whose article was not at hand, and the numbers of the clauses of the standard.

use super::Case;
use crate::characters::unspaced;
use crate::filing::DEGREES;
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::source::Located;

/// A mark of the head that is not written as the standard says.
pub(super) static HEAD_FORM: Rule = Rule {
    code: "LET016",
    name: "份号、密级、紧急程度写法不规范",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "密级只有绝密、机密、秘密，期限用“★”隔开、用阿拉伯数字；公文的紧急程度只有特急、加急；份号是六位数字。写别的，收文机关无法照办。",
    basis: "GB/T 9704-2012 7.2.1—7.2.3",
    remedy: "照“000001”“机密★1年”“特急”的样子写；没有的不写",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\nurgency = \"急件\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nurgency = \"加急\"",
    in_workbook: None,
};

/// How urgent a document is.
const URGENCIES: &[&str] = &["特急", "加急"];

/// How urgent a telegram is, besides.
const OF_TELEGRAMS: &[&str] = &["特提", "平急"];

/// Digits of the number of a copy.
const DIGITS: usize = 6;

/// Tells what is wrong with a text, if anything.
type Misspelling = fn(&str) -> Option<String>;

/// Everything in the head that is not written as the standard says.
pub(super) fn forms(case: &Case<'_>) -> Vec<Finding> {
    let Some(letter) = &case.filing.letter else { return Vec::new() };
    let given: [(&str, &Option<Located<String>>, Misspelling); 3] = [
        ("letter.copy_number", &letter.copy_number, copy_number),
        ("letter.secrecy", &letter.secrecy, secrecy),
        ("letter.urgency", &letter.urgency, urgency),
    ];
    let mut findings = Vec::new();
    for (path, text, fault) in given {
        let Some(text) = text else { continue };
        let written = unspaced(&text.value);
        if let Some(fact) = fault(&written).filter(|_| !written.is_empty()) {
            let message = format!("{}：写的是“{written}”，{fact}。", case.call(path));
            findings.push(Finding::new(&HEAD_FORM, message).mark(&text.at, "").key(path));
        }
    }
    findings
}

/// What is wrong with the number of a copy.
fn copy_number(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits != DIGITS || text.len() != DIGITS).then(|| "应为六位数字，如 000001".to_owned())
}

/// What is wrong with an urgency.
fn urgency(text: &str) -> Option<String> {
    if URGENCIES.contains(&text) {
        return None;
    }
    let telegram = OF_TELEGRAMS.contains(&text);
    Some(
        if telegram {
            "只用于电报，公文用特急、加急"
        } else {
            "公文的紧急程度只有特急、加急"
        }
        .to_owned(),
    )
}

/// What is wrong with a degree of secrecy and its period.
fn secrecy(text: &str) -> Option<String> {
    let Some((degree, most)) = DEGREES.iter().find(|(degree, _)| text.starts_with(degree)) else {
        return Some("密级只有绝密、机密、秘密".to_owned());
    };
    let rest = &text[degree.len()..];
    if rest.is_empty() {
        return None;
    }
    let Some(period) = rest.strip_prefix('★') else {
        return Some("密级和保密期限之间用“★”隔开".to_owned());
    };
    let digits = period.bytes().take_while(u8::is_ascii_digit).count();
    let unit = &period[digits..];
    let number: Option<u32> = period[..digits].parse().ok();
    match (number, unit) {
        (None, "长期") => None,
        (Some(years), "年") if years > *most => Some(format!("{degree}级不超过 {most} 年")),
        (Some(1..), "年" | "个月" | "月" | "天" | "日") => None,
        _ => Some("保密期限写“1年”“6个月”“30天”的样子，用阿拉伯数字".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{copy_number, secrecy, urgency};

    #[test]
    fn marks_in_form_are_told_from_others() {
        for text in ["秘密", "机密★1年", "绝密★长期", "秘密★6个月", "机密★20年"] {
            assert_eq!(secrecy(text), None, "{text}");
        }
        for text in ["内部", "秘密1年", "秘密★一年", "秘密★20年", "机密★", "机密*1年", "普通"]
        {
            assert!(secrecy(text).is_some(), "{text}");
        }
        for (text, wrong) in [("特急", false), ("加急", false), ("急件", true), ("特提", true), ("平急", true)]
        {
            assert_eq!(urgency(text).is_some(), wrong, "{text}");
        }
        for (text, wrong) in [("000001", false), ("1", true), ("0000001", true), ("第00001", true)] {
            assert_eq!(copy_number(text).is_some(), wrong, "{text}");
        }
    }
}
