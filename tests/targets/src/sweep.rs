use core::fmt::{self, Write};

use xornet::__private::{Compiled, every_way};
use xornet::{Network, Vector, reference};

/// More samples than go through a network together, and not a multiple.
const SAMPLES: usize = 23;

/// A number whose bits can be looked at.
pub trait Number: Copy {
    fn nearest(x: f64) -> Self;
    fn bits(self) -> u64;
}

impl Number for f32 {
    fn nearest(x: f64) -> Self {
        x as Self
    }

    fn bits(self) -> u64 {
        self.to_bits().into()
    }
}

impl Number for f64 {
    fn nearest(x: f64) -> Self {
        x
    }

    fn bits(self) -> u64 {
        self.to_bits()
    }
}

pub struct Sweep<'a, W> {
    out: &'a mut W,
    written: fmt::Result,
    random: u64,
    checksum: u64,
    networks: u32,
    outputs: u32,
    differing: u32,
}

impl<'a, W: Write> Sweep<'a, W> {
    pub fn new(out: &'a mut W) -> Self {
        Self {
            out,
            written: Ok(()),
            random: 0,
            // The start of FNV-1a.
            checksum: 0xcbf2_9ce4_8422_2325,
            networks: 0,
            outputs: 0,
            differing: 0,
        }
    }

    /// A few inputs between `-largest` and `largest`, in every way.
    pub fn network<N>(&mut self, name: &str, largest: f64)
    where
        N: Network<Scalar: Number>
            + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
    {
        let mut inputs = [<N as Network>::Input::ZEROS; SAMPLES];
        for x in inputs.iter_mut().flat_map(AsMut::as_mut) {
            *x = Number::nearest(self.signed() * largest);
        }
        let mut batch = [<N as Network>::Output::ZEROS; SAMPLES];
        <N as Network>::forward_batch(&inputs, &mut batch);
        for (input, batch) in inputs.iter().zip(batch) {
            let wanted = reference::forward::<N>(input);
            let wanted = wanted.as_ref();
            self.compare(
                name,
                "forward",
                wanted,
                <N as Network>::forward(input).as_ref(),
            );
            self.compare(name, "forward_batch", wanted, batch.as_ref());
            every_way::<N>(input, |way, output| {
                self.compare(name, way, wanted, output.as_ref())
            });
            for &number in wanted {
                self.add(number.bits());
            }
        }
        self.networks += 1;
        if self.networks == 1 {
            let out = &mut self.out;
            every_way::<N>(&inputs[0], |way, _| {
                self.written = self.written.and(writeln!(out, "way: {way}"));
            });
        }
    }

    pub fn finish(self) -> Result<bool, fmt::Error> {
        self.written?;
        writeln!(
            self.out,
            "{} networks, {} numbers, {} outputs that differ\nchecksum: {:016x}",
            self.networks, self.outputs, self.differing, self.checksum
        )?;
        Ok(self.differing == 0)
    }

    fn compare<S: Number>(&mut self, name: &str, way: &str, wanted: &[S], got: &[S]) {
        let mut pairs = wanted.iter().zip(got).enumerate();
        if let Some((index, (wanted, got))) = pairs.find(|(_, (a, b))| a.bits() != b.bits()) {
            self.differing += 1;
            let (wanted, got) = (wanted.bits(), got.bits());
            let written = writeln!(
                self.out,
                "{name}: {way}: output[{index}] is {got:x}, the reference's is {wanted:x}"
            );
            self.written = self.written.and(written);
        }
    }

    /// One number more in the checksum.
    fn add(&mut self, bits: u64) {
        for byte in bits.to_le_bytes() {
            self.checksum = (self.checksum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.outputs += 1;
    }

    /// From -1 to below 1, by SplitMix64.
    fn signed(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}
