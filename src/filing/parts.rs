//! The parts of an input: who reports, what stands around the report, its prose, its accounts, what it stands by.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Text;
use super::cell::Entry;
use super::date::Date;
use crate::form::{CellId, Form};
use crate::source::{Located, Span};

/// Last year's figures, as far as they are compared.
#[derive(Debug, Clone)]
pub struct LastYear {
    /// Their year, if it is said.
    pub year: Option<Located<i32>>,
    /// The form they are filled in.
    pub form: Arc<Form>,
    /// The edition they are said to be of.
    pub form_given: Text,
    /// The figures.
    pub cells: BTreeMap<CellId, Located<Entry>>,
    /// The accounts by key, without who had which share.
    pub accounts: BTreeMap<String, AccountInput>,
    /// Where they stand.
    pub at: Span,
}

/// Who reports.
#[derive(Debug, Clone, Default)]
pub struct Agency {
    /// Full official name.
    pub name: Text,
    /// How prose calls it.
    pub short: Text,
    /// 部门, 政府 or 乡镇街道.
    pub level: Text,
    /// Postal address.
    pub address: Text,
    /// Postcode.
    pub postcode: Text,
    /// Telephone.
    pub phone: Text,
    /// Fax.
    pub fax: Text,
    /// E-mail address.
    pub email: Text,
    /// Address of the website.
    pub website: Text,
    /// Name of the website.
    pub website_name: Text,
    /// The office that answers questions.
    pub contact: Text,
}

/// A part of the preface.
#[derive(Debug, Clone, Default)]
pub enum PartContent {
    /// Generated in the official wording.
    #[default]
    Generated,
    /// Left out.
    Omitted,
    /// The agency's own text.
    Own(ProseText),
}

/// The paragraph or paragraphs before the first section.
#[derive(Debug, Clone, Default)]
pub struct Preface {
    /// Whether it stands inside section 一.
    pub in_overview: bool,
    /// The whole of it as the agency's own text.
    pub text: Option<ProseText>,
    /// Local notices cited beside the form's.
    pub notices: Vec<Located<String>>,
    /// What the agency says of its parts, by their keys.
    pub parts: BTreeMap<String, PartContent>,
}

/// What stands around the report when it is issued as a document of its own.
#[derive(Debug, Clone, Default)]
pub struct IssuedDocument {
    /// 发文字号.
    pub number: Text,
    /// A line above the title, such as 附件：.
    pub attachment: Text,
    /// A line below the title, such as 报送单位：….
    pub submitter: Text,
    /// 署名.
    pub signature: Text,
    /// 成文日期.
    pub date: Option<Located<Date>>,
    /// 抄送.
    pub cc: Text,
    /// 印发机关.
    pub printed_by: Text,
    /// 印发日期.
    pub printed_on: Option<Located<Date>>,
}

/// What a line end in prose means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineEnds {
    /// A paragraph, or nothing where an editor wrapped a sentence: in files.
    #[default]
    Wrapped,
    /// Always a paragraph: in a cell of a workbook.
    Paragraphs,
}

/// Prose as the agency wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProseText {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub at: Span,
    /// Whether offsets in the text are offsets from the start of the place.
    pub exact: bool,
    /// What its line ends mean.
    pub line_ends: LineEnds,
}

impl ProseText {
    /// The place of a range of the text.
    pub fn place(&self, range: Range<usize>) -> Span {
        if self.exact { self.at.slice(range) } else { self.at.clone() }
    }
}

/// Title and prose of an official section.
#[derive(Debug, Clone, Default)]
pub struct SectionInput {
    /// A title other than the official one.
    pub title: Text,
    /// The prose.
    pub text: Option<ProseText>,
    /// Prose before the table.
    pub before: Option<ProseText>,
    /// Prose after the table.
    pub after: Option<ProseText>,
}

/// A section beyond the official ones.
#[derive(Debug, Clone)]
pub struct ExtraSection {
    /// Key of the official section it stands after.
    pub after: String,
    /// Its title without the ordinal.
    pub title: Text,
    /// Its prose.
    pub text: Option<ProseText>,
    /// Where it is declared.
    pub at: Span,
}

/// What was given of an account.
#[derive(Debug, Clone, Default)]
pub struct AccountInput {
    /// Its figures by their keys.
    pub figures: BTreeMap<String, Located<Decimal>>,
    /// The same by unit.
    pub units: Vec<AccountUnit>,
}

impl AccountInput {
    /// Its figures, without who had which share.
    pub fn figures_alone(&self) -> Self {
        Self { figures: self.figures.clone(), units: Vec::new() }
    }
}

/// One unit's share of an account.
#[derive(Debug, Clone)]
pub struct AccountUnit {
    /// The unit's name.
    pub unit: String,
    /// Its figures by their keys.
    pub figures: BTreeMap<String, Decimal>,
    /// Where they were written, by the same keys.
    pub places: BTreeMap<String, Span>,
}

/// One unit of a district, as the district's own report can tell of it.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitFigures {
    /// Its name.
    pub name: String,
    /// Its group.
    pub group: String,
    /// Whether its figures are summed.
    pub is_counted: bool,
    /// Its figures by the key of their cell, as far as they are known.
    pub cells: BTreeMap<String, Decimal>,
    /// Last year's, likewise.
    pub before: BTreeMap<String, Decimal>,
}

/// A finding the agency stands by.
#[derive(Debug, Clone)]
pub struct Accept {
    /// Its number among the acceptances of the input, from 1.
    pub number: usize,
    /// The rule's code.
    pub rule: Located<String>,
    /// The cell or field it is limited to.
    pub at: Text,
    /// Why.
    pub reason: Text,
}
