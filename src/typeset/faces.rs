//! The faces: vendored ones, and an agency's own in front of them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use super::declared::declares_too_much;
use super::roles::{FontRole, LATIN, ROLES};
use super::system;
use super::vendored::{self, VENDORED};
use crate::characters::Characters;
use crate::characters::shown_invisible;
use crate::digest::digest;
use crate::error::{Error, Result};

/// Bytes that a face file may have.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What stands for the machine's own faces in place of a folder.
pub const SYSTEM: &str = "系统";

/// Whether a face may not be embedded.
fn is_restricted(font: &Font) -> bool {
    let face = ttf_parser::Face::parse(font.data().as_slice(), font.index()).ok();
    face.and_then(|face| face.permissions()) == Some(ttf_parser::Permissions::Restricted)
}

/// A set of faces.
pub struct Faces {
    /// The agency's own.
    own: Vec<Font>,
    /// The vendored ones, opened when they are first asked for.
    vendored: [OnceLock<Option<Font>>; VENDORED.len()],
    /// The characters that all of them have, in the order of the book.
    listed: Vec<Characters>,
    book: LazyHash<FontBook>,
    /// What can be printed in every role.
    characters: OnceLock<Characters>,
    /// What the faces of titles have.
    titles: OnceLock<Characters>,
}

impl Faces {
    /// The vendored faces.
    pub fn vendored() -> Self {
        Self::new(Vec::new())
    }

    /// The vendored files, unpacked, by name.
    pub fn files() -> impl Iterator<Item = (&'static str, Cow<'static, [u8]>)> {
        VENDORED.iter().map(|face| (face.name, face.file()))
    }

    /// An agency's own faces from a folder, the vendored ones behind them.
    ///
    /// # Errors
    /// When the folder cannot be read, holds no face, or a face forbids embedding.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        let mut fonts = Vec::new();
        for path in system::files_in(folder)? {
            let data = path.metadata().map_err(|e| Error::io(&path, &e))?;
            if !data.is_file() {
                return Err(Error::file(&path, "这是管道或设备，不是字体文件", "把它移出这个文件夹"));
            }
            if data.len() > MAX_BYTES {
                return Err(Error::file(&path, "字体文件超过 64 MB", "换一个字体文件"));
            }
            let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, &e))?;
            let bytes = if declares_too_much(&bytes) { Vec::new() } else { bytes };
            let found: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
            if found.is_empty() {
                return Err(Error::file(&path, "不是能用的字体文件", "换成 TTF 或 OTF 字体，或把它移出这个文件夹"));
            }
            if let Some(font) = found.iter().find(|font| is_restricted(font)) {
                let reason = format!("字体“{}”不允许嵌入文件", font.info().family);
                return Err(Error::file(&path, reason, "换一款允许嵌入的字体，或把它移出这个文件夹，改用内置字体"));
            }
            fonts.extend(found);
        }
        if fonts.is_empty() {
            return Err(Error::file(folder, "文件夹里没有字体（里面的文件夹也找过）", "放入 TTF、OTF 或 TTC 字体文件"));
        }
        Ok(Self::new(fonts))
    }

    /// The machine's own faces that official documents are set in, the vendored ones behind them; those that may not be
    /// embedded or cannot be read are left out.
    ///
    /// # Errors
    /// When the machine has none.
    pub fn of_system() -> Result<Self> {
        let is_known = |name: &str| ROLES.iter().any(|role| role.agency.contains(&name));
        let mut fonts: Vec<Font> = Vec::new();
        for path in system::files() {
            let Some(size) = path
                .metadata()
                .ok()
                .filter(|data| data.is_file())
                .map(|data| data.len())
                .filter(|size| *size <= MAX_BYTES)
            else {
                continue;
            };
            let Some(bytes) = std::fs::read(&path).ok().filter(|bytes| bytes.len() as u64 == size) else { continue };
            if system::bears(&bytes, is_known) && !declares_too_much(&bytes) {
                let found = Font::iter(Bytes::new(bytes));
                fonts.extend(found.filter(|font| is_known(font.info().family.as_str()) && !is_restricted(font)));
            }
        }
        if fonts.is_empty() {
            let hint = "在这台电脑上装好方正小标宋、仿宋_GB2312 等字体，或把字体文件放进一个文件夹，用 --fonts 给出；不给就用内置字体";
            return Err(Error::file(Path::new(SYSTEM), "这台电脑的字体文件夹里没有公文用的字体", hint));
        }
        Ok(Self::new(fonts))
    }

    /// Faces with the vendored ones behind them.
    fn new(own: Vec<Font>) -> Self {
        let (infos, listed): (Vec<FontInfo>, Vec<Characters>) = vendored::infos().into_iter().unzip();
        let infos = own.iter().map(|font| font.info().clone()).chain(infos);
        let book = LazyHash::new(FontBook::from_infos(infos));
        // Several roles share a face.
        let of_own = own.iter().map(|font| Characters::of(font.info().coverage.iter()));
        let listed = of_own.chain(listed).collect();
        let (characters, titles) = (OnceLock::new(), OnceLock::new());
        Self { own, vendored: Default::default(), listed, book, characters, titles }
    }

    /// Whether a character is to be seen and cannot be printed.
    pub fn lacks(&self, c: char) -> bool {
        // The Ogham blank is a stroke.
        let shows_nothing = || c.is_whitespace() && c != '\u{1680}' || shown_invisible(c);
        // What an office means by a private character nobody knows; PDF/A-2a has none.
        let is_private = matches!(c, '\u{E000}'..='\u{F8FF}');
        (is_private || !self.has(c)) && !shows_nothing()
    }

    /// Whether a title prints a character by a face that is not for titles, whose strokes are thinner than those beside it.
    pub fn lacks_in_title(&self, c: char) -> bool {
        let is_for_titles = |family: &str| {
            let of_role = |role: &FontRole| role.agency.contains(&family) || role.vendored.contains(&family);
            family == LATIN || ROLES.iter().filter(|role| role.is_bold).any(of_role)
        };
        let is_seen = !c.is_whitespace() && !shown_invisible(c);
        is_seen && !self.lacks(c) && !self.titles.get_or_init(|| self.characters_of(is_for_titles)).contains(c)
    }

    /// Whether a character can be printed in every role.
    fn has(&self, c: char) -> bool {
        self.characters.get_or_init(|| self.printable()).contains(c)
    }

    /// The characters that the faces of every role have.
    fn printable(&self) -> Characters {
        let others = self.others();
        let of_role = |role: &FontRole| {
            let families = role.families();
            let is_listed = |family: &str| families.iter().any(|(known, _)| *known == family);
            self.characters_of(|family| others.contains(&family) || is_listed(family))
        };
        ROLES.iter().map(of_role).reduce(Characters::intersection).unwrap_or_default()
    }

    /// The characters that the faces of some families have.
    fn characters_of(&self, is_one: impl Fn(&str) -> bool) -> Characters {
        let faces = (0..).map_while(|index| self.book.info(index)).zip(&self.listed);
        let faces = faces.filter(|(face, _)| is_one(face.family.as_str()));
        faces.fold(Characters::default(), |all, (_, characters)| all.union(characters))
    }

    /// Digest of the agency's own faces; the vendored ones change with the program only.
    pub fn fingerprint(&self) -> String {
        digest(self.own.iter().map(|font| font.data().as_slice()))
    }

    /// The faces as Typst looks them up.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face of that number.
    pub fn font(&self, index: usize) -> Option<Font> {
        match index.checked_sub(self.own.len()) {
            None => self.own.get(index).cloned(),
            Some(index) => self.vendored.get(index)?.get_or_init(|| VENDORED.get(index)?.open()).clone(),
        }
    }

    /// What a face serves as, in words.
    pub(super) fn role_of(&self, info: &FontInfo) -> &'static str {
        let family = info.family.as_str();
        let bold = info.variant.weight.to_number() >= 600;
        let is_vendored = |role: &&FontRole| role.vendored.contains(&family) && role.is_bold == bold;
        let role = ROLES.iter().find(|role| role.agency.contains(&family)).or_else(|| ROLES.iter().find(is_vendored));
        match role {
            Some(role) => role.label,
            None if family == LATIN => "数字、西文",
            None => "别的字体没有的字",
        }
    }

    /// The agency's own families that fill no role.
    fn others(&self) -> Vec<&str> {
        let is_listed =
            |family: &str| ROLES.iter().any(|role| role.families().iter().any(|(known, _)| *known == family));
        let mut others: Vec<&str> = self.own.iter().map(|font| font.info().family.as_str()).collect();
        others.retain(|family| !is_listed(family));
        others.sort_unstable();
        others.dedup();
        others
    }

    /// The vendored files that were opened so far.
    pub fn opened(&self) -> Vec<&'static str> {
        let opened = self.vendored.iter().zip(&VENDORED).filter(|(font, _)| font.get().is_some());
        opened.map(|(_, face)| face.name).collect()
    }

    /// The lists of families that the style file uses, of those that are there.
    pub fn declaration(&self) -> String {
        let mut out = String::from("// 各角色的字体，由程序按现有字体列出。\n");
        for role in ROLES {
            write!(out, "#let {} = (", role.name).expect("a String takes everything");
            let there = |family: &str| self.book.contains_family(&family.to_lowercase());
            // A face of no known family is a last resort, for characters that no other has.
            let others = self.others().into_iter().map(|family| (family, ""));
            for (family, covers) in role.families().into_iter().chain(others).filter(|(family, _)| there(family)) {
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
            assert!(declaration.contains(role.vendored[0]) && declaration.contains(role.vendored[1]));
        }
    }
}
