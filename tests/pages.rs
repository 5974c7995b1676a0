//! Letters and pages that contradict themselves: cases that must be found, and tempting ones that must not.

use crate::support::{changed, codes, examine, folder, run, told};

/// Rules of letters that are looked at here.
const RULES: &[&str] = &[
    "LET001", "LET008", "LET011", "LET012", "LET013", "LET014", "LET015", "LET016", "LET017", "LET018", "LET019",
    "LET020", "PRO041",
];

/// A letter to a superior with more in it.
fn letter(more: &str) -> String {
    format!("[letter]\nsigners = [\"张三\"]\ndate = 2026-01-15\n{more}")
}

#[test]
fn letters_do_not_contradict_themselves() {
    let cases = [
        ("to = \"市政府\"\nsecrecy = \"秘密★1年\"\ncopy_number = \"000001\"\nnote = \"（此件公开发布）\"", "LET012"),
        ("to = \"市政府\"\nsecrecy = \"秘密★1年\"\ncopy_number = \"000001\"\nnote = \"此件不予公开\"", ""),
        ("to = \"市政府\"\nsecrecy = \"内部\"\nnote = \"此件主动公开\"", "LET016"),
        ("to = \"市政府\"\nsecrecy = \"内部\"", "LET016"),
        ("to = \"市政府\"\nsecrecy = \"秘密★二年\"\ncopy_number = \"000001\"", "LET016"),
        ("to = \"市政府\"\nsecrecy = \"机密 ★ 5年\"\ncopy_number = \"000001\"", ""),
        ("to = \"市政府\"\nurgency = \"特 急\"", ""),
        ("to = \"市政府\"\nurgency = \"平急\"", "LET016"),
        ("to = \"市政府\"\ncopy_number = \"1\"", "LET016"),
        ("to = \"市政府\"\ntitle = \"关于报送2024年度政府信息公开工作年度报告的报告\"", "LET017"),
        ("to = \"市政府\"\ntext = \"现将我局2024年政府信息公开工作年度报告报上。\"", "LET017"),
        (
            "to = \"市政府\"\ntext = \"按照《关于做好2024年政府信息公开年报工作的通知》要求，比2024年多收申请2件。现将2025年报告报上。\"",
            "",
        ),
        ("to = \"市政府\"\ntext = \"现将我局2024年政府信息公开工作情况报上。\"", "LET017"),
        ("to = \"市政府\"\ntext = \"对照2026年政府信息公开工作要点抓好落实。现将2025年报告报上。\"", ""),
        ("to = \"局属各单位\"", "LET018"),
        ("to = \"市政府\"\nprinted_on = 2026-01-10", "LET019"),
        ("to = \"市政府\"\nprinted_on = 2026-01-15", ""),
        ("to = \"市政府\"\nnote = \"（联系人：张三，13800138000）\"", "PRO041"),
        ("to = \"市政府\"\nsecrecy = \"机密\"", "LET013"),
        ("to = \"市政府\"\nsecrecy = \"机密\"\ncopy_number = \"000003\"", ""),
        ("to = \"市政务公开办公室、市司法局\"", "LET014"),
        ("to = \"市政府办公室，市大数据局，市司法局\"", "LET014"),
        ("to = \"市委、市政府\"", ""),
        ("to = \"市政务公开、职能转变协调小组办公室\"", ""),
        ("to = \"市政府办公室（市大数据局）\"", ""),
        ("kind = \"函\"\nsigners = []\nto = \"市档案馆、市图书馆\"", ""),
        ("to = \"市政府\"\ncc = \"市司法局，局属各单位\"", "LET015"),
        ("to = \"市政府\"\ncc = \"局机关各科室\"", "LET015"),
        ("to = \"市政府\"\ncc = \"市委各部委办局，市直各部门，各区县人民政府\"", ""),
        ("kind = \"函\"\nsigners = []\nto = \"市档案馆\"\ncc = \"局属各单位\"", ""),
    ];
    let mut wrong = Vec::new();
    for (more, expected) in cases {
        let change =
            if more.contains("signers") { format!("[letter]\ndate = 2026-01-15\n{more}") } else { letter(more) };
        let mut found = codes(&change);
        found.retain(|code| RULES.contains(code));
        if found != expected.split(' ').filter(|code| !code.is_empty()).collect::<Vec<_>>() {
            wrong.push(format!("{expected}, but {found:?}: {more}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let government = "[agency]\nname = \"示例区人民政府\"\nlevel = \"政府\"\n";
    let to_towns = letter("to = \"市政府\"\ncc = \"各街道办事处\"");
    assert!(codes(&format!("{government}{to_towns}")).contains(&"LET015"));
    assert!(!codes(&to_towns).contains(&"LET015"), "they are not below a department");
    let web = "\n[web]\npublished = \"2026-01-20 09:00\"";
    let secret = letter("to = \"市政府\"\nsecrecy = \"秘密★1年\"\ncopy_number = \"1\"");
    assert!(codes(&format!("{secret}{web}")).contains(&"LET012"));
}

#[test]
fn every_fault_of_a_number_is_told_in_one_finding() {
    let message = |number: &str| {
        let folder = folder(&changed(&letter(&format!("to = \"市政府\"\nnumber = \"{number}\""))));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let found: Vec<_> = examined.findings.iter().filter(|f| f.rule.code == "LET004").collect();
        assert!(found.len() < 2, "{number}");
        found.first().map(|finding| finding.message.clone()).unwrap_or_default()
    };
    let told = message("示应急[26年]第02");
    for fault in ["不在六角括号", "不是四位", "有“第”", "虚位 0", "不以“号”结尾"] {
        assert!(told.contains(fault), "{fault}: {told}");
    }
    assert_eq!(message("示应急〔2026〕2号"), "");
    assert_eq!(message("示政办发〔2026〕12号"), "");
    assert!(message("示应急2026-2").contains("不在六角括号"));
    assert!(message("示应急〔2026 2号").contains("没有闭合"));
    assert!(message("示应急〔2026〕二号").contains("顺序号不是数字"));
}

#[test]
fn pages_are_tagged_and_published_in_time() {
    const WHOLE: &str = "site_name = \"示例市人民政府\"\nsite_domain = \"www.example.gov.cn\"\nsite_id = \"3500000001\"\n\
        column_name = \"年报\"\ncolumn_description = \"各年的报告\"\ncolumn_keywords = \"年报\"\n";
    let found = |more: &str| {
        let mut found = codes(&format!("[web]\n{WHOLE}{more}"));
        found.retain(|code| code.starts_with("WEB"));
        found
    };
    let none: [&str; 0] = [];
    assert_eq!(found("published = \"2026-01-31 23:59\""), none);
    assert_eq!(found("published = \"2025-12-31 09:00\""), none);
    assert_eq!(found("published = \"2026-02-01 00:00\""), ["WEB005"]);
    assert_eq!(found("published = \"2025-12-30 09:00\""), ["WEB004"]);
    assert_eq!(found("published = \"2026-03-20 09:00\"\n[agency]\nlevel = \"政府\""), none);
    assert_eq!(found("published = \"2026-04-01 09:00\"\n[agency]\nlevel = \"政府\""), ["WEB005"]);
    assert_eq!(found(""), ["WEB001"]);
    for time in ["2026-1-5 9：00", "2026-01-05", "2026年1月5日 9:00", "2026-01-05T09:00:00", "近日"] {
        assert_eq!(found(&format!("published = \"{time}\"")), ["WEB003"], "{time}");
    }
    for nothing in ["null", "无", "NULL", "/"] {
        assert_eq!(
            found(&format!("published = \"2026-01-15 09:00\"\nkeywords = \"{nothing}\"")),
            ["WEB002"],
            "{nothing}"
        );
    }
    for (id, sound) in [("3500000001", true), ("bm01000001", true), ("350000001", false), ("35000O0001", false)] {
        let page = format!("[web]\nsite_id = \"{id}\"");
        assert_eq!(codes(&page).contains(&"WEB007"), !sound, "{id}");
    }
    // The name and the address of a site say nothing of a page.
    assert!(!codes("[web]\nsite_name = \"示例市人民政府\"\nsite_domain = \"www.example.gov.cn\"").contains(&"WEB001"));
    // Nor do those that the program writes by itself, which a page that it made has.
    let written = "[web]\ncolumn_type = \"信息公开年报\"\nsource = \"示例市财政局\"";
    assert!(!codes(written).contains(&"WEB001"));
    // The time is not read of what says nothing, and nothing is asked of a page without tags.
    assert_eq!(found("published = \"null\""), ["WEB002"]);
    assert!(!codes("[web]\nindex_number = \"1\"").iter().any(|code| code.starts_with("WEB")));
}

#[test]
fn the_page_says_the_time_as_the_standard_writes_it() {
    let folder =
        folder(&changed("[web]\npublished = \"2026-1-5 9：00\"\ncolumn_name = \"null\"\nindex_number = \"1\""));
    let output = run(folder.path(), &["build", "report.toml", "-o", "出", "--name", "r", "--only", "html"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let html = std::fs::read_to_string(folder.path().join("出/r.html")).unwrap();
    assert!(html.contains("<meta name=\"PubDate\" content=\"2026-01-05 09:00\">"), "{html}");
    assert!(html.contains("<meta name=\"ColumnType\" content=\"信息公开年报\">") && !html.contains("null"));
    assert!(html.contains("2026-01-05<"), "the table of metadata has the day");
}

#[test]
fn what_cannot_be_read_is_not_lacking_as_well() {
    let found = |change: &str, code: &str| codes(change).into_iter().filter(|found| *found == code).count();
    let undated = "[letter]\nto = \"市政府\"\nsigners = [\"张三\"]\n";
    assert_eq!(found(undated, "LET011"), 1);
    let misread = format!("{undated}date = \"2026年13月40日\"\n");
    assert_eq!((found(&misread, "INP003"), found(&misread, "LET011")), (1, 0));
    let fee = "[fee]\ncases = \"叁\"\nyuan = \"三百\"";
    assert_eq!((found(fee, "INP003"), found(fee, "STR002")), (2, 0));
    let page = |id: &str| {
        let tags =
            "site_name = \"示例市应急管理局网站\"\nsite_domain = \"www.example.gov.cn\"\ncolumn_name = \"年报\"\n";
        let others = "column_description = \"年报\"\ncolumn_keywords = \"年报\"\npublished = \"2026-01-15 09:00\"";
        format!("[web]\n{tags}{others}\n{id}")
    };
    assert_eq!(found(&page(""), "WEB001"), 1);
    assert_eq!(found(&page("site_id = 3501000001"), "WEB001"), 0);
}

#[test]
fn addresses_of_a_page_are_such_as_everybody_can_open() {
    let cases = [
        ("url = \"javascript:alert(1)\"", "WEB006"),
        ("url = \"data:text/html,x\"", "WEB006"),
        ("image = \"data:image/png;base64,AAAA\"", "WEB006"),
        ("url = \"http://192.168.1.2/a.html\"", "PRO043"),
        ("image = \"file:///C:/a.png\"", "PRO043"),
        ("site_domain = \"10.1.2.3\"", "PRO043"),
        ("author = \"王五 13700137000\"", "PRO041"),
        ("url = \"https://www.example.gov.cn:8080/a.html\"\nimage = \"/images/a.png\"", ""),
        ("url = \"www.example.gov.cn:8080/a.html\"", ""),
    ];
    let mut wrong = Vec::new();
    for (change, expected) in cases {
        let mut found = codes(&format!("[web]\n{change}"));
        found.retain(|code| ["WEB006", "PRO041", "PRO043"].contains(code));
        if found.join(" ") != expected {
            wrong.push(format!("{expected}, but {found:?}: {change}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_telephone_number_is_not_broken_behind_its_hyphen() {
    let text = "电话：0591-28922222；网址：http://www.example.gov.cn/a-1/2-3；甲-乙、2024-2025年、A-1、-5、3-。";
    let folder = folder(&changed(&format!("sections.others.text = \"{text}\"")));
    let done = run(folder.path(), &["build", "report.toml", "-o", "网页", "--only", "html", "--name", "网页"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let page = std::fs::read_to_string(folder.path().join("网页/网页.html")).unwrap();
    for words in [
        "电话：0591<span class=\"tied\">-1</span>2345678",
        "电话：0591<span class=\"tied\">-2</span>8922222；网址",
        "a-1/2<span class=\"tied\">-3</span>；甲-乙、2024<span class=\"tied\">-2</span>025年、A-1、-5、3-。",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
