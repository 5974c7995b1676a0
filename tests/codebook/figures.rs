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
