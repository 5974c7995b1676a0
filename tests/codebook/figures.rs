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
fn what_was_answered_in_time_is_what_was_answered() {
    for (text, codes) in [
        ("收到政府信息公开申请4件，5件均在规定时间内完成答复工作。", &["PRO050"][..]),
        ("收到政府信息公开申请4件，4件均在规定时间内完成答复工作。", &[]),
        ("收到政府信息公开申请4件，其中网络申请2件，2件均在规定时间内完成答复工作。", &[]),
        ("收到建议4件，3件均在规定时间内完成答复工作。", &[]),
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

/// Counts that contradict each other, in one sentence or in several.
const CONTRADICTIONS: &[&str] = &[
    "每季度召开一次例会，全年召开6次。",
    "每月开展1次自查，全年共开展10次。",
    "微信公众号每周推送2条，全年推送60条。",
    "印发简报6期，每期100份，共500份。",
    "全年收到来信42件，办结40件，办结率100%。",
    "全区制发公文707件，主动公开763件，主动公开率为95.19%。",
    "制作文件267份，下发263份，其中公开81份，公开率为31.80%。",
    "全年公开信息24条。在公开信息中，网站类信息40条，占比16.67%；公众号类信息11条，占比45.83%；公示栏类信息9条，占比37.5%。",
    "收到来信22起，比上年（31起）下降29%，答复22起。其中公开1起，转办30起，解释4起。",
    "一处现有政务新媒体2个，每日更新。另一处说明：本单位现有政务新媒体3个。",
    "全年公开信息80条。从渠道看，网站50条、微信30条。从内容看，动态45条、公示30条。",
    "全年公开信息80条。按渠道分，网站50条、微信33条。按内容分，动态45条、公示35条。",
];

/// Counts of the same shape that do not.
const CONSISTENT: &[&str] = &[
    "每季度召开一次例会，全年召开4次。",
    "全区制发公文707件，主动公开673件，主动公开率为95.19%。",
    "制作文件267份，下发263份，其中公开81份，公开率为30.80%。",
    "全年公开信息24条。在公开信息中，网站类信息4条，占比16.67%；公众号类信息11条，占比45.83%；公示栏类信息9条，占比37.5%。",
    "收到来信22起，比上年（31起）下降29%，答复22起。其中公开1起，转办17起，解释4起。",
    "每月组织1次自查，全年组织业务培训5次，整改问题12个。",
    "每季度至少召开一次例会，全年共召开7次。",
    "微信公众号每周推送2条，全年推送105条。",
    "每周更新栏目，全年更新60条。",
    "印发简报6期，每期100份，共600份。",
    "举办培训3期，每期40人，共计培训120人次，另有旁听15人次。",
    "印发简报6期，每期约100份，共500余份。",
    "收到申请5件，答复4件，答复率100%，1件结转下年度。",
    "我局现有政务新媒体2个，下属单位现有政务新媒体3个。",
    "全年公开信息80条。从渠道看，网站50条、微信30条。从内容看，动态45条、公示35条。",
    "全年公开信息80条。从渠道看，网站50条、微信30条。从季度看，一季度15条、二季度20条。",
    "每季度召开一次例会，全年召开培训会6次。",
    "全年收到来信42件，受理40件，办结率100%。",
    "全年公开行政处罚30条，较上年减少4条，占比25%，全部信息120条。",
    "现有工作人员5名，其中科班出身2名，从事档案工作十年以上的4名。",
    "每期简报100份，全年印发6期，另印折页500份。",
    "各科室配备信息员12名。我局配备专职信息员2名。",
    "要求各科室每周更新2条，全年更新不少于60条。",
];

#[test]
fn counts_that_contradict_each_other_are_found() {
    for (texts, is_found) in [(CONTRADICTIONS, true), (CONSISTENT, false)] {
        for text in texts {
            assert_eq!(!found(&in_section(text), 51..54).is_empty(), is_found, "{text}");
        }
    }
}

#[test]
fn what_several_have_each_is_not_added_up() {
    const SAYS: &[(&str, bool)] = &[
        ("参加省市培训各1次，自办培训2次，全年共4次。", false),
        ("上下半年各开展检查2次，专项检查1次，共5次。", false),
        ("城区、乡镇各设公开点3处，园区2处，共8处。", false),
        ("三个片区各组织宣讲2场，局机关1场，共7场。", false),
        ("省市两级各转办2件，县级转办3件，共7件。", false),
        ("网站发布各类动态31条，公众号发布各类动态42条，共83条。", true),
        ("各乡镇报送信息31条，各科室报送信息42条，共83条。", true),
    ];
    for (text, is_told) in SAYS {
        assert_eq!(!found(&in_section(text), 51..52).is_empty(), *is_told, "{text}");
    }
}

#[test]
fn a_change_told_again_is_not_what_there_was_before() {
    const SAYS: &[(&str, bool)] = &[
        ("公开处罚信息57条，比上年下降20.8%，比上年减少15条。", false),
        ("公开处罚信息57条，比2024年下降20.8%，比2024年少15条。", false),
        ("公开处罚信息57条，比上年下降20.8%，上年减少15条。", false),
        ("公开处罚信息57条，比上年下降20.8%，上年为72条。", false),
        ("公开处罚信息57条，比上年下降20.8%，上年为82条。", true),
    ];
    for (text, is_told) in SAYS {
        let change = format!("year = 2025\n{}", in_section(text));
        assert_eq!(!found(&change, 53..54).is_empty(), *is_told, "{text}");
    }
}

#[test]
fn shares_and_rates_of_what_is_told_together_are_worked_out() {
    for (text, code) in [
        ("动态180条、文件140条，分别占56.25%和43.75%。", None),
        ("动态180条、文件140条，分别占57.25%和42.75%。", Some("PRO052")),
        ("动态180条、文件100条、其他40条，前两项分别占56.25%和31.25%。", None),
        ("好评、中评分别占98.5%和1.5%，共200条。", None),
        ("抽查部门20家，合格18家、不合格2家，合格率90%。", None),
        ("抽查部门20家，合格18家、不合格2家，合格率91%。", Some("PRO052")),
        ("受理来信33件，办结34件，办结率100%。", Some("PRO052")),
        ("受理来信33件，办结33件，办结率100%。", None),
        ("受理来信33件，上年结转1件，办结34件，办结率100%。", None),
        ("发布文章320条（上年256条），增长25%。", None),
        ("发布文章320条（上年256条），增长35%。", Some("PRO053")),
        ("发布文章24条，去年同期为18条，增加6条。", None),
        ("发布文章24条，去年同期为18条，增加7条。", Some("PRO053")),
        ("动态15条（60%）、公告6条（24%）、其他4条（16%）。", None),
        ("动态15条（60%）、公告6条（25%）、其他4条（15%）。", Some("PRO052")),
        ("动态15条（100%）、公告6条（100%）。", None),
        ("2024年发布文章256条，2025年发布文章320条，增长25%。", None),
        ("2024年发布文章256条，2025年发布文章320条，增长35%。", Some("PRO053")),
        ("发布文章24条，同比增加60条。", Some("PRO053")),
        ("发布文章24条，同比减少60条。", None),
        ("发布文章24条，同比增长200%。", None),
    ] {
        let text = format!("year = 2025\n{}", in_section(text));
        let told: Vec<&str> = found(&text, 51..54).into_iter().map(|(code, _)| code).collect();
        assert_eq!(told.first().copied(), code, "{text}");
    }
}

/// What is told of applications and cases in other words, and whether it is not what the tables say.
const OTHER_WORDS: &[(&str, bool)] = &[
    ("收到公开政府信息申请11件，均已答复。", false),
    ("收到公开政府信息申请12件，均已答复。", true),
    ("收到政府信息公开申请11件（较2024年减少3件）。其中，予以公开8件、部分公开3件。", false),
    ("收到政府信息公开申请11件（较2024年减少3件）。其中，予以公开8件、部分公开2件。", true),
    ("收到政府信息公开申请11件，比2024年减少3件，予以公开9件。", true),
    ("2024年收到政府信息公开申请14件，予以公开9件。", false),
    ("办理依申请公开事项11件，办结率100%。", false),
    ("办理依申请公开事项12件，办结率100%。", true),
    ("完成依申请公开答复11件。", false),
    ("完成依申请公开答复12件。", true),
    ("依申请公开答复11件，转接下年继续办理1件。", true),
    ("收到政府信息公开申请11份，2份转下年度继续办理。", true),
    ("予以公开、部分公开分别为8件、3件。", false),
    ("予以公开和部分公开申请分别为8件和2件。", true),
    ("政府信息公开申请收到、办结分别为11件、11件。", false),
    ("办公室新收依申请公开数量为4件；科室新收依申请公开数量为7件。", false),
    ("办公室新收依申请公开数量为4件；科室新收依申请公开数量为8件。", true),
    ("收到依申请件12件，均已答复。", true),
    ("收到政府信息依申请公开信件12件，均已答复。", true),
    ("办理政府信息依申请公开12条。", true),
    ("收到依申请公开11件，截至12月底已答复10件。", true),
    ("收到依申请公开11件，截至12月底已答复11件。", false),
    ("截至11月底答复依申请公开10件。", false),
    ("政府信息公开行政复议3件和复议后提起行政诉讼0件。", true),
    ("政府信息公开行政复议2件和未经复议直接提起行政诉讼1件。", false),
    ("收到申请11件，予以公开8件，部分公开3件，其他1件。", true),
    ("收到申请11件，予以公开8件，部分公开3件，其他0件。", false),
    ("收到申请11件，予以公开8件，部分公开3件，其中涉及土地10件、其他1件。", false),
    ("政府信息公开行政复议2件，行政诉讼0件。", true),
    ("政府信息公开行政复议2件，行政诉讼1件。", false),
];

#[test]
fn what_the_tables_have_is_told_in_other_words() {
    const TABLES: &str = "year = 2025\n[applications]\nnew = [11, 0, 0, 0, 0, 0]\n[applications.results]\n\
        granted = [8, 0, 0, 0, 0, 0]\npartial = [3, 0, 0, 0, 0, 0]\n[disputes]\n\
        reconsideration = [2, 0, 0, 0]\nlitigation.direct = [1, 0, 0, 0]\n";
    for (text, is_told) in OTHER_WORDS {
        let told = found(&format!("{TABLES}{}", in_section(text)), 50..51);
        assert_eq!(!told.is_empty(), *is_told, "{text} {told:?}");
    }
}

/// Sentences that contradict the tables, and right ones of their shape: each begins with `+` or `-`.
const PAIRS: &str = include_str!("pairs.txt");

/// What the tables say.
const TABLES: &str = include_str!("pairs.toml");

#[test]
fn pairs_of_sentences_are_told_apart() {
    let wrong = PAIRS.lines().filter(|line| {
        let (mark, text) = line.split_at(1);
        let told = found(&format!("{TABLES}{}", in_section(text.trim())), 50..55);
        told.is_empty() == (mark == "+")
    });
    let wrong: Vec<&str> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
