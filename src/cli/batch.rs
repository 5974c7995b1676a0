//! `batch` and `merge`: a district in one run, or in parts on several machines.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Arguments, BatchArguments, DistrictArguments, FindingsFormat, MergeArguments, Product, selection};
use super::outcome::Outcome;
use super::{check, console, show};
use crate::diagnostics::{self, Checked};
use crate::district::{
    self, CommonHint, District, DistrictRefusal, DistrictRun, ReportRecord, Shard, Standing, Status, Summary, Watch,
};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::filing::Date;
use crate::finding::Severity;
use crate::workers::Launcher;

/// Runs a district, or a part of it, and reports what came of it.
pub(super) fn run(arguments: &Arguments, options: &BatchArguments) -> Result<Outcome> {
    let Some(run) = prepare(arguments, &options.run, options.shard)? else { return Ok(Outcome::Findings) };
    let Some(shard) = options.shard else {
        let summary = run.run.whole();
        return finish(arguments, &options.run, &run, summary);
    };
    let part = run.run.part(shard);
    run.watch.finish();
    let units = part?.units;
    let file = options.run.output.join(shard.file());
    show::note(
        arguments,
        &format!("第 {}/{} 片：{} 个单位，写到 {}", shard.index, shard.count, units.len(), file.display()),
    );
    let has_failed = units.iter().any(|unit| unit.record.status.is_failure());
    Ok(outcome(has_failed, units.iter().any(|unit| unit.record.tally.errors > 0)))
}

/// Joins the parts of a district.
pub(super) fn merge(arguments: &Arguments, options: &MergeArguments) -> Result<Outcome> {
    let Some(run) = prepare(arguments, &options.run, None)? else { return Ok(Outcome::Findings) };
    let summary = run.run.merge(&options.parts);
    finish(arguments, &options.run, &run, summary)
}

/// A run with what shows it.
struct Session {
    /// What is run.
    run: DistrictRun,
    /// What shows its progress.
    watch: Arc<Progress>,
}

/// Reads the district, and makes everything ready; none when a declaration of a form is faulty, which has been told.
fn prepare(arguments: &Arguments, options: &DistrictArguments, shard: Option<Shard>) -> Result<Option<Session>> {
    let may_be = [Product::Pdf, Product::Html, Product::Fragment, Product::Docx];
    if options.only.iter().any(|product| !may_be.contains(product)) {
        return Err(Error::Usage {
            reason: "batch 的 --only 只选格式：pdf、html、fragment、docx".to_owned(),
            hint: "别的用 nianbao build 对一个单位的文件做".to_owned(),
        });
    }
    let Some((engine, district)) = read(arguments, options)? else { return Ok(None) };
    let reports = match shard {
        Some(shard) => shard.units(district.units.len()).len(),
        None => district.units.len() + usize::from(district.report.is_some()),
    };
    let watch = Arc::new(Progress::new(reports, arguments.quiet));
    let run = DistrictRun::new(engine, district, run_options(options), watch.clone());
    let launcher = (options.jobs != Some(0)).then(|| Launcher::new(arguments.of_worker(), run.made_with().into()));
    Ok(Some(Session { run: run.by_workers(launcher), watch }))
}

/// The run of which a worker makes the units; none when a declaration of a form is faulty.
pub(super) fn run_of_worker(arguments: &Arguments, options: &DistrictArguments) -> Result<Option<DistrictRun>> {
    let Some((engine, district)) = read(arguments, options)? else { return Ok(None) };
    Ok(Some(DistrictRun::new(engine, district, run_options(options), Arc::new(Nobody))))
}

/// What a run is asked for.
fn run_options(options: &DistrictArguments) -> district::Options {
    district::Options {
        out: options.output.clone(),
        jobs: options.jobs.map(usize::from),
        limit: Duration::from_secs(options.timeout.into()),
        force: options.force,
        draft: options.draft,
        today: options.today.unwrap_or_else(Date::today),
        only: selection(&options.only),
        zip: options.zip,
        prune: options.prune,
    }
}

/// Reads the district, with all that it is made with; none when a declaration of a form is faulty, which has been told.
fn read(arguments: &Arguments, options: &DistrictArguments) -> Result<Option<(Arc<Engine>, District)>> {
    // The file itself is as good as its folder.
    let is_file = options.folder.file_name().is_some_and(|name| name == district::FILE) && !options.folder.is_dir();
    let path = if is_file { options.folder.clone() } else { options.folder.join(district::FILE) };
    if options.folder.is_dir() && !path.exists() {
        return Err(Error::file(&path, "没有这个文件", "地区的文件夹里要有 district.toml，写明年度和应报告的单位"));
    }
    let Some(engine) = check::engine(&options.look, FindingsFormat::Text, arguments, false)? else { return Ok(None) };
    let district = district::read(&path, engine.editions())?;
    let refusal = district.refusal();
    if let Some(DistrictRefusal { reason, hint, is_unknown: true }) = refusal {
        for finding in &district.faults {
            let color = console::use_color(false);
            show::note(arguments, &diagnostics::finding_text(finding, &district.sources, color, true));
        }
        return Err(Error::file(&path, reason, hint));
    }
    if let Some(DistrictRefusal { reason, hint, .. }) = refusal {
        let file = path.display().to_string();
        let checked = Checked { file: &file, sources: &district.sources, findings: &district.faults, policy: None };
        show::findings(&[checked], FindingsFormat::Text, arguments, false)?;
        show::note(arguments, &format!("{reason}。{hint}"));
        return Ok(None);
    }
    let engine = engine.with_editions(district.editions.clone()).with_policy(district.policy.clone());
    Ok(Some((Arc::new(engine), district)))
}

/// Reports what came of a whole run.
fn finish(
    arguments: &Arguments,
    options: &DistrictArguments,
    run: &Session,
    summary: Result<Summary>,
) -> Result<Outcome> {
    run.watch.finish();
    let summary = summary?;
    report(arguments, options, &summary);
    Ok(outcome(summary.has_failed(), summary.has_errors()))
}

/// How a run ended: what could not be done is worse than errors.
fn outcome(has_failed: bool, has_errors: bool) -> Outcome {
    match (has_failed, has_errors) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    }
}

/// Findings of one kind about the roster that are shown one by one; the index page has them all.
const MOST_SHOWN: usize = 20;

/// Reports what came of a run.
fn report(arguments: &Arguments, options: &DistrictArguments, summary: &Summary) {
    for alike in summary.roster.chunk_by(|one, next| one.hint == next.hint) {
        for finding in alike.iter().take(MOST_SHOWN) {
            show::note(arguments, &format!("{}[{}]：{}", finding.severity.label(), finding.code, finding.message));
        }
        if alike.len() > MOST_SHOWN {
            show::note(arguments, &format!("  ……同类的还有 {} 个，见汇总", alike.len() - MOST_SHOWN));
        }
        show::note(arguments, &format!("  建议：{}", alike[0].hint));
    }
    own_warnings(arguments, summary);
    for CommonHint { code, message, hint, units } in &summary.common {
        show::note(arguments, &format!("提示[{code}]（{} 个单位都有）：{message}", units.len()));
        show::note(arguments, &format!("  建议：{hint}"));
    }
    let of = |standing| summary.standing(standing);
    let counts = Standing::ALL.into_iter().filter(|standing| of(*standing) > 0);
    let counts: Vec<String> = counts.map(|standing| format!("{} {}", standing.label(), of(standing))).collect();
    show::note(arguments, &format!("{}：{} 个单位：{}", summary.district, summary.units.len(), counts.join("，")));
    summary.policy.iter().for_each(|line| show::note(arguments, line));
    if summary.is_stopped() {
        show::note(arguments, "已停下；再运行一次会接着做，做好的不重做");
    }
    show::note(arguments, &format!("汇总见 {}", options.output.join("index.html").display()));
}

/// Findings of the district's own report that are shown; its page has them all.
const MOST_OF_OWN: usize = 5;

/// Shows what is to be looked at in the district's own report, which no unit is told of.
fn own_warnings(arguments: &Arguments, summary: &Summary) {
    let Some(own) = &summary.own else { return };
    let open: Vec<_> = own.findings.iter().filter(|f| f.accepted.is_none() && f.severity != Severity::Hint).collect();
    for finding in open.iter().take(MOST_OF_OWN) {
        let told = format!("{}[{}]：{}（本级）：{}", finding.severity.label(), finding.code, own.name, finding.message);
        show::note(arguments, &told);
        show::note(arguments, &format!("  建议：{}", finding.hint));
    }
    if open.len() > MOST_OF_OWN {
        show::note(arguments, &format!("  ……本级的还有 {} 个，见汇总", open.len() - MOST_OF_OWN));
    }
}

/// Nobody looks on: a worker tells the one that gives it work.
struct Nobody;

impl Watch for Nobody {
    fn done(&self, _: &ReportRecord, _: bool) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// What is shown while a run goes on: a bar on a terminal, plain lines elsewhere.
struct Progress {
    /// The bar on a terminal.
    bar: Option<ProgressBar>,
    /// How many reports there are.
    all: usize,
    /// How many are done.
    done: AtomicUsize,
    /// Whether nothing is shown.
    quiet: bool,
    /// Whether the interrupt key was pressed.
    stopped: Arc<AtomicBool>,
}

impl Progress {
    /// Starts to show progress; the interrupt key asks the run to stop, a second time ends the program.
    fn new(all: usize, quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{bar:24} {pos}/{len} 每秒 {per_sec} 还要 {eta} {wide_msg}");
            let bar = ProgressBar::new(all as u64);
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar
        });
        let stopped = Arc::new(AtomicBool::new(false));
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
            // Without a handler the run ends at once, which leaves no half file either.
            let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, stopped.clone());
            let _ = signal_hook::flag::register(signal, stopped.clone());
        }
        Self { bar, all, done: AtomicUsize::new(0), quiet, stopped }
    }

    /// Stops showing progress.
    fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Progress {
    fn done(&self, record: &ReportRecord, is_new: bool) {
        let number = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let state = match record.status {
            Status::Ready if !is_new => "没有变化，沿用上次的".to_owned(),
            _ => record.outcome(),
        };
        let left_out = record.left_out.as_ref().map_or(String::new(), |told| format!("；{told}"));
        let line = format!("{}：{state}{left_out}", record.name);
        match &self.bar {
            Some(bar) => {
                bar.inc(1);
                bar.set_message(line.clone());
                if record.status != Status::Ready || record.left_out.is_some() {
                    bar.println(line);
                }
            }
            None if !self.quiet => console::eprint(&format!("[{number}/{}] {line}\n", self.all)),
            None => {}
        }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
