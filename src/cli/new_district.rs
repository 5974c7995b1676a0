//! `new --district`: a district to fill in, with a blank workbook for every unit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Arguments, NewArguments};
use super::outcome::Outcome;
use super::{check, convert, show};
use crate::district::{
    FILE, LastYearFiles, ListEntry, SENT_OUT, UNITS, UnitList, district_toml, files_of_last_year, list, plain_name,
};
use crate::error::{Error, Result};
use crate::file::is_published;
use crate::filing::{Date, Filing};
use crate::form::{Editions, Form};
use crate::output::{below, create_folder, file_name, relative, write_all};
use crate::read;
use crate::render::Renderer;
use crate::source::Sources;
use crate::workbook::PrintedArea;
use crate::write::{LAST_WORDS, NewFiles, REPORT, Start, blank, last_words, toml_files, with_last_year};

/// The folder of the district's own report.
const OWN: &str = "本级";

/// Makes the district; nothing that is there is overwritten.
pub(super) fn run(
    arguments: &Arguments,
    (options, year): (&NewArguments, i32),
    names: &Path,
    (editions, form): (&Editions, &Arc<Form>),
) -> Result<Outcome> {
    let UnitList { units, remarks: of_list } = list(names)?;
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
    in_time(options.deadline, year)?;
    let last_year = options
        .from
        .as_deref()
        .map(|from| DistrictBefore::find(from, (&units, agency), year - 1, editions))
        .transpose()?;
    let start = Start { agency: Some(agency), year, last_year: None, prior: None, editions, forms: None };
    let district = agency.trim_end_matches("人民政府");
    let deadline = options.deadline.map(Date::chinese);
    let renderer = Renderer::new(&check::templates(options.templates.as_deref(), arguments)?)?;
    let office = if agency == district { agency.to_owned() } else { format!("{agency}办公室") };
    let sender = Sender { office: &office, deadline: deadline.as_deref(), renderer: &renderer };
    let Books { files: books, mut remarks, carried } =
        books(folder, &units, form, (&start, &sender), last_year.as_ref())?;
    let of_last_year = last_year.iter().flat_map(|last_year| last_year.files.remarks.iter().cloned());
    remarks.splice(0..0, of_list.into_iter().chain(of_last_year));
    let forms = options.forms.forms.as_deref().map(|forms| relative(forms, folder)).transpose()?;
    let own_report = format!("{OWN}/{}", REPORT[0]);
    let times = (year, options.deadline);
    let own_last = last_year.as_ref().map(|last_year| last_year.own(agency, &mut remarks));
    let prior = own_last.as_ref().and_then(|own| own.prior.as_deref());
    let prior = prior.map(|prior| relative(prior, folder)).transpose()?;
    let reports = (own_report.as_str(), prior.as_deref());
    let text = district_toml((district, &office), times, (form, forms.as_deref()), reports, &units);
    let count = books.len();
    for (unit, files) in books {
        write_new(folder, &format!("{SENT_OUT}/{unit}"), files, &mut remarks)?;
    }
    create_folder(&folder.join(UNITS))?;
    if !folder.join(&own_report).exists() {
        let last = own_last.as_ref().and_then(|own| own.filing.as_ref());
        write_new(folder, OWN, own(form, &Start { last_year: last, ..start }), &mut remarks)?;
    }
    write_all(folder, &[(FILE.to_owned(), text.into_bytes())])?;
    let with = if last_year.is_some() { format!("（{carried} 个带有上年的数）") } else { String::new() };
    if !arguments.quiet {
        let written = format!("已写出 {}、{own_report} 和 {count} 个单位的空白工作簿{with}", target.display());
        let how_to_carry = (last_year.is_some() && carried < count).then(|| HOW_TO_CARRY.to_owned());
        let next = format!(
            "接下来：把“{SENT_OUT}”里各单位的文件夹发下去，交回来的放进“{UNITS}”（文件名不用改），随时运行 nianbao batch {} -o 输出 看谁没有交、谁要改",
            folder.display()
        );
        let mut lines = std::iter::once(written).chain(remarks).chain(how_to_carry).chain([next]);
        lines.try_for_each(|line| show::line(&line))?;
    }
    Ok(Outcome::Clean)
}

/// Holds that reports of a year are not due before it is over.
fn in_time(deadline: Option<Date>, year: i32) -> Result<()> {
    let early = deadline.filter(|deadline| i32::from(deadline.year) < year);
    early.map_or(Ok(()), |deadline| {
        let reason = format!("--deadline {deadline}：截止日期早于 {year} 年度");
        Err(Error::Usage { reason, hint: "写次年的日期，如 2026-01-15".to_owned() })
    })
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
    office: &'a str,
}

/// Who sends the blanks out.
struct Sender<'a> {
    /// What the office is called that sends them.
    office: &'a str,
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
    last_year: Option<&DistrictBefore<'_>>,
) -> Result<Books> {
    let mut books = Books::default();
    for (number, unit) in units.iter().enumerate() {
        let name = file_name(&unit.name);
        let file = format!("{name}.xlsx");
        if folder.join(SENT_OUT).join(&name).join(&file).exists() {
            books.remarks.push(format!("{SENT_OUT}/{name}/{file} 已经有了，没有覆盖"));
            continue;
        }
        let last = last_year.and_then(|last_year| match last_year.read(number) {
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
            office: sender.office,
        };
        let note = (HOW_TO.to_owned(), sender.renderer.text("fill-in.txt", &note)?.into_bytes());
        let book = convert::workbook_bytes(&filing, Path::new(&file), PrintedArea::Table)?;
        books.files.push((name, vec![(file, book), note]));
    }
    Ok(books)
}

/// What to do about units without last year's figures.
const HOW_TO_CARRY: &str = "没有带上上年的数的：每个单位上年的文件留一份，文件名以单位名开头，或者里面写着它的名称；\
                            上年用 nianbao batch 汇总过的，--from 写放着 district.toml 的那个文件夹，或它的输出文件夹。\
                            补好以后换一个新文件夹再做，或者请单位自己填“上年数据”表";

/// Last year's files of a district.
struct DistrictBefore<'a> {
    /// The files.
    files: LastYearFiles,
    /// The year they should be of.
    year: i32,
    /// The editions there are.
    editions: &'a Editions,
}

/// What is known of last year's report of the district itself.
#[derive(Default)]
struct OwnLastYear {
    /// The report, whose names and contacts are carried over.
    filing: Option<Filing>,
    /// Where its figures were published.
    prior: Option<PathBuf>,
}

impl<'a> DistrictBefore<'a> {
    /// Looks for the files.
    ///
    /// # Errors
    /// When the folder is none, cannot be read, or has a file of no unit.
    fn find(folder: &Path, (units, agency): (&[ListEntry], &str), year: i32, editions: &'a Editions) -> Result<Self> {
        const HINT: &str = "用 --from 写上年放着 district.toml 的文件夹，或各单位的文件所在的文件夹，\
                            文件名以单位名称开头，如 2024年/单位/示例区教育局.xlsx";
        if !folder.metadata().map_err(|error| Error::io(folder, &error))?.is_dir() {
            return Err(Error::file(folder, "与 --district 同用时，这里要的是文件夹", HINT));
        }
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        let files = files_of_last_year(folder, &names, agency, editions)?;
        match (files.has_any, files.remarks.first()) {
            (true, _) => Ok(Self { files, year, editions }),
            (false, Some(fault)) => Err(Error::file(folder, fault.trim_end_matches('。'), HINT)),
            (false, None) => Err(Error::file(folder, "里面没有一个文件以名单上的单位命名", HINT)),
        }
    }

    /// Last year's report of a unit; or in words why there is none.
    fn read(&self, number: usize) -> std::result::Result<Filing, String> {
        let path = self.files.units[number].as_deref().map_err(Clone::clone)?;
        let last = self.read_file(path)?;
        if last.cells.is_empty() { Err(format!("{} 里没有数", below(path, &self.files.folder))) } else { Ok(last) }
    }

    /// Last year's report in a file; or in words why that is none.
    fn read_file(&self, path: &Path) -> std::result::Result<Filing, String> {
        let called = below(path, &self.files.folder);
        let last = read::read_whole(path, self.editions, &mut Sources::default())
            .map_err(|error| format!("读不了 {}", error.to_string().lines().next().unwrap_or_default()))?;
        match &last.year {
            Some(year) if year.value != self.year => {
                Err(format!("{called} 是 {} 年度的，应为 {} 年度", year.value, self.year))
            }
            _ => Ok(last),
        }
    }

    /// Last year's report of the district itself. What its office filled in has its own figures alone.
    fn own(&self, agency: &str, remarks: &mut Vec<String>) -> OwnLastYear {
        let mut why = format!("{} 里没有它上年的报告", self.files.folder.display());
        for path in &self.files.own {
            match self.read_file(path) {
                Ok(filing) if is_published(path) => {
                    return OwnLastYear { filing: Some(filing), prior: Some(path.clone()) };
                }
                Ok(filing) => {
                    let called = below(path, &self.files.folder);
                    remarks.push(format!("{agency}：从 {called} 带上了联系方式；{HOW_TO_COMPARE}"));
                    return OwnLastYear { filing: Some(filing), prior: None };
                }
                Err(reason) => why = reason,
            }
        }
        remarks.push(format!("{agency}：没有带上上年的联系方式和数，{why}；{HOW_TO_COMPARE}"));
        OwnLastYear::default()
    }
}

/// What to do where last year's figures of the district are not known.
const HOW_TO_COMPARE: &str = "上年公布的报告在别处的，在 district.toml 里写 prior = \"它的路径\"";

/// The files of the district's own report.
fn own(form: &Arc<Form>, start: &Start<'_>) -> NewFiles {
    let mut filing = blank(form, start);
    // The units' charges are summed; the office has no figures of its own unless it writes them.
    filing.accounts.clear();
    let words = start.last_year.and_then(last_words);
    toml_files(&filing).into_iter().chain(words.map(|words| (LAST_WORDS.to_owned(), words.into_bytes()))).collect()
}
