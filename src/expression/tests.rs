//! Expressions find what the `regex` crate finds.

use super::Regex;

/// What an expression finds, with its groups, in our words and in those of the crate.
fn both(expression: &str, text: &str) -> [Vec<String>; 2] {
    let ours = Regex::new(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
    let theirs = regex::Regex::new(expression).unwrap();
    let names: Vec<&str> = theirs.capture_names().flatten().collect();
    let of_ours = ours.captures_iter(text).map(|found| {
        let groups: Vec<_> = names.iter().map(|name| found.name(name).map(|group| group.range())).collect();
        format!("{:?} {groups:?}", found.get(0).unwrap().range())
    });
    let of_theirs = theirs.captures_iter(text).map(|found| {
        let groups: Vec<_> = names.iter().map(|name| found.name(name).map(|group| group.range())).collect();
        format!("{:?} {groups:?}", found.get(0).unwrap().range())
    });
    let found = [of_ours.collect::<Vec<_>>(), of_theirs.collect()];
    assert_eq!(ours.is_match(text), !found[1].is_empty(), "{expression} in {text}");
    found
}

#[test]
fn they_find_what_the_crate_finds() {
    let expressions = [
        "收到|收",
        "收|收到",
        "(?:收到|收)+?到",
        "(?P<n>[0-9]+)(?P<u>件次|件)?",
        "(?P<n>[0-9][0-9.]*|[零一二两三]+)(?P<s>万|亿)?(?P<u>[件次]{1,2})",
        "[^0-9，。]{0,3}?件",
        "[^0-9，。]{2,}件",
        "^收到|件$",
        "(?:收到|件|^收)$",
        "(?:收到|[0-9]{1,2}(?:件|件次))$",
        "(?P<n>[^0-9]{0,2})$",
        "^",
        "^$",
        "(?:^|$)",
        "$^",
        "(?:^|，)[^，]*?件",
        "(?:^|到)(?P<w>到|收)",
        "(?:^收)?到",
        "(?:^|a)*b",
        "(?:^a|x*)b?",
        "(?:a|ab)(?:c|bcd)(?:d*)",
        "(?:a?)*b",
        "(?:|a)+",
        "(?:a*)+?",
        "a{2}",
        "a{2,3}?",
        "x*",
        "",
        "(?:(?P<a>a)|(?P<b>b))*c",
        ".件",
        "[\\]\\-x]",
        "[a\\-c]",
        "[-a]",
        "[a-]",
        "\\.\\d+",
        "(?P<w>增|减)(?:[^增]*?(?P<x>件))?",
    ];
    let texts = [
        "",
        "收到12件，收3件次。",
        "收到到到件",
        "abcd aab abbcd",
        "aaaa",
        "ab-x]a",
        "bac",
        "一二件，两万件次；1.5亿件",
        "件\n件",
        "增12件减3件",
        "0.5.",
    ];
    // Longer than what is noted of a search at once.
    let long = texts.map(|text| format!("{}{text}", "收到一二，aab".repeat(100)));
    for expression in expressions {
        for text in texts.into_iter().chain(long.iter().map(String::as_str)) {
            let [ours, theirs] = both(expression, text);
            assert_eq!(ours, theirs, "{expression} in {text}");
        }
    }
}

#[test]
fn words_are_found_wherever_a_match_may_begin_before_them() {
    let expressions = [
        "(?:^|[^、到])(?P<w>收到)收?",
        ".{0,2}?aa[^b]",
        "[一-二]，|[两-亿]亿?件",
        "[^0-9]{1,4}件.$",
        "(?:a|b){1,3}aab",
    ];
    for text in ["收到收到，一，两万件次", "aaaab", "baaacaaaa", "一件。", "收、收到"] {
        for text in [text.to_owned(), text.repeat(100)] {
            for expression in expressions {
                let [ours, theirs] = both(expression, &text);
                assert_eq!(ours, theirs, "{expression} in {text}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_told() {
    let told = |expression: &str| Regex::new(expression).err().map(|error| error.to_string()).unwrap_or_default();
    let wrong = [
        "(a", "a)", "[a", "[]", "[b-a]", "*a", "a**", "a{", "a{3,2}", "a{x}", "a{9999}", "\\q", "\\", "(?=a)",
        "(?P<>a)", "[a[b]]", "\\xZZ",
    ];
    for expression in wrong {
        assert!(!told(expression).is_empty(), "{expression}");
    }
    assert!(told(&"(".repeat(1000)).contains("太深"));
    assert!(told("(?:(?:a{200}){200}){200}").contains("太大"));
    assert_eq!(told("(?:a|b){0,5}[^c]*?$"), "");
}

#[test]
fn a_search_takes_time_in_proportion_to_the_text() {
    for expression in ["(?:a|a|aa)*(?:a*)*b", "(?:b|c|a|aa)*(?:(?:c|b|a)?)*d", "(?:c|(?:b|a))*?(?:c?a)*d"] {
        assert!(!Regex::new(expression).unwrap().is_match(&"a".repeat(20_000)), "{expression}");
    }
    let many = "共收到1件。".repeat(50_000);
    assert_eq!(Regex::new("(?:^|[^、])收到[0-9]").unwrap().find_iter(&many).count(), 50_000);
}

#[test]
fn words_that_every_match_has() {
    let sets = |expression: &str| {
        let expression = Regex::new(expression).unwrap();
        expression.required().iter().map(|set| set.words.join("/")).collect::<Vec<_>>()
    };
    assert_eq!(sets("(?:新收|收到)(?:的)?申请"), ["收到申请/收到的申请/新收申请/新收的申请"]);
    assert_eq!(sets("(?:上年度?|去年)结转"), ["上年度结转/上年结转/去年结转"]);
    assert_eq!(sets("规章(?:制发|制定){1,2}x?[0-9]+件"), ["规章制发/规章制定", "件"]);
    assert_eq!(sets("(?P<number>[0-9]+)(?P<scale>万)?(?:重复|(?:再|又)次)"), ["万再次/万又次/万重复/再次/又次/重复"]);
    assert_eq!(sets("a|b"), ["a/b"]);
    assert_eq!(sets("(?:a|[bc])年?度*"), ["a/b/c"]);
    assert_eq!(sets("年?度*[^年]"), Vec::<String>::new());
    assert_eq!(sets("占\\.(?:a|b(?:c|)d)"), ["占.a/占.bcd/占.bd"]);
    assert_eq!(sets("[^\\x00-\\x39]*?〈去年〉"), ["〈去年〉"]);
    assert_eq!(sets("x(?:ab)c+d"), ["xab", "c", "d"]);
}

#[test]
fn where_their_words_are_is_enough_to_find_them() {
    let expressions: Vec<Regex> = [
        "(?:^|[，。])[^，。]{0,4}?(?P<at>收到|受理)[0-9]+(?:件|条)",
        "[^0-9](?P<at>[0-9]*[1-9](?:余|多)件)",
        "(?:收|(?:已)?公开){2,3}[0-9]{1,2}件",
        "收(?:到过)*[0-9]",
        "(?P<a>年)?(?:度)?共(?:计)?",
        "共|",
    ]
    .iter()
    .map(|expression| Regex::new(expression).unwrap())
    .collect();
    let index = super::WordIndex::of(&expressions);
    let mut found = 0;
    for text in [
        "",
        "本年度共收到申请12件，收到到件。受理3条，已公开收公开15件",
        "收到过到过3，公开了112余件，1多件，全年共公开公开已公开7件。收到7件",
        "收到12件",
        "，收收收到12件",
    ] {
        let places = index.places(text, text.char_indices());
        for (number, expression) in expressions.iter().enumerate() {
            let all: Vec<_> = expression.find_iter(text).map(|found| found.range()).collect();
            let possible = places.possible(number..number + 1);
            let starts = possible.flat_map(|possible| possible.starts(text, &(0..text.len())));
            let near: Vec<_> =
                expression.captures_within(text, starts).map(|found| found.get(0).unwrap().range()).collect();
            assert_eq!(all, near, "{number} in {text}");
            found += all.len();
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn a_group_of_one_match_is_none_of_the_next() {
    let expression = Regex::new("[0-9.]+(?P<scale>万)?条").unwrap();
    let scales: Vec<_> = expression
        .captures_iter("16.4万条，其中328条")
        .map(|found| found.name("scale").map(|scale| scale.range()))
        .collect();
    assert_eq!(scales, [Some(4..7), None]);
}
