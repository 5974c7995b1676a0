//! Names in the sheets of a workbook: the column below a known head, or the only one that holds texts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Collector, HEADS, ListEntry, UnitList, plain_name};
use crate::workbook::{Content, Refusal, Sheet};

/// What heads groups.
const GROUPS: [&str; 6] = ["组别", "分组", "类别", "性质", "单位类别", "单位性质"];

/// What heads the numbers of rows, which say nothing.
const NUMBERS: &str = "序号";

/// Heads of columns that were not used that are named.
const MOST_HEADS: usize = 6;

/// Rows in which heads are looked for.
const FIRST_ROWS: u32 = 20;

/// Where names stand in a sheet.
struct NameColumn<'s> {
    /// The sheet.
    sheet: &'s Sheet,
    /// The first row that may hold one.
    first: u32,
    /// Their column.
    names: u32,
    /// The column of their groups.
    groups: Option<u32>,
}

/// The units that stand in sheets, and what else stands there; sheets that are not shown are left alone.
pub(super) fn units(sheets: &[Sheet]) -> Result<UnitList, Refusal> {
    let shown: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.visible).collect();
    let mut columns = Vec::new();
    for sheet in &shown {
        columns.extend(headed(sheet)?);
    }
    if columns.is_empty() {
        let single: Vec<NameColumn<'_>> = shown.iter().filter_map(|sheet| only_texts(sheet)).collect();
        if single.len() != 1 {
            return Err(nowhere(&shown, single.len()));
        }
        columns = single;
    }
    let mut list = UnitList::default();
    for column in &columns {
        list.units.extend(column.units()?);
    }
    list.remarks.extend(unused_sheets(sheets, &columns));
    list.remarks.extend(columns.iter().filter_map(NameColumn::others));
    Ok(list)
}

/// Tells the sheets that hold something and were not used.
fn unused_sheets(sheets: &[Sheet], columns: &[NameColumn<'_>]) -> Option<String> {
    let is_used = |sheet: &Sheet| columns.iter().any(|column| column.sheet.name == sheet.name);
    let has_words = |sheet: &Sheet| sheet.cells().any(|(.., content)| has_letters(content.text()));
    let unused = sheets.iter().filter(|sheet| !is_used(sheet) && has_words(sheet));
    let names: Vec<String> =
        unused.map(|sheet| format!("“{}”{}", sheet.name, if sheet.visible { "" } else { "（隐藏的）" })).collect();
    (!names.is_empty())
        .then(|| format!("名单里没有用到的表：{}；里面有单位的，移到一张表的单位名称一列里", names.join("、")))
}

/// The column that a head in the first rows of a sheet heads.
fn headed(sheet: &Sheet) -> Result<Option<NameColumn<'_>>, Refusal> {
    for row in 0..FIRST_ROWS {
        // `单位名称（全称）` is `单位名称`.
        let words: Vec<(u32, String)> = sheet
            .row(row)
            .map(|(column, content)| {
                let word = plain_name(content.text());
                (column, word.split('（').next().unwrap_or_default().to_owned())
            })
            .collect();
        let Some(head) = HEADS.iter().find(|head| words.iter().any(|(_, word)| word == *head)) else { continue };
        let found: Vec<u32> = words.iter().filter(|(_, word)| word == head).map(|(column, _)| *column).collect();
        if found.len() > 1 {
            let reason = format!("“{}”第{}行有 {} 列“{head}”", sheet.name, row + 1, found.len());
            return Err(Refusal { reason, hint: "把单位名称都放在一列里，保存后重试".to_owned() });
        }
        let groups = words.iter().find(|(_, word)| GROUPS.contains(&word.as_str())).map(|(column, _)| *column);
        return Ok(Some(NameColumn { sheet, first: row + 1, names: found[0], groups }));
    }
    Ok(None)
}

/// The column of a sheet that alone holds texts.
fn only_texts(sheet: &Sheet) -> Option<NameColumn<'_>> {
    let texts = sheet.cells().filter(|(_, _, content)| has_letters(content.text()));
    let columns: BTreeSet<u32> = texts.map(|(_, column, _)| column).collect();
    let names = *columns.first().filter(|_| columns.len() == 1)?;
    Some(NameColumn { sheet, first: 0, names, groups: None })
}

/// Whether a text has anything of a name.
fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

impl NameColumn<'_> {
    /// The units that stand in it.
    fn units(&self) -> Result<Vec<ListEntry>, Refusal> {
        let mut names = Vec::new();
        let mut groups = BTreeMap::new();
        for (row, column, content) in self.sheet.cells().filter(|(row, ..)| *row >= self.first) {
            if column == self.names {
                names.push((row, self.text(row, column, content, "单位名称")?));
            } else if Some(column) == self.groups {
                groups.insert(row, self.text(row, column, content, "组别")?);
            }
        }
        let mut collector = Collector::default();
        for (row, name) in names {
            // Of merged cells only the first holds the group.
            let group = groups.range(..=row).next_back().map(|(_, group)| *group);
            let cell = self.sheet.place((row, self.names));
            collector.take(name, group, || (cell.to_string(), Some(cell)));
        }
        Ok(collector.units)
    }

    /// Tells the columns beside it that were not used, by their heads, or the first of their words.
    fn others(&self) -> Option<String> {
        let is_used = |column: u32| column == self.names || Some(column) == self.groups;
        let is_told = |text: &str| has_letters(text) && plain_name(text) != NUMBERS;
        let head = |column: u32| self.first.checked_sub(1).map(|row| self.sheet.text(row, column)).unwrap_or_default();
        let mut found: BTreeMap<u32, &str> = BTreeMap::new();
        for (_, column, content) in self.sheet.cells().filter(|(row, ..)| *row >= self.first) {
            let text = if head(column).is_empty() { content.text().trim() } else { head(column) };
            if !is_used(column) && is_told(text) {
                found.entry(column).or_insert(text);
            }
        }
        let named: Vec<String> = found.values().take(MOST_HEADS).map(|text| format!("“{text}”")).collect();
        let sheet = &self.sheet.name;
        (!named.is_empty()).then(|| format!("名单“{sheet}”里只用了单位名称和组别，没有用：{}", named.join("、")))
    }

    /// The text of a cell, where it is one.
    fn text<'c>(&self, row: u32, column: u32, content: &'c Content, wanted: &str) -> Result<&'c str, Refusal> {
        let place = self.place(row, column);
        let text = content.text().trim();
        let (reason, hint) = match content {
            Content::Error(error) => {
                (format!("{place} 是错误值 {error}，不是{wanted}"), format!("改成{wanted}，保存后重试"))
            }
            Content::Uncomputed(_) => {
                (format!("{place} 是公式，没有保存结果"), "用 Excel、WPS 打开，保存后重试；或把公式改成文字".to_owned())
            }
            _ if !text.is_empty() && !has_letters(text) => {
                (format!("{place} 是“{text}”，不是{wanted}"), format!("改成{wanted}，或清除这一格，保存后重试"))
            }
            _ => return Ok(text),
        };
        Err(Refusal { reason, hint })
    }

    /// A cell in words.
    fn place(&self, row: u32, column: u32) -> String {
        self.sheet.place((row, column)).to_string()
    }
}

/// Why no names were found.
fn nowhere(shown: &[&Sheet], single: usize) -> Refusal {
    let names: Vec<String> = shown.iter().take(5).map(|sheet| format!("“{}”", sheet.name)).collect();
    let more = if shown.len() > 5 { format!("等 {} 张表", shown.len()) } else { String::new() };
    let single = match single {
        0 => "也没有只有一列文字的表".to_owned(),
        many => format!("只有一列文字的表有 {many} 张，不知道用哪一张"),
    };
    Refusal {
        reason: format!(
            "没有找到单位名称：看了{}{more}的前 {FIRST_ROWS} 行，没有写着“单位名称”“机关名称”“单位”或“名称”的格；{single}",
            names.join("、"),
        ),
        hint: "在名称那一列的最上面写“单位名称”，有分组的一列写“组别”；或只留名称一列".to_owned(),
    }
}
