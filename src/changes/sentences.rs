//! Texts as sentences, and which of them changed.

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
}

/// What changed from one text to another, sentence by sentence, in order. Blanks make no difference.
pub(super) fn changed(before: &str, after: &str) -> Vec<SentenceChange> {
    let (before, after) = (sentences(before), sentences(after));
    let bare = |sentences: &[&str]| sentences.iter().map(|s| crate::characters::unspaced(s)).collect::<Vec<_>>();
    let operations = capture_diff_slices(Algorithm::Myers, &bare(&before), &bare(&after));
    let owned = |sentences: &[&str]| sentences.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    let change = |operation: DiffOp| {
        let (old, new) = (operation.old_range(), operation.new_range());
        match operation {
            DiffOp::Equal { .. } => None,
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                Some(SentenceChange { removed: owned(&before[old]), added: owned(&after[new]) })
            }
        }
    };
    operations.into_iter().filter_map(change).collect()
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(ENDS) {
        let end = at + rest[at..].chars().next().map_or(0, char::len_utf8);
        let end = rest.len() - rest[end..].trim_start_matches(CLOSING).len();
        let (sentence, after) = rest.split_at(end);
        all.push(sentence.trim());
        rest = after;
    }
    all.push(rest.trim());
    all.retain(|sentence| !sentence.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_changed_are_told() {
        let change = |removed: &[&str], added: &[&str]| SentenceChange {
            removed: removed.iter().map(|s| (*s).to_owned()).collect(),
            added: added.iter().map(|s| (*s).to_owned()).collect(),
        };
        let before = "全年公开 126 条。其中规范性文件3件。\n他说“好。”会后再议";
        assert_eq!(changed(before, "全年公开126条。\n其中规范性文件3件。他说“好。”会后再议"), []);
        assert_eq!(
            changed(before, "全年公开126条。其中规范性文件4件。另有1件。\n他说“好。”"),
            [change(&["其中规范性文件3件。"], &["其中规范性文件4件。", "另有1件。"]), change(&["会后再议"], &[]),]
        );
        assert_eq!(changed("", "新。"), [change(&[], &["新。"])]);
    }
}
