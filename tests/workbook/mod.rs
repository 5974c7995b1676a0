//! Workbooks: read wherever they were edited, written so that nothing is lost, refused where they are hostile.

mod accounts;
mod annotated;
mod arranged;
mod blank;
mod declared;
mod editors;
mod floods;
mod gallery;
pub mod hostile;
mod law;
mod mislaid;
mod ordinary;
mod room;
mod roundtrip;
mod seen;
mod told_units;
mod true_copy;
mod twice;
mod years;

use std::path::Path;

use nianbao::diagnostics::finding_text;
use nianbao::engine::{Examined, Input};
use nianbao::error::Error;
use nianbao::write::{ProseFiles, toml};

use crate::support::engine;
use crate::support::grid::{Grid, sound};

/// A workbook read and examined.
fn examine(bytes: &[u8]) -> Result<(Input, Examined), Error> {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("报告.xlsx");
    std::fs::write(&path, bytes).expect("a file can be written");
    let input = engine().read(&path, None)?;
    let examined = engine().examine(&input)?;
    Ok((input, examined))
}

/// What people are shown of a workbook, without what the sound report shows as well.
fn told(bytes: &[u8]) -> String {
    let (input, examined) = match examine(bytes) {
        Ok(read) => read,
        Err(error) => return format!("{}\n建议：{}", plain(&error.to_string()), error.hint().unwrap_or_default()),
    };
    let shown = examined.findings.iter().filter(|finding| !["CAR002", "STR004"].contains(&finding.rule.code));
    let texts: Vec<String> = shown.map(|finding| plain(&finding_text(finding, &input.sources, false, false))).collect();
    if texts.is_empty() { "没有发现问题".to_owned() } else { texts.join("\n\n") }
}

/// A text without the folder of the test.
fn plain(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.rfind('/') {
        Some(at) if Path::new(word).starts_with(std::env::temp_dir()) => &word[at + 1..],
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The filing of a workbook, spelled as TOML.
fn as_toml(bytes: &[u8]) -> String {
    let (input, _) = examine(bytes).unwrap_or_else(|error| panic!("{error}"));
    toml(&input.filing, &ProseFiles::new())
}

/// A book whose sheet of prose has two columns, with its row of heads.
fn two_columns(place: &str, text: &str) -> (Grid, u32) {
    let mut grid = sound();
    let head = grid.place("正文", "栏目").0;
    grid.shift("正文", |row, column| match column {
        1 => None,
        column => Some((row, column.saturating_sub(u32::from(column > 1)))),
    });
    grid.sheet("正文").insert((head, 0), place.into());
    grid.sheet("正文").insert((head, 1), text.into());
    (grid, head)
}

/// The filing of a TOML file, spelled as TOML.
fn toml_of(path: &Path) -> String {
    let input = engine().read(path, None).unwrap_or_else(|error| panic!("{error}"));
    toml(&input.filing, &ProseFiles::new())
}
