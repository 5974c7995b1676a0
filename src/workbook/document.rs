//! The document that a workbook spells: the same tree of keys and values as that of a TOML file.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::edition::{Fitting, Tables, choose};
use super::figures::{self, Year};
use super::listing::Listing;
use super::locate::Found;
use super::refusal::Refusal;
use super::sheets::Sheet;
use super::{lists, prose};
use crate::finding::Finding;
use crate::form::{Editions, Form};
use crate::source::Sources;

/// A document in the making, with the listing that its places are in.
pub struct Draft<'s> {
    /// The sheets.
    pub sheets: &'s [Sheet],
    /// What was used of them.
    pub listing: Listing,
    /// What could not be read.
    pub faults: Vec<Finding>,
    root: DeTable<'static>,
}

impl<'s> Draft<'s> {
    /// Puts a text at a path of keys; one that is there is kept.
    pub fn put(&mut self, path: &[&str], at: Range<usize>) {
        let text = self.listing.text(&at).to_owned();
        self.put_value(path, at, DeValue::String(text.into()));
    }

    /// Puts a value at a path of keys; one that is there is kept.
    pub fn put_value(&mut self, path: &[&str], at: Range<usize>, value: DeValue<'static>) {
        if let Some((table, key)) = self.parent(path, &at)
            && !table.contains_key(key)
        {
            table.insert(Spanned::new(at.clone(), key.to_owned().into()), Spanned::new(at, value));
        }
    }

    /// The table that the last of some keys belongs to, and that key.
    fn parent<'p>(&mut self, path: &[&'p str], at: &Range<usize>) -> Option<(&mut DeTable<'static>, &'p str)> {
        let (key, parents) = path.split_last()?;
        let table = parents.iter().fold(&mut self.root, |table, parent| child(table, parent, at));
        Some((table, key))
    }

    /// Adds a value to the list at a path of keys.
    pub fn push(&mut self, path: &[&str], at: Range<usize>, value: DeValue<'static>) {
        self.put_value(path, at.clone(), DeValue::Array(DeArray::new()));
        let Some((table, key)) = self.parent(path, &at) else { return };
        if let Some(DeValue::Array(list)) = table.get_mut(key).map(Spanned::get_mut) {
            list.push(Spanned::new(at, value));
        }
    }

    /// Whether something stands at a path of keys.
    pub fn has(&self, path: &[&str]) -> bool {
        let mut table = &self.root;
        for (number, key) in path.iter().enumerate() {
            match (table.get(*key).map(Spanned::get_ref), number + 1 == path.len()) {
                (Some(_), true) => return true,
                (Some(DeValue::Table(inner)), false) => table = inner,
                _ => return false,
            }
        }
        false
    }

    /// Puts the edition that some tables are of, where it is neither said nor the one that is meant.
    fn put_edition(&mut self, path: &[&str], form: &Form, meant: &Form, found: &[Found]) {
        if let Some(first) = found.first().filter(|_| form.edition != meant.edition && !self.has(path)) {
            let sheet = &self.sheets[first.sheet];
            let column = sheet.row(first.extent.0).next().map_or(0, |(column, _)| column);
            let at = self.listing.add(sheet, first.extent.0, column);
            self.put_value(path, at, DeValue::String(form.edition.clone().into()));
        }
    }

    /// The text at a key of the whole document.
    fn text(&self, key: &str) -> Option<&str> {
        self.root.get(key)?.get_ref().as_str()
    }

    /// Reports a fault.
    pub fn fault(&mut self, finding: Finding) {
        self.faults.push(finding);
    }

    /// A cell as a place of the listing.
    pub fn place(&mut self, sheet: usize, (row, column): (u32, u32)) -> crate::source::Span {
        let sheet = &self.sheets[sheet];
        let range = self.listing.add(sheet, row, column);
        self.listing.span(&range)
    }
}

/// The table under a key, made when it is not there.
fn child<'t>(table: &'t mut DeTable<'static>, key: &str, at: &Range<usize>) -> &'t mut DeTable<'static> {
    if !matches!(table.get(key).map(Spanned::get_ref), Some(DeValue::Table(_))) {
        let empty = DeValue::Table(DeTable::new());
        table.insert(Spanned::new(at.clone(), key.to_owned().into()), Spanned::new(at.clone(), empty));
    }
    match table.get_mut(key).map(Spanned::get_mut) {
        Some(DeValue::Table(inner)) => inner,
        _ => unreachable!("a table was just put there"),
    }
}

/// Reads the sheets into a document; what was used of them is in the listing.
///
/// # Errors
/// When there is nothing of a report in them.
pub fn read(sheets: &[Sheet], editions: &Editions, sources: &Sources) -> Result<Document, Refusal> {
    let mut draft = Draft { sheets, listing: Listing::new(sources), faults: Vec::new(), root: DeTable::new() };
    lists::read(&mut draft);
    let year = draft.text("year").and_then(|year| year.trim().parse::<i32>().ok());
    let meant = editions.for_year(year.unwrap_or(i32::MAX));
    let given = draft.text("form").and_then(|edition| editions.named(edition.trim()));
    let tables = Tables::find(sheets, editions);
    let (form, now) = choose(tables.this, given, &meant);
    // The labels say which edition was filled in; whether it fits the year is for the rules to say.
    draft.put_edition(&["form"], &form, &meant, &now);
    figures::read(&mut draft, &form, now, Year::This);
    last_year(&mut draft, editions, year, tables.last);
    prose::read(&mut draft, &form);
    if draft.root.is_empty() && draft.faults.is_empty() {
        let names: Vec<&str> = sheets.iter().take(5).map(|sheet| sheet.name.as_ref()).collect();
        return Err(Refusal {
            reason: format!("工作簿里没有认出年度报告的表（有：{}）", names.join("、")),
            hint: "确认给的是年度报告的工作簿，行列名称照格式；空白的可用 nianbao new 文件夹 --xlsx 生成".to_owned(),
        });
    }
    Ok((draft.root, draft.listing, draft.faults))
}

/// A document, what its places are in, and what could not be read.
pub type Document = (DeTable<'static>, Listing, Vec<Finding>);

/// Reads the tables of last year's figures, in the form of that year.
fn last_year(draft: &mut Draft<'_>, editions: &Editions, year: Option<i32>, tables: Vec<Fitting>) {
    let inner = |key: &str| match draft.root.get("last_year").map(Spanned::get_ref) {
        Some(DeValue::Table(table)) => table.get(key).and_then(|item| item.get_ref().as_str()).map(str::to_owned),
        _ => None,
    };
    let before = inner("year").and_then(|year| year.trim().parse().ok()).or(year.map(|year| year - 1));
    let meant = editions.for_year(before.unwrap_or(i32::MAX));
    let asked = inner("form").and_then(|edition| editions.named(edition.trim()));
    let (form, found) = choose(tables, asked, &meant);
    draft.put_edition(&["last_year", "form"], &form, &meant, &found);
    figures::read(draft, &form, found, Year::Last);
}
