//! Two drafts of one year.

use super::{as_json, compared};
use crate::support::{changed, run, told};

/// A folder with two drafts.
fn drafts(first: &str, second: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, change) in [("一稿.toml", first), ("二稿.toml", second)] {
        std::fs::write(folder.path().join(name), changed(change)).unwrap();
    }
    folder
}

#[test]
fn figures_fields_and_sentences_that_changed_are_told() {
    let folder = drafts(
        "[sections.problems]\ntext = \"一是公开不及时。二是培训不够。共收到{{ applications.new }}件。\"",
        "[agency]\nphone = \"0000-7654321\"\n[applications]\nnew = [6, 0, 0, 0, 0, 0]\n[disclosure]\nfees = \"/\"\n[fee]\ncases = 2\nyuan = 200\n\
         [labels]\n\"disclosure.rules\" = \"规章（政府令）\"\n\
         [sections.problems]\ntitle = \"存在的问题和改进措施\"\ntext = \"一是公开不够及时。二是培训不够。共收到{{ applications.new }}件。另外。\"",
    );
    insta::assert_snapshot!(compared(folder.path(), &["一稿.toml", "二稿.toml"]));
    let told = as_json(folder.path(), &["一稿.toml", "二稿.toml"]);
    assert_eq!(told["kind"], "drafts");
    let csv = compared(folder.path(), &["一稿.toml", "二稿.toml", "--format", "csv"]);
    assert!(csv.contains("正文,存在的问题和改进措施,一是公开不及时。,一是公开不够及时。,\r\n"), "{csv}");
}

#[test]
fn drafts_that_say_the_same_in_another_spelling_are_the_same() {
    let folder = drafts("", "");
    assert_eq!(run(folder.path(), &["convert", "一稿.toml", "一稿.xlsx"]).status.code(), Some(0));
    let text = compared(folder.path(), &["一稿.xlsx", "二稿.toml"]);
    assert!(text.contains("两稿的数和文字都相同"), "{text}");
}

#[test]
fn three_files_of_one_year_are_no_drafts() {
    let folder = drafts("", "");
    let output = run(folder.path(), &["compare", "一稿.toml", "二稿.toml", "一稿.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("同一年度"), "{}", told(&output));
}
