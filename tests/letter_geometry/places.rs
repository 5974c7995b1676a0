//! The places of the elements as people see them.

use super::*;

/// Where an element is measured, in millimetres: its name, the standard's place, the measured one.
type Place = (&'static str, f64, f64);

/// The places of the elements on the pages of a letter with the head of a 文件.
fn places(letter: &Letter) -> Vec<Place> {
    let page = &letter.pages[0];
    let (_, top, bottom) = head(page);
    let given = letter.input.filing.letter.as_ref().expect("a letter");
    let number = stretch(page, &given.number.as_ref().expect("a number").value);
    let rule = red_rules(page)[0];
    let upper = rule.top - rule.thickness / 2.0;
    let lower = rule.top + rule.thickness / 2.0;
    let title = title_of(letter);
    let below = title[title.len() - 1][0].bottom();
    let to = line(page, &given.to.as_ref().expect("a recipient").value);
    let last = letter.pages.last().expect("a page");
    let rules: Vec<&Rule> = last.rules.iter().filter(|rule| !rule.furniture && !rule.red).collect();
    let imprint = lines_of(last, SMALL);
    let printed = &imprint[imprint.len() - 1];
    let date = given.date.as_ref().expect("a date").value.chinese();
    let dated = line(page_of(letter, &format!("{date}（")), &date);
    let (dash, _) = ink(furniture(&letter.pages[0])[0]);
    let small = SMALL * POINT;
    vec![
        ("发文机关标志上边缘至版心上边缘", 35.0, top - TOP),
        ("发文字号上边缘至发文机关标志下边缘（空二行）", 2.0 * PITCH, number[0].top() - bottom),
        ("红色分隔线至发文字号下边缘", 4.0, upper - number[0].bottom()),
        ("红色分隔线长", 156.0, rule.right - rule.left),
        ("标题上边缘至红色分隔线（空二行）", 2.0 * PITCH, title[0][0].top() - lower),
        ("主送机关上边缘至标题下边缘（空一行）", GAP + PITCH, to[0].top() - below),
        ("主送机关左边缘至版心左边缘", 0.0, left(&to) - LEFT),
        ("成文日期右边缘至版心右边缘（四字）", 4.0 * CHARACTER, RIGHT - right(&dated)),
        ("版记首条分隔线高", 0.35, rules[0].thickness),
        ("版记末条分隔线高", 0.35, rules[rules.len() - 1].thickness),
        ("版记末条分隔线至版心下边缘", 0.0, BOTTOM - rules[rules.len() - 1].bottom),
        ("版记分隔线长", 156.0, rules[0].right - rules[0].left),
        ("印发机关左边缘至版心左边缘（4 号一字）", small, left(printed) - LEFT),
        ("印发日期右边缘至版心右边缘（4 号一字）", small, RIGHT - right(printed)),
        ("页码一字线至版心下边缘", 7.0, dash - BOTTOM),
    ]
}

#[test]
fn measured_places_as_people_see_them() {
    let mut table = String::new();
    for name in ["sealed", PUBLISHED] {
        table.push_str(&format!("{name}\n"));
        for (element, expected, measured) in places(letter(name)) {
            assert_near(measured, expected, &format!("{name}: {element}"));
            table.push_str(
                &format!("{element}：标准 {expected:.2} mm，实测 {measured:.2} mm\n").replace("-0.00", "0.00"),
            );
        }
    }
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("places", table);
    });
}
