//! What is private: mobile numbers, identity numbers, mail boxes that are nobody's office.

use std::ops::Range;

use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::ReportPassage;
use crate::source::{Located, Span};

/// A mobile number or identity number.
pub(in crate::rules) static PERSONAL: Rule = Rule {
    code: "PRO041",
    name: "个人的手机号、身份证号",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "报告要公布在网上，个人的手机号、身份证号一公布就收不回来。",
    // 待核: the number of the article.
    basis: "《中华人民共和国个人信息保护法》第二十五条：不得公开其处理的个人信息，取得个人单独同意的除外",
    remedy: "换成机关的座机，或删去；机关专用的号码用 [[accept]] 写明",
    faulty: "[sections.problems]\ntext = '培训工作有待加强，联系人张某，13800138000。'",
    corrected: "[sections.problems]\ntext = '培训工作有待加强，联系电话0591-12345678。'",
    in_workbook: Some("换成机关的座机，或删去；机关专用的号码在“高级”表的“认可”里写明"),
};

/// A mail box at a host where anybody has one.
pub(in crate::rules) static PRIVATE_MAIL: Rule = Rule {
    code: "PRO042",
    name: "邮箱不是机关的",
    severity: Severity::Hint,
    family: Family::Prose,
    reason: "公众邮箱不受机关管理，人员变动就收不到申请和意见，也有泄密的危险。",
    basis: "审核惯例",
    remedy: "有机关邮箱（gov.cn）的换成机关邮箱",
    faulty: "[agency]\nemail = \"example@163.com\"",
    corrected: "[agency]\nemail = \"example@example.gov.cn\"",
    in_workbook: None,
};

/// A text as it was written, and the place of any range of it.
type RawText<'w> = (&'w str, Box<dyn Fn(Range<usize>) -> Span + 'w>);

/// Every text in which such things may stand.
fn written<'w>(case: &'w Case<'_>, passages: &'w [ReportPassage<'_>]) -> Vec<RawText<'w>> {
    let agency = &case.filing.agency;
    let fields = [&agency.phone, &agency.fax, &agency.email, &agency.contact, &agency.address];
    let field = |text: &'w Located<String>| -> RawText<'w> { (text.value.as_str(), Box::new(|_| text.at.clone())) };
    let passage = |passage: &'w ReportPassage<'_>| -> RawText<'w> {
        (passage.raw, Box::new(move |range| passage.raw_place(range)))
    };
    let letter = case.filing.letter.iter().flat_map(|letter| {
        let texts = [&letter.to, &letter.title, &letter.note, &letter.cc, &letter.printed_by];
        texts.into_iter().flatten().chain(&letter.from).chain(&letter.signers)
    });
    let fields = fields.into_iter().flatten().chain(case.filing.web.fields.values()).chain(letter);
    fields.map(field).chain(passages.iter().map(passage)).collect()
}

/// Every mobile number, identity number and private mail box.
pub(super) fn personal(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let hosts = &case.filing.form.words().mail.private;
    let mut findings = Vec::new();
    let mut boxes: Vec<(&str, Vec<Span>)> = Vec::new();
    for (text, place) in written(case, passages) {
        for range in numbers(text).into_iter().filter(|range| range.len() >= SHORTEST) {
            let digits: String = text[range.clone()].chars().filter(char::is_ascii_alphanumeric).collect();
            let what = match digits.len() {
                11 if is_mobile(&digits) => "手机号",
                18 if is_identity(&digits) || is_called_identity(&text[..range.start]) => "身份证号",
                _ => continue,
            };
            let hidden = format!("{}****{}", &digits[..3], &digits[digits.len() - 4..]);
            let message = format!("“{hidden}”是{what}，不宜公布。");
            findings.push(Finding::new(&PERSONAL, message).mark(&place(range), ""));
        }
        for range in mail_boxes(text) {
            let host = text[range.clone()].split_once('@').map_or("", |(_, host)| host).to_ascii_lowercase();
            if !hosts.contains(&host) {
                continue;
            }
            let (written, at) = (&text[range.clone()], place(range));
            match boxes.iter_mut().find(|(known, _)| *known == written) {
                Some((_, places)) => places.push(at),
                None => boxes.push((written, vec![at])),
            }
        }
    }
    let tell = |(written, places): (&str, Vec<Span>)| {
        let finding = Finding::new(&PRIVATE_MAIL, format!("“{written}”是公众邮箱。"));
        places.iter().take(MOST).fold(finding, |finding, at| finding.mark(at, ""))
    };
    findings.extend(boxes.into_iter().take(MOST).map(tell));
    findings
}

/// Characters of a mobile number.
const SHORTEST: usize = 11;

/// Private mail boxes that are told, and places of each.
const MOST: usize = 5;

/// Runs of digits, single blanks and strokes between them, that no Latin letter or figure touches.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() {
            let next = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            let inner = bytes[at].is_ascii_digit() || matches!(bytes[at], b' ' | b'-') && next;
            let check = matches!(bytes[at], b'X' | b'x') && at - start == 17;
            if !inner && !check {
                break;
            }
            at += 1;
        }
        let touches = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || b"@._/=?&%+".contains(b));
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(at).filter(|byte| !matches!(byte, b'.'));
        if !touches(before) && !touches(after) {
            found.push(start..at);
        }
    }
    found
}

/// Whether eleven digits are the number of a mobile telephone.
fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// Whether eighteen characters are an identity number: a date of birth, and the last character follows from the others.
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8] = b"10X98765432";
    let month = digits[10..12].parse().unwrap_or(0);
    let day = digits[12..14].parse().unwrap_or(0);
    let dated = matches!(&digits[6..8], "18" | "19" | "20") && (1..=12).contains(&month) && (1..=31).contains(&day);
    let sum: u32 =
        digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight).sum();
    let check = usize::try_from(sum % 11).ok().map(|place| CHECKS[place]);
    dated && check == digits.bytes().last().map(|last| last.to_ascii_uppercase())
}

/// Whether what comes next is said to be an identity number, though its last digit may be wrong.
fn is_called_identity(before: &str) -> bool {
    const NEAR: usize = 8;
    let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    before[near..].contains("身份证")
}

/// Mail addresses.
fn mail_boxes(text: &str) -> Vec<Range<usize>> {
    let of = |(at, _): (usize, &str)| {
        let local = text[..at].bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || b"._-+".contains(b)).count();
        let host = text[at + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
        let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']).len();
        (local > 0 && host > 0).then(|| at - local..at + 1 + host)
    };
    text.match_indices('@').filter_map(of).collect()
}
