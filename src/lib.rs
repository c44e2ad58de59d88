//! The package behind the workspace's `tests/` and `examples/`; the library is the crate `xornet`.

/// The README's examples are tested as they stand.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// And those for microcontrollers.
#[cfg(doctest)]
#[doc = include_str!("../docs/microcontrollers.md")]
struct Microcontrollers;

/// And those for robots.
#[cfg(doctest)]
#[doc = include_str!("../docs/robot.md")]
struct Robot;
