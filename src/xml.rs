//! XML of office documents as a tree of elements, within bounds of size and depth; names without their prefixes. Of
//! several ways to show one thing the first stands in the tree.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements of a part; a long document has some hundred thousand.
const MOST_ELEMENTS: usize = 3_000_000;

/// Elements that lie in each other.
const MOST_DEPTH: usize = 200;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct XmlElement {
    /// Its name without a prefix.
    pub name: String,
    /// Its attributes, names without prefixes.
    attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<XmlElement>,
    /// Its text, where it holds no elements.
    pub text: String,
}

impl XmlElement {
    /// An attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first element of a name that it holds.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of the first element of a name that it holds.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Whether it holds an element that switches something on.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|child| !matches!(child.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// How many elements of a name lie in it, at any depth.
    pub(crate) fn descendants(&self, name: &str) -> usize {
        self.children.iter().map(|child| usize::from(child.name == name) + child.descendants(name)).sum()
    }

    /// What the first of several ways to show one thing holds.
    fn into_choice(self) -> Vec<Self> {
        let mut ways = self.children;
        let chosen = ways.iter().position(|way| way.name == "Choice").or((!ways.is_empty()).then_some(0));
        chosen.map_or(Vec::new(), |chosen| ways.swap_remove(chosen).children)
    }

    /// The elements of a name that lie in it, at any depth; what lies in one of them is not looked through.
    pub(crate) fn all<'e>(&'e self, is: &impl Fn(&str) -> bool, found: &mut Vec<&'e Self>) {
        for child in &self.children {
            if is(&child.name) { found.push(child) } else { child.all(is, found) }
        }
    }

    /// Its words, a paragraph a line.
    pub(crate) fn words(&self) -> String {
        let end = if self.name == "p" { "\n" } else { "" };
        let own = if self.name == "t" { self.text.as_str() } else { "" };
        let inner: String = self.children.iter().map(Self::words).collect();
        format!("{own}{inner}{end}")
    }
}

/// Why a text is not read as XML.
#[derive(Debug)]
pub(crate) enum XmlFault {
    /// It is none.
    Broken(quick_xml::Error),
    /// There are more elements in it, or deeper in each other, than in any document.
    TooLarge,
    /// Its end is missing.
    Cut,
}

/// Reads a text; the root is an element of no name around it.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn parse(bytes: &[u8]) -> Result<XmlElement, XmlFault> {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let mut open = vec![XmlElement::default()];
    let mut count = 0;
    loop {
        match reader.read_event().map_err(XmlFault::Broken)? {
            Event::Eof => break,
            Event::Start(start) => {
                count += 1;
                if count > MOST_ELEMENTS || open.len() > MOST_DEPTH {
                    return Err(XmlFault::TooLarge);
                }
                open.push(element(&start));
            }
            Event::Empty(start) => {
                count += 1;
                let element = element(&start);
                open.last_mut().expect("the root is open").children.push(element);
            }
            Event::End(_) => close(&mut open),
            Event::Text(text) => {
                open.last_mut().expect("the root is open").text.push_str(&text);
            }
            Event::GeneralRef(name) => {
                let name = name.to_string();
                open.last_mut().expect("the root is open").text.extend(entity(&name));
            }
            Event::CData(text) => {
                open.last_mut().expect("the root is open").text.push_str(&text);
            }
            _ => {}
        }
    }
    if open.len() > 1 {
        return Err(XmlFault::Cut);
    }
    Ok(open.pop().unwrap_or_default())
}

/// Puts the innermost open element into the one around it.
fn close(open: &mut Vec<XmlElement>) {
    if open.len() > 1
        && let Some(element) = open.pop()
        && let Some(around) = open.last_mut()
    {
        match element.name.as_str() {
            "AlternateContent" => around.children.extend(element.into_choice()),
            _ => around.children.push(element),
        }
    }
}

/// An element that begins.
fn element(start: &BytesStart<'_>) -> XmlElement {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let value = attribute.value.into_owned();
        (local(attribute.key.as_ref()), unescaped(&value))
    });
    XmlElement { name: local(start.name().as_ref()), attributes: attributes.collect(), ..XmlElement::default() }
}

/// A value with its entities put in.
fn unescaped(value: &str) -> String {
    let mut pieces = value.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(';').unwrap_or((piece, ""));
        out.extend(entity(name));
        out.push_str(rest);
    }
    out
}

/// The character of an entity; none for one that XML does not know.
fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix: u32| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}
