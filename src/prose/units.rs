//! `units`: the units of a district in its own prose, and the filters that count and rank them.
//!
//! `{{ units | length }}`, `{{ units | having("applications.new") | length }}`,
//! `{{ units | group("乡镇街道") | total("applications.new") }}`, `{{ units | top("applications.new", 3, unit="件") }}`,
//! `{{ (units | unit("示例区教育局")).applications.new }}`, `{{ units | rank("示例区教育局", "applications.new") }}`,
//! `{{ units | missing | names }}`.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Kwargs, Object, ObjectRepr};
use minijinja::{Environment, Error, ErrorKind, Value};
use rust_decimal::Decimal;

use super::named::{number, tree};
use crate::figures::checked_sum;
use crate::filing::UnitFigures;
use crate::form::Form;

/// A unit as expressions see it.
#[derive(Debug)]
struct UnitObject {
    figures: UnitFigures,
    form: Arc<Form>,
}

impl UnitObject {
    /// What a key of the form amounts to; none when a part of it is not known, an error for a key without a figure.
    fn amount(&self, key: &str) -> Result<Option<Decimal>, Error> {
        let main = self.form.tree.get(key).and_then(|branch| branch.main.as_ref());
        let main = main.ok_or_else(|| failed(format!("表里没有 {key} 这个数")))?;
        let cells = main.cells().iter().map(|id| self.figures.cells.get(&self.form.cell(*id).key).copied());
        Ok(checked_sum(cells))
    }
}

impl Object for UnitObject {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(match key.as_str()? {
            "name" => Value::from(self.figures.name.as_str()),
            "group" => Value::from(self.figures.group.as_str()),
            "handed_in" => Value::from(self.figures.is_counted),
            key => {
                let main = |key: &str| self.amount(key).ok().flatten().map(number);
                tree(key, self.form.tree.children.get(key)?, &|key, _| main(key))
            }
        })
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.figures.name)
    }
}

/// The units of a district as a value.
pub(super) fn value(units: &[UnitFigures], form: &Arc<Form>) -> Value {
    let unit = |figures: &UnitFigures| Value::from_object(UnitObject { figures: figures.clone(), form: form.clone() });
    Value::from(units.iter().map(unit).collect::<Vec<_>>())
}

/// Makes the filters known.
pub(super) fn register(env: &mut Environment<'_>) {
    env.add_filter("top", top);
    env.add_filter("rank", rank);
    env.add_filter("total", total);
    env.add_filter("having", having);
    env.add_filter("unit", unit);
    env.add_filter("names", names);
    env.add_filter("group", |units: Vec<Value>, group: String| chosen(units, |unit| unit.group == group));
    env.add_filter("handed_in", |units: Vec<Value>| chosen(units, |unit| unit.is_counted));
    env.add_filter("missing", |units: Vec<Value>| chosen(units, |unit| !unit.is_counted));
}

/// The units with the largest figures, largest first: `甲局62件、乙局38件`. Units without the figure, or with 0, are
/// left out; of equals the first on the roster comes first, and those that have as much as the last one are told too.
fn top(units: Vec<Value>, key: String, count: Option<usize>, options: Kwargs) -> Result<String, Error> {
    let measure: Option<String> = options.get("unit")?;
    options.assert_all_used()?;
    let mut ranked = amounts(&units, &key)?;
    ranked.retain(|(_, amount)| !amount.is_zero());
    ranked.sort_by(|(_, a), (_, b)| b.cmp(a));
    let told =
        |(unit, amount): &(Value, Decimal)| format!("{unit}{}{}", number(*amount), measure.as_deref().unwrap_or(""));
    // Who has as much as the last one is told as well.
    let least =
        count.filter(|count| *count < ranked.len()).map(|count| count.checked_sub(1).map(|last| ranked[last].1));
    let is_told = |amount: Decimal| least.is_none_or(|least| least.is_some_and(|least| amount >= least));
    let told: Vec<String> = ranked.iter().filter(|(_, amount)| is_told(*amount)).map(told).collect();
    Ok(if told.is_empty() { NOBODY.to_owned() } else { told.join("、") })
}

/// The place of a unit among the others, from 1; equals share a place.
fn rank(units: Vec<Value>, name: String, key: String) -> Result<usize, Error> {
    let own = unit_of(&unit(units.clone(), name)?)?.amount(&key)?;
    let own = own.ok_or_else(|| failed(format!("这个单位的 {key} 还没有数")))?;
    Ok(amounts(&units, &key)?.iter().filter(|(_, amount)| *amount > own).count() + 1)
}

/// The sum over units; those without the figure count as nothing.
fn total(units: Vec<Value>, key: String) -> Result<Value, Error> {
    let total = checked_sum(amounts(&units, &key)?.into_iter().map(|(_, amount)| Some(amount)));
    total.map(number).ok_or_else(|| failed(format!("各单位的 {key} 加起来太大")))
}

/// The units whose figure is not 0.
fn having(units: Vec<Value>, key: String) -> Result<Vec<Value>, Error> {
    let amounts = amounts(&units, &key)?.into_iter();
    Ok(amounts.filter(|(_, amount)| !amount.is_zero()).map(|(unit, _)| unit).collect())
}

/// The unit of a name.
fn unit(units: Vec<Value>, name: String) -> Result<Value, Error> {
    let found = chosen(units, |unit| unit.name == name)?.into_iter().next();
    found.ok_or_else(|| failed(format!("名单上没有“{name}”")))
}

/// What is said of no unit at all.
const NOBODY: &str = "无";

/// The names of units in a row.
fn names(units: Vec<Value>) -> Result<String, Error> {
    let names: Result<Vec<&str>, Error> = units.iter().map(|unit| Ok(unit_of(unit)?.figures.name.as_str())).collect();
    let names = names?;
    Ok(if names.is_empty() { NOBODY.to_owned() } else { names.join("、") })
}

/// Some of the units.
fn chosen(units: Vec<Value>, is_chosen: impl Fn(&UnitFigures) -> bool) -> Result<Vec<Value>, Error> {
    let mut chosen = Vec::new();
    for unit in units {
        if is_chosen(&unit_of(&unit)?.figures) {
            chosen.push(unit);
        }
    }
    Ok(chosen)
}

/// The units with what a key amounts to, as far as that is known.
fn amounts(units: &[Value], key: &str) -> Result<Vec<(Value, Decimal)>, Error> {
    let mut known = Vec::new();
    for unit in units {
        if let Some(amount) = unit_of(unit)?.amount(key)? {
            known.push((unit.clone(), amount));
        }
    }
    Ok(known)
}

/// The unit that a value is.
fn unit_of(value: &Value) -> Result<&UnitObject, Error> {
    value.downcast_object_ref().ok_or_else(|| failed("| 前面不是 units 里的单位".to_owned()))
}

/// Marks errors of these filters, whose words are shown as they are.
pub(super) const MARK: &str = "units：";

/// Why a filter gives nothing.
fn failed(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{MARK}{reason}"))
}
