//! Archives (workbooks, files for Word, several files in one) are the same bytes on every system.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

/// How the entry of a file begins in the list at the end of an archive.
const ENTRY: &[u8] = b"PK\x01\x02";

/// How the end of that list begins.
const END: &[u8] = b"PK\x05\x06";

/// What an entry says of the system it was made on, when that is Unix.
const UNIX: u8 = 3;

/// Files as one archive; the same files give the same bytes.
///
/// # Errors
/// When there are more or larger ones than an archive can hold.
pub fn packed(files: &[(String, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().system(System::Unix).compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// An archive that says nothing of the system it was made on: each entry says that it was Unix.
pub(crate) fn of_any_system(mut bytes: Vec<u8>) -> Vec<u8> {
    let number = |bytes: &[u8], at: usize, wide: usize| {
        let digits = bytes.get(at..at + wide).unwrap_or_default();
        digits.iter().rev().fold(0, |number, digit| (number << 8) | usize::from(*digit))
    };
    let Some(end) = bytes.windows(END.len()).rposition(|found| found == END) else { return bytes };
    let mut at = number(&bytes, end + 16, 4);
    while bytes.get(at..at + 46).is_some_and(|entry| entry.starts_with(ENTRY)) {
        bytes[at + 5] = UNIX;
        at += 46 + [28, 30, 32].map(|of| number(&bytes, at + of, 2)).iter().sum::<usize>();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_do_not_tell_where_they_were_made() {
        let made_on = |system| {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            for name in ["xl/甲.xml", "乙.xml"] {
                archive.start_file(name, SimpleFileOptions::default().system(system)).expect("there is room");
                archive.write_all(b"PK\x01\x02PK\x05\x06").expect("there is room");
            }
            archive.finish().expect("there is room").into_inner()
        };
        let [windows, unix] = [System::Dos, System::Unix].map(made_on);
        assert_ne!(windows, unix);
        assert_eq!(of_any_system(windows), unix);
        assert_eq!(of_any_system(unix.clone()), unix);
        assert_eq!(of_any_system(unix[..unix.len() - 30].to_vec()), unix[..unix.len() - 30]);
    }
}
