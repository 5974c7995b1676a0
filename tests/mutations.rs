//! A single wrong figure never passes: every given cell of tables 三 and 四 takes part in a sum or an identity.

use nianbao::filing::{Entry, Value};
use nianbao::form::CellId;
use rust_decimal::Decimal;

use crate::support::built::{EXAMPLES, path};
use crate::support::engine;

/// The rules that hold sums and identities.
const RULES: [&str; 3] = ["SUM001", "SUM002", "BAL001"];

/// A figure that is one more than another.
fn one_more(entry: &Entry) -> Entry {
    let number = entry.value.addend().expect("a given figure should be known") + Decimal::ONE;
    Entry { value: Value::Number(number), shown: number.to_string(), note: entry.note.clone() }
}

#[test]
fn every_single_wrong_figure_is_found() {
    let mut missed = Vec::new();
    let mut changed = 0;
    for example in EXAMPLES {
        let mut input = engine().read(&path(example), None).unwrap_or_else(|error| panic!("{example}: {error}"));
        let form = input.filing.form.clone();
        let key = |id: &CellId| form.cell(*id).key.clone();
        let checked = |id: &CellId| key(id).starts_with("applications.") || key(id).starts_with("disputes.");
        let ids: Vec<CellId> = input.filing.cells.keys().filter(|id| checked(id)).copied().collect();
        for id in ids {
            let right = input.filing.cells[&id].value.clone();
            input.filing.cells.get_mut(&id).expect("the cell").value = one_more(&right);
            let examined = engine().examine(&input).unwrap_or_else(|error| panic!("{example}: {error}"));
            let found = examined.findings.iter().any(|finding| {
                RULES.contains(&finding.rule.code) && finding.blocks() && finding.keys.contains(&key(&id))
            });
            if !found {
                missed.push(format!("{example}: {}", key(&id)));
            }
            input.filing.cells.get_mut(&id).expect("the cell").value = right;
            changed += 1;
        }
        let examined = engine().examine(&input).unwrap_or_else(|error| panic!("{example}: {error}"));
        let alarms = examined.findings.iter().filter(|finding| RULES.contains(&finding.rule.code));
        let alarms: Vec<&str> = alarms.map(|finding| finding.message.as_str()).collect();
        assert!(alarms.is_empty(), "{example}: the published figures add up, yet: {alarms:?}");
    }
    assert!(changed > 800, "only {changed} cells were changed");
    assert!(missed.is_empty(), "{} of {changed} wrong figures pass: {missed:?}", missed.len());
}
