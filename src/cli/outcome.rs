//! How a run ends, as the shell is told.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing stands in the way.
    Clean = 0,
    /// A report has errors.
    Findings = 1,
    /// The program could not do what it was asked.
    Failed = 2,
}

impl Outcome {
    /// The outcome of an exit code.
    pub(super) fn of(code: u8) -> Self {
        match code {
            0 => Self::Clean,
            1 => Self::Findings,
            _ => Self::Failed,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}
