//! Sentences as they were typed, beside those that are printed.

use std::ops::Range;

use crate::filing::ProseText;

/// Where the words are filled in, or marked up.
pub(super) const ELSEWHERE: &str = "输入里不是这样写的（有 {{ … }}、粗体或者小标题），请自己改";

/// Where the same sentence stands several times.
pub(super) const SEVERAL: &str = "输入里同样的句子不止一处，请自己改";

/// Words of a sentence as it was typed, each with where it stands in the printed one.
type PlacedWords = Vec<(Range<usize>, usize)>;

/// A sentence as it was typed.
pub(super) struct TypedSentence<'t> {
    /// The prose that it is of.
    pub prose: &'t ProseText,
    /// Where in it.
    pub range: Range<usize>,
    /// Where figures are filled in, in the prose, and where marks stand that are not printed.
    pub filled: Vec<Range<usize>>,
}

impl TypedSentence<'_> {
    /// The words of a sentence as it was typed between what is filled in, each with where it stands in the printed one;
    /// none where that is another sentence, or nothing is filled in.
    pub(super) fn matched(&self, printed: &str) -> Option<PlacedWords> {
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

/// The sentences of a part of the report: as they were typed, and as they are printed.
pub(super) struct PartSentences<'t> {
    /// Those that were typed.
    pub typed: Vec<TypedSentence<'t>>,
    /// Those that are printed.
    pub printed: Vec<&'t str>,
}

impl PartSentences<'_> {
    /// The only sentence that was typed so, where its place is known letter by letter and no other is printed so.
    pub(super) fn find(&self, sentence: &str) -> Result<&TypedSentence<'_>, &'static str> {
        let mut same = self.typed.iter().filter(|typed| typed.prose.text[typed.range.clone()] == *sentence);
        match (same.next(), same.next()) {
            (Some(only), None) if only.prose.exact && self.is_alone(|printed| printed == sentence) => Ok(only),
            (Some(only), _) if only.prose.exact => Err(SEVERAL),
            _ => Err(ELSEWHERE),
        }
    }

    /// The only sentence that was typed with the same words around what is filled in, with those words; none where
    /// another one may have been printed of it.
    pub(super) fn alike(&self, sentence: &str) -> Option<(&ProseText, PlacedWords)> {
        let mut alike = self.typed.iter().filter_map(|typed| Some((typed, typed.matched(sentence)?)));
        let (typed, pieces) = alike.next().filter(|_| alike.next().is_none())?;
        self.is_alone(|printed| typed.matched(printed).is_some()).then_some((typed.prose, pieces))
    }

    /// Whether only one printed sentence is such.
    fn is_alone(&self, is: impl Fn(&str) -> bool) -> bool {
        self.printed.iter().filter(|printed| is(printed)).take(2).count() == 1
    }
}

/// Marks that a line of prose begins with, and those around bold words: they are not printed.
pub(super) fn marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    let at_lines = text.split_inclusive('\n').map(move |line| {
        end += line.len();
        let line = line.trim_start();
        end - line.len()..end - line.trim_start_matches(['#', '-', ' ']).len()
    });
    at_lines.filter(|mark| !mark.is_empty()).chain(text.match_indices("**").map(|(at, mark)| at..at + mark.len()))
}
