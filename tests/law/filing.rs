//! Filings made up by chance: names, figures and prose, each with what is to be printed of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use nianbao::form::{CellId, Editions, Form, Kind};

use super::prose::{Prose, pasted, wrapped};
use super::words::{Text, folded, odd};
use crate::support::random::Random;

/// The form that the filings are in.
pub static FORM: LazyLock<Arc<Form>> = LazyLock::new(|| Editions::built_in().for_year(2025));

/// A filing.
#[derive(Debug)]
pub struct Filing {
    /// Single fields by their path.
    pub fields: Vec<(&'static str, Text)>,
    /// The label of the first row of the applications, where it is another one.
    pub label: Option<Text>,
    /// Every figure that is filled in.
    pub figures: BTreeMap<CellId, Text>,
    /// Prose by where it stands: `preface`, `sections.overview`, `sections.disputes.before`.
    pub prose: BTreeMap<String, Prose>,
    /// Whether all prose of sections is pasted into the first.
    pub in_one: bool,
    /// The title of a section of one's own, after that of the disputes; its prose is at `extra.text`.
    pub extra: Option<Text>,
}

/// Something of a filing that a place of the input says.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// A single field, by its number.
    Field(usize),
    /// The label.
    Label,
    /// The title of the section of one's own.
    Extra,
    /// A figure.
    Figure(CellId),
    /// Prose, by where it stands.
    Prose(&'a str),
}

/// Sections without a table.
const SECTIONS: [&str; 3] = ["sections.overview", "sections.problems", "sections.others"];

/// Places for prose beside tables.
const BESIDE: [&str; 3] = ["sections.disclosure.before", "sections.applications.after", "sections.disputes.after"];

impl Filing {
    /// The filing of that number, its prose wrapped by an editor or not.
    pub fn new(number: u64, is_wrapped: bool) -> Self {
        let mut random = Random::new(number);
        let is_wrapped = is_wrapped && random.chance(40);
        let mut prose = BTreeMap::new();
        let mut put = |place: &str, text: Prose| {
            if !text.is_empty() {
                prose.insert(place.to_owned(), text);
            }
        };
        for place in SECTIONS {
            put(place, if is_wrapped { wrapped(&mut random) } else { pasted(&mut random, false) });
        }
        for place in BESIDE {
            if random.chance(20) {
                put(place, pasted(&mut random, true));
            }
        }
        let has_preface = random.chance(25);
        if has_preface {
            put("preface.text", pasted(&mut random, true));
        }
        let extra = random.chance(20).then(|| with_odd(&mut random, "人大建议和政协提案办理"));
        if extra.is_some() {
            put("extra.text", pasted(&mut random, false));
        }
        let mut fields = fields(&mut random, has_preface);
        fields.extend(web(&mut random));
        if random.chance(30) {
            fields.extend(letter(&mut random));
            if random.chance(50) {
                put("letter.text", pasted(&mut random, true));
            }
        }
        Self {
            fields,
            extra,
            label: random.chance(20).then(|| with_odd(&mut random, "一、本年新收的申请")),
            figures: figures(&mut random),
            prose,
            in_one: !is_wrapped && random.chance(15),
        }
    }

    /// The text of some prose as it is typed.
    pub fn typed(&self, place: &str) -> String {
        let lines = |place: &str| self.prose.get(place).map(|prose| prose.lines.join("\n")).unwrap_or_default();
        if !self.in_one || place != SECTIONS[0] {
            return lines(place);
        }
        let sections = SECTIONS.iter().filter(|place| self.prose.contains_key(**place));
        let titled = sections.map(|place| format!("{}\n{}", title(place), lines(place)));
        titled.collect::<Vec<_>>().join("\n")
    }

    /// The places of prose that something is written at.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        let is_pasted = |place: &&str| self.in_one && SECTIONS[1..].contains(place);
        self.prose.keys().map(String::as_str).filter(move |place| !is_pasted(place))
    }

    /// It in TOML, each value as something else says it.
    pub fn toml(&self, say: impl Fn(Said<'_>) -> String) -> String {
        let mut out = "year = 2025\nagency.short = '我局'\nagency.level = '部门'\n".to_owned();
        let mut line = |key: &str, value: String| writeln!(out, "{key} = {value}").expect("a String takes everything");
        if !self.prose.contains_key("preface.text") {
            line("preface.place", "'before'".to_owned());
        }
        for (number, (path, _)) in self.fields.iter().enumerate() {
            line(path, say(Said::Field(number)));
        }
        if self.label.is_some() {
            line("labels.\"applications.new\"", say(Said::Label));
        }
        for form_line in &FORM.lines {
            let given: Vec<String> = form_line.inputs.iter().map(|id| say(Said::Figure(*id))).collect();
            match &given[..] {
                _ if form_line.inputs.iter().any(|id| !self.figures.contains_key(id)) => {}
                [one] => line(&form_line.key, one.clone()),
                several => line(&form_line.key, format!("[{}]", several.join(", "))),
            }
        }
        let (of_extra, places): (Vec<&str>, Vec<&str>) = self.places().partition(|place| *place == "extra.text");
        places.into_iter().for_each(|place| {
            let key = if SECTIONS.contains(&place) { format!("{place}.text") } else { place.to_owned() };
            line(&key, say(Said::Prose(place)));
        });
        if self.extra.is_some() {
            writeln!(out, "[[extra]]\nafter = 'disputes'\ntitle = {}", say(Said::Extra)).expect("it takes everything");
            of_extra.into_iter().for_each(|place| out += &format!("text = {}\n", say(Said::Prose(place))));
        }
        out
    }
}

/// The title of a section as it is pasted with its prose.
fn title(place: &str) -> String {
    let (number, section) =
        FORM.sections.iter().enumerate().find(|(_, section)| place.ends_with(&section.key)).unwrap();
    format!("{}、{}", ["一", "二", "三", "四", "五", "六"][number], section.title)
}

/// A text with something odd in it, or without.
fn with_odd(random: &mut Random, text: &str) -> Text {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let mut whole = Text::plain(&text[..middle]);
    if random.chance(35) {
        // Names are no prose: braces mean nothing in them.
        let odd = odd(random);
        if !odd.typed.contains("{{") {
            whole.push(&odd);
        }
    }
    whole.push(&Text::plain(&text[middle..]));
    whole
}

/// What the agency is called, and where it is found.
fn fields(random: &mut Random, only_name: bool) -> Vec<(&'static str, Text)> {
    let mut fields = vec![("agency.name", with_odd(random, "示例市应急管理局"))];
    let others = [
        ("agency.contact", "办公室政务公开科"),
        ("agency.address", "示例市解放路25号政务大厅"),
        ("agency.email", "zwgk@example.gov.cn"),
        ("agency.website", "http://www.example.gov.cn/zwgk/"),
        ("agency.website_name", "示例市政府门户网站"),
    ];
    for (path, text) in others.into_iter().filter(|_| !only_name) {
        if random.chance(60) {
            fields.push((path, with_odd(random, text)));
        }
    }
    let codes: [(&str, &[&str]); 3] = [
        ("agency.postcode", &["350200", "３５０２００", "034000", "35 02 00", "350200\u{200B}"]),
        (
            "agency.phone",
            &["0591-12345678", "０５９１－１２３４５６７８", "（0591）12345678", "0591-1234567转801", "12345"],
        ),
        ("agency.fax", &["0591-12345679", "0591—12345679", "同上"]),
    ];
    for (path, texts) in codes.into_iter().filter(|_| !only_name) {
        if random.chance(60) {
            let typed = random.pick(texts).to_owned();
            fields.push((path, Text { printed: half_width(&typed), typed }));
        }
    }
    fields
}

/// What the web page says of itself.
fn web(random: &mut Random) -> Vec<(&'static str, Text)> {
    let texts = [
        ("web.site_name", "示例市人民政府门户网站"),
        ("web.column_name", "政府信息公开年报"),
        ("web.column_description", "历年年度报告"),
        ("web.keywords", "年度报告，信息公开"),
        ("web.author", "办公室"),
        ("web.description", "本单位的年度报告"),
    ];
    let mut fields = Vec::new();
    for (path, text) in texts {
        if random.chance(10) {
            fields.push((path, with_odd(random, text)));
        }
    }
    fields
}

/// What a letter says beside its text.
fn letter(random: &mut Random) -> Vec<(&'static str, Text)> {
    let mut fields = vec![
        ("letter.kind", Text::plain("报告")),
        ("letter.to", with_odd(random, "示例市政务公开办公室")),
        ("letter.signers", Text::plain("张三")),
        ("letter.date", Text { typed: "2026-01-15".to_owned(), printed: "2026年1月15日".to_owned() }),
    ];
    let others = [
        ("letter.number", "示应急〔2026〕2号"),
        ("letter.title", "示例市应急管理局关于报送年度报告的报告"),
        ("letter.cc", "示例市人民政府办公室"),
        ("letter.note", "此件公开发布"),
        ("letter.printed_by", "示例市应急管理局办公室"),
        ("letter.urgency", "特急"),
    ];
    for (path, text) in others {
        if random.chance(50) {
            fields.push((path, with_odd(random, text)));
        }
    }
    fields
}

/// A text with digits of half width.
fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap(),
        '－' => '-',
        _ => c,
    };
    text.chars().map(half).collect()
}

/// The figures, line by line: now and then one is missing.
fn figures(random: &mut Random) -> BTreeMap<CellId, Text> {
    let mut figures = BTreeMap::new();
    for line in &FORM.lines {
        for id in &line.inputs {
            let text = if random.chance(75) { "0".to_owned() } else { figure(random, FORM.cell(*id).kind) };
            figures.insert(*id, Text { printed: folded(&half_width(&text)), typed: text });
        }
    }
    figures
}

/// A figure as people write it; what is printed is the same, or a finding says what it was read as.
fn figure(random: &mut Random, kind: Kind) -> String {
    let n = 1 + random.below(40);
    let spellings: &[fn(usize) -> String] = match kind {
        Kind::Count => &[
            |n| n.to_string(),
            |n| n.to_string(),
            |n| format!("{n}件"),
            |n| format!("{n} 件"),
            |n| n.to_string().chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect(),
            |n| format!("{n} 234"),
            |n| format!("{n}\n5"),
            |n| format!("{n}（其中修订{n}件）"),
            |n| format!("{n}(含“放管服”{n}件)"),
            |n| format!("{n}注：含历史数据"),
            |n| format!("{n}【含历史数据】"),
            |n| format!("\u{200B}{n}"),
            |n| format!("{n}\u{A0}"),
            |n| format!("{n}.00"),
            |n| format!("{n}.5"),
            |n| format!("-{n}"),
            |n| format!("{n}、{n}"),
            |n| format!("约{n}"),
            |n| format!("0.{n}万件"),
            |_| "/".to_owned(),
            |_| "—".to_owned(),
            |_| "／".to_owned(),
            |_| "无".to_owned(),
            |_| "0件".to_owned(),
            |_| "若干".to_owned(),
            |_| "2025-03-21".to_owned(),
            |_| "?".to_owned(),
            |_| "?（待核）".to_owned(),
            |_| "/（不适用）".to_owned(),
            |_| "（3）".to_owned(),
            |_| "①".to_owned(),
            |_| "三".to_owned(),
        ],
        Kind::Wan | Kind::Change | Kind::Yuan => &[
            |n| format!("{n}.788"),
            |n| format!("{n}.788万元"),
            |n| format!("{n},234.50"),
            |n| format!("{n}5000元"),
            |n| format!("{n}.25亿元"),
            |n| format!("{n}.25 万"),
            |n| format!("¥{n}.25"),
            |n| format!("{n}.7881234"),
            |n| format!("{n}252.311082"),
            |n| format!("{n}.788（含教育收费）"),
            |n| format!("人民币{n}万元整"),
            |n| format!("{n}美元"),
            |_| "无".to_owned(),
        ],
    };
    spellings[random.below(spellings.len())](n)
}
