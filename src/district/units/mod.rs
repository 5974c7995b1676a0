//! One unit's report: read, judged, examined, made, or kept from an earlier run; and what came of it.
//!
//! What is remembered of a unit is a field of `result.rs` (figures and prose, for the rooms after this one) or of
//! `record.rs` (what people are shown). How a report goes wrong and is still told stands in `failed.rs` and `guard.rs`;
//! what follows from several units' results at once, in `alike.rs` and `same_agency.rs`.

mod alike;
mod failed;
mod guard;
mod leftover;
mod produce;
mod record;
mod result;
mod same_agency;
mod shared;
mod turn;
mod unit;
mod workers;

pub use alike::add_likeness;
pub use failed::{given_up, not_read, not_written, unreadable};
pub use guard::{abandoned, guarded};
pub use leftover::leftover;
pub use produce::Producer;
pub use record::{FindingRecord, Record, Status};
pub use result::{Charges, Entries, UnitResult};
pub use same_agency::same_agency;
pub use shared::Shared;
pub use turn::Turn;
pub use unit::{late, make, unit};
pub use workers::each;
