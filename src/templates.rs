//! The templates: built in, each replaceable by a file of the same name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::file::read_text;
use crate::form::Form;
use crate::spelling::closest;

/// The built-in templates by file name.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("report.typ", include_str!("../templates/report.typ")),
    ("report-body.typ", include_str!("../templates/report-body.typ")),
    ("letter.typ", include_str!("../templates/letter.typ")),
    ("letter-body.typ", include_str!("../templates/letter-body.typ")),
    ("whole.typ", include_str!("../templates/whole.typ")),
    ("style.typ", include_str!("../templates/style.typ")),
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
    (WORDING, include_str!("../templates/wording.toml")),
];

/// The file of the standard wordings of forms that name none.
pub const WORDING: &str = "wording.toml";

/// Templates and standard wordings of a run.
#[derive(Debug, Clone)]
pub struct Templates {
    files: BTreeMap<&'static str, String>,
    /// The standard wordings.
    pub wording: Wording,
    /// Files in the folder of templates that are named like none of them.
    pub unknown: Vec<PathBuf>,
}

/// The standard wordings, each a template.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What several wordings say alike, by name: `{{ shared.name }}`.
    #[serde(default)]
    pub shared: BTreeMap<String, String>,
    /// The parts of the preface, by key.
    pub preface: BTreeMap<String, String>,
    /// The sentences that prose can name.
    pub sentences: BTreeMap<String, String>,
    /// Title and text of letters, by kind.
    #[serde(default = "built_in_letters")]
    pub letter: BTreeMap<String, BTreeMap<String, String>>,
}

impl Wording {
    /// The standard wordings in a file of that name.
    ///
    /// # Errors
    /// When they are not laid out as wordings are.
    fn parse(name: &str, text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::Template { place: name.to_owned(), reason: error.to_string() })
    }
}

/// The built-in wordings of letters, for wordings that were written out before there were any.
fn built_in_letters() -> BTreeMap<String, BTreeMap<String, String>> {
    Templates::built_in().wording.letter
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
        let wording = Wording::parse(WORDING, &files[WORDING])?;
        Ok(Self { files, wording, unknown: Vec::new() })
    }

    /// The standard wordings for reports of a form: those that it brings, or those of the run.
    ///
    /// # Errors
    /// When those that it brings are not laid out as wordings are.
    pub fn wording_for(&self, form: &Form) -> Result<Cow<'_, Wording>> {
        match &form.wording_text {
            Some(text) => Ok(Cow::Owned(Wording::parse(form.wording.as_deref().unwrap_or(WORDING), text)?)),
            None => Ok(Cow::Borrowed(&self.wording)),
        }
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
