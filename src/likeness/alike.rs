//! Units whose prose is another unit's.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Passage;
use super::index::Index;
use super::share::{Cover, Fingerprint, LEAST, Share};
use super::tally::{Marks, Tallies};

/// A passage that another unit has as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// Number of the unit.
    pub unit: usize,
    /// Number of the passage among the unit's.
    pub passage: usize,
    /// Number of the unit that has the largest share of it; of several, the first.
    pub other_unit: usize,
    /// Number of the passage among that unit's.
    pub other_passage: usize,
    /// How much of the passage that one has.
    pub share: Share,
    /// How many units beside these two have as much of it as was asked for.
    pub further: usize,
    /// Whether there may be more of those: parts of the passage are in more reports than are looked at.
    pub at_least: bool,
}

/// For every passage, the passage of another unit in the same section that has the largest share of it, if that is at
/// least so many per cent; in the order of units and passages.
///
/// Time and room grow with the length of all passages together, not with its square.
pub fn alike(passages: &[Vec<Passage>], percent: u8) -> Vec<Alike> {
    let mut sections: BTreeMap<&str, Vec<Held<'_>>> = BTreeMap::new();
    for (unit, passages) in passages.iter().enumerate() {
        for (number, passage) in passages.iter().enumerate() {
            let held = Held { unit, number, text: &passage.text };
            sections.entry(&passage.section).or_default().push(held);
        }
    }
    let mut found: Vec<Alike> = sections.values().flat_map(|held| Section::new(held).all(percent.max(1))).collect();
    found.sort_by_key(|alike| (alike.unit, alike.passage));
    found
}

/// A passage by its place among all.
#[derive(Clone, Copy)]
struct Held<'a> {
    unit: usize,
    number: usize,
    text: &'a str,
}

/// All passages of one section, in the order of the roster.
struct Section<'a> {
    held: &'a [Held<'a>],
    /// How long each is, as far as it is compared.
    lengths: Vec<usize>,
    index: Index,
}

impl<'a> Section<'a> {
    /// Makes the index.
    fn new(held: &'a [Held<'a>]) -> Self {
        let prints: Vec<Fingerprint> = held.iter().map(|held| Fingerprint::new(held.text)).collect();
        Self { held, lengths: prints.iter().map(|print| print.length).collect(), index: Index::new(prints) }
    }

    /// What is found for every passage that is long enough to say anything.
    fn all(&self, percent: u8) -> Vec<Alike> {
        let mut tallies = Tallies::new(self.held.len());
        let mut marks = Marks::new(self.index.len());
        let one = |number| {
            tallies.clear();
            self.tally(number, &mut tallies);
            self.one(number, &tallies, &mut marks, percent)
        };
        (0..self.held.len()).filter(|number| self.lengths[*number] >= LEAST).filter_map(one).collect()
    }

    /// Adds what of a passage other units' passages have.
    fn tally(&self, number: usize, tallies: &mut Tallies) {
        let unit = self.held[number].unit;
        for (start, run) in self.index.passages[number].iter().enumerate() {
            let (holders, is_crowded) = self.index.holders(*run);
            if is_crowded {
                tallies.crowded.add(start);
            }
            let others = holders.iter().map(|other| *other as usize).filter(|other| self.held[*other].unit != unit);
            others.for_each(|other| tallies.add(other, start, is_crowded));
        }
    }

    /// How much of a passage is in another, compared in full.
    fn compare(&self, number: usize, other: usize, marks: &mut Marks) -> usize {
        marks.set(&self.index.passages[other]);
        let runs = self.index.passages[number].iter().enumerate();
        Cover::of(runs.filter(|(_, run)| marks.has(**run)).map(|(start, _)| start))
    }

    /// What is found for one passage.
    fn one(&self, number: usize, tallies: &Tallies, marks: &mut Marks, percent: u8) -> Option<Alike> {
        let own = self.held[number];
        let share = |found: usize| Share { found, of: self.lengths[number] };
        let crowded = tallies.crowded.characters;
        let known = tallies.others.iter().map(|other| (*other, share(tallies.by_passage[*other].all.characters)));
        let mut shares: BTreeMap<usize, Share> = known.collect();
        // Where some holders were not looked at, the likeliest are compared in full.
        let whole = if crowded > 0 { tallies.likeliest() } else { BTreeSet::new() };
        for other in &whole {
            shares.insert(*other, share(self.compare(number, *other, marks)));
        }
        let (best, most) = shares.iter().rev().max_by_key(|(_, share)| share.found)?;
        if !most.reaches(percent) {
            return None;
        }
        let other = self.held[*best];
        let reaching = shares.iter().filter(|(_, share)| share.reaches(percent));
        let units: BTreeSet<usize> = reaching.map(|(other, _)| self.held[*other].unit).collect();
        // More of a passage than its rare runs and all crowded ones no other has.
        let might = |rare: usize| share(rare + crowded).reaches(percent);
        let unsure = |other: &usize| {
            !whole.contains(other)
                && !units.contains(&self.held[*other].unit)
                && might(tallies.by_passage[*other].rare.characters)
        };
        let all_others = self.held.iter().filter(|held| held.unit != own.unit).count();
        Some(Alike {
            unit: own.unit,
            passage: own.number,
            other_unit: other.unit,
            other_passage: other.number,
            share: *most,
            further: units.len() - 1,
            at_least: crowded > 0 && (all_others > shares.len() && might(0) || tallies.others.iter().any(unsure)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::samples::{OTHER, TEXT};

    /// The overview of a unit.
    fn unit(text: impl Into<String>) -> Vec<Passage> {
        let [section, title, place] = ["overview", "总体情况", "甲.toml:1"].map(str::to_owned);
        vec![Passage { section, title, place, text: text.into() }]
    }

    /// Who is found for whom, with whole per cent and the number of further units.
    fn found(units: &[Vec<Passage>], percent: u8) -> Vec<(usize, usize, u8, usize)> {
        let found = alike(units, percent);
        assert_eq!(found, alike(units, percent));
        found.iter().map(|a| (a.unit, a.other_unit, a.share.percent(), a.further)).collect()
    }

    /// A text that is like no other with another number.
    fn own(number: u32) -> String {
        let letter = |at: u32| char::from_u32(0x4e00 + number.wrapping_mul(7919).wrapping_add(at * at * 31) % 20_000);
        (0..400).filter_map(letter).collect()
    }

    #[test]
    fn both_of_two_copies_are_told_and_of_several_the_first() {
        let renamed = TEXT.replace("教育局", "财政局").replace("38", "41");
        let copies = [unit(OTHER), unit(TEXT), unit(&renamed)];
        assert_eq!(found(&copies, 80), [(1, 2, 94, 0), (2, 1, 94, 0)]);
        let copies = [unit(OTHER), unit(TEXT), unit(TEXT), unit(TEXT), unit(TEXT)];
        assert_eq!(found(&copies, 80), [(1, 2, 100, 2), (2, 1, 100, 2), (3, 1, 100, 2), (4, 1, 100, 2)]);
        assert!(alike(&copies, 80).iter().all(|alike| !alike.at_least));
    }

    #[test]
    fn a_part_is_in_the_whole_but_not_the_whole_in_the_part() {
        let units = [unit(format!("{TEXT}{OTHER}")), unit(TEXT)];
        assert_eq!(found(&units, 80), [(1, 0, 100, 0)]);
        assert_eq!(found(&units, 30).len(), 2);
    }

    #[test]
    fn only_the_same_section_of_another_unit_counts() {
        let mut other = unit(TEXT);
        other[0].section = "problems".to_owned();
        assert_eq!(found(&[unit(TEXT), other], 80), []);
        let twice = [unit(TEXT), unit(TEXT)].concat();
        assert_eq!(found(&[twice, unit(OTHER)], 80), []);
        assert_eq!(found(&[unit("政府信息公开工作"), unit("政府信息公开工作")], 1), []);
        assert_eq!(found(&[Vec::new(), unit(TEXT)], 80), []);
    }

    #[test]
    fn what_is_one_for_all_is_told_of_all() {
        let units: Vec<_> = (0..600).map(|_| unit(TEXT)).collect();
        let found = alike(&units, 80);
        assert_eq!(found.len(), 600);
        assert!(found.iter().all(|alike| alike.share.percent() == 100 && alike.at_least && alike.further >= 60));
        assert!(found[1..].iter().all(|alike| alike.other_unit == 0) && found[0].other_unit == 1);
    }

    #[test]
    fn copies_are_found_beneath_what_all_have() {
        // All begin with the same words; only the last two are alike in the rest.
        let mut units: Vec<_> = (0..300).map(|number| unit(format!("{TEXT}{TEXT}{}", own(number)))).collect();
        units.push(unit(format!("{TEXT}{TEXT}{}", own(299))));
        assert_eq!(found(&units, 95), [(299, 300, 100, 0), (300, 299, 100, 0)]);
        assert!(alike(&units, 95).iter().all(|alike| !alike.at_least));
        assert_eq!(alike(&units, 30).len(), 301);
    }
}
