//! Workbooks damaged by chance, in every format: each is read or refused, in bounded time and memory.
//!
//! Some are read within the test; `NIANBAO_MUTATIONS=100000` (and `NIANBAO_SEED`) has the program itself check
//! as many, with little memory and time, so that an abort is seen as well, and keeps those that fail.

use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;

use super::told;
use crate::support::formats;
use crate::support::grid::{sound, workbook};

/// Time that reading one may take.
const TIME: Duration = Duration::from_secs(2);
/// Kilobytes that the program may address when it checks them.
const MEMORY: u32 = 700_000;
/// Workbooks that the program checks at once.
const AT_ONCE: usize = 50;

/// Numbers by chance that are the same in every run (SplitMix64).
struct Chance(u64);

impl Chance {
    /// The next number below a bound.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }

    /// One of several.
    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// Numbers that readers trust.
const NUMBERS: [&str; 12] = [
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
];
/// Pieces of the formats that may stand where they should not.
const PIECES: [&str; 14] = [
    "<",
    ">",
    "\"",
    "/>",
    "</",
    "<!--",
    "<![CDATA[",
    "&#x0;",
    "<si>",
    "<c r=\"XFD1048576\">",
    "</table:table>",
    "<table:table-row table:number-rows-repeated=\"1048576\">",
    "<text:s text:c=\"300000000\"/>",
    "<f t=\"shared\" si=\"300000000\" ref=\"A1:B2\">",
];

/// Damages some bytes.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let length = bytes.len();
    if length < 8 {
        return;
    }
    let at = chance.below(length - 4);
    match chance.below(9) {
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
        6 => _ = bytes.splice(at..at, chance.of(&PIECES).bytes()),
        _ => {
            // A number in a text becomes another.
            let Some(start) = (at..length).find(|i| bytes[*i].is_ascii_digit()) else { return };
            let end = (start..length).find(|i| !bytes[*i].is_ascii_digit()).unwrap_or(length);
            bytes.splice(start..end, chance.of(&NUMBERS).bytes());
        }
    }
}

/// An archive with one part damaged, put together again.
fn damaged_part(bytes: &[u8], chance: &mut Chance, times: usize) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let hit = chance.below(old.len());
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if index == hit {
            (0..times).for_each(|_| damage(&mut content, chance));
        }
        new.start_file(&name, SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A stream of a compound file damaged, put together again.
fn damaged_stream(bytes: &[u8], chance: &mut Chance, times: usize) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    file.open_stream("Workbook").unwrap().read_to_end(&mut stream).unwrap();
    (0..times).for_each(|_| damage(&mut stream, chance));
    formats::compound("Workbook", &stream)
}

/// The sound workbooks: their ending and their bytes.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let grid = sound();
    vec![
        ("xlsx", grid.bytes()),
        ("xlsx", workbook(include_str!("../cases/2025.toml"))),
        ("xls", formats::xls(&grid)),
        ("ods", formats::ods(&grid)),
        ("xlsb", formats::xlsb(&grid)),
    ]
}

/// A sound workbook damaged in the way of a number.
fn mutated(seeds: &[(&'static str, Vec<u8>)], number: usize, seed: u64) -> (&'static str, Vec<u8>) {
    let mut chance = Chance(seed ^ (number as u64).wrapping_mul(0xD134_2543_DE82_EF95));
    let (ending, bytes) = &seeds[number % seeds.len()];
    let times = 1 + chance.below(3);
    let bytes = if chance.below(5) == 0 {
        let mut bytes = bytes.clone();
        (0..times).for_each(|_| damage(&mut bytes, &mut chance));
        bytes
    } else if *ending == "xls" {
        damaged_stream(bytes, &mut chance, times)
    } else {
        damaged_part(bytes, &mut chance, times)
    };
    (ending, bytes)
}

/// Has the program check some files; why it failed, if it did.
fn failure(folder: &Path, files: &[PathBuf]) -> Option<String> {
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let limit = 2 * files.len().max(2);
    let script = format!(
        "ulimit -v {MEMORY}; exec timeout {limit} {} check --format json {}",
        env!("CARGO_BIN_EXE_nianbao"),
        names.join(" ")
    );
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let sound = matches!(output.status.code(), Some(0..=2)) && !said.contains("内部出错") && !said.contains("panicked");
    (!sound).then(|| format!("{:?}: {}", output.status, said.lines().last().unwrap_or_default()))
}

/// Has the program check very many.
fn by_the_program(count: usize, seed: u64) {
    let (seeds, mut failed) = (seeds(), Vec::new());
    let folder = tempfile::tempdir().unwrap();
    let kept = std::env::temp_dir().join("nianbao-mutated");
    for start in (0..count).step_by(AT_ONCE) {
        let files: Vec<PathBuf> = (start..(start + AT_ONCE).min(count))
            .map(|number| {
                let (ending, bytes) = mutated(&seeds, number, seed);
                let path = folder.path().join(format!("{number}.{ending}"));
                std::fs::write(&path, bytes).unwrap();
                path
            })
            .collect();
        if failure(folder.path(), &files).is_some() {
            for file in &files {
                let start = Instant::now();
                let why = failure(folder.path(), std::slice::from_ref(file));
                let why = why.or_else(|| (start.elapsed() > TIME).then(|| format!("{:?}", start.elapsed())));
                if let Some(why) = why {
                    std::fs::create_dir_all(&kept).unwrap();
                    std::fs::copy(file, kept.join(file.file_name().unwrap())).unwrap();
                    failed.push(format!("{}: {why}", file.display()));
                }
            }
        }
        files.iter().for_each(|file| std::fs::remove_file(file).unwrap());
    }
    assert!(failed.is_empty(), "{} of {count} fail, kept in {}:\n{}", failed.len(), kept.display(), failed.join("\n"));
}

#[test]
fn damaged_workbooks_are_read_or_refused() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("NIANBAO_SEED").unwrap_or(2025);
    if let Some(count) = number("NIANBAO_MUTATIONS") {
        return by_the_program(count as usize, seed);
    }
    let seeds = seeds();
    for number in 0..250 {
        let (ending, bytes) = mutated(&seeds, number, seed);
        let start = Instant::now();
        let _ = told(&bytes);
        // The test itself is not compiled for speed, and the machine may be busy.
        assert!(start.elapsed() < 5 * TIME, "{number}.{ending} takes {:?}", start.elapsed());
    }
}
