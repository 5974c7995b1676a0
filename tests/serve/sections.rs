//! Sections of one's own beside the official ones: added, called otherwise, written, taken away.

use nianbao::serve::{ChangeKind, PageSession, StateView};

use super::client::change;
use crate::support::built_in;
use crate::support::grid::workbook;

/// The report that the tests change.
const REPORT: &str = include_str!("../cases/2025.toml");

/// The headings in print order.
fn headings(state: &StateView) -> Vec<&str> {
    state.parts.iter().map(|part| part.heading.as_str()).collect()
}

/// The paths of sections of one's own, each with its title and its text.
fn own(state: &StateView) -> Vec<(String, String, String)> {
    let parts = state.parts.iter().filter_map(|part| Some((part.own.clone()?, part)));
    let said = |part: &nianbao::serve::PartState, is_title: bool| {
        part.editors.iter().find(|editor| editor.is_title == is_title).unwrap().text.clone()
    };
    parts.map(|(path, part)| (path, said(part, true), said(part, false))).collect()
}

#[test]
fn sections_of_one_s_own_are_added_renamed_written_and_taken_away() {
    for name in ["report.toml", "填报.xlsx"] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        let before = if name.ends_with("toml") { REPORT.as_bytes().to_vec() } else { workbook(REPORT) };
        std::fs::write(&file, &before).unwrap();
        let mut session = PageSession::new(built_in(), folder.path());
        let id = session.list()[0].id.clone();
        let mut state = session.open(&id).unwrap();
        assert!(own(&state).is_empty());
        let official = state.parts.len();
        let mut ask = |kind: ChangeKind, path: &str, was: &str, text: &str| {
            session
                .change(&id, &change(kind, path, was, text))
                .unwrap_or_else(|declined| panic!("{name} {path}: {declined:?}"))
        };
        state = ask(ChangeKind::Add, "others", "", "典型案例 & <例>");
        assert_eq!(headings(&state)[official], "七、典型案例 & <例>", "{name}");
        let empty = state.findings.iter().filter(|finding| finding.target.as_deref() == Some("extra.0.text"));
        assert_eq!(empty.count(), 1, "{name}: what says nothing leads to where it is written");
        state = ask(ChangeKind::Add, "overview", "", "重点工作");
        assert_eq!((headings(&state)[1], headings(&state).len()), ("二、重点工作", official + 2));
        // Written and called otherwise, each for itself.
        let paths = |state: &StateView| own(state).into_iter().map(|(path, ..)| path).collect::<Vec<_>>();
        let [first, second] = &paths(&state)[..] else { panic!("{:?}", own(&state)) };
        let text = "第一段。\n第二段。\n（一）小标题\n第三段 <&>。";
        ask(ChangeKind::Prose, &format!("{first}.text"), "", text);
        ask(ChangeKind::Prose, &format!("{second}.text"), "", "案例一。");
        state = ask(ChangeKind::Prose, &format!("{first}.title"), "重点工作", "年度重点工作");
        let told = own(&state);
        let plain = |text: &str| text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        assert_eq!((told[0].1.as_str(), plain(&told[0].2)), ("年度重点工作", text.to_owned()), "{name}");
        assert_eq!((told[1].1.as_str(), told[1].2.as_str()), ("典型案例 & <例>", "案例一。"), "{name}");
        // It is printed there.
        let page = session.web_page(&id).unwrap();
        assert!(page.contains("二、年度重点工作") && page.contains("第三段 &lt;&amp;&gt;。"));
        for (path, was, new) in
            [(format!("{first}.title"), "年度重点工作", "  "), ("extra.9.title".to_owned(), "", "x")]
        {
            assert!(session.change(&id, &change(ChangeKind::Prose, &path, was, new)).is_err(), "{path}");
        }
        let untitled = session.change(&id, &change(ChangeKind::Add, "overview", "", " ")).unwrap_err();
        assert!(untitled.message.contains("标题"), "{untitled:?}");
        assert!(session.change(&id, &change(ChangeKind::Add, "nothing", "", "题")).is_err());
        let stale = session.change(&id, &change(ChangeKind::Remove, first, "重点工作", "")).unwrap_err();
        assert_eq!(stale.kind, "conflict");
        // The first goes; the second stays as it is, whatever it is called now.
        state = session.change(&id, &change(ChangeKind::Remove, first, "年度重点工作", "")).unwrap();
        let left = own(&state);
        assert_eq!((left.len(), left[0].1.as_str(), left[0].2.as_str()), (1, "典型案例 & <例>", "案例一。"), "{name}");
        assert_eq!(headings(&state)[official], "七、典型案例 & <例>");
        state = session.change(&id, &change(ChangeKind::Remove, &left[0].0, &left[0].1, "")).unwrap();
        assert!(own(&state).is_empty());
        while state.undoable > 0 {
            state = session.undo(&id).unwrap();
        }
        assert_eq!(std::fs::read(&file).unwrap(), before, "{name}");
    }
}

#[test]
fn sections_that_are_there_already_are_changed_where_they_stand() {
    let extra = "# 前面的话\n[[extra]] # 增设\nafter = \"overview\"\ntitle = '甲'   # 题\ntext = \"\"\"\n一。\n\"\"\"\n\n[[extra]]\ntitle = \"乙\"\nafter = \"overview\"\ntext = \"二。\"\n";
    let text = format!("{REPORT}\n{extra}\n# 最后的话\n");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.toml");
    std::fs::write(&file, &text).unwrap();
    let mut session = PageSession::new(built_in(), folder.path());
    let id = session.list()[0].id.clone();
    session.open(&id).unwrap();
    session.change(&id, &change(ChangeKind::Prose, "extra.0.title", "甲", "丙")).unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text.replace("'甲'", "\"丙\""));
    let state = session.change(&id, &change(ChangeKind::Remove, "extra.0", "丙", "")).unwrap();
    assert_eq!(own(&state)[0].1, "乙");
    let left = std::fs::read_to_string(&file).unwrap();
    assert!(left.contains("# 前面的话\n\n[[extra]]\ntitle = \"乙\"") && left.ends_with("# 最后的话\n"), "{left}");
    // Written on one line they cannot be taken away here, and stay.
    let inline = format!("extra = [{{ after = \"overview\", title = \"甲\", text = \"一。\" }}]\n{REPORT}");
    std::fs::write(&file, &inline).unwrap();
    session.open(&id).unwrap();
    assert!(session.change(&id, &change(ChangeKind::Remove, "extra.0", "甲", "")).is_err());
    session.change(&id, &change(ChangeKind::Prose, "extra.0.text", "一。", "三。")).unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), inline.replace("一。", "三。"));
}
