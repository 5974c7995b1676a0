//! `build`: check, then write the PDF and the web page.

use std::path::PathBuf;

use super::args::{Arguments, Build, Product};
use super::{Outcome, check, show};
use crate::diagnostics::Checked;
use crate::error::Result;
use crate::output::{create_folder, file_name, write_all};
use crate::report::View;
use crate::typeset::Faces;

/// What a folder of Typst sources says of itself.
const TYPST_README: &str = "用 Typst 0.15 编译：typst compile --font-path fonts main.typ\n\
    main.typ 是这份报告的内容；style.typ 是版面；faces.typ 是字体。\n\
    改好的 style.typ 放进一个文件夹，用 nianbao build --templates 文件夹 换上。\n";

/// Builds one report.
pub fn run(arguments: &Arguments, options: &Build) -> Result<Outcome> {
    let engine = check::engine(&options.common)?;
    let (input, examined) = check::examine(&engine, &options.file, &options.common)?;
    let file = options.file.display().to_string();
    let checked = Checked { file: &file, sources: &input.sources, findings: &examined.findings };
    show::findings(&[checked], options.format, arguments, false);
    let blocked = examined.is_blocked();
    if blocked && !options.draft {
        show::note(arguments, "有错误，没有生成文件。改正后重试；要先看样子，加 --draft");
        return Ok(Outcome::Findings);
    }
    let wanted = |product| options.only.is_empty() && product != Product::Typ || options.only.contains(&product);
    let name = file_name(options.name.as_deref().unwrap_or(&input.filing.official_title()));
    let pdf_name = format!("{name}.pdf");
    let view = View { draft: options.draft, pdf: wanted(Product::Pdf).then(|| pdf_name.clone()) };
    let rendered = engine.render(&input, examined, view)?;
    let mut files = Vec::new();
    if wanted(Product::Pdf) {
        files.push((pdf_name, engine.typesetter().pdf(&rendered.typst)?));
    }
    if wanted(Product::Html) {
        files.push((format!("{name}.html"), rendered.html.into_bytes()));
    }
    let mut written: Vec<PathBuf> = write_all(&options.output, &files)?;
    if wanted(Product::Typ) {
        let folder = options.output.join(format!("{name}-typst"));
        create_folder(&folder)?;
        let sources = engine.typesetter().sources(&rendered.typst);
        let mut files: Vec<(String, Vec<u8>)> = sources.map(|(name, text)| (name.to_owned(), text.into_bytes())).into();
        files.push(("说明.txt".to_owned(), TYPST_README.into()));
        write_all(&folder, &files)?;
        let fonts = Faces::files().iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect::<Vec<_>>();
        write_all(&folder.join("fonts"), &fonts)?;
        written.push(folder);
    }
    for path in written {
        show::note(arguments, &format!("已写出 {}", path.display()));
    }
    Ok(if blocked { Outcome::Findings } else { Outcome::Clean })
}
