//! Another agency's name or trade told of oneself.

use std::ops::Range;

use super::trade::{OtherTrades, behind_place};
use crate::finding::Finding;
use crate::form::words::{Lexicon, Maker, Other, OwnWord};
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, is_han};

/// Another agency's name or trade told of oneself.
pub(in crate::rules) static OTHER_AGENCY: Rule = Rule {
    code: "PRO037",
    name: "像是别的机关的话",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "照别的机关的报告改写时，常留下它的自称、名称和业务。",
    basis: "审核惯例",
    remedy: "改成本机关的；机关名称写错的改名称",
    faulty: "[sections.problems]\ntext = '我街道的培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '我局的培训工作有待加强。'",
    in_workbook: None,
};

/// Places of a text that may name who made the report.
pub(super) const MOST: usize = 100;

/// Everything that only another agency would say.
pub(super) fn other_agency(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(name) = han_name(case) else { return Vec::new() };
    let words = &case.filing.form.words().other;
    let known = format!("{name}{}", case.filing.short_name());
    let bare = words.bare_name(name);
    let trades = (case.filing.level() == Some("部门")).then(|| OtherTrades::of(words, name));
    let is_lowest = is_lowest(case);
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| passage.is_running_text()) {
        let own = words
            .own
            .iter()
            .chain(&words.bodies)
            .filter(|own| !own.names.iter().any(|name| known.contains(name.as_str())));
        // Who is of a place of another kind is not of such a one.
        let own =
            own.filter(|own| own.places.is_empty() || own.places.iter().any(|place| bare.contains(place.as_str())));
        for (own, places) in own.map(|own| (own, said(passage, own))).filter(|(_, places)| !places.is_empty()) {
            let message = format!("正文：自称“{}”，机关名称是“{name}”。", own.word);
            findings.push(mark(Finding::new(&OTHER_AGENCY, message), passage, &places));
        }
        if is_lowest {
            let found = words.superior.iter().flat_map(|pattern| pattern.regex().find_iter(&passage.text));
            for range in found.map(|found| found.range()).take(MOST) {
                let said = passage.text[range.clone()].to_owned();
                let message = format!("正文：“{said}”是上级机关的话，机关名称是“{name}”。");
                findings.push(mark(Finding::new(&OTHER_AGENCY, message), passage, &[range]));
            }
        }
        if is_lowest && let Some((range, own)) = mislevelled(passage, words, name) {
            let message = format!("正文：写的是“{}”，机关名称是“{name}”。", &passage.text[range.clone()]);
            let finding = Finding::new(&OTHER_AGENCY, message).hint(format!("应为“{own}”"));
            findings.push(mark(finding, passage, &[range]));
        }
        if !may_be_government(case) {
            let made = words.makers.iter().flat_map(|maker| made_by(passage, maker, words, name));
            let reports = &case.filing.form.words().year.reports;
            let told = made.chain(entitled(passage, reports, words, name));
            for (range, other) in told.filter(|(_, other)| other != case.filing.short_name()) {
                let message = format!("正文：写的是“{other}”，机关名称是“{name}”。");
                findings.push(mark(Finding::new(&OTHER_AGENCY, message), passage, &[range]));
            }
        }
        let kept = rules_of_others(passage, words, name);
        if let Some((_, other)) = kept.first() {
            let message = format!("正文：制度是“{other}”的，机关名称是“{name}”。");
            let places: Vec<Range<usize>> = kept.iter().map(|(range, _)| range.clone()).collect();
            findings.push(mark(Finding::new(&OTHER_AGENCY, message), passage, &places));
        }
        let places = trades.as_ref().map(|trades| trades.told_in(passage)).unwrap_or_default();
        if let Some(first) = places.first() {
            let message = format!("正文：“{}”不像“{name}”的业务。", &passage.text[first.clone()]);
            let finding = Finding::new(&OTHER_AGENCY, message).hint("核对这一段是不是从别处抄来的，改成本机关的业务");
            findings.push(mark(finding, passage, &places));
        }
    }
    findings
}

/// The agency's name, where it is nothing but Chinese.
pub(super) fn han_name<'c>(case: &Case<'c>) -> Option<&'c str> {
    case.filing.name().filter(|name| name.chars().all(|c| is_han(c) || "（）()".contains(c)))
}

/// Whether it may be a government, whose report speaks of others as well.
pub(super) fn may_be_government(case: &Case<'_>) -> bool {
    case.filing.level().is_none_or(|level| level != "部门" && level != "乡镇街道")
}

/// Whether it is a township or a street, which nobody reports to.
pub(super) fn is_lowest(case: &Case<'_>) -> bool {
    case.filing.level() == Some("乡镇街道")
}

/// Marks places of a passage.
pub(super) fn mark(finding: Finding, passage: &ReportPassage<'_>, places: &[Range<usize>]) -> Finding {
    places.iter().take(5).fold(finding, |finding, range| finding.mark(&passage.place(range.clone()), ""))
}

/// Where a text calls its agency so; what is quoted is another's.
fn said(passage: &ReportPassage<'_>, own: &OwnWord) -> Vec<Range<usize>> {
    let text = &passage.text;
    let is_it = |place: &Range<usize>| {
        let after = &text[place.end..];
        let other = own.unless.iter().any(|next| after.starts_with(next.as_str()));
        // 由我局…: what others say of themselves is quoted so; 本 is one's own everywhere.
        let before = &text[..place.start];
        let quoted = before.ends_with(['“', '《'])
            || own.word.starts_with('我') && before.ends_with(['自', '由', '为', '帮', '替', '给']);
        // 万全镇, 固本乡: the end of a name.
        let named = own.word.starts_with(['全', '本']) && !Lexicon::built_in().may_end(before);
        // 县财政局党组: the bodies of an agency that is named are its own.
        let of_named = !own.word.starts_with(['我', '全', '本'])
            && before.ends_with(is_han)
            && !before.ends_with(['经', '由', '在', '向', '报', '请', '为', '以']);
        !other && !quoted && !named && !of_named
    };
    passage.find(&own.word).filter(is_it).collect()
}

/// Where a text gives the place of one's own township another end, 新林乡 for 新林镇: the first, and what it is called.
fn mislevelled(passage: &ReportPassage<'_>, words: &Other, name: &str) -> Option<(Range<usize>, String)> {
    const PLACE: usize = 2;
    let own = words.levels.iter().find_map(|level| Some(&name[..name.find(level.as_str())? + level.len()]))?;
    let level = words.levels.iter().find(|level| own.ends_with(level.as_str()))?;
    let place = behind_place(own, words);
    let bare = place.strip_suffix(level.as_str()).filter(|bare| bare.chars().count() >= PLACE)?;
    let others = words.levels.iter().filter(|other| *other != level);
    let found = others.filter_map(|other| passage.find(&format!("{bare}{other}")).next());
    found.min_by_key(|range| range.start).map(|range| (range, place.to_owned()))
}

/// Where a text says that another agency made the report or answers for it: the place, and its name.
fn made_by(passage: &ReportPassage<'_>, maker: &Maker, words: &Other, name: &str) -> Vec<(Range<usize>, String)> {
    const LONGEST: usize = 25;
    let text = &passage.text;
    let other = |Range { start: at, end }: Range<usize>| {
        let follows = |next: &String| text[end..].starts_with(next.as_str());
        let paragraph = &text[passage.paragraph(at)];
        if !maker.then.iter().any(follows) || !words.about.iter().any(|word| paragraph.contains(word.as_str())) {
            return None;
        }
        let before = text[..at].char_indices().rev().take(LONGEST).map_while(|(at, c)| is_han(c).then_some(at));
        let start = before.last()?;
        let begin = start + text[start..at].rfind(&maker.before)? + maker.before.len();
        let inner = &text[begin..at];
        let agency = other_in(inner, words, name).or_else(|| elsewhere_in(inner, words, name))?;
        if is_shortened(agency, name) {
            return None;
        }
        Some((begin..begin + agency.len(), agency.to_owned()))
    };
    passage.find(&maker.after).take(MOST).filter_map(other).collect()
}

/// Where a text says whose report it is, and names another agency: the place, and its name.
fn entitled(passage: &ReportPassage<'_>, reports: &[String], words: &Other, name: &str) -> Vec<(Range<usize>, String)> {
    let text = &passage.text;
    let other = |at: usize| {
        let dated = text[..at].trim_end_matches('度').strip_suffix('年')?;
        let before = dated.trim_end_matches(|c: char| c.is_ascii_digit());
        let start = before.char_indices().rev().map_while(|(at, c)| is_han(c).then_some(at)).last()?;
        let leads = |word: &String| before[start..].rfind(word.as_str()).map(|at| start + at + word.len());
        let quoted = text[..start].ends_with('《').then_some(start);
        let begin = words.titled.iter().filter_map(leads).max().or(quoted)?;
        let inner = &before[begin..];
        let agency = other_in(inner, words, name).or_else(|| elsewhere_in(inner, words, name))?;
        (agency.len() == inner.len() && !is_shortened(agency, name)).then(|| (begin..before.len(), agency.to_owned()))
    };
    let places = reports.iter().flat_map(|report| passage.find(report).take(MOST));
    places.filter_map(|place| other(place.start)).collect()
}

/// Where a text names rules of publishing that another agency has for itself: 《某局信息发布审核制度》.
fn rules_of_others<'p>(passage: &'p ReportPassage<'_>, words: &Other, name: &str) -> Vec<(Range<usize>, &'p str)> {
    let text = passage.text.as_str();
    let other = |(open, mark): (usize, char)| {
        let inner = &text[open + mark.len_utf8()..];
        let title = &inner[..inner.find('》')?];
        let is_rule = words.own_rules.iter().any(|end| title.ends_with(end.as_str()))
            && words.own_matters.iter().any(|matter| title.contains(matter.as_str()));
        let agency = is_rule.then(|| other_in(title, words, name)).flatten()?;
        let start = open + mark.len_utf8();
        Some((start..start + agency.len(), agency))
    };
    let opens = passage.marks.iter().copied().filter(|(_, c)| *c == '《').take(MOST);
    opens.filter_map(other).collect()
}

/// Whether a name is one's own with some of it left out between its ends: 关岭自治县 of 关岭布依族苗族自治县.
fn is_shortened(other: &str, name: &str) -> bool {
    const BEGINNING: usize = 2;
    let mut own = name.chars();
    other.chars().all(|c| own.any(|known| known == c)) && other.chars().take(BEGINNING).eq(name.chars().take(BEGINNING))
}

/// The name of an agency that some words begin with, when it is of another trade than one's own.
pub(super) fn other_in<'t>(inner: &'t str, words: &Other, name: &str) -> Option<&'t str> {
    let is_none =
        |(_, end): &(usize, usize)| words.no_agencies.iter().any(|word| inner[..*end].ends_with(word.as_str()));
    let place = |ending: &String| found_in(inner, ending).filter(|found| !is_none(found));
    let (end, whole) = words.endings.iter().filter_map(place).min_by_key(|(end, whole)| (*end, usize::MAX - whole))?;
    let trade = behind_place(&inner[..end], words);
    let own = trade.chars().all(|c| name.contains(c))
        || is_named_in(name, trade, words)
        || is_called_so(&inner[..whole], name);
    let general = words.general.iter().any(|word| trade.contains(word.as_str()));
    let anyone = is_anyone(&inner[..end], words);
    (!own && !general && !anyone && trade.chars().count() > 1).then(|| &inner[..whole])
}

/// The name of an agency that some words begin with, when it is one of one's own trade and level at another place.
pub(super) fn elsewhere_in<'t>(inner: &'t str, words: &Other, name: &str) -> Option<&'t str> {
    const PLACE: usize = 2;
    let end = words.endings.iter().filter_map(|ending| Some(inner.find(ending.as_str())? + ending.len())).min()?;
    let whole = &inner[..end];
    // 国家税务总局某县税务局: the agency above it is named first.
    if let Some(below) = name.strip_prefix(whole).filter(|below| !below.is_empty()) {
        return elsewhere_in(&inner[end..], words, below).map(|below| &inner[..end + below.len()]);
    }
    let mut places = whole.split_inclusive(|c: char| words.regions.iter().any(|region| region.starts_with(c)));
    let trade = places.next_back()?;
    let place = places.next_back()?;
    let bare = &place[..place.char_indices().next_back()?.0];
    let own = name.strip_suffix(trade)?;
    let same = own.contains(bare) || !own.ends_with(&place[bare.len()..]);
    (!same && bare.chars().count() >= PLACE).then_some(whole)
}

/// Where some words have another word first; that they have not is seen sooner than where they have.
pub(super) fn found_in(words: &str, word: &str) -> Option<(usize, usize)> {
    let at = words.contains(word).then(|| words.find(word))??;
    Some((at, at + word.len()))
}

/// Whether words are no name but say of whom they speak otherwise: 本, and 进一步优化本 before 局.
pub(super) fn is_anyone(inner: &str, words: &Other) -> bool {
    words.anyone.iter().any(|word| inner.starts_with(word.as_str()) || inner.ends_with(word.as_str()))
}

/// Whether a name is what people call the agency: it begins with a place that one's own name has, and ends as that does:
/// 清湖高新区教育局 of 示例清湖新技术开发区教育局.
pub(super) fn is_called_so(other: &str, name: &str) -> bool {
    const PLACE: usize = 2;
    const TRADE: usize = 3;
    let end = |count: usize| other.char_indices().nth(count).map_or(other.len(), |(at, _)| at);
    let last = other.char_indices().rev().nth(TRADE - 1).map_or(0, |(at, _)| at);
    end(PLACE) < last && name.contains(&other[..end(PLACE)]) && name.ends_with(&other[last..])
}

/// Whether one's own name without its place and its end is made of the characters of a trade.
fn is_named_in(name: &str, trade: &str, words: &Other) -> bool {
    let bare: Vec<char> = behind_place(name, words).chars().collect();
    bare.len() > 2 && bare[..bare.len() - 1].iter().all(|c| trade.contains(*c))
}
