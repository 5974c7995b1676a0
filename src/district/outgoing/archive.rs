//! What is handed on: an archive for each unit with its finished files, and one of all reports.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

use crate::digest::{file_digest, sealed, unsealed};
use crate::district::roster::ARCHIVES;
use crate::district::units::{ReportRecord, Shared, Status};
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

/// Makes the archives of some reports, where `wanted`, and says where that of `all` of them lies; those of an earlier run that are not made any more go, unless
/// somebody has changed them. Drafts are handed to nobody.
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
        let ready: Vec<&ReportRecord> =
            records.filter(|record| record.status == Status::Ready && !record.files.is_empty()).collect();
        for record in &ready {
            let members = record.files.iter().map(|file| (file.clone(), out.join(&record.folder).join(file)));
            made.push(write(&target, format!("{}.zip", record.folder), &members.collect::<Vec<_>>())?);
        }
        let members = ready.iter().flat_map(|record| {
            let member = |file: &String| (format!("{}/{file}", record.folder), out.join(&record.folder).join(file));
            record.files.iter().map(member)
        });
        let members: Vec<Member> = members.collect();
        if !members.is_empty() {
            made.push(write(&target, format!("{}.zip", file_name(all)), &members)?);
        }
    }
    let text = std::fs::read_to_string(target.join(NOTE)).unwrap_or_default();
    let old: Vec<MadeArchive> = unsealed(&text).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    for MadeArchive { name, digest } in old.iter().filter(|old| made.iter().all(|made| made.name != old.name)) {
        let path = target.join(name);
        let is_plain = Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
        if is_plain && file_digest(&path).as_ref() == Some(digest) {
            let _ = std::fs::remove_file(path);
        }
    }
    if made.is_empty() {
        let _ = std::fs::remove_file(target.join(NOTE));
        // Only an empty folder can be removed; what others put there stays.
        let _ = std::fs::remove_dir(&target);
        return Ok(None);
    }
    let now = sealed(&serde_json::to_string(&made).expect("a note can be written as JSON"));
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
