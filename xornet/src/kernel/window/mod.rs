//! Convolutions with SIMD. The sums of several positions and several filters stay in registers during the loop over the
//! window, so that each SIMD vector of weights is loaded once for all of these positions.
//!
//! | file | contents |
//! |---|---|
//! | `tiles` | a layer's weights and axes, as kernels take them |
//! | `rectangle` | the positions with the same window, cut into tiles |
//! | `filters` | a tile of convolutions: each lane is a filter |
//! | `channels` | a tile of depthwise convolutions: each lane is a channel |
//! | `parts` | what these two have in common |

mod channels;
mod filters;
mod parts;
mod rectangle;
mod tiles;

pub(super) use self::channels::Channels;
pub(super) use self::filters::Filters;
pub(super) use self::rectangle::convolve;
pub use self::tiles::{Axis, Tiles};
