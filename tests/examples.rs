//! Every example is checked and built, and an unlike title or figure would be noticed.

use nianbao::report::View;

use crate::support::{engine, examine, examples};

#[test]
fn there_are_five_real_reports() {
    assert_eq!(examples().len(), 5);
}

#[test]
fn examples_have_no_open_errors_and_no_stale_acceptance() {
    for example in examples() {
        let (_, examined) = examine(&example);
        let open: Vec<_> = examined.findings.iter().filter(|f| f.accepted.is_none()).map(|f| f.rule.code).collect();
        assert_eq!(open, ["CAR002"], "{}", example.display());
    }
}

#[test]
fn examples_build() {
    let engine = engine();
    for example in examples() {
        let (input, examined) = examine(&example);
        let rendered = engine.render(&input, examined, View::default()).expect("the templates are sound");
        let pdf = engine.typesetter().pdf(&rendered.typst).expect("the pages meet both standards");
        assert!(pdf.len() > 50_000, "{}", example.display());
    }
}

#[test]
fn real_reports_have_the_findings_that_a_reviewer_would_write() {
    for example in examples() {
        let name = example.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let (_, examined) = examine(&example);
        let told: Vec<String> =
            examined.findings.iter().map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect();
        insta::assert_snapshot!(format!("example_{name}"), told.join("\n"));
    }
}
