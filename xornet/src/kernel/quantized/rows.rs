use xornet_core::kernel::WINDOW_HEIGHT;

use super::products::Products;
use super::rescale::part;

/// How inputs are written into the buffer.
pub(super) trait Write: Copy {
    /// The number of bytes of an input.
    const BYTES: usize;

    /// Writes inputs.
    fn write(self, x: &[i8], to: &mut [u8]);

    /// Writes zero points.
    fn clear(self, to: &mut [u8]);
}

/// How a row of outputs is computed. This is no closure, since a closure would be compiled without the instruction set of
/// the function that makes it.
pub(super) trait Line {
    /// Computes the outputs of a row from the places in the buffer where the rows of the kernel begin for the first position.
    fn line(&self, buffer: &[u8], places: &[usize], y: &mut [i8]);
}

/// Computes each row of outputs.
///
/// Each row of the input is written once, with its padding. The buffer keeps as many as a window is high; a new row takes
/// the place of the oldest one.
#[inline(always)]
pub(super) fn lines<W: Write>(
    write: W,
    layer: &Products<'_>,
    buffer: &mut [u8],
    x: &[i8],
    y: &mut [i8],
    outputs_of: &impl Line,
) {
    let (height, width) = (&layer.height, &layer.width);
    let (slots, pitch) = (layer.slots(), layer.pitch(W::BYTES));
    let before = width.before * layer.channels;
    let row = width.input * layer.channels;
    let outputs = width.output * layer.filters;
    if buffer.len() < slots * pitch || outputs == 0 {
        return;
    }
    // The padding beside the rows stays.
    for row in buffer.chunks_exact_mut(pitch).take(slots) {
        write.clear(row);
    }

    let mut next = 0;
    for (oy, y) in y.chunks_exact_mut(outputs).enumerate() {
        let first = oy * height.stride;
        next = next.max(first);
        while next < first + slots {
            let place = next % slots * pitch;
            let inside = &mut buffer[place..place + layer.row() * W::BYTES];
            // The window may end before the input does.
            let end = inside.len().min((before + row) * W::BYTES);
            let inside = &mut inside[(before * W::BYTES).min(end)..end];
            match next
                .checked_sub(height.before)
                .filter(|&iy| iy < height.input)
            {
                Some(iy) => write.write(part(x, iy * row, inside.len() / W::BYTES), inside),
                None => write.clear(inside),
            }
            next += 1;
        }
        let mut places = [0; WINDOW_HEIGHT];
        for (ky, place) in places.iter_mut().enumerate().take(height.kernel) {
            *place = (first + ky * height.dilation) % slots * pitch;
        }
        let places = &places[..height.kernel.min(WINDOW_HEIGHT)];
        outputs_of.line(buffer, places, y);
    }
}
