//! `compare --take`: what was changed in a second draft goes into the files of the first.

use std::path::Path;

use super::args::Arguments;
use super::drafts::Drafts;
use super::outcome::Outcome;
use super::{console, show, target};
use crate::changes::{Edit, TakenChanges};
use crate::error::{Error, Result};
use crate::prose::braces;
use crate::rule::Family;
use crate::source::Source;

/// What files of some editors begin with.
const MARK: char = '\u{feff}';

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
        files.push((edits, changed(sources.get(edits[0].at.source), edits)?));
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

/// A file with some changes, which do not overlap.
fn changed(source: &Source, edits: &[Edit]) -> Result<Vec<u8>> {
    let path = Path::new(&source.name);
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, &error))?;
    let raw = std::str::from_utf8(&bytes).unwrap_or_default();
    let body = raw.strip_prefix(MARK).unwrap_or(raw);
    let is_windows = body.contains("\r\n");
    if body.replace("\r\n", "\n") != source.text {
        let reason = "不是 UTF-8 编码，或者刚刚被别的程序改过，没有写进去";
        return Err(Error::file(path, reason, "另存为 UTF-8 编码后重试"));
    }
    let mut out = String::with_capacity(raw.len());
    let mut end = 0;
    for edit in edits {
        out.push_str(&source.text[end..edit.at.start]);
        out.push_str(&edit.text);
        end = edit.at.end;
    }
    out.push_str(&source.text[end..]);
    if is_windows {
        out = out.replace('\n', "\r\n");
    }
    if body.len() < raw.len() {
        out.insert(0, MARK);
    }
    Ok(out.into_bytes())
}

/// A text on one line.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "（删去）".to_owned() } else { line }
}
