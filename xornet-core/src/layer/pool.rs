use super::{LayerKind, WindowAxis};

/// The maximum or the average of each window, channel by channel. That of one axis has a height of one.
///
/// Positions in the padding are left out. An average adds the numbers row by row and divides the sum once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pool {
    /// The kind of the layer.
    pub kind: LayerKind,
    /// The windows along the height.
    pub height: WindowAxis,
    /// The windows along the width, or along the only axis.
    pub width: WindowAxis,
    /// The number of channels.
    pub channels: usize,
    /// Whether an average divides by the whole window, padding included.
    pub include_padding: bool,
}

impl Pool {
    /// Makes a pool of one axis or two, according to `kind`.
    #[must_use]
    pub const fn new(
        kind: LayerKind,
        [height, width]: [WindowAxis; 2],
        channels: usize,
        include_padding: bool,
    ) -> Self {
        Self {
            kind,
            height,
            width,
            channels,
            include_padding,
        }
    }

    /// Returns whether the pool takes the maximum of each window.
    #[must_use]
    pub const fn is_maximum(&self) -> bool {
        matches!(self.kind, LayerKind::MaxPool1d | LayerKind::MaxPool2d)
    }
}

/// The maximum or the average of each channel, over all positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GlobalPool {
    /// The kind of the layer.
    pub kind: LayerKind,
    /// The number of channels.
    pub channels: usize,
}

impl GlobalPool {
    /// Makes a global pool.
    #[must_use]
    pub const fn new(kind: LayerKind, channels: usize) -> Self {
        Self { kind, channels }
    }

    /// Returns whether the pool takes the maximum of each channel.
    #[must_use]
    pub const fn is_maximum(&self) -> bool {
        matches!(self.kind, LayerKind::GlobalMaxPool)
    }
}
