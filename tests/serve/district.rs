//! A district on the page: its roster, a run beside everything else, the way into a unit.

use std::time::{Duration, Instant};

use nianbao::serve::{DistrictState, PageSession};

use crate::support::{built_in, copy, root};

#[test]
fn a_district_is_run_and_its_units_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("examples/district"), &folder.path().join("区"));
    let mut session = PageSession::new(built_in(), folder.path());
    let list = session.list();
    let id = list.iter().find(|report| report.kind == "district").unwrap().id.clone();
    let before = session.district(&id).unwrap();
    assert!(before.title.contains("2021年") && before.units.len() > 3 && before.counts.is_empty());
    assert!(before.units.iter().all(|unit| unit.standing.is_none()));
    assert!(session.take_of_district(&id, "reminder").is_err());
    let mut state = session.run_district(&id).unwrap();
    let began = Instant::now();
    while state.is_running {
        assert!(began.elapsed() < Duration::from_secs(300), "the run does not end");
        // The page goes on meanwhile.
        assert!(!session.list().is_empty());
        std::thread::sleep(Duration::from_millis(100));
        state = session.district(&id).unwrap();
    }
    assert_eq!(state.failure, None);
    let named = |label: &str| state.counts.iter().find(|(known, _)| *known == label).map_or(0, |(_, count)| *count);
    assert!(named("已生成") > 0 && named("没有交") > 0, "{:?}", state.counts);
    let unit = state.units.iter().rfind(|unit| unit.id.is_some()).unwrap();
    let opened = session.open(unit.id.as_ref().unwrap()).unwrap();
    assert!(opened.title.contains(&unit.name), "{} {}", opened.title, unit.name);
    let (name, bytes) = session.take_of_district(&id, "reminder").unwrap();
    assert!(name == "催报单.txt" && String::from_utf8_lossy(&bytes).contains(&missing(&state)));
    assert!(session.take_of_district(&id, "workbook").unwrap().1.starts_with(b"PK"));
    assert!(session.take_of_district(&id, "chase").unwrap().1.starts_with(b"PK"));
    let (name, bytes) = session.take_of_district(&id, "returned").unwrap();
    let zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert!(name == "退回.zip" && zip.file_names().all(|name| !name.unwrap().contains("nianbao")), "{name}");
    assert!(zip.len() >= 2, "a notice, and a marked copy");
    assert!(session.take_of_district(&id, "../report.toml").is_err());
    // A report is no district.
    let report = list.into_iter().find(|report| report.kind != "district").unwrap();
    assert!(session.district(&report.id).is_err());
}

#[test]
fn a_district_that_cannot_be_read_is_not_run_and_says_why_at_once() {
    for (change, policy, failure, roster) in [
        (("[[units]]", "[[units"), "", "TOML 写法有误，没有往下读", ("INP001", "district.toml:")),
        (("\nyear =", "\n# year ="), "", "不知道年度或应报告的单位，没有往下做", ("INP009", "district.toml:")),
        (("\nyear =", "\nforms = \"没有\"\nyear ="), "", "格式文件有错，没有往下做", ("FRM008", "district.toml:")),
        (("", ""), "[[x\n", "nianbao.toml有错，没有往下做", ("POL001", "nianbao.toml:1")),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let district = folder.path().join("区");
        copy(&root().join("examples/district"), &district);
        let file = district.join("district.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(change.0), "{change:?}");
        std::fs::write(&file, text.replacen(change.0, change.1, 1)).unwrap();
        if !policy.is_empty() {
            std::fs::write(district.join("nianbao.toml"), policy).unwrap();
        }
        let mut session = PageSession::new(built_in(), folder.path());
        let id = session.list().iter().find(|report| report.kind == "district").unwrap().id.clone();
        let before = session.district(&id).unwrap();
        let after = session.run_district(&id).unwrap();
        for state in [before, after] {
            assert!(!state.is_running && state.counts.is_empty(), "{failure}");
            assert!(state.failure.is_some_and(|told| told.starts_with(failure)), "{failure}");
            let told = state.roster.iter().find(|told| told.code == roster.0).unwrap();
            assert!(told.place.as_ref().unwrap().starts_with(roster.1), "{told:?}");
        }
        assert!(!district.join("输出").exists(), "{failure}: nothing is written");
    }
}

/// A unit that handed in nothing.
fn missing(state: &DistrictState) -> String {
    state.units.iter().find(|unit| unit.state.starts_with("没有交")).unwrap().name.clone()
}
