//! The program as its users run it: exit codes, files, messages.

use std::fs;

use crate::support::{changed, folder, root, run, told};

#[test]
fn build_writes_both_files_and_says_so() {
    let folder = folder(&changed(""));
    let output = run(folder.path(), &["build", "report.toml", "-o", "输出"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let name = "示例市应急管理局2025年政府信息公开工作年度报告";
    let pdf = fs::read(folder.path().join(format!("输出/{name}.pdf"))).expect("the PDF is there");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let page = fs::read_to_string(folder.path().join(format!("输出/{name}.html"))).expect("the page is there");
    assert!(page.contains(&format!("<title>{name}</title>")));
    let page = percent_encoding::percent_decode_str(&page).decode_utf8_lossy().into_owned();
    assert!(page.contains(&format!("href=\".&#x2f;{name}.pdf\"")));
    assert!(told(&output).contains(&format!("{name}.pdf")));
    let left: Vec<_> = fs::read_dir(folder.path().join("输出")).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing else is left behind");
}

#[test]
fn a_letter_never_takes_the_reports_file_name() {
    let title = "示例市应急管理局2025年政府信息公开工作年度报告";
    let folder = folder(&changed(&format!("[letter]\nto = \"示例市政务公开办公室\"\ntitle = \"{title}\"")));
    let output = run(folder.path(), &["build", "report.toml", "-o", "输出"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let report = fs::read(folder.path().join(format!("输出/{title}.pdf"))).unwrap();
    let mut names: Vec<_> = fs::read_dir(folder.path().join("输出"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = ["", "（公文）"].map(|what| ["html", "pdf"].map(|ending| format!("{title}{what}.{ending}")));
    assert_eq!(names, expected.concat());
    let alone = run(folder.path(), &["letter", "report.toml", "-o", "输出"]);
    assert_eq!(alone.status.code(), Some(0), "{}", told(&alone));
    assert!(fs::read(folder.path().join(format!("输出/{title}.pdf"))).unwrap() == report, "the report is still there");
    let page = fs::read_to_string(folder.path().join(format!("输出/{title}.html"))).unwrap();
    assert!(page.contains("data-key"), "the page of that name is the report's");
}

#[test]
fn errors_stop_a_build_unless_it_is_a_draft() {
    let folder = folder(&changed("[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]"));
    let output = run(folder.path(), &["build", "report.toml", "-o", "输出"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("输出").exists());
    assert!(told(&output).contains("SUM001") && told(&output).contains("--draft"));

    let output = run(folder.path(), &["build", "report.toml", "-o", "输出", "--draft", "--name", "稿"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(fs::read_to_string(folder.path().join("输出/稿（草稿）.html")).unwrap().contains("草稿"));
    assert!(folder.path().join("输出/稿（草稿）.pdf").exists());
}

#[test]
fn only_what_is_asked_for_is_written() {
    let folder = folder(&changed(""));
    let output = run(folder.path(), &["build", "report.toml", "-o", "o", "--name", "r", "--only", "html"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(folder.path().join("o/r.html").exists() && !folder.path().join("o/r.pdf").exists());

    let output = run(folder.path(), &["build", "report.toml", "-o", "t", "--name", "r", "--only", "typ"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    for name in ["main.typ", "style.typ", "faces.typ", "fonts/LiberationSerif-Regular.ttf", "说明.txt"] {
        assert!(folder.path().join("t/r-typst").join(name).exists(), "{name}");
    }
    assert!(!folder.path().join("t/r.pdf").exists());
}

#[test]
fn a_new_input_tells_what_is_still_to_be_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["new", "2025年", "--agency", "示例市应急管理局", "--year", "2025"]);
    assert_eq!(made.status.code(), Some(0), "{}", told(&made));
    let input = fs::read_to_string(folder.path().join("2025年/report.toml")).unwrap();
    let form = nianbao::form::Editions::built_in().for_year(2025);
    for line in &form.lines {
        assert!(input.contains(&line.label), "{}", line.label);
    }
    let checked = run(folder.path(), &["check", "2025年/report.toml"]);
    assert_eq!(checked.status.code(), Some(1));
    let told = told(&checked);
    assert!(told.contains("CEL001") && told.contains("PRO001") && told.contains("INP009"), "{told}");
    assert!(!told.contains("INP002"), "{told}");

    let again = run(folder.path(), &["new", "2025年", "--year", "2025"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("2025年/report.toml")).unwrap(), input);
}

#[test]
fn a_filled_in_new_input_builds() {
    for year in ["2020", "2025"] {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), &["new", ".", "--agency", "示例市应急管理局", "--year", year]);
        let input = fs::read_to_string(folder.path().join("report.toml")).unwrap();
        fs::write(folder.path().join("report.toml"), input.replace("\"?\"", "0")).unwrap();
        fs::write(folder.path().join("overview.md"), "# 主动公开\n\n全年公开{{ disclosure.rules.0 or 12 }}条。")
            .unwrap();
        fs::write(folder.path().join("overview.md"), "# 主动公开\n\n全年公开十二条。{{ sentences.nothing_received }}")
            .unwrap();
        fs::write(folder.path().join("problems.md"), "培训不够，下一年加强。").unwrap();
        let output = run(folder.path(), &["build", "report.toml"]);
        assert_eq!(output.status.code(), Some(0), "{year}: {}", told(&output));
    }
}

#[test]
fn a_new_input_takes_over_last_years_names() {
    let folder = folder(&changed(""));
    let output = run(folder.path(), &["new", "2026/新", "--year", "2026", "--from", "report.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let input = fs::read_to_string(folder.path().join("2026/新/report.toml")).unwrap();
    assert!(input.contains("prior = \"../../report.toml\"") && input.contains("0591-12345678"), "{input}");
    // What was written last year lies beside it, and is no part of it.
    let words = fs::read_to_string(folder.path().join("2026/新/上年正文.md")).unwrap();
    assert!(
        words.contains("2025 年的正文") && words.contains("# 存在的主要问题及改进情况\n\n培训工作有待加强。"),
        "{words}"
    );
    let output = run(folder.path(), &["new", "2026/表", "--xlsx", "--from", "report.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(fs::read_to_string(folder.path().join("2026/表/上年正文.md")).unwrap(), words);
    // Nothing is overwritten, and nothing is written where there was no prose.
    let output = run(folder.path(), &["new", "2026/表", "--from", "report.toml"]);
    assert!(output.status.code() == Some(2) && told(&output).contains("上年正文.md"), "{}", told(&output));
    fs::write(folder.path().join("无.toml"), "year = 2025\n[agency]\nname = \"示例市应急管理局\"\n").unwrap();
    let output = run(folder.path(), &["new", "空", "--from", "无.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(!folder.path().join("空/上年正文.md").exists());
}

#[test]
fn findings_are_also_told_to_programs() {
    let folder = folder(&changed("[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]"));
    let output = run(folder.path(), &["check", "report.toml", "上年.toml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let finding = &document["reports"][0]["findings"][0];
    assert_eq!(document["reports"].as_array().unwrap().len(), 2);
    assert!(finding["places"][0]["line"].as_u64().unwrap() > 1);
    assert!(finding["message"].as_str().unwrap().contains('5'));
    let output = run(folder.path(), &["check", "report.toml", "--format", "sarif"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(document["runs"][0]["results"][0]["level"], "error");
}

#[test]
fn editors_and_code_hosts_find_the_place() {
    let folder = folder("");
    let text = changed("").replace("培训工作有待加强", "𠀀培训××有待加强");
    fs::create_dir(folder.path().join("一 年")).unwrap();
    fs::write(folder.path().join("一 年/报告.toml"), text).unwrap();
    let place = |path: &str| {
        let output = run(folder.path(), &["check", path, "--format", "sarif"]);
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        assert_eq!(document["runs"][0]["columnKind"], "utf16CodeUnits");
        let results = document["runs"][0]["results"].as_array().unwrap().clone();
        let found = results.into_iter().find(|result| result["ruleId"] == "PRO001").unwrap();
        found["locations"][0]["physicalLocation"].clone()
    };
    let relative = place("一 年/报告.toml");
    assert_eq!(relative["artifactLocation"]["uri"], "%E4%B8%80%20%E5%B9%B4/%E6%8A%A5%E5%91%8A.toml");
    let columns = ["startColumn", "endColumn"].map(|column| relative["region"][column].as_u64().unwrap());
    // text = "𠀀培训××: the first character takes two units.
    assert_eq!(columns, [13, 15]);
    let absolute = place(folder.path().join("一 年/报告.toml").to_str().unwrap());
    let uri = absolute["artifactLocation"]["uri"].as_str().unwrap();
    assert!(
        uri.starts_with("file:///") && uri.ends_with(relative["artifactLocation"]["uri"].as_str().unwrap()),
        "{uri}"
    );
    assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:%".contains(&byte)), "{uri}");
}

#[test]
fn places_in_long_lines_are_told_as_they_are() {
    let long = format!("{}××{}", "培训工作有待加强。".repeat(300), "下一年将增加培训次数。".repeat(300));
    let folder = folder(&changed(&format!("[sections.problems]\ntext = '{long}'")));
    let text = told(&run(folder.path(), &["check", "report.toml"]));
    let json = run(folder.path(), &["check", "report.toml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
    let findings = json["reports"][0]["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["code"] == "PRO001").unwrap();
    let (line, column) = (&found["places"][0]["line"], &found["places"][0]["column"]);
    assert!(column.as_u64() > Some(2_700) && text.contains(&format!("report.toml:{line}:{column}\n")), "{text}");
}

#[test]
fn the_code_book_can_be_read() {
    let rules = run(root(), &["rules"]);
    let text = String::from_utf8_lossy(&rules.stdout).into_owned();
    assert_eq!(text.lines().count(), nianbao::rules::all().len());
    let explained = run(root(), &["explain", "sum001"]);
    assert!(String::from_utf8_lossy(&explained.stdout).contains("原因："));
    let unknown = run(root(), &["explain", "SUM01"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(told(&unknown).contains("SUM001"));
}

#[test]
fn templates_can_be_written_out_and_replaced() {
    let folder = folder(&changed(""));
    assert_eq!(run(folder.path(), &["templates", "模板"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["templates", "模板"]).status.code(), Some(2), "nothing is overwritten");
    let template = folder.path().join("模板/report.html");
    let text = fs::read_to_string(&template).unwrap();
    fs::write(&template, text.replace("</html>", "<!-- 自己的模板 --></html>")).unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--templates", "模板", "--name", "r"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(fs::read_to_string(folder.path().join("r.html")).unwrap().contains("自己的模板"));

    fs::write(&template, "{{ nothing }}").unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--templates", "模板", "--name", "s"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("report.html 第 1 行“{{ nothing }}”") && !folder.path().join("s.html").exists());
    fs::write(folder.path().join("模板/style.typ"), "#let x = ").unwrap();
    fs::write(&template, "").unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--templates", "模板", "--name", "s"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("style.typ 第 1 行") && !folder.path().join("s.pdf").exists());
}

#[test]
fn templates_see_no_files() {
    let folder = folder(&changed(""));
    run(folder.path(), &["templates", "模板"]);
    for attempt in [
        "#read(\"/etc/passwd\")",
        "#import \"@preview/cetz:0.1.0\"",
        "#include \"../report.toml\"",
        "#image(\"/x.png\")",
    ] {
        fs::write(folder.path().join("模板/report.typ"), attempt).unwrap();
        let output = run(folder.path(), &["build", "report.toml", "--templates", "模板", "--only", "pdf"]);
        assert_eq!(output.status.code(), Some(2), "{attempt}: {}", told(&output));
    }
}

/// A file of the templates, what is replaced in it, what is made, and what is told of it.
type TemplateFault = (&'static str, &'static str, &'static str, &'static str, [&'static str; 2]);

/// Faults that templates may have.
const TEMPLATE_FAULTS: &[TemplateFault] = &[
    ("report.html", "{%- macro rows", "{% if foo %}\n{%- macro rows", "html", ["report.html 第 ", "有开头没有结尾"]),
    ("prose.html", "{%- macro", "{%- marco", "html", ["prose.html 第 ", "没有这个语句"]),
    (
        "report-body.typ",
        "{{ title_lines }}",
        "{{ titel_lines }}",
        "pdf",
        ["report-body.typ 第 2 行“#report-title({{ titel", "用到了没有的名称"],
    ),
    (
        "report-body.typ",
        "{{ title_lines }}",
        "{{ title_lines | foo }}",
        "pdf",
        ["report-body.typ 第 2 行", "没有这个过滤器"],
    ),
    (
        "report.typ",
        "#show: report",
        "#let x = strng(3)\n#show: report",
        "pdf",
        ["模板 report.typ 填好后第 ", "“#let x = strng(3)”：用到了没有的名称"],
    ),
    ("letter.typ", "#show: report", "#show: report2", "pdf", ["模板 letter.typ 填好后第 3 行", "用到了没有的名称"]),
    ("style.typ", "#let page-height", "#let x = (\n#let page-height", "pdf", ["模板 style.typ 第 ", "没有配成对"]),
    (
        "style.typ",
        "#let page-height",
        "// 𠮷\n#let page-height",
        "pdf",
        ["模板 style.typ 第 ", "没有字体能印出“𠮷”（U+20BB7）"],
    ),
    (
        "report.docx/word/document.xml",
        "<w:body>",
        "<w:body>{{ foo }}",
        "docx",
        ["report.docx/word/document.xml 第 ", "用到了没有的名称"],
    ),
];

#[test]
fn faults_of_templates_are_told_in_chinese_with_file_line_and_text() {
    let folder = folder(&changed(""));
    let letter = changed("[letter]\nto = \"示例市政务公开办公室\"");
    fs::write(folder.path().join("report.toml"), letter).unwrap();
    for (file, from, to, only, parts) in TEMPLATE_FAULTS {
        fs::remove_dir_all(folder.path().join("模板")).ok();
        run(folder.path(), &["templates", "模板"]);
        let path = folder.path().join("模板").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let output = run(folder.path(), &["build", "report.toml", "--templates", "模板", "--only", only, "-o", "出"]);
        let said = told(&output);
        assert!(output.status.code() == Some(2) && parts.iter().all(|part| said.contains(part)), "{to}: {said}");
        assert!(!said.contains("main.typ") && !said.contains("expected end"), "{said}");
    }
}

#[test]
fn pages_that_are_not_asked_for_are_not_made() {
    let folder = folder(&changed("[letter]\nto = \"示例市政务公开办公室\""));
    run(folder.path(), &["templates", "模板"]);
    for file in ["report.html", "letter.html"] {
        fs::write(folder.path().join("模板").join(file), "{{ nothing }}").unwrap();
    }
    for (only, code) in [("pdf", Some(0)), ("docx", Some(0)), ("html", Some(2)), ("fragment", Some(2))] {
        let output = run(folder.path(), &["build", "report.toml", "--templates", "模板", "--only", only, "-o", only]);
        assert_eq!(output.status.code(), code, "{only}: {}", told(&output));
    }
    let made = fs::read_dir(folder.path().join("pdf")).unwrap().count();
    assert_eq!(made, 2, "report and letter");
}

#[test]
fn files_of_a_folder_of_templates_that_replace_none_are_told() {
    let folder = folder(&changed(""));
    let templates = folder.path().join("模板");
    fs::create_dir_all(templates.join("raport.docx/word")).unwrap();
    fs::create_dir_all(templates.join("report.docx/wrod")).unwrap();
    fs::create_dir_all(templates.join(".git")).unwrap();
    let style = fs::read_to_string(root().join("templates/style.css")).unwrap();
    for name in ["style.css", "reprot.typ", "wordings.toml", "raport.docx/word/document.xml", ".DS_Store"] {
        fs::write(templates.join(name), &style).unwrap();
    }
    let said = told(&run(folder.path(), &["build", "report.toml", "--templates", "模板", "-o", "出"]));
    for (name, close) in
        [("reprot.typ", "report.typ"), ("wordings.toml", "wording.toml"), ("raport.docx", "report.docx")]
    {
        let warned = said.lines().find(|line| line.contains(&format!("{name}：不是模板的文件")));
        assert!(warned.is_some_and(|line| line.ends_with(&format!("是不是想写 {close}？"))), "{name}: {said}");
    }
    assert!(said.contains("wrod：不是模板的文件夹") && !said.contains(".git") && !said.contains(".DS_Store"), "{said}");
}

#[test]
fn usage_errors_and_help_are_chinese() {
    for arguments in [
        &["biuld"][..],
        &["build"],
        &["build", "x", "--only", "doc"],
        &["new", "x", "--year", "25"],
        &["check", "x", "--nope"],
        &[],
    ] {
        let output = run(root(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(told(&output).starts_with("错误：") && !told(&output).contains("error"), "{}", told(&output));
    }
    for command in [None, Some("new"), Some("check"), Some("build"), Some("explain"), Some("templates")] {
        let arguments: Vec<&str> = command.into_iter().chain(["--help"]).collect();
        let output = run(root(), &arguments);
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0));
        for english in ["Usage", "Options", "Print help", "Arguments", "default", "possible"] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(root(), &["completions", shell]);
        assert!(String::from_utf8_lossy(&output.stdout).contains("nianbao"), "{shell}");
    }
}

#[test]
fn new_inputs_call_the_agency_as_its_name_says() {
    for (agency, wanted) in [
        ("示例市财政局", ["short = \"我局\"", "level = \"部门\""]),
        ("示例县河西镇人民政府", ["short = \"我镇\"", "level = \"乡镇街道\""]),
        ("示例市人民政府", ["short = \"我市\"", "level = \"政府\""]),
        ("示例高新技术产业开发区管理委员会", ["short = \"\"", "level = \"\""]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = run(folder.path(), &["new", "a", "--agency", agency, "--year", "2025"]);
        assert!(output.status.success(), "{}", told(&output));
        let text = std::fs::read_to_string(folder.path().join("a/report.toml")).unwrap();
        wanted.iter().for_each(|line| assert!(text.contains(line), "{agency}: {text}"));
        // What is left empty is asked for nowhere.
        let checked = told(&run(folder.path(), &["check", "a/report.toml"]));
        assert!(!checked.contains("agency.short") && !checked.contains("agency.level"), "{agency}: {checked}");
    }
}
