//! Files that nobody was to send.

use std::collections::HashSet;

use super::find::Inbox;
use super::owners::called;
use crate::finding::{Finding, Severity};
use crate::rule::district as rules;

/// A finding for every stray file.
pub(crate) fn unexpected(inbox: &Inbox) -> impl Iterator<Item = Finding> + '_ {
    inbox
        .strays
        .iter()
        .map(|file| Finding::new(&rules::UNEXPECTED, format!("{file}：名单上没有单位要交这个文件，没有读。")).key(file))
}

/// Files that one finding names.
const MOST_NAMED: usize = 12;

/// The finding for what is no input and stands beside those of the units, where no unit's file has read it either.
pub(crate) fn beside(inbox: &Inbox, read: &HashSet<&str>) -> Option<Finding> {
    let beside: Vec<&str> = inbox.beside.iter().map(String::as_str).filter(|name| !read.contains(name)).collect();
    let named = beside.iter().take(MOST_NAMED).map(|name| called(name));
    let named = named.collect::<Vec<_>>().join("、");
    let more = if beside.len() > MOST_NAMED { format!("等 {} 个", beside.len()) } else { String::new() };
    let finding = Finding::new(&rules::UNEXPECTED, format!("工作簿以外的文件没有读：{named}{more}。"));
    let hint = "是盖章的扫描件、附件就不用管；要报的内容写进单位的工作簿";
    let finding = beside.iter().fold(finding.severity(Severity::Hint).hint(hint), |finding, name| finding.key(*name));
    (!beside.is_empty()).then_some(finding)
}
