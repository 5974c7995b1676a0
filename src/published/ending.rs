//! What stands below the last section: who signs the report and when, who gets a copy, and what a site adds.

use std::ops::Range;

use super::page::PublishedPage;
use super::site::is_of_site;
use super::taking::Taking;
use super::title;
use crate::filing::Date;
use crate::form::Editions;

/// Characters of the longest name of an agency.
const LONGEST: usize = 40;

/// Reads the lines at the end of some items; gives the first item that is no prose of the last section.
pub(super) fn read(taking: &mut Taking<'_>, page: &PublishedPage, items: Range<usize>, editions: &Editions) -> usize {
    let is_other =
        |item: usize| page.paragraph(item).is_some_and(|line| line.is_link) || title::is_one(page.text(item), editions);
    let is_sites = |item: &usize| is_of_site(page.text(*item)) || is_other(*item);
    let mut end = items.clone().find(is_sites).unwrap_or(items.end);
    // What a site shows in a box of its own, such as a menu, ends nothing.
    while end > items.start && page.items[end - 1].is_aside {
        end -= 1;
    }
    while let Some(item) = end.checked_sub(1).filter(|item| *item >= items.start) {
        if !imprint(taking, page.text(item), item) {
            break;
        }
        end = item;
    }
    let Some(item) = end.checked_sub(1).filter(|item| *item >= items.start) else { return end };
    let Some(date) = day(page.text(item)) else { return end };
    taking.put("document.date", &date.to_string(), item);
    let above = item.checked_sub(1).filter(|above| *above >= items.start);
    let Some(above) = above.filter(|above| is_name(page.text(*above))) else { return item };
    let name = page.text(above).to_owned();
    taking.put("document.signature", &name, above);
    above
}

/// A line of 版记: who gets a copy, who printed it and when; whether it is one.
fn imprint(taking: &mut Taking<'_>, line: &str, item: usize) -> bool {
    let copy = line.strip_prefix("抄送").map(|rest| rest.trim_start().trim_start_matches(['：', ':']).trim());
    if let Some(copy) = copy.filter(|copy| !copy.is_empty()) {
        taking.put("document.cc", copy.trim_end_matches('。'), item);
        return true;
    }
    let Some(printed) = line.strip_suffix("印发").map(str::trim) else { return false };
    let Some((by, on)) = printed.rsplit_once(char::is_whitespace) else { return false };
    let Some(date) = day(on) else { return false };
    taking.put("document.printed_by", by.trim(), item);
    taking.put("document.printed_on", &date.to_string(), item);
    true
}

/// The day that a line says and nothing else.
fn day(line: &str) -> Option<Date> {
    let line: String = line.split_whitespace().collect();
    Date::parse(&line).filter(|_| line.ends_with('日'))
}

/// Whether a line may be the name of who signs.
fn is_name(line: &str) -> bool {
    let marks = ['。', '；', '：', '，', '！', '？', ':', '|'];
    !line.is_empty()
        && line.chars().take(LONGEST + 1).count() <= LONGEST
        && !line.contains(marks)
        && !line.starts_with(|c: char| c.is_ascii_digit())
        && crate::prose::numbering::Typed::of(line).is_none()
}
