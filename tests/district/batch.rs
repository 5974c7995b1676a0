//! Runs: what cannot be done is told, what need not be done is left, and nothing is ever half there.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use super::{batch, codes, hand_in, summary, two};
use crate::support::{run, told};

/// Every file below a folder with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            all.extend(files(&entry).into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            all.insert(entry.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&entry).unwrap());
        }
    }
    all
}

#[test]
fn unchanged_units_are_left_as_they_are_and_every_run_gives_the_same_bytes() {
    let folder = two("");
    let first = told(&batch(folder.path(), &["--jobs", "1"]));
    assert!(first.contains("示例市财政局：已生成") && !first.contains("沿用"), "{first}");
    let before = files(&folder.path().join("输出"));
    let again = told(&batch(folder.path(), &[]));
    assert_eq!(again.matches("没有变化，沿用上次的").count(), 2, "{again}");
    assert_eq!(files(&folder.path().join("输出")), before);
    let forced = told(&batch(folder.path(), &["--force"]));
    assert!(!forced.contains("沿用"), "{forced}");
    assert_eq!(files(&folder.path().join("输出")), before);
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"\nagency.phone = \"0591-1\"");
    let changed = told(&batch(folder.path(), &[]));
    assert_eq!(changed.matches("沿用").count(), 1, "{changed}");
    // A file that was lost is made again.
    std::fs::remove_file(
        folder.path().join("输出/示例市应急管理局/示例市应急管理局2025年政府信息公开工作年度报告.pdf"),
    )
    .unwrap();
    assert_eq!(told(&batch(folder.path(), &[])).matches("沿用").count(), 1);
}

#[test]
fn files_unlike_any_report_do_not_keep_the_others_from_being_done() {
    let bomb = {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let zeros = vec![0; 1 << 20];
        (0..200).for_each(|_| archive.write_all(&zeros).unwrap());
        archive.finish().unwrap().into_inner()
    };
    for (name, bytes) in [("示例市财政局.xlsx", bomb), ("示例市财政局.toml", b"year = = 2025".to_vec())] {
        let folder = two("");
        std::fs::remove_file(folder.path().join("单位/示例市财政局.toml")).unwrap();
        std::fs::write(folder.path().join("单位").join(name), bytes).unwrap();
        let (code, summary) = summary(folder.path(), &[]);
        assert_eq!((code, &summary["units"][0]["status"]), (Some(2), &"ready".into()));
        assert_eq!(summary["units"][1]["status"], "unreadable");
        assert!(summary["units"][1]["tally"]["errors"].as_u64() > Some(0));
    }
}

#[test]
fn prose_that_never_ends_is_told_and_the_others_are_done() {
    let folder = two("");
    let endless = "{{ range(1000000000) }}{{ range(100000)|map('upper')|list|length * 0 }}";
    let change = format!("agency.name = \"示例市财政局\"\n[sections.problems]\ntext = \"{endless}\"");
    hand_in(folder.path(), "示例市财政局", &change);
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, &summary["units"][0]["status"]), (Some(1), &"ready".into()));
    assert_eq!(summary["units"][1]["status"], "blocked");
}

#[test]
fn errors_block_a_unit_and_what_was_made_of_it_before_is_withdrawn() {
    let folder = two("");
    batch(folder.path(), &[]);
    let made = folder.path().join("输出/示例市财政局");
    assert!(made.exists());
    std::fs::write(made.join("批注.txt"), "别人的").unwrap();
    hand_in(
        folder.path(),
        "示例市财政局",
        "agency.name = \"示例市财政局\"\n[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]",
    );
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, &summary["units"][1]["status"]), (Some(1), &"blocked".into()));
    assert_eq!(files(&made).into_keys().collect::<Vec<_>>(), ["批注.txt"]);
    let (code, summary) = self::summary(folder.path(), &["--draft"]);
    assert_eq!((code, &summary["units"][1]["status"]), (Some(1), &"draft".into()));
    let html = made.join("示例市财政局2025年政府信息公开工作年度报告（草稿）.html");
    assert!(std::fs::read_to_string(html).unwrap().contains("草稿"));
}

#[test]
fn a_unit_whose_files_cannot_be_written_is_told() {
    let folder = two("");
    std::fs::create_dir(folder.path().join("输出")).unwrap();
    std::fs::write(folder.path().join("输出/示例市财政局"), "一个文件").unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, &summary["units"][0]["status"]), (Some(2), &"ready".into()));
    assert_eq!(summary["units"][1]["status"], "failed");
    assert!(codes(&summary["units"][1]["findings"]).contains(&"DIS016"));
}

#[test]
fn what_a_killed_run_left_is_cleared_and_a_second_run_is_kept_out() {
    let folder = two("");
    batch(folder.path(), &[]);
    let left = folder.path().join("输出/示例市财政局/.nianbao-tmp-x1y2z3");
    std::fs::write(&left, "半个").unwrap();
    assert_eq!(batch(folder.path(), &[]).status.code(), Some(0));
    assert!(!left.exists());
    let lock = std::fs::File::create(folder.path().join("输出/.nianbao-lock")).unwrap();
    lock.try_lock().unwrap();
    let output = batch(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("另一次 nianbao batch 正在往这里写"), "{}", told(&output));
}

#[test]
fn a_number_of_jobs_is_a_number() {
    let folder = two("");
    let output = run(folder.path(), &["batch", ".", "-o", "输出", "--jobs", "1025"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("应为 0 到 1024 的整数"), "{}", told(&output));
}

#[test]
fn only_the_kinds_of_files_asked_for_are_made() {
    let folder = two("");
    batch(folder.path(), &[]);
    let made = |more: &[&str]| {
        let output = batch(folder.path(), more);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        let names = files(&folder.path().join("输出/示例市财政局")).into_keys().filter(|name| !name.starts_with('.'));
        names.map(|name| name.replace("示例市财政局2025年政府信息公开工作年度报告", "r")).collect::<Vec<_>>()
    };
    assert_eq!(made(&["--only", "pdf,fragment"]), ["r.pdf", "r（正文）.html"], "the page of before is gone");
    assert_eq!(made(&["--only", "pdf,fragment"]), ["r.pdf", "r（正文）.html"]);
    assert_eq!(made(&["--only", "docx,fragment"]), ["r.docx", "r（正文）.html"]);
    let page = std::fs::read_to_string(folder.path().join("输出/index.html")).unwrap();
    assert!(
        page.contains(">报告Word</a>") && page.contains(">报告网页正文</a>") && !page.contains("报告PDF"),
        "{page}"
    );
    assert_eq!(made(&[]), ["r.html", "r.pdf"]);
    let output = batch(folder.path(), &["--only", "whole"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("batch 的 --only 只选格式"), "{}", told(&output));
}

#[test]
fn folders_of_units_that_are_gone_are_told_and_kept() {
    let folder = two("report = \"本级.toml\"\n[output]\nfolder = \"{number}-{name}\"\n[scope]");
    let own = crate::support::changed("agency.name = \"示例市人民政府\"\nagency.level = \"政府\"");
    std::fs::write(folder.path().join("本级.toml"), own).unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    assert_eq!(codes(&summary["roster"]), Vec::<&str>::new());
    std::fs::create_dir_all(folder.path().join("输出/别人的")).unwrap();
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap().replace("report = \"本级.toml\"", "");
    let roster = roster.replacen("[[units]]", "[[units]]\nname = \"示例市水利局\"\n[[units]]", 1);
    std::fs::write(&path, roster).unwrap();
    hand_in(folder.path(), "示例市水利局", "agency.name = \"示例市水利局\"");
    let (code, summary) = self::summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), vec!["DIS023"; 3]), "{}", summary["roster"]);
    let told = summary["roster"].to_string();
    for name in ["1-示例市应急管理局", "2-示例市财政局", "示例市（本级）"] {
        assert!(told.contains(&format!("{name}：名单上没有单位用这个文件夹")), "{name}: {told}");
        assert!(folder.path().join("输出").join(name).join(".nianbao.json").exists());
    }
    assert!(!told.contains("别人的"), "{told}");
    // What the hint says helps.
    for name in ["1-示例市应急管理局", "2-示例市财政局", "示例市（本级）"] {
        std::fs::remove_dir_all(folder.path().join("输出").join(name)).unwrap();
    }
    let (_, summary) = self::summary(folder.path(), &[]);
    assert_eq!(codes(&summary["roster"]), Vec::<&str>::new());
}

#[test]
fn kept_state_that_was_changed_is_made_again() {
    let folder = two("");
    let (_, before) = summary(folder.path(), &[]);
    let note = folder.path().join("输出/示例市财政局/.nianbao.json");
    let sound = std::fs::read_to_string(&note).unwrap();
    assert!(sound.contains("\"30\""), "{sound}");
    std::fs::write(&note, sound.replace("\"30\"", "\"39\"")).unwrap();
    let (_, after) = summary(folder.path(), &[]);
    assert_eq!(after, before);
    assert_eq!(std::fs::read_to_string(&note).unwrap(), sound);
}

#[test]
fn an_old_report_whose_note_is_gone_is_told() {
    let folder = two("");
    let _ = summary(folder.path(), &[]);
    for note in [".nianbao.json", ".nianbao-files.json"] {
        std::fs::remove_file(folder.path().join("输出/示例市财政局").join(note)).unwrap();
    }
    hand_in(
        folder.path(),
        "示例市财政局",
        "agency.name = \"示例市财政局\"\n[sections.problems]\ntext = \"{{ 没有 }}\"",
    );
    let (_, summary) = summary(folder.path(), &[]);
    let told = summary["roster"].to_string();
    assert!(told.contains("DIS023") && told.contains("是以前生成的，这次“示例市财政局”没有生成报告"), "{told}");
}

#[test]
fn files_that_are_taken_away_while_a_run_goes_on_are_told() {
    let folder = two("");
    let out = folder.path().join("输出");
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"));
    let mut program =
        program.args(["batch", ".", "-o", "输出", "-q", "--jobs", "1"]).current_dir(folder.path()).spawn().unwrap();
    // The reports are made one after the other; the first is taken away as soon as it is there.
    let is_made = || {
        let mut folders = std::fs::read_dir(&out).into_iter().flatten().flatten().map(|entry| entry.path());
        folders.find(|folder| folder.join(".nianbao.json").exists())
    };
    let made = std::iter::repeat_with(is_made).flatten().next().unwrap();
    std::fs::remove_dir_all(made).unwrap();
    let code = program.wait().unwrap().code();
    let text = std::fs::read_to_string(out.join("summary.json")).unwrap();
    assert!(code == Some(1) && text.contains("DIS020"), "{code:?}: {text}");
}

#[test]
fn the_output_is_not_written_among_the_inputs() {
    let folder = two("");
    for out in ["单位", "./单位/"] {
        let output = run(folder.path(), &["batch", ".", "-o", out]);
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains("输出文件夹不能是单位的文件所在的文件夹"), "{}", told(&output));
    }
    assert_eq!(std::fs::read_dir(folder.path().join("单位")).unwrap().count(), 2, "nothing is written");
}

#[test]
fn what_was_not_made_whole_is_red_in_the_workbook() {
    let folder = two("");
    hand_in(
        folder.path(),
        "示例市财政局",
        "agency.name = \"示例市财政局\"\n[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]",
    );
    let (_, summary) = summary(folder.path(), &["--draft"]);
    assert_eq!((&summary["units"][0]["status"], &summary["units"][1]["status"]), (&"ready".into(), &"draft".into()));
    let mut book = zip::ZipArchive::new(std::fs::File::open(folder.path().join("输出/汇总.xlsx")).unwrap()).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut book.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let (sheet, styles) = (read("xl/worksheets/sheet4.xml"), read("xl/styles.xml"));
    assert!(styles.contains("<fgColor rgb=\"FFFFC7CE\"/>"), "{styles}");
    let look = |cell: &str| {
        let rest = sheet.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).unwrap_or_else(|| panic!("{cell} in {sheet}"));
        rest.split('"').next().unwrap().to_owned()
    };
    assert_ne!(look("C3"), look("C4"), "{sheet}");
    assert!(!sheet.contains("conditionalFormatting"), "{sheet}");
}

#[test]
fn a_unit_cannot_name_a_file_outside_its_folder_as_last_years() {
    let folder = two("");
    let before = crate::support::changed("year = 2024\ndocument.date = 2025-01-12");
    std::fs::write(folder.path().join("别处.toml"), &before).unwrap();
    let absolute = folder.path().join("别处.toml").display().to_string();
    for prior in ["../别处.toml", absolute.as_str()] {
        hand_in(folder.path(), "示例市应急管理局", &format!("prior = '{prior}'"));
        let (code, summary) = summary(folder.path(), &[]);
        let told = summary["units"][0]["findings"].to_string();
        assert_eq!((code, &summary["units"][0]["status"]), (Some(0), &"ready".into()), "{told}");
        assert!(told.contains("INP012") && told.contains("在输入所在的文件夹之外，没有读"), "{prior}: {told}");
    }
    // A link inside may lead outside as well.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, folder.path().join("单位/.上年.toml")).unwrap();
        hand_in(folder.path(), "示例市应急管理局", "prior = '.上年.toml'");
        let (_, summary) = summary(folder.path(), &[]);
        assert!(summary["units"][0]["findings"].to_string().contains("之外，没有读"));
    }
    // The district itself names whatever file it wants.
    hand_in(folder.path(), "示例市应急管理局", "");
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    let named = "name = \"示例市应急管理局\"\nprior = \"别处.toml\"";
    std::fs::write(&path, roster.replace("name = \"示例市应急管理局\"", named)).unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    let told = summary["units"][0]["findings"].to_string();
    assert!(!told.contains("INP012") && !told.contains("CAR002"), "{told}");
}

#[test]
fn a_secret_letter_has_no_page_which_is_told() {
    let folder = two("");
    let letter = "[letter]\nto = \"市政府\"\nsigners = [\"张三\"]\ndate = 2026-01-15\nsecrecy = \"秘密★1年\"\ncopy_number = \"000001\"\n";
    hand_in(folder.path(), "示例市应急管理局", letter);
    for state in ["已生成", "没有变化，沿用上次的"] {
        let said = told(&batch(folder.path(), &[]));
        assert!(said.contains(&format!("示例市应急管理局：{state}；公文标有密级，没有生成它的网页\n")), "{said}");
        assert_eq!(said.matches("密级").count(), 1, "{said}");
    }
    let page = std::fs::read_to_string(folder.path().join("输出/index.html")).unwrap();
    assert_eq!(page.matches("公文标有密级，没有生成它的网页").count(), 1);
    let said = told(&batch(folder.path(), &["--only", "pdf"]));
    assert!(!said.contains("密级"), "{said}");
}
