//! Whom a letter to a superior is addressed to, and who gets a copy.

// 待核: the numbers of the articles of the regulation on letters, whose text was not at hand.

use super::Case;
use crate::characters::unspaced;
use crate::filing::Letter;
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};

/// A letter to several superiors.
pub(super) static SEVERAL: Rule = Rule {
    code: "LET014",
    name: "上行文有几个主送机关",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "向上级机关行文，原则上主送一个上级机关，需要时抄送别的上级机关和同级机关；几个都主送，谁来处理就不清楚。",
    basis: "《党政机关公文处理工作条例》第十五条（一）",
    remedy: "主送负责处理的一个机关，其余的写在 cc（抄送）",
    faulty: "[letter]\nto = \"示例市政务公开办公室、示例市司法局\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ncc = \"示例市司法局\"",
    in_workbook: Some("主送负责处理的一个机关，其余的填在“抄送机关”"),
};

/// A copy to subordinates of a letter to a superior.
pub(super) static DOWNWARD: Rule = Rule {
    code: "LET015",
    name: "上行文抄送下级机关",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "向上级机关行文，不抄送下级机关；上级还没有表态，下级就照着办了。",
    basis: "《党政机关公文处理工作条例》第十五条（一）",
    remedy: "从抄送里删去下级机关；要让它们知道的另外行文",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ncc = \"局属各单位\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ncc = \"示例市司法局\"",
    in_workbook: None,
};

/// A report to subordinates.
pub(super) static TO_SUBORDINATES: Rule = Rule {
    code: "LET018",
    name: "报告主送下级机关",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "报告用于向上级机关汇报工作；发给下级的用通知，发给不相隶属的机关用函。",
    basis: "《党政机关公文处理工作条例》第八条（十）",
    remedy: "主送写上级机关；要发给下级的另用通知",
    faulty: "[letter]\nto = \"局属各单位\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"",
    in_workbook: None,
};

/// What stands between agencies.
const BETWEEN: &[char] = &['、', '，', ',', '；', ';', '\n'];

/// Ends of names of agencies; a name that is only a part of another does not end so.
const ENDINGS: &[&str] = &[
    "府", "委", "办", "局", "厅", "院", "室", "组", "部", "会", "处", "中心", "街道", "镇", "乡", "馆", "公司", "大队",
    "支队", "总队",
];

/// Ways to speak of one's own offices and subordinates.
const OWN: &[&str] = &[
    "各科室",
    "各处室",
    "各股室",
    "各科（室）",
    "各处（室）",
    "各站所",
    "局属",
    "厅属",
    "委属各",
    "所属各",
    "下属",
    "局机关各",
    "厅机关各",
    "委机关各",
    "局直属各",
    "厅直属各",
];

/// Ways to speak of the subordinates of a government.
const OF_GOVERNMENT: &[&str] = &[
    "各乡镇",
    "各镇",
    "各乡",
    "各街道",
    "乡镇人民政府",
    "街道办事处",
    "政府各部门",
    "政府各工作部门",
    "政府各委",
    "政府各直属机构",
    "各县人民政府",
    "各县（",
    "各县区",
    "各区人民政府",
    "各市、县",
    "各县、",
];

/// The kind of agency that has the subordinates of a government.
const GOVERNMENT: &str = "政府";

/// The letter, if it goes to a superior.
fn upward<'c>(case: &Case<'c>) -> Option<&'c Letter> {
    case.filing.letter.as_ref().filter(|letter| letter.kind.is_upward())
}

/// The agencies that a text lists; one where its parts are no names by themselves.
fn agencies(text: &str) -> Vec<String> {
    let plain = unspaced(&text.replace('\n', "、"));
    let plain = plain.trim_end_matches(['：', ':', '。']);
    let parts: Vec<&str> = plain.split(BETWEEN).filter(|part| !part.is_empty()).collect();
    let are_names = parts.iter().all(|part| is_name(part));
    if are_names { parts.into_iter().map(str::to_owned).collect() } else { vec![plain.to_owned()] }
}

/// Whether a text is the name of an agency; other names of it stand in brackets behind.
fn is_name(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    bare.chars().count() >= 2 && ENDINGS.iter().any(|ending| bare.ends_with(ending))
}

/// Whether a line names agencies and says nothing of them.
pub(super) fn are_named(line: &str) -> bool {
    /// What only sentences have.
    const OF_SENTENCES: &[char] = &['报', '《', '〔', '“', '。', '：', '现', '请', '由', '经', '和'];
    !line.contains(OF_SENTENCES) && line.split(BETWEEN).all(is_name)
}

/// Whether agencies are the party committee and the government of one place, or their offices, which are written to
/// together.
fn is_leadership(agencies: &[String]) -> bool {
    let [party, government] = agencies else { return false };
    let of = |name: &str| {
        let office = ["办公厅", "办公室", "办"].into_iter().find_map(|office| name.strip_suffix(office));
        office.unwrap_or(name).to_owned()
    };
    let (party, government) = (of(party), of(government));
    let party = party.strip_prefix("中共").unwrap_or(&party).strip_suffix('委');
    party.is_some() && party == government.strip_suffix("人民政府").or(government.strip_suffix("政府"))
}

/// Whether a letter to a superior is addressed to several.
pub(super) fn several(case: &Case<'_>) -> Vec<Finding> {
    let Some(to) = upward(case).and_then(|letter| letter.to.as_ref()) else { return Vec::new() };
    let all = agencies(&to.value);
    if all.len() < 2 || is_leadership(&all) {
        return Vec::new();
    }
    let message = format!("{}：写了 {} 个主送机关：{}。", case.call("letter.to"), all.len(), all.join("、"));
    vec![Finding::new(&SEVERAL, message).mark(&to.at, "").key("letter.to")]
}

/// The first subordinate among the agencies of a text; told only where the words leave no doubt.
fn subordinate(case: &Case<'_>, text: &str) -> Option<String> {
    let is_government = case.filing.level() == Some(GOVERNMENT);
    let of_government = OF_GOVERNMENT.iter().filter(|_| is_government);
    let plain = unspaced(text);
    let word = OWN.iter().chain(of_government).find(|word| plain.contains(**word))?;
    let from = plain.find(*word)?;
    let start = plain[..from].rfind(BETWEEN).map_or(0, |at| at + plain[at..].chars().next().map_or(1, char::len_utf8));
    let end = plain[from + word.len()..].find(BETWEEN).map_or(plain.len(), |at| from + word.len() + at);
    Some(plain[start..end].trim_end_matches(['。', '：', ':']).to_owned())
}

/// Whether subordinates get a copy of a letter to a superior.
pub(super) fn downward(case: &Case<'_>) -> Vec<Finding> {
    let Some(cc) = upward(case).and_then(|letter| letter.cc.as_ref()) else { return Vec::new() };
    let Some(name) = subordinate(case, &cc.value) else { return Vec::new() };
    let message = format!("{}：“{name}”是下级，上行文不抄送。", case.call("letter.cc"));
    vec![Finding::new(&DOWNWARD, message).mark(&cc.at, "").key("letter.cc")]
}

/// Whether a letter to a superior is addressed to subordinates.
pub(super) fn to_subordinates(case: &Case<'_>) -> Vec<Finding> {
    let Some(letter) = upward(case) else { return Vec::new() };
    let Some((to, name)) = letter.to.as_ref().and_then(|to| Some((to, subordinate(case, &to.value)?))) else {
        return Vec::new();
    };
    let message = format!("{}：文种是“{}”，“{name}”是下级。", case.call("letter.to"), letter.kind.name());
    vec![Finding::new(&TO_SUBORDINATES, message).mark(&to.at, "").key("letter.to")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_agencies_are_told_from_one_with_a_long_name() {
        let count = |text: &str| agencies(text).len();
        assert_eq!(count("示例市政务公开办公室、示例市司法局"), 2);
        assert_eq!(count("市政府办公室（市大数据局），市司法局："), 2);
        assert_eq!(count("市政府办公厅"), 1);
        assert_eq!(count("市政务公开、职能转变协调小组办公室"), 1);
        assert_eq!(count("市推进政府职能转变和“放管服”改革协调小组办公室（政务公开、评议）"), 1);
        for pair in ["县委、县政府", "中共示例县委，示例县人民政府", "市委办公室、市政府办公室"]
        {
            assert!(is_leadership(&agencies(pair)), "{pair}");
        }
        assert!(!is_leadership(&agencies("市发改委、市政府")));
    }
}
