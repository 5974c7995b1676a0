//! `build` and `letter`: check, then write what was asked for.

use std::path::{Path, PathBuf};

use super::args::{Arguments, BuildArguments, Common, LetterArguments, Making, selection};
use super::outcome::Outcome;
use super::{check, replaced, show};
use crate::engine::{Engine, PosterFiles, Rendered, RenderedLetter};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::output::{Sign, file_name, signed, write_all};
use crate::product::{Deliverable, FileKind, Selection, files, letter_name, marked, texts, without_page};
use crate::report::View;
use crate::rule::Family;
use crate::source::terminal_width;
use crate::typeset::{FaceUse, Faces};

/// What a folder of Typst sources says of itself.
const TYPST_README: &str = "用 Typst 0.15 编译：typst compile --font-path fonts main.typ\n\
    main.typ 是这份文件的内容；style.typ 等是版面；faces.typ 是字体。\n\
    改好的 style.typ 放进一个文件夹，用 nianbao build --templates 文件夹 换上。\n";

/// What is to be made, and how.
struct Job<'a> {
    file: &'a Path,
    common: &'a Common,
    output: &'a Path,
    only: Selection,
    /// The documents when none is named; whether one that cannot be made is passed over.
    usual: &'a [Deliverable],
    name: Option<&'a str>,
    annex: bool,
    making: &'a Making,
}

/// Builds a report, and the letter where the input has one.
pub(super) fn run(arguments: &Arguments, options: &BuildArguments) -> Result<Outcome> {
    let job = Job {
        file: &options.file,
        common: &options.common,
        output: &options.output,
        only: selection(&options.only),
        usual: &[Deliverable::Report, Deliverable::Letter],
        name: options.name.as_deref(),
        annex: options.annex,
        making: &options.making,
    };
    job.run(arguments)
}

/// Builds the letter alone.
pub(super) fn letter(arguments: &Arguments, options: &LetterArguments) -> Result<Outcome> {
    let job = Job {
        file: &options.file,
        common: &options.common,
        output: &options.output,
        only: Selection { documents: vec![Deliverable::Letter], kinds: Vec::new() },
        usual: &[],
        name: options.name.as_deref(),
        annex: false,
        making: &options.making,
    };
    job.run(arguments)
}

impl Job<'_> {
    /// Checks, then writes.
    fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let Some(engine) = check::engine(&self.common.look, self.making.format, arguments, false)? else {
            return Ok(Outcome::Findings);
        };
        let (input, examined) = check::examine(
            &engine,
            self.file,
            self.common,
            self.annex || self.only.documents.contains(&Deliverable::Poster),
        )?;
        let file = self.file.display().to_string();
        let checked = check::checked(&file, &input, &examined);
        if !input.filing.is_read() {
            show::findings(&[checked], self.making.format, arguments, false)?;
            let is_form = |finding: &Finding| finding.rule.family == Family::Form;
            let what = if examined.findings.iter().any(is_form) { "格式文件有错" } else { "TOML 写法有误" };
            show::note(arguments, &format!("{what}，没有往下读"));
            return Ok(Outcome::Findings);
        }
        let documents = self.documents(input.filing.letter.is_some())?;
        show::findings(&[checked], self.making.format, arguments, false)?;
        let blocked = examined.is_blocked();
        if blocked && !self.making.draft {
            show::note(arguments, "有错误，没有生成文件。改正后重试；要先看样子，加 --draft");
            return Ok(Outcome::Findings);
        }
        let name = self.report_name(&input.filing.exact_title());
        let offers_pdf = self.only.wants(FileKind::Pdf) && documents.contains(&Deliverable::Report);
        let view = View {
            draft: self.making.draft,
            proof: self.making.proof,
            annex: self.annex,
            pageless: !self.only.wants_page(),
            docx: self.only.wants(FileKind::Docx),
            alone: !documents.iter().any(|document| matches!(document, Deliverable::Letter | Deliverable::Whole)),
            unbound: !documents.contains(&Deliverable::Whole),
            pdf: offers_pdf.then(|| format!("{}.pdf", self.marked(&name))),
        };
        let poster = documents
            .contains(&Deliverable::Poster)
            .then(|| engine.poster(&input, &examined, self.making.draft))
            .transpose()?;
        let rendered = engine.render(&input, examined, view)?;
        let written = poster.map(|poster| self.write_poster(poster, &self.marked(&name))).transpose()?;
        for path in written.into_iter().flatten() {
            show::note(arguments, &format!("已写出 {}", path.display()));
        }
        let (written, faces) = self.write(&engine, &documents, &rendered, &name)?;
        for path in written {
            show::note(arguments, &format!("已写出 {}", path.display()));
        }
        for left_out in rendered.letter.iter().flat_map(|letter| self.left_out(&documents, letter, &name)) {
            show::note(arguments, &left_out);
        }
        faces.iter().for_each(|table| show::note(arguments, table));
        Ok(if blocked { Outcome::Findings } else { Outcome::Clean })
    }

    /// Writes the files of some documents, and tells the faces of each if that was asked for; the report's are called
    /// by that name.
    fn write(
        &self,
        engine: &Engine,
        documents: &[Deliverable],
        rendered: &Rendered,
        report_name: &str,
    ) -> Result<(Vec<PathBuf>, Vec<String>)> {
        let mut all = Vec::new();
        let mut faces = Vec::new();
        let mut folders = Vec::new();
        for document in documents {
            let letter_title = rendered.letter.as_ref().map_or("", |letter| &letter.title);
            let name = self.marked(&match document {
                Deliverable::Report | Deliverable::Poster => report_name.to_owned(),
                Deliverable::Letter => self.letter_name(letter_title, report_name),
                Deliverable::Whole => self.whole_name(letter_title),
            });
            all.extend(files(engine, *document, rendered, &self.only, &name)?);
            let texts = texts(*document, rendered);
            if let Some(texts) = texts.as_ref().filter(|_| self.tells_faces() && self.only.wants(FileKind::Pdf)) {
                faces.push(faces_told(&name, &engine.typesetter().faces_used(texts.typst)?));
            }
            let source = texts.filter(|_| self.only.wants(FileKind::Typ));
            folders.extend(source.map(|texts| (FileKind::Typ.name(&name), texts.typst)));
        }
        let mut written = self.replace(&all)?;
        for (folder, typst) in folders {
            written.push(self.write_sources(engine, &self.output.join(folder), typst)?);
        }
        Ok((written, faces))
    }

    /// What was not made of the letter that may have been expected, a line each.
    fn left_out(&self, documents: &[Deliverable], letter: &RenderedLetter, report_name: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let told = without_page(letter, &self.only).filter(|_| documents.contains(&Deliverable::Letter));
        if let Some(told) = told {
            let name = self.marked(&self.letter_name(&letter.title, report_name));
            let page = self.output.join(format!("{name}.html"));
            let old = format!("；{} 是以前生成的，请删去", page.display());
            lines.push(format!("{told}{}", if page.exists() { old.as_str() } else { "" }));
        }
        if documents.contains(&Deliverable::Whole) && !letter.unbound.is_empty() {
            let names = letter.unbound.join("、");
            lines.push(format!("合订本只装订了年度报告，没有装订：{names}。这些附件另行印制，随文报送"));
        }
        lines
    }

    /// Writes the files of a poster.
    fn write_poster(&self, poster: PosterFiles, report_name: &str) -> Result<Vec<PathBuf>> {
        let name = |extension: &str| format!("{report_name}（一图读懂）.{extension}");
        let files = [
            (name("png"), poster.png),
            (name("svg"), poster.svg.into_bytes()),
            (name("html"), poster.html.into_bytes()),
        ];
        self.replace(&files)
    }

    /// Writes files, where none is in the way that is to stay.
    fn replace(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>> {
        self.replace_in(self.output, files)
    }

    /// Writes files into a folder, where none is in the way that is to stay.
    fn replace_in(&self, folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>> {
        let inputs: Vec<&Path> =
            std::iter::once(self.file).chain(self.common.prior.iter().map(PathBuf::as_path)).collect();
        replaced::may_replace(folder, files, &inputs, self.making.force)?;
        write_all(folder, files)
    }

    /// Writes a folder of Typst sources with the fonts they need.
    fn write_sources(&self, engine: &Engine, folder: &Path, typst: &str) -> Result<PathBuf> {
        let sources = engine.typesetter().sources(typst).into_iter();
        let text = |(name, text): (&str, String)| (name.to_owned(), signed(text, Sign::Typst).into_bytes());
        let files: Vec<(String, Vec<u8>)> = sources.map(text).collect();
        let readme = [("说明.txt".to_owned(), TYPST_README.into())];
        let fonts: Vec<_> = Faces::files().map(|(name, bytes)| (name.to_owned(), bytes.into_owned())).collect();
        self.replace_in(folder, &[&files[..], &readme].concat())?;
        self.replace_in(&folder.join("fonts"), &fonts)?;
        Ok(folder.to_owned())
    }

    /// The documents asked for: those named, or the usual ones. A poster has kinds of its own: beside it, kinds that are
    /// named are of the other documents.
    fn documents(&self, has_letter: bool) -> Result<Vec<Deliverable>> {
        let named = &self.only.documents;
        if !has_letter && named.iter().any(|document| matches!(document, Deliverable::Letter | Deliverable::Whole)) {
            return Err(Error::Usage {
                reason: format!("{} 里没有 [letter]，没有报送的公文可以生成", self.file.display()),
                hint: "在输入里加上 [letter] 一节，至少写 to = \"主送机关\"".to_owned(),
            });
        }
        let kinds = &self.only.kinds;
        let is_made = kinds.is_empty() || kinds.iter().any(|kind| Deliverable::Whole.can_be(*kind));
        if named.contains(&Deliverable::Whole) && !is_made {
            return Err(Error::Usage {
                reason: "公文和报告的合订本没有网页".to_owned(),
                hint: "网页用 --only html 生成；合订本写 --only whole".to_owned(),
            });
        }
        let is_poster = |document: &Deliverable| *document == Deliverable::Poster;
        let has_usual = named.iter().all(is_poster) && (named.is_empty() || !kinds.is_empty());
        Ok(self.usual.iter().filter(|_| has_usual).chain(named).copied().collect())
    }

    /// The name of the report's files.
    fn report_name(&self, title: &str) -> String {
        file_name(self.name.unwrap_or(title))
    }

    /// The name of the letter's files: its title, or the requested name, different from the report's beside it.
    fn letter_name(&self, title: &str, report_name: &str) -> String {
        match self.name {
            Some(name) if self.usual.is_empty() => file_name(name),
            Some(name) => format!("{}-报送公文", file_name(name)),
            None => letter_name(title, report_name),
        }
    }

    /// The name of the letter with the report bound to it, different from both of theirs.
    fn whole_name(&self, letter_title: &str) -> String {
        match self.name {
            Some(name) => format!("{}-合订本", file_name(name)),
            None => format!("{}（合订本）", file_name(letter_title)),
        }
    }

    /// Whether the faces that were used are told.
    fn tells_faces(&self) -> bool {
        self.making.fonts_used || self.making.proof
    }

    /// A name that says whether the file is a draft or a proof.
    fn marked(&self, name: &str) -> String {
        marked(name, self.making.draft, self.making.proof)
    }
}

/// The faces of a document as a table.
fn faces_told(name: &str, faces: &[FaceUse]) -> String {
    let rows = faces.iter().map(|face| {
        let FaceUse { role, family, weight, characters } = face;
        let blanks = " ".repeat(16_usize.saturating_sub(terminal_width(role)));
        format!("\n  {role}{blanks}{characters:>7} 字  {family} {weight}")
    });
    std::iter::once(format!("{name}.pdf 用的字体：")).chain(rows).collect()
}
