//! Units whose prose is another unit's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::share::{Cover, Fingerprint, Share};

/// The key of a section, and its prose.
pub type SectionText<'a> = (&'a str, &'a str);

/// A passage that another unit has as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
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
}

/// For every passage, the passage of another unit in the same section that has the largest share of it, if that is at
/// least so many per cent; in the order of units and passages.
///
/// Time and room grow with the length of all passages together; only what many have takes time by how many have it.
pub fn overlaps(units: &[Vec<SectionText<'_>>], percent: u8) -> Vec<Overlap> {
    let mut sections: BTreeMap<&str, Vec<(usize, usize, &str)>> = BTreeMap::new();
    for (unit, passages) in units.iter().enumerate() {
        for (number, (section, text)) in passages.iter().enumerate() {
            sections.entry(section).or_default().push((unit, number, text));
        }
    }
    // A section at a time: the fingerprints of all passages take more room than the passages.
    let of_section = |passages: &Vec<(usize, usize, &str)>| {
        let candidate = |(unit, number, text): &(usize, usize, &str)| Candidate {
            unit: *unit,
            number: *number,
            print: Fingerprint::new(text),
        };
        overlaps_in(&passages.iter().map(candidate).collect::<Vec<_>>(), percent.max(1))
    };
    let mut found: Vec<Overlap> = sections.values().flat_map(of_section).collect();
    found.sort_by_key(|overlap| (overlap.unit, overlap.passage));
    found
}

/// A passage with its fingerprint.
struct Candidate {
    /// Number of its unit.
    unit: usize,
    /// Its number among the unit's.
    number: usize,
    /// What it is compared by.
    print: Fingerprint,
}

/// For the hash of each run that several passages have, which have it.
type Holders = HashMap<u64, Vec<u32>>;

/// What is found in one section, whose passages stand in the order of the roster.
fn overlaps_in(section: &[Candidate], percent: u8) -> Vec<Overlap> {
    let holders = holders(section);
    let long = section.iter().filter(|passage| passage.print.says_something());
    long.filter_map(|passage| largest_overlap(passage, section, &holders, percent)).collect()
}

/// Parts in which runs are looked at, by their hashes, so that those of a thousand reports never stand side by side.
const PARTS: u64 = 16;

/// Which passages have which runs.
fn holders(section: &[Candidate]) -> Holders {
    let mut holders = Holders::new();
    for part in 0..PARTS {
        let of_passage = |(number, passage): (u32, &'_ Candidate)| {
            let runs = passage.print.shingles.iter().copied().filter(move |run| run % PARTS == part);
            runs.map(move |run| (run, number)).collect::<Vec<_>>()
        };
        let mut runs: Vec<(u64, u32)> = (0..).zip(section).flat_map(of_passage).collect();
        runs.sort_unstable();
        runs.dedup();
        let shared = runs.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
        holders.extend(shared.map(|same| (same[0].0, same.iter().map(|(_, number)| *number).collect())));
    }
    holders
}

/// What is found for one passage.
fn largest_overlap(own: &Candidate, section: &[Candidate], holders: &Holders, percent: u8) -> Option<Overlap> {
    let mut covers = vec![Cover::default(); section.len()];
    let mut start = 0;
    // Neighbouring runs mostly stand in the same passages.
    for runs in own.print.shingles.chunk_by(|a, b| holders.get(a) == holders.get(b)) {
        let others = holders.get(&runs[0]).into_iter().flatten();
        others.for_each(|other| covers[*other as usize].add(start, runs.len()));
        start += runs.len();
    }
    let shares = covers.iter().map(|cover| Share { found: cover.characters, of: own.print.length });
    let others = section.iter().zip(shares).filter(|(other, _)| other.unit != own.unit);
    let reaching: Vec<(&Candidate, Share)> = others.filter(|(_, share)| share.reaches(percent)).collect();
    // Of equals the first on the roster.
    let (other, share) = reaching.iter().rev().max_by_key(|(_, share)| share.found)?;
    let units: BTreeSet<usize> = reaching.iter().map(|(other, _)| other.unit).collect();
    Some(Overlap {
        unit: own.unit,
        passage: own.number,
        other_unit: other.unit,
        other_passage: other.number,
        share: *share,
        further: units.len() - 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::samples::{OTHER, TEXT};

    /// The overview of a unit.
    fn unit(text: &str) -> Vec<SectionText<'_>> {
        vec![("overview", text)]
    }

    /// Who is found for whom, with whole per cent and the number of further units.
    fn found(units: &[Vec<SectionText<'_>>], percent: u8) -> Vec<(usize, usize, u8, usize)> {
        let found = overlaps(units, percent);
        assert_eq!(found, overlaps(units, percent));
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
    }

    #[test]
    fn a_part_is_in_the_whole_but_not_the_whole_in_the_part() {
        let both = format!("{TEXT}{OTHER}");
        let units = [unit(&both), unit(TEXT)];
        assert_eq!(found(&units, 80), [(1, 0, 100, 0)]);
        assert_eq!(found(&units, 30).len(), 2);
    }

    #[test]
    fn only_the_same_section_of_another_unit_counts() {
        assert_eq!(found(&[unit(TEXT), vec![("problems", TEXT)]], 80), []);
        let twice = [unit(TEXT), unit(TEXT)].concat();
        assert_eq!(found(&[twice, unit(OTHER)], 80), []);
        assert_eq!(found(&[unit("政府信息公开工作"), unit("政府信息公开工作")], 1), []);
        assert_eq!(found(&[Vec::new(), unit(TEXT)], 80), []);
    }

    #[test]
    fn what_is_one_for_all_is_told_of_all() {
        let units: Vec<_> = (0..600).map(|_| unit(TEXT)).collect();
        let found = overlaps(&units, 80);
        assert_eq!(found.len(), 600);
        assert!(found.iter().all(|overlap| overlap.share.percent() == 100 && overlap.further == 598));
        assert!(found[1..].iter().all(|overlap| overlap.other_unit == 0) && found[0].other_unit == 1);
    }

    #[test]
    fn copies_are_found_beneath_what_all_have() {
        // All begin with the same words; only the last two are alike in the rest.
        let texts: Vec<String> = (0..300).chain([299]).map(|number| format!("{TEXT}{TEXT}{}", own(number))).collect();
        let units: Vec<_> = texts.iter().map(|text| unit(text)).collect();
        assert_eq!(found(&units, 95), [(299, 300, 100, 0), (300, 299, 100, 0)]);
        assert_eq!(overlaps(&units, 30).len(), 301);
    }
}
