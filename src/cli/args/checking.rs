//! What is found and by which rules: `check`, `rules`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::{Common, FindingsFormat, Look};

/// `check`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArguments {
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
pub(in crate::cli) struct RulesArguments {
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
pub(in crate::cli) enum SchemaOf {
    /// Findings.
    Findings,
    /// The summary of a district.
    Summary,
}

/// How the code book is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum BookFormat {
    /// A line a rule.
    Text,
    /// All of it, for people.
    Md,
    /// All of it, for programs.
    Json,
}
