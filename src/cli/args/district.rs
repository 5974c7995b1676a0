//! What does all units of a district: `batch`, `merge`.

use std::path::PathBuf;

use clap::Args;

use super::common::{Look, date};
use super::making::Product;
use crate::district::Shard;
use crate::filing::Date;

/// `batch`.
#[derive(Debug, Args)]
pub(in crate::cli) struct BatchArguments {
    #[command(flatten)]
    pub run: DistrictArguments,
    /// 只做名单的一片，如 2/8：共 8 片中的第 2 片；各片做完后用 nianbao merge 合成
    #[arg(long, value_name = "I/N", value_parser = |text: &str| text.parse::<Shard>())]
    pub shard: Option<Shard>,
}

/// `merge`.
#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArguments {
    #[command(flatten)]
    pub run: DistrictArguments,
    /// 各片的 part-I-of-N.json；不写时用输出文件夹里的
    #[arg(long, value_name = "文件", num_args = 1..)]
    pub parts: Vec<PathBuf>,
}

/// What `batch` and `merge` share.
#[derive(Debug, Args)]
pub(in crate::cli) struct DistrictArguments {
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
