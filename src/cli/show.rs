//! What people are shown: findings, errors, the code book, templates, completions.

use std::io::Write as _;
use std::path::Path;

use super::Outcome;
use super::args::{self, Arguments, Format};
use crate::diagnostics::{self, Checked, Tally};
use crate::error::{Error, Result};
use crate::output::write_all;
use crate::read::closest;
use crate::rules;
use crate::source::Sources;
use crate::templates::BUILT_IN;

/// Tells findings in the format asked for: text to standard error, the others to standard output.
pub fn findings(checked: &[Checked<'_>], format: Format, arguments: &Arguments) {
    match format {
        Format::Json => print(&diagnostics::json(checked)),
        Format::Sarif => print(&diagnostics::sarif(checked)),
        Format::Text => {
            let mut told = Vec::new();
            for checked in checked {
                text(checked, arguments, &mut told);
            }
        }
    }
}

/// Tells one file's findings; each rule's reason once.
fn text(checked: &Checked<'_>, arguments: &Arguments, told: &mut Vec<&'static str>) {
    let color = args::use_color(arguments.color);
    // What is accepted is only counted: the agency has seen it.
    let shown = checked.findings.iter().filter(|finding| finding.accepted.is_none());
    for finding in shown.filter(|finding| !arguments.quiet || finding.blocks()) {
        let first = !told.contains(&finding.rule.code);
        told.push(finding.rule.code);
        eprint(&format!("{}\n\n", diagnostics::finding_text(finding, checked.sources, color, first)));
    }
    note(arguments, &diagnostics::summary(checked.file, Tally::of(checked.findings)));
}

/// Tells something that is no fault.
pub fn note(arguments: &Arguments, text: &str) {
    if !arguments.quiet {
        eprint(&format!("{text}\n"));
    }
}

/// Tells what was done, on standard output.
pub fn line(text: &str) {
    print(&format!("{text}\n"));
}

/// Tells why the program cannot go on.
pub fn error(error: &Error, color: bool) {
    if let Error::Syntax { findings, name, text } = error {
        let mut sources = Sources::default();
        sources.add(name, text);
        for (number, finding) in findings.iter().enumerate() {
            eprint(&format!("{}\n\n", diagnostics::finding_text(finding, &sources, color, number == 0)));
        }
        return eprint(&format!("{name}：TOML 写法有误，没有往下读\n"));
    }
    let label = if color { "\u{1b}[1;31m错误\u{1b}[0m" } else { "错误" };
    eprint(&format!("{label}：{error}。\n"));
    if let Some(hint) = error.hint() {
        eprint(&format!("建议：{hint}\n"));
    }
}

/// `rules`.
pub fn rules() -> Result<Outcome> {
    print(&diagnostics::rule_list());
    Ok(Outcome::Clean)
}

/// `explain`.
pub fn explain(code: &str) -> Result<Outcome> {
    let rule = rules::find(code).ok_or_else(|| {
        let upper = code.to_uppercase();
        let hint = match closest(&upper, rules::all().iter().map(|rule| rule.code)) {
            Some(close) => format!("是不是想写 {close}？用 nianbao rules 查看全部规则"),
            None => "用 nianbao rules 查看全部规则".to_owned(),
        };
        Error::Usage { reason: format!("没有代码为“{code}”的规则"), hint }
    })?;
    print(&diagnostics::explain(rule));
    Ok(Outcome::Clean)
}

/// `templates`.
pub fn templates(folder: &Path) -> Result<Outcome> {
    let there = BUILT_IN.iter().find(|(name, _)| folder.join(name).exists());
    if let Some((name, _)) = there {
        return Err(Error::file(folder.join(name), "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    let files: Vec<(String, Vec<u8>)> =
        BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    for path in write_all(folder, &files)? {
        print(&format!("已写出 {}\n", path.display()));
    }
    Ok(Outcome::Clean)
}

/// `completions`.
pub fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "nianbao", &mut script);
    print(&String::from_utf8_lossy(&script));
    Ok(Outcome::Clean)
}

/// Prints to standard output; a reader that has gone away is no fault.
fn print(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Prints to standard error.
fn eprint(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
