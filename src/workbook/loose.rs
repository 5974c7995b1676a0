//! What a workbook says of its report outside all lists: in titles, and beside `填报单位：`.

use super::draft::{At, Draft};
use super::heads::heads;
use super::names::is_figure;
use super::particulars::{same, twice};
use super::sheets::{Content, Sheet};
use super::units::are_units;
use super::whose::is_of_last_year;
use super::words::{FIELDS, GUIDE, PARAGRAPHS, SEALS};
use crate::characters::unspaced;
use crate::document::{Given, Raw};
use crate::filing::Field;
use crate::finding::Finding;
use crate::form::Editions;
use crate::rule::workbook as rules;

/// Characters of a label of a cover at most.
const LONGEST_LABEL: usize = 12;

/// Bytes of a label with its year at most, and what is in each.
const LONGEST_YEAR: usize = 80;
const YEAR: char = '年';

/// Cells among which a cover says whose it is and of which year.
pub(super) const MOST_OF_COVER: usize = 60;

/// A cell that says whose report it is, or of which year.
struct TitleCell {
    sheet: usize,
    at: At,
    /// The agency, where it is named.
    agency: String,
    /// The year as it is written; none where only the agency is named.
    year: Option<String>,
    /// The label that stands beside it or above it in a cell of its own.
    label: Option<At>,
    /// What else stands behind the agency: `填报日期：…`.
    rest: String,
}

/// What is written for an agency without the place for the seal behind it, and what follows under another label:
/// `示例市财政局（盖章）  填报日期：…`.
fn agency_of(written: &str) -> (&str, &str) {
    let written = written.trim();
    let next = written.find(['：', ':']).and_then(|colon| written[..colon].rfind(char::is_whitespace));
    let (name, rest) = written.split_at(next.unwrap_or(written.len()));
    let name = name.trim_end();
    let bare = name.strip_suffix(['）', ')']).and_then(|open| {
        let (name, said) = open.rsplit_once(['（', '('])?;
        SEALS.contains(&&*unspaced(said)).then_some(name.trim_end())
    });
    (bare.unwrap_or(name), rest.trim())
}

/// Reads the titles of all sheets.
pub(super) fn read(draft: &mut Draft<'_>, editions: &Editions) {
    let titles = draft.order().into_iter().flat_map(|sheet| loose(draft, sheet, editions));
    // The guide only tells how to fill in the others: whose report it is and of which year is said there.
    let is_of_guide = |title: &TitleCell| &*draft.sheets[title.sheet].name == GUIDE;
    let (guides, titles): (Vec<TitleCell>, Vec<TitleCell>) = titles.partition(is_of_guide);
    guides.iter().for_each(|title| draft.know(title.sheet, title.at));
    for title in &titles {
        title.label.into_iter().for_each(|label| draft.know(title.sheet, label));
        put(draft, title);
    }
    whole_title(draft, &titles);
    without_seal(draft);
    rests(draft, &titles);
    years(draft, &titles);
    agencies(draft, &titles);
}

/// What a bare workbook says of itself beside its tables: `填报单位：…`, or the report's title above them.
fn loose(draft: &Draft<'_>, sheet: usize, editions: &Editions) -> Vec<TitleCell> {
    let name = Field::of("agency.name");
    let labels: Vec<&str> = name.iter().flat_map(|field| field.labels()).collect();
    let is_known =
        |text: &str| Field::of("year").is_some_and(|field| unspaced(text) == field.label) || labels.contains(&text);
    let says_year = |(row, column, content): (u32, u32, &Content)| {
        year_beside(&draft.sheets[sheet], (row, column), content.text().trim()).is_some()
    };
    // Where fields are listed under their heads, they are read as such.
    let is_cover = draft.sheets[sheet].cells().take(MOST_OF_COVER).any(says_year)
        && heads(&draft.sheets[sheet], &FIELDS).is_empty();
    let title = |(row, column, content): (u32, u32, &Content)| {
        let text = content.text().trim();
        let at = (row, column);
        if text.chars().count() >= 100 {
            return None;
        }
        if let Some((place, year)) = year_beside(&draft.sheets[sheet], at, text).filter(|_| is_cover) {
            let label = (place != at).then_some(at);
            let (agency, rest) = Default::default();
            return Some(TitleCell { sheet, at: place, agency, year: Some(year), label, rest });
        }
        // `填报单位（盖章）：`; `单位：` may say in what figures are counted.
        let is_label = |label: &str, name: &str| {
            let bare = unspaced(label.split(['（', '(']).next().unwrap_or(label));
            labels.contains(&&*bare) || bare == "单位" && !are_units(name)
        };
        // On a cover the colon is often left out.
        let on_cover = || (is_cover && text.chars().count() <= LONGEST_LABEL).then_some((text, ""));
        if let Some((label, name)) = text.split_once(['：', ':']).or_else(on_cover) {
            let beside = || draft.sheets[sheet].row(row).find(|(other, _)| *other > column);
            let beside = name.trim().is_empty().then(beside).flatten();
            // What stands there may be the next label, or a day.
            let beside = beside.filter(|(_, content)| !content.text().contains(['：', ':', YEAR]));
            let below = || (is_cover && name.trim().is_empty()).then(|| draft.sheets[sheet].text(row + 1, column));
            let is_name = |text: &&str| !text.is_empty() && !text.contains(['：', ':', YEAR]) && !is_known(text);
            let (place, name) = match beside.filter(|(_, content)| is_name(&content.text())) {
                Some((column, content)) => ((row, column), content.text()),
                None => below().filter(is_name).map_or((at, name), |name| ((row + 1, column), name)),
            };
            let (name, rest) = agency_of(name);
            if !name.is_empty() && !is_figure(name) && is_label(label, name) {
                let label = (place != at).then_some(at);
                let (agency, rest) = (name.to_owned(), rest.to_owned());
                return Some(TitleCell { sheet, at: place, agency, year: None, label, rest });
            }
        }
        let (agency, year) = editions.all().iter().find_map(|form| form.titled(text))?;
        // Crosses stand where nobody has said whose report it is.
        let agency = if agency.chars().all(|c| c == '×') { String::new() } else { agency };
        Some(TitleCell { sheet, at, agency, year: Some(year), label: None, rest: String::new() })
    };
    draft.sheets[sheet].cells().filter_map(title).collect()
}

/// The year that a cell of a cover says, `报告年度：2025年`, or that stands beside or below its label; with where it stands.
fn year_beside(sheet: &Sheet, (row, column): At, text: &str) -> Option<(At, String)> {
    // Most cells are no such label by their length alone.
    if text.len() > LONGEST_YEAR || !text.contains(YEAR) {
        return None;
    }
    let field = Field::of("year")?;
    let is_year = |text: &str| Raw::Text(text.trim().to_owned()).year().is_some();
    let (label, written) = text.split_once(['：', ':']).unwrap_or((text, ""));
    let label = unspaced(label);
    // The other names of it stand over columns of years as well.
    let is_label = *label == *field.label || text.contains(['：', ':']) && field.aliases.contains(&&*label);
    if !is_label {
        return None;
    }
    if !written.trim().is_empty() {
        return is_year(written).then(|| ((row, column), written.trim().to_owned()));
    }
    let beside = sheet.row(row).find(|(other, _)| *other > column).map(|(other, _)| (row, other));
    let below = sheet.is_filled(row + 1, column).then_some((row + 1, column));
    let places = [beside, below].into_iter().flatten();
    let found = places.map(|at| (at, sheet.text(at.0, at.1))).find(|(_, text)| is_year(text));
    found.map(|(at, text)| (at, text.to_owned()))
}

/// Puts what a title says, unless it is known already.
fn put(draft: &mut Draft<'_>, title: &TitleCell) {
    if !title.agency.is_empty() && (title.year.is_some() || draft.document.field("agency.name").is_none()) {
        let at = draft.place(title.sheet, title.at);
        draft.put("agency.name", title.agency.as_str(), at);
    }
    if let (Some(year), Some(field)) = (&title.year, Field::of("year")) {
        let at = draft.place(title.sheet, title.at);
        draft.document.put(field, Given::new(Raw::Text(year.clone()), at));
    }
}

/// Takes the agency's name out of the report's whole title, where that was written in its place.
fn whole_title(draft: &mut Draft<'_>, titles: &[TitleCell]) {
    let from_list = draft.first.get("agency.name").copied();
    let is_there = |title: &&TitleCell| Some((title.sheet, title.at)) == from_list && title.year.is_some();
    if let Some(title) = titles.iter().find(is_there).filter(|title| !title.agency.is_empty()) {
        let at = draft.place(title.sheet, title.at);
        draft.document.replace("agency.name", Given::text(title.agency.as_str(), at));
    }
}

/// Takes the place for the seal off an agency's name that stands in a list.
fn without_seal(draft: &mut Draft<'_>) {
    let Some((sheet, at)) = draft.first.get("agency.name").copied() else { return };
    let written = draft.document.text("agency.name").unwrap_or_default();
    let (name, rest) = agency_of(written);
    if rest.is_empty() && name.len() < written.trim().len() && !name.is_empty() {
        let name = name.to_owned();
        let given = Given::text(name, draft.place(sheet, at));
        draft.document.replace("agency.name", given);
    }
}

/// Tells what stands behind the names of agencies in their cells and is of something else.
fn rests(draft: &mut Draft<'_>, titles: &[TitleCell]) {
    for title in titles.iter().filter(|title| !title.rest.is_empty()) {
        let (called, place) = (draft.call(title.sheet, title.at), draft.place(title.sheet, title.at));
        let message = format!("{called} 里机关名称后面的“{}”没有用，也没有印。", title.rest);
        draft.fault(Finding::new(&rules::UNUSED_CELLS, message).mark(&place, title.rest.as_str()));
    }
}

/// Reports titles that are shown and say another year than the one that was taken.
fn years(draft: &mut Draft<'_>, titles: &[TitleCell]) {
    let Some(taken) = draft.document.year("year") else { return };
    // A year of two digits is the one that ends so.
    let says = |title: &TitleCell| {
        let year = title.year.as_ref()?;
        let short = year.parse::<i32>().ok().filter(|year| (0..100).contains(year));
        Some(Raw::Text(year.clone()).year().or(short.map(|short| taken - taken % 100 + short)))
    };
    let from_list = draft.first.get("year").copied();
    let from_title = titles.iter().find(|title| says(title) == Some(Some(taken))).map(|title| (title.sheet, title.at));
    let Some(first) = from_list.or(from_title) else { return };
    let is_other = |title: &&TitleCell| says(title).is_some_and(|year| year != Some(taken)) && is_shown(draft, title);
    if let Some(other) = titles.iter().find(is_other).filter(|_| draft.sheets[first.0].visible) {
        twice(draft, "报告年度", first, (other.sheet, other.at), "year");
    }
}

/// Reports titles that are shown and name another agency than the one that was taken.
fn agencies(draft: &mut Draft<'_>, titles: &[TitleCell]) {
    let Some(taken) = draft.document.text("agency.name").map(str::to_owned) else { return };
    let from_list = draft.first.get("agency.name").copied();
    let from_title = titles.iter().find(|title| same(&title.agency, &taken)).map(|title| (title.sheet, title.at));
    let Some(first) = from_list.or(from_title) else { return };
    // A name is often shorter on a cover: without the place before it.
    let is_alike = |name: &str| {
        let (one, other) = (unspaced(name), unspaced(agency_of(&taken).0));
        one.ends_with(&other) || other.ends_with(&one)
    };
    let of_title = draft.first.get("title").copied();
    let is_other = |title: &&TitleCell| {
        !title.agency.is_empty()
            && !is_alike(&title.agency)
            && Some((title.sheet, title.at)) != of_title
            && is_shown(draft, title)
    };
    if let Some(other) = titles.iter().find(is_other).filter(|_| draft.sheets[first.0].visible) {
        twice(draft, "机关全称", first, (other.sheet, other.at), "agency.name");
    }
}

/// Whether a title stands where people see it and is this year's: prose is looked at as such.
fn is_shown(draft: &Draft<'_>, title: &TitleCell) -> bool {
    let sheet = &draft.sheets[title.sheet];
    let is_prose = heads(sheet, &PARAGRAPHS).iter().any(|head| head.row < title.at.0);
    sheet.visible && !is_of_last_year(sheet, title.at.0) && !is_prose
}
