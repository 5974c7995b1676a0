//! The prose of what was published, cut at the titles of its sections.

use std::ops::Range;

use super::contents::Contents;
use super::ending;
use super::fields::{self, is_number};
use super::headings::{SectionHeading, SectionPlace};
use super::page::{PageParagraph, PagePiece, PageTable, PublishedPage};
use super::site::{is_of_page, is_of_site};
use super::taking::{ItemPlace, MOST_NAMED, Taking};
use super::unlabelled;
use crate::document::{Extra, Given, Words};
use crate::filing::{Field, Group, LineEnds};
use crate::finding::Finding;
use crate::form::{Editions, Form};
use crate::prose::ITEM_MARK;
use crate::prose::numbering::{Typed, numbered, own_number};
use crate::prose::outline::{PartKind, outline};
use crate::prose::titles::SectionTitles;
use crate::rule::published as rules;
use crate::source::CellPlace;
use crate::workbook;

/// Which official table an item is, where it is one.
pub(super) type OfficialTables<'a> = dyn Fn(usize) -> Option<usize> + 'a;

/// Puts all prose where it belongs.
pub(super) fn read(
    taking: &mut Taking<'_>,
    page: &PublishedPage,
    contents: &Contents,
    (form, sections, editions): (&Form, &[SectionHeading], &Editions),
    official: &OfficialTables<'_>,
) {
    let last = sections.last().map_or(contents.items.end, |heading| heading.item + 1);
    let end = ending::read(taking, page, last..contents.items.end, editions);
    let first = sections.first().map_or(end, |heading| heading.item);
    let names = SectionTitles::of(form, |_| None);
    above(taking, page, contents, (first, &names));
    if sections.is_empty() {
        return taking.draft.fault(Finding::new(&rules::NO_SECTIONS, "没有认出各部分的标题，只读了表。"));
    }
    for (number, heading) in sections.iter().enumerate() {
        let next = sections.get(number + 1).map_or(end, |next| next.item);
        let items = heading.item + 1..next.max(heading.item + 1);
        match heading.section {
            SectionPlace::Official(section) => {
                by_place(taking, form, &names, (section, heading));
                let words = official_words(taking, page, (form, &names, section), heading, items, official);
                let slot = taking.draft.document.sections.entry(section).or_default();
                *slot = words;
            }
            SectionPlace::Own => {
                let before = sections[..number].iter().rev().find_map(|heading| match heading.section {
                    SectionPlace::Official(section) => Some(section),
                    SectionPlace::Own => None,
                });
                let at = taking.take(heading.item, &heading.title);
                let title = Some(Given::text(heading.title.as_str(), at.clone()));
                let text = text(taking, page, items, official);
                let after = Some(Given::text(form.sections[before.unwrap_or(0)].key.as_str(), at.clone()));
                let words = Words { title, text, ..Words::default() };
                taking.draft.document.extra.push(Extra { at, after, words });
            }
        }
    }
}

/// Tells a title that was taken for an official one by its place alone.
fn by_place(taking: &mut Taking<'_>, form: &Form, names: &SectionTitles, (section, heading): (usize, &SectionHeading)) {
    if names.likeness(section, &heading.title).is_some() {
        return;
    }
    let official = numbered(section + 1, &form.sections[section].title);
    let message = format!("“{}”认作“{official}”，标题照写的印。", heading.title);
    let at = taking.take(heading.item, &heading.title);
    let key = format!("sections.{}", form.sections[section].key);
    taking.draft.fault(Finding::new(&rules::BY_PLACE, message).mark(&at, "").key(key));
}

/// The words of an official section: its title where it is another, its prose before and after its table.
fn official_words(
    taking: &mut Taking<'_>,
    page: &PublishedPage,
    (form, names, section): (&Form, &SectionTitles, usize),
    heading: &SectionHeading,
    items: Range<usize>,
    official: &OfficialTables<'_>,
) -> Words {
    let declared = &form.sections[section];
    taking.done[heading.item] = true;
    let title = (heading.title != declared.title).then(|| {
        let at = taking.take(heading.item, &heading.title);
        Given::text(heading.title.as_str(), at)
    });
    if declared.table.is_none() {
        return Words { title, text: text(taking, page, items, official), ..Words::default() };
    }
    let mut tables = items.clone().filter(|item| official(*item).is_some());
    let first = tables.next().unwrap_or(items.end);
    // The unit of a table right above it is read with the table, its title is printed with it.
    let is_of_table = |item: &usize| {
        let line = page.text(*item);
        let is_title = |table: usize| !line.is_empty() && is_title(form, names, table, line);
        workbook::is_caption(line) || official(first).is_some_and(is_title)
    };
    let above = (items.start..first).rev().take_while(|item| first < items.end && is_of_table(item)).count();
    taking.done[first - above..first].fill(true);
    let before = text(taking, page, items.start..first - above, official);
    let after = text(taking, page, (first + 1).min(items.end)..items.end, official);
    Words { title, before, after, ..Words::default() }
}

/// Whether a line is the title of an official table: what its section is called, or itself, or both.
pub(super) fn is_title(form: &Form, names: &SectionTitles, table: usize, line: &str) -> bool {
    let line = line.trim();
    let bare = line.strip_prefix(&form.tables[table].label).unwrap_or(line);
    let bare = bare.trim_start_matches(|c: char| c.is_whitespace() || "：:.．、".contains(c));
    let is_of_table =
        |section: usize| form.sections[section].table.as_ref().is_some_and(|key| *key == form.tables[table].key);
    bare.is_empty() || names.section_of(bare).is_some_and(is_of_table)
}

/// Puts what stands above the first section: the preface, and the lines around the title.
fn above(taking: &mut Taking<'_>, page: &PublishedPage, contents: &Contents, (first, names): (usize, &SectionTitles)) {
    let title = contents.title.as_ref().map(|title| title.items.clone()).filter(|items| !items.is_empty());
    let inside = |items: &Range<usize>| items.start >= contents.items.start;
    let below = title.as_ref().filter(|items| inside(items)).map_or(contents.items.start, |items| items.end);
    for item in contents.items.start..below {
        around_title(taking, page, item);
    }
    let mut preface = Vec::new();
    for item in below..first {
        match &page.items[item].what {
            PagePiece::Table(grid) => of_table(taking, grid, item),
            PagePiece::Paragraph(paragraph) => {
                // Without a title it is not known where the report begins: only sentences are taken for its own.
                let is_known = title.as_ref().is_some_and(inside) || paragraph.text.contains('。');
                // Titles of sections above the first section are a table of contents.
                let is_listed = names.section_of(&paragraph.text).is_some();
                let is_of_other =
                    page.items[item].is_aside || paragraph.is_link || is_of_site(&paragraph.text) || is_listed;
                if !is_of_other && !around_title(taking, page, item) && is_known {
                    preface.push(item);
                }
            }
        }
    }
    let whole: String = preface.iter().map(|item| format!("{}\n", page.text(*item))).collect();
    let agency = contents.title.as_ref().map_or("", |title| title.agency.as_str());
    contacts(taking, page, (&whole, agency), &preface);
    if let Some(text) = given(taking, page, &preface) {
        taking.draft.document.begin(&Group::Preface, &text.at);
        taking.draft.document.preface = Some(text);
    }
}

/// A line around the title that is a field of its own; whether it is.
fn around_title(taking: &mut Taking<'_>, page: &PublishedPage, item: usize) -> bool {
    let line = page.text(item);
    let is_attachment = line.starts_with("附件") && line.chars().count() <= 8;
    let path = match () {
        () if is_number(line) => "document.number",
        () if is_attachment => "document.attachment",
        () if line.starts_with("报送单位：") && !line.contains('。') => "document.submitter",
        () => return false,
    };
    taking.put(path, line, item);
    true
}

/// Fields of a table that says of the report what it is: a name, and beside it what is said.
fn of_table(taking: &mut Taking<'_>, grid: &PageTable, item: usize) {
    let ItemPlace::Sheet(sheet) = taking.places[item] else { return };
    for cell in &grid.cells {
        let Some(field) = super::site::field(&cell.text) else { continue };
        let beside = grid.cells.iter().find(|other| other.row == cell.row && other.column == cell.column + cell.width);
        let value = beside.and_then(|beside| Some((beside, fields::value_of(&field.path, beside.text.trim())?)));
        let Some((beside, value)) = value else { continue };
        let at = taking.draft.place(sheet, (beside.row + 1, beside.column));
        taking.draft.put(&field.path, value, at);
        taking.draft.know(sheet, (cell.row + 1, cell.column));
    }
}

/// Puts the contacts that the preface tells of.
fn contacts(taking: &mut Taking<'_>, page: &PublishedPage, (text, agency): (&str, &str), preface: &[usize]) {
    let found = fields::contacts(text).into_iter().chain(unlabelled::contacts(text, agency));
    let (one, several) = fields::settled(found.collect());
    let item = |value: &str| {
        let says = |item: &&usize| page.text(**item).split_whitespace().collect::<String>().contains(value);
        preface.iter().find(says).or(preface.first()).copied()
    };
    for found in one {
        let Some(item) = item(&found.value) else { continue };
        taking.put(found.path, &found.value, item);
    }
    for (path, values) in several {
        let (Some(item), Some(field)) = (item(&values[0]), Field::of(path)) else { continue };
        let at = taking.take(item, page.text(item));
        let message = format!("“{}”写了 {} 个：{}，没有填。", field.label, values.len(), values.join("、"));
        taking.draft.fault(Finding::new(&rules::SEVERAL, message).mark(&at, "").key(path));
    }
}

/// Whether an item belongs to the running text: it is neither beside it nor the number of a page.
fn is_of_text(page: &PublishedPage, item: usize) -> bool {
    !page.items[item].is_aside && !is_of_page(page.text(item))
}

/// The prose of some items, whatever official tables stand among them.
fn text(
    taking: &mut Taking<'_>,
    page: &PublishedPage,
    items: Range<usize>,
    official: &OfficialTables<'_>,
) -> Option<Given> {
    let items: Vec<usize> = items.filter(|item| official(*item).is_none() && is_of_text(page, *item)).collect();
    given(taking, page, &items)
}

/// The prose of some items, a line a paragraph.
fn given(taking: &mut Taking<'_>, page: &PublishedPage, items: &[usize]) -> Option<Given> {
    let mut lines: Vec<(CellPlace, String)> = Vec::new();
    for item in items.iter().copied() {
        match &page.items[item].what {
            PagePiece::Paragraph(paragraph) => lines.push((taking.place(item), line(paragraph))),
            PagePiece::Table(grid) => lines.extend(table(taking, grid, item)),
        }
        taking.done[item] = true;
    }
    marked(taking, page, items);
    let mut whole: Option<Range<usize>> = None;
    for (place, line) in lines {
        let range = taking.draft.listing.add_text(place, &line);
        whole = Some(whole.map_or(range.clone(), |whole| whole.start..range.end));
    }
    let whole = whole?;
    let text = taking.draft.listing.text(&whole).to_owned();
    Some(Given::text(text, taking.draft.listing.span(&whole)))
}

/// Tells paragraphs that have the marks which make headings, lists, tables and bold words of what is typed.
fn marked(taking: &mut Taking<'_>, page: &PublishedPage, items: &[usize]) {
    let is_marked = |text: &str| {
        let parts = outline(text, LineEnds::Paragraphs, &[]).parts;
        let first = parts.first().map(|part| part.kind);
        text.matches("**").count() > 1 && text.contains(|c: char| c != '*')
            || matches!(first, Some(PartKind::Marked(_) | PartKind::Item(_) | PartKind::Row | PartKind::Rule))
    };
    let items: Vec<usize> = items.iter().copied().filter(|item| is_marked(page.text(*item))).collect();
    if items.is_empty() {
        return;
    }
    let message = format!("有 {} 段里写着 **、#、-、| 这样的记号，照记号排成粗体、小标题、列表、表。", items.len());
    let mut finding =
        Finding::new(&rules::PLAIN, message).hint("看一看排得对不对；记号是从别处带来的，在原来的文件里删去");
    for item in items.iter().take(MOST_NAMED) {
        finding = finding.mark(&taking.point(*item, page.text(*item)), "");
    }
    taking.draft.fault(finding);
}

/// A paragraph as it is typed: bold parts, items of lists and headings marked.
fn line(paragraph: &PageParagraph) -> String {
    let PageParagraph { text, strong, level, item, .. } = paragraph;
    let mut line = text.clone();
    let kind = || outline(text, LineEnds::Paragraphs, &[]).parts.first().map(|part| part.kind);
    let is_whole = strong.iter().map(ExactSizeIterator::len).sum::<usize>() == text.len();
    if !strong.is_empty() && !is_whole && !text.contains("**") {
        // A number and the title behind it are set apart by themselves.
        let own = match kind() {
            Some(PartKind::Paragraph(Some((_, end)))) => end,
            _ => Typed::of(text).map_or(0, |typed| typed.length),
        };
        for range in strong.iter().rev().filter(|range| range.end > own) {
            line.insert_str(range.end, "**");
            line.insert_str(range.start.max(own), "**");
        }
    }
    let line = line.replace("{{", "{{ \"{{\" }}");
    // What is printed before an item is put there again when it is printed.
    let unmarked = line.strip_prefix(ITEM_MARK).map(str::trim_start).filter(|rest| !rest.is_empty());
    if (*item > 0 || unmarked.is_some()) && Typed::of(text).is_none() {
        return format!("{}- {}", "  ".repeat(item.saturating_sub(1)), unmarked.unwrap_or(&line));
    }
    // A number makes a heading by itself, except one in words.
    let is_plain = || kind().is_some_and(|kind| !matches!(kind, PartKind::Typed(_)));
    if *level > 2 && own_number(text) && is_plain() {
        return format!("{} {line}", "#".repeat(usize::from(level - 2)));
    }
    line
}

/// The lines of a table of the agency's own.
fn table(taking: &mut Taking<'_>, grid: &PageTable, item: usize) -> Vec<(CellPlace, String)> {
    let ItemPlace::Sheet(sheet) = taking.places[item] else { return Vec::new() };
    let of_sheet = &taking.draft.sheets[sheet];
    let mut lines: Vec<(CellPlace, String)> = Vec::new();
    if !grid.caption.is_empty() {
        lines.push((of_sheet.place((0, 0)), grid.caption.clone()));
    }
    let mut rows: Vec<u32> = grid.cells.iter().map(|cell| cell.row).collect();
    rows.dedup();
    let strokes = || format!("|{}", "---|".repeat(grid.columns as usize));
    let blank = || format!("|{}", "  |".repeat(grid.columns as usize));
    for (number, row) in rows.iter().enumerate() {
        let place = of_sheet.place((row + 1, 0));
        if number == 0 && !grid.has_head {
            lines.extend([(place.clone(), blank()), (place.clone(), strokes())]);
        }
        let mut cells = vec![String::new(); grid.columns as usize];
        for cell in grid.cells.iter().filter(|cell| cell.row == *row) {
            let text = cell.text.replace('\n', " ").replace('|', "\\|").replace("{{", "{{ \"{{\" }}");
            cells[cell.column as usize] = text;
        }
        lines.push((place.clone(), format!("| {} |", cells.join(" | "))));
        if number == 0 && grid.has_head {
            lines.push((place, strokes()));
        }
    }
    let is_spanned = grid.cells.iter().any(|cell| cell.width > 1 || cell.height > 1);
    for cell in &grid.cells {
        taking.draft.know(sheet, (cell.row + 1, cell.column));
    }
    taking.draft.know(sheet, (0, 0));
    if is_spanned {
        let at = taking.draft.place(sheet, (1, 0));
        let message = format!("{}：有合并的格，印时拆开。", taking.draft.sheets[sheet].name);
        taking.draft.fault(Finding::new(&rules::SPANS, message).mark(&at, ""));
    }
    lines
}
