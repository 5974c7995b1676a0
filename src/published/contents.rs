//! Which part of a page is the report: from its title to its last section, in the box that holds all of them.

use std::ops::Range;

use super::headings::{SectionHeading, headings};
use super::page::PublishedPage;
use super::title::{self, ReportTitle};
use crate::form::{Editions, Form};

/// Where in a page the report stands.
#[derive(Debug)]
pub(super) struct Contents {
    /// The items of the report, its title among them where it is there.
    pub items: Range<usize>,
    /// What says whose report it is.
    pub title: Option<ReportTitle>,
}

/// Looks for the report.
pub(super) fn find(page: &PublishedPage, editions: &Editions) -> Contents {
    let all = 0..page.items.len();
    let most =
        editions.all().iter().map(|form| headings(page, all.clone(), form)).max_by_key(Vec::len).unwrap_or_default();
    let items: Vec<usize> = most.iter().map(|heading| heading.item).collect();
    // A single title tells nothing of where its text ends.
    let items = if items.len() > 1 { page.enclosing(&items) } else { all };
    let first = most.first().map_or(items.start, |heading| heading.item);
    let title = title::find(page, items.start..first.max(items.start), editions);
    Contents { items, title }
}

/// The titles of the report's sections, by the edition that it is of.
pub(super) fn sections(page: &PublishedPage, contents: &Contents, form: &Form) -> Vec<SectionHeading> {
    headings(page, contents.items.clone(), form)
}
