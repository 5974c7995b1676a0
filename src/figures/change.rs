//! A figure compared with last year's: by how much it changed, in numbers, per cent and words.

use rust_decimal::{Decimal, RoundingStrategy};

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
