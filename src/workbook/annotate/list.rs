//! The sheet that lists what was found: its rows, and how they are written into a package.

use std::collections::BTreeMap;

use super::package::RELATIONSHIPS;
use super::xml::{self, Skeleton, escaped, spliced};
use crate::finding::{Finding, Severity};
use crate::source::Sources;
use crate::workbook::words::{LIST_COLUMNS, LIST_OF, LIST_WIDTHS};
use crate::workbook::write::look::height;

/// The colour of a severity, as red, green and blue.
const COLOURS: [(Severity, &str); 3] =
    [(Severity::Error, "FFC7CE"), (Severity::Warning, "FFEB9C"), (Severity::Hint, "DDEBF7")];

/// A row of the list.
struct Row {
    /// How much a finding weighs.
    severity: Severity,
    /// The rule's code, the place, what is wrong, what to do.
    texts: [String; 4],
    /// Where the place leads.
    link: Option<String>,
}

/// The numbers of the formats that are used, in a workbook's styles.
#[derive(Default)]
pub(super) struct Formats {
    /// Of plain text, of a head, of a link.
    cells: [usize; 3],
    /// Of a severity in the list.
    severities: BTreeMap<Severity, usize>,
    /// Of colours laid over cells.
    pub(super) over: BTreeMap<Severity, usize>,
}

/// The rows of all findings that are not accepted.
fn rows(sources: &Sources, findings: &[Finding]) -> Vec<Row> {
    let open = findings.iter().filter(|finding| finding.accepted.is_none());
    open.map(|finding| {
        let first = finding.marks.first();
        let cell = first.and_then(|mark| sources.cell(&mark.at));
        let place = match (cell, first) {
            (Some(cell), _) => cell.to_string(),
            (None, Some(mark)) => sources.describe(&mark.at),
            (None, None) => "全文".to_owned(),
        };
        // Of a long sum the parts that are not zero.
        let telling = |mark: &&crate::finding::Mark| finding.marks.len() <= 8 || !mark.label.ends_with(" = 0");
        let others = finding.marks.iter().skip(1).filter(telling).filter_map(|mark| sources.cell(&mark.at));
        let others: Vec<String> = others.take(12).map(ToString::to_string).collect();
        let also = if others.is_empty() { String::new() } else { format!("\n还涉及：{}", others.join("、")) };
        Row {
            severity: finding.severity,
            texts: [
                finding.rule.code.to_owned(),
                place,
                format!("{}{also}", finding.message),
                finding.hint.to_string(),
            ],
            link: cell.map(|cell| format!("'{}'!{}", cell.sheet.replace('\'', "''"), cell.name())),
        }
    })
    .collect()
}

/// The sheet as a part of a package; the one that is seen first. `number` is that of the workbook that is marked.
pub(super) fn sheet(sources: &Sources, findings: &[Finding], formats: &Formats, number: &str) -> String {
    let rows = rows(sources, findings);
    let [plain, head, link] = formats.cells;
    let columns = (1..)
        .zip(LIST_WIDTHS)
        .map(|(number, width)| format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{RELATIONSHIPS}\"><sheetPr>\
         <tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView tabSelected=\"1\" \
         workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         </sheetView></sheetViews><cols>{}</cols><sheetData><row r=\"1\">",
        columns.collect::<String>()
    );
    let cell = |column: char, row: usize, format: usize, value: &str| {
        // A cell holds at most 32767 characters.
        let value: String = value.chars().take(32_000).collect();
        let value = escaped(&value);
        format!(
            "<c r=\"{column}{row}\" s=\"{format}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{value}</t></is></c>"
        )
    };
    for (column, heading) in ('A'..).zip(LIST_COLUMNS) {
        text.push_str(&cell(column, 1, head, heading));
    }
    text.push_str("</row>");
    let mut links = String::new();
    for (number, row) in (1..).zip(&rows) {
        let at = number + 1;
        let [_, _, message, hint] = &row.texts;
        let tall = height(message, LIST_WIDTHS[4]).max(height(hint, LIST_WIDTHS[5]));
        let severity = formats.severities.get(&row.severity).copied().unwrap_or(plain);
        text.push_str(&format!(
            "<row r=\"{at}\" ht=\"{tall}\" customHeight=\"1\"><c r=\"A{at}\" s=\"{plain}\"><v>{number}</v></c>"
        ));
        text.push_str(&cell('B', at, severity, row.severity.label()));
        for (column, value) in ('C'..).zip(&row.texts) {
            let format = if column == 'D' && row.link.is_some() { link } else { plain };
            text.push_str(&cell(column, at, format, value));
        }
        text.push_str("</row>");
        if let Some(target) = &row.link {
            links.push_str(&format!("<hyperlink ref=\"D{at}\" location=\"{}\"/>", escaped(target)));
        }
    }
    if rows.is_empty() {
        text.push_str(&format!("<row r=\"2\">{}</row>", cell('E', 2, plain, "没有发现问题")));
    }
    let below = rows.len().max(1) + 2;
    text.push_str(&format!("<row r=\"{below}\">{}</row>", cell('E', below, plain, &format!("{LIST_OF}{number}"))));
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    text + &format!(
        "</sheetData>{links}<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.7\" bottom=\"0.7\" header=\"0.3\" \
         footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter>\
         <oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )
}

/// Adds the formats that are used to a workbook's styles. None when these cannot be understood.
pub(super) fn formats(styles: &str) -> Option<(String, Formats)> {
    let mut styles = styles.to_owned();
    let face = "<sz val=\"10.5\"/>";
    let name = "<name val=\"宋体\"/><charset val=\"134\"/>";
    let plain = add(&mut styles, "fonts", &format!("<font>{face}{name}</font>"))?;
    let bold = add(&mut styles, "fonts", &format!("<font><b/>{face}{name}</font>"))?;
    let blue = add(&mut styles, "fonts", &format!("<font><u/>{face}<color rgb=\"FF0563C1\"/>{name}</font>"))?;
    let line = |side: &str| format!("<{side} style=\"thin\"><color auto=\"1\"/></{side}>");
    let lines: String = ["left", "right", "top", "bottom"].map(line).concat();
    let border = add(&mut styles, "borders", &format!("<border>{lines}<diagonal/></border>"))?;
    let mut fill = |colour: &str| {
        let fill = format!(
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor indexed=\"64\"/>\
             </patternFill></fill>"
        );
        add(&mut styles, "fills", &fill)
    };
    let grey = fill("F2F2F2")?;
    let fills = COLOURS.map(|(severity, colour)| (severity, fill(colour)));
    let mut cell = |font: usize, fill: usize| {
        let format = format!(
            "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" applyFont=\"1\" \
             applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
        );
        add(&mut styles, "cellXfs", &format)
    };
    let mut formats = Formats { cells: [cell(plain, 0)?, cell(bold, grey)?, cell(blue, 0)?], ..Formats::default() };
    for (severity, fill) in fills {
        formats.severities.insert(severity, cell(plain, fill?)?);
    }
    for (severity, colour) in COLOURS {
        let format = format!(
            "<dxf><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor rgb=\"FF{colour}\"/>\
             </patternFill></fill></dxf>"
        );
        formats.over.insert(severity, add(&mut styles, "dxfs", &format)?);
    }
    Some((styles, formats))
}

/// The lists of a workbook's styles in their order (ECMA-376 part 1, 18.8.39).
const LISTS: &[&str] =
    &["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"];

/// Adds an element to a list of styles; gives its number.
fn add(styles: &mut String, list: &str, element: &str) -> Option<usize> {
    let outline = Skeleton::of(styles)?;
    if !outline.prefix.is_empty() {
        return None;
    }
    let before = &LISTS[..=LISTS.iter().position(|known| *known == list)?];
    let (edit, number) = match outline.named(list).next() {
        None => {
            let at = outline.after(before);
            ((at..at, format!("<{list} count=\"1\">{element}</{list}>")), 0)
        }
        Some(there) if there.is_single => ((there.range.clone(), format!("<{list} count=\"1\">{element}</{list}>")), 0),
        Some(there) => {
            let own = &styles[there.range.clone()];
            let (tag, rest) = own.split_at(own.find('>')? + 1);
            let inner = &rest[..rest.rfind("</")?];
            if let Some(at) = inner.find(element) {
                // An earlier copy has added it already.
                let before = Skeleton::of(&format!("<{list}>{}</{list}>", &inner[..at]))?;
                return Some(before.children.len());
            }
            // What else the tag says, such as of fonts that are known, is kept.
            let tag = xml::with_values(tag, "count", |_| Some((there.count + 1).to_string()));
            ((there.range.clone(), format!("{tag}{inner}{element}</{list}>")), there.count)
        }
    };
    *styles = spliced(styles, vec![edit]);
    Some(number)
}
