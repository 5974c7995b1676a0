//! Words that checks of what leaks into a report go by.

use std::sync::OnceLock;

use serde::Deserialize;

use super::word_pattern::WordPattern;
use crate::bigrams::WordTable;
use crate::characters::leaving_out;

/// Years other than the one reported on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearWords {
    /// What follows a year at the beginning of a sentence that tells of it.
    pub facts: Vec<String>,
    /// What stands before a year that is over.
    pub past: Vec<String>,
    /// What stands before a last day.
    pub until: Vec<String>,
    /// What follows the agency's name for itself where it says what it will do.
    pub plans: Vec<String>,
    /// Words that say of themselves that something is intended.
    pub intends: Vec<String>,
    /// What stands before a year by which something is to be done.
    #[serde(default)]
    pub aims: Vec<String>,
    /// Words of a sentence that tells of an earlier plan.
    #[serde(default)]
    pub planned_before: Vec<String>,
    /// What follows a year where all that was done in it is counted.
    #[serde(default)]
    pub summed: Vec<String>,
    /// What stands before a year that something is carried over into.
    #[serde(default)]
    pub carried_to: Vec<String>,
    /// What says that it was left over in the year before.
    #[serde(default)]
    pub carried_from: Vec<String>,
    /// What follows a year after the agency's name for itself.
    pub after_own: Vec<String>,
    /// Words before another year that tell of all of this one.
    #[serde(default)]
    pub whole: Vec<String>,
    /// What may stand before a year at the beginning of a sentence.
    #[serde(default)]
    pub led_in: Vec<String>,
    /// Words of a paragraph that tells what will be done.
    #[serde(default)]
    pub planning: Vec<String>,
    /// What in the same paragraph says that another year is meant.
    pub unless: Vec<String>,
    /// What in the same sentence or the next says so.
    pub unless_said: Vec<String>,
    /// What stands between the first and the last day of a period.
    pub between: Vec<String>,
    /// Words that the last day is told after which figures are of.
    pub cut_off: Vec<String>,
    /// Words of a paragraph that tells which period the figures are of.
    pub period: Vec<String>,
    /// What in the same paragraph says that another period is meant.
    pub unless_period: Vec<String>,
    /// What may stand between a year and who speaks of what is intended.
    pub leading: Vec<String>,
    /// What was done, after a year that is not over.
    pub done: Vec<String>,
    /// Words of a sentence that speaks of what will be done.
    pub future: Vec<String>,
    /// Words before a plan that is followed.
    pub follows: Vec<String>,
    /// What was done with a plan of the year.
    pub made: Vec<String>,
    /// Ends of the titles of such plans.
    pub plan_titles: Vec<String>,
    /// What the report is called after its year.
    pub reports: Vec<String>,
    /// Words of a sentence that presents the report.
    #[serde(default)]
    pub presents: Vec<String>,
    /// What the report calls itself.
    pub this_report: Vec<String>,
    /// What is done with a report when it is finished.
    pub published: Vec<String>,
    /// Accounts of a year, which are settled in the next.
    #[serde(default)]
    pub accounts: Vec<String>,
    /// Budgets of a year, which are published in it.
    #[serde(default)]
    pub budgets: Vec<String>,
}

/// A meeting that reports say they follow.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// What it is called.
    pub name: String,
    /// The year in which it was held.
    pub year: i32,
    /// What the next of its kind is called, with all that was held since: a report written after one of the year `until`
    /// names it.
    #[serde(default)]
    pub then: Vec<String>,
    /// The year of that one.
    pub until: Option<i32>,
}

/// What is over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bygone {
    /// Words of it.
    pub name: String,
    /// The last year of which it is told.
    pub year: i32,
}

/// Meetings that reports say they follow.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingWords {
    /// The meetings.
    pub all: Vec<Meeting>,
    /// What is over, and told of some years alone.
    #[serde(default)]
    pub over: Vec<Bygone>,
    /// What a sentence does that follows one.
    pub follows: Vec<String>,
    /// What after its name only tells a time.
    pub since: Vec<String>,
}

/// An agency or a law that is no more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerBody {
    /// What it was called.
    pub name: String,
    /// The year in which that ended.
    pub since: i32,
    /// What there is now in its place.
    pub now: String,
    /// What after the name makes it another word: 农业部门.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Agencies and laws that are no more.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerWords {
    /// The agencies and laws.
    pub all: Vec<FormerBody>,
    /// What stands before a name that is meant as that of former days.
    pub before: Vec<String>,
    /// Words of a sentence that tells of former days.
    pub told: Vec<String>,
}

/// Other agencies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    /// How agencies call themselves.
    pub own: Vec<OwnWord>,
    /// How those who lead them are called.
    #[serde(default)]
    pub bodies: Vec<OwnWord>,
    /// Words with the last character of a place that are none.
    #[serde(default)]
    pub no_places: Vec<String>,
    /// Ends of the names of townships and streets.
    pub levels: Vec<String>,
    /// What only those say whom such an agency reports to.
    #[serde(default)]
    pub superior: Vec<WordPattern>,
    /// What agencies of some level say of all that is below them.
    pub told_of_level: WordPattern,
    /// Who may say so of which level.
    pub levels_told: Vec<LevelTold>,
    /// The web site of a county by which a report is published: a group `place` is its name.
    pub sites: WordPattern,
    /// A hall of a township where it serves people: a group `place` is its name.
    pub halls: WordPattern,
    /// Whose disclosure is to be done well: a group `who` is its name.
    pub told_work: WordPattern,
    /// What a branch says of itself: a group `place` is what tells it from others.
    pub branch_told: WordPattern,
    /// Words of a sentence about agencies below, each with a site of its own.
    pub below: Vec<String>,
    /// What the names of branches have, which are of another place than their name tells.
    pub branches: Vec<String>,
    /// A government's web site that is used, without its name: its level is the group `level`.
    pub level_sites: WordPattern,
    /// The orders of a county's committee or government that are followed, without its name: its level is the group
    /// `level`.
    pub level_orders: WordPattern,
    /// A document of a county: a group `place` is its name.
    pub place_titles: WordPattern,
    /// Words of a sentence that speaks of one's own agency, whatever it is.
    pub selves: Vec<String>,
    /// What stands around the name of who made the report or answers for it.
    pub makers: Vec<Maker>,
    /// What stands before the name of whose report it is.
    pub titled: Vec<String>,
    /// Words of a paragraph that says who made the report or answers for it.
    pub about: Vec<String>,
    /// What follows the name of an agency that tells what it did.
    pub deeds: Vec<String>,
    /// What follows the name of an agency that a sentence speaks of in place of one's own.
    pub acts: Vec<String>,
    /// What may stand before that name.
    pub openings: Vec<String>,
    /// What begins a whole clause that may stand before it.
    pub leads: Vec<String>,
    /// Ends of the titles of rules that an agency has for itself.
    #[serde(default)]
    pub own_rules: Vec<String>,
    /// What such rules are about.
    #[serde(default)]
    pub own_matters: Vec<String>,
    /// Ends of the names of agencies.
    pub endings: Vec<String>,
    /// Words that end as such a name and are none.
    #[serde(default)]
    pub no_agencies: Vec<String>,
    /// Ends of the names of townships and streets, as people call them: only those speak of one another so.
    #[serde(default)]
    pub lowest: Vec<String>,
    /// Ends of the names of governments.
    pub governments: Vec<String>,
    /// Parts of names of whom any agency may name there.
    pub general: Vec<String>,
    /// Words for any agency, or one's own.
    pub anyone: Vec<String>,
    /// Ends of the names of places.
    pub regions: Vec<String>,
    /// Trades.
    pub trades: Vec<Trade>,
    /// What only an agency of that trade says, with `{trade}`.
    pub phrases: Vec<String>,
    /// By what a clause tells of another trade.
    pub realm: RealmWords,
}

/// Words by which a clause is of the work of another trade.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RealmWords {
    /// Words before an agency whose orders are followed.
    pub orders: Vec<String>,
    /// What the names of agencies end with, behind their trade.
    pub bureaus: Vec<String>,
    /// What such an order is about where it is one of how to publish.
    pub subjects: Vec<String>,
    /// What is followed of it.
    pub demands: Vec<String>,
    /// What is done with those who are under it.
    pub directs: Vec<String>,
    /// About what.
    pub tells: Vec<String>,
    /// What is done with what it deals with.
    pub deals: Vec<String>,
    /// Words behind a trade by which all that it deals with is meant.
    pub realms: Vec<String>,
    /// Words of a clause that is of several.
    pub jointly: Vec<String>,
    /// What the names of those hold who deal with several.
    pub wide: Vec<String>,
}

/// How agencies of a kind call themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnWord {
    /// The word.
    pub word: String,
    /// What their names hold, any of it.
    pub names: Vec<String>,
    /// What after it makes it another word.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Ends of the names of places, of which one's own has one where the word is another's; none where any may have.
    #[serde(default)]
    pub places: Vec<String>,
}

impl Other {
    /// The name of an agency without words with the last character of a place that are none.
    pub fn bare_name(&self, name: &str) -> String {
        leaving_out(name, &self.no_places).into_owned()
    }
}

/// A level of which its agencies, and those above, speak as of all that is below them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelTold {
    /// How all of that level is called there.
    pub said: String,
    /// Ends of the names of places of that level and those above it: their agencies may.
    pub names: Vec<String>,
    /// Ends of the names of places whose agencies may not.
    pub places: Vec<String>,
}

impl LevelTold {
    /// Whether an agency whose name without words that are no places this is may not say so.
    pub fn is_of_another(&self, name: &str) -> bool {
        let has = |ends: &[String]| ends.iter().any(|end| name.contains(end.as_str()));
        has(&self.places) && !has(&self.names)
    }
}

/// What stands around a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maker {
    /// Before it.
    pub before: String,
    /// After it.
    pub after: String,
    /// What follows all of it.
    pub then: Vec<String>,
}

/// A trade.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trade {
    /// What it is called.
    pub word: String,
    /// What the names of its agencies hold.
    pub names: Vec<String>,
    /// What the names of others hold who deal with the same.
    #[serde(default)]
    pub kin: Vec<String>,
    /// Who is under its agencies.
    #[serde(default)]
    pub bodies: Vec<String>,
    /// What only its agencies deal with.
    #[serde(default)]
    pub matters: Vec<String>,
}

/// What letters say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterPhrases {
    /// Phrases.
    pub words: Vec<String>,
    /// Words that send the reader to an attachment.
    pub attachments: Vec<String>,
    /// Words that end with one of the phrases and say something else.
    #[serde(default)]
    pub unless: Vec<String>,
    /// How a paragraph begins that lists attachments.
    #[serde(default)]
    pub attachment_lists: Vec<String>,
    /// Ends of the names of recipients.
    pub recipients: Vec<String>,
}

/// Hosts of mail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Hosts where anybody has an account.
    pub private: Vec<String>,
}

/// What templates print where something is to be filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceholderWords {
    /// Marks that are nothing else.
    pub marks: Vec<String>,
    /// What else was not replaced: what is marked is the group `at`.
    #[serde(default)]
    pub patterns: Vec<WordPattern>,
    /// What is said to the one who writes, not to those who read.
    #[serde(default)]
    pub talk: Vec<String>,
    /// Words by which a text in brackets asks to be replaced.
    pub asking: Vec<String>,
    /// Names of columns of a website that have such words.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Beginnings of notes to oneself in brackets.
    pub notes: Vec<String>,
    /// Words of a note to oneself that says who is to fill something in.
    pub orders: Vec<String>,
    /// What such a note ends with.
    pub order_ends: Vec<String>,
    /// Words with which it is for those who read the report.
    pub others: Vec<String>,
    /// Clauses that are such notes.
    pub clauses: Vec<String>,
    /// All words of which a placeholder has one, once they were looked for.
    #[serde(skip)]
    found_by: OnceLock<WordTable>,
}

impl PlaceholderWords {
    /// Whether a text may have a placeholder, those of the patterns aside.
    pub fn may_be_in(&self, text: &str) -> bool {
        let lists = [&self.marks, &self.clauses, &self.notes, &self.order_ends, &self.talk];
        let words = || lists.into_iter().flatten().map(String::as_str).chain(["【", "[", "［", "*"]);
        self.found_by.get_or_init(|| WordTable::of(words())).is_in(text)
    }
}
