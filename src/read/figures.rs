//! Reading the figures of the tables.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::fields::{Log, limit, unknown_key};
use crate::filing::{Entry, Misfit};
use crate::finding::Finding;
use crate::form::{CellId, Form, Kind, Line};
use crate::rule::input;
use crate::source::Located;

/// Characters of a note behind a number.
const MOST_NOTE: usize = 60;

/// The cells read so far.
pub type Cells = BTreeMap<CellId, Located<Entry>>;

/// Reads one table of the form, following its keys down to the lines.
pub fn read_table(form: &Form, path: &str, table: &DeTable<'_>, log: &Log<'_>, cells: &mut Cells) {
    for (key, item) in table {
        let key_path = format!("{path}.{}", key.get_ref());
        if let Some(line) = form.lines.iter().find(|line| line.key == key_path) {
            Reader { form, line, log, cells }.line(item);
        } else if form.lines.iter().any(|line| line.key.starts_with(&format!("{key_path}."))) {
            match item.get_ref().as_table() {
                Some(table) => read_table(form, &key_path, table, log, cells),
                None => log.wrong_type(&key_path, item, "若干行（这一项在表中分为几行，要逐行填写）"),
            }
        } else {
            let siblings = form.lines.iter().filter_map(|line| line.key.strip_prefix(path)?.strip_prefix('.'));
            let siblings = siblings.map(|rest| rest.split('.').next().unwrap_or(rest));
            unknown_key(log, &key_path, key.get_ref(), &log.at(key), siblings);
        }
    }
}

/// Reads one line of the input.
struct Reader<'a, 'l> {
    form: &'a Form,
    line: &'a Line,
    log: &'a Log<'l>,
    cells: &'a mut Cells,
}

impl Reader<'_, '_> {
    /// A line as a list, by column keys, or as a single value.
    fn line(&mut self, item: &Spanned<DeValue<'_>>) {
        match item.get_ref() {
            DeValue::Array(array) => self.array(array, item),
            DeValue::Table(table) if !table.keys().any(|key| matches!(key.get_ref().as_ref(), "value" | "note")) => {
                self.by_key(table);
            }
            _ if self.line.inputs.len() == 1 => self.cell(self.line.inputs[0], item),
            _ => {
                let expected = format!("列表，依次为{}", self.columns());
                self.log.wrong_type(&self.line.key, item, &expected);
            }
        }
    }

    /// A line in column order, its total at the end if it is given.
    fn array(&mut self, array: &DeArray<'_>, item: &Spanned<DeValue<'_>>) {
        let ids: Vec<CellId> = self.line.inputs.iter().chain(&self.line.total).copied().collect();
        let least = self.line.inputs.len();
        if array.len() < least || array.len() > ids.len() {
            let wanted = if ids.len() > least {
                format!("{least} 个数（可再加第 {} 个总计）", ids.len())
            } else {
                format!("{least} 个数")
            };
            let message = format!("{}（{}）：应有 {wanted}，写了 {} 个。", self.line.key, self.line.label, array.len());
            let finding = Finding::new(&input::WRONG_LENGTH, message)
                .mark(&self.log.at(item), format!("这里有 {} 个数", array.len()));
            self.log.fault(finding.hint(format!("依次写：{}", self.columns())).key(&self.line.key));
        }
        for (id, item) in ids.into_iter().zip(array.iter()) {
            self.cell(id, item);
        }
    }

    /// A line by column keys.
    fn by_key(&mut self, table: &DeTable<'_>) {
        let ids: Vec<CellId> = self.line.cells().collect();
        for (key, item) in table {
            let name = |id: &CellId| last(&self.form.cell(*id).key);
            match ids.iter().find(|id| name(id) == key.get_ref()) {
                Some(id) => self.cell(*id, item),
                None => {
                    let path = format!("{}.{}", self.line.key, key.get_ref());
                    unknown_key(self.log, &path, key.get_ref(), &self.log.at(key), ids.iter().map(name));
                }
            }
        }
    }

    /// One cell.
    fn cell(&mut self, id: CellId, item: &Spanned<DeValue<'_>>) {
        let kind = self.form.cell(id).kind;
        let (entry, misfit) = match item.get_ref() {
            DeValue::Table(table) => self.noted(id, table),
            value => match scalar(value, kind) {
                Some(read) => read,
                None => return self.log.wrong_type(&self.form.cell(id).key, item, kind.expectation()),
            },
        };
        let at = self.log.at(item);
        if let Some(misfit) = misfit {
            self.log.fault(self.misfit(id, &at, self.log.text[at.start..at.end].trim(), &misfit));
        }
        limit(self.log, &self.form.cell(id).key, entry.note.as_deref().unwrap_or_default(), MOST_NOTE, &at);
        let printed = [Some(&entry.shown), entry.note.as_ref()].into_iter().flatten();
        let texts = printed.map(|text| Located { value: text.clone(), at: at.clone() });
        self.log.texts.borrow_mut().extend(texts);
        self.cells.insert(id, Located { value: entry, at });
    }

    /// A cell with a note: `{ value = 22, note = "（其中修订16件）" }`.
    fn noted(&self, id: CellId, table: &DeTable<'_>) -> (Entry, Option<Misfit>) {
        let cell = self.form.cell(id);
        let (mut entry, mut misfit) = (Entry::unknown(""), None);
        let mut note = None;
        for (key, item) in table {
            match (key.get_ref().as_ref(), item.get_ref()) {
                ("value", value) => match scalar(value, cell.kind) {
                    Some(read) => (entry, misfit) = read,
                    None => self.log.wrong_type(&cell.key, item, cell.kind.expectation()),
                },
                ("note", DeValue::String(text)) => note = Some(text.to_string()),
                ("note", _) => self.log.wrong_type(&format!("{}.note", cell.key), item, "文字"),
                (other, _) => {
                    let path = format!("{}.{other}", cell.key);
                    unknown_key(self.log, &path, other, &self.log.at(key), ["value", "note"].into_iter());
                }
            }
        }
        entry.note = note.or(entry.note);
        (entry, misfit)
    }

    /// A finding for a value that does not keep to its kind.
    fn misfit(&self, id: CellId, at: &crate::source::Span, written: &str, misfit: &Misfit) -> Finding {
        let cell = self.form.cell(id);
        let place = self.form.describe(id);
        let (rule, fact, hint) = match misfit {
            Misfit::NotANumber => (
                &input::NOT_A_NUMBER,
                "读不出数".to_owned(),
                format!("填{}；不适用填 \"/\"，不知道填 \"?\"", cell.kind.expectation()),
            ),
            Misfit::TooLarge => (&input::NOT_A_NUMBER, "位数太多，不像真实的数".to_owned(), "核对后改正".to_owned()),
            Misfit::ZeroDecimals(number) => {
                (&input::COUNT_WITH_DECIMALS, format!("件数写成了小数（即 {number}）"), format!("改为 {number}"))
            }
            Misfit::NotWhole => (&input::COUNT_WITH_DECIMALS, "件数应为整数".to_owned(), "核对后填整数".to_owned()),
            Misfit::Negative => {
                (&input::NEGATIVE, "不能小于 0".to_owned(), "核对后填 0 或正数；只有“本年增/减”可以带负号".to_owned())
            }
            Misfit::TooManyPlaces => (
                &input::TOO_MANY_PLACES,
                "万元至多四位小数".to_owned(),
                "四舍五入到四位小数；金额若以元计，先除以 10000".to_owned(),
            ),
        };
        let finding = Finding::new(rule, format!("{place}：写的是 {written}，{fact}。")).mark(at, fact);
        finding.hint(hint).key(&cell.key)
    }

    /// The columns of the line in order.
    fn columns(&self) -> String {
        let name = |id: &CellId| self.form.cell(*id).column_labels.last().cloned().unwrap_or_default();
        let names: Vec<_> = self.line.inputs.iter().map(name).collect();
        names.join("、")
    }
}

/// An entry from a TOML scalar; none when its type cannot be one.
fn scalar(value: &DeValue<'_>, kind: Kind) -> Option<(Entry, Option<Misfit>)> {
    match value {
        DeValue::String(text) => Some(Entry::parse(text, kind)),
        DeValue::Integer(integer) => Some(match i128::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) if number.unsigned_abs() < 1 << 90 => {
                Entry::number(Decimal::from_i128_with_scale(number, 0), kind)
            }
            _ => (Entry::unknown(integer.as_str()), Some(Misfit::TooLarge)),
        }),
        DeValue::Float(float) => Some(match float.as_str().parse() {
            Ok(number) => Entry::number(number, kind),
            Err(_) => (Entry::unknown(float.as_str()), Some(Misfit::NotANumber)),
        }),
        DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// The last part of a dotted key.
fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}
