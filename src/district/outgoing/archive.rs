//! What is handed on: an archive for each unit with its finished files, and one of all reports.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

use crate::district::roster::ARCHIVES;
use crate::district::units::{Producer, ReportRecord, Shared};
use crate::error::Result;
use crate::output::file_name;
use crate::product::Ledger;

/// A file of an archive: its name there, and where it lies.
type Member = (String, PathBuf);

/// What was packed.
#[derive(Default)]
pub(crate) struct PackedReports {
    /// Where the archive of all lies, from the output folder.
    pub all: Option<String>,
    /// Files of others there, which were left alone.
    pub others: Vec<String>,
}

/// Makes the archives of some reports, where `wanted`, and that of `all` of them; those of an earlier run that are not made
/// any more go.
///
/// # Errors
/// When the folder cannot be written to, or a report cannot be read.
pub(crate) fn pack<'a>(
    shared: &Shared,
    records: impl Iterator<Item = &'a ReportRecord>,
    (wanted, all): (bool, &str),
) -> Result<PackedReports> {
    let Producer { out, force, .. } = &shared.producer;
    let target = out.join(ARCHIVES);
    let mut ledger = Ledger::of(&target, *force);
    let mut made: Vec<(String, Vec<Member>)> = Vec::new();
    if wanted {
        let mut of_all: Vec<Member> = Vec::new();
        for (record, archive) in records.filter_map(|record| Some((record, record.archive()?))) {
            let member = |file: &String| (file.clone(), out.join(&record.folder).join(file));
            let members: Vec<Member> = record.files.iter().map(member).collect();
            of_all.extend(members.iter().map(|(file, path)| (format!("{}/{file}", record.folder), path.clone())));
            made.push((archive, members));
        }
        if !of_all.is_empty() {
            made.push((format!("{}.zip", file_name(all)), of_all));
        }
    }
    ledger.write_pieces(&made, |members, file| write(members, file))?;
    let names: BTreeSet<&str> = made.iter().map(|(name, _)| name.as_str()).collect();
    ledger.keep_only(|name| names.contains(name))?;
    if made.is_empty() {
        // Only an empty folder can be removed; what others put there stays.
        let _ = std::fs::remove_dir(&target);
    }
    let in_folder = |name: String| format!("{ARCHIVES}/{name}");
    Ok(PackedReports {
        all: made.last().map(|(all, _)| in_folder(all.clone())),
        others: ledger.others().into_iter().map(in_folder).collect(),
    })
}

/// Writes an archive; the same files give the same bytes.
fn write(members: &[Member], file: &File) -> std::io::Result<()> {
    // PDF files are compressed already.
    let plain = SimpleFileOptions::default().system(System::Unix).compression_method(CompressionMethod::Stored);
    let dense = SimpleFileOptions::default().system(System::Unix).compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(file);
    for (member, from) in members {
        zip.start_file(member.as_str(), if member.ends_with(".html") { dense } else { plain })?;
        std::io::copy(&mut File::open(from)?, &mut zip)?;
    }
    zip.finish().map(|_| ()).map_err(std::io::Error::from)
}
