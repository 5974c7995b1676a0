//! The letter that reminds the units, as a 函 made by the templates of letters.

use std::path::Path;

use serde::Serialize;

use super::reminder::{ReminderPage, page};
use crate::digest::digest;
use crate::district::roster::CHASE;
use crate::district::units::{Shared, UnitResult};
use crate::engine::Input;
use crate::error::Result;
use crate::filing::Date;
use crate::product::{Deliverable, FileKind, Ledger, Selection, files};
use crate::read;
use crate::report::View;
use crate::source::Sources;

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

/// Makes the letter where somebody is reminded and it is not there already, and names its files; one that nobody needs
/// any more goes.
///
/// # Errors
/// When it cannot be written, or a template is broken.
pub(crate) fn chase(
    shared: &Shared,
    results: &[UnitResult],
    (title, today): (&str, Date),
    ledger: &mut Ledger,
) -> Result<Vec<String>> {
    let list = page(shared, results, (title, today));
    let engine = &shared.producer.engine;
    let names = KINDS.map(|kind| kind.name(CHASE));
    if list.missing + list.again == 0 || list.year.is_none() {
        ledger.keep_only(|name| !names.iter().any(|letter| letter == name))?;
        return Ok(Vec::new());
    }
    let text = engine.text("chase.txt", &ChasePage { list: &list, date: today.to_string() })?;
    let key = digest([engine.fingerprint(), text.clone()]);
    if names.iter().all(|name| ledger.stands(name, &key)) {
        return Ok(names.to_vec());
    }
    let mut sources = Sources::default();
    let filing = read::read_str("chase.txt", &text, Path::new("."), engine.editions(), &mut sources);
    let policy = shared.district.policy.clone();
    let input = Input { sources, filing, prior: None, earlier: Vec::new(), policy };
    let examined = engine.examine(&input)?;
    let view = View { unbound: true, pageless: true, docx: true, ..View::default() };
    let rendered = engine.render(&input, examined, view)?;
    let selection = Selection { kinds: KINDS.to_vec(), ..Selection::default() };
    ledger.write(&key, files(engine, Deliverable::Letter, &rendered, &selection, CHASE)?)?;
    Ok(names.to_vec())
}
