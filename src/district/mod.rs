//! A district in one run: who must report, what came of each unit, the sums, all reports, one summary.
//!
//! ```text
//! district.toml ─read→ District ─search→ Inbox ─(every unit: read, judge, examine, build)→ UnitResult
//!                                                    └─roll up→ Filing ─(the usual way)→ the district's report
//! ```
//!
//! A district office collects its units' files (《政府信息公开条例》第四十九条、第五十条), must know who is missing and
//! what is wrong, and reports the sums. A unit that fails never keeps the others from being done.
//!
//! Six rooms, each of which imports only those before it; [`DistrictRun`] goes through them in this order:
//!
//! | room | what it is for |
//! |---|---|
//! | `roster` | `district.toml`: who must report, which figures are summed, how files are named |
//! | `inbox` | the files that came in: whose each is, and what is wrong with it as that unit's |
//! | `units` | one unit's report: read, made, kept, and what came of it |
//! | `sums` | the figures of all units added up, and the district's own report |
//! | `outgoing` | what goes out to the units: what is to be corrected, and who is reminded |
//! | `summary` | what the office is shown of a run: page, workbook, JSON |

mod inbox;
mod outgoing;
mod part;
mod roster;
mod run;
mod summary;
mod sums;
mod units;

pub use inbox::{LastYearFiles, files_of_last_year};
pub use part::{Shard, ShardResult};
pub(crate) use roster::{CHASE, REMINDER, RETURNED, SUMMARY, WORKBOOK};
pub use roster::{
    District, DistrictRefusal, FILE, ListEntry, SENT_OUT, UNITS, UnitList, district_toml, list, plain_name, read,
};
pub use run::{DistrictRun, Options, Watch};
pub use summary::{CommonHint, SCHEMA as SUMMARY_SCHEMA, Summary};
pub use units::{Due, FindingRecord, History, HistoryState, ReportRecord, Standing, Status, UnitResult};
