//! Who must report: what `district.toml` says, and how a new one is made from a list of names.
//!
//! A new setting of `district.toml` gets a field in `district.rs` and its reader in `read.rs`; a new way to write a
//! list of units belongs into `list`; how folders and files are named, into `naming.rs`.

mod district;
mod list;
mod naming;
mod read;
mod refusal;
mod scaffold;

pub use district::{District, FILE, SENT_OUT, UNITS, plain_name};
pub(crate) use district::{Scope, Unit};
pub use list::{ListEntry, UnitList, list};
pub(crate) use naming::{
    ARCHIVES, CHASE, OutputNames, PAGE, REMINDER, RETURNED, SET_ASIDE, SUMMARY, WORKBOOK, output_names,
};
pub use read::read;
pub(crate) use read::undescribed;
pub use refusal::DistrictRefusal;
pub use scaffold::district_toml;
