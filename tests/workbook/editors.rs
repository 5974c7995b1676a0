//! Workbooks edited by other programs: LibreOffice and openpyxl, where they are installed. `NIANBAO_EDITORS=1`, as the
//! checks set it, makes a missing program a failure.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::support::{changed, examples, folder, has, root, run, told};

/// Builds a file, and gives all that was built, the letter included where there is one.
fn build(folder: &Path, file: &str, output: &str) -> BTreeMap<String, Vec<u8>> {
    let done = run(folder, &["build", file, "-o", output, "--name", "r"]);
    assert_eq!(done.status.code(), Some(0), "{file}: {}", told(&done));
    let files = std::fs::read_dir(folder.join(output)).unwrap().map(|file| file.unwrap().path());
    let built: BTreeMap<String, Vec<u8>> = files
        .map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(file).unwrap()))
        .collect();
    assert!(built.contains_key("r.pdf") && built.contains_key("r.html"));
    built
}

/// Has LibreOffice save `r.xlsx` of a folder in a format, into a folder of that name.
fn save_as(folder: &Path, format: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let saved = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir", format, "r.xlsx"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(saved.status.success(), "{}", told(&saved));
}

#[test]
fn libreoffice_saves_the_same_report_in_every_format() {
    if !has("soffice", &["--version"]) {
        return;
    }
    for example in examples() {
        let folder = tempfile::tempdir().unwrap();
        let input = example.display().to_string();
        let expected = build(folder.path(), &input, "toml");
        assert_eq!(run(folder.path(), &["convert", &input, "r.xlsx"]).status.code(), Some(0));
        for format in ["xlsx", "ods", "xls"] {
            save_as(folder.path(), format);
            let built = build(folder.path(), &format!("{format}/r.{format}"), &format!("from-{format}"));
            assert!(built == expected, "{input} as .{format}");
        }
    }
}

#[test]
fn what_is_worked_out_beside_the_tables_stays_so_in_every_format() {
    if !has("soffice", &["--version"]) {
        return;
    }
    let text = changed(
        "[last_year]\nyear = 2024\n[last_year.disclosure]\nlicensing = 24\n\
         [last_year.applications]\nnew = [5, 0, 0, 0, 0, 0]\n[last_year.disputes]\nreconsideration = [2, 0, 0, 0]",
    );
    let folder = folder(&text);
    assert_eq!(run(folder.path(), &["convert", "report.toml", "r.xlsx"]).status.code(), Some(0));
    let check = |file: &str| told(&run(folder.path(), &["check", file])).replace(file, "");
    let expected = check("r.xlsx");
    for format in ["xlsx", "ods", "xls"] {
        save_as(folder.path(), format);
        let again = check(&format!("{format}/r.{format}"));
        assert_eq!(again, expected, "{format}");
        assert!(!again.contains("（自动）"), "{format}: {again}");
    }
}

#[test]
fn a_blank_workbook_filled_by_another_library_builds_the_right_report() {
    if !has("python3", &["-c", "import openpyxl"]) {
        return;
    }
    for example in ["changle-2020", "weihui-yingji-2021"] {
        let folder = tempfile::tempdir().unwrap();
        let input = root().join("examples").join(example).join("report.toml");
        let input = input.display().to_string();
        let expected = build(folder.path(), &input, "toml");
        assert_eq!(run(folder.path(), &["convert", &input, "full.xlsx"]).status.code(), Some(0));
        let year = if example.ends_with("2021") { "2021" } else { "2020" };
        assert_eq!(run(folder.path(), &["new", "new", "--year", year, "--xlsx"]).status.code(), Some(0));
        let script = root().join("tests/workbook/fill.py");
        let filled = Command::new("python3")
            .arg(script)
            .args(["new/report.xlsx", "full.xlsx", "filled.xlsx"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(filled.status.success(), "{}", told(&filled));
        let built = build(folder.path(), "filled.xlsx", "filled");
        assert!(built == expected, "{example}");
    }
}
