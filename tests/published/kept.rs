//! Our own workbook, kept as a page by an office suite: its hints would be read as prose.

use std::fmt::Write as _;

use crate::support::grid::{self, Grid};
use crate::support::{run, told};

/// The sheets of a workbook as a page, as an office suite writes it: one table for each, breaks within cells as tags.
fn page(grid: &Grid) -> String {
    let mut html = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>");
    for (name, cells) in &grid.sheets {
        write!(html, "<h1>{name}</h1><table>").unwrap();
        let last = cells.keys().map(|(_, column)| *column).max().unwrap_or_default();
        for row in 0..=cells.keys().map(|(row, _)| *row).max().unwrap_or_default() {
            html.push_str("<tr>");
            for column in 0..=last {
                let text = cells.get(&(row, column)).map(String::as_str).unwrap_or_default();
                write!(html, "<td>{}</td>", text.replace('&', "&amp;").replace('\n', "<br>")).unwrap();
            }
            html.push_str("</tr>");
        }
        html.push_str("</table>");
    }
    html + "</body></html>"
}

#[test]
fn a_workbook_kept_as_a_page_is_told_for_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let kept = page(&grid::sound());
    std::fs::write(folder.path().join("报表.html"), &kept).unwrap();
    let output = run(folder.path(), &["check", "报表.html"]);
    let said = told(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("报表.html：网页里是另存的填报工作簿，填法说明和要印的内容分不开了。"), "{said}");
    // Tables alone, as many systems give them out, are read as before.
    let mut tables = grid::sound().tables_only();
    tables.sheets.iter_mut().for_each(|(_, cells)| cells.retain(|_, text| !text.contains("本表受保护")));
    std::fs::write(folder.path().join("报表.html"), page(&tables)).unwrap();
    let output = run(folder.path(), &["check", "报表.html"]);
    assert_ne!(output.status.code(), Some(2), "{}", told(&output));
}
