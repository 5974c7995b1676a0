//! Reports as other sites and programs publish them: the same report in the dress of each.

use nianbao::engine::{Examined, Input};
use nianbao::prose::{Block, plain_text};
use nianbao::report::View;

use super::roundtrip::{differences_of, printed};
use crate::support::{engine, examine, folder, sound};

/// A section: its heading, the paragraphs before its table, the table, the paragraphs behind it.
type SectionParts = (String, Vec<String>, Option<String>, Vec<String>);

/// A report taken apart, to be dressed.
pub struct Parts {
    /// Its title.
    pub title: String,
    /// The paragraphs of its preface.
    pub preface: Vec<String>,
    /// Each section: its heading, the paragraphs before its table, the table, the paragraphs behind it.
    pub sections: Vec<SectionParts>,
}

/// The paragraphs of some blocks.
fn paragraphs(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .flat_map(|block| plain_text(std::slice::from_ref(block)).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// A table of a page without all that only this program writes.
fn bare(table: &str) -> String {
    let mut out = String::new();
    for piece in table.split_inclusive('>') {
        let (text, tag) = piece.split_once('<').map_or((piece, ""), |(text, tag)| (text, tag));
        out.push_str(text);
        let name = tag.trim_end_matches('>').split_whitespace().next().unwrap_or_default();
        let name = name.replace("th", "td").replace("thead", "tbody").replace("tdead", "tbody");
        if ["caption", "/caption", "colgroup", "/colgroup", "col", "span", "/span", "wbr"].contains(&name.as_str()) {
            continue;
        }
        let spans = ["colspan", "rowspan"].into_iter().filter_map(|span| {
            let (_, rest) = tag.split_once(&format!("{span}=\""))?;
            Some(format!(" {span}={}", rest.split('"').next()?))
        });
        if !name.is_empty() {
            out.push_str(&format!("<{name}{}>", spans.collect::<String>()));
        }
    }
    // The words of a caption stand between its tags.
    let start = out.find("<tbody>").unwrap_or(0);
    format!("<table>{}", &out[start..])
}

/// Takes a report apart.
pub fn parts(input: &Input, examined: &Examined) -> Parts {
    let html = engine().render(input, engine().examine(input).unwrap(), View::default()).unwrap().html;
    let mut tables = html.split("<table border=\"1\" class=\"form").skip(1).map(|rest| {
        let table = rest.split("</table>").next().unwrap();
        bare(&format!("<table{}</table>", &table[table.find('>').unwrap()..]))
    });
    let section = |chapter: &nianbao::narrative::Chapter| {
        let heading = format!("{}、{}", chapter.ordinal, chapter.title);
        let table = chapter.table.and_then(|_| tables.next());
        (heading, paragraphs(&chapter.before), table, paragraphs(&chapter.after))
    };
    let parts = Parts {
        title: input.filing.exact_title(),
        preface: paragraphs(&examined.narrative.preface),
        sections: examined.narrative.sections.iter().map(section).collect(),
    };
    assert!(parts.sections.iter().filter(|section| section.2.is_some()).count() == 3, "its tables are found");
    parts
}

/// The body of a report: each heading, paragraph and table put into tags.
fn body(
    parts: &Parts,
    heading: impl Fn(&str) -> String,
    paragraph: impl Fn(&str) -> String,
    table: impl Fn(&str) -> String,
) -> String {
    let mut out: String = parts.preface.iter().map(|text| paragraph(text)).collect();
    for (title, before, own, after) in &parts.sections {
        out.push_str(&heading(title));
        out.extend(before.iter().map(|text| paragraph(text)));
        out.extend(own.iter().map(|own| table(own)));
        out.extend(after.iter().map(|text| paragraph(text)));
    }
    out
}

/// What sites put around an article: menus, other reports, what the page is.
const AROUND: [&str; 2] = [
    "<div class=head><a href=/>首页</a> <a href=/zfxxgk>政府信息公开</a></div><div class=wz>当前位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; 政府信息公开年报</div>",
    "<div class=other><ul><li><a>示例市应急管理局2024年政府信息公开工作年度报告</a></li><li><a>示例市应急管理局2023年政府信息公开工作年度报告</a></li></ul></div>\
     <div class=foot><p>版权所有：示例市应急管理局　主办：示例市应急管理局办公室</p><p>网站标识码：3701000001　鲁ICP备12345678号</p></div>",
];

/// A page around a body.
fn page(charset: &str, title: &str, body: &str) -> String {
    let [head, foot] = AROUND;
    format!(
        "<html><head><meta http-equiv=Content-Type content=\"text/html; charset={charset}\"><title>{title}_示例市应急管理局</title>\
         <script>var a = '<p>一、总体情况</p>';</script></head><body>{head}{body}{foot}</body></html>"
    )
}

/// What a dress is called, its file's name, and the file.
type Dress = (&'static str, &'static str, Vec<u8>);

/// The same report in the dress of each site or program: what it is called, its file's name, and the file.
fn dresses(parts: &Parts) -> Vec<Dress> {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let plain = |table: &str| table.to_owned();
    let p = |text: &str| format!("<p style=\"text-indent:2em\">　　{text}</p>\n");
    let title = &parts.title;
    let mut all = Vec::new();

    // A site of long ago: GBK, an editor's own box, blanks of full width as indents.
    let trs = body(parts, |t| format!("<p align=justify><strong>　　{t}</strong></p>"), p, plain);
    let trs = format!(
        "<h1>{title}</h1><p class=xx>发布时间：2026-01-20 10:12:30　来源：示例市应急管理局　浏览次数：<span id=hits>12</span></p><div class=TRS_Editor>{trs}</div>"
    );
    all.push(("old editor", "年报.html", gbk(&page("gb2312", title, &trs))));

    // Tables for everything, in each other.
    let inner = body(parts, |t| p(&format!("<b>{t}</b>")), p, |table| format!("<div align=center>{table}</div>"));
    let nested = format!(
        "<table width=1000><tr><td width=200><table><tr><td>网站首页</td></tr><tr><td>机构概况</td></tr></table></td><td>\
         <table><tr><td align=center>{title}</td></tr><tr><td>发布日期：2026年1月20日 字体：[大 中 小]</td></tr><tr><td>{inner}</td></tr></table></td></tr></table>"
    );
    all.push(("nested tables", "年报.htm", page("utf-8", title, &nested).into_bytes()));

    // Line breaks for paragraphs, fonts, text that lies in no paragraph.
    let br = body(
        parts,
        |t| format!("<br><font color=black><b>&nbsp;&nbsp;&nbsp;&nbsp;{t}</b></font><br>"),
        |t| format!("&nbsp;&nbsp;&nbsp;&nbsp;<font size=4>{t}</font><br>\n<br>"),
        plain,
    );
    all.push((
        "line breaks",
        "年报.html",
        gbk(&page("gbk", title, &format!("<center><font size=6>{title}</font></center><div id=zoom>{br}</div>"))),
    ));

    // Word's own pages: a span for each run, every cell a paragraph, numbers of lists in comments for other programs.
    let spans = |text: &str| text.replace("2025", "<span lang=EN-US>2025</span>");
    let word = body(
        parts,
        |t| {
            let (number, rest) = t.split_once('、').unwrap();
            format!(
                "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>{number}、</span><![endif]><span>{rest}</span><o:p></o:p></p>"
            )
        },
        |t| format!("<p class=MsoNormal style='text-indent:\n32.0pt'><span>{}<o:p></o:p></span></p>\n", spans(t)),
        |table| {
            table
                .replace("<td", "<td valign=top style='border:solid'")
                .replace("</td>", "<o:p>&nbsp;</o:p></p></td>")
                .replace("'border:solid'>", "'border:solid'><p class=MsoNormal align=center>")
        },
    );
    let word = format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head><meta charset=gb2312>\
         <!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><style>p.MsoNormal {{ margin:0 }}</style></head>\
         <body lang=ZH-CN><div class=WordSection1><p class=MsoNormal align=center><b>{title}</b></p>{word}</div></body></html>"
    );
    all.push(("word", "另存为网页.htm", gbk(&word)));

    all.extend(more_dresses(parts));
    all
}

/// More of them.
fn more_dresses(parts: &Parts) -> Vec<Dress> {
    let p = |text: &str| format!("<p style=\"text-indent:2em\">　　{text}</p>\n");
    let title = &parts.title;
    let mut all: Vec<Dress> = Vec::new();

    // Boxes for sections, titles without ordinals, a table of contents, what only small screens show.
    let boxed: String = parts
        .sections
        .iter()
        .map(|(title, before, table, after)| {
            let bare = title.split_once('、').unwrap().1;
            let all: String =
                before.iter().map(|t| p(t)).chain(table.clone()).chain(after.iter().map(|t| p(t))).collect();
            format!("<div class=sec><h2>{bare}</h2><div class=txt>{all}</div></div>")
        })
        .collect();
    let list: String = parts.sections.iter().map(|(title, ..)| format!("<li><a href=#a>{title}</a></li>")).collect();
    let preface: String = parts.preface.iter().map(|t| p(t)).collect();
    let boxed = format!(
        "<div class=article><h1>{title}</h1><ul class=toc>{list}</ul><div style=\"display: none\">{boxed}</div><div class=pre>{preface}</div>{boxed}</div><div class=share>分享到：微信 微博</div>"
    );
    all.push(("boxes", "年报.html", page("utf-8", title, &boxed).into_bytes()));

    // Labels broken into lines, blanks that are characters, digits of full width, zero width spaces.
    let odd = |table: &str| {
        let broken = table
            .replace("本年新收", "本年<br/>新收")
            .replace("政府信息公开申请数量", "政府&nbsp;信息\n公开申请数量")
            .replace("<td>0</td>", "<td>&nbsp;０ </td>");
        broken.replace("</td>", "\u{200b}</td>").replace("（一）", "(一)")
    };
    let divs = body(parts, |t| format!("<div><div>{t}</div></div>"), |t| format!("<div><span>{t}</span></div>"), odd);
    all.push((
        "odd labels",
        "年报.html",
        format!("\u{feff}{}", page("utf-8", title, &format!("<div><h2>{title}</h2><div>{divs}</div></div>")))
            .into_bytes(),
    ));

    // Tags of old, in capitals, not closed.
    let open = |table: &str| {
        table
            .replace("</td>", "")
            .replace("</tr>", "")
            .replace("<td", "<TD")
            .replace("<tr>", "<TR>")
            .replace("<tbody>", "")
            .replace("</tbody>", "")
    };
    let old = body(parts, |t| format!("<P>{t}"), |t| format!("<P>{t}\n"), open);
    all.push((
        "not closed",
        "年报.html",
        page("utf-8", title, &format!("<CENTER>{title}</CENTER><DIV>{old}</DIV>")).into_bytes(),
    ));
    all.extend(last_dresses(parts));
    all
}

/// The last of them.
fn last_dresses(parts: &Parts) -> Vec<Dress> {
    let p = |text: &str| format!("<p style=\"text-indent:2em\">　　{text}</p>\n");
    let title = &parts.title;
    let mut all: Vec<Dress> = Vec::new();

    // The whole report in one table.
    let wide = |text: &str| format!("<tr><td colspan=11><p>{text}</p></td></tr>");
    let rows = |table: &str| {
        table.replace("<table>", "").replace("</table>", "").replace("<tbody>", "").replace("</tbody>", "")
    };
    let one = body(parts, wide, wide, rows);
    all.push((
        "one table",
        "年报.html",
        page("utf-8", title, &format!("<h3>{title}</h3><table border=1>{one}</table>")).into_bytes(),
    ));
    // The title on two lines, the unit above a table, the date and who signs below.
    let two = title.replace("政府信息公开工作年度报告", "<br>政府信息公开工作年度报告");
    let signed = format!(
        "<div><p align=center>{two}</p>{}<p align=right>示例市应急管理局</p><p align=right>2026年1月15日</p><p>附件下载：年报.docx</p></div>",
        body(parts, p, p, |t| format!("<p align=right>单位：件</p>{t}"))
    );
    all.push(("signed", "年报.html", page("utf-8", title, &signed).into_bytes()));

    // XHTML, with a table that a page end has cut in two.
    let cut = |table: &str| match table.rfind("<tr>") {
        Some(at) if table.matches("<tr>").count() > 20 => {
            format!("{}</tbody></table>\n<table><tbody>{}", &table[..at], &table[at..])
        }
        _ => table.to_owned(),
    };
    let xhtml = body(parts, |t| format!("<h3>{t}</h3>"), p, cut);
    let xhtml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n{}",
        page("utf-8", title, &format!("<h2>{title}</h2>{xhtml}"))
    );
    all.push(("cut table", "年报.xhtml", xhtml.into_bytes()));

    // Titles that are counted in other ways.
    type Count = fn(usize) -> String;
    const COUNTS: [(&str, Count, &str); 6] = [
        ("1 ", |number| format!("{number} "), ""),
        ("01", |number| format!("0{number}"), ""),
        ("（一）", |number| format!("（{}）", nianbao::prose::numbering::ordinal(number)), ""),
        ("Ⅰ、", |number| format!("{}、", ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ"][number - 1]), ""),
        ("壹、", |number| format!("{}、", ["壹", "贰", "叁", "肆", "伍", "陆", "柒"][number - 1]), ""),
        ("一、：", |number| nianbao::prose::numbering::ordinal(number) + "、", "："),
    ];
    for (name, count, behind) in COUNTS {
        let number = std::cell::Cell::new(0);
        let heading = |text: &str| {
            number.set(number.get() + 1);
            p(&format!("{}{}{behind}", count(number.get()), text.split_once('、').unwrap().1))
        };
        let counted = format!("<h2>{title}</h2>{}", body(parts, heading, p, |table| table.to_owned()));
        all.push((name, "年报.html", page("utf-8", title, &counted).into_bytes()));
    }
    all
}

#[test]
fn reports_of_other_sites_are_taken_in_whole() {
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let parts = parts(&input, &examined);
    let mut wrong = Vec::new();
    for (dress, name, bytes) in dresses(&parts) {
        let path = of_report.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        if let Some(kept) = std::env::var_os("NIANBAO_KEEP") {
            std::fs::write(std::path::Path::new(&kept).join(format!("{dress}.html")), &bytes).unwrap();
        }
        let (again, of_page) = examine(&path);
        let mut expected = printed(&input, &examined);
        if dress == "signed" {
            expected.extend(["示例市应急管理局", "2026年1月15日"].map(str::to_owned));
        }
        wrong.extend(differences_of(dress, &expected, (&again, &of_page)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
