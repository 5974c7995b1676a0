//! Reports that were published, taken in again.

mod apart;
mod damaged;
mod kept;
mod pdf;
mod roundtrip;
mod sites;
mod word;
