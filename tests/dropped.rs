//! A path alone on the command line, as when a file is dropped on the program.

use crate::support::grid::{Grid, workbook};
use crate::support::{changed, run, told};

#[test]
fn a_sound_workbook_is_built_beside_itself() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("填报 2025.xlsx"), workbook(&changed(""))).unwrap();
    let done = run(folder.path(), &["填报 2025.xlsx"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let pdf = folder.path().join("输出/示例市应急管理局2025年政府信息公开工作年度报告.pdf");
    assert!(pdf.exists(), "{}", told(&done));
    // The folder means the one report in it; what was made is no input.
    std::fs::remove_file(&pdf).unwrap();
    let done = run(folder.path().parent().unwrap(), &[folder.path().to_str().unwrap()]);
    assert!(done.status.code() == Some(0) && pdf.exists(), "{}", told(&done));
}

#[test]
fn a_workbook_with_errors_gets_a_marked_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mut grid = Grid::of(&workbook(&changed("")));
    grid.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    std::fs::write(folder.path().join("填报.xlsx"), grid.bytes()).unwrap();
    let marked = folder.path().join("输出/填报（标注）.xlsx");
    for _ in 0..2 {
        let done = run(folder.path(), &["填报.xlsx"]);
        assert_eq!(done.status.code(), Some(1), "{}", told(&done));
        assert!(told(&done).contains("SUM001") && told(&done).contains("标好位置和改法的工作簿"), "{}", told(&done));
        assert!(Grid::of(&std::fs::read(&marked).unwrap()).sheets.iter().any(|(name, _)| name == "问题清单"));
        assert_eq!(told(&done).matches("SUM001").count(), 1, "{}", told(&done));
        assert!(!told(&done).contains("--draft") && !told(&done).contains("--prior"), "{}", told(&done));
    }
    let shown = || {
        let names = std::fs::read_dir(folder.path().join("输出")).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !name.starts_with('.')).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(shown().len(), 1, "nothing is built");
    // What was corrected in the copy is not written over, nor is the copy of that.
    let mut corrected = std::fs::read(&marked).unwrap();
    corrected.extend(b"more");
    std::fs::write(&marked, &corrected).unwrap();
    for _ in 0..2 {
        let done = run(folder.path(), &["填报.xlsx"]);
        assert!(told(&done).contains("填报（标注）.xlsx 改过，没有动它"), "{}", told(&done));
        assert_eq!(std::fs::read(&marked).unwrap(), corrected);
    }
    assert_eq!(shown().into_iter().collect::<Vec<_>>(), ["填报（标注2）.xlsx", "填报（标注）.xlsx"]);
}

#[test]
fn where_no_marked_copy_can_be_written_that_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut grid = Grid::of(&workbook(&changed("")));
    grid.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    std::fs::write(folder.path().join("填报.xlsx"), grid.bytes()).unwrap();
    std::fs::write(folder.path().join("输出"), "").unwrap();
    let done = run(folder.path(), &["填报.xlsx"]);
    assert_eq!(done.status.code(), Some(1), "{}", told(&done));
    assert!(told(&done).contains("写不了文件，没有写标好位置的工作簿"), "{}", told(&done));
}

#[test]
fn of_many_errors_only_the_first_are_told_where_a_copy_names_them_all() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["new", "空", "--agency", "示例市甲局", "--year", "2025", "--xlsx", "-q"]);
    assert_eq!((made.status.code(), told(&made).as_str()), (Some(0), ""), "only errors are told");
    let done = run(folder.path(), &["空/report.xlsx"]);
    assert_eq!(done.status.code(), Some(1), "{}", told(&done));
    let told_now = told(&done);
    let count =
        |text: &str| text.matches("错误[").count() + text.matches("警告[").count() + text.matches("提示[").count();
    assert!(count(&told_now) == 5 && told_now.contains("这里没有列出"), "{told_now}");
    assert!(told_now.lines().count() < 40 && told_now.contains("标好位置和改法的工作簿"), "{told_now}");
    // Where there is no copy all are told.
    let made = run(folder.path(), &["convert", "空/report.xlsx", "空.toml", "-q"]);
    assert_eq!((made.status.code(), told(&made).as_str()), (Some(0), ""), "only errors are told");
    let all = told(&run(folder.path(), &["空.toml"]));
    assert!(count(&all) > 5 && !all.contains("这里没有列出"), "{all}");
}

#[test]
fn a_published_report_is_built_beside_itself_and_gets_no_marked_copy() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), changed("")).unwrap();
    let name = "示例市应急管理局2025年政府信息公开工作年度报告";
    let built = run(folder.path(), &["build", "report.toml", "-o", "别处", "--only", "docx"]);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    std::fs::create_dir(folder.path().join("公布")).unwrap();
    std::fs::copy(folder.path().join(format!("别处/{name}.docx")), folder.path().join("公布/年报.docx")).unwrap();
    // The folder means the one report in it.
    let done = run(folder.path(), &["公布"]);
    let out = folder.path().join("公布/输出");
    assert!(done.status.code() == Some(0) && out.join(format!("{name}.pdf")).exists(), "{}", told(&done));
    // Printed pages likewise: alone, and in a folder beside a file for Word, which says more.
    std::fs::create_dir(folder.path().join("版式")).unwrap();
    std::fs::copy(out.join(format!("{name}.pdf")), folder.path().join("版式/年报.pdf")).unwrap();
    for dropped in ["版式/年报.pdf", "版式"] {
        let _ = std::fs::remove_dir_all(folder.path().join("版式/输出"));
        let done = run(folder.path(), &[dropped]);
        assert_eq!(done.status.code(), Some(0), "{dropped}: {}", told(&done));
        assert!(folder.path().join(format!("版式/输出/{name}.pdf")).exists(), "{dropped}");
    }
    // Of several it is said which they are.
    std::fs::copy(folder.path().join("公布/年报.docx"), folder.path().join("公布/第二份.docx")).unwrap();
    let said = told(&run(folder.path(), &["公布"]));
    assert!(said.contains("里面有 2 份填报的文件（") && said.contains("第二份.docx"), "{said}");
    std::fs::remove_file(folder.path().join("公布/第二份.docx")).unwrap();
    // What was made is no input.
    let done = run(&out, &["."]);
    assert!(done.status.code() == Some(2) && told(&done).contains("里面没有填好的工作簿"), "{}", told(&done));
    // One with errors cannot be marked, and nobody is told to mark it.
    let faulty = changed("[applications]\nnew = [9, 0, 0, 0, 0, 0]\ncarried_out = [0, 0, 0, 0, 0, 0]");
    std::fs::write(folder.path().join("report.toml"), faulty).unwrap();
    run(folder.path(), &["build", "report.toml", "-o", "别处", "--only", "docx", "--draft"]);
    let draft = folder.path().join(format!("别处/{name}（草稿）.docx"));
    std::fs::copy(draft, folder.path().join("公布/年报.docx")).unwrap();
    let done = run(folder.path(), &["公布/年报.docx"]);
    assert_eq!(done.status.code(), Some(1), "{}", told(&done));
    assert!(!told(&done).contains("不是工作簿") && !told(&done).contains("（标注）"), "{}", told(&done));
}

#[test]
fn a_folder_of_a_district_is_run() {
    let folder = crate::district::two("");
    let done = run(folder.path(), &["."]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert!(folder.path().join("输出/index.html").exists());
    assert_eq!(run(folder.path(), &["district.toml"]).status.code(), Some(0));
}

#[test]
fn what_is_not_clear_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["甲.xlsx", "乙.xlsx"] {
        std::fs::write(folder.path().join(name), workbook(&changed(""))).unwrap();
    }
    let done = run(folder.path(), &["."]);
    assert!(done.status.code() == Some(2) && told(&done).contains("有 2 份填报的文件"), "{}", told(&done));
    // What units of a district sent is run from another folder.
    for words in ["要拖的是放着 district.toml 的文件夹", "照使用指南第四节用它新建", "放进里面的“单位”"]
    {
        assert!(told(&done).contains(words), "{words}: {}", told(&done));
    }
    let done = run(folder.path(), &["没有.xlsx"]);
    assert!(done.status.code() == Some(2) && told(&done).contains("没有“没有.xlsx”这个文件"), "{}", told(&done));
    // Several are done one after the other.
    let done = run(folder.path(), &["甲.xlsx", "乙.xlsx"]);
    assert!(done.status.code() == Some(0), "{}", told(&done));
    assert!(told(&done).contains("【甲.xlsx】\n") && told(&done).contains("\n【乙.xlsx】\n"), "{}", told(&done));
    // A folder cannot be made where a file has its name.
    std::fs::remove_dir_all(folder.path().join("输出")).unwrap();
    std::fs::write(folder.path().join("输出"), "").unwrap();
    let done = run(folder.path(), &["甲.xlsx"]);
    assert!(told(&done).contains("建议：把那个文件移走或改名\n"), "{}", told(&done));
    // Without a person who looks on, nothing is waited for.
    assert_eq!(run(folder.path(), &[]).status.code(), Some(2));
}

#[test]
fn of_several_paths_the_one_that_is_not_there_is_named_and_the_others_are_done() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("填报 2025.xlsx"), workbook(&changed(""))).unwrap();
    let done = run(folder.path(), &["填报 2025.xlsx", "没有.xlsx"]);
    assert_eq!(done.status.code(), Some(2), "{}", told(&done));
    assert!(told(&done).contains("没有这个文件或文件夹：没有.xlsx"), "{}", told(&done));
    let pdf = folder.path().join("输出/示例市应急管理局2025年政府信息公开工作年度报告.pdf");
    assert!(pdf.exists(), "{}", told(&done));
}
