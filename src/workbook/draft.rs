//! A document in the making, with the sheets it is made of and the listing that its places are in.

use std::rc::Rc;

use super::listing::Listing;
use super::sheets::{Content, Sheet};
use crate::document::{Document, Given, Spelling};
use crate::filing::{ACCEPTED, Field, LABELS, List};
use crate::finding::Finding;
use crate::form::Editions;
use crate::source::{Sources, Span};

/// A document in the making.
pub struct Draft<'s> {
    /// The sheets.
    pub sheets: &'s [Sheet],
    /// What was used of them.
    pub listing: Listing,
    /// What they say.
    pub document: Document,
    /// The lists that there may be: those of every filing, and the accounts of all editions by unit.
    pub lists: Rc<[List]>,
}

impl<'s> Draft<'s> {
    /// A draft that says nothing yet.
    pub fn new(sheets: &'s [Sheet], editions: &Editions, sources: &Sources) -> Self {
        let listing = Listing::new(sources);
        let document = Document::new(Spelling::Workbook, listing.span(&(0..0)), editions);
        let accounts = editions.all().iter().flat_map(|form| &form.accounts).map(List::of);
        let mut lists: Vec<List> = Vec::new();
        for list in accounts.chain([ACCEPTED.clone(), LABELS.clone()]) {
            if !lists.iter().any(|known| known.path == list.path) {
                lists.push(list);
            }
        }
        Self { sheets, listing, document, lists: lists.into() }
    }

    /// Reports a fault.
    pub fn fault(&mut self, finding: Finding) {
        self.document.faults.push(finding);
    }

    /// A cell as a place of the listing.
    pub fn place(&mut self, sheet: usize, (row, column): (u32, u32)) -> Span {
        let range = self.listing.add(&self.sheets[sheet], row, column);
        self.listing.span(&range)
    }

    /// The text of a cell as a value of the document.
    pub fn given(&mut self, sheet: usize, (row, column): (u32, u32)) -> Given {
        let text = self.sheets[sheet].get(row, column).map_or("", Content::text).to_owned();
        Given::text(text, self.place(sheet, (row, column)))
    }

    /// Puts a text as the value of a field, unless it has one.
    pub fn put(&mut self, path: &str, text: impl Into<String>, at: Span) {
        if let Some(field) = Field::of(path) {
            self.document.put(field, Given::text(text, at));
        }
    }
}
