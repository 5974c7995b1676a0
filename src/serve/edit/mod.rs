//! Changes of a report, made where it is written.

mod cells;
mod figure;
mod held;
mod said;
mod text;

use std::path::Path;

use serde::Deserialize;

use super::opened::{OpenedReport, WrittenAs};
use super::reply::Declined;
use super::view::{Editor, editors, fields, own_sections, typed};
use crate::changes::{Edit, edited};
use crate::engine::Engine;
use crate::filing::{Entry, Field};
use crate::form::{CellId, Kind};
use crate::source::Span;

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
    /// A section of one's own, added after an official one, by the key of that; the text is its title.
    Add,
    /// A section of one's own, taken away, by its path.
    Remove,
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
    /// Whether totals that formulas would work out without a figure with a note may be typed instead.
    #[serde(default)]
    pub totals: bool,
}

impl ChangeAsked {
    /// A change of what says something now.
    pub fn new(kind: ChangeKind, path: &str, was: &str, text: &str) -> Self {
        Self { kind, path: path.to_owned(), text: text.to_owned(), was: was.to_owned(), totals: false }
    }
}

/// What is changed, found in a report.
enum Wish {
    /// A cell gets an entry, or is left to be worked out.
    Cell(CellId, Option<Entry>),
    /// A field gets a text.
    Field(Box<Field>, String),
    /// Prose gets a text.
    Prose(Box<Editor>, String),
    /// A finding is accepted: the fields of the entry.
    Accept(Vec<(&'static str, String)>),
    /// A section of one's own is added: the key of the official one it stands after, and its title.
    Add(String, String),
    /// A section of one's own is taken away, by its number in the document.
    Remove(usize),
}

/// Characters that a text may have which is typed on the page.
const MOST: usize = 200_000;

/// What is told where a text is laid out in a way that nothing can be put into.
fn cannot() -> Declined {
    Declined::new(
        "这一处写不进输入文件：它的写法特别",
        "用记事本、WPS 打开输入文件，在里面改；改好后这里会自动换成新的内容",
    )
}

/// What is told of a report that cannot be changed here: one that cannot be read at all now, or that was published.
pub(super) fn read_only(is_read: bool) -> Declined {
    if !is_read {
        return Declined::new(
            "文件里有写法错误，改好以前在这里只能看",
            "“问题”里写着在哪一行；改好后这里会自动换成新的内容",
        );
    }
    Declined::new(
        "这份文件在这里只能看，不能改",
        "在 Excel、WPS 或记事本里改，这里会自动换成新的内容；或另存一份，在这里改",
    )
}

/// Makes a change, and writes the file.
pub(super) fn make(report: &mut OpenedReport, engine: &Engine, asked: &ChangeAsked) -> Result<(), Declined> {
    if asked.text.chars().count() > MOST || asked.text.contains('\0') {
        return Err(Declined::new(format!("文字太长：至多 {MOST} 字"), "删去不相干的内容"));
    }
    let text = asked.text.replace("\r\n", "\n").replace('\r', "\n");
    let Some(wish) = wish(report, asked, &text)? else { return Ok(()) };
    if let Wish::Prose(editor, text) = &wish
        && let Some(edit) = of_file(editor, text)
    {
        let source = report.input.sources.get(edit.at.source);
        let path = Path::new(&source.name).to_owned();
        let bytes = edited(source, std::slice::from_ref(&edit))?;
        return Ok(report.history.write(&path, &asked.path, bytes)?);
    }
    let (bytes, read) = match &report.written {
        Some(WrittenAs::Text(old)) => (text::changed(report, old, engine, asked, &wish)?, None),
        Some(WrittenAs::Workbook(old)) => {
            let (bytes, read) = cells::changed(report, old, engine, asked, &wish)?;
            (bytes, Some(WrittenAs::Workbook(read)))
        }
        None => return Err(read_only(report.input.filing.is_read())),
    };
    let path = report.path.clone();
    report.history.write(&path, &asked.path, bytes)?;
    report.written_now = read;
    Ok(())
}

/// Has every total that was typed worked out again from now on.
pub(super) fn compute(report: &mut OpenedReport, engine: &Engine) -> Result<(), Declined> {
    let bytes = match &report.written {
        Some(WrittenAs::Text(_)) => text::computed(report, engine)?,
        Some(WrittenAs::Workbook(old)) => cells::computed(report, old)?,
        None => return Err(read_only(report.input.filing.is_read())),
    };
    let path = report.path.clone();
    Ok(report.history.write(&path, "", bytes)?)
}

/// What an asked change comes to; none where the report says that already.
fn wish(report: &OpenedReport, asked: &ChangeAsked, text: &str) -> Result<Option<Wish>, Declined> {
    let unknown = || Declined::new("没有这一处", "重新打开这份报告");
    let filing = &report.input.filing;
    let (now, wish) = match asked.kind {
        ChangeKind::Cell => {
            let id = filing.form.find(&asked.path).ok_or_else(unknown)?;
            let now = filing.cells.get(&id).map(|given| typed(&given.value)).unwrap_or_default();
            let entry = entry(text, filing.form.cell(id).kind, filing.form.is_computed(id));
            (now, Wish::Cell(id, entry))
        }
        ChangeKind::Prose => {
            let editor = editors(report).into_iter().find(|editor| editor.path == asked.path).ok_or_else(unknown)?;
            let text = if editor.is_title { on_one_line(text) } else { text.trim_end().to_owned() };
            if editor.is_title && text.is_empty() {
                return Err(Declined::new("标题不能空着，没有写进去", "写上标题；不要这一部分的，按“删去这一部分”"));
            }
            (editor.text.clone(), Wish::Prose(Box::new(editor), text))
        }
        ChangeKind::Field => {
            let mut all = fields(report).into_iter();
            let (field, now) = all.find(|(field, _)| field.path == asked.path).ok_or_else(unknown)?;
            (now, Wish::Field(Box::new(field), text.to_owned()))
        }
        ChangeKind::Accept => return accepted(report, asked, text).map(Some),
        ChangeKind::Add => {
            let is_known = filing.form.sections.iter().any(|section| section.key == asked.path);
            let title = on_one_line(text);
            if title.is_empty() {
                return Err(Declined::new("要写明增设的这一部分的标题", "标题前面不写“七、”，序号自动排"));
            }
            return is_known.then_some(Some(Wish::Add(asked.path.clone(), title))).ok_or_else(unknown);
        }
        ChangeKind::Remove => {
            let own = own_sections(report).into_iter().find(|own| own.path() == asked.path).ok_or_else(unknown)?;
            if own.title != asked.was.trim() {
                return Err(Declined::conflict("这一部分刚刚在别的窗口或程序里改过，没有删去"));
            }
            return Ok(Some(Wish::Remove(own.number)));
        }
    };
    match now == text {
        true => Ok(None),
        false if now != asked.was => Err(Declined::conflict("这一处刚刚在别的窗口或程序里改过，没有写进去")),
        false => Ok(Some(wish)),
    }
}

/// A text on one line.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A finding accepted with a reason.
fn accepted(report: &OpenedReport, asked: &ChangeAsked, text: &str) -> Result<Wish, Declined> {
    if !report.examined.findings.iter().any(|finding| finding.rule.code == asked.path) {
        return Err(Declined::conflict("这个问题已经没有了，没有写进去"));
    }
    if text.trim().is_empty() {
        return Err(Declined::new("认可要写明理由", "写一句为什么必须照此印出"));
    }
    let limited = [("rule", asked.path.as_str()), ("at", asked.was.as_str()), ("reason", text.trim())];
    let said = limited.into_iter().filter(|(_, text)| !text.is_empty());
    Ok(Wish::Accept(said.map(|(key, text)| (key, text.to_owned())).collect()))
}

/// The change of prose that lies in a file beside the input.
fn of_file(editor: &Editor, text: &str) -> Option<Edit> {
    let at = editor.at.as_ref().filter(|_| editor.file.is_some())?;
    let end = if text.is_empty() { "" } else { "\n" };
    Some(Edit { at: Span::new(at.source, at.start..at.end), text: format!("{text}{end}") })
}

/// What is typed in a cell as an entry; nothing where it is left to be worked out.
fn entry(text: &str, kind: Kind, is_computed: bool) -> Option<Entry> {
    match text.trim() {
        "" if is_computed => None,
        "" => Some(Entry::unknown("")),
        typed => Some(Entry::parse(typed, kind).0),
    }
}
