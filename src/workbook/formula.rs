//! Which cells a formula adds up, so far as it only adds up.

use std::collections::BTreeSet;

/// Cells of one formula; a sheet-wide range is no sum of ours.
const MOST: u32 = 10_000;

/// The cells that a formula of sums and differences uses; none for a formula of any other kind.
///
/// Takes the spellings of Excel (`SUM(D5:I5)`), OpenDocument (`of:=SUM([.D5:.I5])`) and of .xls files read back.
pub fn cells(formula: &str) -> Option<BTreeSet<(u32, u32)>> {
    let formula = formula.trim().trim_start_matches("of:").trim_start_matches('=');
    let mut used = BTreeSet::new();
    let mut rest = formula;
    let mut text = false;
    let mut open: Option<(u32, u32)> = None;
    let mut last: Option<(u32, u32)> = None;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            text = !text;
        } else if !text && (c.is_ascii_alphabetic() || c == '$') {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '$' || c == '_')).unwrap_or(rest.len());
            let word = &rest[..end];
            let after = rest[end..].trim_start();
            rest = &rest[end..];
            if after.starts_with('(') {
                if !["SUM", "IF", "COUNT", "N"].contains(&word.to_ascii_uppercase().as_str()) {
                    return None;
                }
                continue;
            }
            let cell = reference(word)?;
            match open.take() {
                Some(first) => range(first, cell, &mut used)?,
                None => {
                    used.insert(cell);
                }
            }
            last = Some(cell);
            continue;
        } else if !text && c == ':' {
            open = last;
        } else if !text && (c == '!' || c == '\'' || c == '*' || c == '/' || c == '^') {
            return None;
        }
        rest = &rest[c.len_utf8()..];
    }
    (!used.is_empty()).then_some(used)
}

/// `$D$5` as row and column.
fn reference(word: &str) -> Option<(u32, u32)> {
    let plain: String = word.chars().filter(|c| *c != '$').collect();
    let split = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = plain.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// Adds every cell from one corner to the other.
fn range(first: (u32, u32), last: (u32, u32), used: &mut BTreeSet<(u32, u32)>) -> Option<()> {
    let (rows, columns) = ((first.0.min(last.0), first.0.max(last.0)), (first.1.min(last.1), first.1.max(last.1)));
    if (rows.1 - rows.0 + 1).checked_mul(columns.1 - columns.0 + 1)? > MOST {
        return None;
    }
    for row in rows.0..=rows.1 {
        used.extend((columns.0..=columns.1).map(|column| (row, column)));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_in_every_spelling() {
        let row: BTreeSet<(u32, u32)> = (3..9).map(|column| (4, column)).collect();
        for formula in [
            "SUM(D5:I5)",
            "=IF(COUNT(D5:I5)=0,\"\",SUM(D5:I5))",
            "of:=IF(COUNT([.D5:.I5])=0;\"\";SUM([.D5:.I5]))",
            "D5+E5+F5+G5+H5+I5",
            "SUM($D$5:$I$5)",
            "SUM(D5,E5:I5)",
        ] {
            assert_eq!(cells(formula).as_ref(), Some(&row), "{formula}");
        }
        for formula in
            ["D5*2", "'上年'!D5", "VLOOKUP(D5,A1:B9,2)", "cmd|' /C calc'!A0", "SUM(A1:XFD1048576)", "1+1", ""]
        {
            assert_eq!(cells(formula), None, "{formula}");
        }
    }
}
