//! Reading `district.toml`. Reading never judges: what cannot be read becomes a finding.

use std::path::Path;

use toml::Spanned;
use toml::de::DeValue;

use super::district::{District, NamePatterns, Scope, UNITS, Unit, covers};
use super::naming::{PLACES, unknown_place};
use crate::editions;
use crate::error::{Error, Result};
use crate::file;
use crate::filing::{LEVELS, Text};
use crate::finding::Finding;
use crate::form::{Editions, Form};
use crate::narrative::wording_faults;
use crate::policy::{self, Limit, Policy};
use crate::read::fields::{Fields, Log};
use crate::read::parse;
use crate::rule::input;
use crate::rules;
use crate::source::{Located, Sources, Span};
use crate::spelling::closest;

/// The folder of last year's files where none is named.
const LAST_YEAR: &str = "上年";

/// Likeness that is reported where nothing is said, in per cent.
const LIKENESS: u8 = 60;

/// The group of units that name none.
const NO_GROUP: &str = "其他";

/// Words for scopes in the input.
const SCOPES: [(&str, Scope); 2] = [("sum", Scope::Sum), ("own", Scope::Own)];

/// Reads a district from its file.
///
/// # Errors
/// When the file cannot be read. Everything else is in [`District::faults`].
pub fn read(path: &Path, editions: &Editions) -> Result<District> {
    let text = file::read_text(path)?;
    // Whole paths, so that the folder's own part of them can be left out of all findings.
    let path = std::path::absolute(path).map_err(|error| Error::io(path, &error))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut sources = Sources::default();
    let source = sources.add(path.display().to_string(), text.as_str());
    let (table, faults) = parse(source, &text);
    let log = Log::new(source, &text);
    let root = Fields::new(&table, log.beginning(), "", &log);
    let editions = brought(root.text("forms"), folder, editions, &log, &mut sources);
    let (policy, wrong) = policy::beside(&path, rules::all(), &mut sources);
    wrong.into_iter().for_each(|fault| log.fault(fault));
    let district = document_of(root, folder, &editions, policy, &log, sources);
    // Of a text that is no TOML only that is worth telling.
    Ok(if faults.is_empty() { district } else { District { faults, ..district } })
}

/// A district of some units whose files lie in a folder, in which no file describes it.
pub(crate) fn undescribed(folder: &Path, names: &[&str], editions: &Editions) -> District {
    let mut sources = Sources::default();
    let source = sources.add(folder.display().to_string(), "");
    let (table, _) = parse(source, "");
    let log = Log::new(source, "");
    let root = Fields::new(&table, log.beginning(), "", &log);
    let district = document_of(root, folder, editions, Policy::default(), &log, sources);
    let units = names.iter().map(|name| Unit::nobody(name, &district.at)).collect();
    District { units, units_folder: String::new(), faults: Vec::new(), ..district }
}

/// The editions of the folder that a district names, for good, on top of others; only the others where these are
/// settled.
fn brought(named: Text, folder: &Path, editions: &Editions, log: &Log<'_>, sources: &mut Sources) -> Editions {
    let Some(named) = named.filter(|_| !editions.is_settled()) else { return editions.clone() };
    match editions::open(&folder.join(&named.value), editions) {
        Ok(brought) => {
            let (editions, faults) = brought.looked_at(wording_faults).keep(sources);
            faults.into_iter().for_each(|fault| log.fault(fault));
            editions.settled()
        }
        Err(error) => {
            log.fault(editions::unusable(&named, &error));
            editions.clone()
        }
    }
}

/// Reads the document.
fn document_of(
    root: Fields<'_>,
    folder: &Path,
    editions: &Editions,
    policy: Policy,
    log: &Log<'_>,
    sources: Sources,
) -> District {
    let at = log.beginning();
    let year = year(&root, log);
    let form = editions.for_year(year.as_ref().map_or(i32::MAX, |year| year.value));
    let name = root.text("name");
    if name.is_none() {
        log.missing("name", "地区的名称", &at, "写 name = \"示例区\"");
    }
    let folder_of = |key: &str, usual: &str| root.text(key).map_or(usual.to_owned(), |named| named.value);
    let units: Vec<Unit> = root.tables("units").into_iter().filter_map(|table| unit(table, log)).collect();
    if units.is_empty() {
        log.missing("units", "应报告的单位", &at, "每个单位写一个 [[units]]，至少写 name = \"…\"");
    }
    let district = District {
        at,
        folder: folder.to_owned(),
        office: root.text("office"),
        report: root.text("report"),
        prior: root.text("prior"),
        totals: root.text("totals"),
        deadline: root.date("deadline"),
        naming: root.table("output").map(|table| naming(table, log)).unwrap_or_default(),
        likeness: likeness(&root, &policy, log),
        units_folder: folder_of("units_folder", UNITS),
        last_year_folder: folder_of("last_year_folder", LAST_YEAR),
        scopes: root.table("scope").map(|table| scopes(&table, &form, log)).unwrap_or_default(),
        name,
        year,
        form,
        editions: editions.clone(),
        units,
        sources,
        policy,
        faults: Vec::new(),
    };
    root.finish();
    District { faults: log.faults(), ..district }
}

/// The report year.
fn year(root: &Fields<'_>, log: &Log<'_>) -> Option<Located<i32>> {
    if root.value("year").is_none() {
        log.missing("year", "报告年度", &root.at, "写 year = 2025");
    }
    root.year("year")
}

/// `[output]`: patterns for the names of what is made.
fn naming(table: Fields<'_>, log: &Log<'_>) -> NamePatterns {
    let usual = NamePatterns::default();
    let pattern = |key: &str, usual: String| {
        let Some(pattern) = table.text(key) else { return usual };
        let Some(place) = unknown_place(&pattern.value) else { return pattern.value };
        let message = format!("output.{key}：不知道“{{{place}}}”。");
        let finding = Finding::new(&input::UNKNOWN_NAME, message).mark(&pattern.at, "");
        let places: Vec<String> = PLACES.iter().map(|place| format!("{{{place}}}")).collect();
        log.fault(finding.hint(format!("可以写：{}", places.join("、"))).key(format!("output.{key}")));
        usual
    };
    let folder = pattern("folder", usual.folder);
    if let Some(given) =
        table.text("folder").filter(|_| !["{name}", "{number}"].iter().any(|place| folder.contains(place)))
    {
        let message = format!("output.folder：“{folder}”里没有 {{name}} 或 {{number}}，各单位的文件夹都叫一个名字。");
        let finding = Finding::new(&input::UNKNOWN_NAME, message).mark(&given.at, "");
        log.fault(finding.hint("写成 \"{number}-{name}\" 这样").key("output.folder"));
    }
    let naming = NamePatterns { folder, file: pattern("file", usual.file), letter: pattern("letter", usual.letter) };
    table.finish();
    naming
}

/// How much of a text may stand in another unit's before that is reported, in per cent.
fn likeness(root: &Fields<'_>, policy: &Policy, log: &Log<'_>) -> u8 {
    let usual = policy.limit(Limit::Likeness).and_then(|percent| u8::try_from(percent).ok()).unwrap_or(LIKENESS);
    let Some(value) = root.value("likeness") else { return usual };
    let percent = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
    match percent.filter(|percent| (1..=100).contains(percent)) {
        Some(percent) => percent,
        None => {
            log.wrong_type("likeness", value, "整数 1 到 100（百分之几），如 60");
            usual
        }
    }
}

/// One `[[units]]`.
fn unit(table: Fields<'_>, log: &Log<'_>) -> Option<Unit> {
    let name = table.text("name");
    let at = name.as_ref().map_or(table.at.clone(), |name| name.at.clone());
    if name.is_none() {
        log.missing(&table.path("name"), "单位的全称", &at, "写 name = \"…\"");
    }
    let level = table.choice("level", &LEVELS);
    let group = table.text("group").or_else(|| level.clone()).map_or(NO_GROUP.to_owned(), |group| group.value);
    let unit = name.map(|name| Unit {
        at,
        name: name.value,
        formerly: former_names(&table, log),
        group,
        level,
        file: table.text("file"),
        prior: table.text("prior"),
        deadline: table.date("deadline"),
        received: table.date("received"),
    });
    // Asked for in any case, so that none is reported as unknown.
    let _ = ["file", "prior", "formerly", "deadline", "received"].map(|key| table.value(key));
    table.finish();
    unit
}

/// What a unit was called before: a name, or a list of them.
fn former_names(table: &Fields<'_>, log: &Log<'_>) -> Vec<String> {
    let Some(value) = table.value("formerly") else { return Vec::new() };
    let names: Option<Vec<&str>> = match value.get_ref() {
        DeValue::Array(names) => names.iter().map(|name| name.get_ref().as_str()).collect(),
        name => name.as_str().map(|name| vec![name]),
    };
    let names = names.map(|names| names.into_iter().map(str::trim).filter(|name| !name.is_empty()));
    let Some(names) = names else {
        log.wrong_type(&table.path("formerly"), value, "以前的名称，如 \"示例区卫生局\"，有几个的写 [\"…\", \"…\"]");
        return Vec::new();
    };
    names.map(str::to_owned).collect()
}

/// `[scope]`: keys of the form's tree, each with how its figures are made.
fn scopes(table: &Fields<'_>, form: &Form, log: &Log<'_>) -> Vec<(String, Scope)> {
    let mut found = Vec::new();
    for (key, at, value) in table.entries() {
        gather(key.to_owned(), &at, value, form, log, &mut found);
    }
    found
}

/// One entry of `[scope]`, or what lies below it.
fn gather(
    key: String,
    at: &Span,
    value: &Spanned<DeValue<'_>>,
    form: &Form,
    log: &Log<'_>,
    found: &mut Vec<(String, Scope)>,
) {
    if let Some(inner) = value.get_ref().as_table() {
        for (part, value) in inner.iter() {
            gather(format!("{key}.{}", part.get_ref()), &log.at(part), value, form, log, found);
        }
        return;
    }
    let scope = value.get_ref().as_str().and_then(|word| SCOPES.iter().find(|(name, _)| *name == word));
    let Some((_, scope)) = scope else {
        log.wrong_type(&format!("scope.{key}"), value, "\"sum\"（本级加各单位）或 \"own\"（只计本级）");
        return;
    };
    let accounts = || form.accounts.iter().filter(|account| account.section.is_some()).map(|a| a.key.as_str());
    if !accounts().any(|account| account == key) && !form.cells.iter().any(|cell| covers(&key, &cell.key)) {
        let finding = Finding::new(&input::UNKNOWN_NAME, format!("scope：表里没有 {key}。")).mark(at, "没有这样的格");
        let hint = match closest(&key, form.cells.iter().map(|cell| cell.key.as_str()).chain(accounts())) {
            Some(close) => format!("是不是想写 {close}？"),
            None => "写表名、行或格，如 disclosure.normative，或 \"*.in_force\"".to_owned(),
        };
        log.fault(finding.hint(hint).key(format!("scope.{key}")));
        return;
    }
    found.push((key, *scope));
}
