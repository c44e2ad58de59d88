use core::fmt::{self, Write};

use xornet::__private::{CompiledStream, every_step};
use xornet::{Stream, Tensor, reference};
use xornet_testing::{Bits, Checksum};

use crate::inputs::{Inputs, Range};

/// Steps of a block: more than go through a network together, and not a multiple. A bare machine may have 16 KB in all,
/// and takes them one by one in any case.
const TOGETHER: usize = if cfg!(target_os = "none") { 2 } else { 27 };

/// A stream and its frames.
pub struct StreamSubject<'a, S: Stream> {
    name: &'static str,
    range: Range,
    recorded: &'a [S::Input],
}

impl<'a, S> StreamSubject<'a, S>
where
    S: Stream<Scalar: Bits>
        + CompiledStream<Input = <S as Stream>::Input, Output = <S as Stream>::Output>,
{
    pub fn new(name: &'static str, range: Range, recorded: &'a [<S as Stream>::Input]) -> Self {
        Self {
            name,
            range,
            recorded,
        }
    }

    fn inputs(&self) -> Inputs<'a, <S as Stream>::Input> {
        Inputs::new(self.recorded, self.range)
    }

    pub fn sweep(&self, out: &mut dyn Write) -> fmt::Result {
        let mut inputs = self.inputs();
        let mut stream = S::default();
        let mut plain = reference::Stream::<S>::new();
        let mut frames = [<S as Stream>::Input::ZEROS; TOGETHER];
        let mut outputs = [<S as Stream>::Output::ZEROS; TOGETHER];
        let mut checksum = Checksum::new();
        let mut done = 0;
        loop {
            let mut count = 0;
            for (frame, input) in frames.iter_mut().zip(&mut inputs) {
                *frame = input;
                count += 1;
            }
            if count == 0 {
                break;
            }
            stream
                .clone()
                .process(&frames[..count], &mut outputs[..count]);
            for (frame, output) in frames[..count].iter().zip(&outputs) {
                let wanted = plain.step(frame);
                self.compare("process", done, &wanted, output, out)?;
                let mut written = Ok(());
                every_step(&stream, frame, |way, output| {
                    written = written.and(self.compare(way, done, &wanted, &output, out));
                });
                written?;
                let output = Stream::step(&mut stream, frame);
                self.compare("step", done, &wanted, &output, out)?;
                for number in wanted.numbers() {
                    checksum.add(&number.bits().to_le_bytes());
                }
                done += 1;
            }
        }
        writeln!(out, "{} {done} inputs {:016x}", self.name, checksum.0)
    }

    fn compare(
        &self,
        way: &str,
        step: usize,
        wanted: &<S as Stream>::Output,
        got: &<S as Stream>::Output,
        out: &mut dyn Write,
    ) -> fmt::Result {
        let mut pairs = wanted.numbers().iter().zip(got.numbers()).enumerate();
        match pairs.find(|(_, (a, b))| a.bits() != b.bits()) {
            None => Ok(()),
            Some((at, (wanted, got))) => writeln!(
                out,
                "{}: {way}, input {step}: output[{at}] is {:x}, the reference's is {:x}",
                self.name,
                got.bits(),
                wanted.bits()
            ),
        }
    }

    pub fn bits(&self, out: &mut dyn Write) -> fmt::Result {
        let mut stream = S::default();
        for (index, input) in self.inputs().enumerate() {
            write!(out, "{} {index}", self.name)?;
            for output in Stream::step(&mut stream, &input).numbers() {
                write!(out, " {:x}", output.bits())?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
