//! Where each value was read, and what was not used.

use std::fmt::Write as _;

use crate::figures::{Figures, Provenance};
use crate::filing::{FIELDS, Field, Filing, Value};
use crate::policy::Policy;
use crate::source::{Sources, terminal_width};

/// Every value of a report, a line each: its name, its text, and where it was read or what it was computed
/// from; then the policy it was checked by, and what was not used.
pub fn origins(filing: &Filing, figures: &Figures, sources: &Sources, policy: &Policy) -> String {
    let mut rows: Vec<[String; 3]> = Vec::new();
    for field in FIELDS.iter().chain(&Field::of_form(&filing.form)) {
        let values = field.get(filing);
        let at = filing.places.get(&*field.path).map(|at| sources.describe(at));
        rows.extend(
            values
                .into_iter()
                .map(|value| [field.label.clone().into_owned(), brief(&value), at.clone().unwrap_or_default()]),
        );
    }
    let form = &figures.form;
    for id in form.ids().filter(|id| form.cell(*id).printed) {
        let figure = figures.get(id);
        let at = match &figure.from {
            Provenance::Given(at) => sources.describe(at),
            Provenance::Computed => "（由本年的数计算）".to_owned(),
            Provenance::Prior => "（取自上年）".to_owned(),
            Provenance::Missing => "（没有）".to_owned(),
        };
        let shown = if figure.entry.value == Value::Blank { "空白".to_owned() } else { figure.entry.spelled() };
        rows.push([form.describe(id), shown, at]);
    }
    for prose in filing.prose() {
        rows.push(["正文".to_owned(), brief(&prose.text), sources.describe(&prose.at)]);
    }
    let wide = |column: usize| rows.iter().map(|row| terminal_width(&row[column])).max().unwrap_or(0).min(48);
    let widths = [wide(0), wide(1)];
    let mut out = String::new();
    for [what, value, at] in &rows {
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(terminal_width(text)));
        let written = writeln!(out, "{what}{}  {value}{}  {at}", pad(what, widths[0]), pad(value, widths[1]));
        written.expect("a String takes everything");
    }
    for line in policy.told() {
        writeln!(out, "{line}").expect("a String takes everything");
    }
    out + &left_out(sources)
}

/// What was not used of the workbooks that were read, a line a cell.
fn left_out(sources: &Sources) -> String {
    let mut out = String::new();
    for source in sources.all().filter(|source| !source.left_out.is_empty()) {
        writeln!(out, "没有用到的：").expect("a String takes everything");
        for cell in &source.left_out {
            let (name, place, text, why) = (&source.name, &cell.cell, brief(&cell.text), cell.why);
            writeln!(out, "{name} › {place}  {text}  （{why}）").expect("a String takes everything");
        }
    }
    out
}

/// The beginning of a value.
fn brief(value: &str) -> String {
    let first = value.lines().next().unwrap_or_default();
    let cut: String = first.chars().take(20).collect();
    if cut.len() < value.len() { cut + "…" } else { cut }
}
