//! Where the prose of a report is written.

use super::super::opened::OpenedReport;
use crate::document::{Document, Extra, Given, Raw, Words};
use crate::filing::ProseText;
use crate::form::Section;
use crate::output::folder_of;
use crate::source::Span;

/// A place where prose is written.
#[derive(Debug)]
pub(in super::super) struct Editor {
    /// Its path.
    pub path: String,
    /// The key of its section.
    pub section: String,
    /// What it is called.
    pub label: String,
    /// What is written there.
    pub text: String,
    /// The file that holds it, where that is another one.
    pub file: Option<String>,
    /// Where its text stands, if there is some.
    pub at: Option<Span>,
    /// Whether its text stands there letter by letter.
    pub exact: bool,
    /// Whether it stands around a table, where most reports have nothing.
    pub is_aside: bool,
    /// Whether it is the title of a section of one's own.
    pub is_title: bool,
}

/// A section of one's own that can be changed here.
#[derive(Debug)]
pub(in super::super) struct OwnSection {
    /// Its number in the document.
    pub number: usize,
    /// The key of its chapter.
    pub chapter: String,
    /// Its title as it was written.
    pub title: String,
    /// Where it is declared.
    pub at: Span,
}

impl OwnSection {
    /// The path of all that is of it.
    pub(in super::super) fn path(&self) -> String {
        format!("extra.{}", self.number)
    }
}

/// The sections of one's own of a report that can be changed here.
pub(in super::super) fn own_sections(report: &OpenedReport) -> Vec<OwnSection> {
    let Some(written) = &report.written else { return Vec::new() };
    let extra = &report.input.filing.extra;
    let own = |(number, own): (usize, &Extra)| {
        // The chapters are in the order of print.
        let chapter = extra.iter().position(|read| (read.at.start, read.at.end) == (own.at.start, own.at.end))?;
        let title = own.words.title.as_ref().and_then(Given::words).map(|title| title.value).unwrap_or_default();
        let at = Span::new(report.input.filing.source, own.at.start..own.at.end);
        Some(OwnSection { number, chapter: chapter_of(chapter), title, at })
    };
    written.document().extra.iter().enumerate().filter_map(own).collect()
}

/// The key of the chapter of a section of one's own, by its number in the order of print.
fn chapter_of(number: usize) -> String {
    format!("extra-{}", number + 1)
}

/// All places where the prose of a report is written or could be.
pub(in super::super) fn editors(report: &OpenedReport) -> Vec<Editor> {
    match &report.written {
        Some(written) => {
            let sections = written.document().this.form.sections.iter().enumerate();
            let official =
                sections.flat_map(|(number, section)| of_section(report, written.document(), number, section));
            let own = own_sections(report).into_iter();
            official.chain(own.flat_map(|own| of_own(report, written.document(), &own))).collect()
        }
        None => of_filing(report),
    }
}

/// Those of an official section of a file that can be changed here.
fn of_section(report: &OpenedReport, written: &Document, number: usize, section: &Section) -> Vec<Editor> {
    let words = written.sections.get(&number).cloned().unwrap_or_default();
    let place = (format!("sections.{}", section.key), section.key.clone());
    if section.table.is_none() {
        return vec![whole(report, &place, &words)];
    }
    let aside = |part: &str, label: &str, given: Option<&Given>| Editor {
        is_aside: true,
        ..editor(report, &place, (part, label), given)
    };
    let mut all =
        vec![aside("before", "表前面的话", words.before.as_ref()), aside("after", "表后面的话", words.after.as_ref())];
    all.extend(words.text.as_ref().map(|text| editor(report, &place, ("text", "正文"), Some(text))));
    all
}

/// Those of a section of one's own: of its title and of its prose.
fn of_own(report: &OpenedReport, written: &Document, own: &OwnSection) -> Vec<Editor> {
    let Some(extra) = written.extra.get(own.number) else { return Vec::new() };
    let place = (own.path(), own.chapter.clone());
    let title = editor(report, &place, ("title", "标题"), extra.words.title.as_ref());
    vec![Editor { is_title: true, ..title }, whole(report, &place, &extra.words)]
}

/// One of a section: its path and its key, the part with what that is called, and what is written there.
fn editor(
    report: &OpenedReport,
    (path, key): &(String, String),
    (part, label): (&str, &str),
    given: Option<&Given>,
) -> Editor {
    let (text, at, exact) = given.map_or((String::new(), None, false), |given| said(report, given));
    let (path, section, label) = (format!("{path}.{part}"), key.clone(), label.to_owned());
    Editor { path, section, label, text, file: None, at, exact, is_aside: false, is_title: false }
}

/// That of all the prose of a section, in the file that holds it where that is another one.
fn whole(report: &OpenedReport, place: &(String, String), words: &Words) -> Editor {
    let own = editor(report, place, ("text", "正文"), words.text.as_ref());
    let of_file = words.file.as_ref().and_then(Given::words).and_then(|name| {
        let full = folder_of(&report.path).join(&name.value).display().to_string();
        let (id, source) = report.input.sources.named(&full)?;
        let at = Span::new(id, 0..source.text.len());
        let text = source.text.trim_end().to_owned();
        let nothing = editor(report, place, ("text", "正文"), None);
        Some(Editor { text, file: Some(name.value), at: Some(at), exact: true, ..nothing })
    });
    of_file.unwrap_or(own)
}

/// What a given text says, where it stands, and whether it does so letter by letter.
fn said(report: &OpenedReport, given: &Given) -> (String, Option<Span>, bool) {
    let Raw::Text(text) = &given.value else { return (String::new(), None, false) };
    let main = report.input.filing.source;
    let at = Span::new(main, given.content.start..given.content.end);
    let exact = report.input.sources.text(&at) == text;
    (text.trim_end().to_owned(), Some(at), exact)
}

/// Those of a report that cannot be changed here: what was read of it.
fn of_filing(report: &OpenedReport) -> Vec<Editor> {
    let filing = &report.input.filing;
    let of_section = |section: &Section| {
        let input = filing.sections.get(&section.key).cloned().unwrap_or_default();
        let parts = [
            ("before", "表前面的话", input.before),
            ("text", "正文", input.text),
            ("after", "表后面的话", input.after),
        ];
        let editor = |(part, label, prose): (&str, &str, Option<ProseText>)| {
            let prose = prose?;
            Some(Editor {
                path: format!("sections.{}.{part}", section.key),
                section: section.key.clone(),
                label: label.to_owned(),
                text: prose.text,
                file: None,
                at: Some(prose.at),
                exact: prose.exact,
                is_aside: part != "text",
                is_title: false,
            })
        };
        parts.into_iter().filter_map(editor).collect::<Vec<_>>()
    };
    let own = filing.extra.iter().enumerate().filter_map(|(number, own)| {
        let ProseText { text, at, exact, .. } = own.text.clone()?;
        let (path, section, label) = (format!("extra.{number}.text"), chapter_of(number), "正文".to_owned());
        Some(Editor { path, section, label, text, file: None, at: Some(at), exact, is_aside: false, is_title: false })
    });
    filing.form.sections.iter().flat_map(of_section).chain(own).collect()
}
