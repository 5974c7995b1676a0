//! What rules and wordings cite: an article only for what it says, a notice only for its own edition.

use nianbao::form::{Editions, Form};
use nianbao::rules;

use crate::support::root;

/// The rules that each article may be cited for, by what it says.
const ARTICLES: &[(&str, &[&str])] = &[
    // Departments submit and publish by 31 January, governments publish by 31 March, the report of the year before.
    (
        "第四十九条",
        &["DIS001", "DIS005", "DIS019", "LET005", "LET006", "PRO008", "PRO035", "PRO036", "WEB004", "WEB005"],
    ),
    // What a report holds, that of a government also how the work was assessed.
    ("第五十条", &["CEL002", "STR002", "STR011"]),
];

/// The rules that are about several editions.
const ACROSS_EDITIONS: &[&str] = &["STR001", "DIS006"];

/// Every rule with where its reason is laid down in a form.
fn bases(form: &Form) -> Vec<(&'static str, String)> {
    rules::all().iter().map(|rule| (rule.code, form.grounds(rule).basis.to_owned())).collect()
}

#[test]
fn articles_are_cited_for_what_they_say() {
    for form in Editions::built_in().all() {
        for (code, basis) in bases(form) {
            for (article, codes) in ARTICLES {
                assert!(!basis.contains(article) || codes.contains(&code), "{}: {code}: {basis}", form.edition);
            }
        }
    }
}

#[test]
fn a_form_cites_its_own_notice() {
    for form in Editions::built_in().all() {
        let others = Editions::built_in().all().iter().filter(|other| other.edition != form.edition);
        let numbers: Vec<String> = others.map(|other| number(&other.notice.number)).collect();
        for (code, basis) in bases(form).iter().filter(|(code, _)| !ACROSS_EDITIONS.contains(code)) {
            assert!(!numbers.iter().any(|number| basis.contains(number)), "{}: {code}: {basis}", form.edition);
        }
    }
}

/// A document's number without who issued it: `〔2021〕30号`.
fn number(whole: &str) -> String {
    whole[whole.find('〔').expect("a number has a year")..].to_owned()
}

#[test]
fn what_the_program_lays_down_itself_is_called_so() {
    // What is laid down by a form, the form says where.
    for form in Editions::built_in().all() {
        for (code, basis) in bases(form) {
            assert_ne!(basis, "格式", "{}: {code}", form.edition);
            assert!(!basis.is_empty(), "{code}");
        }
    }
}

#[test]
fn wordings_follow_the_law() {
    let wording = std::fs::read_to_string(root().join("templates/wording.toml")).unwrap();
    assert!(wording.contains("因政府信息公开工作被申请行政复议、提起行政诉讼"));
    assert!(wording.contains("未收取政府信息公开信息处理费"));
    for wrong in ["因政府信息公开被申请", "无收取信息处理费"] {
        assert!(!wording.contains(wrong), "{wrong}");
    }
}
