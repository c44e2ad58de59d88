use core::fmt::{self, Write};

use xornet::__private::{Compiled, every_way};
use xornet::{Network, Tensor, reference};
use xornet_testing::{Bits, Checksum};

use crate::inputs::{Inputs, Range};

/// Samples of a batch: more than go through a network together, and not a multiple. A bare machine
/// may have 16 KB in all, and takes them one by one in any case.
const TOGETHER: usize = if cfg!(target_os = "none") { 2 } else { 23 };

/// A network and its inputs.
pub struct Subject<'a, N: Network> {
    name: &'static str,
    range: Range,
    recorded: &'a [N::Input],
}

impl<'a, N> Subject<'a, N>
where
    N: Network<Scalar: Bits>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    pub fn new(name: &'static str, range: Range, recorded: &'a [<N as Network>::Input]) -> Self {
        Self {
            name,
            range,
            recorded,
        }
    }

    fn inputs(&self) -> Inputs<'a, <N as Network>::Input> {
        Inputs::new(self.recorded, self.range)
    }

    pub fn sweep(&self, out: &mut dyn Write) -> fmt::Result {
        let mut inputs = self.inputs();
        let mut samples = [<N as Network>::Input::ZEROS; TOGETHER];
        let mut batch = [<N as Network>::Output::ZEROS; TOGETHER];
        let mut checksum = Checksum::new();
        let mut done = 0;
        loop {
            let mut count = 0;
            for (sample, input) in samples.iter_mut().zip(&mut inputs) {
                *sample = input;
                count += 1;
            }
            if count == 0 {
                break;
            }
            <N as Network>::forward_batch(&samples[..count], &mut batch[..count]);
            for (input, batch) in samples[..count].iter().zip(&batch) {
                self.every_way(done, input, batch, &mut checksum, out)?;
                done += 1;
            }
        }
        writeln!(out, "{} {done} inputs {:016x}", self.name, checksum.0)
    }

    fn every_way(
        &self,
        index: usize,
        input: &<N as Network>::Input,
        batch: &<N as Network>::Output,
        checksum: &mut Checksum,
        out: &mut dyn Write,
    ) -> fmt::Result {
        let wanted = reference::forward::<N>(input);
        let wanted = wanted.numbers();
        let mut written = Ok(());
        let mut compare = |way: &str, got: &<N as Network>::Output| {
            let mut pairs = wanted.iter().zip(got.numbers()).enumerate();
            if let Some((at, (wanted, got))) = pairs.find(|(_, (a, b))| a.bits() != b.bits()) {
                let (wanted, got) = (wanted.bits(), got.bits());
                written = written.and(writeln!(
                    out,
                    "{}: {way}, input {index}: output[{at}] is {got:x}, the reference's is {wanted:x}",
                    self.name
                ));
            }
        };
        compare("forward", &<N as Network>::forward(input));
        compare("forward_batch", batch);
        every_way::<N>(input, |way, output| compare(way, &output));
        for number in wanted {
            checksum.add(&number.bits().to_le_bytes());
        }
        written
    }

    pub fn bits(&self, out: &mut dyn Write) -> fmt::Result {
        for (index, input) in self.inputs().enumerate() {
            write!(out, "{} {index}", self.name)?;
            for output in <N as Network>::forward(&input).numbers() {
                write!(out, " {:x}", output.bits())?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
