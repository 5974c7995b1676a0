//! Files that nobody was to send.

use std::collections::HashSet;
use std::path::Path;

use super::find::Inbox;
use super::owners::called;
use super::walk::is_packed;
use crate::characters::is_ideograph;
use crate::district::roster::{District, Unit};
use crate::finding::{Finding, Severity};
use crate::rule::district as rules;

/// A finding for every stray file, with the unit that it looks like.
pub(crate) fn unexpected<'i>(district: &'i District, inbox: &'i Inbox) -> impl Iterator<Item = Finding> + 'i {
    inbox.strays.iter().map(|file| {
        let message = format!("{file}：名单上没有单位要交这个文件，没有读。");
        let finding = Finding::new(&rules::UNEXPECTED, message).key(file);
        let hint = |unit: &Unit| {
            format!(
                "像是“{0}”的：是就把文件名改成以“{0}”开头，或在 district.toml 里给它写 file = \"{file}\"",
                unit.name
            )
        };
        match alike(district, inbox, file) {
            Some(unit) => finding.hint(hint(unit)),
            None => finding,
        }
    })
}

/// Characters at least that a file is called by, with which the name of the unit it looks like begins.
const ALIKE: usize = 4;

/// The only unit without a file whose name begins with what a file is called: 城关街道2025.xlsx of 城关街道办事处.
fn alike<'d>(district: &'d District, inbox: &Inbox, file: &str) -> Option<&'d Unit> {
    let stem = Path::new(file).file_stem()?.to_str()?;
    let name: String = stem.chars().take_while(|c| is_ideograph(*c)).collect();
    let without = district.units.iter().zip(&inbox.units).filter(|(_, found)| found.candidates.is_empty());
    let mut near = without.map(|(unit, _)| unit).filter(|unit| unit.name.starts_with(&name));
    near.next().filter(|_| name.chars().count() >= ALIKE && near.next().is_none())
}

/// Files that one finding names.
const MOST_NAMED: usize = 12;

/// The findings for what is no input and stands beside those of the units, where no unit's file has read it either: those
/// that hold other files by themselves.
pub(crate) fn beside(inbox: &Inbox, read: &HashSet<&str>) -> Vec<Finding> {
    let beside = inbox.beside.iter().map(String::as_str).filter(|name| !read.contains(name));
    let (packed, others): (Vec<&str>, Vec<&str>) = beside.partition(|name| is_packed(Path::new(name)));
    let told = |names: &[&str], what: &str, hint: &str| {
        let named = names.iter().take(MOST_NAMED).map(|name| called(name)).collect::<Vec<_>>().join("、");
        let more = if names.len() > MOST_NAMED { format!("等 {} 个", names.len()) } else { String::new() };
        let finding = Finding::new(&rules::UNEXPECTED, format!("{what}：{named}{more}。")).hint(hint);
        names.iter().fold(finding, |finding, name| finding.key(*name))
    };
    let packed = (!packed.is_empty()).then(|| {
        told(&packed, "压缩包没有打开，里面的没有读", "解开后放进来；是单位交的，文件名以单位全称开头，再运行一次")
    });
    let others = (!others.is_empty()).then(|| {
        let hint = "是盖章的扫描件、附件就不用管；要报的内容写进单位的工作簿";
        told(&others, "工作簿以外的文件没有读", hint).severity(Severity::Hint)
    });
    packed.into_iter().chain(others).collect()
}
