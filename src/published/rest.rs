//! What of a page was not used, each text and each filled cell: told in a few findings, listed in full.

use std::collections::BTreeSet;

use super::contents::Contents;
use super::page::PublishedPage;
use super::prose::OfficialTables;
use super::site::is_of_site;
use super::taking::{ItemPlace, Taking};
use crate::characters::beginning;
use crate::finding::Finding;
use crate::form::Editions;
use crate::rule::{Rule, published as rules};
use crate::source::{CellPlace, LeftOut};
use crate::workbook;

/// Texts that one finding names.
const MOST_NAMED: usize = 5;

/// Texts that are listed.
const MOST_LISTED: usize = 2_000;

/// Tells what was not used, and lists it.
pub(super) fn tell(
    taking: &mut Taking<'_>,
    page: &PublishedPage,
    contents: &Contents,
    official: &OfficialTables<'_>,
    editions: &Editions,
) -> Vec<LeftOut> {
    let used: BTreeSet<CellPlace> = taking.draft.listing.cells().cloned().collect();
    let (mut of_site, mut others) = (Vec::new(), Vec::new());
    for item in (0..page.items.len()).filter(|item| official(*item).is_none()) {
        let is_inside = contents.items.contains(&item) && !page.items[item].is_aside && !is_of_site(page.text(item));
        let texts = texts(taking, &used, item);
        let left = if is_inside { &mut others } else { &mut of_site };
        left.extend(texts.into_iter().filter(|_| !taking.done[item]));
        know(taking, item);
    }
    if let Some((place, text)) = of_site.iter().chain(&others).find(|(_, text)| is_mark_of_draft(text)) {
        let range = taking.draft.listing.add_text(place.clone(), text);
        let finding = Finding::new(&rules::DRAFT, "这份报告标着“草稿”，不是定稿。");
        let finding = finding.mark(&taking.draft.listing.span(&range), "");
        taking.draft.fault(finding);
    }
    told(taking, &rules::OUTSIDE, "报告以外的文字", &of_site);
    told(taking, &rules::LEFT_OUT, "报告前后的文字", &others);
    let why = "不是报告的内容";
    let list = |(cell, text): &(CellPlace, String)| LeftOut { cell: cell.clone(), text: text.clone(), why };
    let mut listed: Vec<LeftOut> = others.iter().chain(&of_site).take(MOST_LISTED).map(list).collect();
    listed.extend(workbook::left_out(&mut taking.draft, editions));
    listed
}

/// Whether a text beside a report marks it as a draft: `草稿`, alone or before other words; `草稿箱` is something else.
fn is_mark_of_draft(text: &str) -> bool {
    const LONGEST: usize = 20;
    let bare = text.trim().trim_start_matches(['（', '【', '(', '[']);
    let is_marked = bare.strip_prefix("草稿").is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    is_marked && text.chars().count() <= LONGEST
}

/// Takes all of an item for told.
fn know(taking: &mut Taking<'_>, item: usize) {
    match taking.places[item] {
        ItemPlace::Row(row) => taking.draft.know(0, (row, 0)),
        ItemPlace::Sheet(sheet) => {
            let sheets = taking.draft.sheets;
            sheets[sheet].cells().for_each(|(row, column, _)| taking.draft.know(sheet, (row, column)));
        }
    }
}

/// The texts of an item that are not used, with their places.
fn texts(taking: &Taking<'_>, used: &BTreeSet<CellPlace>, item: usize) -> Vec<(CellPlace, String)> {
    let sheets = taking.draft.sheets;
    let (number, cells): (usize, Vec<(u32, u32)>) = match taking.places[item] {
        ItemPlace::Row(row) => (0, vec![(row, 0)]),
        ItemPlace::Sheet(sheet) => (sheet, sheets[sheet].cells().map(|(row, column, _)| (row, column)).collect()),
    };
    let sheet = &sheets[number];
    let is_open =
        |at: &(u32, u32)| !taking.draft.known.contains(&(number, at.0, at.1)) && !used.contains(&sheet.place(*at));
    let open = cells.into_iter().filter(is_open);
    open.map(|at| (sheet.place(at), sheet.text(at.0, at.1).to_owned())).filter(|(_, text)| !text.is_empty()).collect()
}

/// Tells some texts in one finding.
fn told(taking: &mut Taking<'_>, rule: &'static Rule, what: &str, texts: &[(CellPlace, String)]) {
    if texts.is_empty() {
        return;
    }
    let brief = |(_, text): &(CellPlace, String)| format!("“{}”", beginning(text, 16).replace('\n', " "));
    let named: Vec<String> = texts.iter().take(MOST_NAMED).map(brief).collect();
    let more = if texts.len() > MOST_NAMED { "等" } else { "" };
    let message = format!("{what} {} 处没有读入：{}{more}。", texts.len(), named.join("、"));
    let mut finding = Finding::new(rule, message);
    for (place, text) in texts.iter().take(MOST_NAMED) {
        let range = taking.draft.listing.add_text(place.clone(), text);
        finding = finding.mark(&taking.draft.listing.span(&range), "");
    }
    taking.draft.fault(finding);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_known_by_their_mark() {
        for text in ["草稿", " 草稿　未经审定，请勿发布", "（草稿）"] {
            assert!(is_mark_of_draft(text), "{text}");
        }
        for text in ["草稿箱", "起草稿件", "", "草稿：本段说明共有二十个字以上，是正文里的一句完整的话。"]
        {
            assert!(!is_mark_of_draft(text), "{text}");
        }
    }
}
