//! The tags of the web page: those that must be there, the time it is published.

use super::Case;
use super::dates::{deadline, period_end};
use crate::filing::{FIELDS, Field, Moment};
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::source::Located;

/// Tags that a government's page must have and this one has not.
// 待核: the numbering of the clauses of the annex.
pub(super) static MISSING: Rule = Rule {
    code: "WEB001",
    name: "网页缺少规定的标签",
    severity: Severity::Hint,
    family: Family::Web,
    reason: "政府网站的页面必须有十个标签，检查网站时逐个抽查；缺的由网站的发布系统补上也可以。",
    basis: "《网页设计规范》（国办发〔2017〕47号附件）",
    remedy: "在 [web] 补上；网站的发布系统会加的不必管",
    faulty: "[web]\nsite_name = \"示例市人民政府\"\ncolumn_name = \"年度报告\"",
    corrected: "[web]\nsite_name = \"示例市人民政府\"\nsite_domain = \"www.example.gov.cn\"\nsite_id = \"3500000001\"\n\
                column_name = \"年度报告\"\ncolumn_description = \"各年的年度报告\"\ncolumn_keywords = \"年报\"\n\
                published = \"2026-01-15 09:00\"",
    in_workbook: Some("在“高级”表补填；网站的发布系统会加的不必管"),
};

/// A tag with a value that says nothing.
pub(super) static NOTHING: Rule = Rule {
    code: "WEB002",
    name: "标签的值等于没有填",
    severity: Severity::Warning,
    family: Family::Web,
    reason: "标签在而值是 null、“无”之类，是检查网站时常见的错误；这样的值不写进网页。",
    basis: "《网页设计规范》（国办发〔2017〕47号附件）",
    remedy: "照实填，或删去这一项",
    faulty: "[web]\ncolumn_name = \"null\"",
    corrected: "[web]\ncolumn_name = \"年度报告\"",
    in_workbook: None,
};

/// A time of publishing that is not written as the standard says.
pub(super) static TIME: Rule = Rule {
    code: "WEB003",
    name: "发布时间的写法不规范",
    severity: Severity::Warning,
    family: Family::Web,
    reason: "发布时间写作“年-月-日 时:分”，月、日、时、分各两位，用半角冒号。",
    basis: "《网页设计规范》（国办发〔2017〕47号附件）",
    remedy: "写成 2026-01-15 09:00 的样子",
    faulty: "[web]\npublished = \"2026-1-5 9：00\"",
    corrected: "[web]\npublished = \"2026-01-05 09:00\"",
    in_workbook: None,
};

/// Published before the year was over.
pub(super) static TOO_EARLY: Rule = Rule {
    code: "WEB004",
    name: "发布时间早于数据截止日",
    severity: Severity::Error,
    family: Family::Web,
    reason: "报告的数据到统计期限的最后一天为止，在那以前公布，数据不可能是全的。",
    basis: "格式",
    remedy: "核对发布时间和报告年度",
    faulty: "[web]\npublished = \"2025-12-20 09:00\"",
    corrected: "[web]\npublished = \"2026-01-20 09:00\"",
    in_workbook: None,
};

/// Published after the deadline of the agency's kind.
pub(super) static TOO_LATE: Rule = Rule {
    code: "WEB005",
    name: "发布时间超过公布期限",
    severity: Severity::Warning,
    family: Family::Web,
    reason: "报告应当在规定的期限前公布；各地还可能更早。",
    basis: "格式",
    remedy: "尽快公布；时间写错的改正",
    faulty: "[web]\npublished = \"2026-03-20 09:00\"",
    corrected: "[web]\npublished = \"2026-01-20 09:00\"",
    in_workbook: None,
};

/// An address that nobody can open, or that runs a program.
pub(super) static ADDRESS: Rule = Rule {
    code: "WEB006",
    name: "网页地址不是网址",
    severity: Severity::Error,
    family: Family::Web,
    reason: "网页地址、图片地址写进网页的标签，别的网站照着打开；“javascript:”“data:”一类会运行程序，浏览器和检查都不让过。",
    basis: "审核惯例",
    remedy: "写公众能打开的网址，以 http:// 或 https:// 开头",
    faulty: "[web]\nurl = \"javascript:history.back()\"",
    corrected: "[web]\nurl = \"https://www.example.gov.cn/2026/report.html\"",
    in_workbook: None,
};

/// The identifier of a site that is none.
pub(super) static SITE_ID: Rule = Rule {
    code: "WEB007",
    name: "网站标识码不是十位",
    severity: Severity::Warning,
    family: Family::Web,
    reason: "网站标识码是开通网站时编的十位数字（部门网站以 bm 开头，后面八位数字），抽查网站时按它找网站。",
    basis: "《网页设计规范》（国办发〔2017〕47号附件）",
    remedy: "照网站底部“网站标识码”的写法填",
    faulty: "[web]\nsite_id = \"35000000001\"",
    corrected: "[web]\nsite_id = \"3500000001\"",
    in_workbook: Some("照网站底部“网站标识码”的写法填；先把单元格格式设为“文本”，免得丢了开头的 0"),
};

/// Characters of the identifier of a site, and how the identifiers of ministries begin.
const SITE_ID_LENGTH: usize = 10;
const MINISTRY: &str = "bm";

/// The number of the last official tag that every page must have.
const LAST_MANDATORY: u8 = 9;

/// Tags that the program writes by itself, by the key of their field.
const WRITTEN: &[&str] = &["column_type", "source"];

/// Tags that are given for a page whose site adds the others: they say nothing of the page itself.
const OF_SITE: &[&str] = &["site_name", "site_domain"];

/// The fields that are tags, with their keys and the names of the tags.
fn tags() -> impl Iterator<Item = (&'static Field, &'static str, u8, &'static str)> {
    FIELDS.iter().filter_map(|field| field.tag.map(|(number, tag)| (field, field.place().1, number, tag)))
}

/// The mandatory tags that are lacking, where the page has others that are its own.
pub(super) fn missing(case: &Case<'_>) -> Vec<Finding> {
    let web = &case.filing.web;
    // What the program writes by itself, a page that was made so has as well.
    let is_own = |key: &str| !OF_SITE.contains(&key) && !WRITTEN.contains(&key);
    let own = tags().filter(|(_, key, ..)| is_own(key)).find_map(|(_, key, ..)| web.get(key));
    let Some(first) = own else { return Vec::new() };
    let is_lacking =
        |field: &Field, key: &str| web.get(key).is_none() && !WRITTEN.contains(&key) && !case.is_unread(&field.path);
    let is_mandatory = |number: u8| number <= LAST_MANDATORY;
    let lacking: Vec<_> =
        tags().filter(|(field, key, number, _)| is_mandatory(*number) && is_lacking(field, key)).collect();
    if lacking.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> =
        lacking.iter().map(|(field, _, _, tag)| format!("{tag}（{}）", case.call(&field.path))).collect();
    let message = format!("网页的标签缺 {} 个：{}。", names.len(), names.join("、"));
    let finding = Finding::new(&MISSING, message).mark(&first.at, "");
    vec![lacking.iter().fold(finding, |finding, (field, ..)| finding.key(&*field.path))]
}

/// Every tag with a value that says nothing.
pub(super) fn nothing(case: &Case<'_>) -> Vec<Finding> {
    let web = &case.filing.web;
    let empty = tags().filter(|(_, key, ..)| web.said(key).is_none());
    let tell = |(field, key, _, tag): (&Field, &str, u8, &str)| {
        let given = web.get(key).filter(|text| !text.value.trim().is_empty())?;
        let message = format!("{}：写的是“{}”，等于没有填，不写进网页。", case.call(&field.path), given.value.trim());
        Some(Finding::new(&NOTHING, message).mark(&given.at, tag).key(&*field.path))
    };
    empty.filter_map(tell).collect()
}

/// Whether the identifier of the site is one.
pub(super) fn site_id(case: &Case<'_>) -> Vec<Finding> {
    let Some(given) = case.filing.web.said("site_id") else { return Vec::new() };
    let written = given.value.trim();
    let digits = written.strip_prefix(MINISTRY).unwrap_or(written);
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    if is_number && written.len() == SITE_ID_LENGTH {
        return Vec::new();
    }
    let fact = if is_number { format!("有 {} 位", written.len()) } else { "不全是数字".to_owned() };
    let message = format!("{}：写的是“{written}”，{fact}，应为十位数字。", case.call("web.site_id"));
    vec![Finding::new(&SITE_ID, message).mark(&given.at, "").key("web.site_id")]
}

/// The key of the time of publishing.
const PUBLISHED: &str = "web.published";

/// The time of publishing with its text.
fn published<'c>(case: &Case<'c>) -> Option<(&'c Located<String>, Option<Moment>)> {
    let given = case.filing.web.said("published")?;
    Some((given, Moment::parse(&given.value)))
}

/// Whether the time of publishing is written as the standard says.
pub(super) fn time(case: &Case<'_>) -> Vec<Finding> {
    let Some((given, moment)) = published(case) else { return Vec::new() };
    let written = given.value.trim();
    let fact = match moment {
        None => "读不出日期和时间".to_owned(),
        Some(moment) if moment.time.is_none() => "没有写时、分".to_owned(),
        Some(moment) if moment.to_string() == written => return Vec::new(),
        Some(moment) => format!("网页上写成 {moment}"),
    };
    let message = format!("{}：写的是“{written}”，{fact}。", case.call(PUBLISHED));
    vec![Finding::new(&TIME, message).mark(&given.at, "").key(PUBLISHED)]
}

/// Whether the page is published before the year is over.
pub(super) fn too_early(case: &Case<'_>) -> Vec<Finding> {
    let Some((given, Some(Moment { date, .. }))) = published(case) else { return Vec::new() };
    let Some(last) = period_end(case).filter(|last| date < *last) else { return Vec::new() };
    let message = format!("{}：{} 早于数据截止日 {}。", case.call(PUBLISHED), date.chinese(), last.chinese());
    vec![Finding::new(&TOO_EARLY, message).mark(&given.at, "").key(PUBLISHED)]
}

/// Whether the page is published after the deadline of the agency's kind.
pub(super) fn too_late(case: &Case<'_>) -> Vec<Finding> {
    let Some((given, Some(Moment { date, .. }))) = published(case) else { return Vec::new() };
    let Some((who, last)) = deadline(case).filter(|(_, last)| date > *last) else { return Vec::new() };
    let message = format!("{}：{} 超过期限，{who}应在{}前公布。", case.call(PUBLISHED), date.chinese(), last.chinese());
    vec![Finding::new(&TOO_LATE, message).mark(&given.at, "").key(PUBLISHED)]
}

/// Schemes of addresses that everybody can open.
const SCHEMES: &[&str] = &["http", "https"];

/// Addresses of the page that are none.
pub(super) fn addresses(case: &Case<'_>) -> Vec<Finding> {
    let tell = |key: &str| {
        let given = case.filing.web.said(key)?;
        let written = given.value.trim();
        let scheme = written.split_once(':').map(|(scheme, _)| scheme.trim()).filter(|scheme| !scheme.contains('/'));
        let is_odd = scheme.is_some_and(|scheme| !SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)));
        // Of a file or of one's own machine is told with the internal addresses.
        let is_local = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("file") || scheme.len() == 1);
        let is_name = scheme.is_some_and(|scheme| scheme.contains('.') || scheme.eq_ignore_ascii_case("localhost"));
        let path = format!("web.{key}");
        let message = format!("{}：“{written}”不是公众能打开的网址。", case.call(&path));
        let finding = Finding::new(&ADDRESS, message).mark(&given.at, "").key(path);
        (is_odd && !is_local && !is_name).then_some(finding)
    };
    ["url", "image", "site_domain"].into_iter().filter_map(tell).collect()
}
