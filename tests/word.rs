//! Files for Word hold what the page and the PDF hold, in real styles, and other programs open them.

use std::process::Command;

use nianbao::engine::{Rendered, RenderedLetter};
use nianbao::report::View;

use crate::geometry::{LEFT, RIGHT, SIZE, lines_of, text};
use crate::support::built::{Built, EXAMPLES, build_text, built, characters, path, without_spaces};
use crate::support::docx::{self, Field, Piece};
use crate::support::letters::{LETTERS, PUBLISHED, case, letter};
use crate::support::office;
use crate::support::pdf::{self, POINT, Page};
use crate::support::rows::rows;
use crate::support::{changed, engine, folder, has, run, told, web};

/// The width of the block of text in twentieths of a point.
const WIDTH: usize = 8845;

/// Everything that is made of an input, files for Word as well.
fn rendered(path: &std::path::Path, draft: bool) -> Rendered {
    let input = engine().read(path, None).expect("the input can be read");
    let examined = engine().examine(&input).expect("the wordings are sound");
    engine().render(&input, examined, View { docx: true, draft, ..View::default() }).expect("the templates are sound")
}

/// The file for Word of an example.
fn example(name: &str) -> Vec<u8> {
    rendered(&path(name), false).docx.expect("it was asked for")
}

/// The letter of a case.
fn letter_of(name: &str) -> RenderedLetter {
    if name == PUBLISHED {
        return rendered(&path(name), false).letter.expect("it has one");
    }
    let folder = folder(&changed(&case(name)));
    rendered(&folder.path().join("report.toml"), false).letter.expect("it has one")
}

/// The paragraphs of some style.
fn styled(docx: &[u8], wanted: &str) -> Vec<String> {
    let text = |piece| match piece {
        Piece::Paragraph(style, text) if style == wanted => Some(text),
        _ => None,
    };
    docx::pieces(docx).into_iter().filter_map(text).collect()
}

/// The tables of the form: all that span the block of text and have lines of text.
fn tables(docx: &[u8]) -> Vec<Vec<Vec<Field>>> {
    let table = |piece| match piece {
        Piece::Table(rows) if rows.len() > 1 || rows[0].len() > 1 => Some(rows),
        _ => None,
    };
    docx::pieces(docx).into_iter().filter_map(table).collect()
}

#[test]
fn every_part_is_declared_and_led_to() {
    let files =
        [example("changle-2020"), letter_of("correspondence").docx.unwrap(), letter_of("sealed").whole_docx.unwrap()];
    for docx in files {
        let parts = docx::parts(&docx);
        assert_eq!(parts[0], "[Content_Types].xml");
        let types = docx::part(&docx, "[Content_Types].xml");
        let links = docx::part(&docx, "_rels/.rels") + &docx::part(&docx, "word/_rels/document.xml.rels");
        let document = docx::part(&docx, "word/document.xml");
        for part in parts.iter().filter(|part| !part.ends_with(".rels") && *part != "[Content_Types].xml") {
            assert_eq!(types.matches(&format!("PartName=\"/{part}\"")).count(), 1, "{part}");
            let target = part.strip_prefix("word/").unwrap_or(part);
            assert!(
                links.contains(&format!("Target=\"{target}\"")) || links.contains(&format!("Target=\"word/{target}\"")),
                "{part}"
            );
        }
        for id in document.split("r:id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(links.contains(&format!("Id=\"{id}\"")), "{id}");
        }
        for style in document.split("Style w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(docx::part(&docx, "word/styles.xml").contains(&format!("w:styleId=\"{style}\"")), "{style}");
        }
        // Nothing that differs from one time to the next.
        for part in &parts {
            let text = docx::part(&docx, part);
            assert!(!text.contains("rsid") && !text.contains("dcterms:created") && !text.contains("paraId"), "{part}");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_file() {
    for name in EXAMPLES {
        assert!(example(name) == example(name), "{name}");
    }
    assert!(letter_of("joint").whole_docx == letter_of("joint").whole_docx);
}

#[test]
fn the_file_says_what_the_page_says() {
    for name in EXAMPLES {
        let Rendered { docx, fragment, .. } = rendered(&path(name), false);
        let document = &built(name).input.filing.document;
        let number = document.number.as_ref().map_or("", |number| &number.value);
        assert_eq!(body(&docx.unwrap(), number), without_spaces(&web::text(&fragment)), "{name}");
    }
}

/// What a report's file says without its title, number and 版记, as the fragment has none.
pub fn body(docx: &[u8], number: &str) -> String {
    let is_title = |piece: &Piece| matches!(piece, Piece::Paragraph(style, _) if style == "Title");
    let is_number = |piece: &Piece| matches!(piece, Piece::Paragraph(_, text) if !number.is_empty() && text == number);
    let is_imprint = |piece: &Piece| matches!(piece, Piece::Table(rows) if rows.iter().all(|row| row.len() == 1 && row[0].span == 1));
    let text = |piece: Piece| match piece {
        Piece::Paragraph(_, text) => text,
        Piece::Table(rows) => rows.into_iter().flatten().map(|field| field.text).collect(),
    };
    let kept =
        docx::pieces(docx).into_iter().filter(|piece| !is_title(piece) && !is_number(piece) && !is_imprint(piece));
    without_spaces(&kept.map(text).collect::<String>())
}

#[test]
fn what_follows_the_report_is_there_as_tables() {
    let path = path("changle-2020");
    let input = engine().read(&path, None).unwrap();
    let examined = engine().examine(&input).unwrap();
    let view = View { docx: true, annex: true, ..View::default() };
    let Rendered { docx, fragment, .. } = engine().render(&input, examined, view).unwrap();
    assert!(web::text(&fragment).contains("附表　"), "{fragment}");
    let number = input.filing.document.number.as_ref().map_or("", |number| &number.value);
    assert_eq!(body(&docx.unwrap(), number), without_spaces(&web::text(&fragment)));
}

#[test]
fn every_figure_stands_in_its_row_of_an_exact_table() {
    for name in EXAMPLES {
        let Built { input, figures, .. } = built(name);
        let (expected, _) = rows(&input.filing, figures);
        let mut rows = expected.into_iter();
        let mut next = rows.next();
        for table in tables(&example(name)) {
            let columns: usize = table[0].iter().map(|field| field.span).sum();
            for row in table {
                let (span, width): (usize, usize) =
                    row.iter().fold((0, 0), |(span, width), field| (span + field.span, width + field.width));
                assert!(span == columns && (width == WIDTH || columns == 1), "{name}: {span} columns, {width}");
                let printed: Vec<String> =
                    row.iter().filter(|field| !field.continues).map(|field| without_spaces(&field.text)).collect();
                if next.as_ref().is_some_and(|row| printed.ends_with(row)) {
                    next = rows.next();
                }
            }
        }
        assert_eq!(next, None, "{name}: a row is not in a table");
    }
}

#[test]
fn headings_are_in_the_navigation_pane() {
    for name in EXAMPLES {
        let docx = example(name);
        let sections: Vec<String> = built(name)
            .narrative
            .sections
            .iter()
            .map(|chapter| format!("{}、{}", chapter.ordinal, chapter.title))
            .collect();
        assert_eq!(styled(&docx, "Heading1"), sections, "{name}");
    }
    assert!(
        styled(&example("changle-2020"), "Heading2").contains(&"（一）政府信息公开主动公开和依申请公开情况".to_owned())
    );
    let styles = docx::part(&example("changle-2020"), "word/styles.xml");
    for built_in in ["Normal", "Title", "heading 1", "heading 2", "heading 3", "heading 4", "表格"] {
        assert!(styles.contains(&format!("<w:name w:val=\"{built_in}\"/>")), "{built_in}");
    }
}

/// The lines of the title on a page: what is set in 二号.
fn title_lines(page: &Page) -> Vec<String> {
    let mut lines: Vec<(f64, String)> = Vec::new();
    for glyph in page.glyphs.iter().filter(|glyph| (glyph.size - 22.0).abs() < 0.1 && !glyph.red) {
        match lines.last_mut() {
            Some((baseline, line)) if (*baseline - glyph.baseline).abs() < 0.1 => line.push_str(&glyph.text),
            _ => lines.push((glyph.baseline, glyph.text.clone())),
        }
    }
    lines.into_iter().map(|(_, line)| without_spaces(&line)).collect()
}

/// The lines of the titles of a file.
fn titles(docx: &[u8]) -> Vec<Vec<String>> {
    styled(docx, "Title").iter().map(|title| title.lines().map(without_spaces).collect()).collect()
}

#[test]
fn titles_are_broken_as_in_the_pdf() {
    for name in EXAMPLES {
        assert_eq!(titles(&example(name)), [title_lines(&built(name).pages[0])], "{name}");
    }
    for name in LETTERS.into_iter().chain([PUBLISHED]) {
        let made = letter_of(name);
        let of_letter = title_lines(&letter(name).pages[0]);
        assert_eq!(titles(&made.docx.unwrap()), std::slice::from_ref(&of_letter), "{name}");
        assert_eq!(titles(&made.whole_docx.unwrap())[0], of_letter, "{name}");
    }
}

#[test]
fn letters_have_their_head_text_and_imprint() {
    for name in LETTERS.into_iter().chain([PUBLISHED]) {
        let made = letter_of(name);
        let page = web::text(letter(name).rendered.html.as_deref().unwrap_or_default());
        let built = letter(name);
        for (kind, docx) in [("letter", made.docx.unwrap()), ("whole", made.whole_docx.unwrap())] {
            let head = docx::part(&docx, "word/header-first.xml");
            let said = without_spaces(&(docx::text(&docx) + &web::text(&head)));
            let printed: Vec<String> = built.pages.iter().map(|page| without_spaces(&page.text())).collect();
            let printed = printed.concat();
            let given = built.input.filing.letter.as_ref().unwrap();
            let all = given.signers.iter().chain(&given.from).chain(&given.number).chain(&given.cc).chain(&given.note);
            for text in all.chain(&given.secrecy).chain(&given.copy_number).chain(&given.urgency) {
                let text = without_spaces(&text.value.replace(['（', '）'], ""));
                assert!(said.contains(&text) || !printed.contains(&text), "{name} {kind}: {text} in {said}");
            }
            for word in ["文件", "签发人：", "附件：", "抄送：", "印发", "附件", "月", "号"] {
                let count = |text: &str| text.matches(word).count();
                assert!(count(&said) >= count(&printed), "{name} {kind}: {word} in {said}");
            }
            for line in page.split("。").map(without_spaces).filter(|line| line.contains('，')) {
                assert!(said.contains(line.split('：').next_back().unwrap()), "{name} {kind}: {line}");
            }
        }
    }
    let whole = letter_of("sealed").whole_docx.unwrap();
    let lines = docx::text(&whole);
    assert!(lines.contains("\n附件\n") && titles(&whole).len() == 2, "{lines}");
    assert!(docx::part(&whole, "word/document.xml").contains("w:br w:type=\"page\""));
    let correspondence = letter_of("correspondence").docx.unwrap();
    assert!(docx::part(&correspondence, "word/document.xml").contains("<w:titlePg/>"));
    let ruled = |docx: &[u8]| docx::part(docx, "word/footer-first.xml").contains("FF0000");
    assert!(ruled(&correspondence) && !ruled(&whole));
}

#[test]
fn a_signature_without_a_date_stands_as_in_the_pdf() {
    let name = "示例市人力资源和社会保障局";
    let report = format!("[document]\nsignature = \"{name}\"\n");
    let built = build_text(&report);
    let signed = |page: &Page| {
        let lines = lines_of(page, SIZE);
        lines.iter().find(|line| text(line) == name).map(|line| (line[0].left, line[line.len() - 1].right))
    };
    let (left, right) = built.pages.iter().rev().find_map(signed).expect("it is signed");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.toml");
    std::fs::write(&file, format!("year = 2025\nagency.name = \"示例市示例局\"\n{report}")).unwrap();
    let document = docx::part(&rendered(&file, false).docx.unwrap(), "word/document.xml");
    let before = &document[..document.rfind(name).expect("it is signed")];
    let indent = before.rsplit("<w:ind w:left=\"").next().and_then(|rest| rest.split('"').next()).unwrap();
    // Centred in what the indent leaves of the block, and no wider.
    let indent = indent.parse::<f64>().unwrap() / 20.0 * POINT;
    assert!((LEFT + (indent + RIGHT - LEFT) / 2.0 - (left + right) / 2.0).abs() < 0.3, "{indent} {left} {right}");
    assert!(right - left <= RIGHT - LEFT - indent, "{indent} {left} {right}");
}

#[test]
fn a_signature_stays_with_the_last_text() {
    let fee = "2025年，我局未收取政府信息公开信息处理费。";
    for text in [fee.to_owned(), format!("- 没有别的事项。\\n- {fee}")] {
        let report = format!("[document]\nsignature = \"示例市示例局\"\n[sections.others]\ntext = \"{text}\"");
        let folder = folder(&changed(&report));
        let docx = rendered(&folder.path().join("report.toml"), true).docx.unwrap();
        let document = docx::part(&docx, "word/document.xml");
        let before = &document[..document.rfind("示例市示例局").expect("it is signed")];
        let paragraphs: Vec<&str> = before.split("</w:p>").collect();
        let [.., last, blank, _] = paragraphs.as_slice() else { panic!("{before}") };
        assert!(last.contains("信息处理费") && last.contains("<w:keepNext/>"), "{last}");
        assert!(blank.contains("<w:keepNext/>"), "{blank}");
    }
}

#[test]
fn rows_longer_than_a_page_may_be_divided() {
    let long = "很长的一格文字，".repeat(260);
    let table = format!("|项目|内容|\n|-|-|\n|甲|乙|\n|丙|{long}|\n");
    let folder = folder(&changed(&format!("[sections.problems]\ntext = '''\n{table}'''")));
    let docx = rendered(&folder.path().join("report.toml"), true).docx.unwrap();
    let document = docx::part(&docx, "word/document.xml");
    let row_of = |text: &str| document[..document.find(text).unwrap()].rsplit("<w:tr>").next().unwrap().to_owned();
    assert!(row_of(">乙<").contains("<w:cantSplit/>"));
    assert!(!row_of(">很长的").contains("<w:cantSplit/>"));
}

#[test]
fn small_tables_of_the_text_are_kept_on_one_page_and_long_ones_by_two_rows() {
    let kept = |count: usize| {
        let rows: String = (1..=count).map(|row| format!("|{row}|第{row}项|\n")).collect();
        let folder = folder(&changed(&format!("[sections.problems]\ntext = '''\n|序号|名称|\n|-|-|\n{rows}'''")));
        let docx = rendered(&folder.path().join("report.toml"), true).docx.unwrap();
        let document = docx::part(&docx, "word/document.xml");
        let row = |row: usize| document[..document.find(&format!(">第{row}项<")).unwrap()].rsplit("<w:tr>").next();
        (1..=count).filter(|number| row(*number).unwrap().contains("<w:keepNext/>")).collect::<Vec<_>>()
    };
    assert_eq!(kept(4), [1, 2, 3]);
    assert_eq!(kept(40), [1, 39]);
}

#[test]
fn who_printed_a_document_is_broken_as_in_the_pdf() {
    let name = "新疆生产建设兵团第十三师新星市退役军人事务局办公室";
    let report = format!("[document]\nprinted_by = \"{name}\"\nprinted_on = 2026-01-21");
    let folder = folder(&changed(&report));
    let file = folder.path().join("report.toml");
    let document = docx::part(&rendered(&file, true).docx.unwrap(), "word/document.xml");
    let row = document.rsplit("w:val=\"Imprint\"").next().unwrap();
    let texts = row.split("<w:t xml:space=\"preserve\">").skip(1).map(|rest| rest.split('<').next().unwrap());
    let texts: Vec<&str> = texts.collect();
    let [first, second, date] = texts.as_slice() else { panic!("{texts:?}") };
    assert_eq!((format!("{first}{second}"), *date), (name.to_owned(), "2026年1月21日印发"));
    let printed: String = crate::support::built::build(&file).pages.last().unwrap().text();
    assert!(without_spaces(&printed).contains(&format!("{second}2026年1月21日印发")), "{printed}");
}

#[test]
fn figures_wider_than_their_fields_are_smaller() {
    let folder = folder(&changed("[applications]\nnew = [123456789, 5, 0, 0, 0, 0]"));
    let docx = rendered(&folder.path().join("report.toml"), true).docx.unwrap();
    let document = docx::part(&docx, "word/document.xml");
    let look_of = |text: &str| document[..document.find(text).unwrap()].rsplit("<w:rPr>").next().unwrap().to_owned();
    // A field of 31 points holds 4.5 em of 6.5 points.
    assert!(look_of(">123456789<").contains("<w:sz w:val=\"13\"/>"), "{}", look_of(">123456789<"));
    assert!(!look_of(">5<").contains("<w:sz"));
}

#[test]
fn typed_text_is_no_markup_and_keeps_its_blanks() {
    let report = "[sections.overview]\ntext = \"\"\"\n<w:p>&amp; “引号”——7*24 \\u0001小时  空格\n\n**加粗**\n\n- 甲\n  - 乙\n\n| 名 | 数 |\n|---|---|\n| 一 |\n\"\"\"\n";
    let built = build_text(report);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.toml");
    std::fs::write(&file, format!("year = 2025\nagency.name = \"示例市示例局\"\n{report}")).unwrap();
    let docx = rendered(&file, false).docx.unwrap();
    let text = docx::text(&docx);
    assert!(text.contains("<w:p>&amp; “引号”——7*24 小时  空格\n") && text.contains("—— 甲\n—— 乙\n"), "{text}");
    assert_eq!(body(&docx, ""), without_spaces(&web::text(&built.fragment)));
    let document = docx::part(&docx, "word/document.xml");
    assert!(document.contains("<w:rFonts w:hint=\"eastAsia\"/><w:b/>"), "what is strong has the hint as well");
    assert!(!document.contains('\u{1}'));
}

#[test]
fn drafts_are_marked_on_every_page() {
    let header = |draft| docx::part(&rendered(&path(EXAMPLES[0]), draft).docx.unwrap(), "word/header.xml");
    assert!(header(true).contains("string=\"草稿\"") && !header(false).contains("草稿"));
}

#[test]
fn the_parts_can_be_replaced() {
    let folder = folder(&changed(""));
    assert_eq!(run(folder.path(), &["templates", "模板"]).status.code(), Some(0));
    let styles = folder.path().join("模板/report.docx/word/styles.xml");
    let text = std::fs::read_to_string(&styles).unwrap();
    std::fs::write(&styles, text.replace("w:val=\"表格\"", "w:val=\"自己的表格\"")).unwrap();
    std::fs::write(folder.path().join("模板/report.docx/word/style.xml"), "x").unwrap();
    let output = run(
        folder.path(),
        &["build", "report.toml", "--templates", "模板", "--only", "docx", "--name", "r", "-o", "o"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("style.xml：不是模板的文件名，没有用"), "{}", told(&output));
    let docx = std::fs::read(folder.path().join("o/r.docx")).unwrap();
    assert!(docx::part(&docx, "word/styles.xml").contains("自己的表格"));
    assert!(!folder.path().join("o/r.pdf").exists());
}

#[test]
fn libreoffice_prints_the_same() {
    if !has("soffice", &["--version"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in EXAMPLES {
        std::fs::write(folder.path().join(format!("{name}.docx")), example(name)).unwrap();
    }
    let faces = office::faces(folder.path());
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    for format in ["pdf", "txt:Text (encoded):UTF8"] {
        let output = Command::new("soffice")
            .env("FONTCONFIG_FILE", &faces)
            .args([&profile, "--headless", "--convert-to", format])
            .args(EXAMPLES.map(|name| format!("{name}.docx")))
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", told(&output));
    }
    for name in EXAMPLES {
        let converted = |ending: &str| std::fs::read(folder.path().join(format!("{name}.{ending}"))).ok();
        let Some((pdf, text)) = converted("pdf").zip(converted("txt")) else {
            // LibreOffice is there without its word processor.
            assert!(std::env::var_os("NIANBAO_EDITORS").is_none(), "{name} was not converted");
            continue;
        };
        let (pages, ours) = (pdf::count(&pdf), built(name).pages.len());
        assert!(pages.abs_diff(ours) <= 1, "{name}: {pages} pages, ours has {ours}");
        // LibreOffice 7.4 itself loses some of the signs at the ends of lines that it stretches: 9 of 5,600, and none
        // where lines are not justified. Nothing else may be lost.
        let told = told(&run(folder.path(), &["compare", &format!("{name}.docx"), &format!("{name}.pdf")]));
        let side = |mark: &str| told.lines().filter_map(|line| line.strip_prefix(mark)).collect::<String>();
        let (ours, theirs) = (side("  - "), side("  + "));
        let words = |text: &str| text.replace(['。', '，', '、'], "");
        assert_eq!(words(&ours), words(&theirs), "{told}");
        let lost = ours.chars().count() - theirs.chars().count();
        assert!(lost <= 3 && (lost > 0 || told.contains("两稿的数和文字都相同")), "{lost} lost: {told}");
        let text = String::from_utf8(text).unwrap();
        let said = without_spaces(text.trim_start_matches('\u{FEFF}'));
        // 版记, which floats, is no part of the text that it writes.
        let ours = without_spaces(&docx::text(&example(name)));
        let rest = ours.strip_prefix(&said).unwrap_or_else(|| panic!("{name}: {said} is not {ours}"));
        assert!(rest.is_empty() || rest.starts_with("抄送："), "{name}: {rest}");
    }
}

#[test]
fn a_letter_has_the_lines_of_its_pages_and_room_for_text_beside_its_signature() {
    let pitch = |docx: &[u8]| -> u32 {
        let document = docx::part(docx, "word/document.xml");
        let (_, rest) = document.rsplit_once("w:linePitch=\"").unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    // Its text goes overleaf with the signature: the foot of the first page is left empty, and bears the number.
    let sealed = letter_of("sealed").docx.unwrap();
    let foot = docx::part(&sealed, "word/footer-first.xml");
    let heights = foot.split("w:line=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap());
    let highest: u32 = heights.max().unwrap_or(0);
    assert!((2 * 579..10 * 579).contains(&highest) && foot.contains("PAGE"), "{foot}");
    assert!(docx::part(&sealed, "word/document.xml").contains("<w:titlePg/>"));
    assert_eq!(pitch(&sealed), 579);
    // This one has a line or two more on its only page.
    let correspondence = letter_of("correspondence").docx.unwrap();
    assert!(pitch(&correspondence) < 579, "{}", pitch(&correspondence));
    assert!(!docx::part(&correspondence, "word/footer-first.xml").contains("PAGE"));
}

#[test]
fn libreoffice_leaves_text_beside_the_signature() {
    if !has("soffice", &["--version"]) || Command::new("pdftotext").arg("-v").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.docx"), letter_of("sealed").docx.unwrap()).unwrap();
    std::fs::write(folder.path().join("one.docx"), letter_of("correspondence").docx.unwrap()).unwrap();
    let output = Command::new("soffice")
        .env("FONTCONFIG_FILE", office::faces(folder.path()))
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "pdf", "letter.docx", "one.docx"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let read = |name: &str| {
        let read = Command::new("pdftotext").args([name, "-"]).current_dir(folder.path()).output().unwrap();
        String::from_utf8(read.stdout).unwrap()
    };
    if !folder.path().join("letter.pdf").exists() {
        // LibreOffice is there without its word processor.
        assert!(std::env::var_os("NIANBAO_EDITORS").is_none(), "nothing was converted");
        return;
    }
    let letter = read("letter.pdf");
    // The head is as high as ours: the text begins where it begins there. What poppler tells are edges of faces.
    let boxes =
        Command::new("pdftotext").args(["-bbox", "letter.pdf", "-"]).current_dir(folder.path()).output().unwrap();
    let boxes = String::from_utf8(boxes.stdout).unwrap();
    let (before, _) = boxes.split_once("根据《").expect("the text");
    let top = before.rsplit_once("yMin=\"").unwrap().1.split('"').next().unwrap().parse::<f64>().unwrap() * POINT;
    let ours = crate::support::letters::letter("sealed").pages[0]
        .glyphs
        .iter()
        .find(|glyph| glyph.text == "根")
        .expect("the text")
        .top();
    assert!((top - ours).abs() < 3.0, "the text begins at {top:.1} mm, ours at {ours:.1} mm");
    let pages: Vec<&str> = letter.split('\u{C}').filter(|page| !page.trim().is_empty()).collect();
    assert_eq!(pages.len(), 2, "{letter}");
    assert!(pages[0].contains("根据《中华人民共和国政府信息公开条例》"), "the first page shows text: {letter}");
    let beside = pages[1].split("附件：").next().unwrap_or_default();
    assert!(beside.trim().lines().count() >= 2, "the signature has two lines of text: {letter}");
    let one = read("one.pdf");
    assert_eq!(one.split('\u{C}').filter(|page| !page.trim().is_empty()).count(), 1, "{one}");
}

/// Letters whose pages are as many in the file for Word as in the PDF: of two issuers, each with a place for a seal; with a
/// list of attachments that goes on to another page; with 版记 alone on the page behind the text.
fn letters_of_pages() -> [(&'static str, String); 3] {
    let names: Vec<String> =
        (1..=11).map(|number| format!("\"示例市林业局关于第{number}项政务公开重点工作落实情况的说明材料\"")).collect();
    let head = "[letter]\nto = \"示例市人民政府办公室\"\ndate = 2026-01-20\n";
    let text = |lines: usize| format!("text = \"{}\"\n", characters(28 * lines - 2));
    [
        (
            "issuers",
            format!(
                "[agency]\nname = \"示例市林业局\"\n{head}kind = \"函\"\nnumber = \"示林函〔2026〕5号\"\n\
                 from = [\"示例市林业局\", \"示例市公安局\"]\n"
            ),
        ),
        ("attachments", format!("{head}attachments = [{}]\n{}", names.join(", "), text(14))),
        ("overleaf", format!("{head}{}", text(40))),
    ]
}

#[test]
fn libreoffice_prints_a_letter_on_as_many_pages() {
    if !has("soffice", &["--version"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let letters = letters_of_pages();
    let built: Vec<(&str, usize)> = letters
        .iter()
        .map(|(name, change)| {
            let input = crate::support::folder(&changed(change));
            let rendered = rendered(&input.path().join("report.toml"), false).letter.unwrap();
            std::fs::write(folder.path().join(format!("{name}.docx")), rendered.docx.unwrap()).unwrap();
            (*name, crate::support::letters::letter_of(change).pages.len())
        })
        .collect();
    let output = Command::new("soffice")
        .env("FONTCONFIG_FILE", office::faces(folder.path()))
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "pdf"])
        .args(letters.iter().map(|(name, _)| format!("{name}.docx")))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    for (name, pages) in built {
        let Ok(pdf) = std::fs::read(folder.path().join(format!("{name}.pdf"))) else {
            // LibreOffice is there without its word processor.
            assert!(std::env::var_os("NIANBAO_EDITORS").is_none(), "{name} was not converted");
            continue;
        };
        assert_eq!((name, pdf::count(&pdf)), (name, pages));
    }
}

#[test]
fn a_long_list_of_attachments_is_not_kept_on_one_page() {
    let [_, (_, change), _] = letters_of_pages();
    let input = folder(&changed(&change));
    let docx = rendered(&input.path().join("report.toml"), false).letter.unwrap().docx.unwrap();
    let document = docx::part(&docx, "word/document.xml");
    let kept: Vec<bool> = document
        .split("<w:p>")
        .filter(|paragraph| paragraph.contains("关于第"))
        .map(|paragraph| paragraph.contains("<w:keepNext/>"))
        .collect();
    // The last, of two lines, goes with the signature.
    assert_eq!(kept, [[false; 10].as_slice(), &[true]].concat());
}

#[test]
fn libreoffice_prints_the_imprint_at_the_foot() {
    // Where poppler is not there either, nothing can be measured.
    if !has("soffice", &["--version"]) || Command::new("pdftotext").arg("-v").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let names = ["sealed", "correspondence", PUBLISHED];
    for name in names {
        std::fs::write(folder.path().join(format!("{name}.docx")), letter_of(name).docx.unwrap()).unwrap();
    }
    let output = Command::new("soffice")
        .env("FONTCONFIG_FILE", office::faces(folder.path()))
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "pdf"])
        .args(names.map(|name| format!("{name}.docx")))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    for name in names {
        if !folder.path().join(format!("{name}.pdf")).exists() {
            // LibreOffice is there without its word processor.
            assert!(std::env::var_os("NIANBAO_EDITORS").is_none(), "{name} was not converted");
            continue;
        }
        let read = Command::new("pdftotext")
            .args(["-bbox", &format!("{name}.pdf"), "-"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let told = String::from_utf8(read.stdout).unwrap();
        let page = told.rsplit("<page ").next().unwrap();
        let ends = page.split("yMax=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse::<f64>().unwrap());
        // What stands lower is the page number.
        let lowest = ends.map(|end| end * POINT).filter(|end| *end < 265.0).fold(0.0, f64::max);
        assert!((255.0..262.5).contains(&lowest), "{name}: the last line of 版记 ends at {lowest} mm");
    }
}
