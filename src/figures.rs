//! The figures of a report, completed: totals and 结转下年度 from their parts, openings and changes from last year.
//!
//! A given figure is kept, never overwritten; whether it is right is for the rules to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::filing::{Entry, Filing, Value};
use crate::form::{CellId, Form};
use crate::source::Span;

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Provenance {
    /// The agency wrote it there.
    Given(Span),
    /// It follows from other figures of the year.
    Computed,
    /// It follows from last year's report.
    Prior,
    /// Nobody knows it.
    Missing,
}

/// One cell with its value.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What it says.
    pub entry: Entry,
    /// Where that comes from.
    pub from: Provenance,
}

impl Figure {
    /// Where it was written, if it was.
    pub fn at(&self) -> Option<&Span> {
        match &self.from {
            Provenance::Given(at) => Some(at),
            Provenance::Computed | Provenance::Prior | Provenance::Missing => None,
        }
    }

    /// What it adds to a sum; none when it is not known.
    pub fn addend(&self) -> Option<Decimal> {
        self.entry.value.addend()
    }
}

/// A figure compared with last year's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    before: Decimal,
    number: Decimal,
}

impl Change {
    /// Compares this year's figure with last year's; none when the difference is too large to be kept exactly.
    pub fn new(now: Decimal, before: Decimal) -> Option<Self> {
        Some(Self { before, number: now.checked_sub(before)? })
    }

    /// Last year's figure.
    pub fn before(&self) -> Decimal {
        self.before
    }

    /// By how much it rose; negative when it fell.
    pub fn number(&self) -> Decimal {
        self.number
    }

    /// The change in percent of last year's figure; none when that is not above zero, or this year's is below: nothing
    /// falls by more than all of it.
    ///
    /// It is rounded to one place, or to as many as it takes to differ from no change and from a fall to nothing.
    pub fn percent(&self) -> Option<Decimal> {
        let is_of_before = self.before > Decimal::ZERO && self.now() >= Decimal::ZERO;
        let of_before = self.number.checked_mul(Decimal::ONE_HUNDRED).filter(|_| is_of_before)?;
        let exact = of_before.checked_div(self.before).filter(|exact| exact.is_zero() == self.number.is_zero())?;
        let says_too_much = |rounded: &Decimal| {
            let all_or_nothing = rounded.is_zero() || *rounded == -Decimal::ONE_HUNDRED;
            all_or_nothing && *rounded != exact
        };
        let round = |places| exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize();
        (1..=Decimal::MAX_SCALE).map(round).find(|rounded| !says_too_much(rounded))
    }

    /// The change in words, as they stand after 比上年: 增长12.5%, 下降8%, 持平; 增加4, 减少4 where there is no percentage.
    pub fn words(&self) -> String {
        let fell = self.number.is_sign_negative();
        match self.percent() {
            _ if self.number.is_zero() => "持平".to_owned(),
            Some(percent) => format!("{}{}%", if fell { "下降" } else { "增长" }, percent.abs()),
            None => format!("{}{}", if fell { "减少" } else { "增加" }, self.number.abs().normalize()),
        }
    }

    /// The change as a whole phrase: 比上年增长12.5%, 与上年持平, 上年为零，今年为3.
    pub fn phrase(&self) -> String {
        let now = self.now().normalize();
        match () {
            () if self.number.is_zero() => "与上年持平".to_owned(),
            () if self.before.is_zero() => format!("上年为零，今年为{now}"),
            () => format!("比上年{}", self.words()),
        }
    }

    /// The change as a table tells it: 增长12.5%, 由零增至3, 由3降至零, 持平, 均为零.
    pub fn told(&self) -> String {
        let now = self.now().normalize();
        match () {
            () if self.number.is_zero() && self.before.is_zero() => "均为零".to_owned(),
            () if self.before.is_zero() && now > Decimal::ZERO => format!("由零增至{now}"),
            () if self.before.is_zero() => format!("由零减至{now}"),
            () if now.is_zero() && self.before > Decimal::ZERO => format!("由{}降至零", self.before.normalize()),
            () if now.is_zero() => format!("由{}增至零", self.before.normalize()),
            () => self.words(),
        }
    }

    /// This year's figure.
    pub fn now(&self) -> Decimal {
        self.before.checked_add(self.number).unwrap_or(self.number)
    }

    /// The change as a number with its sign: +12, -3, 0.
    pub fn signed(&self) -> String {
        signed(self.number)
    }

    /// The change in percent with its sign, where there is one that says something: +12.5%, -8%, 0%.
    pub fn signed_percent(&self) -> Option<String> {
        self.percent().map(|percent| format!("{}%", signed(percent)))
    }

    /// The percentage without its sign in words; why there is none where there is none.
    pub fn percent_words(&self) -> String {
        match self.percent() {
            Some(percent) => format!("{}%", percent.abs()),
            None if self.before.is_zero() => "上年为零".to_owned(),
            None if self.before > Decimal::ZERO && self.now() < Decimal::ZERO => "今年为负数".to_owned(),
            None => "上年为负数".to_owned(),
        }
    }
}

/// A number with its sign; zero has none.
fn signed(number: Decimal) -> String {
    let mark = if number > Decimal::ZERO { "+" } else { "" };
    format!("{mark}{}", number.normalize())
}

/// What a figure was in a year that may have had another edition of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Former {
    /// It amounted to that.
    Amount(Decimal),
    /// That edition has it, and nobody gave it.
    Unknown,
    /// That edition has no such figure, or one of another kind.
    Nowhere,
}

impl Former {
    /// The amount, if it is known.
    pub fn amount(self) -> Option<Decimal> {
        match self {
            Self::Amount(amount) => Some(amount),
            Self::Unknown | Self::Nowhere => None,
        }
    }
}

/// The figures of a report.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The form they belong to.
    pub form: Arc<Form>,
    figures: Vec<Figure>,
    /// What each key of the form's tree changed by, where last year's is known.
    pub changes: BTreeMap<String, Change>,
}

impl Figures {
    /// Completes the figures of a filing; `prior` are last year's completed figures, of either edition.
    pub fn complete(filing: &Filing, prior: Option<&Self>) -> Self {
        let form = filing.form.clone();
        let given = |id| match filing.cells.get(&id) {
            Some(located) => Figure { entry: located.value.clone(), from: Provenance::Given(located.at.clone()) },
            None => Figure { entry: Entry::unknown(""), from: Provenance::Missing },
        };
        let figures = form.ids().map(given).collect();
        let mut all = Self { form, figures, changes: BTreeMap::new() };
        if let Some(prior) = prior {
            all.take_over(prior);
        }
        while all.derive() {}
        if let Some(prior) = prior {
            all.changes = all.compare(prior);
        }
        all
    }

    /// The figures with other numbers in some cells, and what follows from them.
    pub fn corrected(&self, numbers: impl IntoIterator<Item = (CellId, Decimal)>) -> Self {
        let mut all = self.clone();
        for figure in all.figures.iter_mut().filter(|figure| figure.from == Provenance::Computed) {
            *figure = Figure { entry: Entry::unknown(""), from: Provenance::Missing };
        }
        for (id, number) in numbers {
            let from = self.get(id).from.clone();
            all.fill(id, number, from);
        }
        while all.derive() {}
        all
    }

    /// The figure of a cell.
    pub fn get(&self, id: CellId) -> &Figure {
        &self.figures[id.index()]
    }

    /// The figure of a cell key.
    pub fn by_key(&self, key: &str) -> Option<&Figure> {
        Some(self.get(self.form.find(key)?))
    }

    /// The sum of some cells; none when one of them is not known or it is too large to be kept exactly.
    pub fn sum(&self, ids: &[CellId]) -> Option<Decimal> {
        checked_sum(ids.iter().map(|id| self.get(*id).addend()))
    }

    /// By how much the sum of some cells is more than that of others; none when one of the sums is not known.
    pub fn difference(&self, minuends: &[CellId], subtrahends: &[CellId]) -> Option<Decimal> {
        self.sum(minuends)?.checked_sub(self.sum(subtrahends)?)
    }

    /// What a key of the form's tree amounts to.
    pub fn amount(&self, key: &str) -> Option<Decimal> {
        self.sum(self.form.tree.get(key)?.main.as_ref()?.cells())
    }

    /// What a figure of another edition is here: under the same key, or under the one that it had before.
    pub fn former(&self, key: &str, of: &Form) -> Former {
        // The same edition: the figure itself.
        if std::ptr::eq(&*self.form, of) {
            return match of.figure_kind(key) {
                Some(_) if of.tree.get(key).is_some() => self.amount(key).map_or(Former::Unknown, Former::Amount),
                _ => Former::Nowhere,
            };
        }
        let kind = of.figure_kind(key);
        let is_here = |key: &str| self.form.tree.get(key).is_some() && self.form.figure_kind(key) == kind;
        let was = of.tree.get(key).and_then(|branch| match branch.main.as_ref()?.cells() {
            [id] => of.cell(*id).was.clone(),
            _ => None,
        });
        let found = [Some(key), was.as_deref()].into_iter().flatten().find(|key| kind.is_some() && is_here(key));
        match found {
            Some(here) => self.amount(here).map_or(Former::Unknown, Former::Amount),
            None => Former::Nowhere,
        }
    }

    /// Whether nobody gave the figure and nothing filled it.
    fn is_missing(&self, id: CellId) -> bool {
        self.get(id).from == Provenance::Missing
    }

    /// Fills openings from last year's figures.
    fn take_over(&mut self, prior: &Self) {
        for id in self.form.ids() {
            let Some(before) = self.form.cell(id).prior.as_ref().and_then(|key| prior.by_key(key)?.addend()) else {
                continue;
            };
            // A total follows from its own row where that is given.
            let parts = self.form.row_sum(id).map_or(&[][..], |sum| &sum.parts);
            let row_given = parts.iter().any(|part| self.get(*part).at().is_some());
            if !row_given && self.is_missing(id) {
                self.fill(id, before, Provenance::Prior);
            }
        }
    }

    /// Fills what follows from known figures; says whether anything was filled.
    fn derive(&mut self) -> bool {
        let form = self.form.clone();
        let mut filled = false;
        for id in form.ids().filter(|id| form.cell(*id).difference.is_some()) {
            let Some((minuend, subtrahend)) = form.cell(id).difference else { continue };
            let difference = self.difference(&[minuend], &[subtrahend]);
            if let (true, Some(difference)) = (self.is_missing(id), difference) {
                self.fill(id, difference, Provenance::Computed);
                filled = true;
            }
        }
        for sum in form.sums.iter().filter(|sum| !sum.parts.is_empty()) {
            if let (true, Some(value)) = (self.is_missing(sum.total), self.sum(&sum.parts)) {
                let blank = sum.parts.iter().all(|part| self.get(*part).entry.value == Value::Blank);
                self.fill(sum.total, value, Provenance::Computed);
                if blank {
                    self.figures[sum.total.index()].entry =
                        Entry { value: Value::Blank, shown: String::new(), note: None };
                }
                filled = true;
            }
        }
        // A total is left to the sum of its row.
        for balance in form.balances.iter().filter(|balance| form.row_sum(balance.fill).is_none()) {
            let others: Vec<_> = balance.right.iter().filter(|id| **id != balance.fill).copied().collect();
            let rest = self.difference(&balance.left, &others);
            if let (true, Some(rest)) = (self.is_missing(balance.fill), rest.filter(|rest| !rest.is_sign_negative())) {
                self.fill(balance.fill, rest, Provenance::Computed);
                filled = true;
            }
        }
        filled
    }

    /// Puts a figure that was missing.
    fn fill(&mut self, id: CellId, value: Decimal, from: Provenance) {
        let entry = Entry { value: Value::Number(value), shown: value.to_string(), note: None };
        self.figures[id.index()] = Figure { entry, from };
    }

    /// Holds every key against last year's.
    fn compare(&self, prior: &Self) -> BTreeMap<String, Change> {
        let change = |(key, _): (String, _)| {
            let change = Change::new(self.amount(&key)?, prior.former(&key, &self.form).amount()?)?;
            Some((key, change))
        };
        self.form.tree.walk().into_iter().filter_map(change).collect()
    }
}

/// The sum of some numbers; none when one of them is not known or it is too large to be kept exactly.
pub fn checked_sum(numbers: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The change from one whole number to another.
    fn change(now: i64, before: i64) -> Change {
        Change::new(now.into(), before.into()).expect("whole numbers of 64 bits can be subtracted")
    }

    #[test]
    fn changes_in_words() {
        for (now, before, words) in [
            (9, 8, "增长12.5%"),
            (2, 3, "下降33.3%"),
            (3, 3, "持平"),
            (0, 0, "持平"),
            (3, 0, "增加3"),
            (0, 3, "下降100%"),
            (6, 3, "增长100%"),
            // Neither no change nor a fall to nothing.
            (9_999, 10_000, "下降0.01%"),
            (10_001, 10_000, "增长0.01%"),
            (9_996, 10_000, "下降0.04%"),
            (9_995, 10_000, "下降0.1%"),
            (1_000_001, 1_000_000, "增长0.0001%"),
            (3, 10_000, "下降99.97%"),
            // A percentage of what is less than nothing says nothing.
            (-3, -7, "增加4"),
            (-7, -3, "减少4"),
            (5, -7, "增加12"),
            (-7, 5, "减少12"),
        ] {
            assert_eq!(change(now, before).words(), words, "{now} after {before}");
        }
    }

    #[test]
    fn phrases_stand_by_themselves() {
        for (now, before, phrase) in
            [(9, 8, "比上年增长12.5%"), (3, 3, "与上年持平"), (3, 0, "上年为零，今年为3"), (0, 3, "比上年下降100%")]
        {
            assert_eq!(change(now, before).phrase(), phrase);
        }
    }

    #[test]
    fn percentages_say_why_there_is_none() {
        let words = |now, before| change(now, before).percent_words();
        assert_eq!((words(9_999, 10_000), words(6, 8)), ("0.01%".to_owned(), "25%".to_owned()));
        assert_eq!((words(3, 0), words(-3, -7)), ("上年为零".to_owned(), "上年为负数".to_owned()));
        assert_eq!((words(-3, 7), words(0, 7)), ("今年为负数".to_owned(), "100%".to_owned()));
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_no_change() {
        assert_eq!(Change::new(Decimal::MAX, Decimal::NEGATIVE_ONE), None);
        let huge = Change::new(Decimal::MAX, Decimal::ONE).unwrap();
        assert_eq!((huge.percent(), huge.words().starts_with("增加")), (None, true));
    }

    #[test]
    fn tables_tell_changes_from_zero_and_to_zero() {
        for (now, before, told, number, percent) in [
            (3, 0, "由零增至3", "+3", None),
            (0, 3, "由3降至零", "-3", Some("-100%")),
            (0, 0, "均为零", "0", None),
            (3, 3, "持平", "0", Some("0%")),
            (9, 8, "增长12.5%", "+1", Some("+12.5%")),
            (9_999, 10_000, "下降0.01%", "-1", Some("-0.01%")),
            (-2, 0, "由零减至-2", "-2", None),
            (0, -2, "由-2增至零", "+2", None),
            (-3, -7, "增加4", "+4", None),
        ] {
            let change = change(now, before);
            let all = (change.told(), change.signed(), change.signed_percent());
            assert_eq!(all, (told.to_owned(), number.to_owned(), percent.map(str::to_owned)), "{now} after {before}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_go_the_way_the_figures_go(before in -2_000_000_i64..2_000_000, step in -300_i64..300, far in any::<i32>()) {
            for now in [before + step, far.into()] {
                let words = change(now, before).words();
                prop_assert_eq!(now == before, words == "持平");
                prop_assert_eq!(now < before, words.starts_with("下降") || words.starts_with("减少") || (before == 0 && now < 0));
                let says_nothing = words.ends_with("长0%") || words.ends_with("降0%");
                prop_assert!(!says_nothing && (before > 0 || !words.contains('%')), "{}", words);
                prop_assert!(words != "下降100%" || now == 0, "{}", words);
            }
        }

        #[test]
        fn words_numbers_and_percentages_agree_with_exact_decimals(
            before in -2_000_000_i64..2_000_000, now in -2_000_000_i64..2_000_000, places in 0_u32..5, near in any::<bool>(),
        ) {
            let now = if near { before + now % 40 } else { now };
            let (now, before) = (Decimal::new(now, places), Decimal::new(before, places));
            let change = Change::new(now, before).unwrap();
            let exact = now - before;
            prop_assert_eq!(change.number(), exact);
            prop_assert_eq!(change.signed().parse::<Decimal>().unwrap(), exact);
            let told = change.told();
            let rises = told.starts_with("增") || told.contains("增至");
            let falls = told.starts_with("下降") || told.starts_with("减少") || told.contains("降至") || told.contains("减至");
            prop_assert_eq!((rises, falls), (exact > Decimal::ZERO, exact < Decimal::ZERO), "{}", told);
            // Every number in the words is one of those that they are of.
            let digits: String = told.chars().filter(|c| c.is_ascii_digit() || "-.".contains(*c)).collect();
            if let Ok(number) = digits.parse::<Decimal>() {
                let of = if told.ends_with('%') {
                    change.percent().unwrap().abs()
                } else if told.contains("由零") {
                    now
                } else if told.ends_with("至零") {
                    before
                } else {
                    exact.abs()
                };
                prop_assert_eq!(number, of, "{}", told);
            }
            let Some(percent) = change.percent() else {
                prop_assert!((before <= Decimal::ZERO || now < Decimal::ZERO) && !told.contains('%'));
                return Ok(());
            };
            prop_assert!(percent >= -Decimal::ONE_HUNDRED, "{percent}");
            let off = (percent - exact * Decimal::ONE_HUNDRED / before).abs();
            prop_assert!(off <= Decimal::new(5, 2), "{} is not {}", percent, exact / before);
            prop_assert_eq!(percent.is_zero(), exact.is_zero());
            prop_assert_eq!(percent == -Decimal::ONE_HUNDRED, now.is_zero());
            prop_assert_eq!(change.signed_percent().unwrap().trim_end_matches('%').parse::<Decimal>().unwrap(), percent);
        }
    }
}
