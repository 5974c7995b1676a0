//! An agency's own faces: taken where they can be, refused by name where they cannot.

use std::fs;
use std::sync::Arc;

use nianbao::characters::shown_invisible;
use nianbao::render::Renderer;
use nianbao::report::View;
use nianbao::templates::Templates;
use nianbao::typeset::{Faces, Typesetter};
use typst::layout::{Frame, FrameItem};

use crate::support::{changed, engine, examine, examples, folder, root, run, told};

/// The vendored face with its embedding bits set to “restricted”, as some sold faces have them.
fn restricted() -> Vec<u8> {
    let mut face = fs::read(root().join("fonts/LiberationSerif-Regular.ttf")).unwrap();
    let record = (12..).step_by(16).find(|at| &face[*at..at + 4] == b"OS/2").expect("a face has this table");
    let offset = u32::from_be_bytes(face[record + 8..record + 12].try_into().unwrap()) as usize;
    face[offset + 8..offset + 10].copy_from_slice(&2u16.to_be_bytes());
    face
}

#[test]
fn a_face_that_forbids_embedding_is_named() {
    let folder = folder(&changed(""));
    fs::create_dir(folder.path().join("字体")).unwrap();
    fs::write(folder.path().join("字体/不许嵌入.ttf"), restricted()).unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--fonts", "字体"]);
    assert_eq!(output.status.code(), Some(2));
    let told = told(&output);
    assert!(
        told.contains("不许嵌入.ttf") && told.contains("Liberation Serif") && told.contains("不允许嵌入"),
        "{told}"
    );
}

#[test]
fn a_folder_without_usable_faces_is_refused() {
    let folder = folder(&changed(""));
    fs::create_dir(folder.path().join("字体")).unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--fonts", "字体"]);
    assert_eq!(output.status.code(), Some(2));
    fs::write(folder.path().join("字体/假的.ttf"), "不是字体").unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--fonts", "字体"]);
    assert!(told(&output).contains("假的.ttf"), "{}", told(&output));
}

#[test]
fn a_face_that_declares_more_characters_than_there_are_is_refused() {
    let folder = folder(&changed(""));
    fs::create_dir(folder.path().join("字体")).unwrap();
    let sound = fs::read(root().join("tests/fonts/last-resort.ttf")).unwrap();
    let number = |at: usize| u32::from_be_bytes(sound[at..at + 4].try_into().unwrap()) as usize;
    let cmap = number((12..).step_by(16).find(|at| &sound[*at..at + 4] == b"cmap").unwrap() + 8);
    let encoding = |at: usize| cmap + number(cmap + 4 + 8 * at + 4);
    let long = (0..3).map(encoding).find(|at| sound[*at..at + 2] == [0, 12]).expect("it has long ranges");
    let mut endless = sound.clone();
    endless[long + 20..long + 24].fill(0xFF);
    let mut many = sound.clone();
    many[cmap + 2..cmap + 4].fill(0xFF);
    for (bytes, code) in [(endless, 2), (many, 2), (sound.clone(), 0)] {
        fs::write(folder.path().join("字体/单位的.ttf"), bytes).unwrap();
        let output = run(folder.path(), &["build", "report.toml", "--fonts", "字体", "--name", "r"]);
        assert_eq!(output.status.code(), Some(code), "{}", told(&output));
        assert_eq!(told(&output).contains("单位的.ttf：不是能用的字体文件"), code == 2, "{}", told(&output));
    }
}

#[test]
fn other_faces_do_no_harm() {
    let folder = folder(&changed(""));
    fs::create_dir(folder.path().join("字体")).unwrap();
    fs::copy(root().join("fonts/LXGWWenKaiGBLite-Regular.ttf"), folder.path().join("字体/楷体.ttf")).unwrap();
    fs::write(folder.path().join("字体/说明.txt"), "不是字体，不看").unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--fonts", "字体", "--name", "r"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
}

/// A folder of faces beside a report: one that the tests bring.
fn bring(folder: &std::path::Path, face: &str, to: &str) {
    let to = folder.join(to);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(root().join("tests/fonts").join(face), to).unwrap();
}

#[test]
fn a_face_of_no_known_family_prints_what_no_other_has() {
    let folder = folder(&changed("[sections.problems]\ntext = '一是培训工作有待加强🎉，公开的主动性还不够强。'"));
    let output = run(folder.path(), &["check", "report.toml"]);
    assert!(told(&output).contains("GLY001"), "{}", told(&output));
    bring(folder.path(), "last-resort.ttf", "字体/图案.ttf");
    let output = run(folder.path(), &["check", "report.toml", "--fonts", "字体"]);
    assert!(!told(&output).contains("GLY001"), "{}", told(&output));
    let output =
        run(folder.path(), &["build", "report.toml", "--fonts", "字体", "--name", "r", "--only", "report,typ"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let faces = fs::read_to_string(folder.path().join("r-typst/faces.typ")).unwrap();
    for role in faces.lines().filter(|line| line.starts_with("#let ")) {
        assert!(role.ends_with("\"Squares of Nobody\", )"), "{role}");
    }
}

#[test]
fn the_faces_of_the_machine_are_found() {
    let folder = folder(&changed(""));
    bring(folder.path(), "fangsong.ttf", "home/.local/share/fonts/公文/仿宋.ttf");
    let arguments = ["build", "report.toml", "--fonts", "系统", "--name", "r", "--only", "report,typ"];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.args(arguments).current_dir(folder.path()).env("HOME", folder.path().join("home"));
    let output = command.env_remove("XDG_DATA_HOME").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let faces = fs::read_to_string(folder.path().join("r-typst/faces.typ")).unwrap();
    let fangsong = faces.lines().find(|line| line.starts_with("#let fangsong")).unwrap();
    assert!(fangsong.contains("\"FangSong_GB2312\", "), "{fangsong}");
}

#[test]
fn a_rare_character_is_printed_from_the_rest_of_its_face() {
    let folder = folder(&changed("[sections.problems]\ntext = '一是龘村的公开栏更新不及时，公开的主动性还不够强。'"));
    let output = run(folder.path(), &["build", "report.toml", "--name", "r", "--only", "report"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let pdf = fs::read(folder.path().join("r.pdf")).unwrap();
    let names = |name: &str| pdf.windows(name.len()).any(|window| window == name.as_bytes());
    assert!(names("ZhuqueFangsongRest-Regular") && !names("NotoSerifSCRest"));
}

#[test]
fn marks_that_one_face_has_are_printed_in_every_role() {
    let text = "一是☑主动公开☐依申请公开的标注不规范。\n\n# ☑培训不足";
    let folder = folder(&changed(&format!("[sections.problems]\ntext = \"\"\"{text}\"\"\"")));
    let output = run(folder.path(), &["build", "report.toml", "--name", "r", "--only", "report"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(!told(&output).contains("GLY001"), "{}", told(&output));
    let pages = crate::support::pdf::read(&fs::read(folder.path().join("r.pdf")).unwrap());
    let printed: String = pages.iter().map(|page| page.text()).collect();
    assert_eq!(printed.matches('☑').count(), 2, "{printed}");
}

#[test]
fn characters_that_nothing_prints_are_told_once_a_run() {
    let text = "一是培训🎉🎊 🎈工作有待加强🎉，公开🎉🎊 🎈的主动性还不够强𓀀𓀁𓀂𓀃。";
    let folder = folder(&changed(&format!("[sections.problems]\ntext = '{text}'")));
    let told = told(&run(folder.path(), &["check", "report.toml"]));
    let found: Vec<&str> = told.lines().filter(|line| line.contains("GLY001")).collect();
    assert_eq!(found.len(), 3, "{told}");
    assert!(
        found.iter().any(|line| line.contains("“🎉🎊 🎈”（U+1F388、U+1F389、U+1F38A）：没有字体能印出这些字，共 2 处"))
    );
    assert!(found.iter().any(|line| line.contains("“🎉”（U+1F389）：没有字体能印出这个字，共 1 处")));
    assert!(found.iter().any(|line| line.contains("等 4 个")), "{told}");
}

/// The characters of pages that are drawn with an outline, and those of the face of titles that are not.
fn outlined(frame: &Frame, found: &mut (String, String)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => outlined(&group.frame, found),
            FrameItem::Text(text) if text.stroke.is_some() => found.0.push_str(&text.text),
            FrameItem::Text(text) if text.size.to_pt() > 20.0 => found.1.push_str(&text.text),
            _ => {}
        }
    }
}

#[test]
fn a_character_that_the_face_of_titles_lacks_is_drawn_as_thick_as_those_beside_it() {
    let folder = folder(&changed("agency.name = \"安寧市应急管理局\"\n[letter]\nto = \"甲\"\ndate = 2026-01-15"));
    let engine = engine();
    let input = engine.read(&folder.path().join("report.toml"), None).expect("the input is TOML");
    let examined = engine.examine(&input).expect("the wordings are sound");
    let rendered = engine.render(&input, examined, View::default()).expect("the templates are sound");
    // The letter has it in its head too.
    for (source, times) in [(&rendered.typst, 1), (&rendered.letter.as_ref().expect("there is a letter").typst, 2)] {
        let document = engine.typesetter().layout(source).expect("it can be laid out");
        let mut found = Default::default();
        outlined(&document.pages()[0].frame, &mut found);
        assert_eq!(found.0, "寧".repeat(times));
        assert!(found.1.contains("市应急管理局") && !found.1.contains('寧'), "{}", found.1);
    }
}

#[test]
fn the_faces_that_were_used_are_listed() {
    let folder = folder(&changed(""));
    bring(folder.path(), "fangsong.ttf", "字体/仿宋.ttf");
    let arguments = ["build", "report.toml", "--fonts", "字体", "--fonts-used", "--name", "r", "--only", "report"];
    let told = told(&run(folder.path(), &arguments));
    let table: Vec<&str> = told.lines().skip_while(|line| !line.starts_with("r.pdf 用的字体：")).collect();
    let of = |role: &str, family: &str| {
        let row = table.iter().find(|row| row.contains(role) && row.contains(family));
        let row = row.unwrap_or_else(|| panic!("{role} {family}: {told}"));
        row.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap()
    };
    let (own, vendored) = (of("仿宋", "FangSong_GB2312 400"), of("仿宋", "Zhuque Fangsong"));
    assert!(own > 10 && vendored > own, "{told}");
    assert!(of("小标宋", "Noto Serif SC 700") > 5 && of("宋体", "Noto Serif SC 400") > 50);
    assert!(!told.contains("Rest"), "{told}");
    let proof = run(folder.path(), &["build", "report.toml", "--proof", "--name", "s", "--only", "report"]);
    assert!(self::told(&proof).contains("用的字体："));
    let plain = run(folder.path(), &["build", "report.toml", "--name", "t", "--only", "report"]);
    assert!(!self::told(&plain).contains("用的字体："));
}

#[test]
fn everyday_reports_open_no_rest_of_a_face() {
    for example in examples() {
        let (input, examined) = examine(&example);
        let rendered = engine().render(&input, examined, View::default()).unwrap();
        let faces = Arc::new(Faces::vendored());
        let renderer = Renderer::new(&Templates::built_in()).unwrap();
        let typesetter = Typesetter::new(renderer.styles(), faces.clone());
        assert_eq!(faces.opened(), Vec::<&str>::new());
        typesetter.pdf(&rendered.typst).unwrap();
        let opened = faces.opened();
        assert!(
            opened.len() >= 5 && !opened.iter().any(|name| name.contains("rest")),
            "{}: {opened:?}",
            example.display()
        );
    }
}

#[test]
fn a_draft_has_a_box_for_what_no_face_has_and_tells_it() {
    // Whole planes that no face has, marks that join and vary, and what an expression puts in.
    let text = "一是𠮷某与𪚥、🎉、葛󠄀、☃️、👨‍👩‍👧、กำ、ﷺ、é、\u{A0}\u{2028}字未规范，公开的主动性还不够强。{{ \"𡈽\" }}";
    let folder = folder(&changed(&format!("[sections.problems]\ntext = '{text}'")));
    let output = run(folder.path(), &["build", "report.toml", "--name", "r", "--draft"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(
        told(&output).contains("𠮷”（U+20BB7）：没有字体能印出这个字") && told(&output).contains("𡈽"),
        "{}",
        told(&output)
    );
    let pages = crate::support::pdf::read(&fs::read(folder.path().join("r（草稿）.pdf")).unwrap());
    let printed: String = pages.iter().map(|page| page.text()).collect();
    assert!(printed.contains("一是□某与□、□"), "{printed}");
    assert!(fs::read_to_string(folder.path().join("r（草稿）.html")).unwrap().contains("𠮷某"));
    // One that the agency stands by has it as well.
    let accepted = "[sections.problems]\ntext = '一是𠮷村的公开栏更新不及时，公开的主动性还不够强。'\n\
        [[accept]]\nrule = \"GLY001\"\nreason = \"印出后手工补上\"";
    fs::write(folder.path().join("report.toml"), changed(accepted)).unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--name", "s", "--only", "report"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
}

#[test]
fn every_character_is_printed_or_told_before_it_is_typeset() {
    // All of the first three planes that a text can have, and some of each block beyond.
    let all = (0x20..0x3_2000_u32).chain((0x3_2000..0x11_0000).step_by(0x1_0001)).filter_map(char::from_u32);
    let plain = |c: &char| !"{}\\#*_|<>&`~$@'\"[]".contains(*c) && !c.is_whitespace() && !shown_invisible(*c);
    let all: Vec<char> = all.filter(plain).collect();
    let faces = nianbao::typeset::Faces::vendored();
    let (lacked, had): (Vec<char>, Vec<char>) = all.into_iter().partition(|c| faces.lacks(*c));
    assert!(lacked.len() > 50_000 && had.len() > 30_000, "{} {}", lacked.len(), had.len());
    // Those that are not lacked are printed as they are; of the others a sample, since each is a box.
    let texts = had.chunks(4000).map(|chunk| chunk.iter().collect::<String>());
    for text in texts.chain([lacked.iter().step_by(97).collect()]) {
        let source = format!(
            "#import \"style.typ\": *\n#show: report.with(title: \"甲\", agency: \"乙\", date: (year: 2026, month: 1, day: 1))\n#paragraph((\"{text}\", dress-run((strong: false))))\n"
        );
        if let Err(error) = crate::support::engine().typesetter().pdf(&source) {
            panic!("{error}: {}", text.chars().take(40).collect::<String>());
        }
    }
}

#[test]
fn faces_are_found_in_folders_within_a_folder() {
    let folder = folder(&changed(""));
    bring(folder.path(), "fangsong.ttf", "字体/方正/仿宋/仿宋.ttf");
    let output =
        run(folder.path(), &["build", "report.toml", "--fonts", "字体", "--name", "r", "--only", "report,typ"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let faces = fs::read_to_string(folder.path().join("r-typst/faces.typ")).unwrap();
    assert!(
        faces.contains("#let fangsong = ((name: \"Liberation Serif\", covers: \"latin-in-cjk\"), \"FangSong_GB2312\""),
        "{faces}"
    );
    fs::create_dir(folder.path().join("空")).unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--fonts", "空"]);
    assert!(output.status.code() == Some(2) && told(&output).contains("里面的文件夹也找过"), "{}", told(&output));
}

#[test]
fn characters_joined_by_what_shows_nothing_are_told_once_where_they_stand() {
    let folder = folder(&changed("[sections.problems]\ntext = \"表情👨\u{200D}👩\u{200D}👧，变体葛\u{E0100}城。\""));
    let output = run(folder.path(), &["check", "report.toml"]);
    let told = told(&output);
    let found: Vec<&str> = told.lines().filter(|line| line.contains("[GLY00")).collect();
    assert_eq!(found.iter().filter(|line| line.contains("GLY001")).count(), 1, "{told}");
    assert!(found.iter().any(|line| line.contains("看不见的字符 U+E0100")), "{told}");
}
