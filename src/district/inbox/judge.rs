//! Whether a unit's file is what the district expects of it.

use crate::district::roster::{District, Unit, plain_name};
use crate::filing::Filing;
use crate::finding::Finding;
use crate::rule::district as rules;

/// What is wrong with a unit's file as the unit's file: its year, edition, name and date.
pub(crate) fn judge(district: &District, unit: &Unit, filing: &Filing) -> Vec<Finding> {
    [year(district, filing), edition(district, filing), name(unit, filing), date(district, filing)]
        .into_iter()
        .flatten()
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

/// Another name than the roster's.
fn name(unit: &Unit, filing: &Filing) -> Option<Finding> {
    let own = filing.agency.name.as_ref()?;
    if plain_name(&own.value) == plain_name(&unit.name) {
        return None;
    }
    let message = format!("机关名称：文件里是“{}”，名单上是“{}”。", own.value.trim(), unit.name);
    Some(Finding::new(&rules::OTHER_NAME, message).mark(&own.at, "与名单不同").key("agency.name"))
}

/// A date after the deadline.
fn date(district: &District, filing: &Filing) -> Option<Finding> {
    let (date, deadline) = (filing.document.date.as_ref()?, district.deadline.as_ref()?);
    if date.value <= deadline.value {
        return None;
    }
    let message = format!("成文日期：{}，期限是 {}。", date.value.chinese(), deadline.value.chinese());
    Some(Finding::new(&rules::LATE, message).mark(&date.at, "").key("document.date"))
}
