//! How a worker ended that was to answer, in words.

use std::process::ExitStatus;

use super::limits::MEMORY;

/// How a worker ended that was to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WorkerEnd {
    /// It wanted more memory than it may have.
    Memory,
    /// Something was nested deeper than its stack.
    Stack,
    /// It would not begin, and said why.
    Refused(String),
    /// It ended in another way; what the system says of that.
    Other(String),
}

impl WorkerEnd {
    /// How a worker ended, by what the system says and by what it said itself at the end.
    pub(super) fn of(status: Option<ExitStatus>, said: &str) -> Self {
        let is_killed = status.is_some_and(is_killed);
        if said.contains("overflowed its stack") {
            Self::Stack
        } else if said.contains("memory allocation of") || is_killed {
            Self::Memory
        } else if status.is_some_and(|status| status.code().is_some()) && !said.trim().is_empty() {
            Self::Refused(said.trim().to_owned())
        } else {
            Self::Other(status.map_or_else(|| "原因不明".to_owned(), |status| status.to_string()))
        }
    }

    /// What happened.
    pub(crate) fn fact(&self) -> String {
        match self {
            Self::Memory => format!("处理要用的内存超过 {} MB，已放弃", MEMORY >> 20),
            Self::Stack => "里面的内容一层套一层，太深，处理不了，已放弃".to_owned(),
            Self::Refused(why) => format!("没有处理：{why}"),
            Self::Other(how) => format!("处理时程序异常结束（{how}），已放弃"),
        }
    }

    /// What to do.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::Memory | Self::Stack => {
                "文件多半损坏，或有极大的表、极长的文字：打开看一看，删去多余的，另存一份再试；仍不行请把它反馈给开发者"
            }
            Self::Refused(_) => "再运行一次",
            Self::Other(_) => "打开它另存一份再试；仍不行请把它和这段话反馈给开发者",
        }
    }
}

/// Whether the system ended a process that nobody here ended: its memory was needed.
#[cfg(unix)]
fn is_killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(rustix::process::Signal::KILL.as_raw())
}

/// Whether the system ended a process that nobody here ended; elsewhere it does not say.
#[cfg(not(unix))]
fn is_killed(_: ExitStatus) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_words_tell_how_a_worker_ended() {
        let stack =
            "\nthread '<unnamed>' (7) has overflowed its stack\nfatal runtime error: stack overflow, aborting\n";
        assert_eq!(WorkerEnd::of(None, stack), WorkerEnd::Stack);
        assert_eq!(WorkerEnd::of(None, "memory allocation of 2399999999976 bytes failed\n"), WorkerEnd::Memory);
        assert_eq!(WorkerEnd::of(None, ""), WorkerEnd::Other("原因不明".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn so_does_the_system() {
        use std::os::unix::process::ExitStatusExt as _;
        assert_eq!(WorkerEnd::of(Some(ExitStatus::from_raw(9)), ""), WorkerEnd::Memory);
        let refused = WorkerEnd::Refused("字体：没有这个文件".to_owned());
        assert_eq!(WorkerEnd::of(Some(ExitStatus::from_raw(2 << 8)), "字体：没有这个文件\n"), refused);
        assert!(
            matches!(WorkerEnd::of(Some(ExitStatus::from_raw(11)), ""), WorkerEnd::Other(how) if how.contains("11"))
        );
    }
}
