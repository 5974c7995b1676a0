//! Official labels as names: `本年新收政府信息公开申请数量`, `予以公开·自然人`, `表四·行政复议·总计`.
//!
//! A name is the label of a figure, with as many of the labels above it before it as it takes to mean one figure only,
//! in the order of the form. Blanks, punctuation, ordinals and bracketed notes make no difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::filing::{FIELDS, Field, Group};
use crate::form::{Form, Node, Table, Variants, without_ordinal};
use crate::spelling::closest;

/// What stands between the labels of a name.
const BETWEEN: [char; 3] = ['·', '・', '•'];

/// What before a name asks for its change against last year.
const CHANGES: [&str; 3] = ["比上年", "较上年", "与上年相比"];

/// Names beside those of figures.
const OTHERS: &[(&str, &str)] = &[
    ("年度", "year"),
    ("上年", "prior_year"),
    ("上年度", "prior_year"),
    ("下年", "next_year"),
    ("下年度", "next_year"),
];

/// Everything that has a label, with its key.
#[derive(Debug, Clone)]
pub struct Labels {
    entries: Vec<LabelEntry>,
    /// The entries whose own label is spelled so.
    by_last: BTreeMap<String, Vec<usize>>,
}

/// One thing that has a label.
#[derive(Debug, Clone)]
struct LabelEntry {
    key: String,
    /// Its labels from the table down, without ordinals and notes.
    path: Vec<String>,
    /// The same in all the ways they are recognised.
    spelled: Vec<Variants>,
}

/// What a written name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// One key.
    Key(String),
    /// Several things; how each would be named.
    Several(Vec<String>),
    /// Nothing; the likeliest meant.
    Nothing(Option<String>),
}

impl Labels {
    /// The names that prose can use: figures, groups of them, and what is known of the agency.
    pub fn of_figures(form: &Form) -> Self {
        let mut entries = Vec::new();
        for table in &form.tables {
            let path = vec![table.label.clone()];
            entries.push(LabelEntry::new(table.key.clone(), path));
            for block in &table.blocks {
                let rows: Walked = block.rows.iter().flat_map(|node| walk(node, &[], &[])).collect();
                let columns: Walked = block.columns.iter().flat_map(|node| walk(node, &[], &[])).collect();
                let of_rows: BTreeSet<&[String]> = rows.iter().map(|(_, keys)| keys.as_slice()).collect();
                for (labels, keys) in &rows {
                    if !labels.is_empty() {
                        entries.push(LabelEntry::new(joined(table, keys), labelled(table, labels)));
                    }
                    for (column, column_keys) in &columns {
                        let all = [keys.as_slice(), column_keys].concat();
                        // A column of a group may be keyed as one of its rows is; then the row is meant.
                        if !of_rows.contains(all.as_slice()) || column_keys.is_empty() {
                            let path = labelled(table, &[labels.as_slice(), column].concat());
                            entries.push(LabelEntry::new(joined(table, &all), path));
                        }
                    }
                }
            }
        }
        // Groups without a key of their own have that of what is above them.
        let mut seen = BTreeSet::new();
        entries.retain(|entry: &LabelEntry| {
            form.tree.get(&entry.key).is_some() && seen.insert((entry.key.clone(), entry.path.clone()))
        });
        let of_form = Field::of_form(form);
        let is_named =
            |field: &&Field| matches!(field.group, Group::Agency | Group::Account(_)) || field.path == "year";
        let named = FIELDS.iter().chain(&of_form).filter(is_named).flat_map(|field| {
            field.labels().map(|label| (label.to_owned(), field.path.to_string())).collect::<Vec<_>>()
        });
        let others = OTHERS.iter().map(|(label, key)| ((*label).to_owned(), (*key).to_owned()));
        let mut named: Vec<(String, String)> = named.chain(others).collect();
        named.sort();
        named.dedup_by(|a, b| a.0 == b.0);
        entries.extend(named.into_iter().map(|(label, key)| LabelEntry::new(key, vec![label])));
        Self::new(entries)
    }

    /// The rows, columns and groups of a form that can be printed under another name.
    pub fn of_nodes(form: &Form) -> Self {
        let known: BTreeMap<&str, &str> = form.node_labels().collect();
        let entries = known.iter().map(|(key, label)| {
            let above =
                key.match_indices('.').filter_map(|(at, _)| known.get(&key[..at]).map(|label| (*label).to_owned()));
            let table = form.tables.iter().find(|table| key.split('.').next() == Some(table.key.as_str()));
            let path = table.map(|table| table.label.clone()).into_iter().chain(above).chain([(*label).to_owned()]);
            LabelEntry::new((*key).to_owned(), path.collect())
        });
        Self::new(entries.collect())
    }

    /// An index of entries.
    fn new(entries: Vec<LabelEntry>) -> Self {
        let mut by_last: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, entry) in entries.iter().enumerate() {
            for spelled in entry.spelled.last().into_iter().flat_map(|spelled| &spelled.texts) {
                let entries = by_last.entry(spelled.clone()).or_default();
                if entries.last() != Some(&number) {
                    entries.push(number);
                }
            }
        }
        Self { entries, by_last }
    }

    /// What a written name means.
    pub fn find(&self, written: &str) -> Meaning {
        let last = parts(written).last().copied();
        self.known(written).unwrap_or_else(|| Meaning::Nothing(last.and_then(|last| self.nearest(last))))
    }

    /// What a written name means; none when it means nothing, without a look for what may be meant.
    pub fn known(&self, written: &str) -> Option<Meaning> {
        let parts = parts(written);
        match parts.split_first() {
            Some((first, rest)) if CHANGES.contains(first) && !rest.is_empty() => {
                Some(match self.known(&rest.join("·"))? {
                    Meaning::Key(key) => Meaning::Key(format!("change.{key}")),
                    other => other,
                })
            }
            _ => self.find_parts(&parts),
        }
    }

    /// What the labels of a name mean together; none when they mean nothing.
    fn find_parts(&self, parts: &[&str]) -> Option<Meaning> {
        let (last, above) = parts.split_last()?;
        let fitting = self.fitting(above, last);
        let first = fitting.iter().min_by_key(|entry| entry.path.len())?;
        let is_one = fitting.iter().all(|entry| entry.is_part_of(first));
        Some(match is_one {
            true => Meaning::Key(first.key.clone()),
            false => Meaning::Several(fitting.iter().map(|entry| self.name(entry)).collect()),
        })
    }

    /// The entries with a label, and with others above it, by the strictest spelling that any has.
    fn fitting(&self, above: &[&str], last: &str) -> Vec<&LabelEntry> {
        let above: Vec<Variants> = above.iter().map(|part| Variants::of(part)).collect();
        let last = Variants::of(last);
        let fitting = |spelled: &String| {
            let found = self.by_last.get(spelled).into_iter().flatten().map(|number| &self.entries[*number]);
            found.filter(|entry| entry.is_below(&above)).collect::<Vec<_>>()
        };
        let spelled = last.texts.iter().filter(|spelled| !spelled.is_empty());
        spelled.map(fitting).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The label most like a written one.
    fn nearest(&self, written: &str) -> Option<String> {
        closest(written.trim(), self.entries.iter().filter_map(|entry| entry.path.last().map(String::as_str)))
            .map(str::to_owned)
    }

    /// Every figure with the shortest name it has, and its key.
    pub fn all(&self) -> impl Iterator<Item = (String, &str)> {
        self.entries.iter().map(|entry| (self.name(entry), entry.key.as_str()))
    }

    /// The shortest name that means an entry.
    fn name(&self, entry: &LabelEntry) -> String {
        let Some((last, above)) = entry.path.split_last() else { return String::new() };
        let means = |name: &[&str]| {
            self.fitting(&name[..name.len() - 1], last).into_iter().all(|other| other.is_part_of(entry))
        };
        let short = std::iter::once(vec![last.as_str()])
            .chain(above.iter().rev().map(|label| vec![label.as_str(), last.as_str()]))
            .find(|name| means(name));
        short.unwrap_or_else(|| entry.path.iter().map(String::as_str).collect()).join("·")
    }
}

impl LabelEntry {
    /// An entry of some labels.
    fn new(key: String, path: Vec<String>) -> Self {
        let spelled = path.iter().map(|label| Variants::of(label)).collect();
        Self { key, path: path.iter().map(|label| plain(label)).collect(), spelled }
    }

    /// Whether it is another one itself, or lies below it with the same label: a row of a group, where the group is
    /// meant.
    fn is_part_of(&self, other: &Self) -> bool {
        let mut labels = self.path.iter();
        self.key == other.key || other.path.iter().all(|label| labels.any(|own| own == label))
    }

    /// Whether some labels stand above its own, in that order.
    fn is_below(&self, written: &[Variants]) -> bool {
        let above = &self.spelled[..self.spelled.len() - 1];
        let mut from = 0;
        written.iter().all(|part| match above[from..].iter().position(|own| own.is_like(part)) {
            Some(at) => {
                from += at + 1;
                true
            }
            None => false,
        })
    }
}

/// The labels of a written name.
fn parts(written: &str) -> Vec<&str> {
    written.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Keys and labels of a node and all below it, with those above.
type Walked = Vec<(Vec<String>, Vec<String>)>;

/// A node and all below it: their labels, and their keys.
fn walk(node: &Node, labels: &[String], keys: &[String]) -> Walked {
    let mut labels = labels.to_vec();
    let mut keys = keys.to_vec();
    labels.extend(Some(node.label.clone()).filter(|label| !label.is_empty()));
    keys.extend(Some(node.key.clone()).filter(|key| !node.transparent && !key.is_empty()));
    let below = node.children.iter().flat_map(|child| walk(child, &labels, &keys)).collect::<Vec<_>>();
    // What has no key of its own only groups what is below it; the only row of a table has none either.
    let own = (!node.transparent && (!node.key.is_empty() || node.children.is_empty())).then_some((labels, keys));
    own.into_iter().chain(below).collect()
}

/// The key of something in a table.
fn joined(table: &Table, keys: &[String]) -> String {
    std::iter::once(&table.key).chain(keys).map(String::as_str).collect::<Vec<_>>().join(".")
}

/// The labels of something in a table, the table's own first.
fn labelled(table: &Table, labels: &[String]) -> Vec<String> {
    std::iter::once(&table.label).chain(labels).cloned().collect()
}

/// A label without its ordinal and its bracketed notes, as it is shown.
fn plain(label: &str) -> String {
    crate::form::brief(without_ordinal(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Editions;

    #[test]
    fn every_listed_name_means_its_figure() {
        for form in Editions::built_in().all() {
            let labels = Labels::of_figures(form);
            for (name, key) in labels.all() {
                assert_eq!(labels.find(&name), Meaning::Key(key.to_owned()), "{name}");
            }
            let named: BTreeSet<&str> = labels.all().map(|(_, key)| key).collect();
            let ids = form.ids().filter(|id| form.cell(*id).printed);
            let keys: Vec<&str> = ids.map(|id| form.cell(id).key.as_str()).filter(|key| !named.contains(key)).collect();
            assert!(keys.is_empty(), "{keys:?}");
        }
    }

    #[test]
    fn names_are_known_however_they_are_written() {
        let form = Editions::built_in().for_year(2025);
        let labels = Labels::of_figures(&form);
        for (written, key) in [
            ("本年新收政府信息公开申请数量", "applications.new"),
            ("一、本年新收政府信息公开申请数量", "applications.new"),
            ("表三·本年新收政府信息公开申请数量", "applications.new"),
            ("本年新收政府信息公开申请数量·自然人", "applications.new.individual"),
            ("比上年·本年新收政府信息公开申请数量", "change.applications.new"),
            ("行政许可", "disclosure.licensing"),
            ("年度", "year"),
            ("联系电话", "agency.phone"),
        ] {
            assert_eq!(labels.find(written), Meaning::Key(key.to_owned()), "{written}");
        }
        // A group has no column that is keyed as one of its rows.
        assert_eq!(labels.find("其他处理"), Meaning::Key("applications.results.other".to_owned()));
        assert!(
            !matches!(labels.find("本年度办理结果·其他"), Meaning::Key(key) if key == "applications.results.other")
        );
        assert!(matches!(labels.find("自然人"), Meaning::Several(names) if names.len() > 20));
        assert_eq!(
            labels.find("本年新收政府信息公开数量"),
            Meaning::Nothing(Some("本年新收政府信息公开申请数量".to_owned()))
        );
        assert_eq!(labels.find("天气"), Meaning::Nothing(None));
    }
}
