//! Networks that together reach every kernel and every activation, as subjects of the sweep.
#![no_std]

include!(concat!(env!("OUT_DIR"), "/shapes.rs"));
