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
    ("style.css", include_str!("../templates/style.css")),
    ("rules.typ", include_str!("../templates/rules.typ")),
    ("fill-in.txt", include_str!("../templates/fill-in.txt")),
    ("notice.txt", include_str!("../templates/notice.txt")),
    ("reminder.txt", include_str!("../templates/reminder.txt")),
    ("district.html", include_str!("../templates/district.html")),
    (WORDING, BUILT_IN_WORDING),
];

/// Templates and standard wordings of a run.
#[derive(Debug, Clone)]
pub struct Templates {
    files: BTreeMap<&'static str, String>,
    /// The standard wordings.
    pub wording: Wording,
    /// Files in the folder of templates that are named like none of them.
    pub unknown: Vec<PathBuf>,
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
        let entries = std::fs::read_dir(folder).map_err(|e| Error::io(folder, &e))?;
        let mut names: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        let mut files = BTreeMap::new();
        for (name, text) in BUILT_IN {
            let replaced = names.iter().any(|found| found == name);
            let text = if replaced { read_text(&folder.join(name))? } else { (*text).to_owned() };
            files.insert(*name, text);
        }
        if !names.iter().any(|name| files.contains_key(name.as_str())) {
            let known: Vec<_> = files.keys().copied().collect();
            let hint = format!("模板文件名应为 {}；用 nianbao templates 写出一份再改", known.join("、"));
            return Err(Error::file(folder, "文件夹里没有模板", hint));
        }
        // Hidden files are the system's.
        let is_unknown = |name: &String| !name.starts_with('.') && !files.contains_key(name.as_str());
        let unknown = names.iter().filter(|name| is_unknown(name)).map(|name| folder.join(name));
        let unknown = unknown.filter(|path| path.is_file()).collect();
        Ok(Self { unknown, ..Self::new(files)? })
    }

    /// What to say about the files that replace no template, a line each.
    pub fn warnings(&self) -> impl Iterator<Item = String> + '_ {
        self.unknown.iter().map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let close = closest(&name, self.files.keys().copied());
            let close = close.map_or(String::new(), |close| format!("；是不是想写 {close}？"));
            format!("{}：不是模板的文件名，没有用{close}", path.display())
        })
    }

    /// Templates by file name.
    fn new(files: BTreeMap<&'static str, String>) -> Result<Self> {
        let wording = Wording::parse(&files[WORDING]).map_err(|fault| broken(&files[WORDING], &fault))?;
        Ok(Self { files, wording, unknown: Vec::new() })
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

/// A fault of a file of standard wordings, with its line.
fn broken(text: &str, fault: &Fault) -> Error {
    let line = text.get(..fault.at.start).unwrap_or_default().matches('\n').count() + 1;
    let reason = format!("{}；{}", fault.message.trim_end_matches('。'), fault.hint);
    Error::Template { place: format!("{WORDING} 第 {line} 行"), reason }
}
