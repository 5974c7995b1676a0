//! An agency's own faces: taken where they can be, refused by name where they cannot.

use std::fs;

use crate::support::{changed, folder, root, run, told};

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
fn other_faces_do_no_harm() {
    let folder = folder(&changed(""));
    fs::create_dir(folder.path().join("字体")).unwrap();
    fs::copy(root().join("fonts/LXGWWenKaiGBLite-Regular.ttf"), folder.path().join("字体/楷体.ttf")).unwrap();
    fs::write(folder.path().join("字体/说明.txt"), "不是字体，不看").unwrap();
    let output = run(folder.path(), &["build", "report.toml", "--fonts", "字体", "--name", "r"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
}
