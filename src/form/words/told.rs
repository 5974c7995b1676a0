//! Words by which running text tells sums, shares, rates and changes.

use serde::Deserialize;

use super::word_pattern::WordPattern;
use crate::characters::Characters;

/// Two kinds of things that some words call together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeUp {
    /// How many of each there are: groups `one` and `other`.
    pub parts: WordPattern,
    /// How many there are in all: a group `all`.
    pub whole: WordPattern,
}

/// Words by which running text tells how its figures hang together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldWords {
    /// What a share may be said to be of, and what is said of the number that this is.
    #[serde(default)]
    pub share_bases: Vec<ShareBase>,
    /// What says that a number was not done and carried over into the next year.
    #[serde(default = "WordPattern::never")]
    pub carried_out: WordPattern,
    /// What a text denies and tells all the same.
    pub denied: DeniedWords,
    /// Words right before a number that is made up of those after it.
    pub total: WordPattern,
    /// Words before a number by which it may be that of all that follows, with nothing between that says so.
    pub counts_all: WordPattern,
    /// A number of kinds before a total.
    pub kinds: WordPattern,
    /// Words after a number that divide it into parts.
    pub divides: WordPattern,
    /// Words by which a part of a list is divided itself.
    pub nests: WordPattern,
    /// Words by which parts say that they are all: a last part of all the rest, or how many kinds there are.
    pub whole: WordPattern,
    /// Words by which two parts say that they are all.
    pub halves: WordPattern,
    /// The names of two parts by which they are all.
    pub pairs: WordPattern,
    /// Words of a last part that is all the rest.
    pub rest: WordPattern,
    /// What the next sentence begins with where it tells what is left.
    #[serde(default = "WordPattern::never")]
    pub left: WordPattern,
    /// The same where it says so by itself, of two parts too.
    pub remaining: WordPattern,
    /// What begins the clause of what was done with all of them, and is none of the parts that they are made up of.
    pub handled: WordPattern,
    /// Words right behind a number by which the parts after it are all that there are.
    pub lists: WordPattern,
    /// The same where it is said that each of them is told.
    pub spells_out: WordPattern,
    /// Words before the parts of a number that the sentences before tell: 在公开的信息中，…; 办理结果如下：….
    pub divides_above: WordPattern,
    /// A number that is told roughly, or a part of it: `more` where there are some more.
    pub rough: WordPattern,
    /// Words at the beginning of a sentence that divides the number of the one before: 按类型分，….
    pub sorts: WordPattern,
    /// Characters of which one is in the clause of every sum that is told after its parts.
    pub sum_marks: String,
    /// A sum after its parts.
    pub sum: WordPattern,
    /// The same with what was done with them, before a number that nothing is said of.
    pub sum_done: WordPattern,
    /// A sum of what the sentences before tell, at the beginning of its own.
    pub sum_above: WordPattern,
    /// A sum of all the year after what its parts tell.
    pub sum_of_all: WordPattern,
    /// A sum right behind two parts that are joined.
    pub sum_joined: WordPattern,
    /// The same of several kinds of things that are listed, before a number of things.
    pub sum_entities: WordPattern,
    /// Words between what is told of the parts of something and of all of it.
    pub sums_rows: WordPattern,
    /// Counters of what may be among several parts.
    pub recurs: WordPattern,
    /// Several `names`, and their `numbers` in the same order.
    pub respectively: WordPattern,
    /// Words by a number of what is left.
    pub remains: WordPattern,
    /// Words of a sentence that tells of what was carried over, too.
    pub carries: WordPattern,
    /// Words by a number of what was done.
    pub done: WordPattern,
    /// Words before a number of what was found.
    pub found: WordPattern,
    /// Words before a number of what was done of that.
    pub mended: WordPattern,
    /// Words before a number by which something changed, or that it is an average.
    pub compared: WordPattern,
    /// What stands before a figure of the year before.
    pub year_before: WordPattern,
    /// Words by which one thing is counted several times.
    pub again: WordPattern,
    /// A share told of the number before it.
    pub share: WordPattern,
    /// What a share may be of that is not named: all of them.
    pub of_all: WordPattern,
    /// What others have shares of besides those that are told.
    pub of_much: WordPattern,
    /// Shares that are told one after the other.
    pub share_of_each: WordPattern,
    /// A rate told of two numbers before it.
    pub rate: WordPattern,
    /// Words about rates.
    pub rates: RateWords,
    /// Words that all of them were done.
    pub all_done: WordPattern,
    /// What is told of each time.
    pub average: WordPattern,
    /// Counters of times.
    pub occasions: WordPattern,
    /// Counters of people, which count alike.
    pub people: WordPattern,
    /// Counters of pieces of information, which are parts of one another.
    pub pieces: WordPattern,
    /// Counters of things that are published, which may be told of one another.
    pub items: WordPattern,
    /// Words in a clause by which its number is told beside those before, and is no part.
    pub beside: WordPattern,
    /// Words in a clause behind a semicolon by which it tells of something else than a part of the number before.
    pub apart: WordPattern,
    /// Kinds of things of which a text tells how many there are, and how many in all.
    #[serde(default)]
    pub made_up: Vec<MadeUp>,
    /// What says that a number counts what is below the things that another one counts.
    pub below: WordPattern,
    /// A clause between a number and its share that says of what kind all of them are, with its marks.
    pub aside: WordPattern,
    /// What a share of two numbers together is told with.
    pub of_two: WordPattern,
    /// What one of several is told with.
    pub together: WordPattern,
    /// What says that some parts have things in common.
    pub overlaps: WordPattern,
    /// What there was at the end of last year, what came to it and what went, and what there is.
    pub stock: WordPattern,
    /// How often something was done in all the year, and in each part of it.
    pub often: WordPattern,
    /// The same the other way round: how often, then in all the year.
    pub seldom: WordPattern,
    /// So many a week, and in all the year.
    pub weekly: WordPattern,
    /// Words before that by which it was done in a part of the year.
    pub later: WordPattern,
    /// So many of each `occasion`, and in all.
    pub multiplied: WordPattern,
    /// What share `part` is of `whole`, both told beside it.
    pub share_of_told: WordPattern,
    /// What begins each of several ways to sort the same.
    pub sorted: WordPattern,
    /// What one of them may have beside another.
    pub attributes: WordPattern,
    /// What stands before a number that several have each.
    pub of_each: WordPattern,
    /// What is told of each month.
    pub monthly: WordPattern,
    /// Changes against the year before.
    pub change: ChangeWords,
}

/// Words about rates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateWords {
    /// Words of what was received, of which a rate is.
    pub received: WordPattern,
    /// Words before a number of what was done of that.
    pub completed: WordPattern,
    /// Words before a rate by which it is that of what was due.
    pub due: WordPattern,
    /// Words that all that was due was done.
    pub when: WordPattern,
    /// What rates of all that was done are called by.
    pub done: WordPattern,
    /// What is done with all of what was found, or not with all of it: no part of it is due later.
    pub mended: WordPattern,
    /// Words of a sentence by which a rate of all is that of less than was received.
    pub partly: WordPattern,
    /// Words of a number of those that were dealt with otherwise.
    pub elsewhere: WordPattern,
}

/// Words by which running text tells changes against the year before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeWords {
    /// Characters of which one is in every sentence that tells of a change.
    pub marks: Characters,
    /// A change: the figure `before`, the `way` it went, by what `number` of what `unit`; `way2` and `number2` tell it
    /// again in percent.
    pub changed: WordPattern,
    /// A change behind what the figure was `before`, with nothing that says that the two are compared.
    pub changed_from: WordPattern,
    /// A change behind figures of both years, with nothing that says that the two are compared.
    pub changed_between: WordPattern,
    /// A change `from` one number `to` another, the `way` it went, and by what `number` of what `unit`.
    pub from_to: WordPattern,
    /// A change `from` one percentage `to` another, by what `number` of points.
    pub points: WordPattern,
    /// The same, with a percentage where points are meant.
    pub points_as_percent: WordPattern,
    /// What may stand in a clause before a change that is one of the number of the clause before.
    pub still: WordPattern,
    /// Words by which a figure falls.
    pub falls: Vec<String>,
    /// Words for the year before.
    pub years_before: Vec<String>,
    /// Words by a figure that was carried over from the year before.
    pub carried: Vec<String>,
}

impl ChangeWords {
    /// Whether a word says that a figure falls.
    pub fn falls(&self, way: &str) -> bool {
        self.falls.iter().any(|word| word == way)
    }
}

/// What a share may be said to be of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareBase {
    /// How the share says so.
    pub of: WordPattern,
    /// What the clause of the number says.
    pub says: WordPattern,
}

/// What a text denies and tells all the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeniedWords {
    /// That something was not done: a group `what` is what.
    pub denies: WordPattern,
    /// Words around it by which it is not denied of all the year or all the agency, or was done elsewhere.
    pub unless: WordPattern,
    /// What may stand between what was done and how often.
    pub between: WordPattern,
    /// What is denied in one way and told in another.
    pub opposites: Vec<Opposite>,
}

/// What is denied in one way and told in another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opposite {
    /// How it is denied.
    pub denies: WordPattern,
    /// How it is told.
    pub tells: WordPattern,
}
