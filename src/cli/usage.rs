//! Help and usage errors, in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, CommandFactory as _};

use super::args::Arguments;
use super::outcome::Outcome;
use super::{console, show};

/// What values of options may be, as people are told.
const VALUES: [(&str, &str); 6] = [
    ("--year", "应为 2008 到 2100 的四位年份"),
    ("--jobs", "应为 0 到 1024 的整数"),
    ("--timeout", "应为 1 到 86400 的整数（秒）"),
    ("--shard", "应写成 I/N，如 2/8：共 8 片中的第 2 片，从 1 数起"),
    ("--today", "应写成 2026-01-20 这样的日期"),
    ("--deadline", "应写成 2026-01-20 这样的日期"),
];

/// How help is laid out.
const HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with all its help in Chinese.
pub(super) fn command() -> clap::Command {
    let after = "\n退出码：0 没有错误；1 有错误；2 无法运行。\n\
                 例子：\n  nianbao new 2025年 --agency 示例市应急管理局 --year 2025\n  \
                 nianbao check 2025年/report.toml\n  nianbao build 2025年/report.toml -o 输出";
    let root = chinese(Arguments::command().after_help(after)).override_usage("nianbao <命令> [选项]");
    let version =
        Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本").help_heading("选项");
    root.disable_version_flag(true).arg(version).subcommand_value_name("命令")
}

/// A command and those below it with Chinese headings and help flag.
fn chinese(command: clap::Command) -> clap::Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助").help_heading("选项");
    let usage = usage(&command);
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .help_template(HELP)
        .subcommand_help_heading("命令")
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            arg.help_heading(heading)
        })
        .mut_subcommands(chinese)
        .arg(help)
        .override_usage(usage)
}

/// `nianbao build <文件> [选项]`.
fn usage(command: &clap::Command) -> String {
    let positional = command.get_positionals().map(|arg| {
        let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        let many = if arg.get_num_args().is_some_and(|n| n.max_values() > 1) { "…" } else { "" };
        format!(" <{name}>{many}")
    });
    format!("nianbao {}{} [选项]", command.get_name(), positional.collect::<String>())
}

/// Tells a usage error in Chinese, or prints the help that was asked for.
pub(super) fn report(error: &clap::Error) -> Outcome {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match console::print(&error.render().ansi().to_string()) {
            Ok(()) => Outcome::Clean,
            Err(error) => {
                show::error(&error);
                Outcome::Failed
            }
        };
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let reason = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要写一个值"),
        ErrorKind::InvalidValue => format!("{argument} 不能是“{value}”，可以是：{}", context(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => {
            let range =
                VALUES.iter().find(|(option, _)| argument.contains(option)).map_or("值不对", |(_, range)| range);
            format!("{argument} 不能是“{value}”：{range}")
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => format!("没有 {argument} 这个选项"),
        ErrorKind::UnknownArgument => format!("多写了 {argument}，这个命令用不着"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "要写明做什么".to_owned(),
        ErrorKind::ArgumentConflict => format!("{argument} 写了不止一次，或与别的选项不能同时用"),
        _ => "命令行写法有误".to_owned(),
    };
    let word = context(ContextKind::InvalidSubcommand);
    if word.contains(['.', '/', '\\']) {
        console::eprint(&format!(
            "错误：没有“{word}”这个文件或文件夹。\n建议：检查路径和文件名（含扩展名）；命令的用法见 nianbao --help\n"
        ));
        return Outcome::Failed;
    }
    let close = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let close = close.into_iter().map(context).find(|text| !text.is_empty());
    let hint = match close {
        Some(close) => format!("是不是想写 {close}？用 nianbao --help 查看用法"),
        None if error.kind() == ErrorKind::UnknownArgument && !argument.starts_with('-') => {
            "一次给一个文件；几个文件，一个一个来".to_owned()
        }
        None => "用 nianbao --help 或 nianbao <命令> --help 查看用法".to_owned(),
    };
    console::eprint(&format!("错误：{reason}。\n建议：{hint}\n"));
    Outcome::Failed
}
