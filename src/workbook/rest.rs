//! What of a workbook was not used: every filled cell says something by itself, is used, or is told.

use std::collections::BTreeSet;

use super::draft::{At, Draft};
use super::locate::{FoundTable, SheetWords, upright};
use super::names::{TableNames, is_check, is_figure};
use super::particulars::same;
use super::pasted;
use super::sheets::{Content, Sheet};
use super::units::are_units;
use super::whose::says_whose;
use super::words::{GUIDE, GUIDE_ENDS, is_own, section_name};
use crate::characters::{is_ideograph, plain};
use crate::finding::Finding;
use crate::form::Editions;
use crate::rule::{Rule, Severity, workbook as rules};
use crate::source::{CellPlace, LeftOut};

/// Cells that one finding names.
const MOST_NAMED: usize = 6;
/// Cells that are listed; a workbook with more of them holds registers.
pub(super) const MOST_LISTED: usize = 5_000;

/// Takes what belongs to tables for known: their labels, and what only checks them.
pub(super) fn know(draft: &mut Draft<'_>, names: &[TableNames<'_>], found: &[FoundTable], words: &[SheetWords]) {
    for found in found {
        let names = &names[found.table];
        for (at, variants) in &words[found.sheet] {
            let is_label = !names.rows.find_variants(variants).is_empty()
                || !names.columns.find_variants(variants).is_empty()
                || !names.others.find_variants(variants).is_empty();
            if is_label {
                draft.know(found.sheet, *at);
            }
        }
        for (row, column) in found.heads.values() {
            // The words of a head that is written over several rows.
            let words = upright(&draft.sheets[found.sheet], (*row, *column));
            let first = words.iter().filter(|(word, _)| !names.columns.find(word).is_empty()).map(|(_, first)| *first);
            let above = first.min().unwrap_or(*row)..*row;
            above.for_each(|row| draft.know(found.sheet, (row, *column)));
        }
        let own = found.places.values().chain(found.heads.values()).chain(&found.stubs);
        own.for_each(|at| draft.know(found.sheet, *at));
    }
}

/// Tells what was not used, and lists it.
pub(crate) fn tell(draft: &mut Draft<'_>, editions: &Editions) -> Vec<LeftOut> {
    let used: BTreeSet<CellPlace> = draft.listing.cells().cloned().collect();
    let own = editions.all().iter().flat_map(|form| {
        let accounts = form.accounts.iter().flat_map(|account| [account.label.clone(), account.hint.clone()]);
        (0..form.sections.len()).map(|section| section_name(form, section)).chain(accounts).collect::<Vec<_>>()
    });
    let own: Vec<String> = own.collect();
    let titles = pasted::titles(editions);
    let mut listed = Vec::new();
    let (mut shown, mut hidden, mut beside, mut taken) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..draft.sheets.len() {
        let sheet = &draft.sheets[number];
        let (mut rest, is_used) = unused(draft, number, &used, &own);
        if let Some(at) = used.range(first_of(sheet)..).next().filter(|at| !sheet.visible && at.sheet == sheet.name) {
            taken.push((number, (at.row, at.column)));
        }
        if is_guide(sheet) {
            let own = own_of_guide(sheet);
            // What is worked out there says nothing new.
            let is_typed = |at: &At| sheet.get(at.0, at.1).is_some_and(|content| content.formula().is_none());
            rest.retain(|at| (at.1 > 0 || at.0 > own) && is_typed(at));
        }
        if rest.is_empty() {
            continue;
        }
        let is_hidden = rest.iter().all(|(row, column)| draft.hidden.contains(&(number, *row, *column)));
        let why = match (sheet.visible, is_used) {
            (false, _) if is_hidden || !is_used => "隐藏的表，显示的表里有同样的内容，或者认不出",
            (_, false) => "表里没有认得出的表和项目",
            (_, true) => "不在认得出的行、列和项目里",
        };
        let room = MOST_LISTED.saturating_sub(listed.len());
        listed.extend(rest.iter().take(room).map(|(row, column)| LeftOut {
            cell: sheet.place((*row, *column)),
            text: sheet.text(*row, *column).to_owned(),
            why,
        }));
        if sheet.visible && pasted::is_report(sheet, &rest, &titles, is_used) {
            pasted::tell(draft, number, &rest);
            continue;
        }
        match (sheet.visible, is_used && !is_hidden) {
            (_, true) => beside.extend(rest.iter().map(|at| (number, *at))),
            (true, false) => shown.push((number, rest[0])),
            (false, false) => hidden.push((number, rest[0])),
        }
    }
    sheets(draft, &rules::UNUSED_SHEET, &shown, "没有用到的表：", "，里面没有认得出的表和项目");
    sheets(draft, &rules::HIDDEN_USED, &taken, "隐藏的表里的内容用了：", "，显示的表里没有同样的内容");
    sheets(
        draft,
        &rules::UNUSED_SHEET,
        &hidden,
        "隐藏的表没有用：",
        "，显示的表里有同样的内容，或者里面没有认得出的表和项目",
    );
    tell_beside(draft, beside, &titles);
    listed
}

/// Tells cells beside what was used of their sheets, apart those that are paragraphs on sheets of prose.
fn tell_beside(draft: &mut Draft<'_>, beside: Vec<(usize, At)>, titles: &[String]) {
    // Sheets of prose: they name a section that is nothing else.
    let names_section =
        |number: &usize| draft.sheets[*number].cells().any(|(_, _, content)| pasted::is_title(content.text(), titles));
    let with_rest: BTreeSet<usize> = beside.iter().map(|(sheet, _)| *sheet).collect();
    let of_prose: BTreeSet<usize> = with_rest.into_iter().filter(names_section).collect();
    let is_prose =
        |(sheet, at): &(usize, At)| of_prose.contains(sheet) && is_prose(draft.sheets[*sheet].text(at.0, at.1));
    let (prose, others): (Vec<_>, Vec<_>) = beside.into_iter().partition(is_prose);
    cells(draft, &prose, Some("剪切到“正文”一列里它那一部分的行；不要印的删去"));
    cells(draft, &others, None);
}

/// The cells of a sheet that were not used and say something, and whether others of it were used or are known.
fn unused(draft: &Draft<'_>, number: usize, used: &BTreeSet<CellPlace>, own: &[String]) -> (Vec<At>, bool) {
    let sheet = &draft.sheets[number];
    let checks = checks(sheet);
    let (mut rest, mut is_used) = (Vec::new(), false);
    for (row, column, content) in sheet.cells() {
        if used.contains(&sheet.place((row, column))) || draft.known.contains(&(number, row, column)) {
            is_used = true;
        } else if !is_silent(content, own, &checks, (row, column)) {
            rest.push((row, column));
        }
    }
    (rest, is_used)
}

/// The first place of a sheet.
fn first_of(sheet: &Sheet) -> CellPlace {
    sheet.place((0, 0))
}

/// Tells sheets of which nothing was used, or something that nobody sees, all in one finding.
fn sheets(draft: &mut Draft<'_>, rule: &'static Rule, sheets: &[(usize, (u32, u32))], what: &str, why: &str) {
    if sheets.is_empty() {
        return;
    }
    let named = sheets.iter().take(MOST_NAMED).map(|(sheet, _)| format!("“{}”", draft.sheets[*sheet].name));
    let more = if sheets.len() > MOST_NAMED { format!("等 {} 张", sheets.len()) } else { String::new() };
    let message = format!("{what}{}{more}{why}。", named.collect::<Vec<_>>().join("、"));
    let mut finding = Finding::new(rule, message);
    for (sheet, at) in sheets.iter().take(MOST_NAMED) {
        finding = finding.mark(&draft.place(*sheet, *at), "").key(draft.sheets[*sheet].name.as_ref());
    }
    draft.fault(finding);
}

/// Whether a text has sentences: on a sheet of prose a paragraph that got into the wrong place.
fn is_prose(text: &str) -> bool {
    const LEAST: usize = 8;
    const NOTES: [&str; 6] = ["注", "备注", "说明", "填表", "填报", "（注"];
    let is_note = NOTES.iter().any(|note| text.trim_start().starts_with(note));
    !is_note && text.contains('。') && text.chars().filter(|c| is_ideograph(*c)).count() >= LEAST
}

/// Tells cells of sheets of which others were used, all in one finding; `remedy` is what to do about prose.
fn cells(draft: &mut Draft<'_>, rest: &[(usize, (u32, u32))], remedy: Option<&str>) {
    if rest.is_empty() {
        return;
    }
    let named = rest.iter().take(MOST_NAMED).map(|(sheet, at)| {
        let text: String = draft.sheets[*sheet].text(at.0, at.1).chars().take(16).collect();
        format!("{}“{}”", draft.call(*sheet, *at), text.replace('\n', " "))
    });
    let more = if rest.len() > MOST_NAMED { "等" } else { "" };
    let named = named.collect::<Vec<_>>().join("、");
    let mut finding =
        Finding::new(&rules::UNUSED_CELLS, format!("有 {} 格没有用，也没有印：{named}{more}。", rest.len()));
    for (sheet, at) in rest.iter().take(MOST_NAMED) {
        finding = finding.mark(&draft.place(*sheet, *at), "");
    }
    draft.fault(match remedy {
        Some(remedy) => finding.severity(Severity::Warning).hint(remedy),
        None => finding,
    });
}

/// The rows and columns of a sheet that only check others.
fn checks(sheet: &Sheet) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let labels = || sheet.cells().filter(|(_, _, content)| is_check(content.text()));
    // A label without a figure beside it stands above its row.
    let own = |row: u32, column: u32| {
        let beside = sheet.row(row).find(|(other, _)| *other > column);
        // Other tables may stand before it.
        let mut below = sheet.row(row + 1).filter(|(other, _)| *other >= column);
        let is_over_row = below.next().is_some_and(|(other, content)| other > column && is_figure(content.text()));
        let is_column = !is_over_row && sheet.row(row).next().is_some_and(|(first, _)| first < column);
        if is_column || beside.is_some_and(|(_, content)| is_figure(content.text())) { row } else { row + 1 }
    };
    let rows = labels().flat_map(|(row, column, _)| [row, own(row, column)]);
    (rows.collect(), labels().map(|(_, column, _)| column).collect())
}

/// Whether a cell outside all tables and lists says nothing of the report: what only checks, what the blank workbook
/// says itself, and captions.
fn is_silent(
    content: &Content,
    own: &[String],
    (rows, columns): &(BTreeSet<u32>, BTreeSet<u32>),
    (row, column): (u32, u32),
) -> bool {
    let text = content.text().trim();
    text.is_empty()
        || is_check(text)
        || (is_result(content) || !is_figure(text) && text.chars().count() <= 2)
            && (rows.contains(&row) || columns.contains(&column))
        || is_own(text)
        || says_whose(text).is_some()
        || is_caption(text)
        || text.lines().map(str::trim).all(|line| {
            // What stands below a title in its cell may be prose.
            line.is_empty() || is_own(line) || is_caption(line) || own.iter().any(|own| same(own, line))
        })
}

/// Whether a cell is what a check gives: computed, or the difference of nothing.
fn is_result(content: &Content) -> bool {
    let text = content.text().trim();
    let is_zero = || plain(text).chars().filter(char::is_ascii_digit).all(|digit| digit == '0');
    is_figure(text) && (content.formula().is_some() || is_zero())
}

/// Whether a text only says in which unit figures are; where that matters it is read with the table.
pub(crate) fn is_caption(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !"（）()".contains(*c)).collect();
    let said = plain.split_once(['：', ':']);
    said.is_some_and(|(label, unit)| {
        ["单位", "计量单位", "金额单位", "数量单位", "货币单位"].contains(&label) && are_units(unit)
    })
}

/// The last row of the words of a guide itself, which stand in its first column; what else is there was added.
fn own_of_guide(sheet: &Sheet) -> u32 {
    let is_last = |text: &str| GUIDE_ENDS.iter().any(|start| text.starts_with(start));
    let cells = sheet.cells().filter(|(_, column, content)| *column == 0 && is_last(content.text().trim()));
    cells.map(|(row, ..)| row).max().unwrap_or(u32::MAX)
}

/// Whether a sheet only says how to fill in the others.
pub(super) fn is_guide(sheet: &Sheet) -> bool {
    sheet.name.as_ref() == GUIDE
        || sheet.cells().any(|(_, column, content)| column == 0 && content.text().starts_with("nianbao check "))
}
