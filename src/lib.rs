//! x
pub mod error;
pub mod figures;
pub mod filing;
pub mod finding;
pub mod form;
pub mod narrative;
pub mod prose;
pub mod read;
pub mod rules;
pub mod source;
pub mod templates;
pub mod report;
pub mod engine;
pub mod output;
pub mod render;
pub mod typeset;
