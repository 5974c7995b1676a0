//! Letters as their users meet them: what is derived, which files are written, what is refused, bad input.

use std::fs;

use crate::support::built::without_spaces;
use crate::support::letters::{LETTERS, PUBLISHED, case, letter, letter_of};
use crate::support::pdf::Page;
use crate::support::{changed, engine, folder, root, run, told, web};

/// The least that a letter says.
const LEAST: &str = "[letter]\nto = \"示例市政务公开办公室\"\nsigners = [\"张三\"]\n";

/// The text of all pages, without spaces.
fn text(pages: &[Page]) -> String {
    without_spaces(&pages.iter().map(Page::text).collect::<String>())
}

#[test]
fn everything_that_can_be_derived_is() {
    let built = letter_of(&format!("{LEAST}date = 2026-01-15"));
    let title = "示例市应急管理局关于报送2025年政府信息公开工作年度报告的报告";
    assert_eq!(built.rendered.title, title);
    let said = text(&built.pages);
    for part in [
        "示例市应急管理局文件",
        "签发人：张三",
        title,
        "示例市政务公开办公室：根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发",
        "（国办公开办函〔2021〕30号）要求，我局编制完成了《示例市应急管理局2025年政府信息公开工作年度报告》，现予报送。",
        "附件：示例市应急管理局2025年政府信息公开工作年度报告示例市应急管理局2026年1月15日",
        "示例市应急管理局2026年1月15日印发",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let own = letter_of(
        "title = \"示例局二〇二五年年报\"\n[letter]\nto = \"甲\"\nkind = \"函\"\n[document]\ndate = 2026-01-09\nsignature = \"示例市应急局\"",
    );
    let said = text(&own.pages);
    assert!(said.contains("示例市应急局关于报送示例局二〇二五年年报的函"), "{said}");
    assert!(said.contains("现报送你单位，请查收。附件：示例局二〇二五年年报示例市应急局2026年1月9日"), "{said}");
    assert!(!said.contains("签发人") && !said.contains("文件"), "{said}");
}

#[test]
fn parts_of_a_letter_among_its_text_are_told_one_by_one() {
    let told = |more: &str, text: &str| {
        let folder = folder(&changed(&format!("{LEAST}{more}\ntext = \"\"\"\n{text}\n\"\"\"")));
        let (_, examined) = crate::support::examine(&folder.path().join("report.toml"));
        let told = examined.findings.into_iter().filter(|finding| finding.rule.code == "LET020");
        told.map(|finding| finding.message).collect::<Vec<_>>()
    };
    let whole = "示应急〔2026〕2号\n示例市应急管理局关于报送2025年政府信息公开工作年度报告的报告\n示例市政务公开办公室：\n根据要求，我局编制了年度报告，现予报送。\n特此报告。\n\
                 附件：示例市应急管理局2025年政府信息公开工作年度报告\n示例市应急管理局\n2026年1月15日\n（联系人：张三，电话：12345678）";
    let all = told("date = 2026-01-15\nnumber = \"示应急〔2026〕2号\"\nnote = \"此件公开发布\"", whole);
    let parts = ["发文字号", "公文标题", "主送机关", "附件说明", "署名", "成文日期", "附注"];
    assert_eq!(all.len(), parts.len(), "{all:?}");
    for (message, part) in all.iter().zip(parts) {
        assert!(message.contains(&format!("是{part}，")) && message.contains("印了两遍"), "{message}");
    }
    // What is printed nowhere else is told as such; other names of the same are known.
    let short = told(
        "",
        "示例市人民政府办公室，市司法局：\n现将报告报上。\n示例市应急管理局（盖章）\n2026年1月\n（此件公开发布）",
    );
    assert_eq!(short.len(), 4, "{short:?}");
    assert!(short[2].contains("照正文的一段印；要印在规定的地方，写在letter.date"), "{short:?}");
    let below = told("", "现将报告报上。\n示例市应急局办公室\n二〇二六年一月十五日");
    assert_eq!(below.len(), 2, "{below:?}");
    // Text that only looks like it.
    for right in [
        "现将有关情况报告如下：\n2025年共收到申请4件。",
        "根据要求，现报送示例市政务公开办公室：\n报告一份。",
        "现将报告报上。附件：一份。\n（一）基本情况\n报告已编制完成（见附件）。",
        "报告共两部分：\n示例市应急管理局高度重视。\n附件已一并报上。",
        "现将报告报上（2026年1月15日定稿）。\n特此报告。",
        "示例市应急管理局",
    ] {
        assert_eq!(told("date = 2026-01-15", right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn titles_name_every_agency_once() {
    let title = |change: &str| letter_of(&format!("{change}\n[letter]\nto = \"甲\"\n")).rendered.title;
    let of = |letter: &str| letter_of(&format!("[letter]\nto = \"甲\"\n{letter}")).rendered.title;
    assert_eq!(
        of("from = [\"示例市教育局\", \"示例市应急管理局\"]\nkind = \"函\""),
        "示例市教育局 示例市应急管理局关于报送2025年政府信息公开工作年度报告的函"
    );
    assert_eq!(
        of("from = [\"示例市应急管理局\", \"乙局\", \"丙局\", \"丁局\"]"),
        "示例市应急管理局等四部门关于报送2025年政府信息公开工作年度报告的报告"
    );
    assert_eq!(
        of("from = \"示例市人民政府办公室\""),
        "示例市人民政府办公室关于报送示例市应急管理局2025年政府信息公开工作年度报告的报告"
    );
    assert_eq!(title("title = \"示例市应急管理局\""), "示例市应急管理局关于报送示例市应急管理局的报告");
}

#[test]
fn figures_can_be_told_in_a_letter() {
    assert!(text(&letter("unsealed").pages).contains("全年收到政府信息公开申请4件。特此报告。"));
    let wrong = letter_of("[letter]\nto = \"甲\"\ntext = \"共{{ applications.nwe }}件\"");
    assert!(wrong.findings.iter().any(|finding| finding.rule.code == "PRO002"));
}

#[test]
fn deadlines_are_the_laws_or_a_notices() {
    let late = |rest: &str| {
        let built = letter_of(&format!("{LEAST}{rest}"));
        built.findings.iter().any(|finding| finding.rule.code == "LET006")
    };
    assert!(late("date = 2026-02-01") && !late("date = 2026-01-31"));
    assert!(late("date = 2026-01-21\ndeadline = 2026-01-20") && !late("date = 2026-01-20\ndeadline = 2026-01-20"));
    assert!(
        !late("date = 2026-03-31\n[agency]\nlevel = \"政府\"") && late("date = 2026-04-01\n[agency]\nlevel = \"政府\"")
    );
}

#[test]
fn every_issuer_names_who_signed_off() {
    let missing = |signers: &str| {
        let built = letter_of(&format!("[letter]\nto = \"甲\"\nfrom = [\"乙局\", \"丙局\"]\nsigners = {signers}"));
        built.findings.iter().any(|finding| finding.rule.code == "LET001")
    };
    assert!(missing("[]") && missing("\"张三\"") && !missing("[\"张三\", \"李四\"]"));
}

#[test]
fn names_may_be_written_as_one_text() {
    let built = letter_of(
        "[letter]\nto = \"甲\"\nfrom = \"乙局、丙局\"\nsigners = \"张三、李四\"\nattachments = \"\"\"\n附件、一\n附件二\n\"\"\"",
    );
    let given = built.input.filing.letter.as_ref().expect("a letter");
    let values =
        |texts: &[nianbao::source::Located<String>]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
    assert_eq!(values(&given.from), ["乙局", "丙局"]);
    assert_eq!(values(&given.signers), ["张三", "李四"]);
    assert_eq!(values(given.attachments.as_ref().expect("attachments")), ["附件、一", "附件二"]);
}

#[test]
fn a_letter_without_attachments_says_so_in_a_word_or_by_an_empty_list() {
    for none in ["[]", "[\"不要\"]", "\"不要\""] {
        let built = letter_of(&format!("[letter]\nto = \"甲\"\nattachments = {none}"));
        let given = built.input.filing.letter.as_ref().expect("a letter");
        assert!(given.attachments.as_ref().is_some_and(Vec::is_empty), "{none}: {:?}", given.attachments);
    }
}

#[test]
fn made_up_letters_are_sound() {
    for name in LETTERS {
        let codes: Vec<&str> = letter(name).findings.iter().map(|finding| finding.rule.code).collect();
        // One that shows how many recipients are set is addressed to ten.
        let to_many: &[&str] = if name == "many" { &["LET014"] } else { &[] };
        assert_eq!(codes, [to_many, &["CAR002", "STR004"]].concat(), "{name}");
    }
}

#[test]
fn the_published_letter_is_reproduced() {
    let source = fs::read_to_string(root().join("tests/sources/changle-2020-letter.txt")).expect("the source");
    let said = text(&letter(PUBLISHED).pages);
    let mut from = 0;
    for line in source.lines().map(|line| without_spaces(line.trim_start_matches(['#', '-']))).filter(|l| !l.is_empty())
    {
        let at = said[from..].find(&line).unwrap_or_else(|| panic!("{line} is not in {}", &said[from..]));
        from += at + line.len();
    }
}

#[test]
fn the_published_document_ends_as_it_did() {
    let said = text(&letter(PUBLISHED).whole());
    assert!(said.ends_with(
        "福州市长乐区人民政府办公室2021年2月4日抄送：市政府办公厅。福州市长乐区人民政府办公室2021年2月4日印发"
    ));
    assert!(said.starts_with("福州市长乐区人民政府办公室文件长政办〔2021〕12号"));
}

#[test]
fn web_pages_carry_no_furniture() {
    for name in LETTERS.into_iter().chain([PUBLISHED]) {
        let built = letter(name);
        let given = built.input.filing.letter.as_ref().expect("a letter");
        let number = given.number.as_ref().expect("a number").value.clone();
        let pages = [("report", Some(&built.report_html)), ("letter", built.rendered.html.as_ref())];
        for (page, html) in pages.into_iter().filter_map(|(page, html)| Some((page, html?))) {
            let said = web::text(html);
            for furniture in [number.as_str(), "抄送", "日印发", "签发人"] {
                assert!(!said.contains(furniture), "{name}: {furniture} on the {page}'s page");
            }
        }
        assert_eq!(built.rendered.html.is_none(), given.is_secret(), "{name}: a secret letter has no page");
        if let Some(html) = &built.rendered.html {
            assert!(web::text(html).contains("附件") != given.attachments.as_ref().is_some_and(Vec::is_empty));
        }
    }
    let own = letter_of(&format!("{LEAST}[document]\nnumber = \"示应急〔2026〕9号\"\ncc = \"市政府\""));
    assert!(!web::text(&own.report_html).contains("示应急"));
    assert!(own.findings.iter().any(|finding| finding.rule.code == "PUB001"));
}

#[test]
fn furniture_typed_into_the_text_is_found() {
    let built = letter_of(&format!(
        "{LEAST}[sections.problems]\ntext = \"\"\"\n培训不足，将加强培训。\n\n抄送：市政府办公室。\n\n示例局　2026年1月9日印发\n\"\"\""
    ));
    let found = built.findings.iter().filter(|finding| finding.rule.code == "PUB001").count();
    assert_eq!(found, 2);
}

/// The files of a folder.
fn files(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn each_document_can_be_had_by_itself() {
    let folder = folder(&changed(LEAST));
    let made = |arguments: &[&str]| {
        let out = tempfile::tempdir().unwrap();
        let path = out.path().display().to_string();
        let output = run(folder.path(), &[arguments, &["-o", &path]].concat());
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", told(&output));
        files(out.path())
    };
    let report = "示例市应急管理局2025年政府信息公开工作年度报告";
    let title = "示例市应急管理局关于报送2025年政府信息公开工作年度报告的报告";
    let both = |name: &str| vec![format!("{name}.html"), format!("{name}.pdf")];
    assert_eq!(made(&["letter", "report.toml"]), both(title));
    assert_eq!(made(&["letter", "report.toml", "--name", "公文"]), both("公文"));
    assert_eq!(made(&["letter", "report.toml", "--name", "公文", "--proof"]), both("公文（校样）"));
    assert_eq!(made(&["build", "report.toml"]), [both(report), both(title)].concat());
    assert_eq!(made(&["build", "report.toml", "--only", "report"]), both(report));
    assert_eq!(made(&["build", "report.toml", "--only", "letter,pdf"]), [format!("{title}.pdf")]);
    assert_eq!(made(&["build", "report.toml", "--only", "whole"]), [format!("{title}（合订本）.pdf")]);
    let named = ["r-合订本.pdf", "r-报送公文.html", "r-报送公文.pdf", "r.html", "r.pdf"];
    assert_eq!(made(&["build", "report.toml", "--name", "r", "--only", "report,letter,whole"]), named);
}

#[test]
fn what_cannot_be_made_is_told() {
    let sound = folder(&changed(""));
    for arguments in [&["letter", "report.toml"][..], &["build", "report.toml", "--only", "whole"]] {
        let output = run(sound.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
        assert!(told(&output).contains("没有 [letter]"), "{}", told(&output));
    }
    let with_letter = folder(&changed(LEAST));
    let output = run(with_letter.path(), &["build", "report.toml", "--only", "whole,html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("没有网页"), "{}", told(&output));
    let nobody = folder(&changed("[letter]\nsigners = [\"张三\"]"));
    let output = run(nobody.path(), &["letter", "report.toml", "-o", "o"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("LET008") && !nobody.path().join("o").exists(), "{}", told(&output));
}

#[test]
fn a_secret_letter_writes_no_page() {
    let letter = "[letter]\nto = \"市政府\"\nsigners = [\"张三\"]\ndate = 2026-01-15\n";
    let folder = folder(&changed(letter));
    let files = |more: &str| {
        std::fs::write(folder.path().join("report.toml"), changed(&format!("{letter}{more}")))
            .expect("it can be written");
        let output = run(folder.path(), &["letter", "report.toml", "--name", "函"]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        (folder.path().join("函.pdf").exists(), folder.path().join("函.html").exists(), told(&output))
    };
    let (pdf, page, said) = files("");
    assert!(pdf && page && !said.contains("密级"), "{said}");
    let (_, _, said) = files("secrecy = \"机　密\"\ncopy_number = \"000001\"");
    assert!(
        said.contains("公文标有密级，没有生成它的网页；") && said.contains("函.html 是以前生成的，请删去"),
        "{said}"
    );
    assert!(!said.contains("已写出 函.html") && !said.contains("函.html\n已写出"), "{said}");
    std::fs::remove_file(folder.path().join("函.html")).expect("it is there");
    let (pdf, page, said) = files("secrecy = \"秘密★1年\"\ncopy_number = \"000001\"");
    assert!(pdf && !page && said.contains("没有生成它的网页\n"), "{said}");
    let (_, page, said) = files("secrecy = \"无\"");
    assert!(page && !said.contains("没有生成它的网页"), "{said}");
}

#[test]
fn what_is_not_bound_is_told() {
    let report = "示例市应急管理局2025年政府信息公开工作年度报告";
    let bound = |attachments: &str| {
        let folder = folder(&changed(&format!(
            "[letter]\nto = \"市政府\"\nsigners = [\"张三\"]\ndate = 2026-01-15\n{attachments}"
        )));
        told(&run(folder.path(), &["build", "report.toml", "--only", "whole", "--name", "r"]))
    };
    assert!(!bound("").contains("装订"));
    let said = bound(&format!("attachments = [\"{report}\", \"统计表\", \"目录\"]"));
    assert!(said.contains("合订本只装订了年度报告，没有装订：附件2 统计表、附件3 目录。"), "{said}");
    let second = letter_of(&format!("{LEAST}attachments = [\"统计表\", \"{report}\"]"));
    assert!(second.whole().iter().any(|page| page.text().starts_with("附件2示例市")), "the report is the second");
}

#[test]
fn numbers_of_attachments_are_counted_not_typed() {
    let report = "示例市应急管理局2025年政府信息公开工作年度报告";
    for typed in [
        [format!("1.{report}"), "2.统计表".to_owned()],
        [format!("附件1：{report}"), "附件2：统计表".to_owned()],
        [format!("1、《{report}》"), "2、统计表；".to_owned()],
    ] {
        let letter = letter_of(&format!("{LEAST}attachments = {typed:?}"));
        let text = text(&letter.pages);
        assert!(text.contains(&format!("附件：1.{report}2.统计表")), "{text}");
    }
    // Another number is printed behind the one that is counted.
    let folder = folder(&changed(&format!(
        "[letter]\nto = \"市政府\"\nsigners = [\"张三\"]\nattachments = [\"{report}\", \"3.统计表\"]"
    )));
    let said = told(&run(folder.path(), &["check", "report.toml"]));
    assert!(said.contains("警告[LET002]") && said.contains("第 2 个附件写的是“3.统计表”"), "{said}");
}

#[test]
fn help_tells_of_letters() {
    let folder = folder("");
    let help = told(&run(folder.path(), &["build", "--help"]));
    assert!(help.contains("whole（合订本") && help.contains("校样"), "{help}");
    assert!(told(&run(folder.path(), &["--help"])).contains("letter"));
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    for name in LETTERS {
        let again = letter_of(&case(name));
        assert!(letter(name).pdf == again.pdf && letter(name).rendered.html == again.rendered.html, "{name}");
    }
}

#[test]
fn letters_claim_both_standards() {
    for name in LETTERS {
        let metadata = String::from_utf8_lossy(&letter(name).pdf).into_owned();
        for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
            assert!(metadata.contains(claim), "{name}: {claim}");
        }
    }
}

#[test]
fn proofs_can_be_drawn() {
    for name in LETTERS {
        let folder = folder(&changed(&case(name)));
        let output =
            run(folder.path(), &["build", "report.toml", "--proof", "--name", "r", "--only", "letter,whole,pdf"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", told(&output));
        assert_eq!(files(folder.path()).iter().filter(|name| name.ends_with("（校样）.pdf")).count(), 2);
    }
}

#[test]
fn bad_letters_are_refused_and_still_drawn_as_drafts() {
    let long = "机".repeat(10_000);
    let names = vec!["示例市某某局"; 30];
    let cases = [
        format!("[letter]\nto = \"甲\"\ncc = \"{long}\""),
        format!("[letter]\nto = \"{long}\""),
        format!("[letter]\nto = \"甲\"\ntitle = \"{long}\""),
        format!("[letter]\nto = \"甲\"\nfrom = \"{}\"", "很长的名称".repeat(80)),
        format!("[letter]\nto = \"甲\"\nfrom = {names:?}\nsigners = {names:?}"),
        format!("[letter]\nto = \"甲\"\nkind = \"函\"\nfrom = {names:?}\nclosing = \"不盖章\""),
        format!("[letter]\nto = \"甲\"\nattachments = {:?}", vec!["附件"; 300]),
        "[letter]\nkind = \"请示\"\nclosing = \"签名\"\nto = 3\ndate = \"昨天\"\nform = 1".to_owned(),
        "[letter]\nfrom = []\nto = []\nsigners = [\"\"]\nattachments = [\"\"]\nnumber = \"\"\nnote = \"\"\ncc = \"\"\ntitle = \"\"\ntext = \"\"".to_owned(),
        "[letter]\nto = \"\\u0007\\u202e甲\"\nnumber = \"#[〔]\\\\\"\nnote = \"（\"\nfrom = \"#panic(1)\"\nsigners = [\"a\\nb\"]".to_owned(),
        format!("[letter]\nto = \"甲\"\ntext = \"{long}\""),
        format!("[letter]\nto = \"甲\"\nclosing = \"不盖章\"\nfrom = \"{}\"", "长".repeat(100)),
    ];
    for case in cases {
        let folder = folder(&changed(&case));
        let shown: String = case.chars().take(60).collect();
        let output = run(folder.path(), &["build", "report.toml", "-o", "o", "--draft", "--only", "letter,whole"]);
        let said = told(&output);
        assert!(output.status.code().is_some_and(|code| code < 2), "{shown}: {said}");
        assert!(!said.contains("内部出错") && !said.contains("排版失败"), "{shown}: {said}");
        assert_eq!(files(&folder.path().join("o")).len(), 3, "{shown}: {said}");
    }
    let refused = folder(&changed(&format!("[letter]\nto = \"甲\"\ncc = \"{long}\"")));
    let output = run(refused.path(), &["letter", "report.toml", "-o", "o"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("letter.cc：有 10000 字，至多 800 字（多 9200）"), "{}", told(&output));
}

#[test]
fn recipients_that_leave_no_room_move_to_the_imprint() {
    let many = vec!["示例市很长的机关名称办公室"; 30];
    let built = letter_of(&format!("[letter]\nto = {many:?}\nsigners = [\"张三\"]\ndate = 2026-01-15\ncc = \"乙\""));
    let first = without_spaces(&built.pages[0].text());
    assert!(first.contains("根据《中华人民共和国"), "the first page shows text: {first}");
    let last = without_spaces(&built.pages.last().expect("a page").text());
    assert!(last.contains("主送：示例市很长的机关名称办公室、") && last.contains("抄送：乙。"), "{last}");
    let rules = built.pages.last().expect("a page").rules.iter().filter(|rule| !rule.furniture).count();
    assert_eq!(rules, 3, "no rule between 主送 and 抄送");
}

#[test]
fn old_wordings_still_do() {
    let templates = tempfile::tempdir().unwrap();
    let wording = nianbao::templates::Templates::built_in().get("wording.toml").to_owned();
    let before = wording.split("# 报送公文").next().expect("a beginning").to_owned();
    fs::write(templates.path().join("wording.toml"), before).unwrap();
    let templates = nianbao::templates::Templates::with_folder(templates.path()).expect("the wordings are sound");
    assert_eq!(templates.wording.letter, engine_wording());
}

/// The built-in wordings of letters.
fn engine_wording() -> std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>> {
    assert!(engine().typesetter().sources("").iter().any(|(name, _)| *name == "letter-style.typ"));
    nianbao::templates::Templates::built_in().wording.letter
}

#[test]
fn a_title_says_about_once() {
    let title = "示例市应急管理局关于2025年政府信息公开工作情况的报告";
    let letter =
        crate::support::letters::letter_of(&format!("title = \"{title}\"\n[letter]\nto = \"示例市政务公开办公室\""));
    let printed: String = letter.pages.iter().map(|page| page.text()).collect();
    assert!(printed.contains("关于报送2025年政府信息公开工作情况的报告的报告"), "{printed}");
}

#[test]
fn many_attachments_follow_the_text_and_are_not_torn() {
    let long = (2..=12).map(|n| format!("\"示例市应急管理局2025年政府信息公开工作第{n}类情况统计表\""));
    let names: Vec<String> = std::iter::once("\"年度报告\"".to_owned()).chain(long).collect();
    let letter = crate::support::letters::letter_of(&format!(
        "[letter]\nto = \"示例市政务公开办公室\"\nattachments = [{}]",
        names.join(", ")
    ));
    let pages: Vec<String> = letter.pages.iter().map(|page| page.text()).collect();
    let with_text = pages.iter().rposition(|page| page.contains("现予报送")).unwrap();
    assert!(pages[with_text].contains("附件：1."), "{pages:?}");
    for page in &pages {
        let (begun, ended) =
            (page.matches("示例市应急管理局2025年政府信息公开工作第").count(), page.matches("类情况统计表").count());
        assert_eq!(begun, ended, "{page}");
    }
}

#[test]
fn a_name_with_others_of_it_in_brackets_is_one_issuer() {
    let name = "示例市住房和城乡建设局（人民防空办公室、城市管理局）";
    let letter = letter_of(&format!(
        "[letter]\nfrom = \"{name}、示例市林业局\"\nto = \"示例市人民政府办公室\"\nnumber = \"示住建〔2026〕2号\"\n\
         date = 2026-01-15\nsigners = [\"张三\", \"李四\"]\n"
    ));
    let from = &letter.input.filing.letter.as_ref().expect("there is a letter").from;
    let from: Vec<&str> = from.iter().map(|from| from.value.as_str()).collect();
    assert_eq!(from, [name, "示例市林业局"]);
}
