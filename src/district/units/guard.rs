//! Work that may fail through a fault of the program, or take too long: findings instead.

use std::panic::AssertUnwindSafe;

use crate::error::panic_text;
use crate::finding::Finding;
use crate::rule::district as rules;
use crate::workers::Abandoned;

/// The finding for a report that was given up; `seconds` is the time it had.
pub(crate) fn abandoned(why: Abandoned, seconds: u64) -> Finding {
    match why {
        Abandoned::Overdue => Finding::new(&rules::TOO_SLOW, format!("处理超过了 {seconds} 秒，已放弃。")),
        Abandoned::Writing => {
            let message = format!("写文件超过了 {seconds} 秒，已放弃，文件可能没有写全。");
            Finding::new(&rules::TOO_SLOW, message)
                .hint("检查输出文件夹所在的磁盘，再运行一次；要更久的用 --timeout 加长")
        }
        Abandoned::NoThread => {
            let finding = Finding::new(&rules::CRASHED, "系统开不了线程，没有处理。");
            finding.hint("关掉一些程序，或用 --jobs 写小一些的数，再运行一次")
        }
        Abandoned::Ended(ending) => Finding::new(&rules::CRASHED, format!("{}。", ending.fact())).hint(ending.hint()),
    }
}

/// Does something; a panic becomes a finding.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> std::result::Result<T, Box<Finding>> {
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
