//! `compare --take`: what was changed in a second draft goes into the files of the first.

use std::path::Path;

use super::args::Arguments;
use super::drafts::Drafts;
use super::outcome::Outcome;
use super::{console, show, target};
use crate::changes::{Edit, TakenChanges, edited};
use crate::error::{Error, Result};
use crate::file::office_lock;
use crate::finding::Finding;
use crate::prose::braces;
use crate::rule::Family;
use crate::rules::is_accepted;
use crate::source::{Source, Sources};
use crate::workbook;

/// Tells what was changed, and brings in what can be.
pub(super) fn run(arguments: &Arguments, drafts: &Drafts<'_>) -> Result<Outcome> {
    let examined = drafts.examined()?;
    let (before, differences) = drafts.compared(&examined);
    console::print(&drafts.told(&differences))?;
    // What the first stands by holds for what was made of it.
    let own = &drafts.inputs[0].filing;
    let is_fault =
        |finding: &Finding| finding.blocks() && [Family::Figures, Family::Input].contains(&finding.rule.family);
    let is_sound = !examined[1].findings.iter().any(|finding| is_fault(finding) && !is_accepted(own, finding));
    let sources = &drafts.inputs[0].sources;
    let mut taken = TakenChanges::of(&differences, (&before, sources), is_sound, &braces::ranges);
    let mut files = Vec::new();
    for edits in taken.edits.chunk_by(|one, next| one.at.source == next.at.source) {
        let source = sources.get(edits[0].at.source);
        let mut edits = edits.to_vec();
        let bytes = match source.is_workbook() {
            true => of_workbook(source, sources, &mut edits, &mut taken.left)?,
            false => edited(source, &edits)?,
        };
        files.push((edits, bytes));
    }
    files.retain(|(edits, _)| !edits.is_empty());
    let count: usize = files.iter().map(|(edits, _)| edits.len()).sum();
    if count > 0 {
        console::print(&format!("\n写进去的（{count} 处）\n"))?;
    }
    for (edits, bytes) in files {
        for edit in &edits {
            console::print(&format!("  {}  {}\n", sources.describe(&edit.at), shown(&edit.text)))?;
        }
        let path = Path::new(&sources.get(edits[0].at.source).name);
        target::write(arguments, path, bytes)?;
    }
    if taken.left.is_empty() {
        return Ok(Outcome::Clean);
    }
    console::print(&format!("\n没有写进去的（{} 处）\n", taken.left.len()))?;
    for left in &taken.left {
        console::print(&format!("  {left}\n"))?;
    }
    show::note(arguments, "改好后再比一次，看两稿是否相同");
    Ok(Outcome::Findings)
}

/// A workbook with those of some changes that can be made in it; the others are told.
fn of_workbook(source: &Source, sources: &Sources, edits: &mut Vec<Edit>, left: &mut Vec<String>) -> Result<Vec<u8>> {
    let path = Path::new(&source.name);
    if let Some(lock) = office_lock(path) {
        let hint = format!("先在那里保存、关掉；确实没有打开的，删去同一文件夹里的 {lock}");
        return Err(Error::file(path, "正在 WPS、Excel 里打开着，没有写进去", hint));
    }
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, &error))?;
    if let Some(changed) = workbook::edited(&bytes, sources, edits) {
        return Ok(changed);
    }
    edits.retain(|edit| {
        let can = workbook::edited(&bytes, sources, std::slice::from_ref(edit)).is_some();
        if !can {
            let what = shown(&edit.text);
            left.push(format!(
                "{}  {what}：这一格由公式得出，或者这种工作簿写不进去，请自己改",
                sources.describe(&edit.at)
            ));
        }
        can
    });
    let changed = workbook::edited(&bytes, sources, edits);
    changed.ok_or_else(|| Error::file(path, "工作簿的写法特别，改不了", "在 WPS、Excel 里另存为 .xlsx，再比一次"))
}

/// A text on one line.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "（删去）".to_owned() } else { line }
}
