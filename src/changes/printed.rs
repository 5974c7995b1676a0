//! The table of changes as texts, as pages print it.

use super::formats::shown;
use super::table::{ChangeRow, ChangeTable};
use super::years::year_name;

/// The table of changes as texts.
#[derive(Debug, Clone)]
pub struct PrintedTable {
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its groups of rows: heading, and a text for each column of each row.
    pub groups: Vec<(String, Vec<Vec<String>>)>,
}

impl PrintedTable {
    /// A table as texts. Where nothing can be compared there are no columns of changes.
    pub fn new(table: &ChangeTable) -> Self {
        let compares = table.compares();
        let years = table.years.iter().map(|year| year_name(*year));
        let heads = ["项目", "单位"].map(str::to_owned).into_iter().chain(years);
        let changes = ["增减", "比上年"].map(str::to_owned).into_iter().filter(|_| compares);
        let row = |row: &ChangeRow| {
            let amounts = row.amounts.iter().map(|amount| shown(*amount));
            let number = row.change.as_ref().map_or("—".to_owned(), |change| change.signed());
            let changes = [number, row.told.clone()].into_iter().filter(|_| compares);
            [row.label.clone(), row.unit.clone()].into_iter().chain(amounts).chain(changes).collect()
        };
        let groups = table.groups.iter().map(|group| (group.label.clone(), group.rows.iter().map(row).collect()));
        Self { heads: heads.chain(changes).collect(), groups: groups.collect() }
    }
}
