//! Prose of a whole report pasted into one place, shared out over the sections it belongs to.
//!
//! Whoever copies last year's report from Word copies the titles of its sections along. A section's own title at the
//! top of its prose is left out, since the program prints it; other sections' titles begin their prose.

use std::ops::Range;

use crate::filing::{Filing, Preface, ProseText};
use crate::finding::Finding;
use crate::form::Section;
use crate::prose::numbering::{Style, Typed};
use crate::prose::outline::{PartKind, outline};
use crate::prose::{braces, ordinal};
use crate::rule::prose::{SHARED_OUT, TWICE};
use crate::source::Span;

/// Likeness of a title with the right ordinal to the official one: agencies change a word.
const ALIKE: f64 = 0.6;

/// Characters of the shortest title; what is shorter is prose.
const SHORTEST: usize = 4;

/// The title of a section in some prose.
struct Title {
    /// The section's number.
    section: usize,
    /// Where the line with it stands.
    line: Range<usize>,
}

/// What the sections are called.
struct SectionTitles {
    /// Each one's official title and the agency's own, without blanks and punctuation.
    titles: Vec<[String; 2]>,
    /// Characters beyond which a line is like none of them: most of it would be something else.
    longest: usize,
}

impl SectionTitles {
    /// The names of a filing's sections.
    fn of(filing: &Filing) -> Self {
        let names = |section: &Section| {
            let own = filing.sections.get(&section.key).and_then(|section| section.title.as_ref());
            [bones(&section.title), own.map_or(String::new(), |title| bones(&title.value))]
        };
        let titles: Vec<[String; 2]> = filing.form.sections.iter().map(names).collect();
        let longest = titles.iter().flatten().map(|title| title.chars().count()).max().unwrap_or(0);
        Self { titles, longest: 2 * longest }
    }
}

/// Shares out the prose of every section that holds titles of sections.
pub(super) fn share_out(filing: &mut Filing) {
    let names = SectionTitles::of(filing);
    for number in 0..filing.form.sections.len() {
        let key = filing.form.sections[number].key.clone();
        let Some(prose) = filing.sections.get(&key).and_then(|section| section.text.clone()) else { continue };
        let titles = titles(&names, number, &prose);
        // A title alone is all that was written.
        let is_alone = |title: &Title| title.line.start == 0 && prose.text[title.line.end..].trim().is_empty();
        if !titles.is_empty() && !titles.iter().any(is_alone) {
            cut(filing, number, &prose, &titles);
        }
    }
    filing.sections.retain(|_, section| {
        section.title.is_some() || [&section.text, &section.before, &section.after].into_iter().any(Option::is_some)
    });
}

/// The titles of sections in the prose of one: its own only at the top.
fn titles(names: &SectionTitles, own: usize, prose: &ProseText) -> Vec<Title> {
    let parts = outline(&prose.text, prose.line_ends, &braces::ranges(&prose.text)).parts;
    let mut titles: Vec<Title> = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let [line] = &part.lines[..] else { continue };
        let text = &prose.text[line.clone()];
        let section = match part.kind {
            PartKind::Marked(_) | PartKind::Typed(_) | PartKind::Paragraph(None) => section_of(names, text),
            PartKind::Paragraph(Some(_)) | PartKind::Item(_) | PartKind::Row | PartKind::Rule => None,
        };
        let follows = |section: &usize| titles.last().is_none_or(|last| last.section < *section);
        if let Some(section) = section.filter(|section| follows(section) && (*section != own || place == 0 || own == 0))
        {
            let start = prose.text[..line.start].rfind('\n').map_or(0, |end| end + 1);
            titles.push(Title { section, line: start..line.end });
        }
    }
    titles
}

/// The section that a line is the title of, with or without its ordinal.
fn section_of(names: &SectionTitles, line: &str) -> Option<usize> {
    let typed = Typed::of(line).filter(|typed| typed.style == Style::Chinese);
    let line = &line[typed.map_or(0, |typed| typed.length)..];
    let length = line.chars().filter(|c| c.is_alphanumeric()).take(names.longest + 1).count();
    if !(SHORTEST..=names.longest).contains(&length) {
        return None;
    }
    let bare = bones(line);
    let mut found = names.titles.iter().enumerate().filter(|(number, titles)| {
        let is_like = || strsim::normalized_levenshtein(&titles[0], &bare) >= ALIKE;
        titles.contains(&bare) || typed.is_some_and(|typed| typed.number == number + 1) && is_like()
    });
    found.next().map(|(number, _)| number)
}

/// A title without blanks and punctuation.
fn bones(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Cuts prose at the titles in it, and gives each piece to its section.
fn cut(filing: &mut Filing, own: usize, prose: &ProseText, titles: &[Title]) {
    let form = filing.form.clone();
    let mut pieces: Vec<(usize, Range<usize>, Span)> = Vec::new();
    for (title, next) in titles.iter().zip(titles.iter().skip(1).map(Some).chain([None])) {
        let end = next.map_or(prose.text.len(), |next| next.line.start);
        pieces.push((title.section, title.line.end..end, prose.place(title.line.clone())));
    }
    let own_key = &form.sections[own].key;
    let input = filing.sections.entry(own_key.clone()).or_default();
    input.text = None;
    // What stands before the first title is the section's own, or what stands before all sections.
    let before = slice(prose, 0..titles[0].line.start);
    if titles[0].section == 0 && own == 0 && titles.len() > 1 {
        if let Some(before) = before {
            filing.preface.get_or_insert_with(Preface::default).text.get_or_insert(before);
        }
    } else {
        input.text = before;
    }
    let mut shared = Vec::new();
    for (number, range, at) in pieces {
        let Some(piece) = slice(prose, range) else { continue };
        let section = &form.sections[number];
        let input = filing.sections.entry(section.key.clone()).or_default();
        let name = format!("{}、{}", ordinal(number + 1), section.title);
        if let Some(there) = input.text.as_ref().filter(|text| !text.text.trim().is_empty()) {
            let message = format!("“{name}”：这里贴了它的文字，它自己那里也写了，不知道用哪一份。");
            let finding = Finding::new(&TWICE, message).mark(&at, "这里的没有印").mark(&there.at, "印的是这里的");
            filing.faults.push(finding.key(format!("sections.{}", section.key)));
        } else {
            input.text = Some(piece);
            if number != own {
                shared.push((name, at));
            }
        }
    }
    if !shared.is_empty() {
        let names: Vec<&str> = shared.iter().map(|(name, _)| name.as_str()).collect();
        let message = format!("“{}”里贴了几个部分的文字，已分到“{}”。", form.sections[own].title, names.join("”“"));
        let finding = Finding::new(&SHARED_OUT, message).key(format!("sections.{own_key}"));
        filing.faults.push(shared.iter().fold(finding, |finding, (_, at)| finding.mark(at, "从这里起")));
    }
}

/// A range of prose without the blank lines around it; none when nothing is in it.
fn slice(prose: &ProseText, range: Range<usize>) -> Option<ProseText> {
    let text = &prose.text[range.clone()];
    let start = range.start + (text.len() - text.trim_start_matches(['\n', '\r']).len());
    let body = prose.text[start..range.end.max(start)].trim_end();
    (!body.trim().is_empty()).then(|| ProseText {
        text: body.to_owned(),
        at: prose.place(start..start + body.len()),
        ..prose.clone()
    })
}
