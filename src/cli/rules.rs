//! `rules`: the code book on the screen, for programs, and on paper.

use std::path::Path;

use super::args::{Arguments, BookFormat, FindingsFormat, RulesArguments, SchemaOf};
use super::outcome::Outcome;
use super::{check, console, forms, replaced, target};
use crate::error::{Error, Result};
use crate::output::folder_of;
use crate::{diagnostics, district};

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
        _ if options.schema == Some(SchemaOf::Findings) => diagnostics::SCHEMA.to_owned(),
        _ if options.schema == Some(SchemaOf::Summary) => district::SUMMARY_SCHEMA.to_owned(),
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
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let files = [(name, engine.rules_pdf(&diagnostics::book(engine.editions()))?)];
    replaced::may_replace(folder_of(target), &files, &[], options.force)?;
    let [(_, bytes)] = files;
    target::write(arguments, target, bytes)?;
    Ok(Outcome::Clean)
}
