//! Changes that can be undone.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::digest::{digest, file_digest};
use crate::error::{Error, Result};
use crate::output::write_one;

/// Steps that can be undone.
const MOST: usize = 100;

/// How long after a change another one of the same place is part of it: somebody is typing.
const TYPING: Duration = Duration::from_secs(2);

/// A file as it was before a change.
#[derive(Debug)]
struct UndoStep {
    path: PathBuf,
    /// What was changed, and when.
    place: String,
    when: Instant,
    before: Vec<u8>,
    /// Digest of what was written then.
    after: String,
}

/// The changes of a report, the last at the end.
#[derive(Debug, Default)]
pub(super) struct History(Vec<UndoStep>);

impl History {
    /// Writes a file in which a place was changed, and keeps what it was.
    pub(super) fn write(&mut self, path: &Path, place: &str, bytes: Vec<u8>) -> Result<()> {
        let before = std::fs::read(path).map_err(|error| Error::io(path, &error))?;
        if before == bytes {
            return Ok(());
        }
        let after = digest([&bytes]);
        write_one(path, bytes)?;
        let when = Instant::now();
        let was = digest([&before]);
        let is_typing = |last: &&mut UndoStep| {
            last.place == place && last.path == path && last.after == was && when - last.when < TYPING
        };
        if let Some(last) = self.0.last_mut().filter(is_typing) {
            (last.after, last.when) = (after, when);
            return Ok(());
        }
        self.0.push(UndoStep { path: path.to_owned(), place: place.to_owned(), when, before, after });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
        Ok(())
    }

    /// How many steps can be undone.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Undoes the last change.
    pub(super) fn undo(&mut self) -> Result<()> {
        let Some(step) = self.0.pop() else { return Ok(()) };
        if file_digest(&step.path).as_ref() != Some(&step.after) {
            self.0.clear();
            return Err(Error::file(&step.path, "改过以后又在别处改了，不能撤销", "在这里直接改"));
        }
        write_one(&step.path, step.before).map(|_| ())
    }
}
