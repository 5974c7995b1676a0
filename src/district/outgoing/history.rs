//! What became of each unit's return from run to run: when it came, whether it was corrected, since when nothing has
//! changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::digest::{json_digest, kept_text, sealed_value, unsealed_value};
use crate::district::units::{FindingRecord, History, HistoryState, Shared, Standing, UnitResult};
use crate::error::Result;
use crate::filing::Date;
use crate::output::write_all;

/// What is kept of the runs before.
const NOTE: &str = ".nianbao-history.json";

/// What is kept of a unit.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptReturn {
    /// Digest of all that was read of it; none where nothing is there any more.
    content: Option<String>,
    /// Digests of what it was told.
    told: BTreeSet<String>,
    /// How many findings it stood by.
    accepted: usize,
    /// What is shown of it.
    history: History,
}

/// Adds to every unit what became of its return since the runs before, and keeps that for those to come.
///
/// # Errors
/// When it cannot be kept.
pub(crate) fn history(shared: &Shared, results: &mut [UnitResult], today: Date) -> Result<()> {
    let out = &shared.producer.out;
    let text = kept_text(&out.join(NOTE)).unwrap_or_default();
    let mut kept: BTreeMap<String, KeptReturn> = unsealed_value(&text).unwrap_or_default();
    for unit in results.iter_mut() {
        // What the program did not get through with says nothing of the unit.
        let now = match unit.record.standing() {
            Standing::Open => kept.get(&unit.record.name).cloned(),
            _ => seen(unit, kept.get(&unit.record.name), today),
        };
        unit.record.history = now.as_ref().map(|now| now.history.clone());
        kept.extend(now.map(|now| (unit.record.name.clone(), now)));
    }
    let now = sealed_value(&kept);
    if now == text || kept.is_empty() {
        return Ok(());
    }
    write_all(out, &[(NOTE.to_owned(), now.into_bytes())]).map(|_| ())
}

/// What is to be kept of a unit, by what was kept before; none of one of which nothing has come yet.
fn seen(unit: &UnitResult, before: Option<&KeptReturn>, today: Date) -> Option<KeptReturn> {
    let record = &unit.record;
    let has_come = record.file.is_some() && record.standing() != Standing::Missing;
    let content = has_come.then(|| json_digest(&(&record.file, &unit.read)));
    let told = record.told().into_iter().map(|finding: &FindingRecord| json_digest(&(&finding.code, &finding.message)));
    let (told, accepted) = (told.collect::<BTreeSet<String>>(), record.tally.accepted);
    let today = today.to_string();
    let (state, first) = match (&content, before) {
        (None, None) => return None,
        (None, Some(before)) if before.content.is_none() => (None, before.history.first.clone()),
        (None, Some(before)) => (Some(HistoryState::Gone), before.history.first.clone()),
        (Some(_), None) => (Some(HistoryState::New), today.clone()),
        (Some(_), Some(before)) if before.content.is_none() => (Some(HistoryState::New), today.clone()),
        (Some(_), Some(before)) => {
            let is_better = !before.told.is_empty() && before.told.intersection(&told).next().is_none();
            // What others sent, or the day, may change what a unit is told; that is no return of its own.
            let is_same = content == before.content;
            let state = match () {
                () if told.is_empty() && accepted > before.accepted => Some(HistoryState::Accepted),
                () if is_same => None,
                () if told.is_empty() && is_better => Some(HistoryState::Corrected),
                () => Some(HistoryState::Changed),
            };
            (state, before.history.first.clone())
        }
    };
    let history = match (state, before) {
        // On the day itself the change is what there is to say.
        (None, Some(before)) if before.history.since == today => before.history.clone(),
        (None, Some(before)) if before.history.state == HistoryState::Gone => before.history.clone(),
        (None, Some(before)) => History { state: HistoryState::Unchanged, ..before.history.clone() },
        (state, _) => History { state: state.unwrap_or(HistoryState::New), since: today, first },
    };
    Some(KeptReturn { content, told, accepted, history })
}
