//! A network that sounds like a distortion pedal, as a WebAssembly module for an audio worklet.
#![cfg_attr(target_family = "wasm", no_std)]

#[cfg(target_family = "wasm")]
mod exports;

xornet::model!(pub Amp = "models/amp.toml");
