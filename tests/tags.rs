//! What a reader that speaks hears of the PDFs: read back from their structure trees.

use crate::support::built::{EXAMPLES, build_text, built, characters};
use crate::support::letters::{LETTERS, PUBLISHED, case, letter, letter_of, proof_pdf};
use crate::support::structure::{Element, Structure, read};

/// What may stand right below the document: blocks, and nothing that only groups them.
const BLOCKS: &[&str] = &["Title", "H1", "H2", "H3", "H4", "H5", "P", "Table"];

/// What the elements of a kind say.
fn texts(document: &Element, kind: &str) -> Vec<String> {
    document.of_kind(kind).iter().map(|element| element.text()).collect()
}

/// Holds what is the same for every document.
fn assert_sound(name: &str, structure: &Structure) {
    let document = &structure.document;
    assert_eq!((document.kind.as_str(), structure.language.as_str()), ("Document", "zh-CN"), "{name}");
    assert!(document.own.is_empty(), "{name}: “{}” is in no block", document.own);
    for block in &document.children {
        assert!(BLOCKS.contains(&block.kind.as_str()), "{name}: {} below the document: {}", block.kind, block.text());
    }
    for heading in document.all().into_iter().filter(|element| element.kind.starts_with('H') || element.kind == "Title")
    {
        assert!(heading.children.is_empty(), "{name}: {} holds {}", heading.own, heading.children[0].kind);
        assert!(!heading.own.is_empty(), "{name}: a heading says nothing");
    }
    for paragraph in document.of_kind("P") {
        assert!(!paragraph.text().trim().is_empty(), "{name}: a paragraph says nothing");
    }
}

#[test]
fn a_report_is_its_title_headings_paragraphs_and_one_table_a_section() {
    for example in EXAMPLES {
        let built = built(example);
        let structure = read(&built.pdf);
        assert_sound(example, &structure);
        let document = &structure.document;
        assert_eq!(texts(document, "Title"), [built.input.filing.exact_title()], "{example}");
        let sections = texts(document, "H1");
        assert_eq!(sections.len(), built.narrative.sections.len(), "{example}: {sections:?}");
        let tables = document.of_kind("Table");
        let of_form = tables
            .iter()
            .filter(|table| table.of_kind("TH").iter().any(|th| th.scope == "Row" || th.text() == "行政复议"));
        assert_eq!(of_form.count(), 3, "{example}: one table for each of the sections 二, 三, 四");
        let top: Vec<String> =
            structure.bookmarks.iter().filter(|(depth, _)| *depth == 0).map(|b| b.1.clone()).collect();
        assert_eq!(top, sections, "{example}: bookmarks");
    }
}

#[test]
fn headings_of_all_levels_are_headings() {
    let text = "# 甲\n\n## 乙\n\n### 丙\n\n文。";
    let report = build_text(&format!("[sections.overview]\ntext = \"\"\"\n{text}\n\"\"\""));
    let structure = read(&report.pdf);
    assert_sound("levels", &structure);
    for (kind, heading) in [("H2", "（一）甲"), ("H3", "1.乙"), ("H4", "（1）丙")] {
        assert_eq!(texts(&structure.document, kind), [heading]);
    }
}

#[test]
fn a_cell_is_heard_with_its_group_its_row_and_its_columns() {
    let heard = |table: &Element, row: &str, column: usize| {
        let rows = table.of_kind("TR");
        let row = rows.iter().find(|tr| tr.of_kind("TH").iter().any(|th| th.text() == row)).expect("the row");
        table.heard_with(row.of_kind("TD")[column])
    };
    for example in EXAMPLES {
        let structure = read(&built(example).pdf);
        let tables = structure.document.of_kind("Table");
        let applications = tables.iter().find(|table| table.text().contains("申请人情况")).expect("表三");
        let all = heard(applications, "1.属于国家秘密", 1);
        for head in
            ["申请人情况", "法人或其他组织", "商业企业", "1.属于国家秘密", "（三）不予公开", "三、本年度办理结果"]
        {
            assert!(all.iter().any(|heard| heard == head), "{example}: {head} is not heard: {all:?}");
        }
        let granted = heard(applications, "（一）予以公开", 0);
        assert!(granted.contains(&"三、本年度办理结果".to_owned()), "{example}: {granted:?}");
        assert!(!granted.iter().any(|head| head.contains("不予公开")), "{example}: {granted:?}");
        let carried = heard(applications, "四、结转下年度继续办理", 6);
        assert!(carried.contains(&"总计".to_owned()) && carried.len() == 4, "{example}: {carried:?}");
        let disclosure = tables.iter().find(|table| table.text().contains("第二十条")).expect("表二");
        let forced = heard(disclosure, "行政强制", 0);
        assert!(forced.contains(&"第二十条第（六）项".to_owned()), "{example}: {forced:?}");
        assert!(!forced.iter().any(|head| head.contains("（五）项")), "{example}: {forced:?}");
        let disputes = tables.iter().find(|table| table.text().contains("复议后起诉")).expect("表四");
        let all = disputes.heard_with(disputes.of_kind("TD")[14]);
        assert_eq!(all.len(), 3, "{example}: {all:?}");
    }
}

#[test]
fn every_figure_is_a_cell_with_heads() {
    for example in EXAMPLES {
        let structure = read(&built(example).pdf);
        for table in structure.document.of_kind("Table") {
            for cell in table.of_kind("TD").into_iter().filter(|cell| !cell.text().is_empty()) {
                assert!(!table.heard_with(cell).is_empty(), "{example}: {} is heard without heads", cell.text());
            }
        }
    }
}

#[test]
fn a_letter_has_a_heading_and_a_bookmark() {
    for name in LETTERS.into_iter().chain([PUBLISHED]) {
        let letter = letter(name);
        let structure = read(&letter.pdf);
        assert_sound(name, &structure);
        let title = &letter.rendered.title;
        assert_eq!(&texts(&structure.document, "H1"), std::slice::from_ref(title), "{name}");
        assert_eq!(structure.bookmarks, [(0, title.clone())], "{name}");
        // 版头 comes before the title, 版记 last.
        let blocks: Vec<String> = structure.document.children.iter().map(Element::text).collect();
        let at = blocks.iter().position(|block| block == title).expect("the title");
        let head = &blocks[..at];
        assert!(head.iter().any(|block| block.ends_with("文件") || block.ends_with('局')), "{name}: {head:?}");
        let given = letter.input.filing.letter.as_ref().expect("a letter");
        if let Some(first) = given.signers.first() {
            let signers = head.iter().find(|block| block.starts_with("签发人：")).expect("签发人");
            let names: Vec<&str> = signers.trim_start_matches("签发人：").split(' ').collect();
            assert_eq!(names.len(), given.signers.len(), "{name}: {names:?}");
            assert_eq!(names[0], first.value, "{name}");
        }
        let last = blocks.last().expect("a block");
        assert!(last.ends_with("印发") || last.starts_with("抄送："), "{name}: {last}");
    }
}

#[test]
fn headings_of_a_letter_are_below_its_title() {
    let built = letter_of(
        "[letter]\nto = \"市政府\"\nsigners = [\"张三\"]\ndate = 2026-01-15\ntext = \"# 办理情况\\n\\n文。\"",
    );
    let structure = read(&built.pdf);
    assert_sound("headings", &structure);
    assert_eq!(texts(&structure.document, "H2"), ["一、办理情况"]);
    assert!(built.rendered.html.is_some_and(|html| html.contains("<h2>一、办理情况</h2>")), "the page skips no level");
}

#[test]
fn a_letter_with_headings_is_set_wherever_its_text_ends() {
    for lines in 1..24 {
        let text = format!("# 办理情况\n\n## 依申请公开\n\n{}。", characters(28 * lines - 2));
        let signed = "signers = [\"张三\"]\ndate = 2026-01-15";
        letter_of(&format!("[letter]\nto = \"市政府\"\n{signed}\ntext = \"\"\"\n{text}\n\"\"\""));
    }
}

#[test]
fn the_letter_and_the_report_bound_with_it_have_bookmarks_each() {
    for name in ["sealed", "joint", "many", PUBLISHED] {
        let letter = letter(name);
        let structure = read(&letter.whole_pdf());
        assert_sound(name, &structure);
        let report = letter.input.filing.exact_title();
        let mark = if name == "many" { "附件1" } else { "附件" };
        let top: Vec<&str> = structure.bookmarks.iter().filter(|b| b.0 == 0).map(|b| b.1.as_str()).collect();
        assert_eq!(top, [letter.rendered.title.clone(), format!("{mark}　{report}")], "{name}");
        assert_eq!(texts(&structure.document, "H1"), [letter.rendered.title.clone(), mark.to_owned()], "{name}");
        assert_eq!(texts(&structure.document, "Title"), [report], "{name}");
        let sections: Vec<String> = structure.bookmarks.iter().filter(|b| b.0 == 1).map(|b| b.1.clone()).collect();
        assert_eq!(sections, texts(&structure.document, "H2"), "{name}");
        assert!(sections.len() >= 6, "{name}: {sections:?}");
    }
}

#[test]
fn a_proof_says_what_the_document_says() {
    for name in LETTERS {
        let proof = read(&proof_pdf(&case(name)));
        assert_sound(name, &proof);
        let said = |structure: &Structure| structure.document.children.iter().map(Element::text).collect::<Vec<_>>();
        assert_eq!(said(&proof), said(&read(&letter(name).pdf)), "{name}");
    }
}
