//! The page: who may ask, what is changed, what is told.

mod attacks;
mod client;
mod edits;
mod session;
