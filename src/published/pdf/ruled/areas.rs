//! The areas of fields of a table that no line parts.

use crate::published::pdf::drawn::DrawnGlyph;

/// An area of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FieldArea {
    /// The first and last row.
    pub rows: (usize, usize),
    /// The first and last column.
    pub columns: (usize, usize),
}

/// The areas of fields that no line parts, in a table so many columns wide, with the characters in each: one, but where
/// others stand within it, as at a line that the end of a page has taken, and the characters stand in one part.
pub(super) fn rectangles<'g>(
    fields: &[usize],
    width: usize,
    glyphs: Vec<&'g DrawnGlyph>,
    field: impl Fn(&DrawnGlyph) -> Option<usize>,
) -> Vec<(FieldArea, Vec<&'g DrawnGlyph>)> {
    let mut all: Vec<(usize, usize)> = fields.iter().map(|field| (field % width, field / width)).collect();
    all.sort_unstable();
    // From left to right, what is as high as that before.
    let mut areas: Vec<FieldArea> = Vec::new();
    for of_column in all.chunk_by(|one, other| one.0 == other.0) {
        for run in of_column.chunk_by(|one, other| one.1 + 1 == other.1) {
            let (column, rows) = (run[0].0, (run[0].1, run[run.len() - 1].1));
            match areas.iter_mut().find(|area| area.rows == rows && area.columns.1 + 1 == column) {
                Some(area) => area.columns.1 = column,
                None => areas.push(FieldArea { rows, columns: (column, column) }),
            }
        }
    }
    let holds = |area: &FieldArea, field: usize| {
        (area.rows.0..=area.rows.1).contains(&(field / width))
            && (area.columns.0..=area.columns.1).contains(&(field % width))
    };
    let has_all = |area: &FieldArea| glyphs.iter().all(|glyph| field(glyph).is_some_and(|field| holds(area, field)));
    let Some(with_text) = areas.iter().position(has_all) else {
        let rows = areas.iter().map(|area| area.rows).reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let columns =
            areas.iter().map(|area| area.columns).reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let whole = rows.zip(columns).map(|(rows, columns)| FieldArea { rows, columns });
        return whole.into_iter().map(|area| (area, glyphs.clone())).collect();
    };
    let glyphs_of = |at: usize| if at == with_text { glyphs.clone() } else { Vec::new() };
    areas.iter().enumerate().map(|(at, area)| (*area, glyphs_of(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_around_a_cell_are_areas_beside_it() {
        let area = |rows: (usize, usize), columns: (usize, usize)| FieldArea { rows, columns };
        // Three columns; the first is three rows high, and nothing parts it from the first row of the second.
        let glyph = DrawnGlyph::of_ten("甲", 0.0, 0.0);
        let parts = |at: usize, glyphs: Vec<&DrawnGlyph>| -> Vec<(FieldArea, usize)> {
            let found = rectangles(&[0, 1, 3, 6], 3, glyphs, |_| Some(at));
            found.into_iter().map(|(area, glyphs)| (area, glyphs.len())).collect()
        };
        assert_eq!(parts(0, vec![]), [(area((0, 2), (0, 0)), 0), (area((0, 0), (1, 1)), 0)]);
        assert_eq!(parts(1, vec![&glyph]), [(area((0, 2), (0, 0)), 0), (area((0, 0), (1, 1)), 1)]);
    }
}
