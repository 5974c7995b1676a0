//! One unit's report: read, judged, examined, made, or kept from an earlier run; and what came of it.
//!
//! What is remembered of a unit is a field of `result.rs` (figures and prose, for the rooms after this one) or of
//! `record.rs` (what people are shown). Reports that fail get their records in `failed.rs`, panics and time
//! limits their findings in `guard.rs`; what is done by workers, in `task.rs`; what follows from several units' results at once, in `alike.rs` and `same_report.rs`.

mod alike;
mod due;
mod entries;
mod failed;
mod guard;
mod leftover;
mod marked;
mod produce;
mod record;
mod result;
mod same_report;
mod shared;
mod task;
mod unit;

pub(crate) use alike::add_likeness;
pub use due::Due;
pub(crate) use due::left;
pub(crate) use failed::{given_up, not_read, not_written, unreadable};
pub(crate) use guard::{abandoned, guarded};
pub(crate) use leftover::{leftover, of_others, stale};
pub(crate) use marked::MarkedCopy;
pub(crate) use produce::Producer;
pub use record::{FindingRecord, History, HistoryState, ReportRecord, Standing, Status};
pub use result::UnitResult;
pub(crate) use result::{AccountFigures, whole};
pub(crate) use same_report::same_report;
pub(crate) use shared::Shared;
pub(crate) use task::{Answer, Task, UnitTask};
pub(crate) use unit::{late, make, settled};
