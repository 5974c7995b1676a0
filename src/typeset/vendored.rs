//! The faces that the program brings: the characters of everyday reports as they are, the rest packed.
//!
//! Opening a face takes time for every character that it has. Most reports need only the everyday characters; a face with
//! the rest is unpacked when a character asks for it. What faces there are and what they have is known without opening
//! them.

use std::borrow::Cow;

use ruzstd::decoding::FrameDecoder;
use serde::de::value::{Error, SeqDeserializer};
use serde::{Deserialize, Serialize};
use typst::text::{Coverage, Font, FontFlags, FontInfo, FontVariant};

use super::named_bytes::named;
use crate::characters::Characters;
use crate::packed;

/// A face as a file of the program.
pub(super) struct VendoredFace {
    /// The name of the file.
    pub name: &'static str,
    /// What is in it.
    bytes: &'static [u8],
    /// Whether it is packed.
    packed: bool,
}

/// A face as it is.
macro_rules! plain {
    ($name:literal) => {
        VendoredFace { name: $name, bytes: include_bytes!(concat!("../../fonts/", $name)), packed: false }
    };
}

/// A packed face.
macro_rules! packed {
    ($name:literal) => {
        VendoredFace { name: $name, bytes: include_bytes!(concat!("../../fonts/", $name, ".zst")), packed: true }
    };
}

/// The faces; origins and licences in `fonts/README.md`. `static`, because a `const` may be embedded more than once.
pub(super) static VENDORED: [VendoredFace; 11] = [
    plain!("LXGWZhuqueFangsong-Regular.ttf"),
    plain!("LXGWWenKaiGBLite-Regular.ttf"),
    plain!("NotoSansSC_500Medium.ttf"),
    plain!("NotoSerifSC_400Regular.ttf"),
    plain!("NotoSerifSC_700Bold.ttf"),
    plain!("LiberationSerif-Regular.ttf"),
    packed!("LXGWZhuqueFangsong-Regular-rest.ttf"),
    packed!("LXGWWenKaiGBLite-Regular-rest.ttf"),
    packed!("NotoSansSC_500Medium-rest.ttf"),
    packed!("NotoSerifSC_400Regular-rest.ttf"),
    packed!("NotoSerifSC_700Bold-rest.ttf"),
];

/// What the faces are called and which characters they have, in the same order.
const INFOS: &str = include_str!("../../fonts/faces.json");

/// A face as it is listed.
#[derive(Serialize, Deserialize)]
struct ListedFace {
    /// Its family.
    family: String,
    /// Which of its family it is.
    variant: FontVariant,
    /// Properties of the face.
    flags: FontFlags,
    /// Which characters it has: how many it lacks, how many it has, and so on, in one text, as [`packed`] has it.
    coverage: String,
}

impl ListedFace {
    /// A face for the list.
    #[cfg(test)]
    fn new(info: &FontInfo) -> Self {
        let coverage: Vec<u32> = serde_json::to_value(&info.coverage).and_then(serde_json::from_value).expect("runs");
        let FontInfo { family, variant, flags, .. } = info.clone();
        Self { family, variant, flags, coverage: packed::packed(&coverage) }
    }

    /// Its characters, as Typst asks for them and as a set.
    fn characters(&self) -> (Coverage, Characters) {
        let runs = packed::numbers(&self.coverage);
        let characters = Characters::of_runs(&runs);
        let runs = SeqDeserializer::<_, Error>::new(runs.into_iter());
        (Coverage::deserialize(runs).expect("numbers are runs"), characters)
    }
}

/// What the faces are called and which characters they have; weights of a family have the same.
///
/// # Panics
/// Never: a test holds that the list is sound.
pub(super) fn infos() -> Vec<(FontInfo, Characters)> {
    let listed: Vec<ListedFace> = serde_json::from_str(INFOS).expect("the list of the faces is sound");
    let mut all: Vec<(FontInfo, Characters)> = Vec::with_capacity(listed.len());
    for face in &listed {
        let same = listed.iter().zip(&all).find(|(known, _)| known.coverage == face.coverage);
        let (coverage, characters) = match same {
            Some((_, (info, characters))) => (info.coverage.clone(), characters.clone()),
            None => face.characters(),
        };
        let ListedFace { family, variant, flags, .. } = face;
        let info = FontInfo { family: family.clone(), variant: *variant, flags: *flags, axes: Vec::new(), coverage };
        all.push((info, characters));
    }
    all
}

impl VendoredFace {
    /// The file, unpacked.
    pub(super) fn file(&self) -> Cow<'static, [u8]> {
        if self.packed { Cow::Owned(unpacked(self.bytes)) } else { Cow::Borrowed(self.bytes) }
    }

    /// The face.
    pub(super) fn open(&self) -> Option<Font> {
        Font::new(named(self.name, self.file()), 0)
    }
}

/// A packed file, unpacked; nothing where it is damaged.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut decoder = FrameDecoder::new();
    let size = decoder.init(packed).map(|()| decoder.content_size()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    match decoder.decode_all_to_vec(packed, &mut bytes) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_tells_what_the_faces_have() {
        let infos: Vec<FontInfo> =
            VENDORED.iter().map(|face| face.open().expect("the face can be read").info().clone()).collect();
        let lines: Vec<String> =
            infos.iter().map(|info| serde_json::to_string(&ListedFace::new(info)).unwrap()).collect();
        let list = format!("[\n{}\n]\n", lines.join(",\n"));
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/faces.json");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(&path, &list).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert!(kept == list, "fonts/faces.json is out of date: run this test with INSTA_UPDATE=always");
        for ((listed, characters), info) in super::infos().into_iter().zip(infos) {
            assert_eq!(characters, Characters::of(info.coverage.iter()), "{}", info.family);
            assert_eq!(listed, info);
        }
    }

    #[test]
    fn a_face_and_its_rest_have_nothing_in_common() {
        let infos: Vec<FontInfo> = VENDORED.iter().map(|face| face.open().unwrap().info().clone()).collect();
        for (face, rest) in infos.iter().zip(&infos[6..]) {
            let known = if face.variant.weight.to_number() == 700 { " Title Rest" } else { " Rest" };
            assert_eq!(format!("{}{known}", face.family), rest.family);
            assert_eq!(face.variant, rest.variant);
            assert!(face.coverage.iter().all(|c| !rest.coverage.contains(c)), "{}", face.family);
            assert!(rest.coverage.iter().count() > 4000, "{}", rest.family);
        }
    }
}
