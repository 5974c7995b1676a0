//! The official tables on the page: their edges, and how they break.

use std::sync::LazyLock;

use nianbao::form::layout::CellRole;

use crate::geometry::{BOTTOM, LEFT, RIGHT, TOLERANCE, TOP, assert_near};
use crate::support::built::{Built, EXAMPLES, build_text, built, characters};
use crate::support::engine;
use crate::support::tables::{Piece, pieces};

/// A text that only the head of each official table holds.
const HEADS: [&str; 3] = ["第二十条第（一）项", "申请人情况", "未经复议直接起诉"];

/// Every piece of a table with the number of its page, from 1.
fn all_pieces(report: &Built) -> Vec<(usize, Piece)> {
    let pages = report.pages.iter().enumerate();
    pages.flat_map(|(index, page)| pieces(page).into_iter().map(move |piece| (index + 1, piece))).collect()
}

/// Whether a piece holds a text in one of its fields.
fn holds(piece: &Piece, text: &str) -> bool {
    piece.rows.iter().flatten().any(|field| field == text)
}

#[test]
fn tables_fill_the_width_and_stay_inside_the_block() {
    for example in EXAMPLES {
        let pieces = all_pieces(built(example));
        for head in HEADS {
            assert!(pieces.iter().any(|(_, piece)| holds(piece, head)), "{example}: no table has {head}");
        }
        for (page, piece) in &pieces {
            let place = format!("{example}, page {page}");
            assert_near(piece.left, LEFT, &format!("{place}: left edge of a table"));
            assert_near(piece.right, RIGHT, &format!("{place}: right edge of a table"));
            assert!(piece.top >= TOP - TOLERANCE, "{place}: a table begins at {:.2} mm", piece.top);
            assert!(piece.bottom <= BOTTOM + TOLERANCE, "{place}: a table ends at {:.2} mm", piece.bottom);
        }
    }
}

/// The captions of 表二 with the labels of the rows below them, in the form of 2021.
const BLOCKS: [(&str, &[&str]); 4] = [
    ("第二十条第（一）项", &["规章", "行政规范性文件"]),
    ("第二十条第（五）项", &["行政许可"]),
    ("第二十条第（六）项", &["行政处罚", "行政强制"]),
    ("第二十条第（八）项", &["行政事业性收费"]),
];

/// Reports with one to 22 lines of prose before the tables, so that the ends of pages fall everywhere.
static SHIFTED: LazyLock<Vec<Built>> = LazyLock::new(|| {
    let text = |lines: usize| format!("[sections.overview]\ntext = \"{}\"\n", characters(28 * lines - 2));
    (1..=22).map(|lines| build_text(&text(lines))).collect()
});

#[test]
fn no_caption_is_left_without_its_rows() {
    let mut parted = 0;
    for (lines, report) in (1..).zip(SHIFTED.iter()) {
        let mut pieces = all_pieces(report);
        pieces.truncate(pieces.iter().position(|(_, piece)| holds(piece, "申请人情况")).expect("table 三"));
        for (caption, labels) in BLOCKS {
            let found = pieces.iter().find(|(_, piece)| holds(piece, caption));
            let (page, piece) = found.unwrap_or_else(|| panic!("{lines} lines of prose: no {caption}"));
            let at = piece.rows.iter().position(|row| row[0] == caption).expect("a caption fills its row");
            let below: Vec<&str> =
                piece.rows[at + 1..].iter().map(|row| row[0].as_str()).take(labels.len() + 1).collect();
            let expected: Vec<&str> = std::iter::once("信息内容").chain(labels.iter().copied()).collect();
            assert_eq!(below, expected, "{lines} lines of prose: below {caption} on page {page}");
        }
        parted += usize::from(pieces.len() > 1);
        for (page, piece) in all_pieces(report) {
            let end = piece.bottom;
            assert!(end <= BOTTOM + TOLERANCE, "{lines} lines of prose: the table on page {page} ends at {end:.2} mm");
        }
    }
    assert!(parted >= 2, "the page break fell into 表二 only {parted} times");
}

#[test]
fn no_heading_is_left_without_its_table() {
    let headings =
        ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"];
    for (lines, report) in (1..).zip(SHIFTED.iter()) {
        for (heading, head) in headings.iter().zip(HEADS) {
            let heading_page =
                report.pages.iter().position(|page| page.text().contains(heading)).map(|index| index + 1);
            let table_page = all_pieces(report).iter().find(|(_, piece)| holds(piece, head)).map(|(page, _)| *page);
            assert_eq!(heading_page, table_page, "{lines} lines of prose: pages of {heading} and of its table");
        }
    }
}

#[test]
fn a_small_table_of_the_text_stays_on_one_page() {
    let rows: String = (1..=4).map(|row| format!("| {row} | 第{row}项 |\n")).collect();
    let mut pages = std::collections::BTreeSet::new();
    for lines in 1..=22 {
        let text = characters(28 * lines - 2);
        let report = build_text(&format!(
            "[sections.overview]\ntext = '''\n{text}。\n\n| 序号 | 名称 |\n| - | - |\n{rows}'''\n"
        ));
        let pieces: Vec<_> = all_pieces(&report).into_iter().filter(|(_, piece)| holds(piece, "序号")).collect();
        assert_eq!(pieces.len(), 1, "{lines} lines of prose");
        assert_eq!(pieces[0].1.rows.len(), 5, "{lines} lines of prose: {:?}", pieces[0].1.rows);
        pages.insert(pieces[0].0);
    }
    assert!(pages.len() > 1, "all tables stand on page {pages:?}");
}

#[test]
fn a_long_table_of_the_text_goes_over_the_page() {
    let rows: String = (1..=40).map(|row| format!("| {row} | 第{row}项 |\n")).collect();
    let report = build_text(&format!("[sections.overview]\ntext = '''\n| 序号 | 名称 |\n| - | - |\n{rows}'''\n"));
    let with_head = all_pieces(&report).iter().filter(|(_, piece)| holds(piece, "序号")).count();
    assert!(with_head > 1, "its head is repeated");
}

/// Reports whose table 三 is too long for a page, the long label in one row after the other.
static BROKEN: LazyLock<Vec<(String, Built)>> = LazyLock::new(|| {
    let results =
        ["granted", "refused.internal", "unable.not_ready", "rejected.petition"].map(|row| format!("results.{row}"));
    let rows = results.into_iter().chain(["new".to_owned(), "carried_out".to_owned()]);
    let report = |(row, count): (String, usize)| {
        let label = characters(count);
        let labels = format!("[labels]\n\"applications.{row}\" = \"{label}\"\n");
        (format!("{count} characters in {row}"), build_text(&labels))
    };
    rows.flat_map(|row| [(row.clone(), 500), (row, 600)]).map(report).collect()
});

/// The pieces of table 三.
fn applications(report: &Built) -> Vec<(usize, Piece)> {
    let pieces = all_pieces(report).into_iter().skip_while(|(_, piece)| !holds(piece, "申请人情况"));
    pieces.take_while(|(_, piece)| !holds(piece, "未经复议直接起诉")).collect()
}

#[test]
fn heads_are_repeated_where_a_table_breaks() {
    for (case, report) in BROKEN.iter() {
        let pieces = applications(report);
        assert!(pieces.len() >= 2, "{case}: the table should break over pages");
        for (page, piece) in pieces {
            for head in ["申请人情况", "总计"] {
                assert!(holds(&piece, head), "{case}: the head “{head}” is not repeated on page {page}");
            }
            let rows = piece.rows.iter().filter(|row| row.len() >= 8).count();
            assert!(rows >= 1, "{case}: a head without rows on page {page}");
            assert!(
                piece.bottom <= BOTTOM + TOLERANCE,
                "{case}: the table on page {page} ends at {:.2} mm",
                piece.bottom
            );
        }
    }
}

#[test]
fn groups_of_rows_keep_their_labels_where_a_table_breaks() {
    for (case, report) in BROKEN.iter() {
        let form = &report.figures.form;
        let body = &form.grid(1).parts[0].body;
        let slots = body.iter().enumerate().flat_map(|(y, row)| row.iter().map(move |slot| (y, slot)));
        for (y, group) in slots.filter(|(_, slot)| slot.role == CellRole::Group) {
            let rows = body[y..y + group.rowspan].iter().flatten().filter(|slot| slot.role == CellRole::Label);
            let labels: Vec<&str> = rows.map(|slot| slot.label.as_str()).collect();
            for (page, _) in
                applications(report).iter().filter(|(_, piece)| labels.iter().any(|label| holds(piece, label)))
            {
                let whole = report.pages[page - 1].text().contains(&group.label);
                assert!(whole, "{case}: rows of {} stand on page {page} without that label", group.label);
            }
        }
    }
}

/// What a cell of both forms says in two lines: the end of the first and the beginning of the second.
const CLAUSES: [(&str, &str); 2] = [("第二项之和，", "等于第三项"), ("（区分处理的，", "只计这一情形")];

#[test]
fn sentences_in_cells_are_broken_after_their_clauses() {
    for form in ["2019", "2021"] {
        let report = build_text(&format!("form = \"{form}\"\n"));
        let glyphs: Vec<_> = report.pages.iter().flat_map(|page| &page.glyphs).collect();
        for (one, two) in CLAUSES {
            let count = one.chars().count();
            let said: Vec<char> = one.chars().chain(two.chars()).collect();
            let shows = |all: &&[&crate::support::pdf::Glyph]| {
                all.iter().zip(&said).all(|(glyph, c)| glyph.text.chars().eq([*c]))
            };
            let found = glyphs.windows(said.len()).find(shows).expect("the cell is printed");
            assert!(
                found[..count].iter().all(|glyph| (glyph.baseline - found[0].baseline).abs() < 0.1),
                "{form}: “{one}” is broken"
            );
            assert!(found[count].baseline > found[0].baseline + 1.0, "{form}: no line ends after “{one}”");
        }
    }
}

#[test]
fn long_figures_stay_in_their_fields() {
    let row = "[123456789, 987654321, \"1（含网上申请20260115号）\", 0, 0, 0]";
    let disputes = "[disputes]\nreconsideration = [1234567, 7654321, 0, 0]\n";
    let report = build_text(&format!("[applications]\nnew = {row}\nresults.granted = {row}\n{disputes}"));
    let pieces = all_pieces(&report);
    for figure in ["123456789", "987654321", "1111111111", "1（含网上申请20260115号）", "1234567", "7654321", "8888888"]
    {
        assert!(pieces.iter().any(|(_, piece)| holds(piece, figure)), "{figure} reaches out of its field");
    }
}

/// Characters of labels: Chinese ones, and marks now and then, after a number or none.
fn label(number: usize, length: usize, mut chance: usize) -> String {
    let mut label = ["", "1.", "12.", "3"][number % 4].to_owned();
    let mut since = 0;
    for at in 0..length {
        chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
        let may_part = since > 0 && at + 1 < length;
        let part = ["、", "，"].into_iter().nth(chance / 64 % 11).filter(|_| may_part);
        since = if part.is_some() { 0 } else { since + 1 };
        label.push_str(part.unwrap_or("申"));
    }
    label
}

#[test]
fn lines_that_a_label_is_said_to_need_are_those_that_it_takes() {
    let labels: Vec<String> = (0..240)
        .map(|number| label(number, 6 + number % 31, number * 7919))
        .chain(["6.申请“人”数量".to_owned()])
        .collect();
    let list: Vec<String> = labels.iter().map(|label| format!("{label:?}")).collect();
    let source = format!(
        "#import \"style.typ\": *\n#show: report.with(title: \"题\", agency: \"机关\", description: \"题\", \
         date: (year: 2026, month: 1, day: 1))\n#set text(font: songti, size: 10pt, ..edges)\n\
         #set par(first-line-indent: 0pt, justify: false, leading: 0pt, spacing: 0pt)\n#let labels = ({},)\n\
         #context [#metadata(range(44, 160, step: 3).map(room => labels.map(label => if label.contains(plain-label) {{\n\
         (lines-needed(label, room / 10, 1000), calc.round(measure(block(width: room * 1pt, label)).height / 10pt))\n\
         }} else {{ (1000, 0) }})).flatten())<labels-measures>]",
        list.join(", ")
    );
    let measures = engine().typesetter().measures(&source).expect("the labels are sound");
    let measured: Vec<f64> = serde_json::from_value(measures["labels"].clone()).expect("numbers were measured");
    let (mut known, mut unknown) = (0, 0);
    for (at, pair) in measured.chunks_exact(2).enumerate() {
        if pair[0] > 999.0 {
            unknown += 1;
        } else {
            known += 1;
            assert_eq!(pair[0], pair[1], "{} in {}", labels[at % labels.len()], 44 + 3 * (at / labels.len()));
        }
    }
    assert!(known > unknown / 2 && unknown > 0, "{known} are known, {unknown} are not");
}

/// A table of prose: a row of heads and a row below it.
fn prose_table(cells: &[[String; 2]]) -> Built {
    let row = |at: usize| format!("| {} |", cells.iter().map(|cell| cell[at].as_str()).collect::<Vec<_>>().join(" | "));
    let rule = "|---".repeat(cells.len());
    build_text(&format!("[sections.overview]\ntext = '''\n{}\n{rule}|\n{}\n'''\n", row(0), row(1)))
}

#[test]
fn figures_of_a_wide_table_of_prose_stay_in_their_fields() {
    let months = (1..=12).map(|month| [format!("{month}月"), format!("{}", 123_455 + month)]);
    let name = ["平台".to_owned(), "政府门户网站政务公开栏目".to_owned()];
    let total = ["合计".to_owned(), "1481472".to_owned()];
    let wide: Vec<[String; 2]> = [name].into_iter().chain(months).chain([total]).collect();
    let telephones: Vec<[String; 2]> = ["序号", "日期", "文号", "申请人", "结果", "金额", "备注", "经办", "电话"]
        .iter()
        .zip(["1", "2025-12-01", "〔2025〕1号", "张某某", "予以公开", "12345.67", "无", "李四", "0591-12345678"])
        .map(|(head, cell)| [(*head).to_owned(), cell.to_owned()])
        .collect();
    for cells in [wide, telephones] {
        let report = prose_table(&cells);
        let pieces = all_pieces(&report);
        let (_, piece) = pieces.iter().find(|(_, piece)| holds(piece, &cells[0][0])).expect("the table");
        assert_near(piece.right, RIGHT, "right edge of the table");
        // Each figure is read back whole from a field of its own.
        for [_, figure] in cells.iter().skip(1) {
            assert!(holds(piece, figure), "{figure}: {:?}", piece.rows);
        }
    }
}

#[test]
fn long_words_of_a_table_on_the_web_are_not_squeezed_and_figures_not_broken() {
    let name = "关于印发《示例市安全生产行政执法事项清单（第1批）》的通知";
    let cells = [("名称", name), ("数量", "1000000"), ("网址", "https://www.example.gov.cn/zwgk/2025/000001.html")];
    let report = prose_table(&cells.map(|(head, cell)| [head.to_owned(), cell.to_owned()]));
    assert!(report.html.contains(&format!("<td class=\"long\">{name}</td><td class=\"figure\">1000000</td>")));
    assert!(report.html.contains("<td class=\"long address\">https:/"), "{}", report.html);
}
