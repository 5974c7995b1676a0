//! Whether a unit's file is what the district expects of it.

use crate::district::roster::{District, Scope, Unit, plain_name};
use crate::document::Spelling;
use crate::filing::{Date, Filing};
use crate::finding::{Finding, Severity};
use crate::form::Account;
use crate::rule::district as rules;

/// What is wrong with a unit's file, spelled so, as the unit's file: its year, edition, name and date, and what the sums
/// lack of it.
pub(crate) fn judge(district: &District, unit: &Unit, filing: &Filing, spelling: Spelling) -> Vec<Finding> {
    let accounts = filing.form.accounts.iter().filter_map(|account| no_record(district, account, (filing, spelling)));
    [year(district, filing), edition(district, filing), name(district, unit, filing), date(district, unit, filing)]
        .into_iter()
        .flatten()
        .chain(accounts)
        .collect()
}

/// Another year than the district's.
fn year(district: &District, filing: &Filing) -> Option<Finding> {
    let (own, year) = (filing.year.as_ref()?, district.year.as_ref()?);
    if own.value == year.value {
        return None;
    }
    let message = format!("年度：文件是 {} 年的，汇总的是 {} 年；没有计入汇总。", own.value, year.value);
    Some(Finding::new(&rules::YEAR, message).mark(&own.at, format!("应为 {}", year.value)).key("year"))
}

/// Another edition than the district's; one that follows from another year is a finding already.
fn edition(district: &District, filing: &Filing) -> Option<Finding> {
    let is_same_name = filing.form.edition == district.form.edition;
    let is_same = is_same_name && filing.form.text == district.form.text;
    if is_same || is_of_other_year(district, filing) {
        return None;
    }
    let (given, wanted) = (&filing.form.edition, &district.form.edition);
    let own = if is_same_name { "自己的" } else { "" };
    let message = format!("格式：文件用{own}{given}年格式，汇总用{wanted}年格式；只有两版都有的格计入汇总。");
    let at = filing.form_given.as_ref().or(filing.forms.as_ref()).map(|form| &form.at);
    Some(Finding::new(&rules::EDITION, message).mark_if(at, "").key("form"))
}

/// Whether a file is known to be of another year.
pub(crate) fn is_of_other_year(district: &District, filing: &Filing) -> bool {
    filing.year.as_ref().zip(district.year.as_ref()).is_some_and(|(own, year)| own.value != year.value)
}

/// Whether a file calls itself by the name of another unit of the roster: it is that unit's, and counted there.
pub(crate) fn is_of_other_unit(district: &District, unit: &Unit, filing: &Filing) -> bool {
    let Some(own) = filing.agency.name.as_ref().map(|name| plain_name(&name.value)) else { return false };
    !unit.is_called(&own) && district.units.iter().any(|other| plain_name(&other.name) == own)
}

/// Another name than the roster's.
fn name(district: &District, unit: &Unit, filing: &Filing) -> Option<Finding> {
    let own = filing.agency.name.as_ref()?;
    if plain_name(&own.value) == plain_name(&unit.name) {
        return None;
    }
    let finding = |told: &str| {
        let message = format!("机关名称：文件里是“{}”，名单上是“{}”{told}。", own.value.trim(), unit.name);
        Finding::new(&rules::OTHER_NAME, message).mark(&own.at, "与名单不同").key("agency.name")
    };
    Some(match is_of_other_unit(district, unit, filing) {
        true => finding("；这是名单上另一个单位的名称，没有计入汇总").severity(Severity::Error),
        false if unit.is_called(&own.value) => finding("；文件里是旧名"),
        false => finding(""),
    })
}

/// What to do about an account that is not filled in.
const FILL_IN: &str = "把数填进这一项；没有发生的填 0";

/// What to do about one that the prose of a published report does not tell.
const SAY_SO: &str = "在正文里写明各项的数，没有发生的也写明；最好改交填好的工作簿";

/// An account that is summed and that a file does not have: what its prose says of it cannot be added.
fn no_record(district: &District, account: &Account, (filing, spelling): (&Filing, Spelling)) -> Option<Finding> {
    let is_summed = account.section.is_some() && district.account_scope(&account.key) == Scope::Sum;
    if !is_summed || filing.accounts.contains_key(&account.key) || is_of_other_year(district, filing) {
        return None;
    }
    let Account { key, label, .. } = account;
    let finding = |told: &str| Finding::new(&rules::NO_RECORD, format!("{label}：{told}，汇总缺这一项。")).key(key);
    Some(match spelling {
        Spelling::Toml => finding(&format!("没有填（{key}）")).hint(FILL_IN),
        Spelling::Workbook => finding("没有填").hint(FILL_IN),
        Spelling::Published => finding("正文里没有读到可以相加的数").hint(SAY_SO),
    })
}

/// A report that came after the deadline: by the day that the office says, otherwise by its own date.
fn date(district: &District, unit: &Unit, filing: &Filing) -> Option<Finding> {
    let (deadline, date) = (district.deadline_of(unit)?, received(unit, filing)?);
    let days = date.serial() - deadline.serial();
    if days <= 0 {
        return None;
    }
    let what = if unit.received.is_some() { "交来的日子" } else { "成文日期" };
    let message = format!("{what}：{}，期限是 {}，晚了 {days} 天。", date.chinese(), deadline.chinese());
    let own = filing.document.date.as_ref().filter(|_| unit.received.is_none()).map(|date| &date.at);
    Some(Finding::new(&rules::LATE, message).mark_if(own, "").key("document.date"))
}

/// The day on which a unit's report came in: as the office says, otherwise the day of the report.
pub(crate) fn received(unit: &Unit, filing: &Filing) -> Option<Date> {
    unit.received.as_ref().or(filing.document.date.as_ref()).map(|date| date.value)
}
