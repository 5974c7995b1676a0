//! Reports that were published, taken in again.

mod damaged;
mod pdf;
mod roundtrip;
mod sites;
mod word;
