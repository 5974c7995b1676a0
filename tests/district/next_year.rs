//! The district of the next year: last year's files are found as a run finds them.

use std::path::Path;

use super::packed::archive;
use super::{district, summary};
use crate::support::grid::workbook;
use crate::support::{changed, run, told};

/// The units of both years.
const UNITS: [&str; 4] = ["示例市应急管理局", "示例市财政局", "示例市林业局", "示例市水务局"];

/// A district whose units handed in as they do: two versions, a file under another name, an archive, a page and a document
/// of one report; it was run.
fn last_year() -> tempfile::TempDir {
    let roster = UNITS.map(|name| format!("[[units]]\nname = \"{name}\"\n")).concat();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\nreport = \"本级/report.toml\"\n{roster}"));
    let units = folder.path().join("单位");
    let of = |name: &str| changed(&format!("agency.name = \"{name}\""));
    std::fs::write(units.join("示例市应急管理局.toml"), of(UNITS[0])).unwrap();
    let later = changed("disclosure.licensing = 31");
    std::fs::write(units.join("示例市应急管理局v2.toml"), later).unwrap();
    std::fs::write(units.join("报表.xlsx"), workbook(&of(UNITS[1]))).unwrap();
    std::fs::write(units.join("材料.zip"), archive(&[("示例市林业局.xlsx", &workbook(&of(UNITS[2])))])).unwrap();
    std::fs::write(folder.path().join("report.toml"), of(UNITS[3])).unwrap();
    let arguments = ["build", "report.toml", "-o", "单位", "--only", "html,docx", "--name", "水务年报"];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    std::fs::remove_file(folder.path().join("report.toml")).unwrap();
    std::fs::create_dir(folder.path().join("本级")).unwrap();
    let own = "agency = { name = \"示例市人民政府\", level = \"政府\", address = \"示例市政府大院3号\" }\nsections.overview.text = '开展了考核和社会评议，没有责任追究。'";
    std::fs::write(folder.path().join("本级/report.toml"), changed(own)).unwrap();
    let (_, done) = summary(folder.path(), &[]);
    assert!(done["units"].as_array().unwrap().iter().all(|unit| unit["status"] == "ready"), "{}", done["units"]);
    assert_eq!(done["own"]["status"], "ready", "{}", done["own"]);
    std::fs::write(folder.path().join("名单.txt"), UNITS.join("\n")).unwrap();
    folder
}

/// Makes the next year's district in a folder; what was told.
fn next_year(folder: &Path, to: &str, from: &str) -> String {
    let arguments = ["new", to, "--district", "名单.txt", "--agency", "示例市人民政府", "--year", "2026"];
    let output = run(folder, &[&arguments[..], &["--from", from]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    told(&output)
}

#[test]
fn last_years_files_are_found_as_the_run_found_them() {
    let folder = last_year();
    let before = |name: &str| folder.path().join("单位").join(name).exists();
    for (to, from) in [("甲", "."), ("乙", "单位"), ("丙", "输出")] {
        let told = next_year(folder.path(), to, from);
        assert!(told.contains("4 个单位的空白工作簿（4 个带有上年的数）"), "{from}: {told}");
        assert!(!told.contains("没有带上"), "{from}: {told}");
        // The later of two versions.
        assert_eq!(told.contains("示例市应急管理局v2.toml（按文件名是最后一份）"), from != "输出", "{from}: {told}");
        // The district's own report is carried as well.
        let text = std::fs::read_to_string(folder.path().join(to).join("district.toml")).unwrap();
        let prior = text.lines().find_map(|line| line.strip_prefix("prior = ")).unwrap_or_else(|| panic!("{text}"));
        assert!(folder.path().join(to).join(prior.trim_matches('"')).is_file(), "{prior}");
        let own = std::fs::read_to_string(folder.path().join(to).join("本级/report.toml")).unwrap();
        assert!(own.contains("示例市政府大院3号"), "{from}: {own}");
    }
    assert!(before("报表.xlsx") && before("已解开的压缩包/材料.zip/示例市林业局.xlsx"));
}

#[test]
fn what_is_not_found_is_told_with_what_to_do() {
    let folder = last_year();
    let units = folder.path().join("单位");
    // All of the same minute.
    for (name, number) in [("", 30), ("v2", 31), ("v2（另一份）", 33)] {
        let text = changed(&format!("disclosure.licensing = {number}"));
        std::fs::write(units.join(format!("示例市应急管理局{name}.toml")), text).unwrap();
    }
    std::fs::remove_file(units.join("报表.xlsx")).unwrap();
    std::fs::write(units.join("示例市财政局.rar"), "Rar!").unwrap();
    std::fs::remove_dir_all(folder.path().join("输出")).unwrap();
    let told = next_year(folder.path(), "甲", ".");
    for words in [
        "（2 个带有上年的数）",
        "示例市应急管理局：没有带上上年的数，有 3 个文件，内容不同，看不出哪一个是后改的",
        "示例市财政局：没有带上上年的数，交了 单位/示例市财政局.rar（压缩包），程序只解 .zip 的压缩包",
        "每个单位上年的文件留一份，文件名以单位名开头，或者里面写着它的名称",
        "--from 写放着 district.toml 的那个文件夹，或它的输出文件夹",
        // What the office filled in has its own figures alone.
        "示例市人民政府：从 本级/report.toml 带上了联系方式；上年公布的报告在别处的，在 district.toml 里写 prior =",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let text = std::fs::read_to_string(folder.path().join("甲/district.toml")).unwrap();
    assert!(!text.lines().any(|line| line.starts_with("prior")) && text.contains("\n# prior = "), "{text}");
}
