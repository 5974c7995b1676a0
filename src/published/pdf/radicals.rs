//! Characters that a PDF file says for others of the same look: radicals for whole characters, ligatures for letters.
//! Programs that print pages of a browser write them, and nobody ever means them.

/// The first of the radicals of the dictionary of Kangxi, which stand in a row.
const FIRST: char = '\u{2F00}';

/// The last of them.
const LAST: char = '\u{2FD5}';

/// The characters that these are.
const CHARACTERS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Other radicals, each with the character that it is.
const OTHERS: &[(char, char)] = &[
    ('\u{2E81}', '厂'),
    ('\u{2E87}', '几'),
    ('\u{2E92}', '巳'),
    ('\u{2E9C}', '日'),
    ('\u{2E9D}', '月'),
    ('\u{2E9F}', '母'),
    ('\u{2EA0}', '民'),
    ('\u{2EA7}', '牛'),
    ('\u{2EA9}', '王'),
    ('\u{2EAB}', '目'),
    ('\u{2EAC}', '示'),
    ('\u{2EAE}', '竹'),
    ('\u{2EB6}', '羊'),
    ('\u{2EB8}', '羊'),
    ('\u{2EBB}', '聿'),
    ('\u{2EBC}', '肉'),
    ('\u{2EC1}', '虎'),
    ('\u{2EC4}', '西'),
    ('\u{2EC5}', '见'),
    ('\u{2EC6}', '角'),
    ('\u{2EC7}', '角'),
    ('\u{2EC9}', '贝'),
    ('\u{2ECA}', '足'),
    ('\u{2ECB}', '车'),
    ('\u{2ECF}', '邑'),
    ('\u{2ED1}', '長'),
    ('\u{2ED3}', '长'),
    ('\u{2ED4}', '门'),
    ('\u{2ED7}', '雨'),
    ('\u{2ED8}', '青'),
    ('\u{2ED9}', '韦'),
    ('\u{2EDA}', '页'),
    ('\u{2EDB}', '风'),
    ('\u{2EDC}', '飞'),
    ('\u{2EDD}', '食'),
    ('\u{2EE2}', '马'),
    ('\u{2EE3}', '骨'),
    ('\u{2EE4}', '鬼'),
    ('\u{2EE5}', '鱼'),
    ('\u{2EE6}', '鸟'),
    ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'),
    ('\u{2EE9}', '黄'),
    ('\u{2EEA}', '黾'),
    ('\u{2EEC}', '齐'),
    ('\u{2EEE}', '齿'),
    ('\u{2EF0}', '龙'),
    ('\u{2EF1}', '龜'),
    ('\u{2EF3}', '龟'),
];

/// Letters that are cast as one.
const LIGATURES: [(char, &str); 7] = [
    ('\u{FB00}', "ff"),
    ('\u{FB01}', "fi"),
    ('\u{FB02}', "fl"),
    ('\u{FB03}', "ffi"),
    ('\u{FB04}', "ffl"),
    ('\u{FB05}', "st"),
    ('\u{FB06}', "st"),
];

/// A text with the characters that are meant.
pub(super) fn meant(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let character = match c {
            '\u{2E80}'..FIRST => OTHERS.iter().find(|(radical, _)| *radical == c).map(|(_, character)| *character),
            FIRST..=LAST => CHARACTERS.chars().nth((u32::from(c) - u32::from(FIRST)) as usize),
            _ => None,
        };
        match LIGATURES.iter().find(|(ligature, _)| *ligature == c) {
            Some((_, letters)) => out.push_str(letters),
            None => out.push(character.unwrap_or(c)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_read_as_the_characters_that_they_are() {
        assert_eq!(
            meant("\u{2F00}、\u{2ED3}乐区⼯作，\u{2EA0}\u{2F3E}，\u{2FD5}ﬁle甲"),
            "一、长乐区工作，民户，龠file甲"
        );
        assert_eq!(CHARACTERS.chars().count(), 214);
    }
}
