//! What a file is that is neither a text of this program nor a workbook, told by how it begins and by its name.

use std::path::Path;

use super::WORKBOOKS;
use crate::error::Error;

/// Where a table that is no workbook becomes one.
pub(crate) const SAVE_AS: &str = "在 Excel 或 WPS 里打开，另存为 .xlsx，再给出那个文件";
/// What to give instead of something that holds no table.
const GIVE: &str = "给出填好的工作簿（.xlsx、.xls、.et、.ods 等）或 report.toml";
/// What to do with a report that can be made a document.
pub(crate) const MAKE_WORD: &str = "用 Word 或 WPS 打开，另存为 .docx，再给出那个文件；也可以给工作簿或 report.toml";
/// What to do with an archive.
const UNPACK: &str = "先解压，给出里面的工作簿或 report.toml";

/// Beginnings by which a file is told, what it is, and what to do.
const BEGINNINGS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "PDF 文件", MAKE_WORD),
    (b"\x89PNG", "图片", GIVE),
    (b"\xFF\xD8\xFF", "图片", GIVE),
    (b"GIF8", "图片", GIVE),
    (b"II*\0", "图片", GIVE),
    (b"MM\0*", "图片", GIVE),
    (b"{\\rtf", "RTF 文档", MAKE_WORD),
    (b"Rar!", "压缩包（.rar）", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "压缩包（.7z）", UNPACK),
    (b"\x1F\x8B", "压缩包（.gz）", UNPACK),
];

/// What a web page is called.
const HTML: &str = "网页（HTML）";

/// Tags by which a page is told.
const PAGE: [&str; 8] = ["<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<div", "<style"];

/// Tags that a part of a page begins with, as it is pasted into an editor.
const PIECE: [&str; 14] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "section", "article", "center", "font", "ul", "ol"];

/// Endings of tables as texts; programs also give those of workbooks to such texts.
const TEXT_TABLES: [&str; 2] = ["csv", "tsv"];

/// Bytes of a file by which it is told.
pub(super) const ENOUGH: usize = 4096;

/// The error for a file that is something else than a text of this program; none for one that may be that.
///
/// It begins neither as an archive nor as a compound file, which are looked into.
pub(super) fn something_else(path: &Path, bytes: &[u8]) -> Option<Error> {
    let (what, hint) = told(path, bytes)?;
    let reason = if what.is_empty() {
        "文件是空的，里面什么也没有".to_owned()
    } else {
        let gap = if what.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
        format!("这是{gap}{what}，不是工作簿，也不是 report.toml")
    };
    Some(Error::file(path, reason, hint))
}

/// What a file is, and what to do about it; nothing when it may be a text of this program.
fn told(path: &Path, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Some(("", "确认给的是填好的文件"));
    }
    if let Some((_, what, hint)) = BEGINNINGS.iter().find(|(beginning, ..)| bytes.starts_with(beginning)) {
        return Some((what, hint));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") || is_bitmap(bytes) {
        return Some(("图片", GIVE));
    }
    let text = beginning(bytes);
    if text.starts_with('<') {
        return Some(markup(&text));
    }
    if text.starts_with("mime-version:") {
        return Some(("网页（.mht）", "在浏览器里打开，另存为“网页，仅 HTML”（.html），再给出那个文件"));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let is_text_table = TEXT_TABLES.contains(&ending.as_str()) || ending == "txt" && text.contains('\t');
    let is_table = is_text_table || WORKBOOKS.contains(&ending.as_str());
    if is_table && text.contains(is_of_no_text) {
        return Some(("损坏的文件，或别的程序的文件", GIVE));
    }
    if is_table && !is_toml(&text) {
        return Some(if text.contains([',', '\t', '，']) {
            ("文本表格（CSV）", SAVE_AS)
        } else {
            ("普通文本", SAVE_AS)
        });
    }
    (ending != "toml" && !text.contains(is_of_no_text) && !is_toml(&text))
        .then_some(("普通文本", "正文文件由 report.toml 里的 file 指明；给出 report.toml 或工作簿"))
}

/// What an archive is called that is of another kind than those that are unpacked, told by how it begins.
pub(crate) fn other_archive(start: &[u8]) -> Option<&'static str> {
    let begun = BEGINNINGS.iter().filter(|(_, _, hint)| *hint == UNPACK);
    begun.filter(|(beginning, ..)| start.starts_with(beginning)).map(|(_, what, _)| *what).next()
}

/// Whether a file begins as a web page does, in whatever encoding.
pub(crate) fn looks_like_page(start: &[u8]) -> bool {
    let text = beginning(start);
    text.starts_with('<') && markup(&text).0 == HTML || is_saved_page(&text)
}

/// Whether a text is a page that a browser saved into one file with its pictures.
fn is_saved_page(text: &str) -> bool {
    let is_head = |line: &str| line.split(':').next().is_some_and(|name| name == "mime-version");
    !text.starts_with('<') && text.lines().take(20).any(is_head) && text.contains("content-type: ")
}

/// What a text is that begins with a tag.
fn markup(text: &str) -> (&'static str, &'static str) {
    if text.contains("<office:document") && text.contains("opendocument.text") {
        ("一个 XML 文件里的文档（.fodt）", MAKE_WORD)
    } else if text.contains("<office:document") {
        ("一个 XML 文件里的表格或文档（.fods、.fodt）", SAVE_AS)
    } else if text.contains("office:spreadsheet") || text.contains("excel.sheet") && text.starts_with("<?xml") {
        ("XML 表格（Excel 2003）", SAVE_AS)
    } else if text.contains("office/word/2003") || text.contains("word.document") {
        ("Word 文档（XML）", MAKE_WORD)
    } else if PAGE.iter().any(|tag| text.contains(tag)) || PIECE.contains(&first_tag(text)) {
        (HTML, SAVE_AS)
    } else {
        ("XML 文件", GIVE)
    }
}

/// The name of the tag that a text begins with, without the attributes that follow it.
fn first_tag(text: &str) -> &str {
    let tag = text.strip_prefix('<').unwrap_or_default();
    &tag[..tag.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(0)]
}

/// The beginning of a text in small letters, whatever its encoding: letters of ASCII are the same in all of them.
fn beginning(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(ENOUGH)];
    let text = match wide(start) {
        Some(encoding) => encoding.decode_with_bom_removal(start).0,
        None => String::from_utf8_lossy(start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start)),
    };
    text.trim_start().to_ascii_lowercase()
}

/// The encoding of a text with two bytes for each character, as its mark or the first tab says: a table that was saved
/// as “Unicode 文本” has both.
fn wide(start: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let (little, big) = (encoding_rs::UTF_16LE, encoding_rs::UTF_16BE);
    let marked = [(little, [0xFF, 0xFE]), (big, [0xFE, 0xFF])].into_iter().find(|(_, mark)| start.starts_with(mark));
    let tab = || {
        start.chunks_exact(2).find_map(|pair| match pair {
            [b'\t', 0] => Some(little),
            [0, b'\t'] => Some(big),
            _ => None,
        })
    };
    let is_text = |encoding: &&'static encoding_rs::Encoding| !encoding.decode_without_bom_handling(start).1;
    marked.map(|(encoding, _)| encoding).or_else(|| tab().filter(is_text))
}

/// Whether a character stands in no text, in whatever encoding.
fn is_of_no_text(c: char) -> bool {
    c.is_ascii_control() && !c.is_ascii_whitespace() && !matches!(c, '\0' | '\u{b}' | '\u{1a}' | '\u{7f}')
}

/// Whether a text has a line as TOML has them: a table's name, or a key with its value.
fn is_toml(text: &str) -> bool {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "._-\" ".contains(c));
    text.lines().map(str::trim).any(|line| {
        line.starts_with('[') && line.split('#').next().is_some_and(|line| line.trim_end().ends_with(']'))
            || line.split_once('=').is_some_and(|(key, _)| is_key(key.trim()))
    })
}

/// Whether a file is a bitmap: two letters, its size, and four zeros.
fn is_bitmap(bytes: &[u8]) -> bool {
    let size = bytes.get(2..6).map(|size| u32::from_le_bytes([size[0], size[1], size[2], size[3]]));
    bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some(&[0; 4])
        && size.is_some_and(|size| size as usize == bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_what_they_are() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        let wide =
            |text: &str| [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (name, bytes, what) in [
            ("报告.pdf", b"%PDF-1.7".to_vec(), "PDF 文件"),
            ("报告.toml", b"%PDF-1.7".to_vec(), "PDF 文件"),
            ("盖章.jpg", b"\xFF\xD8\xFF\xE0".to_vec(), "图片"),
            ("报告.xlsx", Vec::new(), ""),
            ("报告.xlsx", b"\n \n".to_vec(), ""),
            ("导出.xls", gbk("\n<html><table><tr><td>总计</td></tr></table>"), "网页（HTML）"),
            ("导出.xls", wide("<HTML><BODY>"), "网页（HTML）"),
            (
                "导出.xls",
                "\u{feff}<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
                    .into(),
                "XML 表格（Excel 2003）",
            ),
            ("正文.html", "<p style=\"text-indent:2em\">一、总体情况</p>".into(), "网页（HTML）"),
            (
                "报告.fods",
                "<?xml version=\"1.0\"?>\n<office:document xmlns:html=\"http://www.w3.org/TR/html\"><table:table>"
                    .into(),
                "一个 XML 文件里的表格或文档（.fods、.fodt）",
            ),
            ("包.xml", "<package><p>总计</p></package>".into(), "XML 文件"),
            ("导出.xls", "MIME-Version: 1.0\r\n".into(), "网页（.mht）"),
            ("表.csv", gbk("一、本年新收,3,0"), "文本表格（CSV）"),
            ("表.xls", "总计\t3\r\n".into(), "文本表格（CSV）"),
            ("表.xls", utf16("\u{feff}\t总计\t3\r\n"), "文本表格（CSV）"),
            ("表.xls", utf16("本年新收\t总计\t3\r\n"), "文本表格（CSV）"),
            ("表.txt", utf16("\u{feff}本年新收\t总计\t3\r\n"), "文本表格（CSV）"),
            ("总体情况.md", "# 主动公开\n公开 3 条。".into(), "普通文本"),
            ("总体情况.ofd", "公开 3 条。".into(), "普通文本"),
            ("总体情况", "公开 3 条。".into(), "普通文本"),
            ("报告.docx", "{\\rtf1".into(), "RTF 文档"),
        ] {
            assert_eq!(told(Path::new(name), &bytes).map(|(what, _)| what), Some(what), "{name} {what}");
        }
        for (name, text) in [("report.toml", "year = 2025"), ("报告.xls", "# 报告\n[agency]"), ("a.toml", "year: 2025")]
        {
            assert_eq!(told(Path::new(name), text.as_bytes()), None, "{name}");
        }
    }
}
