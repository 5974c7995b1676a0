//! Which of several files of one unit is the one to use: the last that it sent.

use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::characters::half_width;
use crate::district::roster::Unit;
use crate::finding::{Finding, Severity};
use crate::rule::district as rules;

/// Words in a file's name that say it is the last one.
const FINAL: &[&str] = &["终稿", "定稿", "最终", "正式", "终版"];
/// Words that say it takes the place of another one.
const CHANGED: &[&str] =
    &["修改", "更正", "修订", "改后", "改好", "改正", "修正", "更新", "最新", "重报", "补正", "（改）", "(改)", "新版"];
/// What a number of a version stands behind, beside those words.
const NUMBERED: &[&str] = &["新", "改"];
/// What a number of a date stands before.
const IN_DATES: [char; 6] = ['年', '月', '日', '号', '.', '-'];
/// Numbers as they are written in `二稿` and `第三版`.
const NUMBERS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// What a number of a version stands before.
const COUNTED: &[&str] = &["稿", "版", "次"];
/// Times of change closer to each other say nothing: files that were copied together.
const APART: Duration = Duration::from_secs(60);

/// How late a file is: by its name that it is the last, the number it carries, that it is a changed one; and that it is
/// the corrected copy of one of these.
type Order = (bool, u32, bool, bool);

/// One of several files of a unit.
pub(super) struct Version {
    /// Its name from the district's folder.
    pub name: String,
    /// Digest of what it says, or of its bytes where it cannot be read.
    pub content: Option<String>,
    /// Its own number, by which a marked copy of it names it.
    pub number: Option<String>,
    /// Where it is a marked copy: the number of the workbook that was marked, empty where it says none.
    pub marked_from: Option<String>,
}

/// A file chosen of several, with the finding that says so.
pub(super) struct LastVersion {
    /// The file that is used.
    pub chosen: String,
    /// What is told of it.
    pub finding: Finding,
}

/// The last of several files of a unit; none when nobody can know.
pub(super) fn last(unit: &Unit, versions: &[Version], folder: &Path) -> Option<LastVersion> {
    let is_copied =
        |version: &&Version| version.number.is_some() && versions.iter().any(|copy| copy.marked_from == version.number);
    let open: Vec<&Version> = versions.iter().filter(|version| !is_copied(version)).collect();
    let (chosen, why) = latest(&open, versions, folder)?;
    let others: Vec<&str> = versions.iter().map(|other| other.name.as_str()).filter(|name| *name != chosen).collect();
    let message =
        format!("“{}”：交了 {} 份，用了 {chosen}（{why}），没有用 {}。", unit.name, versions.len(), others.join("、"));
    let finding = Finding::new(&rules::VERSIONS, message).key(&unit.name);
    let is_certain = [SAME, CORRECTED].contains(&why);
    let finding = if is_certain { finding.severity(Severity::Hint).hint("不用的移走") } else { finding };
    Some(LastVersion { chosen: chosen.to_owned(), finding })
}

/// Why any of several files will do.
const SAME: &str = "几份内容相同";
/// Why a corrected copy is later than what was marked.
const CORRECTED: &str = "是退回的一份改好的";

/// The latest of the files that no other one is the corrected copy of, and why; none when nobody can know.
fn latest<'v>(open: &[&'v Version], all: &[Version], folder: &Path) -> Option<(&'v str, &'static str)> {
    let mut ordered: Vec<(Order, &Version)> =
        open.iter().map(|version| (of(version, all, all.len()), *version)).collect();
    // Of equals a workbook of the present kind comes last.
    ordered.sort_by_key(|(order, version)| (*order, version.name.ends_with(".xlsx")));
    let (latest, chosen) = *ordered.last()?;
    if open.iter().all(|version| version.content.is_some() && version.content == chosen.content) {
        let why = if open.len() < all.len() { CORRECTED } else { SAME };
        return Some((&chosen.name, why));
    }
    let is_alone = ordered.iter().all(|(order, version)| *order < latest || version.content == chosen.content);
    // A marked copy is later than what was marked, whatever it is called; than others only where its time says so.
    let has_copy = open.iter().any(|version| version.marked_from.is_some());
    if is_alone && (!has_copy || latest.3) {
        let why = if latest.3 { CORRECTED } else { "按文件名是最后一份" };
        return Some((&chosen.name, why));
    }
    let is_tied = |order: Order, version: &Version| order == latest || version.marked_from.is_some();
    let tied = ordered.iter().filter(|(order, version)| is_tied(*order, version)).map(|(_, version)| *version);
    let time = |name: &str| std::fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
    let mut by_time: Vec<(SystemTime, &Version)> =
        tied.map(|version| Some((time(&version.name)?, version))).collect::<Option<_>>()?;
    by_time.sort_by_key(|(time, _)| *time);
    let (newest, chosen) = *by_time.last()?;
    let others = by_time.iter().filter(|(_, version)| version.content != chosen.content);
    let before = others.map(|(time, _)| *time).max()?;
    (newest.duration_since(before).ok()? >= APART).then_some((chosen.name.as_str(), "修改时间最晚"))
}

/// How late a file is: by its name, or as the corrected copy of one of these by the name of that one; `steps` bounds the
/// way from copy to copy.
fn of(version: &Version, all: &[Version], steps: usize) -> Order {
    let own = order(&version.name);
    let origin = version.marked_from.as_ref().and_then(|from| all.iter().find(|o| o.number.as_ref() == Some(from)));
    match (origin, steps.checked_sub(1)) {
        (Some(origin), Some(steps)) => {
            let (is_final, number, changed, _) = own.max(of(origin, all, steps));
            (is_final, number, changed, true)
        }
        _ => own,
    }
}

/// How late a file is by its name.
fn order(name: &str) -> Order {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| stem.contains(word));
    (has(FINAL), number(&stem).unwrap_or(0), has(CHANGED), false)
}

/// The number of a version: `v2`, `V3.1` by its first number, `(1)`, `（2）`, `第二稿`, `3稿`, `-2` at the end; `终稿2`,
/// `最终版 2`, `改2` behind a word that says what the file is.
fn number(stem: &str) -> Option<u32> {
    let chars: Vec<char> = stem.chars().map(half_width).collect();
    let digits = |from: usize| {
        let run: String = chars[from..].iter().take_while(|c| c.is_ascii_digit()).take(5).collect();
        // A year or a date is no version.
        run.parse::<u32>().ok().filter(|_| run.len() <= 2).map(|number| (number, from + run.len()))
    };
    let words = || FINAL.iter().chain(CHANGED).chain(COUNTED).chain(NUMBERED);
    let is_behind_word = |at: usize| {
        let before: String = chars[..at].iter().collect();
        let before = before.trim_end_matches([' ', '_', '-']);
        words().any(|word| before.ends_with(word.trim_end_matches([')', '）'])))
    };
    let mut best = None;
    for at in 0..chars.len() {
        let after = |sign: char| (chars[at] == sign).then(|| digits(at + 1)).flatten();
        let is_letter = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
        let found = match chars[at] {
            'v' if at == 0 || !is_letter(at - 1) => after('v').map(|(number, _)| number),
            '(' | '（' => after(chars[at])
                .filter(|(_, end)| chars.get(*end).is_some_and(|c| [')', '）'].contains(c)))
                // The second one that a browser saves is called `(1)`.
                .map(|(number, _)| number + 1),
            '-' | '_' => after(chars[at]).filter(|(_, end)| *end == chars.len()).map(|(number, _)| number),
            c => {
                let is_counted = |end: usize| chars.get(end).is_some_and(|c| COUNTED.contains(&&*c.to_string()));
                let word = NUMBERS.iter().position(|number| *number == c.to_string());
                let word = word.filter(|_| is_counted(at + 1)).and_then(|place| u32::try_from(place + 1).ok());
                let plain = (at == 0 || !is_letter(at - 1)).then(|| digits(at)).flatten();
                let says = |end: usize| {
                    is_counted(end) || (chars.get(end).is_none_or(|c| !IN_DATES.contains(c)) && is_behind_word(at))
                };
                word.or(plain.filter(|(_, end)| says(*end)).map(|(number, _)| number))
            }
        };
        best = best.max(found);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_which_is_later() {
        for (earlier, later) in [
            ("教育局.xlsx", "教育局（改）.xlsx"),
            ("教育局.xlsx", "教育局v2.xlsx"),
            ("教育局V2.xlsx", "教育局V10.xlsx"),
            ("教育局.xlsx", "教育局(1).xlsx"),
            ("教育局(1).xlsx", "教育局(2).xlsx"),
            ("教育局一稿.xlsx", "教育局第二稿.xlsx"),
            ("教育局2稿.xlsx", "教育局三稿.xlsx"),
            ("教育局v3.xlsx", "教育局终稿.xlsx"),
            ("教育局终稿.xlsx", "教育局终稿2版.xlsx"),
            ("教育局-1.xlsx", "教育局-2.xls"),
            ("教育局最终版.xlsx", "教育局最终版2.xlsx"),
            ("教育局最终版2.xlsx", "教育局最终版 3（报县里）.xlsx"),
            ("教育局终稿1.xlsx", "教育局终稿2.xlsx"),
            ("教育局（改）.xlsx", "教育局（改2）.xlsx"),
            ("教育局修改.xlsx", "教育局修改2.xlsx"),
            ("教育局定稿.xlsx", "教育局定稿新２.xlsx"),
            ("教育局定稿.xlsx", "教育局定稿最新.xlsx"),
            ("教育局v2.xlsx", "教育局v2最新.xlsx"),
        ] {
            assert!(order(earlier) < order(later), "{earlier} {later}");
        }
        for (one, other) in [
            ("教育局.toml", "教育局2025年.xlsx"),
            ("教育局-20260110.xlsx", "教育局.xls"),
            ("教育局最终版2025.xlsx", "教育局最终版.xls"),
            ("教育局最终版1月10日.xlsx", "教育局最终版.xls"),
        ] {
            assert_eq!(order(one), order(other), "{one} {other}");
        }
    }
}
