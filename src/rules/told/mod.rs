//! Running text against the tables: figures tied to cells by phrases, statements that there was nothing.
//!
//! ```text
//! prose ─text→ paragraphs in one spelling ─ties→ claims (a number, what it may mean) ─→ those that nothing agrees with
//! ```

pub(super) mod accounts;
mod bare;
mod beside;
mod changes;
mod channels;
mod clauses;
mod complete;
mod cut_share;
mod denied;
mod exceeding;
mod far_share;
mod from_to;
mod hundred;
mod included;
mod last_year;
mod listed;
mod made_up;
mod mended;
mod named_change;
mod nested;
mod numbers;
mod odd_share;
mod often;
mod one_way;
mod otherwise;
mod over;
mod rates;
pub(super) mod reading;
mod redivided;
mod remains;
mod respectively;
mod roughly;
mod rows;
mod segments;
mod sense;
mod sentence;
mod several_share;
mod shares;
mod sorted;
mod stock;
mod summed;
mod sums;
mod text;
mod ties;
mod told_change;
mod twice;
mod unequal;

use std::cell::LazyCell;
use std::ops::Deref;

use sentence::{Sentence, ToldCount};

use super::Case;
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};

/// A figure in running text that is not the one of the tables.
pub(super) static OTHERWISE: Rule = Rule {
    code: "PRO050",
    name: "正文的数与表格不符",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "同一个数在正文和表格里不一样，读的人不知道信哪个；这是年度报告最常见的退回原因。",
    basis: "输入格式：正文和表格说的是同一年的数",
    remedy: "核对正文和表格，改成一致；在正文里引用表里的数就不会不一致",
    faulty: "[sections.overview]\ntext = \"本年度共收到政府信息公开申请5件。\"",
    corrected: "[sections.overview]\ntext = \"本年度共收到政府信息公开申请4件。\"",
    in_workbook: None,
};

/// A sum told in running text that does not add up.
pub(super) static SUM: Rule = Rule {
    code: "PRO051",
    name: "正文里的分项加起来不是总数",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "说了总数又说各项，两边对不上，总有一个错了。",
    basis: "输入格式：正文和表格说的是同一年的数",
    remedy: "核对总数和各项",
    faulty: "[sections.overview]\ntext = \"全年公开信息63条，其中机构职能16条、工作动态22条、预决算5条、公示公告13条、其他6条。\"",
    corrected: "[sections.overview]\ntext = \"全年公开信息62条，其中机构职能16条、工作动态22条、预决算5条、公示公告13条、其他6条。\"",
    in_workbook: None,
};

/// A percentage told in running text that its numbers do not give.
pub(super) static SHARE: Rule = Rule {
    code: "PRO052",
    name: "正文里的百分比算得不对",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "百分比由前面的数算出，对不上就是算错或数改了百分比没改。",
    basis: "输入格式：正文和表格说的是同一年的数",
    remedy: "按前面的数重新算",
    faulty: "[sections.overview]\ntext = \"全年公开信息200条，其中工作动态96条，占46%。\"",
    corrected: "[sections.overview]\ntext = \"全年公开信息200条，其中工作动态96条，占48%。\"",
    in_workbook: None,
};

/// A change against last year told in running text that the figures do not give.
pub(super) static CHANGE: Rule = Rule {
    code: "PRO053",
    name: "正文里与上年相比的变化不对",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "增减由今年和上年的数算出；方向或幅度不对，就是算错或用了别的数。",
    basis: "输入格式：正文和表格说的是同一年的数",
    remedy: "按两年的数重新算；写 {{ change.… }} 由程序算",
    faulty: "[sections.overview]\ntext = \"全年公开信息12条，比上年的10条增长12%。\"",
    corrected: "[sections.overview]\ntext = \"全年公开信息12条，比上年的10条增长20%。\"",
    in_workbook: None,
};

/// Every figure and statement of running text that the tables, or its own numbers, contradict.
pub(super) fn told(case: &Case<'_>) -> Vec<Finding> {
    let (paragraphs, ties) = (text::paragraphs(case), ties::Ties::of(case));
    let all: Vec<Sentence<'_, '_>> =
        paragraphs.iter().flat_map(|paragraph| Sentence::all_of(case, &ties, paragraph)).collect();
    let counts = LazyCell::new(|| sentence::counts(&all));
    let mut findings = Vec::new();
    for sentence in &all {
        findings.extend(otherwise::contradictions(case, sentence));
        findings.extend(sums::sums(case, sentence));
        findings.extend(roughly::roughly(sentence));
        findings.extend(mended::mended(sentence));
        findings.extend(often::often(sentence));
        findings.extend(stock::stock(sentence));
        findings.extend(percentages(case, sentence, &counts));
        findings.extend(changes::changes(case, sentence));
        findings.extend(last_year::last_year(case, sentence));
    }
    findings.extend(twice::told_twice(case, &all));
    findings.extend(denied::denied(&all));
    findings.extend(made_up::made_up(&all));
    findings
}

/// Findings for the percentages of a sentence: for each the first that is found.
fn percentages<'s>(
    case: &Case<'_>,
    sentence: &Sentence<'_, '_>,
    counts: &impl Deref<Target = Vec<ToldCount<'s>>>,
) -> Vec<Finding> {
    if !sentence.text().contains(['%', '均']) {
        return Vec::new();
    }
    let mut findings = over::over(case, sentence);
    let is_told = |findings: &[Finding], finding: &Finding| {
        findings.iter().any(|over| over.marks[0].at.start <= finding.marks[0].at.end)
    };
    let shares =
        shares::shares(case, sentence).into_iter().chain(rates::rates(sentence)).chain(hundred::hundred(sentence));
    let shares: Vec<Finding> = shares.filter(|finding| !is_told(&findings, finding)).collect();
    if shares.is_empty() && findings.is_empty() {
        findings.extend(far_share::far_shares(sentence, counts));
    }
    findings.extend(shares);
    if findings.is_empty() {
        findings.extend(
            rates::all_done(sentence)
                .into_iter()
                .chain(rates::monthly(sentence))
                .chain(rates::average(sentence))
                .chain(rates::share_of_told(sentence)),
        );
    }
    findings
}
