//! What came in for a run: which file is whose.

use std::path::{Path, PathBuf};

use super::DistrictRun;
use crate::district::inbox::{
    Glance, Inbox, UnitFiles, Unpacked, archives, search, settle_by_looking, unpack_given_up, unpacked, withdraw_gone,
};
use crate::district::roster::District;
use crate::district::units::{Answer, Task, abandoned};
use crate::error::{Error, Result};
use crate::workers::{Hand, each};

impl DistrictRun {
    /// Which file is whose; each file that must be looked into has the time of one unit.
    pub(super) fn inbox(&self) -> Result<Inbox> {
        let district = &self.shared.district;
        let unpacked = self.unpacked()?;
        let mut inbox = search(district, &[&self.options.out], unpacked);
        self.refuse_nothing(&inbox)?;
        let is_own = |number: usize, file: &Path| {
            let called = self.shared.producer.called_in(&self.shared.names(number).folder, file);
            called.is_some_and(|called| district.units[number].is_called(&called))
        };
        settle_by_looking(district, &mut inbox, is_own, |files| self.glances(files))?;
        Ok(inbox)
    }

    /// Unpacks the archives that came in; each has the time of one unit.
    fn unpacked(&self) -> Result<Unpacked> {
        let archives = archives(&self.shared.district, &[&self.options.out]);
        let (shared, all) = (self.shared.clone(), archives.clone());
        let work = move |number: usize, hand: &mut Hand| {
            let task = Task::Unpack(all[number].clone());
            match hand.ask(&task, |task, turn| task.perform(&shared, turn)) {
                Ok(Answer::Unpack(done)) => done,
                Ok(_) => Err(unpack_given_up("解开时答非所问")),
                Err(ending) => Err(unpack_given_up(&ending.fact())),
            }
        };
        let seconds = self.options.limit.as_secs();
        let late = |_, why| Err(unpack_given_up(abandoned(why, seconds).message.trim_end_matches('。')));
        let done = each(archives.len(), &self.crew(), work, late, |_| {})?;
        withdraw_gone(&self.shared.district, &archives);
        Ok(unpacked(&archives, done))
    }

    /// What is seen in some files.
    fn glances(&self, files: &[PathBuf]) -> Result<Vec<Glance>> {
        let (shared, opened) = (self.shared.clone(), files.to_vec());
        let work = move |number: usize, hand: &mut Hand| {
            let task = Task::Glance(opened[number].clone());
            match hand.ask(&task, |task, turn| task.perform(&shared, turn)) {
                Ok(Answer::Glance(seen)) => seen,
                _ => Glance::default(),
            }
        };
        each(files.len(), &self.crew(), work, |_, _| Glance::default(), |_| {})
    }

    /// Refuses to go on where the units' files are gone: without any, all that was made of them would be withdrawn.
    fn refuse_nothing(&self, inbox: &Inbox) -> Result<()> {
        let District { folder, units_folder, units, .. } = &*self.shared.district;
        let inputs = folder.join(units_folder);
        if !inputs.is_dir() && units.iter().any(|unit| unit.file.is_none()) {
            let hint = format!(
                "把它放回来，或改回这个名称；在别处的，在 district.toml 里写 units_folder = \"…\"；还没有单位交的，建一个空的“{units_folder}”"
            );
            return Err(Error::file(
                inputs,
                "没有这个文件夹，各单位交来的文件应放在里面；没有往下做，以前生成的都没有动",
                hint,
            ));
        }
        let is_there = |files: &UnitFiles| !files.candidates.is_empty() || !files.others.is_empty();
        let made = (0..units.len()).filter(|number| self.shared.producer.has_made(&self.shared.names(*number).folder));
        match made.count() {
            0 => Ok(()),
            _ if !inbox.strays.is_empty() || inbox.units.iter().any(is_there) => Ok(()),
            made => {
                let reason = format!(
                    "一个单位的文件也没有了，输出文件夹里却有 {made} 个单位以前生成的报告；没有往下做，以前生成的都没有动"
                );
                let hint = "把各单位的文件放回来；确要从头开始的，换一个输出文件夹（-o），或先把旧的移走";
                Err(Error::file(inputs, reason, hint))
            }
        }
    }
}
