//! LibreOffice as a clerk uses it: opens a workbook, types into a cell, saves it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{has, told};

/// What the program is told to do, as one of its macros.
const MACRO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Correct
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("FROM", "_blank", 0, hidden())
  book.Sheets.getByName("SHEET").getCellRangeByName("CELL").setValue(NUMBER)
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("TO", kind())
  book.close(True)
End Sub
</script:module>
"#;

/// The faces that a file for Word asks for, by those of the program: a machine has any faces, or none for Chinese.
const FACES: [(&str, &str); 6] = [
    ("仿宋_GB2312", "Zhuque Fangsong (technical preview)"),
    ("楷体_GB2312", "LXGW WenKai GB Lite"),
    ("黑体", "Noto Sans SC"),
    ("宋体", "Noto Serif SC"),
    ("方正小标宋简体", "Noto Serif SC"),
    ("Times New Roman", "Liberation Serif"),
];

/// Writes for fontconfig, into a folder, that these faces are the ones there are; the path is for `FONTCONFIG_FILE`.
pub fn faces(folder: &Path) -> PathBuf {
    let alias = |(asked, given): (&str, &str)| {
        format!(r#"<alias binding="same"><family>{asked}</family><prefer><family>{given}</family></prefer></alias>"#)
    };
    let text = format!(
        r#"<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><dir>{}</dir>
<cachedir>{}</cachedir>{}</fontconfig>"#,
        concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"),
        folder.join("faces").display(),
        FACES.map(alias).concat()
    );
    let path = folder.join("fonts.conf");
    std::fs::write(&path, text).unwrap();
    path
}

/// Types a number into a cell of a workbook in a folder, and saves it under another name there. False where the program
/// is not installed.
pub fn corrected(folder: &Path, from: &str, (sheet, cell, number): (&str, &str, u32), to: &str) -> bool {
    if !has("soffice", &["--version"]) {
        return false;
    }
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let start = |last: &str| {
        let output = Command::new("soffice").args([&profile, "--headless", "--norestore", last]).output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
    };
    // The first start makes the folder of macros.
    start("--terminate_after_init");
    let address = |name: &str| format!("file://{}/{name}", folder.display());
    let text = MACRO.replace("FROM", &address(from)).replace("TO", &address(to)).replace("SHEET", sheet);
    let text = text.replace("CELL", cell).replace("NUMBER", &number.to_string());
    let place = folder.join("profile/user/basic/Standard");
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(place.join("Module1.xba"), text).unwrap();
    start("macro:///Standard.Module1.Correct");
    assert!(folder.join(to).is_file(), "LibreOffice saved nothing");
    true
}
