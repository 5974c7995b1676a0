//! Hints that many units have: told once, with the names, instead of once a unit.

use indexmap::IndexMap;

use crate::district::units::{FindingRecord, UnitResult};
use crate::finding::Severity;

/// Units from which on a hint is told once for all.
const MANY: usize = 3;

/// A hint that many units have.
pub(super) struct CommonHint<'a> {
    /// The first unit's.
    pub first: &'a FindingRecord,
    /// The names of the units.
    pub units: Vec<&'a str>,
}

/// Hints of many units, in the order in which they come first.
pub(super) struct CommonHints<'a>(IndexMap<(&'a str, &'a str), CommonHint<'a>>);

impl<'a> CommonHints<'a> {
    /// The hints that many of some units have: of one rule, with one thing to do.
    pub(super) fn of(units: &'a [UnitResult]) -> Self {
        let mut hints: IndexMap<(&str, &str), CommonHint<'a>> = IndexMap::new();
        for unit in units {
            for finding in unit.record.findings.iter().filter(|finding| is_hint(finding)) {
                let hint = hints.entry(key(finding)).or_insert(CommonHint { first: finding, units: Vec::new() });
                if hint.units.last() != Some(&unit.record.name.as_str()) {
                    hint.units.push(&unit.record.name);
                }
            }
        }
        hints.retain(|_, hint| hint.units.len() >= MANY);
        Self(hints)
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &CommonHint<'a>> {
        self.0.values()
    }

    /// Whether a finding of a unit is one of them.
    pub(super) fn has(&self, finding: &'a FindingRecord) -> bool {
        is_hint(finding) && self.0.contains_key(&key(finding))
    }
}

/// What hints have in common that are told as one.
fn key(finding: &FindingRecord) -> (&str, &str) {
    (finding.code.as_str(), finding.hint.as_str())
}

/// Whether a finding is a hint that nobody has answered.
fn is_hint(finding: &FindingRecord) -> bool {
    finding.severity == Severity::Hint && finding.accepted.is_none()
}
