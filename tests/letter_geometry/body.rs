//! Title, recipients, text and attachments of a letter.

use super::*;

#[test]
fn the_title_stands_two_lines_below_the_rule_in_a_trapezium_or_rhombus() {
    for (name, letter) in all() {
        let lines = title_of(letter);
        let said: String = lines.iter().map(|line| text(line)).collect();
        assert_eq!(without_spaces(&said), without_spaces(&letter.rendered.title), "{name}");
        for line in &lines {
            // The empty half of an opening mark hangs over the edge.
            let from = if line[0].text == "《" { line[0].middle() } else { left(line) };
            assert_near((from + right(line)) / 2.0, (LEFT + RIGHT) / 2.0, &format!("{name}: {}", text(line)));
            assert!(line.len() > 3, "{name}: {} is alone", text(line));
        }
        let widths: Vec<f64> = lines.iter().map(|line| right(line) - left(line)).collect();
        let fall = widths.windows(2).position(|pair| pair[1] < pair[0]).unwrap_or(widths.len() - 1);
        assert!(widths[fall..].windows(2).all(|pair| pair[1] <= pair[0]), "{name}: {widths:?}");
        let rules = red_rules(&letter.pages[0]);
        if rules.len() == 1 {
            let lower = rules[0].top + rules[0].thickness / 2.0;
            assert_near(lines[0][0].top(), lower + 2.0 * PITCH, &format!("{name}: top of the title"));
        }
    }
    assert_eq!(title_of(letter("joint")).len(), 2);
    assert_eq!(title_of(letter(PUBLISHED)).len(), 3);
}

#[test]
fn recipients_text_and_title_are_lines_apart() {
    for (name, letter) in all() {
        let page = &letter.pages[0];
        let title = title_of(letter);
        let pitch = pitch_of(letter);
        let below = title[title.len() - 1][0].bottom();
        let lines = lines_of(page, SIZE);
        let text_lines: Vec<&Line<'_>> = lines.iter().filter(|line| line[0].top() > below).collect();
        assert_near(text_lines[0][0].top(), below + GAP + PITCH, &format!("{name}: top of 主送机关"));
        assert_near(left(text_lines[0]), LEFT, &format!("{name}: left end of 主送机关"));
        let end = text_lines.iter().position(|line| text(line).ends_with('：')).expect("主送机关 ends in a colon");
        for line in &text_lines[1..=end] {
            assert_near(left(line), LEFT, &format!("{name}: {}", text(line)));
        }
        let body = text_lines[end + 1];
        assert_near(left(body), LEFT + 2.0 * CHARACTER, &format!("{name}: the text begins two characters in"));
        assert_near(body[0].top(), text_lines[end][0].top() + pitch, &format!("{name}: the text's first line"));
    }
    assert!(text(&line(&letter("many").pages[0], "市人民政府")).starts_with("市人民政府办公室、"));
}

#[test]
fn the_list_of_attachments_is_aligned() {
    let one = letter("sealed");
    let page = page_of(one, "附件：");
    let lines = lines_of(page, SIZE);
    let at = lines.iter().position(|line| text(line).starts_with("附件：")).expect("附件说明");
    assert_near(left(&lines[at]), LEFT + 2.0 * CHARACTER, "附件说明 begins two characters in");
    assert_near(lines[at][0].top(), lines[at - 1][0].top() + 2.0 * PITCH, "附件说明 stands a line below the text");
    assert_near(left(&lines[at + 1]), LEFT + 5.0 * CHARACTER, "a turned line aligns with the name");
    assert_near(lines[at + 1][0].top(), lines[at][0].top() + PITCH, "a turned line");

    let nine = letter("many");
    let page = page_of(nine, "附件：");
    let lines = lines_of(page, SIZE);
    let at = lines.iter().position(|line| text(line).starts_with("附件：")).expect("附件说明");
    let list = &lines[at..at + 11];
    let name = list[0][5].left;
    assert!(list[0][5].text == "示" && list[0][3].text == "1" && list[0][4].text == ".", "{}", text(&list[0]));
    let mut number = 1;
    for (row, pair) in list.windows(2).enumerate() {
        assert_near(pair[1][0].top(), pair[0][0].top() + pitch_of(nine), &format!("row {}", row + 2));
        if text(&pair[1]).starts_with(&format!("{}.", number + 1)) {
            number += 1;
            assert_near(left(&pair[1]), list[0][3].left, &format!("number {number}"));
            assert_near(pair[1][2].left, name, &format!("name {number}"));
        } else {
            assert_near(left(&pair[1]), name, "a turned line aligns with the name");
        }
        assert!(!text(&pair[1]).ends_with(['。', '；', '，']), "{}", text(&pair[1]));
    }
    assert_eq!(number, 9);
}

#[test]
fn names_of_attachments_and_of_who_printed_are_not_broken_inside() {
    let agency = "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公室";
    let built = letter_of(&format!(
        "agency.name = \"{agency}\"\n[letter]\nto = \"甲\"\ndate = 2026-01-15\nprinted_by = \"{agency}政务公开办公室\""
    ));
    let lines = lines_of(page_of(&built, "附件："), SIZE);
    let at = lines.iter().position(|line| text(line).starts_with("附件：")).expect("附件说明");
    assert_eq!(text(&lines[at]), format!("附件：{agency}"));
    assert_eq!(text(&lines[at + 1]), "2025年政府信息公开工作年度报告");
    let imprint = lines_of(built.pages.last().expect("a page"), SMALL);
    let [.., first, last] = &imprint[..] else { panic!("{} lines", imprint.len()) };
    assert_eq!(text(first), "新疆维吾尔自治区伊犁哈萨克自治州");
    assert_eq!(text(last), "人民政府办公室政务公开办公室 2026年1月15日印发");
    assert_near(right(last), RIGHT - SMALL * POINT, "right end of 印发日期");
    for (mark, name) in [
        ("1.", "示例市应急管理局2025年政府信息公开工作年度报告"),
        ("2.", "统计表（分科室、分月份，含上年同期数和增减情况）"),
    ] {
        let built = letter_of(
            "[letter]\nto = \"甲\"\nattachments = [\"示例市应急管理局2025年政府信息公开工作年度报告\", \"统计表（分科室、分月份，含上年同期数和增减情况）\"]",
        );
        let said: Vec<String> = lines_of(page_of(&built, "附件："), SIZE).iter().map(|line| text(line)).collect();
        let at = said.iter().position(|line| line.contains(mark)).unwrap_or_else(|| panic!("{mark}: {said:?}"));
        assert!(format!("{}{}", said[at], said[at + 1]).contains(name), "{said:?}");
        assert!(!said[at].ends_with(['（', '，', '2', '0']) && !said[at].ends_with("2025"), "{said:?}");
    }
}

#[test]
fn a_full_page_of_a_letter_has_22_lines_of_28_characters() {
    let body = characters(28 * 60 - 2);
    let built = letter_of(&format!("[letter]\nto = \"甲\"\ndate = 2026-01-15\ntext = \"{body}\""));
    let lines = lines_of(&built.pages[1], SIZE);
    assert_eq!(lines.len(), 22);
    assert_near(lines[0][0].top(), TOP, "top of the first line");
    assert_near(lines[21][0].bottom(), BOTTOM, "bottom of the last line");
    for line in &lines {
        assert_eq!(line.len(), 28);
        assert_near(left(line), LEFT, "left end of a line");
        assert_near(right(line), RIGHT, "right end of a line");
    }
    for page in &built.pages {
        let body = lines_of(page, SIZE).into_iter().filter(|line| line.len() == 28).collect::<Vec<_>>();
        for pair in body.windows(2) {
            let distance = pair[1][0].baseline - pair[0][0].baseline;
            assert!((distance - PITCH).abs() < 0.02, "lines {distance:.3} mm apart instead of {PITCH:.3}");
        }
    }
}

#[test]
fn a_list_of_attachments_that_goes_overleaf_takes_text_with_it() {
    // Room is left for a line of the list, and its first name needs two.
    let names: Vec<String> =
        (1..5).map(|number| format!("\"示例市应急管理局第{number}批主动公开政府信息的目录和情况统计表\"")).collect();
    let body = characters(28 * 5 - 2);
    let letter = letter_of(&format!(
        "[letter]\nto = \"甲\"\nsigners = [\"张三\"]\ndate = 2026-01-15\nattachments = [{}]\ntext = \"{body}\"",
        names.join(", ")
    ));
    let lines = lines_of(&letter.pages[1], SIZE);
    let at = lines.iter().position(|line| text(line).starts_with("附件：")).expect("the list is overleaf");
    assert_eq!(at, 2, "two lines of text stand above the list");
}

#[test]
fn a_signature_is_never_alone_and_the_first_page_shows_text() {
    let is_text = |line: &Line<'_>| line.len() >= 20 && !text(line).starts_with("附件：");
    let text_on = |page: &Page| lines_of(page, SIZE).iter().filter(|line| is_text(line)).count();
    for lines in 1..22 {
        let body = characters(28 * lines - 2);
        let built =
            letter_of(&format!("[letter]\nfrom = \"示例局\"\nto = \"甲\"\ndate = 2026-01-15\ntext = \"{body}。\""));
        assert!(text_on(&built.pages[0]) > 0, "{lines} lines: the first page should show text");
        let page = page_of(&built, "2026年1月15日");
        let first = lines_of(page, SIZE);
        let alone = first.first().is_some_and(|line| text(line) == "示例局" || text(line).starts_with("附件："));
        assert!(!alone || lines == 1, "{lines} lines: the signature is alone on its page");
    }
    for paragraphs in 2..16 {
        let body = vec![characters(28 * 3 - 4); paragraphs].join("\n\n");
        let built = letter_of(&format!(
            "[letter]\nfrom = \"示例局\"\nto = \"甲\"\ndate = 2026-01-15\ntext = \"\"\"\n{body}\n\"\"\""
        ));
        assert!(text_on(&built.pages[0]) > 0, "{paragraphs} paragraphs: the first page should show text");
        let page = page_of(&built, "2026年1月15日");
        assert!(text_on(page) > 0, "{paragraphs} paragraphs: the signature is alone on its page");
    }
}

/// The pages of a 函 with some lines of text, whose 版记 takes two lines.
fn correspondence_of(lines: usize) -> usize {
    let body = characters(28 * lines - 10);
    let cc = ["示例市图书馆一二三四五"; 3].join("，");
    let letter =
        "[letter]\nkind = \"函\"\nto = \"示例市档案馆\"\nnumber = \"示应急函〔2026〕3号\"\ndate = 2026-01-15\n";
    letter_of(&format!("{letter}cc = \"{cc}\"\ntext = \"{body}。\"")).pages.len()
}

#[test]
fn lines_stand_closer_where_a_page_would_stay_empty_otherwise() {
    assert_eq!([2, 3, 5].map(correspondence_of), [1, 1, 2]);
    // Blank lines are as high as lines of text.
    assert_eq!(letter("correspondence").pages.len(), 1);
}
