//! What a run comes to: the findings, the letters, the sums, the district's own report.

use std::sync::Arc;

use super::DistrictRun;
use crate::PROGRAM;
use crate::district::inbox::{Inbox, beside, unexpected};
use crate::district::outgoing::{ReturnedFiles, chase, days, history, pack, reminder, returned};
use crate::district::summary::{Summary, common_hints, look, sum_records, write};
use crate::district::sums::{OwnReport, compared, own_record, own_report, roll_up, totals};
use crate::district::units::{
    FindingRecord, ReportRecord, Status, UnitResult, abandoned, add_likeness, given_up, leftover, of_others,
    same_report, stale,
};
use crate::error::Result;
use crate::finding::Finding;
use crate::product::Ledger;
use crate::workers::{Hand, each};

impl DistrictRun {
    /// What is wrong with the roster and the folders.
    fn faults(&self, inbox: &Inbox, results: &[UnitResult], more: Vec<Finding>) -> Vec<Finding> {
        let district = &self.shared.district;
        let mut findings = district.faults.clone();
        findings.extend(inbox.findings.iter().cloned());
        findings.extend(unexpected(district, inbox));
        let read = results.iter().flat_map(|unit| &unit.read).map(|(file, _)| file.as_str()).collect();
        findings.extend(beside(inbox, &read));
        findings.extend(same_report(district, results));
        findings.extend(self.leftover());
        findings.extend(more);
        district.policy.apply(&mut findings);
        findings
    }

    /// Makes what goes out to the units: gives the names of the letters, and of files of others.
    fn send(&self, inbox: &Inbox, results: &mut [UnitResult], ledger: &mut Ledger) -> Result<[Vec<String>; 2]> {
        let day = (self.shared.district.form.title.as_str(), self.options.today);
        let ReturnedFiles { of_units, others } = returned(&self.shared, inbox, results, day, &self.crew())?;
        for (unit, sent) in results.iter_mut().zip(of_units) {
            unit.record.returned = sent;
        }
        history(&self.shared, results, self.options.today)?;
        reminder(&self.shared, results, day, ledger)?;
        Ok([chase(&self.shared, results, day, ledger)?, others])
    }

    /// The sums, the district's own report, and all findings; written where they have changed.
    pub(super) fn summarize(&self, inbox: &Inbox, mut results: Vec<UnitResult>, more: Vec<Finding>) -> Result<Summary> {
        let district = self.shared.district.clone();
        let mut findings = self.faults(inbox, &results, more);
        add_likeness(&district, &mut results);
        days(&self.shared, &mut results, self.options.today);
        let mut ledger = Ledger::of(&self.options.out, self.options.force);
        let [chased, sent] = self.send(inbox, &mut results, &mut ledger)?;
        let results = Arc::new(results);
        let unsettled = findings.iter().filter(|finding| finding.blocks());
        let unsettled: Vec<String> = unsettled.map(|finding| finding.message.clone()).collect();
        let OwnReport { rollup, record: own } = self.own(&results, unsettled)?;
        let mut sources = district.sources.clone();
        if district.report.is_none() {
            let editions = self.shared.producer.engine.editions();
            let mut totals = totals(&district, &rollup, &results, editions, &mut sources);
            district.policy.apply(&mut totals);
            findings.extend(totals);
        }
        let changes = compared(&rollup.form, &results);
        let year = district.year.as_ref().map(|year| year.value);
        let all = format!("{}{}年{}", district.called(), year.unwrap_or_default(), rollup.form.title);
        let records = || own.iter().map(|(own, _)| own).chain(results.iter().map(|unit| &unit.record));
        let packed = pack(&self.shared, records(), (self.options.zip, &all))?;
        look(&mut ledger);
        let of_reports = records().flat_map(ReportRecord::others_from_out);
        let mut others = of_others(of_reports.chain(sent).chain(packed.others).chain(ledger.others()));
        others.extend(stale(&self.options.out, records()));
        district.policy.apply(&mut others);
        findings.extend(others);
        crate::finding::sort(&mut findings);
        let files = chased.into_iter().chain(packed.all).collect();
        let common = common_hints(&results);
        let summary = Summary {
            report_title: rollup.form.title.clone(),
            program: PROGRAM,
            district: district.called().to_owned(),
            year: district.year.as_ref().map(|year| year.value),
            edition: rollup.form.edition.clone(),
            deadline: district.deadline.as_ref().map(|deadline| deadline.value.chinese()),
            policy: district.policy.told_as(|name| self.shared.beside_folder(name)),
            units: results,
            own: own.map(|(record, _)| record),
            roster: findings.iter().map(|f| FindingRecord::new(f, &sources, &district.folder)).collect(),
            common,
            files,
            is_packed: self.options.zip,
            sums: sum_records(&rollup),
            changes: Arc::new(changes),
        };
        let engine = &self.shared.producer.engine;
        write(&summary, &rollup.form, engine, &mut ledger)?;
        Ok(summary)
    }

    /// Folders of earlier runs that belong to no report any more.
    fn leftover(&self) -> Vec<Finding> {
        let skipped = usize::from(self.shared.district.report.is_none());
        let used = self.shared.names.iter().skip(skipped).map(|names| names.folder.as_str());
        leftover(&self.options.out, used, self.options.prune)
    }

    /// The sums and the district's own report, within the time of one unit; `unsettled` are the errors of the roster.
    fn own(&self, results: &Arc<Vec<UnitResult>>, unsettled: Vec<String>) -> Result<OwnReport> {
        let district = &self.shared.district;
        let without = |record: ReportRecord| {
            let record = district.report.as_ref().map(|_| (record, false));
            OwnReport { rollup: roll_up(district, None, results), record }
        };
        let (shared, units, watch) = (self.shared.clone(), results.clone(), self.watch.clone());
        let work = move |_, hand: &mut Hand| {
            (!watch.is_stopped()).then(|| own_report(&shared, &units, &unsettled, hand.turn()))
        };
        let seconds = self.options.limit.as_secs();
        let late = |_, why| {
            let record = own_record(&self.shared, Status::Failed);
            Some(without(given_up(record, &abandoned(why, seconds), self.shared.folder())))
        };
        let done = each(1, &self.crew().here(), work, late, |_| {})?;
        let stopped = || without(own_record(&self.shared, Status::Stopped));
        let own = done.into_iter().flatten().next().unwrap_or_else(stopped);
        if let Some((record, is_new)) = &own.record {
            self.watch.done(record, *is_new);
        }
        Ok(own)
    }
}
