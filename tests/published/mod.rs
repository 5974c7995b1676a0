//! Reports that were published, taken in again.

mod damaged;
mod kept;
mod pdf;
mod roundtrip;
mod sites;
mod word;
