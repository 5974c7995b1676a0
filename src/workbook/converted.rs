//! Figures with the unit that is said for their row, column or table; units that cannot be theirs are refused.

use std::collections::{BTreeMap, HashMap};

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::units::{self, Said};
use crate::characters::unspaced;
use crate::filing::{Entry, Value};
use crate::finding::Finding;
use crate::form::{CellId, Form, Kind};
use crate::rule::workbook as rules;

/// A figure outside the tables, with the unit that its label says; none where that cannot be its own, which is reported.
pub(super) fn figure(
    draft: &mut Draft<'_>,
    sheet: usize,
    (label, value): (At, At),
    official: &str,
    kind: Kind,
) -> Option<String> {
    let text = |at: At| draft.sheets[sheet].text(at.0, at.1);
    units::by_label(text(value), text(label), official, kind)
        .map_err(|unit| {
            let message = format!("“{}”的单位“{unit}”不能换算，没有读入。", text(label).replace('\n', ""));
            let (label, value) = (draft.place(sheet, label), draft.place(sheet, value));
            draft.fault(Finding::new(&rules::UNKNOWN_UNIT, message).mark(&value, "").mark(&label, ""));
        })
        .ok()
}

/// What a figure outside the tables comes to with the unit that its label says; its text where it comes to nothing.
pub(super) fn amount(draft: &Draft<'_>, sheet: usize, (label, value): (At, At), official: &str, kind: Kind) -> String {
    let text = |at: At| draft.sheets[sheet].text(at.0, at.1);
    let with_unit = units::by_label(text(value), text(label), official, kind).unwrap_or_default();
    match Entry::parse(&with_unit, kind).0.value {
        Value::Number(number) => number.normalize().to_string(),
        Value::Blank | Value::NotApplicable | Value::Unknown => unspaced(text(value)),
    }
}

/// The labels of a table with units, and what came of them.
pub(super) struct Units<'a> {
    form: &'a Form,
    parts: &'a [&'a FoundTable],
    /// Labels whose unit cannot be that of their figures: where they stand, what they say, and the cells under them.
    refused: BTreeMap<(usize, u32, u32), (String, Vec<CellId>)>,
    /// What each label says of figures of a kind, so that it is read once for all its figures.
    said: HashMap<(usize, u32, u32, Kind), Option<Said>>,
    /// The same for what stands above a part of the table.
    above: HashMap<(usize, u32, Kind), Option<String>>,
}

impl<'a> Units<'a> {
    /// Units of a table of a form, in one part or more.
    pub(super) fn new(form: &'a Form, parts: &'a [&'a FoundTable]) -> Self {
        Self { form, parts, refused: BTreeMap::new(), said: HashMap::new(), above: HashMap::new() }
    }

    /// A figure with its unit where one is said for it; none where that is refused.
    pub(super) fn apply(
        &mut self,
        draft: &Draft<'_>,
        id: CellId,
        (sheet, row, column): (usize, u32, u32),
        text: String,
    ) -> Option<String> {
        let cell = self.form.cell(id);
        let of_sheet = &draft.sheets[sheet];
        let holds = |part: &&&FoundTable| part.sheet == sheet && part.places.get(&id) == Some(&(row, column));
        let Some(part) = self.parts.iter().find(holds) else { return Some(text) };
        let head = part.heads.get(&(cell.block, cell.column)).copied();
        let stubs = part.stubs.iter().filter(|(of, _)| *of == row).copied();
        let known = &mut self.said;
        let mut of_label = |at: (u32, u32)| {
            let said = known.entry((sheet, at.0, at.1, cell.kind));
            said.or_insert_with(|| units::of_label(of_sheet.text(at.0, at.1), cell.kind)).clone()
        };
        let said = head.into_iter().chain(stubs).find_map(|at| Some((at, of_label(at)?)));
        let with = |unit: &str| units::with_unit(&text, unit, cell.kind);
        match said {
            Some((_, Said::Unit(unit))) => Some(with(&unit).unwrap_or(text)),
            Some((at, Said::Other(unit))) if !text.is_empty() => {
                let refused = self.refused.entry((sheet, at.0, at.1)).or_insert_with(|| (unit, Vec::new()));
                refused.1.push(id);
                None
            }
            Some((_, Said::Other(_))) => Some(text),
            None => {
                let above = self.above.entry((sheet, part.extent.0, cell.kind));
                let unit = above.or_insert_with(|| units::above(of_sheet, part.extent.0, cell.kind));
                Some(unit.as_deref().and_then(with).unwrap_or(text))
            }
        }
    }

    /// Reports the units that were refused.
    pub(super) fn tell(self, draft: &mut Draft<'_>) {
        for ((sheet, row, column), (unit, cells)) in self.refused {
            let label = draft.sheets[sheet].text(row, column).replace('\n', "");
            let table = cells.first().map_or(0, |id| self.form.cell(*id).table);
            let label_of = &self.form.tables[table].label;
            let message = format!("{label_of}：“{label}”的单位“{unit}”不能换算，{} 格没有读入。", cells.len());
            let finding = Finding::new(&rules::UNKNOWN_UNIT, message).mark(&draft.place(sheet, (row, column)), "");
            let keys = cells.iter().map(|id| &self.form.cell(*id).key);
            draft.fault(keys.fold(finding, |finding, key| finding.key(key)));
        }
    }
}
