//! `rules`: the code book on the screen, for programs, and on paper.

use std::path::Path;

use super::args::{Arguments, BookFormat, FindingsFormat, RulesArguments};
use super::outcome::Outcome;
use super::{check, console, forms, show};
use crate::diagnostics;
use crate::error::{Error, Result};
use crate::output::write_all;

/// Prints the code book, or writes it for printing.
pub(super) fn run(arguments: &Arguments, options: &RulesArguments) -> Result<Outcome> {
    if let Some(target) = &options.pdf {
        return pdf(arguments, options, target);
    }
    let forms = options.look.forms.forms.as_deref();
    let Some(editions) = forms::editions(forms, FindingsFormat::Text, arguments, false)? else {
        return Ok(Outcome::Findings);
    };
    let text = match options.format {
        _ if options.schema => diagnostics::SCHEMA.to_owned(),
        BookFormat::Text => diagnostics::rule_list(),
        BookFormat::Md => diagnostics::rule_markdown(&editions),
        BookFormat::Json => diagnostics::rule_json(&editions),
    };
    console::print(&text)?;
    Ok(Outcome::Clean)
}

/// Writes the code book for printing.
fn pdf(arguments: &Arguments, options: &RulesArguments, target: &Path) -> Result<Outcome> {
    if target.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("pdf")) {
        let reason = format!("{}：一览写成 .pdf", target.display());
        return Err(Error::Usage { reason, hint: "把名称写成 规则.pdf".to_owned() });
    }
    let Some(engine) = check::engine(&options.look, FindingsFormat::Text, arguments, false)? else {
        return Ok(Outcome::Findings);
    };
    let bytes = engine.rules_pdf(&diagnostics::book(engine.editions()))?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for path in write_all(folder, &[(name, bytes)])? {
        show::note(arguments, &format!("已写出 {}", path.display()));
    }
    Ok(Outcome::Clean)
}
