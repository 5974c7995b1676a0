//! The page: who may ask, what is changed, what is told.

mod attacks;
mod client;
mod district;
mod edits;
mod sections;
mod session;
mod start;
mod workbooks;
