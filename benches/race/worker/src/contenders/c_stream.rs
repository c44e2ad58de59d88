use std::ffi::c_void;
use std::marker::PhantomData;

use super::prelude::*;
use crate::subject::Foreign;

/// A stream in C.
macro_rules! loops {
    ($Loops:ident, $name:literal, $functions:ident) => {
        pub struct $Loops<S> {
            state: *mut c_void,
            subject: PhantomData<S>,
        }

        impl<S: subject::Stream> Contender<S> for $Loops<S> {
            const NAME: &'static str = $name;

            fn new(_: &Network) -> Built<Self> {
                // SAFETY: it takes nothing, and allocates.
                let state = unsafe { (S::$functions.new)() };
                if state.is_null() {
                    return Err("no memory for the state".into());
                }
                let subject = PhantomData;
                Ok(Some(Self { state, subject }))
            }

            #[inline(always)]
            fn forward(&mut self, x: &S::Input) -> S::Output {
                let mut y = S::Output::ZEROS;
                let Foreign { step, .. } = S::$functions;
                // SAFETY: generated from the same network, it reads a frame, writes an output, and
                // has the state for itself.
                unsafe {
                    step(
                        self.state,
                        x.numbers().as_ptr(),
                        y.numbers_mut().as_mut_ptr(),
                    )
                };
                y
            }
        }

        impl<S: subject::Stream> Batch<S> for $Loops<S> {
            #[inline(always)]
            fn forward_batch(&mut self, x: &[S::Input], y: &mut [S::Output]) {
                assert_eq!(x.len(), y.len(), "an output for each frame");
                let Foreign { process, .. } = S::$functions;
                let (x, y) = (S::Input::flatten(x), S::Output::flatten_mut(y));
                let frames = x.len() / S::Input::ZEROS.numbers().len();
                // SAFETY: as above, for so many frames and outputs.
                unsafe { process(self.state, frames, x.as_ptr(), y.as_mut_ptr()) };
            }
        }
    };
}

loops!(Direct, "C, direct loops", DIRECT);
loops!(Rtneural, "C, loops of RTNeural", RTNEURAL);
