//! Figures that make no sense: cases that must be found, and tempting ones that must not.

use crate::support::{changed, codes, examine, folder, root, run, told};

/// A change to the sound report, and the rule that must find something in it; none of this family where none is named.
type Case = (&'static str, &'static str);

/// Holds every case against what is found.
fn hold(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (change, expected) in cases {
        let mut found = codes(change);
        found.retain(|code| code.starts_with("SEN"));
        let right = if expected.is_empty() { found.is_empty() } else { found == [*expected] };
        if !right {
            wrong.push(format!("{expected:?} but {found:?}: {change}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Last year's report is the sound one of 2024: 现行有效 11, 许可 30, 处罚 5, 收费 43.788, 新收 4.
macro_rules! prior {
    ($change:literal) => {
        concat!("prior = \"上年.toml\"\n", $change)
    };
}

#[test]
fn what_is_in_force_follows_from_last_year() {
    hold(&[
        (prior!("[disclosure]\nnormative = [2, 1, 15]"), "SEN001"),
        (prior!("[disclosure]\nnormative = [2, 1, 10]"), "SEN001"),
        (prior!("[disclosure]\nrules = [0, 0, 3]"), "SEN001"),
        (prior!("[disclosure]\nnormative = [0, 0, 11]"), ""),
        (prior!("[disclosure]\nnormative = [3, 11, 3]"), ""),
        // Nothing is known of last year, or it is another's.
        ("[disclosure]\nnormative = [2, 1, 15]", ""),
        (prior!("[agency]\nname = \"示例市财政局\"\n[disclosure]\nnormative = [2, 1, 15]"), ""),
        ("year = 2026\nprior = \"上年.toml\"\n[disclosure]\nnormative = [2, 1, 15]", ""),
        // The edition of that year has no such columns.
        (
            "[last_year]\nform = \"2019\"\n[last_year.disclosure]\nnormative = [1, 1, 11]\n[disclosure]\nnormative = [2, 1, 15]",
            "",
        ),
        (prior!("[disclosure]\nnormative = [\"/\", \"/\", \"/\"]"), "SEN001"),
        (prior!("[disclosure]\nnormative = [2, \"?\", 15]"), ""),
    ]);
}

#[test]
fn parts_are_not_more_than_the_whole() {
    hold(&[
        ("[disclosure]\nnormative = [20, 1, 12]", "SEN002"),
        ("[disclosure]\nnormative = [3, 0, 0]", "SEN002"),
        ("[disclosure]\nrules = [1, 0, 0]", "SEN002"),
        // Issued and repealed within the year: only a hint.
        ("[disclosure]\nnormative = [12, 3, 10]", "SEN002"),
        ("[disclosure]\nnormative = [12, 0, 12]", ""),
        ("[disclosure]\nnormative = [0, 20, 3]", ""),
        ("[fee]\ncases = 5\nyuan = 500", "SEN002"),
        ("[fee]\ncases = 4\nyuan = 500", ""),
        ("[disputes]\nlitigation.after = [3, 0, 0, 0]", ""),
        (prior!("[disputes]\nreconsideration = [1, 0, 0, 0]\nlitigation.after = [3, 0, 0, 0]"), "SEN002"),
        (prior!("[disputes]\nreconsideration = [1, 0, 0, 2]\nlitigation.after = [2, 0, 0, 1]"), ""),
    ]);
}

#[test]
fn a_file_repealed_in_its_year_is_only_a_hint() {
    let severity = |normative: &str| {
        let folder = folder(&changed(&format!("[disclosure]\nnormative = {normative}")));
        let (_, examined) = examine(&folder.path().join("report.toml"));
        let found = examined.findings.iter().find(|finding| finding.rule.code == "SEN002").expect("it is found");
        found.severity.label()
    };
    assert_eq!((severity("[12, 3, 10]"), severity("[12, 1, 10]")), ("提示", "警告"));
}

#[test]
fn fees_make_sense() {
    hold(&[
        ("[fee]\ncases = 3\nyuan = 0", "SEN003"),
        ("[fee]\ncases = 0\nyuan = 300", "SEN003"),
        ("[fee]\ncases = 0\nyuan = 0", ""),
        ("[fee]\ncases = 1\nyuan = 385", "SEN007"),
        ("[fee]\ncases = 1\nyuan = 380.5", "SEN007"),
        ("[fee]\ncases = 3\nyuan = 20", "SEN007"),
        ("[fee]\ncases = 1\nyuan = 10", ""),
        ("[fee]\ncases = 2\nyuan = 2230", ""),
        (
            "[fee]\ncases = 2\nyuan = 500\n[[fee.units]]\nunit = \"甲局\"\ncases = 1\nyuan = 245\n[[fee.units]]\nunit = \"乙局\"\ncases = 1\nyuan = 255",
            "SEN007",
        ),
        (
            "[fee]\ncases = 2\nyuan = 500\n[[fee.units]]\nunit = \"甲局\"\ncases = 1\nyuan = 240\n[[fee.units]]\nunit = \"乙局\"\ncases = 1\nyuan = 260",
            "",
        ),
        (
            "[fee]\ncases = 2\nyuan = 500\n[[fee.units]]\nunit = \"甲局\"\ncases = 1\nyuan = 240\n[[fee.units]]\nunit = \"乙局\"\ncases = 1\nyuan = 250",
            "SEN008",
        ),
        ("[fee]\ncases = 3\nyuan = 500\n[[fee.units]]\nunit = \"甲局\"\ncases = 1\nyuan = 500", "SEN008"),
        // The same number in 元 and in 万元.
        ("[disclosure]\nfees = 380\n[fee]\ncases = 1\nyuan = 380", "SEN004"),
        ("[disclosure]\nfees = 0.038\n[fee]\ncases = 1\nyuan = 380", ""),
        ("[disclosure]\nfees = 0\n[fee]\ncases = 0\nyuan = 0", ""),
    ]);
}

#[test]
fn fees_that_only_the_text_tells_of_make_sense() {
    let told = |text: &str| {
        let mut found = codes(&format!("fee = \"\"\n[sections.others]\ntext = '{text}'"));
        found.retain(|code| code.starts_with("SEN"));
        found
    };
    for (text, expected) in [
        ("全年对1件申请收取信息处理费385元。", "SEN007"),
        ("2025年，我局对3件申请收取政府信息公开信息处理费，金额共计2230元。", ""),
        ("2025年，我局对50件政府信息公开申请收取信息处理费，金额共计9000元。", "SEN002"),
        ("全年对1件申请收取信息处理费0.038万元。", "SEN009"),
        ("全年收取政府信息公开信息处理费380元。", "SEN010"),
        ("全年对2件申请收取政府信息公开信息处理费。", "SEN010"),
        ("因一名申请人索取图纸125页，按量计收信息处理费1200元。", ""),
        ("全年发出收费通知1份，申请人按期缴纳信息处理费160元，缴款凭证已归档。", ""),
        ("对短时间内大量提出政府信息公开申请的1名申请人，按件计收信息处理费600元。", ""),
        ("2025年，对2件超过免费件数的政府信息公开申请收取信息处理费200元，其余申请均免费提供。", ""),
        ("全区收取信息处理费2件150元，其中区财政局1件、50元，区水利局1件、100元。", ""),
        ("本年度向申请人提供政府信息一律免费，信息处理费收取金额为0元。", ""),
        ("依据《政府信息公开信息处理费管理办法》，本年度共发出收费通知2件，收取信息处理费2400元。", ""),
        ("全年收取行政事业性收费43.788万元，未收取政府信息公开信息处理费。", ""),
        ("全年对2件申请收取政府信息公开信息处理费0元。", "SEN003"),
        ("全年未收取信息处理费。", ""),
        ("全年收取信息处理费0件，共计0元。", ""),
        ("全年收取信息处理费的申请2件，共计500元。其中甲局1件，收取245元；乙局1件，收取255元。", ""),
        ("2024年对1件申请收取信息处理费385元，2025年未收取信息处理费。", ""),
        ("政府信息公开信息处理费按照每件100元的标准收取，全年没有收取信息处理费的情况。", ""),
        ("根据国办函〔2020〕109号文件，超过30页的按每页10元收取信息处理费，全年无收取信息处理费的情况。", ""),
        ("全年共有2件申请发出收费通知，申请人逾期未缴纳信息处理费。", ""),
        ("全年向2件申请的申请人发出收费通知，实际收取信息处理费0元。", ""),
        ("对符合收费标准的3件申请免收信息处理费。", ""),
        ("全年收取信息处理费1件，共380元。", ""),
        ("本年度共对2件政府信息公开申请收取信息处理费，合计人民币1200元。", ""),
        ("无其他需要报告的事项，未收取信息处理费。", ""),
        ("全年无收取信息处理费的情况。办理人大代表建议3件，争取资金385元。", ""),
    ] {
        let expected: Vec<&str> = Some(expected).into_iter().filter(|code| !code.is_empty()).collect();
        assert_eq!(told(text), expected, "{text}");
    }
    // Where the figures are given as well, the text is looked at for how it tells them.
    let both = |text: &str| {
        codes(&format!("[fee]\ncases = 1\nyuan = 380\n[sections.others]\ntext = '{text}'"))
            .into_iter()
            .filter(|code| code.starts_with("SEN"))
            .collect::<Vec<_>>()
    };
    assert_eq!(both("全年收取政府信息公开信息处理费380元。"), ["SEN010"]);
    assert_eq!(both("全年收取政府信息公开信息处理费300元。"), [] as [&str; 0]);
    assert_eq!(both("全年对1件申请收取信息处理费0.038万元。"), ["SEN009"]);
    assert_eq!(both("全年对1件申请收取信息处理费380元。"), [] as [&str; 0]);
}

#[test]
fn one_figure_of_an_account_alone_is_told() {
    for change in ["[fee]\ncases = 1\nyuan = \"?\"", "fee = \"\"\n[sections.others]\ntext = \"\""] {
        let found = codes(change);
        assert!(found.iter().any(|code| code.starts_with("INP") || *code == "STR002"), "{found:?}");
    }
}

#[test]
fn powers_of_ten_are_told_from_real_changes() {
    hold(&[
        (prior!("[disclosure]\nfees = 437880"), "SEN004"),
        (prior!("[disclosure]\nfees = 4.3788"), "SEN004"),
        (prior!("[disclosure]\nfees = 512300"), "SEN004"),
        (prior!("[disclosure]\nfees = 44"), ""),
        (prior!("[disclosure]\nfees = 0"), ""),
        // One digit alone is no sign: 30 and 300.
        (prior!("[disclosure]\nlicensing = 300"), "SEN005"),
        (prior!("[disclosure]\npenalties = 50"), ""),
    ]);
    let two_years = |before: &str, now: &str| {
        codes(&format!("[last_year.disclosure]\nlicensing = {before}\n[disclosure]\nlicensing = {now}"))
            .into_iter()
            .filter(|code| code.starts_with("SEN"))
            .collect::<Vec<_>>()
    };
    assert_eq!(two_years("321", "3210"), ["SEN004"]);
    assert_eq!(two_years("3210", "321"), ["SEN004"]);
    assert_eq!(two_years("321", "3211"), ["SEN005"]);
    assert_eq!(two_years("321", "321"), [] as [&str; 0]);
}

#[test]
fn jumps_are_of_a_set_size() {
    hold(&[
        (prior!("[disclosure]\nlicensing = 150"), "SEN005"),
        (prior!("[disclosure]\nlicensing = 149"), ""),
        (prior!("[disclosure]\nlicensing = 6"), ""),
        (prior!("[disclosure]\npenalties = 300"), ""),
        (prior!("[disclosure]\ncoercion = 3000"), ""),
        (
            prior!("[applications]\nnew = [19, 1, 0, 0, 0, 0]\n[applications.results]\ngranted = [19, 1, 0, 0, 0, 0]"),
            "",
        ),
    ]);
}

#[test]
fn penalties_are_not_applications() {
    let all = |row: &str, count: u32, penalties: u32| {
        format!(
            "[disclosure]\npenalties = {penalties}\n[applications]\nnew = [0, {count}, 0, 0, 0, 0]\n\
             [applications.results]\ngranted = [0, 0, 0, 0, 0, 0]\n{row} = [0, {count}, 0, 0, 0, 0]"
        )
    };
    let found = |change: &str| codes(change).contains(&"SEN006");
    assert!(found(&all("refused.enforcement", 56, 56)));
    assert!(found(&all("refused.inquiry", 30, 5)), "it is the number of another row");
    assert!(!found(&all("refused.enforcement", 56, 57)));
    assert!(!found(&all("partial", 56, 56)), "nothing was refused");
    assert!(!found(&all("refused.enforcement", 4, 4)), "few");
    let two = "[disclosure]\npenalties = 56\n[applications]\nnew = [1, 55, 0, 0, 0, 0]\n[applications.results]\n\
               granted = [0, 0, 0, 0, 0, 0]\nrefused.enforcement = [1, 55, 0, 0, 0, 0]";
    assert!(!found(two), "two kinds of applicants");
}

#[test]
fn figures_of_the_office_are_not_held_against_sums_of_the_district() {
    // What is in force is the office's alone in the example, what is issued is the sum.
    let folder = tempfile::tempdir().unwrap();
    crate::support::copy(&root().join("examples/district"), folder.path());
    let own = folder.path().join("本级.toml");
    let report = std::fs::read_to_string(&own).unwrap();
    std::fs::write(&own, report.replace("normative = [6, 2, 58]", "normative = [6, 2, 6]")).unwrap();
    run(folder.path(), &["batch", ".", "-o", "输出"]);
    let summary = std::fs::read_to_string(folder.path().join("输出/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let own = summary["report"].to_string();
    assert!(!own.contains("SEN001") && !own.contains("SEN002"), "{own}");
}

#[test]
fn checks_of_a_form_that_is_brought_are_its_own() {
    let folder = tempfile::tempdir().unwrap();
    crate::support::copy(&root().join("tests/forms/2027"), &folder.path().join("格式"));
    let path = folder.path();
    let form = std::fs::read_to_string(path.join("格式/2027.toml")).unwrap();
    let with = |checks: &str| {
        std::fs::write(
            path.join("格式/2027.toml"),
            form.replacen("[[sections]]", &format!("{checks}\n[[sections]]"), 1),
        )
        .unwrap()
    };
    std::fs::write(path.join("report.toml"), changed("year = 2027\nforms = \"格式\"\n[disclosure]\npenalties = 40"))
        .unwrap();
    let check = || told(&run(path, &["check", "report.toml"]));
    assert!(!check().contains("SEN"));
    with(
        "[[checks]]\nkind = \"at_most\"\nleft = \"disclosure.penalties\"\nright = \"disclosure.licensing\"\nseverity = \"error\"\nreason = \"试点如此。\"",
    );
    let found = check();
    assert!(found.contains("错误[SEN002]") && found.contains("是 40，比") && found.contains("试点如此"), "{found}");
    with(
        "[[checks]]\nkind = \"at_least\"\n[[checks]]\nkind = \"jump\"\nfigures = [\"disclosure.penalties\"]\ntimes = 1\nleast = 5",
    );
    let found = check();
    assert!(found.contains("kind 不能是“at_least”") && found.contains("times 应为不小于 2 的整数"), "{found}");
    with("[[checks]]\nkind = \"equal\"\nleft = \"prior.disclosure.penalty\"\nright = \"disclosure.penalties\"");
    let found = check();
    assert!(
        found.contains("FRM005") && found.contains("disclosure.penalty 不存在") && found.contains("2027.toml:"),
        "{found}"
    );
}
