//! The faces of the machine: in the usual folders of Windows, macOS and Linux, those that official documents are set in.

use std::path::{Path, PathBuf};

use ttf_parser::name_id;

use crate::error::{Error, Result};

/// Folders inside each other that are looked into.
const DEEPEST: usize = 6;

/// The endings of files with faces.
const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// Whether a file may hold faces, by its name.
fn is_face_file(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    ENDINGS.contains(&ending.as_str())
}

/// The folders in which the machine keeps its faces.
fn folders() -> Vec<PathBuf> {
    let of = |variable: &str, below: &str| std::env::var_os(variable).map(|folder| PathBuf::from(folder).join(below));
    let from_environment = [
        of("WINDIR", "Fonts"),
        of("LOCALAPPDATA", "Microsoft/Windows/Fonts"),
        of("HOME", "Library/Fonts"),
        of("XDG_DATA_HOME", "fonts"),
        of("HOME", ".local/share/fonts"),
        of("HOME", ".fonts"),
    ];
    let fixed = ["/System/Library/Fonts", "/Library/Fonts", "/usr/local/share/fonts", "/usr/share/fonts"];
    from_environment.into_iter().flatten().chain(fixed.into_iter().map(PathBuf::from)).collect()
}

/// The files with faces in those folders, in order.
pub(super) fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders() {
        gather(&folder, 0, &mut found);
    }
    found
}

/// The files with faces in a folder and those in it, in order.
///
/// # Errors
/// When the folder cannot be read.
pub(super) fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::read_dir(folder).map_err(|error| Error::io(folder, &error))?;
    let mut found = Vec::new();
    gather(folder, 0, &mut found);
    Ok(found)
}

/// Adds the files with faces below a folder; what cannot be listed has none.
fn gather(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth < DEEPEST {
                gather(&path, depth + 1, found);
            }
        } else if is_face_file(&path) && !found.contains(&path) {
            found.push(path);
        }
    }
}

/// Whether a face of a file bears one of some names, so that it is worth opening.
pub(super) fn bears(bytes: &[u8], is_known: impl Fn(&str) -> bool) -> bool {
    let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    (0..count).filter_map(|index| ttf_parser::Face::parse(bytes, index).ok()).any(|face| {
        let families = face.names().into_iter().filter(|name| name.name_id == name_id::FAMILY);
        families.filter_map(|name| name.to_string()).any(|name| is_known(&name))
    })
}
