//! What is told of a report that could not be read, made or written.

use std::panic::AssertUnwindSafe;

use super::record::{Record, Status};
use super::unit::Shared;
use crate::diagnostics::Tally;
use crate::engine::Input;
use crate::error::{Error, panic_text};
use crate::finding::Finding;
use crate::rule::{Rule, district as rules};
use crate::source::Sources;

impl Shared {
    /// A record of a file that cannot be read.
    pub fn unreadable(&self, record: Record, error: &Error) -> Record {
        let record = Record { status: Status::Unreadable, ..record };
        self.told(record, &rules::UNREADABLE, error)
    }

    /// A record of a file that is no TOML.
    pub fn unread(&self, record: Record, input: &Input) -> Record {
        let record = Record { status: Status::Unreadable, ..record };
        record.with_findings(&input.filing.faults, &input.sources, self.folder())
    }

    /// A record of a report whose files could not be made or written.
    pub fn failed(&self, record: Record, error: &Error) -> Record {
        let mut failed = self.told(Record { status: Status::Failed, ..record.clone() }, &rules::NOT_WRITTEN, error);
        failed.findings.extend(record.findings);
        failed.tally = Tally { errors: record.tally.errors + 1, ..record.tally };
        failed
    }

    /// A record of a report that was given up.
    pub fn given_up(&self, record: Record, reason: &Finding) -> Record {
        let record = Record { status: Status::Failed, ..record };
        record.with_findings(std::slice::from_ref(reason), &Sources::default(), self.folder())
    }

    /// A record with one finding for an error.
    fn told(&self, record: Record, rule: &'static Rule, error: &Error) -> Record {
        let message = format!("{}。", error.to_string().trim_end_matches('。'));
        let finding = Finding::new(rule, message);
        let finding = match error.hint() {
            Some(hint) => finding.hint(hint),
            None => finding,
        };
        record.with_findings(&[finding], &Sources::default(), self.folder())
    }
}

/// What is told of a report that took longer than a time in seconds.
pub fn too_slow(seconds: u64) -> Finding {
    Finding::new(&rules::TOO_SLOW, format!("处理超过了 {seconds} 秒，已放弃。"))
}

/// Does something that may fail through a fault of the program, and tells that as a finding.
pub fn guarded<T>(work: impl FnOnce() -> T) -> std::result::Result<T, Box<Finding>> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = format!("程序内部出错：{}。", panic_text(&*payload));
        Box::new(Finding::new(&rules::CRASHED, message))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_told() {
        std::panic::set_hook(Box::new(|_| {}));
        let finding = guarded(|| panic!("第 {} 步", 3)).unwrap_err();
        let _ = std::panic::take_hook();
        assert_eq!((finding.rule.code, finding.message.as_str()), ("DIS015", "程序内部出错：第 3 步。"));
    }
}
