//! What a worker hears and says: its line to the one that gives it work.

use std::io::{Stdout, Write as _, stdin, stdout};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::frames::{Message, receive_bytes, send};

/// The line of this process to the one that gives it work.
pub(crate) struct WorkLine {
    /// What comes, in JSON.
    heard: Mutex<Receiver<Vec<u8>>>,
    /// Where answers go.
    out: Mutex<Stdout>,
}

impl WorkLine {
    /// Opens the line. Where it breaks nobody wants an answer any more, and the process ends at once.
    ///
    /// # Errors
    /// When the system has no thread.
    pub(crate) fn open() -> std::io::Result<Self> {
        let (sender, heard) = channel();
        let listen = move || {
            let mut from = stdin().lock();
            while let Ok(bytes) = receive_bytes(&mut from) {
                if sender.send(bytes).is_err() {
                    break;
                }
            }
            std::process::exit(0);
        };
        std::thread::Builder::new().stack_size(1 << 20).spawn(listen)?;
        Ok(Self { heard: Mutex::new(heard), out: Mutex::new(stdout()) })
    }

    /// What comes next.
    pub(crate) fn hear<T: DeserializeOwned>(&self) -> T {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match heard.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
            Some(heard) => heard,
            None => std::process::exit(0),
        }
    }

    /// Answers a task.
    pub(crate) fn done(&self, answer: &impl Serialize) {
        self.say(&Message::Done(answer));
    }

    /// Prints a text, on standard output or else on standard error.
    pub(crate) fn print(&self, is_main: bool, text: &str) {
        self.say(&Message::<()>::Print { is_main, text: text.to_owned() });
    }

    /// Whether files may be written now: who was given up must not.
    pub(crate) fn may_write(&self) -> bool {
        self.say(&Message::<()>::MayWrite);
        self.hear()
    }

    /// Says something.
    fn say(&self, message: &impl Serialize) {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        if send(&mut *out, message).and_then(|()| out.flush()).is_err() {
            std::process::exit(0);
        }
    }
}
