//! What a district costs, as ratios within one run: 100 and 1000 generated units, all different, each with PDF, web
//! page and letter, beside one process a unit and beside the plain Typst compiler on the same sources.

#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use nianbao::district::{self, DistrictRun, Options, ReportRecord, Watch};
use nianbao::engine::Engine;
use nianbao::filing::Date;
use nianbao::form::Editions;
use nianbao::product::Selection;
use nianbao::report::View;
use nianbao::typeset::{Faces, STANDARDS};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards};

/// The report that units are made from: a department's, with prose and tables.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/changle-yingji-2020/report.toml");

/// The name in it that is replaced.
const NAME: &str = "福州市长乐区应急管理局";

/// Repetitions of which the median counts.
const RUNS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let path = |number: usize| Path::new(&arguments[number]);
    match arguments.get(1).map(String::as_str) {
        Some("--peak") => {
            whole(&Arc::new(engine()), path(2), path(3), 2);
            println!("{:.1}", peak());
        }
        Some("--batch") => println!("{}", warm(|| batch(path(2), path(3), 1))),
        Some("--plain") => println!("{}", warm(plain(path(2), path(3)))),
        Some("--typesetter") => println!("{}", warm(typesetter(path(2), path(3)))),
        _ => all(),
    }
}

/// Everything that is measured.
fn all() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    println!("{:<58}{:>10}{:>10}", "", "measured", "target");
    let hundred = generate(folder.path(), 100);
    processes(&hundred, folder.path());
    one_thread(&hundred, folder.path());
    two_threads(&hundred, folder.path());
    let thousand = generate(folder.path(), 1000);
    memory(&hundred, &thousand, folder.path());
    unchanged(&thousand, folder.path());
}

/// One line of the table.
fn line(what: &str, measured: f64, target: &str) {
    println!("{what:<58}{measured:>10.2}{target:>10}");
}

/// The median of some numbers.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Seconds that something takes.
fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// Templates and faces.
fn engine() -> Engine {
    Engine::built_in().expect("the templates are sound")
}

/// A district of units that all differ in names, figures and words.
fn generate(folder: &Path, count: usize) -> PathBuf {
    let district = folder.join(format!("district-{count}"));
    let units = district.join("单位");
    std::fs::create_dir_all(&units).expect("a folder can be made");
    let original = nianbao_toml();
    let mut roster = "year = 2020\nname = \"示例省\"\n".to_owned();
    for number in 0..count {
        let name = format!("示例省第{number}局");
        let letter = format!(
            "\n[letter]\nto = \"示例省人民政府办公厅\"\nnumber = \"示字〔2021〕{}号\"\nsigners = [\"张三\"]\ndate = 2021-01-12\n",
            number + 1
        );
        let text = original.replace(NAME, &name).replace("我局", &format!("我局（第{number}处）"));
        std::fs::write(units.join(format!("{name}.toml")), text + &letter).expect("a file can be written");
        roster.push_str(&format!("[[units]]\nname = \"{name}\"\n"));
    }
    std::fs::write(district.join("district.toml"), roster).expect("a file can be written");
    district
}

/// The example with its prose in the file itself.
fn nianbao_toml() -> String {
    let engine = engine();
    let input = engine.read(Path::new(EXAMPLE), None).expect("the example can be read");
    nianbao::write::toml(&input.filing, &nianbao::write::ProseFiles::default())
}

/// Nobody looks on.
struct Quiet;

impl Watch for Quiet {
    fn done(&self, record: &ReportRecord, _: bool) {
        assert!(!record.files.is_empty(), "{}: {:?}", record.name, record.findings);
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Runs a district in this process.
fn whole(engine: &Arc<Engine>, folder: &Path, out: &Path, jobs: usize) {
    let district = district::read(&folder.join("district.toml"), Editions::built_in()).expect("it can be read");
    let limit = Duration::from_secs(600);
    let options = Options {
        out: out.to_owned(),
        jobs: Some(jobs),
        limit,
        force: false,
        draft: false,
        today: Date::today(),
        only: Selection::default(),
        zip: false,
        prune: false,
    };
    DistrictRun::new(engine.clone(), district, options, Arc::new(Quiet)).whole().expect("the district can be run");
}

/// The files of the units.
fn units(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("单位")).expect("a folder can be listed");
    let mut units: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    units.sort();
    units
}

/// One process for the district beside one for each unit: one after the other as in a shell's loop, and two at a time.
fn processes(folder: &Path, out: &Path) {
    let program = || Command::new(env!("CARGO_BIN_EXE_nianbao"));
    let quiet = |command: &mut Command| {
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program can be run");
        assert!(status.success(), "{command:?}");
    };
    let one = time(|| quiet(program().arg("batch").arg(folder).arg("-o").arg(out.join("one")).args(["--jobs", "2"])));
    let all = units(folder);
    let each = |at_a_time: usize| {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(unit) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                quiet(program().arg("build").arg(unit).args(["--only", "report,letter", "-o"]).arg(out.join("each")));
            }
        };
        time(|| std::thread::scope(|scope| (0..at_a_time).for_each(|_| drop(scope.spawn(work)))))
    };
    let (in_turn, two) = (each(1), each(2));
    line("100 units: nianbao batch, s", one, "");
    let threads = |_| {
        let by_threads = batch(folder, out, 2);
        let fresh = tempfile::tempdir_in(out).expect("there is room for a folder");
        let workers = || quiet(program().arg("batch").arg(folder).arg("-o").arg(fresh.path()).args(["--jobs", "2"]));
        time(workers) / by_threads
    };
    line("100 units: by two workers beside two threads", median((0..RUNS).map(threads).collect()), "<= 1.05");
    line("100 units: one process each, in turn, beside batch", in_turn / one, ">= 2.50");
    line("100 units: one process each, two at a time, beside it", two / one, ">= 2.50");
}

/// Seconds that something takes the second time.
fn warm(work: impl Fn() -> f64) -> f64 {
    work();
    work()
}

/// Seconds of a run of the district in this process, into a fresh folder.
fn batch(folder: &Path, out: &Path, jobs: usize) -> f64 {
    let engine = Arc::new(engine());
    let fresh = tempfile::tempdir_in(out).expect("there is room for a folder");
    time(|| whole(&engine, folder, fresh.path(), jobs))
}

/// The plain compiler on the same sources, in this process: seconds of a pass. Every document is a folder of its own with
/// its source and the style files, as `build --only typ` writes it.
fn plain(folder: &Path, out: &Path) -> impl Fn() -> f64 + use<> {
    let engine = engine();
    let documents: Vec<Vec<(&'static str, String)>> = units(folder)
        .iter()
        .flat_map(|unit| sources(&engine, unit))
        .map(|source| engine.typesetter().sources(&source))
        .collect();
    let faces = Arc::new(Faces::vendored());
    let library = LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build());
    let options =
        PdfOptions { standards: PdfStandards::new(&STANDARDS).expect("they go together"), ..PdfOptions::default() };
    pass(documents, out, move |files| {
        let world = Plain::new(files, &library, &faces);
        let document = typst::compile::<PagedDocument>(&world).output.expect("the pages can be set");
        typst_pdf::pdf(&document, &options).expect("the pages meet the standards")
    })
}

/// Our own typesetter alone, which parses style files once, on the same sources: seconds of a pass.
fn typesetter(folder: &Path, out: &Path) -> impl Fn() -> f64 + use<> {
    let engine = engine();
    let documents: Vec<String> = units(folder).iter().flat_map(|unit| sources(&engine, unit)).collect();
    pass(documents, out, move |source| {
        let document = engine.typesetter().layout(source).expect("the pages can be set");
        engine.typesetter().export(&document).expect("the pages meet the standards")
    })
}

/// One document after the other in this process: seconds of a pass.
fn pass<D: Sync, F: Fn(&D) -> Vec<u8> + Sync>(
    documents: Vec<D>,
    out: &Path,
    typeset: F,
) -> impl Fn() -> f64 + use<D, F> {
    let out = out.to_owned();
    move || {
        let fresh = tempfile::tempdir_in(&out).expect("there is room for a folder");
        // On a thread with a pool of its own, as units are worked on.
        let work = || {
            let _pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
            for (number, document) in documents.iter().enumerate() {
                let file = fresh.path().join(format!("{number}.pdf"));
                std::fs::write(file, typeset(document)).expect("a file can be written");
                // As `typst watch` does after every compilation.
                typst::comemo::evict(10);
            }
        };
        time(|| {
            std::thread::scope(|scope| {
                let thread = std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, work);
                thread.expect("a thread can be had").join().expect("the pages can be set");
            });
        })
    }
}

/// What the plain compiler sees of a folder: files are parsed when they are first asked for.
struct Plain<'a> {
    library: &'a LazyHash<Library>,
    faces: &'a Faces,
    files: Vec<(FileId, &'a str, OnceLock<Source>)>,
}

impl<'a> Plain<'a> {
    /// The folder of one document.
    fn new(files: &'a [(&str, String)], library: &'a LazyHash<Library>, faces: &'a Faces) -> Self {
        let id = |name: &str| RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).expect("a name")).intern();
        let files = files.iter().map(|(name, text)| (id(name), text.as_str(), OnceLock::new())).collect();
        Self { library, faces, files }
    }
}

impl World for Plain<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
    }

    fn main(&self) -> FileId {
        self.files[0].0
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let file = self.files.iter().find(|(own, ..)| *own == id).ok_or(FileError::AccessDenied)?;
        Ok(file.2.get_or_init(|| Source::new(id, file.1.to_owned())).clone())
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    fn today(&self, _: Option<typst::foundations::Duration>) -> Option<Datetime> {
        None
    }
}

/// The district on one thread beside the plain compiler and beside our typesetter alone, each in a process of its own
/// and both at the same time: what slows the machine slows both.
fn one_thread(folder: &Path, out: &Path) {
    let this = std::env::current_exe().expect("the bench knows itself");
    let start = |way: &str| {
        Command::new(&this).arg(way).arg(folder).arg(out).stdout(Stdio::piped()).spawn().expect("it can be run")
    };
    let seconds = |child: std::process::Child| {
        let output = child.wait_with_output().expect("it can be waited for");
        String::from_utf8_lossy(&output.stdout).trim().parse::<f64>().unwrap_or(f64::NAN)
    };
    let beside = |way: &str| {
        let both = |_| {
            let (bare, batch) = (start(way), start("--batch"));
            let (bare, batch) = (seconds(bare), seconds(batch));
            batch / bare
        };
        median((0..RUNS).map(both).collect())
    };
    line("100 units: batch on one thread beside the plain compiler", beside("--plain"), "<= 1.05");
    line("100 units: batch on one thread beside our typesetter alone", beside("--typesetter"), "");
}

/// The district on two threads beside the plain compiler, each run between two of the other: machines change their
/// speed within such a time.
fn two_threads(folder: &Path, out: &Path) {
    let typeset = plain(folder, out);
    typeset();
    let mut alone = vec![typeset()];
    let mut ratio = |_| {
        let before = alone[alone.len() - 1];
        let taken = batch(folder, out, 2);
        alone.push(typeset());
        f64::midpoint(before, alone[alone.len() - 1]) / taken
    };
    line("100 units: it beside batch on two threads", median((0..RUNS).map(&mut ratio).collect()), ">= 1.75");
    line("100 units: the plain compiler, s", median(alone), "");
}

/// The Typst sources of a unit's report and letter.
fn sources(engine: &Engine, unit: &Path) -> Vec<String> {
    let input = engine.read(unit, None).expect("the input can be read");
    let examined = engine.examine(&input).expect("the wordings are sound");
    let rendered = engine.render(&input, examined, View::default()).expect("the templates are sound");
    std::iter::once(rendered.typst).chain(rendered.letter.map(|letter| letter.typst)).collect()
}

/// Peak memory over a thousand units beside a hundred.
fn memory(hundred: &Path, thousand: &Path, out: &Path) {
    let this = std::env::current_exe().expect("the bench knows itself");
    let run = |folder: &Path, name: &str| {
        let output = Command::new(&this).arg("--peak").arg(folder).arg(out.join(name)).output().expect("it can be run");
        String::from_utf8_lossy(&output.stdout).trim().parse::<f64>().unwrap_or(f64::NAN)
    };
    let (small, large) = (run(hundred, "peak-100"), run(thousand, "peak-1000"));
    line("peak memory over 100 units, MB", small, "");
    line("peak memory over 1000 units, MB", large, "");
    line("peak memory over 1000 units beside 100", large / small, "<= 1.50");
}

/// The peak memory of this process in MB (Linux; elsewhere nothing).
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
    peak.map_or(f64::NAN, |kilobytes: f64| kilobytes / 1000.0)
}

/// A run over a thousand units of which none has changed.
fn unchanged(folder: &Path, out: &Path) {
    let again = || {
        let out = out.join("peak-1000");
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.arg("batch").arg(folder).arg("-o").arg(out).arg("-q");
        time(|| assert!(command.status().expect("the program can be run").success()))
    };
    again();
    line("1000 units of which none has changed, s", median((0..RUNS).map(|_| again()).collect()), "about 1");
}
