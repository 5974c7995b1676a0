//! Which sentence of a change became which.

use similar::{Algorithm, capture_diff_slices, get_diff_ratio};

use super::sentences::SentenceChange;

/// How much alike a sentence and what it became are, at least, and how much less alike any other is.
const LEAST: f32 = 0.6;
const CLEARLY: f32 = 0.1;

/// A sentence that went and one that came in its place, by their numbers in the change.
pub(super) type Pair = (usize, usize);

/// The sentences of a change that clearly became others of it, in order; none where they changed places.
pub(super) fn pairs(change: &SentenceChange) -> Vec<Pair> {
    let letters = |all: &[String]| all.iter().map(|one| one.chars().collect::<Vec<_>>()).collect::<Vec<_>>();
    let (removed, added) = (letters(&change.removed), letters(&change.added));
    let likeness = |one: &Vec<char>| added.iter().map(|other| alike(one, other)).collect::<Vec<_>>();
    let table: Vec<Vec<f32>> = removed.iter().map(likeness).collect();
    let is_clear = |old: usize, new: usize| {
        let most = table[old][new];
        let others = (0..added.len()).filter(|other| *other != new).map(|other| table[old][other]);
        let rivals = (0..removed.len()).filter(|rival| *rival != old).map(|rival| table[rival][new]);
        most >= LEAST && others.chain(rivals).all(|other| other + CLEARLY <= most)
    };
    let of = |old: usize| (0..added.len()).find(|new| is_clear(old, *new)).map(|new| (old, new));
    let pairs: Vec<Pair> = (0..removed.len()).filter_map(of).collect();
    if pairs.is_sorted_by_key(|(_, new)| *new) { pairs } else { Vec::new() }
}

/// How much alike two sentences are, from 0 to 1.
fn alike(one: &[char], other: &[char]) -> f32 {
    get_diff_ratio(&capture_diff_slices(Algorithm::Myers, one, other), one.len(), other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_clear_and_in_order_is_paired() {
        let of = |removed: &[&str], added: &[&str]| {
            let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
            pairs(&SentenceChange { removed: owned(removed), added: owned(added), text: String::new(), follows: None })
        };
        let old = ["全年收到申请4件，均按时答复。", "开展平台建设。"];
        assert_eq!(
            of(&old, &["新的小标题", "全年共收到申请4件，均按时答复。", "开展平台建设和宣传。"]),
            [(0, 1), (1, 2)]
        );
        // Changed places, several alike, and nothing alike.
        assert_eq!(of(&old, &["开展平台建设和宣传。", "全年共收到申请4件，均按时答复。"]), []);
        assert_eq!(of(&["开展培训两次。"], &["开展培训三次。", "开展培训四次。"]), []);
        assert_eq!(of(&["开展培训两次。"], &["修订了制度。", "人手不足。"]), []);
    }
}
