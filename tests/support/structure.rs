//! Reads the structure tree and the bookmarks of a PDF back, as a reader that speaks hears them.

use std::collections::HashMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

use super::pdf::{self, Page};

/// An element of the structure tree.
#[derive(Debug, Clone, Default)]
pub struct Element {
    /// Its type: `P`, `H1`, `Table`.
    pub kind: String,
    /// Its identifier; only heads of tables have one.
    pub id: String,
    /// Identifiers of the cells that head it.
    pub headers: Vec<String>,
    /// What a head of a table heads: `Row`, `Column`.
    pub scope: String,
    /// The text right in it, without that of the elements below.
    pub own: String,
    /// The elements below, in the order in which they are heard.
    pub children: Vec<Element>,
}

impl Element {
    /// All text in it, in the order in which it is heard.
    pub fn text(&self) -> String {
        self.own.clone() + &self.children.iter().map(Self::text).collect::<String>()
    }

    /// It and all below, in the order in which they are heard.
    pub fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.children.iter().flat_map(Self::all)).collect()
    }

    /// All of a kind in it.
    pub fn of_kind(&self, kind: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.kind == kind).collect()
    }

    /// The texts of the heads that a cell of this table is heard with: its own, theirs, and so on, the nearest first.
    pub fn heard_with(&self, cell: &Element) -> Vec<String> {
        let heads: HashMap<&str, &Element> = self.of_kind("TH").into_iter().map(|th| (th.id.as_str(), th)).collect();
        let mut heard: Vec<&Element> = Vec::new();
        let mut next: Vec<&String> = cell.headers.iter().rev().collect();
        while !next.is_empty() {
            let found: Vec<&Element> = next.iter().map(|id| heads[id.as_str()]).collect();
            let new: Vec<&Element> =
                found.into_iter().filter(|head| heard.iter().all(|known| known.id != head.id)).collect();
            next = new.iter().flat_map(|head| head.headers.iter().rev()).collect();
            heard.extend(new);
        }
        heard.iter().map(|head| head.text()).collect()
    }
}

/// A PDF's structure.
pub struct Structure {
    /// Its elements, the document itself at the top.
    pub document: Element,
    /// Its bookmarks: how deep, and what they say.
    pub bookmarks: Vec<(usize, String)>,
    /// What the document says it is called.
    pub language: String,
}

/// Reads the structure of a PDF.
pub fn read(bytes: &[u8]) -> Structure {
    let pages = pdf::read(bytes);
    let pdf = Pdf::new(bytes.to_vec()).expect("the file should be a PDF");
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).expect("a catalogue");
    let numbers = pdf.pages().iter().map(|page| page.raw().obj_id().expect("a page is an object").obj_number);
    let reader = StructureReader { numbers: numbers.enumerate().map(|(page, number)| (number, page)).collect(), pages };
    let tree = root.get::<Dict<'_>>("StructTreeRoot").expect("a structure tree");
    let mut document = Element::default();
    reader.kids(&tree, None, &mut document);
    assert_eq!(document.children.len(), 1, "one element is at the top");
    let mut bookmarks = Vec::new();
    if let Some(outlines) = root.get::<Dict<'_>>("Outlines") {
        add_bookmarks(&outlines, 0, &mut bookmarks);
    }
    let language = root.get::<PdfString<'_>>("Lang").map(|lang| said(&lang)).unwrap_or_default();
    Structure { document: document.children.remove(0), bookmarks, language }
}

/// Follows the tree.
struct StructureReader {
    /// The pages by the numbers of their objects.
    numbers: HashMap<i32, usize>,
    pages: Vec<Page>,
}

impl StructureReader {
    /// Adds what an element holds.
    fn kids(&self, dict: &Dict<'_>, page: Option<usize>, element: &mut Element) {
        match dict.get::<Object<'_>>("K") {
            Some(Object::Array(kids)) => kids.iter::<Object<'_>>().for_each(|kid| self.kid(&kid, page, element)),
            Some(kid) => self.kid(&kid, page, element),
            None => {}
        }
    }

    /// Adds one thing that an element holds: an element, or content of a page.
    fn kid(&self, kid: &Object<'_>, page: Option<usize>, element: &mut Element) {
        match kid {
            Object::Number(number) => element.own += &self.content(page, number.as_i64()),
            Object::Dict(dict) => {
                let page = dict.get_ref("Pg").map(|page| self.numbers[&page.obj_number]).or(page);
                if let Some(number) = dict.get::<i32>("MCID") {
                    element.own += &self.content(page, i64::from(number));
                } else if dict.contains_key("S") {
                    element.children.push(self.element(dict, page));
                }
            }
            other => panic!("the reader does not know {other:?} in the structure tree"),
        }
    }

    /// An element with all below it.
    fn element(&self, dict: &Dict<'_>, page: Option<usize>) -> Element {
        let kind = dict.get::<Name<'_>>("S").expect("an element has a type").as_str().to_owned();
        let id = dict.get::<PdfString<'_>>("ID").map(|id| said(&id)).unwrap_or_default();
        let mut element = Element { kind, id, ..Element::default() };
        let attributes: Vec<Dict<'_>> = match dict.get::<Object<'_>>("A") {
            Some(Object::Array(all)) => all.iter::<Dict<'_>>().collect(),
            Some(Object::Dict(one)) => vec![one],
            _ => Vec::new(),
        };
        for attribute in attributes {
            if let Some(headers) = attribute.get::<Array<'_>>("Headers") {
                element.headers.extend(headers.iter::<PdfString<'_>>().map(|id| said(&id)));
            }
            if let Some(scope) = attribute.get::<Name<'_>>("Scope") {
                element.scope = scope.as_str().to_owned();
            }
        }
        self.kids(dict, page, &mut element);
        element
    }

    /// The text of a marked piece of a page.
    fn content(&self, page: Option<usize>, number: i64) -> String {
        let page = &self.pages[page.expect("content is on a page")];
        let glyphs = page.glyphs.iter().filter(|glyph| glyph.content.is_some_and(|content| content == number));
        glyphs.map(|glyph| glyph.text.as_str()).collect()
    }
}

/// The bookmarks below one, and those below them.
fn add_bookmarks(parent: &Dict<'_>, depth: usize, all: &mut Vec<(usize, String)>) {
    let mut next = parent.get::<Dict<'_>>("First");
    while let Some(item) = next {
        let title = item.get::<PdfString<'_>>("Title").expect("a bookmark has a title");
        all.push((depth, said(&title)));
        add_bookmarks(&item, depth + 1, all);
        next = item.get::<Dict<'_>>("Next");
    }
}

/// What a string of a PDF says.
fn said(string: &PdfString<'_>) -> String {
    match string.as_bytes() {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("the string should be text")
        }
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    }
}
