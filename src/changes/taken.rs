//! Which changes of a second draft can be brought into the files of the first, and how.
//!
//! Only what stands in a file letter by letter is changed there: everything around it stays as it is.

use std::ops::Range;

use super::drafts::{DraftDifferences, FigureDifference, ReportDraft};
use super::sentences::SentenceChange;
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

/// Characters on either side by which the place of some words is known; as many as stand in the input.
const AROUND: [usize; 3] = [6, 4, 2];

/// Where the words are filled in, or marked up.
const ELSEWHERE: &str = "输入里不是这样写的（有 {{ … }}、粗体或者小标题），请自己改";

/// Where the input is no text.
const WORKBOOK: &str = "输入是工作簿，请在工作簿里自己改";

/// Where the same sentence stands several times.
const SEVERAL: &str = "输入里同样的句子不止一处，请自己改";

/// Where the input could read the new words as something else.
const MARKS: &str = "改后的话里有引号、反斜杠或别的记号，请自己改";

/// Where a string has one line only.
const ONE_LINE: &str = "改后成了几段，输入里这段文字只写了一行，请自己改";

/// Where the figures of the second draft contradict each other.
const UNSOUND: &str = "改后的表有错误，数没有改：先在表里改对，或者自己改输入";

/// What is worked out, or not given as a plain number.
const NOT_GIVEN: &str = "输入里没有直接写这个数，请自己改";

impl TakenChanges {
    /// What of the differences can be brought into the first draft; figures only if the second's are sound.
    pub fn of(differences: &DraftDifferences, before: &ReportDraft<'_>, sources: &Sources, is_sound: bool) -> Self {
        let mut taken = Self::default();
        let target = TakingDraft { filing: before.filing, sources };
        for figure in &differences.figures {
            let edit = if is_sound { target.figure(figure) } else { Err(UNSOUND) };
            let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "（没有）".to_owned());
            let told = || format!("{}  {} → {}", figure.label, said(&figure.before), said(&figure.after));
            taken.put(edit.map(|edit| vec![edit]), told);
        }
        for field in &differences.fields {
            taken.left.push(format!("{}：资料请自己改", field.label));
        }
        for passage in &differences.passages {
            for change in &passage.changes {
                let told = || {
                    let words = change.added.first().or(change.removed.first()).map_or("", String::as_str);
                    format!("{}  “{words}”", passage.heading)
                };
                taken.put(target.sentences(change), told);
            }
        }
        taken.edits.sort_by_key(|edit| (edit.at.source, edit.at.start));
        taken
    }

    /// Notes a change, or why there is none.
    fn put(&mut self, edits: Result<Vec<Edit>, &'static str>, told: impl Fn() -> String) {
        let overlaps = |edit: &Edit| {
            let is_over = |known: &Edit| {
                known.at.start < edit.at.end.max(edit.at.start + 1)
                    && edit.at.start < known.at.end.max(known.at.start + 1)
            };
            self.edits.iter().any(|known| known.at.source == edit.at.source && is_over(known))
        };
        match edits {
            Ok(edits) if edits.iter().any(overlaps) => self.left.push(format!("{}：{SEVERAL}", told())),
            Ok(edits) => self.edits.extend(edits),
            Err(reason) => self.left.push(format!("{}：{reason}", told())),
        }
    }
}

/// The draft that is changed.
struct TakingDraft<'t> {
    filing: &'t Filing,
    sources: &'t Sources,
}

impl TakingDraft<'_> {
    /// Refuses where the input is a workbook, or was published.
    fn may_be_changed(&self) -> Result<(), &'static str> {
        let source = self.sources.get(self.filing.source);
        if source.is_workbook() || source.is_published() { Err(WORKBOOK) } else { Ok(()) }
    }

    /// The change of a figure.
    fn figure(&self, figure: &FigureDifference) -> Result<Edit, &'static str> {
        self.may_be_changed()?;
        let cell = self.filing.form.find(&figure.key).and_then(|id| self.filing.cells.get(&id));
        let account = || self.filing.account_figure(&figure.key).map(|given| &given.at);
        let at = cell.map(|given| &given.at).or_else(account).ok_or(NOT_GIVEN)?;
        let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let text = figure.after.as_deref().filter(|text| is_plain(text)).ok_or(NOT_GIVEN)?;
        let is_here = !self.is_of_cells(at) && is_plain(self.sources.text(at));
        is_here.then(|| Edit { at: at.clone(), text: text.to_owned() }).ok_or(NOT_GIVEN)
    }

    /// The changes that bring sentences in.
    fn sentences(&self, change: &SentenceChange) -> Result<Vec<Edit>, &'static str> {
        self.may_be_changed()?;
        if let ([_, ..], true) = (&change.removed[..], change.removed.len() == change.added.len()) {
            let pairs = change.removed.iter().zip(&change.added);
            let replaced = |(removed, added): (&String, &String)| {
                self.replaced(removed, removed, added).or_else(|reason| self.narrowed(removed, added).ok_or(reason))
            };
            return pairs.map(replaced).collect();
        }
        match (change.removed.first().zip(change.removed.last()), &change.follows) {
            (Some((first, last)), _) => Ok(vec![self.replaced(first, last, change.text.trim())?]),
            (None, Some(follows)) => {
                let (prose, range) = self.find(follows)?;
                let text = self.fitting(prose, &change.text)?;
                Ok(vec![Edit { at: prose.place(range.end..range.end), text }])
            }
            (None, None) => Err(ELSEWHERE),
        }
    }

    /// The change that puts a text in place of what stands from one sentence to another.
    fn replaced(&self, first: &str, last: &str, text: &str) -> Result<Edit, &'static str> {
        let ((prose, start), (other, end)) = (self.find(first)?, self.find(last)?);
        if prose.at != other.at || start.start > end.start {
            return Err(ELSEWHERE);
        }
        Ok(Edit { at: prose.place(start.start..end.end), text: self.fitting(prose, text)? })
    }

    /// The change of only those words that differ, where figures are filled in elsewhere in the sentence: what stands
    /// around them is in the input once.
    fn narrowed(&self, removed: &str, added: &str) -> Option<Edit> {
        let same = |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let (old, new): (Vec<char>, Vec<char>) = (removed.chars().collect(), added.chars().collect());
        let start = same(removed, added);
        let backwards = |all: &[char]| all[start..].iter().rev().collect::<String>();
        let end = same(&backwards(&old), &backwards(&new));
        let (until, new_until) = (old.len() - end, new.len() - end);
        let text = |chars: &[char]| chars.iter().collect::<String>();
        let words = text(&old[start..until]);
        let place = |around: usize| {
            let before = text(&old[start.saturating_sub(around)..start]);
            let after = text(&old[until..old.len().min(until + around)]);
            let (prose, range) = self.find(&format!("{before}{words}{after}")).ok()?;
            Some((prose, range.start + before.len()))
        };
        let (prose, from) = AROUND.into_iter().find_map(place)?;
        let text = self.fitting(prose, &text(&new[start..new_until])).ok()?;
        Some(Edit { at: prose.place(from..from + words.len()), text })
    }

    /// The only place where a sentence stands.
    fn find(&self, sentence: &str) -> Result<(&ProseText, Range<usize>), &'static str> {
        let exact = self.filing.prose().into_iter().filter(|prose| prose.exact && !self.is_of_cells(&prose.at));
        let mut places =
            exact.flat_map(|prose| prose.text.match_indices(sentence).map(move |(at, s)| (prose, at..at + s.len())));
        match (places.next(), places.next()) {
            (Some(place), None) => Ok(place),
            (None, _) => Err(ELSEWHERE),
            (Some(_), Some(_)) => Err(SEVERAL),
        }
    }

    /// A text as it can stand in some prose and mean the same.
    fn fitting(&self, prose: &ProseText, text: &str) -> Result<String, &'static str> {
        let is_toml = prose.at.source == self.filing.source;
        let begins = |line: &str| line.trim_start().starts_with(['#', '-', '|']);
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

    /// Whether a place is in a workbook, or in a report that was published.
    fn is_of_cells(&self, at: &Span) -> bool {
        self.sources.cell(at).is_some()
    }
}
