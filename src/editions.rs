//! Editions of the form that an agency or a district brings in a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::file::{Reach, read_text, refusal};
use crate::finding::Finding;
use crate::form::{CheckWords, Editions, Fault, FaultKind, Form, Phrases, WORDING, WORDS, Wording};
use crate::rule::{Rule, form as rules};
use crate::source::{Located, Sources, Span};

/// Editions with the files that they come from, not yet kept as sources.
#[derive(Debug)]
pub struct Brought {
    /// The editions, those of the folder in place of others of the same name.
    pub editions: Editions,
    files: Vec<File>,
    /// What is wrong with the folder.
    faults: Vec<Finding>,
}

/// A file of a folder of declarations.
#[derive(Debug)]
struct File {
    kind: FormFile,
    name: String,
    path: PathBuf,
    text: String,
    faults: Vec<Fault>,
}

impl File {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read((name, path): (String, PathBuf)) -> Result<Self> {
        let text = read_text(&path)?;
        Ok(Self { kind: kind_of(&name, &text), name, path, text, faults: Vec::new() })
    }

    /// Takes note of what is wrong with it; what was read of it, if it could be.
    fn keep<T>(&mut self, read: std::result::Result<T, Vec<Fault>>) -> Option<T> {
        read.map_err(|wrong| self.faults.extend(wrong)).ok()
    }
}

/// The declarations in a folder, on top of some editions; what else lies there holds for all of them.
///
/// # Errors
/// When the folder or a file in it cannot be read, or it holds no declaration.
pub fn open(folder: &Path, editions: &Editions) -> Result<Brought> {
    let mut files = self::files(folder)?.into_iter().map(File::read).collect::<Result<Vec<File>>>()?;
    let mut wordings = BTreeMap::new();
    for file in files.iter_mut().filter(|file| file.kind == FormFile::Wording) {
        let read = file.keep(Wording::parse(&file.text).map_err(|wrong| vec![wrong])).map(Arc::new);
        wordings.insert(file.name.clone(), read);
    }
    let editions = editions.with(declared(&mut files, &wordings));
    let (mut words, mut phrases) = (None, None);
    for file in &mut files {
        match file.kind {
            FormFile::Words => {
                words = file.keep(CheckWords::parse(&file.text).map_err(|wrong| vec![wrong])).map(Arc::new)
            }
            FormFile::Phrases => {
                phrases = file.keep(Phrases::checked(&file.text)).map(Arc::new);
                let known = |key: &str| editions.all().iter().any(|form| form.has_figure(key));
                file.faults.extend(phrases.iter().flat_map(|phrases| phrases.astray(known)));
            }
            FormFile::Declaration | FormFile::Wording => {}
        }
    }
    let editions = editions.changed(|form| {
        let wording = wordings.get(form.wording.as_deref().unwrap_or(WORDING)).cloned().flatten();
        form.own_wording = wording.or(form.own_wording.take());
        form.own_words = words.clone().or(form.own_words.take());
        form.own_phrases = phrases.clone().or(form.own_phrases.take());
    });
    Ok(Brought { editions, files, faults: Vec::new() })
}

/// Standard wordings by the name of their file; none where they could not be read.
type Wordings = BTreeMap<String, Option<Arc<Wording>>>;

/// The editions that files declare.
fn declared(files: &mut [File], wordings: &Wordings) -> Vec<Form> {
    let mut forms = Vec::<Form>::new();
    for file in files.iter_mut().filter(|file| file.kind == FormFile::Declaration) {
        let Some(form) = file.keep(Form::parse(&file.text)) else { continue };
        if forms.iter().any(|known| known.edition == form.edition) {
            let message = format!("文件夹里有两个文件的 edition 都是“{}”。", form.edition);
            file.faults.push(Fault::new(FaultKind::Twice, &form.edition_at, message, "改正其中一个，或移走一个文件"));
            continue;
        }
        if let Some(named) = form.wording.as_ref().filter(|named| !wordings.contains_key(&named.text)) {
            let message = format!("标准用语的文件 {named} 不在文件夹里，或不是标准用语。");
            let hint = "放进格式文件所在的文件夹，至少有 [preface] 和 [sentences]";
            file.faults.push(Fault::new(FaultKind::Nowhere, &named.at, message, hint));
        }
        forms.push(form);
    }
    forms
}

/// The file of phrases, as it is written out.
const PHRASES_FILE: &str = "phrases.toml";

/// What a file of a folder of declarations is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormFile {
    /// An edition.
    Declaration,
    /// Standard wordings: it has sentences and no edition.
    Wording,
    /// Phrases: it has ties and no edition.
    Phrases,
    /// Words that checks go by, known by the name of the file.
    Words,
}

/// What a file is.
fn kind_of(name: &str, text: &str) -> FormFile {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let has = |key| table.get_ref().contains_key(key);
    match () {
        () if name == WORDS => FormFile::Words,
        () if has("edition") => FormFile::Declaration,
        () if name == WORDING || has("sentences") => FormFile::Wording,
        () if name == PHRASES_FILE || has("ties") => FormFile::Phrases,
        () => FormFile::Declaration,
    }
}

/// The files of a folder of declarations: name and path.
///
/// # Errors
/// When the folder cannot be read, or holds no declaration.
pub fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io(folder, &error))?;
    let named = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        Some((entry.file_name().into_string().ok()?, entry.path()))
    });
    let mut files: Vec<(String, PathBuf)> = named.filter(|(name, _)| name.ends_with(".toml")).collect();
    files.sort();
    if files.is_empty() {
        let hint = "用 nianbao forms 文件夹 写出内置的格式，改好后再用";
        return Err(Error::file(folder, "文件夹里没有格式文件（.toml）", hint));
    }
    Ok(files)
}

/// The editions of an input: those of the folder that it names, on top of the run's; only the run's where these are
/// settled. The folder must lie in the input's own.
pub fn beside(named: Option<&Located<String>>, folder: &Path, editions: &Editions) -> Brought {
    let none = || Brought { editions: editions.clone(), files: Vec::new(), faults: Vec::new() };
    let Some(named) = named.filter(|_| !editions.is_settled()) else { return none() };
    if let Some(why) = refusal(folder, &named.value, Reach::Inside) {
        let message = format!("forms：{} {why}。", named.value);
        let fault = Finding::new(&rules::FOLDER, message).hint("把格式文件夹放到输入所在的文件夹里，或用 --forms 给出");
        return Brought { faults: vec![fault.mark(&named.at, "").key("forms")], ..none() };
    }
    open(&folder.join(&named.value), editions)
        .unwrap_or_else(|error| Brought { faults: vec![unusable(named, &error)], ..none() })
}

/// The finding for a folder that is named and cannot be used.
pub fn unusable(named: &Located<String>, error: &Error) -> Finding {
    let finding = Finding::new(&rules::FOLDER, format!("forms：读不了格式文件夹：{error}。"));
    finding.mark(&named.at, "").hint(error.hint().unwrap_or(rules::FOLDER.remedy)).key("forms")
}

impl Brought {
    /// Looks at the standard wordings with the forms that use them.
    #[must_use]
    pub fn looked_at(mut self, look: impl Fn(&Wording, &Arc<Form>) -> Vec<Fault>) -> Self {
        for file in self.files.iter_mut().filter(|file| file.kind == FormFile::Wording && file.faults.is_empty()) {
            let uses = |form: &&Arc<Form>| form.own_wording.as_ref().is_some_and(|own| own.text == file.text);
            for form in self.editions.all().iter().filter(uses) {
                let faults = form.own_wording.as_ref().map(|own| look(own, form)).unwrap_or_default();
                file.faults.extend(faults.into_iter().filter(|fault| !file.faults.contains(fault)).collect::<Vec<_>>());
            }
        }
        self
    }

    /// Keeps the files as sources; the editions, and everything that is wrong with them.
    pub fn keep(self, sources: &mut Sources) -> (Editions, Vec<Finding>) {
        let mut findings = self.faults;
        for File { path, text, faults, .. } in self.files {
            let length = text.len();
            let source = sources.add(path.display().to_string(), text);
            let tell = |fault: Fault| {
                let (start, end) = (fault.at.start.min(length), fault.at.end.min(length));
                let at = Span::new(source, start..end);
                Finding::new(rule(fault.kind), fault.message).mark(&at, "").hint(fault.hint)
            };
            findings.extend(faults.into_iter().map(tell));
        }
        (self.editions, findings)
    }
}

/// The rule that a kind of fault breaks.
fn rule(kind: FaultKind) -> &'static Rule {
    match kind {
        FaultKind::Syntax => &rules::SYNTAX,
        FaultKind::Unknown => &rules::UNKNOWN,
        FaultKind::Missing => &rules::MISSING,
        FaultKind::Twice => &rules::TWICE,
        FaultKind::Nowhere => &rules::NOWHERE,
        FaultKind::Circle => &rules::CIRCLE,
        FaultKind::Shape => &rules::SHAPE,
    }
}
