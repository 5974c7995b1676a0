//! The official form as data: which cells exist, what they are called, and how they depend on each other.
//!
//! The editions are declared in TOML files beside this module. A new row is one line there; a new edition is
//! one file and one line in `EDITIONS`.

mod declaration;
mod index;
pub mod layout;
mod tree;

use std::sync::{Arc, LazyLock};

pub use declaration::{Balance, Block, Declaration, Kind, Node, Notice, Prose, Section, Table};
pub use index::{Balanced, Cell, CellId, Form, FormError, Line, Summed, brief};
pub use tree::{Branch, Main};

/// The declared editions, oldest first.
const EDITIONS: &[&str] = &[include_str!("2019.toml"), include_str!("2021.toml")];

/// The editions of the form that a run knows, oldest first.
#[derive(Debug, Clone)]
pub struct Editions(Vec<Arc<Form>>);

impl Editions {
    /// The built-in editions.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Editions> = LazyLock::new(|| {
            let parse = |text: &&str| Arc::new(Form::parse(text).expect("a built-in form is declared soundly"));
            Editions(EDITIONS.iter().map(parse).collect())
        });
        &BUILT_IN
    }

    /// Other editions, oldest first.
    ///
    /// # Panics
    /// When there is none.
    pub fn new(forms: Vec<Form>) -> Self {
        assert!(!forms.is_empty(), "there must be an edition");
        Self(forms.into_iter().map(Arc::new).collect())
    }

    /// Every edition, oldest first.
    pub fn all(&self) -> &[Arc<Form>] {
        &self.0
    }

    /// The edition meant for a report year (国办公开办函〔2019〕60号 up to 2020, 国办公开办函〔2021〕30号 since 2021).
    pub fn for_year(&self, year: i32) -> Arc<Form> {
        let fitting = self.0.iter().rev().find(|form| form.fits(year));
        fitting.unwrap_or(&self.0[self.0.len() - 1]).clone()
    }

    /// The edition of that name.
    pub fn named(&self, edition: &str) -> Option<Arc<Form>> {
        self.0.iter().find(|form| form.edition == edition).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
