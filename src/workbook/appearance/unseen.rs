//! Which of the used cells are not seen as they are read, by their formats and by those that hold under conditions.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::numerals::{NumberFormat, Seen};
use super::{Appearance, SheetAppearance};
use crate::workbook::draft::Draft;

/// A cell: its sheet, row and column.
pub(super) type ShownPlace = (usize, u32, u32);

/// A cell whose content is seen as another one: its format, where that is known, and what is seen.
pub(super) type ShownCell = (ShownPlace, Option<Rc<NumberFormat>>, Seen);

/// How formats under conditions hide a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hiding {
    /// Its characters have the colour of what is behind them.
    Faint,
    /// Its number is shown in another format.
    Shown,
    /// In one of those ways, where a formula holds that was not worked out.
    Unknown,
}

/// The used cells that formats under conditions hide, or may hide, with the format of their number.
pub(super) struct Unseen(BTreeMap<ShownPlace, (Hiding, Option<Rc<NumberFormat>>)>);

impl Unseen {
    /// What the conditions of a workbook do to its used cells.
    pub(super) fn of(draft: &Draft<'_>, appearance: &Appearance, used: &BTreeSet<ShownPlace>) -> Self {
        let found = |place: &ShownPlace| {
            let (sheet, row, column) = *place;
            let of_sheet = &draft.sheets[sheet];
            let seen = appearance.get(&*of_sheet.name).filter(|seen| !seen.conditions.is_empty())?;
            let text = |(row, column): (u32, u32)| of_sheet.text(row, column).to_owned();
            let (mut is_known, mut is_faint, mut format) = (true, false, None);
            for (condition, holds) in seen.holding((row, column), &text) {
                is_known &= holds;
                is_faint |= holds && condition.look.is_faint();
                format = format.or_else(|| condition.look.format.as_ref().filter(|_| holds).cloned());
            }
            let hiding = match &format {
                _ if is_faint => Hiding::Faint,
                Some(_) => Hiding::Shown,
                None if !is_known => Hiding::Unknown,
                None => return None,
            };
            Some((*place, (hiding, format)))
        };
        Self(used.iter().filter_map(found).collect())
    }

    /// The cells that may be hidden, by a formula that was not worked out.
    pub(super) fn unknown(&self) -> impl Iterator<Item = ShownPlace> + '_ {
        self.0.iter().filter(|(_, (hiding, _))| *hiding == Hiding::Unknown).map(|(place, _)| *place)
    }

    /// The cells whose characters have the colour of what is behind them.
    pub(super) fn faint(
        &self,
        draft: &Draft<'_>,
        appearance: &Appearance,
        used: &BTreeSet<ShownPlace>,
    ) -> Vec<ShownPlace> {
        let is_faint = |place: &&ShownPlace| {
            let (sheet, row, column) = **place;
            let (of_sheet, at) = (&draft.sheets[sheet], (row, column));
            let of_format = |seen: &SheetAppearance| {
                let (number, text) = (seen.formats.get(&at), seen.text_formats.get(&at));
                let hides = |format: &Rc<NumberFormat>, is_number| format.hides(of_sheet.text(row, column), is_number);
                number.is_some_and(|format| hides(format, true)) || text.is_some_and(|format| hides(format, false))
            };
            appearance.get(&*of_sheet.name).is_some_and(|seen| seen.faint.contains(&at) || of_format(seen))
                || self.0.get(*place).is_some_and(|(hiding, _)| *hiding == Hiding::Faint)
        };
        used.iter().filter(is_faint).copied().collect()
    }

    /// The cells that are seen as another number or text.
    pub(super) fn shown(
        &self,
        draft: &Draft<'_>,
        appearance: &Appearance,
        used: &BTreeSet<ShownPlace>,
    ) -> Vec<ShownCell> {
        let shown = |place: &ShownPlace| {
            let (sheet, row, column) = *place;
            let of_sheet = &draft.sheets[sheet];
            let (seen, at) = (appearance.get(&*of_sheet.name)?, (row, column));
            let of_format = || {
                let text = of_sheet.text(row, column);
                let conditional = self.0.get(place).and_then(|(_, format)| format.as_ref());
                let of_number = |format: &Rc<NumberFormat>| Some((Some(format.clone()), format.seen(text)?));
                let of_text = |format: &Rc<NumberFormat>| Some((Some(format.clone()), format.seen_text(text)?));
                let number = conditional.or_else(|| seen.formats.get(&at));
                number.and_then(of_number).or_else(|| seen.text_formats.get(&at).and_then(of_text))
            };
            let (format, seen) = seen.shown.get(&at).map(|seen| (None, seen.clone())).or_else(of_format)?;
            Some((*place, format, seen))
        };
        used.iter().filter_map(shown).collect()
    }
}
