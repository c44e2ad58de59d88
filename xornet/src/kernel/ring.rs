//! The frames that a stream keeps.

/// The last `FRAMES` frames, each of `CHANNELS` numbers. A step overwrites the oldest one, and moves no other.
#[derive(Clone, Copy, Debug)]
pub struct Ring<T, const CHANNELS: usize, const FRAMES: usize> {
    frames: [[T; CHANNELS]; FRAMES],
    /// The place of the oldest frame. The limit of a state is far below 2^32.
    oldest: u32,
}

impl<T: Copy, const CHANNELS: usize, const FRAMES: usize> Ring<T, CHANNELS, FRAMES> {
    /// Makes a ring of frames of `zero`.
    #[must_use]
    pub const fn new(zero: T) -> Self {
        Self {
            frames: [[zero; CHANNELS]; FRAMES],
            oldest: 0,
        }
    }

    /// Writes the frames of each window to `y`, for every `STRIDE`-th frame of `x`: those that are `DILATION` apart, oldest
    /// first, of which the frame itself is the last one. Then keeps the frames of `x`.
    #[inline(always)]
    pub const fn push<const DILATION: usize, const STRIDE: usize>(&mut self, x: &[T], y: &mut [T]) {
        let (frames, _) = x.as_chunks::<CHANNELS>();
        let (places, _) = y.as_chunks_mut::<CHANNELS>();
        let mut place = 0;
        let mut i = 0;
        while i < frames.len() {
            if i.is_multiple_of(STRIDE) {
                let mut at = self.oldest as usize;
                let mut tap = 0;
                while tap < FRAMES / DILATION && at < FRAMES && place < places.len() {
                    places[place] = self.frames[at];
                    place += 1;
                    at += DILATION;
                    if at >= FRAMES {
                        at -= FRAMES;
                    }
                    tap += 1;
                }
                if place < places.len() {
                    places[place] = frames[i];
                    place += 1;
                }
            }
            let oldest = self.oldest as usize;
            if oldest < FRAMES {
                self.frames[oldest] = frames[i];
                self.oldest = if oldest + 1 == FRAMES {
                    0
                } else {
                    self.oldest + 1
                };
            }
            i += 1;
        }
    }

    /// Becomes the ring after as many frames of `x` as it keeps, which are all the same, and writes a window of these for
    /// each that [`push`](Self::push) writes.
    #[inline(always)]
    pub const fn settle(&mut self, x: &[T], y: &mut [T]) {
        let Some((frame, _)) = x.split_first_chunk::<CHANNELS>() else {
            return;
        };
        *self = Self {
            frames: [*frame; FRAMES],
            oldest: 0,
        };
        let (places, _) = y.as_chunks_mut::<CHANNELS>();
        let mut place = 0;
        while place < places.len() {
            places[place] = *frame;
            place += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ring;

    #[test]
    fn windows_have_the_frames_that_came_before() {
        // Three frames, two apart.
        let mut ring = Ring::<f32, 1, 4>::new(0.0);
        let expected = [
            [0.0, 0.0, 1.0],
            [0.0, 0.0, 2.0],
            [0.0, 1.0, 3.0],
            [0.0, 2.0, 4.0],
            [1.0, 3.0, 5.0],
            [2.0, 4.0, 6.0],
            [3.0, 5.0, 7.0],
        ];
        for (frame, expected) in (1_u8..).zip(expected) {
            let mut window = [0.0; 3];
            ring.push::<2, 1>(&[frame.into()], &mut window);
            assert_eq!(window, expected);
        }
    }

    #[test]
    fn several_frames_are_the_same_as_one_after_the_other() {
        let mut frames = [[0.0; 2]; 12];
        for (number, place) in (0_u8..).zip(frames.as_flattened_mut()) {
            *place = number.into();
        }
        let mut ring = Ring::<f32, 2, 3>::new(0.0);
        let mut singly = [[0.0; 4]; 12];
        for (frame, window) in frames.iter().zip(&mut singly) {
            ring.push::<3, 1>(frame, window);
        }
        let mut ring = Ring::<f32, 2, 3>::new(0.0);
        let mut together = [[0.0; 4]; 12];
        ring.push::<3, 1>(frames.as_flattened(), together.as_flattened_mut());
        assert_eq!(singly, together);
        // Every other window alone, which keeps all frames.
        let mut ring = Ring::<f32, 2, 3>::new(0.0);
        let mut strided = [[0.0; 4]; 6];
        ring.push::<3, 2>(frames.as_flattened(), strided.as_flattened_mut());
        assert!(strided.iter().eq(singly.iter().step_by(2)));
    }

    #[test]
    fn a_settled_ring_is_one_of_equal_frames() {
        let mut ring = Ring::<f32, 1, 2>::new(0.0);
        let mut window = [0.0; 3];
        ring.settle(&[5.0], &mut window);
        assert_eq!(window, [5.0; 3]);
        ring.push::<1, 1>(&[6.0], &mut window);
        assert_eq!(window, [5.0, 5.0, 6.0]);
    }
}
