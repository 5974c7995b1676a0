//! A file or folder dropped on the program, or typed with nothing else: the usual thing is done with it.
//!
//! A report is checked and built beside itself; one with errors gets a marked copy instead. A folder means the report
//! or the district in it. All of it goes through the ordinary commands.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::outcome::Outcome;
use super::{console, window};
use crate::file::{WORKBOOKS, has_ending, is_filled_in, is_hidden, read_workbook, take_published};
use crate::filing::{Date, YEARS, year};
use crate::output::{OUT, below, file_name};
use crate::product::Ledger;
use crate::{district, policy, workbook};

/// What the program says that is started without anything.
const WELCOME: &str = "年报：由填好的数据生成年度报告（PDF、网页、公文）。\n\n\
    填写的网页在浏览器里打开；关掉这个窗口，网页也就停了。\n\
    在这个窗口里也可以做：\n\
    把填好的工作簿（或放着 district.toml 的文件夹）拖到这个窗口里，按回车：核对，没有错误就生成，写在它旁边的“输出”里；\n\
    有错误的，写一份标好位置和改法的工作簿。\n\
    还没有工作簿：输入 新建 机关全称 年份，按回车，如：新建 示例市应急管理局 2025\n\
    什么都不输入，按回车：结束。\n";

/// What is typed for a blank workbook.
const NEW: &str = "新建";

/// What to do with a folder of what several units sent.
const OF_A_DISTRICT: &str = "。是一个地区各单位交来的，要拖的是放着 district.toml 的文件夹；还没有的，先写一份单位名单，\
                             照使用指南第四节用它新建（nianbao new 汇总 --district 名单.txt --agency 示例区人民政府 --year 年度），\
                             再把这些文件放进里面的“单位”";

/// Runs one command line.
pub(super) type CommandLine<'a> = dyn Fn(Vec<OsString>) -> Outcome + 'a;

/// The paths that are all that was given, when there is something at one of them at least, and the others look like
/// paths.
pub(super) fn only_paths(words: &[OsString]) -> Option<Vec<PathBuf>> {
    let exists = |word: &OsString| Path::new(word).exists();
    let looks = |word: &OsString| {
        let path = Path::new(word);
        exists(word) || path.extension().is_some() || path.components().count() > 1
    };
    let is_path = |word: &OsString| !word.to_string_lossy().starts_with('-') && looks(word);
    let are_paths = words.iter().any(exists) && words.iter().all(is_path);
    // What is no path is a command.
    (are_paths && words.first().is_some_and(looks)).then(|| words.iter().map(PathBuf::from).collect())
}

/// Does the usual thing with each path; keeps what was said on the screen until a key is pressed.
pub(super) fn run(paths: &[PathBuf], run: &CommandLine<'_>) -> Outcome {
    window::open();
    let each = paths.iter().enumerate().map(|(number, path)| {
        if paths.len() > 1 {
            let blank = if number > 0 { "\n" } else { "" };
            console::eprint(&format!("{blank}【{}】\n", path.display()));
        }
        if !path.exists() {
            console::eprint(&format!("没有这个文件或文件夹：{}\n", path.display()));
            return Outcome::Failed;
        }
        usual(path, run)
    });
    let outcome = each.max().unwrap_or(Outcome::Clean);
    if is_watched() {
        console::eprint("\n按回车键关闭。");
        let _ = std::io::stdin().lock().read_line(&mut String::new());
    }
    outcome
}

/// Whether a person sits at a window of this program.
pub(super) fn is_watched() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// How long the page is waited for before the window says what it is for.
const PAGE: Duration = Duration::from_millis(800);

/// Opens the page in the browser, and asks for paths meanwhile; does the usual thing with each, until nothing is typed.
/// The page ends with the window.
pub(super) fn ask(run: fn(Vec<OsString>) -> Outcome) -> Outcome {
    window::open();
    std::thread::spawn(move || run(words(&["serve", "--quiet"], &[])));
    std::thread::sleep(PAGE);
    console::eprint(WELCOME);
    let mut outcome = Outcome::Clean;
    loop {
        console::eprint("\n> ");
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        // Windows puts quotes around a path with blanks, other systems backslashes before them.
        let typed = line.trim().trim_matches(['"', '\'']).trim();
        if read.unwrap_or(0) == 0 || typed.is_empty() {
            return outcome;
        }
        let words: Vec<&str> = typed.split_whitespace().collect();
        outcome = match words.as_slice() {
            [NEW, asked @ ..] => new(asked, &run),
            _ => match [typed.to_owned(), typed.replace('\\', "")].iter().map(PathBuf::from).find(|path| path.exists())
            {
                Some(path) => usual(&path, &run),
                None => {
                    console::eprint(&format!("没有这个文件或文件夹：{typed}\n把文件拖到这个窗口里，再按回车。\n"));
                    Outcome::Failed
                }
            },
        };
    }
}

/// Makes a blank workbook for an agency and a year, and opens it; asks for what was not said.
fn new(asked: &[&str], run: &CommandLine<'_>) -> Outcome {
    let said = |(last, agency): (&&str, &[&str])| {
        let year = year(last).filter(|year| YEARS.contains(&i32::from(*year)))?;
        Some((year.to_string(), agency.concat()))
    };
    let Some((year, agency)) = asked.split_last().and_then(said) else {
        let named = asked.concat();
        let named = named.trim_end_matches(|c: char| c.is_ascii_digit() || c == '年');
        let named = if named.is_empty() { "示例市应急管理局" } else { named };
        let last = Date::today().year - 1;
        console::eprint(&format!("要写明机关全称和哪一年的报告（四位年份），如：{NEW} {named} {last}\n"));
        return Outcome::Failed;
    };
    if agency.is_empty() {
        console::eprint(&format!("要写明机关全称，如：{NEW} 示例市应急管理局 {year}\n"));
        return Outcome::Failed;
    }
    let folder = file_name(&format!("{agency}{year}年"));
    let outcome = run(["new", &folder, "--agency", &agency, "--year", &year, "--xlsx"].map(OsString::from).to_vec());
    if outcome == Outcome::Clean {
        open(&PathBuf::from(&folder).join("report.xlsx"));
    }
    outcome
}

/// Checks and makes what lies at a path, and opens what came of it.
fn usual(path: &Path, run: &CommandLine<'_>) -> Outcome {
    if path.is_file() && path.file_name() == Some(OsStr::new(district::FILE)) || path.join(district::FILE).is_file() {
        let folder = if path.is_file() { path.parent().unwrap_or(Path::new(".")) } else { path };
        let out = beside(path, folder);
        let outcome = run(words(&["batch"], &[path, Path::new("-o"), &out]));
        open(&out.join("index.html"));
        return outcome;
    }
    let input = match path.is_dir() {
        false => path.to_owned(),
        true => match inputs(path).as_slice() {
            [input] => input.clone(),
            found => {
                let names = found.iter().map(|input| below(input, path)).take(3).collect::<Vec<_>>().join("、");
                let more = if found.len() > 3 { "等" } else { "" };
                let told = match found.len() {
                    0 => "里面没有填好的工作簿，也没有 district.toml".to_owned(),
                    many => format!("里面有 {many} 份填报的文件（{names}{more}），不知道用哪一份"),
                };
                let advice = if found.len() > 1 { OF_A_DISTRICT } else { "" };
                console::eprint(&format!("错误：{}：{told}。\n建议：把要做的那一份拖过来{advice}\n", path.display()));
                return Outcome::Failed;
            }
        },
    };
    let out = beside(&input, input.parent().unwrap_or(Path::new("")));
    // A workbook with errors gets a copy that names them all.
    let command: &[&str] = if has_ending(&input, &WORKBOOKS) { &["build", "--first"] } else { &["build"] };
    let outcome = run(words(command, &[&input, Path::new("-o"), &out]));
    if outcome == Outcome::Findings {
        mark(&input, &out, run);
    } else if outcome == Outcome::Clean {
        open(&out);
    }
    outcome
}

/// The folder of what is made of a path, in a folder.
fn beside(path: &Path, folder: &Path) -> PathBuf {
    // What is dropped into the folder of results is not written into itself.
    if folder.file_name() == Some(OsStr::new(OUT)) && path.is_file() { folder.to_owned() } else { folder.join(OUT) }
}

/// Writes a marked copy of a workbook, and opens it; other inputs have none.
fn mark(input: &Path, out: &Path, run: &CommandLine<'_>) {
    let bytes = read_workbook(input).ok().flatten().filter(|_| has_ending(input, &WORKBOOKS));
    let Some(ending) = bytes.map(|bytes| workbook::copy_ending(&bytes)) else { return };
    let stem = input.file_stem().unwrap_or_default().to_string_lossy();
    if std::fs::create_dir_all(out).is_err() {
        console::eprint(&format!(
            "{} 里写不了文件，没有写标好位置的工作簿\n建议：把工作簿复制到能写的文件夹（如桌面）里，再拖过来\n",
            input.parent().unwrap_or(Path::new(".")).display()
        ));
        return;
    }
    // A copy in which somebody has corrected something stays.
    let mut ledger = Ledger::of(out, false);
    let first = format!("{stem}（标注）.{ending}");
    let numbered = (2..).map(|number| format!("{stem}（标注{number}）.{ending}"));
    let mut names = std::iter::once(first.clone()).chain(numbered);
    let Some(name) = names.find(|name| ledger.is_free(name)) else { return };
    let marked = out.join(&name);
    run(words(&["check", "--quiet", "--told", "--force", "--annotate"], &[&marked, input]));
    if !marked.exists() {
        return;
    }
    let _ = ledger.note(&name);
    if name != first {
        console::eprint(&format!("{first} 改过，没有动它：要接着改的，把它拖过来\n"));
    }
    console::eprint(&format!("标好位置和改法的工作簿：{}\n", marked.display()));
    open(&marked);
}

/// The inputs in a folder, hidden ones left out; what was published only where
/// nothing is filled in.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let may_be = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        path.is_file() && !is_hidden(&name) && name != policy::FILE
    };
    let mut files: Vec<PathBuf> = entries.filter(may_be).collect();
    files.sort();
    let (filled_in, mut others): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| is_filled_in(path));
    // What this program made is not taken in again.
    let is_out = folder.canonicalize().is_ok_and(|folder| folder.file_name() == Some(OsStr::new(OUT)));
    if !filled_in.is_empty() || is_out {
        return filled_in;
    }
    take_published(&mut others)
}

/// A command line of words and paths.
fn words(command: &[&str], paths: &[&Path]) -> Vec<OsString> {
    command.iter().map(OsString::from).chain(paths.iter().map(|path| path.as_os_str().to_owned())).collect()
}

/// Opens a file or folder with the program that the system has for it, when a person looks on.
fn open(path: &Path) {
    if is_watched() {
        // Where there is none, the path was told.
        let _ = open::that_detached(path);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn a_blank_workbook_needs_an_agency_and_a_year() {
        let ran = RefCell::new(Vec::new());
        let run = |words: Vec<OsString>| {
            ran.borrow_mut().push(words.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>());
            Outcome::Findings
        };
        for asked in [&[][..], &["甲局"], &["2025"], &["甲局", "25年"], &["甲局2025年"], &["甲局", "1999"]] {
            assert_eq!(new(asked, &run), Outcome::Failed, "{asked:?}");
        }
        assert!(ran.borrow().is_empty());
        new(&["示例市", "甲局", "２０２５年度"], &run);
        assert_eq!(ran.borrow()[0], ["new", "示例市甲局2025年", "--agency", "示例市甲局", "--year", "2025", "--xlsx"]);
    }
}
