//! What is said in a window that somebody opened by a double click: nothing of options, which cannot be given there.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostics::without_commands;

/// Whether the program was started without a command.
static OPEN: AtomicBool = AtomicBool::new(false);

/// Takes the program for one that was started without a command.
pub(super) fn open() {
    OPEN.store(true, Ordering::Relaxed);
}

/// A text as it is said there: as it is where the program was given a command.
pub(super) fn said(text: &str) -> Cow<'_, str> {
    if OPEN.load(Ordering::Relaxed) { without_commands(text) } else { text.into() }
}
