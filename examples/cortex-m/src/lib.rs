//! Which tray a flower belongs in: everything that needs no hardware, so that it is tested on the host.
#![no_std]
#![forbid(unsafe_code)]

mod recording;
#[cfg(test)]
mod tests;

use core::fmt;

pub use recording::RECORDING;

xornet::model!(pub Iris = "models/iris.toml");

/// Sepal length, sepal width, petal length and petal width in millimetres, as the sensor gives them.
pub type Lengths = [u16; Iris::INPUTS];

/// Below this probability a person decides.
const SURE: f32 = 0.9;

/// Where a flower goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tray {
    Setosa,
    Versicolor,
    Virginica,
    ByHand,
}

impl Tray {
    pub const NAMES: [&str; 4] = ["setosa", "versicolor", "virginica", "by hand"];
}

/// Where a flower goes, and why.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    pub tray: Tray,
    /// Of setosa, versicolor and virginica.
    pub probabilities: [f32; Iris::OUTPUTS],
}

/// Runs the network and acts on what it says.
#[must_use]
pub fn decide(lengths: &Lengths) -> Decision {
    judge(Iris::forward(&centimetres(lengths)))
}

/// The network's unit. A division rounds to the nearest number: 51 mm are the 5.1 of the data.
fn centimetres(lengths: &Lengths) -> [f32; Iris::INPUTS] {
    lengths.map(|millimetres| f32::from(millimetres) / 10.0)
}

fn judge(probabilities: [f32; Iris::OUTPUTS]) -> Decision {
    let [setosa, versicolor, virginica] = probabilities;
    let tray = if setosa >= SURE {
        Tray::Setosa
    } else if versicolor >= SURE {
        Tray::Versicolor
    } else if virginica >= SURE {
        Tray::Virginica
    } else {
        Tray::ByHand
    };
    Decision {
        tray,
        probabilities,
    }
}

/// Thousandths, and the bits, which are the same on every machine. Writing an `f32` in decimal would
/// take some 13 KB of flash.
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<10}", Tray::NAMES[self.tray as usize])?;
        for probability in self.probabilities {
            let thousandths = (probability * 1000.0 + 0.5) as u32;
            write!(f, "  {}.{:03}", thousandths / 1000, thousandths % 1000)?;
        }
        for probability in self.probabilities {
            write!(f, "  {:08x}", probability.to_bits())?;
        }
        Ok(())
    }
}
