//! What goes out to the units after a run: what is to be corrected, and who is reminded.
//!
//! `returned.rs` makes a marked copy of each workbook that has to be corrected, with a notice beside it;
//! `reminder.rs` lists who has not handed in, and `chase.rs` makes a letter of that. Their words are templates.
//! `history.rs` remembers what became of each return from run to run; `archive.rs` packs what is handed on.

mod archive;
mod chase;
mod days;
mod history;
mod reminder;
mod returned;

pub(crate) use archive::pack;
pub(crate) use chase::chase;
pub(crate) use days::days;
pub(crate) use history::history;
pub(crate) use reminder::reminder;
pub(crate) use returned::{ReturnedFiles, returned};
