//! The words of a letter: its title and its text, the agency's own or in the official wording of its kind.

use minijinja::Value;

use super::wording::{render_printed, with_shared};
use crate::characters::clean;
use crate::error::Result;
use crate::filing::{Filing, Letter, facts};
use crate::finding::Finding;
use crate::form::Wording;
use crate::prose::{
    Block, Run, environment::Environments, expression, keyed::ExpressionNames, numbering::TopLevel, ordinal,
};

/// The words of a letter.
#[derive(Debug, Clone)]
pub struct LetterWords {
    /// Its title; line breaks are the agency's own.
    pub title: String,
    /// Its text.
    pub body: Vec<Block>,
}

/// What the words of a letter are put together with.
pub(super) struct LetterComposer<'a> {
    /// The standard wordings.
    pub wording: &'a Wording,
    /// The environments of expressions and of wordings.
    pub environments: &'a Environments,
    /// What expressions can name.
    pub names: &'a ExpressionNames,
    /// What comes to light.
    pub faults: &'a mut Vec<Finding>,
}

impl LetterComposer<'_> {
    /// The words of a letter.
    ///
    /// # Errors
    /// When a standard wording is a broken template.
    pub(super) fn words(&mut self, filing: &Filing, letter: &Letter) -> Result<LetterWords> {
        let own = letter.title.as_ref().map(|title| title.value.trim()).filter(|title| !title.is_empty());
        let title = match own {
            Some(title) => title.to_owned(),
            None => self.standard(filing, letter, "title")?,
        };
        let own = letter.text.as_ref().filter(|text| !text.text.trim().is_empty());
        let body = match own {
            Some(text) => {
                expression::compose(text, TopLevel::Chinese, &self.environments.prose, self.names, self.faults)
            }
            None => {
                let text = self.standard(filing, letter, "text")?;
                let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty());
                paragraphs.map(|line| Block::Paragraph { lead: None, runs: vec![Run::plain(line)] }).collect()
            }
        };
        Ok(LetterWords { title, body })
    }

    /// A standard wording of the letter's kind.
    fn standard(&self, filing: &Filing, letter: &Letter, name: &str) -> Result<String> {
        let kind = letter.kind.name();
        let Some(wording) = self.wording.letter.get(kind).and_then(|wordings| wordings.get(name)) else {
            return Ok(String::new());
        };
        let notices = filing.preface.iter().flat_map(|preface| &preface.notices);
        let issuers = facts::issuers(filing);
        let submitted = submitted(&filing.exact_title(), &issuers);
        let name_of = |name: &str| self.names.values.get_attr(name).unwrap_or_default();
        let context = vec![
            ("year", name_of("year")),
            ("agency", name_of("agency")),
            ("form", name_of("form")),
            ("report", name_of("report")),
            ("count", Value::from(ordinal(issuers.len()))),
            ("issuers", issuers.into_iter().map(Value::from).collect::<Vec<_>>().into()),
            ("submitted", submitted.into()),
            ("notices", notices.map(|notice| Value::from(clean(&notice.value))).collect::<Vec<_>>().into()),
        ];
        let context = with_shared(&self.environments.wordings, self.wording, context)?;
        let text = render_printed(
            &self.environments.wordings,
            self.wording,
            &format!("letter.{kind}.{name}"),
            wording,
            &context,
        )?;
        Ok(text.as_deref().map(clean_lines).unwrap_or_default())
    }
}

/// What the title of a letter says itself before it names the report.
const ABOUT: &str = "关于";

/// The report as the title of a letter calls it: its exact title, without what the letter's own has before it, the name
/// of an issuer and 关于.
fn submitted(title: &str, issuers: &[String]) -> String {
    let rest = issuers.iter().filter_map(|issuer| title.strip_prefix(issuer.as_str())).min_by_key(|rest| rest.len());
    let rest = rest.map(str::trim).filter(|rest| !rest.is_empty()).unwrap_or(title);
    rest.strip_prefix(ABOUT).unwrap_or(rest).trim_start().to_owned()
}

/// A text without what cannot be printed, its lines kept.
fn clean_lines(text: &str) -> String {
    text.lines().map(clean).collect::<Vec<_>>().join("\n")
}
