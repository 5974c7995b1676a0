//! What makes, reads and fills inputs: `new`, `import`, `serve`, `convert`.

use std::path::PathBuf;

use clap::Args;

use super::common::{Forms, Look, date};
use crate::filing::Date;

/// `new`.
#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    /// 建在哪个文件夹
    #[arg(value_name = "文件夹")]
    pub folder: PathBuf,
    /// 机关全称
    #[arg(long, value_name = "名称")]
    pub agency: Option<String>,
    /// 报告年度（报告说的是哪一年）；有 --from 时可以不写，是上年的下一年；与 --district 同用时都要写
    #[arg(long, value_name = "年份", value_parser = clap::value_parser!(i32).range(2008..=2100))]
    pub year: Option<i32>,
    /// 生成工作簿 report.xlsx，用 Excel、WPS 填写
    #[arg(long)]
    pub xlsx: bool,
    /// 工作簿的官方表打印时，右边（下面）“（自动）”的上年数和增减也印；不写就只印官方的表
    #[arg(long, requires = "xlsx")]
    pub print_changes: bool,
    /// 上年的 report.toml、工作簿、公布的网页、Word 文档或 PDF：沿用名称、联系方式和各部分标题，并用来核对上年结转；与
    /// --district 同用时是上年放着 district.toml 的文件夹，或它的输出文件夹，或各单位文件的文件夹
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
pub(in crate::cli) struct ImportArguments {
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
pub(in crate::cli) struct ServeArguments {
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
pub(in crate::cli) struct ConvertArguments {
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
