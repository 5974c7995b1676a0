//! All integration tests, in one binary: building the typesetter once is enough.

mod command_line;
mod editions;
mod examples;
mod hostile;
mod prior_year;
mod rules;
mod support;
