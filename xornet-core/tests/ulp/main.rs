//! How far the activation functions are from the true values, in units in the last place (ULP),
//! and that `src/activation/accuracy.md` says so.
//!
//! By default a small part of the inputs is looked at, in seconds. All 2^32 of `f32`, and 2^30
//! per function of `f64`, in minutes, but for functions that `swept` knows of:
//!
//! ```text
//! cargo test --release -p xornet-core --test ulp -- --ignored --nocapture --test-threads 1
//! ```

mod accuracy;
mod case;
mod double;
mod goldens;
mod layer;
mod oracle;
mod pair;
mod parallel;
mod polynomial;
mod series;
mod single;
mod swept;
