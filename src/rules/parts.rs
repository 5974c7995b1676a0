//! The list of its own parts that a report begins with.

use std::ops::Range;

use super::Case;
use super::passage::ReportPassage;
use crate::finding::Finding;
use crate::form::words::PartWords;
use crate::prose::numbering::said_number;
use crate::rule::{Family, Rule, Severity};

/// A list of the parts of a report that are not those it has.
pub(super) static PARTS: Rule = Rule {
    code: "STR006",
    name: "列举的各部分与报告不符",
    severity: Severity::Warning,
    family: Family::Structure,
    reason: "报告开头列出的各部分要与下面的标题一样多；少列一个、数错几个，多半是照别处抄的。",
    basis: "审核惯例",
    remedy: "照各部分的标题列全；或删去自己写的一段，由程序照各部分写",
    faulty: "[preface]\ntext = '本报告由概述、主动公开情况、依申请公开情况、存在的问题、其他事项等六部分组成。'",
    corrected: "[preface]\ntext = '本报告由概述、主动公开情况、依申请公开情况、复议和诉讼情况、存在的问题、其他事项等六部分组成。'",
    in_workbook: None,
};

/// A finding for each list that leaves a part out, or counts them wrongly.
pub(super) fn parts(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let words = &case.filing.form.words().parts;
    let looked_at = passages.iter().filter(|p| p.is_running_text());
    looked_at.flat_map(|passage| lists(passage, words).filter_map(|list| finding(case, passage, list))).collect()
}

/// A list of parts.
struct PartList<'w> {
    /// Where it stands.
    at: Range<usize>,
    /// The keys of the sections that it does not name.
    missing: Vec<&'w str>,
    /// How many parts it says there are.
    counted: Option<usize>,
    /// How many it names.
    items: usize,
    /// Whether it says that there are others.
    is_open: bool,
    /// Whether what it does not name are the last of all.
    is_cut: bool,
}

/// The lists of a text.
fn lists<'w>(passage: &ReportPassage<'_>, words: &'w PartWords) -> impl Iterator<Item = PartList<'w>> {
    let text = passage.text.as_str();
    let list = |found: crate::expression::Match<'_>| {
        let end = text[found.end()..].find(['。', '\n']).map_or(text.len(), |end| found.end() + end);
        let sentence = &text[found.start()..end];
        let names = |words: &[String]| words.iter().any(|word| sentence.contains(word.as_str()));
        let missing: Vec<&str> =
            words.sections.iter().filter(|part| !names(&part.words)).map(|part| part.key.as_str()).collect();
        let count = words.counted.regex().captures(sentence);
        let is_of_parts =
            count.as_ref().and_then(|found| found.get(0)).is_some_and(|found| found.as_str().ends_with("部分"));
        let number = count.and_then(|found| found.name("number"));
        let counted = number.and_then(|found| said_number(found.as_str()));
        let counted = counted.filter(|counted| *counted >= words.least);
        // What stands in brackets may be parts of a part.
        let list = number.map(|number| &sentence[..number.start()]).filter(|list| !list.contains(['（', '(']));
        let is_open = words.open.regex().is_match(sentence);
        let named = words.sections.len() - missing.len();
        let last = words.sections[named..].iter();
        let is_cut = last.map(|part| part.key.as_str()).eq(missing.iter().copied());
        let start = text[..found.start()].rfind(['。', '；', '\n']).unwrap_or(0);
        let is_own = !words.others.iter().any(|word| text[start..found.start()].contains(word.as_str()));
        // A few names and a number leave the rest to think of: only the number says something.
        let is_list = named >= words.least;
        (is_own && (is_list || is_of_parts && counted.is_some())).then_some(PartList {
            at: found.start()..end,
            missing: if is_list { missing } else { Vec::new() },
            counted,
            items: list.map_or(0, |list| items(list, words)),
            is_open,
            is_cut,
        })
    };
    let mut found: Vec<PartList<'w>> = words.begins.regex().find_iter(text).filter_map(list).collect();
    found.dedup_by(|next, list| next.at.start < list.at.end);
    found.into_iter()
}

/// How many parts a list names: what is not whole goes on with the next, and what is of one section is one.
fn items(list: &str, words: &PartWords) -> usize {
    let section =
        |item: &str| words.sections.iter().position(|part| part.words.iter().any(|word| item.contains(word.as_str())));
    let (mut count, mut last, mut whole, mut from) = (0, None, true, 0);
    let ends =
        words.between.regex().find_iter(list).map(|found| found.range()).chain(std::iter::once(list.len()..list.len()));
    for between in ends {
        let item = &list[from..between.start];
        let here = section(item);
        count += usize::from(whole && (here.is_none() || here != last));
        (last, whole, from) = (here, words.ends.iter().any(|end| item.ends_with(end.as_str())), between.end);
    }
    count
}

/// The finding for a list that is not that of the report's parts.
fn finding(case: &Case<'_>, passage: &ReportPassage<'_>, list: PartList<'_>) -> Option<Finding> {
    let form = &case.filing.form;
    let all = form.sections.len() + case.filing.extra.len();
    let title = |key: &&str| form.sections.iter().find(|section| section.key == *key).map(|s| s.title.as_str());
    let missing: Vec<&str> = list.missing.iter().filter_map(title).collect();
    let miscounted = list.counted.filter(|counted| *counted != all);
    let message = match miscounted {
        Some(counted) => format!("正文：列举各部分时说有 {counted} 个，报告有 {all} 个部分。"),
        None if list.counted.is_some_and(|counted| list.items > counted) => {
            format!("正文：列举各部分时说有 {all} 个，列了 {} 个。", list.items)
        }
        None if missing.is_empty() || !case.filing.extra.is_empty() => return None,
        // A、B等六部分: those after the last that is named are left to think of.
        None if list.is_open && (list.counted.is_none() || list.is_cut) => return None,
        None => format!("正文：列举各部分时没有列“{}”。", missing.join("”“")),
    };
    Some(Finding::new(&PARTS, message).mark(&passage.place(list.at), ""))
}
