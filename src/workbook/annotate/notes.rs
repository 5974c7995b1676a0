//! Comments at cells of one sheet, beside those that stand there already.

use std::ops::Range;

use super::package::Package;
use super::xml::{self, escaped, spliced};
use crate::source::{CellPlace, cell_named};

/// How every comment of ours begins, by which it is known again.
pub(in crate::workbook) const OURS: &str = "【检查发现】";
/// Who makes them.
const AUTHOR: &str = "nianbao";
/// The most characters of a comment.
const MOST: usize = 2_000;
/// Comments without any.
const NO_COMMENTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors></authors>\
<commentList></commentList></comments>";
/// The drawing of a sheet's comments, without any.
const NO_SHAPES: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/>\
</o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype></xml>";
/// What stands before the number of a shape.
const SHAPE_NUMBER: &str = "_x0000_s";
/// Kinds of parts.
const COMMENTS_KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_KIND: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// A comment.
struct Comment {
    /// The row and the column of its cell, both from 0.
    at: (u32, u32),
    /// Its tag.
    tag: String,
    /// What stands in it.
    inner: String,
}

/// A sheet's comments and their drawing, and where they are referred to.
pub(super) struct Comments {
    /// What stands before the comments, and after them.
    around: (String, String),
    /// The comments.
    notes: Vec<Comment>,
    /// Our number among those who made comments.
    author: usize,
    /// The drawing of their shapes.
    drawing: String,
    /// The parts that hold comments and drawing.
    parts: (String, String),
    /// Whether the sheet refers to them already.
    are_known: (bool, bool),
}

impl Comments {
    /// The comments of a sheet whose tag names a drawing, those of ours of an earlier time left out; none when they
    /// cannot be understood.
    pub(super) fn of(package: &mut Package<'_>, sheet: &str, drawing: Option<&str>) -> Option<Self> {
        let relations = package.relations(sheet)?;
        let comments = relations.iter().find(|relation| relation.kind == "comments").map(|found| found.target.clone());
        let drawing = match drawing {
            Some(id) => Some(relations.iter().find(|relation| relation.id == id)?.target.clone()),
            None => None,
        };
        let text = comments.as_ref().map_or(Some(NO_COMMENTS.to_owned()), |part| package.text(part))?;
        let text = text.replace("<commentList/>", "<commentList></commentList>");
        let start = text.find("<commentList>")? + "<commentList>".len();
        let end = text.rfind("</commentList>")?;
        let (before, author) = with_author(&text[..start])?;
        let shapes = drawing.as_ref().map_or(Some(NO_SHAPES.to_owned()), |part| package.text(part))?;
        let mut notes = Self {
            notes: notes(text.get(start..end)?)?,
            around: (before, text[end..].to_owned()),
            author,
            drawing: shapes,
            are_known: (comments.is_some(), drawing.is_some()),
            parts: (
                comments.unwrap_or_else(|| package.free("xl/comments", ".xml")),
                drawing.unwrap_or_else(|| package.free("xl/drawings/vmlDrawing", ".vml")),
            ),
        };
        notes.forget_ours();
        Some(notes)
    }

    /// Leaves out what we wrote at an earlier time: the comments, our part of others' comments, and the shapes.
    fn forget_ours(&mut self) {
        let mut gone = Vec::new();
        self.notes.retain_mut(|note| {
            let Some(at) = note.inner.find(OURS) else { return true };
            let kept = note.inner[..at].trim_end();
            if is_bare(kept) {
                gone.push(note.at);
                return false;
            }
            // What is ours stands last, in a run of its own unless an office suite has joined it to another.
            note.inner = match kept.rfind("<r>") {
                Some(run) if is_bare(&kept[run..]) => format!("{}</text>", &kept[..run]),
                Some(_) => format!("{kept}</t></r></text>"),
                None => format!("{kept}</t></text>"),
            };
            true
        });
        let at = |shape: &str| number(shape, "<x:Row>").zip(number(shape, "<x:Column>"));
        let is_gone = |shape: &Range<usize>| at(&self.drawing[shape.clone()]).is_some_and(|at| gone.contains(&at));
        let shapes = shapes(&self.drawing).into_iter().filter(is_gone);
        self.drawing = spliced(&self.drawing, shapes.map(|shape| (shape, String::new())).collect());
    }

    /// Puts a comment at a cell; behind what another comment says there.
    pub(super) fn add(&mut self, place: &CellPlace, told: &str) -> Option<()> {
        let told: String = told.chars().take(MOST).collect();
        let run = |gap: &str| format!("<r><t xml:space=\"preserve\">{gap}{OURS}{}</t></r>", escaped(&told));
        let at = (place.row, place.column);
        if let Some(note) = self.notes.iter_mut().find(|note| note.at == at) {
            let mut inner = note.inner.clone();
            // A text that is no run becomes one, so that another can follow.
            if !inner.contains("<r>") && inner.contains("<t") {
                inner = inner.replacen("<text><t", "<text><r><t", 1).replacen("</t></text>", "</t></r></text>", 1);
            }
            let end = inner.rfind("</text>")?;
            inner.insert_str(end, &run("\n"));
            note.inner = inner;
            return Some(());
        }
        let tag = format!("<comment ref=\"{}\" authorId=\"{}\">", place.name(), self.author);
        self.notes.push(Comment { at, tag, inner: format!("<text>{}</text>", run("")) });
        let end = self.drawing.rfind("</xml>")?;
        let last = self.drawing.split(SHAPE_NUMBER).skip(1).filter_map(digits).max();
        let number = last.unwrap_or(1024).saturating_add(1);
        let (row, column) = at;
        let top = row.saturating_sub(1);
        let shape = format!(
            "<v:shape id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style='position:absolute;margin-left:80pt;\
             margin-top:5pt;width:270pt;height:105pt;z-index:1;visibility:hidden' fillcolor=\"#ffffe1\" \
             o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
             <v:path o:connecttype=\"none\"/><v:textbox style='mso-direction-alt:auto'><div \
             style='text-align:left'></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/>\
             <x:SizeWithCells/><x:Anchor>{}, 15, {top}, 2, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
             <x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
            column + 1,
            column + 5,
            top + 7,
        );
        self.drawing.insert_str(end, &shape);
        Some(())
    }

    /// Puts comments and drawing into the package. Gives the name by which the sheet is to refer to the drawing, when
    /// it does not yet.
    pub(super) fn put(self, package: &mut Package<'_>, sheet: &str) -> Option<Option<String>> {
        let notes = self.notes.iter().map(|note| format!("{}{}</comment>", note.tag, note.inner)).collect::<String>();
        let (comments, drawing) = &self.parts;
        if !self.are_known.0 {
            package.declare(comments, COMMENTS_KIND)?;
            package.relate(sheet, "comments", comments)?;
        }
        package.put(comments, format!("{}{notes}{}", self.around.0, self.around.1));
        let id = if self.are_known.1 {
            None
        } else {
            package.declare_all("vml", DRAWING_KIND)?;
            Some(package.relate(sheet, "vmlDrawing", drawing)?)
        };
        package.put(drawing, self.drawing);
        Some(id)
    }
}

/// What stands before the comments with us among those who made them, and our number.
fn with_author(before: &str) -> Option<(String, usize)> {
    let before = before.replace("<authors/>", "<authors></authors>");
    let list = before.find("<authors>")? + "<authors>".len()..before.find("</authors>")?;
    let authors: Vec<&str> = before.get(list.clone())?.split("</author>").collect();
    let ours = format!("<author>{AUTHOR}");
    match authors.iter().position(|author| *author == ours) {
        Some(number) => Some((before, number)),
        None => Some((spliced(&before, vec![(list.end..list.end, format!("{ours}</author>"))]), authors.len() - 1)),
    }
}

/// The comments of a list; none when one of them cannot be understood.
fn notes(list: &str) -> Option<Vec<Comment>> {
    let mut notes = Vec::new();
    let mut rest = list;
    while let Some(start) = rest.find("<comment") {
        let tag = &rest[start..start + rest[start..].find('>')? + 1];
        let inside = &rest[start + tag.len()..];
        // Of another name, or with nothing in it.
        if tag["<comment".len()..].starts_with(|c: char| c.is_alphanumeric()) || tag.ends_with("/>") {
            rest = inside;
            continue;
        }
        let end = inside.find("</comment>")?;
        let at = cell_named(xml::values(tag, "ref").first()?.1)?;
        notes.push(Comment { at, tag: tag.to_owned(), inner: inside[..end].to_owned() });
        rest = &inside[end + "</comment>".len()..];
    }
    Some(notes)
}

/// Whether nothing but tags is in a text.
fn is_bare(text: &str) -> bool {
    text.split('<').enumerate().all(|(number, piece)| match piece.split_once('>') {
        Some((_, words)) if number > 0 => words.trim().is_empty(),
        _ => piece.trim().is_empty(),
    })
}

/// Where the shapes of a drawing stand, with the blanks behind them.
fn shapes(drawing: &str) -> Vec<Range<usize>> {
    const END: &str = "</v:shape>";
    let starts = drawing.match_indices("<v:shape").map(|(at, name)| (at, &drawing[at + name.len()..]));
    let starts = starts.filter(|(_, rest)| rest.starts_with(|c: char| c == '>' || c.is_whitespace()));
    let whole = |(start, _): (usize, &str)| {
        let end = start + drawing[start..].find(END)? + END.len();
        let blanks = drawing[end..].len() - drawing[end..].trim_start().len();
        Some(start..end + blanks)
    };
    starts.filter_map(whole).collect()
}

/// The number behind a tag.
fn number(text: &str, tag: &str) -> Option<u32> {
    digits(text.split_once(tag)?.1.trim_start())
}

/// The number that a text begins with.
fn digits(text: &str) -> Option<u32> {
    text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())].parse().ok()
}
