//! Reading a whole report from its TOML document.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::fields::{Fields, Log, closest};
use super::prose_file::ProseReader;
use super::{fee, figures, letter};
use crate::filing::{
    Accept, Agency, Document, ExtraSection, Filing, LEVELS, LastYear, Part, Preface, SectionInput, Web,
};
use crate::finding::Finding;
use crate::form::{Editions, Form};
use crate::rule::input;
use crate::rules;
use crate::source::{Located, Sources, Span};

/// Names of the web metadata in the input, in the order of the official tags.
pub const WEB_FIELDS: &[&str] = &[
    "site_name",
    "site_domain",
    "site_id",
    "column_name",
    "column_type",
    "column_description",
    "column_keywords",
    "published",
    "source",
    "keywords",
    "author",
    "description",
    "image",
    "url",
    "index_number",
    "category",
];

/// Characters of a label: the form's longest has 36.
const MOST_LABEL: usize = 100;

/// Reads a report from its document; prose files are looked for in `folder`.
pub fn read(document: &DeTable<'_>, at: Span, folder: &Path, editions: &Editions, sources: &mut Sources) -> Filing {
    let source = at.source;
    let (text, workbook) = (sources.get(source).text.clone(), sources.get(source).is_workbook());
    let log = Log {
        source,
        text: &text,
        workbook,
        faults: RefCell::default(),
        texts: RefCell::default(),
        places: RefCell::default(),
    };
    let root = Fields::new(document, at.clone(), "", &log);
    let mut prose = ProseReader { log: &log, folder, sources };

    let year = year(&root, &log);
    let form_given = root.text("form");
    let meant = editions.for_year(year.as_ref().map_or(i32::MAX, |y| y.value));
    let form = choose_form(&meant, form_given.as_ref(), editions, &log);
    let cells = tables(&root, &form, &log);
    let agency = root.table("agency").map(|t| agency(t, &log)).unwrap_or_default();
    if agency.name.is_none() {
        let at = root.value("agency").map_or(at, |item| log.at(item));
        log.missing("agency.name", "机关的全称", &at, "[agency] 下写 name = \"…\"");
    }
    let filing = Filing {
        source,
        form_given,
        meant,
        title: root.text("title"),
        prior: root.text("prior"),
        last_year: root.table("last_year").map(|t| last_year(t, year.as_ref(), editions, &log)),
        agency,
        preface: root.table("preface").map(|t| preface(t, &log)),
        document: root.table("document").map(read_document).unwrap_or_default(),
        letter: root.table("letter").map(|t| letter::read(t, &log)),
        sections: root.table("sections").map(|t| sections(t, &form, &mut prose)).unwrap_or_default(),
        extra: root.tables("extra").into_iter().map(|t| extra(t, &form, &mut prose)).collect(),
        labels: root.table("labels").map(|t| labels(&t, &form, &log)).unwrap_or_default(),
        year,
        fee: root.table("fee").map(|t| fee::read(t, &log)),
        web: root.table("web").map(web).unwrap_or_default(),
        accept: root.tables("accept").into_iter().filter_map(|t| accept(t, &log)).collect(),
        cells,
        units: Vec::new(),
        texts: Vec::new(),
        places: Vec::new(),
        faults: Vec::new(),
        form,
    };
    // In the order of the report, however they were written.
    let mut filing = filing;
    let order = |extra: &ExtraSection| filing.form.sections.iter().position(|section| section.key == extra.after);
    let mut extra = std::mem::take(&mut filing.extra);
    extra.sort_by_key(order);
    filing.extra = extra;
    root.finish();
    Filing { faults: log.faults.take(), texts: log.texts.take(), places: log.places.take(), ..filing }
}

/// Reads the figures of every table.
fn tables(root: &Fields<'_>, form: &Form, log: &Log<'_>) -> figures::Cells {
    let mut cells = BTreeMap::new();
    for table in &form.tables {
        if let Some(item) = root.value(&table.key) {
            match item.get_ref().as_table() {
                Some(fields) => figures::read_table(form, &table.key, fields, log, &mut cells),
                None => log.wrong_type(&root.path(&table.key), item, &format!("表 [{}]", root.path(&table.key))),
            }
        }
    }
    cells
}

/// Reads `[last_year]`.
fn last_year(t: Fields<'_>, year: Option<&Located<i32>>, editions: &Editions, log: &Log<'_>) -> LastYear {
    let own = t.year("year", "四位年份（不加引号），如 2024");
    let form_given = t.text("form");
    let before = own.as_ref().map(|y| y.value).or(year.map(|y| y.value - 1)).unwrap_or(i32::MAX);
    let form = choose_form(&editions.for_year(before), form_given.as_ref(), editions, log);
    let cells = tables(&t, &form, log);
    let last_year = LastYear { year: own, form, form_given, cells, at: t.at.clone() };
    t.finish();
    last_year
}

/// The report year.
fn year(root: &Fields<'_>, log: &Log<'_>) -> Option<Located<i32>> {
    if root.value("year").is_none() {
        log.missing("year", "报告年度", &root.at, "在开头写 year = 2025");
    }
    root.year("year", "四位年份（不加引号），如 2025")
}

/// The form asked for, or the one meant for the year.
fn choose_form(meant: &Arc<Form>, given: Option<&Located<String>>, editions: &Editions, log: &Log<'_>) -> Arc<Form> {
    let Some(given) = given else { return meant.clone() };
    editions.named(&given.value).unwrap_or_else(|| {
        let names: Vec<_> = editions.all().iter().map(|f| format!("\"{}\"", f.edition)).collect();
        let message = format!("{}：没有“{}”这一版格式。", log.call("form"), given.value);
        let finding = Finding::new(&input::UNKNOWN_NAME, message).mark(&given.at, "没有这一版").key("form");
        log.fault(finding.hint(format!("改为 {}，或删去这一行由年度决定", names.join(" 或 "))));
        meant.clone()
    })
}

/// Reads `[agency]`.
fn agency(t: Fields<'_>, log: &Log<'_>) -> Agency {
    let agency = Agency {
        name: t.text("name").filter(|name| !name.value.trim().is_empty()),
        short: t.text("short"),
        level: t.text("level"),
        address: t.text("address"),
        postcode: t.text("postcode"),
        phone: t.text("phone"),
        fax: t.text("fax"),
        email: t.text("email"),
        website: t.text("website"),
        website_name: t.text("website_name"),
        contact: t.text("contact"),
    };
    let known = |level: &&Located<String>| LEVELS.iter().any(|(_, name)| *name == level.value);
    if let Some(level) = agency.level.as_ref().filter(|level| !known(level)) {
        let message = format!("{}：没有“{}”这一类。", log.call("agency.level"), level.value);
        let finding = Finding::new(&input::UNKNOWN_NAME, message).mark(&level.at, "").key("agency.level");
        log.fault(
            finding.hint(format!("改为 {}", LEVELS.iter().map(|(_, name)| *name).collect::<Vec<_>>().join("、"))),
        );
    }
    t.finish();
    agency
}

/// Reads `[preface]`.
fn preface(t: Fields<'_>, log: &Log<'_>) -> Preface {
    let place = t.text("place");
    let in_overview = match place.as_ref().map(|p| p.value.as_str()) {
        None | Some("front") => false,
        Some("overview") => true,
        Some(other) => {
            let message = format!("{}：没有“{other}”这个位置。", log.call("preface.place"));
            let finding = Finding::new(&input::UNKNOWN_NAME, message).mark_if(place.as_ref().map(|p| &p.at), "");
            log.fault(
                finding.hint("改为 \"front\"（正文之前）或 \"overview\"（放在第一部分之内）").key("preface.place"),
            );
            false
        }
    };
    let preface = Preface {
        in_overview,
        text: t.prose("text"),
        notices: t.texts("notices"),
        basis: part(&t, "basis", log),
        parts: part(&t, "parts", log),
        period: part(&t, "period", log),
        published: part(&t, "published", log),
        contact: part(&t, "contact", log),
    };
    t.finish();
    preface
}

/// Reads a part of the preface: `true`, `false`, or the agency's own text.
fn part(t: &Fields<'_>, key: &str, log: &Log<'_>) -> Part {
    let Some(item) = t.value(key) else { return Part::Generated };
    match item.get_ref() {
        DeValue::Boolean(true) => Part::Generated,
        DeValue::Boolean(false) => Part::Omitted,
        DeValue::String(_) => t.prose(key).map_or(Part::Generated, Part::Own),
        _ => {
            log.wrong_type(&t.path(key), item, "true（照格式生成）、false（不要）或自己的文字");
            Part::Generated
        }
    }
}

/// Reads `[document]`.
fn read_document(t: Fields<'_>) -> Document {
    let document = Document {
        number: t.text("number"),
        attachment: t.text("attachment"),
        submitter: t.text("submitter"),
        signature: t.text("signature"),
        date: t.date("date"),
        cc: t.text("cc"),
        printed_by: t.text("printed_by"),
        printed_on: t.date("printed_on"),
    };
    t.finish();
    document
}

/// Reads `[sections.*]`.
fn sections(t: Fields<'_>, form: &Form, prose: &mut ProseReader<'_>) -> BTreeMap<String, SectionInput> {
    let mut sections = BTreeMap::new();
    for section in &form.sections {
        let Some(fields) = t.table(&section.key) else { continue };
        let input = SectionInput {
            title: fields.text("title"),
            text: prose.read(&fields),
            before: fields.prose("before"),
            after: fields.prose("after"),
        };
        fields.finish();
        sections.insert(section.key.clone(), input);
    }
    t.finish();
    sections
}

/// Reads one `[[extra]]`.
fn extra(t: Fields<'_>, form: &Form, prose: &mut ProseReader<'_>) -> ExtraSection {
    let keys: Vec<&str> = form.sections.iter().map(|section| section.key.as_str()).collect();
    let last = keys[keys.len() - 1];
    let after = t.text("after");
    let known = after.as_ref().is_none_or(|after| keys.contains(&after.value.as_str()));
    if let (false, Some(after)) = (known, &after) {
        let message = format!("{}：没有“{}”这一部分。", t.path("after"), after.value);
        let hint = match closest(&after.value, keys.iter().copied()) {
            Some(close) => format!("是不是想写 \"{close}\"？"),
            None => format!("改为 {}", keys.join("、")),
        };
        prose
            .log
            .fault(Finding::new(&input::UNKNOWN_NAME, message).mark(&after.at, "").hint(hint).key(t.path("after")));
    }
    let title = t.text("title");
    if title.is_none() {
        prose.log.missing(&t.path("title"), "这一部分的标题", &t.at, "写 title = \"…\"，不带“五、”这样的序号");
    }
    let section = ExtraSection {
        after: after.map(|after| after.value).filter(|_| known).unwrap_or_else(|| last.to_owned()),
        title,
        text: prose.read(&t),
        at: t.at.clone(),
    };
    t.finish();
    section
}

/// Reads `[labels]`.
fn labels(t: &Fields<'_>, form: &Form, log: &Log<'_>) -> BTreeMap<String, Located<String>> {
    let known = |key: &str| form.node_labels().any(|(known, _)| known == key);
    let mut labels = BTreeMap::new();
    for (key, at, item) in t.entries() {
        if !known(key) {
            super::fields::unknown_key(log, &t.path(key), key, &at, form.node_labels().map(|(known, _)| known));
        } else if let Some(text) = t.text(key) {
            super::fields::limit(log, &t.path(key), &text.value, MOST_LABEL, &text.at);
            labels.insert(key.to_owned(), Located { value: text.value, at: log.at(item) });
        }
    }
    labels
}

/// Reads `[web]`.
fn web(t: Fields<'_>) -> Web {
    let fields = WEB_FIELDS.iter().filter_map(|name| Some((*name, t.text(name)?))).collect();
    t.finish();
    Web { fields }
}

/// Reads one `[[accept]]`.
fn accept(t: Fields<'_>, log: &Log<'_>) -> Option<Accept> {
    let (rule, at, reason) = (t.text("rule"), t.text("at"), t.text("reason"));
    let Some(rule) = rule else {
        log.missing(&t.path("rule"), "规则的代码", &t.at, "写 rule = \"代码\"，代码见检查结果或 nianbao rules");
        t.finish();
        return None;
    };
    if rules::find(&rule.value).is_none() {
        let message = format!("{}：没有代码为“{}”的规则。", t.path("rule"), rule.value);
        let codes = rules::all().iter().map(|r| r.code);
        let hint = match closest(&rule.value, codes) {
            Some(close) => format!("是不是想写 {close}？用 nianbao rules 查看全部规则"),
            None => "用 nianbao rules 查看全部规则".to_owned(),
        };
        log.fault(Finding::new(&input::UNKNOWN_NAME, message).mark(&rule.at, "").hint(hint).key(t.path("rule")));
    }
    t.finish();
    Some(Accept { rule, at, reason })
}
