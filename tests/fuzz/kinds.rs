//! Every kind of input: sound ones to begin with, what is done with a damaged one.

use std::path::Path;

use nianbao::district;
use nianbao::editions;
use nianbao::engine::Engine;
use nianbao::form::Editions;
use nianbao::report::View;
use nianbao::templates::{BUILT_IN, Templates};
use nianbao::typeset::Faces;

use super::{damage, pieces, state};
use crate::support::grid::{sound as sound_grid, workbook};
use crate::support::random::Random;
use crate::support::{changed, engine, examine, folder, formats, sound};

/// A sound file: its ending and its bytes.
pub type Seed = (&'static str, Vec<u8>);

/// A kind of input.
pub struct Kind {
    /// What it is called.
    pub name: &'static str,
    /// How many are tried on every change.
    pub usual: usize,
    /// Sound ones.
    pub seeds: fn() -> Vec<Seed>,
    /// Pieces of its format.
    pub pieces: &'static [&'static str],
    /// What is done with one that lies in a folder of its own; `number` decides how far it goes.
    pub work: fn(&Path, usize),
}

/// Every kind of input.
pub const KINDS: [Kind; 14] = [
    Kind { name: "toml", usual: 300, seeds: toml_seeds, pieces: &pieces::TOML, work: report },
    Kind { name: "prose", usual: 300, seeds: prose_seeds, pieces: &pieces::PROSE, work: report },
    Kind { name: "workbook", usual: 300, seeds: workbook_seeds, pieces: &pieces::TAGS, work: report },
    Kind { name: "word", usual: 60, seeds: word_seeds, pieces: &pieces::TAGS, work: report },
    Kind { name: "page", usual: 60, seeds: page_seeds, pieces: &pieces::TAGS, work: report },
    Kind { name: "print", usual: 30, seeds: print_seeds, pieces: &pieces::PRINT, work: report },
    Kind { name: "district", usual: 300, seeds: district_seeds, pieces: &pieces::TOML, work: roster },
    Kind { name: "list", usual: 300, seeds: list_seeds, pieces: &pieces::TAGS, work: list },
    Kind { name: "part", usual: 300, seeds: state::part_seeds, pieces: &pieces::JSON, work: state::part },
    Kind { name: "note", usual: 10, seeds: state::note_seeds, pieces: &pieces::JSON, work: state::note },
    Kind { name: "template", usual: 30, seeds: template_seeds, pieces: &pieces::TEMPLATES, work: template },
    Kind { name: "form", usual: 30, seeds: form_seeds, pieces: &pieces::TOML, work: form },
    Kind { name: "policy", usual: 100, seeds: policy_seeds, pieces: &pieces::TOML, work: policy },
    Kind { name: "face", usual: 100, seeds: face_seeds, pieces: &["\0", "glyf", "\u{7f}\u{7f}"], work: face },
];

impl Kind {
    /// The damaged input of a number.
    pub fn input(&self, seeds: &[Seed], seed: u64, number: usize) -> Seed {
        let mut chance = Random::new(seed.wrapping_mul(1 << 32) + number as u64);
        let (ending, bytes) = &seeds[number % seeds.len()];
        (ending, damage::file(ending, bytes, self.pieces, &mut chance))
    }
}

/// Reads and examines a report; some are rendered, fewer typeset.
fn report(path: &Path, number: usize) {
    let Ok(input) = engine().read_sent(path, &[]) else { return };
    if !input.filing.is_read() {
        return;
    }
    let examined = engine().examine(&input).expect("the wordings are sound");
    let is_blocked = examined.is_blocked();
    if number.is_multiple_of(5) {
        let rendered = engine().render(&input, examined, View { draft: is_blocked, ..View::default() });
        let rendered = rendered.expect("the templates are sound");
        if number.is_multiple_of(25) {
            let set = engine().typesetter().pdf(&rendered.typst);
            // What no finding stands in the way of is set.
            assert!(set.is_ok() || is_blocked, "{}", set.unwrap_err());
        }
    }
}

/// Sound reports.
fn toml_seeds() -> Vec<Seed> {
    let full = include_str!("../cases/full.toml").to_owned();
    [changed(""), changed("[letter]\nto = \"示例市人民政府\"\ndate = 2026-01-12"), full]
        .map(|text| ("toml", text.into_bytes()))
        .into()
}

/// Sound reports that are all prose.
fn prose_seeds() -> Vec<Seed> {
    let text = "一是公开的主动性还不够强{{ applications.new }}。\n\n（一）甲\n\n二是业务培训不够系统，全年3件，其中甲1件、乙2件。\n\n|项目|数|\n|-|-|\n|甲|{{ year }}|\n\n- 一\n- 二\n";
    let of = |section: &str| changed(&format!("[sections.{section}]\ntext = '''\n{text}'''"));
    ["problems", "overview", "others"].map(|section| ("toml", of(section).into_bytes())).into()
}

/// Sound workbooks of every format.
fn workbook_seeds() -> Vec<Seed> {
    let grid = sound_grid();
    vec![
        ("xlsx", grid.bytes()),
        ("xlsx", workbook(include_str!("../cases/2025.toml"))),
        ("xls", formats::xls(&grid)),
        ("ods", formats::ods(&grid)),
        ("xlsb", formats::xlsb(&grid)),
    ]
}

/// The sound report as it is published: in a file for Word, and on a page.
fn published() -> (Vec<u8>, String) {
    let folder = folder(&sound().to_string());
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let rendered = engine().render(&input, examined, View { docx: true, ..View::default() }).unwrap();
    (rendered.docx.unwrap(), rendered.html)
}

/// Files for Word.
fn word_seeds() -> Vec<Seed> {
    vec![("docx", published().0)]
}

/// Pages, whole and as they are pasted.
fn page_seeds() -> Vec<Seed> {
    let page = published().1;
    let body = page.split("<body>").nth(1).unwrap().as_bytes().to_vec();
    vec![("html", page.into_bytes()), ("html", body)]
}

/// Printed pages.
fn print_seeds() -> Vec<Seed> {
    let folder = folder(&sound().to_string());
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let rendered = engine().render(&input, examined, View::default()).unwrap();
    vec![("pdf", engine().typesetter().pdf(&rendered.typst).unwrap())]
}

/// Reads a `district.toml`.
fn roster(path: &Path, _: usize) {
    let _ = district::read(path, Editions::built_in());
}

/// Rosters with all that can stand in them.
fn district_seeds() -> Vec<Seed> {
    let text = "year = 2025\nname = \"示例市\"\ndeadline = 2026-01-31\nreport = \"本级.toml\"\nlikeness = 60\n\
                [output]\nfolder = \"{number}-{name}\"\n[scope]\nfee = \"own\"\n\
                [[units]]\nname = \"示例市财政局\"\ngroup = \"局\"\nfile = \"单位/财政局*.xlsx\"\n[[units]]\nname = \"示例市民政局\"\n";
    vec![("toml", text.as_bytes().to_vec())]
}

/// Reads a list of units.
fn list(path: &Path, _: usize) {
    let _ = district::list(path);
}

/// Lists of units as texts and in workbooks.
fn list_seeds() -> Vec<Seed> {
    let text = "单位名称,类别\n示例市财政局,局\n示例市民政局,局\n";
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, name) in ["单位名称", "示例市财政局", "示例市民政局"].iter().enumerate() {
        sheet.write_string(row as u32, 0, *name).unwrap();
    }
    vec![
        ("csv", text.as_bytes().to_vec()),
        ("xlsx", workbook.save_to_buffer().unwrap()),
        ("txt", encoding_rs::GB18030.encode(text).0.into_owned()),
    ]
}

/// Takes a damaged template; the name of the template is its first line.
fn template(path: &Path, number: usize) {
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    let (name, text) = (BUILT_IN[number % BUILT_IN.len()].0, text);
    let target = path.with_file_name("模板").join(name);
    std::fs::create_dir_all(target.parent().unwrap()).unwrap();
    std::fs::write(&target, text).unwrap();
    let Ok(templates) = Templates::with_folder(&path.with_file_name("模板")) else { return };
    let Ok(engine) = Engine::new(templates, Faces::vendored()) else { return };
    let folder = folder(&sound().to_string());
    let input = engine.read(&folder.path().join("report.toml"), None).unwrap();
    let Ok(examined) = engine.examine(&input) else { return };
    let Ok(rendered) = engine.render(&input, examined, View { docx: true, ..View::default() }) else { return };
    if number.is_multiple_of(3) {
        let _ = engine.typesetter().pdf(&rendered.typst);
    }
}

/// The built-in templates.
fn template_seeds() -> Vec<Seed> {
    BUILT_IN.iter().map(|(_, text)| ("txt", text.as_bytes().to_vec())).collect()
}

/// Takes a damaged declaration of a form.
fn form(path: &Path, number: usize) {
    let inner = path.with_file_name("格式");
    std::fs::create_dir(&inner).unwrap();
    let name = ["2021.toml", "2019.toml", "phrases.toml", "words.toml"][number % 4];
    std::fs::copy(path, inner.join(name)).unwrap();
    let _ = editions::open(&inner, Editions::built_in());
}

/// The built-in declarations.
fn form_seeds() -> Vec<Seed> {
    let texts = [
        include_str!("../../src/form/2021.toml"),
        include_str!("../../src/form/2019.toml"),
        include_str!("../../src/form/phrases.toml"),
        include_str!("../../src/form/words.toml"),
    ];
    texts.map(|text| ("toml", text.as_bytes().to_vec())).into()
}

/// Reads a report beside a damaged policy.
fn policy(path: &Path, _: usize) {
    std::fs::copy(path, path.with_file_name("nianbao.toml")).unwrap();
    let report = path.with_file_name("report.toml");
    std::fs::write(&report, changed("")).unwrap();
    let input = engine().read(&report, None).unwrap();
    engine().examine(&input).expect("the wordings are sound");
}

/// A policy with all that can stand in it.
fn policy_seeds() -> Vec<Seed> {
    let text = "[rules]\nSUM001 = \"warning\"\nPRO011 = \"off\"\n[limits]\n\n[[notices]]\ntext = \"甲\"\n";
    vec![("toml", text.as_bytes().to_vec())]
}

/// Takes a damaged face; with some a report is set.
fn face(path: &Path, number: usize) {
    let inner = path.with_file_name("字体");
    std::fs::create_dir(&inner).unwrap();
    std::fs::copy(path, inner.join("a.ttf")).unwrap();
    let Ok(faces) = Faces::with_folder(&inner) else { return };
    let _ = (faces.lacks('甲'), faces.declaration(), faces.fingerprint());
    if number.is_multiple_of(10) {
        let engine = Engine::new(Templates::built_in(), faces).unwrap();
        let _ = engine.typesetter().pdf("公开 a");
    }
}

/// Small faces.
fn face_seeds() -> Vec<Seed> {
    vec![
        ("ttf", include_bytes!("../fonts/fangsong.ttf").to_vec()),
        ("ttf", include_bytes!("../fonts/last-resort.ttf").to_vec()),
    ]
}
