//! The titles of sections in what was published, and which official section each stands for.

use std::collections::HashSet;

use super::page::{PageItem, PageParagraph, PagePiece, PublishedPage, Unread};
use crate::characters::is_chinese;
use crate::form::Form;
use crate::prose::numbering::{Style, Typed};
use crate::prose::titles::{SectionTitles, bones};
use crate::workbook;

/// Characters of the longest title.
const LONGEST: usize = 40;

/// A line that begins a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SectionHeading {
    /// The item.
    pub item: usize,
    /// Its title without the ordinal.
    pub title: String,
    /// The ordinal that it has, and how it is written.
    number: Option<(Style, usize)>,
    /// The section.
    pub section: SectionPlace,
}

/// Which section a title begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionPlace {
    /// An official one, by its number.
    Official(usize),
    /// One of the agency's own.
    Own,
}

/// A line as a heading: the official section that it is the title of, its ordinal, and its title.
fn read<'l>(names: &SectionTitles, line: &'l str) -> Option<LineTitle<'l>> {
    let known = known(names, line);
    known.filter(|(section, ..)| section.is_some()).or_else(|| counted(names, line)).or(known)
}

/// The same for titles that are counted as they should be.
fn known<'l>(names: &SectionTitles, line: &'l str) -> Option<LineTitle<'l>> {
    titled(line).map(|(number, title)| (names.section_of(line), number, title))
}

/// The section that a line is the title of, where it is one, its ordinal, and the title.
type LineTitle<'l> = (Option<usize>, Option<(Style, usize)>, &'l str);

/// A line as the whole title of an official section behind its number, however that is written, with a colon or without.
fn counted<'l>(names: &SectionTitles, line: &'l str) -> Option<LineTitle<'l>> {
    let line = line.trim_end_matches(['：', ':']);
    let (section, at) = names.counted(line)?;
    let is_arabic = line.starts_with(|c: char| c.is_numeric() && !is_chinese(c));
    let style =
        Typed::of_title(line).map_or(if is_arabic { Style::Arabic } else { Style::Chinese }, |typed| typed.style);
    Some((Some(section), Some((style, section + 1)), &line[at..]))
}

/// A line as a heading: its ordinal, and its title.
fn titled(line: &str) -> Option<(Option<(Style, usize)>, &str)> {
    let typed = Typed::of_title(line).filter(|typed| matches!(typed.style, Style::Chinese | Style::Arabic));
    let title = line[typed.map_or(0, |typed| typed.length)..].trim();
    let ends = ['；', ';', '，', '、', '：', ':', '！', '？'];
    let is_title = !title.is_empty()
        && title.chars().take(LONGEST + 1).count() <= LONGEST
        && !title.trim_end_matches('。').contains('。')
        && !title.ends_with(ends);
    is_title.then_some((typed.map(|typed| (typed.style, typed.number)), title))
}

/// The titles of sections in some items, in order.
pub(super) fn headings(page: &PublishedPage, items: std::ops::Range<usize>, form: &Form) -> Vec<SectionHeading> {
    let names = SectionTitles::of(form, |_| None);
    let mut found: Vec<SectionHeading> = Vec::new();
    // Where titles are counted as they should be, `（三）` counts something inside of them.
    let is_regular = |item: &usize| known(&names, page.text(*item)).is_some_and(|(section, ..)| section.is_some());
    let regular = items.clone().filter(is_regular).count() > 1;
    for item in items.filter(|item| !page.items[*item].is_aside) {
        let line = page.text(item);
        let read = if regular { known(&names, line) } else { read(&names, line) };
        let Some((official, number, title)) = read else { continue };
        let (section, title) = (official.map_or(SectionPlace::Own, SectionPlace::Official), title.to_owned());
        let heading = SectionHeading { item, title, number, section };
        match official {
            // Said again right below it is the title of its table.
            Some(section) if found.last().is_some_and(|last| is_again(last, section, item)) => {}
            Some(section) => {
                // A table of contents has titles with nothing under them; then they begin again.
                while found.last().is_some_and(|last| is_before(last, section) && last.item + 1 == heading.item) {
                    found.pop();
                }
                bare(&mut found, section);
                // What was counted inside a section is none of the report's.
                while found
                    .last()
                    .is_some_and(|last| last.section == SectionPlace::Own && is_counted_on(number, last.number))
                {
                    found.pop();
                }
                if last_official(&found).is_none_or(|last| last < section) {
                    found.push(heading);
                }
            }
            None => {
                let follows = |last: &SectionHeading| {
                    last.number.is_some() && number == last.number.map(|(style, last)| (style, last + 1))
                };
                if found.last().is_some_and(follows) {
                    found.push(heading);
                }
            }
        }
    }
    match_own(&mut found, form, &names);
    found
}

/// Whether a number is not beyond another one that is written alike.
fn is_counted_on(number: Option<(Style, usize)>, last: Option<(Style, usize)>) -> bool {
    number.zip(last).is_some_and(|(number, last)| number.0 == last.0 && last.1 >= number.1)
}

/// Whether a heading stands for an official section that is not before another one.
fn is_before(heading: &SectionHeading, section: usize) -> bool {
    matches!(heading.section, SectionPlace::Official(own) if own >= section)
}

/// Whether a heading right above an item stands for the same section.
fn is_again(heading: &SectionHeading, section: usize, item: usize) -> bool {
    heading.section == SectionPlace::Official(section) && heading.item + 1 == item
}

/// The last official section so far.
fn last_official(found: &[SectionHeading]) -> Option<usize> {
    found.iter().rev().find_map(|heading| match heading.section {
        SectionPlace::Official(section) => Some(section),
        SectionPlace::Own => None,
    })
}

/// Takes back titles that follow each other without anything between them, where the first of them comes once more.
fn bare(found: &mut Vec<SectionHeading>, section: usize) {
    let Some(first) = found.iter().position(|heading| is_before(heading, section)) else { return };
    let is_list = found[first..].windows(2).all(|pair| pair[0].item + 1 == pair[1].item);
    if is_list && found.len() > first + 1 {
        found.truncate(first);
    }
}

/// Gives titles that are none of the official ones to the official sections that are missing between their neighbours.
fn match_own(found: &mut [SectionHeading], form: &Form, names: &SectionTitles) {
    let official = |heading: &SectionHeading| match heading.section {
        SectionPlace::Official(section) => Some(section),
        SectionPlace::Own => None,
    };
    let mut start = 0;
    while start < found.len() {
        let end = (start..found.len()).find(|at| official(&found[*at]).is_some()).unwrap_or(found.len());
        let before = found[..start].iter().rev().find_map(official).map_or(0, |section| section + 1);
        let after = found.get(end).and_then(official).unwrap_or(form.sections.len());
        let mut missing: Vec<usize> = (before..after).collect();
        let mut at = start;
        // Whose title is like theirs comes first.
        missing.retain(|section| {
            let like = |at: &usize| names.likeness(*section, &found[*at].title).map(|like| (like, *at));
            let best = (at..end).filter_map(|at| like(&at)).max_by(|one, other| one.0.total_cmp(&other.0));
            let Some((_, best)) = best else { return true };
            found[best].section = SectionPlace::Official(*section);
            at = best + 1;
            false
        });
        let open: Vec<usize> = (start..end).filter(|at| found[*at].section == SectionPlace::Own).collect();
        // As many titles as sections, each with the ordinal that its section has by rights.
        let fits = open.len() == missing.len()
            && open
                .iter()
                .zip(&missing)
                .all(|(at, section)| found[*at].number.is_some_and(|(_, number)| number == section + 1));
        if fits {
            open.iter().zip(missing).for_each(|(at, section)| found[*at].section = SectionPlace::Official(section));
        }
        start = end + 1;
    }
}

/// Joins titles of official sections that stand on two or three lines, as a narrow page breaks them.
pub(super) fn join_titles(page: &mut PublishedPage, forms: &[&Form]) {
    let titles: HashSet<String> =
        forms.iter().flat_map(|form| &form.sections).map(|section| bones(&section.title)).collect();
    let is_whole = |line: &str| titled(line).is_some_and(|(_, title)| titles.contains(&bones(title)));
    let mut at = 0;
    while at < page.items.len() {
        let begins = |line: &str| Typed::of_title(line).is_some() && line.chars().count() < LONGEST && !is_whole(line);
        let joined =
            page.paragraph(at).map(|first| first.text.clone()).filter(|first| begins(first)).and_then(|first| {
                let lines = (at + 1..page.items.len()).map_while(|next| page.paragraph(next)).take(MOST_LINES - 1);
                let texts = lines.scan(first, |whole, next| {
                    whole.push_str(&next.text);
                    Some(whole.clone())
                });
                texts.zip(1..).find(|(whole, _)| is_whole(whole))
            });
        if let Some((whole, more)) = joined {
            let rest: Vec<PageItem> = page.items.drain(at + 1..at + 1 + more).collect();
            rest.iter().for_each(|item| page.items[at].unread.add(item.unread));
            if let PagePiece::Paragraph(first) = &mut page.items[at].what {
                first.text = whole;
                first.strong.clear();
            }
        }
        at += 1;
    }
}

/// Parts the title of an official section from the text that goes on behind it on its line.
pub(super) fn part_titles(page: &mut PublishedPage, forms: &[&Form]) {
    let behind_title = |line: &str| -> Option<usize> {
        let typed = Typed::of_title(line).filter(|typed| typed.style == Style::Chinese)?;
        let inner = &line[typed.length..];
        let sections = forms.iter().filter_map(|form| form.sections.get(typed.number.checked_sub(1)?));
        let title = sections.map(|section| section.title.as_str()).find(|title| inner.starts_with(title))?;
        let end = typed.length + title.len();
        let rest = line[end..].trim_start_matches(['。', '：', ':', ' ', '\u{3000}']);
        (rest.len() < line.len() - end && rest.contains('。')).then(|| line.len() - rest.len())
    };
    let mut at = 0;
    while at < page.items.len() {
        let end = page.paragraph(at).filter(|_| !page.items[at].is_aside).and_then(|line| behind_title(&line.text));
        if let (Some(end), PagePiece::Paragraph(line)) = (end, &mut page.items[at].what) {
            let text = line.text.split_off(end);
            let title = line.text.trim_end_matches(['。', '：', ':', ' ', '\u{3000}']).len();
            line.text.truncate(title);
            line.strong.clear();
            let rest = PageParagraph { text, goes_on: false, level: 0, item: 0, ..line.clone() };
            let PageItem { in_box, is_aside, .. } = page.items[at];
            let what = PagePiece::Paragraph(rest);
            page.items.insert(at + 1, PageItem { in_box, is_aside, unread: Unread::default(), what });
        }
        at += 1;
    }
}

/// Lines that a title is broken into.
const MOST_LINES: usize = 3;

/// Cuts tables at rows that are the title of a section, and takes rows of running text out of them: some sites put a whole
/// report into one table.
pub(super) fn cut_tables(page: &mut PublishedPage, forms: &[&Form]) {
    let names: Vec<SectionTitles> = forms.iter().map(|form| SectionTitles::of(form, |_| None)).collect();
    let is_title = |line: &str| names.iter().any(|names| read(names, line).is_some_and(|read| read.0.is_some()));
    let blocks = forms.iter().flat_map(|form| &form.tables).flat_map(|table| &table.blocks);
    let labels: Vec<String> =
        blocks.flat_map(|block| block.caption.iter().chain(&block.corner)).map(|label| bones(label)).collect();
    let is_label = |text: &str| labels.contains(&bones(text)) || workbook::is_caption(text);
    let items = std::mem::take(&mut page.items);
    for item in items {
        let PageItem { in_box, is_aside, mut unread, what } = item;
        let PagePiece::Table(grid) = what else {
            page.items.push(PageItem { in_box, is_aside, unread, what });
            continue;
        };
        let is_text = |text: &str| is_title(text) || text.contains('。') && text.chars().count() > LONGEST;
        let pieces = grid.cut(is_text, is_label);
        // What was not read is told of the first of them.
        let piece = |what| PageItem { in_box, is_aside, unread: std::mem::take(&mut unread), what };
        page.items.extend(pieces.into_iter().map(piece));
    }
}
