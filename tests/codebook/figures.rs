//! Figures told in running text, in the ways of writing that one phrase stands for.

use super::marked::{found, in_section};

#[test]
fn a_mark_that_may_be_left_out_may_be_left_out() {
    for text in ["收取信息处理费2件，共计300元。", "收取信息处理费2件共计300元。"] {
        let fee = "[fee]\ncases = 2\nyuan = 200\n";
        let codes: Vec<&str> =
            found(&format!("{fee}{}", in_section(text)), 50..51).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["PRO050"], "{text}");
        let right = in_section(&text.replace("300", "200"));
        assert!(found(&format!("{fee}{right}"), 50..51).is_empty(), "{text}");
    }
}

/// A sentence, what it is in a report with, and the codes that it is told by.
type Said = (&'static str, &'static str, &'static [&'static str]);

#[test]
fn nothing_is_said_in_many_ways() {
    const FEE: &str = "[fee]\ncases = 2\nyuan = 200\n";
    const DISPUTES: &str = "[disputes]\nreconsideration = [2, 0, 0, 0]\nlitigation.direct = [1, 0, 0, 0]\n";
    const CASES: &[Said] = &[
        ("本年度免收信息处理费。", FEE, &["PRO050"]),
        ("政府信息公开申请均免收信息处理费。", FEE, &["PRO050"]),
        ("信息处理费收费金额为0。", FEE, &["PRO050"]),
        ("信息处理费共计零。", FEE, &["PRO050"]),
        ("依申请公开一律免费办理。", FEE, &["PRO050"]),
        ("对符合条件的申请免收信息处理费。", FEE, &[]),
        ("收取信息处理费2件，共计200元，对其中1件免收信息处理费。", FEE, &[]),
        ("超过规定数量的，应收取信息处理费；不超过的，不收取信息处理费。", FEE, &[]),
        ("依申请公开保持零申请、零投诉。", "", &["PRO050"]),
        ("政府信息公开申请数量为0。", "", &["PRO050"]),
        ("推行惠企政策零申请兑现。", "", &[]),
        ("政府信息公开申请答复逾期率为0。", "", &[]),
        ("政府信息公开行政复议为0，行政诉讼为0。", DISPUTES, &["PRO050", "PRO050"]),
        ("政府信息公开行政复议、行政诉讼均为0。", DISPUTES, &["PRO050", "PRO050"]),
        ("行政复议、行政诉讼纠错率为0。", DISPUTES, &[]),
    ];
    for (text, before, codes) in CASES {
        let told: Vec<&str> =
            found(&format!("{before}{}", in_section(text)), 50..51).into_iter().map(|(code, _)| code).collect();
        assert_eq!(&told, codes, "{text}");
    }
}

#[test]
fn numbers_may_be_written_in_words() {
    for (text, codes) in [
        ("收到政府信息公开申请伍件。", &["PRO050"][..]),
        ("收到政府信息公开申请五百一十二件。", &["PRO050"]),
        ("收到政府信息公开申请每一件都认真办理。", &[]),
    ] {
        let told: Vec<&str> = found(&in_section(text), 50..51).into_iter().map(|(code, _)| code).collect();
        assert_eq!(told, codes, "{text}");
    }
}

#[test]
fn beside_hardly_any_the_rest_may_be_left_out() {
    let codes = |text: &str| found(&in_section(text), 52..53).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes("差评数占评价总数的0.41%，好评数占评价总数的99.45%。"), Vec::<&str>::new());
    assert_eq!(codes("差评数占评价总数的0.41%，好评数占评价总数的99.95%。"), ["PRO052"]);
    assert_eq!(codes("差评数占评价总数的7.41%，好评数占评价总数的92.45%。"), ["PRO052"]);
}
