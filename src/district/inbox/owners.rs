//! What is wrong with the roster and with who has which file.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::unpack::Unpacked;
use super::walk::{is_packed, plain_path, prefix, what};
use crate::district::roster::{District, FILE, SENT_OUT, Unit, plain_name};
use crate::error::Error;
use crate::file::has_ending;
use crate::finding::{Finding, Severity};
use crate::policy;
use crate::rule::district as rules;

/// Takes policies out of the files: they are nobody's reports. One beside a unit's file is told, as a unit does not
/// say how it is checked.
pub(super) fn policies(files: &mut Vec<String>) -> Vec<Finding> {
    let is_policy = |file: &String| Path::new(file).file_name().is_some_and(|name| name == policy::FILE);
    let (found, rest) = std::mem::take(files).into_iter().partition(is_policy);
    *files = rest;
    let tell = |file: String| {
        let message = format!("{file}：单位不能另定怎样核对，没有用。");
        let hint = format!("各单位都照 district.toml 旁边的 {}；要用的移到那里", policy::FILE);
        Finding::new(&rules::UNEXPECTED, message).hint(hint).key(file)
    };
    let found: Vec<String> = found;
    found.into_iter().filter(|file| file != policy::FILE).map(tell).collect()
}

/// The finding for a unit without a file, or with several.
pub(super) fn missing_or_twice(unit: &Unit, names: &[String], district: &District) -> Option<Finding> {
    match names {
        [_] => None,
        [] => {
            let (place, hint) = match &unit.file {
                Some(file) => (format!("没有 {}", file.value), "催交；文件名不同的，改 file 一项".to_owned()),
                None => (
                    format!("“{}”里没有以它命名的文件", district.units_folder),
                    format!("催交；已经交来的，放进“{}”并以单位名开头命名，或用 file 写明", district.units_folder),
                ),
            };
            let message = format!("“{}”：没有交报告，{place}。", unit.name);
            Some(Finding::new(&rules::MISSING, message).mark(&unit.at, "没有交").hint(hint).key(&unit.name))
        }
        many => {
            let message = format!(
                "“{}”：有 {} 个文件，内容不同，看不出哪一个是后改的，都没有用：{}。",
                unit.name,
                many.len(),
                many.join("、")
            );
            let hint = format!(
                "要报的留下，别的移走；或在 district.toml 里给它写 file = \"{}\" 这样的一行",
                many.last().map_or("", String::as_str)
            );
            let finding = Finding::new(&rules::SEVERAL, message).hint(hint).mark(&unit.at, "不知道用哪一个");
            Some(finding.key(&unit.name))
        }
    }
}

/// What is told of documents that a unit has sent besides its workbook.
pub(super) fn documents_beside(unit: &Unit, documents: &[&String]) -> Option<Finding> {
    let names: Vec<String> = documents.iter().map(|name| called(name)).collect();
    let message = format!("“{}”：另交的 {}没有读。", unit.name, names.join("、"));
    let hint = "里面是报告的正文的，贴进工作簿的“正文”表；是附件就不用管";
    let finding = Finding::new(&rules::UNEXPECTED, message).severity(Severity::Hint).hint(hint).key(&unit.name);
    (!documents.is_empty()).then_some(finding)
}

/// The finding for a unit that submitted something else than an input; of an archive that cannot be unpacked, why.
pub(super) fn no_input(unit: &Unit, inputs: &[String], others: &[String], unpacked: &Unpacked) -> Option<Finding> {
    if !inputs.is_empty() || others.is_empty() {
        return None;
    }
    let all = |names: &[&String]| names.iter().map(|name| called(name)).collect::<Vec<_>>().join("、");
    let (refused, rest): (Vec<&String>, Vec<&String>) =
        others.iter().partition(|name| unpacked.refused.contains_key(*name));
    if let Some((fact, hint)) = refused.first().and_then(|name| unpacked.refused.get(*name)) {
        let more = if rest.is_empty() { String::new() } else { format!("；另交的 {} 不是工作簿", all(&rest)) };
        let message = format!("“{}”：交了 {}，{fact}，没有读里面的文件{more}。", unit.name, all(&refused));
        let finding = Finding::new(&rules::UNREADABLE, message).hint(hint);
        return Some(finding.mark(&unit.at, "读不了").key(&unit.name));
    }
    let (packed, rest): (Vec<&String>, Vec<&String>) =
        rest.iter().partition(|name| is_packed(Path::new(name.as_str())));
    let told = match (packed.is_empty(), rest.is_empty()) {
        (true, _) => format!("{}，不是工作簿，读不出报告的数", all(&rest)),
        (false, true) => format!("{}，{}", all(&packed), not_unpacked(&packed)),
        (false, false) => format!("{}，{}；另交的 {} 不是工作簿", all(&packed), not_unpacked(&packed), all(&rest)),
    };
    let finding = Finding::new(&rules::NO_INPUT, format!("“{}”：交了 {told}。", unit.name));
    let finding = if packed.is_empty() { finding } else { finding.hint(UNPACK) };
    Some(finding.mark(&unit.at, "交的不是工作簿").key(&unit.name))
}

/// Why nothing of some archives was read that are of a kind which is not unpacked, or lay in others.
fn not_unpacked(names: &[&String]) -> &'static str {
    match names.iter().all(|name| has_ending(Path::new(name.as_str()), &["zip"])) {
        true => "是压缩包里的压缩包，程序只解一层，没有读里面的文件",
        false => "程序只解 .zip 的压缩包，没有读里面的文件",
    }
}

/// What an office does about one.
const UNPACK: &str = "解开后把里面的工作簿放进“单位”，以单位名开头命名；或请单位改交 .zip、填好的工作簿";

/// The finding for a unit whose file may lie in a folder that was not read to its end.
pub(super) fn not_known(unit: &Unit, folder: &str) -> Finding {
    let folder = if folder.is_empty() { "地区的文件夹".to_owned() } else { format!("文件夹“{folder}”") };
    let message = format!("“{}”：不知道交没有交，没有看到它的文件，但{folder}没有读全。", unit.name);
    let hint = "先让程序读全这个文件夹（见名单的问题），再运行一次；弄清以前不要催";
    Finding::new(&rules::UNREADABLE, message).mark(&unit.at, "不知道交没有交").hint(hint).key(&unit.name)
}

/// The finding for a unit that submitted pages from which no figures can be read, such as a scan.
pub(crate) fn no_figures(unit: &str, file: &str, error: &Error) -> Option<Finding> {
    let is_print = has_ending(Path::new(file), &["pdf"]);
    let Error::File { reason, .. } = error else { return None };
    let message = format!("“{unit}”：交了 {}，读不出报告的数：{}。", called(file), reason.trim_end_matches('。'));
    is_print.then(|| Finding::new(&rules::NO_INPUT, message).key(unit))
}

/// A file, and in brackets what it is.
pub(super) fn called(name: &str) -> String {
    format!("{name}{}", what(Path::new(name)))
}

/// Files that several units are to have.
pub(super) fn one_for_two(district: &District, found: &[Vec<String>]) -> Vec<Finding> {
    let mut owners: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    for (unit, names) in district.units.iter().zip(found) {
        names.iter().for_each(|name| owners.entry(name).or_default().push(unit));
    }
    let several = owners.into_iter().filter(|(_, units)| units.len() > 1);
    let finding = |(name, units): (&str, Vec<&Unit>)| {
        let called: Vec<String> = units.iter().map(|unit| format!("“{}”", unit.name)).collect();
        let finding = Finding::new(&rules::SHARED, format!("{name}：同时算作 {} 的文件。", called.join("、")));
        units.iter().fold(finding, |finding, unit| finding.mark(&unit.at, "").key(&unit.name))
    };
    several.map(finding).collect()
}

/// The folders of a district that lie below one of them, whose files are theirs and not those of the folder above.
pub(super) fn folders_below(district: &District, inside: &str) -> Vec<String> {
    let folders = [&district.units_folder, &district.last_year_folder, SENT_OUT].map(prefix);
    folders.into_iter().filter(|other| other.len() > inside.len() && other.starts_with(inside)).collect()
}

/// The files in a folder that are neither `owned` by a unit, nor the district's own, nor in its other folder.
pub(super) fn stray<'a>(
    district: &'a District,
    files: &'a [&str],
    folder: &str,
    owned: &'a HashSet<&str>,
) -> impl Iterator<Item = &'a str> {
    let inside = prefix(folder);
    let others = folders_below(district, &inside);
    let named = [&district.report, &district.totals, &district.prior].into_iter().flatten();
    let own: Vec<String> = named.map(|text| plain_path(&text.value)).chain([FILE.to_owned()]).collect();
    let is_stray = move |file: &&str| {
        file.starts_with(&inside)
            && !others.iter().any(|other| file.starts_with(other))
            && !own.iter().any(|own| own == file)
            && !owned.contains(*file)
    };
    files.iter().copied().filter(is_stray)
}

/// Whether some part of a path begins with a name.
pub(super) fn is_called_after(path: &str, name: &str) -> bool {
    let name = plain_name(name);
    path.split('/').any(|part| plain_name(part).starts_with(&name))
}

/// Whether there is one file, or one for each of several names: those of the agencies that a unit was merged from.
pub(super) fn are_one_each(unit: &Unit, files: &[String], folder: &str) -> bool {
    let inside = prefix(folder);
    let name_of = |file: &String| {
        let rest = file.strip_prefix(&inside)?;
        unit.names().filter(|name| is_called_after(rest, name)).map(plain_name).max_by_key(String::len)
    };
    let names: BTreeSet<String> = files.iter().filter_map(name_of).collect();
    files.len() == 1 || names.len() == files.len()
}

/// What is told of last year's files of several agencies, of which a unit was merged.
pub(super) fn added_up(unit: &Unit, files: &[String], folder: &str) -> Option<Finding> {
    let message = format!("“{}”：上年的数是 {} 相加的。", unit.name, files.join("、"));
    let finding = Finding::new(&rules::LAST_YEAR, message).severity(Severity::Hint).key(&unit.name);
    let finding = finding.hint("合并前各机关的都要在里面；多的移走");
    (files.len() > 1 && are_one_each(unit, files, folder)).then_some(finding)
}

/// Last year's files that are not used: of several nobody knows which, a named one is not there, or nobody's.
pub(super) fn last_year(
    district: &District,
    files: &[&str],
    found: &[Vec<String>],
    owned: &HashSet<&str>,
) -> Vec<Finding> {
    let of_unit = |(unit, names): (&Unit, &Vec<String>)| {
        let message = match (&unit.prior, names.as_slice()) {
            (None, []) => return None,
            (_, files) if !files.is_empty() && are_one_each(unit, files, &district.last_year_folder) => return None,
            (Some(prior), []) => format!("“{}”：没有 {}，没有上年的数可比。", unit.name, prior.value),
            (_, many) => format!("“{}”：有 {} 个上年的文件，都没有用：{}。", unit.name, many.len(), many.join("、")),
        };
        let at = unit.prior.as_ref().map_or(&unit.at, |prior| &prior.at);
        Some(Finding::new(&rules::LAST_YEAR, message).mark(at, "").key(&unit.name))
    };
    let mut findings: Vec<Finding> = district.units.iter().zip(found).filter_map(of_unit).collect();
    if prefix(&district.last_year_folder) != prefix(&district.units_folder) {
        let finding = |file: &str| {
            Finding::new(&rules::LAST_YEAR, format!("{file}：名单上没有单位叫这个名字，没有用。")).key(file)
        };
        findings.extend(stray(district, files, &district.last_year_folder, owned).map(finding));
    }
    findings
}

/// Names that stand on the roster more than once.
pub(super) fn twice_on_roster(district: &District) -> Vec<Finding> {
    let mut places: BTreeMap<String, Vec<&Unit>> = BTreeMap::new();
    for unit in &district.units {
        places.entry(plain_name(&unit.name)).or_default().push(unit);
    }
    let twice = places.into_values().filter(|units| units.len() > 1);
    let finding = |units: Vec<&Unit>| {
        let message = format!("“{}”：名单上有 {} 次。", units[0].name, units.len());
        let finding = Finding::new(&rules::NAME_TWICE, message).key(&units[0].name);
        units.iter().fold(finding, |finding, unit| finding.mark(&unit.at, ""))
    };
    twice.map(finding).collect()
}
