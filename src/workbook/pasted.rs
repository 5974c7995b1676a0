//! A whole report pasted into a sheet that nothing heads: a paragraph a cell, titles of its sections among them.

use super::draft::{At, Draft};
use super::names::is_figure;
use super::particulars::same;
use super::sheets::Sheet;
use super::words::{PARAGRAPHS, PROSE, section_name};
use crate::characters::beginning;
use crate::finding::Finding;
use crate::form::Editions;
use crate::rule::{Severity, workbook as rules};

/// Characters of a cell that may be the title of a section.
const LONGEST: usize = 40;

/// Characters of the first paragraph that are quoted.
const QUOTED: usize = 16;

/// What the sections are called that are nothing but prose, in all editions.
pub(super) fn titles(editions: &Editions) -> Vec<String> {
    let of_form = |form: &std::sync::Arc<crate::form::Form>| {
        let prose = (0..form.sections.len()).filter(|section| form.sections[*section].table.is_none());
        prose
            .flat_map(|section| [section_name(form, section), form.sections[section].title.clone()])
            .collect::<Vec<_>>()
    };
    let mut titles: Vec<String> = editions.all().iter().flat_map(of_form).collect();
    titles.sort_unstable();
    titles.dedup();
    titles
}

/// Whether a text is one of some titles.
pub(super) fn is_title(text: &str, titles: &[String]) -> bool {
    text.chars().take(LONGEST + 1).count() <= LONGEST && titles.iter().any(|title| same(title, text))
}

/// Whether what was not used of a sheet is such a report, or a part of one: two of its titles stand over cells that were
/// not used, or one where nothing else of the sheet was, be it the name of the sheet.
pub(super) fn is_report(sheet: &Sheet, rest: &[At], titles: &[String], is_used: bool) -> bool {
    let is_title = |at: &At| is_title(sheet.text(at.0, at.1), titles);
    let above = |(row, column): &At| Some((row.checked_sub(1)?, *column));
    let before = |at: &At| sheet.row(at.0).map(|(column, _)| (at.0, column)).take_while(|other| other.1 < at.1).next();
    let is_under = |at: &&At| above(at).iter().chain(&before(at)).any(is_title);
    let is_prose = |at: &&At| !is_title(at) && !is_figure(sheet.text(at.0, at.1));
    let least = if is_used { 2 } else { 1 };
    let is_named = || !is_used && self::is_title(&sheet.name, titles);
    is_named() && rest.iter().any(|at| is_prose(&at))
        || rest.iter().filter(is_prose).filter(is_under).take(least).count() == least
}

/// Tells such a sheet, and where its paragraphs belong.
pub(super) fn tell(draft: &mut Draft<'_>, number: usize, rest: &[At]) {
    let Some(first) = rest.first().copied() else { return };
    let sheet = &draft.sheets[number];
    let text = beginning(&sheet.text(first.0, first.1).replace('\n', " "), QUOTED);
    let message = format!(
        "“{}”表里是一段一格贴进来的报告，不知道各段印在哪里，没有用，也没有印：从 {}“{text}”起，共 {} 格。",
        sheet.name,
        draft.call(number, first),
        rest.len()
    );
    let [target, _, text] = PARAGRAPHS;
    let hint = format!(
        "把各部分的文字贴到“{PROSE}”表里，列名照原样写{}：“{target}”写部分的名称，“{text}”一行一段；数填在各表里",
        PARAGRAPHS.map(|name| format!("“{name}”")).concat()
    );
    let finding = Finding::new(&rules::UNUSED_CELLS, message).severity(Severity::Warning).hint(hint);
    let finding = finding.mark(&draft.place(number, first), "");
    draft.fault(finding);
}
