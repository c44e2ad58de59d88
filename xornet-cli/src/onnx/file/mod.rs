//! What a file holds: its messages, a bound on their number, and weights in other files.

mod external;
pub mod proto;
mod wire;

pub use self::external::External;
pub use self::wire::is_bounded;
