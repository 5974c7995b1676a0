//! How years compare: one table of changes from the form's data, and what two drafts of one year differ in.
//!
//! ```text
//! Filing, its figures, those of earlier years ─→ Years ─→ ChangeTable ─→ terminal, CSV, JSON, workbook, annex, prose
//!                                                   └─→ charts
//! ```

mod alike;
mod drafts;
mod edited;
mod formats;
mod printed;
mod sentences;
mod table;
mod taken;
mod typed;
mod years;

pub use drafts::{DraftDifferences, FigureDifference, LETTER, PassageDifference, PrintedPart, ReportDraft};
pub use edited::edited;
pub use formats::{HEADS, SCHEMA, csv, drafts_csv, drafts_json, drafts_terminal, json, terminal};
pub use printed::PrintedTable;
pub use sentences::SentenceChange;
pub use table::{Absent, ChangeGroup, ChangeRow, ChangeTable, Detail};
pub use taken::{Edit, TakenChanges};
pub use years::{ComparedYear, MOST_YEARS, Years, merged, year_name};
