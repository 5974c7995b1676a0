//! What goes out to the units after a run: what is to be corrected, and who is reminded.
//!
//! `returned.rs` makes a marked copy of each workbook that has to be corrected, with a notice beside it;
//! `reminder.rs` lists who has not handed in. Their words are templates.

mod reminder;
mod returned;

pub(crate) use reminder::reminder;
pub(crate) use returned::returned;
