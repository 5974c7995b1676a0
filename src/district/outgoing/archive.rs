//! What is handed on: an archive for each unit with its finished files, and one of all reports.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

use super::made::remove_as_made;
use crate::digest::{sealed_value, unsealed_value};
use crate::district::roster::ARCHIVES;
use crate::district::units::{ReportRecord, Shared};
use crate::error::Result;
use crate::output::{file_name, write_all, write_pieces};

/// What is kept of the last run: the archives that were made.
const NOTE: &str = ".nianbao-archives.json";

/// An archive that was made.
#[derive(Serialize, Deserialize)]
struct MadeArchive {
    /// Its name.
    name: String,
    /// Digest of its bytes.
    digest: String,
}

/// A file of an archive: its name there, and where it lies.
type Member = (String, PathBuf);

/// Makes the archives of some reports, where `wanted`, and says where that of `all` of them lies; those of an earlier
/// run that are not made any more go, unless somebody has changed them.
///
/// # Errors
/// When the folder cannot be written to, or a report cannot be read.
pub(crate) fn pack<'a>(
    shared: &Shared,
    records: impl Iterator<Item = &'a ReportRecord>,
    (wanted, all): (bool, &str),
) -> Result<Option<String>> {
    let out = &shared.producer.out;
    let target = out.join(ARCHIVES);
    let mut made = Vec::new();
    if wanted {
        let mut of_all: Vec<Member> = Vec::new();
        for (record, archive) in records.filter_map(|record| Some((record, record.archive()?))) {
            let member = |file: &String| (file.clone(), out.join(&record.folder).join(file));
            let members: Vec<Member> = record.files.iter().map(member).collect();
            made.push(write(&target, archive, &members)?);
            of_all.extend(members.into_iter().map(|(file, path)| (format!("{}/{file}", record.folder), path)));
        }
        if !of_all.is_empty() {
            made.push(write(&target, format!("{}.zip", file_name(all)), &of_all)?);
        }
    }
    let text = std::fs::read_to_string(target.join(NOTE)).unwrap_or_default();
    let old: Vec<MadeArchive> = unsealed_value(&text).unwrap_or_default();
    for MadeArchive { name, digest } in old.iter().filter(|old| made.iter().all(|made| made.name != old.name)) {
        remove_as_made(&target, name, digest);
    }
    if made.is_empty() {
        let _ = std::fs::remove_file(target.join(NOTE));
        // Only an empty folder can be removed; what others put there stays.
        let _ = std::fs::remove_dir(&target);
        return Ok(None);
    }
    let now = sealed_value(&made);
    if now != text {
        write_all(&target, &[(NOTE.to_owned(), now.into_bytes())])?;
    }
    Ok(made.last().map(|all| format!("{ARCHIVES}/{}", all.name)))
}

/// Writes an archive where it is not there already; the same files give the same bytes.
fn write(target: &Path, name: String, members: &[Member]) -> Result<MadeArchive> {
    // PDF files are compressed already.
    let plain = SimpleFileOptions::default().system(System::Unix).compression_method(CompressionMethod::Stored);
    let dense = SimpleFileOptions::default().system(System::Unix).compression_method(CompressionMethod::Deflated);
    let digest = write_pieces(&target.join(&name), |file| {
        let mut zip = ZipWriter::new(file);
        for (member, from) in members {
            zip.start_file(member.as_str(), if member.ends_with(".html") { dense } else { plain })?;
            std::io::copy(&mut std::fs::File::open(from)?, &mut zip)?;
        }
        zip.finish().map(|_| ()).map_err(std::io::Error::from)
    })?;
    Ok(MadeArchive { name, digest })
}
