//! What two drafts of one report differ in: figures, single fields, and sentences.

use super::sentences::{SentenceChange, changed};
use crate::characters::{beginning, unspaced};
use crate::figures::{Change, Figures};
use crate::filing::{Entry, FIELDS, Field, FieldKind, Filing, Group};
use crate::form::{Form, brief};

/// A draft: what was handed in, what follows from it, and what is printed of its words.
pub struct ReportDraft<'a> {
    /// What was handed in.
    pub filing: &'a Filing,
    /// Its figures completed.
    pub figures: &'a Figures,
    /// The words that are printed, part by part.
    pub passages: Vec<PrintedPart>,
    /// Whether it was read from what is printed, where other things that an input says cannot stand.
    pub is_printed: bool,
}

/// A part of the words that are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPart {
    /// What it is called in both drafts.
    pub key: String,
    /// Its heading.
    pub heading: String,
    /// Its text, a paragraph a line.
    pub text: String,
}

/// How the end of a line within a cell is shown: what stands before and behind it is no single number.
const NEW_LINE: &str = "⏎";

/// The key of the letter's words.
pub const LETTER: &str = "letter";

/// What two drafts differ in.
#[derive(Debug, Clone, Default)]
pub struct DraftDifferences {
    /// Cells and figures of accounts.
    pub figures: Vec<FigureDifference>,
    /// Single fields, and labels.
    pub fields: Vec<FigureDifference>,
    /// Sentences, part by part.
    pub passages: Vec<PassageDifference>,
}

/// Something that has one value in one draft and another in the other.
#[derive(Debug, Clone)]
pub struct FigureDifference {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What the first draft says; nothing where it says nothing.
    pub before: Option<String>,
    /// What the second draft says.
    pub after: Option<String>,
    /// By how much it changed, where both are numbers.
    pub change: Option<Change>,
}

impl FigureDifference {
    /// What both drafts say, as it is told.
    pub fn said(&self) -> [&str; 2] {
        [&self.before, &self.after].map(|text| match text.as_deref() {
            None => "（没有）",
            Some("") => "（空白）",
            Some(text) => text,
        })
    }
}

/// A part of the report whose words changed.
#[derive(Debug, Clone)]
pub struct PassageDifference {
    /// What it is called in both drafts.
    pub key: String,
    /// Its heading.
    pub heading: String,
    /// What changed, in order.
    pub changes: Vec<SentenceChange>,
}

impl DraftDifferences {
    /// What a second draft has otherwise than a first.
    pub fn between(before: &ReportDraft<'_>, after: &ReportDraft<'_>) -> Self {
        let mut figures = cells(before.figures, after.figures);
        figures.extend(former_cells(before.figures, after.figures));
        let of_form = Field::of_form(&after.filing.form);
        let of_former = Field::of_form(&before.filing.form);
        let former = of_former.iter().filter(|field| of_form.iter().all(|known| known.path != field.path));
        let mut fields = Vec::new();
        for field in FIELDS.iter().chain(&of_form).chain(former) {
            let difference =
                field_difference(field, before.filing, after.filing).filter(|it| is_told(it, before, after));
            if matches!(field.group, Group::Account(_)) { &mut figures } else { &mut fields }.extend(difference);
        }
        fields.extend(headings(&before.passages, &after.passages));
        fields.extend(breaks(&before.passages, &after.passages));
        // A label that is read from what is printed is printed.
        let is_label = |it: &FigureDifference| after.is_printed && it.after.is_some() || is_told(it, before, after);
        fields.extend(labels(before.filing, after.filing).into_iter().filter(is_label));
        if before.is_printed || after.is_printed {
            // What was not given is printed blank.
            figures.retain(|it| it.before.as_deref().unwrap_or_default() != it.after.as_deref().unwrap_or_default());
        }
        let mut passages = passages(&before.passages, &after.passages);
        // A report that is printed by itself is without its letter.
        passages.retain(|passage| !(before.is_printed || after.is_printed) || passage.key != LETTER);
        Self { figures, fields, passages }
    }

    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.fields.is_empty() && self.passages.is_empty()
    }
}

/// Whether a difference of fields is one: what is printed does not say everything, says more than was handed in, and
/// names the agency by its title; where its words say the same, another one of them was taken for the field.
fn is_told(difference: &FigureDifference, before: &ReportDraft<'_>, after: &ReportDraft<'_>) -> bool {
    let title = |draft: &ReportDraft<'_>| draft.filing.exact_title();
    let is_silent = difference.before.is_none() || difference.after.is_none();
    let is_of_title = difference.key == "agency.name" && title(before) == title(after);
    let says = |draft: &ReportDraft<'_>, text: &Option<String>| {
        let is_in = |words: &str| draft.passages.iter().any(|part| part.text.contains(words));
        draft.is_printed && text.as_deref().is_some_and(is_in)
    };
    let is_said = says(after, &difference.before) || says(before, &difference.after);
    // A signature and its day are printed where they are given.
    let is_printed_where_given = ["document.signature", "document.date"].contains(&&*difference.key);
    let is_known = !is_silent || is_printed_where_given;
    !(before.is_printed || after.is_printed) || is_known && !is_of_title && !is_said
}

/// The cells of the second draft that the first has otherwise or not at all.
fn cells(before: &Figures, after: &Figures) -> Vec<FigureDifference> {
    let difference = |id| {
        let key = &after.form.cell(id).key;
        let (now, was) = (&after.get(id).entry, before.by_key(key).map(|figure| &figure.entry));
        let (spelled, was_spelled) = (said(now), was.and_then(said));
        // 12 and 12.0 are the same figure.
        let same = now.value == was.map_or(now.value, |was| was.value) && was.and_then(|w| w.note.clone()) == now.note;
        if spelled == was_spelled || (same && was.is_some() && spelled.is_some() == was_spelled.is_some()) {
            return None;
        }
        let change = now.value.addend().zip(was.and_then(|was| was.value.addend()));
        Some(FigureDifference {
            key: key.clone(),
            label: after.form.describe(id),
            change: change.and_then(|(now, was)| Change::new(now, was)),
            before: was_spelled,
            after: spelled,
        })
    };
    after.form.ids().filter_map(difference).collect()
}

/// The cells of the first draft that the second, of another edition, does not have.
fn former_cells(before: &Figures, after: &Figures) -> Vec<FigureDifference> {
    let gone = before.form.ids().filter(|id| after.form.find(&before.form.cell(*id).key).is_none());
    let difference = |id| {
        let was = said(&before.get(id).entry)?;
        let (key, label) = (before.form.cell(id).key.clone(), before.form.describe(id));
        Some(FigureDifference { key, label, before: Some(was), after: None, change: None })
    };
    gone.filter_map(difference).collect()
}

/// What a cell says, on one line; nothing where nobody knows.
fn said(entry: &Entry) -> Option<String> {
    let is_open = entry.value == crate::filing::Value::Unknown && entry.shown.is_empty();
    (!is_open).then(|| entry.spelled().replace('\n', NEW_LINE))
}

/// A single field that differs.
fn field_difference(field: &Field, before: &Filing, after: &Filing) -> Option<FigureDifference> {
    // Words, the title among them, are held against each other sentence by sentence; where files lie is no part of a
    // report.
    let is_of_words = matches!(field.kind, FieldKind::Prose | FieldKind::Part);
    let is_of_files = ["title", "prior", "earlier", "forms"].contains(&&*field.path);
    if is_of_words || is_of_files || field.group == Group::LastYear {
        return None;
    }
    let said = |filing: &Filing| Some(field.get(filing).join("、")).filter(|text| !text.is_empty());
    let (was, now) = (said(before), said(after));
    let number = |text: &Option<String>| text.as_ref()?.parse().ok();
    let change = match field.kind {
        FieldKind::Figure(_) => number(&now).zip(number(&was)).and_then(|(now, was)| Change::new(now, was)),
        _ => None,
    };
    let (key, label) = (field.path.to_string(), field.label.to_string());
    (was != now).then_some(FigureDifference { key, label, before: was, after: now, change })
}

/// Labels that one draft prints otherwise.
fn labels(before: &Filing, after: &Filing) -> Vec<FigureDifference> {
    let official = |form: &Form, key: &str| {
        form.node_labels().find(|(known, _)| *known == key).map_or_else(|| key.to_owned(), |(_, label)| brief(label))
    };
    let own = |filing: &Filing, key: &str| filing.labels.get(key).map(|label| label.value.clone());
    let added = after.labels.keys().filter(|key| !before.labels.contains_key(*key));
    let difference = |key: &String| {
        let (was, now) = (own(before, key), own(after, key));
        let label = format!("标签“{}”", official(&after.form, key));
        (was != now).then(|| FigureDifference { key: key.clone(), label, before: was, after: now, change: None })
    };
    before.labels.keys().chain(added).filter_map(difference).collect()
}

/// Headings of parts that differ.
fn headings(before: &[PrintedPart], after: &[PrintedPart]) -> Vec<FigureDifference> {
    let difference = |now: &PrintedPart| {
        let was = before.iter().find(|was| was.key == now.key)?;
        (was.heading != now.heading).then(|| FigureDifference {
            key: now.key.clone(),
            label: "标题".to_owned(),
            before: Some(was.heading.clone()),
            after: Some(now.heading.clone()),
            change: None,
        })
    };
    after.iter().filter_map(difference).collect()
}

/// Parts whose sentences are the same and are cut into other paragraphs.
fn breaks(before: &[PrintedPart], after: &[PrintedPart]) -> Vec<FigureDifference> {
    const SHOWN: usize = 12;
    let paragraphs = |part: &PrintedPart| -> Vec<String> {
        part.text.lines().map(unspaced).filter(|line| !line.is_empty()).collect()
    };
    let difference = |now: &PrintedPart| {
        let was = before.iter().find(|was| was.key == now.key && changed(&was.text, &now.text).is_empty())?;
        let (old, new) = (paragraphs(was), paragraphs(now));
        let at = old.iter().zip(&new).position(|(old, new)| old != new)?;
        let is_split = old[at].starts_with(new[at].as_str());
        let (from, what) =
            if is_split { (new.get(at + 1), "另起一段") } else { (old.get(at + 1), "不另起一段") };
        let from = from.map_or(String::new(), |line| format!("，“{}”{what}", beginning(line, SHOWN)));
        Some(FigureDifference {
            key: now.key.clone(),
            label: format!("“{}”的分段", now.heading),
            before: Some(format!("{} 段", old.len())),
            after: Some(format!("{} 段{from}", new.len())),
            change: None,
        })
    };
    after.iter().filter(|part| part.key != LETTER).filter_map(difference).collect()
}

/// The parts whose words differ: those of the second draft in order, then those that it no longer has.
fn passages(before: &[PrintedPart], after: &[PrintedPart]) -> Vec<PassageDifference> {
    let of = |all: &[PrintedPart], key: &str| {
        all.iter().find(|known| known.key == key).map_or(String::new(), |known| known.text.clone())
    };
    let gone = before.iter().filter(|was| after.iter().all(|now| now.key != was.key));
    let difference = |passage: &PrintedPart| {
        let changes = changed(&of(before, &passage.key), &of(after, &passage.key));
        (!changes.is_empty()).then(|| PassageDifference {
            key: passage.key.clone(),
            heading: passage.heading.clone(),
            changes,
        })
    };
    after.iter().chain(gone).filter_map(difference).collect()
}
