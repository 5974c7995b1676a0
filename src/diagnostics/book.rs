//! The code book: every rule with what to do and examples in both spellings, for people and for programs.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::form::{Because, Editions};
use crate::read;
use crate::rule::{Family, Rule, Severity};
use crate::rules;
use crate::source::terminal_width;
use crate::workbook::described;

/// Rules that only TOML can break: a sheet has a cell for every figure, and a row for every paragraph.
const ONLY_TOML: [&str; 4] = ["INP001", "INP002", "INP004", "PRO007"];

/// What is said of them where the report is a workbook.
const NEVER_IN_WORKBOOK: &str = "填工作簿不会有这个问题";

/// A rule with all that the code book says of it.
#[derive(Debug, Serialize)]
pub struct BookEntry {
    /// Its code.
    pub code: &'static str,
    /// What is at fault.
    pub name: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// What it looks at, in words.
    pub family: &'static str,
    /// Why it matters.
    pub reason: String,
    /// Where that is laid down.
    pub basis: String,
    /// What to do.
    pub remedy: String,
    /// What to do where the report is a workbook.
    pub in_workbook: String,
    /// An input that has the fault.
    pub faulty: BookExample,
    /// The same put right.
    pub corrected: BookExample,
}

/// An example in both spellings.
#[derive(Debug, Serialize)]
pub struct BookExample {
    /// As TOML, or in words where no change to one report shows it.
    pub text: &'static str,
    /// Whether the text is TOML.
    pub is_toml: bool,
    /// As it stands in a workbook, a line a row; none where it cannot stand there.
    pub workbook: Vec<String>,
}

/// A part of the code book.
#[derive(Debug, Serialize)]
pub struct BookFamily {
    /// What its rules look at.
    pub label: &'static str,
    /// The rules, in the order of the code book.
    pub rules: Vec<BookEntry>,
}

/// What the printed code book says.
#[derive(Debug, Serialize)]
pub struct BookPage {
    /// The program and its version.
    pub program: &'static str,
    /// The year that the newest edition of the form is for.
    pub since: i32,
    /// How many rules there are.
    pub count: usize,
    /// The rules by what they look at.
    pub families: Vec<BookFamily>,
}

impl BookEntry {
    /// What there is to say of a rule, by the newest of some editions.
    pub fn of(rule: &'static Rule, editions: &Editions) -> Self {
        let newest = editions.newest();
        let Because { reason, basis, remedy } = newest.grounds(rule);
        let only_toml = ONLY_TOML.contains(&rule.code);
        Self {
            code: rule.code,
            name: rule.name,
            severity: rule.severity,
            family: rule.family.label(),
            reason: reason.to_owned(),
            basis: basis.to_owned(),
            remedy: remedy.to_owned(),
            in_workbook: if only_toml { NEVER_IN_WORKBOOK } else { rule.in_workbook.unwrap_or(remedy) }.to_owned(),
            faulty: BookExample::of(rule, rule.faulty, editions),
            corrected: BookExample::of(rule, rule.corrected, editions),
        }
    }
}

impl BookExample {
    /// An example of a rule.
    fn of(rule: &Rule, text: &'static str, editions: &Editions) -> Self {
        // Rules about workbooks, districts and forms are shown in words of their own.
        let of_report = !matches!(rule.family, Family::District | Family::Form | Family::Policy);
        let document = read::written(text, Path::new("."), editions).filter(|_| of_report);
        let in_sheets = document.as_ref().filter(|_| !ONLY_TOML.contains(&rule.code));
        let is_toml = document.is_some() || text.starts_with('[') || text.contains(" = ");
        Self { text, is_toml, workbook: in_sheets.map(described).unwrap_or_default() }
    }
}

/// Every rule, by what it looks at, families in the order in which they begin.
pub fn book(editions: &Editions) -> BookPage {
    let mut families: Vec<BookFamily> = Vec::new();
    for entry in rules::all().iter().map(|rule| BookEntry::of(rule, editions)) {
        match families.iter_mut().find(|family| family.label == entry.family) {
            Some(family) => family.rules.push(entry),
            None => families.push(BookFamily { label: entry.family, rules: vec![entry] }),
        }
    }
    let since = editions.newest().since.unwrap_or(2021);
    BookPage { program: crate::PROGRAM, since, count: rules::all().len(), families }
}

/// The code book, a line a rule.
pub fn rule_list() -> String {
    let width = rules::all().iter().map(|rule| terminal_width(rule.name)).max().unwrap_or(0);
    let line = |rule: &&Rule| {
        let gap = " ".repeat(width - terminal_width(rule.name));
        format!("{}  {}  {}{gap}  {}\n", rule.code, rule.severity.label(), rule.name, rule.family.label())
    };
    rules::all().iter().map(line).collect()
}

/// The code book for programs.
pub fn rule_json(editions: &Editions) -> String {
    serde_json::to_string_pretty(&book(editions)).expect("a code book can be written") + "\n"
}

/// The code book as Markdown.
pub fn rule_markdown(editions: &Editions) -> String {
    let book = book(editions);
    let mut out = format!(
        "# 核对规则\n\n共 {} 条，由 `nianbao rules --format md` 写出，依据照最新一版格式。一条规则也可以用 \
         `nianbao explain 代码` 查看；打印两页纸的，用 `nianbao rules --pdf 规则.pdf`。\n\n\
         错误要改正才能生成；警告、提示看一看，确认无误的可以认可（`[[accept]]`）。\n",
        book.count
    );
    for family in &book.families {
        write!(out, "\n## {}\n\n| 代码 | 轻重 | 名称 |\n|---|---|---|\n", family.label)
            .expect("a String takes everything");
        for BookEntry { code, severity, name, .. } in &family.rules {
            let anchor = code.to_lowercase();
            writeln!(out, "| [{code}](#{anchor}) | {} | {name} |", severity.label())
                .expect("a String takes everything");
        }
        family.rules.iter().for_each(|entry| out.push_str(&markdown(entry)));
    }
    out
}

/// A rule as Markdown.
fn markdown(entry: &BookEntry) -> String {
    let BookEntry { code, name, severity, reason, basis, remedy, in_workbook, .. } = entry;
    let mut out = format!(
        "\n<a id=\"{}\"></a>\n\n### {code} {name}\n\n{}。{reason}\n\n- 依据：{basis}\n- 做法：{remedy}\n",
        code.to_lowercase(),
        severity.label()
    );
    if in_workbook != remedy {
        writeln!(out, "- 工作簿：{in_workbook}").expect("a String takes everything");
    }
    for (title, example) in examples(entry) {
        let language = if example.is_toml { "toml" } else { "text" };
        write!(out, "\n{title}：\n\n```{language}\n{}\n```\n", example.text).expect("a String takes everything");
        if !example.workbook.is_empty() {
            write!(out, "\n工作簿里：\n\n```text\n{}\n```\n", example.workbook.join("\n"))
                .expect("a String takes everything");
        }
    }
    out
}

/// The examples of a rule that there are, with their titles.
fn examples(entry: &BookEntry) -> impl Iterator<Item = (&'static str, &BookExample)> {
    let both = [("有问题的写法", &entry.faulty), ("改正后", &entry.corrected)];
    both.into_iter().filter(|(_, example)| !example.text.is_empty())
}

/// A rule explained: what, why, by which source in the newest edition, wrong and right in both spellings.
pub fn explain(rule: &'static Rule) -> String {
    let entry = BookEntry::of(rule, Editions::built_in());
    let BookEntry { code, name, severity, family, reason, basis, remedy, in_workbook, .. } = &entry;
    let mut out = format!("{code} {name}（{}，{family}）\n\n", severity.label());
    write!(out, "原因：{reason}\n依据：{basis}\n做法：{remedy}\n").expect("a String takes everything");
    if in_workbook != remedy {
        writeln!(out, "工作簿：{in_workbook}").expect("a String takes everything");
    }
    for (title, example) in examples(&entry) {
        write!(out, "\n{title}：\n{}", indented(example.text.lines())).expect("a String takes everything");
        if !example.workbook.is_empty() {
            let lines = example.workbook.iter().map(String::as_str);
            write!(out, "  工作簿里：\n{}", indented(lines)).expect("a String takes everything");
        }
    }
    out
}

/// Lines indented as examples are.
fn indented<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(|line| format!("    {line}\n")).collect()
}
