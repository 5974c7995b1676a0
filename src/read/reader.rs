//! What comes to light while a filing is made of a document.

use std::path::Path;

use crate::characters::meant;
use crate::document::{Document, Given, PlaceNames};
use crate::filing::Text;
use crate::finding::Finding;
use crate::source::{Located, Sources};

/// A filing in the making: what comes to light beside its values.
pub(super) struct FilingReader<'a> {
    /// How places are called.
    pub names: PlaceNames<'a>,
    /// The input's folder.
    pub folder: &'a Path,
    /// Where files that are read are kept.
    pub sources: &'a mut Sources,
    /// What cannot be taken.
    pub faults: Vec<Finding>,
    /// Every text that may be printed, as it was written.
    pub texts: Vec<Located<String>>,
}

impl<'a> FilingReader<'a> {
    /// A reader that has read nothing yet.
    pub(super) fn new(document: &Document, names: PlaceNames<'a>, folder: &'a Path, sources: &'a mut Sources) -> Self {
        let faults = document.faults.clone();
        Self { names, folder, sources, faults, texts: Vec::new() }
    }

    /// A text that was given, unless it is empty; kept as one that may be printed.
    pub(super) fn text(&mut self, given: Option<&Given>) -> Text {
        let text = given?.words()?;
        Some(self.kept(text))
    }

    /// Keeps a text as one that may be printed, and gives it with the characters that are meant; every place in it
    /// stays.
    pub(super) fn kept(&mut self, text: Located<String>) -> Located<String> {
        let read = Located { value: text.value.chars().map(meant).collect(), at: text.at.clone() };
        self.texts.push(text);
        read
    }
}
