//! The figures of all units added up, and the district's own report made of the sums.
//!
//! How a cell is summed stands in `rollup.rs`, accounts in `accounts.rs`; findings about the sums go into
//! `remarks.rs`, totals that were added up by hand are compared in `compare.rs`, the units' figures with last year's in
//! `changes.rs`, and `layout.rs` says where each cell
//! stands in the summary's workbook.

mod accounts;
mod changes;
mod compare;
mod filing;
pub(crate) mod layout;
mod own;
mod remarks;
mod rollup;

pub(crate) use changes::{ComparedFigure, UnitChange, compared};
pub(crate) use own::{OwnReport, own_record, own_report, totals};
pub(crate) use rollup::{DistrictSum, Rollup, roll_up};
