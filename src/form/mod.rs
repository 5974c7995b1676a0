//! The official form as data: which cells exist, what they are called, and how they depend on each other.
//!
//! The editions are declared in TOML files beside this module. A new row is one line there; a new edition is one file,
//! which an agency can bring as well.
//!
//! ```text
//! text ─reader, read→ Declaration ─shape→ faults ─index→ cells, sums, balances ─tree, layout→ Form ─→ Editions
//! ```

mod account;
mod cell;
mod check;
mod checks;
mod comparison;
mod comparisons;
mod declaration;
mod editions;
mod fault;
#[expect(clippy::module_inception, reason = "the form is what this folder is for")]
mod form;
mod given;
mod grounds;
mod index;
mod kind;
mod label;
pub mod layout;
mod mistyped;
mod name;
mod nodes;
mod path;
mod phrases;
mod read;
mod reader;
mod shape;
mod sums;
mod term;
#[cfg(test)]
mod tests;
mod tree;
mod wording;
pub mod words;

pub use account::{Account, AccountFigure};
pub use cell::{Balanced, Cell, CellId, InputLine, Summed, brief};
pub use check::{Check, CheckKind};
pub use comparison::{ChartDeclaration, Comparison, ComparisonGroup, ShownFigure};
pub use declaration::{
    Aspect, Balance, Deadline, Declaration, Grounds, Node, Notice, Overdrawn, PrefacePart, Prose, Section, Table,
    TableBlock,
};
pub use editions::{BUILT_IN, Editions, GUIDE};
pub use fault::{Fault, FaultKind};
pub use form::{Because, Form};
pub use kind::Kind;
pub use label::{LEVELS, Variants, mark_before_unit, notes, without_ordinal};
pub use name::Name;
pub use path::paths;
pub use phrases::{Channels, Context, Inclusion, PHRASES, Pattern, Phrases, Tie, Wholes, Within};
pub use term::{Term, Terms};
pub use tree::{Branch, Main};
pub use wording::{BUILT_IN_WORDING, WORDING, Wording};
pub use words::{BUILT_IN_WORDS, CheckWords, WORDS};
