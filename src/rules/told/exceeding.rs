//! Parts that running text tells to be more than their whole.

use rust_decimal::Decimal;

use super::SUM;
use super::numbers::Counted;
use super::text::Paragraph;
use crate::finding::Finding;

/// The finding for a part of a number that is more than it; `rest` is all that follows it.
pub(super) fn exceeding(
    paragraph: &Paragraph<'_>,
    total: &Counted<'_>,
    parts: &[&Counted<'_>],
    rest: &[Counted<'_>],
) -> Option<Finding> {
    first_exceeding(paragraph, total, parts).or_else(|| outgrown(paragraph, total, rest))
}

/// The finding for a part, the first right behind its whole, that is more than that.
fn first_exceeding(paragraph: &Paragraph<'_>, total: &Counted<'_>, parts: &[&Counted<'_>]) -> Option<Finding> {
    let part = parts.first().filter(|part| part.told.value > total.told.value)?;
    let between = &paragraph.text[total.range.end..part.range.start];
    let rounded = total.told.within > Decimal::ZERO || part.told.within > Decimal::ZERO;
    let goes_on = paragraph.text[part.range.end..].chars().next().is_some_and(|c| !"，、；。）".contains(c));
    if goes_on
        || paragraph.words.below.regex().is_match(between)
        || !between.starts_with("，其中")
        || between['，'.len_utf8()..].contains(['，', '；', '。', '：'])
        || rounded
    {
        return None;
    }
    Some(more_than_all(paragraph, total, part))
}

/// The finding for a part that is more than its whole.
fn more_than_all(paragraph: &Paragraph<'_>, total: &Counted<'_>, part: &Counted<'_>) -> Finding {
    let (whole, said) = (paragraph.source(&total.range), paragraph.source(&part.range));
    let message = format!("正文写“{whole}”，其中“{said}”，部分不会超过全部。");
    let finding = Finding::new(&SUM, message).mark(&paragraph.place(&part.range), format!("超过 {whole}"));
    finding.mark(&paragraph.place(&total.range), "全部")
}

/// The finding for a part that is more than the whole, also of pieces of information that are counted in another way:
/// 150条。其中，文件38条，推送信息260篇.
fn outgrown(paragraph: &Paragraph<'_>, total: &Counted<'_>, rest: &[Counted<'_>]) -> Option<Finding> {
    let pieces = paragraph.words.pieces.regex();
    let after = &paragraph.text[total.range.end..];
    let begins = after.strip_prefix(['，', '。'])?.starts_with("其中");
    if !begins || !total.told.within.is_zero() {
        return None;
    }
    // 其中： is followed by the parts as 其中 is.
    let from = total.range.end + '，'.len_utf8() + "其中".len();
    let from = from + if paragraph.text[from..].starts_with('：') { '：'.len_utf8() } else { 0 };
    let is_part = |part: &&Counted<'_>| {
        let between = paragraph.text.get(from..part.range.start).unwrap_or_default();
        let clause = paragraph.before_in_clause(&part.range);
        let is_alike = part.unit == total.unit || pieces.is_match(part.unit) && pieces.is_match(total.unit);
        is_alike
            && part.told.within.is_zero()
            && !between.contains(['。', '；', '（', '：'])
            && !paragraph.words.below.regex().is_match(between)
            && !paragraph.words.beside.regex().is_match(clause)
            && !paragraph.words.handled.regex().is_match(clause)
            && !paragraph.words.compared.regex().is_match(clause)
    };
    let part = rest.iter().take_while(is_part).find(|part| part.told.value > total.told.value)?;
    let ends = paragraph.text[part.range.end..].starts_with(['，', '、', '；', '。'])
        || part.unit != total.unit
        || pieces.is_match(part.unit);
    ends.then(|| more_than_all(paragraph, total, part))
}
