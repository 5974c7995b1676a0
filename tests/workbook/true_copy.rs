//! What goes back to a unit is the workbook that it sent: every part of the package held against that, beside what is
//! added; LibreOffice opens, corrects and saves it.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use serde_json::Value;

use crate::support::grid::{parts, rewritten, workbook};
use crate::support::{changed, office, run, told};

/// Parts of a package in their order, with their names.
type Parts = Vec<(String, Vec<u8>)>;

/// The unit of the district.
const UNIT: &str = "示例市应急管理局";

/// Parts of every kind that a workbook of a unit may have, of which this program knows nothing.
const OTHERS: [(&str, &[u8]); 16] = [
    ("customXml/item1.xml", b"<anything/>"),
    ("customXml/itemProps1.xml", b"<ds:datastoreItem xmlns:ds=\"x\"/>"),
    ("docMetadata/LabelInfo.xml", b"<clbl:labelList xmlns:clbl=\"x\"/>"),
    ("xl/calcChain.xml", b"<calcChain><c r=\"A1\" i=\"1\"/></calcChain>"),
    ("xl/charts/chart1.xml", b"<c:chartSpace xmlns:c=\"x\"/>"),
    ("xl/drawings/drawing7.xml", b"<xdr:wsDr xmlns:xdr=\"x\"/>"),
    ("xl/drawings/_rels/drawing7.xml.rels", b"<Relationships/>"),
    ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    ("xl/media/image1.png", &[0x89, b'P', b'N', b'G', 0, 0xFF, 0xFE]),
    ("xl/persons/person.xml", b"<personList/>"),
    ("xl/pivotCache/pivotCacheDefinition1.xml", b"<pivotCacheDefinition/>"),
    ("xl/printerSettings/printerSettings1.bin", &[0, 1, 2, 0xFF]),
    ("xl/tables/table7.xml", b"<table id=\"7\"/>"),
    ("xl/threadedComments/threadedComment1.xml", b"<ThreadedComments/>"),
    ("xl/vbaProject.bin", &[0xD0, 0xCF, 0x11, 0xE0, 0]),
    ("xl/worksheets/_rels/sheet3.xml.rels", b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId5\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings\" Target=\"../printerSettings/printerSettings1.bin\"/></Relationships>"),
];

/// What a clerk may have done to each sheet: a protection, formats of their own, higher rows, notes for whoever prints.
fn touched_by_clerk(name: &str, text: String) -> String {
    if name == "xl/workbook.xml" {
        let named = "<definedNames><definedName name=\"底数\">'正文'!$A$1</definedName>";
        return match text.contains("<definedNames>") {
            true => text.replacen("<definedNames>", named, 1),
            false => text.replacen("</sheets>", &format!("</sheets>{named}</definedNames>"), 1),
        };
    }
    if !name.starts_with("xl/worksheets/sheet") {
        return text;
    }
    let own = "<conditionalFormatting sqref=\"B2\"><cfRule type=\"expression\" priority=\"1\"><formula>B2=0</formula>\
               </cfRule></conditionalFormatting>";
    let at = ["<dataValidations", "<hyperlinks", "<printOptions", "<pageMargins"]
        .into_iter()
        .filter_map(|next| text.find(next))
        .min();
    let text = at.map_or(text.clone(), |at| format!("{}{own}{}", &text[..at], &text[at..]));
    text.replacen("<row r=\"3\"", "<row r=\"3\" outlineLevel=\"1\"", 1)
}

/// A report with a wrong total, as a unit's workbook that has been used.
fn sent() -> Vec<u8> {
    let wrong = changed("[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]");
    let bytes = rewritten(&workbook(&wrong), touched_by_clerk);
    let mut zip = zip::ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    for (name, content) in OTHERS {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text of XML as tags and what stands between them, an empty element as its two tags; without what counts what
/// there is, orders what is laid over cells, or says which sheet is shown.
fn tokens(text: &str) -> Vec<String> {
    let free = regex::Regex::new(
        " (?:count|uniqueCount|priority|tabSelected|activeTab|firstSheet|xmlns:r|localSheetId)=\"[^\"]*\"",
    );
    let text = free.unwrap().replace_all(text, "").into_owned();
    let mut tokens = Vec::new();
    for piece in text.split_inclusive('>') {
        let (before, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        tokens.extend(Some(before.to_owned()).filter(|text| !text.is_empty()));
        match tag.strip_suffix("/>") {
            Some(open) => {
                let name = open[1..].split_whitespace().next().unwrap().to_owned();
                tokens.extend([format!("{}>", open.trim_end()), format!("</{name}>")]);
            }
            None => tokens.extend(Some(tag.to_owned()).filter(|tag| !tag.is_empty())),
        }
    }
    tokens
}

/// What was added to a text, which is otherwise there whole and in its order.
fn added(part: &str, before: &str, after: &str) -> Vec<String> {
    let (before, after) = (tokens(before), tokens(after));
    let mut left = before.iter().peekable();
    let rest = after.into_iter().filter(|token| left.next_if(|own| *own == token).is_none());
    let rest: Vec<String> = rest.collect();
    assert!(left.peek().is_none(), "{part}: {:?} is not there any more", left.peek());
    rest
}

/// The elements that may be added to a part.
fn may_be_added(part: &str) -> &'static [&'static str] {
    match part {
        "[Content_Types].xml" => &["Override", "Default"],
        "xl/workbook.xml" => &["sheet"],
        _ if part.ends_with(".rels") => &["Relationship"],
        "xl/styles.xml" => &[
            "dxfs",
            "dxf",
            "fill",
            "patternFill",
            "fgColor",
            "bgColor",
            "font",
            "b",
            "u",
            "sz",
            "color",
            "name",
            "family",
            "scheme",
            "charset",
            "xf",
            "alignment",
            "border",
            "left",
            "right",
            "top",
            "bottom",
            "diagonal",
            "protection",
        ],
        _ if part.starts_with("xl/worksheets/") => &["conditionalFormatting", "cfRule", "formula", "legacyDrawing"],
        _ => &[],
    }
}

/// The entries of a list in styles, such as `fonts`.
fn entries(styles: &str, list: &str) -> Vec<String> {
    let whole = regex::Regex::new(&format!("(?s)<{list}[ >].*?</{list}>")).unwrap();
    let found = whole.find(styles).map_or("", |found| found.as_str());
    tokens(found).into_iter().skip(1).take_while(|token| *token != format!("</{list}>")).collect()
}

/// Holds a marked copy against the workbook that was sent; gives the names of the parts that were added.
fn hold_against(sent: &[u8], copy: &[u8]) -> Vec<String> {
    let (before, after): (Parts, Parts) = (parts(sent), parts(copy));
    let now: BTreeMap<&str, &[u8]> = after.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
    let mut changed = Vec::new();
    for (name, content) in &before {
        let there = now.get(name.as_str()).unwrap_or_else(|| panic!("{name} is gone"));
        if there == content {
            continue;
        }
        changed.push(name.as_str());
        let [old, new] = [content, *there].map(|text| String::from_utf8_lossy(text).into_owned());
        let allowed = may_be_added(name);
        for token in added(name, &old, &new) {
            let element = token.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap().to_owned();
            let is_formula = !token.starts_with('<') && allowed.contains(&"formula");
            assert!(is_formula || allowed.contains(&element.as_str()), "{name}: {token} was added");
        }
        // What cells refer to by its number keeps it.
        for list in ["fonts", "fills", "borders", "cellXfs", "dxfs", "numFmts", "cellStyles"] {
            let [old, new] = [entries(&old, list), entries(&new, list)];
            assert!(name != "xl/styles.xml" || new.starts_with(&old), "{list} are in another order");
        }
    }
    // The workbook, its styles and the lists of parts; of sheets those that are marked, or were the one shown.
    assert!(!changed.iter().any(|name| OTHERS.iter().any(|(other, _)| other == name)), "{changed:?}");
    let order = |parts: &Parts| parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let (old, new) = (order(&before), order(&after));
    assert!(new.starts_with(&old), "the parts are in another order");
    new[old.len()..].to_vec()
}

/// A district of one unit that sent a workbook.
fn district(bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("单位")).unwrap();
    let roster = format!("year = 2025\nname = \"示例市\"\n[[units]]\nname = \"{UNIT}\"\n");
    std::fs::write(folder.path().join("district.toml"), roster).unwrap();
    std::fs::write(folder.path().join(format!("单位/{UNIT}.xlsx")), bytes).unwrap();
    folder
}

/// What a run of a district says of its unit.
fn unit(folder: &std::path::Path) -> Value {
    let output = run(folder, &["batch", ".", "-o", "输出"]);
    let text =
        std::fs::read_to_string(folder.join("输出/summary.json")).unwrap_or_else(|_| panic!("{}", told(&output)));
    serde_json::from_str::<Value>(&text).unwrap()["units"][0].clone()
}

/// The kinds of parts that were added.
fn kinds(names: &[String]) -> Vec<String> {
    let digits = regex::Regex::new("[0-9]+").unwrap();
    let mut kinds: Vec<String> = names.iter().map(|name| digits.replace_all(name, "").into_owned()).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

#[test]
fn every_part_of_what_goes_back_is_as_it_was_sent() {
    let sent = sent();
    let folder = district(&sent);
    assert_eq!(unit(folder.path())["status"], "blocked");
    let back = std::fs::read(folder.path().join(format!("输出/退回/{UNIT}.xlsm"))).ok();
    let back = back.unwrap_or_else(|| std::fs::read(folder.path().join(format!("输出/退回/{UNIT}.xlsx"))).unwrap());
    let expected = [
        "xl/comments.xml",
        "xl/drawings/vmlDrawing.vml",
        "xl/worksheets/_rels/sheet.xml.rels",
        "xl/worksheets/sheet.xml",
    ];
    assert_eq!(kinds(&hold_against(&sent, &back)), expected);
    // Checked and marked alone it is the same.
    let file = format!("单位/{UNIT}.xlsx");
    let output = run(folder.path(), &["check", &file, "--annotate", "标注.xlsx"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let alone = std::fs::read(folder.path().join("标注.xlsx")).unwrap();
    assert_eq!(kinds(&hold_against(&sent, &alone)), expected);
    // The comparison itself sees what is taken away, moved or put elsewhere.
    let is_held = |change: fn(&str, String) -> String| {
        let text = parts::<Parts>(&alone).into_iter().map(|(name, content)| match String::from_utf8(content) {
            Ok(text) => (name.clone(), change(&name, text).into_bytes()),
            Err(error) => (name, error.into_bytes()),
        });
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in text {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&content).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        std::panic::catch_unwind(|| hold_against(&sent, &bytes)).is_ok()
    };
    assert!(is_held(|_, text| text));
    for change in [
        |_: &str, text: String| text.replacen("outlineLevel=\"1\"", "", 1),
        |_: &str, text: String| text.replacen("<mergeCell ", "<mergeCell x=\"1\" ", 1),
        |name: &str, text: String| if name == "xl/calcChain.xml" { String::new() } else { text },
        |_: &str, text: String| text.replacen("</sheetData>", "<row r=\"99\"/></sheetData>", 1),
        |_: &str, text: String| text.replacen("<font>", "<font><i/></font><font>", 1),
    ] {
        assert!(!is_held(change));
    }
}

#[test]
fn what_goes_back_is_corrected_in_libreoffice_and_comes_in_sound() {
    let wrong = workbook(&changed("[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]"));
    let folder = district(&wrong);
    let before = unit(folder.path());
    assert_eq!(before["status"], "blocked", "{before}");
    let findings = before["findings"].as_array().unwrap();
    let error = findings.iter().find(|finding| finding["severity"] == "error").unwrap();
    let (_, place) = error["place"].as_str().unwrap().split_once(" › ").unwrap();
    let (sheet, cell) = place.split_once('!').unwrap();
    let back = format!("输出/退回/{UNIT}.xlsx");
    hold_against(&wrong, &std::fs::read(folder.path().join(&back)).unwrap());
    if !office::corrected(folder.path(), &back, (sheet, cell, 4), "改好.xlsx") {
        return;
    }
    let file = folder.path().join(format!("单位/{UNIT}.xlsx"));
    std::fs::rename(folder.path().join("改好.xlsx"), &file).unwrap();
    let after = unit(folder.path());
    assert_eq!(after["status"], "ready", "{after}");
    let codes = |unit: &Value| {
        let findings = unit["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let new: Vec<String> = codes(&after).into_iter().filter(|code| !codes(&before).contains(code)).collect();
    assert!(new.is_empty(), "{new:?}: {after}");
    assert!(!folder.path().join(back).exists(), "nothing goes back any more");
}
