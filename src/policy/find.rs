//! Where policies stand: beside what is read, and in the folders above it.

use std::path::{Component, Path, PathBuf};

use super::read::policy;
use super::{Policy, PolicyFile};
use crate::file::read_text;
use crate::finding::Finding;
use crate::rule::{Rule, policy as rules};
use crate::source::Sources;

/// The name of a policy.
pub const FILE: &str = "nianbao.toml";

/// A folder that is another or lies above it, as that one was written.
fn as_written<'a>(folder: &'a Path, above: &Path) -> Option<&'a Path> {
    let is_plain = |part: Component<'_>| part != Component::ParentDir;
    let mut all = folder.ancestors().filter(|folder| folder.components().all(is_plain));
    all.find(|folder| real(folder).is_ok_and(|folder| folder == above))
}

/// A folder with all links followed; nothing written is the current one.
fn real(folder: &Path) -> std::io::Result<PathBuf> {
    if folder.as_os_str().is_empty() { Path::new(".").canonicalize() } else { folder.canonicalize() }
}

/// The policy for a file: that of its folder, over those of the folders above; with what is wrong with them. `known`
/// are the rules that there are.
pub fn beside(path: &Path, known: &[&'static Rule], sources: &mut Sources) -> (Policy, Vec<Finding>) {
    let folder = path.parent().unwrap_or(Path::new(""));
    let Ok(real) = real(folder) else { return (Policy::default(), Vec::new()) };
    let own = path.canonicalize().ok();
    let (mut whole, mut faults) = (Policy::default(), Vec::new());
    for above in real.ancestors() {
        let file = above.join(FILE);
        if !file.is_file() || file.canonicalize().ok() == own {
            continue;
        }
        let name = as_written(folder, above).map_or(file.clone(), |folder| folder.join(FILE)).display().to_string();
        match read_text(&file) {
            Ok(text) => {
                let source = sources.add(name.as_str(), text.as_str());
                let (read, found) = policy(source, &name, text, known);
                whole = whole.over(read);
                faults.extend(found);
            }
            Err(error) => {
                let message = format!("{}。", error.to_string().trim_end_matches('。'));
                let finding = Finding::new(&rules::SYNTAX, message);
                faults.push(finding.hint(error.hint().unwrap_or(rules::SYNTAX.remedy)));
                let settles = vec![(name.clone(), "读不出，没有用".to_owned())];
                let file = PolicyFile { name, text: String::new(), settles };
                whole = whole.over(Policy { files: vec![file], ..Policy::default() });
            }
        }
    }
    (whole, faults)
}
