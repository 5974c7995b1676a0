//! All integration tests, in one binary: building the typesetter once is enough.

#![allow(clippy::unwrap_used)]
// What tests share is public among them; nothing else can reach it.
#![allow(unreachable_pub)]
// Rows and columns of sheets in tests are small.
#![allow(clippy::cast_possible_truncation)]

mod annex;
mod archive;
mod book;
mod citations;
mod codebook;
mod command_line;
mod compare;
mod console;
mod culprits;
mod determinism;
mod district;
mod dropped;
mod editions;
mod examples;
mod faces;
mod fitting;
mod fragment;
mod fuzz;
mod geometry;
mod hostile;
mod labels;
mod law;
mod letter;
mod letter_geometry;
mod mutations;
mod names;
mod not_a_workbook;
mod pages;
mod plain_typst;
mod policy;
mod prior_year;
mod published;
mod readback;
mod reading;
mod readme;
mod rules;
mod sense;
mod serve;
mod shell;
mod structure;
mod support;
mod tables;
mod tags;
mod titles;
mod translated;
mod word;
mod workbook;
