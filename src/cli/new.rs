//! `new`: an input to fill in, as TOML with prose files or as a workbook.

use super::args::New;
use super::outcome::Outcome;
use super::show;
use crate::error::{Error, Result};
use crate::form::Editions;
use crate::output::{relative, write_all};
use crate::read;
use crate::source::Sources;
use crate::write::{ProseFiles, Start, blank, prose_sections, section_markdown, toml, with_last_year};

/// The names of a new input.
const REPORT: [&str; 2] = ["report.toml", "report.xlsx"];

/// Makes the input; nothing that is there is overwritten.
pub fn run(options: &New) -> Result<Outcome> {
    if let Some(list) = &options.district {
        return super::new_district::run(options, list);
    }
    let folder = &options.folder;
    let editions = Editions::built_in();
    let form = editions.for_year(options.year);
    let last_year = match &options.from {
        Some(path) => Some((path, read::read_whole(path, editions, &mut Sources::default())?)),
        None => None,
    };
    let prior = match (&last_year, options.xlsx) {
        (Some((path, _)), false) => Some(relative(path, folder)?),
        _ => None,
    };
    let start = Start {
        agency: options.agency.as_deref(),
        year: options.year,
        last_year: last_year.as_ref().map(|(_, filing)| filing),
        prior,
    };
    let filing = blank(&form, &start);
    let name = REPORT[usize::from(options.xlsx)];
    let mut files = Vec::new();
    if options.xlsx {
        let filing = match &last_year {
            Some((_, last)) => with_last_year(filing, last),
            None => filing,
        };
        files.push((name.to_owned(), super::convert::workbook_bytes(&filing, editions, &folder.join(name))?));
    } else {
        let names = prose_sections(&form).into_iter().map(|(key, _)| (key.to_owned(), format!("{key}.md")));
        let names: ProseFiles = names.collect();
        files.push((name.to_owned(), toml(&filing.with_marks(), &names).into_bytes()));
        for (key, title) in prose_sections(&form) {
            files.push((format!("{key}.md"), section_markdown(title).into_bytes()));
        }
    }
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(Error::file(folder.join(name), "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    for path in write_all(folder, &files)? {
        show::line(&format!("已写出 {}", path.display()))?;
    }
    show::line(&format!("接下来：填写 {}，再运行 nianbao check {0}", folder.join(name).display()))?;
    Ok(Outcome::Clean)
}
