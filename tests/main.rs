//! All integration tests, in one binary: building the typesetter once is enough.

#![allow(clippy::unwrap_used)]

mod command_line;
mod editions;
mod examples;
mod faces;
mod hostile;
mod plain_typst;
mod prior_year;
mod readme;
mod rules;
mod support;
