//! A document in the making, with the sheets it is made of and the listing that its places are in.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::listing::Listing;
use super::merged::MergedCells;
use super::sheets::{Content, Sheet};
use super::slots::CellSlots;
use crate::document::{Document, Given, Spelling};
use crate::filing::{ACCEPTED, Field, LABELS, List};
use crate::finding::Finding;
use crate::form::{Editions, Kind};
use crate::source::{Sources, Span};

/// A row and a column.
pub(crate) type At = (u32, u32);

/// A document in the making.
pub(crate) struct Draft<'s> {
    /// The sheets.
    pub sheets: &'s [Sheet],
    /// What was used of them.
    pub listing: Listing,
    /// What they say.
    pub document: Document,
    /// Cells that say nothing of the report by themselves: heads, labels, what to write. By sheet, row and column.
    pub known: BTreeSet<(usize, u32, u32)>,
    /// Cells of rows and columns that the form has not, which are told and not read.
    pub unread: BTreeSet<(usize, u32, u32)>,
    /// Cells that were passed over because a sheet that is shown says the same.
    pub hidden: BTreeSet<(usize, u32, u32)>,
    /// Cells for amounts of money, by what they are given in.
    pub money: BTreeMap<(usize, u32, u32), Kind>,
    /// Where the value of each field was found.
    pub first: BTreeMap<String, (usize, At)>,
    /// The lists that there may be: those of every filing, and the accounts of all editions by unit.
    pub lists: Rc<[List]>,
    /// Where everything stands that can be filled in, or would.
    pub slots: CellSlots,
    /// Cells under others that are merged over them.
    pub merged: MergedCells,
}

impl<'s> Draft<'s> {
    /// A draft that says nothing yet.
    pub(crate) fn new(sheets: &'s [Sheet], spelling: Spelling, editions: &Editions, sources: &Sources) -> Self {
        let listing = Listing::new(sources);
        let document = Document::new(spelling, listing.span(&(0..0)), editions);
        let accounts = editions.all().iter().flat_map(|form| &form.accounts).map(List::of);
        let mut lists: Vec<List> = Vec::new();
        for list in accounts.chain([ACCEPTED.clone(), LABELS.clone()]) {
            if !lists.iter().any(|known| known.path == list.path) {
                lists.push(list);
            }
        }
        Self {
            sheets,
            listing,
            document,
            known: BTreeSet::new(),
            unread: BTreeSet::new(),
            hidden: BTreeSet::new(),
            money: BTreeMap::new(),
            first: BTreeMap::new(),
            lists: lists.into(),
            slots: CellSlots::default(),
            merged: MergedCells::default(),
        }
    }

    /// Reports a fault.
    pub(crate) fn fault(&mut self, finding: Finding) {
        self.document.faults.push(finding);
    }

    /// A cell as a place of the listing.
    pub(crate) fn place(&mut self, sheet: usize, (row, column): At) -> Span {
        let range = self.listing.add(&self.sheets[sheet], row, column);
        self.listing.span(&range)
    }

    /// The text of a cell as a value of the document.
    pub(crate) fn given(&mut self, sheet: usize, (row, column): At) -> Given {
        let text = self.sheets[sheet].get(row, column).map_or("", Content::text).to_owned();
        Given::text(text, self.place(sheet, (row, column)))
    }

    /// Puts a text as the value of a field, unless it has one.
    pub(crate) fn put(&mut self, path: &str, text: impl Into<String>, at: Span) {
        if let Some(field) = Field::of(path) {
            self.document.put(field, Given::text(text, at));
        }
    }

    /// Takes a cell for one that says nothing by itself.
    pub(crate) fn know(&mut self, sheet: usize, (row, column): At) {
        self.known.insert((sheet, row, column));
    }

    /// The sheets, those that are shown first.
    pub(crate) fn order(&self) -> Vec<usize> {
        let (shown, hidden): (Vec<usize>, Vec<usize>) =
            (0..self.sheets.len()).partition(|sheet| self.sheets[*sheet].visible);
        shown.into_iter().chain(hidden).collect()
    }

    /// A cell as people call it: `基本信息!B5`.
    pub(crate) fn call(&self, sheet: usize, (row, column): At) -> String {
        self.listing.call(&self.sheets[sheet], row, column)
    }
}
