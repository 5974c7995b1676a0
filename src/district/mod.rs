//! A district in one run: who must report, what each handed in, the sums, all reports, one summary.
//!
//! ```text
//! district.toml ─read→ District ─find→ Search ─(every unit: read, judge, examine, build)→ Handed
//!                                                    └─roll up→ Filing ─(the usual way)→ the district's report
//! ```
//!
//! A district office collects its units' files (《政府信息公开条例》第四十九条、第五十条), must know who is missing and
//! what is wrong, and reports the sums. A unit that fails never keeps the others from being done.

mod alike;
mod cells;
mod compare;
mod failed;
mod find;
mod handed;
mod judge;
pub mod layout;
mod list;
mod naming;
mod own;
mod owners;
mod page;
mod part;
mod produce;
mod read;
pub mod record;
mod remarks;
mod rollup;
mod roster;
mod run;
mod scaffold;
mod sheets;
mod stray;
mod unit;
mod workers;

use std::hash::Hash;
use std::path::Path;

use typst::utils::hash128;

use crate::error::{Error, Result};
use crate::form::Form;
use crate::output::write_all;

pub use cells::Cells;
pub use compare::compare;
pub use find::{Found, Search, named_after, search};
pub use handed::{Charges, Handed};
pub use judge::judge;
pub use list::{Listed, list, names};
pub use naming::{Names, Naming};
pub use page::page;
pub use part::{Part, Shard, join};
pub use read::read;
pub use record::{Record, Status, Summary};
pub use rollup::{Rollup, Sum, roll_up};
pub use roster::{District, FILE, Scope, UNITS, Unit, plain_name};
pub use run::{Options, Run, Watch};
pub use scaffold::district_toml;
pub use sheets::workbook;

/// What is kept of the last summary: what it stands for, and the sizes of its files.
const NOTE: &str = ".nianbao-summary.json";

/// Writes the files of a summary: for people, for sheets, for programs. What says the same already is left. One after
/// the other, since those of a thousand units are large.
fn summary_files(summary: &Summary, form: &Form, out: &Path, force: bool) -> Result<()> {
    let json = summary.json().into_bytes();
    let content = digest(&(page::TEMPLATE, &json));
    let names = [layout::WORKBOOK, "index.html", "summary.json"];
    let state = || -> Option<String> {
        let size = |name| std::fs::metadata(out.join(name)).ok().map(|data| data.len());
        let sizes = names.map(size).into_iter().collect::<Option<Vec<u64>>>()?;
        Some(digest(&(&content, sizes)))
    };
    let kept = std::fs::read_to_string(out.join(NOTE)).ok().filter(|_| !force);
    if kept.is_some() && kept == state() {
        return Ok(());
    }
    let write = |name: &str, bytes| write_all(out, &[(name.to_owned(), bytes)]);
    write("summary.json", json)?;
    write("index.html", page(summary)?.into_bytes())?;
    let workbook = workbook(summary, form)
        .map_err(|error| Error::file(layout::WORKBOOK, format!("写不成工作簿：{error}"), "把这段话反馈给开发者"))?;
    write(layout::WORKBOOK, workbook)?;
    write(NOTE, state().unwrap_or_default().into_bytes())?;
    Ok(())
}

/// What stands for some content: equal only for equal content.
fn digest(of: &impl Hash) -> String {
    format!("{:032x}", hash128(of))
}
