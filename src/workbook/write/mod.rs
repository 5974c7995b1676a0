//! The workbook of a filing: the official tables to be filled in, made from the form alone.

mod changes;
mod checks;
mod fields;
mod guide;
pub(crate) mod look;
mod names;
mod prose;
mod rows;
pub(super) mod table;
mod years;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, DocProperties, ProtectionOptions, Workbook, Worksheet, XlsxError};

use crate::PROGRAM;
use crate::figures::Figures;
use crate::filing::{Filing, Group};
use crate::form::{CellId, Editions, Form};
use crate::output::of_any_system;
use crate::workbook::figures::Year;
use crate::workbook::words::{
    ADVANCED, BASICS, GUIDE, LAST_YEAR, LETTER, NAMES, PROSE, PROTECTED, table_name, table_title,
};
pub use changes::changes_workbook;
use look::Looks;
use rows::{Result, Rows};
use table::{LastFigures, SheetPlaces, TableWriter, columns_of, name, spanned, stub_of};

/// What of the sheets of official tables is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintedArea {
    /// The table with its checks.
    Table,
    /// Last year's figures and the changes beside it as well.
    WithChanges,
}

/// Why a filing cannot be put into a workbook, in words.
#[derive(Debug)]
pub struct Unwritable(pub String);

/// The workbook of a filing, as the bytes of an .xlsx file; reading it gives the same filing.
///
/// The same filing gives the same bytes. Texts are written as texts: nothing an agency wrote becomes a formula.
///
/// # Errors
/// When a single paragraph is longer than a cell can hold (32 767 characters).
pub fn workbook(
    filing: &Filing,
    editions: &Editions,
    printed: PrintedArea,
) -> std::result::Result<Vec<u8>, Unwritable> {
    write(filing, editions, printed).map_err(|error| {
        Unwritable(match error {
            XlsxError::MaxStringLengthExceeded => "有一段文字超过 32767 字，一格放不下；请分段（空一行）".to_owned(),
            other => other.to_string(),
        })
    })
}

/// Writes all sheets.
fn write(filing: &Filing, editions: &Editions, printed: PrintedArea) -> Result<Vec<u8>> {
    let form = &filing.form;
    let looks = Looks::new();
    let before = filing.before();
    let before_figures = before.as_ref().map(|before| Figures::complete(before, None));
    let figures = Figures::complete(filing, before_figures.as_ref());
    let mut book = Workbook::new();
    book.set_properties(&properties(filing)?);

    let year = filing.year.as_ref().map_or(i32::MAX, |year| year.value - 1);
    let blank = Filing::empty(filing.source, editions.for_year(year));
    let last = before.as_ref().unwrap_or(&blank);
    let last_figures = before_figures.unwrap_or_else(|| Figures::complete(last, None));
    let mut last_sheet = Worksheet::new();
    let last_places = last_year(&mut last_sheet, filing, last, &last_figures, &looks)?;
    let carried = |id: CellId| carried(form, id, last, &last_figures, &last_places);
    let last = LastFigures { figures: &last_figures, places: &last_places };

    let mut sheet = Worksheet::new();
    guide::put(sheet.set_name(GUIDE)?, filing, &looks)?;
    finish(&mut book, sheet, look::TAB_GUIDE);
    let mut sheet = Worksheet::new();
    fields::basics(sheet.set_name(BASICS)?, filing, &looks)?;
    finish(&mut book, sheet, look::TAB_INPUT);
    let mut places = names::CellNames::new();
    for table in 0..form.tables.len() {
        let mut sheet = Worksheet::new();
        let official = Official { filing, figures: &figures, table, looks: &looks, before: &carried, last: &last };
        let put = official.put(sheet.set_name(table_name(form, table))?, printed)?;
        places.extend(put.into_iter().map(|(id, at)| (id, format!("'{}'!{}", table_name(form, table), name(at)))));
        finish(&mut book, sheet, look::TAB_INPUT);
    }
    let mut sheet = Worksheet::new();
    prose::put(sheet.set_name(PROSE)?, filing, &looks)?;
    finish(&mut book, sheet, look::TAB_INPUT);
    for account in &form.accounts {
        let mut sheet = Worksheet::new();
        fields::account(sheet.set_name(&account.label)?, filing, account, &looks)?;
        finish(&mut book, sheet, look::TAB_INPUT);
    }
    let mut sheet = Worksheet::new();
    fields::letter(sheet.set_name(LETTER)?, filing, &looks)?;
    finish(&mut book, sheet, look::TAB_OPTIONAL);
    finish(&mut book, last_sheet, look::TAB_OPTIONAL);
    let mut sheet = Worksheet::new();
    fields::advanced(sheet.set_name(ADVANCED)?, filing, &looks)?;
    finish(&mut book, sheet, look::TAB_OPTIONAL);
    let mut sheet = Worksheet::new();
    names::put(sheet.set_name(NAMES)?, filing, &figures, &places, &looks)?;
    finish(&mut book, sheet, look::TAB_GUIDE);
    Ok(of_any_system(book.save_to_buffer()?))
}

/// Protects a sheet without a password, and adds it.
fn finish(book: &mut Workbook, mut sheet: Worksheet, tab: Color) {
    let allowed =
        ProtectionOptions { format_rows: true, format_columns: true, insert_rows: true, ..ProtectionOptions::new() };
    sheet.set_tab_color(tab).protect_with_options(&allowed).set_screen_gridlines(false);
    book.push_worksheet(sheet);
}

/// What the file says of itself.
fn properties(filing: &Filing) -> Result<DocProperties> {
    Ok(look::properties(&filing.official_title())?
        .set_author(filing.name().unwrap_or_default())
        .set_comment(format!("{} 年格式（{}）；由 {PROGRAM} 生成", filing.form.edition, filing.form.notice.number))
        .set_custom_property("格式版本", filing.form.edition.as_str())
        .set_custom_property("程序版本", PROGRAM))
}

/// Characters over which a table's columns are spread.
const WIDE: f64 = 104.0;

/// The sheet of one table.
struct Official<'a> {
    /// What is filled in.
    filing: &'a Filing,
    /// Its figures.
    figures: &'a Figures,
    /// The number of the table.
    table: usize,
    /// The formats.
    looks: &'a Looks,
    /// Last year's figure that a cell takes over.
    before: &'a dyn Fn(CellId) -> Option<(String, Option<Decimal>)>,
    /// Last year's figures.
    last: &'a LastFigures<'a>,
}

impl Official<'_> {
    /// Puts the sheet, and says where the cells of the table are.
    fn put(&self, sheet: &mut Worksheet, printed: PrintedArea) -> Result<SheetPlaces> {
        let (form, table) = (&self.filing.form, self.table);
        // A total of nothing shows nothing.
        sheet.set_formula_result_default("");
        let declared = &form.tables[table].widths;
        let scale = WIDE / declared.iter().sum::<f64>();
        let mut widths: Vec<f64> = declared.iter().map(|width| (width * scale).max(5.0)).collect();
        let (stub, columns) = (stub_of(form, table), columns_of(form, table));
        widths.resize(usize::from(stub + columns), 14.0);
        for (column, width) in (0..).zip(&widths) {
            sheet.set_column_width(column, *width)?;
        }
        let has_stub = stub > 0;
        if has_stub {
            sheet.set_column_width(stub + columns, 14.0)?;
        }
        let last = stub + columns - 1;
        spanned(sheet, (0, 0), (0, last), &table_title(form, table), &self.looks.title)?;
        sheet.set_row_height(0, 30.0)?;
        let hint = self.hint();
        spanned(sheet, (1, 0), (1, last), &hint, &self.looks.hint)?;
        sheet.set_row_height(1, look::height(&hint, widths[..=usize::from(last)].iter().sum()))?;
        let writer = TableWriter {
            form,
            table,
            cells: &self.filing.cells,
            figures: self.figures,
            looks: self.looks,
            stub,
            top: 2,
            widths: &widths,
            before: self.before,
            year: Year::This,
            last: Some(self.last),
        };
        let (places, next) = writer.put(sheet)?;
        let first = places.values().min().copied().unwrap_or((3, 0));
        sheet.set_freeze_panes(first.0, stub)?;
        sheet.set_repeat_rows(0, first.0.saturating_sub(1))?;
        if printed == PrintedArea::Table {
            sheet.set_print_area(0, 0, next - 1, if has_stub { last + 1 } else { last })?;
        }
        look::paper(sheet, columns > 12 || stub + columns > 11 || printed == PrintedArea::WithChanges);
        Ok(places)
    }

    /// What is said above the table.
    fn hint(&self) -> String {
        let form = &self.filing.form;
        let is_total = |total: CellId| form.cell(total).table == self.table && form.cell(total).printed;
        let hint = if form.sums.iter().any(|sum| is_total(sum.total)) {
            "只填浅黄色的格；绿色的格自动计算。没有发生的填 0，不适用的填“/”。“核对”应为 0，变红表示数对不上。"
        } else {
            "只填浅黄色的格。没有发生的填 0，不适用的填“/”。"
        };
        let beside = if stub_of(form, self.table) > 0 { "右边" } else { "下面" };
        format!("{hint}{beside}灰色的“（自动）”是上年的数和增减，不用填，也不印进报告。{PROTECTED}")
    }
}

/// Puts the sheet of last year's figures, and says where they stand.
fn last_year(
    sheet: &mut Worksheet,
    filing: &Filing,
    last: &Filing,
    figures: &Figures,
    looks: &Looks,
) -> Result<SheetPlaces> {
    sheet.set_name(LAST_YEAR)?.set_formula_result_default("");
    let form = &last.form;
    let stub = (0..form.tables.len()).map(|table| stub_of(form, table)).max().unwrap_or(1);
    let columns = (0..form.tables.len()).map(|table| columns_of(form, table)).max().unwrap_or(1);
    let widths: Vec<f64> = (0..stub + columns)
        .map(|column| [18.0, 24.0, 30.0].get(usize::from(column)).copied().filter(|_| column < stub).unwrap_or(9.0))
        .collect();
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    let year = last.year.as_ref().map_or(String::new(), |year| format!("{} 年度，", year.value));
    let title = format!("上年数据（{year}{} 年格式）", form.edition);
    spanned(sheet, (0, 0), (0, stub + columns - 1), &title, &looks.title)?;
    sheet.set_row_height(0, 30.0)?;
    let hint = format!(
        "照上年已公布的报告填；用来核对上年结转、计算增减。没有的数空着，不当作 0；没有上年的报告就都空着。{PROTECTED}"
    );
    spanned(sheet, (1, 0), (1, stub + columns - 1), &hint, &looks.hint)?;
    sheet.set_row_height(1, look::height(&hint, widths.iter().sum()))?;
    let mut rows = Rows { next: 3 };
    fields::list(sheet, filing, looks, &Group::LastYear, &mut rows)?;
    rows.next += 2;
    let mut places = SheetPlaces::new();
    for table in 0..form.tables.len() {
        let row = rows.take();
        spanned(sheet, (row, 0), (row, stub - 1), &table_title(form, table), &looks.heading)?;
        let before = |_: CellId| None;
        let put = TableWriter {
            form,
            table,
            cells: &last.cells,
            figures,
            looks,
            stub,
            top: rows.next,
            widths: &widths,
            before: &before,
            year: Year::Last,
            last: None,
        };
        let (more, next) = put.put(sheet)?;
        places.extend(more);
        rows.next = next + 2;
    }
    look::paper(sheet, true);
    Ok(places)
}

/// Last year's figure that a cell takes over: a formula, and its value.
fn carried(
    form: &Form,
    id: CellId,
    last: &Filing,
    figures: &Figures,
    places: &SheetPlaces,
) -> Option<(String, Option<Decimal>)> {
    let source = last.form.find(form.cell(id).prior.as_ref()?)?;
    let place = name(*places.get(&source)?);
    Some((format!("SUM('{LAST_YEAR}'!{place})"), figures.get(source).addend()))
}
