//! Figures with the unit that is said for their row, column or table; units that cannot be theirs are refused.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::units::{self, Caption, Said};
use crate::characters::unspaced;
use crate::filing::{Entry, Value, factor};
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
    /// Cells above the table that only say its unit.
    captions: BTreeSet<(usize, u32, u32)>,
    /// What each label says of figures of a kind, so that it is read once for all its figures.
    said: HashMap<(usize, u32, u32, Kind), Option<Said>>,
    /// The same for what stands above a part of the table.
    above: HashMap<(usize, u32, Kind), Option<Caption>>,
}

impl<'a> Units<'a> {
    /// Units of a table of a form, in one part or more.
    pub(super) fn new(form: &'a Form, parts: &'a [&'a FoundTable]) -> Self {
        let (refused, captions) = (BTreeMap::new(), BTreeSet::new());
        Self { form, parts, refused, captions, said: HashMap::new(), above: HashMap::new() }
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
        let top = part.extent.0;
        let above = self.above.entry((sheet, top, cell.kind));
        let above = above.or_insert_with(|| units::above(of_sheet, top, cell.kind)).clone();
        if let Some((Some(at), _)) = above {
            self.captions.insert((sheet, at.0, at.1));
        }
        let with = |unit: &str| units::with_unit(&text, unit, cell.kind);
        let size = |unit: &str| factor(cell.kind, unit).map(|(size, _)| size);
        let refused = match (&said, &above) {
            (Some((at, Said::Unit(unit))), Some((_, Said::Unit(other)))) if size(unit) != size(other) => {
                Some((*at, format!("是“{unit}”，表上写的是“{other}”，不知道用哪一个")))
            }
            (Some((at, Said::Other(unit))), _) => Some((*at, format!("“{unit}”不能换算"))),
            (None, Some((at, Said::Other(unit)))) => Some((at.unwrap_or((row, column)), format!("“{unit}”不能换算"))),
            (Some((_, Said::Unit(_))) | None, _) => None,
        };
        // Nothing has no unit.
        let is_some = !matches!(Entry::parse(&text, cell.kind).0.value, Value::Number(number) if number.is_zero());
        if let Some((at, why)) = refused.filter(|_| !text.is_empty() && is_some) {
            let refused = self.refused.entry((sheet, at.0, at.1)).or_insert_with(|| (why, Vec::new()));
            refused.1.push(id);
            return None;
        }
        let unit = said.map(|(_, said)| said).or(above.map(|(_, said)| said));
        Some(match unit {
            Some(Said::Unit(unit)) => with(&unit).unwrap_or(text),
            Some(Said::Other(_)) | None => text,
        })
    }

    /// Reports the units that were refused.
    pub(super) fn tell(self, draft: &mut Draft<'_>) {
        self.captions.iter().for_each(|(sheet, row, column)| draft.know(*sheet, (*row, *column)));
        for ((sheet, row, column), (why, cells)) in self.refused {
            let label = draft.sheets[sheet].text(row, column).replace('\n', "");
            let table = cells.first().map_or(0, |id| self.form.cell(*id).table);
            let label_of = &self.form.tables[table].label;
            let message = format!("{label_of}：“{label}”的单位{why}，{} 格没有读入。", cells.len());
            let finding = Finding::new(&rules::UNKNOWN_UNIT, message).mark(&draft.place(sheet, (row, column)), "");
            let keys = cells.iter().map(|id| &self.form.cell(*id).key);
            draft.fault(keys.fold(finding, |finding, key| finding.key(key)));
        }
    }
}
