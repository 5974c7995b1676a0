//! Reports that were published, taken in again.

mod damaged;
mod roundtrip;
mod sites;
mod word;
