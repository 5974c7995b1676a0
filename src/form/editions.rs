//! The editions of the form that a run knows.

use std::sync::{Arc, LazyLock};

use super::form::Form;

/// The declared editions: file name and text, oldest first.
pub const BUILT_IN: &[(&str, &str)] =
    &[("2019.toml", include_str!("2019.toml")), ("2021.toml", include_str!("2021.toml"))];

/// What the build script made of each of them.
const TRANSLATED: &[&str] =
    &[include_str!(concat!(env!("OUT_DIR"), "/2019.json")), include_str!(concat!(env!("OUT_DIR"), "/2021.json"))];

/// What is written above a declaration that is written out: how to change it.
pub const GUIDE: &str = include_str!("guide.toml");

/// The editions of the form that a run knows, oldest first.
#[derive(Debug, Clone)]
pub struct Editions {
    forms: Vec<Arc<Form>>,
    is_settled: bool,
}

impl Editions {
    /// The built-in editions.
    ///
    /// # Panics
    /// Never: a test holds that the built-in declarations are sound.
    pub fn built_in() -> &'static Self {
        static BUILT: LazyLock<Editions> = LazyLock::new(|| {
            let files = BUILT_IN.iter().zip(TRANSLATED);
            let forms = files.map(|((_, text), json)| Arc::new(Form::built_in(text, json)));
            Editions { forms: forms.collect(), is_settled: false }
        });
        &BUILT
    }

    /// The same with other editions; one takes the place of another of its name.
    #[must_use]
    pub fn with(&self, forms: Vec<Form>) -> Self {
        let mut all = self.forms.clone();
        for form in forms {
            match all.iter_mut().find(|known| known.edition == form.edition) {
                Some(known) => *known = Arc::new(form),
                None => all.push(Arc::new(form)),
            }
        }
        all.sort_by_key(|form| form.since);
        Self { forms: all, is_settled: self.is_settled }
    }

    /// The same with something changed of each.
    #[must_use]
    pub fn changed(mut self, change: impl Fn(&mut Form)) -> Self {
        self.forms.iter_mut().for_each(|form| change(Arc::make_mut(form)));
        self
    }

    /// The same for good: inputs bring no editions of their own.
    #[must_use]
    pub fn settled(self) -> Self {
        Self { is_settled: true, ..self }
    }

    /// Whether inputs bring no editions of their own.
    pub fn is_settled(&self) -> bool {
        self.is_settled
    }

    /// Every edition, oldest first.
    pub fn all(&self) -> &[Arc<Form>] {
        &self.forms
    }

    /// The edition meant for a report year; the newest where none is.
    pub fn for_year(&self, year: i32) -> Arc<Form> {
        let mut by_year = self.forms.iter().rev().filter(|form| form.by_year);
        let newest = by_year.clone().next().unwrap_or(&self.forms[self.forms.len() - 1]);
        let oldest = by_year.clone().next_back().filter(|form| form.since.is_some_and(|since| year < since));
        by_year.find(|form| form.fits(year)).or(oldest).unwrap_or(newest).clone()
    }

    /// The newest edition.
    pub fn newest(&self) -> &Form {
        &self.forms[self.forms.len() - 1]
    }

    /// The edition of that name.
    pub fn named(&self, edition: &str) -> Option<Arc<Form>> {
        self.forms.iter().find(|form| form.edition == edition).cloned()
    }
}
