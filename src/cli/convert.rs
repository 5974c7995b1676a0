//! `convert`: a filing from one spelling to the other.

use std::path::Path;

use super::args::{Arguments, ConvertArguments, FindingsFormat};
use super::outcome::Outcome;
use super::{forms, show, target};
use crate::diagnostics::Checked;
use crate::error::{Error, Result};
use crate::file::is_same;
use crate::filing::Filing;
use crate::finding::Finding;
use crate::output::{folder_of, relative, write_one};
use crate::read;
use crate::source::Sources;
use crate::workbook::{self, PrintedArea};
use crate::write::{ProseFiles, loses, toml};

/// Converts a file; nothing is written when something of it would be lost.
pub(super) fn run(arguments: &Arguments, options: &ConvertArguments) -> Result<Outcome> {
    let target = &options.output;
    let extension =
        target.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !["toml", "xlsx"].contains(&extension.as_str()) {
        let reason = format!("{}：只能转换成 .toml 或 .xlsx", target.display());
        return Err(Error::Usage { reason, hint: "把目标写成 报告.toml 或 报告.xlsx".to_owned() });
    }
    if is_same(target, &options.input) {
        return Err(Error::file(target, "这是交来的文件，不能覆盖", "换一个文件名"));
    }
    target::may_write(target, options.force)?;
    let Some(editions) = forms::editions(options.forms.forms.as_deref(), FindingsFormat::Text, arguments, false)?
    else {
        return Ok(Outcome::Findings);
    };
    let mut sources = Sources::default();
    let mut filing = read::read(&options.input, &editions, &mut sources)?;
    let lost: Vec<Finding> = filing.faults.iter().filter(|fault| loses(fault)).cloned().collect();
    if !lost.is_empty() {
        let file = options.input.display().to_string();
        show::findings(
            &[Checked { file: &file, sources: &sources, findings: &lost, policy: None }],
            FindingsFormat::Text,
            arguments,
            false,
        )?;
        show::note(arguments, "有读不出的内容，转换会丢失它们，没有写出文件。改正后重试");
        return Ok(Outcome::Findings);
    }
    let folder = folder_of(target);
    for prior in filing.prior.iter_mut().chain(&mut filing.earlier) {
        let named = options.input.parent().unwrap_or(Path::new(".")).join(&prior.value);
        if named.exists() {
            prior.value = relative(&named, folder)?;
        }
    }
    if let Some(forms) = &mut filing.forms {
        let named = relative(&options.input.parent().unwrap_or(Path::new(".")).join(&forms.value), folder)?;
        if named.starts_with("../") {
            let message =
                format!("格式文件夹 {} 不在 {} 里，转换后的文件不带它：用 --forms 给出", forms.value, folder.display());
            show::note(arguments, &message);
            filing.forms = None;
        } else {
            forms.value = named;
        }
    }
    let bytes = match extension.as_str() {
        "toml" => toml(&filing, &ProseFiles::new()).into_bytes(),
        _ => workbook_bytes(&filing, target, printed(options.print_changes))?,
    };
    show::written(arguments, &write_one(target, bytes)?)?;
    Ok(Outcome::Clean)
}

/// What is printed of a workbook, as it was chosen.
pub(super) fn printed(with_changes: bool) -> PrintedArea {
    if with_changes { PrintedArea::WithChanges } else { PrintedArea::Table }
}

/// The workbook of a filing.
pub(super) fn workbook_bytes(filing: &Filing, target: &Path, printed: PrintedArea) -> Result<Vec<u8>> {
    let written = workbook::write(filing, &filing.editions, printed);
    written.map_err(|error| Error::file(target, error.0, "改短或分段后重试"))
}
