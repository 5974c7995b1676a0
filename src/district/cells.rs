//! The figures of one unit by key, packed: a run keeps those of every unit until its end.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::figures::Figures;

/// Figures by the key of their cell, as they are written in an input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    /// Keys and figures one after the other, in the order of the keys.
    text: Box<str>,
    /// Where each key and its figure end.
    ends: Box<[(usize, usize)]>,
}

impl Cells {
    /// The figures of a report, those that are not printed as well: sums take them in.
    pub fn of(figures: &Figures) -> Self {
        let form = &figures.form;
        form.ids().map(|id| (form.cell(id).key.clone(), figures.get(id).entry.spelled())).collect()
    }

    /// The figure of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            let (known, figure) = self.pair(middle)?;
            match known.cmp(key) {
                Ordering::Equal => return Some(figure),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Keys and figures in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..self.ends.len()).filter_map(|place| self.pair(place))
    }

    /// The key and the figure at a place.
    fn pair(&self, place: usize) -> Option<(&str, &str)> {
        let (key, figure) = *self.ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before].1);
        Some((self.text.get(start..key)?, self.text.get(key..figure)?))
    }
}

impl FromIterator<(String, String)> for Cells {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let sorted: BTreeMap<String, String> = pairs.into_iter().collect();
        let (mut text, mut ends) = (String::new(), Vec::new());
        for (key, figure) in &sorted {
            text.push_str(key);
            let key = text.len();
            text.push_str(figure);
            ends.push((key, text.len()));
        }
        Self { text: text.into(), ends: ends.into() }
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(BTreeMap::<String, String>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_key_and_survive_json() {
        let pairs = [("b.x", "2（其中1）"), ("a", ""), ("b", "\n\t?"), ("c", "43.78")];
        let cells: Cells = pairs.iter().map(|(key, figure)| ((*key).to_owned(), (*figure).to_owned())).collect();
        for (key, figure) in pairs {
            assert_eq!(cells.get(key), Some(figure));
        }
        assert!(cells.get("").is_none() && cells.get("b.").is_none() && cells.get("d").is_none());
        assert_eq!(Cells::default().get("a"), None);
        let json = serde_json::to_string(&cells).unwrap();
        assert!(json.starts_with("{\"a\":\"\",\"b\":"), "{json}");
        assert_eq!(serde_json::from_str::<Cells>(&json).unwrap(), cells);
    }
}
