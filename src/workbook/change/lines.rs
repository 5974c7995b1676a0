//! Texts of several paragraphs spread over the cells of a workbook, a row a paragraph.

use std::collections::BTreeMap;

use super::cells::NewContent;
use crate::changes::Edit;
use crate::source::{CellKind, CellPlace, Sources, Span};

/// Characters of a cell at most.
const MOST: usize = 32_767;

/// A text in rows one below the other, a paragraph in each and all that is left in the last; what stands there already
/// is left out. Nothing where a cell would hold more than it can.
pub(super) fn spread(text: &str, rows: &[(CellPlace, String)]) -> Option<BTreeMap<CellPlace, NewContent>> {
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
    lines.reverse();
    let mut cells = BTreeMap::new();
    for (number, (place, was)) in rows.iter().enumerate() {
        let own: Vec<&str> = was.lines().filter(|line| !line.trim().is_empty()).collect();
        let is_kept = !own.is_empty() && lines.iter().rev().take(own.len()).eq(own.iter());
        let taken = if number + 1 == rows.len() {
            lines.len()
        } else if is_kept {
            own.len()
        } else {
            1
        };
        let words: Vec<&str> = std::iter::from_fn(|| lines.pop()).take(taken).collect();
        if words == own {
            continue;
        }
        let words = words.join("\n");
        if words.chars().count() > MOST {
            return None;
        }
        cells.insert(place.clone(), if words.is_empty() { NewContent::Empty } else { NewContent::Text(words) });
    }
    Some(cells)
}

/// What cells hold after changes of the texts that were read from them.
pub(super) fn edited(
    sources: &Sources,
    edits: &[Edit],
    now: &dyn Fn(&CellPlace) -> String,
) -> Option<BTreeMap<CellPlace, NewContent>> {
    let mut cells = BTreeMap::new();
    // Edits that touch the same cells make one text.
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let (mut places, mut whole) = touched(sources, &first.at)?;
        let mut count = 1;
        while let Some(next) = rest.get(count).filter(|next| next.at.start <= whole.end) {
            let (more, span) = touched(sources, &next.at)?;
            whole.end = whole.end.max(span.end);
            places.extend(more.into_iter().filter(|place| !places.contains(place)).collect::<Vec<_>>());
            count += 1;
        }
        let mut text = String::new();
        let mut end = whole.start;
        for edit in &rest[..count] {
            text.push_str(sources.text(&Span::new(whole.source, end..edit.at.start)));
            text.push_str(&edit.text);
            end = edit.at.end;
        }
        text.push_str(sources.text(&Span::new(whole.source, end..whole.end)));
        let number = text.parse().ok().filter(|_| places.len() == 1 && text.trim() == text);
        match (number, &places[..]) {
            (Some(number), [only]) => _ = cells.insert(only.clone(), NewContent::Number(number)),
            _ => {
                let rows = places.into_iter().map(|place| (place.clone(), now(&place)));
                cells.extend(spread(&text, &rows.collect::<Vec<_>>())?);
            }
        }
        rest = &rest[count..];
    }
    Some(cells)
}

/// The cells that a change touches, and all that stands in them.
fn touched(sources: &Sources, at: &Span) -> Option<(Vec<CellPlace>, Span)> {
    let mut places = Vec::new();
    let mut whole: Option<Span> = None;
    let mut from = at.start;
    loop {
        let here = Span::new(at.source, from..from);
        let place = sources.cell(&here).filter(|place| place.kind == CellKind::Sheet)?;
        let (start, text) = sources.cell_text(&here)?;
        places.push(place.clone());
        let end = start + text.len();
        let known = whole.get_or_insert(Span::new(at.source, start..end));
        known.end = end;
        if end >= at.end {
            return whole.map(|whole| (places, whole));
        }
        from = end + 1;
    }
}
