//! The summary's page as a template like all others.

use super::{batch, two};
use crate::support::{run, told};

#[test]
fn the_page_of_a_run_can_be_replaced() {
    let folder = two("");
    assert_eq!(run(folder.path(), &["templates", "模板"]).status.code(), Some(0));
    let template = folder.path().join("模板/district.html");
    let text = std::fs::read_to_string(&template).unwrap();
    batch(folder.path(), &[]);
    // Without its signature.
    let page = || {
        let page = std::fs::read_to_string(folder.path().join("输出/index.html")).unwrap();
        page.rsplit_once("<!-- nianbao ").unwrap().0.to_owned()
    };
    let before = page();
    std::fs::write(&template, text.replace("<h1>", "<h1>自己的")).unwrap();
    let output = batch(folder.path(), &["--templates", "模板"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(page(), before.replace("<h1>", "<h1>自己的"));
    std::fs::write(&template, text.replace("{{ facts }}", "{{ fact }}")).unwrap();
    let output = batch(folder.path(), &["--templates", "模板"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("模板 district.html 第 "), "{}", told(&output));
}

#[test]
fn a_file_that_replaces_no_template_is_named() {
    let folder = two("");
    std::fs::create_dir_all(folder.path().join("模板/图")).unwrap();
    for (name, text) in [("distrct.html", "x"), ("style.css", "body {}"), ("说明.txt", "x"), (".DS_Store", "x")] {
        std::fs::write(folder.path().join("模板").join(name), text).unwrap();
    }
    for arguments in
        [&["batch", ".", "-o", "输出"][..], &["check", "单位/示例市财政局.toml"], &["build", "单位/示例市财政局.toml"]]
    {
        let output = run(folder.path(), &[arguments, &["--templates", "模板"]].concat());
        let told = told(&output);
        assert!(output.status.success(), "{told}");
        assert!(
            told.contains("警告：模板/distrct.html：不是模板的文件名，没有用；是不是想写 district.html？"),
            "{told}"
        );
        assert!(told.contains("警告：模板/说明.txt：不是模板的文件名，没有用"), "{told}");
        assert!(!told.contains("DS_Store") && !told.contains("模板/图"), "{told}");
        let quiet = run(folder.path(), &[arguments, &["--templates", "模板", "-q"]].concat());
        assert!(!crate::support::told(&quiet).contains("警告"), "{}", crate::support::told(&quiet));
    }
}
