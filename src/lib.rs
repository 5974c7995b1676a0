//! Turns an agency's figures into its 政府信息公开工作年度报告, the annual report that every Chinese agency publishes
//! under 《中华人民共和国政府信息公开条例》: read, completed, checked, and set as a PDF and a web page.
//!
//! ```text
//! path ─(TOML, workbook)→ Document ─read→ Filing ─complete→ Figures ─compose→ Narrative ─check→ Vec<Finding>
//!                                                                                 └─view→ Report ─render→ Rendered (page, file for Word) ─typeset→ PDF
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

/// The program, as what it makes is known by in whatever version.
pub const NAME: &str = env!("CARGO_PKG_NAME");

/// The program and its version, as what it makes and tells names it.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

// The house, floor by floor from the ground. A folder imports only from floors below its own; a test holds it.
// CONTRIBUTING.md says on one page where a new rule, field, output or reader goes.

// What needs nothing: rules as data, texts and places in them, characters, numbers in a text, names that are alike,
// TOML.
pub mod characters;
pub mod digest;
pub mod packed;
pub mod rule;
pub mod source;
pub mod spelling;
pub mod syntax;
pub mod xml;

// Words in a text.
pub mod bigrams;

// Words by which something is known.
pub mod numbered;

// Expressions, and the words that they need.
pub mod expression;

// What can be wrong, and the official form.
pub mod finding;
pub mod form;

// What was submitted, and why the program cannot go on.
pub mod error;
pub mod filing;

// What follows from it, how it was written down, and the world outside: files and the typesetter.
pub mod document;
pub mod figures;
pub mod file;
pub mod output;
pub mod typeset;

// How years and drafts compare.
pub mod changes;

// Figures drawn as charts.
pub mod charts;

// Words: prose with figures in it, templates and standard wordings. Editions of the form that are brought.
pub mod editions;
pub mod prose;
pub mod templates;

// What is made of words, and the two spellings of a filing.
pub mod likeness;
pub mod narrative;
pub mod workbook;
pub mod write;

// Reports that were published, taken in again.
pub mod published;

// Into the program: readers.
pub mod read;

// What an office lays down for itself; reports of earlier years.
pub mod earlier;
pub mod policy;

// What is looked at: checks. What is printed: views.
pub mod report;
pub mod rules;

// The letter beside the report; findings as people and programs read them.
pub mod diagnostics;
pub mod letter;

// Views put into templates.
pub mod render;

// One report from beginning to end. Where work is done that may go wrong.
pub mod engine;
pub mod workers;

// What is made of it: documents, and kinds of files.
pub mod product;

// Many reports and their sums.
pub mod district;

// The page in the browser.
pub mod serve;

// The command line.
pub mod cli;
