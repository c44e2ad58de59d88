//! The package behind the workspace's `tests/` and `examples/`; the library is the crate `xornet`.
