//! The letter that a report is submitted with.

// 待核: the numbers of the articles of the regulation on letters, whose text was not at hand, and of the clauses of the
// standard.

use super::Case;
use crate::characters::unspaced;
use crate::filing::facts;
use crate::filing::{Letter, LetterKind};
use crate::finding::Finding;
use crate::prose::numbering::{Style, Typed};
use crate::prose::plain_text;
use crate::rule::{Family, Rule, Severity};
use crate::source::Span;

/// An upward document that nobody signed off.
pub(super) static WITHOUT_SIGNER: Rule = Rule {
    code: "LET001",
    name: "上行文没有签发人",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "上行文应当标注签发人姓名，没有签发人的报告会被退回。",
    basis: "《党政机关公文处理工作条例》第九条（六）、GB/T 9704-2012 7.2.6",
    remedy: "在 [letter] 写 signers = [\"姓名\"]，联合行文按机关顺序写各机关的签发人",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nsigners = [\"张三\"]",
    in_workbook: Some("在“报送函”表的“签发人”一行填写；联合行文按机关顺序一人一行"),
};

/// The list of attachments does not name the report as it is called.
pub(super) static ATTACHMENT: Rule = Rule {
    code: "LET002",
    name: "附件说明与所附报告不一致",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "附件标题应当与附件说明的表述一致；差一个字，收文机关就无法确认附的是哪一份。",
    basis: "GB/T 9704-2012 7.3.7",
    remedy: "删去 [letter] 的 attachments 一行，由程序写上报告的准确标题；有别的附件时把报告写在第一个",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\nattachments = [\"2025年信息公开年报\"]",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nattachments = [\"示例市应急管理局2025年政府信息公开工作年度报告\", \"统计表\"]",
    in_workbook: Some("清空“报送函”表的“附件名称”，由程序写上报告的准确标题；有别的附件时把报告写在第一行"),
};

/// A 报告 that asks for something.
pub(super) static ASKS: Rule = Rule {
    code: "LET007",
    name: "报告夹带请示事项",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "不得在报告等非请示性公文中夹带请示事项；要请求指示、批准的另写请示，夹在报告里的多半没有人答复。",
    basis: "《党政机关公文处理工作条例》第十五条（四）",
    remedy: "删去请求的话，用“现予报送”“特此报告”结尾",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ntext = \"现将报告报上，妥否，请审示。\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ntext = \"现将报告报上。特此报告。\"",
    in_workbook: None,
};

/// A letter to nobody.
pub(super) static NO_RECIPIENT: Rule = Rule {
    code: "LET008",
    name: "没有主送机关",
    severity: Severity::Error,
    family: Family::Letter,
    reason: "报送的公文必须写明报给谁，用全称、规范化简称或者统称。",
    basis: "《党政机关公文处理工作条例》第九条（八）、GB/T 9704-2012 7.3.2",
    remedy: "在 [letter] 写 to = \"主送机关\"",
    faulty: "[letter]\nto = \"\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"",
    in_workbook: Some("在“报送函”表的“主送机关”一行填写"),
};

/// Something that a letter of this kind has no place for.
pub(super) static NO_PLACE: Rule = Rule {
    code: "LET009",
    name: "函不印这一项",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "函用信函格式，不标签发人，版记不加印发机关和印发日期；填了也不会印出。",
    basis: "GB/T 9704-2012 10.1",
    remedy: "删去这一项；要向上级行文的，文种写“报告”",
    faulty: "[letter]\nkind = \"函\"\nto = \"示例市档案馆\"\nsigners = [\"张三\"]",
    corrected: "[letter]\nkind = \"函\"\nto = \"示例市档案馆\"",
    in_workbook: None,
};

/// A title that does not end in the kind of the letter.
pub(super) static TITLE_KIND: Rule = Rule {
    code: "LET010",
    name: "公文标题与文种不符",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "公文标题由发文机关名称、事由和文种组成，以文种结尾；文种与版头不一致，收文机关无法按种类办理。",
    basis: "《党政机关公文处理工作条例》第九条（七）",
    remedy: "删去 [letter] 的 title 一行，用规范的标题；或改正 kind",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ntitle = \"关于报送年度报告的函\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ntitle = \"关于报送年度报告的报告\"",
    in_workbook: Some("清空“报送函”表的“公文标题”，用规范的标题；或改正“文种”"),
};

/// The letter, where there is one.
fn letter<'a>(case: &Case<'a>) -> Option<&'a Letter> {
    case.filing.letter.as_ref()
}

/// Whether somebody of every issuer signed off what goes to a superior.
pub(super) fn without_signer(case: &Case<'_>) -> Vec<Finding> {
    // Of a kind that is none it is not known which way it goes.
    let is_known = !case.is_unread("letter.kind");
    let Some(letter) = letter(case).filter(|letter| is_known && letter.kind.is_upward()) else { return Vec::new() };
    let (issuers, signers) = (facts::issuers(case.filing).len(), letter.signers.len());
    if signers >= issuers || case.is_unread("letter.signers") {
        return Vec::new();
    }
    let key = "letter.signers";
    let called = case.call(key);
    let finding = match letter.signers.last() {
        Some(last) => {
            let message =
                format!("{called}：联合行文有 {issuers} 个机关，签发人只有 {signers} 个，少 {}。", issuers - signers);
            Finding::new(&WITHOUT_SIGNER, message).mark(&last.at, "")
        }
        None => {
            let message = format!("{called}：文种是“{}”，没有签发人。", letter.kind.name());
            Finding::new(&WITHOUT_SIGNER, message).mark(&letter.at, "")
        }
    };
    vec![finding.key(key)]
}

/// Whether the first attachment is the report.
pub(super) fn attachment(case: &Case<'_>) -> Vec<Finding> {
    let Some((letter, given)) = letter(case).and_then(|letter| Some((letter, letter.attachments.as_ref()?))) else {
        return Vec::new();
    };
    let title = case.filing.exact_title();
    let names = facts::attachments(case.filing, letter);
    let key = "letter.attachments";
    let called = case.call(key);
    if names.first().is_some_and(|name| unspaced(name) == unspaced(&title)) {
        // Numbers are counted; one that was typed and is another is printed behind it.
        let is_other = |(name, number): &(&String, usize)| {
            Typed::of(name).is_some_and(|typed| typed.style == Style::Arabic && typed.number != *number)
        };
        let Some((name, number)) = names.iter().zip(1..).find(is_other) else { return Vec::new() };
        let message = format!("{called}：第 {number} 个附件写的是“{name}”，印在“{number}.”后面。");
        let finding = Finding::new(&ATTACHMENT, message).hint("删去名称前面的序号，序号由程序编").key(key);
        return vec![finding.mark_if(given.get(number - 1).map(|given| &given.at), "")];
    }
    vec![match (given.first(), names.first()) {
        (Some(first), Some(name)) => {
            let message = format!("{called}：第一个附件写的是“{name}”，报告的标题是“{title}”。");
            Finding::new(&ATTACHMENT, message).mark(&first.at, "").key(key)
        }
        _ => Finding::new(&ATTACHMENT, format!("{called}：没有附件说明，所附的是“{title}”。"))
            .mark(&letter.at, "")
            .key(key),
    }]
}

/// Words that ask a superior for something.
const REQUESTS: &[&str] = &[
    "请审示",
    "请批示",
    "请指示",
    "请批准",
    "请审批",
    "请予审批",
    "请予批准",
    "请批复",
    "请予批复",
    "请答复",
    "请予答复",
    "请批转",
    "请予批转",
    "请求批准",
    "请求解决",
    "妥否",
    "当否",
    "可否",
    "恳请",
];

/// Every request in a 报告.
pub(super) fn asks(case: &Case<'_>) -> Vec<Finding> {
    let Some(letter) = letter(case).filter(|letter| letter.kind == LetterKind::Report) else { return Vec::new() };
    let Some(words) = &case.narrative.letter else { return Vec::new() };
    let text = plain_text(&words.body);
    let found: Vec<&str> = REQUESTS.iter().copied().filter(|request| text.contains(request)).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let message = format!("{}：报告里有“{}”，像是请示。", case.call("letter.text"), found.join("”“"));
    let place = letter.text.as_ref().map_or(letter.at.clone(), |own| match own.text.find(found[0]) {
        Some(start) => own.place(start..start + found[0].len()),
        None => own.at.clone(),
    });
    vec![Finding::new(&ASKS, message).mark(&place, "").key("letter.text")]
}

/// Whether the letter is addressed to somebody.
pub(super) fn no_recipient(case: &Case<'_>) -> Vec<Finding> {
    let is_lacking = |letter: &&Letter| facts::text(&letter.to).is_none() && !case.is_unread("letter.to");
    let Some(letter) = letter(case).filter(is_lacking) else { return Vec::new() };
    let at = letter.to.as_ref().map_or(&letter.at, |to| &to.at);
    vec![
        Finding::new(&NO_RECIPIENT, format!("{}：没有写主送机关。", case.call("letter.to")))
            .mark(at, "")
            .key("letter.to"),
    ]
}

/// What is given of a 函 that it has no place for.
pub(super) fn no_place(case: &Case<'_>) -> Vec<Finding> {
    let Some(letter) = letter(case).filter(|letter| letter.kind == LetterKind::Correspondence) else {
        return Vec::new();
    };
    let given = [
        ("letter.signers", "签发人", letter.signers.first().map(|text| &text.at)),
        ("letter.printed_by", "印发机关", letter.printed_by.as_ref().map(|text| &text.at)),
        ("letter.printed_on", "印发日期", letter.printed_on.as_ref().map(|date| &date.at)),
    ];
    let tell = |(key, what, at): (&str, &str, Option<&Span>)| {
        Some(
            Finding::new(&NO_PLACE, format!("{}：函不印{what}，写了也不会印出。", case.call(key)))
                .mark(at?, "")
                .key(key),
        )
    };
    given.into_iter().filter_map(tell).collect()
}

/// Whether a title of the letter's own ends in its kind.
pub(super) fn title_kind(case: &Case<'_>) -> Vec<Finding> {
    let Some(letter) = letter(case) else { return Vec::new() };
    let Some(title) = letter.title.as_ref().filter(|title| !title.value.trim().is_empty()) else { return Vec::new() };
    let kind = letter.kind.name();
    let written = unspaced(&title.value);
    if written.ends_with(&format!("的{kind}")) {
        return Vec::new();
    }
    let message = format!("{}：文种是“{kind}”，标题不以“的{kind}”结尾。", case.call("letter.title"));
    vec![Finding::new(&TITLE_KIND, message).mark(&title.at, "").key("letter.title")]
}
