//! A run: every unit on all cores, then the sums and the district's own report.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::path::Path;

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::find::{Found, Search, search};
use super::judge::{is_of_other_year, judge};
use super::produce::{Producer, lock};
use super::record::{Record, Status, SumRecord, Summary, Told, cells};
use super::rollup::{Contribution, Rollup, roll_up};
use super::roster::{District, Unit, plain_name};
use super::{compare, layout};
use crate::diagnostics::Tally;
use crate::engine::{Engine, Input};
use crate::error::{Error, Result};
use crate::figures::Figures;
use crate::filing::Filing;
use crate::finding::Finding;
use crate::output::file_name;
use crate::read;
use crate::rules::{district as rules, input as input_rules};
use crate::source::Sources;

/// Stack of a worker: input may be deeply nested.
const STACK: usize = 64 * 1024 * 1024;

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// Where everything is written.
    pub out: &'a Path,
    /// Units that are worked on at a time; as many as there are cores where nothing is said.
    pub jobs: Option<usize>,
    /// Whether everything is made again.
    pub force: bool,
    /// Whether reports with errors are made as drafts.
    pub draft: bool,
}

/// Who looks on while a run goes on.
pub trait Watch: Sync {
    /// A unit is done; `is_new` when its files were made in this run.
    fn done(&self, record: &Record, is_new: bool);
    /// Whether the run is to stop.
    fn is_stopped(&self) -> bool;
}

/// What came of one unit.
struct Handed {
    record: Record,
    contribution: Contribution,
    /// The name it calls itself by.
    called: Option<String>,
    is_new: bool,
}

/// Runs a district: everything that can be made is made, and the summary tells the rest.
///
/// # Errors
/// When nothing at all can be done: the output folder cannot be written to, or another run works there.
pub fn run(engine: &Engine, district: &District, options: &Options<'_>, watch: &dyn Watch) -> Result<Summary> {
    let lock = lock(options.out)?;
    clear(options.out);
    let search = search(district, Some(options.out));
    let fingerprint = engine.fingerprint();
    let producer = Producer { engine, out: options.out, draft: options.draft, force: options.force, fingerprint };
    let run = Run { engine, district, producer, folders: folders(district), watch };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs.unwrap_or(0)).stack_size(STACK).build();
    let pool = pool.map_err(|error| Error::Usage {
        reason: format!("开不了这么多线程：{error}"),
        hint: "用 --jobs 写小一些的数".to_owned(),
    })?;
    let handed: Vec<Handed> = pool.install(|| {
        let units = district.units.par_iter().zip(&search.found).enumerate();
        // One by one, so that a slow unit does not hold up those behind it.
        units.with_max_len(1).map(|(number, (unit, found))| run.unit(number, unit, found)).collect()
    });
    let summary = run.summary(&search, handed);
    let form = engine.editions().named(&summary.edition).unwrap_or(district.form.clone());
    crate::output::write_all(options.out, &super::summary_files(&summary, &form)?)?;
    drop(lock);
    Ok(summary)
}

/// What every unit of a run shares.
struct Run<'a> {
    engine: &'a Engine,
    district: &'a District,
    producer: Producer<'a>,
    /// The district's own folder, then those of the units.
    folders: Vec<String>,
    watch: &'a dyn Watch,
}

impl Run<'_> {
    /// Does one unit; whatever happens, the others go on.
    fn unit(&self, number: usize, unit: &Unit, found: &Found) -> Handed {
        let record = |status| Record::new(&unit.name, &unit.group, &self.folders[number + 1], status);
        let nothing = |record: Record| Handed {
            record,
            contribution: Contribution { unit: number, figures: None, is_faulty: true, fee: None },
            called: None,
            is_new: false,
        };
        let handed = match &found.file {
            _ if self.watch.is_stopped() => nothing(record(Status::Stopped)),
            None => {
                self.producer.withdraw(&self.folders[number + 1]);
                let status = if found.candidates.is_empty() { Status::Missing } else { Status::Unclear };
                nothing(record(status).with_findings(found.finding.as_slice(), &self.district.sources))
            }
            Some(file) => {
                let done = guarded(|| self.read_unit(number, unit, file, found, record(Status::Ready)));
                let mut handed = done.unwrap_or_else(|finding| {
                    nothing(record(Status::Failed).with_findings(&[*finding], &Sources::default()))
                });
                handed.record.file = Some(self.beside(file));
                handed
            }
        };
        self.watch.done(&handed.record, handed.is_new);
        handed
    }

    /// Reads, judges, examines and makes a unit's report.
    fn read_unit(&self, number: usize, unit: &Unit, file: &Path, found: &Found, record: Record) -> Handed {
        let mut contribution = Contribution { unit: number, figures: None, is_faulty: true, fee: None };
        let mut input = match self.open(file, found) {
            Ok(input) => input,
            Err(error) => {
                self.producer.withdraw(&record.folder);
                let record = Record { status: Status::Unreadable, ..unreadable(record, &error) };
                return Handed { record, contribution, called: None, is_new: false };
            }
        };
        let judged = judge(self.district, unit, &input.filing);
        input.filing.faults.extend(judged);
        let called = input.filing.agency.name.as_ref().map(|name| plain_name(&name.value));
        let examined = self.engine.examine(&input);
        if let Ok(examined) = &examined {
            contribution.is_faulty = examined.is_blocked();
            contribution.fee = input.filing.fee.clone();
            contribution.figures = (!is_of_other_year(self.district, &input.filing)).then(|| examined.figures.clone());
        }
        let (mut record, is_new) = self.made(record, &input, examined);
        record.cells = contribution.figures.as_ref().map(cells).unwrap_or_default();
        Handed { record, contribution, called, is_new }
    }

    /// Reads a unit's file, with last year's; that this one cannot be read is no reason to give up.
    fn open(&self, file: &Path, found: &Found) -> Result<Input> {
        let Some(prior) = &found.prior else { return self.engine.read(file, None) };
        match self.engine.read(file, Some(prior)) {
            Ok(input) => Ok(input),
            Err(error) => {
                let mut input = self.engine.read(file, None)?;
                let reason = error.to_string();
                let message = format!("上年文件 {}：读不了：{}。", prior.display(), reason.trim_end_matches('。'));
                input.filing.faults.push(Finding::new(&input_rules::PRIOR_FILE, message).key("prior"));
                Ok(input)
            }
        }
    }

    /// Makes the files of an examined report, or tells why not.
    fn made(&self, record: Record, input: &Input, examined: Result<crate::engine::Examined>) -> (Record, bool) {
        let examined = match examined {
            Ok(examined) => examined,
            Err(error) => return (failed(record, &error), false),
        };
        let record = record.with_findings(&examined.findings, &input.sources);
        let blocked = examined.is_blocked();
        if blocked && !self.producer.draft {
            self.producer.withdraw(&record.folder);
            return (Record { status: Status::Blocked, ..record }, false);
        }
        match self.producer.produce(&record.folder, input, examined) {
            Ok(produced) => {
                let status = if blocked { Status::Draft } else { Status::Ready };
                (Record { status, files: produced.files, ..record }, produced.is_new)
            }
            Err(error) => (failed(record, &error), false),
        }
    }

    /// The sums, the district's own report, and all that is told.
    fn summary(&self, search: &Search, handed: Vec<Handed>) -> Summary {
        let district = self.district;
        let mut findings = district.faults.clone();
        findings.extend(search.findings.iter().cloned());
        findings.extend(self.same_agency(&handed));
        crate::finding::sort(&mut findings);
        let contributions: Vec<Contribution> = handed.iter().map(|handed| handed.contribution.clone()).collect();
        let (own, rollup) = self.own(&contributions);
        Summary {
            program: concat!("nianbao ", env!("CARGO_PKG_VERSION")),
            district: district.called().to_owned(),
            year: district.year.as_ref().map(|year| year.value),
            edition: rollup.form.edition.clone(),
            deadline: district.deadline.as_ref().map(|deadline| deadline.value.chinese()),
            units: handed.into_iter().map(|handed| handed.record).collect(),
            own,
            roster: findings.iter().map(|finding| Told::new(finding, &district.sources)).collect(),
            sums: sums(&rollup),
        }
    }

    /// The district's own report, and the sums.
    fn own(&self, contributions: &[Contribution]) -> (Option<Record>, Rollup) {
        let district = self.district;
        let record = Record::new(district.called(), "本级", &self.folders[0], Status::Ready);
        let Some(report) = &district.report else { return (None, roll_up(district, None, contributions)) };
        let path = district.folder.join(&report.value);
        let prior = district.prior.as_ref().map(|prior| district.folder.join(&prior.value));
        let input = self.engine.read_beside(&path, prior.as_deref(), district.sources.clone());
        let mut input = match input {
            Ok(input) => input,
            Err(error) => {
                let record = Record { status: Status::Unreadable, ..unreadable(record, &error) };
                return (Some(record), roll_up(district, None, contributions));
            }
        };
        let rollup = roll_up(district, Some(&input.filing), contributions);
        if self.watch.is_stopped() {
            return (Some(Record { status: Status::Stopped, ..record }), rollup);
        }
        let own = input.filing.clone();
        let mut filing = rollup.filing(district, &own, contributions, &mut input.sources);
        filing.faults.extend(self.totals(&rollup, contributions, &mut input.sources));
        filing.faults.extend(self.own_year(&own));
        input.filing = filing;
        let file = report.value.clone();
        let done = guarded(|| self.made(record.clone(), &input, self.engine.examine(&input)));
        let (record, is_new) = done.unwrap_or_else(|finding| {
            (Record { status: Status::Failed, ..record }.with_findings(&[*finding], &Sources::default()), false)
        });
        let record = Record { file: Some(file), ..record };
        self.watch.done(&record, is_new);
        (Some(record), rollup)
    }

    /// Whether the district's own report is of the district's year.
    fn own_year(&self, own: &Filing) -> Vec<Finding> {
        let unit = Unit {
            at: self.district.at.clone(),
            name: own.name().unwrap_or_default().to_owned(),
            group: String::new(),
            level: None,
            file: None,
            prior: None,
        };
        let judged = judge(self.district, &unit, own);
        judged.into_iter().filter(|finding| finding.rule.code == rules::YEAR.code).collect()
    }

    /// The totals that were handed in, held against the sums.
    fn totals(&self, rollup: &Rollup, contributions: &[Contribution], sources: &mut Sources) -> Vec<Finding> {
        let Some(named) = &self.district.totals else { return Vec::new() };
        let path = self.district.folder.join(&named.value);
        match read::read(&path, self.engine.editions(), sources) {
            Ok(filing) => {
                let totals = Figures::complete(&filing, None);
                compare(self.district, rollup, contributions, &totals)
            }
            Err(error) => {
                let message = format!("totals：{}。", error.to_string().trim_end_matches('。'));
                vec![Finding::new(&rules::UNREADABLE, message).mark(&named.at, "")]
            }
        }
    }

    /// Agencies that several units' files call themselves.
    fn same_agency(&self, handed: &[Handed]) -> Vec<Finding> {
        let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for handed in handed {
            if let Some(called) = &handed.called {
                units.entry(called).or_default().push(handed.contribution.unit);
            }
        }
        let roster: BTreeSet<String> = self.twice_on_roster();
        let several = units.into_iter().filter(|(called, units)| units.len() > 1 && !roster.contains(*called));
        let tell = |(called, units): (&str, Vec<usize>)| {
            let units: Vec<&Unit> = units.into_iter().filter_map(|unit| self.district.units.get(unit)).collect();
            let names: Vec<String> = units.iter().map(|unit| format!("“{}”", unit.name)).collect();
            let message = format!("{} 的文件里，机关名称都是“{called}”。", names.join("、"));
            units.iter().fold(Finding::new(&rules::SHARED, message), |f, unit| f.mark(&unit.at, "").key(&unit.name))
        };
        several.map(tell).collect()
    }

    /// Names that stand on the roster more than once, which has been told.
    fn twice_on_roster(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let names = self.district.units.iter().map(|unit| plain_name(&unit.name));
        names.filter(|name| !seen.insert(name.clone())).collect()
    }

    /// A file as it is named from the district's folder.
    fn beside(&self, file: &Path) -> String {
        let named = file.strip_prefix(&self.district.folder).unwrap_or(file);
        named.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// Does something that may fail through a fault of the program, and tells that as a finding.
fn guarded<T>(work: impl FnOnce() -> T) -> std::result::Result<T, Box<Finding>> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        let message = format!("程序内部出错：{}。", text.unwrap_or("原因不明"));
        Box::new(Finding::new(&rules::CRASHED, message))
    })
}

/// A record of a file that cannot be read.
fn unreadable(record: Record, error: &Error) -> Record {
    if let Error::Syntax { findings, name, text } = error {
        let mut sources = Sources::default();
        sources.add(name, text);
        return record.with_findings(findings, &sources);
    }
    told(record, &rules::UNREADABLE, error)
}

/// A record of a report whose files could not be made or written.
fn failed(record: Record, error: &Error) -> Record {
    let mut failed = told(Record { status: Status::Failed, ..record.clone() }, &rules::NOT_WRITTEN, error);
    failed.findings.extend(record.findings);
    failed.tally = Tally { errors: record.tally.errors + 1, ..record.tally };
    failed
}

/// A record with one finding for an error.
fn told(record: Record, rule: &'static crate::rules::Rule, error: &Error) -> Record {
    let message = format!("{}。", error.to_string().trim_end_matches('。'));
    let finding = Finding::new(rule, message);
    let finding = match error.hint() {
        Some(hint) => finding.hint(hint),
        None => finding,
    };
    record.with_findings(&[finding], &Sources::default())
}

/// The folders of the district's own report and of the units: safe on every system, no two alike there.
fn folders(district: &District) -> Vec<String> {
    let mut taken = BTreeSet::from([layout::WORKBOOK.to_lowercase(), "index.html".into(), "summary.json".into()]);
    let own = format!("{}（本级）", district.called());
    let names = std::iter::once(own.as_str()).chain(district.units.iter().map(|unit| unit.name.as_str()));
    let folder = |name: &str| {
        let plain = file_name(name);
        let numbered = (2..).map(|number| format!("{plain}（{number}）"));
        // Windows and macOS do not tell capitals from small letters.
        let free = std::iter::once(plain.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        free.unwrap_or(plain)
    };
    names.map(folder).collect()
}

/// The sums by key.
fn sums(rollup: &Rollup) -> BTreeMap<String, SumRecord> {
    let printed = rollup.form.ids().filter(|id| rollup.form.cell(*id).printed);
    let record = |id| {
        let sum = rollup.get(id);
        let own = sum.own.as_ref().map(crate::filing::Entry::spelled);
        (rollup.form.cell(id).key.clone(), SumRecord { scope: sum.scope, own, sum: sum.entry.spelled() })
    };
    printed.map(record).collect()
}

/// Removes what a killed run left half written; nothing else is named so.
fn clear(out: &Path) {
    let folders = std::fs::read_dir(out).into_iter().flatten().flatten().map(|entry| entry.path());
    for folder in std::iter::once(out.to_owned()).chain(folders.filter(|path| path.is_dir())) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(".nianbao-") && name != ".nianbao-lock" {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
