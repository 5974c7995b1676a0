//! Which changes of a second draft can be brought into the files of the first, and how.
//!
//! Only what stands in a file letter by letter is changed there: everything around it stays as it is.

use std::ops::Range;

use super::alike::pairs;
use super::drafts::{DraftDifferences, FigureDifference, ReportDraft};
use super::sentences::{SentenceChange, sentences};
use super::typed::{ELSEWHERE, PartSentences, SEVERAL, TypedSentence, marks};
use crate::filing::{Filing, ProseText};
use crate::source::{Sources, Span};

/// A change to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub at: Span,
    /// What stands there then.
    pub text: String,
}

/// What of some differences can be brought into a draft's files.
#[derive(Debug, Default)]
pub struct TakenChanges {
    /// The changes.
    pub edits: Vec<Edit>,
    /// What cannot be, each in words, with the reason.
    pub left: Vec<String>,
}

/// Where the input was published.
const PUBLISHED: &str = "前一份是公布的报告，不能改";

/// Where the input could read the new words as something else.
const MARKS: &str = "改后的话里有引号、反斜杠或别的记号，请自己改";

/// Where a string has one line only.
const ONE_LINE: &str = "改后成了几段，输入里这段文字只写了一行，请自己改";

/// Where the figures of the second draft contradict each other.
const UNSOUND: &str = "改后的表有错误，数没有改：先在表里改对；确要照改的，在输入里写明理由认可这个错误，再取一次";

/// What changed beside sentences that were brought in one by one.
const BESIDE: &str = "和别的改动连在一起，位置定不准，请自己改";

/// What is no plain number in the second draft.
const NO_NUMBER: &str = "改后的不是一个单独的数，请看着自己改";

/// What is worked out, or not given as a plain number.
const NOT_GIVEN: &str = "输入里没有直接写这个数，请自己改";

impl TakenChanges {
    /// What of the differences can be brought into the first draft; figures only if the second's are sound.
    pub fn of(
        differences: &DraftDifferences,
        (before, sources): (&ReportDraft<'_>, &Sources),
        is_sound: bool,
        filled: &dyn Fn(&str) -> Vec<Range<usize>>,
    ) -> Self {
        let mut taken = Self::default();
        let target = TakingDraft { filing: before.filing, sources, filled };
        for figure in &differences.figures {
            let edit = if is_sound { target.figure(figure) } else { Err(UNSOUND) };
            let [was, now] = figure.said();
            let told = || format!("{}  {was} → {now}", figure.label);
            taken.put(edit.map(|edit| vec![edit]), told);
        }
        for field in &differences.fields {
            taken.left.push(format!("{}：资料请自己改", field.label));
        }
        for passage in &differences.passages {
            let printed = before.passages.iter().filter(|part| part.key == passage.key);
            let printed = printed.flat_map(|part| sentences(&part.text).into_iter().map(|at| &part.text[at]));
            let part = PartSentences { typed: target.typed(&passage.key), printed: printed.collect() };
            for change in &passage.changes {
                taken.sentences(&target, &part, change, &passage.heading);
            }
        }
        taken.edits.sort_by_key(|edit| (edit.at.source, edit.at.start));
        taken
    }

    /// Notes a change of sentences: as a whole, or else one by one where it is clear which became which; each that is
    /// left is told.
    fn sentences(
        &mut self,
        target: &TakingDraft<'_>,
        part: &PartSentences<'_>,
        change: &SentenceChange,
        heading: &str,
    ) {
        let Err(reason) = self.take(target.sentences(part, change)) else { return };
        let SentenceChange { removed, added, .. } = change;
        let pairs = if removed.len().max(added.len()) > 1 { pairs(change) } else { Vec::new() };
        let of_rest = if pairs.is_empty() { reason } else { BESIDE };
        let gone: Vec<_> = (0..removed.len()).filter(|old| pairs.iter().all(|pair| pair.0 != *old)).collect();
        let come = added.len() - pairs.len();
        for (new, words) in added.iter().enumerate() {
            let told = || format!("{heading}  “{words}”");
            match pairs.iter().find(|pair| pair.1 == new) {
                Some((old, _)) => self.put(target.sentences(part, &change.single(*old, new)), told),
                None => self.put(Err(of_rest), told),
            }
        }
        // As many that came are what these became.
        for old in gone.iter().filter(|_| gone.len() != come) {
            self.put(Err(of_rest), || format!("{heading}  删去“{}”", removed[*old]));
        }
    }

    /// Notes a change, or why there is none.
    fn put(&mut self, edits: Result<Vec<Edit>, &'static str>, told: impl Fn() -> String) {
        if let Err(reason) = self.take(edits) {
            self.left.push(format!("{}：{reason}", told()));
        }
    }

    /// Notes a change, unless it is one of what is changed already.
    fn take(&mut self, edits: Result<Vec<Edit>, &'static str>) -> Result<(), &'static str> {
        let overlaps = |edit: &Edit| {
            let is_over = |known: &Edit| {
                known.at.start < edit.at.end.max(edit.at.start + 1)
                    && edit.at.start < known.at.end.max(known.at.start + 1)
            };
            self.edits.iter().any(|known| known.at.source == edit.at.source && is_over(known))
        };
        let edits = edits?;
        if edits.iter().any(overlaps) {
            return Err(SEVERAL);
        }
        self.edits.extend(edits);
        Ok(())
    }
}

/// The draft that is changed.
struct TakingDraft<'t> {
    filing: &'t Filing,
    sources: &'t Sources,
    /// Where a text is filled in.
    filled: &'t dyn Fn(&str) -> Vec<Range<usize>>,
}

impl<'s> TakingDraft<'s> {
    /// Refuses where the input was published.
    fn may_be_changed(&self) -> Result<(), &'static str> {
        if self.sources.get(self.filing.source).is_published() { Err(PUBLISHED) } else { Ok(()) }
    }

    /// The change of a figure.
    fn figure(&self, figure: &FigureDifference) -> Result<Edit, &'static str> {
        self.may_be_changed()?;
        let cell = self.filing.form.find(&figure.key).and_then(|id| self.filing.cells.get(&id));
        let account = || self.filing.account_figure(&figure.key).map(|given| &given.at);
        let at = cell.map(|given| &given.at).or_else(account).ok_or(NOT_GIVEN)?;
        let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let text = figure.after.as_deref().filter(|text| is_plain(text)).ok_or(NO_NUMBER)?;
        let typed = self.sources.text(at);
        // In a cell a figure may stand in another unit.
        let is_here = is_plain(typed) && (!self.is_workbook() || figure.before.as_deref() == Some(typed));
        is_here.then(|| Edit { at: at.clone(), text: text.to_owned() }).ok_or(NOT_GIVEN)
    }

    /// The changes that bring sentences in, of a part that has these.
    fn sentences(&self, part: &PartSentences<'_>, change: &SentenceChange) -> Result<Vec<Edit>, &'static str> {
        self.may_be_changed()?;
        if !change.removed.is_empty() && change.removed.len() == change.added.len() {
            let replaced = |(removed, added): (&String, &String)| {
                let whole = part.find(removed).and_then(|at| self.replaced(at, at, added));
                whole.or_else(|reason| self.narrowed(part, removed, added).ok_or(reason))
            };
            return change.removed.iter().zip(&change.added).map(replaced).collect();
        }
        match (change.removed.first().zip(change.removed.last()), &change.follows) {
            (Some((first, last)), _) => {
                Ok(vec![self.replaced(part.find(first)?, part.find(last)?, change.text.trim())?])
            }
            (None, Some(follows)) => {
                let TypedSentence { prose, range, .. } = part.find(follows)?;
                let text = self.fitting(prose, &change.text)?;
                Ok(vec![Edit { at: prose.place(range.end..range.end), text }])
            }
            (None, None) => Err(ELSEWHERE),
        }
    }

    /// The sentences that were typed for a part: those of other official sections are none of it.
    fn typed(&self, part: &str) -> Vec<TypedSentence<'s>> {
        let proses = self.filing.prose_by_section().into_iter();
        let proses = proses.filter(|(key, _)| key.is_none_or(|key| key == part)).map(|(_, prose)| prose);
        let of_prose = |prose: &'s ProseText| {
            let mut filled = (self.filled)(&prose.text);
            filled.extend(marks(&prose.text));
            filled.sort_by_key(|it| it.start);
            // What looks like marks where something is filled in is none.
            filled.dedup_by(|mark, before| mark.start < before.end);
            let mut filled = filled.into_iter().peekable();
            let sentence = move |range: Range<usize>| {
                let of_sentence = std::iter::from_fn(|| filled.next_if(|it| it.end <= range.end));
                TypedSentence { prose, filled: of_sentence.filter(|it| it.start >= range.start).collect(), range }
            };
            sentences(&prose.text).into_iter().map(sentence)
        };
        proses.flat_map(of_prose).collect()
    }

    /// The change that puts a text in place of what stands from one sentence to another.
    fn replaced(&self, first: &TypedSentence<'_>, last: &TypedSentence<'_>, text: &str) -> Result<Edit, &'static str> {
        if first.prose.at != last.prose.at || first.range.start > last.range.start {
            return Err(ELSEWHERE);
        }
        let text = self.fitting(first.prose, text)?;
        Ok(Edit { at: first.prose.place(first.range.start..last.range.end), text })
    }

    /// The change of only those words that differ in a sentence where figures are filled in: the only one that was typed
    /// with the same words around them.
    fn narrowed(&self, part: &PartSentences<'_>, removed: &str, added: &str) -> Option<Edit> {
        let (prose, pieces) = part.alike(removed)?;
        let (changed, now) = difference(removed, added);
        let (piece, at) = pieces.iter().find(|(piece, at)| *at <= changed.start && changed.end <= at + piece.len())?;
        let from = piece.start + changed.start - at;
        prose.exact.then_some(())?;
        let text = self.fitting(prose, now).ok()?;
        Some(Edit { at: prose.place(from..from + changed.len()), text })
    }

    /// A text as it can stand in some prose and mean the same.
    fn fitting(&self, prose: &ProseText, text: &str) -> Result<String, &'static str> {
        let is_toml = prose.at.source == self.filing.source && !self.is_workbook();
        let begins = |line: &str| line.trim_start().starts_with(['#', '-', '—', '|']);
        let marked = ["{{", "}}", "**"].iter().any(|mark| text.contains(mark)) || text.lines().any(begins);
        if marked || is_toml && text.contains(['"', '\'', '\\']) {
            return Err(MARKS);
        }
        if is_toml && text.contains('\n') && !prose.text.contains('\n') {
            return Err(ONE_LINE);
        }
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let paragraphs = lines.collect::<Vec<_>>().join("\n\n");
        Ok(if text.starts_with('\n') { format!("\n\n{paragraphs}") } else { paragraphs })
    }

    /// Whether the input is a workbook.
    fn is_workbook(&self) -> bool {
        self.sources.get(self.filing.source).is_workbook()
    }
}

/// Where a text differs from another, and what stands there in that.
fn difference<'n>(was: &str, now: &'n str) -> (Range<usize>, &'n str) {
    let same = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| -> usize {
        one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut was.chars(), &mut now.chars());
    let end = same(&mut was[start..].chars().rev(), &mut now[start..].chars().rev());
    (start..was.len() - end, &now[start..now.len() - end])
}
