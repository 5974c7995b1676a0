//! What is written to the console: by `anstream`, which makes colours work on every one of them.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal as _, Write};
use std::sync::{Arc, OnceLock};

use anstream::{AutoStream, ColorChoice};

use super::window;
use crate::characters::turns_around;
use crate::error::{Error, Result};
use crate::workers::WorkLine;

/// In a worker, the one to whom everything is told instead, and whether colours are shown there: on standard output and
/// on standard error.
static TOLD_TO: OnceLock<(Arc<WorkLine>, [bool; 2])> = OnceLock::new();

/// Tells everything to the one that gives this process its work.
pub(super) fn speak_through(line: Arc<WorkLine>, color: [bool; 2]) {
    let _ = TOLD_TO.set((line, color));
}

/// Whether what is written is coloured, on standard output or else on standard error.
pub(super) fn use_color(standard_output: bool) -> bool {
    if let Some((_, [main, other])) = TOLD_TO.get() {
        return if standard_output { *main } else { *other };
    }
    let choice =
        if standard_output { AutoStream::choice(&std::io::stdout()) } else { AutoStream::choice(&std::io::stderr()) };
    choice != ColorChoice::Never
}

/// Writes to standard output; a reader that has gone away has seen enough.
///
/// # Errors
/// When standard output cannot be written to.
pub(super) fn print(text: &str) -> Result<()> {
    if let Some((line, _)) = TOLD_TO.get() {
        line.print(true, text);
        return Ok(());
    }
    let text = &*window::said(text);
    let is_shown = std::io::stdout().is_terminal();
    let text = if is_shown { harmless(text) } else { text.into() };
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::io("标准输出", &error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes to standard error; nobody can be told where that fails.
pub(super) fn eprint(text: &str) {
    if let Some((line, _)) = TOLD_TO.get() {
        return line.print(false, text);
    }
    let _ = anstream::stderr().lock().write_all(harmless(&window::said(text)).as_bytes());
}

/// A text in which nothing moves the cursor, names the window, or hides or turns around what is written: names come from
/// files that anybody may have made. Colours stay.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && c != '\n' && c != '\t' || turns_around(c);
    if !text.contains(is_control) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let colour = rest.strip_prefix("\u{1b}[").map_or(0, |after| {
            let digits = after.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
            if after[digits..].starts_with('m') { digits + 3 } else { 0 }
        });
        let (seen, after) = rest.split_at(colour.max(c.len_utf8()));
        match c {
            _ if colour > 0 || !is_control(c) => out.push_str(seen),
            '\u{7f}' => out.push('␡'),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            _ => out.push('\u{fffd}'),
        }
        rest = after;
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_reach_a_terminal() {
        assert_eq!(harmless("\u{1b}[1;31m甲\u{1b}[0m\n\t乙"), "\u{1b}[1;31m甲\u{1b}[0m\n\t乙");
        assert_eq!(harmless("报\u{202e}slx.exe\u{2066}甲\u{200f}乙"), "报\u{fffd}slx.exe\u{fffd}甲\u{fffd}乙");
        assert_eq!(harmless("\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}2J\r\u{1b}"), "␛[2J␛]0;x␇\u{fffd}2J␍␛");
    }
}
