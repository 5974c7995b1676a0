//! The reports whose figures are changed, and what is told of them.

use std::path::Path;

use nianbao::engine::Input;
use nianbao::figures::Figures;
use nianbao::filing::Filing;
use nianbao::finding::Finding;
use nianbao::form::CellId;
use nianbao::narrative::Narrative;
use nianbao::rules::{self, Case};
use nianbao::write::{ProseFiles, toml};

use crate::support::{built, engine, folder};

/// The rules that hold sums and identities.
pub const RULES: [&str; 4] = ["SUM001", "SUM002", "BAL001", "BAL002"];

/// A report that was read.
pub struct Report {
    /// What it is.
    pub name: String,
    /// What was read.
    pub input: Input,
    /// Its words, which do not change with a figure here.
    narrative: Narrative,
}

impl Report {
    /// Reads a file.
    fn of(name: String, path: &Path) -> Self {
        let mut input = engine().read(path, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        // Only figures are looked at.
        input.filing.sections.clear();
        input.filing.faults.clear();
        let mut narrative = engine().examine(&input).unwrap_or_else(|error| panic!("{name}: {error}")).narrative;
        narrative.faults.clear();
        narrative.sections.clear();
        Self { name, input, narrative }
    }

    /// The same report read back from a workbook.
    fn in_workbook(&self) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("report.xlsx");
        std::fs::write(&path, workbook(&self.input.filing)).expect("it can be written");
        Self::of(format!("{}（工作簿）", self.name), &path)
    }

    /// Its given cells of the tables of applications and disputes.
    pub fn cells(&self) -> Vec<CellId> {
        let form = &self.input.filing.form;
        let is_checked = |id: &CellId| {
            let key = &form.cell(*id).key;
            key.starts_with("applications.") || key.starts_with("disputes.")
        };
        self.input.filing.cells.keys().filter(|id| is_checked(id)).copied().collect()
    }

    /// What is told of sums and identities when it has other figures.
    pub fn findings(&self, filing: &Filing) -> Vec<Finding> {
        let figures = Figures::complete(filing, None);
        let case = Case {
            sources: &self.input.sources,
            filing,
            figures: &figures,
            prior: None,
            narrative: &self.narrative,
            policy: &self.input.policy,
            cuts: rules::Cuts::default(),
            lacks_glyph: &|_| false,
            lacks_in_title: &|_| false,
        };
        of_sums(rules::check(&case))
    }

    /// What is told when a filing is written down and read again: as TOML, and as a workbook.
    pub fn read_back(&self, filing: &Filing) -> [Vec<Finding>; 2] {
        let text = folder(&toml(filing, &ProseFiles::new()));
        let path = text.path().join("report.xlsx");
        std::fs::write(&path, workbook(filing)).expect("it can be written");
        [text.path().join("report.toml"), path].map(|path| {
            let input = engine().read(&path, None).expect("what was written can be read");
            of_sums(engine().examine(&input).expect("it can be examined").findings)
        })
    }
}

/// The findings of sums and identities.
fn of_sums(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| RULES.contains(&finding.rule.code)).collect()
}

/// A filing as a workbook.
fn workbook(filing: &Filing) -> Vec<u8> {
    nianbao::workbook::write(filing, engine().editions(), nianbao::workbook::PrintedArea::Table)
        .expect("it fits into a workbook")
}

/// The examples as TOML.
pub fn examples() -> Vec<Report> {
    built::EXAMPLES.iter().map(|example| Report::of((*example).to_owned(), &built::path(example))).collect()
}

/// The examples as TOML and as workbooks.
pub fn in_both_spellings() -> Vec<Report> {
    examples().into_iter().flat_map(|report| [report.in_workbook(), report]).collect()
}

/// A report that is made up, with figures in all parts of both tables.
pub fn made_up() -> Vec<Report> {
    let folder = folder(include_str!("../cases/full.toml"));
    vec![Report::of("full".to_owned(), &folder.path().join("report.toml"))]
}
