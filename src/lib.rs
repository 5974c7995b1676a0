//! Turns an agency's figures into its 政府信息公开工作年度报告, the annual report that every Chinese agency publishes
//! under 《中华人民共和国政府信息公开条例》: read, completed, checked, and set as a PDF and a web page.
//!
//! ```text
//! path ─read→ Filing ─complete→ Figures ─compose→ Narrative ─check→ Vec<Finding>
//!                                                     └─view→ Report ─render→ Rendered ─typeset→ PDF
//! ```
//!
//! Reading never judges; completing, composing, checking and viewing are pure. Faults of a report are
//! [`Finding`](finding::Finding)s; an [`Error`](error::Error) means that the program cannot go on.
//!
//! ```
//! use std::path::Path;
//!
//! use nianbao::engine::Engine;
//! use nianbao::report::View;
//!
//! # fn main() -> nianbao::error::Result<()> {
//! let engine = Engine::built_in()?;
//! let input = engine.read(Path::new("examples/changle-2020/report.toml"), None)?;
//! let examined = engine.examine(&input)?;
//! assert!(!examined.is_blocked());
//! assert_eq!(examined.figures.amount("applications.new"), Some(202.into()));
//!
//! let rendered = engine.render(&input, examined, View::default())?;
//! let pdf = engine.typesetter().pdf(&rendered.typst)?;
//! assert!(pdf.starts_with(b"%PDF") && rendered.html.starts_with("<!DOCTYPE html>"));
//! # Ok(())
//! # }
//! ```

/// The program and its version, as what it makes and tells names it.
pub const PROGRAM: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

pub mod cli;
pub mod diagnostics;
pub mod digest;
pub mod district;
pub mod engine;
pub mod error;
pub mod figures;
pub mod filing;
pub mod finding;
pub mod form;
pub mod letter;
pub mod likeness;
pub mod narrative;
pub mod output;
pub mod prose;
pub mod read;
pub mod render;
pub mod report;
pub mod rules;
pub mod source;
pub mod templates;
pub mod typeset;
pub mod workbook;
pub mod write;
