//! What makes documents: `build`, `letter`, `chart`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::{Common, FindingsFormat};
use crate::product::{Deliverable, FileKind, Selection};

/// `chart`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ChartArguments {
    /// 输入文件：report.toml 或工作簿
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    #[command(flatten)]
    pub common: Common,
    /// 写到哪个文件夹（默认当前文件夹）
    #[arg(short, long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub output: PathBuf,
    /// 有错误也画
    #[arg(long)]
    pub draft: bool,
    /// 有同名的图，是别的程序存的，或者后来改过，也覆盖
    #[arg(long)]
    pub force: bool,
}

/// `build`.
#[derive(Debug, Args)]
pub(in crate::cli) struct BuildArguments {
    /// 输入文件：report.toml 或工作簿
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    #[command(flatten)]
    pub common: Common,
    /// 写到哪个文件夹（默认当前文件夹）
    #[arg(short, long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub output: PathBuf,
    /// 只要哪些，用逗号隔开。文件：report（报告）、letter（报送的公文）、whole（合订本：公文在前，报告作附件，页码连续，版记在最后）；
    /// poster（一图读懂：750 像素宽的 PNG、SVG 和网页）；格式：pdf、html（网页）、fragment（网页的正文，供粘贴到网站的编辑器）、docx（Word）、typ（Typst 源文件）。不写时是报告和公文的 pdf、html
    #[arg(long, value_name = "种类", value_delimiter = ',', hide_possible_values = true)]
    pub only: Vec<Product>,
    /// 报告后面附上附表：与往年对比的表和图；在输入里写 annex = true 也一样
    #[arg(long)]
    pub annex: bool,
    /// 输出文件名，不带扩展名
    #[arg(long, value_name = "文件名")]
    pub name: Option<String>,
    #[command(flatten)]
    pub making: Making,
}

/// `letter`.
#[derive(Debug, Args)]
pub(in crate::cli) struct LetterArguments {
    /// 有 [letter] 的输入文件 report.toml
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    #[command(flatten)]
    pub common: Common,
    /// 写到哪个文件夹（默认当前文件夹）
    #[arg(short, long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub output: PathBuf,
    /// 输出文件名，不带扩展名；默认是公文的标题
    #[arg(long, value_name = "文件名")]
    pub name: Option<String>,
    #[command(flatten)]
    pub making: Making,
}

/// How documents are made, and what is told of them.
#[derive(Debug, Args)]
pub(in crate::cli) struct Making {
    /// 有错误也生成，每页标明“草稿”
    #[arg(long)]
    pub draft: bool,
    /// 校样：每页画出版心、22 行 × 28 字的格子和各要素的边框
    #[arg(long)]
    pub proof: bool,
    /// 列出用了哪些字体，各印了多少字（加 --proof 也列）
    #[arg(long)]
    pub fonts_used: bool,
    /// 有同名的文件，是别的程序存的，或者后来改过（扫描件、改过的稿子），也覆盖
    #[arg(long)]
    pub force: bool,
    /// 发现的问题用什么格式：text、json、sarif
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: FindingsFormat,
}

/// Something that `build` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Product {
    /// The PDF.
    Pdf,
    /// The web page.
    Html,
    /// What of the web page is pasted into a site's editor.
    Fragment,
    /// The file for Word.
    Docx,
    /// The Typst sources.
    Typ,
    /// The report.
    Report,
    /// The letter.
    Letter,
    /// The letter with the report bound to it.
    Whole,
    /// The key sentences and the charts for phones.
    Poster,
}

/// What is asked for, sorted into documents and kinds of files.
pub(in crate::cli) fn selection(only: &[Product]) -> Selection {
    let mut selection = Selection::default();
    for product in only {
        match product {
            Product::Pdf => selection.kinds.push(FileKind::Pdf),
            Product::Html => selection.kinds.push(FileKind::Html),
            Product::Fragment => selection.kinds.push(FileKind::Fragment),
            Product::Docx => selection.kinds.push(FileKind::Docx),
            Product::Typ => selection.kinds.push(FileKind::Typ),
            Product::Report => selection.documents.push(Deliverable::Report),
            Product::Letter => selection.documents.push(Deliverable::Letter),
            Product::Whole => selection.documents.push(Deliverable::Whole),
            Product::Poster => selection.documents.push(Deliverable::Poster),
        }
    }
    selection
}
