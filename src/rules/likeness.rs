//! Words that were last year's.

use super::Case;
use crate::finding::Finding;
use crate::likeness::{Overlap, OwnProse, overlaps, own_prose};
use crate::policy::Limit;
use crate::rule::{Family, Rule, Severity};

/// Per cent of a section's prose that may not be last year's, where an office sets no other limit.
const PERCENT: u8 = 80;

/// A section whose prose is last year's.
pub(super) static REPEATED: Rule = Rule {
    code: "PRO008",
    name: "正文与上年报告雷同",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "报告要说清这一年的工作。只换数字、其余照抄上年，就看不出这一年做了什么、上年的问题改了没有。",
    basis: "格式",
    remedy: "按本年的实际改写：做了什么、有什么问题、上年的问题改得怎样；确实没有变化的，用 [[accept]] 写明理由",
    faulty: "prior = \"上年.toml\"\n[sections.problems]\ntext = '''一是公开的主动性还不够强，个别科室存在重业务、轻公开的倾向，信息发布不够及时。二是业务培训不够系统，新任人员对答复的程序和时限不熟悉。2026年将把信息公开列入各科室的年度考核，举办全员参加的专题培训3次，并由办公室每月检查栏目的更新情况。'''",
    corrected: "prior = \"上年.toml\"\n[sections.problems]\ntext = '''上年提出的两个问题已经改进：信息公开列入了各科室考核，超期发布的由二十一条降到两条；举办了三次专题培训，新任人员全部参加。本年的主要问题是应急预案的解读太专业，群众反映看不懂。2026年将请社区工作者试读，把十份预案改写成问答，在汛期以前发到各村。'''",
    in_workbook: Some("按本年的实际改写；确实没有变化的，在“高级”表的“认可”里写明理由"),
};

/// Every section of which too much is in the same section of last year's report.
pub(super) fn repeated(case: &Case<'_>) -> Vec<Finding> {
    let Some(prior) = case.prior else { return Vec::new() };
    let (now, before) = (own_prose(case.filing), own_prose(prior.filing));
    let texts = [&now, &before].map(|prose| prose.iter().map(OwnProse::section_text).collect());
    let percent = case.policy.limit(Limit::Repeated).and_then(|percent| u8::try_from(percent).ok());
    let found = overlaps(&texts, percent.unwrap_or(PERCENT)).into_iter().filter(|overlap| overlap.unit == 0);
    let finding = |overlap: Overlap| {
        let (now, then) = (&now[overlap.passage], &before[overlap.other_passage]);
        let message = format!("{}：{}% 与上年报告的文字相同（不计数字）。", now.title, overlap.share.percent());
        Finding::new(&REPEATED, message).mark(&now.at, "本年").mark(&then.at, "上年").key(&now.key)
    };
    found.map(finding).collect()
}
