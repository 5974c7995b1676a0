//! The head of a letter, of both formats.

use super::*;

#[test]
fn the_name_of_the_issuer_is_red_and_35_mm_below_the_upper_edge() {
    for (name, letter) in documents() {
        let (glyphs, top, _) = head(&letter.pages[0]);
        assert_near(top, TOP + 35.0, &format!("{name}: upper edge of the head"));
        let (from, to) = glyphs.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), g| (a.min(g.left), b.max(g.right)));
        assert_near((from + to) / 2.0, (LEFT + RIGHT) / 2.0, &format!("{name}: middle of the head"));
        assert!(from >= LEFT && to <= RIGHT, "{name}: the head is as wide as {from:.1} to {to:.1} mm");
        let said: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert!(said.ends_with("文件"), "{name}: {said}");
    }
}

#[test]
fn the_number_stands_two_lines_below_the_head() {
    for (name, letter) in documents() {
        let page = &letter.pages[0];
        let (_, _, bottom) = head(page);
        let given = letter.input.filing.letter.as_ref().and_then(|l| l.number.clone()).expect("a number").value;
        let number = stretch(page, &given);
        let rows = letter.input.filing.letter.as_ref().map_or(0, |l| l.signers.len()).div_ceil(2).max(1);
        let expected = bottom + 2.0 * PITCH + (rows - 1) as f64 * PITCH;
        assert_near(number[0].top(), expected, &format!("{name}: top of the number"));
        if letter.input.filing.letter.as_ref().is_some_and(|l| l.signers.is_empty()) {
            assert_near((left(&number) + right(&number)) / 2.0, (LEFT + RIGHT) / 2.0, &format!("{name}: middle"));
        } else {
            assert_near(left(&number), LEFT + CHARACTER, &format!("{name}: left end of the number"));
        }
        let rules = red_rules(page);
        let [rule] = rules[..] else { panic!("{name}: {} red rules", rules.len()) };
        assert_near(rule.left, LEFT, &format!("{name}: left end of the rule"));
        assert_near(rule.right, RIGHT, &format!("{name}: right end of the rule"));
        let upper = rule.top - rule.thickness / 2.0;
        assert_near(upper, number[0].bottom() + 4.0, &format!("{name}: the red rule below the number"));
    }
}

#[test]
fn those_who_signed_off_stand_at_the_right() {
    for (name, letter) in documents() {
        let given = letter.input.filing.letter.as_ref().map(|l| l.signers.clone()).unwrap_or_default();
        if given.is_empty() {
            continue;
        }
        let page = &letter.pages[0];
        let (_, _, bottom) = head(page);
        let label = stretch(page, "签发人：");
        assert_near(label[0].top(), bottom + 2.0 * PITCH, &format!("{name}: top of 签发人"));
        assert!(label[0].face.contains("Fangsong"), "{name}: 签发人 is set in {}", label[0].face);
        let faces = |glyph: &&Glyph| glyph.face.contains("LXGWWenKai");
        let names: Vec<&Glyph> = page.glyphs.iter().filter(faces).collect();
        let said: String = names.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(said, given.iter().map(|signer| signer.value.as_str()).collect::<String>(), "{name}");
        let end = names.iter().map(|glyph| glyph.right).fold(0.0, f64::max);
        assert_near(end, RIGHT - CHARACTER, &format!("{name}: right end of the names"));
        let first_names = given.iter().step_by(2).map(|signer| {
            let first = signer.value.chars().next().expect("a name").to_string();
            names.iter().find(|glyph| glyph.text == first).expect("the name")
        });
        for (row, first) in first_names.enumerate() {
            assert_near(first.left, label[3].left + CHARACTER, &format!("{name}: first name of row {}", row + 1));
            assert_near(first.top(), label[0].top() + row as f64 * PITCH, &format!("{name}: row {}", row + 1));
        }
    }
}

#[test]
fn long_names_and_a_long_number_do_not_touch() {
    let letter = |signers: &str| {
        letter_of(&format!(
            "[letter]\nfrom = \"阿克陶县应急局\"\nto = \"示例市政务公开办公室\"\nnumber = \"克阿布便管〔2026〕2号\"\n\
             date = 2026-01-15\nsigners = {signers}\n"
        ))
    };
    let three = letter("[\"买买提·吐尔逊江\", \"艾尼瓦尔·吐尔逊\", \"努尔·白克力\"]");
    let number = stretch(&three.pages[0], "克阿布便管〔2026〕2号");
    let last = stretch(&three.pages[0], "努尔·白克力");
    assert!(right(&number) + CHARACTER <= left(&last), "{} {}", right(&number), left(&last));
    assert_near(number[0].top(), last[0].top(), "the last of three stands beside the number");
    let one = letter("[\"阿卜杜热合曼·阿卜杜克热木江\"]");
    let (number, name) = (stretch(&one.pages[0], "克阿布便管〔2026〕2号"), stretch(&one.pages[0], "签发人："));
    assert_near(name[0].top(), number[0].top() + PITCH, "a name that has no room beside the number");
}

#[test]
fn rows_of_two_are_a_line_apart() {
    let signers = "[letter]\nfrom = \"示例市应急局\"\nto = \"示例市政务公开办公室\"\nnumber = \"示应急〔2026〕2号\"\n\
                   date = 2026-01-15\nsigners = [\"张三\", \"李四光\", \"王五\", \"赵六六\", \"孙七\"]\n";
    let page = &letter_of(signers).pages[0];
    let names: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.face.contains("LXGWWenKai")).collect();
    let of = |first: &str| names.iter().find(|glyph| glyph.text == first).expect("the name");
    for (row, first) in ["张", "王", "孙"].iter().enumerate() {
        assert_near(of(first).top(), of("张").top() + row as f64 * PITCH, &format!("row {}", row + 1));
    }
    let number = stretch(page, "示应急〔2026〕2号");
    assert_near(number[0].top(), of("孙").top(), "the number beside the last");
}

#[test]
fn a_last_name_by_itself_stands_below_the_first() {
    let signers = "[letter]\nfrom = \"示例市应急局\"\nto = \"示例市政务公开办公室\"\nnumber = \"示应急〔2026〕2号\"\n\
                   date = 2026-01-15\nsigners = [\"张三\", \"李四光\", \"欧阳明月\"]\n";
    let page = &letter_of(signers).pages[0];
    let names: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.face.contains("LXGWWenKai")).collect();
    let of = |first: &str| names.iter().find(|glyph| glyph.text == first).expect("the name");
    assert_near(of("欧").left, of("张").left, "the name on the second line");
    assert_near(of("欧").top(), of("张").top() + PITCH, "the second line");
}

#[test]
fn names_of_those_who_signed_off_stand_apart() {
    let page = &letter("sealed").pages[0];
    let names: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.face.contains("LXGWWenKai")).collect();
    let said: String = names.iter().map(|glyph| glyph.text.as_str()).collect();
    assert_eq!(said, "张三欧阳某");
    assert_near(names[1].left - names[0].right, CHARACTER, "inside a name of two characters");
    assert_near(names[2].left - names[1].right, 2.0 * CHARACTER, "between two names");
}

#[test]
fn a_name_of_two_characters_is_as_wide_as_one_of_three_also_beside_one_of_four() {
    let letter = letter_of(
        "[letter]\nto = \"甲\"\ndate = 2026-01-15\nsigners = [\"张三\", \"李四\", \"欧阳某某\", \"王五六\"]\n",
    );
    let glyphs = letter.pages[0].glyphs.iter().filter(|glyph| glyph.face.contains("LXGWWenKai"));
    let names: Vec<&Glyph> = glyphs.filter(|glyph| glyph.text != " ").collect();
    assert_eq!(names.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), "张三李四欧阳某某王五六");
    for pair in [0, 2] {
        assert_near(names[pair + 1].left - names[pair].right, CHARACTER, "inside a name of two characters");
    }
    assert!(names[2].left - names[1].right >= 2.0 * CHARACTER, "between two names");
}

#[test]
fn names_that_were_typed_with_blanks_are_spread_like_others() {
    let names_of = |given: &str| {
        let letter =
            letter_of(&format!("[letter]\nto = \"甲\"\ndate = 2026-01-15\nsigners = [\"{given}\", \"欧阳某\"]\n"));
        let glyphs = letter.pages[0].glyphs.iter().filter(|glyph| glyph.face.contains("LXGWWenKai"));
        glyphs.filter(|glyph| glyph.text != " ").map(|glyph| (glyph.text.clone(), glyph.left)).collect::<Vec<_>>()
    };
    let plain = names_of("张三");
    assert_eq!(plain.len(), 5);
    for given in ["张 三", "张　三", "张  三"] {
        for (one, two) in names_of(given).iter().zip(&plain) {
            assert_eq!(one.0, two.0, "{given}");
            assert_near(one.1, two.1, given);
        }
    }
}

#[test]
fn marks_stand_at_the_top_left_line_by_line() {
    let page = &letter("sealed").pages[0];
    for (row, (mark, face)) in
        [("000001", "Liberation"), ("秘密★1年", "NotoSansSC"), ("加急", "NotoSansSC")].into_iter().enumerate()
    {
        let line = line(page, mark);
        assert_near(line[0].top(), TOP + row as f64 * PITCH, mark);
        assert_near(left(&line), LEFT, mark);
        assert!(line[0].face.contains(face), "{mark} is set in {}", line[0].face);
    }
}

#[test]
fn a_correspondence_has_its_own_head() {
    let short = format!("{}\ntext = \"现将报告报送你单位，请查收。\"", case("correspondence"));
    let built = &letter_of(&short);
    let page = &built.pages[0];
    let (glyphs, top, bottom) = head(page);
    assert_near(top, 30.0, "upper edge of the name from the paper's");
    let said: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert_eq!(said, "示例市应急管理局");
    let rules = red_rules(page);
    let [thick, thin, low_thin, low_thick] = rules[..] else { panic!("{} red rules", rules.len()) };
    for rule in &rules {
        assert_near(rule.right - rule.left, 170.0, "length of a double rule");
        assert_near((rule.left + rule.right) / 2.0, 105.0, "middle of a double rule");
    }
    assert!(thick.thickness > thin.thickness && low_thick.thickness > low_thin.thickness);
    assert_near(thick.top - thick.thickness / 2.0, bottom + 4.0, "the double rule below the name");
    assert_near(
        297.0 - (low_thick.bottom + low_thick.thickness / 2.0),
        20.0,
        "the double rule from the paper's lower edge",
    );
    let lower = thin.bottom + thin.thickness / 2.0;
    let number = stretch(page, "示应急函〔2026〕3号");
    assert_near(right(&number), RIGHT, "right end of the number");
    assert_near(number[0].top(), lower + 7.0 / 8.0 * CHARACTER, "the number below the double rule");
    let mark = stretch(page, "特急");
    assert_near(left(&mark), LEFT, "left end of 紧急程度");
    assert_near(mark[0].top(), number[0].top(), "紧急程度 on the line of the number");
    let title = title_of(built);
    assert_near(title[0][0].top(), number[0].bottom() + GAP + 2.0 * PITCH, "the title two lines below");
    assert!(!is_numbered(page), "the first page bears no number");
    let imprint = lines_of(page, SMALL);
    assert_eq!(imprint.len(), 1, "抄送 alone");
    assert!(text(&imprint[0]).starts_with("抄送："));
    let foot = imprint[0][0].bottom();
    assert!((BOTTOM - 5.0..=BOTTOM).contains(&foot), "抄送 at the foot of the block");
    assert!(low_thin.top > BOTTOM, "the double rule stands below the block");
    assert!(!page.text().contains("日印发"), "a 函 has no 印发");
}

#[test]
fn a_long_correspondence_numbers_its_second_page() {
    let body = characters(28 * 12 - 2);
    let built = letter_of(&format!(
        "[letter]\nkind = \"函\"\nto = \"示例市档案馆\"\ndate = 2026-01-15\ncc = \"甲\"\ntext = \"{body}\""
    ));
    let numbered: Vec<bool> = built.pages.iter().map(is_numbered).collect();
    assert_eq!(numbered, [false, true]);
    let page = &built.pages[1];
    assert!(!page.rules.iter().any(|rule| !rule.furniture), "no rules in 版记");
    let last = lines_of(page, SMALL);
    assert!((BOTTOM - 5.0..=BOTTOM).contains(&last[0][0].bottom()), "抄送 at the foot of the block");
}
