//! Postcodes and telephone numbers that a spreadsheet took for numbers; fields that are named twice, or filled in with
//! something else.

use super::Case;
use crate::characters::{is_ideograph, unspaced};
use crate::filing::{FIELDS, Field, Group};
use crate::finding::Finding;
use crate::rule::Severity::Warning;
use crate::rule::{Family, Rule};
use crate::source::Located;

/// A postcode or a telephone number without the zero it begins with.
pub(super) static WRONG_LENGTH: Rule = Rule {
    code: "STR020",
    name: "邮编、电话的位数不对",
    severity: Warning,
    family: Family::Structure,
    reason: "表格软件把邮编、电话当作数时会去掉开头的 0，印出来就打不通、寄不到。",
    basis: "输入格式：邮政编码六位，长途区号以 0 开头",
    remedy: "核对；在表格软件里先把单元格格式设为“文本”再填",
    faulty: "[agency]\npostcode = \"10010\"",
    corrected: "[agency]\npostcode = \"010010\"",
    in_workbook: None,
};

/// The name of a field, written once more before what is filled in.
pub(super) static NAMED_TWICE: Rule = Rule {
    code: "STR021",
    name: "填的内容前面又写了名称，或者写了两遍",
    severity: Warning,
    family: Family::Structure,
    reason: "地址、电话等的名称由程序写上；填的内容前面再写一遍，引言里就印成“电话：电话：…”。",
    basis: "输入格式",
    remedy: "删去前面的名称，只填内容",
    faulty: "[agency]\nphone = \"电话：0591-12345678\"",
    corrected: "[agency]\nphone = \"0591-12345678\"",
    in_workbook: None,
};

/// What is filled in and is not what the field asks for.
pub(super) static MISPLACED: Rule = Rule {
    code: "STR022",
    name: "填的不像这一项",
    severity: Warning,
    family: Family::Structure,
    reason: "机关全称印在标题和引言里，电话、邮箱、网址印给群众用；填成别的，报告名称就不对，照着也联系不上。",
    basis: "输入格式：机关全称、电话、邮箱、网址",
    remedy: "照这一项要求的填；没有的空着",
    faulty: "[agency]\nemail = \"example.gov.cn\"",
    corrected: "[agency]\nemail = \"xxgk@example.gov.cn\"",
    in_workbook: None,
};

/// What a name of an agency ends with where more than the name was filled in.
const NO_NAME: &[&str] = &["关于", "年", "年度", "报告", "公开", "情况"];

/// Tells what a text of a field is not, if it is not what it should be.
type Unlike = fn(&str) -> Option<&'static str>;

/// What a text is not that has no number.
fn no_number(text: &str) -> Option<&'static str> {
    (!text.contains(|c: char| c.is_ascii_digit())).then_some("没有号码")
}

/// What the texts of some fields must look like.
static LOOKS: &[(&str, Unlike)] = &[
    ("agency.name", |text| NO_NAME.iter().any(|end| text.ends_with(end)).then_some("末尾不是机关的名称")),
    ("agency.phone", no_number),
    ("agency.fax", no_number),
    ("agency.email", |text| (!text.contains('@')).then_some("没有“@”，不是邮箱地址")),
    ("agency.website", |text| (!text.contains('.')).then_some("不是网址")),
];

/// Every field of the agency that is filled in with something else.
pub(super) fn misplaced(case: &Case<'_>) -> Vec<Finding> {
    let tell = |(path, unlike): &(&str, Unlike)| {
        let field = Field::of(path)?;
        let texts = field.get(case.filing);
        let text = texts.first()?.trim();
        let fact = unlike(text)?;
        let message = format!("{}：写的是“{text}”，{fact}。", field.label);
        Some(Finding::new(&MISPLACED, message).mark_if(case.filing.places.get(*path), "").key(*path))
    };
    LOOKS.iter().filter_map(tell).collect()
}

/// The beginning of a text that stands twice there: 示例市示例市解放路.
fn begins_twice(text: &str) -> Option<&str> {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=12;
    let mut ends = text.char_indices().map(|(at, _)| at).skip(*WORDS.start()).take(WORDS.count());
    let is_twice = |end: &usize| text[*end..].starts_with(&text[..*end]);
    ends.find(|end| text.starts_with(is_ideograph) && is_twice(end)).map(|end| &text[..end])
}

/// Every field of the agency whose text begins with what the field is called, or twice with the same words.
pub(super) fn named_twice(case: &Case<'_>) -> Vec<Finding> {
    let tell = |field: &Field| {
        let texts = field.get(case.filing);
        let text = texts.first()?.trim();
        let named = text.split_once(['：', ':']).map(|(named, _)| unspaced(named));
        let message = match named.filter(|named| field.labels().any(|label| label == named)) {
            Some(named) => format!("{}：写的是“{text}”，前面的“{named}：”会再印一遍。", field.label),
            None => format!("{}：写的是“{text}”，开头的“{}”写了两遍。", field.label, begins_twice(text)?),
        };
        Some(Finding::new(&NAMED_TWICE, message).mark_if(case.filing.places.get(&*field.path), "").key(&*field.path))
    };
    FIELDS.iter().filter(|field| field.group == Group::Agency).filter_map(tell).collect()
}

/// What stands between several numbers.
const BETWEEN: &[char] = &['、', '，', ',', '；', ';', '/', '\n', '或'];

/// Every postcode and telephone number that is not as long as it must be.
pub(super) fn wrong_lengths(case: &Case<'_>) -> Vec<Finding> {
    let agency = &case.filing.agency;
    let postcode = agency.postcode.as_ref().and_then(|text| tell("邮编", "agency.postcode", text, postcode));
    let phones = [("联系电话", "agency.phone", &agency.phone), ("传真", "agency.fax", &agency.fax)];
    let phones = phones.into_iter().filter_map(|(what, key, text)| tell(what, key, text.as_ref()?, phone));
    postcode.into_iter().chain(phones).collect()
}

/// The finding for a text with a number that is not right; `fault` says what is wrong with one, and what may be right.
fn tell(
    what: &str,
    key: &str,
    text: &Located<String>,
    fault: impl Fn(&str) -> Option<(&'static str, Option<String>)>,
) -> Option<Finding> {
    let numbers = text.value.split(BETWEEN).map(str::trim).filter(|number| !number.is_empty());
    let (number, (fact, right)) = numbers.filter_map(|number| Some((number, fault(number)?))).next()?;
    let finding = Finding::new(&WRONG_LENGTH, format!("{what}：写的是 {number}，{fact}。")).mark(&text.at, "").key(key);
    Some(match right {
        Some(right) => finding.hint(format!("多半丢了开头的 0：单元格格式设为“文本”，填 {right}")),
        None => finding,
    })
}

/// What is wrong with a postcode.
fn postcode(text: &str) -> Option<(&'static str, Option<String>)> {
    let is_digits = text.bytes().all(|b| b.is_ascii_digit());
    match text.len() {
        6 if is_digits => None,
        5 if is_digits => Some(("应为六位数字", Some(format!("0{text}")))),
        _ => Some(("应为六位数字", None)),
    }
}

/// What is wrong with a telephone number.
fn phone(text: &str) -> Option<(&'static str, Option<String>)> {
    let text = text.split(['转', '（', '(']).next().unwrap_or(text).trim();
    let (area, rest) = text.split_once('-').unwrap_or((text, ""));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Mobile, toll-free and country numbers have no area code before them.
    let is_mobile = area.len() == 11 && area.starts_with('1') && !area.starts_with("10") && !area.starts_with("12");
    let has_none = is_mobile || ["400", "800", "86", "0"].iter().any(|start| area.starts_with(start));
    let is_area = !rest.is_empty() && matches!(area.len(), 2 | 3) && rest.len() >= 7;
    let is_whole = rest.is_empty() && matches!(area.len(), 10 | 11);
    let lost = is_digits(area) && !has_none && (is_area || is_whole);
    lost.then(|| ("长途区号应以 0 开头", Some(format!("0{text}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_their_zero_are_told_from_others() {
        for text in ["4714825123", "471-4825123", "75512345678", "1012345678", "10-12345678"] {
            assert_eq!(phone(text).and_then(|(_, right)| right), Some(format!("0{text}")), "{text}");
        }
        for text in [
            "0471-4825123",
            "04714825123",
            "13912345678",
            "4001234567",
            "400-123-4567",
            "12345678",
            "12345",
            "010-12345678转801",
            "86-471-4825123",
            "办公室",
        ] {
            assert_eq!(phone(text), None, "{text}");
        }
        assert_eq!(postcode("10010"), Some(("应为六位数字", Some("010010".to_owned()))));
        assert_eq!((postcode("010010"), postcode("1001").is_some()), (None, true));
    }
}
