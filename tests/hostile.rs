//! Bad input: a clear Chinese message with its place, the right exit code, nothing half-written, no panic.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use nianbao::diagnostics::{Checked, finding_text, json, sarif};
use proptest::prelude::*;

use crate::support::grid::rewritten;
use crate::support::{changed, codes, engine, examine, folder, run, told};

/// What a build of some bytes as `report.toml` ends with: its exit code and what it told.
fn build(bytes: &[u8]) -> (i32, String) {
    let folder = folder("");
    fs::write(folder.path().join("report.toml"), bytes).unwrap();
    let output = run(folder.path(), &["build", "report.toml", "-o", "o"]);
    let text = told(&output);
    let code = output.status.code().expect("the program ends by itself");
    assert!(code == 0 || !folder.path().join("o").exists(), "nothing is written: {text}");
    assert!(!text.contains("内部出错"), "{text}");
    assert!(!text.contains("panicked"), "{text}");
    (code, text)
}

#[test]
fn files_that_are_no_toml() {
    let sound = changed("");
    let cases: Vec<(&str, Vec<u8>, i32, &str)> = vec![
        ("empty", vec![], 2, "文件是空的"),
        ("binary", vec![0, 159, 146, 150, 0, 1, 2], 2, "二进制"),
        ("GBK", [b"year = 2025\n# ", &[0xC4, 0xEA, 0xB1, 0xA8][..]].concat(), 2, "第 2 行"),
        ("UTF-16", [&[0xFF, 0xFE][..], b"y\0e\0"].concat(), 2, "UTF-16"),
        ("a workbook", b"PK\x03\x04\x14\0".to_vec(), 2, "工作簿"),
        ("50 MB", vec![b'#'; 50 * 1024 * 1024], 2, "超过"),
        ("deep", format!("a = {}1{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(), 1, "嵌套"),
        ("deep tables", format!("a = {}1{}", "{a=".repeat(50_000), "}".repeat(50_000)).into_bytes(), 1, "report.toml"),
        ("unclosed", b"year = 2025\n[agency]\nname = \"abc\n".to_vec(), 1, "report.toml:3"),
        ("a Chinese comma", "year = 2025\n[applications]\nnew = [1，2, 3]".into(), 1, "换成英文标点 ,"),
        ("Chinese quotes", "year = 2025\n[agency]\nname = “示例局”".into(), 1, "换成英文标点 \""),
        ("a Chinese equals sign", "year ＝ 2025".into(), 1, "换成英文标点 ="),
        ("byte order mark", format!("\u{feff}{sound}").into_bytes(), 0, "已写出"),
        ("CRLF", sound.replace('\n', "\r\n").into_bytes(), 0, "已写出"),
    ];
    for (name, bytes, code, words) in cases {
        let (found, text) = build(&bytes);
        assert_eq!(found, code, "{name}: {text}");
        assert!(text.contains(words), "{name}: {text}");
    }
}

#[test]
fn paths_that_do_not_work() {
    let folder = folder(&changed(""));
    for arguments in [
        &["build", "没有.toml"][..],
        &["build", "."],
        &["build", "report.toml", "--prior", "没有.toml"],
        &["build", "report.toml", "--fonts", "没有"],
        &["build", "report.toml", "--templates", "没有"],
        &["build", "report.toml", "-o", "report.toml"],
        &["build", "report.toml", "-o", "report.toml/下"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains("错误：") && told(&output).contains("建议："), "{}", told(&output));
    }
    fs::create_dir_all(folder.path().join("o/r.pdf")).unwrap();
    let output = run(folder.path(), &["build", "report.toml", "-o", "o", "--name", "r"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("o/r.html").exists(), "neither file is written when one cannot be");
}

#[cfg(target_os = "linux")]
#[cfg(unix)]
#[test]
fn pipes_and_devices_are_told_at_once() {
    let folder = folder(&changed(""));
    let piped = |path: &str| {
        let script = format!("cat report.toml | \"$0\" check {path}");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_nianbao")]).current_dir(folder.path()).output().unwrap()
    };
    for path in ["/dev/stdin", "/dev/zero", "/dev/null"] {
        let begun = std::time::Instant::now();
        let output = piped(path);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains("这是管道或设备，不是文件"), "{path}: {told}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{path}");
    }
}

#[test]
fn a_full_disk_leaves_the_old_files() {
    // A limit on file size stands for a full disk.
    let folder = folder(&changed(""));
    fs::create_dir(folder.path().join("o")).unwrap();
    let old = "%PDF-1.7\n/Creator(nianbao 0.0.1)\n%%EOF\n";
    fs::write(folder.path().join("o/r.pdf"), old).unwrap();
    let program = env!("CARGO_BIN_EXE_nianbao");
    let script = format!("ulimit -f 100; trap '' XFSZ; exec {program} build report.toml -o o --name r");
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("磁盘已满") || told(&output).contains("存不下这么大的文件"), "{}", told(&output));
    assert_eq!(fs::read_to_string(folder.path().join("o/r.pdf")).unwrap(), old);
    assert_eq!(fs::read_dir(folder.path().join("o")).unwrap().count(), 1, "no half file is left");
}

#[test]
fn prose_files_stay_in_the_folder() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "秘密").unwrap();
    let absolute = outside.path().join("secret.md").display().to_string();
    for file in ["../别处.md", "/etc/hostname", "没有.md", &absolute, "a/../../x.md"] {
        let change = format!("[sections.overview]\nfile = '{file}'");
        let text = changed(&change);
        let (code, told) = build(text.as_bytes());
        assert_eq!(code, 1, "{file}: {told}");
        assert!(told.contains("INP011") && told.contains("report.toml:"), "{file}: {told}");
        assert!(!told.contains("秘密"));
    }
    #[cfg(unix)]
    {
        let folder = folder(&changed("[sections.overview]\nfile = '链接.md'").replace("text = ", "xtext = "));
        std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("链接.md")).unwrap();
        let output = run(folder.path(), &["check", "report.toml"]);
        assert!(told(&output).contains("之外"), "{}", told(&output));
    }
}

#[test]
fn last_years_file_is_refused_by_its_path() {
    let refused = |named: &str, reason: &str| {
        let folder = folder(&changed(&format!("prior = '{named}'")));
        #[cfg(unix)]
        std::process::Command::new("mkfifo").arg(folder.path().join("管道.toml")).status().unwrap();
        let output = run(folder.path(), &["check", "report.toml"]);
        let told = told(&output);
        assert!(told.contains("INP012") && told.contains(&format!("{named} {reason}，没有读")), "{named}: {told}");
    };
    for named in ["/net/evil.example/p.toml", "\\\\host\\share\\p.toml", "//host/p.toml", "D:\\p.toml"] {
        refused(named, "是绝对路径");
    }
    for named in ["CON", "上年/nul.toml", "../COM1.xlsx"] {
        refused(named, "是设备的名称，不是文件");
    }
    if cfg!(unix) {
        refused("管道.toml", "是设备或管道，不是文件");
    }
}

#[test]
fn headings_without_end_are_paragraphs() {
    let text = format!("# {}\\n\\n正文", "公".repeat(33_000));
    let (code, told) = build(changed(&format!("[sections.problems]\ntext = \"{text}\"")).as_bytes());
    assert_eq!(code, 0, "{told}");
}

#[test]
fn very_many_unknown_labels() {
    let labels: String = (0..20_000).map(|n| format!("\"disclosure.x{n}\" = \"y\"\n")).collect();
    let folder = folder(&(changed("") + "\n[labels]\n" + &labels));
    let told = told(&run(folder.path(), &["check", "report.toml"]));
    assert_eq!(told.matches("：没有这一项").count(), 49, "{}", &told[told.len() - 900..]);
    assert!(told.contains("labels：这样的还有 19951 项"), "{}", &told[told.len() - 900..]);
    let labels: String = (0..20_000).map(|n| format!("\"行政许可{n}\" = \"y\"\n")).collect();
    let folder = crate::support::folder(&(changed("") + "\n[labels]\n" + &labels));
    let told = crate::support::told(&run(folder.path(), &["check", "report.toml"]));
    assert_eq!(told.matches("这一行或这一列。").count(), 49, "{}", &told[told.len() - 900..]);
    assert!(told.contains("是不是“行政许可”？") && told.contains("labels：这样的还有 19951 项"), "{told}");
}

#[test]
fn blanks_that_are_strokes_and_marks_in_sentences_that_are_filled_in() {
    let report = changed("[sections.problems]\ntext = \"一是\u{1680}培训工作有待加强。\"");
    let (code, told) = build(report.as_bytes());
    assert!(
        code == 1 && told.contains("GLY001") && told.contains("（U+1680）：没有字体能印出这个字"),
        "{code}: {told}"
    );
    let (code, told) = build(changed("agency.short = \"我\u{feff}局\"").as_bytes());
    assert!(code == 0 && told.contains("GLY002"), "{code}: {told}");
}

#[test]
fn expressions_that_never_end() {
    for expression in [
        "range(100000)|map('upper')|list|length * 0",
        "'a' * 1000000000",
        "[1] * 100000000",
        "range(1000000000)",
        "'a' * 100000",
        "((((((((((1))))))))))",
        "[[[[[[1]]]]]]",
    ] {
        let (code, told) =
            build(changed(&format!("[sections.problems]\ntext = '''共{{{{ {expression} }}}}件。'''")).as_bytes());
        assert!(code == 0 || told.contains("PRO00"), "{expression}: {told}");
    }
    let nested = format!("{}1{}", "(".repeat(20_000), ")".repeat(20_000));
    let (code, told) = build(changed(&format!("[sections.problems]\ntext = '''{{{{ {nested} }}}}'''")).as_bytes());
    assert_eq!(code, 1, "{told}");
}

#[test]
fn expressions_beyond_bounds_are_told_with_the_first_ones_place() {
    let text = |count: usize| changed(&format!("[sections.problems]\ntext = '''{}'''", "一{{ year }}".repeat(count)));
    assert_eq!(build(text(2_000).as_bytes()).0, 0);
    let (code, told) = build(text(2_003).as_bytes());
    assert!(code == 1 && told.contains("至多 2000 处"), "{told}");
    let folder = folder(&text(2_003));
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let found: Vec<_> = examined.findings.iter().filter(|finding| finding.rule.code == "PRO005").collect();
    let [finding] = found[..] else { panic!("{found:?}") };
    let at = &finding.marks[0].at;
    assert_eq!(input.sources.text(at), "{{ year }}");
    let before = "text = \"".len() + 2_000 * "一{{ year }}".chars().count() + "一".chars().count();
    assert_eq!(input.sources.position(at.source, at.start).column, before + 1);
}

#[test]
fn a_flood_of_faults_is_told_in_bounds() {
    let flood = |count: usize| {
        let keys: String = (0..count).map(|number| format!("key{number} = 1\n")).collect();
        let started = Instant::now();
        let (code, told) = build(format!("{keys}{}", changed("")).as_bytes());
        assert_eq!(code, 1);
        assert!(told.contains(&format!("这样的问题还有 {} 个", count - 49)) && told.len() < 200_000, "{}", told.len());
        started.elapsed()
    };
    let (little, much) = (flood(15_000), flood(150_000));
    assert!(much < little * 50, "{little:?}, then {much:?}");
}

/// How long this thread has worked; where the system does not say, how long it has been.
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let waited = BEGUN.elapsed();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or(waited, Duration::from_nanos)
}

/// How much work it is to check prose, and to write what was found for programs.
fn effort(prose: &str) -> Duration {
    let folder = folder(&changed(&format!("[sections.problems]\ntext = '''\n{prose}'''")));
    let started = worked();
    let input = engine().read(&folder.path().join("report.toml"), None).unwrap();
    let findings = engine().examine(&input).unwrap().findings;
    let checked = [Checked { file: "report.toml", sources: &input.sources, findings: &findings, policy: None }];
    assert!(json(&checked).len() + sarif(&checked).len() > 0);
    worked() - started
}

/// Text that checks may have much to do with, over and over.
const KINDS: &[&str] = &[
    "公开工作。",
    "\u{1F389}",
    "\u{200B}",
    "××。",
    "【填】",
    "【",
    "{{ 1 }}",
    "{{ x }}",
    "{{ \"}}x",
    "{{",
    "*a ",
    "**a",
    "_",
    "[",
    "[a](b",
    "![a",
    "`a",
    "<a ",
    "<!--",
    "|a",
    ">",
    "- a\n",
    "一。\n",
    "一。\n\n",
    "# 甲\n\n",
    "a\nb",
    "XX ",
    "XX",
    "****甲",
    "[a]: b\n",
    "|a|b|\n|-|-|\n",
    "**一。**",
    "收到申请3件",
    "公开信息9件，其中甲3件、乙4件、丙5件。",
    "、",
    "比上年3件增长5%，",
    "督促各学校",
    "按照教育局",
    "《甲》、",
    "“甲”、",
    "（1）甲；",
    "加强与甲，乙",
    "收到3件，占5%。",
    "收到3件办结率5%。",
    "各渠道共3件，",
    "甲等3个乙",
    "公开共3条，其中甲1条（乙1条、丙0条）、",
    "一是甲。上述三个问题，",
    "一是认真落实公开工作制度，",
    "》第99条",
    "\u{1F389}。",
    "（二）甲。",
    "3挑，",
];

#[test]
fn checks_take_no_more_than_in_proportion_to_the_text() {
    // What eight times the text may take: eight times as long, with room for a busy machine, and not sixty-four times.
    const TIMES: u32 = 40;
    // Other characters that no face has, each in a paragraph of its own.
    let rare = |characters: usize| -> String {
        let all = (0x2_0000..0x2_A6D0).filter_map(char::from_u32).take(characters / 4);
        all.map(|c| format!("甲{c}\n\n")).collect()
    };
    let repeated = KINDS.iter().map(|kind| (*kind, None));
    for (kind, made) in repeated.chain([("rare characters", Some(rare))]) {
        let of_length = |characters: usize| match made {
            Some(made) => effort(&made(characters)),
            None => effort(&kind.repeat(characters / kind.chars().count())),
        };
        let tries: Vec<_> = (0..3).map(|_| (of_length(6_000), of_length(48_000))).collect();
        let little = tries.iter().map(|(little, _)| *little).min().unwrap();
        let much = tries.iter().map(|(_, much)| *much).min().unwrap();
        // What takes no time at all cannot be measured.
        let bound = little.max(Duration::from_millis(2)) * TIMES;
        assert!(much < bound, "{kind:?}: {little:?}, then {much:?}");
    }
}

/// What prose may be full of.
const NASTY: &str = r##"# $ * _ @ < > \ " // /* */ #include #set page() {% if x %} {# c #} ]] [[ ``` --- === | ~ ^ & &amp; <script>alert(1)</script> $x$ @label <label> \u{1} 'a' "b" #import "x": y"##;

#[test]
fn nasty_text_is_only_text() {
    let folder = folder(&changed(&format!(
        "title = '''{NASTY}'''\n[agency]\nname = '''{NASTY}'''\n[sections.overview]\ntext = '''段首 {NASTY} 段尾'''\n[document]\nnumber = '''{NASTY}'''\nsignature = '''{NASTY}'''\ncc = '''{NASTY}'''\n[web]\nsite_name = '''{NASTY}'''\nkeywords = '''{NASTY}'''\n[labels]\n'disclosure.rules' = '''{}'''",
        &NASTY[..90]
    )));
    let output = run(folder.path(), &["build", "report.toml", "-o", "o", "--name", "r"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let page = fs::read_to_string(folder.path().join("o/r.html")).unwrap();
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;"));
    assert!(page.contains("{% if x %}") && page.contains("#set page()"));
}

#[test]
fn invisible_characters_do_not_reach_the_page() {
    let folder = folder(&changed("[sections.problems]\ntext = \"甲\\u0007\\u200B\\u202E乙\\uFEFF\\U000F0000丙。\""));
    let output = run(folder.path(), &["build", "report.toml", "--name", "r"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("GLY002"));
    let page = fs::read_to_string(folder.path().join("r.html")).unwrap();
    assert!(page.contains("甲乙丙。"));
}

#[test]
fn numbers_of_all_kinds() {
    for number in [
        "99999999999999999999999999999999999999",
        "1e400",
        "nan",
        "-inf",
        "0x7fffffffffffffff",
        "1_000",
        "true",
        "2021-01-01",
        "[[1]]",
        "{}",
        "'９９'",
        "1e3",
        "-0",
        "'1,2,3'",
    ] {
        let (code, told) = build(
            changed("")
                .replace("licensing = 30", &format!("licensing = {number}"))
                .replace("fees = 43.788", &format!("fees = {number}"))
                .as_bytes(),
        );
        assert!(code <= 1, "{number}: {told}");
    }
}

#[test]
fn numbers_too_large_to_reckon_with() {
    const MOST: &str = "79228162514264337593543950335";
    let cases = [
        ("[disclosure]\nlicensing = '1000000000000000000000000000'", ""),
        (&format!("[applications]\nnew = [-1, 0, 0, 0, 0, 0, '{MOST}']"), ""),
        (
            &format!(
                "[applications]\nnew = ['{MOST}', '{MOST}', 0, 0, 0, 0]\ncarried_out = ['-{MOST}', 0, 0, 0, 0, 0]"
            ),
            "",
        ),
        ("[disclosure]\nlicensing = -5", &format!("[disclosure]\nlicensing = '{MOST}'")),
        (
            "[applications]\ncarried_in = [-5, 0, 0, 0, 0, 0]",
            &format!("[applications]\ncarried_out = ['{MOST}', 0, 0, 0, 0, 0]"),
        ),
    ];
    for (now, before) in cases {
        let folder = folder(&changed(&format!(
            "prior = \"上年.toml\"\n[sections.problems]\ntext = '许可{{{{ change.disclosure.licensing }}}}。'\n{now}"
        )));
        fs::write(folder.path().join("上年.toml"), changed(&format!("year = 2024\n{before}"))).unwrap();
        for arguments in [&["check", "report.toml"][..], &["convert", "report.toml", "本年.xlsx"]] {
            let output = run(folder.path(), arguments);
            assert!(output.status.code() <= Some(1) && !told(&output).contains("内部出错"), "{now}: {}", told(&output));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_prose_is_set_or_found_fault_with(text in "(\\PC|[#*_`{}%\\\\\"'<>|~\\-\n\u{0}-\u{1f}]){0,200}") {
        let mut table = crate::support::sound();
        let section = table["sections"]["problems"].as_table_mut().unwrap();
        section.insert("text".into(), toml::Value::String(text));
        let folder = folder(&table.to_string());
        let engine = engine();
        let input = engine.read(Path::new(&folder.path().join("report.toml")), None).expect("it is TOML");
        let examined = engine.examine(&input).expect("wordings are sound");
        for finding in &examined.findings {
            assert!(!finding_text(finding, &input.sources, true, true).is_empty());
        }
        let unprintable = examined.findings.iter().any(|finding| finding.rule.code == "GLY001");
        let rendered = engine.render(&input, examined, Default::default()).expect("templates are sound");
        // A glyph that no face has cannot be in a PDF/A; that is found before.
        if !unprintable {
            engine.typesetter().pdf(&rendered.typst).expect("the pages can be set");
        }
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let folder = folder("");
        let path = folder.path().join("report.toml");
        fs::write(&path, bytes).unwrap();
        if let Ok(input) = engine().read(&path, None) {
            engine().examine(&input).expect("wordings are sound");
        }
    }
}

#[test]
fn expressions_are_small() {
    let signs = "-".repeat(100_000);
    for (expression, code) in [
        ("[1]|batch(1000000000, 0)|list", "PRO005"),
        ("range(100000)|list|length", "PRO002"),
        ("'aaaaaaaaaa'|replace('a','aaaaaaaaaa')", "PRO005"),
        ("1 is divisibleby(0)", "PRO005"),
        ("'%.65536f'|format(1)", "PRO005"),
        ("'aaaaaaaaaa'|join('aaaaaaaaaa')", "PRO005"),
        ("'a' * 1000000000", "PRO005"),
        (signs.as_str(), "PRO005"),
    ] {
        let text = toml::Value::from(format!("共{{{{ {expression} }}}}件。"));
        let found = codes(&format!("[sections.problems]\ntext = {text}"));
        assert!(found.contains(&code), "{}: {found:?}", &expression[..expression.len().min(40)]);
    }
}

#[test]
fn a_misspelt_name_in_a_wording_is_told_with_its_place() {
    let folder = folder(&changed("[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-01-15\nsigners = [\"张三\"]"));
    let wording = include_str!("../templates/wording.toml");
    let swaps = [
        ("{{ agency.short }}编制完成了", "{{ agency.shrot }}编制完成了", "letter.报告.text", "agency.short"),
        ("{{ form.notice }}（", "{{ form.notcie }}（", "shared.required", "form.notice"),
        ("本报告所列数据的统计期限自{{ year }}", "本报告所列数据的统计期限自{{ yaer }}", "period", "year"),
    ];
    for (right, wrong, place, meant) in swaps {
        let templates = tempfile::tempdir().unwrap();
        std::fs::write(templates.path().join("wording.toml"), wording.replacen(right, wrong, 1)).unwrap();
        let arguments = ["letter", "report.toml", "-o", "输出", "--templates", templates.path().to_str().unwrap()];
        let done = run(folder.path(), &arguments);
        let said = told(&done);
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains(place) && said.contains(meant) && said.contains("这个名称"), "{said}");
    }
}

#[test]
fn a_word_longer_than_a_line_or_a_page_is_printed_whole() {
    for (word, count) in [("z", 40_000), ("—", 300), (".", 300)] {
        let long = word.repeat(count);
        let report = changed("").replace("全年公开信息十二条。", &format!("全年公开信息{long}。"));
        let folder = folder("");
        fs::write(folder.path().join("report.toml"), &report).unwrap();
        let (input, examined) = examine(&folder.path().join("report.toml"));
        let rendered = engine().render(&input, examined, nianbao::report::View::default()).unwrap();
        let document = engine().typesetter().layout(&rendered.typst).unwrap();
        let pages = crate::support::pdf::read(&engine().typesetter().export(&document).unwrap());
        let of_word = pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| glyph.text == word);
        let right = of_word.clone().map(|glyph| glyph.right).fold(0.0, f64::max);
        assert!(of_word.count() >= count, "{word}");
        assert!(right < 545.0, "nothing runs off the page: {right}");
    }
}

/// All files below a folder.
fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: std::path::PathBuf| if path.is_dir() { walk(&path) } else { vec![path] };
    let mut files: Vec<_> = entries.flat_map(below).collect();
    files.sort();
    files
}

#[test]
fn files_of_others_are_not_written_over() {
    let folder = folder(&changed(""));
    let build = |more: &[&str]| {
        let only = ["build", "report.toml", "-o", "o", "--name", "r", "--only", "pdf,docx,html"];
        let output = run(folder.path(), &[&only[..], more].concat());
        (output.status.code(), told(&output))
    };
    let [pdf, docx] = ["o/r.pdf", "o/r.docx"].map(|name| folder.path().join(name));
    assert_eq!(build(&[]).0, Some(0));
    let made = [&pdf, &docx].map(|path| fs::read(path).unwrap());
    // What this program made is replaced.
    assert_eq!(build(&[]).0, Some(0));
    // A scan under the same name, a PDF that was signed, a file for Word that was saved by Word.
    let corrected = rewritten(&made[1], |name, text| match name {
        "docProps/app.xml" => text.replace("nianbao 0.1.0", "WPS Office"),
        _ => text,
    });
    for (path, bytes) in [
        (&pdf, b"%PDF-1.4\n/Creator(Scanner)\n%%EOF\n".to_vec()),
        (&pdf, [&made[0][..], b"\n7 0 obj<</Type/Sig>>endobj\n%%EOF\n"].concat()),
        (&docx, corrected),
    ] {
        fs::write(path, &bytes).unwrap();
        let (code, told) = build(&[]);
        assert!(code == Some(2) && told.contains("是别的程序存的") && told.contains("--force"), "{told}");
        assert_eq!(fs::read(path).unwrap(), bytes);
        assert_eq!(build(&["--force"]).0, Some(0));
        assert_eq!([&pdf, &docx].map(|path| fs::read(path).unwrap()), made);
    }
    // A page that was corrected by hand, saved by another program, or is somebody else's; pictures and sources likewise.
    let all = ["build", "report.toml", "-o", "全", "--name", "r", "--only", "html,fragment,typ,poster"];
    assert_eq!(run(folder.path(), &all).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["chart", "report.toml", "-o", "全"]).status.code(), Some(0));
    let mut kinds = std::collections::BTreeSet::new();
    for name in walk(&folder.path().join("全")) {
        let kind = name.extension().unwrap().to_string_lossy().into_owned();
        let is_chart = name.file_name().unwrap().to_string_lossy().starts_with('图');
        if !kinds.insert((kind.clone(), is_chart)) {
            continue;
        }
        let command: &[&str] = if is_chart { &["chart", "report.toml", "-o", "全"] } else { &all };
        let made = fs::read(&name).unwrap();
        // What changes a picture saves it anew.
        let changed = [String::from_utf8_lossy(&made).replacen('，', "、", 1).into_bytes(), b"<p>other</p>\n".to_vec()];
        let changed = changed.into_iter().skip(usize::from(kind == "png"));
        for other in changed.filter(|other| *other != made) {
            fs::write(&name, &other).unwrap();
            let output = run(folder.path(), command);
            let told = told(&output);
            assert!(output.status.code() == Some(2) && told.contains("没有覆盖"), "{}: {told}", name.display());
            assert_eq!(fs::read(&name).unwrap(), other, "{}", name.display());
            let output = run(folder.path(), &[command, &["--force"]].concat());
            assert_eq!(output.status.code(), Some(0), "{}: {}", name.display(), crate::support::told(&output));
            assert_eq!(fs::read(&name).unwrap(), made, "{}", name.display());
        }
    }
    let kinds: Vec<(&str, bool)> = kinds.iter().map(|(kind, is_chart)| (kind.as_str(), *is_chart)).collect();
    for kind in [("html", false), ("svg", false), ("png", false), ("typ", false), ("svg", true), ("png", true)] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    // What was handed in is never written over, not even when it is asked for.
    fs::copy(folder.path().join("o/r.html"), folder.path().join("去年.html")).unwrap();
    let output = run(folder.path(), &["build", "去年.html", "--name", "去年", "--force"]);
    assert!(output.status.code() == Some(2) && told(&output).contains("这是交来的文件，不能覆盖"), "{}", told(&output));
}

#[test]
fn what_stands_in_fields_never_breaks_a_wording() {
    let long = "长".repeat(30_000);
    let notices: String = (0..3_000).map(|n| format!("\"《通知{n}》\",")).collect();
    let extra: String = (0..3_000).map(|n| format!("[[extra]]\ntitle = \"部分{n}\"\ntext = \"有。\"\n")).collect();
    for change in [
        format!("agency.address = \"{long}\""),
        format!("agency.name = \"{long}\"\nletter.to = \"示例市人民政府\""),
        format!("[preface]\nnotices = [{notices}]"),
        format!("[letter]\nto = \"{long}\"\nfrom = [{}]", format!("\"{long}\",").repeat(20)),
    ] {
        let (_, told) = build(changed(&change).as_bytes());
        assert!(!told.contains("模板"), "{}", &told[told.len().saturating_sub(300)..]);
    }
    let (_, told) = build((changed("") + &extra).as_bytes());
    assert!(!told.contains("模板"), "{}", &told[told.len().saturating_sub(300)..]);
}

#[test]
fn values_without_end_are_refused_before_they_are_read() {
    for (count, code) in [(400_000, 1), (2_000_000, 2)] {
        let folder = folder(&(changed("") + "\nx = [" + &"1,".repeat(count) + "]\n"));
        let output = run(folder.path(), &["check", "report.toml"]);
        let said = told(&output);
        assert_eq!(output.status.code(), Some(code), "{count}: {}", &said[..said.len().min(300)]);
        assert_eq!(said.contains("用逗号分开的值有"), code == 2, "{count}: {}", &said[..said.len().min(300)]);
    }
}

#[test]
fn unknown_keys_without_end_are_told_by_their_number() {
    let keys = |count: usize, key: &str| (0..count).map(|n| key.replace('N', &n.to_string())).collect::<String>();
    let folder = folder(&(changed("") + &keys(150_000, "\n[tN]\na = 1")));
    let begun = Instant::now();
    let text = told(&run(folder.path(), &["check", "report.toml"]));
    assert!(text.contains("report.toml：50 个错误"), "{}", &text[text.len() - 900..]);
    assert_eq!(text.matches("：没有这一项").count(), 49, "{}", &text[text.len() - 900..]);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    let json = told(&run(folder.path(), &["check", "report.toml", "--format", "json"]));
    assert!(json.contains("这样的问题还有 149951 个"), "{}", &json[..900]);
}
