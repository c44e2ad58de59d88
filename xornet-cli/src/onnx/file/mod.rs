//! The messages of a file, a limit on their number, and weights in other files.

mod external;
pub mod proto;
mod wire;

pub use self::external::External;
pub use self::wire::is_bounded;
