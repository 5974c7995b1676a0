//! The marks in one sheet of a package: colours laid over its cells, and comments.

use std::collections::BTreeMap;

use super::notes::Comments;
use super::package::{Package, RELATIONSHIPS};
use super::xml::{self, Skeleton, elements, spliced};
use super::{Marks, told};
use crate::finding::Severity;
use crate::source::CellPlace;

/// Says nothing but that a format is one of ours, by which it is known again.
const OURS: &str = "LEN(\"nianbao\")=7";

/// What stands in a sheet before the formats that depend on conditions (ECMA-376 part 1, 18.3.1.99).
const BEFORE_FORMATS: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
];
/// What stands between them and the drawing of comments.
const BEFORE_DRAWING: &[&str] = &[
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
];

/// Marks the cells of one sheet; marks of ours of an earlier time go. `formats` has the number of a format for each
/// severity. None when the sheet cannot be understood.
pub(super) fn mark(
    package: &mut Package<'_>,
    part: &str,
    sheet: &str,
    marks: &Marks,
    formats: &BTreeMap<Severity, usize>,
) -> Option<()> {
    let text = package.text(part)?;
    let outline = Skeleton::of(&text)?;
    // Another prefix or namespace is another program's way, which is not followed here.
    if !outline.prefix.is_empty() || text[outline.root.clone()].contains("purl.oclc.org") {
        return None;
    }
    let marks: Vec<_> = marks.iter().filter(|(place, _)| *place.sheet == *sheet).collect();
    let mut edits = Vec::new();
    let is_tight = !marks.is_empty() && is_tight(&text, &outline);
    for child in &outline.children {
        let own = &text[child.range.clone()];
        match child.name.as_str() {
            "sheetViews" => {
                edits.push((child.range.clone(), xml::with_values(own, "tabSelected", |_| Some("0".to_owned()))))
            }
            "conditionalFormatting" if is_ours(own) => edits.push((child.range.clone(), String::new())),
            "conditionalFormatting" | "extLst" if is_tight => {
                edits.push((child.range.clone(), after_ours(own)));
            }
            _ => {}
        }
    }
    let colours = colours(&marks, formats)?;
    let at = outline.after(BEFORE_FORMATS);
    edits.push((at..at, colours));
    let drawing = outline.named("legacyDrawing").next();
    let id = match drawing {
        Some(drawing) => elements(&text[drawing.range.clone()], "legacyDrawing", ["id"])?.into_iter().next(),
        None => None,
    };
    let id = id.map(|[id]| id);
    let mut notes = Comments::of(package, part, id.as_deref())?;
    for (place, (_, findings)) in &marks {
        notes.add(place, &told(findings))?;
    }
    if (!marks.is_empty() || id.is_some())
        && let Some(id) = notes.put(package, part)?
    {
        let at = outline.after(&[BEFORE_FORMATS, BEFORE_DRAWING].concat());
        edits.push((at..at, format!("<legacyDrawing xmlns:r=\"{RELATIONSHIPS}\" r:id=\"{id}\"/>")));
    }
    package.put(part, spliced(&text, edits));
    Some(())
}

/// Whether all rules of a conditional format are ours; after an office suite saved it quotes may be written otherwise.
fn is_ours(format: &str) -> bool {
    let plain = format.replace("&quot;", "\"").replace(' ', "");
    let rules = plain.matches("<cfRule").count();
    rules > 0 && plain.matches(OURS).count() == rules
}

/// Whether rules of others stand where ours go.
fn is_tight(text: &str, outline: &Skeleton) -> bool {
    let others = outline.children.iter().filter(|child| matches!(&*child.name, "conditionalFormatting" | "extLst"));
    let others = others.map(|child| &text[child.range.clone()]).filter(|own| !is_ours(own));
    let mut orders = others.flat_map(|own| xml::values(own, "priority"));
    orders.any(|(_, order)| order.parse().is_ok_and(|order: u64| order <= 3))
}

/// The rules of others, after ours: each number is as much higher as ours are many.
fn after_ours(format: &str) -> String {
    xml::with_values(format, "priority", |order| Some(order.parse::<u64>().ok()?.saturating_add(3).to_string()))
}

/// The colours of cells: one conditional format a severity, so that what the clerk formatted stays as it is.
fn colours(
    marks: &[(&CellPlace, &(Severity, indexmap::IndexSet<String>))],
    formats: &BTreeMap<Severity, usize>,
) -> Option<String> {
    let mut text = String::new();
    for (order, (severity, format)) in (1..).zip(formats) {
        let cells: Vec<String> =
            marks.iter().filter(|(_, (own, _))| own == severity).map(|(at, _)| at.name()).collect();
        if !cells.is_empty() {
            let formula = quick_xml::escape::partial_escape(OURS);
            text.push_str(&format!(
                "<conditionalFormatting sqref=\"{}\"><cfRule type=\"expression\" dxfId=\"{format}\" \
                 priority=\"{order}\"><formula>{formula}</formula></cfRule></conditionalFormatting>",
                cells.join(" ")
            ));
        }
    }
    Some(text)
}
