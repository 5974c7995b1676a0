//! The sheet of prose: a row a paragraph.

use rust_xlsxwriter::Worksheet;

use super::look::{Looks, height, paper};
use super::rows::{Result, Rows};
use super::table::spanned;
use crate::filing::{Filing, LineEnds, ProseText, Text};
use crate::prose::settled;
use crate::workbook::words::{
    AFTER, BEFORE, BESIDE_TABLES, EXTRA, NAMES, PARAGRAPHS, PREFACE, PROTECTED, example, section_name,
};

/// Characters of the columns: place, title, text.
const WIDTHS: [f64; 3] = [30.0, 22.0, 92.0];
/// Rows left free after the first section, where reports are longest.
const FREE_FIRST: usize = 30;
/// Rows left free after another section that is all prose.
const FREE: usize = 15;
/// Rows left free after what most reports say nothing in.
const FREE_SHORT: usize = 6;

/// Puts the sheet.
pub(super) fn put(sheet: &mut Worksheet, filing: &Filing, looks: &Looks) -> Result<()> {
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    spanned(sheet, (0, 0), (0, 2), "正文", &looks.title)?;
    sheet.set_row_height(0, 30.0)?;
    let hint = format!(
        "一行一段，接着往下写；行不够就在中间插入行，“栏目”可以空着（接上一行），不要写到下一个栏目的行里。\
         “标题”一般不填，用规定的标题。正文里 # 开头是小标题，自动编号（一）（二）；\
         {{{{ {} }}}} 会换成表里的数，能用的名称在“{NAMES}”表里；\
         也可以只写同一文件夹里 Markdown 文件的名字，如 正文.md。",
        example(&filing.form)
    );
    let more = format!(
        "“{PREFACE}”空着就由“基本信息”生成，要整段自己写才填。表格前后的文字在最后。\
         要在某一部分之后增设一个部分，栏目写“{EXTRA}{}”这样，标题写在“标题”一格。{PROTECTED}",
        section_name(&filing.form, 0)
    );
    let hint = format!("{hint}{more}");
    spanned(sheet, (1, 0), (1, 2), &hint, &looks.hint)?;
    sheet.set_row_height(1, height(&hint, WIDTHS.iter().sum()))?;
    for (column, heading) in (0..).zip(PARAGRAPHS) {
        sheet.write_string_with_format(2, column, heading, &looks.head)?;
    }
    let mut writer = ProseWriter { sheet, looks, rows: Rows { next: 3 } };
    let preface = filing.preface.as_ref().and_then(|preface| preface.text.as_ref());
    writer.piece(PREFACE, None, preface, FREE_SHORT)?;
    let form = &filing.form;
    let input = |key: &str| filing.sections.get(key).cloned().unwrap_or_default();
    for (number, section) in form.sections.iter().enumerate() {
        let name = section_name(form, number);
        let input = input(&section.key);
        // A table's section has prose before or after it; all of it as one text is as good as before.
        if section.table.is_none() || input.text.is_some() {
            let free = match number {
                0 => FREE_FIRST,
                _ if section.fallback.is_some() || section.table.is_some() => FREE_SHORT,
                _ => FREE,
            };
            writer.piece(&name, input.title.as_ref(), input.text.as_ref(), free)?;
        }
        for extra in filing.extra.iter().filter(|extra| extra.after == section.key) {
            writer.piece(&format!("{EXTRA}{name}"), extra.title.as_ref(), extra.text.as_ref(), FREE_SHORT)?;
        }
    }
    writer.heading(BESIDE_TABLES)?;
    for (number, section) in form.sections.iter().enumerate() {
        let name = section_name(form, number);
        let input = input(&section.key);
        let title = input.title.as_ref().filter(|_| section.table.is_some() && input.text.is_none());
        for (ending, title, prose) in [(BEFORE, title, &input.before), (AFTER, None, &input.after)] {
            if section.table.is_some() || prose.is_some() {
                writer.piece(&format!("{name}{ending}"), title, prose.as_ref(), FREE_SHORT / 2)?;
            }
        }
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_repeat_rows(2, 2)?;
    paper(sheet, true);
    Ok(())
}

/// Rows of prose being put.
struct ProseWriter<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    rows: Rows,
}

impl ProseWriter<'_> {
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

    /// Puts a heading between sections.
    fn heading(&mut self, text: &str) -> Result<()> {
        let row = self.rows.take();
        spanned(self.sheet, (row, 0), (row, 2), text, &self.looks.heading)
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
