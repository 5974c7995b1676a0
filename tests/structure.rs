//! The shape of the source: imports run one way, no two files import each other, and no two types share a name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::root;

/// A source file: its module path, and its code without comments and tests.
struct File {
    path: Vec<String>,
    code: String,
}

/// Every file of the library, by its module path joined with `::`.
fn files() -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    collect(&root().join("src"), &[], &mut files);
    files
}

/// Adds the files of a folder whose module path is `module`.
fn collect(folder: &Path, module: &[String], files: &mut BTreeMap<String, File>) {
    for entry in std::fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("a folder can be listed").path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut inner = module.to_vec();
        if stem != "mod" {
            inner.push(stem.clone());
        }
        if path.is_dir() {
            collect(&path, &inner, files);
        } else if path.extension().is_some_and(|e| e == "rs")
            && !(module.is_empty() && ["lib", "main", "build"].contains(&&*stem))
        {
            let text = std::fs::read_to_string(&path).expect("code is text");
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            files.insert(inner.join("::"), File { path: inner, code: code.join("\n") });
        }
    }
}

/// The folders on each floor, as `src/lib.rs` lists them: a blank line or a comment begins the next.
fn floors() -> BTreeMap<String, usize> {
    let mut floor = 0;
    let mut floors = BTreeMap::new();
    for line in include_str!("../src/lib.rs").lines() {
        match line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            Some(name) => _ = floors.insert(name.to_owned(), floor),
            None => floor += 1,
        }
    }
    floors
}

/// Every path of modules and names that code mentions after a `use`, or that begins with `crate` or `super`; those that
/// a `pub use` hands on are left out unless they are asked for.
fn paths(code: &str, handed_on: bool) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        let Some(at) =
            ["\nuse ", "\npub use ", "\npub(crate) use "].iter().filter_map(|word| statement.find(word)).min()
        else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(&statement[..at]);
        let (visible, tree) = statement[at..].trim_end_matches(';').split_once("use ").unwrap();
        if visible.trim().is_empty() != handed_on {
            expand(&tree.split_whitespace().collect::<Vec<_>>().join(" "), &[], &mut paths);
        }
    }
    if !handed_on {
        // Neither the end of another path nor where something can be seen.
        let is_path = |at: usize| !["::", "pub(in "].iter().any(|before| rest[..at].ends_with(before));
        for start in ["crate::", "super::"] {
            for (at, _) in rest.match_indices(start).filter(|(at, _)| is_path(*at)) {
                let path = rest[at..].split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next().unwrap();
                paths.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect());
            }
        }
    }
    paths
}

/// Spells out a tree of imports: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(tree: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim().split(" as ").next().unwrap();
    let (head, group) = tree.split_once('{').map_or((tree, None), |(head, group)| (head, Some(group)));
    let mut path = before.to_vec();
    path.extend(head.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
    let Some(group) = group else { return paths.push(path) };
    let (mut depth, mut start) = (0, 0);
    let group = group.strip_suffix('}').unwrap_or(group);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    expand(&group[start..at], &path, paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The file that a path leads to from a module: names that a folder hands on are followed to where they are defined.
fn target(files: &BTreeMap<String, File>, from: &File, path: &[String], depth: usize) -> Option<String> {
    let mut module = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "super" => from.path[..from.path.len() - 1].to_vec(),
        "self" => from.path.clone(),
        _ => from.path.clone(),
    };
    let skip = usize::from(["crate", "super", "self"].contains(&path[0].as_str()));
    let mut names = path[skip..].iter();
    let mut name = names.next();
    while let Some(part) = name {
        if part == "super" {
            module.pop();
        } else if files.contains_key(&[&module[..], std::slice::from_ref(part)].concat().join("::")) {
            module.push(part.clone());
        } else {
            break;
        }
        name = names.next();
    }
    let here = files.get(&module.join("::"))?;
    let inside = from.path == module || path[0] != "crate" && path[0] != "super" && skip == 0;
    if skip == 0 && module == from.path {
        return None;
    }
    let Some(name) = name.filter(|name| *name != "self" && depth < 4 && !inside) else {
        return Some(module.join("::"));
    };
    let handed_on = paths(&here.code, true);
    let found = handed_on.iter().find(|path| path.last() == Some(name));
    found.and_then(|path| target(files, here, path, depth + 1)).or(Some(module.join("::")))
}

/// What each file imports.
fn imports(files: &BTreeMap<String, File>) -> BTreeMap<&str, BTreeSet<String>> {
    let of = |(name, file): (&String, &File)| {
        let found = paths(&file.code, false);
        let targets = found.iter().filter_map(|path| target(files, file, path, 0));
        targets.filter(|target| target != name).collect::<BTreeSet<_>>()
    };
    files.iter().map(|entry| (entry.0.as_str(), of(entry))).collect()
}

#[test]
fn imports_run_one_way() {
    let floors = floors();
    let files = files();
    for (name, file) in &files {
        let own = floors.get(&file.path[0]).unwrap_or_else(|| panic!("{} is not on the list", file.path[0]));
        for path in paths(&file.code, false).iter().chain(&paths(&file.code, true)).filter(|path| path[0] == "crate") {
            let Some(floor) = floors.get(&path[1]) else { continue };
            assert!(floor < own || path[1] == file.path[0], "{name} imports upward: {}", path.join("::"));
        }
    }
}

#[test]
fn no_two_files_import_each_other() {
    let files = files();
    let imports = imports(&files);
    // What imports nothing that is left, or is imported by nothing that is left, is on no circle.
    let mut left: BTreeSet<&str> = imports.keys().copied().collect();
    let leads_on =
        |left: &BTreeSet<&str>, file: &str| imports[file].iter().any(|target| left.contains(target.as_str()));
    let is_led_to = |left: &BTreeSet<&str>, file: &str| left.iter().any(|from| imports[from].contains(file));
    while let Some(file) = left.iter().copied().find(|file| !leads_on(&left, file) || !is_led_to(&left, file)) {
        left.remove(file);
    }
    let circles: Vec<String> = left
        .iter()
        .map(|file| {
            let inside: Vec<&str> = imports[file].iter().map(String::as_str).filter(|i| left.contains(i)).collect();
            format!("{file} -> {}", inside.join(", "))
        })
        .collect();
    assert!(circles.is_empty(), "files on circles, or between them:\n{}", circles.join("\n"));
}

/// The type that a line declares, other than the types of a trait and the `Result` that a file may have for its errors.
fn declared(line: &str) -> Option<&str> {
    let mut words = line.split([' ', '<', ';', ':']).filter(|word| !word.is_empty());
    let first = words.next()?;
    let kind = if first.starts_with("pub") { words.next()? } else { first };
    let is_type = ["struct", "enum", "trait"].contains(&kind) || kind == "type" && !line.starts_with(' ');
    words.next().filter(|name| is_type && *name != "Result")
}

#[test]
fn no_two_types_share_a_name() {
    let files = files();
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (place, file) in &files {
        for name in file.code.lines().filter_map(declared) {
            places.entry(name).or_default().push(place);
        }
    }
    assert!(places.len() > 100, "the declarations are not found: {places:?}");
    places.retain(|_, places| places.len() > 1);
    assert!(places.is_empty(), "one name for several types: {places:#?}");
}

#[test]
fn the_paths_of_imports_are_understood() {
    let code = "\nuse crate::a::{self, B, c::{D, E}};\npub use super::f as g;\nfn x() { crate::h::i(super::j::K); }";
    let joined = |handed_on| paths(code, handed_on).iter().map(|path| path.join("::")).collect::<Vec<_>>();
    assert_eq!(
        joined(false),
        ["crate::a::self", "crate::a::B", "crate::a::c::D", "crate::a::c::E", "crate::h::i", "super::j::K"]
    );
    assert_eq!(joined(true), ["super::f"]);
}

#[test]
fn every_rule_that_is_declared_is_in_the_code_book() {
    let is_code = |text: &&str| {
        text.len() == 6
            && text.char_indices().all(|(at, c)| if at < 3 { c.is_ascii_uppercase() } else { c.is_ascii_digit() })
    };
    let mut declared = BTreeSet::new();
    for (name, file) in files() {
        for rule in file.code.split("static ").skip(1) {
            let Some((rule, body)) = rule.split_once(": Rule = ") else { continue };
            let body = body.split("\n};").next().unwrap();
            let code = ["code: \"", "rule(\""].iter().find_map(|before| body.split_once(before)?.1.split('"').next());
            let code = code.filter(is_code).unwrap_or_else(|| panic!("{name}: {rule} has no code"));
            assert!(declared.insert(code.to_owned()), "{name}: {rule} has the code of another rule, {code}");
        }
    }
    let book: BTreeSet<String> = nianbao::rules::all().iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(declared, book);
}
