use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

/// Races xornet against what one would use in its place, and writes a report.
#[derive(Parser)]
pub struct Options {
    /// Fewer and shorter samples, fewer sizes of batches: under a minute.
    #[arg(long)]
    pub quick: bool,

    /// Only this network (`mnist`), this group (`pruned`, `convolutional`, `streams`, `batch`) or this
    /// contender (`tract`); may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// Where the report goes [default: `results` of this package after a full race,
    /// `race` in the target folder after any other].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Draw the pictures anew from the rows on record, without a race.
    #[arg(long, conflicts_with_all = ["quick", "only", "core"])]
    pub redraw: bool,

    /// The Python that has onnxruntime.
    #[arg(long, value_name = "PROGRAM", default_value = "python3")]
    pub python: PathBuf,

    /// The processor core that all workers are pinned to [default: the last].
    #[arg(long)]
    pub core: Option<usize>,
}

/// How long to measure.
pub struct Effort {
    /// Samples, of which the median counts.
    pub samples: usize,
    /// The shortest sample.
    pub sample: Duration,
    /// Numbers of inputs in a batch.
    pub batches: &'static [usize],
}

impl Options {
    pub fn effort(&self) -> Effort {
        if self.quick {
            Effort {
                samples: 9,
                sample: Duration::from_millis(2),
                batches: &[1, 64, 512],
            }
        } else {
            Effort {
                samples: 21,
                sample: Duration::from_millis(5),
                batches: &[1, 8, 64, 512, 4096],
            }
        }
    }

    /// Whether the report is of everything, measured well.
    pub fn is_full(&self) -> bool {
        !self.quick && self.only.is_empty()
    }

    pub fn core(&self) -> usize {
        let last = std::thread::available_parallelism().map_or(1, usize::from) - 1;
        self.core.unwrap_or(last)
    }
}
