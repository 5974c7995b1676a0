//! Words by which running text tells sums, shares and rates.

use serde::Deserialize;

use super::phrasing::WordPattern;

/// Words by which running text tells how its figures hang together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldWords {
    /// Words right before a number that is made up of those after it.
    pub total: WordPattern,
    /// A number of kinds before a total.
    pub kinds: WordPattern,
    /// Words after a number that divide it into parts.
    pub divides: WordPattern,
    /// Words by which a part of a list is divided itself.
    pub nests: WordPattern,
    /// Words by which parts say that they are all: a last part of all the rest, or how many kinds there are.
    pub whole: WordPattern,
    /// Words of a last part that is all the rest.
    pub rest: WordPattern,
    /// Words right behind a number by which the parts after it are all that there are.
    pub lists: WordPattern,
    /// Words at the beginning of a sentence that divides the number of the one before: 按类型分，….
    pub sorts: WordPattern,
    /// A sum after its parts.
    pub sum: WordPattern,
    /// The same with what was done with them, before a number that nothing is said of.
    pub sum_done: WordPattern,
    /// A sum of what the sentences before tell, at the beginning of its own.
    pub sum_above: WordPattern,
    /// A sum of all the year after what its parts tell.
    pub sum_of_all: WordPattern,
    /// Words before a number by which something changed.
    pub compared: WordPattern,
    /// What stands before a figure of the year before.
    pub year_before: WordPattern,
    /// Words by which one thing is counted several times.
    pub again: WordPattern,
    /// A share told of the number before it.
    pub share: WordPattern,
    /// What a share may be of that is not named: all of them.
    pub of_all: WordPattern,
    /// Shares that are told one after the other.
    pub share_of_each: WordPattern,
    /// A rate told of two numbers before it.
    pub rate: WordPattern,
    /// Words that all of them were done.
    pub all_done: WordPattern,
    /// What is told of each month.
    pub monthly: WordPattern,
}
