//! What can be made of an input: documents, and the kinds of files each is made as; and which files were made before.

mod ledger;
mod own;

use crate::engine::{ChartFiles, Engine, Rendered, RenderedLetter};
use crate::error::Result;
use crate::output::{DRAFT, Sign, apart, file_name, signed};

pub use ledger::{LEDGER, Ledger};
pub use own::is_own;

/// A document that can be made of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deliverable {
    /// The report.
    Report,
    /// The letter it is submitted with.
    Letter,
    /// The letter with the report bound to it.
    Whole,
    /// The key sentences and the charts for phones.
    Poster,
}

impl Deliverable {
    /// Whether a document can be made as a kind of file: both bound together have no web page, a poster has kinds of its
    /// own.
    pub fn can_be(self, kind: FileKind) -> bool {
        match self {
            Self::Report | Self::Letter => true,
            Self::Whole => !matches!(kind, FileKind::Html | FileKind::Fragment),
            Self::Poster => false,
        }
    }
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The PDF.
    Pdf,
    /// The web page.
    Html,
    /// What of the web page is pasted into a site's editor.
    Fragment,
    /// The file for Word.
    Docx,
    /// The Typst sources.
    Typ,
}

impl FileKind {
    /// The kinds that are made where none is asked for.
    const USUAL: [Self; 2] = [Self::Pdf, Self::Html];

    /// All kinds; one whose files end as another's and more comes before it.
    const ALL: [Self; 5] = [Self::Pdf, Self::Fragment, Self::Html, Self::Docx, Self::Typ];

    /// How the names of its files end.
    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => ".pdf",
            Self::Html => ".html",
            Self::Fragment => "（正文）.html",
            Self::Docx => ".docx",
            Self::Typ => "-typst",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Html => "网页",
            Self::Fragment => "网页正文",
            Self::Docx => "Word",
            Self::Typ => "Typst",
        }
    }

    /// The name of a file without its ending, and its kind.
    pub fn of(file: &str) -> Option<(&str, Self)> {
        Self::ALL.into_iter().find_map(|kind| Some((file.strip_suffix(kind.ending())?, kind)))
    }

    /// The name of a file of this kind.
    pub fn name(self, stem: &str) -> String {
        format!("{stem}{}", self.ending())
    }
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The documents named, if any.
    pub documents: Vec<Deliverable>,
    /// The kinds of files named, if any.
    pub kinds: Vec<FileKind>,
}

impl Selection {
    /// Whether a kind of file is wanted.
    pub fn wants(&self, kind: FileKind) -> bool {
        if self.kinds.is_empty() { FileKind::USUAL.contains(&kind) } else { self.kinds.contains(&kind) }
    }

    /// Whether a web page is wanted, by itself or for a site's editor.
    pub fn wants_page(&self) -> bool {
        self.wants(FileKind::Html) || self.wants(FileKind::Fragment)
    }
}

/// What files of a draft, and of a proof, are called beyond the name of the final ones, which they never replace.
pub fn marked(name: &str, draft: bool, proof: bool) -> String {
    let draft = if draft { DRAFT } else { "" };
    let proof = if proof { "（校样）" } else { "" };
    format!("{name}{draft}{proof}")
}

/// The files of charts: of each one for print and one for screens; those of a draft are called so.
pub fn chart_files(charts: Vec<ChartFiles>, draft: bool) -> Vec<(String, Vec<u8>)> {
    let files = charts.into_iter().zip(1..).flat_map(|(chart, number)| {
        // What is counted is no part of the name.
        let title = chart.title.split('（').next().unwrap_or_default();
        let name = file_name(&marked(&format!("图{number}-{title}"), draft, false));
        [(format!("{name}.svg"), chart.svg.into_bytes()), (format!("{name}.png"), chart.png)]
    });
    files.collect()
}

/// The letter's file name by its title, which is never the report's.
pub fn letter_name(title: &str, report: &str) -> String {
    apart(file_name(title), &[report], "公文")
}

/// What is told where pages are wanted and a letter has none: it is secret.
pub fn without_page(letter: &RenderedLetter, selection: &Selection) -> Option<&'static str> {
    (selection.wants_page() && letter.html.is_none()).then_some("公文标有密级，没有生成它的网页")
}

/// The files of one document in the kinds that are wanted, called by a name; Typst sources are no single file.
///
/// # Errors
/// When the document cannot be typeset.
pub fn files(
    engine: &Engine,
    document: Deliverable,
    rendered: &Rendered,
    selection: &Selection,
    name: &str,
) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(texts) = texts(document, rendered) else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    if let Some(docx) = texts.docx.filter(|_| selection.wants(FileKind::Docx)) {
        files.push((FileKind::Docx.name(name), docx.to_vec()));
    }
    if selection.wants(FileKind::Pdf) {
        files.push((FileKind::Pdf.name(name), engine.typesetter().pdf(texts.typst)?));
    }
    if let Some(html) = texts.html.filter(|_| selection.wants(FileKind::Html)) {
        files.push((FileKind::Html.name(name), signed(html.to_owned(), Sign::Markup).into_bytes()));
    }
    if let Some(fragment) = texts.fragment.filter(|_| selection.wants(FileKind::Fragment)) {
        files.push((FileKind::Fragment.name(name), signed(fragment.to_owned(), Sign::Markup).into_bytes()));
    }
    Ok(files)
}

/// What a document was rendered to.
pub struct RenderedTexts<'a> {
    /// Its Typst source.
    pub typst: &'a str,
    /// Its web page, if it has one.
    pub html: Option<&'a str>,
    /// What is pasted into a site's editor, if it has a web page.
    pub fragment: Option<&'a str>,
    /// Its file for Word, if that was asked for.
    pub docx: Option<&'a [u8]>,
}

/// What a document was rendered to, if it was.
pub fn texts(document: Deliverable, rendered: &Rendered) -> Option<RenderedTexts<'_>> {
    match (document, rendered.letter.as_ref()) {
        (Deliverable::Report, _) => Some(RenderedTexts {
            typst: &rendered.typst,
            html: Some(&rendered.html),
            fragment: Some(&rendered.fragment),
            docx: rendered.docx.as_deref(),
        }),
        (Deliverable::Letter, Some(RenderedLetter { typst, html, fragment, docx, .. })) => {
            Some(RenderedTexts { typst, html: html.as_deref(), fragment: fragment.as_deref(), docx: docx.as_deref() })
        }
        (Deliverable::Whole, Some(RenderedLetter { whole: Some(whole), whole_docx, .. })) => {
            Some(RenderedTexts { typst: whole, html: None, fragment: None, docx: whole_docx.as_deref() })
        }
        (Deliverable::Letter | Deliverable::Whole | Deliverable::Poster, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn files_are_known_by_their_names() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::of(&kind.name("甲（草稿）")), Some(("甲（草稿）", kind)));
        }
        assert_eq!(FileKind::of("批注.txt"), None);
    }
}
