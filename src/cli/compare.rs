//! `compare`: figures beside those of earlier years, or two drafts of one year beside each other.

use std::path::{Path, PathBuf};

use super::args::{Arguments, CompareArguments, ComparisonFormat, FindingsFormat};
use super::drafts::Drafts;
use super::outcome::Outcome;
use super::{check, console, show, take, target};
use crate::changes::{self, ChangeTable, Detail, merged};
use crate::engine::{Engine, Input};
use crate::error::{Error, Result};
use crate::figures::Figures;
use crate::file::is_same;
use crate::filing::Filing;
use crate::finding::Finding;
use crate::rules::is_accepted;
use crate::workbook;

/// What files come out as.
enum ComparedText {
    /// A text.
    Text(String),
    /// A file of its own kind.
    Bytes(Vec<u8>),
}

/// What a comparison can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ComparisonFile {
    Text,
    Csv,
    Json,
    Xlsx,
}

/// Compares, and prints or writes what came of it.
pub(super) fn run(arguments: &Arguments, options: &CompareArguments) -> Result<Outcome> {
    if options.schema {
        console::print(changes::SCHEMA)?;
        return Ok(Outcome::Clean);
    }
    let kind = kind(options)?;
    let Some(engine) = check::engine(&options.look, FindingsFormat::Text, arguments, false)? else {
        return Ok(Outcome::Findings);
    };
    let inputs: Vec<Input> = options.files.iter().map(|file| read(&engine, file)).collect::<Result<_>>()?;
    let year = |input: &Input| input.filing.year.as_ref().map(|year| year.value);
    let newest = inputs.iter().map(year).max().flatten();
    let (now, before): (Vec<_>, Vec<_>) =
        options.files.iter().zip(inputs).partition(|(_, input)| year(input) == newest);
    let is_of_years = !before.is_empty() || !options.prior.is_empty() || now.len() == 1;
    if options.take && (is_of_years || now.len() != 2) {
        return Err(Error::Usage {
            reason: "--take 用在同一年度的两稿上".to_owned(),
            hint: "写成 nianbao compare report.toml 审签后.docx --take".to_owned(),
        });
    }
    let written = if is_of_years {
        let earlier: Vec<PathBuf> =
            before.into_iter().map(|(file, _)| file.clone()).chain(options.prior.iter().cloned()).collect();
        let (files, inputs): (Vec<&PathBuf>, Vec<Input>) = now.into_iter().unzip();
        let input = with_years(&engine, files[0], &earlier, inputs)?;
        years(arguments, &input, options.all || kind != ComparisonFile::Text, kind)?
    } else {
        let [(first, before), (second, after)] = &now[..] else {
            return Err(Error::Usage {
                reason: format!("{} 个文件都是同一年度的，两稿只能是两个", now.len()),
                hint: "两稿写两个文件；拆分的机关几份加起来对比的，用 --prior 给出往年的文件".to_owned(),
            });
        };
        let drafts = Drafts { engine: &engine, inputs: [before, after], files: [first, second] };
        if options.take {
            return take::run(arguments, &drafts);
        }
        compared(&drafts, kind)?
    };
    match (&options.output, written) {
        (Some(target), ComparedText::Text(text)) => target::write(arguments, target, text.into_bytes())?,
        (Some(target), ComparedText::Bytes(bytes)) => target::write(arguments, target, bytes)?,
        (None, ComparedText::Text(text)) => console::print(&text)?,
        (None, ComparedText::Bytes(_)) => {}
    }
    Ok(Outcome::Clean)
}

/// What the comparison is written as.
fn kind(options: &CompareArguments) -> Result<ComparisonFile> {
    let Some(target) = &options.output else {
        return Ok(match options.format {
            ComparisonFormat::Text => ComparisonFile::Text,
            ComparisonFormat::Csv => ComparisonFile::Csv,
            ComparisonFormat::Json => ComparisonFile::Json,
        });
    };
    target::may_write(target, options.force)?;
    if let Some(file) = options.files.iter().chain(&options.prior).find(|file| is_same(target, file)) {
        return Err(Error::file(file, "这是要对比的文件，不能覆盖", "换一个文件名"));
    }
    let extension = target.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "xlsx" => Ok(ComparisonFile::Xlsx),
        "csv" => Ok(ComparisonFile::Csv),
        "json" => Ok(ComparisonFile::Json),
        "txt" => Ok(ComparisonFile::Text),
        _ => Err(Error::Usage {
            reason: format!("{}：对比写成 .xlsx、.csv、.json 或 .txt", target.display()),
            hint: "把名称写成 对比.xlsx".to_owned(),
        }),
    }
}

/// Reads a file that must be readable as a whole.
fn read(engine: &Engine, file: &Path) -> Result<Input> {
    let input = engine.read(file, None)?;
    if input.filing.is_read() && input.filing.year.is_some() {
        return Ok(input);
    }
    let is_why = |fault: &&Finding| !input.filing.is_read() || fault.keys.iter().any(|key| key == "year");
    let reason = input
        .filing
        .faults
        .iter()
        .find(is_why)
        .map_or(String::new(), |fault| fault.message.trim_end_matches('。').into());
    Err(Error::file(file, reason, format!("用 nianbao check {} 查看", file.display())))
}

/// A report with those of earlier years; several of one year are added up.
fn with_years(engine: &Engine, file: &Path, earlier: &[PathBuf], inputs: Vec<Input>) -> Result<Input> {
    let mut input = engine.read_years(file, earlier)?;
    if inputs.len() > 1 {
        let filings: Vec<Filing> = inputs.into_iter().map(|input| input.filing).collect();
        input.filing = merged(filings).unwrap_or(input.filing);
    }
    Ok(input)
}

/// The table of changes.
fn years(arguments: &Arguments, input: &Input, is_whole: bool, kind: ComparisonFile) -> Result<ComparedText> {
    let prior = input.prior.as_ref().map(|prior| Figures::complete(prior, None));
    let figures = Figures::complete(&input.filing, prior.as_ref());
    let detail = if is_whole { Detail::All } else { Detail::Main };
    let table = ChangeTable::new(&input.years(&figures), &input.filing, detail);
    let merged_from = input.filing.merged_from.join("、");
    let of = input.filing.name().map_or(merged_from.as_str(), str::trim);
    let is_open = |fault: &&Finding| fault.blocks() && !is_accepted(&input.filing, fault);
    let errors = input.filing.faults.iter().filter(is_open).count();
    if errors > 0 {
        show::note(arguments, &format!("输入里有 {errors} 个错误，对比可能不全：先用 nianbao check 核对"));
    }
    Ok(match kind {
        ComparisonFile::Text => ComparedText::Text(changes::terminal(&table, of)),
        ComparisonFile::Csv => ComparedText::Text(changes::csv(&table)),
        ComparisonFile::Json => ComparedText::Text(changes::json(&table, of)),
        ComparisonFile::Xlsx => ComparedText::Bytes(
            workbook::changes_workbook(&table, of)
                .map_err(|error| Error::Usage { reason: error.0, hint: "缩短名称".to_owned() })?,
        ),
    })
}

/// What they differ in.
fn compared(drafts: &Drafts<'_>, kind: ComparisonFile) -> Result<ComparedText> {
    let examined = drafts.examined()?;
    let (_, differences) = drafts.compared(&examined);
    let [before, after] = drafts.names();
    Ok(match kind {
        ComparisonFile::Text => ComparedText::Text(drafts.told(&differences)),
        ComparisonFile::Csv => ComparedText::Text(changes::drafts_csv(&differences)),
        ComparisonFile::Json => ComparedText::Text(changes::drafts_json(&differences, [&before, &after])),
        ComparisonFile::Xlsx => {
            return Err(Error::Usage {
                reason: "两稿的不同不写成工作簿".to_owned(),
                hint: "写成 .csv，用表格软件打开；或不写 -o，直接看".to_owned(),
            });
        }
    })
}
