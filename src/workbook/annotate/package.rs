//! A workbook as a package of parts, of which a few are changed and all others copied as they are packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::ops::Range;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::xml::{Skeleton, elements, escaped, spliced, values};

/// The namespace of relationships in workbooks as office suites write them; the strict kind has another.
pub(in crate::workbook) const RELATIONSHIPS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// What is said of the kinds of parts.
const CONTENT_TYPES: &str = "[Content_Types].xml";

/// A package being changed.
pub(in crate::workbook) struct Package<'a> {
    /// The package as it came.
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of its parts in their order.
    names: Vec<String>,
    /// Parts that were changed or added.
    put: BTreeMap<String, String>,
    /// Those of them that were added, in their order.
    added: Vec<String>,
    /// Parts that are left out.
    removed: Vec<String>,
}

/// What a part refers to.
pub(in crate::workbook) struct Relation {
    /// The name by which the part refers to it.
    pub id: String,
    /// The last part of its kind: `worksheet`, `comments`.
    pub kind: String,
    /// The part that is referred to.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens a package; none when it is no archive.
    pub(in crate::workbook) fn open(bytes: &'a [u8]) -> Option<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let names = zip.file_names().map(|name| name.map(|name| name.into_owned()).unwrap_or_default()).collect();
        Some(Self { zip, names, put: BTreeMap::new(), added: Vec::new(), removed: Vec::new() })
    }

    /// The bytes of a part as it came; none when there is no such part.
    pub(in crate::workbook) fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let index = self.names.iter().position(|known| known == name)?;
        let mut bytes = Vec::new();
        self.zip.by_index(index).ok()?.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// The text of a part; none when there is no such part or it is no text of today's encoding.
    pub(in crate::workbook) fn text(&mut self, name: &str) -> Option<String> {
        if let Some(text) = self.put.get(name) {
            return Some(text.clone());
        }
        let text = String::from_utf8(self.bytes(name)?).ok()?;
        Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
    }

    /// The texts of all parts of a folder.
    pub(in crate::workbook) fn texts(&mut self, folder: &str) -> Vec<String> {
        let names: Vec<String> = self.names.iter().filter(|name| name.starts_with(folder)).cloned().collect();
        names.iter().filter_map(|name| self.text(name)).collect()
    }

    /// Whether there is a part of a name.
    pub(in crate::workbook) fn has(&self, name: &str) -> bool {
        self.put.contains_key(name) || self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Replaces a part, or adds it.
    pub(in crate::workbook) fn put(&mut self, name: &str, text: String) {
        if !self.has(name) {
            self.added.push(name.to_owned());
        }
        self.put.insert(name.to_owned(), text);
    }

    /// A name that no part has yet: `xl/comments7.xml`.
    pub(in crate::workbook) fn free(&self, before: &str, after: &str) -> String {
        (1..).map(|n| format!("{before}{n}{after}")).find(|name| !self.has(name)).unwrap_or_default()
    }

    /// What a part refers to, in the order in which it stands; nothing outside of the package.
    pub(in crate::workbook) fn relations(&mut self, part: &str) -> Option<Vec<Relation>> {
        let name = relations_of(part);
        if !self.has(&name) {
            return Some(Vec::new());
        }
        let all = elements(&self.text(&name)?, "Relationship", ["Id", "Type", "Target", "TargetMode"])?;
        let inside = all.into_iter().filter(|[.., mode]| mode != "External");
        Some(
            inside
                .map(|[id, kind, target, _]| Relation {
                    id,
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolved(part, &target),
                })
                .collect(),
        )
    }

    /// Lets a part refer to another; gives the name by which it does.
    pub(in crate::workbook) fn relate(&mut self, part: &str, kind: &str, target: &str) -> Option<String> {
        let name = relations_of(part);
        let text = if self.has(&name) {
            self.text(&name)?
        } else {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
                .to_owned()
        };
        let taken = elements(&text, "Relationship", ["Id"])?;
        let id = (1..).map(|n| format!("nianbao{n}")).find(|id| taken.iter().all(|[known]| known != id))?;
        let outline = end(&text)?;
        let relation = format!(
            "<{}Relationship Id=\"{id}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"/{}\"/>",
            outline.1,
            escaped(target)
        );
        self.put(&name, spliced(&text, vec![(outline.0..outline.0, relation)]));
        Some(id)
    }

    /// Says of what kind a part is.
    pub(in crate::workbook) fn declare(&mut self, part: &str, kind: &str) -> Option<()> {
        let (name, kind) = (format!("/{}", escaped(part)), escaped(kind));
        self.add_kind(&format!("Override PartName=\"{name}\" ContentType=\"{kind}\""))
    }

    /// Says of what kind all parts are whose names end so, unless it has been said.
    pub(super) fn declare_all(&mut self, extension: &str, kind: &str) -> Option<()> {
        let known = elements(&self.text(CONTENT_TYPES)?, "Default", ["Extension"])?;
        if known.iter().any(|[known]| known.eq_ignore_ascii_case(extension)) {
            return Some(());
        }
        self.add_kind(&format!("Default Extension=\"{extension}\" ContentType=\"{kind}\""))
    }

    /// Leaves a part out that another one refers to.
    pub(in crate::workbook) fn remove(&mut self, from: &str, part: &str) -> Option<()> {
        let name = relations_of(from);
        let is_of_part = |target: &str| resolved(from, target) == part;
        let text = without(&self.text(&name)?, "Target", is_of_part)?;
        self.put(&name, text);
        let kinds = without(&self.text(CONTENT_TYPES)?, "PartName", |name| name.trim_start_matches('/') == part)?;
        self.put(CONTENT_TYPES, kinds);
        self.removed.push(part.to_owned());
        Some(())
    }

    /// Adds a line to what is said of the kinds of parts.
    fn add_kind(&mut self, line: &str) -> Option<()> {
        let text = self.text(CONTENT_TYPES)?;
        let (end, prefix) = end(&text)?;
        self.put(CONTENT_TYPES, spliced(&text, vec![(end..end, format!("<{prefix}{line}/>"))]));
        Some(())
    }

    /// Of what kind a part is said to be.
    pub(super) fn kind(&mut self, part: &str) -> Option<String> {
        let all = elements(&self.text(CONTENT_TYPES)?, "Override", ["PartName", "ContentType"])?;
        let found = all.into_iter().find(|[name, _]| name.trim_start_matches('/').eq_ignore_ascii_case(part));
        found.map(|[_, kind]| kind)
    }

    /// The package with its changes: what was not changed is copied packed as it is.
    pub(in crate::workbook) fn finish(mut self) -> Option<Vec<u8>> {
        let mut made = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix);
        for index in 0..self.names.len() {
            let name = &self.names[index];
            if self.removed.contains(name) {
                continue;
            }
            match self.put.get(name) {
                Some(text) => {
                    made.start_file(name, options).ok()?;
                    made.write_all(text.as_bytes()).ok()?;
                }
                None => made.raw_copy_file(self.zip.by_index_raw(index).ok()?).ok()?,
            }
        }
        for name in &self.added {
            made.start_file(name, options).ok()?;
            made.write_all(self.put.get(name)?.as_bytes()).ok()?;
        }
        Some(made.finish().ok()?.into_inner())
    }
}

/// A part without the elements below its root in which an attribute has such a value.
fn without(text: &str, attribute: &str, is: impl Fn(&str) -> bool) -> Option<String> {
    let outline = Skeleton::of(text)?;
    let has = |range: &Range<usize>| values(&text[range.clone()], attribute).iter().any(|(_, value)| is(value));
    let gone = outline.children.into_iter().map(|child| child.range).filter(has);
    Some(spliced(text, gone.map(|range| (range, String::new())).collect()))
}

/// Where the root of a part ends, made to be one that can hold more; and its prefix.
fn end(text: &str) -> Option<(usize, String)> {
    Skeleton::of(text).map(|outline| (outline.end, outline.prefix))
}

/// The part that says what a part refers to.
pub(crate) fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{name}.rels")
}

/// The part that is meant by what another part says.
pub(crate) fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(folders.pop()),
            "." | "" => {}
            step => folders.push(step),
        }
    }
    folders.join("/")
}
