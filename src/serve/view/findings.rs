//! Findings as the page shows them: each with the place on the page that it leads to.

use serde::Serialize;

use super::super::opened::OpenedReport;
use super::super::reply::on_page;
use super::editors::{Editor, own_sections};
use super::fields::fields;
use crate::district::FindingRecord;
use crate::finding::{Finding, Severity};
use crate::output::folder_of;
use crate::source::Span;

/// A finding as the page shows it.
#[derive(Debug, Serialize)]
pub struct FindingState {
    /// The code of its rule.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// Where in words, the fact, and by how much.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Why it matters.
    pub reason: String,
    /// Where that is laid down.
    pub basis: String,
    /// Why the agency stands by it, where it does.
    pub accepted: Option<String>,
    /// Where it stands in the file.
    pub place: Option<String>,
    /// The path of what it leads to on the page.
    pub target: Option<String>,
    /// All places that it speaks of.
    pub marks: Vec<MarkState>,
    /// What an acceptance of it may be limited to.
    pub limit: Option<String>,
}

/// A place that a finding speaks of.
#[derive(Debug, Serialize)]
pub struct MarkState {
    /// The path of the cell, field or prose.
    pub target: String,
    /// What is said of it.
    pub label: String,
    /// Whether it only shows what does not fit.
    pub is_evidence: bool,
    /// Which characters of the prose, as scripts count them.
    pub range: Option<[usize; 2]>,
}

/// What stands where, and what the page calls it.
struct PagePlaces<'a> {
    /// Cells, fields, and prose with its text.
    all: Vec<(Span, String, Option<&'a Editor>)>,
    /// Where prose is written or could be.
    editors: &'a [Editor],
}

/// The findings of a report.
pub(super) fn states(report: &OpenedReport, editors: &[Editor]) -> Vec<FindingState> {
    let filing = &report.input.filing;
    let cells = filing.cells.iter().map(|(id, given)| (given.at.clone(), filing.form.cell(*id).key.clone(), None));
    let known = fields(report);
    let placed = known.iter().filter_map(|(field, _)| {
        let path = field.path.to_string();
        Some((filing.places.get(&path)?.clone(), path, None))
    });
    let prose = editors.iter().filter_map(|editor| Some((editor.at.clone()?, editor.path.clone(), Some(editor))));
    let own = own_sections(report);
    let declared = own.iter().filter_map(|own| {
        let title = editors.iter().find(|editor| editor.is_title && editor.section == own.chapter)?;
        Some((own.at.clone(), title.path.clone(), Some(title)))
    });
    let prose = prose.chain(declared);
    let places = PagePlaces { all: cells.chain(placed).chain(prose).collect(), editors };
    let printed = filing.form.ids().map(|id| filing.form.cell(id)).filter(|cell| cell.printed);
    let mut paths: Vec<String> = printed.map(|cell| cell.key.clone()).collect();
    paths.extend(known.iter().map(|(field, _)| field.path.to_string()));
    paths.extend(editors.iter().map(|editor| editor.path.clone()));
    report.examined.findings.iter().map(|finding| state(report, finding, &places, &paths)).collect()
}

/// A finding.
fn state(report: &OpenedReport, finding: &Finding, places: &PagePlaces<'_>, paths: &[String]) -> FindingState {
    let marks: Vec<MarkState> = finding
        .marks
        .iter()
        .filter_map(|mark| {
            let (target, range) = places.of(&mark.at)?;
            Some(MarkState { target, label: mark.label.clone(), is_evidence: mark.is_evidence, range })
        })
        .collect();
    let of_key = finding.keys.iter().find_map(|key| nearest(key, paths));
    let of_mark = marks.iter().find(|mark| !mark.is_evidence).or(marks.first()).map(|mark| mark.target.clone());
    let FindingRecord { code, severity, message, place, hint, accepted } =
        FindingRecord::new(finding, &report.input.sources, folder_of(&report.path));
    FindingState {
        code,
        severity,
        message,
        hint: on_page(&hint),
        reason: finding.reason.clone(),
        basis: finding.basis.clone(),
        accepted,
        place,
        target: of_mark.or(of_key),
        marks,
        limit: finding.keys.first().cloned(),
    }
}

impl PagePlaces<'_> {
    /// What stands at a place, the smallest of several, with the characters of prose.
    fn of(&self, at: &Span) -> Option<(String, Option<[usize; 2]>)> {
        let holds = |known: &Span| known.source == at.source && known.start <= at.start && at.end <= known.end;
        let found = self.all.iter().filter(|(known, ..)| holds(known));
        let (known, path, editor) = found.min_by_key(|(known, ..)| known.end - known.start)?;
        // A section that says nothing is declared by its title, and to be written below it.
        let is_empty = |other: &&Editor| {
            let is_below = editor.is_some_and(|title| title.is_title && title.section == other.section);
            is_below && !other.is_title && other.text.is_empty()
        };
        if let Some(text) = self.editors.iter().find(is_empty) {
            return Some((text.path.clone(), None));
        }
        let range = editor.filter(|editor| editor.exact).and_then(|editor| {
            let count = |to: usize| Some(editor.text.get(..to.min(editor.text.len()))?.encode_utf16().count());
            Some([count(at.start - known.start)?, count(at.end - known.start)?])
        });
        Some((path.clone(), range))
    }
}

/// The path that a key names: itself, the first below it, or the one that it is below of.
fn nearest(key: &str, paths: &[String]) -> Option<String> {
    let below = |path: &&String, key: &str| path.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    let exact = paths.iter().find(|path| *path == key);
    let found = exact.or_else(|| paths.iter().find(|path| below(path, key)));
    found
        .or_else(|| paths.iter().find(|path| key.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.'))))
        .cloned()
}
