//! What the program keeps for itself: parts of a run, and notes beside reports.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use nianbao::district::{self, DistrictRun, Options, ReportRecord, ShardResult, Watch};
use nianbao::filing::Date;
use nianbao::form::Editions;
use nianbao::product::Selection;

use super::kinds::Seed;
use crate::district::{hand_in, two};
use crate::support::{built_in, copy};

/// Nobody looks on.
struct Nobody;

impl Watch for Nobody {
    fn done(&self, _: &ReportRecord, _: bool) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// A run of a district of two units into `输出`, with its summary.
fn run(folder: &Path, part: bool) -> String {
    static ENGINE: LazyLock<Arc<nianbao::engine::Engine>> = LazyLock::new(|| Arc::new(built_in()));
    let district = district::read(&folder.join("district.toml"), Editions::built_in()).unwrap();
    let options = Options {
        out: folder.join("输出"),
        jobs: Some(1),
        limit: Duration::from_secs(600),
        force: false,
        draft: false,
        today: Date::parse("2026-01-20").unwrap(),
        only: Selection { kinds: vec![nianbao::product::FileKind::Html], ..Selection::default() },
        zip: false,
        prune: false,
    };
    let run = DistrictRun::new(ENGINE.clone(), district, options, Arc::new(Nobody));
    if part {
        return run.part("1/1".parse().unwrap()).unwrap().json();
    }
    run.whole().unwrap();
    std::fs::read_to_string(folder.join("输出/summary.json")).unwrap()
}

/// A district that was run, and the summary of it.
static WHOLE: LazyLock<(tempfile::TempDir, String)> = LazyLock::new(|| {
    let folder = two("");
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"\n[disclosure]\nlicensing = 31");
    let summary = run(folder.path(), false);
    (folder, summary)
});

/// The file of a part.
pub fn part_seeds() -> Vec<Seed> {
    let folder = two("");
    vec![("json", run(folder.path(), true).into_bytes())]
}

/// Reads a part: one that was changed is refused, whatever was changed.
pub fn part(path: &Path, _: usize) {
    let sound = part_text();
    let read = ShardResult::read(path);
    assert!(read.is_err() || std::fs::read_to_string(path).is_ok_and(|text| text == *sound), "a changed part is taken");
}

/// The sound part.
fn part_text() -> &'static String {
    static TEXT: LazyLock<String> = LazyLock::new(|| run(two("").path(), true));
    &TEXT
}

/// The note of a unit.
pub fn note_seeds() -> Vec<Seed> {
    vec![("json", std::fs::read(WHOLE.0.path().join("输出/示例市财政局/.nianbao.json")).unwrap())]
}

/// Runs a district again in which a note was changed: it gives what it gave before.
pub fn note(path: &Path, _: usize) {
    let again = path.with_file_name("again");
    copy(WHOLE.0.path(), &again);
    std::fs::copy(path, again.join("输出/示例市财政局/.nianbao.json")).unwrap();
    assert_eq!(run(&again, false), WHOLE.1, "a changed note changes what a run gives");
}
