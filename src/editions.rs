//! Editions of the form that an agency or a district brings in a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::file::{Reach, read_text, refusal};
use crate::finding::Finding;
use crate::form::{CheckWords, Editions, Fault, FaultKind, Form, Phrases, WORDS};
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

/// A declaration that was read.
#[derive(Debug)]
struct File {
    path: PathBuf,
    text: String,
    faults: Vec<Fault>,
}

/// The declarations in a folder, on top of some editions.
///
/// # Errors
/// When the folder or a file in it cannot be read, or it holds no declaration.
pub fn open(folder: &Path, editions: &Editions) -> Result<Brought> {
    let (mut files, mut forms) = (Vec::new(), Vec::<Form>::new());
    let texts: Vec<(String, PathBuf, String)> = self::files(folder)?
        .into_iter()
        .map(|(name, path)| Ok((name, path.clone(), read_text(&path)?)))
        .collect::<Result<_>>()?;
    let (words, texts): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(name, ..)| name == WORDS);
    let (wordings, declarations): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(_, _, text)| is_wording(text));
    let (phrases, declarations): (Vec<_>, Vec<_>) = declarations.into_iter().partition(|(_, _, text)| is_phrases(text));
    let mut own_words = None;
    for (_, path, text) in words {
        let faults = CheckWords::parse(&text).map(|words| own_words = Some(Arc::new(words))).err();
        files.push(File { path, text, faults: faults.into_iter().collect() });
    }
    for (_, path, text) in declarations {
        let mut faults = Vec::new();
        match Form::parse(&text) {
            Ok(form) if forms.iter().any(|known| known.edition == form.edition) => {
                let message = format!("文件夹里有两个文件的 edition 都是“{}”。", form.edition);
                faults.push(Fault::new(FaultKind::Twice, &form.edition_at, message, "改正其中一个，或移走一个文件"));
            }
            Ok(mut form) => {
                let name = form.wording.as_deref().unwrap_or(WORDING);
                form.wording_text = wordings.iter().find(|(known, ..)| known == name).map(|(.., text)| text.clone());
                if let (Some(named), None) = (&form.wording, &form.wording_text) {
                    let message = format!("标准用语的文件 {named} 不在文件夹里，或不是标准用语。");
                    let hint = "放进格式文件所在的文件夹，至少有 [preface] 和 [sentences]";
                    faults.push(Fault::new(FaultKind::Nowhere, &named.at, message, hint));
                }
                if let Some(words) = &own_words {
                    form.words = words.clone();
                }
                forms.push(form);
            }
            Err(wrong) => faults = wrong,
        }
        files.push(File { path, text, faults });
    }
    for (_, path, text) in phrases {
        let mut faults = Vec::new();
        match Phrases::checked(&text) {
            Ok(phrases) => {
                let known = |key: &str| {
                    let mut all = forms.iter().chain(editions.all().iter().map(|form| &**form));
                    all.any(|form| form.has_figure(key))
                };
                faults.extend(phrases.astray(known));
                let phrases = Arc::new(phrases);
                forms.iter_mut().for_each(|form| form.own_phrases = Some(phrases.clone()));
            }
            Err(wrong) => faults = wrong,
        }
        files.push(File { path, text, faults });
    }
    files.extend(wordings.into_iter().map(|(_, path, text)| File { path, text, faults: Vec::new() }));
    Ok(Brought { editions: editions.with(forms), files, faults: Vec::new() })
}

/// The file of standard wordings that forms use which name none.
const WORDING: &str = "wording.toml";

/// Whether a text is a file of standard wordings rather than a declaration: it has sentences and no edition.
fn is_wording(text: &str) -> bool {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    table.get_ref().contains_key("sentences") && !table.get_ref().contains_key("edition")
}

/// Whether a text is a file of phrases rather than a declaration: it has ties and no edition.
fn is_phrases(text: &str) -> bool {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    table.get_ref().contains_key("ties") && !table.get_ref().contains_key("edition")
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
    /// Keeps the files as sources; the editions, and everything that is wrong with them.
    pub fn keep(self, sources: &mut Sources) -> (Editions, Vec<Finding>) {
        let mut findings = self.faults;
        for File { path, text, faults } in self.files {
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
