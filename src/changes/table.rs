//! The table of changes: figures of some years beside each other, with what changed since last year.

use rust_decimal::Decimal;

use super::years::{ComparedYear, Years};
use crate::figures::{Change, Former};
use crate::filing::Filing;
use crate::form::{Form, ShownFigure, brief};

/// Why there is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// Nobody gave it.
    Unknown,
    /// The edition of that year has no such figure.
    Nowhere,
}

/// Which figures a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Those that the form names for comparing.
    Main,
    /// Those, and after them every cell that is printed.
    All,
}

/// The table of changes.
#[derive(Debug, Clone)]
pub struct ChangeTable {
    /// What it is called.
    pub title: String,
    /// The years, oldest first.
    pub years: Vec<i32>,
    /// Its groups of rows.
    pub groups: Vec<ChangeGroup>,
    /// What must be known to read it, a sentence each.
    pub notes: Vec<String>,
}

/// Rows under one heading.
#[derive(Debug, Clone)]
pub struct ChangeGroup {
    /// Its key; of a table for the cells of one.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// Whether it is one that the form names for comparing.
    pub is_main: bool,
    /// Its rows.
    pub rows: Vec<ChangeRow>,
}

/// One figure over the years.
#[derive(Debug, Clone)]
pub struct ChangeRow {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What it counts.
    pub unit: String,
    /// What it amounts to in each year, or why it is not known.
    pub amounts: Vec<Result<Decimal, Absent>>,
    /// How it changed since last year.
    pub change: Option<Change>,
    /// The same in words, or why it cannot be compared.
    pub told: String,
}

impl ChangeTable {
    /// The table of some years; labels are those that the report prints.
    pub fn new(years: &Years, filing: &Filing, detail: Detail) -> Self {
        let form = years.this().form();
        let maker = RowMaker { years, filing, form };
        let mut groups: Vec<ChangeGroup> = (0..form.comparison.groups.len()).map(|n| maker.main(n)).collect();
        if detail == Detail::All {
            groups.extend((0..form.tables.len()).map(|table| maker.every(table)));
        }
        let title = Some(form.comparison.title.clone()).filter(|title| !title.is_empty());
        Self {
            title: title.unwrap_or_else(|| "各年对比".to_owned()),
            years: years.all().iter().map(|compared| compared.year).collect(),
            notes: notes(years, filing, &groups),
            groups,
        }
    }

    /// The same with one of its groups only, by its key or its heading; none when there is no such group.
    pub fn only(&self, name: &str) -> Option<Self> {
        let is_named = |group: &&ChangeGroup| group.is_main && (group.key == name || group.label == name);
        let group = self.groups.iter().find(is_named)?;
        Some(Self { groups: vec![group.clone()], ..self.clone() })
    }

    /// Whether something of it can be compared with last year.
    pub fn compares(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.rows).any(|row| row.change.is_some())
    }
}

/// Makes rows.
struct RowMaker<'a> {
    years: &'a Years,
    filing: &'a Filing,
    form: &'a Form,
}

impl RowMaker<'_> {
    /// A group that the form names for comparing.
    fn main(&self, number: usize) -> ChangeGroup {
        let group = &self.form.comparison.groups[number];
        let row = |figure: &ShownFigure| {
            let label = figure.label.clone().unwrap_or_else(|| self.label(&figure.key));
            self.row(&figure.key, label, figure.unit.as_deref())
        };
        let rows = group.figures.iter().map(row).collect();
        ChangeGroup { key: group.key.clone(), label: group.label.clone(), is_main: true, rows }
    }

    /// Every cell of a table that is printed.
    fn every(&self, table: usize) -> ChangeGroup {
        let declared = &self.form.tables[table];
        let ids = self.form.ids().filter(|id| self.form.cell(*id).table == table && self.form.cell(*id).printed);
        let row = |id| {
            let cell = self.form.cell(id);
            // Where rows have labels, groups of columns only say what their columns have in common.
            let columns = if cell.row_labels.is_empty() { 0 } else { cell.column_labels.len() - 1 };
            let labels = cell.row_labels.iter().chain(&cell.column_labels[columns..]).map(|label| brief(label));
            self.row(&cell.key, labels.collect::<Vec<_>>().join("·"), None)
        };
        let label = format!("{}　{}", declared.label, declared.sheet);
        ChangeGroup { key: declared.key.clone(), label, is_main: false, rows: ids.map(row).collect() }
    }

    /// What a figure is called in the report.
    fn label(&self, key: &str) -> String {
        let own = self.filing.labels.get(key).map(|label| crate::characters::clean(&label.value));
        own.unwrap_or_else(|| self.form.figure_label(key))
    }

    /// One figure over the years.
    fn row(&self, key: &str, label: String, unit: Option<&str>) -> ChangeRow {
        let amount = |compared: &ComparedYear| match compared.former(key, self.form) {
            Former::Amount(amount) => Ok(amount),
            Former::Unknown => Err(Absent::Unknown),
            Former::Nowhere => Err(Absent::Nowhere),
        };
        let amounts: Vec<_> = self.years.all().iter().map(amount).collect();
        let now = amounts[amounts.len() - 1];
        let last = self.years.last();
        let before = last.map(amount);
        let change = match (now, before) {
            (Ok(now), Some(Ok(before))) => Change::new(now, before),
            _ => None,
        };
        let told = match (&change, now, before) {
            (Some(change), ..) => change.told(),
            (None, Err(_), _) => "本年没有填".to_owned(),
            (None, Ok(_), None) => "没有上年的数".to_owned(),
            (None, Ok(_), Some(Err(Absent::Unknown))) => "上年的文件没有这个数".to_owned(),
            (None, Ok(_), Some(Err(Absent::Nowhere))) => {
                format!("{}年的格式没有这一项", last.map_or(String::new(), |last| last.form().edition.clone()))
            }
            (None, Ok(_), Some(Ok(_))) => "相差太大".to_owned(),
        };
        let unit = unit.unwrap_or(self.form.figure_unit(key));
        ChangeRow { key: key.to_owned(), label, unit: unit.to_owned(), amounts, change, told }
    }
}

/// What must be known to read the table.
fn notes(years: &Years, filing: &Filing, groups: &[ChangeGroup]) -> Vec<String> {
    let this = years.this().year;
    let mut notes = Vec::new();
    if this == 0 {
        notes.push("没有写年度，不知道哪一年是上年，只列本年的。".to_owned());
    } else if years.all().len() == 1 {
        notes.push(format!("没有{}年的数，只列{this}年的；从{}年起可以对比。", this - 1, this + 1));
    } else if years.last().is_none() {
        notes.push(format!("没有{}年的数，没有算增减。", this - 1));
    }
    let own = filing.name().map(str::trim).unwrap_or_default();
    for compared in years.all() {
        match compared.agencies.as_slice() {
            [] => {}
            [one] if one == own || own.is_empty() && filing.merged_from.is_empty() => {}
            [one] => notes.push(format!("{}年的数是“{one}”的。", compared.year)),
            several => notes.push(format!("{}年的数是{}之和。", compared.year, several.join("、"))),
        }
    }
    let is_absent = |number: usize| {
        groups.iter().flat_map(|group| &group.rows).any(|row| row.amounts[number] == Err(Absent::Nowhere))
    };
    let others: Vec<&ComparedYear> =
        years.all().iter().enumerate().filter(|(number, _)| is_absent(*number)).map(|(_, year)| year).collect();
    if let Some(latest) = others.last() {
        let told: Vec<String> = others.iter().map(|compared| format!("{}年", compared.year)).collect();
        notes.push(format!(
            "{}用{}年的格式，没有的项目记作“—”，这些项目从{}年起可以对比。",
            told.join("、"),
            latest.form().edition,
            latest.year + 2
        ));
    }
    if !years.left_out.is_empty() {
        let told: Vec<String> = years.left_out.iter().map(|year| format!("{year}年")).collect();
        notes.push(format!("{}的数没有列出。", told.join("、")));
    }
    notes
}
