//! What follows the report: the table of changes, and the charts.

use serde::Serialize;

use crate::changes::{ChangeTable, Detail, PrintedTable, Years};
use crate::charts::{Canvas, Chart, PrintedChart};
use crate::filing::Filing;
use crate::prose::columns::{TableRoom, shares};

/// What stands above the title of a table that follows a report.
const MARK: &str = "附表";

/// What the table has room for: it is set in 9 points, with 3 points at the sides of a cell.
const ROOM: TableRoom = TableRoom { width: 490, sides: 7 };

/// The table of changes and the charts, as they follow a report.
#[derive(Debug, Serialize)]
pub struct AnnexView {
    /// What stands above its title.
    pub mark: &'static str,
    /// Its title.
    pub title: String,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// Relative widths of the columns.
    pub widths: Vec<u32>,
    /// How wide the widest text of each column is at most, in sizes of its letters.
    pub widest: Vec<f64>,
    /// The rows, in groups.
    pub groups: Vec<AnnexGroup>,
    /// What must be known to read it.
    pub notes: Vec<String>,
    /// The charts.
    pub charts: AnnexCharts,
}

/// Rows under one heading.
#[derive(Debug, Serialize)]
pub struct AnnexGroup {
    /// The heading.
    pub label: String,
    /// The rows, a text for each column.
    pub rows: Vec<Vec<String>>,
}

/// The charts, laid out for a page of paper and for a web page.
#[derive(Debug, Serialize)]
pub struct AnnexCharts {
    /// For paper.
    pub page: Vec<PrintedChart>,
    /// For the web page.
    pub web: Vec<Chart>,
}

impl AnnexView {
    /// What follows the report of a filing.
    pub fn new(filing: &Filing, years: &Years) -> Self {
        let table = ChangeTable::new(years, filing, Detail::Main);
        let printed = PrintedTable::new(&table);
        let rows = || printed.groups.iter().flat_map(|(_, rows)| rows);
        let (page, web) = Chart::all_printed(years, &Canvas::NARROW).into_iter().unzip();
        Self {
            mark: MARK,
            widths: shares(ROOM, std::iter::once(printed.heads.clone()).chain(rows().cloned())),
            widest: (0..printed.heads.len())
                .map(|at| widest(std::iter::once(&printed.heads).chain(rows()), at))
                .collect(),
            heads: printed.heads,
            groups: printed.groups.into_iter().map(|(label, rows)| AnnexGroup { label, rows }).collect(),
            charts: AnnexCharts { page, web },
            title: table.title,
            notes: table.notes,
        }
    }
}

/// How wide the widest text of a column is at most, in sizes of its letters: a wide one is one, any other no more than six
/// tenths; where both meet there is some space, no more than one in all.
fn widest<'a>(rows: impl Iterator<Item = &'a Vec<String>>, at: usize) -> f64 {
    let width = |text: &String| {
        let narrow = text.chars().filter(char::is_ascii).count() as f64;
        let wide = text.chars().count() as f64 - narrow;
        wide + 0.6 * narrow + if wide > 0.0 && narrow > 0.0 { 1.0 } else { 0.0 }
    };
    rows.filter_map(|row| row.get(at)).map(width).fold(0.0, f64::max)
}
