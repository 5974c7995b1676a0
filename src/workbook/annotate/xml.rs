//! Small changes to the text of an XML part that leave every other byte of it as it is.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element directly below the root of a part.
pub(in crate::workbook) struct Child {
    /// Its name without a prefix.
    pub name: String,
    /// Where it stands, tags included.
    pub range: Range<usize>,
    /// How many elements stand directly in it.
    pub count: usize,
    /// Whether it is one tag that ends in itself.
    pub is_single: bool,
}

/// The root of a part and what stands directly in it.
pub(in crate::workbook) struct Skeleton {
    /// The prefix of the root's name with its colon; empty when it has none.
    pub prefix: String,
    /// Where the root's own tag stands.
    pub root: Range<usize>,
    /// What stands in it.
    pub children: Vec<Child>,
    /// Where its end tag begins.
    pub end: usize,
}

impl Skeleton {
    /// Takes a part apart; none when it is broken or its root is empty.
    pub(in crate::workbook) fn of(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let (mut depth, mut outline, mut open) = (0_usize, None::<Self>, None::<Child>);
        loop {
            let start = position(&reader)?;
            let event = reader.read_event().ok()?;
            let range = start..position(&reader)?;
            match event {
                Event::Start(tag) => {
                    if depth == 0 {
                        outline = Some(Self { prefix: prefix(&tag), root: range, children: Vec::new(), end: 0 });
                    } else if depth == 1 {
                        open = Some(Child { name: local(&tag), range, count: 0, is_single: false });
                    } else if depth == 2 {
                        open.as_mut()?.count += 1;
                    }
                    depth += 1;
                }
                Event::Empty(tag) => match depth {
                    0 => return None,
                    1 => outline.as_mut()?.children.push(Child { name: local(&tag), range, count: 0, is_single: true }),
                    2 => open.as_mut()?.count += 1,
                    _ => {}
                },
                Event::End(_) => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        let mut outline = outline?;
                        outline.end = range.start;
                        return Some(outline);
                    } else if depth == 1 {
                        let mut child = open.take()?;
                        child.range.end = range.end;
                        outline.as_mut()?.children.push(child);
                    }
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// The children of a name.
    pub(in crate::workbook) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Child> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Where an element goes that comes after those of some names and before all others.
    pub(in crate::workbook) fn after(&self, names: &[&str]) -> usize {
        let next = self.children.iter().find(|child| !names.contains(&child.name.as_str()));
        next.map_or(self.end, |child| child.range.start)
    }
}

/// Where a reader stands.
fn position(reader: &Reader<&[u8]>) -> Option<usize> {
    usize::try_from(reader.buffer_position()).ok()
}

/// The prefix of a name with its colon.
fn prefix(tag: &BytesStart<'_>) -> String {
    tag.name().prefix().map(|prefix| format!("{}:", prefix.as_ref())).unwrap_or_default()
}

/// A name without its prefix.
fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

/// The values of an attribute in a text of tags, each with where it stands, quotes left aside; what looks like one within
/// the value of another is none.
pub(in crate::workbook) fn values<'t>(text: &'t str, name: &str) -> Vec<(Range<usize>, &'t str)> {
    let mut last = 0;
    let value = |(at, _): (usize, &str)| {
        let is_whole = at >= last && text[..at].ends_with(|c: char| c.is_whitespace() || c == ':');
        let behind = |from: usize| from + text[from..].len() - text[from..].trim_start().len();
        let equals = behind(at + name.len());
        let start = behind(equals + usize::from(text[equals..].starts_with('=')));
        let quote = text[start..].chars().next().filter(|c| is_whole && start > equals && matches!(c, '"' | '\''))?;
        let length = text[start + 1..].find(quote)?;
        let range = start + 1..start + 1 + length;
        last = range.end;
        Some((range.clone(), &text[range]))
    };
    text.match_indices(name).filter_map(value).collect()
}

/// A text of tags with the values of an attribute changed, where there is another one.
pub(in crate::workbook) fn with_values(text: &str, name: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let edits = values(text, name).into_iter().filter_map(|(range, value)| Some((range, change(value)?)));
    spliced(text, edits.collect())
}

/// All elements of a name, wherever they stand, with the values of some of their attributes (by local name).
pub(in crate::workbook) fn elements<const N: usize>(
    text: &str,
    name: &str,
    wanted: [&str; N],
) -> Option<Vec<[String; N]>> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                let mut values = [const { String::new() }; N];
                for attribute in tag.attributes().with_checks(false).flatten() {
                    for (value, wanted) in values.iter_mut().zip(wanted) {
                        if attribute.key.local_name().as_ref() == wanted {
                            *value = quick_xml::escape::unescape(&attribute.value).ok()?.into_owned();
                        }
                    }
                }
                found.push(values);
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

/// A text with some places of it replaced; the places do not overlap.
pub(in crate::workbook) fn spliced(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut made, mut at) = (String::with_capacity(text.len()), 0);
    for (range, put) in edits {
        made.push_str(&text[at..range.start]);
        made.push_str(&put);
        at = range.end;
    }
    made.push_str(&text[at..]);
    made
}

/// A text as the content or an attribute of an element, without what XML cannot hold.
pub(in crate::workbook) fn escaped(text: &str) -> String {
    let is_allowed = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || ('\u{FFFE}'..='\u{FFFF}').contains(c));
    let text: String = text.chars().filter(is_allowed).collect();
    // Attributes stand in double quotes.
    quick_xml::escape::escape(text).replace("&apos;", "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_attributes_are_changed_where_they_stand() {
        let shown = |text: &str| with_values(text, "tabSelected", |_| Some("0".to_owned()));
        assert_eq!(shown("<v tabSelected = '1' xtabSelected=\"1\"/>"), "<v tabSelected = '0' xtabSelected=\"1\"/>");
        assert_eq!(shown("<v tabSelected=\" tabSelected='1' \"/>"), "<v tabSelected=\"0\"/>");
        assert_eq!(shown("<v tabSelected=\"1"), "<v tabSelected=\"1");
    }
}
