//! What was filled in of the agency and stands nowhere in the report.

use super::Case;
use crate::characters::{clean, unspaced};
use crate::filing::{FIELDS, Field, Group, PartContent};
use crate::finding::Finding;
use crate::prose::plain_text;
use crate::rule::{Family, Rule, Severity};

/// An address or a number that is not printed.
pub(super) static UNPRINTED: Rule = Rule {
    code: "STR005",
    name: "填了而没有印的资料",
    severity: Severity::Hint,
    family: Family::Structure,
    reason: "地址、电话、网站等由引言印出；没有引言，或引言是自己写的而里面没有，填的就不印。",
    basis: "输入格式",
    remedy: "要印就在引言里写上，或让引言由资料生成；不要印的可以不管",
    faulty: "[preface]\ntext = \"根据《中华人民共和国政府信息公开条例》编制本报告。\"",
    corrected: "[preface]",
    in_workbook: Some("要印就在“正文”的“引言”里写上，或清空它、在“基本信息”填引言各项；不要印的可以不管"),
};

/// Fields of the agency that say how it is called, which is not printed by itself.
const CALLING: [&str; 3] = ["agency.name", "agency.short", "agency.level"];

/// Every field of the agency that no words of the report have.
pub(super) fn unprinted(case: &Case<'_>) -> Vec<Finding> {
    // Who leaves out a part of the preface means it.
    let is_meant = case.filing.preface.as_ref().is_some_and(|preface| {
        preface.text.is_none() && preface.parts.values().any(|part| matches!(part, PartContent::Omitted))
    });
    if is_meant {
        return Vec::new();
    }
    let sections = case.narrative.sections.iter().flat_map(|chapter| [&chapter.before, &chapter.after]);
    let words = std::iter::once(&case.narrative.preface).chain(sections).map(|blocks| plain_text(blocks));
    let words = unspaced(&words.collect::<String>());
    let is_lost = |field: &&Field| {
        let texts = field.get(case.filing);
        field.group == Group::Agency
            && !CALLING.contains(&&*field.path)
            && texts.iter().any(|text| !words.contains(&unspaced(&clean(text))))
    };
    let lost: Vec<&Field> = FIELDS.iter().filter(is_lost).collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let named: Vec<&str> = lost.iter().map(|field| &*field.label).collect();
    let finding = Finding::new(&UNPRINTED, format!("{}：填了，报告里没有印。", named.join("、")));
    let told = lost.iter().fold(finding, |finding, field| {
        finding.mark_if(case.filing.places.get(&*field.path), "").key(field.path.clone())
    });
    vec![told]
}
