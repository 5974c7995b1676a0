//! Hints that many units have: told once, with the names, instead of once a unit.

use indexmap::IndexMap;
use serde::{Serialize, Serializer};

use crate::district::units::{FindingRecord, UnitResult};
use crate::finding::Severity;

/// Units from which on a hint is told once for all.
const MANY: usize = 3;

/// A hint that many units have: one rule, one fact, one thing to do.
#[derive(Debug, Clone, Serialize)]
pub struct CommonHint {
    /// The rule's code.
    pub code: String,
    /// The fact.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The numbers of the units on the roster, from 0; programs count from 1.
    #[serde(serialize_with = "from_one")]
    pub units: Vec<usize>,
}

impl CommonHint {
    /// Whether a finding of a unit is this one.
    pub(super) fn is(&self, finding: &FindingRecord) -> bool {
        is_hint(finding) && (&self.code, &self.message, &self.hint) == key(finding)
    }

    /// The same as a finding, for lists of findings.
    pub(super) fn finding(&self) -> FindingRecord {
        let (code, message, hint) = (self.code.clone(), self.message.clone(), self.hint.clone());
        FindingRecord { code, severity: Severity::Hint, message, place: None, hint, accepted: None }
    }

    /// The names of its units.
    pub(super) fn names(&self, units: &[UnitResult]) -> String {
        let names: Vec<&str> = self.units.iter().map(|number| units[*number].record.name.as_str()).collect();
        names.join("、")
    }
}

/// The hints that many of some units have, in the order in which they come first.
pub(crate) fn common_hints(units: &[UnitResult]) -> Vec<CommonHint> {
    let mut hints: IndexMap<(&String, &String, &String), CommonHint> = IndexMap::new();
    for (number, unit) in units.iter().enumerate() {
        for finding in unit.record.findings.iter().filter(|finding| is_hint(finding)) {
            let FindingRecord { code, message, hint, .. } = finding;
            let new = || {
                let (code, message, hint) = (code.clone(), message.clone(), hint.clone());
                CommonHint { code, message, hint, units: Vec::new() }
            };
            let common = hints.entry(key(finding)).or_insert_with(new);
            if common.units.last() != Some(&number) {
                common.units.push(number);
            }
        }
    }
    hints.into_values().filter(|hint| hint.units.len() >= MANY).collect()
}

/// What hints have in common that are told as one.
fn key(finding: &FindingRecord) -> (&String, &String, &String) {
    (&finding.code, &finding.message, &finding.hint)
}

/// Writes the numbers of units as programs count them.
fn from_one<S: Serializer>(units: &[usize], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(units.iter().map(|number| number + 1))
}

/// Whether a finding is a hint that nobody has answered.
fn is_hint(finding: &FindingRecord) -> bool {
    finding.severity == Severity::Hint && finding.accepted.is_none()
}
