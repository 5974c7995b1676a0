//! The district's own report: its words with the sums of all units.

use std::path::Path;
use std::time::SystemTime;

use super::failed::guarded;
use super::handed::Handed;
use super::judge::judge;
use super::record::{Record, Status};
use super::rollup::{Rollup, roll_up};
use super::roster::Unit;
use super::unit::Shared;
use super::workers::Turn;
use super::{compare, digest};
use crate::figures::Figures;
use crate::filing::Filing;
use crate::finding::Finding;
use crate::read;
use crate::rule::district as rules;
use crate::source::Sources;

impl Shared {
    /// The sums, and what came of the district's own report where it has one, with whether it was made anew.
    pub fn own(&self, handed: &[Handed], turn: &Turn) -> (Rollup, Option<(Record, bool)>) {
        let district = &self.district;
        let record = self.own_record(Status::Ready);
        let Some(report) = &district.report else { return (roll_up(district, None, handed), None) };
        let begun = SystemTime::now();
        let path = district.folder.join(&report.value);
        let prior = district.prior.as_ref().map(|prior| district.folder.join(&prior.value));
        let mut input = match self.producer.engine.read_beside(&path, prior.as_deref(), district.sources.clone()) {
            Ok(input) => input,
            Err(error) => {
                let record = self.unreadable(record, &error);
                return (roll_up(district, None, handed), Some((record, false)));
            }
        };
        if !input.filing.is_read() {
            let record = self.unread(record, &input);
            return (roll_up(district, None, handed), Some((record, false)));
        }
        let rollup = roll_up(district, Some(&input.filing), handed);
        let (names, key) = (&self.names[0], self.own_key(handed));
        if let Some(kept) = self.producer.kept(&names.folder, &key) {
            return (rollup, Some((kept.record, false)));
        }
        let own = input.filing.clone();
        let totals = self.totals(&rollup, handed, &mut input.sources);
        let mut made = Handed::nothing(0, record.clone());
        let key = self.read_for(&mut made, key, &input.sources, begun);
        input.filing = rollup.filing(district, &own, handed, &mut input.sources);
        input.filing.faults.extend(totals);
        input.filing.faults.extend(self.own_year(&own));
        let done = guarded(|| match self.producer.engine.examine(&input) {
            Ok(examined) => {
                let (made, is_new) = self.make(made, names, &input, examined, key, turn);
                (made.record, is_new)
            }
            Err(error) => (self.failed(record.clone(), &error), false),
        });
        let done = done.unwrap_or_else(|finding| (self.given_up(record, &finding), false));
        (rollup, Some(done))
    }

    /// The record of the district's own report, without anything found.
    pub fn own_record(&self, status: Status) -> Record {
        let file = self.district.report.as_ref().map(|report| report.value.clone());
        Record { file, ..Record::new(self.district.called(), "本级", &self.names[0].folder, status) }
    }

    /// Stands for everything that the district's report depends on beside the files that are read.
    fn own_key(&self, handed: &[Handed]) -> String {
        let units = serde_json::to_string(handed).expect("units can be written as JSON");
        digest(&(self.fingerprint, units, &self.names[0]))
    }

    /// Whether the district's own report is of the district's year.
    fn own_year(&self, own: &Filing) -> Vec<Finding> {
        let unit = Unit::nobody(own.name().unwrap_or_default(), &self.district.at);
        let judged = judge(&self.district, &unit, own);
        judged.into_iter().filter(|finding| *finding.rule == rules::YEAR).collect()
    }

    /// The totals that were handed in, held against the sums.
    pub fn totals(&self, rollup: &Rollup, handed: &[Handed], sources: &mut Sources) -> Vec<Finding> {
        let Some(named) = &self.district.totals else { return Vec::new() };
        let path = self.district.folder.join(&named.value);
        match read::read_whole(Path::new(&path), self.producer.engine.editions(), sources) {
            Ok(filing) => {
                let totals = Figures::complete(&filing, None);
                compare(&self.district, rollup, handed, &totals)
            }
            Err(error) => {
                let message = format!("totals：{}。", error.to_string().trim_end_matches('。'));
                vec![Finding::new(&rules::UNREADABLE, message).mark(&named.at, "")]
            }
        }
    }
}
