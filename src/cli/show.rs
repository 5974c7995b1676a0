//! What is printed: findings, errors, the code book, templates, completions.

use std::collections::BTreeMap;
use std::path::Path;

use super::args::{Arguments, FindingsFormat};
use super::console::{eprint, print, use_color};
use super::outcome::Outcome;
use crate::diagnostics::{self, Checked};
use crate::error::{Error, Result};
use crate::output::{create_folder, write_all};
use crate::rules;
use crate::spelling::closest;
use crate::templates::BUILT_IN;

/// Prints findings in the requested format: those of `check` on standard output; beside a build those in text go to
/// standard error.
pub(super) fn findings(
    checked: &[Checked<'_>],
    format: FindingsFormat,
    arguments: &Arguments,
    main_output: bool,
) -> Result<()> {
    let text = match format {
        FindingsFormat::Json => diagnostics::json(checked),
        FindingsFormat::Sarif => diagnostics::sarif(checked),
        FindingsFormat::Text => {
            let mut explained = Vec::new();
            let color = use_color(main_output);
            let texts = checked.iter().map(|checked| text(checked, arguments, color, &mut explained));
            texts.collect::<String>() + &policies(checked, arguments)
        }
    };
    if main_output || format != FindingsFormat::Text {
        return print(&text);
    }
    eprint(&text);
    Ok(())
}

/// What offices lay down for the files that were checked, each policy once.
fn policies(checked: &[Checked<'_>], arguments: &Arguments) -> String {
    let told = checked.iter().filter_map(|checked| checked.policy).flat_map(|(policy, _)| policy.told());
    let mut lines: Vec<String> = Vec::new();
    for line in told.filter(|_| !arguments.quiet) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Findings of one rule that are printed one by one.
const MOST_OF_A_RULE: usize = 50;

/// Findings that are printed where only the first are.
const FIRST: usize = 5;

/// One file's findings as text; each rule's reason once.
fn text(checked: &Checked<'_>, arguments: &Arguments, color: bool, explained: &mut Vec<&'static str>) -> String {
    let mut out = String::new();
    // What is accepted is only counted: the agency has seen it.
    let shown = checked.findings.iter().filter(|finding| finding.accepted.is_none());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let shown: Vec<_> = shown.filter(|finding| !arguments.quiet || finding.blocks()).collect();
    let most = if arguments.first { FIRST } else { shown.len() };
    for finding in shown.iter().take(most) {
        let count = counts.entry(finding.rule.code).or_default();
        *count += 1;
        if *count > MOST_OF_A_RULE {
            continue;
        }
        let first = !explained.contains(&finding.rule.code);
        if first {
            explained.push(finding.rule.code);
        }
        out.push_str(&diagnostics::finding_text(finding, checked.sources, color, first));
        out.push_str("\n\n");
    }
    if shown.len() > most {
        out.push_str(&format!("还有 {} 个问题，这里没有列出\n\n", shown.len() - most));
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > MOST_OF_A_RULE) {
        let rest = count - MOST_OF_A_RULE;
        out.push_str(&format!("{code}：同类问题还有 {rest} 个，没有逐一列出（--format json 可得到全部）\n\n"));
    }
    if !arguments.quiet {
        out.push_str(&diagnostics::summary(checked));
        out.push('\n');
    }
    out
}

/// Prints where each value was read, on standard output.
pub(super) fn origins(text: &str) -> Result<()> {
    print(text)
}

/// Prints a remark on standard error, unless only errors are wanted.
pub(super) fn note(arguments: &Arguments, text: &str) {
    if !arguments.quiet {
        eprint(&format!("{text}\n"));
    }
}

/// Prints which file was written on standard output, unless only errors are wanted.
pub(super) fn written(arguments: &Arguments, path: &Path) -> Result<()> {
    if arguments.quiet { Ok(()) } else { line(&format!("已写出 {}", path.display())) }
}

/// Prints a line on standard output.
pub(super) fn line(text: &str) -> Result<()> {
    print(&format!("{text}\n"))
}

/// Prints why the program cannot go on.
pub(super) fn error(error: &Error) {
    let color = use_color(false);
    let label = if color { "\u{1b}[1;31m错误\u{1b}[0m" } else { "错误" };
    eprint(&format!("{label}：{error}。\n"));
    if let Some(hint) = error.hint() {
        eprint(&format!("建议：{hint}\n"));
    }
}

/// `explain`.
pub(super) fn explain(code: &str) -> Result<Outcome> {
    let rule = rules::find(code).ok_or_else(|| {
        let upper = code.to_uppercase();
        let hint = match closest(&upper, rules::all().iter().map(|rule| rule.code)) {
            Some(close) => format!("是不是想写 {close}？用 nianbao rules 查看全部规则"),
            None => "用 nianbao rules 查看全部规则".to_owned(),
        };
        Error::Usage { reason: format!("没有代码为“{code}”的规则"), hint }
    })?;
    print(&diagnostics::explain(rule))?;
    Ok(Outcome::Clean)
}

/// `templates`.
pub(super) fn templates(folder: &Path) -> Result<Outcome> {
    let there = BUILT_IN.iter().find(|(name, _)| folder.join(name).exists());
    if let Some((name, _)) = there {
        return Err(Error::file(folder.join(name), "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    let files: Vec<(String, Vec<u8>)> =
        BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    for inner in BUILT_IN.iter().filter_map(|(name, _)| Path::new(name).parent()) {
        create_folder(&folder.join(inner))?;
    }
    for path in write_all(folder, &files)? {
        line(&format!("已写出 {}", path.display()))?;
    }
    Ok(Outcome::Clean)
}

/// `completions`.
pub(super) fn completions(shell: clap_complete::Shell, mut command: clap::Command) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "nianbao", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
