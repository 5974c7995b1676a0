//! `compare --take`: what was changed in a second draft goes into the files of the first.

use std::path::Path;

use super::args::Arguments;
use super::drafts::Drafts;
use super::outcome::Outcome;
use super::{console, show, target};
use crate::changes::{TakenChanges, edited};
use crate::error::Result;
use crate::prose::braces;
use crate::rule::Family;

/// Tells what was changed, and brings in what can be.
pub(super) fn run(arguments: &Arguments, drafts: &Drafts<'_>) -> Result<Outcome> {
    let examined = drafts.examined()?;
    let (before, differences) = drafts.compared(&examined);
    console::print(&drafts.told(&differences))?;
    let is_sound =
        !examined[1].findings.iter().any(|finding| finding.blocks() && finding.rule.family == Family::Figures);
    let sources = &drafts.inputs[0].sources;
    let taken = TakenChanges::of(&differences, (&before, sources), is_sound, &braces::ranges);
    let mut files = Vec::new();
    for edits in taken.edits.chunk_by(|one, next| one.at.source == next.at.source) {
        files.push((edits, edited(sources.get(edits[0].at.source), edits)?));
    }
    if !taken.edits.is_empty() {
        console::print(&format!("\n写进去的（{} 处）\n", taken.edits.len()))?;
    }
    for (edits, text) in files {
        for edit in edits {
            console::print(&format!("  {}  {}\n", sources.describe(&edit.at), shown(&edit.text)))?;
        }
        let path = Path::new(&sources.get(edits[0].at.source).name);
        target::write(arguments, path, text)?;
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

/// A text on one line.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "（删去）".to_owned() } else { line }
}
