//! What has changed: `compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::Look;

/// `compare`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompareArguments {
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

/// How a comparison is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ComparisonFormat {
    /// For people.
    Text,
    /// For spreadsheet programs.
    Csv,
    /// For programs.
    Json,
}
