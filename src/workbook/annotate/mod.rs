//! A copy of a workbook with its faults marked, for the clerk who filled it in.
//!
//! The copy is the workbook that was sent: of its package only the marked sheets, the styles and the lists of parts
//! are touched, and there only what is added. Colours are laid over the cells by conditional formats, so that what the
//! clerk formatted, protected, computed or wrote in other sheets stays; marks of an earlier copy go. A workbook that is
//! no package of this kind (.xls, .xlsb, .ods) is copied into one first.

mod list;
mod notes;
pub(super) mod package;
mod rebuilt;
mod sheet;
pub(super) mod xml;

pub(super) use notes::OURS;

use std::collections::BTreeMap;

use indexmap::IndexSet;

use super::refusal::Refusal;
use super::sheets::{self, Sheet};
use super::words::{LIST, LIST_OF, is_list};
use crate::digest::digest;
use crate::finding::{Finding, Severity};
use crate::source::{CellPlace, Sources};
use package::Package;
use xml::{Skeleton, elements, escaped, spliced};

/// What is wrong with each cell: the highest severity, and all messages.
type Marks = BTreeMap<CellPlace, (Severity, IndexSet<String>)>;

/// The part of a workbook that names its sheets, where nothing says otherwise.
pub(super) const KIND_OF_SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// A copy of the workbook in `bytes`: the same cells at the same places, those at fault under a colour and commented,
/// and before them a list of all findings with links to their cells.
///
/// # Errors
/// When the workbook cannot be read, or the copy cannot be made.
pub fn annotate(bytes: &[u8], sources: &Sources, findings: &[Finding]) -> Result<Vec<u8>, Refusal> {
    let sheets = sheets::read(bytes, |_| true)?;
    let told = (sources, findings, number(&digest([bytes])));
    if let Some(copy) = marked(bytes, &sheets, &told) {
        return Ok(copy);
    }
    let rebuilt = rebuilt::rebuilt(bytes, &sheets).map_err(Refusal::of)?;
    marked(&rebuilt, &sheets, &told).ok_or_else(|| Refusal::broken("标注不上"))
}

/// The number by which a marked copy names the workbook that was marked: the beginning of the digest of its bytes.
pub fn number(digest: &str) -> String {
    digest.chars().take(12).collect()
}

/// Of a marked copy, whatever was changed in it since, the number of the workbook that was marked; empty where it does
/// not say. None of any other workbook.
pub fn marked_from(bytes: &[u8]) -> Option<String> {
    let sheets = sheets::read(bytes, |name| name.starts_with(LIST)).ok()?;
    let list = sheets.iter().find(|sheet| is_list(sheet))?;
    let number = list.cells().find_map(|(.., content)| content.text().trim().strip_prefix(LIST_OF));
    Some(number.unwrap_or_default().trim().to_owned())
}

/// The ending of a workbook's copy: one that carries macros is an .xlsm.
pub fn copy_ending(bytes: &[u8]) -> &'static str {
    let kind = Package::open(bytes).and_then(|mut package| {
        let part = workbook_part(&mut package)?;
        package.kind(&part)
    });
    if kind.is_some_and(|kind| kind.contains("macroEnabled")) { "xlsm" } else { "xlsx" }
}

/// The cells that findings point at.
fn marks(sources: &Sources, findings: &[Finding]) -> Marks {
    let mut marks = Marks::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        for mark in &finding.marks {
            let Some(cell) = sources.cell(&mark.at) else { continue };
            let told = format!("{} {}\n建议：{}", finding.rule.code, finding.message, finding.hint);
            // What is wrong stands out from what only does not fit with it.
            let weight = if mark.is_evidence { Severity::Hint } else { finding.severity };
            let (severity, all) = marks.entry(cell.clone()).or_insert((weight, IndexSet::new()));
            *severity = (*severity).min(weight);
            all.insert(told);
        }
    }
    marks
}

/// What is told at one cell.
fn told(findings: &IndexSet<String>) -> String {
    findings.iter().map(String::as_str).collect::<Vec<_>>().join("\n\n")
}

/// The part that names the sheets.
pub(super) fn workbook_part(package: &mut Package<'_>) -> Option<String> {
    let found = package.relations("")?.into_iter().find(|relation| relation.kind == "officeDocument")?;
    Some(found.target)
}

/// The package with its marks; none when it is no package, or not one that can be understood.
fn marked(
    bytes: &[u8],
    sheets: &[Sheet],
    (sources, findings, number): &(&Sources, &[Finding], String),
) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes)?;
    let workbook = workbook_part(&mut package)?;
    let relations = package.relations(&workbook)?;
    let styles = relations.iter().find(|relation| relation.kind == "styles")?.target.clone();
    let (text, formats) = list::formats(&package.text(&styles)?)?;
    package.put(&styles, text);
    let names = elements(&package.text(&workbook)?, "sheet", ["name", "sheetId", "id"])?;
    let marks = marks(sources, findings);
    let mut list = None;
    for [name, _, id] in &names {
        let part = &relations.iter().find(|relation| relation.id == *id)?;
        if part.kind != "worksheet" {
            continue;
        }
        let read = sheets.iter().find(|sheet| *sheet.name == **name);
        if read.is_some_and(is_list) && list.is_none() {
            list = Some(part.target.clone());
        } else {
            sheet::mark(&mut package, &part.target, name, &marks, &formats.over)?;
        }
    }
    let text = list::sheet(sources, findings, &formats, number);
    match list {
        Some(part) => package.put(&part, text),
        None => add_list(&mut package, &workbook, &names, text)?,
    }
    package.finish()
}

/// Adds the list as the first sheet, the one that is shown.
fn add_list(package: &mut Package<'_>, workbook: &str, names: &[[String; 3]], sheet: String) -> Option<()> {
    let part = package.free("xl/worksheets/sheet", ".xml");
    package.put(&part, sheet);
    package.declare(&part, KIND_OF_SHEET)?;
    let id = package.relate(workbook, "worksheet", &part)?;
    let text = package.text(workbook)?;
    let outline = Skeleton::of(&text)?;
    if !outline.prefix.is_empty() {
        return None;
    }
    let is_free = |name: &String| names.iter().all(|[known, ..]| !known.eq_ignore_ascii_case(name));
    let name = std::iter::once(LIST.to_owned()).chain((2..).map(|n| format!("{LIST}{n}"))).find(is_free)?;
    let number =
        names.iter().filter_map(|[_, number, _]| number.parse::<u32>().ok()).max().unwrap_or(0).checked_add(1)?;
    let sheets = outline.named("sheets").next()?;
    let first = sheets.range.start + text[sheets.range.clone()].find('>')? + 1;
    let entry = format!(
        "<sheet xmlns:r=\"{}\" name=\"{}\" sheetId=\"{number}\" r:id=\"{id}\"/>",
        package::RELATIONSHIPS,
        escaped(&name)
    );
    let mut edits = vec![(first..first, entry)];
    for child in &outline.children {
        let own = &text[child.range.clone()];
        match child.name.as_str() {
            // Names that belong to a sheet tell it by its number from 0.
            "definedNames" => edits.push((child.range.clone(), shifted(own, "localSheetId", |n| n.saturating_add(1)))),
            "bookViews" => {
                let shown = shifted(own, "activeTab", |_| 0);
                edits.push((child.range.clone(), shifted(&shown, "firstSheet", |_| 0)));
            }
            _ => {}
        }
    }
    package.put(workbook, spliced(&text, edits));
    Some(())
}

/// A text with the numbers of an attribute changed.
fn shifted(text: &str, attribute: &str, change: impl Fn(u32) -> u32) -> String {
    xml::with_values(text, attribute, |value| Some(change(value.parse().ok()?).to_string()))
}
