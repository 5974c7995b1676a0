//! A new district to fill in, made from a list of names.

use std::fmt::Write as _;

use super::list::ListEntry;
use crate::filing::Date;
use crate::form::Form;

/// The `district.toml` of some units.
pub fn district_toml(
    (name, office): (&str, &str),
    (year, deadline): (i32, Option<Date>),
    (form, forms): (&Form, Option<&str>),
    (report, prior): (&str, Option<&str>),
    units: &[ListEntry],
) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let deadline =
        deadline.map_or_else(|| format!("# deadline = {}-01-20", year + 1), |day| format!("deadline = {day}"));
    let prior =
        prior.map_or_else(|| "# prior = \"上年/本级.html\"".to_owned(), |prior| format!("prior = {}", quoted(prior)));
    let mut out = format!(
        "# {name}{year}年{}的汇总。填好后运行：nianbao batch 这个文件夹 -o 输出\n\
         year = {year}\n\
         name = {}\n\
         # 本级的报告：正文、公文和本级自己的数\n\
         report = {}\n\
         # 本级上年公布的报告（网页、Word 文档、PDF 或 report.toml）：比上年、结转用\n\
         {prior}\n\
         # 催报、退回由谁署名；不写是地区的名称\n\
         office = {}\n\
         # 各单位报送的期限\n\
         {deadline}\n\
         # 下面有的单位期限不同、收到的日子要记下的，在它的 [[units]] 里写 deadline = …、received = …\n\
         # 手工加的总数，有就核对\n\
         # totals = \"总数.xlsx\"\n\
         # 正文与别的单位相同超过百分之几，就提示\n\
         # likeness = 60\n\n\
         # 生成的文件怎样命名：{{number}} {{name}} {{group}} {{year}} {{title}}\n\
         # [output]\n\
         # folder = \"{{number}}-{{name}}\"\n\n\
         # 没有写的都是 \"sum\"：本级加各单位；\"own\" 只计本级\n\
         [scope]\n\
         # \"disclosure.normative.in_force\" = \"own\"\n",
        form.title,
        quoted(name),
        quoted(report),
        quoted(office),
    );
    for account in &form.accounts {
        writeln!(out, "# {} = \"own\"    # {}", account.key, account.label).expect("a String takes everything");
    }
    if let Some(forms) = forms {
        let line = format!("# 自己的格式所在的文件夹\nforms = {}\n", quoted(forms));
        out = out.replacen("# 本级的报告：", &format!("{line}# 本级的报告："), 1);
    }
    for ListEntry { name, group, .. } in units {
        let group = group.as_ref().map_or(String::new(), |group| format!("group = {}\n", quoted(group)));
        write!(out, "\n[[units]]\nname = {}\n{group}", quoted(name)).expect("a String takes everything");
    }
    out
}
