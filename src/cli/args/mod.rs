//! Arguments, help and usage errors, in Chinese.

mod checking;
mod common;
mod comparing;
mod district;
mod input;
mod making;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(super) use checking::{BookFormat, CheckArguments, RulesArguments, SchemaOf};
pub(super) use common::{Common, FindingsFormat, Look};
pub(super) use comparing::{CompareArguments, ComparisonFormat};
pub(super) use district::{BatchArguments, DistrictArguments, MergeArguments};
pub(super) use input::{ConvertArguments, ImportArguments, NewArguments, ServeArguments};
pub(super) use making::{BuildArguments, ChartArguments, LetterArguments, Making, Product, selection};

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
