//! What follows a report: the table of changes and the charts, on paper and on the web page; charts and posters as files.

use std::collections::BTreeMap;
use std::path::Path;

use nianbao::charts::{Canvas, Chart, ChartMark, PrintedDrawing};
use nianbao::prose::Block;
use rust_decimal::Decimal;

use crate::support::built::{Built, build, without_spaces};
use crate::support::{changed, codes, examine, folder, run, told};

/// A report with an annex, after a sound report of the year before.
fn annexed(change: &str) -> (tempfile::TempDir, Built) {
    let folder = folder(&changed(&format!("annex = true\nprior = \"上年.toml\"\n{change}")));
    let built = build(&folder.path().join("report.toml"));
    (folder, built)
}

/// Figures with something of everything.
const RICH: &str = "[applications]\nnew = [30, 5, 1, 0, 2, 0]\n[applications.results]\ngranted = [20, 3, 0, 0, 1, 0]\n\
    partial = [6, 1, 1, 0, 0, 0]\nother.misc = [4, 1, 0, 0, 1, 0]\n[disclosure]\nlicensing = 8316\npenalties = 1\n\
    [disputes]\nreconsideration = [1, 0, 2, 1]\nlitigation.direct = [0, 0, 1, 0]";

/// The texts of drawn figures on a web page or in an SVG file: key and year, and what is drawn.
fn drawn(svg: &str) -> Vec<(String, String)> {
    let texts = svg.split("data-figure=\"").skip(1);
    let text = |rest: &str| {
        let (figure, rest) = rest.split_once('"').unwrap();
        let text = rest.split_once('>').unwrap().1.split_once('<').unwrap().0;
        (figure.to_owned(), text.to_owned())
    };
    texts.map(text).collect()
}

/// The number in a drawn text: 没有, 共41件, 12.
fn number(text: &str) -> Decimal {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    if text == "没有" { Decimal::ZERO } else { digits.parse().unwrap_or_else(|_| panic!("no number: {text}")) }
}

/// What every figure of two years is, by key and year.
fn amounts(folder: &Path) -> BTreeMap<String, Decimal> {
    let mut all = BTreeMap::new();
    for (file, year) in [("report.toml", 2025), ("上年.toml", 2024)] {
        let (_, examined) = examine(&folder.join(file));
        for (key, _) in examined.figures.form.tree.walk() {
            all.extend(examined.figures.amount(&key).map(|amount| (format!("{key}@{year}"), amount)));
        }
    }
    all
}

#[test]
fn every_number_of_a_chart_is_the_figure_of_its_cell() {
    let (folder, built) = annexed(RICH);
    let amounts = amounts(folder.path());
    let output = run(folder.path(), &["chart", "report.toml", "--draft", "-o", "图"]);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", told(&output));
    let mut files: Vec<_> = std::fs::read_dir(folder.path().join("图")).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "svg"));
    assert_eq!(files.len(), built.input.filing.form.charts.len());
    let svgs: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    for page in [&built.html, &svgs] {
        let drawn = drawn(page);
        assert!(drawn.len() > 30, "{}", drawn.len());
        for (figure, text) in &drawn {
            assert_eq!(Some(&number(text)), amounts.get(figure), "{figure}: {text}");
        }
    }
    // The same charts on paper: all their words, column by column.
    let text: String = built.pages.iter().map(|page| page.text()).collect();
    let text = without_spaces(&text);
    let charts = Chart::all(&built.input.years(&built.figures), &Canvas::PAGE);
    for chart in charts {
        let columns = chart.drawing.iter().flat_map(|drawing| PrintedDrawing::new(drawing).columns);
        let words = columns.flat_map(|column| column.texts).map(|(_, text)| text).collect::<String>();
        let words = without_spaces(&words);
        assert!(!words.is_empty() && text.contains(&words), "{}: {words} is not in {text}", chart.title);
        assert!(built.typst.contains(&chart.alternative), "{}", chart.alternative);
    }
}

#[test]
fn marks_stay_on_their_canvas() {
    let (_folder, built) = annexed(RICH);
    let years = built.input.years(&built.figures);
    for canvas in [Canvas::PAGE, Canvas::NARROW] {
        for chart in Chart::all(&years, &canvas) {
            let drawing = chart.drawing.expect("there is something of everything");
            for mark in &drawing.marks {
                let (left, right, top, bottom) = match mark {
                    ChartMark::Bar { x, y, width, height, .. } | ChartMark::Rule { x, y, width, height } => {
                        (*x, x + width, *y, y + height)
                    }
                    ChartMark::Words { x, y, size, anchor, text, .. } => {
                        let wide = text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>() * size;
                        let left = match *anchor {
                            "start" => *x,
                            "end" => x - wide,
                            _ => x - wide / 2.0,
                        };
                        (left, left + wide, y - size, y + 0.2 * size)
                    }
                };
                let slack = 0.3 * canvas.size;
                let is_inside = left >= -slack
                    && right <= drawing.width + slack
                    && top >= -slack
                    && bottom <= drawing.height + slack;
                assert!(is_inside, "{}: {mark:?} on {} × {}", chart.title, drawing.width, drawing.height);
            }
        }
    }
}

#[test]
fn what_is_nothing_is_said_and_not_drawn() {
    let (_folder, built) = annexed("");
    let years = built.input.years(&built.figures);
    let charts = Chart::all(&years, &Canvas::PAGE);
    let disputes = charts.iter().find(|chart| chart.key == "disputes").unwrap();
    assert!(disputes.drawing.is_none());
    assert_eq!(disputes.said, ["2025年没有因政府信息公开工作被申请行政复议、提起行政诉讼。"]);
    let applicants = charts.iter().find(|chart| chart.key == "applicants").unwrap();
    assert_eq!(applicants.said, ["科研机构、社会公益组织、法律服务机构、其他没有。"]);
    let told = &applicants.alternative;
    assert!(told.contains("2025年4件（自然人3件，商业企业1件，科研机构没有"), "{told}");
    assert_eq!(applicants.table[0], ["项目", "2024年", "2025年"]);
    assert_eq!(applicants.table[1], ["自然人", "3", "3"]);
}

#[test]
fn what_is_less_than_nothing_is_told_and_not_drawn() {
    let last = "[last_year]\nyear = 2024\n[last_year.disclosure]\nlicensing = 30\npenalties = -8\ncoercion = 0";
    let folder = folder(&changed(&format!("annex = true\n{last}")));
    let built = build(&folder.path().join("report.toml"));
    let years = built.input.years(&built.figures);
    let charts = Chart::all(&years, &Canvas::PAGE);
    let decisions = charts.iter().find(|chart| chart.said.iter().any(|said| said.contains("行政处罚"))).unwrap();
    assert!(decisions.drawing.is_none());
    assert!(decisions.said[0].ends_with("数里有负数，没有画图。"), "{:?}", decisions.said);
    assert_eq!(decisions.table[2], ["行政处罚", "-8", "5"]);
}

#[test]
fn charts_that_are_not_drawn_take_no_room() {
    let none = "applications.new = [0, 0, 0, 0, 0, 0]\ndisclosure = {}\napplications.results = {}\n";
    let built = crate::support::built::build_text(&format!("annex = true\n{none}"));
    let pages: Vec<String> = built.pages.iter().map(|page| without_spaces(&page.text())).collect();
    let first = pages.iter().position(|page| page.contains("附表主要指标对比")).expect("there is an annex");
    assert_eq!(first + 1, pages.len(), "it is one page: {pages:?}");
    assert!(pages[first].contains("注：2025年行政复议、行政诉讼的结果：数没有填全，没有画图。"), "{}", pages[first]);
    assert!(!pages[first].contains("图1") && !built.html.contains("class=\"chart\""), "{}", pages[first]);
    assert!(built.html.contains("数没有填全，没有画图。") && built.fragment.contains("数没有填全，没有画图。"));
    // Those that are drawn are numbered one after the other.
    let (_folder, drawn) = annexed("disputes = {}");
    assert!(drawn.html.contains(">图1　") && !drawn.html.contains(">图5　"));
}

#[test]
fn no_label_of_the_annex_begins_with_a_dot_on_a_narrow_screen() {
    let (_folder, built) = annexed("");
    let label = "class=\"label\"><span class=\"name\">行政规范性文<span class=\"tied\">件·</span></span><wbr>\
                 <span class=\"name\">现行有效件数</span><";
    assert!(built.html.contains(label), "{}", built.html);
}

#[test]
fn the_annex_follows_the_report_and_is_before_the_imprint() {
    let (_folder, built) = annexed("[document]\ncc = \"示例市政府办公室\"");
    let text: String = built.pages.iter().map(|page| page.text()).collect();
    let text = without_spaces(&text);
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(place("附表主要指标对比") > place("六、其他"));
    assert!(place("抄送：") > place("图1申请的新收"));
    assert!(built.html.contains("<h2 id=\"section-annex\">附表　主要指标对比</h2>"));
    assert_eq!(built.html.matches("href=\"#section-annex\"").count(), 1);
    // Without being asked for there is none.
    let folder = folder(&changed("prior = \"上年.toml\""));
    let plain = build(&folder.path().join("report.toml"));
    assert!(!plain.html.contains("section-annex") && !plain.typst.contains("#annex("));
    let output = run(folder.path(), &["build", "report.toml", "--annex", "--only", "html", "-o", "出"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let page = std::fs::read_dir(folder.path().join("出")).unwrap().next().unwrap().unwrap().path();
    assert!(std::fs::read_to_string(page).unwrap().contains("section-annex"));
}

#[test]
fn a_table_of_five_years_keeps_its_labels_whole() {
    let folder = folder(&changed(
        "annex = true\nprior = \"2024.toml\"\nearlier = [\"2023.toml\", \"2022.toml\", \"2021.toml\"]",
    ));
    for year in 2021..2025 {
        let text = changed(&format!("year = {year}"));
        std::fs::write(folder.path().join(format!("{year}.toml")), text).unwrap();
    }
    let built = build(&folder.path().join("report.toml"));
    let annex = built.pages.iter().find(|page| without_spaces(&page.text()).contains("主要指标对比")).unwrap();
    let first: Vec<String> = crate::geometry::lines_of(annex, 9.0)
        .iter()
        .map(|line| crate::geometry::text(line))
        .filter(|text| text.contains('年') || text.contains('·') || text.contains("金额"))
        .collect();
    assert!(first[0].contains("2021年") && first[0].contains("2025年"), "{first:?}");
    for label in ["行政规范性文件·现行有效件数", "行政诉讼·未经复议直接起诉", "收取信息处理费的金额"]
    {
        assert!(first.iter().any(|line| line.starts_with(label)), "{label} is broken: {first:?}");
    }
}

#[test]
fn no_name_of_a_group_stands_alone_at_the_foot_of_a_page() {
    let folder = folder(&changed("annex = true\nprior = \"上年.toml\""));
    let output = run(folder.path(), &["templates", "模板"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let style = folder.path().join("模板/charts.typ");
    let given = std::fs::read_to_string(&style).unwrap();
    // Something above the table moves its rows over the end of the page.
    for above in (120..230).step_by(8) {
        std::fs::write(&style, given.replace("  annex-title(", &format!("  v({above}pt)\n  annex-title("))).unwrap();
        let arguments =
            ["build", "report.toml", "--templates", "模板", "--only", "report,pdf", "--name", "r", "--force"];
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        let pages = crate::support::pdf::read(&std::fs::read(folder.path().join("r.pdf")).unwrap());
        for page in &pages {
            let lines = crate::geometry::lines_of(page, 9.0);
            let last = lines.last().map(|line| crate::geometry::text(line)).unwrap_or_default();
            assert!(last.is_empty() || last.contains(|c: char| c.is_ascii_digit() || c == '。'), "{above}: {last}");
        }
    }
}

#[test]
fn the_table_stands_where_prose_asks_for_it() {
    let prose = "情况如下：\n\n{{ table_of_changes(\"applications\") }}\n\n又：\n{{ 对比表·信息处理费 }}\n完。";
    let folder = folder(&changed(&format!("prior = \"上年.toml\"\n[sections.problems]\ntext = '''{prose}'''")));
    let (_, examined) = examine(&folder.path().join("report.toml"));
    let problems = examined.narrative.sections.iter().find(|chapter| chapter.key == "problems").unwrap();
    let told = |block: &Block| match block {
        Block::Table { head, rows, .. } => format!("{} {}", head.len(), rows.len()),
        Block::Paragraph { runs, .. } => runs.iter().map(|run| run.text.as_str()).collect(),
        block => panic!("{block:?}"),
    };
    let told: Vec<String> = problems.before.iter().map(told).collect();
    assert_eq!(told, ["情况如下：", "6 10", "又：", "6 2", "完。"]);
    assert!(!examined.is_blocked(), "{:?}", examined.findings);
    let fault = |text: &str| codes(&format!("[sections.problems]\ntext = '''{text}'''"));
    assert!(fault("见表{{ table_of_changes() }}").contains(&"PRO005"), "{:?}", fault("见表{{ table_of_changes() }}"));
    assert!(fault("{{ table_of_changes(\"天气\") }}").contains(&"PRO005"));
    // Pages are not filled with tables.
    assert!(fault(&"{{ table_of_changes() }}\n\n".repeat(21)).contains(&"PRO005"));
    assert!(!fault(&"{{ table_of_changes() }}\n\n".repeat(20)).contains(&"PRO005"));
}

#[test]
fn posters_are_pictures_for_phones() {
    let folder = folder(&changed("prior = \"上年.toml\"\n"));
    let output = run(folder.path(), &["build", "report.toml", "--only", "poster", "--name", "图", "-o", "出"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let file = |name: &str| std::fs::read(folder.path().join("出").join(name)).unwrap();
    let png = file("图（一图读懂）.png");
    assert!(png.starts_with(b"\x89PNG"));
    assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 750);
    let page = String::from_utf8(file("图（一图读懂）.html")).unwrap();
    assert!(page.contains("共收到政府信息公开申请4件") && page.contains("与上年持平"), "{page}");
    let svg = String::from_utf8(file("图（一图读懂）.svg")).unwrap();
    for text in [&page, &svg] {
        assert!(!text.contains("<script") && !text.contains("href=\"http"));
    }
    // The same again.
    run(folder.path(), &["build", "report.toml", "--only", "poster", "--name", "图", "-o", "再"]);
    assert_eq!(png, std::fs::read(folder.path().join("再/图（一图读懂）.png")).unwrap());
    // That of a draft says so, though it has no errors.
    run(folder.path(), &["build", "report.toml", "--only", "poster", "--draft", "--name", "图", "-o", "稿"]);
    let draft = std::fs::read_to_string(folder.path().join("稿/图（草稿）（一图读懂）.svg")).unwrap();
    assert!(draft.contains("草稿") && !svg.contains("草稿"));
    let output = run(folder.path(), &["chart", "report.toml", "--draft", "-o", "图"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let mut names = std::fs::read_dir(folder.path().join("图")).unwrap().map(|file| file.unwrap().file_name());
    assert!(names.all(|name| name.to_string_lossy().contains("（草稿）")));
}

#[test]
fn kinds_that_are_named_beside_a_poster_are_of_the_other_documents() {
    let folder = folder(&changed("prior = \"上年.toml\"\n"));
    let made = |only: &str| {
        let out = folder.path().join("出");
        std::fs::remove_dir_all(&out).ok();
        let output = run(folder.path(), &["build", "report.toml", "--only", only, "--name", "图", "-o", "出"]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        let mut names: Vec<String> =
            std::fs::read_dir(out).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let poster = ["html", "png", "svg"].map(|ending| format!("图（一图读懂）.{ending}"));
    let with = |report: &[&str]| {
        let mut all: Vec<String> = report.iter().map(|name| (*name).to_owned()).chain(poster.clone()).collect();
        all.sort();
        all
    };
    assert_eq!(made("poster"), with(&[]));
    assert_eq!(made("docx,poster"), with(&["图.docx"]));
    assert_eq!(made("poster,html"), with(&["图.html"]));
    assert_eq!(made("report,poster"), with(&["图.html", "图.pdf"]));
}

#[test]
fn a_poster_without_last_year_says_nothing_of_it() {
    let folder = folder(&changed(""));
    let output = run(folder.path(), &["build", "report.toml", "--only", "poster", "--name", "图"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let page = std::fs::read_to_string(folder.path().join("图（一图读懂）.html")).unwrap();
    assert!(page.contains("共收到政府信息公开申请4件") && !page.contains("<p>新收政府信息公开申请"), "{page}");
}
