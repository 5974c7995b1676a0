//! The built-in editions are sound, and what is made of them is whole.

use super::layout::GridRow;
use super::{BUILT_IN, Editions, Form};

#[test]
fn built_in_editions_are_what_their_files_declare() {
    // Only a file that is brought has places.
    let places = regex::Regex::new(r"\d+\.\.\d+").unwrap();
    let declared = |form: &Form| places.replace_all(&format!("{:?}", **form), "").into_owned();
    for ((_, text), built_in) in BUILT_IN.iter().zip(Editions::built_in().all()) {
        let form = Form::parse(text).unwrap();
        assert_eq!(declared(&form), declared(built_in));
        assert_eq!((form.cells.len(), form.text), (built_in.cells.len(), built_in.text.clone()));
    }
}

#[test]
fn every_year_has_an_edition() {
    assert_eq!(Editions::built_in().for_year(2008).edition, "2019");
    assert_eq!(Editions::built_in().for_year(2020).edition, "2019");
    assert_eq!(Editions::built_in().for_year(2021).edition, "2021");
    assert_eq!(Editions::built_in().for_year(2031).edition, "2021");
}

#[test]
fn editions_have_the_official_cells() {
    let cells = |edition: &str, table: &str| {
        let form = Editions::built_in().named(edition).unwrap();
        form.cells.iter().filter(|c| c.printed && c.key.starts_with(table)).count()
    };
    assert_eq!(cells("2019", "applications."), 7 * 23);
    assert_eq!(cells("2021", "applications."), 7 * 25);
    assert_eq!(cells("2019", "disputes."), 15);
    assert_eq!(cells("2019", "disclosure."), 6 + 6 + 6 + 2 + 2);
    assert_eq!(cells("2021", "disclosure."), 6 + 1 + 2 + 1);
}

#[test]
fn sums_and_balances_cover_every_row_and_column() {
    let form = Editions::built_in().named("2021").unwrap();
    assert_eq!(form.sums.len(), 25 + 7 + 3);
    assert_eq!(form.balances.len(), 7);
}

/// Every field of a part is covered exactly once.
fn assert_tiled(rows: &[GridRow], width: usize) {
    let mut covered = vec![vec![0; width]; rows.len()];
    for (y, row) in rows.iter().enumerate() {
        for slot in row {
            for line in &mut covered[y..y + slot.rowspan] {
                line[slot.x..slot.x + slot.colspan].iter_mut().for_each(|n| *n += 1);
            }
        }
    }
    assert!(covered.iter().flatten().all(|n| *n == 1), "{covered:?}");
}

#[test]
fn heads_and_bodies_tile_the_tables() {
    for form in Editions::built_in().all() {
        for table in 0..form.tables.len() {
            let grid = form.grid(table);
            for part in &grid.parts {
                assert_tiled(&part.head, grid.widths.len());
                assert_tiled(&part.body, grid.widths.len());
            }
        }
    }
}

#[test]
fn official_spans() {
    let form = Editions::built_in().named("2021").unwrap();
    let grid = form.grid(1);
    let corner = &grid.parts[0].head[0][0];
    assert_eq!((corner.colspan, corner.rowspan), (3, 3));
    let applicants = &grid.parts[0].head[0][1];
    assert_eq!((applicants.label.as_str(), applicants.colspan), ("申请人情况", 7));
}

#[test]
fn groups_of_rows_have_the_columns_of_their_rows() {
    for form in Editions::built_in().all() {
        for key in ["applications.results.refused", "applications.results.unable", "disputes.litigation"] {
            let group = form.tree.get(key).unwrap();
            let columns = if key.starts_with("disputes") { 5 } else { 7 };
            let sums = group.children.values().filter(|child| child.children.is_empty()).count();
            assert_eq!((group.main.is_some(), sums), (true, columns), "{key}");
        }
        let parts = form.tree.get("applications.results.refused.commercial").unwrap().main.as_ref().unwrap();
        assert_eq!(parts.cells().len(), 8);
    }
}

#[test]
fn the_guide_explains_every_field() {
    let guide = super::GUIDE;
    let asks = [".text(\"", ".required(\"", ".label(\"", ".flag(\"", ".whole(\"", ".names(\"", ".numbers(\""];
    let more = [".tables(\"", ".table(\"", ".word(\"", "nodes(&t, \"", "terms(t, \"", "above(t, \""];
    let mut fields = 0;
    for code in [include_str!("read.rs"), include_str!("nodes.rs"), include_str!("checks.rs")] {
        for ask in asks.iter().chain(&more) {
            for field in code.split(ask).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(guide.contains(field), "{field}");
                fields += 1;
            }
        }
    }
    assert!(fields > 50, "only {fields} fields were found");
}
