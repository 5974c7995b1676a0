//! An edition of the form, ready for use.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use toml::de::DeTable;

use super::account::{Account, AccountFigure};
use super::cell::{Balanced, Cell, CellId, InputLine, Summed, brief};
use super::declaration::{Balance, Deadline, Declaration, Grounds};
use super::fault::{Fault, FaultKind};
use super::given::{DeclaredEntry, of_toml, translated};
use super::index::Index;
use super::kind::Kind;
use super::label::Variants;
use super::layout::{self, Grid};
use super::phrases::Phrases;
use super::tree::Branch;
use super::wording::Wording;
use super::words::CheckWords;
use super::{checks, comparisons, read, shape};
use crate::characters::{plain, unspaced};
use crate::rule::Rule;

/// An edition of the form, ready for use.
#[derive(Debug, Clone)]
pub struct Form {
    declaration: Declaration,
    /// The text of its file.
    pub text: String,
    /// Standard wordings for reports of it, where it brings its own.
    pub own_wording: Option<Arc<Wording>>,
    /// Which words of running text speak of which figure, where it brings its own.
    pub own_phrases: Option<Arc<Phrases>>,
    /// Words that checks of its prose go by, where it brings its own.
    pub own_words: Option<Arc<CheckWords>>,
    /// Every cell, table by table, row by row.
    pub cells: Vec<Cell>,
    /// Every line of the input.
    pub lines: Vec<InputLine>,
    /// Every sum.
    pub sums: Vec<Summed>,
    /// Every identity.
    pub balances: Vec<Balanced>,
    /// The cells as a tree of keys, for prose and for comparing years.
    pub tree: Branch,
    keys: HashMap<String, CellId>,
    grids: OnceLock<Vec<Grid>>,
    label_variants: OnceLock<Vec<Variants>>,
}

/// Why a rule matters, where that is laid down, and what to do.
#[derive(Debug, Clone, Copy)]
pub struct Because<'r> {
    /// Why.
    pub reason: &'r str,
    /// Where it is laid down.
    pub basis: &'r str,
    /// What to do.
    pub remedy: &'r str,
}

impl Deref for Form {
    type Target = Declaration;

    fn deref(&self) -> &Declaration {
        &self.declaration
    }
}

impl Form {
    /// Reads a form file.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the file.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let (document, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            return Err(Fault::syntax(text, &errors).into_iter().collect());
        }
        Self::of(text, &of_toml(document.get_ref()))
    }

    /// A built-in form: its text, and what the build script made of that.
    ///
    /// # Panics
    /// Never: a test holds that the built-in forms are sound.
    pub(super) fn built_in(text: &str, json: &'static str) -> Self {
        Self::of(text, &translated(json)).expect("a built-in form is sound")
    }

    /// The form that a text declares, which says this.
    fn of(text: &str, document: &[DeclaredEntry<'_>]) -> Result<Self, Vec<Fault>> {
        let faults = RefCell::default();
        let declaration = read::declaration(document, &faults);
        let mut faults: Vec<Fault> = faults.take();
        faults.extend(shape::faults(&declaration));
        let index = Index::of(&declaration.tables);
        faults.extend(index.faults);
        if !faults.is_empty() {
            faults.sort_by_key(|fault| fault.at.start);
            // What is there twice has two labels and two keys for each of its cells.
            faults.dedup_by(|a, b| (a.kind, b.kind) == (FaultKind::Twice, FaultKind::Twice) && a.at == b.at);
            return Err(faults);
        }
        let Index { cells, lines, sums, balances, keys, .. } = index;
        let (tree, text) = (Branch::of(&cells), text.to_owned());
        let form = Self {
            declaration,
            text,
            own_wording: None,
            own_phrases: None,
            own_words: None,
            cells,
            lines,
            sums,
            balances,
            tree,
            keys,
            grids: OnceLock::new(),
            label_variants: OnceLock::new(),
        };
        // Whether the names of checks are there is only known of sound tables.
        let mut faults = checks::faults(&form.declaration.checks, &form.lines, |key| form.has_figure(key));
        faults.extend(comparisons::faults(&form.comparison, &form.charts, |key| form.has_figure(key)));
        if faults.is_empty() { Ok(form) } else { Err(faults) }
    }

    /// Whether the edition is meant for that report year.
    pub fn fits(&self, year: i32) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until)
    }

    /// Agency and year of a text that is the title of a report of this form, the year as it is written: `2025`, `25`,
    /// `二〇二五`, `2024—2025`.
    pub fn titled(&self, text: &str) -> Option<(String, String)> {
        let (first, last) = self.title_words.first().zip(self.title_words.last())?;
        let text = unspaced(&plain(text));
        let ends = text.match_indices(first.as_str()).filter_map(|(at, _)| {
            let before = text[..at].strip_suffix('度').unwrap_or(&text[..at]);
            Some((before.strip_suffix('年')?, &text[at..]))
        });
        let (before, after) = ends.into_iter().next()?;
        let agency = before
            .trim_end_matches(|c: char| c.is_ascii_digit() || "〇零○◯一二三四五六七八九十-—–~至、/年".contains(c));
        let year = &before[agency.len()..];
        // A report that is named in a sentence has a mark before or behind it.
        let is_named = after.contains(['。', '》', ',', '，']) || agency.starts_with('《');
        let is_title = after.contains(last.as_str()) && !is_named && !year.is_empty();
        is_title.then(|| (agency.to_owned(), year.to_owned()))
    }

    /// Whether a key names a figure of it: of its tables or of an account.
    pub fn has_figure(&self, key: &str) -> bool {
        self.tree.get(key).is_some_and(|branch| branch.main.is_some()) || self.account_figure(key).is_some()
    }

    /// The figure of an account that a key names.
    pub fn account_figure(&self, key: &str) -> Option<&AccountFigure> {
        let (account, figure) = key.split_once('.')?;
        let account = self.accounts.iter().find(|known| known.key == account)?;
        account.figures.iter().find(|known| known.key == figure)
    }

    /// Words that checks of its prose go by.
    pub fn words(&self) -> &CheckWords {
        self.own_words.as_deref().unwrap_or_else(|| CheckWords::built_in())
    }

    /// The texts that it was read from.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [
            self.own_wording.as_ref().map(|wording| wording.text.as_str()),
            self.own_words.as_ref().map(|words| words.text.as_str()),
            self.own_phrases.as_ref().map(|phrases| phrases.text.as_str()),
        ];
        std::iter::once(self.text.as_str()).chain(own.into_iter().map(Option::unwrap_or_default))
    }

    /// Which words of running text speak of which figure.
    pub fn phrases(&self) -> &Phrases {
        self.own_phrases.as_deref().unwrap_or_else(|| Phrases::built_in())
    }

    /// What a figure is called: its official label, its row's and its column's where it is one of several in the row.
    pub fn figure_label(&self, key: &str) -> String {
        if let Some(figure) = self.account_figure(key) {
            return figure.label.clone();
        }
        if let Some((_, label)) = self.node_labels().find(|(known, _)| *known == key) {
            return brief(label);
        }
        let Some(id) = self.find(key) else { return key.to_owned() };
        let cell = self.cell(id);
        let labels = cell.row_labels.last().into_iter().chain(cell.column_labels.last());
        labels.map(|label| brief(label)).collect::<Vec<_>>().join("·")
    }

    /// What a figure counts: kind of the cells that it is made of.
    pub fn figure_kind(&self, key: &str) -> Option<Kind> {
        if let Some(branch) = self.tree.get(key) {
            let mut kinds = branch.main.as_ref()?.cells().iter().map(|id| self.cell(*id).kind);
            let first = kinds.next()?;
            return kinds.all(|kind| kind == first).then_some(first);
        }
        self.account_figure(key).map(|figure| figure.kind)
    }

    /// What a figure counts.
    pub fn figure_unit(&self, key: &str) -> &'static str {
        self.figure_kind(key).unwrap_or(Kind::Count).counted()
    }

    /// The cell of that key.
    pub fn find(&self, key: &str) -> Option<CellId> {
        self.keys.get(key).copied()
    }

    /// A table laid out.
    ///
    /// # Panics
    /// When the form has no such table.
    pub fn grid(&self, table: usize) -> &Grid {
        let lay_out = |table| layout::grid(&self.declaration, &self.cells, table);
        &self.grids.get_or_init(|| (0..self.tables.len()).map(lay_out).collect())[table]
    }

    /// Every node key with its official label.
    pub fn node_labels(&self) -> impl Iterator<Item = (&str, &str)> {
        let slots = (0..self.tables.len()).flat_map(|table| &self.grid(table).parts).flat_map(layout::GridPart::slots);
        slots.filter(|slot| !slot.label.is_empty()).map(|slot| (slot.key.as_str(), slot.label.as_str()))
    }

    /// Every official label of a node as people may write it.
    pub fn label_variants(&self) -> &[Variants] {
        self.label_variants.get_or_init(|| self.node_labels().map(|(_, label)| Variants::of(label)).collect())
    }

    /// What is known of a cell.
    pub fn cell(&self, id: CellId) -> &Cell {
        &self.cells[id.index()]
    }

    /// The sum of its row that a cell is the total of, if it is one.
    pub fn row_sum(&self, id: CellId) -> Option<&Summed> {
        self.sums.iter().find(|sum| sum.total == id && sum.across)
    }

    /// Whether a cell follows from others of the same year: a total, or what an identity fills.
    pub fn is_derived(&self, id: CellId) -> bool {
        self.sums.iter().any(|sum| sum.total == id) || self.balances.iter().any(|balance| balance.fill == id)
    }

    /// Whether a cell has a figure without being given one: it is derived, or the difference of two others.
    pub fn is_computed(&self, id: CellId) -> bool {
        self.is_derived(id) || self.cell(id).difference.is_some()
    }

    /// The identity that was declared for the cells of one.
    pub fn declared(&self, balance: &Balanced) -> &Balance {
        &self.tables[self.cell(balance.fill).table].balances[balance.number]
    }

    /// Why a rule matters in this form, where that is laid down, and what to do: what the form says of it, else the
    /// rule.
    pub fn grounds<'r>(&'r self, rule: &'r Rule) -> Because<'r> {
        let said = |pick: fn(&Grounds) -> &String, own: &'r str| {
            let is_of = |code: &str, grounds| rule.code.starts_with(code) && !pick(grounds).is_empty();
            let fitting = self.declaration.grounds.iter().filter(|(code, grounds)| is_of(code, grounds));
            // The longest beginning of a code says most.
            fitting.max_by_key(|(code, _)| code.len()).map_or(own, |(_, grounds)| pick(grounds).as_str())
        };
        Because {
            reason: said(|grounds| &grounds.reason, rule.reason),
            basis: said(|grounds| &grounds.basis, rule.basis),
            remedy: said(|grounds| &grounds.remedy, rule.remedy),
        }
    }

    /// The last day for an agency of some kind to publish: who such agencies are, month and day.
    pub fn deadline(&self, level: Option<&str>) -> Option<&Deadline> {
        let is_for = |deadline: &&Deadline| {
            deadline.levels.is_empty() || level.is_some_and(|level| deadline.levels.iter().any(|known| known == level))
        };
        self.deadlines.iter().find(is_for)
    }

    /// The account that a section tells of, if it must.
    pub fn account_of(&self, section: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.section.as_ref().is_some_and(|named| named.text == section))
    }

    /// Every cell number.
    pub fn ids(&self) -> impl Iterator<Item = CellId> + use<> {
        (0..self.cells.len()).map(CellId)
    }

    /// A cell in words: table, row and column.
    pub fn describe(&self, id: CellId) -> String {
        let cell = self.cell(id);
        let last = |labels: &[String]| labels.last().map(|l| brief(l)).unwrap_or_default();
        let table = &self.tables[cell.table].label;
        let row = last(&cell.row_labels);
        if row.is_empty() {
            let columns: Vec<_> = cell.column_labels.iter().map(|l| brief(l)).collect();
            return format!("{table}“{}”", columns.join("·"));
        }
        format!("{table}“{row}”的“{}”", last(&cell.column_labels))
    }
}
