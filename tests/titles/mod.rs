//! Titles and signatures of hundreds of agencies, measured where they were laid out: broken between words only, into as
//! few lines as they need, in a trapezium or a rhombus (GB/T 9704-2012, 7.3.1).

mod held;
mod layout;
mod names;

use nianbao::report::{name, title_lines};

use crate::geometry::{RIGHT, SIZE, lines_of, text};
use crate::support::letters::letter_of;
use crate::support::pdf::POINT;
use crate::support::web;
use held::{DIGIT, Words, Worst, bare, hold, units};
use layout::{literal, pages};

/// Width of the text block in points.
const WIDEST: f64 = 156.0 / POINT;

/// Size of a title in points.
const TITLE: f64 = 22.0;

/// The words of a report's name; it may be broken between them.
const REPORT: [&str; 4] = ["2025年", "政府信息公开", "工作", "年度报告"];

/// The parts of a name with bars; their words are kept in them.
fn parts(name: &str) -> Vec<String> {
    name.split('|').map(str::to_owned).collect()
}

/// The names of the agencies of a title: what stands before the report or before what it is about.
fn names_of(words: &Words) -> Vec<String> {
    let about = |word: &&Vec<String>| word[0] != "关于报送" && word[0] != REPORT[0];
    words.iter().take_while(about).map(|word| bare(&word.concat())).collect()
}

/// Words that are never broken.
fn whole(words: &[&str]) -> Words {
    words.iter().map(|word| vec![(*word).to_owned()]).collect()
}

/// The titles of all agencies' reports, of the letters 报告 and 函 that go with them, and of letters of several agencies.
fn titles() -> Vec<Words> {
    let mut all = Vec::new();
    for agency in names::all() {
        all.push([vec![parts(&agency)], whole(&REPORT)].concat());
        for kind in ["年度报告的报告", "年度报告的函"] {
            all.push([vec![parts(&agency)], whole(&["关于报送", REPORT[0], REPORT[1], REPORT[2], kind])].concat());
        }
    }
    for agencies in names::joint() {
        let blank = |(number, name): (usize, &String)| {
            parts(&if number + 1 < agencies.len() { format!("{name} ") } else { name.clone() })
        };
        let names: Words = agencies.iter().enumerate().map(blank).collect();
        all.push([names, whole(&["关于报送", REPORT[0], REPORT[1], REPORT[2], "年度报告的报告"])].concat());
    }
    all
}

#[test]
fn there_are_names_of_every_length() {
    let names: Vec<String> = names::all().iter().map(|name| bare(name)).collect();
    let lengths: std::collections::BTreeSet<usize> = names.iter().map(|name| name.chars().count()).collect();
    assert!(names.len() >= 300 && names.iter().collect::<std::collections::BTreeSet<_>>().len() == names.len());
    assert!(lengths.first() == Some(&3) && lengths.last() == Some(&40) && lengths.len() > 25, "{lengths:?}");
}

#[test]
fn titles_are_broken_between_words_only_into_few_even_lines() {
    let titles = titles();
    let form = nianbao::form::Editions::built_in().newest().title_words.clone();
    let piece = |words: &Words| {
        let names = names_of(words);
        let [line] = &title_lines(&bare(&words.concat().concat()), &names, &form)[..] else {
            panic!("one line was given")
        };
        format!("#report-title(({},))", literal(line))
    };
    let laid_out = pages(&titles.iter().map(piece).collect::<Vec<_>>());
    let mut worst = Worst::default();
    for (words, lines) in titles.iter().zip(&laid_out) {
        hold(words, lines, (WIDEST, TITLE, *DIGIT), &mut worst);
        for line in lines {
            let middle = (RIGHT + 28.0) / 2.0 / POINT;
            assert!((line.middle() - middle).abs() < 0.5, "{} is not centred", line.text);
        }
        // The agency, and what it reports, where both fit and one line is too narrow for them.
        if words.len() == 5 && lines.len() == 2 && units(words, WIDEST / TITLE, *DIGIT).len() == 5 {
            assert_eq!(lines[0].text, bare(&words[0].concat()), "the agency stands on the first line");
        }
    }
    worst.tell("titles", titles.len());
}

#[test]
fn signatures_are_broken_evenly_and_centred_on_the_date() {
    let names = names::all();
    let spelled = |name_: &String| {
        let word = literal(&[name(&bare(name_))]);
        format!("#signature((name: {}, date: \"2026年1月15日\"))", &word[1..word.len() - 2])
    };
    let laid_out = pages(&names.iter().map(spelled).collect::<Vec<_>>());
    let mut worst = Worst::default();
    for (name, lines) in names.iter().zip(&laid_out) {
        let (date, lines) = lines.split_last().expect("a date");
        let right = RIGHT / POINT - 4.0 * SIZE;
        assert!((date.right - right).abs() < 0.5, "{name}: the date ends at {:.1} pt", date.right);
        let widest = 8.0 * SIZE + date.width();
        hold(&vec![parts(name)], lines, (widest, SIZE, 0.5), &mut worst);
        for line in lines {
            assert!((line.middle() - date.middle()).abs() < 0.5, "{name}: {} is not centred on the date", line.text);
        }
    }
    worst.tell("signatures", names.len());
}

#[test]
fn no_title_leaves_the_page() {
    let titles = [
        "字".repeat(137),
        "2025".repeat(40),
        "（《“".repeat(30),
        "（".repeat(10) + &"甲".repeat(60) + &"）".repeat(10),
        "》，。".repeat(50),
        "甲 ".repeat(60),
        "字".repeat(10_000),
    ];
    let piece = |title: &String| format!("#report-title(({},))", literal(&title_lines(title, &[], &[])[0]));
    for title in &titles {
        let laid_out = pages(&[piece(title)]);
        let said: String = laid_out.iter().flatten().map(|line| line.text.as_str()).collect();
        assert_eq!(said.replace(' ', ""), title.replace(' ', ""));
        for line in laid_out.iter().flatten() {
            // The empty half of a mark may hang over the edge.
            assert!(line.width() <= WIDEST + TITLE / 2.0 + 0.1, "{} is {:.1} pt wide", line.text, line.width());
        }
    }
}

#[test]
fn lines_that_were_given_are_kept() {
    let lines = |title: &str| {
        let agency = "福州市长乐区应急管理局".to_owned();
        let given = title_lines(title, &[agency], &[]);
        let words: Vec<String> = given.iter().map(|line| literal(line)).collect();
        let laid_out = pages(&[format!("#report-title(({},))", words.join(","))]);
        laid_out[0].iter().map(|line| line.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        lines("福州市长乐区应急管理局关于报送\n年报的\n报告"),
        ["福州市长乐区应急管理局关于报送", "年报的", "报告"]
    );
    assert_eq!(
        lines("甲\n福州市长乐区应急管理局关于报送2025年度报告及其全部附件的函"),
        ["甲", "福州市长乐区应急管理局关于报送", "2025年度报告及其全部附件的函"]
    );
}

#[test]
fn names_of_several_agencies_stand_a_character_apart() {
    let names = ["示例市应急管理局", "示例市教育局", "示例市住房和城乡建设局"].map(str::to_owned);
    let title = format!("{}关于报送2025年政府信息公开工作年度报告的报告", names.join(" "));
    let form = nianbao::form::Editions::built_in().newest().title_words.clone();
    let words = &title_lines(&title, &names, &form)[0];
    let laid_out = &pages(&[format!("#report-title(({},))", literal(words))])[0];
    let lines: Vec<&str> = laid_out.iter().map(|line| line.text.as_str()).collect();
    let expected =
        ["示例市应急管理局 示例市教育局", "示例市住房和城乡建设局关于报送", "2025年政府信息公开工作年度报告的报告"];
    assert_eq!(lines, expected);
    assert!((laid_out[0].width() - 15.0 * TITLE).abs() < 0.1, "the first line is {:.1} pt wide", laid_out[0].width());
}

/// The title of a web page, with a bar where it may be broken.
fn heading(html: &str) -> String {
    let (_, rest) = html.split_once("<h1>").expect("a heading");
    let (heading, _) = rest.split_once("</h1>").expect("its end");
    web::text(&heading.replace("<wbr>", "|"))
}

#[test]
fn heads_of_columns_break_between_words_on_the_web() {
    let html = &crate::support::built::build_text("").html;
    for broken in ["社会<wbr>公益<wbr>组织", "法律<wbr>服务<wbr>机构", "商业<wbr>企业", "本年<wbr>制发<wbr>件数"]
    {
        assert!(html.contains(&format!("<span class=\"name\">{broken}</span></th>")), "{broken}");
    }
    // Those of an odd number break where the form breaks them, titles of sections behind their 、.
    let earlier = &crate::support::built::built("changle-2020").html;
    assert!(earlier.contains("<span class=\"name\">对外公开</span><wbr><span class=\"name\">总数量</span></th>"));
    let title =
        "<span class=\"name\">四、政府信息公开行政复议、</span><wbr><span class=\"name\">行政诉讼情况</span></h2>";
    assert!(earlier.contains(title), "{earlier}");
}

#[test]
fn addresses_break_behind_their_slashes_on_the_web() {
    let text = "[sections.problems]\ntext = \"见网站（http://a.gov.cn/b/）的专栏，公开12/13件。\\n\\n另有12/13件。\"\n";
    let html = &crate::support::built::build_text(text).html;
    let broken = "<p class=\"address\">见网站（http://<wbr>a.gov.cn/<wbr>b/）的专栏，公开12/13件。</p>";
    assert!(html.contains(broken) && html.contains("<p>另有12&#x2f;13件。</p>"), "{html}");
}

#[test]
fn web_pages_break_where_pages_do() {
    let long = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府办公室";
    for (agency, expected) in [
        ("示例市水务局", "示例市|水务局|关于报送|2025年|政府信息公开|工作|年度报告的报告"),
        (
            "示例市<档案局>（史志办公室）",
            "示例市|<|档案局>|（史志|办公室）|关于报送|2025年|政府信息公开|工作|年度报告的报告",
        ),
        (
            long,
            "新疆维吾尔自治区|伊犁哈萨克自治州|察布查尔锡伯自治县|人民政府办公室|关于报送|2025年|政府信息公开|工作|年度报告的报告",
        ),
    ] {
        let built = letter_of(&format!("agency.name = \"{agency}\"\n[letter]\nto = \"甲\""));
        let heading = heading(built.rendered.html.as_ref().expect("a page"));
        assert_eq!(heading, expected, "{agency}");
        let mut rest = heading.as_str();
        for line in lines_of(&built.pages[0], TITLE) {
            for c in text(&line).chars() {
                rest = rest.trim_start_matches('|').strip_prefix(c).expect("the page says the same");
            }
            assert!(rest.is_empty() || rest.starts_with('|'), "{}: not broken so on the web page", text(&line));
        }
    }
}
