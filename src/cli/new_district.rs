//! `new --district`: a district to fill in, with a blank workbook for every unit.

use std::path::Path;

use super::args::New;
use super::{Outcome, convert, show};
use crate::district::{district_toml, names};
use crate::error::{Error, Result};
use crate::form::{Editions, Form};
use crate::output::{file_name, write_all};
use crate::read::file::read_text;
use crate::write::{ProseFiles, Start, blank, prose_sections, section_markdown, toml};

/// The folder of the district's own report.
const OWN: &str = "本级";

/// Makes the district; nothing that is there is overwritten.
pub fn run(options: &New, list: &Path) -> Result<Outcome> {
    let units = names(&read_text(list)?);
    if units.is_empty() {
        return Err(Error::file(list, "名单里没有单位", "每行写一个单位的全称；[部门] 这样的一行开始一组"));
    }
    let Some(agency) = options.agency.as_deref() else {
        return Err(Error::Usage {
            reason: "不知道是哪个地区".to_owned(),
            hint: "用 --agency 写本级机关的全称，如 --agency 示例区人民政府".to_owned(),
        });
    };
    let folder = &options.folder;
    let target = folder.join("district.toml");
    if target.exists() {
        return Err(Error::file(target, "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    let editions = Editions::built_in();
    let form = editions.for_year(options.year);
    let mut books: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, _) in &units {
        let file = format!("{}.xlsx", file_name(name));
        let start = Start { agency: Some(name), year: options.year, last_year: None, prior: None };
        let bytes = convert::workbook_bytes(&blank(&form, &start), editions, Path::new(&file))?;
        if !folder.join("单位").join(&file).exists() && !books.iter().any(|(made, _)| *made == file) {
            books.push((file, bytes));
        }
    }
    let district = agency.trim_end_matches("人民政府");
    let text = district_toml(district, options.year, &format!("{OWN}/report.toml"), &units);
    write_all(&folder.join("单位"), &books)?;
    if !folder.join(OWN).join("report.toml").exists() {
        write_all(&folder.join(OWN), &own(&form, agency, options.year))?;
    }
    write_all(folder, &[("district.toml".to_owned(), text.into_bytes())])?;
    show::line(&format!("已写出 {}、{OWN}/report.toml 和 {} 个单位的空白工作簿", target.display(), books.len()));
    show::line(&format!(
        "接下来：把“单位”里的工作簿发给各单位填写，收齐后运行 nianbao batch {} -o 输出",
        folder.display()
    ));
    Ok(Outcome::Clean)
}

/// The files of the district's own report.
fn own(form: &std::sync::Arc<Form>, agency: &str, year: i32) -> Vec<(String, Vec<u8>)> {
    let mut filing = blank(form, &Start { agency: Some(agency), year, last_year: None, prior: None });
    // The units' charges are summed; the office has no figures of its own unless it writes them.
    filing.fee = None;
    let names: ProseFiles =
        prose_sections(form).into_iter().map(|(key, _)| (key.to_owned(), format!("{key}.md"))).collect();
    let report = ("report.toml".to_owned(), toml(&filing, &names).into_bytes());
    let prose = prose_sections(form).into_iter();
    let prose = prose.map(|(key, title)| (format!("{key}.md"), section_markdown(title).into_bytes()));
    std::iter::once(report).chain(prose).collect()
}
