//! A file that hangs when it is opened, as one on a network drive that does not answer.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::has;

/// Holds a lease on a file: whoever opens it waits for the holder, who does nothing.
const HOLDER: &str = "
import fcntl, os, signal, sys, time
signal.signal(signal.SIGIO, signal.SIG_IGN)
file = os.open(sys.argv[1], os.O_RDWR)
fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
print('held', flush=True)
time.sleep(600)
";

/// A file that is held as long as this lives.
pub struct Held(Child);

impl Held {
    /// Holds a file; none where the machine has nothing to hold it with.
    pub fn of(path: &Path) -> Option<Self> {
        if !cfg!(target_os = "linux") || !has("python3", &["--version"]) {
            return None;
        }
        let mut holder = Command::new("python3");
        let mut holder = holder.args(["-c", HOLDER]).arg(path).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(holder.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let held = Self(holder);
        assert_eq!(line, "held\n", "{} cannot be held", path.display());
        Some(held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
