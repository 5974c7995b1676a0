//! Numbers and dates of the documents around a report.

// 待核: the numbers of the articles of the regulation on letters, whose text was not at hand, and of the clauses of the
// standard.

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
    let is_unread = case.is_unread("letter.date") || case.is_unread("document.date");
    let is_undated = |letter: &&crate::filing::Letter| facts::date(case.filing, letter).is_none() && !is_unread;
    let undated = case.filing.letter.as_ref().filter(is_undated);
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

/// Everything that is wrong with the way a number is written.
fn misspelt(number: &str) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    let rest = match number.split_once('〔') {
        Some((_, rest)) => Some(rest),
        None => {
            wrong.push("年份不在六角括号〔〕里");
            number.split_once(['[', '【', '（', '(', '［', '﹝']).map(|(_, rest)| rest)
        }
    };
    let is_closed = number.contains('〕');
    let parts = rest.and_then(|rest| rest.split_once(['〕', ']', '】', '）', ')', '］', '﹞']));
    if rest.is_some() && wrong.is_empty() && !is_closed {
        wrong.push("六角括号〔〕没有闭合");
    }
    if let Some((year, _)) = parts
        && (year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()))
    {
        wrong.push("年份不是四位数字");
    }
    let serial = parts.map_or("", |(_, serial)| serial).trim();
    let bare = serial.trim_end_matches('号').trim_start_matches('第').trim();
    if serial.starts_with('第') {
        wrong.push("顺序号前有“第”");
    }
    if parts.is_some() && (bare.is_empty() || !bare.bytes().all(|b| b.is_ascii_digit())) {
        wrong.push("顺序号不是数字");
    } else if bare.starts_with('0') {
        wrong.push("顺序号编了虚位 0");
    }
    if !number.ends_with('号') {
        wrong.push("不以“号”结尾");
    }
    wrong
}

/// Whether numbers are written as the standard says.
pub(super) fn number_form(case: &Case<'_>) -> Vec<Finding> {
    let tell = |(key, number, _): (&'static str, &Located<String>, Option<Date>)| {
        let wrong = misspelt(number.value.trim());
        let message = format!("{}：“{}”{}。", case.call(key), number.value.trim(), wrong.join("，"));
        (!wrong.is_empty()).then(|| Finding::new(&NUMBER_FORM, message).mark(&number.at, "").key(key))
    };
    numbers(case.filing).into_iter().filter_map(tell).collect()
}

/// The letter's date with its place.
fn dated(case: &Case<'_>) -> Option<(Date, Span, &'static str)> {
    let letter = case.filing.letter.as_ref()?;
    let own = letter.date.as_ref().map(|date| (date, "letter.date"));
    let (date, key) = own.or_else(|| Some((case.filing.document.date.as_ref()?, "document.date")))?;
    Some((date.value, date.at.clone(), key))
}

/// The last day that the figures tell of.
pub(super) fn period_end(case: &Case<'_>) -> Option<Date> {
    let (month, day) = case.filing.form.period_end;
    Some(Date { year: u16::try_from(case.filing.year.as_ref()?.value).ok()?, month, day })
}

/// Who sets the last day of an agency of this kind, and the day: the office's own policy, else the law.
pub(super) fn deadline<'c>(case: &Case<'c>) -> Option<(&'c str, Date)> {
    let level = case.filing.level();
    let lawful = case.filing.form.deadline(level).map(|lawful| (lawful.who.as_str(), lawful.day));
    let own = case.policy.deadline(level).map(|day| ("按本单位的规定（nianbao.toml）", day));
    let (set_by, (month, day)) = own.or(lawful)?;
    let year = u16::try_from(case.filing.year.as_ref()?.value.checked_add(1)?).ok()?;
    Some((set_by, Date { year, month, day }))
}

/// Whether the letter is dated before the year is over.
pub(super) fn too_early(case: &Case<'_>) -> Vec<Finding> {
    let Some((date, at, key)) = dated(case) else { return Vec::new() };
    let Some(last) = period_end(case).filter(|last| date < *last) else { return Vec::new() };
    let message = format!("{}：成文日期 {} 早于数据截止日 {}。", case.call(key), date.chinese(), last.chinese());
    vec![Finding::new(&TOO_EARLY, message).mark(&at, "").key(key)]
}

/// Whether the letter is dated after the deadline: the one of a local notice, the office's own, or that of its kind of
/// agency.
pub(super) fn too_late(case: &Case<'_>) -> Vec<Finding> {
    let Some((date, at, key)) = dated(case) else { return Vec::new() };
    let own = case.filing.letter.as_ref().and_then(|letter| letter.deadline.as_ref());
    let named = format!("按{}", case.call("letter.deadline"));
    let set = own.map(|own| (named.as_str(), own.value)).or_else(|| deadline(case));
    let Some((set_by, last)) = set.filter(|(_, last)| date > *last) else { return Vec::new() };
    let message = format!(
        "{}：成文日期 {} 超过期限，{set_by}应在{}前报送并公布。",
        case.call(key),
        date.chinese(),
        last.chinese()
    );
    let finding = Finding::new(&TOO_LATE, message).mark(&at, "").key(key);
    vec![finding.mark_if(own.map(|own| &own.at), "期限")]
}
