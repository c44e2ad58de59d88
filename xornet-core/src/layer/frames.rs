/// The frames that the windows of a stream take: for every `stride`-th of the frames that come in, the last ones at a
/// distance of `dilation`, oldest first. Before the first frame there are zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frames {
    /// The numbers of a frame.
    pub channels: usize,
    /// The frames of a window.
    pub taps: usize,
    /// The distance between the frames of a window.
    pub dilation: usize,
    /// The number of frames from one window to the next.
    pub stride: usize,
}

impl Frames {
    /// Makes windows of `taps` frames of `channels` numbers.
    ///
    /// # Panics
    ///
    /// If one of the numbers is zero.
    #[must_use]
    pub const fn new(channels: usize, taps: usize, dilation: usize, stride: usize) -> Self {
        assert!(
            channels > 0 && taps > 0 && dilation > 0 && stride > 0,
            "a window has frames, and a frame has numbers"
        );
        Self {
            channels,
            taps,
            dilation,
            stride,
        }
    }

    /// Returns how many frames are kept: those before the newest one.
    #[must_use]
    pub const fn kept(&self) -> usize {
        (self.taps - 1) * self.dilation
    }
}
