//! Editions of the form that an agency or a district brings in a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::file::{Reach, has_ending, read_text, refusal};
use crate::finding::Finding;
use crate::form::{CheckWords, Editions, Fault, FaultKind, Form, Phrases, WORDING, WORDS, Wording};
use crate::rule::{Rule, form as rules};
use crate::source::{Located, Sources, Span};
use crate::spelling::closest;

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
    tell_unused(&mut files, &editions);
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
    let faults = misnamed(folder)?;
    Ok(Brought { editions, files, faults })
}

/// Takes note of files that nothing uses: standard wordings that no edition names, a second file of words or phrases.
fn tell_unused(files: &mut [File], editions: &Editions) {
    let mut seen = Vec::new();
    // An edition that could not be read may name some.
    let is_read = files.iter().all(|file| file.kind != FormFile::Declaration || file.faults.is_empty());
    for file in files {
        let names = |form: &Arc<Form>| form.wording.as_ref().is_some_and(|named| named.text == file.name);
        let (what, is_unused) = match file.kind {
            FormFile::Wording => ("标准用语", is_read && file.name != WORDING && !editions.all().iter().any(names)),
            FormFile::Words => (WORDS, seen.contains(&file.kind)),
            FormFile::Phrases => (PHRASES_FILE, seen.contains(&file.kind)),
            FormFile::Declaration => continue,
        };
        seen.push(file.kind);
        if is_unused && file.kind == FormFile::Wording {
            let message = format!("没有用这份标准用语：各版格式用的是 {WORDING}，或格式里 wording 写的文件。");
            let hint = format!("把名称改为 {WORDING}；只给一版格式用的，在那个格式里写 wording = \"{}\"", file.name);
            file.faults.push(Fault::new(FaultKind::Nowhere, &(0..0), message, hint));
        } else if is_unused {
            let message = format!("文件夹里有两份 {what} 这样的文件。");
            file.faults.push(Fault::new(FaultKind::Twice, &(0..0), message, "留下一份，移走另一份"));
        }
    }
}

/// Files that were meant to be declarations and are not named so: Windows hides the last ending of `wording.toml.txt`.
fn misnamed(folder: &Path) -> Result<Vec<Finding>> {
    let names = names(folder)?.into_iter().map(|(name, _)| name);
    let misnamed = names.filter_map(|name| Some((name.to_ascii_lowercase().strip_suffix(".toml.txt")?.len(), name)));
    let tell = |(length, name): (usize, String)| {
        let message = format!("{}：没有用，格式文件的扩展名是 .toml。", folder.join(&name).display());
        Finding::new(&rules::FOLDER, message).hint(format!("把名称改为 {}.toml", &name[..length]))
    };
    Ok(misnamed.map(tell).collect())
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
pub const PHRASES_FILE: &str = "phrases.toml";

/// What a file of a folder of declarations is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormFile {
    /// An edition.
    Declaration,
    /// Standard wordings: it has sentences and no edition.
    Wording,
    /// Phrases: it has ties and no edition.
    Phrases,
    /// Words that checks go by: it has words of theirs and no edition.
    Words,
}

/// Tables that words of checks have.
const OF_WORDS: [&str; 5] = ["doubled", "lost", "placeholders", "typos", "citations"];

/// What a file is, by what it holds; where that tells nothing, by its name or the one it is like.
fn kind_of(name: &str, text: &str) -> FormFile {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let has = |key| table.get_ref().contains_key(key);
    match () {
        () if name == WORDS => FormFile::Words,
        () if has("edition") => FormFile::Declaration,
        () if has("sentences") => FormFile::Wording,
        () if has("ties") => FormFile::Phrases,
        () if OF_WORDS.into_iter().any(has) => FormFile::Words,
        () => match closest(name, [WORDING, PHRASES_FILE, WORDS]) {
            Some(WORDING) => FormFile::Wording,
            Some(PHRASES_FILE) => FormFile::Phrases,
            Some(_) => FormFile::Words,
            None => FormFile::Declaration,
        },
    }
}

/// What lies in a folder in order: name and path.
fn names(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io(folder, &error))?;
    let named = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        Some((entry.file_name().into_string().ok()?, entry.path()))
    });
    let mut names: Vec<(String, PathBuf)> = named.collect();
    names.sort();
    Ok(names)
}

/// The files of a folder of declarations: name and path.
///
/// # Errors
/// When the folder cannot be read, or holds no declaration.
pub fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let is_toml = |path: &Path| has_ending(path, &["toml"]);
    let files: Vec<_> = names(folder)?.into_iter().filter(|(_, path)| is_toml(path)).collect();
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
