//! The form is data: a made-up edition with a new row and another column needs no code.

use nianbao::report::View;

use crate::support::{built_in, changed, folder, with_edition};

/// The edition of 2021 with a row more under （五）, a column more for applicants, and another title of 五.
fn made_up() -> String {
    let form = include_str!("../src/form/2021.toml");
    form.replace("edition = \"2021\"\nsince = 2021", "edition = \"2031\"\nsince = 2031")
        .replace(
            "{ key = \"confirm\",",
            "{ key = \"automatic\", label = \"6.机器生成的申请\" },\n        { key = \"confirm\",",
        )
        .replace(
            "{ key = \"other\", label = \"其他\", kind = \"count\" },",
            "{ key = \"media\", label = \"新闻媒体\", kind = \"count\" },\n        { key = \"other\", label = \"其他\", kind = \"count\" },",
        )
        .replace("\"legal\", \"other\"]", "\"legal\", \"media\", \"other\"]")
        .replace("widths = [6, 10, 31, 8,", "widths = [6, 10, 24, 7, 8,")
        .replace("存在的主要问题及改进情况", "问题与改进")
}

#[test]
fn a_made_up_edition_is_read_computed_checked_and_printed() {
    let editions = with_edition(&made_up());
    let form = editions.for_year(2031);
    assert_eq!(form.edition, "2031");
    let grid = form.grid(1);
    assert_eq!((grid.widths.len(), grid.parts[0].body.len()), (11, 26));

    let report = changed("year = 2031\n[applications]\nnew = [3, 1, 0, 0, 0, 2, 0]");
    let zeros = "[0, 0, 0, 0, 0, 0]";
    let report = report
        .replace(zeros, "[0, 0, 0, 0, 0, 0, 0]")
        .replace("granted = [3, 1, 0, 0, 0, 0]", "granted = [3, 1, 0, 0, 0, 1, 0]");
    let report = report.replace(
        "[applications.results.rejected]",
        "[applications.results.rejected]\nautomatic = [0, 0, 0, 0, 0, 1, 0]",
    );
    let folder = folder(&report);
    let engine = built_in().with_editions(editions);
    let input = engine.read(&folder.path().join("report.toml"), None).expect("the input is TOML");
    let examined = engine.examine(&input).expect("the wordings are sound");
    let errors: Vec<_> = examined.findings.iter().filter(|f| f.blocks()).map(|f| &f.message).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(examined.figures.amount("applications.new.total"), Some(6.into()));
    assert_eq!(examined.figures.amount("applications.results.rejected"), Some(1.into()));

    let rendered = engine.render(&input, examined, View::default()).expect("the templates are sound");
    // Labels in narrow columns stand in the Typst source in lines.
    let typst = rendered.typst.replace("\", \"", "");
    for label in ["6.机器生成的申请", "新闻媒体", "五、问题与改进"] {
        assert!(rendered.html.contains(label) && typst.contains(label), "{label}");
    }
    engine.typesetter().pdf(&rendered.typst).expect("the pages can be set");
}

#[test]
fn a_faulty_form_is_refused() {
    for (wrong, right) in [
        ("sum = [\"upheld\", \"nothing\"", "sum = [\"upheld\", \"corrected\""),
        ("left = [\"new\", \"nothing\"]", "left = [\"new\", \"carried_in\"]"),
        (
            "{ key = \"rules\", label = \"规章\" },\n    { key = \"rules\", label = \"规章\" }",
            "{ key = \"rules\", label = \"规章\" }",
        ),
        ("colour = \"red\"\nedition", "edition"),
    ] {
        let form = include_str!("../src/form/2021.toml").replacen(right, wrong, 1);
        assert!(nianbao::form::Form::parse(&form).is_err(), "{wrong}");
    }
}

#[test]
fn code_never_names_an_official_label() {
    let labels =
        ["行政许可", "信访举报投诉", "予以公开", "自然人", "科研机构", "结果维持", "存在的主要问题", "第二十条"];
    let mut folders = vec![crate::support::root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("code is text");
                // What follows is tests; comments and the reasons of rules may quote the form.
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                let quoting = |line: &&str| {
                    !["reason:", "name:", "remedy:", "faulty:", "corrected:"]
                        .iter()
                        .any(|field| line.trim_start().starts_with(field))
                };
                for line in lines.filter(quoting) {
                    assert!(!labels.iter().any(|label| line.contains(label)), "{}: {line}", path.display());
                }
            }
        }
    }
}
