//! A copy of a workbook with its faults marked, for the clerk who filled it in.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Dimensions, Reader as _, StyleRange};
use indexmap::IndexSet;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Url, Workbook, Worksheet, XlsxError};

use super::limits::{self, narrow};
use super::refusal::Refusal;
use super::sheets::{self, Sheet};
use super::write::look::{height, paper, properties, width};
use crate::finding::{Finding, Severity};
use crate::source::{CellPlace, Sources};

/// The sheet that lists what was found.
const LIST: &str = "问题清单";
/// Its columns and their widths in characters.
const COLUMNS: [(&str, f64); 6] =
    [("序号", 6.0), ("程度", 8.0), ("规则", 10.0), ("位置", 30.0), ("问题", 60.0), ("怎么办", 50.0)];

/// A copy of the workbook in `bytes`: the same cells at the same places, those at fault filled with colour and
/// commented, and before them a list of all findings with links to their cells.
///
/// Formulas are copied as their results: nothing in the copy computes.
///
/// # Errors
/// When the workbook cannot be read, or the copy cannot be made.
pub fn annotate(bytes: &[u8], sources: &Sources, findings: &[Finding]) -> Result<Vec<u8>, Refusal> {
    let sheets = sheets::read(bytes, |_| true)?;
    let copier = Copier { marks: marks(sources, findings), looks: looks(bytes), sheets: &sheets };
    copier.copy(sources, findings).map_err(|error| Refusal::broken(error.to_string()))
}

/// What is wrong with each cell: the highest severity, and all messages.
type Marks = BTreeMap<CellPlace, (Severity, IndexSet<String>)>;

/// The cells that findings point at.
fn marks(sources: &Sources, findings: &[Finding]) -> Marks {
    let mut marks = Marks::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        for mark in &finding.marks {
            let Some(cell) = sources.cell(&mark.at) else { continue };
            let told = format!("{} {}\n建议：{}", finding.rule.code, finding.message, finding.hint);
            // What is wrong stands out from what only does not fit with it.
            let weight = if mark.is_evidence { Severity::Hint } else { finding.severity };
            let (severity, all) = marks.entry(cell.clone()).or_insert((weight, IndexSet::new()));
            *severity = (*severity).min(weight);
            all.insert(told);
        }
    }
    marks
}

/// What a sheet looks like: merged cells and, where the format tells them, styles.
#[derive(Default)]
struct SheetLook {
    merged: Vec<Dimensions>,
    styles: Option<StyleRange>,
}

/// The looks of all sheets; none of those that cannot be read.
fn looks(bytes: &[u8]) -> BTreeMap<String, SheetLook> {
    let read = std::panic::catch_unwind(|| {
        let mut looks = BTreeMap::new();
        if let Ok(mut xlsx) = calamine::Xlsx::new(Cursor::new(bytes)) {
            for name in xlsx.sheet_names() {
                let merged = xlsx.merge_cells_by_sheet_name(&name).unwrap_or_default();
                let styles = xlsx.worksheet_style(&name).ok();
                looks.insert(name, SheetLook { merged, styles });
            }
        } else if let Ok(xls) = calamine::Xls::new(Cursor::new(bytes)) {
            for name in xls.sheet_names() {
                let merged = xls.merge_cells_by_sheet_name(&name).unwrap_or_default();
                looks.insert(name, SheetLook { merged, styles: None });
            }
        }
        looks
    });
    read.unwrap_or_default()
}

/// A workbook being copied.
struct Copier<'a> {
    marks: Marks,
    looks: BTreeMap<String, SheetLook>,
    sheets: &'a [Sheet],
}

impl Copier<'_> {
    /// Writes the list and all sheets.
    fn copy(&self, sources: &Sources, findings: &[Finding]) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        book.set_properties(&properties(LIST)?);
        let mut list = Worksheet::new();
        let taken = |name: &str| self.sheets.iter().any(|sheet| sheet.name.eq_ignore_ascii_case(name));
        let name =
            std::iter::once(LIST.to_owned()).chain((2..).map(|n| format!("{LIST}{n}"))).find(|name| !taken(name));
        list.set_name(name.unwrap_or_default())?;
        self.list(&mut list, sources, findings)?;
        book.push_worksheet(list);
        for sheet in self.sheets {
            let mut copy = Worksheet::new();
            copy.set_name(&*sheet.name)?;
            self.sheet(&mut copy, sheet)?;
            paper(&mut copy, false);
            copy.set_hidden(!sheet.visible);
            book.push_worksheet(copy);
        }
        book.save_to_buffer()
    }

    /// Writes the list of findings.
    fn list(&self, sheet: &mut Worksheet, sources: &Sources, findings: &[Finding]) -> Result<(), XlsxError> {
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let head = plain.clone().set_bold().set_background_color(Color::RGB(0xF2_F2_F2));
        let link = plain
            .clone()
            .set_font_color(Color::RGB(0x05_63_C1))
            .set_underline(rust_xlsxwriter::FormatUnderline::Single);
        for (column, (heading, width)) in (0..).zip(COLUMNS) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, heading, &head)?;
        }
        let open: Vec<&Finding> = findings.iter().filter(|finding| finding.accepted.is_none()).collect();
        for (row, finding) in (1..).zip(&open) {
            let severity = plain.clone().set_background_color(color(finding.severity));
            sheet.write_number_with_format(row, 0, row, &plain)?;
            sheet.write_string_with_format(row, 1, finding.severity.label(), &severity)?;
            sheet.write_string_with_format(row, 2, finding.rule.code, &plain)?;
            let cell = finding.marks.first().and_then(|mark| sources.cell(&mark.at));
            match (cell, finding.marks.first()) {
                (Some(cell), _) if self.sheets.iter().any(|sheet| sheet.name == cell.sheet) => {
                    let target = format!("internal:'{}'!{}", cell.sheet.replace('\'', "''"), cell.name());
                    sheet.write_url_with_format(row, 3, Url::new(target).set_text(cell.to_string()), &link)?;
                }
                (_, Some(mark)) => {
                    sheet.write_string_with_format(row, 3, sources.describe(&mark.at), &plain)?;
                }
                (_, None) => {
                    sheet.write_string_with_format(row, 3, "全文", &plain)?;
                }
            }
            // Of a long sum the parts that are not zero.
            let telling = |mark: &&crate::finding::Mark| finding.marks.len() <= 8 || !mark.label.ends_with(" = 0");
            let others = finding.marks.iter().skip(1).filter(telling).filter_map(|mark| sources.cell(&mark.at));
            let others: Vec<String> = others.take(12).map(ToString::to_string).collect();
            let also = if others.is_empty() { String::new() } else { format!("\n还涉及：{}", others.join("、")) };
            let message = cut(&format!("{}{also}", finding.message));
            sheet.write_string_with_format(row, 4, &message, &plain)?;
            sheet.write_string_with_format(row, 5, cut(&finding.hint), &plain)?;
            sheet.set_row_height(row, height(&message, COLUMNS[4].1).max(height(&finding.hint, COLUMNS[5].1)))?;
        }
        if open.is_empty() {
            sheet.write_string_with_format(1, 4, "没有发现问题", &plain)?;
        }
        sheet.set_freeze_panes(1, 0)?.set_tab_color(Color::RGB(0xC0_00_00));
        paper(sheet, true);
        Ok(())
    }

    /// Copies one sheet with its marks.
    fn sheet(&self, copy: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
        let none = SheetLook::default();
        let look = self.looks.get(&*sheet.name).unwrap_or(&none);
        let merged: BTreeSet<(u32, u32)> = look.merged.iter().map(|area| area.start).collect();
        let mut widths: BTreeMap<u16, f64> = BTreeMap::new();
        for (row, column, content) in sheet.cells() {
            let text = content.text();
            if !merged.contains(&(row, column)) {
                let wide = widths.entry(narrow(column)).or_insert(8.0);
                *wide = wide.max(width(text) + 2.0).min(70.0);
            }
        }
        for (column, width) in widths {
            copy.set_column_width(column, width)?;
        }
        for area in look.merged.iter().filter(|area| area.start < area.end && self.is_near(area)) {
            let format = self.format(sheet, look, area.start);
            copy.merge_range(area.start.0, narrow(area.start.1), area.end.0, narrow(area.end.1), "", &format)?;
        }
        for (row, column, content) in sheet.cells() {
            let format = self.format(sheet, look, (row, column));
            let text = content.text();
            // A text that begins like a formula stays a text.
            match text.parse::<f64>().ok().filter(|n| sheets::number(*n) == text) {
                Some(number) => copy.write_number_with_format(row, narrow(column), number, &format)?,
                None => copy.write_string_with_format(row, narrow(column), cut(text), &format)?,
            };
        }
        for (place, (severity, told)) in self.marks.iter().filter(|(place, _)| place.sheet == sheet.name) {
            let (row, column) = (place.row, narrow(place.column));
            if sheet.get(place.row, place.column).is_none() {
                copy.write_blank(row, column, &self.format(sheet, look, (place.row, place.column)))?;
            }
            let told: Vec<&str> = told.iter().map(String::as_str).collect();
            let text: String = told.join("\n\n").chars().take(2_000).collect();
            let note = Note::new(text).set_author("nianbao").add_author_prefix(false).set_width(360).set_height(140);
            copy.insert_note(row, column, &note)?;
            if *severity == Severity::Error {
                copy.set_tab_color(Color::RGB(0xC0_00_00));
            }
        }
        Ok(())
    }

    /// Whether a merged area is near enough to be one of a form's.
    fn is_near(&self, area: &Dimensions) -> bool {
        area.end.0 <= limits::LAST_ROW && area.end.1 <= limits::LAST_COLUMN && area.end.1 - area.start.1 <= 200
    }

    /// The look of a cell: its own, or the colour of what is wrong with it.
    fn format(&self, sheet: &Sheet, look: &SheetLook, (row, column): (u32, u32)) -> Format {
        let mut format = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        if let Some(style) = look.styles.as_ref().and_then(|styles| styles.get((row, column))) {
            if style.font.as_ref().is_some_and(|font| font.is_bold()) {
                format = format.set_bold();
            }
            if style.borders.as_ref().is_some_and(|borders| borders.has_visible_borders()) {
                format = format.set_border(FormatBorder::Thin);
            }
            if let Some(color) = style.fill.as_ref().filter(|fill| fill.is_visible()).and_then(|fill| fill.get_color())
            {
                format = format.set_background_color(Color::RGB(color.to_argb() & 0xFF_FF_FF));
            }
            if style.alignment.as_ref().is_some_and(|a| a.horizontal == calamine::HorizontalAlignment::Center) {
                format = format.set_align(FormatAlign::Center);
            }
        }
        let place = CellPlace { sheet: sheet.name.clone(), row, column };
        match self.marks.get(&place) {
            Some((severity, _)) => format.set_background_color(color(*severity)).set_border(FormatBorder::Medium),
            None => format,
        }
    }
}

/// The colour of a weight.
fn color(severity: Severity) -> Color {
    Color::RGB(match severity {
        Severity::Error => 0xFF_C7_CE,
        Severity::Warning => 0xFF_EB_9C,
        Severity::Hint => 0xDD_EB_F7,
    })
}

/// A text as long as a cell can hold.
fn cut(text: &str) -> String {
    text.chars().take(32_000).collect()
}
