//! A wrong figure never passes, and the first cell that its finding names is the wrong one.

mod kinds;
mod reports;

use std::collections::BTreeMap;

use kinds::{HELD_OUT, KNOWN, Way, Wrong, with};
use nianbao::finding::Finding;
use nianbao::form::CellId;
use reports::{Report, examples, in_both_spellings, made_up};

/// Every so many changes one goes through the writers and the readers.
const READ_BACK: usize = 100;

/// What became of some changes.
#[derive(Default, Clone)]
struct Count {
    changed: usize,
    found: usize,
    first: usize,
    one: usize,
    missed: Vec<String>,
    mistaken: Vec<String>,
}

impl Count {
    /// Adds another.
    fn add(&mut self, other: Self) {
        self.changed += other.changed;
        self.found += other.found;
        self.first += other.first;
        self.one += other.one;
        self.missed.extend(other.missed);
        self.mistaken.extend(other.mistaken);
    }

    /// It in words.
    fn words(&self) -> String {
        let Self { changed, found, one, first, .. } = self;
        format!("{changed}，{found}，{one}，{first}（{:.1}%）", self.percent())
    }

    /// The share of changes whose culprit is named first, in percent.
    fn percent(&self) -> f64 {
        self.first as f64 * 100.0 / self.changed.max(1) as f64
    }
}

/// The key of the cell that some findings name first.
fn named_first(findings: &[Finding]) -> Option<&str> {
    findings.first()?.keys.first().map(String::as_str)
}

/// Makes every change of some ways in a report, one at a time.
fn measure(report: &Report, ways: &[Way]) -> BTreeMap<&'static str, Count> {
    let filing = &report.input.filing;
    let key = |id: &CellId| filing.form.cell(*id).key.clone();
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    let mut number = 0;
    for (name, way) in ways {
        let count = counts.entry(name).or_default();
        let changes: Vec<Wrong> = report.cells().into_iter().filter_map(|id| way(filing, id)).collect();
        for wrong in changes {
            let changed = with(filing, &wrong);
            let findings = report.findings(&changed);
            let keys: Vec<String> = wrong.iter().map(|(id, _)| key(id)).collect();
            let told =
                format!("{}: {keys:?} = {:?}", report.name, wrong.iter().map(|(_, now)| now).collect::<Vec<_>>());
            count.changed += 1;
            count.found += usize::from(findings.iter().any(Finding::blocks));
            count.one += usize::from(findings.len() == 1);
            match named_first(&findings) {
                None => count.missed.push(told),
                Some(first) if keys.iter().any(|key| key == first) => count.first += 1,
                Some(_) => count.mistaken.push(format!("{told}: {}", findings[0].message)),
            }
            number += 1;
            if number % READ_BACK == 0 {
                for again in report.read_back(&changed) {
                    assert_eq!(named_first(&again), named_first(&findings), "{:?}", findings[0].message);
                }
            }
        }
    }
    counts
}

/// What was measured of some reports, in words, and all of it together.
struct Measured {
    told: String,
    all: Count,
}

/// Makes every change of some ways in some reports, tells the counts, and adds them up.
fn measure_all(title: &str, reports: &[Report], ways: &[Way]) -> Measured {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    std::thread::scope(|scope| {
        let running: Vec<_> = reports.iter().map(|report| scope.spawn(move || measure(report, ways))).collect();
        for (name, count) in running.into_iter().flat_map(|thread| thread.join().expect("it does not fail")) {
            counts.entry(name).or_default().add(count);
        }
    });
    let (mut all, mut told) = (Count::default(), format!("{title}：改动，发现，只报一个问题，先指出改动的格\n"));
    for (name, count) in counts {
        told.push_str(&format!("{name}：{}\n", count.words()));
        let examples = count.mistaken.iter().step_by(1 + count.mistaken.len() / 2);
        examples.for_each(|example| print(&format!("{name}，如 {example}")));
        all.add(count);
    }
    told.push_str(&format!("合计：{}\n", all.words()));
    print(&told);
    Measured { told, all }
}

/// Prints what was measured.
#[expect(clippy::print_stdout)]
fn print(told: &str) {
    println!("{told}");
}

#[test]
fn every_single_wrong_figure_is_found_and_named_first() {
    let reports = in_both_spellings();
    for report in &reports {
        let alarms = report.findings(&report.input.filing);
        let alarms: Vec<&str> = alarms.iter().map(|finding| finding.message.as_str()).collect();
        assert!(alarms.is_empty(), "{}: the published figures add up, yet: {alarms:?}", report.name);
    }
    let Measured { told, all } = measure_all("示例", &reports, KNOWN);
    assert!(all.changed > 2_500, "only {} changes were made", all.changed);
    assert!(all.missed.is_empty(), "{} wrong figures pass: {:?}", all.missed.len(), all.missed);
    assert_eq!(all.found, all.changed, "every one is an error");
    assert!(all.percent() >= 95.0, "{:.1}% of culprits are named first", all.percent());
    insta::assert_snapshot!("examples", told);
}

#[test]
fn other_mistakes_and_other_figures_are_measured() {
    let known = measure_all("自拟的报告", &made_up(), KNOWN);
    assert!(known.all.missed.is_empty(), "{:?}", known.all.missed);
    let examples = measure_all("示例，另外的错法", &examples(), HELD_OUT);
    assert!(examples.all.missed.is_empty(), "{:?}", examples.all.missed);
    // Two parts of one sum that change places in the table of disputes break nothing.
    let made_up = measure_all("自拟的报告，另外的错法", &made_up(), HELD_OUT);
    let is_invisible = |missed: &String| missed.contains("disputes.") && !missed.contains(".total");
    assert!(made_up.all.missed.iter().all(is_invisible), "{:?}", made_up.all.missed);
    insta::assert_snapshot!("others", [known.told, examples.told, made_up.told].join("\n"));
}
