//! Whether a piece of work may still write: what was given up must not appear later, nor use the machine.

use std::process::Child;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::line::WorkLine;

/// A piece is being worked on.
const WORKING: u8 = 0;
/// It has begun to write its files.
const WRITING: u8 = 1;
/// It took too long, and nobody waits for it any more.
const GIVEN_UP: u8 = 2;

/// The state of one piece of work, shared by its thread and the one that waits for it.
#[derive(Default)]
pub(crate) struct Turn {
    /// How far it is.
    state: AtomicU8,
    /// The process that does it, where one does.
    process: Mutex<Option<Arc<Mutex<Child>>>>,
    /// In a worker, who knows how far it is.
    line: Option<Arc<WorkLine>>,
}

impl Turn {
    /// The turn of a worker, which asks the one that gives it work.
    pub(crate) fn of_worker(line: &Arc<WorkLine>) -> Self {
        Self { line: Some(line.clone()), ..Self::default() }
    }

    /// Says which process does the piece; it is ended when the piece is given up.
    pub(super) fn is_done_by(&self, process: &Arc<Mutex<Child>>) {
        *self.process.lock().unwrap_or_else(PoisonError::into_inner) = Some(process.clone());
        if self.is_given_up() {
            self.end();
        }
    }

    /// Ends the process that does the piece.
    fn end(&self) {
        if let Some(process) = &*self.process.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = process.lock().unwrap_or_else(PoisonError::into_inner).kill();
        }
    }

    /// Whether the piece may write its files; from then on it is given more time.
    pub(crate) fn may_write(&self) -> bool {
        if let Some(line) = &self.line {
            return line.may_write();
        }
        let claimed = self.state.compare_exchange(WORKING, WRITING, Ordering::AcqRel, Ordering::Acquire);
        claimed.is_ok() || claimed == Err(WRITING)
    }

    /// Gives the piece up, unless it writes already; whether it was given up.
    pub(crate) fn give_up(&self) -> bool {
        let given_up = self.state.compare_exchange(WORKING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire).is_ok();
        if given_up {
            self.end();
        }
        given_up
    }

    /// Gives the piece up even while it writes.
    pub(crate) fn abandon(&self) {
        self.state.store(GIVEN_UP, Ordering::Release);
        self.end();
    }

    /// Whether the piece was given up.
    pub(crate) fn is_given_up(&self) -> bool {
        self.state.load(Ordering::Acquire) == GIVEN_UP
    }
}
