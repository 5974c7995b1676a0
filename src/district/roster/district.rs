//! What `district.toml` says: the roster, and which figures are summed.

use std::path::PathBuf;
use std::sync::Arc;

use crate::characters::unspaced;
use crate::filing::{Date, Text};
use crate::finding::Finding;
use crate::form::{CellId, Editions, Form};
use crate::policy::Policy;
use crate::source::{Located, Sources, Span};

/// The file that describes a district.
pub const FILE: &str = "district.toml";

/// The folder of the units' files where none is named.
pub const UNITS: &str = "单位";

/// The folder of the blanks that are sent out to the units; nothing is looked for there.
pub const SENT_OUT: &str = "发给各单位";

/// A district: its units, and how their figures become its own.
#[derive(Debug, Clone)]
pub struct District {
    /// `district.toml`, kept for findings to point into.
    pub sources: Sources,
    /// The beginning of `district.toml`.
    pub at: Span,
    /// The folder it stands in; other files are named from there.
    pub folder: PathBuf,
    /// The district's name, as the summary calls it.
    pub name: Text,
    /// Who writes to the units.
    pub office: Text,
    /// The year reported on.
    pub year: Option<Located<i32>>,
    /// The form meant for the year.
    pub form: Arc<Form>,
    /// The editions that units may report in.
    pub editions: Editions,
    /// The district's own report: its prose and letter, and the figures of the office itself.
    pub report: Text,
    /// Last year's report of the district, where the report itself names none.
    pub prior: Text,
    /// Totals that the district added up itself, compared with the sums.
    pub totals: Text,
    /// The last day for units to report.
    pub deadline: Option<Located<Date>>,
    /// How what is made is named.
    pub naming: NamePatterns,
    /// Prose that repeats another unit's by more than so many per cent is reported.
    pub likeness: u8,
    /// The folder of the units' files.
    pub units_folder: String,
    /// The folder of the units' files of last year.
    pub last_year_folder: String,
    /// Which figures are summed, by key; the last that fits counts.
    pub scopes: Vec<(String, Scope)>,
    /// The units, in the order of the roster.
    pub units: Vec<Unit>,
    /// What the office lays down for itself: one policy for all reports of the district.
    pub policy: Policy,
    /// What could not be read.
    pub faults: Vec<Finding>,
}

/// The patterns by which what is made is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePatterns {
    /// The folder of a unit.
    pub folder: String,
    /// Its report.
    pub file: String,
    /// Its letter.
    pub letter: String,
}

impl Default for NamePatterns {
    fn default() -> Self {
        Self { folder: "{name}".to_owned(), file: "{title}".to_owned(), letter: "{title}".to_owned() }
    }
}

/// How a figure of the district is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The office's own figure and those of all units.
    Sum,
    /// The office's own figure alone (只计本级).
    Own,
}

impl Scope {
    /// Its name as people are shown it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sum => "汇总",
            Self::Own => "只计本级",
        }
    }
}

/// A unit that must report.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where it is declared.
    pub at: Span,
    /// Its full name.
    pub name: String,
    /// What it was called before.
    pub formerly: Vec<String>,
    /// Its group: 部门, 乡镇街道, ….
    pub group: String,
    /// Its kind, which its own file should say as well.
    pub level: Text,
    /// Its file or a pattern for it; by its name in the units' folder where nothing is said.
    pub file: Text,
    /// Last year's file; by its name in last year's folder where nothing is said.
    pub prior: Text,
    /// Its own last day to report, where it has another than the rest.
    pub deadline: Option<Located<Date>>,
    /// The day on which its report came in, where the office says so.
    pub received: Option<Located<Date>>,
}

impl Unit {
    /// Somebody who is not on the roster, such as the district itself.
    pub fn nobody(name: &str, at: &Span) -> Self {
        let (name, formerly, group) = (name.to_owned(), Vec::new(), String::new());
        let (level, file, prior) = (None, None, None);
        Self { at: at.clone(), name, formerly, group, level, file, prior, deadline: None, received: None }
    }

    /// Its name, and those that it had before.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.formerly).map(String::as_str)
    }

    /// Whether it is, or was, called so.
    pub fn is_called(&self, name: &str) -> bool {
        let name = plain_name(name);
        self.names().any(|own| plain_name(own) == name)
    }
}

impl District {
    /// How the figure of a cell is made; totals go the way of their table unless they are named themselves.
    pub fn scope(&self, form: &Form, id: CellId) -> Scope {
        let key = form.cell(id).key.as_str();
        let fitting = self.scopes.iter().rev().find(|(named, _)| covers(named, key));
        fitting.map_or(Scope::Sum, |(_, scope)| *scope)
    }

    /// How an account of the district is made.
    pub fn account_scope(&self, account: &str) -> Scope {
        let named = self.scopes.iter().rev().find(|(named, _)| named == account);
        named.map_or(Scope::Sum, |(_, scope)| *scope)
    }

    /// The last day for a unit to report.
    pub fn deadline_of(&self, unit: &Unit) -> Option<Date> {
        unit.deadline.as_ref().or(self.deadline.as_ref()).map(|deadline| deadline.value)
    }

    /// Who writes to the units.
    pub fn sender(&self) -> &str {
        self.office.as_ref().map_or(self.called(), |office| office.value.trim())
    }

    /// The district's name in words.
    pub fn called(&self) -> &str {
        self.name.as_ref().map_or("本级", |name| name.value.as_str())
    }
}

/// Whether a key of `[scope]` covers a cell: its key, a key above it, or `*.` and the end of its key.
pub(super) fn covers(named: &str, key: &str) -> bool {
    match named.strip_prefix("*.") {
        Some(end) => key.strip_suffix(end).is_some_and(|start| start.ends_with('.')),
        None => key.strip_prefix(named).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
    }
}

/// A name without blanks and with full-width brackets, for comparing names.
pub fn plain_name(name: &str) -> String {
    unspaced(name).replace('(', "（").replace(')', "）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_name_cells() {
        let key = "disclosure.normative.in_force";
        assert!(covers("disclosure", key) && covers("disclosure.normative", key) && covers(key, key));
        assert!(covers("*.in_force", key));
        assert!(!covers("disclosure.norm", key) && !covers("*.force", key) && !covers("applications", key));
    }
}
