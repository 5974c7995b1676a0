//! The templates: built in, each replaceable by a file of the same name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::file::read_text;
use crate::form::{BUILT_IN_WORDING, Fault, Form, WORDING, Wording};
use crate::spelling::closest;

/// The built-in templates by file name.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("report.typ", include_str!("../templates/report.typ")),
    ("report-body.typ", include_str!("../templates/report-body.typ")),
    ("annex-data.typ", include_str!("../templates/annex-data.typ")),
    ("letter.typ", include_str!("../templates/letter.typ")),
    ("letter-body.typ", include_str!("../templates/letter-body.typ")),
    ("whole.typ", include_str!("../templates/whole.typ")),
    ("style.typ", include_str!("../templates/style.typ")),
    ("charts.typ", include_str!("../templates/charts.typ")),
    ("drawing.typ", include_str!("../templates/drawing.typ")),
    ("charts.html", include_str!("../templates/charts.html")),
    ("drawing.svg", include_str!("../templates/drawing.svg")),
    ("poster.html", include_str!("../templates/poster.html")),
    ("lines.typ", include_str!("../templates/lines.typ")),
    ("letter-head.typ", include_str!("../templates/letter-head.typ")),
    ("letter-style.typ", include_str!("../templates/letter-style.typ")),
    ("proof-style.typ", include_str!("../templates/proof-style.typ")),
    ("report.html", include_str!("../templates/report.html")),
    ("letter.html", include_str!("../templates/letter.html")),
    ("page.html", include_str!("../templates/page.html")),
    ("prose.html", include_str!("../templates/prose.html")),
    ("fragment.html", include_str!("../templates/fragment.html")),
    ("report-fragment.html", include_str!("../templates/report-fragment.html")),
    ("letter-fragment.html", include_str!("../templates/letter-fragment.html")),
    ("style.css", include_str!("../templates/style.css")),
    ("word-measures.typ", include_str!("../templates/word-measures.typ")),
    ("word-report.typ", include_str!("../templates/word-report.typ")),
    ("word-letter.typ", include_str!("../templates/word-letter.typ")),
    ("word.xml", include_str!("../templates/word.xml")),
    ("word-draft.xml", include_str!("../templates/word-draft.xml")),
    ("word-faces.xml", include_str!("../templates/word-faces.xml")),
    ("word-letter.xml", include_str!("../templates/word-letter.xml")),
    ("word-report.xml", include_str!("../templates/word-report.xml")),
    ("report.docx/[Content_Types].xml", include_str!("../templates/report.docx/[Content_Types].xml")),
    ("report.docx/_rels/.rels", include_str!("../templates/report.docx/_rels/.rels")),
    ("report.docx/docProps/app.xml", include_str!("../templates/report.docx/docProps/app.xml")),
    ("report.docx/docProps/core.xml", include_str!("../templates/report.docx/docProps/core.xml")),
    ("report.docx/word/document.xml", include_str!("../templates/report.docx/word/document.xml")),
    ("report.docx/word/_rels/document.xml.rels", include_str!("../templates/report.docx/word/_rels/document.xml.rels")),
    ("report.docx/word/styles.xml", include_str!("../templates/report.docx/word/styles.xml")),
    ("report.docx/word/settings.xml", include_str!("../templates/report.docx/word/settings.xml")),
    ("report.docx/word/fontTable.xml", include_str!("../templates/report.docx/word/fontTable.xml")),
    ("report.docx/word/header.xml", include_str!("../templates/report.docx/word/header.xml")),
    ("report.docx/word/header-first.xml", include_str!("../templates/report.docx/word/header-first.xml")),
    ("report.docx/word/footer-odd.xml", include_str!("../templates/report.docx/word/footer-odd.xml")),
    ("report.docx/word/footer-even.xml", include_str!("../templates/report.docx/word/footer-even.xml")),
    ("report.docx/word/footer-first.xml", include_str!("../templates/report.docx/word/footer-first.xml")),
    ("letter.docx/word/document.xml", include_str!("../templates/letter.docx/word/document.xml")),
    ("whole.docx/word/document.xml", include_str!("../templates/whole.docx/word/document.xml")),
    ("rules.typ", include_str!("../templates/rules.typ")),
    ("fill-in.txt", include_str!("../templates/fill-in.txt")),
    ("notice.txt", include_str!("../templates/notice.txt")),
    ("chase.txt", include_str!("../templates/chase.txt")),
    ("reminder.txt", include_str!("../templates/reminder.txt")),
    ("district.html", include_str!("../templates/district.html")),
    (WORDING, BUILT_IN_WORDING),
];

/// The templates that are parts of files for Word.
fn word_parts() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name).filter(|name| name.contains(".docx/"))
}

/// The parts of a document's file for Word with their templates, in order: those of a report, unless it has its own.
pub fn parts(document: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let own = format!("{document}.docx/");
    let of_document = move |part: &str| word_parts().find(|name| name.strip_prefix(own.as_str()) == Some(part));
    let of_report = word_parts().filter_map(|name| Some((name.strip_prefix("report.docx/")?, name)));
    of_report.map(move |(part, name)| (part, of_document(part).unwrap_or(name)))
}

/// Templates and standard wordings of a run.
#[derive(Debug, Clone)]
pub struct Templates {
    files: BTreeMap<&'static str, String>,
    /// The standard wordings.
    pub wording: Wording,
    /// Files in the folder of templates that are named like none of them.
    pub unknown: Vec<PathBuf>,
}

/// The names of what lies in a folder, with what lies in the folders in it that are named as those of templates.
///
/// # Errors
/// When a folder cannot be read.
fn collect_names(folder: &Path, inside: &str, names: &mut Vec<String>) -> Result<()> {
    let here = folder.join(inside);
    for entry in std::fs::read_dir(&here).map_err(|e| Error::io(&here, &e))?.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let name = format!("{inside}{name}");
        if entry.path().is_dir() && BUILT_IN.iter().any(|(known, _)| known.starts_with(&format!("{name}/"))) {
            collect_names(folder, &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

impl Templates {
    /// The built-in templates.
    ///
    /// # Panics
    /// Never: a test holds that the built-in wordings are sound.
    pub fn built_in() -> Self {
        Self::new(BUILT_IN.iter().map(|(name, text)| (*name, (*text).to_owned())).collect())
            .expect("the built-in wordings are sound")
    }

    /// The built-in templates, with those of a folder in place of the ones they are named after.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read, holds no template, or `wording.toml` is broken.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        let mut names = Vec::new();
        collect_names(folder, "", &mut names)?;
        names.sort();
        let mut files = BTreeMap::new();
        for (name, text) in BUILT_IN {
            let replaced = names.iter().any(|found| found == name);
            let text = if replaced { read_text(&folder.join(name))? } else { (*text).to_owned() };
            files.insert(*name, text);
        }
        if !names.iter().any(|name| files.contains_key(name.as_str())) {
            let known: Vec<_> = files.keys().copied().filter(|name| !name.contains('/')).collect();
            let hint = format!("模板文件名应为 {}；用 nianbao templates 写出一份再改", known.join("、"));
            return Err(Error::file(folder, "文件夹里没有模板", hint));
        }
        // Hidden files are the system's.
        let is_hidden = |name: &str| name.rsplit('/').next().is_some_and(|last| last.starts_with('.'));
        let is_unknown = |name: &&String| !files.contains_key(name.as_str()) && !is_hidden(name);
        let unknown = names.iter().filter(is_unknown).map(|name| folder.join(name)).collect();
        Ok(Self { unknown, ..Self::new(files)? })
    }

    /// What to say about the files that replace no template, a line each.
    pub fn warnings(&self) -> impl Iterator<Item = String> + '_ {
        self.unknown.iter().filter_map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // A template's own name, and those of the folders that templates lie in.
            let names = self.files.keys().flat_map(|known| known.split('/'));
            let close = closest(&name, names).filter(|close| *close != name);
            // Folders of other things may lie there.
            if path.is_dir() && close.is_none() {
                return None;
            }
            let close = close.map_or(String::new(), |close| format!("；是不是想写 {close}？"));
            let what = if path.is_dir() { "不是模板的文件夹" } else { "不是模板的文件名" };
            Some(format!("{}：{what}，没有用{close}", path.display()))
        })
    }

    /// Templates by file name.
    fn new(files: BTreeMap<&'static str, String>) -> Result<Self> {
        let wording = Wording::parse(&files[WORDING]).map_err(|fault| broken(&files[WORDING], &fault))?;
        Ok(Self { files, wording, unknown: Vec::new() })
    }

    /// Refuses an agency's own templates of pages that have characters which no face has.
    ///
    /// # Errors
    /// When one has.
    pub fn printable(&self, lacks: impl Fn(char) -> bool) -> Result<()> {
        let built_in = BUILT_IN.iter().map(|(name, text)| (*name, *text));
        let own = built_in.filter(|(name, text)| name.ends_with(".typ") && self.files[name] != *text);
        for (name, _) in own {
            let text = &self.files[name];
            if let Some((at, c)) = text.char_indices().find(|(_, c)| lacks(*c)) {
                let place = format!("{name} 第 {} 行", line_of(text, at));
                let reason = format!("没有字体能印出“{c}”（U+{:04X}），换一个字", u32::from(c));
                return Err(Error::Template { place, reason });
            }
        }
        Ok(())
    }

    /// The standard wordings for reports of a form: those that it brings, or those of the run.
    pub fn wording_for<'a>(&'a self, form: &'a Form) -> &'a Wording {
        form.own_wording.as_deref().unwrap_or(&self.wording)
    }

    /// What is wrong with the standard wordings of the run.
    pub fn broken(&self, fault: &Fault) -> Error {
        broken(&self.files[WORDING], fault)
    }

    /// Name and text of every template.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (*name, text.as_str()))
    }

    /// The text of a template.
    pub fn get(&self, name: &str) -> &str {
        &self.files[name]
    }
}

/// The number of the line that a place of a text is on.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// A fault of a file of standard wordings, with its line.
fn broken(text: &str, fault: &Fault) -> Error {
    let line = line_of(text, fault.at.start);
    let reason = format!("{}；{}", fault.message.trim_end_matches('。'), fault.hint);
    Error::Template { place: format!("{WORDING} 第 {line} 行"), reason }
}
