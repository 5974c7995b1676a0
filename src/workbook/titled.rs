//! Prose on sheets that nothing heads: a paragraph a cell, under the titles of its sections or on sheets called like them.

use std::collections::{BTreeMap, BTreeSet};

use super::beyond::is_remark;
use super::draft::{At, Draft};
use super::names::is_figure;
use super::particulars::same;
use super::prose::{Piece, put, put_slots};
use super::prose_places::{ProsePosition, Target};
use super::rest::is_guide;
use super::sheets::Sheet;
use super::whose::looks_old;
use super::words::PREFACE;
use crate::finding::Finding;
use crate::form::Form;
use crate::prose::numbering::Typed;
use crate::prose::titles::SectionTitles;
use crate::rule::prose::SHARED_OUT;
use crate::source::{CellKind, CellPlace};

/// Characters of a cell that may be the title of a section.
const LONGEST: usize = 40;

/// Characters of the shortest sentence by which prose is known.
const SHORTEST_SENTENCE: usize = 10;

/// Reads what stands under the titles of sections, and what stands on sheets that are called like them; sections that
/// have their words already are left alone.
pub(super) fn read(draft: &mut Draft<'_>, form: &Form) {
    let names = SectionTitles::of(form, |_| None);
    let used: BTreeSet<CellPlace> = draft.listing.cells().cloned().collect();
    for number in 0..draft.sheets.len() {
        let sheet = &draft.sheets[number];
        if !sheet.visible || sheet.kind != CellKind::Sheet || is_guide(sheet) {
            continue;
        }
        let is_free = |at: At| !draft.known.contains(&(number, at.0, at.1)) && !used.contains(&sheet.place(at));
        let pasted = Pasted { sheet, form, names: &names, is_free: &is_free };
        let Some((titles, mut pieces)) = pasted.under_titles().or_else(|| pasted.under_name()) else { continue };
        let first = pieces[0].rows.first().map_or(0, |at| at.0);
        if looks_old(sheet, first, draft.document.year("year")) {
            continue;
        }
        pieces.retain(|piece| is_open(draft, form, number, piece));
        if pieces.is_empty() {
            continue;
        }
        titles.into_iter().for_each(|at| draft.know(number, at));
        tell_where(draft, form, number, &pieces);
        for piece in pieces {
            put_slots(draft, number, form, piece.target, &piece.rows);
            let rows = piece.rows.into_iter().collect();
            put(draft, number, form, piece.target, &Piece { rows, ..Piece::default() });
        }
    }
}

/// What was found under one title.
struct PastedPiece {
    target: Target,
    /// Its paragraphs.
    rows: Vec<At>,
    /// The column that its paragraphs stand in.
    column: Option<u32>,
}

/// A sheet that is looked through.
struct Pasted<'a> {
    sheet: &'a Sheet,
    form: &'a Form,
    names: &'a SectionTitles,
    is_free: &'a dyn Fn(At) -> bool,
}

impl Pasted<'_> {
    /// The filled cells, row by row.
    fn rows(&self) -> Vec<Vec<At>> {
        let mut rows: BTreeMap<u32, Vec<At>> = BTreeMap::new();
        for (row, column, _) in self.sheet.cells() {
            rows.entry(row).or_default().push((row, column));
        }
        rows.into_values().collect()
    }

    /// The section, or the preface, that a cell is the title of, or has it above its text.
    fn titled(&self, text: &str) -> Option<Target> {
        let line = text.trim().lines().next()?.trim().trim_end_matches(['：', ':']);
        if line.chars().take(LONGEST + 1).count() > LONGEST {
            return None;
        }
        if line == PREFACE {
            return Some(Target::Preface);
        }
        // A shorter title is known by itself only: what is counted otherwise is inside of a section.
        let is_bare = || Typed::of_title(line).is_none() && !line.contains(['。', '，', '；']);
        let is_prose = |section: &usize| self.form.sections[*section].table.is_none();
        let shortened = || self.names.shortened(line).filter(|section| is_bare() && is_prose(section));
        let section = self.names.section_of(line).or_else(shortened)?;
        Some(Target::Section(section, ProsePosition::Text))
    }

    /// Whether a place for prose is the text of a section that is nothing else.
    fn is_of_prose(&self, target: Target) -> bool {
        matches!(target, Target::Section(section, ProsePosition::Text) if self.form.sections[section].table.is_none())
    }

    /// Whether a text is a sentence.
    fn is_sentence(&self, at: At) -> bool {
        let text = self.sheet.text(at.0, at.1);
        text.contains('。') && text.chars().take(SHORTEST_SENTENCE).count() == SHORTEST_SENTENCE
    }

    /// The cells of the titles and what stands under each; none where nothing says that it is a report's prose.
    fn under_titles(&self) -> Option<(Vec<At>, Vec<PastedPiece>)> {
        let (mut titles, mut above, mut pieces) = (Vec::new(), Vec::new(), Vec::<PastedPiece>::new());
        for cells in self.rows() {
            let text = |at: &At| self.sheet.text(at.0, at.1);
            let title = |(number, at): (usize, &At)| {
                self.titled(text(at)).filter(|target| follows(&pieces, *target)).map(|target| (number, target))
            };
            let Some((title, target)) = cells.iter().enumerate().find_map(title) else {
                match pieces.last_mut() {
                    Some(piece) => self.paragraph(piece, &cells),
                    None if self.is_whole(&cells) => {
                        let target = Target::Section(0, ProsePosition::Text);
                        pieces.push(PastedPiece { target, column: None, rows: cells });
                    }
                    None => above.extend(cells.into_iter().filter(|at| (self.is_free)(*at) && self.is_sentence(*at))),
                }
                continue;
            };
            let at = cells[title];
            // Where the titles of prose have been read, the rest is beside it.
            if self.is_of_prose(target) && !(self.is_free)(at) {
                return None;
            }
            let target = match target {
                Target::Section(section, _) if !self.is_of_prose(target) => {
                    Target::Section(section, ProsePosition::Before)
                }
                target => target,
            };
            // A list of contents has titles with nothing under them.
            pieces.retain(|piece| !piece.rows.is_empty() || !self.is_of_prose(piece.target));
            let mut piece = PastedPiece { target, rows: Vec::new(), column: None };
            if text(&at).contains('\n') {
                piece.rows.push(at);
                piece.column = Some(at.1);
            } else {
                titles.push(at);
            }
            if let Some(beside) = cells.get(title + 1).filter(|at| (self.is_free)(**at) && !is_figure(text(at))) {
                piece.rows.push(*beside);
                piece.column = Some(beside.1);
            }
            pieces.push(piece);
        }
        self.without_signature(pieces.last_mut()?);
        let is_first = |piece: &PastedPiece| matches!(piece.target, Target::Section(0, _));
        if pieces.first().is_some_and(is_first) && !above.is_empty() {
            pieces.insert(0, PastedPiece { target: Target::Preface, rows: above, column: None });
        }
        pieces.retain(|piece| !piece.rows.is_empty());
        let is_known = pieces.iter().filter(|piece| self.is_of_prose(piece.target)).flat_map(|piece| &piece.rows);
        is_known.copied().any(|at| self.is_sentence(at)).then_some((titles, pieces))
    }

    /// Takes what stands in a row for a paragraph of a piece, where it is one.
    fn paragraph(&self, piece: &mut PastedPiece, cells: &[At]) {
        if cells.iter().any(|at| !(self.is_free)(*at)) {
            // The table of a section stands between what is said before and after it.
            if let Target::Section(section, ProsePosition::Before) = piece.target
                && piece.rows.is_empty()
            {
                piece.target = Target::Section(section, ProsePosition::After);
            }
            return;
        }
        let text = |at: &At| self.sheet.text(at.0, at.1);
        let column = piece.column.or(cells.iter().find(|at| !is_figure(text(at))).map(|at| at.1));
        // A heading of a section's own stands beside what it is of.
        if let [heading, said] = cells
            && !is_figure(text(heading))
            && text(heading).chars().take(LONGEST + 1).count() <= LONGEST
            && !text(heading).contains('。')
            && self.is_sentence(*said)
            && self.is_of_prose(piece.target)
            && Some(said.1) != column
        {
            return piece.rows.extend([*heading, *said]);
        }
        let Some(at) = cells.iter().find(|at| Some(at.1) == column && !is_figure(text(at))) else { return };
        // A numbered heading or a few words may have a remark beside them, as sentences have; what has a figure beside
        // it is of a table.
        let is_said = || Typed::of(text(at)).is_some() || text(at).ends_with('。');
        let has_figure = || cells.iter().any(|at| is_figure(text(at)));
        let is_alone = cells.len() == 1 || self.is_sentence(*at) || is_said() && !has_figure();
        // Around a table stand notes and captions too.
        let is_of_table = matches!(piece.target, Target::Section(_, ProsePosition::Before | ProsePosition::After));
        if is_alone && (!is_of_table || self.is_sentence(*at) && !is_remark(text(at))) {
            piece.rows.push(*at);
            piece.column = column;
        }
    }

    /// Whether a row is one cell with several sections in it.
    fn is_whole(&self, cells: &[At]) -> bool {
        let [at] = cells else { return false };
        let text = self.sheet.text(at.0, at.1);
        let titles = text.lines().filter_map(|line| self.titled(line)).filter(|target| self.is_of_prose(*target));
        (self.is_free)(*at) && self.is_sentence(*at) && titles.count() > 1
    }

    /// Leaves out what stands below the last sentence, a signature, a day, who filled it in: no number counts it.
    fn without_signature(&self, piece: &mut PastedPiece) {
        let ends = |text: &str| text.ends_with(['。', '！', '？', '；', '：', '”', '）', ';', ':']);
        while let [_, .., last] = piece.rows[..] {
            let text = self.sheet.text(last.0, last.1);
            if ends(text) || Typed::of(text).is_some() || text.chars().count() > LONGEST {
                break;
            }
            piece.rows.pop();
        }
    }

    /// What stands on a sheet of which nothing was used and that is called like a section.
    fn under_name(&self) -> Option<(Vec<At>, Vec<PastedPiece>)> {
        let section = self.names.shortened(&self.sheet.name)?;
        let target = Target::Section(section, ProsePosition::Text);
        let cells: Vec<At> = self.sheet.cells().map(|(row, column, _)| (row, column)).collect();
        if !self.is_of_prose(target) || cells.iter().any(|at| !(self.is_free)(*at)) {
            return None;
        }
        let column = Some(cells.iter().find(|at| self.is_sentence(**at))?.1);
        let mut piece = PastedPiece { target, rows: Vec::new(), column };
        self.rows().iter().for_each(|cells| self.paragraph(&mut piece, cells));
        self.without_signature(&mut piece);
        (!piece.rows.is_empty()).then(|| (Vec::new(), vec![piece]))
    }
}

/// Whether a title comes behind those before it, as sections do.
fn follows(pieces: &[PastedPiece], target: Target) -> bool {
    let number = |target: Target| match target {
        Target::Section(section, _) => Some(section),
        Target::Preface | Target::Extra(_) => None,
    };
    // What has nothing under it was a list of contents.
    let last = pieces.iter().rev().find(|piece| !piece.rows.is_empty());
    last.is_none_or(|last| number(last.target) < number(target))
}

/// Whether the place of a piece has no words yet; the same words once more say nothing new.
fn is_open(draft: &mut Draft<'_>, form: &Form, number: usize, piece: &PastedPiece) -> bool {
    let there = match piece.target {
        Target::Preface => draft.document.preface.as_ref(),
        Target::Section(section, _) => draft.document.sections.get(&section).and_then(|words| {
            [&words.text, &words.before, &words.after, &words.file].into_iter().find_map(Option::as_ref)
        }),
        Target::Extra(_) => None,
    };
    let Some(there) = there.and_then(|given| given.words()) else { return true };
    let sheet = &draft.sheets[number];
    let text: String = piece.rows.iter().map(|at| sheet.text(at.0, at.1)).collect();
    if same(&there.value, &text) || same(&format!("{}{}", piece.target.name(form), there.value), &text) {
        piece.rows.iter().for_each(|at| _ = draft.known.insert((number, at.0, at.1)));
    }
    false
}

/// Tells where the prose of a sheet went.
fn tell_where(draft: &mut Draft<'_>, form: &Form, number: usize, pieces: &[PastedPiece]) {
    let names: Vec<String> = pieces.iter().map(|piece| format!("“{}”", piece.target.name(form))).collect();
    let sheet = &draft.sheets[number].name;
    let message = match &names[..] {
        [one] => format!("“{sheet}”表里的文字读作{one}。"),
        several => format!("“{sheet}”表里贴了几个部分的文字，已分到{}。", several.concat()),
    };
    let mut finding = Finding::new(&SHARED_OUT, message);
    for piece in pieces {
        finding = finding.mark(&draft.place(number, piece.rows[0]), "从这里起");
    }
    draft.fault(finding);
}
