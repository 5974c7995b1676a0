//! Parts of an Office Open XML workbook before they are read: what they declare is held against what they hold.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::extent::Budget;
use crate::workbook::limits::{MOST_CELLS, MOST_FORMATS, MOST_SHEETS, MOST_STRINGS, MOST_STYLE_ELEMENTS, MOST_TEXT};
use crate::workbook::refusal::Refusal;

/// Holds one part against what it declares.
///
/// # Errors
/// When it declares more than it holds or than the limits allow.
pub(super) fn check(name: &str, part: &[u8], budget: &mut Budget) -> Result<(), Refusal> {
    let lower = name.replace('\\', "/").to_ascii_lowercase();
    if lower.ends_with("sharedstrings.xml") {
        texts(name, part)
    } else if lower.ends_with("styles.xml") {
        formats(name, part)
    } else if lower.ends_with(".rels") {
        once_each(name, part, "Relationship", "Target", "/worksheet")
    } else if lower.ends_with("workbook.xml") {
        sheets(part)?;
        once_each(name, part, "sheet", "id", "")
    } else if may_share_formulas(part) {
        formulas(name, part, budget)
    } else {
        Ok(())
    }
}

/// A reader of a part as the workbook's reader has it.
fn reader(part: &[u8]) -> Reader<&[u8]> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().check_end_names = false;
    xml.config_mut().expand_empty_elements = true;
    xml
}

/// The next element that begins; none at the end of the part, or where it is broken, which its reader tells.
fn next(xml: &mut Reader<&[u8]>, buffer: &mut Vec<u8>) -> Option<BytesStart<'static>> {
    loop {
        buffer.clear();
        match xml.read_event_into(buffer) {
            Ok(Event::Start(tag)) => return Some(tag.into_owned()),
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// An attribute by its name without a prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name);
    found.map(|attribute| attribute.value.to_string())
}

/// How often some bytes stand in a part.
fn occurrences(part: &[u8], bytes: &str) -> usize {
    let text = match std::str::from_utf8(part) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&part[..error.valid_up_to()]).unwrap_or_default(),
    };
    text.matches(bytes).count()
}

/// Shared texts: room is made for as many as are declared.
fn texts(name: &str, part: &[u8]) -> Result<(), Refusal> {
    let there = occurrences(part, "<si") + occurrences(part, ":si");
    if there > MOST_STRINGS {
        return Err(Refusal::too_large(format!("部件 {name} 有 {there} 条文字，至多 {MOST_STRINGS} 条")));
    }
    let (mut xml, mut buffer) = (reader(part), Vec::new());
    while let Some(tag) = next(&mut xml, &mut buffer) {
        if tag.local_name().as_ref() != "sst" {
            continue;
        }
        let declared = attribute(&tag, "uniqueCount").filter(|count| !is_at_most(count, MOST_STRINGS));
        return declared.map_or(Ok(()), |count| {
            let reason = format!("部件 {name} 说有 {} 条文字，里面没有这么多", shortened(&count));
            Err(Refusal::broken(reason))
        });
    }
    Ok(())
}

/// Whether a number, written in any way a reader may take, is small; what is no number is none.
fn is_at_most(number: &str, most: usize) -> bool {
    let digits = number.trim().trim_start_matches('+');
    digits
        .parse::<usize>()
        .map_or_else(|_| digits.is_empty() || digits.contains(|c: char| !c.is_ascii_digit()), |n| n <= most)
}

/// A number that may be long, for a message.
fn shortened(number: &str) -> String {
    number.chars().take(24).collect()
}

/// Formats of cells: each takes hundreds of bytes, with a copy of the names in it.
fn formats(name: &str, part: &[u8]) -> Result<(), Refusal> {
    let elements = occurrences(part, "<");
    let formats = occurrences(part, "<xf") + occurrences(part, ":xf");
    let longest = part.split(|byte| *byte == b'<').map(<[u8]>::len).max().unwrap_or_default();
    let copied = formats as u64 * longest as u64;
    if elements > MOST_STYLE_ELEMENTS || formats > MOST_FORMATS || (longest > 1_000 && copied > 2 * MOST_TEXT) {
        return Err(Refusal::too_large(format!("部件 {name} 里单元格的格式太多（{formats} 种）")));
    }
    Ok(())
}

/// Sheets of a workbook.
fn sheets(part: &[u8]) -> Result<(), Refusal> {
    let (mut xml, mut buffer, mut count) = (reader(part), Vec::new(), 0);
    while let Some(tag) = next(&mut xml, &mut buffer) {
        count += usize::from(tag.local_name().as_ref() == "sheet");
    }
    if count > MOST_SHEETS {
        return Err(Refusal::too_large(format!("有 {count} 张表，至多 {MOST_SHEETS} 张")));
    }
    Ok(())
}

/// Refuses a part in which two elements mean the same: a sheet that is read many times takes its time each time.
pub(super) fn once_each(name: &str, part: &[u8], element: &str, attr: &str, kind: &str) -> Result<(), Refusal> {
    let (mut xml, mut buffer, mut seen) = (reader(part), Vec::new(), BTreeSet::new());
    while let Some(tag) = next(&mut xml, &mut buffer) {
        if tag.local_name().as_ref() != element || !attribute(&tag, "Type").is_none_or(|own| own.ends_with(kind)) {
            continue;
        }
        if let Some(again) = attribute(&tag, attr).filter(|value| !seen.insert(value.clone())) {
            return Err(Refusal::broken(format!("部件 {name} 里两张表指着同一处（{}）", shortened(&again))));
        }
    }
    Ok(())
}

/// Whether a part may hold formulas that cells share: it names them, or is written in an encoding in which it may.
fn may_share_formulas(part: &[u8]) -> bool {
    part.windows(6).any(|bytes| bytes == b"shared") || part.iter().any(|byte| [0, 0x1B].contains(byte))
}

/// Formulas that cells share: room is made for as many as the highest number says, and each cell gets its own copy.
fn formulas(name: &str, part: &[u8], budget: &mut Budget) -> Result<(), Refusal> {
    let (mut xml, mut buffer) = (reader(part), Vec::new());
    let mut lengths: BTreeMap<usize, u64> = BTreeMap::new();
    let mut open: Option<(usize, u64)> = None;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "f" => {
                if attribute(&tag, "t").as_deref() != Some("shared") {
                    continue;
                }
                let index = attribute(&tag, "si").unwrap_or_default();
                if !is_at_most(&index, MOST_CELLS) {
                    let reason = format!("部件 {name} 里公式的编号 {} 太大", shortened(&index));
                    return Err(Refusal::broken(reason));
                }
                let index = index.trim().trim_start_matches('+').parse().unwrap_or_default();
                if attribute(&tag, "ref").is_some() {
                    open = Some((index, 0));
                } else {
                    budget.text(name, lengths.get(&index).copied().unwrap_or_default())?;
                }
            }
            Ok(Event::Text(text)) => {
                if let Some((_, length)) = &mut open {
                    *length += text.len() as u64;
                }
            }
            Ok(Event::End(tag)) if tag.local_name().as_ref() == "f" => {
                lengths.extend(open.take());
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}
