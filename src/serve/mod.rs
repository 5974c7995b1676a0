//! The page: a report is filled in, checked and looked at in the browser of the same machine.
//!
//! ```text
//! browser ─HTTP on 127.0.0.1→ web (guard, routes) ─Asked→ PageSession ─→ Engine, TomlText, files
//!                                                           └─StateView, pages, files→ browser
//! ```
//!
//! All that the page does is a plain function of [`PageSession`]; `web` only wraps them, so that another front end can call
//! them as well. The page names reports by identifiers that were told to it, never by paths.

mod asked;
mod brought;
mod district;
mod edit;
mod history;
mod listing;
mod opened;
mod pictures;
mod reply;
mod session;
mod start;
mod taken;
mod trial;
mod view;
mod web;

pub use asked::Asked;
pub use brought::BroughtTold;
pub use district::{DistrictState, UnitState, WorkerWords};
pub use edit::{ChangeAsked, ChangeKind};
pub use listing::ReportEntry;
pub use reply::{Declined, Reply};
pub use session::{LaidOutPages, PageSession, Watched};
pub use trial::FileTrial;
pub use view::{
    CellState, EditorState, FieldState, FindingState, InsertState, MarkState, PartState, PlaceOnPage, StateView,
};
pub use web::{Server, ServerLimits};
