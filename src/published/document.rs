//! The document that a page spells.

use std::path::Path;

use super::contents::{self, Contents};
use super::fields::{self, LabelledValue};
use super::headings::{cut_tables, join_titles, part_titles};
use super::page::{Emptiness, Medium, PagePiece, PageTable, PublishedPage, Unread};
use super::refusal::Refused;
use super::taking::{ItemPlace, MOST_NAMED, Taking};
use super::{pdf, prose, rest, seams, site};
use crate::document::{Document, Given, Raw, Spelling};
use crate::editions::{self, Brought};
use crate::filing::{FIELDS, Field, Group};
use crate::finding::Finding;
use crate::form::{Editions, Form};
use crate::prose::titles::SectionTitles;
use crate::rule::{Rule, published as rules};
use crate::source::{CellKind, Sources};
use crate::workbook::{self, Draft, Sheet};

/// Reads a page into a document.
///
/// # Errors
/// When there is nothing of a report in it.
pub(super) fn read(
    mut page: PublishedPage,
    name: &str,
    (folder, editions): (&Path, &Editions),
    sources: &mut Sources,
) -> Result<(Document, Brought), Refused> {
    let forms: Vec<&Form> = editions.all().iter().map(|form| &**form).collect();
    seams::mend(&mut page, &forms);
    join_titles(&mut page, &forms);
    part_titles(&mut page, &forms);
    cut_tables(&mut page, &forms);
    let contents = contents::find(&page, editions);
    if page.medium == Medium::Web {
        pass_over_site(&mut page, &contents);
    }
    let (sheets, places) = sheets(&page);
    if workbook::is_kept_workbook(&sheets) {
        return Err(kept_workbook(&page));
    }
    let draft = Draft::new(&sheets, Spelling::Published, editions, sources);
    let mut taking = Taking { draft, places: &places, done: vec![false; page.items.len()] };
    title(&mut taking, &page, &contents, editions);
    workbook::read_lists(&mut taking.draft, editions);
    let (form, tables) = workbook::read_tables(&mut taking.draft, editions);
    let sections = contents::sections(&page, &contents, &form);
    if tables.is_empty() && sections.len() < 2 {
        return Err(nothing(&page));
    }
    captions(&mut taking, &page, &form, &tables);
    of_itself(&mut taking, &page);
    let official = |item: usize| match places[item] {
        ItemPlace::Sheet(sheet) => tables.iter().find(|(known, _)| *known == sheet).map(|(_, table)| *table),
        ItemPlace::Row(_) => None,
    };
    prose::read(&mut taking, &page, &contents, (&form, &sections, editions), &official);
    let left_out = rest::tell(&mut taking, &page, &contents, &official, editions);
    tell(&mut taking, &page);
    let Draft { document, listing, .. } = taking.draft;
    let source = listing.keep(name, sources);
    sources.leave_out(source, left_out);
    Ok((document, editions::beside(None, folder, editions)))
}

/// Takes for seen what a site hides and colours beside its report.
fn pass_over_site(page: &mut PublishedPage, contents: &Contents) {
    let is_of_report = |item: usize| contents.items.contains(&item) && !site::is_of_site(page.text(item));
    let beside: Vec<usize> = (0..page.items.len()).filter(|item| !is_of_report(*item)).collect();
    (page.unread.hidden, page.unread.faint) = (0, 0);
    for item in beside {
        page.items[item].each_unread(|unread| (unread.hidden, unread.faint) = (0, 0));
    }
}

/// Takes the captions of official tables for known: the program prints its own.
fn captions(taking: &mut Taking<'_>, page: &PublishedPage, form: &Form, tables: &[(usize, usize)]) {
    let names = SectionTitles::of(form, |_| None);
    for (item, place) in taking.places.iter().enumerate() {
        let (PagePiece::Table(grid), ItemPlace::Sheet(sheet)) = (&page.items[item].what, place) else { continue };
        let table = tables.iter().find(|(known, _)| known == sheet).map(|(_, table)| table);
        if table.is_some_and(|table| prose::is_title(form, &names, *table, &grid.caption)) {
            taking.draft.know(*sheet, (0, 0));
        }
    }
}

/// Why a workbook is not read from a page that it was kept as, and what to do: hints would be read as prose, and which
/// cells belong to one sheet is lost.
fn kept_workbook(page: &PublishedPage) -> Refused {
    let kind = page.medium.name();
    Refused::new(
        format!("{kind}里是另存的填报工作簿，填法说明和要印的内容分不开了"),
        "给出原来的工作簿；只有这一份的，在 Excel 或 WPS 里打开，另存为 .xlsx，再给出那个文件",
    )
}

/// Why there is no report in a page, and what to do.
fn nothing(page: &PublishedPage) -> Refused {
    let what = page.medium.name();
    match (&page.emptiness, page.medium) {
        (Some(Emptiness::Frame(address)), _) => Refused::new(
            format!("网页里没有报告的内容：它在另一个网页里（{address}）"),
            "在浏览器里打开那个网页，在浏览器里另存为网页，再给出那个文件",
        ),
        (Some(Emptiness::Scripts), _) => Refused::new(
            "网页里没有认出年度报告，内容多半是打开以后才由脚本取来的",
            "在浏览器里打开，等内容显示出来，在浏览器里另存为“网页，全部”，再给出那个文件",
        ),
        (Some(Emptiness::Pictures), _) => {
            Refused::new(format!("{what}里没有认出年度报告，只有图片"), "图片里的字读不了；向发布的人要文字的报告")
        }
        (Some(Emptiness::Inserted), _) => Refused::new(
            format!("{what}里没有认出年度报告，内容是插进来的另一个文件"),
            "用 Word 打开，另存为 .docx，再给出那个文件",
        ),
        (None, Medium::Web) => Refused::new(
            "网页里没有认出年度报告的表和各部分标题",
            "确认给的是年度报告的网页；目录页、附件要打开以后再另存",
        ),
        (None, Medium::Word | Medium::Pdf) => Refused::new(
            format!("{what}里没有认出年度报告的表和各部分标题"),
            "确认给的是年度报告；只有正文的可以粘贴到 report.toml 里",
        ),
    }
}

/// The paragraphs and each table as a sheet, and where each item stands.
fn sheets(page: &PublishedPage) -> (Vec<Sheet>, Vec<ItemPlace>) {
    let name = page.medium.name();
    let (mut rows, mut tables, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let mut above = "";
    for item in &page.items {
        match &item.what {
            PagePiece::Paragraph(paragraph) => {
                let row = workbook::index(rows.len() + 1);
                rows.push(((row, 0), paragraph.text.clone()));
                places.push(ItemPlace::Row(row));
                above = &paragraph.text;
            }
            PagePiece::Table(grid) => {
                let called = format!("{name}第 {} 张表", tables.len() + 1);
                // The unit of a table often stands right above it.
                let unit = std::mem::take(&mut above);
                let unit = if workbook::is_caption(unit) { unit } else { "" };
                let caption = [unit, &grid.caption].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                tables.push(Sheet::of_texts(called, CellKind::Table, cells(grid, caption)));
                places.push(ItemPlace::Sheet(tables.len()));
            }
        }
    }
    let paragraphs = Sheet::of_texts(name.to_owned(), CellKind::Paragraphs, rows);
    (std::iter::once(paragraphs).chain(tables).collect(), places)
}

/// The cells of a table; what stands above it is row 0.
fn cells<'g>(grid: &'g PageTable, above: &str) -> impl Iterator<Item = ((u32, u32), String)> + 'g {
    let above = std::iter::once(((0, 0), above.to_owned()));
    above.chain(grid.cells.iter().map(|cell| ((cell.row + 1, cell.column), cell.text.clone())))
}

/// Puts what the title says.
fn title(taking: &mut Taking<'_>, page: &PublishedPage, contents: &Contents, editions: &Editions) {
    let Some(title) = &contents.title else { return };
    let item = title.items.start;
    let at = match page.items.get(item).filter(|_| !title.items.is_empty()) {
        Some(_) => taking.take(item, &title.text),
        None => {
            let range = taking.draft.listing.add_text(taking.draft.sheets[0].place((0, 0)), &title.text);
            taking.draft.listing.span(&range)
        }
    };
    title.items.clone().for_each(|item| taking.done[item] = true);
    if let Some(field) = Field::of("year") {
        taking.draft.document.put(field, Given::new(Raw::Number(title.year.into()), at.clone()));
    }
    if !title.agency.is_empty() {
        taking.draft.put("agency.name", title.agency.as_str(), at.clone());
    }
    let official = format!("{}{}年{}", title.agency, title.year, editions.for_year(title.year).title);
    let written: String = title.text.split_whitespace().collect();
    if written != official && !title.items.is_empty() {
        taking.draft.put("title", title.text.as_str(), at);
    }
}

/// Puts what the page says of itself in its tags.
fn of_itself(taking: &mut Taking<'_>, page: &PublishedPage) {
    for (name, content) in &page.meta {
        let is_named = |field: &&Field| field.tag.is_some_and(|(_, tag)| tag.eq_ignore_ascii_case(name));
        let field = FIELDS.iter().find(|field| field.group == Group::Web && is_named(field));
        // The summary is of this one page, and made anew.
        let Some(field) = field.filter(|field| field.path != "web.description") else { continue };
        let value = match &*field.path {
            "web.published" => fields::value_of(&field.path, content).unwrap_or_else(|| content.clone()),
            _ => content.clone(),
        };
        let range = taking.draft.listing.add_text(taking.draft.sheets[0].place((0, 0)), &value);
        let at = taking.draft.listing.span(&range);
        taking.draft.document.put(field, Given::text(value, at));
    }
    // Around the report the site says when it was published, and of whom.
    for item in 0..page.items.len() {
        let text = page.text(item);
        if site::is_of_site(text) {
            for LabelledValue { path, value } in fields::of_line(text) {
                taking.put(path, &value, item);
            }
        }
    }
}

/// Tells what reading the file came upon, with where it stands.
fn tell(taking: &mut Taking<'_>, page: &PublishedPage) {
    if !page.turned.is_empty() {
        let pages: Vec<String> = page.turned.iter().map(usize::to_string).collect();
        let message = format!("第 {} 页是横着的，字读不成行。", pages.join("、"));
        taking.draft.fault(Finding::new(&rules::UNREADABLE, message).hint(pdf::TURN));
    }
    if page.unreadable > 0 {
        let message = format!("有 {} 个字符按文件的编码认不出。", page.unreadable);
        taking.draft.fault(Finding::new(&rules::UNREADABLE, message));
    }
    unread(taking, page, &rules::CHANGES, ("处修订没有接受，按全部接受读入", "处"), |unread| {
        unread.changes
    });
    let said = quoted(&page.comments);
    unread(taking, page, &rules::COMMENTS, (&format!("条批注没有读入{said}"), "条"), |unread| unread.comments);
    unread(taking, page, &rules::STRUCK, ("处有划掉的字，照样读、照样印", "处"), |unread| unread.struck);
    unread(taking, page, &rules::HIDDEN, ("处隐藏的文字没有读入", "处"), |unread| unread.hidden);
    let faint = "处看不出来的文字（白色的、小得看不见的、在隐藏的行里的），照样读、照样印";
    unread(taking, page, &rules::FAINT, (faint, "处"), |unread| unread.faint);
    let plain = "处公式、上下标、注音、带圈字符、艺术字、窗体控件只读了字";
    unread(taking, page, &rules::PLAIN, (plain, "处"), |unread| unread.plain);
    let moved = "处脚注、尾注、文本框在那一段后面另成一段，照正文印";
    unread(taking, page, &rules::PLAIN, (moved, "处"), |unread| unread.moved);
    unread(taking, page, &rules::SPANS, ("张表的格里又有表，拆开了，一格一段", "张"), |unread| {
        unread.nested
    });
    unread(taking, page, &rules::INSERTED, ("个插进来的文件没有读", "个"), |unread| unread.inserted);
    let wrapped = "个数在格里折成两行，接成一个数读";
    unread(taking, page, &rules::WRAPPED, (wrapped, "个"), |unread| unread.wrapped);
    unread(taking, page, &rules::PICTURES, ("处图片、图表没有读", "处"), |unread| unread.pictures);
}

/// Comments as a message quotes them.
fn quoted(comments: &[String]) -> String {
    let shown: Vec<&str> = comments.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = if comments.len() > MOST_NAMED { "；等" } else { "" };
    if shown.is_empty() { String::new() } else { format!("：{}{more}", shown.join("；")) }
}

/// Tells things of one kind that were not read, or not as they are seen: how many, and at which paragraphs, tables and
/// cells the first of them stand.
fn unread(
    taking: &mut Taking<'_>,
    page: &PublishedPage,
    rule: &'static Rule,
    (what, of_item): (&str, &str),
    count: impl Fn(&Unread) -> usize,
) {
    let places = page.items.iter().enumerate().flat_map(|(number, item)| {
        let cells = item.cells().iter().map(move |cell| (number, Some((cell.row + 1, cell.column)), cell.unread));
        std::iter::once((number, None, item.unread)).chain(cells)
    });
    let places = places.map(|(item, cell, unread)| (item, cell, count(&unread))).filter(|(.., count)| *count > 0);
    let places: Vec<_> = places.collect();
    let total = places.iter().map(|(.., count)| count).sum::<usize>() + count(&page.unread);
    if total == 0 {
        return;
    }
    let mut finding = Finding::new(rule, format!("有 {total} {what}。"));
    for (item, cell, count) in places.into_iter().take(MOST_NAMED) {
        let at = match (cell, taking.places[item]) {
            (Some(cell), ItemPlace::Sheet(sheet)) => taking.draft.place(sheet, cell),
            _ => taking.point(item, page.text(item)),
        };
        finding = finding.mark(&at, format!("{count} {of_item}"));
    }
    taking.draft.fault(finding);
}
