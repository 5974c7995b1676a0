//! `units`: the units of a district in its own prose, and the filters that count and rank them.
//!
//! `{{ units | length }}`, `{{ units | having("applications.new") | length }}`,
//! `{{ units | group("乡镇街道") | total("applications.new") }}`, `{{ units | top("applications.new", 3, unit="件") }}`,
//! `{{ (units | unit("示例区教育局")).applications.new }}`, `{{ units | rank("示例区教育局", "applications.new") }}`,
//! `{{ units | missing | names }}`, `{{ units | by_group("applications.new", unit="件") }}`,
//! `{{ units | group("部门") | share(units, "applications.new") }}`, `{{ units | compared("applications.new") }}`,
//! `{{ units | last_year | total("applications.new") }}`, `{{ units | risen("applications.new", 3, unit="件") }}`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use minijinja::value::{Kwargs, Object, ObjectRepr};
use minijinja::{Environment, Error, ErrorKind, Value};
use rust_decimal::{Decimal, RoundingStrategy};

use super::named::{number, tree};
use crate::figures::{Change, checked_sum};
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
        self.sum(key, &self.figures.cells)
    }

    /// How that changed since last year; none when one of both is not known.
    fn change(&self, key: &str) -> Result<Option<Change>, Error> {
        let both = self.amount(key)?.zip(self.sum(key, &self.figures.before)?);
        Ok(both.and_then(|(now, before)| Change::new(now, before)))
    }

    /// What a key amounts to in some cells.
    fn sum(&self, key: &str, cells: &BTreeMap<String, Decimal>) -> Result<Option<Decimal>, Error> {
        let main = self.form.tree.get(key).and_then(|branch| branch.main.as_ref());
        let main = main.ok_or_else(|| failed(format!("表里没有 {key} 这个数")))?;
        Ok(checked_sum(main.cells().iter().map(|id| cells.get(&self.form.cell(*id).key).copied())))
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
    env.add_filter("by_group", by_group);
    env.add_filter("share", share);
    env.add_filter("compared", compared);
    env.add_filter("last_year", last_year);
    env.add_filter("risen", |units: Vec<Value>, key: String, count: Option<usize>, options: Kwargs| {
        moved(units, &key, count, (options, "增加"), |number| number)
    });
    env.add_filter("fallen", |units: Vec<Value>, key: String, count: Option<usize>, options: Kwargs| {
        moved(units, &key, count, (options, "减少"), |number| -number)
    });
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
    Ok(ranked_names(ranked, count, "", measure.as_deref().unwrap_or_default()))
}

/// The units whose figure moved most since last year in one way, those that moved most first: `甲局增加12件`.
fn moved(
    units: Vec<Value>,
    key: &str,
    count: Option<usize>,
    (options, words): (Kwargs, &str),
    way: fn(Decimal) -> Decimal,
) -> Result<String, Error> {
    let measure: Option<String> = options.get("unit")?;
    options.assert_all_used()?;
    let mut ranked = Vec::new();
    for unit in units {
        let change = unit_of(&unit)?.change(key)?;
        ranked.extend(change.map(|change| (unit, way(change.number()))).filter(|(_, by)| *by > Decimal::ZERO));
    }
    Ok(ranked_names(ranked, count, words, measure.as_deref().unwrap_or_default()))
}

/// Names with their amounts, the largest first, as many as are asked for.
fn ranked_names(mut ranked: Vec<(Value, Decimal)>, count: Option<usize>, words: &str, measure: &str) -> String {
    ranked.sort_by(|(_, a), (_, b)| b.cmp(a));
    let told = |(unit, amount): &(Value, Decimal)| format!("{unit}{words}{}{measure}", number(*amount));
    // Who has as much as the last one is told as well.
    let least =
        count.filter(|count| *count < ranked.len()).map(|count| count.checked_sub(1).map(|last| ranked[last].1));
    let is_told = |amount: Decimal| least.is_none_or(|least| least.is_some_and(|least| amount >= least));
    let told: Vec<String> = ranked.iter().filter(|(_, amount)| is_told(*amount)).map(told).collect();
    if told.is_empty() { NOBODY.to_owned() } else { told.join("、") }
}

/// The sum of each group, in the order of the roster: `部门62件、乙街道38件`.
fn by_group(units: Vec<Value>, key: String, options: Kwargs) -> Result<String, Error> {
    let measure: Option<String> = options.get("unit")?;
    options.assert_all_used()?;
    let mut groups: IndexMap<String, Vec<Value>> = IndexMap::new();
    for unit in units {
        let group = unit_of(&unit)?.figures.group.clone();
        groups.entry(group).or_default().push(unit);
    }
    let measure = measure.as_deref().unwrap_or_default();
    let told = |(group, units): (String, Vec<Value>)| Ok(format!("{group}{}{measure}", total(units, key.clone())?));
    let told: Vec<String> = groups.into_iter().map(told).collect::<Result<_, Error>>()?;
    Ok(if told.is_empty() { NOBODY.to_owned() } else { told.join("、") })
}

/// The share of some units in a figure of others, in per cent with one place: `62.5%`.
fn share(units: Vec<Value>, all: Vec<Value>, key: String) -> Result<String, Error> {
    let sum = |units: &[Value]| {
        let amounts = amounts(units, &key)?.into_iter().map(|(_, amount)| Some(amount));
        checked_sum(amounts).ok_or_else(|| failed(format!("各单位的 {key} 加起来太大")))
    };
    let (part, whole) = (sum(&units)?, sum(&all)?);
    let percent = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
    let percent = percent.ok_or_else(|| failed(format!("各单位的 {key} 合计是 0，没有占比")))?;
    let rounded = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize();
    Ok(format!("{rounded}%"))
}

/// How the sum of some units changed since last year, of those of which both are known: `比上年增长12.5%`.
fn compared(units: Vec<Value>, key: String) -> Result<String, Error> {
    let mut changes = Vec::new();
    for unit in &units {
        changes.extend(unit_of(unit)?.change(&key)?);
    }
    if changes.is_empty() {
        return Err(failed(format!("没有一个单位有上年的 {key}")));
    }
    let sum = |amount: fn(&Change) -> Decimal| checked_sum(changes.iter().map(|change| Some(amount(change))));
    let change = sum(Change::now).zip(sum(Change::before)).and_then(|(now, before)| Change::new(now, before));
    change.map(|change| change.phrase()).ok_or_else(|| failed(format!("各单位的 {key} 加起来太大")))
}

/// The units with last year's figures for this year's, as far as they are known.
fn last_year(units: Vec<Value>) -> Result<Vec<Value>, Error> {
    let before = |unit: Value| {
        let UnitObject { figures, form } = unit_of(&unit)?;
        let figures = UnitFigures { cells: figures.before.clone(), before: BTreeMap::new(), ..figures.clone() };
        Ok(Value::from_object(UnitObject { figures, form: form.clone() }))
    };
    units.into_iter().map(before).collect()
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
