//! The cells of a workbook of any format, as sparse sheets.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Sheets};
use rust_decimal::Decimal;

use super::archive::{self, WorkbookFormat};
use super::limits::{LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_READ, MOST_SHEETS, MOST_TEXT, index};
use super::refusal::Refusal;
use crate::source::{CellKind, CellPlace};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// A number or a text, as text.
    Value(String),
    /// The result of a formula, as it was saved, and the formula.
    Computed(String, String),
    /// A formula that was saved without its result.
    Uncomputed(String),
    /// An error such as `#REF!`.
    Error(String),
}

impl Content {
    /// What is seen in the cell.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Value(text) | Self::Computed(text, _) | Self::Error(text) => text,
            Self::Uncomputed(_) => "",
        }
    }

    /// The formula, where the cell has one.
    pub(crate) fn formula(&self) -> Option<&str> {
        match self {
            Self::Computed(_, formula) | Self::Uncomputed(formula) => Some(formula),
            Self::Value(_) | Self::Error(_) => None,
        }
    }
}

/// One sheet; empty cells are left out.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is shown.
    pub visible: bool,
    /// What its cells are part of.
    pub kind: CellKind,
    /// Its cells by row and column, both from 0.
    cells: BTreeMap<(u32, u32), Content>,
    /// Those that hold no text: a number, a day, a time, or yes or no, which are shown in a way of their own.
    typed: BTreeSet<(u32, u32)>,
}

impl Sheet {
    /// A sheet of texts that are no workbook's.
    pub(crate) fn of_texts(
        name: String,
        kind: CellKind,
        texts: impl IntoIterator<Item = ((u32, u32), String)>,
    ) -> Self {
        let cells = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(at, text)| (at, Content::Value(text))).collect();
        Self { name: name.into(), visible: true, kind, cells, typed: BTreeSet::new() }
    }

    /// Whether a cell holds something that is no text: a number, a day, a time, or yes or no.
    pub(crate) fn is_typed(&self, row: u32, column: u32) -> bool {
        self.typed.contains(&(row, column))
    }

    /// A cell as a place.
    pub(crate) fn place(&self, (row, column): (u32, u32)) -> CellPlace {
        CellPlace { sheet: self.name.clone(), row, column, kind: self.kind }
    }

    /// What stands in a cell; none when it is empty.
    pub(crate) fn get(&self, row: u32, column: u32) -> Option<&Content> {
        self.cells.get(&(row, column))
    }

    /// What is seen in a cell; empty when nothing is.
    pub(crate) fn text(&self, row: u32, column: u32) -> &str {
        self.get(row, column).map_or("", |content| content.text().trim())
    }

    /// Whether something was put into a cell: also a formula that was saved without its result.
    pub(crate) fn is_filled(&self, row: u32, column: u32) -> bool {
        self.get(row, column).is_some_and(|c| matches!(c, Content::Uncomputed(_)) || !c.text().trim().is_empty())
    }

    /// The cells that are not empty, row by row.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u32, u32, &Content)> {
        self.cells.iter().map(|((row, column), content)| (*row, *column, content))
    }

    /// The cells of a row that are not empty.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Content)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), content)| (*column, content))
    }

    /// Takes cells out: the sheet is read as if nothing stood in them.
    pub(super) fn take_out(&mut self, cells: impl IntoIterator<Item = (u32, u32)>) {
        for at in cells {
            self.cells.remove(&at);
        }
    }

    /// The last row that is not empty.
    pub(crate) fn last_row(&self) -> u32 {
        self.cells.last_key_value().map_or(0, |((row, _), _)| *row)
    }
}

/// Reads the sheets of a workbook that are wanted, by their names.
///
/// # Errors
/// When it is no workbook, is protected or broken, or is beyond the limits.
pub(super) fn read(bytes: &[u8], is_wanted: fn(&str) -> bool) -> Result<Vec<Sheet>, Refusal> {
    let (format, bytes) = archive::examine(bytes)?;
    // The reader is well kept, but a file made to break it must cost a message at most.
    let read = std::panic::catch_unwind(AssertUnwindSafe(|| open(&bytes, format, is_wanted)));
    read.unwrap_or_else(|_| Err(Refusal::broken("内部结构对不上")))
}

/// Opens the workbook in its format and reads the sheets that are wanted.
fn open(bytes: &[u8], format: WorkbookFormat, is_wanted: fn(&str) -> bool) -> Result<Vec<Sheet>, Refusal> {
    let cursor = Cursor::new(bytes);
    let mut workbook = match format {
        WorkbookFormat::Xlsx => Sheets::Xlsx(calamine::Xlsx::new(cursor).map_err(Refusal::of)?),
        WorkbookFormat::Xlsb => Sheets::Xlsb(calamine::Xlsb::new(cursor).map_err(Refusal::of)?),
        WorkbookFormat::Xls => Sheets::Xls(calamine::Xls::new(cursor).map_err(Refusal::of)?),
        WorkbookFormat::Ods => Sheets::Ods(calamine::Ods::new(cursor).map_err(Refusal::of)?),
    };
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > MOST_SHEETS {
        return Err(Refusal::too_large(format!("有 {} 张表，至多 {MOST_SHEETS} 张", listed.len())));
    }
    let mut room = Room { cells: MOST_CELLS, read: MOST_READ, text: MOST_TEXT };
    let mut shared = archive::shared_formulas(bytes).into_iter();
    let worksheets = listed.into_iter().map(|sheet| (sheet, shared.next().unwrap_or_default()));
    let is_wanted = |sheet: &calamine::Sheet| sheet.typ == SheetType::WorkSheet && is_wanted(&sheet.name);
    let read = worksheets.filter(|(sheet, _)| is_wanted(sheet)).map(|(sheet, shared)| {
        let (cells, typed) = (BTreeMap::new(), BTreeSet::new());
        let mut gathered = Gathered { name: Arc::from(sheet.name.as_str()), cells, typed, shared, room };
        gather(&mut workbook, &sheet.name, &mut gathered)?;
        room = gathered.room;
        let visible = sheet.visible == SheetVisible::Visible;
        let Gathered { name, cells, typed, .. } = gathered;
        Ok(Sheet { name, visible, kind: CellKind::Sheet, cells, typed })
    });
    read.collect()
}

/// The cells of a sheet so far.
struct Gathered {
    name: Arc<str>,
    cells: BTreeMap<(u32, u32), Content>,
    typed: BTreeSet<(u32, u32)>,
    /// Cells with a formula that the reader does not give.
    shared: BTreeSet<(u32, u32)>,
    room: Room,
}

/// What stands for a formula that the reader does not give.
const SHARED: &str = "（与别的格共用的公式）";

/// What the sheets that are still to be read may hold.
#[derive(Clone, Copy)]
struct Room {
    /// Cells with something in them.
    cells: usize,
    /// Cells that a reader gives, empty or not.
    read: usize,
    /// Bytes of text.
    text: u64,
}

impl Gathered {
    /// Makes room for a cell, empty or not, with as much text.
    fn make_room(&mut self, place: (u32, u32), bytes: usize) -> Result<(), Refusal> {
        let Some(read) = self.room.read.checked_sub(1) else {
            return Err(Refusal::too_large(format!("“{}”：格太多（空的也算，至多 {MOST_READ} 个）", self.name)));
        };
        let Some(text) = self.room.text.checked_sub(bytes as u64) else {
            let place = CellPlace { sheet: self.name.clone(), row: place.0, column: place.1, kind: CellKind::Sheet };
            return Err(Refusal::too_large(format!("到 {place} 为止，文字超过 {} MB", MOST_TEXT >> 20)));
        };
        self.room = Room { read, text, ..self.room };
        Ok(())
    }

    /// Takes a cell with its saved value and its formula.
    fn take(&mut self, (row, column): (u32, u32), value: DataRef<'_>, formula: Option<&str>) -> Result<(), Refusal> {
        let text = match &value {
            DataRef::String(text) => text.len(),
            DataRef::SharedString(text) => text.len(),
            _ => 0,
        };
        self.make_room((row, column), text + formula.map_or(0, str::len))?;
        if !matches!(value, DataRef::String(_) | DataRef::SharedString(_) | DataRef::Error(_) | DataRef::Empty) {
            self.typed.insert((row, column));
        }
        let formula = formula.filter(|formula| !formula.trim().is_empty());
        let content = match (value, formula) {
            (DataRef::Error(error), _) => Content::Error(error.to_string()),
            (value, None) => Content::Value(shown(value)),
            (DataRef::Empty, Some(formula)) => Content::Uncomputed(formula.to_owned()),
            (value, Some(formula)) => Content::Computed(shown(value), formula.to_owned()),
        };
        if content.formula().is_none() && content.text().is_empty() {
            return Ok(());
        }
        if row > LAST_ROW || column > LAST_COLUMN {
            let place = CellPlace { sheet: self.name.clone(), row, column, kind: CellKind::Sheet };
            return Err(Refusal::too_large(format!(
                "{place} 有内容，离表格太远（至多 {LAST_ROW} 行、{LAST_COLUMN} 列）"
            ))
            .hint("在这一格按 Delete 清除内容，或删去它所在的行和列，保存后重试"));
        }
        if self.room.cells == 0 {
            return Err(Refusal::too_large(format!("有内容的格多于 {MOST_CELLS} 个")));
        }
        self.room.cells -= 1;
        self.cells.insert((row, column), content);
        Ok(())
    }
}

/// Reads the cells of one sheet, streaming where the format allows it.
fn gather(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str, into: &mut Gathered) -> Result<(), Refusal> {
    match workbook {
        Sheets::Xlsx(xlsx) => {
            let mut cells = xlsx.worksheet_cells_reader(name).map_err(Refusal::of)?;
            while let Some(cell) = cells.next_cell_with_formula().map_err(Refusal::of)? {
                into.take(cell.pos, cell.value, cell.formula.as_deref())?;
            }
        }
        Sheets::Xlsb(xlsb) => {
            let mut formulas = BTreeMap::new();
            let mut cells = xlsb.worksheet_cells_reader(name).map_err(Refusal::of)?;
            while let Some(cell) = cells.next_formula().map_err(Refusal::of)? {
                if formulas.len() >= MOST_CELLS {
                    return Err(Refusal::too_large(format!("公式多于 {MOST_CELLS} 个")));
                }
                formulas.insert(cell.get_position(), cell.get_value().clone());
            }
            drop(cells);
            let mut cells = xlsb.worksheet_cells_reader(name).map_err(Refusal::of)?;
            while let Some(cell) = cells.next_cell().map_err(Refusal::of)? {
                let formula = formulas.get(&cell.get_position());
                into.take(cell.get_position(), cell.get_value().clone(), formula.map(String::as_str))?;
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {
            let range = workbook.worksheet_range(name).map_err(Refusal::of)?;
            let formulas = workbook.worksheet_formula(name).map_err(Refusal::of)?;
            let absolute = |start: Option<(u32, u32)>, row: usize, column: usize| {
                let (top, left) = start.unwrap_or_default();
                (top + index(row), left + index(column))
            };
            let formulas: BTreeMap<(u32, u32), &str> = formulas
                .used_cells()
                .map(|(row, column, formula)| (absolute(formulas.start(), row, column), formula.as_str()))
                .filter(|(_, formula)| !formula.is_empty())
                .collect();
            for (row, column, value) in range.used_cells() {
                let at = absolute(range.start(), row, column);
                let shared = into.shared.contains(&at).then_some(SHARED);
                into.take(at, borrowed(value), formulas.get(&at).copied().or(shared))?;
            }
            for (at, formula) in
                formulas.iter().filter(|(at, _)| range.get_value(**at).is_none_or(|v| *v == Data::Empty))
            {
                into.take(*at, DataRef::Empty, Some(formula))?;
            }
        }
    }
    Ok(())
}

/// A value of a range as a value of a stream.
fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(n) => DataRef::Int(*n),
        Data::Float(n) => DataRef::Float(*n),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(b) => DataRef::Bool(*b),
        Data::DateTime(at) => DataRef::DateTime(*at),
        Data::DateTimeIso(at) => DataRef::DateTimeIso(at.clone()),
        Data::DurationIso(span) => DataRef::DurationIso(span.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// A value as it is read on: numbers to the fifteen digits that spreadsheets keep, days as `2026-01-15`.
fn shown(value: DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => number(n),
        DataRef::String(text) if !text.contains('\r') => text,
        DataRef::String(text) => line_ends(&text),
        DataRef::SharedString(text) => line_ends(text),
        DataRef::Bool(true) => "是".to_owned(),
        DataRef::Bool(false) => "否".to_owned(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(at) => span_of_days(at.as_f64()),
        DataRef::DateTimeIso(at) => at.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(span) => span_of_iso(&span).unwrap_or(span),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A span of time as it is seen, `72:00:00`, by its days.
fn span_of_days(days: f64) -> String {
    const SECONDS_OF_A_DAY: f64 = 86_400.0;
    let seconds = (days * SECONDS_OF_A_DAY).round();
    let (sign, seconds) = (if seconds < 0.0 { "-" } else { "" }, seconds.abs());
    format!("{sign}{}:{:02}:{:02}", (seconds / 3600.0).floor(), (seconds % 3600.0 / 60.0).floor(), seconds % 60.0)
}

/// The same by its text: `PT72H00M00S`.
fn span_of_iso(span: &str) -> Option<String> {
    let (hours, rest) = span.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    Some(format!("{}:{minutes}:{}", hours.trim_start_matches('0').parse::<u64>().unwrap_or(0), rest.strip_suffix('S')?))
}

/// Line ends as `\n`.
fn line_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// A binary number as the decimal number that was meant.
pub(super) fn number(n: f64) -> String {
    let digits = format!("{n:.14e}");
    match Decimal::from_scientific(&digits) {
        Ok(decimal) => decimal.normalize().to_string(),
        Err(_) => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time_are_no_numbers() {
        assert_eq!((span_of_days(3.0), span_of_days(-0.5)), ("72:00:00".to_owned(), "-12:00:00".to_owned()));
        assert_eq!(span_of_iso("PT05H30M00S").as_deref(), Some("5:30:00"));
    }

    #[test]
    fn numbers_are_the_decimals_that_were_meant() {
        for (binary, decimal) in [
            (43.788, "43.788"),
            (0.1 + 0.2, "0.3"),
            (198.0, "198"),
            (1e21, "1000000000000000000000"),
            (-7125.0, "-7125"),
        ] {
            assert_eq!(number(binary), decimal);
        }
        assert_eq!(number(f64::MAX), f64::MAX.to_string());
    }
}
