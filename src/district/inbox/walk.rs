//! The inputs that lie below a folder.

use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::rules::district as rules;

/// Endings of files that are inputs.
const ENDINGS: [&str; 6] = ["toml", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// Folders below the first that are looked into.
const DEPTH: usize = 4;

/// Files that are taken note of; a district has some hundred.
const MOST_FILES: usize = 50_000;

/// What lies below a folder.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The inputs, named from the folder with `/` between the parts, in order.
    pub files: Vec<String>,
    /// Folders that could not be read.
    pub findings: Vec<Finding>,
}

/// The inputs below a folder; those below `out` are left out.
pub fn inputs(folder: &Path, out: Option<&Path>) -> Inputs {
    let mut walk = Walk { out: out.and_then(|out| out.canonicalize().ok()), ..Walk::default() };
    walk.folder(folder, &mut Vec::new(), DEPTH);
    walk.inputs.files.sort();
    walk.inputs
}

/// A walk through folders.
#[derive(Default)]
struct Walk {
    inputs: Inputs,
    /// The folder that is written to, where no inputs are.
    out: Option<PathBuf>,
    /// The current folder and those above it: a link may lead back to one of them.
    above: Vec<PathBuf>,
}

impl Walk {
    /// Goes through a folder and those below it.
    fn folder(&mut self, folder: &Path, parts: &mut Vec<String>, depth: usize) {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        if self.above.contains(&real) {
            return;
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("{}：读不了这个文件夹（{error}）。", folder.display());
                self.inputs.findings.push(Finding::new(&rules::UNREADABLE, message));
                return;
            }
        };
        self.above.push(real);
        for entry in entries.flatten().take(MOST_FILES.saturating_sub(self.inputs.files.len())) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Hidden files, and those that office suites keep beside an open one.
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            let path = entry.path();
            let is_folder = path.is_dir();
            parts.push(name);
            if is_folder && depth > 0 && !self.is_out(&path) {
                self.folder(&path, parts, depth - 1);
            } else if !is_folder && is_input(&path) {
                self.inputs.files.push(parts.join("/"));
            }
            parts.pop();
        }
        self.above.pop();
    }

    /// Whether a folder is the one that is written to.
    fn is_out(&self, path: &Path) -> bool {
        self.out.is_some() && path.canonicalize().ok() == self.out
    }
}

/// Whether a file is named as an input is.
fn is_input(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
