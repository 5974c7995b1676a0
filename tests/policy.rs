//! An office's own policy: `nianbao.toml` beside inputs and districts and above them.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{changed, codes, copy, folder, root, run, told};

/// A title that is not the official one, which is a warning.
const TITLE: &str = "title = \"示例市应急管理局信息公开工作报告\"\n";

/// A total that is wrong, which is an error.
const SUM: &str = "[applications]\nnew = [3, 1, 0, 0, 0, 0, 4]\ncarried_in = [0, 0, 0, 0, 0, 0, 5]\n";

/// A report with a change in a folder with a policy.
fn with_policy(change: &str, policy: &str) -> TempDir {
    let folder = folder(&changed(change));
    std::fs::write(folder.path().join("nianbao.toml"), policy).unwrap();
    folder
}

/// What checking a folder's report tells, and how it ends.
fn checked(folder: &Path) -> (i32, String) {
    let output = run(folder, &["check", "report.toml"]);
    (output.status.code().unwrap(), told(&output))
}

#[test]
fn rules_are_switched_off_and_weighed_with_a_reason() {
    let folder = with_policy(TITLE, "[rules.str003]\nseverity = \"off\"\nreason = \"全市统一用旧标题\"");
    let (code, text) = checked(folder.path());
    assert_eq!(code, 0);
    assert!(!text.contains("STR003]"), "{text}");
    assert!(text.contains("report.toml：2 个提示（1 个按本单位的规定不查）"), "{text}");
    assert!(text.ends_with("按 nianbao.toml：STR003 不查（全市统一用旧标题）\n"), "{text}");

    let folder = with_policy(TITLE, "[rules.STR003]\nseverity = \"error\"");
    let (code, text) = checked(folder.path());
    assert_eq!(code, 1);
    assert!(text.contains("错误[STR003]") && text.contains("STR003 由警告改为错误"), "{text}");
}

#[test]
fn an_error_that_is_lowered_is_told_and_does_not_stop_a_build() {
    let folder = with_policy(SUM, "[rules.SUM001]\nseverity = \"warning\"\n[rules.BAL001]\nseverity = \"hint\"");
    let (code, text) = checked(folder.path());
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("个本是错误，按本单位的规定改轻"), "{text}");
    for arguments in [&["build", "report.toml", "-o", "out"][..], &["check", "report.toml", "--format", "json"]] {
        assert_eq!(run(folder.path(), arguments).status.code(), Some(0));
    }
    let output = run(folder.path(), &["check", "report.toml", "--format", "json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lowered = json["reports"][0]["findings"].as_array().unwrap().iter().find(|f| f["code"] == "SUM001").unwrap();
    assert_eq!((&lowered["severity"], &lowered["usual_severity"]), (&"warning".into(), &"error".into()));
    assert!(json["reports"][0]["policy"]["settles"][0].as_str().unwrap().contains("SUM001 由错误改为警告"));
    assert!(json["reports"][0]["summary"]["lowered"].as_u64().unwrap() >= 1);
}

#[test]
fn the_nearest_policy_says_setting_by_setting() {
    let outer = folder("");
    std::fs::write(
        outer.path().join("nianbao.toml"),
        "[rules.STR003]\nseverity = \"off\"\nreason = \"外\"\n[limits]\noverview = 5\nrepeated = 90",
    )
    .unwrap();
    let inner = outer.path().join("2025年");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("report.toml"), changed(TITLE)).unwrap();
    let (_, text) = checked(&inner);
    assert!(text.contains("至多 5 字") && !text.contains("STR003]"), "{text}");
    std::fs::write(inner.join("nianbao.toml"), "[rules.STR003]\nseverity = \"hint\"\n[limits]\noverview = 6").unwrap();
    let output = run(outer.path(), &["check", "2025年/report.toml"]);
    let text = told(&output);
    assert!(text.contains("提示[STR003]") || text.contains("[STR003]"), "{text}");
    assert!(text.contains("至多 6 字") && !text.contains("至多 5 字，"), "{text}");
    assert!(text.contains("按 2025年/nianbao.toml：STR003 由警告改为提示，第一部分至多 6 字"), "{text}");
    assert!(text.contains("按 nianbao.toml：与上年相同至多 90%"), "{text}");
}

#[test]
fn limits_hold() {
    let at = |limit: &str, change: &str| {
        let folder = with_policy(change, &format!("[limits]\n{limit}"));
        checked(folder.path()).1
    };
    assert!(!at("overview = 1000", "").contains("POL011"));
    let text = at("overview = 10", "");
    assert!(text.contains("警告[POL011]") && text.contains("本单位规定至多 10 字（多 "), "{text}");
    let jump = "prior = \"上年.toml\"\n[disclosure]\nlicensing = 321";
    assert!(!at("jump = 11", jump).contains("SEN005") && at("jump = 10", jump).contains("SEN005"));
    let letter = "[letter]\nto = \"示例市政务公开办公室\"\nsigners = [\"张三\"]\ndate = 2026-01-25";
    assert!(!at("overview = 1000", letter).contains("LET006"));
    let text = at("deadline = { \"部门\" = \"01-20\" }", letter);
    assert!(text.contains("超过期限，按本单位的规定（nianbao.toml）应在2026年1月20日前报送并公布"), "{text}");
    assert!(!at("deadline = { \"政府\" = \"01-20\" }", letter).contains("LET006"));
    // A notice that the letter itself names goes first.
    let own = format!("{letter}\ndeadline = 2026-01-28");
    assert!(!at("deadline = { \"部门\" = \"01-20\" }", &own).contains("LET006"));
    // Two sentences of last year's, and as much that is new.
    let alike = "prior = \"上年.toml\"\n[sections.problems]\ntext = '''一是公开的主动性还不够强，个别科室存在重业务、\
        轻公开的倾向，信息发布不够及时。二是业务培训不够系统，新任人员对答复的程序和时限不熟悉。上年提出的两个问题已经改进：信息公开列入了\
        各科室考核，超期发布的由二十一条降到两条；举办了三次专题培训，应急预案改写成问答，在汛期以前发到各村。'''";
    assert!(!at("repeated = 80", alike).contains("PRO008"));
    assert!(at("repeated = 20", alike).contains("PRO008"));
}

#[test]
fn local_notices_must_be_cited() {
    let policy = "notices = [\"《示例市政务公开办公室关于做好2025年年度报告编制工作的通知》（示公开办〔2025〕3号）\"]";
    let (code, text) = checked(with_policy("", policy).path());
    assert_eq!(code, 0);
    assert!(text.contains("警告[POL010]: 引言：没有引用《示例市政务公开办公室关于做好"), "{text}");
    let title = "[preface]\nnotices = [\"《示例市政务公开办公室关于做好2025年年度报告编制工作的通知》\"]";
    assert!(checked(with_policy(title, policy).path()).1.contains("引言：没有写“示公开办〔2025〕3号”"));
    let whole = title.replace("》\"]", "》(示公开办[2025]3号)\"]");
    assert!(!checked(with_policy(&whole, policy).path()).1.contains("POL010"));
}

#[test]
fn a_faulty_policy_is_told_with_its_places_and_the_rest_of_it_holds() {
    let policy = "notice = [\"甲\"]\n[rules.STR003]\nseverity = \"off\"\n[rules.STR030]\nseverity = \"hint\"\n\
        [rules.INP001]\nseverity = \"off\"\nreason = \"嫌烦\"\n[rules.CEL001]\nseverity = \"轻\"\n\
        [limits]\noverview = 5\nrepeated = 120\n[limits.deadline]\n\"局\" = \"01-20\"\n\"部门\" = \"02-30\"\n";
    let folder = with_policy(TITLE, policy);
    let (code, text) = checked(folder.path());
    assert_eq!(code, 1);
    let found = text.split("\n\n").filter(|finding| finding.contains("nianbao.toml:"));
    insta::assert_snapshot!(found.collect::<Vec<_>>().join("\n\n"));
    assert!(text.contains("警告[STR003]") && text.contains("至多 5 字"), "{text}");
    assert_eq!(run(folder.path(), &["build", "report.toml", "-o", "out"]).status.code(), Some(1));

    let (code, text) = checked(with_policy("", "[rules.STR003\nseverity = off").path());
    assert_eq!(code, 1);
    assert!(text.contains("错误[POL001]") && text.contains("nianbao.toml:1"), "{text}");

    let folder = with_policy("", "");
    std::fs::write(folder.path().join("nianbao.toml"), b"\xff\xfe\x00").unwrap();
    assert!(checked(folder.path()).1.contains("错误[POL001]"));
}

#[test]
fn without_a_policy_nothing_is_told_of_one() {
    let text = checked(folder(&changed("")).path()).1;
    assert!(!text.contains("nianbao.toml"), "{text}");
    assert!(!codes(TITLE).iter().any(|code| code.starts_with("POL")));
}

#[test]
fn origins_name_the_policy() {
    let folder = with_policy("", "[limits]\noverview = 1000");
    let output = run(folder.path(), &["check", "report.toml", "--origins"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("按 nianbao.toml：第一部分至多 1000 字\n"));
}

/// The example district with a policy beside it, and what a run of it writes as JSON.
struct Run {
    folder: TempDir,
}

impl Run {
    /// The district, not yet run.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&root().join("examples/district"), &folder.path().join("区"));
        Self { folder }
    }

    /// Runs it with a policy; what was told, and the summary.
    fn with(&self, policy: &str) -> (String, Value) {
        std::fs::write(self.folder.path().join("nianbao.toml"), policy).unwrap();
        let output = run(self.folder.path(), &["batch", "区", "-o", "out", "--draft"]);
        let text = told(&output);
        let json = std::fs::read(self.folder.path().join("out/summary.json"));
        (text, json.map_or(Value::Null, |json| serde_json::from_slice(&json).unwrap()))
    }
}

/// How many findings of a rule the units of a summary have, and how grave they are.
fn of_rule(summary: &Value, code: &str) -> Vec<String> {
    let units = summary["units"].as_array().unwrap().iter().chain([&summary["own"]]);
    let findings = units.filter_map(|unit| unit["findings"].as_array()).flatten();
    let of_rule = findings.filter(|finding| finding["code"] == code);
    of_rule.map(|finding| finding["severity"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_district_has_one_policy_for_all_and_does_again_what_it_changes() {
    let district = Run::new();
    std::fs::write(district.folder.path().join("区/单位/nianbao.toml"), "[limits]\noverview = 1").unwrap();
    let (_, before) = district.with("");
    let hints = of_rule(&before, "CAR002").len();
    assert!(hints > 0, "the example has no such hint");
    let (text, after) = district.with("[rules.CAR002]\nseverity = \"off\"\nreason = \"上年另行核对\"");
    assert_eq!(of_rule(&after, "CAR002"), Vec::<String>::new());
    assert!(!text.contains("没有变化，沿用上次的"), "{text}");
    assert!(text.contains("按 ../nianbao.toml：CAR002 不查（上年另行核对）"), "{text}");
    assert!(text.contains("单位/nianbao.toml：单位不能另定怎样核对，没有用"), "{text}");
    assert_eq!(after["policy"][0], "按 ../nianbao.toml：CAR002 不查（上年另行核对）");
    let page = std::fs::read_to_string(district.folder.path().join("out/index.html")).unwrap();
    assert!(page.contains("nianbao.toml：CAR002 不查（上年另行核对）"));
    let (text, _) = district.with("[rules.CAR002]\nseverity = \"off\"\nreason = \"上年另行核对\"");
    assert!(text.contains("没有变化，沿用上次的"), "{text}");
    let (text, _) = district.with("[rules.DIS019]\nseverity = \"轻\"");
    assert!(text.contains("错误[POL003]") && text.contains("nianbao.toml有错，没有往下做"), "{text}");
}

#[test]
fn the_policy_in_the_guide_is_one() {
    let guide = std::fs::read_to_string(root().join("README.zh-CN.md")).unwrap();
    let section = guide.split("## 六、本单位的规定").nth(1).expect("the guide has the section");
    let policy = section.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let (code, text) = checked(with_policy(TITLE, policy).path());
    assert_eq!(code, 0, "{text}");
    assert!(!["POL00", "STR003]"].iter().any(|told| text.contains(told)), "{text}");
    assert!(text.contains("POL010") && text.contains("部门1月20日前公布"), "{text}");
}

#[test]
fn whatever_stands_in_a_policy_is_told_in_bounds() {
    let deep = format!("a = {}1{}", "[".repeat(60), "]".repeat(60));
    let long = format!("notices = [{}]", "\"《通知》\",".repeat(2_000));
    let policies = [
        "rules = 3",
        "limits = []",
        "notices = 5",
        "notices = [1, 2]",
        "[rules]\nSTR003 = \"off\"",
        "[rules.STR003]\nseverity = 1\nreason = 2",
        "[rules.STR003]\nreason = \"没有写轻重\"",
        "[rules.\"𠀀\"]\nseverity = \"off\"",
        "[limits]\noverview = -1",
        "[limits]\noverview = 99999999999999999999999",
        "[limits]\nrepeated = 0",
        "[limits.deadline]\n\"部门\" = 2026-01-20",
        "[limits.deadline]\n\"部门\" = \"99-99\"",
        deep.as_str(),
        "\u{0}",
        "[[rules]]\nseverity = \"off\"",
    ];
    for policy in policies {
        let (code, text) = checked(with_policy("", policy).path());
        assert_eq!(code, 1, "{policy}: {text}");
        assert!(text.contains("[POL00") && text.contains("nianbao.toml"), "{policy}: {text}");
    }
    let (code, text) = checked(with_policy("", &long).path());
    assert!(code == 0 && text.len() < 1_000_000, "{code}, {}", text.len());
    let folder = folder(&changed(""));
    std::fs::create_dir(folder.path().join("nianbao.toml")).unwrap();
    assert_eq!(checked(folder.path()).0, 0);
}

#[test]
fn a_letter_is_held_by_the_policy_as_well() {
    let letter = "[letter]\nto = \"示例市政务公开办公室\"\ndate = 2026-01-15";
    let folder = with_policy(letter, "[rules.LET001]\nseverity = \"error\"\nreason = \"上行文一律签发\"");
    let output = run(folder.path(), &["letter", "report.toml", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    let text = told(&output);
    assert!(text.contains("错误[LET001]") && text.contains("按 nianbao.toml：LET001 由警告改为错误"), "{text}");
}

#[test]
fn parts_of_a_district_are_joined_only_under_one_policy() {
    let district = Run::new();
    let batch = |arguments: &[&str], policy: &str| {
        std::fs::write(district.folder.path().join("nianbao.toml"), policy).unwrap();
        run(district.folder.path(), &[arguments, &["区", "-o", "out"]].concat())
    };
    let policy = "[rules.CAR002]\nseverity = \"off\"\nreason = \"上年另行核对\"";
    for shard in ["1/2", "2/2"] {
        let output = told(&batch(&["batch", "--shard", shard], policy));
        assert!(output.contains(&format!("第 {shard} 片：")), "{output}");
    }
    let output = told(&batch(&["merge"], policy));
    assert!(output.contains("汇总见"), "{output}");
    let output = batch(&["merge"], "[limits]\noverview = 1000");
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(!told(&output).contains("汇总见") && told(&output).contains("重新做一遍"), "{}", told(&output));
}
