//! Reads and writes wav files.

use std::path::Path;

use hound::{Error, SampleFormat, WavReader, WavSpec, WavWriter};

/// Samples of one or several channels.
pub struct Sound {
    /// Samples a second.
    pub rate: u32,
    /// The frames of each channel, of one sample.
    pub channels: Vec<Vec<[f32; 1]>>,
}

impl Sound {
    /// Reads a file, whose samples become numbers from -1 to 1.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let mut reader = WavReader::open(path)?;
        let spec = reader.spec();
        let samples: Result<Vec<f32>, Error> = match spec.sample_format {
            SampleFormat::Float => reader.samples().collect(),
            SampleFormat::Int => {
                let largest = (1_u64 << (spec.bits_per_sample - 1)) as f32;
                let samples = reader.samples::<i32>();
                samples.map(|sample| Ok(sample? as f32 / largest)).collect()
            }
        };
        let samples = samples?;
        let count = usize::from(spec.channels);
        let channel = |number| {
            samples
                .iter()
                .skip(number)
                .step_by(count)
                .map(|&s| [s])
                .collect()
        };
        Ok(Self {
            rate: spec.sample_rate,
            channels: (0..count).map(channel).collect(),
        })
    }

    /// Writes a file of `f32`.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let spec = WavSpec {
            channels: self.channels.len() as u16,
            sample_rate: self.rate,
            bits_per_sample: 32,
            sample_format: SampleFormat::Float,
        };
        let mut writer = WavWriter::create(path, spec)?;
        for time in 0..self.len() {
            for channel in &self.channels {
                writer.write_sample(channel[time][0])?;
            }
        }
        writer.finalize()
    }

    /// Returns the length of the sound.
    pub fn seconds(&self) -> f64 {
        self.len() as f64 / f64::from(self.rate)
    }

    /// Returns the frames that all channels have.
    fn len(&self) -> usize {
        self.channels.iter().map(Vec::len).min().unwrap_or(0)
    }
}
