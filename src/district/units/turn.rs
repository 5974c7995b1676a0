//! Whether a piece of work may still write: what was given up must not appear later.

use std::sync::atomic::{AtomicU8, Ordering};

/// A piece is being worked on.
const WORKING: u8 = 0;
/// It has begun to write its files.
const WRITING: u8 = 1;
/// It took too long, and nobody waits for it any more.
const GIVEN_UP: u8 = 2;

/// The state of one piece of work, shared by its thread and the one that waits for it.
#[derive(Debug, Default)]
pub(crate) struct Turn(AtomicU8);

impl Turn {
    /// Whether the piece may write its files; from then on it is given more time.
    pub(crate) fn may_write(&self) -> bool {
        let claimed = self.0.compare_exchange(WORKING, WRITING, Ordering::AcqRel, Ordering::Acquire);
        claimed.is_ok() || claimed == Err(WRITING)
    }

    /// Gives the piece up, unless it writes already; whether it was given up.
    pub(crate) fn give_up(&self) -> bool {
        self.0.compare_exchange(WORKING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// Gives the piece up even while it writes.
    pub(crate) fn abandon(&self) {
        self.0.store(GIVEN_UP, Ordering::Release);
    }

    /// Whether the piece was given up.
    pub(crate) fn is_given_up(&self) -> bool {
        self.0.load(Ordering::Acquire) == GIVEN_UP
    }
}
