//! Titles of sections as people write them: with or without their ordinal, and with a word changed.

use super::numbering::{Style, Typed};
use crate::form::{Form, Section};

/// Likeness of a title with the right ordinal to the official one: agencies change a word.
const ALIKE: f64 = 0.6;

/// Characters of the shortest title; what is shorter is prose.
const SHORTEST: usize = 4;

/// What the sections of a form are called.
pub struct SectionTitles {
    /// Each one's official title and the agency's own, without blanks and punctuation.
    titles: Vec<[String; 2]>,
    /// Characters beyond which a line is like none of them: most of it would be something else.
    longest: usize,
}

impl SectionTitles {
    /// The titles of a form's sections, with an agency's own ones.
    pub fn of<'o>(form: &Form, own: impl Fn(&Section) -> Option<&'o str>) -> Self {
        let names = |section: &Section| {
            [bones(&section.title), own(section).map_or(String::new(), |title| bones(unnumbered(title)))]
        };
        let titles: Vec<[String; 2]> = form.sections.iter().map(names).collect();
        let longest = titles.iter().flatten().map(|title| title.chars().count()).max().unwrap_or(0);
        Self { titles, longest: 2 * longest }
    }

    /// The section that a line is the title of, with or without its ordinal.
    pub fn section_of(&self, line: &str) -> Option<usize> {
        let typed = Typed::of_title(line).filter(|typed| matches!(typed.style, Style::Chinese | Style::Arabic));
        let line = &line[typed.map_or(0, |typed| typed.length)..];
        let length = line.chars().filter(|c| c.is_alphanumeric()).take(self.longest + 1).count();
        if !(SHORTEST..=self.longest).contains(&length) {
            return None;
        }
        let bare = bones(line);
        let mut found = self.titles.iter().enumerate().filter(|(number, titles)| {
            let is_like = || strsim::normalized_levenshtein(&titles[0], &bare) >= ALIKE;
            let is_counted = typed.is_some_and(|typed| typed.number == number + 1);
            // Lines inside of sections are counted `1.` too: only the whole title with its own number is one.
            match typed.map(|typed| typed.style) {
                Some(Style::Arabic) => is_counted && titles.contains(&bare),
                _ => titles.contains(&bare) || is_counted && is_like(),
            }
        });
        found.next().map(|(number, _)| number)
    }

    /// How like a section's official title another one is, where it is like it at all.
    pub fn likeness(&self, section: usize, title: &str) -> Option<f64> {
        let bare = bones(title);
        let titles =
            self.titles.get(section).filter(|_| bare.chars().take(self.longest + 1).count() <= self.longest)?;
        Some(strsim::normalized_levenshtein(&titles[0], &bare)).filter(|likeness| *likeness >= ALIKE)
    }
}

/// A section's own title without the ordinal that was typed before it: the program prints its own.
pub fn unnumbered(title: &str) -> &str {
    let title = title.trim();
    Typed::of_title(title).map_or(title, |typed| &title[typed.length..])
}

/// A title without blanks and punctuation.
pub fn bones(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}
