//! The words of a report: prose with its figures put in, what was left out filled from the figures.

mod letter;
mod specimen;
mod wording;

use indexmap::IndexMap;
use minijinja::Value;

use crate::changes::{ChangeTable, Detail, Years};
use crate::characters::clean;
use crate::error::Result;
use crate::figures::Figures;
use crate::filing::{Filing, Letter, PartContent, Preface, ProseText, Text};
use crate::finding::Finding;
use crate::form::{Account, BUILT_IN_WORDING, PrefacePart, Section, Wording};
use crate::prose::{
    Block, Run, environment::Environments, expression, keyed::ExpressionNames, named::map, numbering::TopLevel,
    ordinal, plain_text, tables, titles::unnumbered, vocabulary,
};
use crate::rule::prose::FILLED;
use crate::source::Span;
use crate::templates::Templates;
use letter::LetterComposer;
pub use letter::LetterWords;
pub use specimen::wording_faults;
use wording::{render, render_printed, with_shared, without_headings};

/// The words of a report.
#[derive(Debug, Clone)]
pub struct Narrative {
    /// The preface; empty when there is none.
    pub preface: Vec<Block>,
    /// The level-one sections in print order.
    pub sections: Vec<Chapter>,
    /// The words of the letter, if there is one.
    pub letter: Option<LetterWords>,
    /// The words of its poster: what stands above the title, the key sentences, the foot.
    pub poster: PosterWords,
    /// The standard sentences whose figures are known, each with its name.
    pub sentences: Vec<(String, String)>,
    /// What is wrong with the expressions, and what was filled in.
    pub faults: Vec<Finding>,
}

/// The words of a poster.
#[derive(Debug, Clone, Default)]
pub struct PosterWords {
    /// What stands above its title.
    pub mark: String,
    /// The key sentences.
    pub sentences: Vec<String>,
    /// What stands at the foot.
    pub foot: String,
}

/// A level-one section with its words.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// Key of the official section; `extra-1` … for the agency's own.
    pub key: String,
    /// Its ordinal: 一, 二, ….
    pub ordinal: String,
    /// Its title without the ordinal.
    pub title: String,
    /// Index of the table it holds.
    pub table: Option<usize>,
    /// Prose before the table, or all of it.
    pub before: Vec<Block>,
    /// Prose after the table.
    pub after: Vec<Block>,
    /// Where the section is declared, if it is.
    pub at: Option<Span>,
}

/// Puts the words of a report together.
///
/// # Errors
/// When a standard wording is a broken template.
pub fn compose(
    filing: &Filing,
    figures: &Figures,
    templates: &Templates,
    years: &dyn Fn() -> Years,
) -> Result<Narrative> {
    let wording = templates.wording_for(&filing.form);
    let is_of_run = filing.form.own_wording.is_none() && wording.text != BUILT_IN_WORDING;
    if let Some(fault) =
        is_of_run.then(|| wording_faults(wording, &filing.form)).and_then(|faults| faults.into_iter().next())
    {
        return Err(templates.broken(&fault));
    }
    let mut composer = Composer::new(filing, figures, wording, years)?;
    let mut sections = Vec::new();
    for section in &filing.form.sections {
        sections.push(composer.official(section));
        for (number, extra) in filing.extra.iter().enumerate().filter(|(_, extra)| extra.after == section.key) {
            let text = composer.prose(extra.text.as_ref());
            sections.push(Chapter {
                key: format!("extra-{}", number + 1),
                ordinal: String::new(),
                title: title(&extra.title, "（缺少标题）"),
                table: None,
                before: text,
                after: Vec::new(),
                at: Some(extra.at.clone()),
            });
        }
    }
    for (number, chapter) in sections.iter_mut().enumerate() {
        chapter.ordinal = ordinal(number + 1);
    }
    let mut preface = match &filing.preface {
        Some(preface) => composer.preface(preface, &sections)?,
        None => Vec::new(),
    };
    if filing.preface.as_ref().is_some_and(|preface| preface.in_overview)
        && let Some(first) = sections.first_mut()
    {
        preface.append(&mut first.before);
        first.before = std::mem::take(&mut preface);
    }
    without_headings(&mut preface);
    let letter = match &filing.letter {
        Some(letter) => Some(composer.letter(letter)?),
        None => None,
    };
    let poster = composer.poster()?;
    let names = wording.sentences.keys();
    let sentences = names.filter_map(|name| Some((name.clone(), composer.sentence(name)?))).collect();
    Ok(Narrative { preface, sections, letter, poster, sentences, faults: composer.faults })
}

/// A title given instead of the official one, without the ordinal it may have.
fn title(given: &Text, official: &str) -> String {
    given.as_ref().map_or_else(|| official.to_owned(), |title| clean(unnumbered(&title.value)))
}

/// Puts words together, collecting faults on the way.
struct Composer<'a> {
    filing: &'a Filing,
    wording: &'a Wording,
    environments: Environments,
    names: ExpressionNames,
    faults: Vec<Finding>,
}

impl<'a> Composer<'a> {
    /// Makes the names, standard sentences among them.
    fn new(filing: &'a Filing, figures: &Figures, wording: &'a Wording, years: &dyn Fn() -> Years) -> Result<Self> {
        let environments = Environments::default();
        let mut names = vocabulary::names(filing, figures);
        names.insert("report".to_owned(), map([("title", Value::from(filing.exact_title()))]));
        if tables::asks(filing) {
            let table = ChangeTable::new(&years(), filing, Detail::Main);
            names.insert(tables::FUNCTION.to_owned(), tables::function(table));
        }
        let context = map(names.clone());
        let mut sentences = IndexMap::new();
        for (name, sentence) in &wording.sentences {
            let value = render(&environments.wordings, name, sentence, &context)?;
            sentences.insert(name.clone(), value.map_or(Value::UNDEFINED, Value::from));
        }
        names.insert("sentences".to_owned(), map(sentences));
        let names = ExpressionNames::new(map(names), figures.form.clone());
        Ok(Self { filing, wording, environments, names, faults: Vec::new() })
    }

    /// The words of the poster; sentences whose figures are not known are left out.
    fn poster(&self) -> Result<PosterWords> {
        let said = |text: &str| {
            Ok(render(&self.environments.wordings, "poster", text, &self.names.values)?.unwrap_or_default())
        };
        let wording = &self.wording.poster;
        let mut sentences: Vec<String> = wording.sentences.iter().map(|text| said(text)).collect::<Result<_>>()?;
        sentences.retain(|sentence| !sentence.is_empty());
        Ok(PosterWords { mark: said(&wording.mark)?, sentences, foot: said(&wording.foot)? })
    }

    /// The words of the letter.
    fn letter(&mut self, letter: &Letter) -> Result<LetterWords> {
        let (wording, environments, names) = (self.wording, &self.environments, &self.names);
        LetterComposer { wording, environments, names, faults: &mut self.faults }.words(self.filing, letter)
    }

    /// An official section.
    fn official(&mut self, section: &Section) -> Chapter {
        let input = self.filing.sections.get(&section.key).cloned().unwrap_or_default();
        let mut text = self.prose(input.text.as_ref());
        let mut before = self.prose(input.before.as_ref());
        let mut after = self.prose(input.after.as_ref());
        if section.table.is_some() {
            before.append(&mut text);
        } else {
            before.append(&mut text);
            before.append(&mut after);
            self.fill(section, &mut before);
        }
        let table = section.table.as_ref().and_then(|key| self.filing.form.tables.iter().position(|t| *key == t.key));
        let at = [&input.text, &input.before, &input.after].into_iter().flatten().next().map(|prose| prose.at.clone());
        Chapter {
            key: section.key.clone(),
            ordinal: String::new(),
            title: title(&input.title, &section.title),
            table,
            before,
            after,
            at,
        }
    }

    /// Fills a section that the agency left empty, and tells of an account that was given where the form wants it told.
    fn fill(&mut self, section: &Section, blocks: &mut Vec<Block>) {
        let account = self.filing.form.account_of(&section.key);
        let is_told = |account: &Account| plain_text(blocks).contains(&account.label);
        let to_tell = account.filter(|account| self.filing.accounts.contains_key(&account.key) && !is_told(account));
        let name = match to_tell {
            Some(account) => Some(account.sentence.as_str()),
            // Without an account nobody knows what its sentence would say.
            None if blocks.is_empty() => {
                let of_account = |name: &&str| account.is_some_and(|account| account.sentence == *name);
                section.fallback.as_deref().filter(|name| !of_account(name))
            }
            None => None,
        };
        let sentence = name.and_then(|name| self.sentence(name)).map(|sentence| clean(&sentence));
        if let Some(sentence) = sentence {
            let message = format!("“{}”：已自动写上“{sentence}”", section.title);
            self.faults.push(Finding::new(&FILLED, message).key(format!("sections.{}", section.key)));
            blocks.push(Block::Paragraph { lead: None, runs: vec![Run::plain(sentence)] });
        }
    }

    /// A standard sentence, if all its figures are known.
    fn sentence(&self, name: &str) -> Option<String> {
        let sentence = self.names.values.get_attr("sentences").ok()?.get_attr(name).ok()?;
        sentence.as_str().map(str::to_owned).filter(|text| !text.is_empty())
    }

    /// The blocks of some prose.
    fn prose(&mut self, prose: Option<&ProseText>) -> Vec<Block> {
        prose.map_or_else(Vec::new, |text| {
            expression::compose(text, TopLevel::InBrackets, &self.environments.prose, &self.names, &mut self.faults)
        })
    }

    /// The preface: own text, or its parts one after the other in one paragraph.
    fn preface(&mut self, preface: &Preface, sections: &[Chapter]) -> Result<Vec<Block>> {
        if preface.text.is_some() {
            return Ok(self.prose(preface.text.as_ref()));
        }
        let titles = sections.iter().map(|chapter| Value::from(chapter.title.trim_end_matches('。')));
        let notices = preface.notices.iter().map(|notice| Value::from(clean(&notice.value)));
        let context = vec![
            ("year", self.names.values.get_attr("year").unwrap_or_default()),
            ("agency", self.names.values.get_attr("agency").unwrap_or_default()),
            ("form", self.names.values.get_attr("form").unwrap_or_default()),
            ("titles", Value::from(titles.collect::<Vec<_>>())),
            ("count", Value::from(ordinal(sections.len()))),
            ("notices", Value::from(notices.collect::<Vec<_>>())),
        ];
        let context = with_shared(&self.environments.wordings, self.wording, context)?;
        let mut paragraphs: Vec<Block> = Vec::new();
        for PrefacePart { key, .. } in &self.filing.form.preface {
            let blocks = match preface.parts.get(key) {
                Some(PartContent::Omitted) => continue,
                Some(PartContent::Own(text)) => self.prose(Some(text)),
                Some(PartContent::Generated) | None => {
                    let wording = self.wording.preface.get(key).map_or("", String::as_str);
                    let text = render_printed(&self.environments.wordings, self.wording, key, wording, &context)?
                        .unwrap_or_default();
                    if text.is_empty() {
                        continue;
                    }
                    vec![Block::Paragraph { lead: None, runs: vec![Run::plain(clean(&text))] }]
                }
            };
            append(&mut paragraphs, blocks);
        }
        Ok(paragraphs)
    }
}

/// Continues the last paragraph with the first of some blocks.
fn append(paragraphs: &mut Vec<Block>, blocks: Vec<Block>) {
    let mut blocks = blocks.into_iter();
    match (paragraphs.last_mut(), blocks.next()) {
        (Some(Block::Paragraph { runs, .. }), Some(Block::Paragraph { lead: None, runs: more })) => runs.extend(more),
        (_, Some(first)) => paragraphs.push(first),
        (_, None) => {}
    }
    paragraphs.extend(blocks);
}
