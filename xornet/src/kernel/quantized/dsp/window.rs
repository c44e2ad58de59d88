use xornet_core::kernel::WINDOW_PARTS;

use super::taps;
use crate::kernel::quantized::Products;

/// A part of a window whose inputs are neighbours.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The first input.
    pub(super) input: usize,
    /// The row of the table with the first weights, of the rows of a tile.
    pub(super) row: usize,
    /// The number of weights of that row before the first, and the number of inputs.
    pub(super) skipped: usize,
    pub(super) length: usize,
}

/// The parts of the window of a position that are inside the input.
pub(super) struct Window {
    parts: [Part; WINDOW_PARTS],
    count: usize,
}

impl Window {
    /// A window without parts, for [`Self::place`].
    pub(super) const EMPTY: Self = Self {
        parts: [Part {
            input: 0,
            row: 0,
            skipped: 0,
            length: 0,
        }; WINDOW_PARTS],
        count: 0,
    };

    /// Returns the parts.
    #[inline(always)]
    pub(super) fn parts(&self) -> &[Part] {
        self.parts.get(..self.count).unwrap_or_default()
    }

    /// Finds the parts of the window of a position.
    #[inline(never)]
    pub(super) fn place(&mut self, layer: &Products<'_>, [oy, ox]: [usize; 2]) {
        let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
        let ((top, bottom), (left, right)) = (taps(height, oy), taps(width, ox));
        let quads = layer.parts().1.div_ceil(4);
        self.count = 0;
        let mut ky = top;
        while ky < bottom {
            let row = height.position(oy, ky) * width.input;
            let mut kx = left;
            while kx < right {
                let input = (row + width.position(ox, kx)) * channels;
                let part = if width.dilation == 1 {
                    let (skipped, length) = (kx * channels, (right - kx) * channels);
                    kx = right;
                    Part {
                        input,
                        row: ky * quads + skipped / 4,
                        skipped: skipped % 4,
                        length,
                    }
                } else {
                    let row = (ky * width.kernel + kx) * quads;
                    kx += 1;
                    Part {
                        input,
                        row,
                        skipped: 0,
                        length: channels,
                    }
                };
                if let Some(place) = self.parts.get_mut(self.count) {
                    *place = part;
                    self.count += 1;
                }
            }
            ky += 1;
        }
    }
}
