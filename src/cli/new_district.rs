//! `new --district`: a district to fill in, with a blank workbook for every unit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Arguments, NewArguments};
use super::outcome::Outcome;
use super::{check, convert, show};
use crate::district::{FILE, ListEntry, SENT_OUT, UNITS, district_toml, list, named_after, plain_name};
use crate::error::{Error, Result};
use crate::filing::{Date, Filing};
use crate::finding::Severity;
use crate::form::{Editions, Form};
use crate::output::{below, create_folder, file_name, relative, write_all};
use crate::read;
use crate::render::Renderer;
use crate::source::Sources;
use crate::workbook::PrintedArea;
use crate::write::{NewFiles, REPORT, Start, blank, toml_files, with_last_year};

/// The folder of the district's own report.
const OWN: &str = "本级";

/// Makes the district; nothing that is there is overwritten.
pub(super) fn run(
    arguments: &Arguments,
    (options, year): (&NewArguments, i32),
    names: &Path,
    (editions, form): (&Editions, &Arc<Form>),
) -> Result<Outcome> {
    let units = list(names)?;
    let Some(agency) = options.agency.as_deref() else {
        return Err(Error::Usage {
            reason: "不知道是哪个地区".to_owned(),
            hint: "用 --agency 写本级机关的全称，如 --agency 示例区人民政府".to_owned(),
        });
    };
    let folder = &options.folder;
    let target = folder.join(FILE);
    if target.exists() {
        return Err(Error::file(target, "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    let last_year = options.from.as_deref().map(|from| LastYearFiles::find(from, &units, year - 1)).transpose()?;
    let start = Start { agency: Some(agency), year, last_year: None, prior: None, editions, forms: None };
    let district = agency.trim_end_matches("人民政府");
    let deadline = options.deadline.map(Date::chinese);
    let renderer = Renderer::new(&check::templates(options.templates.as_deref(), arguments)?)?;
    let sender = Sender { district, deadline: deadline.as_deref(), renderer: &renderer };
    let Books { files: books, mut remarks, carried } =
        books(folder, &units, form, (&start, &sender), last_year.as_ref())?;
    let forms = options.forms.forms.as_deref().map(|forms| relative(forms, folder)).transpose()?;
    let own_report = format!("{OWN}/{}", REPORT[0]);
    let times = (year, options.deadline);
    let office = if agency == district { agency.to_owned() } else { format!("{agency}办公室") };
    let text = district_toml((district, &office), times, (form, forms.as_deref()), &own_report, &units);
    let count = books.len();
    for (unit, files) in books {
        write_new(folder, &format!("{SENT_OUT}/{unit}"), files, &mut remarks)?;
    }
    create_folder(&folder.join(UNITS))?;
    if !folder.join(&own_report).exists() {
        write_new(folder, OWN, own(form, &start), &mut remarks)?;
    }
    write_all(folder, &[(FILE.to_owned(), text.into_bytes())])?;
    let with = if last_year.is_some() { format!("（{carried} 个带有上年的数）") } else { String::new() };
    show::line(&format!("已写出 {}、{own_report} 和 {} 个单位的空白工作簿{with}", target.display(), count))?;
    remarks.iter().try_for_each(|line| show::line(line))?;
    show::line(&format!(
        "接下来：把“{SENT_OUT}”里各单位的文件夹发下去，交回来的放进“{UNITS}”（文件名不用改），随时运行 nianbao batch {} -o 输出 看谁没有交、谁要改",
        folder.display()
    ))?;
    Ok(Outcome::Clean)
}

/// Writes files into a folder of the district where there are none of their names yet; those that are there are told.
fn write_new(district: &Path, folder: &str, mut files: NewFiles, remarks: &mut Vec<String>) -> Result<()> {
    let target = district.join(folder);
    files.retain(|(name, _)| {
        let is_new = !target.join(name).exists();
        if !is_new {
            remarks.push(format!("{folder}/{name} 已经有了，没有覆盖"));
        }
        is_new
    });
    write_all(&target, &files).map(|_| ())
}

/// How to fill in a blank, beside it.
const HOW_TO: &str = "填报说明.txt";

/// What the template of that is filled with.
#[derive(serde::Serialize)]
struct FillIn<'a> {
    /// The unit.
    unit: &'a str,
    /// The year to report on.
    year: i32,
    /// What a report of the form is called.
    title: &'a str,
    /// The blank.
    file: &'a str,
    /// Whether last year's figures are in it.
    has_last_year: bool,
    /// The last day to hand in, where it is known.
    deadline: Option<&'a str>,
    /// Whom to hand it in to.
    district: &'a str,
}

/// Who sends the blanks out.
struct Sender<'a> {
    /// What the district is called.
    district: &'a str,
    /// The last day to hand in, where it is known.
    deadline: Option<&'a str>,
    /// What fills the templates of what is sent.
    renderer: &'a Renderer,
}

/// The blank workbooks of the units.
#[derive(Default)]
struct Books {
    /// The folder of each unit, and what is in it by name.
    files: Vec<(String, NewFiles)>,
    /// What the office should know of them.
    remarks: Vec<String>,
    /// How many have last year's figures.
    carried: usize,
}

/// A blank workbook for every unit that has none yet, with last year's figures where there are any.
fn books(
    folder: &Path,
    units: &[ListEntry],
    form: &Arc<Form>,
    (start, sender): (&Start<'_>, &Sender<'_>),
    last_year: Option<&LastYearFiles<'_>>,
) -> Result<Books> {
    let mut books = Books::default();
    for (number, unit) in units.iter().enumerate() {
        let name = file_name(&unit.name);
        let file = format!("{name}.xlsx");
        if folder.join(SENT_OUT).join(&name).join(&file).exists() {
            books.remarks.push(format!("{SENT_OUT}/{name}/{file} 已经有了，没有覆盖"));
            continue;
        }
        let last = last_year.and_then(|last_year| match last_year.read(number, start.editions) {
            Ok(last) => Some(last),
            Err(reason) => {
                books.remarks.push(format!("{}：没有带上上年的数，{reason}", unit.name));
                None
            }
        });
        let other = last.as_ref().and_then(Filing::name).filter(|name| plain_name(name) != plain_name(&unit.name));
        if let Some(name) = other {
            let remark = format!("{}：上年文件里的名称是“{}”，已带上，请核对", unit.name, name.trim());
            books.remarks.push(remark);
        }
        let start = Start { agency: Some(&unit.name), last_year: last.as_ref(), ..start.clone() };
        let mut filing = blank(form, &start);
        if let Some(last) = &last {
            filing = with_last_year(filing, last);
            books.carried += 1;
        }
        let note = FillIn {
            unit: &unit.name,
            year: start.year,
            title: &form.title,
            file: &file,
            has_last_year: last.is_some(),
            deadline: sender.deadline,
            district: sender.district,
        };
        let note = (HOW_TO.to_owned(), sender.renderer.text("fill-in.txt", &note)?.into_bytes());
        let book = convert::workbook_bytes(&filing, Path::new(&file), PrintedArea::Table)?;
        books.files.push((name, vec![(file, book), note]));
    }
    Ok(books)
}

/// Last year's files of the units.
struct LastYearFiles<'a> {
    /// The folder.
    folder: &'a Path,
    /// The year they should be of.
    year: i32,
    /// For each unit, the files called after it.
    files: Vec<Vec<PathBuf>>,
}

impl<'a> LastYearFiles<'a> {
    /// Looks for the files.
    ///
    /// # Errors
    /// When the folder is none, cannot be read, or has a file of no unit.
    fn find(folder: &'a Path, units: &[ListEntry], year: i32) -> Result<Self> {
        const HINT: &str =
            "用 --from 写上年各单位文件所在的文件夹，文件名以单位名称开头，如 2024年/单位/示例区教育局.xlsx";
        if !folder.metadata().map_err(|error| Error::io(folder, &error))?.is_dir() {
            return Err(Error::file(folder, "与 --district 同用时，这里要的是文件夹", HINT));
        }
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        let (files, faults) = named_after(folder, &names);
        if let Some(fault) = faults.iter().find(|fault| fault.severity == Severity::Error) {
            return Err(Error::file(folder, fault.message.trim_end_matches('。'), "检查文件夹的权限后重试"));
        }
        if files.iter().all(Vec::is_empty) {
            return Err(Error::file(folder, "里面没有一个文件以名单上的单位命名", HINT));
        }
        Ok(Self { folder, year, files })
    }

    /// Last year's report of a unit; or in words why there is none.
    fn read(&self, number: usize, editions: &Editions) -> std::result::Result<Filing, String> {
        let called = |path: &Path| below(path, self.folder);
        let path = match self.files[number].as_slice() {
            [path] => path,
            [] => return Err(format!("{} 里没有以它命名的文件", self.folder.display())),
            many => {
                let names: Vec<String> = many.iter().map(|path| called(path)).collect();
                return Err(format!("有 {} 个文件以它命名：{}", many.len(), names.join("、")));
            }
        };
        let last = read::read_whole(path, editions, &mut Sources::default())
            .map_err(|error| format!("读不了 {}", error.to_string().lines().next().unwrap_or_default()))?;
        match &last.year {
            Some(year) if year.value != self.year => {
                Err(format!("{} 是 {} 年度的，应为 {} 年度", called(path), year.value, self.year))
            }
            _ if last.cells.is_empty() => Err(format!("{} 里没有数", called(path))),
            _ => Ok(last),
        }
    }
}

/// The files of the district's own report.
fn own(form: &Arc<Form>, start: &Start<'_>) -> NewFiles {
    let mut filing = blank(form, start);
    // The units' charges are summed; the office has no figures of its own unless it writes them.
    filing.accounts.clear();
    toml_files(&filing)
}
