//! `new`: a folder with an input to fill in.

use std::path::Path;

use super::args::New;
use super::{Outcome, show};
use crate::error::{Error, Result};
use crate::form::Editions;
use crate::output::write_all;
use crate::read;
use crate::scaffold::{Start, prose_sections, report_toml, section_markdown};
use crate::source::Sources;

/// The name of an input.
const REPORT: &str = "report.toml";

/// Makes the folder; nothing that is there is overwritten.
pub fn run(options: &New) -> Result<Outcome> {
    let folder = &options.folder;
    let editions = Editions::built_in();
    let form = editions.for_year(options.year);
    let last_year = match &options.from {
        Some(path) => Some((relative(path, folder)?, read::read(path, editions, &mut Sources::default())?)),
        None => None,
    };
    let start = Start {
        agency: options.agency.as_deref(),
        year: options.year,
        last_year: last_year.as_ref().map(|(path, filing)| (path.as_str(), filing)),
    };
    let mut files = vec![(REPORT.to_owned(), report_toml(&form, &start).into_bytes())];
    for (key, title) in prose_sections(&form) {
        files.push((format!("{key}.md"), section_markdown(title).into_bytes()));
    }
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(Error::file(folder.join(name), "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    for path in write_all(folder, &files)? {
        show::line(&format!("已写出 {}", path.display()));
    }
    show::line(&format!("接下来：填写 {}，再运行 nianbao check {0}", folder.join(REPORT).display()));
    Ok(Outcome::Clean)
}

/// The path of last year's file as it is written into the new input.
fn relative(path: &Path, folder: &Path) -> Result<String> {
    let absolute = path.canonicalize().map_err(|e| Error::io(path, &e))?;
    let base = std::path::absolute(folder).map_err(|e| Error::io(folder, &e))?;
    let (mut up, mut parts) = (0, base.as_path());
    let rest = loop {
        if let Ok(rest) = absolute.strip_prefix(parts) {
            break rest;
        }
        let Some(parent) = parts.parent() else { break absolute.as_path() };
        (up, parts) = (up + 1, parent);
    };
    let rest: Vec<_> = rest.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    Ok(format!("{}{}", "../".repeat(up), rest.join("/")))
}
