//! Which of several files of one unit is the one to use: the last that it sent.

use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::district::roster::Unit;
use crate::finding::Finding;
use crate::rule::district as rules;

/// Words in a file's name that say it is the last one.
const FINAL: &[&str] = &["终稿", "定稿", "最终", "正式", "终版"];
/// Words that say it takes the place of another one.
const CHANGED: &[&str] = &["修改", "更正", "修订", "改后", "更新", "重报", "补正", "（改）", "(改)", "新版"];
/// Numbers as they are written in `二稿` and `第三版`.
const NUMBERS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// What a number of a version stands before.
const COUNTED: &[&str] = &["稿", "版", "次"];
/// Times of change closer to each other say nothing: files that were copied together.
const APART: Duration = Duration::from_secs(60);

/// How late a file is by its name: that it is the last, the number it carries, that it is a changed one.
type Order = (bool, u32, bool);

/// A file chosen of several, with the finding that says so.
pub(super) struct LastVersion {
    /// The file that is used.
    pub chosen: String,
    /// What is told of it.
    pub finding: Finding,
}

/// The last of several files of a unit; none when nobody can know.
pub(super) fn last(unit: &Unit, names: &[String], folder: &Path) -> Option<LastVersion> {
    let mut by_name: Vec<(Order, &String)> = names.iter().map(|name| (order(name), name)).collect();
    by_name.sort_by_key(|(order, _)| *order);
    let [.., (before, _), (latest, chosen)] = by_name.as_slice() else { return None };
    let (chosen, why) = if latest > before {
        (*chosen, "按文件名是最后一份")
    } else {
        let time = |name: &String| std::fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
        let tied = by_name.iter().filter(|(order, _)| order == latest);
        let mut by_time: Vec<(SystemTime, &String)> =
            tied.map(|(_, name)| Some((time(name)?, *name))).collect::<Option<_>>()?;
        by_time.sort();
        let [.., (before, _), (latest, chosen)] = by_time.as_slice() else { return None };
        if latest.duration_since(*before).ok()? < APART {
            return None;
        }
        (*chosen, "修改时间最晚")
    };
    let others: Vec<&str> = names.iter().filter(|name| *name != chosen).map(String::as_str).collect();
    let message =
        format!("“{}”：交了 {} 份，用了 {chosen}（{why}），没有用 {}。", unit.name, names.len(), others.join("、"));
    Some(LastVersion { chosen: chosen.clone(), finding: Finding::new(&rules::VERSIONS, message).key(&unit.name) })
}

/// How late a file is by its name.
fn order(name: &str) -> Order {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| stem.contains(word));
    (has(FINAL), number(&stem).unwrap_or(0), has(CHANGED))
}

/// The number of a version: `v2`, `V3.1` by its first number, `(1)`, `（2）`, `第二稿`, `3稿`, `-2` at the end.
fn number(stem: &str) -> Option<u32> {
    let chars: Vec<char> = stem.chars().collect();
    let digits = |from: usize| {
        let run: String = chars[from..].iter().take_while(|c| c.is_ascii_digit()).take(5).collect();
        // A year or a date is no version.
        run.parse::<u32>().ok().filter(|_| run.len() <= 2).map(|number| (number, from + run.len()))
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
                word.or(plain.filter(|(_, end)| is_counted(*end)).map(|(number, _)| number))
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
        ] {
            assert!(order(earlier) < order(later), "{earlier} {later}");
        }
        for (one, other) in [("教育局.toml", "教育局2025年.xlsx"), ("教育局-20260110.xlsx", "教育局.xls")]
        {
            assert_eq!(order(one), order(other), "{one} {other}");
        }
    }
}
