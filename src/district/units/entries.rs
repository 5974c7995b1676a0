//! The figures of one unit by key. A run keeps those of every unit until its end, so keys and plain numbers, most of
//! which are 0, are kept once for all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize, Serializer};

use crate::figures::Figures;
use crate::filing::{Entry, Value};

/// Figures by the key of their cell.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "BTreeMap<String, Entry>")]
pub struct Entries(Box<[(Arc<str>, Arc<Entry>)]>);

/// What all units share.
static POOL: Mutex<Pool> = Mutex::new(Pool { keys: BTreeSet::new(), numbers: BTreeMap::new() });

/// Keys and plain numbers that have been seen.
struct Pool {
    /// Keys of cells.
    keys: BTreeSet<Arc<str>>,
    /// Numbers without a note by the way they are printed, which says all of them.
    numbers: BTreeMap<String, Arc<Entry>>,
}

impl Pool {
    /// A key, kept once.
    fn key(&mut self, key: &str) -> Arc<str> {
        if let Some(known) = self.keys.get(key) {
            return known.clone();
        }
        let key: Arc<str> = key.into();
        self.keys.insert(key.clone());
        key
    }

    /// An entry; a plain number is kept once.
    fn entry(&mut self, entry: Entry) -> Arc<Entry> {
        let is_plain = matches!(entry.value, Value::Number(number) if number.to_string() == entry.shown);
        if !is_plain || entry.note.is_some() {
            return Arc::new(entry);
        }
        if let Some(known) = self.numbers.get(&entry.shown) {
            return known.clone();
        }
        let shown = entry.shown.clone();
        self.numbers.entry(shown).or_insert(Arc::new(entry)).clone()
    }
}

impl Entries {
    /// The figures of a report, also those that are not printed, which sums take in.
    pub(crate) fn of(figures: &Figures) -> Self {
        let form = &figures.form;
        form.ids().map(|id| (form.cell(id).key.as_str(), figures.get(id).entry.clone())).collect()
    }

    /// The figure of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        let place = self.0.binary_search_by(|(known, _)| (**known).cmp(key)).ok()?;
        Some(&*self.0[place].1)
    }

    /// Keys and figures, in the order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.0.iter().map(|(key, entry)| (&**key, &**entry))
    }
}

impl<K: AsRef<str>> FromIterator<(K, Entry)> for Entries {
    fn from_iter<I: IntoIterator<Item = (K, Entry)>>(entries: I) -> Self {
        let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = entries.into_iter().map(|(key, entry)| (pool.key(key.as_ref()), pool.entry(entry)));
        // In the order of the keys, each once.
        Self(entries.collect::<BTreeMap<_, _>>().into_iter().collect())
    }
}

impl From<BTreeMap<String, Entry>> for Entries {
    fn from(entries: BTreeMap<String, Entry>) -> Self {
        entries.into_iter().collect()
    }
}

impl Serialize for Entries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Kind;

    #[test]
    fn figures_are_found_by_key_and_survive_json() {
        let spelled = [("b.x", "2（其中1）"), ("a", ""), ("b", "?"), ("c", "43.780"), ("d", "43.78"), ("e", "减 5")];
        let kinds = [Kind::Count, Kind::Count, Kind::Count, Kind::Wan, Kind::Wan, Kind::Change];
        let given = || spelled.iter().zip(kinds).map(|((key, text), kind)| (*key, Entry::parse(text, kind).0));
        let entries: Entries = given().collect();
        for (key, entry) in given() {
            assert_eq!(entries.get(key), Some(&entry));
        }
        assert_eq!((entries.get("b."), Entries::default().get("a")), (None, None));
        let json = serde_json::to_string(&entries).unwrap();
        let again: Entries = serde_json::from_str(&json).unwrap();
        assert_eq!((serde_json::to_string(&again).unwrap(), &again), (json, &entries));
        let spelled: Vec<String> = again.iter().map(|(_, entry)| entry.spelled()).collect();
        assert_eq!(spelled, ["", "?", "2（其中1）", "43.780", "43.78", "减 5"]);
    }
}
