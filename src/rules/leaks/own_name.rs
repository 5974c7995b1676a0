//! One's own name with a character left out: 示例市农业农村认真贯彻, 示例市文化广旅游局.

use std::ops::Range;

use super::agency::{MOST, OTHER_AGENCY, han_name, mark};
use crate::finding::Finding;
use crate::rule::Severity;
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, is_han};

/// Characters at the beginning of a name by which it is looked for: a place, mostly, which may lack what it is: 临淄应急管理局.
const BEGINS: usize = 2;

/// Characters of the shortest name of which one that is missing is noticed.
const SHORTEST: usize = 7;

/// The finding for one's own name where a character of it is missing, one a text.
pub(super) fn cut_names(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(name) = han_name(case).filter(|name| name.chars().count() >= SHORTEST) else { return Vec::new() };
    let deeds = &case.filing.form.words().other.deeds;
    let begins = &name[..name.char_indices().nth(BEGINS).map_or(name.len(), |(at, _)| at)];
    let found = |passage: &ReportPassage<'_>| {
        let text = passage.text.as_str();
        let starts = passage.find(begins).take(MOST).map(|place| place.start);
        let cut = starts.filter_map(|start| {
            let before = text[..start].chars().next_back();
            // “示例应急管理局”: what an account is called.
            if before.is_some_and(|c| "“《".contains(c)) {
                return None;
            }
            let begins = before.is_none_or(|c| !is_han(c));
            let (length, missing) = cut(&text[start..], name, if begins { deeds } else { &[] })?;
            Some((start..start + length, missing))
        });
        let (places, missing): (Vec<Range<usize>>, Vec<char>) = cut.unzip();
        let first = missing.first()?;
        let message = format!("正文：机关名称“{}”少了“{first}”字。", &text[places[0].clone()]);
        let finding = Finding::new(&OTHER_AGENCY, message).hint(format!("写全：{name}"));
        // 聊城应急管理局: people leave out what a place is.
        let is_region = case.filing.form.words().other.regions.iter().any(|region| region.starts_with(*first));
        let finding = if is_region { finding.severity(Severity::Hint) } else { finding };
        Some(mark(finding, passage, &places))
    };
    passages.iter().filter(|passage| passage.is_running_text()).filter_map(found).collect()
}

/// Characters of the shortest name of a place of which one that is wrong is noticed.
const PLACE: usize = 3;

/// The finding for the place of one's own name with one character for another one that looks or sounds like it, one a text:
/// 南平市 for 南屏市.
pub(super) fn wrong_places(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let words = case.filing.form.words();
    let Some(name) = han_name(case) else { return Vec::new() };
    let end = words.other.regions.iter().filter_map(|region| Some(name.find(region.as_str())? + region.len())).min();
    let own: Vec<char> = name[..end.unwrap_or(0)].chars().collect();
    if own.len() < PLACE {
        return Vec::new();
    }
    let alike = words.fixed.index().alike();
    let found = |passage: &ReportPassage<'_>| {
        let is_it = |chars: &[char]| {
            let mut others = chars.iter().zip(&own).filter(|(one, other)| one != other);
            let is_alike = others.next().is_some_and(|(written, meant)| alike.are_alike(*written, *meant));
            is_alike && others.next().is_none() && chars.last() == own.last()
        };
        let at = passage.chars.windows(own.len()).position(is_it)?;
        let end = passage.starts.get(at + own.len()).copied().unwrap_or(passage.text.len());
        let place = passage.starts[at]..end;
        let (written, own) = (&passage.text[place.clone()], own.iter().collect::<String>());
        let message = format!("正文：写的是“{written}”，机关名称里是“{own}”。");
        Some(mark(Finding::new(&OTHER_AGENCY, message).hint("核对地名，写错的改正"), passage, &[place]))
    };
    passages.iter().filter(|passage| passage.is_running_text()).filter_map(found).collect()
}

/// The bytes of a name without one character that a text begins with, and that character. Without its last one it may be
/// what an agency deals with: only where some deeds follow it is a name.
fn cut(text: &str, name: &str, deeds: &[String]) -> Option<(usize, char)> {
    let same = text.chars().zip(name.chars()).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8());
    let same: usize = same.sum();
    let missing = name[same..].chars().next()?;
    let rest = &name[same + missing.len_utf8()..];
    let behind = text[same..].strip_prefix(rest)?;
    // 在, 以 follow anything.
    let is_deed = |deed: &String| deed.chars().count() > 1 && behind.starts_with(deed.as_str());
    (!rest.is_empty() || deeds.iter().any(is_deed)).then_some((same + rest.len(), missing))
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_name_without_a_character_is_told_from_what_it_deals_with() {
        let deeds = ["认真".to_owned(), "高度重视".to_owned()];
        let missing = |text: &str, name: &str| cut(text, name, &deeds).map(|(_, missing)| missing);
        let (farming, culture) = ("示例市农业农村局", "示例市文化广电旅游体育局");
        assert_eq!(missing("示例市农业农村认真贯彻条例", farming), Some('局'));
        assert_eq!(missing("示例市农农村局编制", farming), Some('业'));
        assert_eq!(missing("示例市文化广旅游体育局网站", culture), Some('电'));
        for text in [
            "示例市农业农村局认真贯彻",
            "示例市农业农村工作会议",
            "示例市农业农村高质量发展",
            "示例市农业局",
            "示例市农业农村",
        ] {
            assert_eq!(missing(text, farming), None, "{text}");
        }
    }
}
