//! The rooms of `src/district` import one way, and no two files of a room import each other.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::root;

/// The rooms and the files above them, each importing only those before it.
const ORDER: [&str; 9] = ["roster", "inbox", "units", "sums", "outgoing", "summary", "part", "run", "mod"];

/// The names that a file imports after `use ` and some beginnings of paths.
fn imported<'a>(text: &'a str, beginnings: &[&str]) -> Vec<&'a str> {
    let uses = text.lines().filter_map(|line| line.strip_prefix("use ").or(line.strip_prefix("pub use ")));
    let below = uses.filter_map(|path| beginnings.iter().find_map(|beginning| path.strip_prefix(beginning)));
    below.filter_map(|path| path.split([':', ';', ' ']).next()).collect()
}

/// The stems of the source files and folders in a folder.
fn stems(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn rooms_import_only_those_before_them() {
    let folder = root().join("src/district");
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    for room in stems(&folder) {
        let own = place(&room).unwrap_or_else(|| panic!("{room} has no place among the rooms"));
        let single = folder.join(format!("{room}.rs"));
        let files = if single.exists() { vec![single.clone()] } else { sources(&folder.join(&room)) };
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let beside: &[&str] =
                if file == single { &["crate::district::", "super::"] } else { &["crate::district::"] };
            for name in imported(&text, beside).into_iter().filter(|_| room != "mod") {
                let used = place(name).unwrap_or_else(|| panic!("{}: {name} is no room", file.display()));
                assert!(used < own, "{}: {room} comes before {name}", file.display());
            }
        }
    }
}

/// Every source file below a folder.
fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn no_two_files_of_a_room_import_each_other() {
    for room in &ORDER[..6] {
        let folder = root().join("src/district").join(room);
        let mut imports: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for stem in stems(&folder).into_iter().filter(|stem| stem != "mod") {
            let single = folder.join(format!("{stem}.rs"));
            let file = if single.exists() { single } else { folder.join(&stem).join("mod.rs") };
            let text = std::fs::read_to_string(file).unwrap();
            imports.insert(stem, imported(&text, &["super::"]).into_iter().map(str::to_owned).collect());
        }
        // Files that import nothing more are taken away until none is left, unless some import each other.
        while !imports.is_empty() {
            let free: Vec<String> = imports
                .iter()
                .filter(|(_, used)| !used.iter().any(|name| imports.contains_key(name)))
                .map(|(stem, _)| stem.clone())
                .collect();
            assert!(!free.is_empty(), "{room}: {imports:?}");
            free.iter().for_each(|stem| drop(imports.remove(stem)));
        }
    }
}
