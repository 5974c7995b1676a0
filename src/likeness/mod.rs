//! How far prose repeats other prose: last year's, or another unit's.
//!
//! Texts are held against each other by runs of characters after blanks, punctuation and numerals are dropped, so
//! that last year's text with new figures is found, and so is another's with the name replaced: a name costs its own
//! characters and no more. Nothing is compared by machine-dependent means: the same texts give the same shares anywhere.

mod overlap;
#[cfg(test)]
mod samples;
mod share;

use serde::{Deserialize, Serialize};

pub use overlap::{Overlap, SectionText, overlaps};
pub use share::{LEAST, SHINGLE, Share};

use crate::characters::clean;
use crate::filing::{Filing, ProseText, Text};
use crate::prose::{expression, plain_text};
use crate::source::{Sources, Span};

/// The section key for all prose in sections beyond the official ones.
pub const EXTRA: &str = "extra";

/// One section's prose of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Key of the section; [`EXTRA`] for every section beyond the official ones.
    pub section: String,
    /// The section's title as it is printed.
    pub title: String,
    /// Its place: `单位/教育局.toml:12`, or the file and the cell.
    pub place: String,
    /// The prose as plain text, without what is put in for expressions.
    pub text: String,
}

/// What an agency wrote itself in one section.
#[derive(Debug, Clone)]
pub(crate) struct OwnProse {
    /// Key of the section; [`EXTRA`] for every section beyond the official ones.
    pub section: String,
    /// What `[[accept]]` calls the section.
    pub key: String,
    /// The section's title as it is printed.
    pub title: String,
    /// Its first sentence.
    pub at: Span,
    /// The prose as plain text.
    pub text: String,
}

impl Passage {
    /// What is compared of it.
    pub fn section_text(&self) -> SectionText<'_> {
        (&self.section, &self.text)
    }
}

impl OwnProse {
    /// What is compared of it.
    pub(crate) fn section_text(&self) -> SectionText<'_> {
        (&self.section, &self.text)
    }
}

/// The passages of a report: what its agency wrote itself, section by section in print order.
///
/// Standard wordings are no part of them, neither those filled in nor those asked for by `{{ … }}`.
pub fn passages(filing: &Filing, sources: &Sources) -> Vec<Passage> {
    let passage = |prose: OwnProse| Passage {
        section: prose.section,
        title: prose.title,
        place: place(sources, &prose.at),
        text: prose.text,
    };
    own_prose(filing).into_iter().map(passage).collect()
}

/// What an agency wrote itself, section by section in print order; sections without a word are left out.
pub(crate) fn own_prose(filing: &Filing) -> Vec<OwnProse> {
    let official = filing.form.sections.iter().filter_map(|section| {
        let input = filing.sections.get(&section.key)?;
        let parts = [&input.before, &input.text, &input.after].into_iter().flatten();
        section_of(&section.key, format!("sections.{}", section.key), titled(&input.title, &section.title), parts)
    });
    let extra = filing.extra.iter().enumerate().filter_map(|(number, extra)| {
        section_of(EXTRA, format!("sections.extra-{}", number + 1), titled(&extra.title, "（缺少标题）"), &extra.text)
    });
    official.chain(extra).collect()
}

/// The title given, or else the official one.
fn titled(given: &Text, official: &str) -> String {
    given.as_ref().map_or_else(|| official.to_owned(), |title| clean(title.value.trim()))
}

/// The prose of a section, if there is any.
fn section_of<'p>(
    section: &str,
    key: String,
    title: String,
    parts: impl IntoIterator<Item = &'p ProseText>,
) -> Option<OwnProse> {
    let parts: Vec<&ProseText> = parts.into_iter().collect();
    let at = beginning(parts.first()?);
    let text: String = parts.iter().map(|prose| plain_text(&expression::without_figures(prose))).collect();
    let text = text.trim().to_owned();
    (!text.is_empty()).then(|| OwnProse { section: section.to_owned(), key, title, at, text })
}

/// The first sentence of some prose, up to the line end.
fn beginning(prose: &ProseText) -> Span {
    let start = prose.text.len() - prose.text.trim_start().len();
    let line = prose.text[start..].lines().next().unwrap_or_default();
    let length = line.find('。').map_or(line.len(), |at| at + '。'.len_utf8());
    prose.place(start..start + length)
}

/// A place in words: the file and its line, or the cell.
fn place(sources: &Sources, at: &Span) -> String {
    match sources.cell(at) {
        Some(_) => sources.describe(at),
        None => format!("{}:{}", sources.get(at.source).name, sources.position(at.source, at.start).line),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::form::Editions;
    use crate::read::read_str;

    #[test]
    fn passages_are_what_the_agency_wrote() {
        let mut sources = Sources::default();
        let text = "year = 2025\nagency.name = \"示例局\"\n[preface]\ntext = \"引言。\"\n\
            [sections.overview]\ntitle = \"总的情况\"\ntext = '''\n\n# 主动公开\n全年**公开**{{ 1 + 1 }}条。\n'''\n\
            [sections.others]\ntext = \"{{ sentences.fee }}\"\n\
            [sections.applications]\nbefore = \"表前。\"\nafter = \"表后。\"\n\
            [[extra]]\nafter = \"others\"\ntitle = \"附言\"\ntext = \"再说一句。\"\n[fee]\ncases = 0\nyuan = 0\n";
        let filing = read_str("单位/甲.toml", text, Path::new("."), Editions::built_in(), &mut sources);
        let found = passages(&filing, &sources);
        let seen: Vec<_> =
            found.iter().map(|p| [&p.section, &p.title, &p.place, &p.text].map(String::as_str)).collect();
        let title = filing.form.sections.iter().find(|section| section.key == "applications").unwrap().title.as_str();
        assert_eq!(
            seen,
            [
                ["overview", "总的情况", "单位/甲.toml:9", "（一）主动公开\n全年公开条。"],
                ["applications", title, "单位/甲.toml:15", "表前。\n表后。"],
                [EXTRA, "附言", "单位/甲.toml:20", "再说一句。"],
            ]
        );
    }
}
