//! The form and its sections.

use super::Case;
use crate::characters::{beginning, unspaced};
use crate::finding::Finding;
use crate::form::{Account, Prose};
use crate::prose::plain_text;
use crate::rule::{Family, Rule, Severity};

/// The form asked for is not the one meant for the year.
pub(super) static FORM_YEAR: Rule = Rule {
    code: "STR001",
    name: "格式与年度不符",
    severity: Severity::Warning,
    family: Family::Structure,
    reason: "每个年度用规定的格式。",
    basis: "格式",
    remedy: "删去 form 一行，由年度决定格式",
    faulty: "form = \"2019\"\n[disclosure]\nrules = [0, 0, 0]",
    corrected: "form = \"2021\"",
    in_workbook: Some("改用本年度规定的格式的表填报"),
};

/// A section that must hold prose and holds none.
pub(super) static EMPTY_SECTION: Rule = Rule {
    code: "STR002",
    name: "这一部分没有内容",
    severity: Severity::Error,
    family: Family::Structure,
    reason: "格式的各部分缺一不可；只有标题没有文字等于漏报。",
    basis: "格式",
    remedy: "补写这一部分",
    faulty: "[sections.problems]\ntext = \"\"",
    corrected: "[sections.problems]\ntext = \"公开的时效性有待加强。下一年将健全机制。\"",
    in_workbook: None,
};

/// A title that is not the official one.
pub(super) static TITLE: Rule = Rule {
    code: "STR003",
    name: "标题不是规范写法",
    severity: Severity::Warning,
    family: Family::Structure,
    reason: "规范的标题是机关名称、年度和格式规定的报告名称。",
    basis: "格式",
    remedy: "删去 title 一行，用规范的标题；确需不同的用 [[accept]] 说明",
    faulty: "title = \"示例市应急管理局信息公开工作报告\"",
    corrected: "",
    in_workbook: Some("清空“报告标题”，用规范的标题；确需不同的，在“高级”表的“认可”里写明理由"),
};

/// Whether the form fits the year.
pub(super) fn form_year(case: &Case<'_>) -> Vec<Finding> {
    let (form, Some(year)) = (&case.filing.form, &case.filing.year) else { return Vec::new() };
    if form.fits(year.value) {
        return Vec::new();
    }
    let meant = &case.filing.meant;
    if form.edition == meant.edition {
        let message = format!("{} 年度还没有现在的格式，照 {} 年格式排。", year.value, form.edition);
        let hint = "核对年度；确是那一年的报告，当年的格式不同，不能用这个程序编";
        return vec![Finding::new(&FORM_YEAR, message).mark(&year.at, "").key("year").hint(hint)];
    }
    let message = format!("{} 年度用了 {} 年格式，按规定用 {} 年格式。", year.value, form.edition, meant.edition);
    let at = case.filing.form_given.as_ref().map(|given| &given.at);
    let finding = Finding::new(&FORM_YEAR, message).mark_if(at, "").key("form");
    vec![if case.is_workbook() || case.is_published() {
        finding.hint(format!("改用 {} 年格式的表填报", meant.edition))
    } else {
        finding
    }]
}

/// Every section that must hold prose and holds none.
pub(super) fn empty_sections(case: &Case<'_>) -> Vec<Finding> {
    let form = &case.filing.form;
    let required =
        |key: &str| form.sections.iter().any(|section| section.key == key && section.prose == Prose::Required);
    let extra = |key: &str| !form.sections.iter().any(|section| section.key == key);
    let chapters = case.narrative.sections.iter().filter(|chapter| required(&chapter.key) || extra(&chapter.key));
    let is_unread = |chapter: &crate::narrative::Chapter| {
        let account = form.account_of(&chapter.key);
        account.is_some_and(|account| case.is_unread(&account.key))
            || case.is_unread(&format!("sections.{}", chapter.key))
    };
    let chapters = chapters.filter(|chapter| !is_unread(chapter));
    let empty = chapters.filter(|chapter| !plain_text(&chapter.before).chars().any(char::is_alphanumeric));
    let tell = |chapter: &crate::narrative::Chapter| {
        let account = form.account_of(&chapter.key);
        let hint = if case.is_published() {
            "照格式写上这一部分的内容".to_owned()
        } else if case.is_workbook() {
            let or = account.map(|account| format!("，或填“{}”表，{}也填 0", account.label, account.nothing));
            format!("在“正文”表（栏目、标题、正文三列）里写这一部分{}", or.unwrap_or_default())
        } else if let Some(Account { key, nothing, figures, .. }) = account {
            let figures: Vec<String> =
                figures.iter().map(|figure| format!("{}（{}）", figure.key, figure.brief)).collect();
            let figures = figures.join("和 ");
            format!("在 [sections.{}] 写 text，或填 [{key}] 的 {figures}，{nothing}也填 0", chapter.key)
        } else if extra(&chapter.key) {
            "在这个 [[extra]] 写 text 或 file，或删去它".to_owned()
        } else {
            format!("在 [sections.{}] 写 text = \"…\" 或 file = \"正文.md\"", chapter.key)
        };
        let finding = Finding::new(&EMPTY_SECTION, format!("{}、{}：没有内容。", chapter.ordinal, chapter.title));
        finding.mark_if(chapter.at.as_ref(), "这里是空的").hint(hint).key(format!("sections.{}", chapter.key))
    };
    empty.map(tell).collect()
}

/// Whether the titles of the agency's own are official ones, and titles at all.
pub(super) fn title(case: &Case<'_>) -> Vec<Finding> {
    of_report(case).into_iter().chain(of_sections(case)).collect()
}

/// Characters that the title of a section has at most.
const LONGEST_TITLE: usize = 40;

/// Titles of sections that are written like a text, which then is printed as a heading.
fn of_sections(case: &Case<'_>) -> Vec<Finding> {
    let official = case.filing.sections.iter().map(|(key, section)| (format!("sections.{key}.title"), &section.title));
    let extra = case.filing.extra.iter().enumerate();
    let own = extra.map(|(number, extra)| (format!("extra[{}].title", number + 1), &extra.title));
    let tell = |(key, title): (String, &crate::filing::Text)| {
        let title = title.as_ref()?;
        let written = title.value.trim();
        let is_sentence = written.ends_with(['。', '；', '！']) && written.contains('，');
        let is_text = is_sentence || written.chars().count() > LONGEST_TITLE;
        let message = format!("部分的标题写的像一段文字，照标题印：“{}”。", beginning(written, 20));
        let hint = "标题只写几个字；文字写在这一部分的正文里";
        is_text.then(|| Finding::new(&TITLE, message).mark(&title.at, "").key(key).hint(hint))
    };
    official.chain(own).filter_map(tell).collect()
}

/// Whether the title of the report is the official one.
fn of_report(case: &Case<'_>) -> Vec<Finding> {
    let Some(title) = &case.filing.title else { return Vec::new() };
    let written = unspaced(&title.value);
    let official = case.filing.official_title();
    if written == official {
        return Vec::new();
    }
    let message = format!("标题：写的是“{written}”，规范写法是“{official}”。");
    let finding = Finding::new(&TITLE, message).mark(&title.at, "").key("title");
    vec![if is_shortened(case, &written, &official) { finding.severity(Severity::Hint) } else { finding }]
}

/// Whether a title only has less of the agency's name than the official one: without the places above it, or, of a
/// government, its place alone, by which its report is of all that place: 某县2024年….
fn is_shortened(case: &Case<'_>, written: &str, official: &str) -> bool {
    const LEAST: usize = 4;
    let Some(name) = case.filing.name() else { return false };
    let rest = official.strip_prefix(name).unwrap_or(official);
    let Some(own) = written.strip_suffix(rest).filter(|own| !own.is_empty()) else { return false };
    let is_end = own.chars().count() >= LEAST && name.ends_with(own);
    let lowest = &case.filing.form.words().other.lowest;
    let is_town = case.filing.level() == Some("乡镇街道") && lowest.iter().any(|end| own.ends_with(end.as_str()));
    let is_place = (case.filing.level() == Some("政府") || is_town) && name.starts_with(own);
    is_end || is_place
}
