//! What the office is shown of a whole run: a page, a workbook, and JSON for programs.
//!
//! All of it is made of [`Summary`] alone: something new to be shown gets a field there, and its place in `page.rs`
//! (whose looks are `templates/district.html`) or `sheets.rs`.

mod against;
mod columns;
mod common;
mod figures;
mod page;
mod record;
mod sheets;
mod tables;
mod write;

pub use common::CommonHint;
pub(crate) use common::common_hints;
pub(crate) use record::sum_records;
pub use record::{SCHEMA, Summary};
pub(crate) use write::{look, write};
