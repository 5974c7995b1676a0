//! What is written to the console: by `anstream`, which makes colours work on every one of them.

use std::io::{ErrorKind, Write};

use anstream::{AutoStream, ColorChoice};

use crate::error::{Error, Result};

/// Whether what is written is coloured, on standard output or else on standard error.
pub(super) fn use_color(standard_output: bool) -> bool {
    let choice =
        if standard_output { AutoStream::choice(&std::io::stdout()) } else { AutoStream::choice(&std::io::stderr()) };
    choice != ColorChoice::Never
}

/// Writes to standard output; a reader that has gone away has seen enough.
///
/// # Errors
/// When standard output cannot be written to.
pub(super) fn print(text: &str) -> Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::io("标准输出", &error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes to standard error; nobody can be told where that fails.
pub(super) fn eprint(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
