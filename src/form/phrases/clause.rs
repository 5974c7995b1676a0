//! Clauses that say which figure their number is by words that are all known.

use std::ops::BitOr;

use crate::form::fault::{Fault, FaultKind};
use crate::form::name::Name;
use crate::form::reader::DeclarationReader;

/// Meanings of words, a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Meanings(u64);

/// What the words of a clause must mean together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseMeaning {
    /// All of these.
    must: Meanings,
    /// Any of these besides.
    may: Meanings,
}

/// The words that clauses are made of.
#[derive(Debug, Clone, Default)]
pub struct ClauseWords {
    /// What their numbers count.
    pub counters: Vec<String>,
    /// The words in their order, with what they mean.
    words: Vec<(String, Meanings)>,
    /// What words mean, each by its name, in the order of their bits.
    names: Vec<String>,
    /// The meanings that any clause may have.
    anywhere: Meanings,
}

impl BitOr for Meanings {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl ClauseMeaning {
    /// Whether that is what a clause means.
    pub fn is(&self, meanings: Meanings) -> bool {
        meanings.0 & self.must.0 == self.must.0 && meanings.0 & !(self.must | self.may).0 == 0
    }
}

impl ClauseWords {
    /// Reads the words.
    pub(super) fn read(t: DeclarationReader<'_>) -> Self {
        let words = t.table("words", "义项").map(|t| t.texts()).unwrap_or_default();
        let names: Vec<String> = words.iter().map(|(name, _)| name.clone()).collect();
        let plain = t.required("plain", "不说明是哪个数的词");
        let of = |list: &str, bit: u64| -> Vec<(String, Meanings)> {
            list.split('|').map(|word| (word.to_owned(), Meanings(bit))).collect()
        };
        let mut all = of(&plain.text, 0);
        all.extend(words.iter().zip(0..).flat_map(|((_, list), bit)| of(&list.text, 1 << bit)));
        all.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let counters = t.required("counters", "数后面的量词").text.split('|').map(str::to_owned).collect();
        let mut read = Self { counters, words: all, names, anywhere: Meanings::default() };
        for name in t.names("anywhere") {
            read.anywhere = read.anywhere | read.known(&name, &name.text, &t);
        }
        if read.names.len() > 64 {
            t.fault(Fault::new(FaultKind::Shape, &plain.at, "义项多于 64 个。", "合并几个义项"));
        }
        t.finish();
        read
    }

    /// What a clause must mean, as a tie says it: `上年 结转 办理?`, those with a `?` may be left out.
    pub(super) fn meaning(&self, name: &Name, t: &DeclarationReader<'_>) -> ClauseMeaning {
        let mut meaning = ClauseMeaning { must: Meanings::default(), may: self.anywhere };
        for word in name.split_whitespace() {
            match word.strip_suffix('?') {
                Some(word) => meaning.may = meaning.may | self.known(name, word, t),
                None => meaning.must = meaning.must | self.known(name, word, t),
            }
        }
        meaning
    }

    /// The meaning of a name; one that is not known is told.
    fn known(&self, at: &Name, name: &str, t: &DeclarationReader<'_>) -> Meanings {
        match self.names.iter().zip(0..64).find(|(known, _)| *known == name) {
            Some((_, bit)) => Meanings(1 << bit),
            None => {
                let hint = format!("义项有 {}", self.names.join("、"));
                t.fault(Fault::new(FaultKind::Nowhere, &at.at, format!("没有名为“{name}”的义项。"), hint));
                Meanings::default()
            }
        }
    }

    /// What the words of a text mean together; none where it has others than these.
    pub fn meanings(&self, text: &str) -> Option<Meanings> {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        // From each byte on, what the words mean.
        let mut from: Vec<Option<Meanings>> = vec![None; text.len() + 1];
        from[text.len()] = Some(Meanings::default());
        for at in starts.into_iter().rev() {
            let rest = &text[at..];
            // The longest word that leaves nothing unknown behind it.
            let words = self.beginning(rest).iter().rev().filter(|(word, _)| rest.starts_with(word.as_str()));
            let known = words.filter_map(|(word, means)| Some(from[at + word.len()]? | *means)).next();
            from[at] = known.or_else(|| from[at + amount(rest)?]);
        }
        from[0]
    }

    /// The words that begin with the first character of a text.
    fn beginning(&self, text: &str) -> &[(String, Meanings)] {
        let Some(first) = text.chars().next() else { return &[] };
        let start = self.words.partition_point(|(word, _)| word.chars().next() < Some(first));
        let count = self.words[start..].partition_point(|(word, _)| word.starts_with(first));
        &self.words[start..start + count]
    }
}

/// The bytes of an amount of money that a text begins with.
fn amount(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_whole = text.starts_with(|c: char| c.is_ascii_digit());
    rest.strip_prefix('元').filter(|_| is_whole).map(|rest| text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use crate::form::Phrases;

    #[test]
    fn a_clause_is_known_by_all_of_its_words() {
        let words = &Phrases::built_in().clauses;
        let same =
            |one: &str, other: &str| words.meanings(one).is_some() && words.meanings(one) == words.meanings(other);
        assert!(same("全年共收到政府信息公开申请", "依申请公开〈今年〉年受理"));
        assert!(same("部分公开申请", "申请部分公开"));
        assert!(same("收取信息处理费20元", "收费"));
        assert!(same("", "我局共"));
        assert!(!same("收到申请", "办结申请"));
        for unknown in ["收到申请书面", "网上收到申请", "收到申请20件", "未收到申请", "20元5角"]
        {
            assert_eq!(words.meanings(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn meanings_that_are_not_there_are_told() {
        let clauses = "clauses = [\"上年 结转 收到? 办理?\"";
        let text = crate::form::phrases::PHRASES.replacen(clauses, "clauses = [\"上年 结算\"", 1);
        let faults = Phrases::checked(&text).unwrap_err();
        assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), ["没有名为“结算”的义项。"]);
    }
}
