//! Titles of sections as people write them: with or without their ordinal, and with a word changed.

use super::numbering::{Style, Typed, ordinal};
use crate::form::{Form, Section};

/// Likeness of a title with the right ordinal to the official one: agencies change a word.
const ALIKE: f64 = 0.6;

/// Likeness beyond which a name is like one title and hardly like another.
const HALF: f64 = 0.5;

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

    /// The section whose whole title a line has behind the section's own number, however that is written (`1 总体情况`,
    /// `（一）总体情况`, `Ⅰ总体情况`), and the byte that the title begins at.
    pub fn counted(&self, line: &str) -> Option<(usize, usize)> {
        let length = line.chars().filter(|c| c.is_alphanumeric()).take(self.longest + 3).count();
        if !(SHORTEST..self.longest + 3).contains(&length) {
            return None;
        }
        let bare = bones(line);
        let is_section = |(number, titles): &(usize, &[String; 2])| {
            bare.strip_suffix(&titles[0]).is_some_and(|before| says(before, number + 1))
        };
        let (number, titles) = self.titles.iter().enumerate().find(is_section)?;
        let is_title = |(at, c): &(usize, char)| c.is_alphanumeric() && bones(&line[*at..]) == titles[0];
        line.char_indices().find(is_title).map(|(at, _)| (number, at))
    }

    /// The one section that a short name stands for: its title, one that is like it, or characters of it in their order.
    pub fn shortened(&self, name: &str) -> Option<usize> {
        if let Some(section) = self.section_of(name) {
            return Some(section);
        }
        let bare = bones(unnumbered(name));
        if !(SHORTEST..=self.longest).contains(&bare.chars().take(self.longest + 1).count()) {
            return None;
        }
        let only = |is: &dyn Fn(&str) -> bool| {
            let mut found = self.titles.iter().enumerate().filter(|(_, titles)| is(&titles[0]));
            found.next().filter(|_| found.next().is_none()).map(|(number, _)| number)
        };
        let is_part = |title: &str| {
            let mut rest = title.chars();
            bare.chars().all(|c| rest.any(|other| other == c))
        };
        only(&is_part).or_else(|| only(&|title| strsim::normalized_levenshtein(title, &bare) > HALF))
    }

    /// How like a section's official title another one is, where it is like it at all.
    pub fn likeness(&self, section: usize, title: &str) -> Option<f64> {
        let bare = bones(title);
        let titles =
            self.titles.get(section).filter(|_| bare.chars().take(self.longest + 1).count() <= self.longest)?;
        Some(strsim::normalized_levenshtein(&titles[0], &bare)).filter(|likeness| *likeness >= ALIKE)
    }
}

/// Whether characters say a number below ten, in any of the ways in which titles are counted.
fn says(characters: &str, number: usize) -> bool {
    const FORMAL: &str = "壹贰叁肆伍陆柒捌玖";
    // Before 1, １, ①, ⑴, ⒈, ㈠ and Ⅰ.
    const BEFORE: [u32; 7] = [0x30, 0xFF10, 0x245F, 0x2473, 0x2487, 0x321F, 0x215F];
    let mut rest = characters.trim_start_matches(['0', '０']).chars();
    let (Some(c), None, Ok(by)) = (rest.next(), rest.next(), u32::try_from(number)) else { return false };
    let is_formal = FORMAL.chars().nth(number.wrapping_sub(1)) == Some(c);
    (1..10).contains(&by)
        && (is_formal || ordinal(number) == c.to_string() || BEFORE.iter().any(|before| before + by == u32::from(c)))
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
