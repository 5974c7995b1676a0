//! The document that a workbook spells.

use std::path::Path;
use std::sync::Arc;

use super::appearance::{self, Appearance};
use super::automatic::{self, TypedOver};
use super::draft::Draft;
use super::edition::{Fitting, FoundTables, choose};
use super::figures::{self, Year};
use super::listing::Listing;
use super::locate::FoundTable;
use super::merged::MergedCells;
use super::refusal::Refusal;
use super::rest;
use super::sheets::Sheet;
use super::slots::CellSlots;
use super::{contacts, covered, label_notes, lists, loose, particulars, prose, titled, transposed, whose};
use crate::document::{Document, Spelling};
use crate::editions::{self, Brought};
use crate::finding::Finding;
use crate::form::{Editions, Form};
use crate::rule::{Severity, workbook::UNUSED_CELLS};
use crate::source::{LeftOut, Sources};

/// What was read.
pub(super) struct ReadSheets {
    /// The document.
    pub document: Document,
    /// What was used.
    pub listing: Listing,
    /// The editions there are.
    pub brought: Brought,
    /// What was not used.
    pub left_out: Vec<LeftOut>,
    /// Where everything stands that can be filled in, or would.
    pub slots: CellSlots,
}

/// Reads the sheets into a document; what was used of them is in the listing, what was not is told.
///
/// # Errors
/// When there is nothing of a report in them.
pub(super) fn read(
    (sheets, typed): (&[Sheet], &[TypedOver]),
    appearance: &Appearance,
    (folder, editions): (&Path, &Editions),
    sources: &Sources,
) -> Result<ReadSheets, Refusal> {
    let mut draft = Draft::new(sheets, Spelling::Workbook, editions, sources);
    draft.merged = MergedCells::of(sheets, appearance);
    particulars::read(&mut draft, editions);
    lists::read(&mut draft);
    loose::read(&mut draft, editions);
    contacts::read(&mut draft);
    let brought = editions::beside(draft.document.words("forms").as_ref(), folder, editions);
    let editions = &brought.editions;
    let (form, _) = tables(&mut draft, editions);
    prose::read(&mut draft, &form);
    titled::read(&mut draft, &form);
    if draft.document.is_empty() {
        let names: Vec<&str> = sheets.iter().take(5).map(|sheet| sheet.name.as_ref()).collect();
        return Err(Refusal {
            reason: format!("工作簿里没有认出年度报告的表（有：{}）", names.join("、")),
            hint: "确认给的是年度报告的工作簿，行列名称照格式；空白的可用 nianbao new 文件夹 --xlsx 生成".to_owned(),
        });
    }
    covered::tell(&mut draft);
    appearance::tell(&mut draft, appearance);
    let mut left_out = rest::tell(&mut draft, editions);
    left_out.extend(automatic::tell(&mut draft, typed));
    appearance::beside(&mut draft, appearance);
    Ok(ReadSheets { document: draft.document, listing: draft.listing, brought, left_out, slots: draft.slots })
}

/// Where a table of this year's was found: its sheet, and its number in the form.
pub(crate) type TableAt = (usize, usize);

/// Reads the official tables of all sheets by their labels; gives the edition that they are of, and where they are.
pub(crate) fn tables(draft: &mut Draft<'_>, editions: &Editions) -> (Arc<Form>, Vec<TableAt>) {
    let tables = FoundTables::find(draft.sheets, draft.document.year("year"), editions);
    let (meant, asked) = draft.document.editions_of_this(editions);
    let Fitting { form, names, mut found } = choose(tables.this, asked, &meant);
    // The labels say which edition was filled in; whether it fits the year is for the rules to say.
    put_edition(draft, "form", &form, &meant, &found);
    draft.document.this.form = form.clone();
    transposed::tell(draft, &names, &mut found, &tables.words);
    rest::know(draft, &names, &found, &tables.words);
    label_notes::take(draft, &names, &found, &tables.words);
    called_old(draft, &form, &found);
    let places = found.iter().map(|found| (found.sheet, found.table)).collect();
    figures::read(draft, &names, found, Year::This);
    let (meant, asked) = draft.document.editions_of_last(editions);
    let Fitting { form: before, names, found } = choose(tables.last, asked, &meant);
    put_edition(draft, "last_year.form", &before, &meant, &found);
    draft.document.last.form = before.clone();
    rest::know(draft, &names, &found, &tables.words);
    figures::read(draft, &names, found, Year::Last);
    (form, places)
}

/// Tells tables that are read as this year's below a title of the year before: perhaps nothing of them is new.
fn called_old(draft: &mut Draft<'_>, form: &Form, found: &[FoundTable]) {
    let Some(year) = draft.document.year("year").filter(|_| draft.document.spelling == Spelling::Workbook) else {
        return;
    };
    for found in found {
        let Some(at) = whose::says_year_before(&draft.sheets[found.sheet], found.extent.0, year) else { continue };
        let table = &form.tables[found.table];
        let message = format!(
            "{}：{} 写的是 {} 年，报告是 {year} 年；表里的数当作 {year} 年的读入。",
            table.label,
            draft.call(found.sheet, at),
            year - 1,
        );
        let place = draft.place(found.sheet, at);
        let finding = Finding::new(&UNUSED_CELLS, message).severity(Severity::Warning).mark(&place, "").key(&table.key);
        draft.fault(finding.hint("看一看表里是不是还是上年的数；是今年的，改正这一格里的年份"));
    }
}

/// Puts the edition that some tables are of, where it is neither said nor the one that is meant.
fn put_edition(draft: &mut Draft<'_>, path: &str, form: &Arc<Form>, meant: &Form, found: &[FoundTable]) {
    if let Some(first) = found.first().filter(|_| form.edition != meant.edition && draft.document.field(path).is_none())
    {
        let column = draft.sheets[first.sheet].row(first.extent.0).next().map_or(0, |(column, _)| column);
        let at = draft.place(first.sheet, (first.extent.0, column));
        draft.put(path, form.edition.clone(), at);
    }
}
