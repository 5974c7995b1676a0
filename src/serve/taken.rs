//! What can be taken of a report: files as commands write them, and all of them in one.

use super::opened::OpenedReport;
use super::reply::Declined;
use crate::changes::{ChangeTable, Detail};
use crate::engine::{Engine, Rendered};
use crate::error::Error;
use crate::output::{file_name, packed};
use crate::product::{Deliverable, FileKind, Selection, chart_files, files, letter_name, marked};
use crate::report::View;
use crate::workbook;

/// A file: its name and its bytes.
type TakenFile = (String, Vec<u8>);

/// What the page calls files of documents: of which document, as which kind of file.
const DOCUMENTS: [(&str, Deliverable, FileKind); 8] = [
    ("pdf", Deliverable::Report, FileKind::Pdf),
    ("html", Deliverable::Report, FileKind::Html),
    ("fragment", Deliverable::Report, FileKind::Fragment),
    ("docx", Deliverable::Report, FileKind::Docx),
    ("letter", Deliverable::Letter, FileKind::Pdf),
    ("letter-docx", Deliverable::Letter, FileKind::Docx),
    ("whole", Deliverable::Whole, FileKind::Pdf),
    ("whole-docx", Deliverable::Whole, FileKind::Docx),
];

/// A file made of a report, by what the page calls it; a draft while something blocks it.
pub(super) fn take(engine: &Engine, report: &OpenedReport, what: &str) -> Result<TakenFile, Declined> {
    if let Some((_, document, kind)) = DOCUMENTS.iter().find(|(name, ..)| *name == what) {
        let rendered = rendered(engine, report, *kind == FileKind::Docx, *document)?;
        return of_document(engine, report, &rendered, (*document, *kind))?.ok_or_else(|| {
            Declined::new("这份报告没有报送的公文，或公文标有密级，没有网页", "在“报送的公文”里填主送机关等项")
        });
    }
    match what {
        "annotated" => annotated(report),
        "changes" => changes(report)?
            .ok_or_else(|| Declined::new("没有往年的数，不能对比", "在输入里写上年的文件，或填“上年数据”")),
        "charts" => charts(engine, report),
        "all" => all(engine, report),
        _ => Err(Declined::new("没有这一种文件", "")),
    }
}

/// The title of a report as part of a file's name; of a draft it says so.
fn titled(report: &OpenedReport, what: &str) -> String {
    marked(&file_name(&format!("{}{what}", report.input.filing.exact_title())), report.view().draft, false)
}

/// What a report is rendered to, as far as a document of it needs: the whole needs all.
fn rendered(engine: &Engine, report: &OpenedReport, docx: bool, document: Deliverable) -> Result<Rendered, Declined> {
    let (alone, unbound) = (document == Deliverable::Report, document != Deliverable::Whole);
    Ok(engine.render(&report.input, report.examined.clone(), View { docx, alone, unbound, ..report.view() })?)
}

/// A document as a kind of file; none where the report does not have it.
fn of_document(
    engine: &Engine,
    report: &OpenedReport,
    rendered: &Rendered,
    (document, kind): (Deliverable, FileKind),
) -> Result<Option<TakenFile>, Declined> {
    let selection = Selection { documents: vec![document], kinds: vec![kind] };
    let title = file_name(&report.input.filing.exact_title());
    let letter = rendered.letter.as_ref().map_or("", |letter| &letter.title);
    let name = match document {
        Deliverable::Report | Deliverable::Poster => title,
        Deliverable::Letter => letter_name(letter, &title),
        Deliverable::Whole => format!("{}（合订本）", file_name(letter)),
    };
    let made = files(engine, document, rendered, &selection, &marked(&name, report.view().draft, false))?;
    Ok(made.into_iter().next())
}

/// A copy of the workbook with its faults marked.
fn annotated(report: &OpenedReport) -> Result<TakenFile, Declined> {
    if !report.source().is_workbook() {
        return Err(Declined::new("这份报告不是工作簿，没有格可以标注", "问题都列在“问题”里"));
    }
    let bytes = std::fs::read(&report.path).map_err(|error| Error::io(&report.path, &error))?;
    let copy = workbook::annotate(&bytes, &report.input.sources, &report.examined.findings)
        .map_err(|refusal| Declined::new(refusal.reason, refusal.hint))?;
    let stem = report.path.file_stem().unwrap_or_default().to_string_lossy();
    Ok((format!("{stem}（标注）.{}", workbook::copy_ending(&bytes)), copy))
}

/// The figures beside those of earlier years; none where there are none.
fn changes(report: &OpenedReport) -> Result<Option<TakenFile>, Declined> {
    let (input, figures) = (&report.input, &report.examined.figures);
    if input.prior.is_none() {
        return Ok(None);
    }
    let table = ChangeTable::new(&input.years(figures), &input.filing, Detail::Main);
    let of = input.filing.name().unwrap_or_default().trim();
    let bytes = workbook::changes_workbook(&table, of).map_err(|error| Declined::new(error.0, "缩短名称"))?;
    Ok(Some((format!("{}.xlsx", titled(report, "（与往年对比）")), bytes)))
}

/// The files of the charts of a report; those of one with errors say that they are a draft's.
fn drawn(engine: &Engine, report: &OpenedReport) -> Result<Vec<(String, Vec<u8>)>, Declined> {
    let is_draft = report.examined.is_blocked();
    Ok(chart_files(engine.charts(&report.input, &report.examined, is_draft)?, is_draft))
}

/// The charts in one archive.
fn charts(engine: &Engine, report: &OpenedReport) -> Result<TakenFile, Declined> {
    let charts = drawn(engine, report)?;
    Ok((format!("{}.zip", titled(report, "（图）")), archive(&charts)?))
}

/// All that can be made of a report, in one archive.
fn all(engine: &Engine, report: &OpenedReport) -> Result<TakenFile, Declined> {
    let mut all = Vec::new();
    let rendered = rendered(engine, report, true, Deliverable::Whole)?;
    for (_, document, kind) in DOCUMENTS {
        all.extend(of_document(engine, report, &rendered, (document, kind))?);
    }
    all.extend(changes(report)?);
    let charts = drawn(engine, report)?;
    all.extend(charts.into_iter().map(|(name, bytes)| (format!("图/{name}"), bytes)));
    if report.source().is_workbook() {
        all.push(annotated(report)?);
    }
    Ok((format!("{}.zip", titled(report, "（全部文件）")), archive(&all)?))
}

/// Some files as one archive.
fn archive(files: &[TakenFile]) -> Result<Vec<u8>, Declined> {
    packed(files).map_err(|error| Declined::new(format!("打不成一个文件：{error}"), "一个一个地取"))
}
