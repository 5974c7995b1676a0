//! What is seen of the cells of an OpenDocument workbook, which keeps what is shown of a number beside it.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::attributes::attribute;
use super::comments::of_others;
use super::conditions::{COMPARISONS, Condition, ConditionalLook, Test};
use super::ink::{Colour, WHITE, is_unseen};
use super::margins;
use super::numerals::Seen;
use super::{Appearance, MOST_AREAS, SheetAppearance};
use crate::source::cell_named;
use crate::workbook::limits::{LAST_COLUMN, LAST_ROW};
use crate::xml::{self, XmlElement};

/// Elements that are drawn, and may hold words.
const DRAWN: [&str; 4] = ["custom-shape", "text-box", "rect", "ellipse"];

/// Values of cells that are numbers.
const NUMBERS: [&str; 3] = ["float", "percentage", "currency"];

/// Where the words that come next belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// To the cell itself.
    Cell,
    /// To a comment at it.
    Comment,
    /// To something that lies over it.
    Drawing,
}

/// A cell being read.
#[derive(Debug, Default)]
struct OpenCell {
    /// Its number; empty where it holds none.
    number: String,
    /// Whether another cell lies over it.
    is_covered: bool,
    /// Whether something in it is struck out.
    is_struck: bool,
    /// Whether something in it is set above or below the line.
    is_raised: bool,
    /// Whether its characters have the colour of what is behind them.
    is_faint: bool,
    /// Its style.
    style: String,
    /// What is seen in it.
    text: String,
}

/// A walk through the content of a workbook.
#[derive(Default)]
struct OpenWalk {
    sheets: Appearance,
    name: String,
    seen: SheetAppearance,
    at: (u32, u32),
    rows: u32,
    columns: u32,
    is_row_hidden: bool,
    cell: Option<OpenCell>,
    layers: Vec<Layer>,
    words: String,
    in_paragraph: usize,
    tables: usize,
    style: String,
    /// The words above and below the pages of each kind, and the kind that each style of a sheet has.
    margins: BTreeMap<String, Vec<String>>,
    pages: BTreeMap<String, String>,
    struck: BTreeSet<String>,
    raised: BTreeSet<String>,
    /// Styles of rows and columns in which nothing is seen.
    thin: BTreeSet<String>,
    /// The conditions of styles, each with the style that holds under it.
    maps: BTreeMap<String, Vec<(Test, String)>>,
    /// Where those conditions are put of which the sheet has cells, by their style and their number.
    held: BTreeMap<(String, usize), usize>,
    /// The colours of styles, and those behind them.
    inks: BTreeMap<String, Colour>,
    papers: BTreeMap<String, Colour>,
}

/// The words above and below pages, by the name of their kind of page. What is filled in by itself numbers pages, or
/// names the sheet or the file.
fn margins(styles: &str) -> BTreeMap<String, Vec<String>> {
    let Ok(tree) = xml::parse(styles.as_bytes()) else { return BTreeMap::new() };
    let mut pages = Vec::new();
    tree.all(&|name| name == "master-page", &mut pages);
    let of_page = |page: &XmlElement| {
        let shown = page.children.iter().filter(|margin| {
            margin.attribute("display") != Some("false")
                && (margin.name.contains("header") || margin.name.contains("footer"))
        });
        let words = shown.filter_map(|margin| margins::words(&paragraphs(margin).replace('&', "&&")));
        (page.attribute("name").unwrap_or_default().to_owned(), words.collect())
    };
    pages.into_iter().map(of_page).collect()
}

/// The words of the paragraphs in an element, without what is filled in by itself.
fn paragraphs(element: &XmlElement) -> String {
    let is_read = ["p", "span"].contains(&element.name.as_str());
    let own = if is_read { element.text.as_str() } else { "" };
    let inner = element.children.iter().filter(|child| !is_read || child.name == "span");
    inner.fold(own.to_owned(), |words, child| format!("{words} {}", paragraphs(child)))
}

/// Reads the content of a workbook, and the styles that it is printed in.
pub(super) fn read(content: &str, styles: &str) -> Appearance {
    let mut reader = Reader::from_str(content);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = OpenWalk { margins: margins(styles), ..OpenWalk::default() };
    walk.common(styles);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => walk.start(&tag),
            Event::End(tag) if tag.local_name().as_ref() == "style" => walk.style.clear(),
            Event::End(tag) => walk.end(tag.local_name().as_ref()),
            Event::Text(text) if walk.in_paragraph > 0 => walk.take(&text),
            Event::GeneralRef(_) if walk.in_paragraph > 0 => walk.take("&"),
            Event::Eof => break,
            _ => {}
        }
    }
    walk.sheets
}

/// The test of a condition as it is written there (OpenDocument 1.3-3, 19.653), for the cell `base`.
fn condition(written: &str, base: (u32, u32)) -> Test {
    let written = written.trim();
    // Cells are written as `[.B3]`, or `[$Sheet.B3]` on another sheet, which is not looked at.
    let plain = |text: &str| text.replace("[.", "").replace(']', "");
    let within = |name: &str| written.strip_prefix(name)?.trim().strip_prefix('(')?.strip_suffix(')');
    let test = |kind: &str, operator: &str, formulas: &[String]| {
        Test::new(kind, operator, formulas, base).unwrap_or(Test::Unknown)
    };
    if let Some(formula) = within("is-true-formula") {
        return test("expression", "", &[plain(formula)]);
    }
    for (name, operator) in [("cell-content-is-between", "between"), ("cell-content-is-not-between", "notBetween")] {
        if let Some((least, most)) = within(name).and_then(|bounds| bounds.split_once(',')) {
            return test("cellIs", operator, &[plain(least), plain(most)]);
        }
    }
    let Some(rest) = written.strip_prefix("cell-content()") else { return Test::Unknown };
    let rest = rest.trim().replacen("!=", "<>", 1);
    let found = COMPARISONS.iter().find_map(|(sign, name)| Some((rest.strip_prefix(sign)?, *name)));
    found.map_or(Test::Unknown, |(bound, name)| test("cellIs", name, &[plain(bound)]))
}

/// How often a row, a column or a cell is there; no more often than a sheet goes.
fn repeated(tag: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(tag, name).parse().unwrap_or(1).clamp(1, most + 1)
}

/// Millimetres of a row or a column below which nothing is seen of it.
const THIN: f64 = 0.7;

/// A length in millimetres (OpenDocument 1.3-3, 18.3.18); none in a unit that rows and columns are not measured in.
fn millimetres(length: &str) -> Option<f64> {
    let units = [("mm", 1.0), ("cm", 10.0), ("in", 25.4), ("pt", 25.4 / 72.0)];
    units.iter().find_map(|(unit, size)| Some(length.strip_suffix(unit)?.trim().parse::<f64>().ok()? * size))
}

/// A colour as it is written there: `#ffffff`.
fn colour(written: &str) -> Option<Colour> {
    let number = u32::from_str_radix(written.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

impl OpenWalk {
    /// Whether a row or a column is hidden, by hand, by a filter or by its size.
    fn is_hidden(&self, tag: &BytesStart<'_>) -> bool {
        let is_thin = self.thin.contains(&attribute(tag, "style-name"));
        is_thin || matches!(attribute(tag, "visibility").as_str(), "collapse" | "filter")
    }

    /// Where the words that come next belong.
    fn layer(&self) -> Layer {
        self.layers.last().copied().unwrap_or(Layer::Cell)
    }

    /// Takes the styles that have a name, from which those of the cells may inherit.
    fn common(&mut self, styles: &str) {
        let mut reader = Reader::from_str(styles);
        reader.config_mut().expand_empty_elements = true;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) => self.style(&tag),
                Event::End(tag) if tag.local_name().as_ref() == "style" => self.style.clear(),
                Event::Eof => break,
                _ => {}
            }
        }
    }

    /// Takes the beginning of a style, or of what it says.
    fn style(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "style" => {
                self.style = attribute(tag, "name");
                self.pages.insert(self.style.clone(), attribute(tag, "master-page-name"));
                self.inherit(&attribute(tag, "parent-style-name"));
            }
            _ if self.style.is_empty() => {}
            "map" => {
                let base = attribute(tag, "base-cell-address");
                let base = cell_named(base.rsplit('.').next().unwrap_or_default()).unwrap_or_default();
                let test = condition(&attribute(tag, "condition"), base);
                let map = (test, attribute(tag, "apply-style-name"));
                self.maps.entry(self.style.clone()).or_default().push(map);
            }
            "text-properties" => {
                let through = ["text-line-through-style", "text-line-through-type"].map(|name| attribute(tag, name));
                if through.iter().any(|line| !line.is_empty() && line != "none") {
                    self.struck.insert(self.style.clone());
                }
                let position = attribute(tag, "text-position");
                if !position.is_empty() && !position.starts_with("0%") {
                    self.raised.insert(self.style.clone());
                }
                self.inks.extend(colour(&attribute(tag, "color")).map(|ink| (self.style.clone(), ink)));
            }
            "table-cell-properties" => {
                let paper = colour(&attribute(tag, "background-color"));
                self.papers.extend(paper.map(|paper| (self.style.clone(), paper)));
            }
            "table-column-properties" | "table-row-properties" => {
                let size = ["column-width", "row-height"].map(|name| millimetres(&attribute(tag, name)));
                if size.into_iter().flatten().any(|size| size < THIN) {
                    self.thin.insert(self.style.clone());
                }
            }
            _ => {}
        }
    }

    /// Takes over what a style says that another one is made of.
    fn inherit(&mut self, parent: &str) {
        let name = self.style.clone();
        self.inks.extend(self.inks.get(parent).copied().map(|ink| (name.clone(), ink)));
        self.papers.extend(self.papers.get(parent).copied().map(|paper| (name.clone(), paper)));
        for styles in [&mut self.struck, &mut self.raised] {
            if styles.contains(parent) {
                styles.insert(name.clone());
            }
        }
    }

    /// Notes a cell of a style with conditions under which nobody sees what is in it.
    fn held(&mut self, style: &str, at: (u32, u32)) {
        for (number, (test, applied)) in self.maps.get(style).into_iter().flatten().enumerate() {
            let of = |colours: &BTreeMap<String, Colour>| colours.get(applied).or_else(|| colours.get(style)).copied();
            let look = ConditionalLook { ink: of(&self.inks), paper: of(&self.papers), format: None };
            if !look.is_faint() {
                continue;
            }
            let place = self.held.entry((style.to_owned(), number)).or_insert_with(|| {
                let condition = Condition { areas: Vec::new(), test: test.clone(), look };
                self.seen.conditions.push(condition);
                self.seen.conditions.len() - 1
            });
            let areas = &mut self.seen.conditions[*place].areas;
            if areas.len() < MOST_AREAS {
                areas.push((at, at));
            }
        }
    }

    /// Takes the beginning of an element.
    fn start(&mut self, tag: &BytesStart<'_>) {
        self.style(tag);
        match tag.local_name().as_ref() {
            "table" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.name = attribute(tag, "name");
                    (self.at, self.rows, self.columns) = ((0, 0), 0, 0);
                    let page = self.pages.get(&attribute(tag, "style-name"));
                    let margins = page.and_then(|page| self.margins.get(page)).cloned().unwrap_or_default();
                    self.seen = SheetAppearance { margins, ..SheetAppearance::default() };
                    self.held.clear();
                }
            }
            _ if self.tables != 1 => {}
            "table-column" => {
                let first = self.columns;
                self.columns = (first + repeated(tag, "number-columns-repeated", LAST_COLUMN)).min(LAST_COLUMN + 1);
                if self.is_hidden(tag) && first < self.columns {
                    self.seen.columns.push(first..=self.columns - 1);
                }
            }
            "table-row" => {
                self.at = (self.rows, 0);
                self.rows = (self.rows + repeated(tag, "number-rows-repeated", LAST_ROW)).min(LAST_ROW + 1);
                self.is_row_hidden = self.is_hidden(tag);
            }
            "table-cell" | "covered-table-cell" if self.layers.is_empty() => self.cell(tag),
            "annotation" => self.open(Layer::Comment),
            name if DRAWN.contains(&name) => self.open(Layer::Drawing),
            "image" => self.seen.pictures.push(self.at),
            "p" => {
                if !self.words.is_empty() {
                    self.words.push('\n');
                }
                self.in_paragraph += 1;
            }
            "s" | "tab" => self.words.push(' '),
            "span" => {
                let style = attribute(tag, "style-name");
                if let Some(cell) = self.cell.as_mut().filter(|_| self.layers.is_empty()) {
                    cell.is_struck |= self.struck.contains(&style);
                    cell.is_raised |= self.raised.contains(&style);
                }
            }
            _ => {}
        }
    }

    /// Takes the beginning of a cell.
    fn cell(&mut self, tag: &BytesStart<'_>) {
        let is_number = NUMBERS.contains(&attribute(tag, "value-type").as_str());
        let style = attribute(tag, "style-name");
        self.cell = Some(OpenCell {
            number: if is_number { attribute(tag, "value") } else { String::new() },
            is_covered: tag.local_name().as_ref() == "covered-table-cell",
            is_struck: self.struck.contains(&style),
            is_raised: self.raised.contains(&style),
            style: style.clone(),
            is_faint: self
                .inks
                .get(&style)
                .is_some_and(|ink| is_unseen(*ink, self.papers.get(&style).copied().unwrap_or(WHITE))),
            text: String::new(),
        });
        self.columns = repeated(tag, "number-columns-repeated", LAST_COLUMN);
    }

    /// Begins a layer over the cell, whose words so far are kept.
    fn open(&mut self, layer: Layer) {
        self.settle();
        self.layers.push(layer);
    }

    /// Puts the words that were gathered where they belong.
    fn settle(&mut self) {
        let words = std::mem::take(&mut self.words);
        match self.layer() {
            Layer::Cell => {
                if let Some(cell) = &mut self.cell {
                    cell.text.push_str(&words);
                }
            }
            Layer::Comment => self.seen.comments.extend(of_others(&words).map(|own| (self.at, own))),
            Layer::Drawing if words.trim().is_empty() => {}
            Layer::Drawing => self.seen.boxes.push((self.at, words.trim().to_owned())),
        }
    }

    /// Takes words of a paragraph.
    fn take(&mut self, text: &str) {
        self.words.push_str(text);
    }

    /// Takes the end of an element.
    fn end(&mut self, name: &str) {
        match name {
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.sheets.insert(std::mem::take(&mut self.name), std::mem::take(&mut self.seen));
                }
            }
            _ if self.tables != 1 => {}
            "p" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            name if name == "annotation" || DRAWN.contains(&name) => {
                self.settle();
                self.layers.pop();
            }
            "table-cell" | "covered-table-cell" if self.layers.is_empty() => self.put(),
            _ => {}
        }
    }

    /// Takes what is seen of the cell that ends.
    fn put(&mut self) {
        self.settle();
        let Some(cell) = self.cell.take() else { return };
        let (first, next) = (self.at.1, (self.at.1 + self.columns).min(LAST_COLUMN + 1));
        self.at.1 = next;
        if cell.text.trim().is_empty() && cell.number.is_empty() {
            return;
        }
        if self.is_row_hidden {
            self.seen.rows.extend(self.at.0..self.rows);
        }
        let shown = Seen::of(cell.text.trim(), &cell.number);
        for column in first..next {
            let at = (self.at.0, column);
            if cell.is_covered {
                self.seen.merged.push((at, at));
            }
            if cell.is_struck {
                self.seen.struck.insert(at);
            }
            if cell.is_faint {
                self.seen.faint.insert(at);
            }
            self.held(&cell.style, at);
            if cell.is_raised {
                self.seen.raised.insert(at);
            }
            self.seen.shown.extend(shown.clone().map(|shown| (at, shown)));
        }
    }
}
