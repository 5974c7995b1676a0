//! What the checks look at.

use super::cuts::Cuts;
use crate::document::Spelling;
use crate::figures::Figures;
use crate::filing::Filing;
use crate::narrative::Narrative;
use crate::policy::Policy;
use crate::source::Sources;

/// All that rules look at.
pub struct Case<'a> {
    /// The files that were read.
    pub sources: &'a Sources,
    /// The filing.
    pub filing: &'a Filing,
    /// Its figures completed.
    pub figures: &'a Figures,
    /// Last year's report, if it is known.
    pub prior: Option<Prior<'a>>,
    /// Its words.
    pub narrative: &'a Narrative,
    /// What the office lays down for itself.
    pub policy: &'a Policy,
    /// Its texts cut up, as far as checks asked for them.
    pub cuts: Cuts,
    /// Whether no face has a character that is to be seen.
    pub lacks_glyph: &'a (dyn Fn(char) -> bool + Sync),
    /// Whether a title prints a character by another face than its own.
    pub lacks_in_title: &'a (dyn Fn(char) -> bool + Sync),
}

impl<'a> Case<'a> {
    /// The same with other figures.
    pub(super) fn with<'f>(&self, figures: &'f Figures) -> Case<'f>
    where
        'a: 'f,
    {
        self.of(self.filing, figures, self.prior)
    }

    /// The same of another filing with its figures, held against last year's report or against none.
    pub(super) fn of<'f>(&self, filing: &'f Filing, figures: &'f Figures, prior: Option<Prior<'f>>) -> Case<'f>
    where
        'a: 'f,
    {
        Case {
            sources: self.sources,
            filing,
            figures,
            prior,
            narrative: self.narrative,
            policy: self.policy,
            cuts: Cuts::default(),
            lacks_glyph: self.lacks_glyph,
            lacks_in_title: self.lacks_in_title,
        }
    }
}

impl Case<'_> {
    /// Whether the report was written as a workbook, where hints speak of sheets instead of keys.
    pub fn is_workbook(&self) -> bool {
        self.sources.get(self.filing.source).is_workbook()
    }

    /// Whether something was given at a key, or below it, that could not be read: it is told, and is not lacking.
    pub(super) fn is_unread(&self, key: &str) -> bool {
        let is_of =
            |known: &String| known.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.filing.faults.iter().any(|fault| fault.keys.iter().any(is_of))
    }

    /// Whether the report was published and read as it is, where there are neither keys nor sheets.
    pub fn is_published(&self) -> bool {
        self.sources.get(self.filing.source).is_published()
    }

    /// What the agency knows a field as: its path, or its label in a workbook.
    pub fn call(&self, path: &str) -> String {
        Spelling::of(self.sources.get(self.filing.source)).call(path)
    }
}

/// Last year's report.
#[derive(Clone, Copy)]
pub struct Prior<'a> {
    /// Its filing.
    pub filing: &'a Filing,
    /// Its figures completed.
    pub figures: &'a Figures,
}
