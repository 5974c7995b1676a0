//! `import`: a published report as an input, with an account of what was found, what not, and what looks wrong.

use std::fmt::Write as _;
use std::path::Path;

use super::args::{Arguments, FindingsFormat, ImportArguments};
use super::outcome::Outcome;
use super::{check, convert, show};
use crate::diagnostics::{self, Checked};
use crate::engine::{Examined, Input};
use crate::error::{Error, Result};
use crate::filing::{FIELDS, Field, Group, ProseText};
use crate::output::write_all;
use crate::prose::numbered;
use crate::workbook::PrintedArea;
use crate::write::{ProseFiles, REPORT, toml};

/// What the account is called.
const ACCOUNT: &str = "读入说明.txt";

/// Takes a report in; nothing that is there is overwritten unasked.
pub(super) fn run(arguments: &Arguments, options: &ImportArguments) -> Result<Outcome> {
    let folder = &options.folder;
    let name = REPORT[usize::from(options.xlsx)];
    let there = [name, ACCOUNT].into_iter().find(|name| folder.join(name).exists()).filter(|_| !options.force);
    if let Some(there) = there {
        return Err(Error::file(folder.join(there), "已经有这个文件，没有覆盖", "换一个文件夹，或加 --force 覆盖"));
    }
    let Some(engine) = check::engine(&options.look, FindingsFormat::Text, arguments, true)? else {
        return Ok(Outcome::Findings);
    };
    let mut input = engine.read(&options.file, None)?;
    if !input.sources.get(input.filing.source).is_published() {
        let hint = format!("工作簿和 TOML 之间用 nianbao convert；{} 可以直接用", options.file.display());
        return Err(Error::Usage { reason: format!("{}：这不是公布的报告", options.file.display()), hint });
    }
    let examined = engine.examine(&input)?;
    let told = engine.accounts_in_text(&input, &examined);
    input.filing.accounts.extend(told);
    let bytes = if options.xlsx {
        convert::workbook_bytes(&input.filing, &folder.join(name), PrintedArea::Table)?
    } else {
        toml(&input.filing, &ProseFiles::new()).into_bytes()
    };
    let account = account(&options.file, &input, &examined);
    let files = [(name.to_owned(), bytes), (ACCOUNT.to_owned(), account.clone().into_bytes())];
    let written = write_all(folder, &files)?;
    if !arguments.quiet {
        show::line(&account)?;
    }
    for path in written {
        show::written(arguments, &path)?;
    }
    Ok(if examined.is_blocked() { Outcome::Findings } else { Outcome::Clean })
}

/// What was found, what not, and what looks wrong.
fn account(file: &Path, input: &Input, examined: &Examined) -> String {
    let mut out = String::new();
    tell(&mut out, file, input, examined).expect("a String takes everything");
    out
}

/// Writes the account.
fn tell(out: &mut String, file: &Path, input: &Input, examined: &Examined) -> std::fmt::Result {
    let filing = &input.filing;
    let form = &filing.form;
    writeln!(out, "由 {} 读入：{}（{} 年格式）\n\n读到的", file.display(), filing.exact_title(), form.edition)?;
    for field in FIELDS.iter().filter(|field| field.group != Group::LastYear) {
        let values = field.get(filing);
        if let (false, Some(at)) = (values.is_empty(), filing.places.get(&*field.path)) {
            writeln!(out, "  {}：{}（{}）", field.label, values.join("、"), place(input, at))?;
        }
    }
    for (number, table) in form.tables.iter().enumerate() {
        let cells = || form.ids().filter(|id| form.cell(*id).table == number && form.cell(*id).printed);
        let given: Vec<_> = cells().filter_map(|id| filing.cells.get(&id)).collect();
        let blank = given.iter().filter(|cell| cell.value.spelled() == crate::filing::BLANK).count();
        let blanks = if blank > 0 { format!("，其中空白 {blank} 格") } else { String::new() };
        writeln!(out, "  {}：{} 格，读到 {} 格{blanks}", table.label, cells().count(), given.len())?;
    }
    for account in &form.accounts {
        let Some(given) = filing.accounts.get(&account.key) else { continue };
        let figures = account.figures.iter().filter_map(|figure| Some((figure, given.figures.get(&figure.key)?)));
        for (figure, told) in figures {
            writeln!(out, "  {}：{}（{}）", figure.label, told.value.normalize(), place(input, &told.at))?;
        }
    }
    let size = |prose: &[&Option<ProseText>]| -> usize {
        prose
            .iter()
            .filter_map(|prose| prose.as_ref())
            .map(|prose| prose.text.chars().filter(|c| !c.is_whitespace()).count())
            .sum()
    };
    writeln!(out, "  引言：{} 字", size(&[&filing.preface.as_ref().and_then(|preface| preface.text.clone())]))?;
    for (number, section) in form.sections.iter().enumerate() {
        let length = filing.sections.get(&section.key).map_or(0, |own| size(&[&own.text, &own.before, &own.after]));
        writeln!(out, "  {}：{length} 字", numbered(number + 1, &section.title))?;
    }
    for extra in &filing.extra {
        let title = extra.title.as_ref().map_or("", |title| title.value.as_str());
        writeln!(out, "  增设的“{title}”：{} 字", size(&[&extra.text]))?;
    }
    let missing = |field: &&Field| matches!(field.group, Group::Report | Group::Agency) && field.get(filing).is_empty();
    let asked =
        FIELDS.iter().filter(missing).filter(|field| !["form", "forms", "title", "prior"].contains(&&*field.path));
    let names: Vec<&str> = asked.map(|field| &*field.label).collect();
    writeln!(out, "\n没有读到的（报告里没有写，或者不能肯定）\n  {}", names.join("、"))?;
    writeln!(out, "\n看着不对的")?;
    for finding in examined.findings.iter().filter(|finding| finding.accepted.is_none()) {
        let places: Vec<String> = finding.marks.iter().take(3).map(|mark| place(input, &mark.at)).collect();
        let at = if places.is_empty() { String::new() } else { format!("（{}）", places.join("、")) };
        writeln!(out, "  {}[{}] {}{at}", finding.severity.label(), finding.rule.code, finding.message)?;
    }
    let name = file.display().to_string();
    let checked = Checked { file: &name, sources: &input.sources, findings: &examined.findings, policy: None };
    write!(out, "\n{}", diagnostics::summary(&checked))
}

/// A place without its file.
fn place(input: &Input, at: &crate::source::Span) -> String {
    input.sources.cell(at).map_or_else(|| input.sources.describe(at), ToString::to_string)
}
