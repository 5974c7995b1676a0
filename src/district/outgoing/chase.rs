//! The letter that reminds the units, as a 函 made by the templates of letters.

use std::path::Path;

use serde::Serialize;

use super::made::{is_as_made, remove_as_made};
use super::reminder::{ReminderPage, page};
use crate::digest::{digest, sealed_value, unsealed_value};
use crate::district::roster::CHASE;
use crate::district::units::{Shared, UnitResult};
use crate::engine::Input;
use crate::error::Result;
use crate::filing::Date;
use crate::output::write_all;
use crate::product::{Deliverable, FileKind, Selection, files};
use crate::read;
use crate::report::View;
use crate::source::Sources;

/// What is kept of the last letter: of what it was made, and what it was.
const NOTE: &str = ".nianbao-chase.json";

/// The kinds of files that the letter is made as: to be printed, and to be completed.
const KINDS: [FileKind; 2] = [FileKind::Pdf, FileKind::Docx];

/// What the template is filled with: the list of units, and what a letter needs beyond it.
#[derive(Serialize)]
struct ChasePage<'a> {
    /// The list.
    #[serde(flatten)]
    list: &'a ReminderPage<'a>,
    /// The day, as inputs write it.
    date: String,
}

/// Makes the letter where somebody is reminded and it is not there already, and names its files; one of an earlier run
/// that nobody needs any more goes, unless somebody has changed it.
///
/// # Errors
/// When it cannot be written, or a template is broken.
pub(crate) fn chase(shared: &Shared, results: &[UnitResult], title: &str, today: Date) -> Result<Vec<String>> {
    let list = page(shared, results, (title, today));
    let (out, engine) = (&shared.producer.out, &shared.producer.engine);
    let names = KINDS.map(|kind| kind.name(CHASE));
    let note = out.join(NOTE);
    if list.missing + list.again == 0 || list.year.is_none() {
        let kept = read_note(&note).map(|(_, made)| made).unwrap_or_default();
        for (name, sum) in names.iter().zip(kept) {
            remove_as_made(out, name, &sum);
        }
        let _ = std::fs::remove_file(note);
        return Ok(Vec::new());
    }
    let text = engine.text("chase.txt", &ChasePage { list: &list, date: today.to_string() })?;
    let key = digest([engine.fingerprint(), text.clone()]);
    let is_there = |made: &[String]| names.iter().zip(made).all(|(name, sum)| is_as_made(out, name, sum));
    if read_note(&note).is_some_and(|(of, made)| of == key && is_there(&made)) {
        return Ok(names.to_vec());
    }
    let mut sources = Sources::default();
    let filing = read::read_str("chase.txt", &text, Path::new("."), engine.editions(), &mut sources);
    let policy = shared.district.policy.clone();
    let input = Input { sources, filing, prior: None, earlier: Vec::new(), policy };
    let examined = engine.examine(&input)?;
    let view = View { unbound: true, docx: true, ..View::default() };
    let rendered = engine.render(&input, examined, view)?;
    let selection = Selection { kinds: KINDS.to_vec(), ..Selection::default() };
    let made = files(engine, Deliverable::Letter, &rendered, &selection, CHASE)?;
    let of = |name: &String| made.iter().find(|(known, _)| known == name).map(|(_, bytes)| digest([bytes]));
    let sums: Vec<String> = names.iter().filter_map(of).collect();
    write_all(out, &made)?;
    write_all(out, &[(NOTE.to_owned(), sealed_value(&(key, sums)).into_bytes())])?;
    Ok(names.to_vec())
}

/// Of what the last letter was made, and the digests of its files; nothing where the note is not sound.
fn read_note(note: &Path) -> Option<(String, Vec<String>)> {
    unsealed_value(&std::fs::read_to_string(note).ok()?)
}
