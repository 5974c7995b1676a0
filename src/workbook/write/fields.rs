//! Sheets of fields: what, what is written, what to write; and the small lists below them.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Worksheet};

use super::look::{Looks, height, paper};
use super::rows::{Result, Rows};
use super::table::spanned;
use crate::filing::{
    ACCEPTED, AccountUnit, FIELDS, Field, FieldKind, Filing, GENERATED, Group, LABELS, List, OMITTED, WANTED, YEARS,
};
use crate::form::Account;
use crate::workbook::words;

/// Characters of the columns: what, what is written, what to write.
const WIDTHS: [f64; 3] = [26.0, 60.0, 50.0];

/// Puts the title, the hint and the columns of a sheet.
fn begin(sheet: &mut Worksheet, title: &str, hint: &str, looks: &Looks) -> Result<Rows> {
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    spanned(sheet, (0, 0), (0, 2), title, &looks.title)?;
    sheet.set_row_height(0, 30.0)?;
    let hint = format!("{hint}{}", words::PROTECTED);
    spanned(sheet, (1, 0), (1, 2), &hint, &looks.hint)?;
    sheet.set_row_height(1, height(&hint, WIDTHS.iter().sum()))?;
    paper(sheet, false);
    Ok(Rows { next: 3 })
}

/// Puts `基本信息`: what every clerk fills in.
pub(super) fn basics(sheet: &mut Worksheet, filing: &Filing, looks: &Looks) -> Result<()> {
    let hint = format!("在浅黄色的格里填写；没有的空着。很少用到的项在“{}”表里。", words::ADVANCED);
    let mut rows = begin(sheet, words::BASICS, &hint, looks)?;
    lists(sheet, filing, looks, &mut rows, &[(Group::Report, "报告"), (Group::Agency, "机关")])?;
    sheet.set_freeze_panes(3, 1)?;
    Ok(())
}

/// Puts `高级`: the parts of the preface, tags, labels and acceptances.
pub(super) fn advanced(sheet: &mut Worksheet, filing: &Filing, looks: &Looks) -> Result<()> {
    let hint = format!(
        "一般不用填。“标签”和“限于”写官方的名称，如“{}”，或写它在“{}”表里的键。",
        words::example(&filing.form),
        words::NAMES
    );
    let mut rows = begin(sheet, words::ADVANCED, &hint, looks)?;
    let groups = [
        (Group::Years, "与往年对比"),
        (Group::Preface, "引言：报告开头的一段，由“基本信息”生成；要整段自己写，写在“正文”表的“引言”一行"),
        (Group::Web, "网页的元数据：有值的才写进网页"),
    ];
    lists(sheet, filing, looks, &mut rows, &groups)?;
    let row = rows.take();
    sheet.write_string_with_format(row, 0, "标签：行、列要印成别的名称时填", &looks.heading)?;
    let labels = filing.labels.iter().map(|(key, label)| vec![key.clone(), label.value.clone()]);
    entries(sheet, looks, &LABELS, labels.collect(), 3, &mut rows)?;
    let row = rows.take();
    sheet.write_string_with_format(row, 0, "认可：核对无误、确需照此印出的问题", &looks.heading)?;
    let text = |text: &crate::filing::Text| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    let accepted =
        filing.accept.iter().map(|accept| vec![accept.rule.value.clone(), text(&accept.at), text(&accept.reason)]);
    entries(sheet, looks, &ACCEPTED, accepted.collect(), 5, &mut rows)?;
    sheet.set_freeze_panes(3, 1)?;
    Ok(())
}

/// Puts some lists of fields, each under its heading.
fn lists(
    sheet: &mut Worksheet,
    filing: &Filing,
    looks: &Looks,
    rows: &mut Rows,
    groups: &[(Group, &str)],
) -> Result<()> {
    for (group, heading) in groups {
        let row = rows.take();
        sheet.write_string_with_format(row, 0, *heading, &looks.heading)?;
        list(sheet, filing, looks, group, rows)?;
        rows.next += 1;
    }
    Ok(())
}

/// Puts the sheet of an account.
pub(super) fn account(sheet: &mut Worksheet, filing: &Filing, account: &Account, looks: &Looks) -> Result<()> {
    let mut rows = begin(sheet, &account.label, &account.hint, looks)?;
    list(sheet, filing, looks, &Group::Account(account.key.clone()), &mut rows)?;
    rows.next += 1;
    let row = rows.take();
    sheet.write_string_with_format(row, 0, "分单位：有几个单位的，逐个填", &looks.heading)?;
    let units = filing.accounts.get(&account.key).into_iter().flat_map(|given| &given.units);
    let figures = |unit: &AccountUnit| -> Vec<String> {
        let figures = account.figures.iter().map(|figure| unit.figures.get(&figure.key).map(ToString::to_string));
        std::iter::once(unit.unit.clone()).chain(figures.map(Option::unwrap_or_default)).collect()
    };
    entries(sheet, looks, &List::of(account), units.map(figures).collect(), 10, &mut rows)
}

/// Puts `报送函`.
pub(super) fn letter(sheet: &mut Worksheet, filing: &Filing, looks: &Looks) -> Result<()> {
    let hint = "依据：GB/T 9704-2012《党政机关公文格式》。发布在网站上的报告不带这些。";
    let mut rows = begin(sheet, words::LETTER, hint, looks)?;
    let groups = [
        (Group::Letter, "报送报告用的公文（红头、正文、版记）：要用 nianbao letter 生成时填"),
        (Group::Document, "报告本身的公文要素：报告自己编号印发时才填"),
    ];
    lists(sheet, filing, looks, &mut rows, &groups)
}

/// Puts a list of fields under its headings.
pub(super) fn list(
    sheet: &mut Worksheet,
    filing: &Filing,
    looks: &Looks,
    group: &Group,
    rows: &mut Rows,
) -> Result<()> {
    let row = rows.take();
    for (column, heading) in (0..).zip(words::FIELDS.into_iter().chain([words::HELP])) {
        sheet.write_string_with_format(row, column, heading, &looks.head)?;
    }
    let of_form = Field::of_form(&filing.form);
    for field in FIELDS.iter().chain(&of_form).filter(|field| field.group == *group) {
        let values = field.get(filing);
        // A list has room for one more.
        let more = usize::from(values.is_empty() || matches!(field.kind, FieldKind::List(_)));
        for value in values.iter().map(String::as_str).chain(std::iter::repeat_n("", more)) {
            let row = rows.take();
            sheet.write_string_with_format(row, 0, &*field.label, &looks.label)?;
            sheet.write_string_with_format(row, 2, &*field.help, &looks.hint)?;
            write(sheet, looks, field, row, value)?;
            let tall = height(value, WIDTHS[1]).max(height(&field.help, WIDTHS[2])).max(20.0);
            sheet.set_row_height(row, tall)?;
        }
    }
    Ok(())
}

/// Puts the value of a field, with what may be written there.
fn write(sheet: &mut Worksheet, looks: &Looks, field: &Field, row: u32, value: &str) -> Result<()> {
    let year = value.parse::<f64>().ok().filter(|_| field.kind == FieldKind::Year);
    match year {
        Some(year) => sheet.write_number_with_format(row, 1, year, &looks.figure)?,
        None => sheet.write_string_with_format(row, 1, value, &looks.text)?,
    };
    let words: Vec<&str> = match field.kind {
        FieldKind::Choice(choice) => choice.words.iter().map(|(word, _)| *word).collect(),
        FieldKind::Part => vec![GENERATED, OMITTED],
        FieldKind::Flag => vec![WANTED, OMITTED],
        _ => Vec::new(),
    };
    let validation = if !words.is_empty() {
        let style = if field.kind == FieldKind::Part {
            DataValidationErrorStyle::Information
        } else {
            DataValidationErrorStyle::Warning
        };
        DataValidation::new().allow_list_strings(&words)?.set_error_style(style).set_error_message(&*field.help)?
    } else if field.kind == FieldKind::Year {
        DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(*YEARS.start(), *YEARS.end()))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_message("填四位年份，如 2025")?
    } else {
        return Ok(());
    };
    sheet.add_data_validation(row, 1, row, 1, &validation.set_error_title("请核对")?)?;
    Ok(())
}

/// Puts a list of entries under its headings, with some empty ones below.
fn entries(
    sheet: &mut Worksheet,
    looks: &Looks,
    list: &List,
    entries: Vec<Vec<String>>,
    empty: usize,
    rows: &mut Rows,
) -> Result<()> {
    let row = rows.take();
    for (column, declared) in (0..).zip(list.columns.iter()) {
        sheet.write_string_with_format(row, column, &*declared.heading, &looks.head)?;
    }
    let blank = vec![String::new(); list.columns.len()];
    for entry in entries.into_iter().chain(std::iter::repeat_n(blank, empty)) {
        let row = rows.take();
        for (column, text) in (0..).zip(&entry) {
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        let tall = entry.iter().zip(WIDTHS).map(|(text, width)| height(text, width)).fold(20.0, f64::max);
        sheet.set_row_height(row, tall)?;
    }
    rows.next += 1;
    Ok(())
}
