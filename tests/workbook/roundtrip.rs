//! TOML and workbook are two spellings of one filing.

use std::collections::BTreeMap;
use std::path::Path;

use nianbao::filing::{FIELDS, Field, FieldKind, Filing, LineEnds};
use nianbao::form::{Editions, Form, Kind};
use nianbao::source::Sources;
use nianbao::write::{ProseFiles, toml};
use proptest::prelude::*;

use super::toml_of;
use crate::support::{examples, run};

/// Reads a filing from TOML text.
fn read(text: &str) -> Filing {
    nianbao::read::read_str("r.toml", text, Path::new("."), Editions::built_in(), &mut Sources::default())
}

/// A filing by way of a workbook.
fn through_a_workbook(filing: &Filing) -> Filing {
    let editions = Editions::built_in();
    let bytes = nianbao::workbook::write(filing, editions, nianbao::workbook::PrintedArea::Table)
        .expect("it fits into a workbook");
    nianbao::read::read_workbook(Path::new("r.xlsx"), &bytes, Path::new("."), editions, &mut Sources::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

/// What a filing says, without where it stood.
fn content(filing: &Filing) -> String {
    let cells = |form: &Form, cells: &BTreeMap<_, nianbao::source::Located<_>>| {
        cells.iter().map(|(id, entry)| format!("{} {:?}", form.cell(*id).key, entry.value)).collect::<Vec<_>>()
    };
    let last =
        filing.last_year.as_ref().map(|last| (&last.year, last.form.edition.clone(), cells(&last.form, &last.cells)));
    let head = (&filing.year, &filing.form.edition, &filing.title, &filing.prior, &filing.agency, &filing.preface);
    let body = (
        &filing.letter,
        &filing.document,
        &filing.sections,
        &filing.extra,
        &filing.labels,
        &filing.accounts,
        &filing.web,
        &filing.accept,
    );
    without_places(&format!("{head:#?}\n{body:#?}\n{last:#?}\n{:#?}", cells(&filing.form, &filing.cells)))
}

/// A debug text without spans.
fn without_places(text: &str) -> String {
    let mut out = String::new();
    let mut depth = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match depth {
            Some(open) if indent == open && line.trim_start().starts_with('}') => depth = None,
            Some(_) => {}
            None if line.trim_end().ends_with("Span {") => depth = Some(indent),
            None if line.trim_start().starts_with("exact:") || line.trim_start().starts_with("line_ends:") => {}
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

#[test]
fn examples_survive_both_ways() {
    for example in examples() {
        let folder = tempfile::tempdir().unwrap();
        let input = example.display().to_string();
        for (from, to) in [(input.as_str(), "a.xlsx"), ("a.xlsx", "b.toml"), ("b.toml", "c.xlsx")] {
            let done = run(folder.path(), &["convert", from, to]);
            assert_eq!(done.status.code(), Some(0), "{input}: {}", crate::support::told(&done));
        }
        assert_eq!(toml_of(&folder.path().join("b.toml")), toml_of(&example), "{input}");
        let bytes = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
        assert!(bytes("a.xlsx") == bytes("c.xlsx"), "{input}: the same filing gives the same bytes");
    }
}

/// Checks that a filing says the same after being written in each spelling and read again.
fn survives(text: &str) {
    let given = read(text);
    let again = read(&toml(&given, &ProseFiles::new()));
    assert!(content(&again) == content(&given), "TOML: {}\n{text}", difference(&again, &given));
    let sheets = through_a_workbook(&given);
    let given = with_settled_lines(&given);
    assert!(content(&sheets) == content(&given), "workbook: {}\n{text}", difference(&sheets, &given));
}

#[test]
fn blanks_around_a_value_say_nothing() {
    let text = |blank: &str| {
        format!(
            "year = 2025\ntitle = \"{blank}某局报告{blank}\"\nagency.name = \"{blank}某局{blank}\"\n\
             preface.notices = [\"{blank}《通知》{blank}\", \"{blank}\"]\n\
             letter.signers = [\"{blank}张三{blank}\"]\nletter.to = \"{blank}市政府{blank}\"\n\
             sections.problems.title = \"{blank}存在的问题{blank}\"\nlabels.\"disclosure.rules\" = \"{blank}规章{blank}\"\n"
        )
    };
    for blank in [" ", "\u{3000}", "\\t"] {
        survives(&text(blank));
        assert_eq!(content(&read(&text(blank))), content(&read(&text(""))), "{blank:?}");
    }
}

#[test]
fn marks_after_a_value_of_an_agency_go_once_and_for_all() {
    let text = |after: &str| {
        format!(
            "year = 2025\nagency.name = \"某局{after}\"\nagency.website = \"文6{after}\"\nagency.phone = \"010{after}\"\n"
        )
    };
    for after in ["，，", " ，，", "， ，", "；\u{200b}", "\u{200b}。 "] {
        survives(&text(after));
        assert_eq!(content(&read(&text(after))), content(&read(&text(""))), "{after:?}");
    }
    survives("year = 2025\nagency.contact = \" ，\"\n");
}

#[test]
fn a_filing_that_says_no_more_than_its_year_survives() {
    survives("year = 2025\n");
}

#[test]
fn prose_with_titles_of_sections_survives() {
    let titles =
        "overview = { title = \"文=SUM(A1:A9)\", text = \"\"\"TEXT\"\"\" }\nothers = { text = \"\"\"OTHER\"\"\" }";
    let cases = [
        ("文=SUM(A1:A9)\n\n文tJ2~4;", "无。"),
        ("一、总体情况\n一、总体情况\n我局认真开展工作。", "无。"),
        ("一、总体情况\n我局认真开展工作。\n一、总体情况\n再说一遍。", "无。"),
        ("按照要求编制。\n一、总体情况\n我局认真开展工作。", "无。"),
        ("我局认真开展工作。\n五、存在的主要问题及改进情况\n培训有待加强。\n一、总体情况\n再说一遍。", "无。"),
        ("我局认真开展工作。\n六、其他需要报告的事项\n没有。", "无。"),
        ("我局认真开展工作。", "一、总体情况\n我局做了工作。\n五、存在的主要问题及改进情况\n培训有待加强。"),
        ("我局认真开展工作。", "文=SUM(A1:A9)\n\n文tJ2~4;"),
    ];
    for (text, other) in cases {
        survives(&format!(
            "year = 2025\nagency.name = \"某局\"\n[sections]\n{}\n",
            titles.replace("TEXT", text).replace("OTHER", other)
        ));
    }
}

/// Something that may stand in a cell.
fn entry(kind: Kind) -> BoxedStrategy<Option<String>> {
    let number = match kind {
        Kind::Count => prop_oneof![(0..2_000_000i64).prop_map(|n| n.to_string()), Just("0".to_owned())].boxed(),
        Kind::Change => (-9_000..9_000i64).prop_map(|n| n.to_string()).boxed(),
        Kind::Wan => (0..9_999_999u64, 0..5u32)
            .prop_map(|(n, scale)| rust_decimal::Decimal::new(n as i64, scale).to_string())
            .boxed(),
        Kind::Yuan => (0..9_999_999u64).prop_map(|n| format!("\"{n} 元\"")).boxed(),
    };
    let odd = prop_oneof![
        Just("\"\""),
        Just("\"/\""),
        Just("\"—\""),
        Just("\"?\""),
        Just("\"若干\""),
        Just("\"22（其中修订 16 件）\""),
        Just("{ value = 7, note = \"含上年\" }"),
        Just("{ value = \"\", note = \"（见附表）\" }"),
        Just("\"1,234\""),
        Just("\"减 7125\""),
        Just("\"若干（约）\""),
        Just("609.00"),
        Just("-3"),
    ];
    prop_oneof![
        6 => number.prop_map(Some),
        2 => odd.prop_map(|text| Some(text.to_owned())),
        1 => Just(None),
    ]
    .boxed()
}

/// Text that people and their programs may write.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[一-龥，。、；：“”（）]{1,12}",
        "[ -~]{1,8}",
        Just("=SUM(A1:A9)".to_owned()),
        Just("{{ applications.new }}".to_owned()),
        Just("'@+-".to_owned()),
        Just("_x0041_ & <b> \"引号\" \\反斜 '''".to_owned()),
        Just("a\tb".to_owned()),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| format!("文{}", pieces.concat()))
}

/// Prose of several paragraphs.
fn prose() -> impl Strategy<Value = String> {
    let gap = prop_oneof![4 => Just("\n\n"), 1 => Just("\n"), 1 => Just("\n\n\n\n")];
    proptest::collection::vec((words(), gap), 1..5)
        .prop_map(|pieces| pieces.into_iter().map(|(text, gap)| text + gap).collect::<String>().trim().to_owned())
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A random filing of an edition, as TOML.
#[expect(clippy::too_many_lines, reason = "one strategy a kind of value, one after the other")]
fn filing(year: i32) -> impl Strategy<Value = String> {
    let form = Editions::built_in().for_year(year);
    let of_form = Field::of_form(&form);
    let fields: Vec<BoxedStrategy<Option<(String, String)>>> = FIELDS
        .iter()
        .chain(&of_form)
        .filter(|field| {
            !["year", "form", "forms", "prior", "earlier"].contains(&&*field.path)
                && !field.path.starts_with("last_year")
        })
        .map(|field| {
            let path = field.path.clone().into_owned();
            let value = match field.kind {
                FieldKind::Text | FieldKind::Prose | FieldKind::Joined(_) => {
                    words().prop_map(|text| quoted(&text)).boxed()
                }
                FieldKind::List(_) => proptest::collection::vec(words(), 1..3)
                    .prop_map(|all| format!("[{}]", all.iter().map(|t| quoted(t)).collect::<Vec<_>>().join(", ")))
                    .boxed(),
                FieldKind::Date => {
                    (2021..2030i32, 1..13u32, 1..28u32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")).boxed()
                }
                FieldKind::Choice(choice) => {
                    proptest::sample::select(choice.words).prop_map(|(_, key)| quoted(key)).boxed()
                }
                FieldKind::Part => {
                    prop_oneof![Just("false".to_owned()), words().prop_map(|text| quoted(&text))].boxed()
                }
                FieldKind::Flag => any::<bool>().prop_map(|flag| flag.to_string()).boxed(),
                FieldKind::Year | FieldKind::Figure(_) => (0..9_999u32).prop_map(|n| n.to_string()).boxed(),
            };
            let always = ["agency.name", "fee.cases", "fee.yuan", "preface.place"].contains(&&*field.path);
            (value, 0..3u8).prop_map(move |(value, dice)| (always || dice == 0).then(|| (path.clone(), value))).boxed()
        })
        .collect();
    let cells: Vec<BoxedStrategy<Option<(String, String)>>> = form
        .cells
        .iter()
        .map(|cell| {
            let key = cell.key.clone();
            let (odds, printed) = (if cell.column_labels.iter().any(|l| l == "总计") { 6 } else { 1 }, cell.printed);
            (entry(cell.kind), 0..odds)
                .prop_map(move |(value, dice)| value.filter(|_| dice == 0 && printed).map(|value| (key.clone(), value)))
                .boxed()
        })
        .collect();
    let sections =
        proptest::collection::vec((proptest::option::of(words()), proptest::option::of(prose())), form.sections.len());
    let extra = proptest::collection::vec((0..form.sections.len(), words(), prose()), 0..3);
    let last = proptest::option::of((0..500u32, 0..500u32));
    (fields, cells, sections, extra, last).prop_map(move |(fields, cells, sections, extra, last)| {
        let mut out = format!("year = {year}\n");
        for (key, value) in fields.into_iter().chain(cells).flatten() {
            out.push_str(&format!("{key} = {value}\n"));
        }
        for (section, (title, text)) in form.sections.iter().zip(sections) {
            let part = if section.table.is_some() { "after" } else { "text" };
            for (key, value) in [("title", title), (part, text)] {
                if let Some(value) = value {
                    out.push_str(&format!("sections.{}.{key} = {}\n", section.key, quoted(&value)));
                }
            }
        }
        if let Some((a, b)) = last {
            out.push_str(&format!("last_year.applications.carried_out = [{a}, 0, \"\", 0, 0, {b}]\n"));
        }
        out.push_str("labels.\"disclosure.rules\" = \"规章（市政府令）\"\n");
        for (after, title, text) in extra {
            let after = &form.sections[after].key;
            out.push_str(&format!(
                "[[extra]]\nafter = \"{after}\"\ntitle = {}\ntext = {}\n",
                quoted(&title),
                quoted(&text)
            ));
        }
        out.push_str("[[accept]]\nrule = \"SUM001\"\nat = \"applications.new\"\nreason = \"照原文\"\n");
        out
    })
}

/// The same with wrapped lines joined, as a cell of a workbook holds them.
fn with_settled_lines(filing: &Filing) -> Filing {
    let mut filing = filing.clone();
    let own =
        filing.sections.values_mut().flat_map(|section| [&mut section.text, &mut section.before, &mut section.after]);
    let extra = filing.extra.iter_mut().map(|extra| &mut extra.text);
    let preface = filing.preface.iter_mut().map(|preface| &mut preface.text);
    for prose in own.chain(extra).chain(preface).flatten() {
        prose.text = nianbao::prose::settled(prose, LineEnds::Paragraphs);
    }
    filing
}

/// The first lines that differ.
fn difference(a: &Filing, b: &Filing) -> String {
    let (a, b) = (content(a), content(b));
    let differs = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    differs.map_or_else(|| "one ends earlier".to_owned(), |(a, b)| format!("{a:?}\ninstead of\n{b:?}"))
}

/// A paragraph of prose that is pasted: a title of a section in some spelling, or a sentence.
fn pasted() -> impl Strategy<Value = String> {
    let titles: Vec<(usize, String)> =
        Editions::built_in().for_year(2025).sections.iter().map(|section| section.title.clone()).enumerate().collect();
    let title = (proptest::sample::select(titles), 0..4u8).prop_map(|((number, title), spelling)| match spelling {
        0 => title,
        1 => format!("# {title}"),
        _ => format!("{}、{title}", ["一", "二", "三", "四", "五", "六"][number]),
    });
    prop_oneof![1 => title, 1 => "第[1-9]{6}段。"]
}

/// Prose of every section, the preface's first, pasted without a look at where it belongs.
fn shares() -> impl Strategy<Value = Vec<Option<Vec<String>>>> {
    proptest::collection::vec(proptest::option::of(proptest::collection::vec(pasted(), 1..9)), 7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_filing_survives_toml_and_workbook(text in prop_oneof![filing(2020), filing(2025)]) {
        survives(&text);
    }

    #[test]
    fn prose_is_shared_out_once_and_never_lost(all in shares()) {
        let form = Editions::built_in().for_year(2025);
        let keys = form.sections.iter().map(|section| format!("sections.{}.text", section.key));
        let mut text = String::from("year = 2025\nagency.name = \"某局\"\n");
        for (key, prose) in std::iter::once("preface.text".to_owned()).chain(keys).zip(&all) {
            text.extend(prose.iter().map(|prose| format!("{key} = {}\n", quoted(&prose.join("\n")))));
        }
        let kept = content(&read(&text));
        for paragraph in all.iter().flatten().flatten().filter(|paragraph| paragraph.starts_with('第')) {
            prop_assert!(kept.contains(paragraph.as_str()), "{paragraph} is lost of\n{text}");
        }
        survives(&text);
    }
}
