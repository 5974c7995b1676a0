//! Making one report's files, or leaving them as they are when nothing they depend on has changed.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::utils::hash128;

use crate::engine::{Engine, Examined, Input};
use crate::error::{Error, Result};
use crate::output::{file_name, write_all};
use crate::report::View;

/// What is kept beside the files of a report, so that the next run knows them again.
const NOTE: &str = ".nianbao.json";

/// What was made, and of what.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    /// Stands for everything the files depend on.
    made_of: String,
    /// Names and sizes of the files.
    files: Vec<(String, u64)>,
}

/// How reports are made in one run.
pub struct Producer<'a> {
    /// Templates and faces.
    pub engine: &'a Engine,
    /// Where the folders of the reports are made.
    pub out: &'a Path,
    /// Whether reports with errors are made as drafts.
    pub draft: bool,
    /// Whether everything is made again.
    pub force: bool,
    /// Stands for program, templates and faces.
    pub fingerprint: u128,
}

/// What came of it.
pub struct Produced {
    /// Names of the files.
    pub files: Vec<String>,
    /// Whether they were made in this run.
    pub is_new: bool,
}

impl Producer<'_> {
    /// Makes the PDF, the web page and the letter of a report; old ones under other names are removed.
    pub fn produce(&self, folder: &str, input: &Input, examined: Examined) -> Result<Produced> {
        let target = self.out.join(folder);
        let made_of = self.made_of(input, &examined);
        let note = read_note(&target);
        if let Some(note) = note.as_ref().filter(|note| !self.force && is_whole(&target, note, &made_of)) {
            let files = note.files.iter().map(|(name, _)| name.clone()).collect();
            return Ok(Produced { files, is_new: false });
        }
        let title = file_name(&input.filing.official_title());
        let draft = self.draft && examined.is_blocked();
        let view = View { draft, proof: false, pdf: Some(format!("{title}.pdf")) };
        let rendered = self.engine.render(input, examined, view)?;
        let mut files = vec![
            (format!("{title}.pdf"), self.engine.typesetter().pdf(&rendered.typst)?),
            (format!("{title}.html"), rendered.html.into_bytes()),
        ];
        if let Some(letter) = rendered.letter {
            let title = file_name(&letter.title);
            files.push((format!("{title}.pdf"), self.engine.typesetter().pdf(&letter.typst)?));
            files.push((format!("{title}.html"), letter.html.into_bytes()));
        }
        self.replace(&target, note, &files, made_of)?;
        Ok(Produced { files: files.into_iter().map(|(name, _)| name).collect(), is_new: true })
    }

    /// Writes files in place of those of an earlier run.
    fn replace(&self, target: &Path, old: Option<Note>, files: &[(String, Vec<u8>)], made_of: String) -> Result<()> {
        write_all(target, files)?;
        let sizes = files.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect();
        let text = serde_json::to_string(&Note { made_of, files: sizes }).unwrap_or_default();
        write_all(target, &[(NOTE.to_owned(), text.into_bytes())])?;
        let old = old.into_iter().flat_map(|note| note.files).map(|(name, _)| name);
        remove(target, old.filter(|name| !files.iter().any(|(kept, _)| kept == name)));
        Ok(())
    }

    /// Removes what an earlier run made of a report that cannot be made now, so that nobody takes it for today's.
    pub fn withdraw(&self, folder: &str) {
        let target = self.out.join(folder);
        let Some(note) = read_note(&target) else { return };
        remove(&target, note.files.into_iter().map(|(name, _)| name));
        remove(&target, std::iter::once(NOTE.to_owned()));
        // Only an empty folder can be removed; what others put there stays.
        let _ = std::fs::remove_dir(&target);
    }

    /// What stands for everything the files depend on: all that was read, and all they are made with.
    fn made_of(&self, input: &Input, examined: &Examined) -> String {
        let texts: Vec<(&str, bool)> =
            input.sources.all().map(|source| (source.text.as_str(), source.is_workbook())).collect();
        // A district's record of 信息处理费 is summed, not read.
        let fee = format!("{:?}", input.filing.fee);
        let cells: Vec<String> =
            examined.figures.form.ids().map(|id| examined.figures.get(id).entry.spelled()).collect();
        let draft = self.draft && examined.is_blocked();
        format!("{:032x}", hash128(&(self.fingerprint, texts, fee, cells, draft)))
    }
}

/// The note of an earlier run, if there is a sound one.
fn read_note(target: &Path) -> Option<Note> {
    serde_json::from_slice(&std::fs::read(target.join(NOTE)).ok()?).ok()
}

/// Whether the files of a note are all there and made of the same.
fn is_whole(target: &Path, note: &Note, made_of: &str) -> bool {
    let size =
        |name: &str| std::fs::metadata(target.join(name)).ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
    note.made_of == made_of && note.files.iter().all(|(name, bytes)| size(name) == Some(*bytes))
}

/// Removes files of an earlier run; names that lead elsewhere are none of them.
fn remove(target: &Path, names: impl Iterator<Item = String>) {
    for name in names.filter(|name| Path::new(name).file_name().is_some_and(|plain| plain == name.as_str())) {
        let _ = std::fs::remove_file(target.join(name));
    }
}

/// Makes the output folder this run's own: a second run at the same time is refused.
///
/// # Errors
/// When another run works there, or the folder cannot be written to.
pub fn lock(out: &Path) -> Result<std::fs::File> {
    crate::output::create_folder(out)?;
    let path: PathBuf = out.join(".nianbao-lock");
    let file = std::fs::File::create(&path).map_err(|error| Error::io(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Error::file(out, "另一次 nianbao batch 正在往这里写", "等它结束，或换一个输出文件夹（-o）"))
        }
        // Some file systems know no locks; one run at a time is then up to the office.
        Err(std::fs::TryLockError::Error(_)) => Ok(file),
    }
}
