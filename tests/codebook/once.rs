//! What several checks tell of one slip is told once.

use super::marked::{found, in_section};

/// Texts with one slip that two checks see, and the rule that tells it.
const SLIPS: &[(&str, &str)] = &[
    ("PRO053", "全年召开会议6次，去年4次，同比增长33%。"),
    ("PRO020", "做好目录更新工作、做好目录更新工作，切实规范流程。"),
    ("PRO026", "下一步将建立长校机制，抓好落实。"),
    ("PRO026", "保证公开信息的及时姓、准确性，方便群众查询。"),
    ("PRO036", "本报告所列数据的统计期限自2025年1月1日起至2025年11月31日止。"),
    ("PRO051", "全年收到来信0件，其中书面来信1件，均已转办。"),
    ("PRO009", "（一）目录\n更新目录。\n（二）培训\n培训两次。\n（四）考核\n考核两次。\n（四）监督\n接受监督。"),
];

#[test]
fn one_slip_is_told_once() {
    for (rule, text) in SLIPS {
        let told = found(&in_section(text), 9..54);
        let codes: Vec<&str> = told.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [*rule], "{text}: {told:?}");
    }
}

#[test]
fn what_stands_apart_is_told_apart() {
    let codes = |text: &str| found(&in_section(text), 9..54).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes("全年会议6次，去年4次，同比增长33%。全年培训8次，去年4次，同比增长50%。"), ["PRO053", "PRO053"]);
    assert_eq!(codes("下一步将建立长校机制，抓好落实。全年公开信息223余条。"), ["PRO026", "PRO027"]);
}
