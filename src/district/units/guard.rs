//! Work that may fail through a fault of the program, or take too long: findings instead.

use std::panic::AssertUnwindSafe;

use crate::error::panic_text;
use crate::finding::Finding;
use crate::rules::district as rules;

/// The finding for a report that took longer than a time in seconds.
pub fn too_slow(seconds: u64) -> Finding {
    Finding::new(&rules::TOO_SLOW, format!("处理超过了 {seconds} 秒，已放弃。"))
}

/// Does something; a panic becomes a finding.
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
