//! A district in one run: who must report, what each handed in, the sums, all reports, one summary.
//!
//! ```text
//! district.toml ─read→ District ─find→ Search ─(every unit: read, judge, examine, build)→ Handed
//!                                                    └─roll up→ Filing ─(the usual way)→ the district's report
//! ```
//!
//! A district office collects its units' files (《政府信息公开条例》第四十九条、第五十条), must know who is missing and
//! what is wrong, and reports the sums. A unit that fails never keeps the others from being done.

mod compare;
mod find;
mod judge;
pub mod layout;
mod page;
mod produce;
mod read;
pub mod record;
mod rollup;
mod roster;
mod run;
mod scaffold;
mod sheets;

use crate::error::{Error, Result};
use crate::form::Form;

pub use compare::compare;
pub use find::{Found, Search, search};
pub use judge::judge;
pub use page::page;
pub use read::read;
pub use record::{Record, Status, Summary};
pub use rollup::{Contribution, Rollup, Sum, roll_up};
pub use roster::{District, Scope, Unit, plain_name};
pub use run::{Options, Watch, run};
pub use scaffold::{district_toml, names};
pub use sheets::workbook;

/// The files of a summary: for people, for sheets, for programs.
fn summary_files(summary: &Summary, form: &Form) -> Result<Vec<(String, Vec<u8>)>> {
    let workbook = workbook(summary, form)
        .map_err(|error| Error::file(layout::WORKBOOK, format!("写不成工作簿：{error}"), "把这段话反馈给开发者"))?;
    Ok(vec![
        (layout::WORKBOOK.to_owned(), workbook),
        ("index.html".to_owned(), page(summary)?.into_bytes()),
        ("summary.json".to_owned(), summary.json().into_bytes()),
    ])
}
