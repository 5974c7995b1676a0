//! A filing spelled as people hand it in: TOML, TOML with prose in files beside it, a workbook.

use std::path::{Path, PathBuf};

use super::filing::{Filing, Said};
use crate::support::grid::{Grid, workbook};
use crate::support::random::Random;

/// A way to hand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// One TOML file.
    Toml,
    /// Prose in files beside it.
    Files,
    /// A workbook.
    Workbook,
}

/// Writes a filing into a folder, and gives the file.
pub fn write(filing: &Filing, number: u64, spelling: Spelling, folder: &Path) -> PathBuf {
    let mut random = Random::new(number ^ 0xFFFF);
    let is_windows = random.chance(50);
    let lines = |text: String| if is_windows { text.replace('\n', "\r\n") } else { text };
    let put = |name: &str, bytes: Vec<u8>| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    match spelling {
        Spelling::Toml => put("report.toml", lines(filing.toml(|said| value(filing, said))).into()),
        Spelling::Files => {
            let said = |said: Said<'_>| match said {
                Said::Prose(place) if place.matches('.').count() == 1 && place.starts_with("sections.") => {
                    put(&format!("{place}.md"), lines(filing.typed(place)).into());
                    format!("'{place}.md'")
                }
                other => value(filing, other),
            };
            let toml = filing.toml(said);
            let names = toml.lines().map(|line| match line.ends_with(".md'") {
                true => line.replacen(".text = ", ".file = ", 1) + "\n",
                false => format!("{line}\n"),
            });
            put("report.toml", lines(names.collect()).into())
        }
        Spelling::Workbook => put("报告.xlsx", grid(filing, &mut random).bytes()),
    }
}

/// A value in TOML.
fn value(filing: &Filing, said: Said<'_>) -> String {
    match said {
        Said::Figure(id) => match &filing.figures[&id].typed {
            text if text.parse::<f64>().is_ok() && !text.starts_with("0.") => text.clone(),
            text => quoted(text),
        },
        Said::Prose(place) => quoted(&filing.typed(place)),
        Said::Field(number) => quoted(&filing.fields[number].1.typed),
        Said::Label => quoted(&filing.label.as_ref().unwrap().typed),
        Said::Extra => quoted(&filing.extra.as_ref().unwrap().typed),
    }
}

/// A text in quotes: as it stands, where TOML can say it so.
fn quoted(text: &str) -> String {
    let is_odd =
        text.contains("'''") || text.ends_with('\'') || text.contains(|c: char| c.is_control() && !"\n\t".contains(c));
    match (is_odd, text.contains('\n')) {
        (false, true) => format!("'''\n{text}\n'''"),
        (false, false) if !text.contains('\'') => format!("'{text}'"),
        _ => toml::Value::from(text).to_string(),
    }
}

/// What stands for some prose while its cell is looked for.
fn token(place: &str) -> String {
    format!("〔{place}〕")
}

/// What stands for a figure.
const FIRST: usize = 500_001;

/// A workbook of the filing: the one that this program writes, each cell filled in as somebody types it.
fn grid(filing: &Filing, random: &mut Random) -> Grid {
    let stand_in = |said: Said<'_>| match said {
        Said::Figure(id) => (FIRST + id.index()).to_string(),
        Said::Prose(place) => format!("'{}'", token(place)),
        Said::Field(number) => format!("'{}'", token(filing.fields[number].0)),
        Said::Label => format!("'{}'", token("label")),
        Said::Extra => format!("'{}'", token("extra")),
    };
    let mut grid = Grid::of(&workbook(&filing.toml(stand_in)));
    grid.sheets.retain(|(name, _)| name != "可引用的名称");
    let figures: std::collections::BTreeMap<String, &str> =
        filing.figures.iter().map(|(id, text)| ((FIRST + id.index()).to_string(), text.typed.as_str())).collect();
    for (_, cells) in &mut grid.sheets {
        let all: Vec<((u32, u32), String)> = cells.iter().map(|(at, text)| (*at, text.clone())).collect();
        for (at, text) in all {
            if let Some(figure) = figures.get(&text) {
                cells.insert(at, (*figure).to_owned());
            } else if text.parse::<usize>().is_ok_and(|n| n > FIRST) {
                // A total of what stood in for figures.
                cells.remove(&at);
            } else if let Some((_, field)) = filing.fields.iter().find(|(path, _)| text == token(path)) {
                cells.insert(at, field.typed.clone());
            } else if let Some(title) = filing.extra.as_ref().filter(|_| text == token("extra")) {
                cells.insert(at, title.typed.clone());
            } else if let Some(label) = filing.label.as_ref().filter(|_| text == token("label")) {
                cells.insert(at, label.typed.clone());
            } else if let Some(place) = filing.places().find(|place| text == token(place)) {
                let typed = filing.typed(place);
                let lines: Vec<&str> = typed.split('\n').collect();
                let rows = (at.0..at.0 + lines.len() as u32 + 1).skip(1);
                let is_free = rows.into_iter().all(|row| !cells.keys().any(|(other, _)| *other == row));
                if is_free && random.chance(50) {
                    cells.remove(&at);
                    let rows = (at.0..).zip(lines).filter(|(_, line)| !line.is_empty());
                    cells.extend(rows.map(|(row, line)| ((row, at.1), line.to_owned())));
                } else {
                    cells.insert(at, typed);
                }
            }
        }
    }
    grid
}
