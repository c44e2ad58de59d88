//! Streams: the type is the state, which each step changes.

mod interface;
mod network;
mod state;

pub(crate) use self::interface::{Bodies, Interface};
pub(crate) use self::network::stream;
pub(super) use self::state::State;
