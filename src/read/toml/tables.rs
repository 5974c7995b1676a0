//! The tables of figures in a TOML file: by keys down to the lines, and there as lists or by column.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::super::findings::unknown_key;
use super::fields::{Fields, Log};
use crate::document::{Raw, RawFigure};
use crate::finding::Finding;
use crate::form::{CellId, Form, InputLine, Variants};
use crate::rule::input;

/// Takes in the figures of every table of a form.
pub(super) fn read(root: &Fields<'_>, form: &Form, log: &Log<'_>) -> BTreeMap<CellId, RawFigure> {
    let mut reader = FigureReader { form, log, cells: BTreeMap::new() };
    for table in &form.tables {
        let Some(item) = root.value(&table.key) else { continue };
        match item.get_ref().as_table() {
            Some(fields) => reader.table(&table.key, fields),
            None => {
                let path = root.path(&table.key);
                log.wrong_type(&path, item, &format!("表 [{path}]"));
            }
        }
    }
    reader.cells
}

/// The cells taken in so far.
struct FigureReader<'a, 'l> {
    form: &'a Form,
    log: &'a Log<'l>,
    cells: BTreeMap<CellId, RawFigure>,
}

impl FigureReader<'_, '_> {
    /// A table, or a group of lines in one.
    fn table(&mut self, path: &str, table: &DeTable<'_>) {
        let form = self.form;
        for (key, item) in table {
            let key_path = format!("{path}.{}", key.get_ref());
            let lies_below =
                |line: &InputLine| line.key.strip_prefix(&key_path).is_some_and(|rest| rest.starts_with('.'));
            if let Some(line) = form.lines.iter().find(|line| line.key == key_path) {
                self.line(line, item);
            } else if form.lines.iter().any(lies_below) {
                match item.get_ref().as_table() {
                    Some(table) => self.table(&key_path, table),
                    None => {
                        self.log.wrong_type(&key_path, item, "若干行（这一项在表中分为几行，要逐行填写）");
                    }
                }
            } else {
                let siblings = form.lines.iter().filter_map(|line| line.key.strip_prefix(path)?.strip_prefix('.'));
                let siblings = siblings.map(|rest| rest.split('.').next().unwrap_or(rest));
                let finding = unknown_key(&key_path, key.get_ref(), &self.log.at(key), siblings);
                self.log.fault(match self.meant(&key_path, key.get_ref()) {
                    Some(line) => finding.hint(format!("是不是想写 {line}？")),
                    None => finding,
                });
            }
        }
    }

    /// The only line of the same table that is called by a word written as a key: in another group, or by its label.
    fn meant(&self, path: &str, word: &str) -> Option<&str> {
        let table = path.split('.').next()?;
        let of_table = self.form.lines.iter().filter(|line| line.key.split('.').next() == Some(table));
        let label = Variants::of_written(word);
        let is_called = |line: &&InputLine| {
            last(&line.key) == word || label.as_ref().is_some_and(|label| label.is_like(&Variants::of(&line.label)))
        };
        let mut called = of_table.filter(is_called);
        called.next().filter(|_| called.next().is_none()).map(|line| line.key.as_str())
    }

    /// A line as a list, by column keys, or as a single value.
    fn line(&mut self, line: &InputLine, item: &Spanned<DeValue<'_>>) {
        match item.get_ref() {
            DeValue::Array(array) => self.array(line, array, item),
            DeValue::Table(table) if !table.keys().any(|key| matches!(key.get_ref().as_ref(), "value" | "note")) => {
                self.by_key(line, table);
            }
            _ if line.inputs.len() == 1 => self.cell(line.inputs[0], item),
            _ => self.log.wrong_type(&line.key, item, &format!("列表，依次为{}", self.columns(line))),
        }
    }

    /// A line in column order, its total at the end if it is given.
    fn array(&mut self, line: &InputLine, array: &DeArray<'_>, item: &Spanned<DeValue<'_>>) {
        let ids: Vec<CellId> = line.inputs.iter().chain(&line.total).copied().collect();
        let least = line.inputs.len();
        if array.len() < least || array.len() > ids.len() {
            let wanted = if ids.len() > least {
                format!("{least} 个数（可再加第 {} 个总计）", ids.len())
            } else {
                format!("{least} 个数")
            };
            let message = format!("{}（{}）：应有 {wanted}，写了 {} 个。", line.key, line.label, array.len());
            let finding = Finding::new(&input::WRONG_LENGTH, message)
                .mark(&self.log.at(item), format!("这里有 {} 个数", array.len()));
            self.log.fault(finding.hint(format!("依次写：{}", self.columns(line))).key(&line.key));
        }
        for (id, item) in ids.into_iter().zip(array.iter()) {
            self.cell(id, item);
        }
    }

    /// A line by column keys.
    fn by_key(&mut self, line: &InputLine, table: &DeTable<'_>) {
        let form = self.form;
        let name = |id: &CellId| last(&form.cell(*id).key);
        for (key, item) in table {
            match line.cells().find(|id| name(id) == key.get_ref()) {
                Some(id) => self.cell(id, item),
                None => {
                    let path = format!("{}.{}", line.key, key.get_ref());
                    let known: Vec<&str> = line.cells().map(|id| name(&id)).collect();
                    self.log.fault(unknown_key(&path, key.get_ref(), &self.log.at(key), known));
                }
            }
        }
    }

    /// One cell.
    fn cell(&mut self, id: CellId, item: &Spanned<DeValue<'_>>) {
        let (value, note) = match item.get_ref() {
            DeValue::Table(table) => self.noted(id, table),
            _ => (self.figure(id, item), None),
        };
        if let Some(value) = value {
            self.cells.insert(id, RawFigure { value, note, at: self.log.at(item) });
        }
    }

    /// A cell with a note: `{ value = 22, note = "（其中修订16件）" }`.
    fn noted(&self, id: CellId, table: &DeTable<'_>) -> (Option<Raw>, Option<String>) {
        let key = &self.form.cell(id).key;
        // A note without a figure stands beside one that nobody knows.
        let (mut value, mut note) = (Some(Raw::Text("?".to_owned())), None);
        for (name, item) in table {
            match (name.get_ref().as_ref(), item.get_ref()) {
                ("value", _) => value = Some(self.figure(id, item).unwrap_or(Raw::Refused)),
                ("note", DeValue::String(text)) => note = Some(text.to_string()),
                ("note", _) => self.log.wrong_type(&format!("{key}.note"), item, "文字"),
                (other, _) => {
                    let path = format!("{key}.{other}");
                    self.log.fault(unknown_key(&path, other, &self.log.at(name), ["value", "note"]));
                }
            }
        }
        (value, note)
    }

    /// The figure of a cell; none when its type cannot be one.
    fn figure(&self, id: CellId, item: &Spanned<DeValue<'_>>) -> Option<Raw> {
        let given = self.log.given(item).map(|given| given.value);
        let fitting = given.filter(|value| matches!(value, Raw::Text(_) | Raw::Number(_) | Raw::Odd(_)));
        if fitting.is_none() {
            let cell = self.form.cell(id);
            self.log.wrong_type(&cell.key, item, cell.kind.expectation());
        }
        fitting
    }

    /// The columns of a line in order.
    fn columns(&self, line: &InputLine) -> String {
        let name = |id: &CellId| self.form.cell(*id).column_labels.last().cloned().unwrap_or_default();
        line.inputs.iter().map(name).collect::<Vec<_>>().join("、")
    }
}

/// The last part of a dotted key.
fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}
