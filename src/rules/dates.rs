//! Numbers and dates of the documents around a report.

// 待核: the numbers of the articles of the regulation on letters, whose text was not at hand.

use super::Case;
use crate::filing::facts;
use crate::filing::{Date, Filing};
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::source::{Located, Span};

/// The year of a document's number is not that of its date.
pub(super) static NUMBER_YEAR: Rule = Rule {
    code: "LET003",
    name: "发文字号的年份与成文日期不同",
    severity: Severity::Error,
    family: Family::Letter,
    reason: "发文字号的年份是成文的年份，不是报告所说的年度。",
    basis: "《党政机关公文处理工作条例》第九条（五）",
    remedy: "核对发文字号和日期，改正其中一个",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\nnumber = \"示应急〔2025〕2号\"\ndate = 2026-01-15",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nnumber = \"示应急〔2026〕2号\"\ndate = 2026-01-15",
    in_workbook: None,
};

/// A document's number that is not written as the standard says.
pub(super) static NUMBER_FORM: Rule = Rule {
    code: "LET004",
    name: "发文字号写法不规范",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "年份用四位数字放在六角括号〔〕里，顺序号不加“第”、不编虚位（1 不写作 01），以“号”结尾。",
    basis: "GB/T 9704-2012 7.2.5",
    remedy: "照“机关代字〔2026〕2号”的样子写",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\nnumber = \"示应急[2026]第02号\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nnumber = \"示应急〔2026〕2号\"",
    in_workbook: None,
};

/// A date before the last day that the figures tell of.
pub(super) static TOO_EARLY: Rule = Rule {
    code: "LET005",
    name: "成文日期早于数据截止日",
    severity: Severity::Error,
    family: Family::Letter,
    reason: "报告的数据到统计期限的最后一天为止，在那以前成文，数据不可能是全的。",
    basis: "格式",
    remedy: "核对成文日期和报告年度",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2025-12-20",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-01-15",
    in_workbook: None,
};

/// A date after the deadline.
pub(super) static TOO_LATE: Rule = Rule {
    code: "LET006",
    name: "成文日期超过报送期限",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "报告应当在规定的期限前公布；各地还可能更早。",
    basis: "格式",
    remedy: "尽快报送；日期写错的改正；本地通知另有期限的写 deadline",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-02-10",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-01-31",
    in_workbook: Some("尽快报送；日期写错的改正；本地通知另有期限的填“报送期限”"),
};

/// A letter without a date.
pub(super) static NO_DATE: Rule = Rule {
    code: "LET011",
    name: "没有成文日期",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "成文日期是会议通过或者发文机关负责人签发的日期；没有它，公文不能生效，印出的署名下面是空的。",
    basis: "《党政机关公文处理工作条例》第九条（十二）",
    remedy: "在 [letter] 写 date = 2026-01-15（不加引号）",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-01-15",
    in_workbook: Some("在“报送函”表的“成文日期”一行填写，如 2026-01-15"),
};

/// Whether the letter is dated.
pub(super) fn no_date(case: &Case<'_>) -> Vec<Finding> {
    let undated = case.filing.letter.as_ref().filter(|letter| facts::date(case.filing, letter).is_none());
    let tell = |letter: &crate::filing::Letter| {
        Finding::new(&NO_DATE, format!("{}：没有写成文日期。", case.call("letter.date")))
            .mark(&letter.at, "")
            .key("letter.date")
    };
    undated.map(tell).into_iter().collect()
}

/// The numbers there are with the dates beside them: key, number, date.
fn numbers(filing: &Filing) -> Vec<(&'static str, &Located<String>, Option<Date>)> {
    let own = filing.document.number.iter();
    let own = own.map(|number| ("document.number", number, filing.document.date.as_ref().map(|date| date.value)));
    let letter = filing.letter.iter();
    let letters = letter.filter_map(|l| Some(("letter.number", l.number.as_ref()?, facts::date(filing, l))));
    own.chain(letters).filter(|(_, number, _)| !number.value.trim().is_empty()).collect()
}

/// The year in the brackets of a number.
fn year_of(number: &str) -> Option<u16> {
    let start = number.find(['〔', '[', '【', '（', '(', '［', '﹝'])?;
    let year: String = number[start..].chars().skip(1).take_while(char::is_ascii_digit).collect();
    year.parse().ok().filter(|_| year.len() == 4)
}

/// Whether numbers are of the year of their dates.
pub(super) fn number_year(case: &Case<'_>) -> Vec<Finding> {
    let differs = |(key, number, date): (&'static str, &Located<String>, Option<Date>)| {
        let (year, date) = year_of(&number.value).zip(date)?;
        let message =
            format!("{}：“{}”是 {year} 年的号，成文日期是 {}。", case.call(key), number.value.trim(), date.chinese());
        (year != date.year).then(|| Finding::new(&NUMBER_YEAR, message).mark(&number.at, "").key(key))
    };
    numbers(case.filing).into_iter().filter_map(differs).collect()
}

/// What is wrong with the way a number is written.
fn misspelt(number: &str) -> Option<&'static str> {
    let Some((_, rest)) = number.split_once('〔') else { return Some("年份不在六角括号〔〕里") };
    let Some((year, serial)) = rest.split_once('〕') else { return Some("六角括号〔〕没有闭合") };
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let Some(serial) = serial.strip_suffix('号') else { return Some("不以“号”结尾") };
    match serial.trim() {
        _ if !is_year => Some("年份不是四位数字"),
        serial if serial.starts_with('第') => Some("顺序号前有“第”"),
        serial if serial.starts_with('0') => Some("顺序号编了虚位 0"),
        serial if serial.is_empty() || !serial.bytes().all(|b| b.is_ascii_digit()) => Some("顺序号不是数字"),
        _ => None,
    }
}

/// Whether numbers are written as the standard says.
pub(super) fn number_form(case: &Case<'_>) -> Vec<Finding> {
    let tell = |(key, number, _): (&'static str, &Located<String>, Option<Date>)| {
        let wrong = misspelt(number.value.trim())?;
        let message = format!("{}：“{}”{wrong}。", case.call(key), number.value.trim());
        Some(Finding::new(&NUMBER_FORM, message).mark(&number.at, "").key(key))
    };
    numbers(case.filing).into_iter().filter_map(tell).collect()
}

/// The letter's date with its place, and the year reported on.
fn dated(case: &Case<'_>) -> Option<(Date, Span, i32)> {
    let letter = case.filing.letter.as_ref()?;
    let date = letter.date.as_ref().or(case.filing.document.date.as_ref())?;
    Some((date.value, date.at.clone(), case.filing.year.as_ref()?.value))
}

/// Whether the letter is dated before the year is over.
pub(super) fn too_early(case: &Case<'_>) -> Vec<Finding> {
    let Some((date, at, year)) = dated(case) else { return Vec::new() };
    let (month, day) = case.filing.form.period_end;
    let last = (year, month, day);
    if (i32::from(date.year), date.month, date.day) >= last {
        return Vec::new();
    }
    let message =
        format!("{}：成文日期 {} 早于数据截止日 {year}年{month}月{day}日。", case.call("letter.date"), date.chinese());
    vec![Finding::new(&TOO_EARLY, message).mark(&at, "").key("letter.date")]
}

/// Whether the letter is dated after the deadline: the one of a local notice, the office's own, or that of its kind of
/// agency.
pub(super) fn too_late(case: &Case<'_>) -> Vec<Finding> {
    let Some((date, at, year)) = dated(case) else { return Vec::new() };
    let level = case.filing.level();
    let lawful = case.filing.form.deadline(level);
    let own = case.filing.letter.as_ref().and_then(|letter| letter.deadline.as_ref());
    let in_next_year = |(month, day): (u8, u8)| Date { year: u16::try_from(year + 1).unwrap_or(u16::MAX), month, day };
    let of_office = case.policy.deadline(level);
    let usual = of_office.or(lawful.map(|deadline| deadline.day)).map(in_next_year);
    let Some(last) = own.map(|own| own.value).or(usual) else { return Vec::new() };
    if date <= last {
        return Vec::new();
    }
    let set_by = if own.is_some() {
        "按 letter.deadline".to_owned()
    } else if of_office.is_some() {
        "按本单位的规定（nianbao.toml）".to_owned()
    } else {
        lawful.map_or(String::new(), |deadline| deadline.who.clone())
    };
    let message = format!(
        "{}：成文日期 {} 超过期限，{set_by}应在{}前报送并公布。",
        case.call("letter.date"),
        date.chinese(),
        last.chinese()
    );
    let finding = Finding::new(&TOO_LATE, message).mark(&at, "").key("letter.date");
    vec![finding.mark_if(own.map(|own| &own.at), "期限")]
}
