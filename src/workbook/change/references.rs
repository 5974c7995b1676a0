//! Names of cells in formulas and elsewhere, after rows were put between those of a sheet.

/// Rows that are put into a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewRows {
    /// The sheet.
    pub sheet: String,
    /// The row above them, from 0; they look like it.
    pub above: u32,
    /// How many.
    pub count: u32,
}

/// Rows of a sheet at most.
const MOST_ROWS: u32 = 1_048_576;

/// A row by its number from 1, as it is called now; none of what is no row.
pub(super) fn moved_row(row: &str, new: &NewRows) -> Option<String> {
    let number: u32 = row.parse().ok()?;
    // The row above the new ones is the last that stays.
    let moved = if number > new.above + 1 { number.saturating_add(new.count).min(MOST_ROWS) } else { number };
    Some(moved.to_string())
}

/// A cell, row or column by its name, with the marks of what stays when a formula is copied.
fn moved_name(name: &str, new: &NewRows) -> Option<String> {
    let digits = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let (start, row) = name.split_at(digits.len());
    if row.is_empty() {
        return is_column(name.trim_start_matches('$')).then(|| name.to_owned());
    }
    let column = start.strip_suffix('$').unwrap_or(start);
    let column = column.strip_prefix('$').unwrap_or(column);
    (column.is_empty() || is_column(column)).then_some(())?;
    Some(format!("{start}{}", moved_row(row, new)?))
}

/// Whether a text can name a column.
fn is_column(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphabetic())
}

/// Cells from one to another, or one cell.
pub(super) fn moved_area(area: &str, new: &NewRows) -> Option<String> {
    let names: Vec<String> = area.split(':').map(|name| moved_name(name, new)).collect::<Option<_>>()?;
    Some(names.join(":"))
}

/// Several areas with blanks between them.
pub(super) fn moved_areas(areas: &str, new: &NewRows) -> Option<String> {
    let all: Vec<String> = areas.split_whitespace().map(|area| moved_area(area, new)).collect::<Option<_>>()?;
    Some(all.join(" "))
}

/// A formula that stands on the sheet itself or on another one; none where it names cells in a way that is not
/// followed here: in other workbooks, on several sheets at once, or by working out which.
pub(super) fn moved_formula(formula: &str, is_own: bool, new: &NewRows) -> Option<String> {
    if !is_own && !formula.contains(&new.sheet) {
        return Some(formula.to_owned());
    }
    if formula.contains('[') || ["INDIRECT", "OFFSET"].iter().any(|name| formula.to_ascii_uppercase().contains(name)) {
        return None;
    }
    let mut made = String::new();
    let mut rest = formula;
    // Whether names that follow are of the sheet; what stands behind a colon is of the same as before it.
    let (mut is_of_sheet, mut is_further) = (is_own, false);
    while let Some(c) = rest.chars().next() {
        if c == '"' || c == '\'' {
            let (quoted, behind) = quoted(rest, c)?;
            made.push_str(quoted);
            rest = behind;
            if c == '\'' {
                rest = rest.strip_prefix('!')?;
                made.push('!');
                let name = quoted[1..quoted.len() - 1].replace("''", "'");
                (!name.contains(':')).then_some(())?;
                (is_of_sheet, is_further) = (name == new.sheet, true);
            }
            continue;
        }
        let is_of_word =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$') || !c.is_ascii() && !c.is_whitespace();
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if word.is_empty() {
            made.push(c);
            rest = &rest[c.len_utf8()..];
            is_further = is_further && c == ':';
            continue;
        }
        rest = behind;
        if let Some(behind) = rest.strip_prefix('!') {
            made.push_str(word);
            made.push('!');
            // From one sheet to another one.
            (!made[..made.len() - 1 - word.len()].ends_with(':')).then_some(())?;
            (rest, is_of_sheet, is_further) = (behind, word == new.sheet, true);
            continue;
        }
        let is_of_sheet_here = if is_further { is_of_sheet } else { is_own };
        let is_row = word.trim_start_matches('$').chars().all(|c| c.is_ascii_digit());
        let is_of_rows = is_row && (rest.starts_with(':') || made.ends_with(':'));
        let is_cell = !is_row && word.ends_with(|c: char| c.is_ascii_digit()) && !rest.starts_with('(');
        match moved_name(word, new).filter(|_| is_of_sheet_here && (is_cell || is_of_rows)) {
            Some(moved) => made.push_str(&moved),
            None => made.push_str(word),
        }
        (is_of_sheet, is_further) = (is_of_sheet_here, rest.starts_with(':'));
    }
    Some(made)
}

/// A text in quotes, which are doubled within it, and what stands behind it.
fn quoted(text: &str, quote: char) -> Option<(&str, &str)> {
    let mut at = 1;
    loop {
        at += text.get(at..)?.find(quote)? + 1;
        if !text[at..].starts_with(quote) {
            return Some(text.split_at(at));
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_new_rows_go_down_with_them() {
        let new = NewRows { sheet: "正文".to_owned(), above: 9, count: 3 };
        for (formula, own, other) in [
            ("A10+A11", "A10+A14", "A10+A11"),
            ("SUM($B$2:$B$40)&\"A11\"", "SUM($B$2:$B$43)&\"A11\"", "SUM($B$2:$B$40)&\"A11\""),
            ("正文!A11+A12", "正文!A14+A15", "正文!A14+A12"),
            ("'正文'!A9:B11-别的!C12:D13", "'正文'!A9:B14-别的!C12:D13", "'正文'!A9:B14-别的!C12:D13"),
            ("COUNTA(正文!11:12)+LOG10(5)+12", "COUNTA(正文!14:15)+LOG10(5)+12", "COUNTA(正文!14:15)+LOG10(5)+12"),
            ("正文!$1:$3,正文!A:C", "正文!$1:$3,正文!A:C", "正文!$1:$3,正文!A:C"),
            (
                "IF('它''正文'!A11=1,名称11,TRUE)",
                "IF('它''正文'!A11=1,名称11,TRUE)",
                "IF('它''正文'!A11=1,名称11,TRUE)",
            ),
        ] {
            assert_eq!(moved_formula(formula, true, &new).as_deref(), Some(own), "{formula}");
            assert_eq!(moved_formula(formula, false, &new).as_deref(), Some(other), "{formula}");
        }
        for formula in ["[1]正文!A11", "INDIRECT(\"正文!A\"&11)", "'正文:别的'!A11", "甲:正文!A11"] {
            assert_eq!(moved_formula(formula, true, &new), None, "{formula}");
        }
        let areas = moved_areas("A1:C10 A11 D5:D1048576", &new);
        assert_eq!(areas.as_deref(), Some("A1:C10 A14 D5:D1048576"));
    }
}
