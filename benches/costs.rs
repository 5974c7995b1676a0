//! What a report costs, as ratios within one run: machines are noisy, ratios less so.
//!
//! `cargo bench` prints a table: our share beside the bare typesetter, a cold process beside a cold bare compile, a
//! report's documents together and one by one, a report with its annex and without, two threads beside one, memory for
//! one report and over a hundred, and growth with the length of the prose. `cargo costs -- annex` prints that line alone.

#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nianbao::engine::Engine;
use nianbao::form::Editions;
use nianbao::output::write_all;
use nianbao::render::Renderer;
use nianbao::report::View;
use nianbao::templates::Templates;
use nianbao::typeset::{Faces, Typesetter};

/// The report that most figures are taken with: 12 pages of prose and tables.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/changle-2020/report.toml");

/// Repetitions of which the median counts.
const RUNS: usize = 15;

/// Pairs of runs of which each kind's median counts.
const PAIRS: usize = 60;

/// Last year's file, beside what is made.
const PRIOR: &str = "prior.toml";

/// Stack of a worker.
const STACK: usize = 32 * 1024 * 1024;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("--bare") => bare(Path::new(&arguments[2]), Path::new(&arguments[3])),
        Some("--many") => {
            as_a_command(|| many(arguments[2].parse().expect("a number of reports"), Path::new(&arguments[3])));
        }
        Some("--cold") => cold_report(arguments[2] == "annex", Path::new(&arguments[3])),
        Some("annex") => annex(tempfile::tempdir().expect("there is room for a folder").path()),
        _ => as_a_command(table),
    }
}

/// Does some work on a thread that is one of the pool, as every command does: a pool that the thread is no part of is asleep
/// when it is given work, and may get both of its threads on one processor.
fn as_a_command(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).use_current_thread();
            pool.build_global().expect("a pool can be had");
            work();
        });
        worker.expect("a thread can be had");
    });
}

/// Does some work on a thread that is all of its pool, as the workers of a district do.
fn as_a_worker<'s>(scope: &'s std::thread::Scope<'s, '_>, work: impl FnOnce() + Send + 's) {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
        let _pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        work();
    });
    worker.expect("a thread can be had");
}

/// Every figure.
fn table() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    println!("{:<58}{:>10}{:>10}", "", "measured", "target");
    own_share();
    annex(folder.path());
    workbooks(folder.path());
    word();
    cold(folder.path());
    together(folder.path());
    threads(folder.path());
    memory(folder.path());
    growth(folder.path());
}

/// One line of the table.
fn line(what: &str, measured: f64, target: &str) {
    println!("{what:<58}{measured:>10.2}{target:>10}");
}

/// The median of some durations in milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// How long something takes.
fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The Typst source and the page of an input, as `build` makes them: without a letter that nobody asked for.
fn rendered(engine: &Engine, input: &Path) -> nianbao::engine::Rendered {
    let input = engine.read(input, None).expect("the input can be read");
    let examined = engine.examine(&input).expect("the wordings are sound");
    engine.render(&input, examined, View { alone: true, ..View::default() }).expect("the templates are sound")
}

/// Reading, completing, checking, rendering and writing, beside typesetting the same source.
fn own_share() {
    let engine = Engine::built_in().expect("the templates are sound");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let input = engine.read(Path::new(EXAMPLE), None).expect("the input can be read");
    let (mut ours, mut theirs, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let mut pdf = Vec::new();
        let check = time(|| drop(engine.examine(&input).expect("the wordings are sound")));
        let mut page = None;
        let own = time(|| page = Some(rendered(&engine, Path::new(EXAMPLE))));
        let page = page.expect("it was rendered");
        // The same source again would come out of the cache.
        typst::comemo::evict(0);
        let typst = time(|| pdf = engine.typesetter().pdf(&page.typst).expect("the pages can be set"));
        let files = [("r.pdf".to_owned(), pdf), ("r.html".to_owned(), page.html.into_bytes())];
        let write = time(|| drop(write_all(folder.path(), &files).expect("files can be written")));
        if run > 0 {
            ours.push(own + write);
            theirs.push(typst);
            checks.push(check);
        }
    }
    let (ours, theirs, checks) = (median(ours), median(theirs), median(checks));
    line("warm: typesetting one report, ms", theirs, "");
    line("warm: ours, ms", ours, "");
    line("warm: ours as a share of typesetting", ours / theirs, "<= 0.10");
    line("warm: checking as a share of building", checks / (ours + theirs), "<= 0.05");
}

/// What an annex costs who asks for it: all that `build --annex` does, from reading two years' files to the PDF and the page
/// on disk, beside the same without an annex, each in a process of its own that has not done anything yet.
///
/// What counts is the time that processors worked for the process, all its threads together (Linux; elsewhere nothing
/// tells it): how long a command takes depends on what else the machine does, and no number of runs takes that out. Runs
/// of the two stand in pairs, the first of a pair by turns the one and the other; what one costs is the median of its runs.
/// Last year's counts are twice this year's: every sum holds, and no cell but 0 and money says the same for both years. The
/// example has 12 pages; of a longer report the annex is a smaller share, of a shorter one a larger one, for it has as many
/// rows and charts.
fn annex(folder: &Path) {
    std::fs::write(folder.join(PRIOR), twice_last_year()).expect("a file can be written");
    let run = |annex: bool| asked(&["--cold", if annex { "annex" } else { "plain" }], folder);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for number in 0..=PAIRS {
        let first = number % 2 == 0;
        let told = [first, !first].map(|annex| (annex, run(annex)));
        for (annex, spent) in told.into_iter().filter(|_| number > 0) {
            if annex { &mut with } else { &mut without }.push(spent);
        }
    }
    let middle = |mut spent: Vec<f64>| {
        spent.sort_by(f64::total_cmp);
        spent[spent.len() / 2]
    };
    let (with, without) = (middle(with), middle(without));
    line("cold: work for a report, ms", without, "");
    line("cold: work for a report with its annex beside one without", with / without, "<= 1.15");
}

/// A report from its files to its PDF and its page, and the milliseconds that processors worked for this process.
fn cold_report(annex: bool, folder: &Path) {
    let work = || {
        let engine = Engine::built_in().expect("the templates are sound");
        let before = [folder.join(PRIOR)];
        let (path, read) = (Path::new(EXAMPLE), if annex { Engine::read_years } else { Engine::read_after });
        let input = read(&engine, path, &before).expect("the input can be read");
        let examined = engine.examine(&input).expect("the wordings are sound");
        let view = View { annex, alone: true, ..View::default() };
        let page = engine.render(&input, examined, view).expect("the templates are sound");
        let pdf = engine.typesetter().pdf(&page.typst).expect("the pages can be set");
        let files = [("a.pdf".to_owned(), pdf), ("a.html".to_owned(), page.html.into_bytes())];
        write_all(folder, &files).expect("files can be written");
    };
    as_a_command(|| {
        work();
        println!("{:.3}", worked());
    });
}

/// The milliseconds that processors worked for the threads of this process (Linux; elsewhere nothing).
fn worked() -> f64 {
    // Of a thread that runs it is known up to its last stop.
    std::thread::sleep(Duration::from_millis(1));
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = threads.filter_map(|thread| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<f64>().ok()
    });
    let sum: f64 = nanoseconds.sum();
    if sum > 0.0 { sum / 1e6 } else { f64::NAN }
}

/// The example's figures, each number twice, as last year's.
fn twice_last_year() -> String {
    let text = std::fs::read_to_string(EXAMPLE).expect("the example is there");
    let figures_only = text.split("[sections").next().unwrap_or_default().replace("year = 2020", "year = 2019");
    let tables = text.find("\n[disclosure").map_or("", |at| &text[at..]);
    let twice = |line: &str| match line.split_once('[').filter(|(key, _)| key.contains('=')) {
        Some((key, row)) => {
            let each = row.split_inclusive([',', ']']).map(|part| {
                let number = part.trim().trim_end_matches([',', ']']);
                number.parse::<i64>().map_or(part.to_owned(), |known| part.replace(number, &(2 * known).to_string()))
            });
            format!("{key}[{}\n", each.collect::<String>())
        }
        None => format!("{line}\n"),
    };
    figures_only + &tables.lines().map(twice).collect::<String>()
}

/// Reading a filled workbook, and checking a hundred of them, beside typesetting the report of one.
fn workbooks(folder: &Path) {
    let engine = Engine::built_in().expect("the templates are sound");
    let input = engine.read(Path::new(EXAMPLE), None).expect("the input can be read");
    let bytes = nianbao::workbook::write(&input.filing, Editions::built_in(), nianbao::workbook::PrintedArea::Table)
        .expect("it fits into a workbook");
    let paths: Vec<PathBuf> = (0..100).map(|number| folder.join(format!("{number}.xlsx"))).collect();
    for path in &paths {
        std::fs::write(path, &bytes).expect("a file can be written");
    }
    let source = rendered(&engine, Path::new(EXAMPLE)).typst;
    let (mut reading, mut checking, mut typesetting) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let read = time(|| drop(engine.read(&paths[0], None).expect("the workbook can be read")));
        typst::comemo::evict(0);
        let typst = time(|| drop(engine.typesetter().pdf(&source).expect("the pages can be set")));
        let check = time(|| {
            for path in paths.iter().filter(|_| run % 5 == 0) {
                let input = engine.read(path, None).expect("the workbook can be read");
                engine.examine(&input).expect("the wordings are sound");
            }
        });
        if run > 0 {
            reading.push(read);
            typesetting.push(typst);
            checking.extend((run % 5 == 0).then_some(check));
        }
    }
    let (reading, checking, typesetting) = (median(reading), median(checking), median(typesetting));
    line("workbook: reading one, ms", reading, "");
    line("workbook: reading one beside typesetting it", reading / typesetting, "<= 0.10");
    line("workbook: checking a hundred, in reports typeset", checking / typesetting, "a few");
}

/// The files for Word of a report and of its letter: in a run that makes the PDF too, and by themselves.
fn word() {
    let engine = Engine::built_in().expect("the templates are sound");
    let input = engine.read(Path::new(EXAMPLE), None).expect("the input can be read");
    // A document rendered and set: as Word and PDF, as PDF, as Word alone.
    let make = |is_letter: bool, docx: bool, pdf: bool| {
        let examined = engine.examine(&input).expect("the wordings are sound");
        let view = View { docx, alone: !is_letter, unbound: true, ..View::default() };
        typst::comemo::evict(0);
        time(|| {
            let rendered = engine.render(&input, examined, view).expect("the templates are sound");
            let letter = rendered.letter.as_ref().map(|letter| &letter.typst);
            let source = if is_letter { letter.expect("it has a letter") } else { &rendered.typst };
            if pdf {
                engine.typesetter().pdf(source).expect("the pages can be set");
            }
        })
    };
    for (is_letter, what) in [(false, "a report"), (true, "a report and its letter")] {
        let [mut both, mut pdf, mut word, mut neither] = [const { Vec::new() }; 4];
        for run in 0..=RUNS {
            let measured = [(true, true), (false, true), (true, false), (false, false)];
            let measured = measured.map(|(docx, pdf)| make(is_letter, docx, pdf));
            if run > 0 {
                [&mut both, &mut pdf, &mut word, &mut neither]
                    .into_iter()
                    .zip(measured)
                    .for_each(|(all, one)| all.push(one));
            }
        }
        let (both, pdf, word, neither) = (median(both), median(pdf), median(word), median(neither));
        let pages = if is_letter { "the letter's PDF" } else { "its PDF" };
        line(&format!("Word: {what} beside {pages}, in one run"), (both - pdf) / pdf, "<= 0.15");
        line(&format!("Word: {what} alone, beside {pages}"), (word - neither) / (pdf - neither), "");
    }
}

/// A cold process from TOML to both files, beside a cold bare compile and export of the same source.
fn cold(folder: &Path) {
    let engine = Engine::built_in().expect("the templates are sound");
    let source = folder.join("main.typ");
    std::fs::write(&source, rendered(&engine, Path::new(EXAMPLE)).typst).expect("a file can be written");
    let this = std::env::current_exe().expect("the bench knows itself");
    let mut ratios = Vec::new();
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let a = time(|| {
            quiet(
                Command::new(env!("CARGO_BIN_EXE_nianbao"))
                    .args(["build", "-q", EXAMPLE, "--only", "report", "--name", "r", "-o"])
                    .arg(folder),
            );
        });
        let b = time(|| quiet(Command::new(&this).arg("--bare").arg(&source).arg(folder.join("bare.pdf"))));
        if run > 0 {
            ratios.push(a.as_secs_f64() / b.as_secs_f64());
            ours.push(a);
            bare.push(b);
        }
    }
    ratios.sort_by(f64::total_cmp);
    line("cold: bare compile and export, ms", median(bare), "");
    line("cold: nianbao build, ms", median(ours), "");
    line("cold: nianbao build beside the bare compile", ratios[RUNS / 2], "<= 1.15");
}

/// A report, its letter and both bound together from one run, beside a run for each.
fn together(folder: &Path) {
    let run = |documents: &str| {
        let program = || Command::new(env!("CARGO_BIN_EXE_nianbao"));
        let mut command = program();
        command.args(["build", "-q", EXAMPLE, "--only", documents, "--name", "r", "-o"]).arg(folder);
        time(|| quiet(&mut command)).as_secs_f64()
    };
    let ratio = |_| run("report,letter,whole") / (run("report") + run("letter") + run("whole"));
    let mut ratios: Vec<f64> = (0..RUNS).map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    line("report, letter and whole in one run beside three", ratios[RUNS / 2], "<= 0.80");
}

/// Runs a command that must succeed.
fn quiet(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program can be run");
    assert!(status.success(), "{command:?}");
}

/// The bare typesetter: the same source, style and faces, compiled and exported.
fn bare(source: &Path, target: &Path) {
    let source = std::fs::read_to_string(source).expect("the source is there");
    let renderer = Renderer::new(&Templates::built_in()).expect("the templates are sound");
    let typesetter = Typesetter::new(renderer.styles(), Arc::new(Faces::vendored()));
    let pdf = typesetter.pdf(&source).expect("the pages can be set");
    std::fs::write(target, pdf).expect("a file can be written");
}

/// Different reports: the example under other names with other figures in its prose.
fn different(folder: &Path, count: usize) -> Vec<PathBuf> {
    let original = Path::new(EXAMPLE).parent().expect("the example lies in a folder");
    let text = std::fs::read_to_string(EXAMPLE).expect("the example is there");
    let make = |number: usize| {
        let unit = folder.join(format!("unit-{number}"));
        std::fs::create_dir_all(&unit).expect("a folder can be made");
        for entry in std::fs::read_dir(original).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let prose = std::fs::read_to_string(&path).expect("prose is text");
                let prose = prose
                    .replace("我区", &format!("我区第{number}街道"))
                    .replace("2020年", &format!("{number}号2020年"));
                std::fs::write(unit.join(path.file_name().expect("a file has a name")), prose)
                    .expect("a file can be written");
            }
        }
        let input = unit.join("report.toml");
        std::fs::write(&input, text.replace("长乐区", &format!("长乐区{number}"))).expect("a file can be written");
        input
    };
    (0..count).map(make).collect()
}

/// Reports a second on one and on two threads.
fn threads(folder: &Path) {
    let inputs = different(folder, 48);
    let engine = Engine::built_in().expect("the templates are sound");
    let run = |workers: usize| {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(input) = inputs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let page = rendered(&engine, input);
                engine.typesetter().pdf(&page.typst).expect("the pages can be set");
            }
        };
        time(|| {
            std::thread::scope(|scope| {
                (0..workers).for_each(|_| as_a_worker(scope, work));
            });
        })
    };
    run(1);
    let mut pairs: Vec<(Duration, Duration)> = (0..5).map(|_| (run(1), run(2))).collect();
    pairs.sort_by(|a, b| (a.0.as_secs_f64() / a.1.as_secs_f64()).total_cmp(&(b.0.as_secs_f64() / b.1.as_secs_f64())));
    let (one, two) = pairs[2];
    line("warm: reports a second on one thread", 48.0 / one.as_secs_f64(), "");
    line("warm: reports a second on two threads", 48.0 / two.as_secs_f64(), "");
    line("warm: two threads beside one", one.as_secs_f64() / two.as_secs_f64(), ">= 1.80");
}

/// The number that this bench tells when it is run by itself with some arguments and a folder.
fn asked(arguments: &[&str], folder: &Path) -> f64 {
    let this = std::env::current_exe().expect("the bench knows itself");
    let output = Command::new(&this).args(arguments).arg(folder).output().expect("the bench can be run");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(f64::NAN)
}

/// Peak memory for one report and over a hundred different ones in a row.
fn memory(folder: &Path) {
    let peak = |count: usize| asked(&["--many", &count.to_string()], folder);
    line("peak memory for one report, MB", peak(1), "<= 150");
    line("peak memory over 100 different ones, MB", peak(100), "<= 250");
}

/// Builds some different reports and prints the peak memory in MB (Linux; elsewhere nothing).
fn many(count: usize, folder: &Path) {
    let engine = Engine::built_in().expect("the templates are sound");
    for input in different(folder, count) {
        let page = rendered(&engine, &input);
        engine.typesetter().pdf(&page.typst).expect("the pages can be set");
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    println!("{:.1}", peak.map_or(f64::NAN, |kilobytes| kilobytes / 1000.0));
}

/// Time for 1, 4 and 16 times the prose, per unit of prose.
fn growth(folder: &Path) {
    let engine = Engine::built_in().expect("the templates are sound");
    let original = std::fs::read_to_string(EXAMPLE).expect("the example is there");
    let overview =
        std::fs::read_to_string(Path::new(EXAMPLE).with_file_name("overview.md")).expect("the prose is there");
    let problems = Path::new(EXAMPLE).with_file_name("problems.md");
    let unit = folder.join("growth");
    std::fs::create_dir_all(&unit).expect("a folder can be made");
    std::fs::write(unit.join("report.toml"), original).expect("a file can be written");
    std::fs::copy(problems, unit.join("problems.md")).expect("a file can be copied");
    let mut per_unit = Vec::new();
    for times in [1, 4, 16] {
        // Every copy differs, or the typesetter would know it already.
        let copy = |number: usize| {
            overview.replace("我区", &format!("我区第{number}街道")).replace('，', &format!("，{number}"))
        };
        let prose: Vec<String> = (0..times).map(copy).collect();
        std::fs::write(unit.join("overview.md"), prose.join("\n\n")).expect("a file can be written");
        let run = |_| {
            typst::comemo::evict(0);
            time(|| {
                let page = rendered(&engine, &unit.join("report.toml"));
                engine.typesetter().pdf(&page.typst).expect("the pages can be set");
            })
        };
        per_unit.push(median((0..5).map(run).collect()) / times as f64);
    }
    line("time for 4 times the prose, per unit of prose", per_unit[1] / per_unit[0], "<= 1.00");
    line("time for 16 times the prose, per unit of prose", per_unit[2] / per_unit[0], "<= 1.00");
}
