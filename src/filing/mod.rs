//! What an agency submitted, readable or not, each value with the place it stands at.

mod calling;
mod cell;
mod choices;
mod date;
pub mod facts;
mod field;
mod fields;
mod letter;
mod lists;
mod misfit;
mod note;
mod number;
mod parts;
mod slot;
mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use calling::calling;
pub use cell::{BLANK, Entry, Value, says_nothing};
pub use choices::LEVELS;
pub use date::{Date, YEARS, year};
pub use field::{Choice, Field, FieldKind, Group};
pub use fields::{FIELDS, MOST_LINE};
pub use letter::{DEGREES, Letter, LetterKind};
pub use lists::{ACCEPTED, Column, LABELS, List};
pub use misfit::Misfit;
pub use number::{factor, single_unit};
pub use parts::{
    Accept, AccountInput, AccountUnit, Agency, ExtraSection, IssuedDocument, LastYear, LineEnds, PartContent, Preface,
    ProseText, SectionInput, UnitFigures,
};
use rust_decimal::Decimal;
pub use slot::{FieldValue, GENERATED, OMITTED, WANTED};
pub use web::{Moment, Web};

use crate::finding::Finding;
use crate::form::{CellId, Editions, Form};
use crate::rule::{Family, input};
use crate::source::{Located, SourceId, Span};

/// A text with its place, where one was given.
pub type Text = Option<Located<String>>;

/// One agency's input for one year.
#[derive(Debug, Clone)]
pub struct Filing {
    /// The file it was read from.
    pub source: SourceId,
    /// The year reported on.
    pub year: Option<Located<i32>>,
    /// The form it is filled in.
    pub form: Arc<Form>,
    /// The form that is meant for the year.
    pub meant: Arc<Form>,
    /// The edition the agency asked for.
    pub form_given: Text,
    /// The folder of the editions it brings, relative to this file.
    pub forms: Text,
    /// The editions that it could be of.
    pub editions: Editions,
    /// A title other than the official one; a line break in it is kept.
    pub title: Text,
    /// Last year's file, relative to this one.
    pub prior: Text,
    /// Reports of earlier years, and those of agencies that were merged into this one, relative to this file.
    pub earlier: Vec<Located<String>>,
    /// Whether the table of changes and the charts follow the report.
    pub annex: Option<Located<bool>>,
    /// Last year's figures, where they were given with this year's.
    pub last_year: Option<LastYear>,
    /// Who reports.
    pub agency: Agency,
    /// The preface, if the report has one.
    pub preface: Option<Preface>,
    /// What stands around the report.
    pub document: IssuedDocument,
    /// The letter it is submitted with, if there is one.
    pub letter: Option<Letter>,
    /// Title and prose of the official sections, by key.
    pub sections: BTreeMap<String, SectionInput>,
    /// Sections beyond the official ones.
    pub extra: Vec<ExtraSection>,
    /// Labels printed instead of the official ones, by node key.
    pub labels: BTreeMap<String, Located<String>>,
    /// The accounts that were given, by their keys.
    pub accounts: BTreeMap<String, AccountInput>,
    /// The units whose sums it reports; only in a district's own report.
    pub units: Vec<UnitFigures>,
    /// The agencies whose figures are added up in it; none where they are one agency's.
    pub merged_from: Vec<String>,
    /// The cells that tell of the office alone, where others are sums over units.
    pub of_office: BTreeSet<CellId>,
    /// What the web page says of itself.
    pub web: Web,
    /// Findings the agency stands by.
    pub accept: Vec<Accept>,
    /// The figures.
    pub cells: BTreeMap<CellId, Located<Entry>>,
    /// Every text that may be printed.
    pub texts: Vec<Located<String>>,
    /// Where each single field was found, by its path.
    pub places: BTreeMap<String, Span>,
    /// What could not be read.
    pub faults: Vec<Finding>,
}

/// Says of findings why they matter in a form and what to do, where it says more than their rules.
pub fn ground(findings: &mut [Finding], form: &Form) {
    for finding in findings {
        let (said, rule) = (form.grounds(finding.rule), finding.rule);
        let texts = [
            (&mut finding.reason, rule.reason, said.reason),
            (&mut finding.basis, rule.basis, said.basis),
            (&mut finding.hint, rule.remedy, said.remedy),
        ];
        for (own, general, said) in texts {
            if own == general {
                said.clone_into(own);
            }
        }
    }
}

impl Filing {
    /// A filing that says nothing.
    pub fn empty(source: SourceId, form: Arc<Form>) -> Self {
        Self {
            source,
            year: None,
            meant: form.clone(),
            form,
            form_given: None,
            forms: None,
            editions: Editions::built_in().clone(),
            title: None,
            prior: None,
            earlier: Vec::new(),
            annex: None,
            last_year: None,
            agency: Agency::default(),
            preface: None,
            document: IssuedDocument::default(),
            letter: None,
            sections: BTreeMap::new(),
            extra: Vec::new(),
            labels: BTreeMap::new(),
            accounts: BTreeMap::new(),
            units: Vec::new(),
            merged_from: Vec::new(),
            of_office: BTreeSet::new(),
            web: Web::default(),
            accept: Vec::new(),
            cells: BTreeMap::new(),
            texts: Vec::new(),
            places: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// Whether the file could be read at all; of one that could not, only the faults are worth telling.
    pub fn is_read(&self) -> bool {
        let is_fatal = |fault: &Finding| *fault.rule == input::SYNTAX || fault.rule.family == Family::Form;
        !self.faults.iter().any(is_fatal)
    }

    /// Whether the table of changes and the charts follow the report.
    pub fn has_annex(&self) -> bool {
        self.annex.as_ref().is_some_and(|annex| annex.value)
    }

    /// The year that last year's figures given with this year's are of: as it was said, or the year before.
    pub fn year_before(&self) -> Option<Located<i32>> {
        let said = self.last_year.as_ref().and_then(|last_year| last_year.year.clone());
        said.or_else(|| self.year.as_ref().map(|year| Located { value: year.value - 1, at: year.at.clone() }))
    }

    /// Last year's figures as a filing of their own, where they were given with this year's.
    pub fn before(&self) -> Option<Self> {
        let last_year = self.last_year.as_ref()?;
        let mut filing = Self::empty(self.source, last_year.form.clone());
        filing.year = self.year_before();
        filing.agency.name = self.agency.name.clone();
        filing.cells = last_year.cells.clone();
        filing.accounts = last_year.accounts.clone();
        Some(filing)
    }

    /// The agency's full name, if it was given.
    pub fn name(&self) -> Option<&str> {
        self.agency.name.as_ref().map(|name| name.value.as_str())
    }

    /// The report's title in the official wording: agency, year, and what the form calls it.
    pub fn official_title(&self) -> String {
        let year = self.year.as_ref().map_or("××××".to_owned(), |year| year.value.to_string());
        format!("{}{year}年{}", self.name().unwrap_or("××××").trim(), self.form.title)
    }

    /// The report's title as it is printed, on one line.
    pub fn exact_title(&self) -> String {
        let given = self.title.as_ref().map(|title| title.value.trim().to_owned());
        let written = given.unwrap_or_else(|| self.official_title());
        crate::characters::clean(&written.lines().map(str::trim).collect::<String>())
    }

    /// The first day after the year reported on.
    pub fn first_day(&self) -> Date {
        let year = self.year.as_ref().and_then(|year| u16::try_from(year.value + 1).ok()).unwrap_or(2000);
        Date { year, month: 1, day: 1 }
    }

    /// The agency's level: as it was given, or as its name says.
    pub fn level(&self) -> Option<&str> {
        let given = self.agency.level.as_ref().map(|level| level.value.as_str());
        given.or_else(|| self.name().and_then(|name| calling(name).1))
    }

    /// How prose calls the agency.
    pub fn short_name(&self) -> &str {
        let default = match self.level() {
            Some("政府") => "本级政府",
            _ => "本机关",
        };
        self.agency.short.as_ref().map_or(default, |short| &short.value)
    }

    /// All prose of the filing.
    pub fn prose(&self) -> Vec<&ProseText> {
        self.prose_by_section().into_iter().map(|(_, prose)| prose).collect()
    }

    /// The figure of an account that a key names, where it was given.
    pub fn account_figure(&self, key: &str) -> Option<&Located<Decimal>> {
        let (account, figure) = key.split_once('.')?;
        self.accounts.get(account)?.figures.get(figure)
    }

    /// All prose of the filing, each with the key of the official section that it is of, if it is of one.
    pub fn prose_by_section(&self) -> Vec<(Option<&str>, &ProseText)> {
        let preface = self.preface.iter().flat_map(|p| {
            let parts = self.form.preface.iter().filter_map(|part| p.parts.get(&part.key));
            let own = parts.filter_map(|part| match part {
                PartContent::Own(text) => Some(text),
                PartContent::Generated | PartContent::Omitted => None,
            });
            p.text.iter().chain(own).collect::<Vec<_>>()
        });
        let sections = self.sections.iter().flat_map(|(key, section)| {
            let prose = section.text.iter().chain(&section.before).chain(&section.after);
            prose.map(|prose| (Some(key.as_str()), prose))
        });
        let rest = self.extra.iter().flat_map(|e| &e.text).chain(self.letter.iter().flat_map(|letter| &letter.text));
        preface.map(|prose| (None, prose)).chain(sections).chain(rest.map(|prose| (None, prose))).collect()
    }
}
