//! An office's own policy: `nianbao.toml` beside an input or a district and in the folders above it. It says what
//! weighs how much, what is not looked at and why, limits, and local notices that must be cited.
//!
//! Reading never judges: what cannot be read becomes a finding, and the rest of the policy holds. Of several files the
//! nearest says, setting by setting.

mod find;
mod limits;
mod read;

use std::collections::BTreeMap;

pub use find::{FILE, beside};
pub use limits::Limit;

use crate::digest::digest;
use crate::finding::Finding;
use crate::rule::{Rule, Severity};

/// What an office says of a rule.
#[derive(Debug, Clone)]
struct Ruling {
    /// The rule.
    rule: &'static Rule,
    /// How much its findings weigh; none where they are not told at all.
    severity: Option<Severity>,
    /// Why, where that is said.
    reason: Option<String>,
}

/// An office's own policy.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The files it stands in, the nearest first, as people are shown them, each with its text and what it settles.
    files: Vec<PolicyFile>,
    /// What it says of rules, by code.
    rules: BTreeMap<&'static str, Ruling>,
    /// Limits by name.
    limits: BTreeMap<&'static str, u32>,
    /// The last day for reports, month and day, by the level of the agency.
    deadlines: BTreeMap<String, (u8, u8)>,
    /// Local notices that must be cited.
    notices: Option<Vec<String>>,
}

/// A file of a policy.
#[derive(Debug, Clone)]
struct PolicyFile {
    /// Its path as people are shown it.
    name: String,
    /// Its text.
    text: String,
    /// What of it holds, each setting by its key and in words.
    settles: Vec<(String, String)>,
}

/// How many findings of which rules an office does not want told.
pub type SwitchedOff = BTreeMap<&'static str, usize>;

impl Policy {
    /// Weighs findings as the office does, and takes out those that it does not want told.
    pub fn apply(&self, findings: &mut Vec<Finding>) -> SwitchedOff {
        let mut off = SwitchedOff::new();
        findings.retain_mut(|finding| {
            let Some(ruling) = self.rules.get(finding.rule.code) else { return true };
            let Some(severity) = ruling.severity else {
                *off.entry(finding.rule.code).or_default() += 1;
                return false;
            };
            // A case that is milder than its rule stays so.
            let milder = finding.severity > finding.rule.severity;
            let severity = if milder { severity.max(finding.severity) } else { severity };
            if severity != finding.severity {
                finding.usual.get_or_insert(finding.severity);
                finding.severity = severity;
            }
            true
        });
        off
    }

    /// How much findings of a rule weigh; none where the office does not want them told.
    pub fn weight(&self, rule: &Rule) -> Option<Severity> {
        self.rules.get(rule.code).map_or(Some(rule.severity), |ruling| ruling.severity)
    }

    /// A limit by its name, if the office sets it.
    pub fn limit(&self, limit: Limit) -> Option<u32> {
        self.limits.get(limit.key()).copied()
    }

    /// The last day for reports of a level, month and day, if the office sets it.
    pub fn deadline(&self, level: Option<&str>) -> Option<(u8, u8)> {
        self.deadlines.get(level?).copied()
    }

    /// Local notices that must be cited.
    pub fn notices(&self) -> &[String] {
        self.notices.as_deref().unwrap_or_default()
    }

    /// What it settles, a line a file: `按 nianbao.toml：STR003 不查（全市统一用旧标题）`.
    pub fn told(&self) -> Vec<String> {
        self.told_as(str::to_owned)
    }

    /// The same, with the files called otherwise.
    pub fn told_as(&self, call: impl Fn(&str) -> String) -> Vec<String> {
        let line = |file: &PolicyFile| {
            let is_blank = file.text.trim().is_empty();
            let nothing = || if is_blank { "没有另外的规定" } else { "没有用得上的规定" }.to_owned();
            let words: Vec<&str> = file.settles.iter().map(|(_, words)| words.as_str()).collect();
            let settles = if words.is_empty() { nothing() } else { words.join("，") };
            format!("按 {}：{settles}", call(&file.name))
        };
        self.files.iter().map(line).collect()
    }

    /// Digest of everything that it says.
    pub fn digest(&self) -> String {
        digest(self.files.iter().map(|file| file.text.as_str()))
    }

    /// This policy with what one says that stands farther away where this one says nothing.
    fn over(mut self, mut farther: Self) -> Self {
        let is_settled = |key: &str| self.files.iter().flat_map(|file| &file.settles).any(|(known, _)| known == key);
        for file in &mut farther.files {
            file.settles.retain(|(key, _)| !is_settled(key));
        }
        for (code, ruling) in farther.rules {
            self.rules.entry(code).or_insert(ruling);
        }
        for (name, limit) in farther.limits {
            self.limits.entry(name).or_insert(limit);
        }
        for (level, day) in farther.deadlines {
            self.deadlines.entry(level).or_insert(day);
        }
        self.notices = self.notices.or(farther.notices);
        self.files.extend(farther.files);
        self
    }
}
