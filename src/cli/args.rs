//! Arguments, help and usage errors, in Chinese.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::district::Shard;
use crate::filing::Date;
use crate::product::{Deliverable, FileKind, Selection};

/// What stands before the words of a command that a worker does.
pub(super) const WORKER: &str = "worker";

/// What stands on the command line.
#[derive(Debug, Parser)]
#[command(name = "nianbao", version, about = "由数据生成政府信息公开工作年度报告：核对数字，排成 PDF 和网页")]
pub(super) struct Arguments {
    /// 彩色输出：auto（终端上才用）、always、never
    #[arg(
        long,
        global = true,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: Color,
    /// 只报告错误，不说别的
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Whether of many findings only the first are told: all are in the copy that is marked.
    #[arg(long, global = true, hide = true)]
    pub first: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The words that all this was read from.
    #[arg(skip)]
    pub words: Vec<OsString>,
}

impl Arguments {
    /// The words that start a worker for the same.
    pub(super) fn of_worker(&self) -> Vec<OsString> {
        std::iter::once(WORKER.into()).chain(self.words.iter().cloned()).collect()
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 新建一份待填的输入：report.toml 和正文，或工作簿
    New(NewArguments),
    /// 核对，只报告发现的问题
    Check(CheckArguments),
    /// 核对并生成 PDF 和网页；有 [letter] 时连同报送的公文
    Build(BuildArguments),
    /// 只生成报送报告的公文（红头、正文、版记），按 GB/T 9704
    Letter(LetterArguments),
    /// 一次做完一个地区：核对名单，汇总，生成各单位和本级的报告
    Batch(BatchArguments),
    /// 把 batch --shard 各片的结果合成一份汇总
    Merge(MergeArguments),
    /// 与往年对比各项数字，或比较同一年的两稿
    Compare(CompareArguments),
    /// 画出报告的各张图，每张一份 SVG 和 PNG
    Chart(ChartArguments),
    /// 把公布的报告（网页、Word 文档、PDF）读成输入，附一份说明：读到了什么，没有读到什么，什么看着不对
    Import(ImportArguments),
    /// 在 TOML 和工作簿之间转换，内容不变
    Convert(ConvertArguments),
    /// 在浏览器里填写、核对、看版面、取文件：只在本机，不联网
    Serve(ServeArguments),
    /// 列出全部核对规则：一览、整本（Markdown、JSON）、供打印的 PDF
    Rules(RulesArguments),
    /// 说明一条规则：原因、依据、做法、例子
    Explain {
        /// 规则代码，如 SUM001
        #[arg(value_name = "代码")]
        code: String,
    },
    /// 写出内置模板，供修改后用 --templates 换上
    Templates {
        /// 写到哪个文件夹
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
    },
    /// 写出内置的格式和标准用语，附有写法说明，供修改后用 --forms 换上
    Forms {
        /// 写到哪个文件夹
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
    },
    /// 输出命令行补全脚本：bash、zsh、fish、powershell、elvish
    Completions {
        /// 哪种命令行
        #[arg(value_name = "命令行", hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
}

/// `new`.
#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// 建在哪个文件夹
    #[arg(value_name = "文件夹")]
    pub folder: PathBuf,
    /// 机关全称
    #[arg(long, value_name = "名称")]
    pub agency: Option<String>,
    /// 报告年度（报告说的是哪一年）；有 --from 时可以不写，是上年的下一年
    #[arg(long, value_name = "年份", value_parser = clap::value_parser!(i32).range(2008..=2100))]
    pub year: Option<i32>,
    /// 生成工作簿 report.xlsx，用 Excel、WPS 填写
    #[arg(long)]
    pub xlsx: bool,
    /// 工作簿的官方表打印时，右边（下面）“（自动）”的上年数和增减也印；不写就只印官方的表
    #[arg(long, requires = "xlsx")]
    pub print_changes: bool,
    /// 上年的 report.toml、工作簿、公布的网页、Word 文档或 PDF：沿用名称、联系方式和各部分标题，并用来核对上年结转；与
    /// --district 同用时是上年各单位文件的文件夹，文件名以单位名称开头
    #[arg(long, value_name = "上年文件")]
    pub from: Option<PathBuf>,
    /// 新建一个地区：按名单写出 district.toml，每个单位一份空白工作簿。名单是文本文件（每行一个单位；[部门] 这样的一行开始一组）
    /// 或工作簿（“单位名称”一列，可以有“组别”一列）
    #[arg(long, value_name = "名单", conflicts_with = "xlsx")]
    pub district: Option<PathBuf>,
    /// 各单位报送的期限，与 --district 同用：写进 district.toml 和填报说明
    #[arg(long, value_name = "日期", value_parser = date, requires = "district")]
    pub deadline: Option<Date>,
    /// 自己的模板所在的文件夹，与 --district 同用：填报说明（fill-in.txt）用那里的
    #[arg(long, value_name = "文件夹", requires = "district")]
    pub templates: Option<PathBuf>,
    /// 用哪一版格式，如 2021；不写时由年度决定
    #[arg(long, value_name = "格式")]
    pub form: Option<String>,
    #[command(flatten)]
    pub forms: Forms,
}

/// `import`.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// 公布的报告：网页（.html、.htm、.mht、.mhtml）、Word 文档（.docx）或 PDF（文字能选中的）
    #[arg(value_name = "报告")]
    pub file: PathBuf,
    /// 写到哪个文件夹
    #[arg(value_name = "文件夹")]
    pub folder: PathBuf,
    /// 写成工作簿 report.xlsx，不写成 report.toml
    #[arg(long)]
    pub xlsx: bool,
    /// 已有同名文件时覆盖
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub look: Look,
}

/// `serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// 放报告的文件夹，或一份报告；不写就是当前文件夹
    #[arg(value_name = "文件夹")]
    pub folder: Option<PathBuf>,
    /// 不打开浏览器，只列出地址
    #[arg(long)]
    pub no_open: bool,
    /// 多少秒没有网页就结束
    #[arg(long, value_name = "秒", default_value_t = 600, hide = true)]
    pub idle: u32,
}

/// `convert`.
#[derive(Debug, Args)]
pub(super) struct ConvertArguments {
    /// 输入文件：report.toml 或工作簿（.xlsx、.xlsm、.xlsb、.xls、.ods）
    #[arg(value_name = "输入")]
    pub input: PathBuf,
    /// 写成哪个文件：.toml 或 .xlsx
    #[arg(value_name = "输出")]
    pub output: PathBuf,
    /// 工作簿的官方表打印时，右边（下面）“（自动）”的上年数和增减也印；不写就只印官方的表
    #[arg(long)]
    pub print_changes: bool,
    /// 已有同名文件时覆盖
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub forms: Forms,
}

/// `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// 输入文件：report.toml 或工作簿，可以有多个
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    /// 另存一份标出问题的工作簿（输入是工作簿时；原文件不改）
    #[arg(long, value_name = "标注.xlsx")]
    pub annotate: Option<PathBuf>,
    /// 已有同名的标注文件时覆盖
    #[arg(long, requires = "annotate")]
    pub force: bool,
    /// 不列出问题：已经列过了
    #[arg(long, hide = true, requires = "annotate")]
    pub told: bool,
    /// 列出每个数、每段文字是从哪里读到的
    #[arg(long)]
    pub origins: bool,
    /// 输出格式：text、json、sarif
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: FindingsFormat,
}

/// `rules`.
#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// 输出格式：text（一览）、md（整本，带例子）、json（供程序读取）
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: BookFormat,
    /// 生成供打印的一览（A4）
    #[arg(long, value_name = "规则.pdf", conflicts_with_all = ["format", "schema"])]
    pub pdf: Option<PathBuf>,
    /// 覆盖已有的、不是本程序生成的一览
    #[arg(long, requires = "pdf")]
    pub force: bool,
    /// 输出结构说明（JSON Schema）：findings（check --format json 的，不写就是它）、summary（batch 写出的 summary.json 的）
    #[arg(
        long,
        value_name = "哪一种",
        num_args = 0..=1,
        default_missing_value = "findings",
        hide_possible_values = true,
        conflicts_with = "format"
    )]
    pub schema: Option<SchemaOf>,
    #[command(flatten)]
    pub look: Look,
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// Findings.
    Findings,
    /// The summary of a district.
    Summary,
}

/// How the code book is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BookFormat {
    /// A line a rule.
    Text,
    /// All of it, for people.
    Md,
    /// All of it, for programs.
    Json,
}

/// `compare`.
#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// 输入文件：一个，与往年对比；同一年的两个，比较两稿的不同；几年的，最近一年与其余各年对比；写了 --prior，同一年的几个（拆分的机关）加起来对比
    #[arg(value_name = "文件", required_unless_present = "schema")]
    pub files: Vec<PathBuf>,
    /// 往年的文件，可以有几个，各年都行；同一年的几个（合并前的各机关）加起来。不写时用输入里写的，以及那些文件里再写的往年文件
    #[arg(long, value_name = "往年文件", num_args = 1..)]
    pub prior: Vec<PathBuf>,
    /// 列出每一格，不只是主要指标
    #[arg(long)]
    pub all: bool,
    /// 两稿对比时，把第二稿（领导改过的 Word 文件等）改了的数和句子写进第一稿的 TOML 和正文文件；写不进去的列出来
    #[arg(long, conflicts_with_all = ["prior", "format", "output"])]
    pub take: bool,
    /// 输出格式：text、csv、json
    #[arg(long, value_name = "格式", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: ComparisonFormat,
    /// 写成文件：.xlsx（增减是公式）、.csv、.json 或 .txt
    #[arg(short, long, value_name = "对比.xlsx", conflicts_with = "format")]
    pub output: Option<PathBuf>,
    /// 已有同名文件时覆盖
    #[arg(long, requires = "output")]
    pub force: bool,
    /// 输出 --format json 的结构说明（JSON Schema）
    #[arg(long, exclusive = true)]
    pub schema: bool,
    #[command(flatten)]
    pub look: Look,
}

/// `chart`.
#[derive(Debug, Args)]
pub(super) struct ChartArguments {
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

/// How a comparison is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ComparisonFormat {
    /// For people.
    Text,
    /// For spreadsheet programs.
    Csv,
    /// For programs.
    Json,
}

/// `build`.
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
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
pub(super) struct LetterArguments {
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
pub(super) struct Making {
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

/// `batch`.
#[derive(Debug, Args)]
pub(super) struct BatchArguments {
    #[command(flatten)]
    pub run: DistrictArguments,
    /// 只做名单的一片，如 2/8：共 8 片中的第 2 片；各片做完后用 nianbao merge 合成
    #[arg(long, value_name = "I/N", value_parser = |text: &str| text.parse::<Shard>())]
    pub shard: Option<Shard>,
}

/// `merge`.
#[derive(Debug, Args)]
pub(super) struct MergeArguments {
    #[command(flatten)]
    pub run: DistrictArguments,
    /// 各片的 part-I-of-N.json；不写时用输出文件夹里的
    #[arg(long, value_name = "文件", num_args = 1..)]
    pub parts: Vec<PathBuf>,
}

/// What `batch` and `merge` share.
#[derive(Debug, Args)]
pub(super) struct DistrictArguments {
    /// 地区的文件夹，里面有 district.toml 和各单位的文件
    #[arg(value_name = "文件夹")]
    pub folder: PathBuf,
    /// 写到哪个文件夹
    #[arg(short, long, value_name = "文件夹")]
    pub output: PathBuf,
    /// 同时处理几个单位，各用一个单独的进程（默认与处理器的核数相同）；0 是逐个处理，不另开进程
    #[arg(long, value_name = "个数", value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub jobs: Option<u16>,
    /// 一个单位最多处理多少秒，超过的放弃，其余照常
    #[arg(long, value_name = "秒数", default_value_t = 120, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=86400))]
    pub timeout: u32,
    /// 全部重新生成；不写时，没有变化的沿用上次的
    #[arg(long)]
    pub force: bool,
    /// 有错误的也生成，每页标明“草稿”
    #[arg(long)]
    pub draft: bool,
    /// 做好的报告打包：“打包”文件夹里每个单位一份 .zip（PDF、网页、公文），另有一份全部报告的
    #[arg(long)]
    pub zip: bool,
    /// 名单上不再有的单位，以前生成的文件夹移到“名单外”里
    #[arg(long)]
    pub prune: bool,
    /// 催报单和退回通知上写哪一天；不写时是今天
    #[arg(long, value_name = "日期", value_parser = date)]
    pub today: Option<Date>,
    /// 报告和公文要哪些格式，用逗号隔开：pdf、html、fragment、docx；不写时是 pdf、html
    #[arg(long, value_name = "种类", value_delimiter = ',', hide_possible_values = true)]
    pub only: Vec<Product>,
    #[command(flatten)]
    pub look: Look,
}

/// Reads a day.
fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "日期写成 2026-01-20".to_owned())
}

/// What reports are made with instead of what is built in.
#[derive(Debug, Args)]
pub(super) struct Look {
    /// 自己的模板所在的文件夹；没有的用内置的
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
    /// 自己的字体所在的文件夹，优先于内置字体；写“系统”用这台电脑上装的公文字体
    #[arg(long, value_name = "文件夹")]
    pub fonts: Option<PathBuf>,
    #[command(flatten)]
    pub forms: Forms,
}

/// Which editions of the form there are.
#[derive(Debug, Args)]
pub(super) struct Forms {
    /// 自己的格式所在的文件夹（nianbao forms 写出一份再改）；与内置同名的代替内置的
    #[arg(long, value_name = "文件夹")]
    pub forms: Option<PathBuf>,
}

/// What `check`, `build` and `letter` share.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// 上年的 report.toml 或工作簿；机关合并的，原来各机关的上年文件逐个写 --prior，数加起来；往年的也可以这样写
    #[arg(long, value_name = "上年文件")]
    pub prior: Vec<PathBuf>,
    /// 一个文件最多处理多少秒，超过的放弃
    #[arg(long, value_name = "秒数", default_value_t = 120, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=86400))]
    pub timeout: u32,
    #[command(flatten)]
    pub look: Look,
}

/// Something that `build` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Product {
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
pub(super) fn selection(only: &[Product]) -> Selection {
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

/// How findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingsFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For editors and code hosts.
    Sarif,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// The same as the console's library says it.
    pub(super) fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}
