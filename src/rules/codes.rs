//! Postcodes and telephone numbers that a spreadsheet took for numbers; fields that are named twice.

use super::Case;
use crate::characters::unspaced;
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
    name: "填的内容前面又写了名称",
    severity: Warning,
    family: Family::Structure,
    reason: "地址、电话等的名称由程序写上；填的内容前面再写一遍，引言里就印成“电话：电话：…”。",
    basis: "输入格式",
    remedy: "删去前面的名称，只填内容",
    faulty: "[agency]\nphone = \"电话：0591-12345678\"",
    corrected: "[agency]\nphone = \"0591-12345678\"",
    in_workbook: None,
};

/// Every field of the agency whose text begins with what the field is called.
pub(super) fn named_twice(case: &Case<'_>) -> Vec<Finding> {
    let tell = |field: &Field| {
        let texts = field.get(case.filing);
        let text = texts.first()?.trim();
        let (named, _) = text.split_once(['：', ':'])?;
        let named = unspaced(named);
        field.labels().find(|label| *label == named)?;
        let message = format!("{}：写的是“{text}”，前面的“{named}：”会再印一遍。", field.label);
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
