//! A new district to fill in, made from a list of names.

use std::fmt::Write as _;

/// The first line of a list that heads it rather than names a unit.
const HEADS: [&str; 4] = ["单位", "单位名称", "名称", "机关名称"];

/// Names in a list, one a line; a line in square brackets begins a group: `[部门]`. Each with its group.
pub fn names(list: &str) -> Vec<(String, Option<String>)> {
    let mut group = None;
    let mut names = Vec::new();
    for line in list.lines().map(|line| line.trim().trim_matches([',', '，', '、', '"'])) {
        let inner = line.strip_prefix(['[', '【']).and_then(|rest| rest.strip_suffix([']', '】']));
        match inner {
            Some(inner) => group = Some(inner.trim().to_owned()),
            None if line.is_empty() || line.starts_with('#') || HEADS.contains(&line) => {}
            None => names.push((line.to_owned(), group.clone())),
        }
    }
    names
}

/// The `district.toml` of some units.
pub fn district_toml(name: &str, year: i32, report: &str, units: &[(String, Option<String>)]) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = format!(
        "# {name}{year}年政府信息公开工作年度报告的汇总。填好后运行：nianbao batch 这个文件夹 -o 输出\n\
         year = {year}\n\
         name = {}\n\
         # 本级的报告：正文、公文和本级自己的数\n\
         report = {}\n\
         # 各单位报送的期限\n\
         # deadline = {}-01-20\n\
         # 手工加的总数，有就核对\n\
         # totals = \"总数.xlsx\"\n\n\
         # 没有写的都是 \"sum\"：本级加各单位；\"own\" 只计本级\n\
         [scope]\n\
         # \"disclosure.normative.in_force\" = \"own\"\n",
        quoted(name),
        quoted(report),
        year + 1,
    );
    for (unit, group) in units {
        let group = group.as_ref().map_or(String::new(), |group| format!("group = {}\n", quoted(group)));
        write!(out, "\n[[units]]\nname = {}\n{group}", quoted(unit)).expect("a String takes everything");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        let found = names("单位名称\n[部门]\n 示例区教育局 \n\n# 注\n示例区财政局，\n【乡镇街道】\n城关街道办事处\n");
        let names: Vec<(&str, Option<&str>)> = found.iter().map(|(n, g)| (n.as_str(), g.as_deref())).collect();
        let expected =
            [("示例区教育局", Some("部门")), ("示例区财政局", Some("部门")), ("城关街道办事处", Some("乡镇街道"))];
        assert_eq!(names, expected);
    }
}
