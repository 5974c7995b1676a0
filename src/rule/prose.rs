//! Rules that composing reports: what stands in `{{ … }}`, and what was written for the agency.

use super::{Family, Rule, Severity};

/// A name in `{{ … }}` that means nothing.
pub static UNKNOWN_EXPRESSION: Rule = Rule {
    code: "PRO002",
    name: "正文里的名称不存在",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "{{ … }} 里的名称拼错，就取不到数。",
    basis: "输入格式",
    remedy: "核对名称，见工作簿的“可引用的名称”",
    faulty: "[sections.problems]\ntext = \"本年新收{{ applications.nwe }}件。\"",
    corrected: "[sections.problems]\ntext = \"本年新收{{ applications.new }}件。\"",
    in_workbook: None,
};

/// A name in `{{ … }}` whose figure nobody gave.
pub static UNKNOWN_FIGURE: Rule = Rule {
    code: "PRO003",
    name: "正文用到的数没有填",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "正文引用的数在表里没有，句子就不完整。",
    basis: "输入格式",
    remedy: "先把表里的数填上",
    faulty: "disputes = {}\n[sections.problems]\ntext = \"本年{{ disputes.reconsideration }}件。\"",
    corrected: "[sections.problems]\ntext = \"本年{{ disputes.reconsideration }}件。\"",
    in_workbook: None,
};

/// A comparison without last year's figures.
pub static NO_PRIOR_FIGURE: Rule = Rule {
    code: "PRO004",
    name: "没有上年数据可比",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "change.* 是与上年相比的变化，没有上年的文件或两版格式没有对应的格就算不出来。",
    basis: "输入格式",
    remedy: "给出上年的文件（用 --prior，或者写 prior = \"…\"；地区的写在 district.toml 里），或把这句话改成直接写",
    faulty: "[sections.problems]\ntext = \"申请量{{ change.applications.new }}。\"",
    corrected: "prior = \"上年.toml\"\n[sections.problems]\ntext = \"申请量{{ change.applications.new }}。\"",
    in_workbook: Some("填“上年数据”表，或用 --prior 给出上年的文件，或把这句话改成直接写"),
};

/// An expression that cannot be evaluated.
pub static FAILED_EXPRESSION: Rule = Rule {
    code: "PRO005",
    name: "正文里的算式算不出来",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "{{ … }} 里的写法有误，或算得太久、太长。",
    basis: "输入格式",
    remedy: "改正算式；要印出两个花括号本身，写 {{ \"{{\" }}",
    faulty: "[sections.problems]\ntext = \"共{{ 1 + }}件。\"",
    corrected: "[sections.problems]\ntext = \"共{{ 1 + 1 }}件。\"",
    in_workbook: None,
};

/// `{{` without `}}`.
pub static OPEN_EXPRESSION: Rule = Rule {
    code: "PRO006",
    name: "花括号没有闭合",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "“{{”后面同一段里没有“}}”，不知道到哪里为止。",
    basis: "输入格式",
    remedy: "补上 }}；要印出两个花括号本身，写 {{ \"{{\" }}",
    faulty: "[sections.problems]\ntext = \"共{{ applications.new 件。\"",
    corrected: "[sections.problems]\ntext = \"共{{ applications.new }}件。\"",
    in_workbook: None,
};

/// A statement that was written for the agency.
pub static FILLED: Rule = Rule {
    code: "STR004",
    name: "已自动补写",
    severity: Severity::Hint,
    family: Family::Structure,
    reason: "格式要求说明而输入里没有写的，用数字生成标准语句补上。",
    basis: "格式",
    remedy: "看一看补写的话；要换说法就在这一部分自己写",
    faulty: "[fee]\ncases = 0\nyuan = 0\n[sections.others]\ntext = \"\"",
    corrected: "[sections.others]\ntext = \"{{ sentences.fee }}\"",
    in_workbook: None,
};

/// Prose of several sections in one place, which was shared out.
pub static SHARED_OUT: Rule = Rule {
    code: "PRO012",
    name: "文字已分到各部分",
    severity: Severity::Hint,
    family: Family::Prose,
    reason: "一处贴了几个部分的文字，带着各部分的标题；程序按标题分开，各印在自己的部分里。",
    basis: "输入格式",
    remedy: "看一看分得对不对；要改就在各部分自己写",
    faulty: "[sections.overview]\ntext = '''我局认真开展工作。\n五、存在的主要问题及改进情况\n培训有待加强。'''\n[sections.problems]\ntext = \"\"",
    corrected: "[sections.overview]\ntext = '''我局认真开展工作。'''\n[sections.problems]\ntext = \"培训有待加强。\"",
    in_workbook: None,
};

/// Prose of a section in two places.
pub static TWICE: Rule = Rule {
    code: "PRO013",
    name: "同一部分的文字写了两处",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "一个部分的文字在别处也贴了一份，不知道用哪一份；两份都照原样留着。",
    basis: "输入格式",
    remedy: "两份留一份",
    faulty: "[sections.overview]\ntext = '''我局认真开展工作。\n五、存在的主要问题及改进情况\n培训有待加强。'''",
    corrected: "[sections.overview]\ntext = '''我局认真开展工作。'''",
    in_workbook: None,
};

/// The title of another report above pasted prose.
pub static OTHER_TITLE: Rule = Rule {
    code: "PRO014",
    name: "贴进来的标题不是这份报告的",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "文字前面连报告的标题一起贴了；标题由程序印，贴的没有印。它写的是别的年度或别的机关，贴的可能是另一份报告。",
    basis: "输入格式",
    remedy: "核对贴的是不是这份报告的文字，再删去标题这几行",
    faulty: "[sections.overview]\ntext = '''示例市应急管理局2024年政府信息公开工作年度报告\n\n我局认真开展工作。'''",
    corrected: "[sections.overview]\ntext = '''示例市应急管理局2025年政府信息公开工作年度报告\n\n我局认真开展工作。'''",
    in_workbook: None,
};
