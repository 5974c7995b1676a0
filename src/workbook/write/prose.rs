//! The sheet of prose: a row a paragraph.

use rust_xlsxwriter::Worksheet;

use super::look::{Looks, height, paper};
use super::rows::{Result, Rows};
use super::table::spanned;
use crate::filing::{Filing, LineEnds, ProseText, Text};
use crate::prose::settled;
use crate::workbook::words::{AFTER, BEFORE, EXTRA, PARAGRAPHS, PREFACE, section_name};

/// Characters of the columns: place, title, text.
const WIDTHS: [f64; 3] = [30.0, 22.0, 92.0];
/// Rows left free after a section, for more paragraphs.
const FREE: usize = 4;

/// Puts the sheet.
pub fn put(sheet: &mut Worksheet, filing: &Filing, looks: &Looks) -> Result<()> {
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    spanned(sheet, (0, 0), (0, 2), "正文", &looks.title)?;
    sheet.set_row_height(0, 30.0)?;
    let hint = "一行一段，接着往下写；行不够就在中间插入行，“栏目”可以空着（接上一行）。“标题”一般不填，用规定的标题。\
                正文里 # 开头是小标题，自动编号（一）（二）；{{ applications.new }} 会换成表里的数；\
                也可以只写同一文件夹里 Markdown 文件的名字，如 正文.md。";
    let more = format!(
        "要在某一部分之后增设一个部分，栏目写“{EXTRA}{}”这样，标题写在“标题”一格。",
        section_name(&filing.form, 0)
    );
    spanned(sheet, (1, 0), (1, 2), &format!("{hint}{more}"), &looks.hint)?;
    sheet.set_row_height(1, 64.0)?;
    for (column, heading) in (0..).zip(PARAGRAPHS) {
        sheet.write_string_with_format(2, column, heading, &looks.head)?;
    }
    let mut writer = Writer { sheet, looks, rows: Rows { next: 3 } };
    let preface = filing.preface.as_ref().and_then(|preface| preface.text.as_ref());
    if preface.is_some() {
        writer.piece(PREFACE, None, preface, 0)?;
    }
    let form = &filing.form;
    for (number, section) in form.sections.iter().enumerate() {
        let name = section_name(form, number);
        let input = filing.sections.get(&section.key).cloned().unwrap_or_default();
        if section.table.is_some() {
            // A table's section has prose before or after it; all of it as one text is as good as before.
            let title = if input.text.is_some() { &None } else { &input.title };
            if input.text.is_some() {
                writer.piece(&name, input.title.as_ref(), input.text.as_ref(), 0)?;
            }
            writer.piece(&format!("{name}{BEFORE}"), title.as_ref(), input.before.as_ref(), 0)?;
            writer.piece(&format!("{name}{AFTER}"), None, input.after.as_ref(), 0)?;
        } else {
            let free = if section.fallback.is_some() { 1 } else { FREE };
            writer.piece(&name, input.title.as_ref(), input.text.as_ref(), free)?;
            for (ending, prose) in [(BEFORE, &input.before), (AFTER, &input.after)] {
                if prose.is_some() {
                    writer.piece(&format!("{name}{ending}"), None, prose.as_ref(), 0)?;
                }
            }
        }
        for extra in filing.extra.iter().filter(|extra| extra.after == section.key) {
            writer.piece(&format!("{EXTRA}{name}"), extra.title.as_ref(), extra.text.as_ref(), 0)?;
        }
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_repeat_rows(2, 2)?;
    paper(sheet, true);
    Ok(())
}

/// Rows of prose being put.
struct Writer<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    rows: Rows,
}

impl Writer<'_> {
    /// Puts a piece of prose, a row a paragraph, and some free rows.
    fn piece(
        &mut self,
        name: &str,
        title: Option<&<Text as IntoIterator>::Item>,
        prose: Option<&ProseText>,
        free: usize,
    ) -> Result<()> {
        let text = prose.map_or_else(String::new, |prose| settled(prose, LineEnds::Paragraphs));
        let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
        // Reading joins paragraphs by one empty line; where there are more, the text stays whole.
        if paragraphs.iter().any(|paragraph| paragraph.trim().is_empty()) {
            paragraphs = vec![&text];
        }
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let title = title.filter(|_| number == 0).map_or("", |title| title.value.as_str());
            self.row(if number == 0 { name } else { "" }, title, paragraph)?;
        }
        for _ in 0..free {
            self.row("", "", "")?;
        }
        Ok(())
    }

    /// Puts one row.
    fn row(&mut self, name: &str, title: &str, text: &str) -> Result<()> {
        let row = self.rows.take();
        let place = self.looks.label.clone().set_unlocked();
        self.sheet.write_string_with_format(row, 0, name, &place)?;
        self.sheet.write_string_with_format(row, 1, title, &self.looks.prose)?;
        self.sheet.write_string_with_format(row, 2, text, &self.looks.prose)?;
        self.sheet.set_row_height(row, height(text, WIDTHS[2]).max(height(name, WIDTHS[0])).max(20.0))?;
        Ok(())
    }
}
