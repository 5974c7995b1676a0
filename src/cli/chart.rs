//! `chart`: the charts of a report, each by itself.

use super::args::{Arguments, ChartArguments, FindingsFormat};
use super::outcome::Outcome;
use super::{check, replaced, show};
use crate::error::Result;
use crate::output::write_all;
use crate::product::chart_files;

/// Draws the charts.
pub(super) fn run(arguments: &Arguments, options: &ChartArguments) -> Result<Outcome> {
    let Some(engine) = check::engine(&options.common.look, FindingsFormat::Text, arguments, false)? else {
        return Ok(Outcome::Findings);
    };
    let (input, examined) = check::examine(&engine, &options.file, &options.common, true)?;
    let blocked = examined.is_blocked();
    let is_readable = input.filing.is_read() && input.filing.year.is_some();
    if !is_readable || (blocked && !options.draft) {
        let file = options.file.display();
        show::note(
            arguments,
            &format!("有错误，没有画图。用 nianbao check {file} 查看，改正后重试；要先看样子，加 --draft"),
        );
        return Ok(Outcome::Findings);
    }
    let files = chart_files(engine.charts(&input, &examined, options.draft)?, options.draft);
    replaced::may_replace(&options.output, &files, &[&options.file], options.force)?;
    for path in write_all(&options.output, &files)? {
        show::note(arguments, &format!("已写出 {}", path.display()));
    }
    Ok(if blocked { Outcome::Findings } else { Outcome::Clean })
}
