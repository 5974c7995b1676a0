//! Labels of a workbook, and what each of them names.

use std::collections::HashMap;

use crate::form::{LEVELS, Variants};

/// Labels and what each of them names.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
    /// By variant, and by level of strictness: the things that are called so.
    names: HashMap<String, [Vec<T>; LEVELS]>,
}

impl<T: Copy + PartialEq> Dictionary<T> {
    /// A dictionary of labels.
    pub(super) fn new<'a>(labels: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut names: HashMap<String, [Vec<T>; LEVELS]> = HashMap::new();
        for (label, thing) in labels {
            let Variants { texts, levels } = Variants::of(label);
            for (number, text) in texts.into_iter().enumerate() {
                let named = names.entry(text).or_insert_with(|| [const { Vec::new() }; LEVELS]);
                for (things, of_level) in named.iter_mut().zip(levels) {
                    if of_level == number && !things.contains(&thing) {
                        things.push(thing);
                    }
                }
            }
        }
        Self { names }
    }

    /// All things that have a name.
    pub(super) fn all(&self) -> impl Iterator<Item = T> + '_ {
        self.names.values().flat_map(|named| &named[0]).copied()
    }

    /// What a written label may name, by the strictest variant that names anything.
    pub(super) fn find(&self, written: &str) -> &[T] {
        Variants::of_written(written).map_or(&[], |variants| self.find_variants(&variants))
    }

    /// The same for a label whose variants are known.
    pub(super) fn find_variants(&self, variants: &Variants) -> &[T] {
        let mut named: [Option<&[Vec<T>; LEVELS]>; LEVELS] = [None; LEVELS];
        for (slot, text) in named.iter_mut().zip(&variants.texts) {
            *slot = self.names.get(text).filter(|_| !text.is_empty());
        }
        let found = |level: usize| named[variants.levels[level]].map(|named| named[level].as_slice());
        (0..LEVELS).filter_map(found).find(|things| !things.is_empty()).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_however_they_are_written() {
        let labels = [
            "（七）总计",
            "行政规范性文件",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "本年收费金额（单位：万元）",
        ];
        let dictionary = Dictionary::new(labels.into_iter().zip(0..));
        for (written, number) in [
            ("(七) 总计", 0),
            ("总计", 0),
            ("行政规范性\n文件", 1),
            ("行政\u{200B}规范性\u{AD}文件\u{A0}", 1),
            ("\u{FEFF}2.其他法律\u{200D}行政法规禁止公开", 2),
            ("行政规范性文件（含修订）", 1),
            ("2．其他法律、行政法规禁止公开", 2),
            ("其他法律行政法规禁止公开", 2),
            ("3、危及\"三安全一稳定\"", 3),
            ("（三）3.危及“三安全一稳定”", 3),
            ("其中：2.其他法律行政法规禁止公开", 2),
            ("3-2.其他法律行政法规禁止公开", 2),
            ("3.2其他法律行政法规禁止公开", 2),
            ("2 其他法律行政法规禁止公开", 2),
            ("⑵其他法律行政法规禁止公开", 2),
            ("⒉其他法律行政法规禁止公开", 2),
            ("\u{2F8F}政规范性\u{2F42}件", 1),
            ("本年收费金额", 4),
            ("行政规范性文件\n行政规范性文件", 1),
            ("（七）总计 （七）总计", 0),
            ("本年收费金额(单位:万元)", 4),
        ] {
            assert_eq!(dictionary.find(written), [number], "{written}");
        }
        assert!(dictionary.find("规章").is_empty() && dictionary.find("（）").is_empty());
    }
}
