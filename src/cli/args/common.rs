//! What several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::filing::Date;

/// Reads a day.
pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "日期写成 2026-01-20".to_owned())
}

/// What reports are made with instead of what is built in.
#[derive(Debug, Args)]
pub(in crate::cli) struct Look {
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
pub(in crate::cli) struct Forms {
    /// 自己的格式所在的文件夹（nianbao forms 写出一份再改）；与内置同名的代替内置的
    #[arg(long, value_name = "文件夹")]
    pub forms: Option<PathBuf>,
}

/// What `check`, `build` and `letter` share.
#[derive(Debug, Args)]
pub(in crate::cli) struct Common {
    /// 上年的 report.toml 或工作簿；机关合并的，原来各机关的上年文件逐个写 --prior，数加起来；往年的也可以这样写
    #[arg(long, value_name = "上年文件")]
    pub prior: Vec<PathBuf>,
    /// 一个文件最多处理多少秒，超过的放弃
    #[arg(long, value_name = "秒数", default_value_t = 120, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=86400))]
    pub timeout: u32,
    #[command(flatten)]
    pub look: Look,
}

/// How findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FindingsFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For editors and code hosts.
    Sarif,
}
