//! Figures with the unit that is said for their row, column or table; units that cannot be theirs are refused.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::sheets::Sheet;
use super::units::{self, Said};
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

/// How many of the form's own unit one of a unit is; none for what is none of the figure's.
fn size(said: &Said, kind: Kind) -> Option<Decimal> {
    match said {
        Said::Unit(unit) => factor(kind, unit).map(|(size, _)| size),
        Said::Other(_) => None,
    }
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

/// What is said of a unit, and where; nowhere for the name of a sheet.
type SaidAt = (Option<At>, Said);

impl FoundTable {
    /// The cells in a row of figures, or one column beside it, that say nothing but a unit.
    fn units_beside(&self, sheet: &Sheet, row: u32, kind: Kind) -> impl Iterator<Item = SaidAt> {
        let own: BTreeSet<At> = self.places.values().chain(&self.stubs).copied().filter(|(of, _)| *of == row).collect();
        let last = own.last().map_or(0, |(_, column)| column + 1);
        let others = sheet.row(row).filter(move |(column, _)| *column <= last && !own.contains(&(row, *column)));
        others.filter_map(move |(column, content)| Some((Some((row, column)), units::of_cell(content.text(), kind)?)))
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
    said: HashMap<(usize, At, Kind), Option<Said>>,
    /// The same for what stands above a block of a part of the table.
    above: HashMap<(usize, u32, usize, Kind), Option<SaidAt>>,
}

impl<'a> Units<'a> {
    /// Units of a table of a form, in one part or more.
    pub(super) fn new(form: &'a Form, parts: &'a [&'a FoundTable]) -> Self {
        let (refused, captions) = (BTreeMap::new(), BTreeSet::new());
        Self { form, parts, refused, captions, said: HashMap::new(), above: HashMap::new() }
    }

    /// What is said of the unit of a figure: by the labels over and before it, the nearest first, then above its table.
    fn said(&mut self, draft: &Draft<'_>, id: CellId, (sheet, row, column): (usize, u32, u32)) -> Vec<SaidAt> {
        let cell = self.form.cell(id);
        let holds = |part: &&&FoundTable| part.sheet == sheet && part.places.get(&id) == Some(&(row, column));
        let Some(part) = self.parts.iter().find(holds) else { return Vec::new() };
        let of_sheet = &draft.sheets[sheet];
        let known = &mut self.said;
        let mut of_label = |at: At| {
            let said = known.entry((sheet, at, cell.kind));
            said.or_insert_with(|| units::of_label(of_sheet.text(at.0, at.1), cell.kind)).clone()
        };
        let head = part.heads.get(&(cell.block, cell.column)).copied();
        let stubs = part.stubs.iter().filter(|(of, _)| *of == row).copied();
        let over = part.over.iter().filter(|over| over.covers(cell)).map(|over| over.at);
        let labels = head.into_iter().chain(stubs).chain(over);
        let mut said: Vec<SaidAt> = labels.filter_map(|at| Some((Some(at), of_label(at)?))).collect();
        let beside: Vec<SaidAt> = part.units_beside(of_sheet, row, cell.kind).collect();
        self.captions.extend(beside.iter().filter_map(|(at, _)| at.map(|(row, column)| (sheet, row, column))));
        said.splice(0..0, beside);
        let above = || {
            let first = part.titles.values().next();
            let titles = part.titles.get(&cell.block).into_iter().chain(first).flatten();
            let title = |at: &At| Some((Some(*at), units::of_title(of_sheet.text(at.0, at.1), cell.kind)?));
            titles.filter_map(title).next().or_else(|| Some((None, units::of_title(&of_sheet.name, cell.kind)?)))
        };
        let above = self.above.entry((sheet, part.extent.0, cell.block, cell.kind)).or_insert_with(above).clone();
        if let Some((Some((row, column)), _)) = above {
            self.captions.insert((sheet, row, column));
        }
        said.extend(above);
        said
    }

    /// Whether labels say another unit for a total than for a figure that it adds up.
    pub(super) fn sets_apart(
        &mut self,
        draft: &Draft<'_>,
        id: CellId,
        places: &BTreeMap<CellId, (usize, u32, u32)>,
    ) -> bool {
        let form = self.form;
        let mut said = |id: CellId| {
            let at = places.get(&id)?;
            let said = self.said(draft, id, *at).into_iter().next().map(|(_, said)| said);
            Some(said.map_or(Some(1.into()), |said| size(&said, form.cell(id).kind)))
        };
        let own = said(id);
        let mut parts = form.sums.iter().filter(|sum| sum.total == id).flat_map(|sum| &sum.parts);
        parts.any(|part| said(*part).is_some_and(|part| Some(part) != own))
    }

    /// Leaves out the unit of a total that the program adds up itself, which is told.
    pub(super) fn leave_out(&mut self, draft: &Draft<'_>, id: CellId, place: (usize, u32, u32)) {
        let (sheet, row, column) = place;
        let label = self.said(draft, id, place).into_iter().find_map(|(at, _)| at);
        let (row, column) = label.unwrap_or((row, column));
        let why = || ("与各项的不同，合计照各项算".to_owned(), Vec::new());
        self.refused.entry((sheet, row, column)).or_insert_with(why).1.push(id);
    }

    /// A figure with its unit where one is said for it; none where that is refused.
    pub(super) fn apply(
        &mut self,
        draft: &Draft<'_>,
        id: CellId,
        place: (usize, u32, u32),
        text: String,
    ) -> Option<String> {
        let kind = self.form.cell(id).kind;
        let said = self.said(draft, id, place);
        let (sheet, row, column) = place;
        let name = |said: &Said| match said {
            Said::Unit(unit) | Said::Other(unit) => unit.clone(),
        };
        let told = |at: &Option<At>| match at {
            Some((row, column)) if draft.sheets[sheet].text(*row, *column).contains("单位") => "表上".to_owned(),
            Some((row, column)) => format!("“{}”", draft.sheets[sheet].text(*row, *column).replace('\n', "")),
            None => "表名".to_owned(),
        };
        let first = said.first();
        let refused = match first {
            Some((at, Said::Other(unit))) => Some((at.unwrap_or((row, column)), format!("“{unit}”不能换算"))),
            Some((at, said_first)) => {
                let other = said[1..].iter().find(|(_, other)| size(other, kind) != size(said_first, kind));
                other.map(|(by, other)| {
                    let (unit, other) = (name(said_first), name(other));
                    (at.unwrap_or((row, column)), format!("是“{unit}”，{}写的是“{other}”，不知道用哪一个", told(by)))
                })
            }
            None => None,
        };
        // Nothing has no unit.
        let is_some = !matches!(Entry::parse(&text, kind).0.value, Value::Number(number) if number.is_zero());
        if let Some((at, why)) = refused.filter(|_| !text.is_empty() && is_some) {
            let refused = self.refused.entry((sheet, at.0, at.1)).or_insert_with(|| (why, Vec::new()));
            refused.1.push(id);
            return None;
        }
        Some(match first {
            Some((_, Said::Unit(unit))) => units::with_unit(&text, unit, kind).unwrap_or(text),
            Some((_, Said::Other(_))) | None => text,
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
