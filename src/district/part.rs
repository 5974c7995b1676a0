//! A part of a run, done by one of several machines, and the parts joined.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::inbox::UnitFiles;
use super::units::{ReportRecord, Shared, UnitResult};
use crate::PROGRAM;
use crate::digest::{sealed_value, unsealed};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::rule::district as rules;

/// What to do when parts do not fit together.
const AGAIN: &str = "用同一版本的程序、同一份 district.toml 和模板，把各片重新做一遍";

/// Parts that a run may have.
const MOST_PARTS: usize = 100_000;

/// Bytes that the file of a part may have; that of a thousand units has some ten million.
const MOST_BYTES: u64 = 512 << 20;

/// Which units a machine does: of every `count` units that of its `index`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Which part, from 1.
    pub index: usize,
    /// Of how many.
    pub count: usize,
}

impl Shard {
    /// The numbers of its units on a roster; neighbours go to different machines, since they are often alike in size.
    pub fn units(self, all: usize) -> Vec<usize> {
        (self.index - 1..all).step_by(self.count).collect()
    }

    /// Whether there can be such a part.
    fn is_possible(self) -> bool {
        (1..=self.count).contains(&self.index) && self.count <= MOST_PARTS
    }

    /// The file of what came of its units.
    pub fn file(self) -> String {
        format!("part-{}-of-{}.json", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `2/8`.
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let numbers = text.split_once('/').and_then(|(index, count)| {
            let (index, count) = (index.trim().parse().ok()?, count.trim().parse().ok()?);
            Some(Self { index, count }).filter(|shard| shard.is_possible())
        });
        numbers.ok_or_else(|| "应写成 I/N".to_owned())
    }
}

/// What came of a part's units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShardResult {
    /// The program and its version.
    pub program: String,
    /// Digest of roster, templates, fonts and the options of the run.
    pub made_with: String,
    /// Which part it is.
    pub shard: Shard,
    /// Its units.
    pub units: Vec<UnitResult>,
}

impl ShardResult {
    /// Reads a part.
    ///
    /// # Errors
    /// When the file cannot be read or is no part.
    pub fn read(path: &Path) -> Result<Self> {
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
        read.map_err(|error| Error::io(path, &error))?;
        let broken = |why: String| Error::file(path, format!("不是完整的分片文件：{why}"), "这一片重新做一遍");
        if bytes.len() as u64 > MOST_BYTES {
            return Err(broken(format!("超过 {} MB", MOST_BYTES >> 20)));
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| broken("内容读不出".to_owned()))?;
        let json = unsealed(text).ok_or_else(|| broken("内容改过或没有写完".to_owned()))?;
        let part: Self = serde_json::from_str(json).map_err(|_| broken("内容读不出".to_owned()))?;
        if !part.shard.is_possible() {
            return Err(broken(format!("没有“{}/{}”这样的片", part.shard.index, part.shard.count)));
        }
        Ok(part)
    }

    /// The files of the parts that lie in a folder.
    pub fn files_in(out: &Path) -> Vec<PathBuf> {
        let files = std::fs::read_dir(out).into_iter().flatten().flatten();
        let is_part = |name: &str| name.starts_with("part-") && name.ends_with(".json") && name.contains("-of-");
        let mut parts: Vec<PathBuf> =
            files.filter(|file| is_part(&file.file_name().to_string_lossy())).map(|file| file.path()).collect();
        parts.sort();
        parts
    }

    /// The part for its file.
    pub fn json(&self) -> String {
        sealed_value(self)
    }
}

/// Joins parts to the whole roster of `all` units, in its order.
///
/// # Errors
/// When a part is missing, there twice, or was made otherwise than the others.
pub(super) fn join(parts: Vec<ShardResult>, all: usize, made_with: &str, place: &Path) -> Result<Vec<UnitResult>> {
    let Some(count) = parts.first().map(|part| part.shard.count) else {
        return Err(Error::file(place, "没有分片文件（part-1-of-8.json 这样的）", "先用 nianbao batch --shard 做各片"));
    };
    let fail = |reason: String, hint: &str| Err(Error::file(place, reason, hint));
    let mut there = vec![false; count];
    for ShardResult { program, made_with: own, shard, .. } in &parts {
        let name = shard.file();
        if shard.count != count {
            return fail(format!("有的分 {count} 片，有的分 {} 片（{name}）", shard.count), "删去旧的分片文件");
        }
        if program != PROGRAM {
            return fail(format!("{name} 是 {program} 做的，现在是 {PROGRAM}"), AGAIN);
        }
        if own != made_with {
            let reason = format!("{name} 用的 district.toml、模板、字体、--draft 或 --only 与现在的不同");
            return fail(reason, AGAIN);
        }
        match shard.index.checked_sub(1).and_then(|index| there.get_mut(index)) {
            Some(seen) if !*seen => *seen = true,
            _ => return fail(format!("{name} 有两份，或者片数不对"), "每片只留一份"),
        }
    }
    let missing: Vec<String> =
        (1..=count).filter(|index| !there[index - 1]).take(20).map(|index| index.to_string()).collect();
    if !missing.is_empty() {
        return fail(format!("共 {count} 片，缺第 {} 片", missing.join("、")), "等它们做完，或把它们补做");
    }
    let mut units: Vec<UnitResult> = parts.into_iter().flat_map(|part| part.units).collect();
    units.sort_by_key(|unit| unit.number);
    if units.len() != all || units.iter().enumerate().any(|(number, unit)| unit.number != number) {
        return fail("各片合起来不是名单上的全部单位".to_owned(), AGAIN);
    }
    Ok(units)
}

/// A finding when a unit's files are not those any more of which its part was made.
pub(super) fn changed(shared: &Shared, result: &UnitResult, files: &UnitFiles) -> Option<Finding> {
    let unit = shared.district.units.get(result.number)?;
    let file = shared.beside(files.file.as_deref()?);
    let what = if result.record.file.as_ref() == Some(&file) {
        format!("分片做完之后，{} 改过", shared.producer.changed(&result.read).next()?)
    } else {
        format!("分片做完之后才交来 {file}")
    };
    let message = format!("“{}”：{what}，合并的还是原来的数。", unit.name);
    Some(Finding::new(&rules::CHANGED, message).mark(&unit.at, "").key(&unit.name))
}

/// A finding when files of a part are not in the output folder.
pub(super) fn not_there(shared: &Shared, result: &UnitResult, out: &Path) -> Option<Finding> {
    let ReportRecord { folder, files, name, .. } = &result.record;
    let missing = files.iter().find(|file| !out.join(folder).join(file).is_file())?;
    let message = format!("“{name}”：已经生成过，输出文件夹里却没有 {folder}/{missing}。");
    let unit = shared.district.units.get(result.number)?;
    Some(Finding::new(&rules::NOT_THERE, message).mark(&unit.at, "").key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_out_every_unit_once() {
        for (all, count) in [(0, 1), (5, 2), (3, 8), (12, 4)] {
            let mut units: Vec<usize> = (1..=count).flat_map(|index| Shard { index, count }.units(all)).collect();
            units.sort_unstable();
            assert_eq!(units, (0..all).collect::<Vec<_>>());
        }
        assert_eq!("2/8".parse(), Ok(Shard { index: 2, count: 8 }));
        for bad in ["0/8", "9/8", "2", "a/b", "1/0", "-1/3", "1/999999"] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
    }
}
