//! Workbooks as people may hand them in: our own taken apart, changed, and put together by other means.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use nianbao::form::Editions;
use nianbao::source::Sources;
use rust_xlsxwriter::{Formula, Workbook};

/// The sheets of a workbook as texts, without merged cells, formulas and looks.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Name and cells of each sheet.
    pub sheets: Vec<(String, Cells)>,
    /// Sheets that are not shown.
    pub hidden: Vec<String>,
}

/// Parts of a workbook by their names.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// The parts of a workbook with their names: in order, or by name, as they are collected.
pub fn parts<T: FromIterator<(String, Vec<u8>)>>(bytes: &[u8]) -> T {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let count = archive.len();
    let part = |index: usize| {
        let mut part = archive.by_index(index).expect("a part can be read");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a part can be read");
        (part.name().expect("a part has a name").into_owned(), content)
    };
    (0..count).map(part).collect()
}

/// A workbook with the texts of its parts changed.
pub fn rewritten(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).expect("a part can be read");
        let name = part.name().expect("a part has a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("a part is text");
        new.start_file(&name, zip::write::SimpleFileOptions::default()).expect("a part can be written");
        new.write_all(change(&name, text).as_bytes()).expect("a part can be written");
    }
    new.finish().expect("a workbook can be written").into_inner()
}

/// Cells by row and column; a text that begins with `=` is a formula, one that is a number is written as one.
pub type Cells = BTreeMap<(u32, u32), String>;

/// The workbook of a report that is given as TOML.
pub fn workbook(toml: &str) -> Vec<u8> {
    let mut sources = Sources::default();
    let editions = Editions::built_in();
    let filing = nianbao::read::read_str("report.toml", toml, Path::new("."), editions, &mut sources);
    nianbao::workbook::write(&filing, editions, nianbao::workbook::PrintedArea::Table).expect("it fits into a workbook")
}

/// The sound report of 2025 as a workbook taken apart.
pub fn sound() -> Grid {
    static SOUND: LazyLock<Grid> = LazyLock::new(|| Grid::of(&workbook(include_str!("../cases/2025.toml"))));
    SOUND.clone()
}

impl Grid {
    /// Takes a workbook apart.
    pub fn of(bytes: &[u8]) -> Self {
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
        let sheets = book.sheet_names().into_iter().map(|name| {
            let range = book.worksheet_range(&name).expect("it can be read");
            let (top, left) = range.start().unwrap_or_default();
            let text = |data: &Data| match data {
                Data::Float(n) => n.to_string(),
                other => other.to_string(),
            };
            let cells =
                range.used_cells().map(|(row, column, data)| ((top + row as u32, left + column as u32), text(data)));
            let cells = cells.filter(|(_, text)| !text.is_empty()).collect();
            (name, cells)
        });
        Self { sheets: sheets.collect(), hidden: Vec::new() }
    }

    /// Puts it together again.
    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, cells) in &self.sheets {
            let sheet = book.add_worksheet().set_name(name).expect("a name that sheets can have");
            sheet.set_formula_result_default("");
            for ((row, column), text) in cells {
                let (row, column) = (*row, *column as u16);
                let number = text.parse::<f64>().ok().filter(|_| !text.starts_with('+') && !text.ends_with(".00"));
                let written = match (text.strip_prefix('='), number) {
                    (Some(formula), _) => {
                        let (formula, result) = formula.split_once(" → ").unwrap_or((formula, ""));
                        sheet.write_formula(row, column, Formula::new(formula).set_result(result))
                    }
                    (None, Some(number)) => sheet.write_number(row, column, number),
                    (None, None) => sheet.write_string(row, column, text),
                };
                written.expect("a cell can be written");
            }
            sheet.set_hidden(self.hidden.contains(name));
        }
        let bytes = book.save_to_buffer().expect("a workbook can be written");
        rewritten(&bytes, |_, text| text.replace("<v></v>", ""))
    }

    /// A sheet by a part of its name.
    pub fn sheet(&mut self, part: &str) -> &mut Cells {
        let found = self.sheets.iter_mut().find(|(name, _)| name.contains(part));
        found.map(|(_, cells)| cells).unwrap_or_else(|| panic!("no sheet {part}"))
    }

    /// The place of a text on a sheet.
    pub fn place(&mut self, sheet: &str, text: &str) -> (u32, u32) {
        let found = self.sheet(sheet).iter().find(|(_, cell)| *cell == text);
        *found.unwrap_or_else(|| panic!("no {text} on {sheet}")).0
    }

    /// Sets the cell of a row and a column that are named by their labels.
    pub fn set(&mut self, sheet: &str, row: &str, column: &str, text: &str) {
        let at = (self.place(sheet, row).0, self.place(sheet, column).1);
        self.sheet(sheet).insert(at, text.to_owned());
    }

    /// Sets what is written beside a label.
    pub fn field(&mut self, sheet: &str, label: &str, text: &str) {
        let (row, column) = self.place(sheet, label);
        self.sheet(sheet).insert((row, column + 1), text.to_owned());
    }

    /// Replaces a text wherever it stands alone.
    pub fn relabel(&mut self, sheet: &str, from: &str, to: &str) {
        self.place(sheet, from);
        for text in self.sheet(sheet).values_mut().filter(|text| *text == from) {
            *text = to.to_owned();
        }
    }

    /// Moves every cell of a sheet to where a rule says; cells without a place are dropped.
    pub fn shift(&mut self, sheet: &str, rule: impl Fn(u32, u32) -> Option<(u32, u32)>) {
        let cells = std::mem::take(self.sheet(sheet));
        let moved = cells.into_iter().filter_map(|((row, column), text)| Some((rule(row, column)?, text)));
        *self.sheet(sheet) = moved.collect();
    }

    /// Only the sheets of the official tables.
    pub fn tables_only(mut self) -> Self {
        self.sheets.retain(|(name, _)| ["二、", "三、", "四、"].iter().any(|start| name.starts_with(start)));
        self
    }
}
