//! The files that came in: whose each is, and what is wrong with it as that unit's file.
//!
//! Where files are looked for and who owns them stands in `find.rs` and `walk.rs`; a new fault of the roster or of a
//! folder goes into `owners.rs`, archives are unpacked by `unpack.rs`, one of a file nobody was to send into `stray.rs`, what only a look into files can tell
//! into `look.rs`, and a new demand of the district on
//! what a unit's file says into `judge.rs`. Last year's files of a new district are found likewise (`carried.rs`). Faults of the report itself are found by the checks of all reports.

mod carried;
mod find;
mod judge;
mod look;
mod owners;
mod stray;
mod unpack;
mod versions;
mod walk;

pub use carried::{LastYearFiles, files_of_last_year};
pub(crate) use find::{Inbox, UnitFiles, search};
pub(crate) use judge::{is_of_other_unit, is_of_other_year, judge, received};
pub(crate) use look::{Glance, glance, settle_by_looking};
pub(crate) use owners::no_figures;
pub(crate) use stray::{beside, unexpected};
pub(crate) use unpack::{
    Archive, UnpackRefusal, Unpacked, archives, given_up as unpack_given_up, unpack, unpacked, withdraw_gone,
};
