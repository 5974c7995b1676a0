//! Sentences as they were typed, beside those that are printed.

use std::ops::Range;

use crate::filing::ProseText;

/// Where the words are filled in, or marked up.
pub(super) const ELSEWHERE: &str = "输入里不是这样写的（有 {{ … }}、粗体或者小标题），请自己改";

/// Where the same sentence stands several times.
pub(super) const SEVERAL: &str = "输入里同样的句子不止一处，请自己改";

/// A sentence as it was typed.
pub(super) struct TypedSentence<'t> {
    /// The prose that it is of.
    pub prose: &'t ProseText,
    /// Where in it.
    pub range: Range<usize>,
    /// Where figures are filled in, in the prose.
    pub filled: Vec<Range<usize>>,
}

impl TypedSentence<'_> {
    /// The words of a sentence as it was typed between what is filled in, each with where it stands in the printed one;
    /// none where that is another sentence, or nothing is filled in.
    pub(super) fn matched(&self, printed: &str) -> Option<Vec<(Range<usize>, usize)>> {
        let Self { prose, range, .. } = self;
        let mut pieces = Vec::new();
        let (mut from, mut at) = (range.start, 0);
        for filled in &self.filled {
            let words = &prose.text[from..filled.start];
            let found =
                if pieces.is_empty() { printed.starts_with(words).then_some(0) } else { printed[at..].find(words) };
            at += found?;
            pieces.push((from..filled.start, at));
            at += words.len();
            from = filled.end;
        }
        let last = &prose.text[from..range.end];
        let start = printed.len().checked_sub(last.len()).filter(|start| *start >= at && printed.ends_with(last))?;
        (!pieces.is_empty()).then(|| {
            pieces.push((from..range.end, start));
            pieces
        })
    }
}

/// The only sentence that was typed so, where its place is known letter by letter.
pub(super) fn find<'f, 't>(
    typed: &'f [TypedSentence<'t>],
    sentence: &str,
) -> Result<&'f TypedSentence<'t>, &'static str> {
    let mut same = typed.iter().filter(|typed| typed.prose.text[typed.range.clone()] == *sentence);
    match (same.next(), same.next()) {
        (Some(only), None) if only.prose.exact => Ok(only),
        (Some(_), Some(_)) => Err(SEVERAL),
        _ => Err(ELSEWHERE),
    }
}
