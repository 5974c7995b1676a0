//! Texts as sentences, and which of them changed.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Where a sentence ends.
const ENDS: [char; 4] = ['。', '！', '？', '\n'];

/// What may stand behind the end of a sentence and still belongs to it.
const CLOSING: [char; 4] = ['”', '’', '）', '」'];

/// Sentences that changed together: those that went, and those that came in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceChange {
    /// The sentences of the first text.
    pub removed: Vec<String>,
    /// The sentences of the second.
    pub added: Vec<String>,
    /// Those of the second as they stand there, a paragraph a line; where they begin a paragraph, its line end is first.
    pub(super) text: String,
    /// The sentence of the first text that stands before them.
    pub(super) follows: Option<String>,
}

impl SentenceChange {
    /// The change of one of its sentences to another, each by its number.
    pub(super) fn single(&self, removed: usize, added: usize) -> Self {
        let (removed, added) = (self.removed[removed].clone(), self.added[added].clone());
        Self { text: added.clone(), removed: vec![removed], added: vec![added], follows: None }
    }
}

/// What changed from one text to another, sentence by sentence, in order. Blanks make no difference.
pub(super) fn changed(before: &str, after: &str) -> Vec<SentenceChange> {
    let (old, new) = (sentences(before), sentences(after));
    let bare = |text: &str, sentences: &[Range<usize>]| {
        sentences.iter().map(|s| crate::characters::unspaced(&text[s.clone()])).collect::<Vec<_>>()
    };
    let operations = capture_diff_slices(Algorithm::Myers, &bare(before, &old), &bare(after, &new));
    let owned = |text: &str, sentences: &[Range<usize>]| {
        sentences.iter().map(|s| text[s.clone()].to_owned()).collect::<Vec<_>>()
    };
    let change = |operation: DiffOp| {
        if matches!(operation, DiffOp::Equal { .. }) {
            return None;
        }
        let (removed, added) = (&old[operation.old_range()], &new[operation.new_range()]);
        let previous = |all: &[Range<usize>], first: usize| first.checked_sub(1).map(|last| all[last].clone());
        let from = previous(&new, operation.new_range().start).map_or(0, |last| last.end);
        let follows = previous(&old, operation.old_range().start);
        Some(SentenceChange {
            removed: owned(before, removed),
            added: owned(after, added),
            text: added
                .last()
                .map_or(String::new(), |last| after[from..last.end].trim_matches([' ', '\u{3000}']).to_owned()),
            follows: follows.map(|last| before[last].to_owned()),
        })
    };
    operations.into_iter().filter_map(change).collect()
}

/// Where the sentences of a text stand.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let end = rest.find(ENDS).map_or(rest.len(), |at| {
            let end = at + rest[at..].chars().next().map_or(0, char::len_utf8);
            rest.len() - rest[end..].trim_start_matches(CLOSING).len()
        });
        let sentence = rest[..end].trim();
        let blank = rest.len() - rest.trim_start().len();
        if !sentence.is_empty() {
            all.push(start + blank..start + blank + sentence.len());
        }
        start += end;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_changed_are_told() {
        let owned = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let change = |removed: &[&str], added: &[&str]| (owned(removed), owned(added));
        let changed = |before: &str, after: &str| {
            changed(before, after).into_iter().map(|change| (change.removed, change.added)).collect::<Vec<_>>()
        };
        let before = "全年公开 126 条。其中规范性文件3件。\n他说“好。”会后再议";
        assert_eq!(changed(before, "全年公开126条。\n其中规范性文件3件。他说“好。”会后再议"), []);
        assert_eq!(
            changed(before, "全年公开126条。其中规范性文件4件。另有1件。\n他说“好。”"),
            [change(&["其中规范性文件3件。"], &["其中规范性文件4件。", "另有1件。"]), change(&["会后再议"], &[]),]
        );
        assert_eq!(changed("", "新。"), [change(&[], &["新。"])]);
    }

    #[test]
    fn what_came_is_known_with_its_place_and_its_paragraphs() {
        let all = changed("甲。乙。\n丙。", "甲。乙一。乙二。\n\n丁。\n丙。");
        let [change] = &all[..] else { panic!("{all:?}") };
        assert_eq!((change.text.as_str(), change.follows.as_deref()), ("乙一。乙二。\n\n丁。", Some("甲。")));
        let all = changed("甲。", "甲。\n乙。");
        assert_eq!((all[0].text.as_str(), all[0].follows.as_deref()), ("\n乙。", Some("甲。")));
    }
}
