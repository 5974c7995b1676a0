//! The faces: six vendored ones, and an agency's own in front of them.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::digest::digest;
use crate::error::{Error, Result};

/// The vendored faces; origins and licences in `fonts/README.md`. `static`, because a `const` may be embedded more than once.
static VENDORED: [(&str, &[u8]); 6] = [
    ("LXGWZhuqueFangsong-Regular.ttf", include_bytes!("../../fonts/LXGWZhuqueFangsong-Regular.ttf")),
    ("LXGWWenKaiGBLite-Regular.ttf", include_bytes!("../../fonts/LXGWWenKaiGBLite-Regular.ttf")),
    ("NotoSansSC_500Medium.ttf", include_bytes!("../../fonts/NotoSansSC_500Medium.ttf")),
    ("NotoSerifSC_400Regular.ttf", include_bytes!("../../fonts/NotoSerifSC_400Regular.ttf")),
    ("NotoSerifSC_700Bold.ttf", include_bytes!("../../fonts/NotoSerifSC_700Bold.ttf")),
    ("LiberationSerif-Regular.ttf", include_bytes!("../../fonts/LiberationSerif-Regular.ttf")),
];

/// A role on the page: the agency's faces that fill it if they are there, then the vendored one.
struct FontRole {
    /// Its name in the style file.
    name: &'static str,
    /// Families by their English and Chinese names, the best first.
    agency: &'static [&'static str],
    /// The vendored family.
    vendored: &'static str,
    /// Whether the vendored face draws “ ” ‘ ’ too narrow for Chinese text.
    narrow_quotes: bool,
    /// Whether figures and Latin letters come from the face of running text.
    latin: bool,
}

impl FontRole {
    /// Its list: families in the order they are tried, with what each is limited to, as Typst spells it.
    fn families(&self) -> Vec<(&'static str, &'static str)> {
        let unless_last = |family: &'static str| (family != self.vendored).then_some((family, ""));
        let latin_first = self.latin.then_some((LATIN, "\"latin-in-cjk\""));
        let wide_quotes = self.narrow_quotes.then_some((LAST, "regex(\"[“”‘’]\")"));
        let latin_last = (!self.latin).then_some((LATIN, ""));
        let agency = self.agency.iter().map(|family| (*family, ""));
        let ours = wide_quotes.into_iter().chain([(self.vendored, "")]).chain(unless_last(LAST)).chain(latin_last);
        latin_first.into_iter().chain(agency).chain(ours).collect()
    }
}

/// The roles of GB/T 9704-2012 and their faces.
const ROLES: &[FontRole] = &[
    FontRole {
        name: "fangsong",
        agency: &[
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FZFangSong-Z02S",
            "方正仿宋简体",
            "FZFangSong-Z02",
            "方正仿宋_GBK",
            "FangSong",
            "仿宋",
            "STFangsong",
            "华文仿宋",
        ],
        vendored: "Zhuque Fangsong (technical preview)",
        narrow_quotes: true,
        latin: true,
    },
    FontRole {
        name: "xiaobiaosong",
        agency: &[
            "FZXiaoBiaoSong-B05S",
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05",
            "方正小标宋_GBK",
            "STZhongsong",
            "华文中宋",
        ],
        vendored: "Noto Serif SC",
        narrow_quotes: false,
        latin: false,
    },
    FontRole {
        name: "heiti",
        agency: &["SimHei", "黑体", "FZHei-B01S", "方正黑体简体", "STHeiti"],
        vendored: "Noto Sans SC",
        narrow_quotes: false,
        latin: false,
    },
    FontRole {
        name: "kaiti",
        agency: &["KaiTi_GB2312", "楷体_GB2312", "FZKai-Z03S", "方正楷体简体", "KaiTi", "楷体", "STKaiti", "华文楷体"],
        vendored: "LXGW WenKai GB Lite",
        narrow_quotes: true,
        latin: true,
    },
    FontRole {
        name: "songti",
        agency: &["SimSun", "宋体", "NSimSun", "FZShuSong-Z01S", "方正书宋简体", "STSong", "华文宋体"],
        vendored: "Noto Serif SC",
        narrow_quotes: false,
        latin: true,
    },
];

/// Figures and Latin letters in running text.
const LATIN: &str = "Liberation Serif";

/// The family with the most characters, last in every list.
const LAST: &str = "Noto Serif SC";

/// Bytes that a face file may have.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// A set of characters, a bit each.
#[derive(Default)]
struct Characters(Vec<u64>);

impl Characters {
    /// The set of some code points.
    fn of(code_points: impl Iterator<Item = u32>) -> Self {
        let mut words = vec![0; char::MAX as usize / 64 + 1];
        for code_point in code_points {
            if let Some(word) = words.get_mut(code_point as usize / 64) {
                *word |= 1 << (code_point % 64);
            }
        }
        Self(words)
    }

    /// What both sets have.
    fn intersection(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
        self
    }

    /// What either set has.
    fn union(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
        self
    }

    /// Whether the set has a character.
    fn contains(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|word| word >> (c as u32 % 64) & 1 == 1)
    }
}

/// A set of faces.
pub struct Faces {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    characters: OnceLock<Characters>,
}

impl Faces {
    /// The vendored faces.
    pub fn vendored() -> Self {
        Self::new(Vec::new())
    }

    /// The vendored files by name.
    pub fn files() -> &'static [(&'static str, &'static [u8])] {
        &VENDORED
    }

    /// An agency's own faces from a folder, the vendored ones behind them.
    ///
    /// # Errors
    /// When the folder cannot be read, holds no face, or a face forbids embedding.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        let entries = std::fs::read_dir(folder).map_err(|e| Error::io(folder, &e))?;
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        let is_face = |path: &Path| {
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
            matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc")
        };
        let mut fonts = Vec::new();
        for path in paths.into_iter().filter(|path| is_face(path)) {
            let size = path.metadata().map_err(|e| Error::io(&path, &e))?.len();
            if size > MAX_BYTES {
                return Err(Error::file(&path, "字体文件超过 64 MB", "换一个字体文件"));
            }
            let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, &e))?;
            let found: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
            if found.is_empty() {
                return Err(Error::file(&path, "不是能用的字体文件", "换成 TTF 或 OTF 字体，或把它移出这个文件夹"));
            }
            for font in &found {
                let face = ttf_parser::Face::parse(font.data().as_slice(), font.index()).ok();
                if face.and_then(|face| face.permissions()) == Some(ttf_parser::Permissions::Restricted) {
                    let reason = format!("字体“{}”不允许嵌入文件", font.info().family);
                    return Err(Error::file(&path, reason, "换一款允许嵌入的字体，或把它移出这个文件夹，改用内置字体"));
                }
            }
            fonts.extend(found);
        }
        if fonts.is_empty() {
            return Err(Error::file(folder, "文件夹里没有字体", "放入 TTF、OTF 或 TTC 字体文件"));
        }
        Ok(Self::new(fonts))
    }

    /// Faces with the vendored ones behind them.
    fn new(mut fonts: Vec<Font>) -> Self {
        fonts.extend(VENDORED.iter().flat_map(|(_, bytes)| Font::iter(Bytes::new(*bytes))));
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book, characters: OnceLock::new() }
    }

    /// Whether a character can be printed in every role.
    pub fn has(&self, c: char) -> bool {
        self.characters.get_or_init(|| self.printable()).contains(c)
    }

    /// The characters that the faces of every role have.
    fn printable(&self) -> Characters {
        let is_listed = |font: &Font, role: &FontRole| {
            role.families().iter().any(|(family, _)| *family == font.info().family.as_str())
        };
        // Several roles share a face.
        let listed = self.fonts.iter().filter(|font| ROLES.iter().any(|role| is_listed(font, role)));
        let of_fonts: Vec<(&Font, Characters)> =
            listed.map(|font| (font, Characters::of(font.info().coverage.iter()))).collect();
        let of_role = |role: &FontRole| {
            let fonts = of_fonts.iter().filter(|(font, _)| is_listed(font, role));
            fonts.fold(Characters::of(std::iter::empty()), |all, (_, characters)| all.union(characters))
        };
        ROLES.iter().map(of_role).reduce(Characters::intersection).unwrap_or_default()
    }

    /// Digest of the agency's own faces; the vendored ones change with the program only.
    pub fn fingerprint(&self) -> String {
        let own = self.fonts.len().saturating_sub(VENDORED.len());
        digest(self.fonts.iter().take(own).map(|font| font.data().as_slice()))
    }

    /// The faces as Typst looks them up.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face of that number.
    pub fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The lists of families that the style file uses, of those that are there.
    pub fn declaration(&self) -> String {
        let mut out = String::from("// 各角色的字体，由程序按现有字体列出。\n");
        for role in ROLES {
            write!(out, "#let {} = (", role.name).expect("a String takes everything");
            let there = |family: &str| self.book.contains_family(&family.to_lowercase());
            for (family, covers) in role.families().into_iter().filter(|(family, _)| there(family)) {
                let written = match covers {
                    "" => write!(out, "\"{family}\", "),
                    covers => write!(out, "(name: \"{family}\", covers: {covers}), "),
                };
                written.expect("a String takes everything");
            }
            out.push_str(")\n");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_have_the_common_characters() {
        let faces = Faces::vendored();
        for c in "政府信息公开，。；：“”‘’（）〔〕①⑩＋＝０９—…·《》〈〉%～abc123㎡".chars()
        {
            assert!(faces.has(c), "{c}");
        }
        assert!(!faces.has('🎉'));
        // Only one of the roles has it.
        assert!(!faces.has('𝌀'));
    }

    #[test]
    fn every_role_lists_a_face() {
        let declaration = Faces::vendored().declaration();
        for role in ROLES {
            assert!(declaration.contains(&format!("#let {} = (", role.name)));
            assert!(declaration.contains(role.vendored));
        }
    }
}
