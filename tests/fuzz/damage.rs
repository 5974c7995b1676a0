//! Damage: single bytes, cuts, repeats, numbers that readers trust, pieces of a format where they should not stand.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;

use crate::support::formats;
use crate::support::random::Random;

/// Numbers that readers trust.
const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "1",
    "255",
    "65535",
    "65536",
    "1048576",
    "16777216",
    "2147483647",
    "4294967295",
    "99999999999",
    "18446744073709551615",
    "79228162514264337593543950335",
    "1e400",
];

/// Damages some bytes once; `pieces` are of their format.
pub fn once(bytes: &mut Vec<u8>, pieces: &[&str], chance: &mut Random) {
    let length = bytes.len();
    if length < 8 {
        return;
    }
    let at = chance.below(length - 4);
    match chance.below(10) {
        0 => bytes[at] ^= 1 << chance.below(8),
        1 => bytes[at] = chance.below(256) as u8,
        2 => bytes.truncate(at),
        3 => _ = bytes.drain(at..(at + 1 + chance.below(60)).min(length)),
        4 => {
            let piece = bytes[at..(at + 1 + chance.below(400)).min(length)].to_vec();
            let to = chance.below(length);
            bytes.splice(to..to, piece);
        }
        5 => {
            let number =
                [0_u32, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x00FF_FFFF][chance.below(8)].to_le_bytes();
            let wide = 1 + chance.below(4);
            bytes[at..at + wide].copy_from_slice(&number[..wide]);
        }
        6 | 7 => {
            let times = [1, 1, 1, 2, 40, 3_000][chance.below(6)];
            _ = bytes.splice(at..at, chance.pick(pieces).repeat(times).bytes());
        }
        _ => {
            // A number in a text becomes another.
            let Some(start) = (at..length).find(|i| bytes[*i].is_ascii_digit()) else { return };
            let end = (start..length).find(|i| !bytes[*i].is_ascii_digit()).unwrap_or(length);
            bytes.splice(start..end, chance.pick(&NUMBERS).bytes());
        }
    }
}

/// Damages some bytes a few times.
pub fn several(bytes: &mut Vec<u8>, pieces: &[&str], chance: &mut Random) {
    (0..1 + chance.below(3)).for_each(|_| once(bytes, pieces, chance));
}

/// A file damaged: as a whole, or a part of an archive or of a compound file, put together again.
pub fn file(ending: &str, bytes: &[u8], pieces: &[&str], chance: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if chance.below(5) > 0 && bytes.starts_with(b"PK") {
        return part(&bytes, pieces, chance);
    }
    if chance.below(5) > 0 && ending == "xls" {
        return stream(&bytes, pieces, chance);
    }
    several(&mut bytes, pieces, chance);
    bytes
}

/// An archive with one part damaged.
fn part(bytes: &[u8], pieces: &[&str], chance: &mut Random) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let hit = chance.below(old.len());
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if index == hit {
            several(&mut content, pieces, chance);
        }
        new.start_file(&name, SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A compound file with its stream damaged.
fn stream(bytes: &[u8], pieces: &[&str], chance: &mut Random) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    file.open_stream("Workbook").unwrap().read_to_end(&mut stream).unwrap();
    several(&mut stream, pieces, chance);
    formats::compound("Workbook", &stream)
}
