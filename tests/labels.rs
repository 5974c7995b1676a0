//! Code knows no report: what is particular to one stands in its form and the wording beside it.

use std::collections::BTreeSet;
use std::path::Path;

use nianbao::form::{Editions, Form, Node, TableBlock, brief};
use nianbao::rules;

use crate::support::root;

/// Labels that are words of everyday use as well.
const ORDINARY: &[&str] = &["总计", "合计", "共计", "小计", "其他", "其它", "其他事项"];

/// Strings that may name something of a report, by their file and a part of them, and why.
const MAY: &[(&str, &str, &str)] = &[
    ("cli/args/mod.rs", "由数据生成政府信息公开工作年度报告", "says what the program was made for"),
    ("rules/letter.rs", "attachments = ", "an example about the sound report of the tests, whose exact title it needs"),
    ("leaks/notice.rs", "文件要求，编制本报告", "an example that needs the numbers of two editions"),
    ("rule/prose.rs", "五、存在的主要问题及改进情况", "an example that needs the title of a section"),
    ("rule/prose.rs", "我局认真开展工作。", "an example of the title of a report, pasted with its text"),
    (
        "rules/sense/mod.rs",
        "[sections.others]",
        "examples of how running text tells of an account, whose name they need",
    ),
    ("", "《党政机关公文处理工作条例》", "the law of letters, whatever report goes with them"),
    ("", "GB/T 9704", "the standard of letters, whatever report goes with them"),
];

/// The labels of a node and all that it groups. Its aliases are left out: they are what people say every day.
fn labels_of(node: &Node, all: &mut BTreeSet<String>) {
    all.extend([node.label.clone(), brief(&node.label)]);
    // The label without its ordinal.
    let bare = brief(&node.label);
    let rest = bare.split_once(['、', '.', '）']).map(|(_, rest)| rest.to_owned());
    all.extend(rest);
    node.children.iter().for_each(|child| labels_of(child, all));
}

/// Everything that only a form may name.
fn names(form: &Form) -> BTreeSet<String> {
    let mut all = BTreeSet::from([form.title.clone(), form.notice.number.clone(), form.notice.title.clone()]);
    let number = form.notice.number.find('〔').map(|at| form.notice.number[at..].to_owned());
    all.extend(number);
    all.extend(form.sections.iter().map(|section| section.title.clone()));
    for account in &form.accounts {
        all.extend([account.label.clone(), account.unit.clone()]);
        all.extend(account.figures.iter().flat_map(|figure| [figure.label.clone(), figure.heading.clone()]));
    }
    for table in &form.tables {
        all.insert(table.label.clone());
        for TableBlock { caption, corner, columns, rows, .. } in &table.blocks {
            all.extend(caption.iter().chain(corner).cloned());
            columns.iter().chain(rows).for_each(|node| labels_of(node, &mut all));
        }
    }
    all.retain(|name| !name.is_empty() && !ORDINARY.contains(&name.as_str()));
    all
}

/// An article of some regulation: `《…条例》第…条`, `第二十条`.
fn cites_an_article(text: &str) -> bool {
    text.match_indices("条例》第").any(|(at, _)| text[at..].chars().take(12).any(|c| c == '条'))
        || ["第二十条", "第四十九条", "第五十条"].iter().any(|article| text.contains(article))
}

/// The string literals of some code, comments left out.
fn literals(code: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), code);
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if let Some(raw) = raw_start(rest) {
            let (start, end) = (raw + 2, format!("\"{}", "#".repeat(raw)));
            let length = rest[start..].find(&end).expect("a raw string ends");
            found.push(rest[start..start + length].to_owned());
            rest = &rest[start + length + end.len()..];
        } else if c == '"' {
            let end = quoted_end(&rest[1..]);
            found.push(rest[1..=end].to_owned());
            rest = &rest[end + 2..];
        } else if c == '\'' && is_character(rest) {
            let end = rest[1..].char_indices().skip(1).find(|(_, c)| *c == '\'').expect("a character ends").0;
            rest = &rest[end + 2..];
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// How many `#` a raw string begins with, if one begins here.
fn raw_start(code: &str) -> Option<usize> {
    let rest = code.strip_prefix('r')?;
    let marks = rest.bytes().take_while(|b| *b == b'#').count();
    rest[marks..].starts_with('"').then_some(marks)
}

/// Where the quote is that ends a string.
fn quoted_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    panic!("a string ends")
}

/// Whether a character literal begins here, not a lifetime.
fn is_character(code: &str) -> bool {
    let mut chars = code.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

/// What is wrong with a text of the code, if something is.
fn names_a_report(file: &str, text: &str, names: &BTreeSet<String>) -> Option<String> {
    let may = MAY
        .iter()
        .any(|(where_, part, _)| (file.starts_with("rule ") || file.ends_with(where_)) && text.contains(part));
    let named = names.iter().find(|name| text.contains(name.as_str())).cloned();
    let named = named.or_else(|| cites_an_article(text).then(|| "an article".to_owned()));
    named.filter(|_| !may).map(|name| format!("{file}: {name}: {text}"))
}

/// All files of code, each with its path.
fn code(folder: &Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            code(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push((path.display().to_string(), std::fs::read_to_string(&path).expect("code is text")));
        }
    }
}

#[test]
fn code_names_nothing_of_a_report() {
    let names: BTreeSet<String> = Editions::built_in().all().iter().flat_map(|form| names(form)).collect();
    let mut files = Vec::new();
    code(&root().join("src"), &mut files);
    // Files that are only for tests are said to be so by the file that declares them.
    let tests: Vec<&str> = files.iter().flat_map(|(_, text)| text.split("#[cfg(test)]\nmod ").skip(1)).collect();
    let is_test = |path: &str| {
        let name = Path::new(path).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        tests.iter().any(|declared| declared.starts_with(&format!("{name};")))
    };
    let mut wrong = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| !is_test(path)) {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        wrong.extend(literals(code).iter().filter_map(|literal| names_a_report(path, literal, &names)));
    }
    for rule in rules::all() {
        for text in [rule.name, rule.reason, rule.basis, rule.remedy, rule.faulty, rule.corrected] {
            wrong.extend(names_a_report(&format!("rule {}", rule.code), text, &names));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_exception_is_needed() {
    let mut files = Vec::new();
    code(&root().join("src"), &mut files);
    for (place, part, reason) in MAY {
        let holds = |(path, text): &(String, String)| path.ends_with(place) && text.contains(part);
        assert!(files.iter().any(holds) && !reason.is_empty(), "{part}");
    }
}

#[test]
fn forms_name_rules_that_there_are() {
    for form in Editions::built_in().all() {
        for code in form.grounds.keys() {
            assert!(rules::all().iter().any(|rule| rule.code.starts_with(code.as_str())), "{code}");
        }
    }
}
