//! Archives that units send, workbooks of two units, and files under another unit's name.

use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::month::{begun, sound};
use super::{batch, codes, hand_in, summary, two};
use crate::support::grid::Grid;
use crate::support::told;

/// An archive of some files, whose names are written as GBK text, as Windows does.
pub(super) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    kept(files, SimpleFileOptions::default())
}

/// An archive of some files that is written in some way.
fn kept(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut names = Vec::new();
    for (number, (name, bytes)) in files.iter().enumerate() {
        // As many bytes as the name has as GBK text.
        let raw = encoding_rs::GBK.encode(name).0.into_owned();
        let place = format!("{number}{}", "x".repeat(raw.len() - 1));
        zip.start_file(&place, options).unwrap();
        zip.write_all(bytes).unwrap();
        names.push((place.into_bytes(), raw));
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    for (place, raw) in names {
        for at in 0..bytes.len() - place.len() {
            if bytes[at..].starts_with(&place) {
                bytes[at..at + raw.len()].copy_from_slice(&raw);
            }
        }
    }
    bytes
}

/// Hands a file in.
fn put(district: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(district.join("单位").join(name), bytes).unwrap();
}

#[test]
fn folders_in_an_archive_are_looked_into_as_those_beside_it() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let name = "示例市应急管理局";
    let files = [("示例市应急管理局/年报/报表.xlsx", &*sound(name)), ("示例市应急管理局/说明.txt", b"x".as_slice())];
    put(&district, "报送材料.zip", &archive(&files));
    let (_, done) = summary(&district, &[]);
    let unit = &done["units"][0];
    let file = "单位/已解开的压缩包/报送材料.zip/示例市应急管理局/年报/报表.xlsx";
    assert_eq!((&unit["file"], &unit["status"]), (&file.into(), &"ready".into()));
}

#[test]
fn an_archive_within_an_archive_is_told_by_itself() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let inner = archive(&[("报表.xlsx", &*sound("示例市应急管理局"))]);
    put(&district, "收集.zip", &archive(&[("内层/应急.zip", &*inner), ("说明.txt", b"x".as_slice())]));
    let (_, done) = summary(&district, &[]);
    let told = done["roster"].to_string();
    assert!(told.contains("压缩包没有打开，里面的没有读") && told.contains("应急.zip"), "{told}");
}

#[test]
fn a_workbook_that_an_archive_holds_as_it_is_does_not_make_a_workbook_of_it() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let name = "示例市应急管理局";
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    put(&district, "示例市应急管理局.zip", &kept(&[("年报.xlsx", &sound(name))], stored));
    // A workbook that only is called an archive is one.
    put(&district, "示例市财政局.zip", &sound("示例市财政局"));
    let (_, done) = summary(&district, &[]);
    for (number, file) in [(0, "单位/已解开的压缩包/示例市应急管理局.zip/年报.xlsx"), (1, "单位/示例市财政局.zip")]
    {
        assert_eq!((&done["units"][number]["file"], &done["units"][number]["status"]), (&file.into(), &"ready".into()));
    }
}

#[test]
fn an_archive_is_as_good_as_the_files_in_it() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let [first, second] = ["示例市应急管理局", "示例市财政局"];
    // One a unit, whatever the workbook in it is called; one of several units.
    put(&district, "示例市应急管理局.zip", &archive(&[("报告/报表.xlsx", &sound(first)), ("说明.txt", b"x")]));
    let both = [("示例市财政局.xlsx", &*sound(second)), ("示例市城关街道.xlsx", &*sound("示例市城关街道办事处"))];
    put(&district, "收到的.zip", &archive(&both));
    let (_, done) = summary(&district, &[]);
    for (number, file) in [
        (0, "单位/已解开的压缩包/示例市应急管理局.zip/报告/报表.xlsx"),
        (1, "单位/已解开的压缩包/收到的.zip/示例市财政局.xlsx"),
        (2, "单位/已解开的压缩包/收到的.zip/示例市城关街道.xlsx"),
    ] {
        assert_eq!((&done["units"][number]["file"], &done["units"][number]["status"]), (&file.into(), &"ready".into()));
    }
    // Nothing is done twice.
    let again = told(&batch(&district, &[]));
    assert_eq!(again.matches("沿用上次的").count(), 3, "{again}");
    // Another archive takes the place of the first, and what was unpacked of one that is gone goes.
    let mut wrong = Grid::of(&sound(first));
    wrong.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    put(&district, "示例市应急管理局.zip", &archive(&[("报表.xlsx", &wrong.bytes())]));
    std::fs::remove_file(district.join("单位/收到的.zip")).unwrap();
    let (_, done) = summary(&district, &[]);
    let statuses: Vec<&str> = (0..3).map(|number| done["units"][number]["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["blocked", "missing", "missing"]);
    assert!(!district.join("单位/已解开的压缩包/收到的.zip").exists());
    assert!(!district.join("单位/已解开的压缩包/示例市应急管理局.zip/报告").exists());
}

#[test]
fn an_archive_that_cannot_be_unpacked_is_told() {
    let folder = begun();
    let district = folder.path().join("汇总");
    put(&district, "示例市应急管理局.zip", b"PK\x03\x04 and nothing more");
    let mut locked = archive(&[("报表.xlsx", &sound("示例市财政局"))]);
    // The mark of a password, in both headers.
    for at in 0..locked.len() - 4 {
        match &locked[at..at + 4] {
            b"PK\x03\x04" => locked[at + 6] |= 1,
            b"PK\x01\x02" => locked[at + 8] |= 1,
            _ => {}
        }
    }
    put(&district, "示例市财政局.zip", &locked);
    let (_, done) = summary(&district, &[]);
    // The unit is told what is wrong, and what to do; the office reads the same of it and nothing more.
    let page = std::fs::read_to_string(district.join("输出/index.html")).unwrap();
    for (number, reason, remedy) in [
        (0, "示例市应急管理局.zip（压缩包），压缩包损坏或不完整", "重新压缩成 .zip 再交，或不压缩，直接交填好的工作簿"),
        (1, "示例市财政局.zip（压缩包），压缩包加了密码", "去掉密码，重新压缩后再交"),
    ] {
        let unit = &done["units"][number];
        assert_eq!((&unit["standing"], codes(&unit["findings"])), (&"again".into(), vec!["DIS009"]), "{unit}");
        let name = unit["name"].as_str().unwrap();
        let notice = std::fs::read_to_string(district.join(format!("输出/退回/{name}.txt"))).unwrap();
        for told in [reason, remedy] {
            assert!(unit["findings"].to_string().contains(told), "{told}: {unit}");
            assert!(notice.contains(told) && page.contains(told), "{told}: {notice}");
        }
        assert!(!done["roster"].to_string().contains(name), "{}", done["roster"]);
    }
    assert!(!district.join("单位/已解开的压缩包").exists());
}

#[test]
fn an_archive_of_another_kind_is_told_with_what_to_do() {
    let folder = begun();
    let district = folder.path().join("汇总");
    put(&district, "示例市应急管理局.rar", b"Rar!\x1a\x07\x01\x00");
    put(&district, "示例市财政局.zip", b"7z\xBC\xAF\x27\x1C");
    let inner = archive(&[("报表.xlsx", &sound("示例市城关街道办事处"))]);
    put(&district, "示例市城关街道办事处.zip", &archive(&[("材料.zip", &inner)]));
    let (_, done) = summary(&district, &[]);
    for (number, code, reason, remedy) in [
        (0, "DIS024", "示例市应急管理局.rar（压缩包），程序只解 .zip 的压缩包", "也可以压缩成 .zip"),
        (
            1,
            "DIS009",
            "示例市财政局.zip（压缩包），名称是 .zip，其实是压缩包（.7z），程序解不开",
            "重新压缩成 .zip 再交",
        ),
        (2, "DIS024", "材料.zip（压缩包），是压缩包里的压缩包，程序只解一层", "也可以压缩成 .zip"),
    ] {
        let unit = &done["units"][number];
        assert_eq!((&unit["standing"], codes(&unit["findings"])), (&"again".into(), vec![code]), "{unit}");
        let name = unit["name"].as_str().unwrap();
        let notice = std::fs::read_to_string(district.join(format!("输出/退回/{name}.txt"))).unwrap();
        assert!(notice.contains(reason) && notice.contains(remedy), "{notice}");
    }
    let office = done["units"][0]["findings"][0]["hint"].as_str().unwrap();
    assert!(office.contains("解开后把里面的工作簿放进“单位”"), "{office}");
}

#[test]
fn an_archive_that_cannot_be_unpacked_is_told_once() {
    let folder = begun();
    let district = folder.path().join("汇总");
    put(&district, "示例市应急管理局.xlsx", &sound("示例市应急管理局"));
    put(&district, "示例市应急管理局.zip", b"PK\x03\x04 and nothing more");
    put(&district, "收到的.zip", b"PK\x03\x04 and nothing more");
    put(&district, "说明.txt", b"x");
    let (_, done) = summary(&district, &[]);
    let roster = done["roster"].as_array().unwrap();
    for (archive, told) in [("示例市应急管理局.zip", 1), ("收到的.zip", 1), ("说明.txt", 1)] {
        let of = |finding: &&serde_json::Value| finding["message"].as_str().unwrap().contains(archive);
        assert_eq!(roster.iter().filter(of).count(), told, "{archive}: {roster:?}");
    }
}

#[test]
fn an_archive_of_nothing_or_with_files_that_have_no_place_is_told() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let workbook = sound("示例市财政局");
    put(&district, "示例市应急管理局.zip", &archive(&[("报告/", b"")]));
    put(&district, "示例市财政局.zip", &archive(&[("报表.xlsx", &workbook), ("报表.XLSX", b"x")]));
    put(&district, "示例市城关街道办事处.zip", &archive(&[("报表.xlsx", &workbook), ("../报表.xlsx", b"x")]));
    let (_, done) = summary(&district, &[]);
    let units = done["units"].as_array().unwrap();
    for (unit, words) in units.iter().zip([
        "单位/示例市应急管理局.zip（压缩包），压缩包里没有文件",
        "单位/示例市财政局.zip（压缩包），压缩包里有两个文件叫 报表.XLSX",
        "单位/示例市城关街道办事处.zip（压缩包），压缩包里的 报表.xlsx 指到压缩包外面",
    ]) {
        assert!(unit["findings"].to_string().contains(words), "{words}: {unit}");
        assert_eq!(unit["standing"], "again", "{unit}");
    }
}

#[test]
fn a_workbook_of_two_units_is_one_finding_that_names_both() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let (mut both, other) = (Grid::of(&sound("示例市应急管理局")), Grid::of(&sound("示例市财政局")));
    both.sheets.extend(other.sheets.into_iter().map(|(name, cells)| (format!("财政局{name}"), cells)));
    put(&district, "示例市应急管理局和财政局.xlsx", &both.bytes());
    let (_, done) = summary(&district, &[]);
    let unit = &done["units"][0];
    assert_eq!((&unit["status"], codes(&unit["findings"])), (&"blocked".into(), vec!["DIS029"]), "{unit}");
    let told = unit["findings"][0]["message"].as_str().unwrap();
    assert!(told.starts_with("一个工作簿里有几个单位的报告：“示例市应急管理局”、“示例市财政局”"), "{told}");
    let notice = std::fs::read_to_string(district.join("输出/退回/示例市应急管理局.txt")).unwrap();
    assert!(notice.contains("一个单位一个工作簿"), "{notice}");
    assert!(done["cells"].is_null() && done["sums"]["applications.new.total"]["sum"] != "4", "{}", done["sums"]);
}

#[test]
fn a_file_under_another_units_name_is_its_own_units() {
    let folder = begun();
    let district = folder.path().join("汇总");
    put(&district, "示例市应急管理局.xlsx", &sound("示例市应急管理局"));
    put(&district, "示例市应急管理局副本.xlsx", &sound("示例市财政局"));
    let (_, done) = summary(&district, &[]);
    let file = |number: usize| done["units"][number]["file"].as_str().unwrap();
    assert_eq!([file(0), file(1)], ["单位/示例市应急管理局.xlsx", "单位/示例市应急管理局副本.xlsx"]);
    assert!(codes(&done["units"][1]["findings"]).contains(&"DIS026"), "{}", done["units"][1]);
}

#[test]
fn a_units_only_file_is_anothers_where_it_names_that_inside_and_that_has_none() {
    let folder = begun();
    let district = folder.path().join("汇总");
    put(&district, "示例市应急管理局.xlsx", &sound("示例市财政局"));
    let (_, done) = summary(&district, &[]);
    let unit = |number: usize| &done["units"][number];
    assert_eq!((&unit(0)["status"], codes(&unit(0)["findings"])), (&"missing".into(), vec!["DIS001"]), "{}", unit(0));
    let told = unit(0)["findings"][0]["message"].as_str().unwrap();
    assert!(told.contains("以它命名的 单位/示例市应急管理局.xlsx 里的机关名称是“示例市财政局”"), "{told}");
    assert_eq!((&unit(1)["status"], &unit(1)["file"]), (&"ready".into(), &"单位/示例市应急管理局.xlsx".into()));
    // Where the other has one of its own, what the file says inside is wrong, or its name.
    put(&district, "示例市财政局.xlsx", &sound("示例市财政局"));
    let (_, done) = summary(&district, &[]);
    assert!(codes(&done["units"][0]["findings"]).contains(&"DIS007"), "{}", done["units"][0]);
    assert_eq!(done["units"][1]["file"], "单位/示例市财政局.xlsx");
}

#[test]
fn a_file_called_by_a_units_short_name_names_the_unit() {
    let folder = begun();
    let district = folder.path().join("汇总");
    put(&district, "示例市财政2025.xlsx", &sound("财政"));
    let (_, done) = summary(&district, &[]);
    let told = done["roster"].as_array().unwrap().iter().find(|finding| finding["code"] == "DIS002").unwrap();
    assert!(told["hint"].as_str().unwrap().contains("像是“示例市财政局”的"), "{told}");
}

#[test]
fn several_files_under_other_names_are_versions_of_their_unit() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let first = Grid::of(&sound("示例市财政局"));
    let mut later = Grid::of(&sound("示例市财政局"));
    later.field("二、", "行政许可", "31");
    put(&district, "财政.xlsx", &first.bytes());
    put(&district, "财政（改好）.xlsx", &later.bytes());
    let (_, done) = summary(&district, &[]);
    let unit = &done["units"][1];
    assert_eq!((&unit["file"], &unit["status"]), (&"单位/财政（改好）.xlsx".into(), &"ready".into()), "{unit}");
    let told = codes(&unit["findings"]);
    assert!(told.contains(&"DIS025") && told.contains(&"DIS026"), "{unit}");
    // Where nobody can know which one it is, it is asked, and not said that there is none.
    std::fs::rename(district.join("单位/财政（改好）.xlsx"), district.join("单位/财政报表.xlsx")).unwrap();
    let (_, done) = summary(&district, &[]);
    assert!(codes(&done["units"][1]["findings"]).contains(&"DIS003"), "{}", done["units"][1]);
}

#[test]
fn a_line_of_progress_says_why_a_unit_came_no_further() {
    let folder = two("");
    std::fs::remove_file(folder.path().join("单位/示例市应急管理局.toml")).unwrap();
    std::fs::write(folder.path().join("单位/示例市应急管理局.pdf"), "%PDF").unwrap();
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"");
    std::fs::write(folder.path().join("单位/示例市财政局v2.toml"), "year = ").unwrap();
    std::fs::remove_file(folder.path().join("单位/示例市财政局.toml")).unwrap();
    let output = told(&batch(folder.path(), &[]));
    assert!(
        output.contains("示例市应急管理局：读不了：交了 单位/示例市应急管理局.pdf（版式文件），读不出报告的数：这是 PDF 文件，不是工作簿"),
        "{output}"
    );
    assert!(output.contains("示例市财政局：读不了：") && !output.contains("个错误）"), "{output}");
}
