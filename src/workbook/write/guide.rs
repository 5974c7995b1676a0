//! The sheet that says how to fill in the others.

use rust_xlsxwriter::Worksheet;

use super::look::{Looks, height, paper};
use super::rows::{Result, Rows};
use super::table::spanned;
use crate::filing::Filing;
use crate::workbook::words::{ADVANCED, BASICS, LAST_YEAR, LETTER, NAMES, PROSE, example, table_name};

/// Characters of all columns.
const WIDTH: f64 = 100.0;
/// Columns that the text spans: office suites shrink a sheet to the paper only where it could be parted.
const COLUMNS: u16 = 4;

/// Puts the sheet.
pub(super) fn put(sheet: &mut Worksheet, filing: &Filing, looks: &Looks) -> Result<()> {
    let form = &filing.form;
    for column in 0..COLUMNS {
        sheet.set_column_width(column, WIDTH / f64::from(COLUMNS))?;
    }
    let title = looks.title.clone().set_text_wrap();
    spanned(sheet, (0, 0), (0, COLUMNS - 1), &filing.official_title(), &title)?;
    sheet.set_row_height(0, height(&filing.official_title(), WIDTH / 1.6).max(34.0))?;
    let tables: Vec<String> = (0..form.tables.len()).map(|table| table_name(form, table)).collect();
    let notice = &form.notice;
    let accounts =
        form.accounts.iter().map(|account| format!("在“{0}”里填{0}，{1}填 0。", account.label, account.nothing));
    let steps = [
        format!("在“{BASICS}”里填年度、机关名称和联系方式；报告开头的一段由它们生成。"),
        format!(
            "在“{}”里照实填数。浅黄色的格是要填的；绿色的格是合计，自动计算，也可以改填。没有发生的填 0，不适用的填“/”，确要留空的填“空白”。",
            tables.join("”“")
        ),
        "数后可以带括号说明，如 22（其中修订 16 件）；点一格会显示它的法律依据和填法。".to_owned(),
        "“核对”一行一列是勾稽关系两边的差，应为 0；变红就是数对不上，请核对原始登记。".to_owned(),
        format!(
            "在“{PROSE}”里写文字，一行一段。{{{{ {} }}}} 这样的名称会换成表里的数，文字和表就不会不一致；能用的名称在“{NAMES}”里。",
            example(form)
        ),
    ];
    let last = format!(
        "“{LAST_YEAR}”照上年已公布的报告填，用来核对上年结转；“{LETTER}”只在报告要作为公文印发时填；“{ADVANCED}”一般不用填。"
    );
    let steps = steps.into_iter().chain(accounts).chain([last]).enumerate();
    let head = [format!("按{}印发的{} 年格式（{}）制作。", notice.issuer, form.edition, notice.number), String::new()];
    let tail = [
        "",
        "填好以后：",
        "nianbao check 本文件.xlsx    核对，逐条说明哪张表哪一格有什么问题",
        "nianbao check 本文件.xlsx --annotate 标注.xlsx    另存一份标出问题的工作簿",
        "nianbao build 本文件.xlsx -o 输出    生成 PDF 和网页",
        "",
        "表名、行列位置可以改动，程序按名称认表，不按位置；名称请照原样。各表受保护（没有密码），只有要填的格可以改；要调整时在“审阅”里撤销工作表保护。",
    ];
    let steps = steps.map(|(number, step)| format!("{}. {step}", number + 1));
    let lines = head.into_iter().chain(steps).chain(tail.map(str::to_owned));
    let mut rows = Rows { next: 2 };
    for line in lines {
        let row = rows.take();
        spanned(sheet, (row, 0), (row, COLUMNS - 1), &line, &looks.plain)?;
        sheet.set_row_height(row, height(&line, WIDTH))?;
    }
    paper(sheet, false);
    Ok(())
}
