//! What one sentence says of how many kinds of things there are, and another one of how many in all:
//! 下辖14个村、2个社区 … 全镇17个村（社区）.

use rust_decimal::Decimal;

use super::SUM;
use super::sentence::Sentence;
use crate::finding::Finding;

/// Sentences that are held against each other; reports have some hundred.
const MOST: usize = 1_000;

/// A finding for each such pair, for the first sentences that have the one and the other.
pub(super) fn made_up(all: &[Sentence<'_, '_>]) -> Vec<Finding> {
    let Some(words) = all.first().map(|sentence| &sentence.paragraph.words.made_up) else { return Vec::new() };
    let all = &all[..all.len().min(MOST)];
    let mut findings = Vec::new();
    for kinds in words {
        let find = |pattern: &crate::expression::Regex| {
            all.iter().find_map(|sentence| Some((sentence, pattern.captures(sentence.text())?)))
        };
        let (Some((one, parts)), Some((other, whole))) = (find(kinds.parts.regex()), find(kinds.whole.regex())) else {
            continue;
        };
        let value = |text: &str| text.parse::<Decimal>().ok();
        let sum = value(&parts["one"]).zip(value(&parts["other"])).and_then(|(one, other)| one.checked_add(other));
        let (Some(sum), Some(told), Some(told_at), Some(parts)) =
            (sum, value(&whole["all"]), whole.get(0), parts.get(0))
        else {
            continue;
        };
        if sum == told {
            continue;
        }
        let (place, before) = (other.at(told_at.range()), one.at(parts.range()));
        let [first, second] = [one.paragraph.source(&before), other.paragraph.source(&place)];
        let message = format!("正文写“{first}”，又写“{second}”，前面加起来是 {sum}，两处的数不一样。");
        let finding = Finding::new(&SUM, message).mark(&other.paragraph.place(&place), "这里的数");
        let finding = finding.mark(&one.paragraph.place(&before), "前面的数");
        findings.push(finding.hint("核对哪一处对，改成一致；说的不是一回事的写明白"));
    }
    findings
}
