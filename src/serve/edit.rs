//! Changes of a report, made where it is written.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::opened::OpenedReport;
use super::reply::Declined;
use super::view::{Editor, editors, fields, typed};
use crate::changes::{Edit, edited};
use crate::document::{Document, Raw};
use crate::engine::Engine;
use crate::filing::{ACCEPTED, Entry, FIELDS, Field};
use crate::form::{CellId, Kind};
use crate::output::folder_of;
use crate::read;
use crate::source::{Sources, Span};
use crate::write::TomlText;

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A cell of a table, by its key.
    Cell,
    /// The prose of a section, by its path.
    Prose,
    /// A single field, by its path.
    Field,
    /// A finding that the agency stands by, by the code of its rule; the text is the reason.
    Accept,
}

/// A change that is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeAsked {
    /// What is changed.
    pub kind: ChangeKind,
    /// Which.
    pub path: String,
    /// What it is to say.
    pub text: String,
    /// What the page takes it to say now; for what is accepted, what that is limited to.
    pub was: String,
}

/// Characters that a text may have which is typed on the page.
const MOST: usize = 200_000;

/// Totals of a report at most: each is a step of its own.
const MOST_TOTALS: usize = 500;

/// What is told where a text is laid out in a way that nothing can be put into.
fn cannot() -> Declined {
    Declined::new("这一处写不进输入文件：它的写法特别", "用记事本打开输入文件，在里面改；改好后这里会自动换成新的内容")
}

/// Makes a change, and writes the file.
pub(super) fn make(report: &mut OpenedReport, engine: &Engine, asked: &ChangeAsked) -> Result<(), Declined> {
    if asked.text.chars().count() > MOST || asked.text.contains('\0') {
        return Err(Declined::new(format!("文字太长：至多 {MOST} 字"), "删去不相干的内容"));
    }
    let text = asked.text.replace("\r\n", "\n").replace('\r', "\n");
    let Some(edit) = edit(report, asked, &text)? else { return Ok(()) };
    let source = report.input.sources.get(edit.at.source);
    let path = Path::new(&source.name).to_owned();
    let bytes = edited(source, std::slice::from_ref(&edit))?;
    if edit.at.source == report.input.filing.source && !holds(report, engine, asked, &edit) {
        return Err(cannot());
    }
    Ok(report.history.write(&path, &asked.path, bytes)?)
}

/// The change of a file that an asked one comes to; none where it says that already.
fn edit(report: &OpenedReport, asked: &ChangeAsked, text: &str) -> Result<Option<Edit>, Declined> {
    let source = report.source();
    let toml = TomlText::new(report.input.filing.source, &source.text).ok_or_else(cannot)?;
    let unknown = || Declined::new("没有这一处", "重新打开这份报告");
    let expected = |now: &str| match now == text {
        true => Ok(false),
        false if now != asked.was => Err(Declined::conflict("这一处刚刚在别的窗口或程序里改过，没有写进去")),
        false => Ok(true),
    };
    let filing = &report.input.filing;
    let edit = match asked.kind {
        ChangeKind::Cell => {
            let id = filing.form.find(&asked.path).ok_or_else(unknown)?;
            let now = filing.cells.get(&id).map(|given| typed(&given.value)).unwrap_or_default();
            let entry = entry(text, filing.form.cell(id).kind, filing.form.is_computed(id));
            if !expected(&now)? {
                return Ok(None);
            }
            toml.cell(filing, id, entry.as_ref())
        }
        ChangeKind::Prose => {
            let editor = editors(report).into_iter().find(|editor| editor.path == asked.path).ok_or_else(unknown)?;
            if !expected(&editor.text)? {
                return Ok(None);
            }
            prose(&toml, &editor, text.trim_end())
        }
        ChangeKind::Field => {
            let all = fields(report);
            let (field, now) = all.iter().find(|(field, _)| field.path == asked.path).ok_or_else(unknown)?;
            if !expected(now)? {
                return Ok(None);
            }
            toml.field(field, text)
        }
        ChangeKind::Accept => {
            if !report.examined.findings.iter().any(|finding| finding.rule.code == asked.path) {
                return Err(Declined::conflict("这个问题已经没有了，没有写进去"));
            }
            if text.trim().is_empty() {
                return Err(Declined::new("认可要写明理由", "写一句为什么必须照此印出"));
            }
            let limited = [("rule", asked.path.as_str()), ("at", asked.was.as_str()), ("reason", text.trim())];
            let said: Vec<(&str, &str)> = limited.into_iter().filter(|(_, text)| !text.is_empty()).collect();
            Some(toml.add(&ACCEPTED.path, &said))
        }
    };
    edit.map(Some).ok_or_else(cannot)
}

/// The change of a section's prose: of the file that holds it, or of the input.
fn prose(toml: &TomlText<'_>, editor: &Editor, text: &str) -> Option<Edit> {
    match &editor.at {
        Some(at) if editor.file.is_some() => {
            let end = if text.is_empty() { "" } else { "\n" };
            Some(Edit { at: Span::new(at.source, at.start..at.end), text: format!("{text}{end}") })
        }
        _ => toml.prose(&editor.path, text),
    }
}

/// What is typed in a cell as an entry; nothing where it is left to be worked out.
fn entry(text: &str, kind: Kind, is_computed: bool) -> Option<Entry> {
    match text.trim() {
        "" if is_computed => None,
        "" => Some(Entry::unknown("")),
        typed => Some(Entry::parse(typed, kind).0),
    }
}

/// Has every total that was typed worked out again from now on.
pub(super) fn compute(report: &mut OpenedReport, engine: &Engine) -> Result<(), Declined> {
    let (folder, name) = (folder_of(&report.path).to_owned(), report.source().name.clone());
    let was = report.source().text.clone();
    let mut text = was.clone();
    for _ in 0..MOST_TOTALS {
        let mut sources = Sources::default();
        let filing = read::read_str(&name, &text, &folder, engine.editions(), &mut sources);
        let toml = TomlText::new(filing.source, &text).ok_or_else(cannot)?;
        let is_total = |id: &&CellId| filing.form.sums.iter().any(|sum| sum.total == **id);
        let typed = filing.cells.keys().filter(is_total);
        let edits = typed.filter_map(|id| toml.cell(&filing, *id, None));
        let Some(edit) = edits.into_iter().find(|edit| text[edit.at.start..edit.at.end] != edit.text) else { break };
        text.replace_range(edit.at.start..edit.at.end, &edit.text);
    }
    let whole = Edit { at: Span::new(report.input.filing.source, 0..was.len()), text };
    let bytes = edited(report.source(), &[whole])?;
    let path = report.path.clone();
    Ok(report.history.write(&path, "", bytes)?)
}

/// Whether the new text is read as what was meant, and as what it was in all else.
fn holds(report: &OpenedReport, engine: &Engine, asked: &ChangeAsked, edit: &Edit) -> bool {
    let Some(old) = &report.written else { return false };
    let mut text = report.source().text.clone();
    text.replace_range(edit.at.start..edit.at.end, &edit.text);
    let Some(new) = read::written(&text, folder_of(&report.path), engine.editions()) else { return false };
    if new.faults.len() > old.faults.len() && asked.kind != ChangeKind::Field {
        return false;
    }
    let (before, after) = (flat(old), flat(&new));
    let is_same = |path: &String| {
        before.get(path) == after.get(path) || *path == asked.path || is_opened(before.get(path), after.get(path))
    };
    before.keys().chain(after.keys()).all(is_same)
}

/// Whether a cell was not there, and is to be filled in now.
fn is_opened(before: Option<&String>, after: Option<&String>) -> bool {
    before.is_none() && after.is_some_and(|after| after == OPEN)
}

/// A cell that is to be filled in.
const OPEN: &str = "?";

/// All that a document says, by its path.
fn flat(document: &Document) -> BTreeMap<String, String> {
    let form = &document.this.form;
    let cells = document.this.cells.iter().map(|(id, figure)| {
        (form.cell(*id).key.clone(), said(&figure.value) + figure.note.as_deref().unwrap_or_default())
    });
    let own = Field::of_form(form);
    let known = FIELDS.iter().chain(&own);
    let fields = known.filter_map(|field| Some((field.path.to_string(), said(&document.field(&field.path)?.value))));
    let words = document.sections.iter().flat_map(|(number, words)| {
        let key = form.sections.get(*number).map_or("", |section| section.key.as_str());
        let parts = [
            ("title", &words.title),
            ("text", &words.text),
            ("before", &words.before),
            ("after", &words.after),
            ("file", &words.file),
        ];
        let parts = parts
            .into_iter()
            .filter_map(move |(part, given)| Some((format!("sections.{key}.{part}"), said(&given.as_ref()?.value))));
        parts.collect::<Vec<_>>()
    });
    let extra = document.extra.iter().enumerate();
    let extra =
        extra.filter_map(|(number, extra)| Some((format!("extra.{number}"), said(&extra.words.text.as_ref()?.value))));
    cells.chain(fields).chain(words).chain(extra).collect()
}

/// A value as one text.
fn said(value: &Raw) -> String {
    match value {
        Raw::Text(text) | Raw::Odd(text) => text.trim_end().to_owned(),
        Raw::Number(number) => number.to_string(),
        Raw::Flag(flag) => flag.to_string(),
        Raw::Date(date) => date.to_string(),
        Raw::List(all) => all.iter().map(|given| said(&given.value)).collect::<Vec<_>>().join("\n"),
        Raw::Refused => String::new(),
    }
}
