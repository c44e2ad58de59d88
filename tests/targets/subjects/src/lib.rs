//! The networks of `models/` in every unroll mode and number type, as subjects of the sweep.
#![no_std]

include!(concat!(env!("OUT_DIR"), "/subjects.rs"));
