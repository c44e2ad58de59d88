/// A logarithmic axis.
#[derive(Clone, Copy)]
pub struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// From the smallest to the largest value, a little widened, onto `from..to`.
    pub fn new(values: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Option<Self> {
        let values: Vec<_> = values.into_iter().map(f64::ln).collect();
        let low = values.iter().copied().reduce(f64::min)?;
        let high = values.iter().copied().reduce(f64::max)?;
        let margin = 0.04 * (high - low).max(0.1);
        Some(Self {
            low: low - margin,
            high: high + margin,
            from,
            to,
        })
    }

    pub fn at(&self, value: f64) -> f64 {
        let share = (value.ln() - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// Round numbers on the axis: of each decade 1, and 2 and 5 where there are few decades.
    pub fn ticks(&self) -> Vec<f64> {
        let decades = (self.high - self.low) / std::f64::consts::LN_10;
        let steps: &[f64] = if decades < 2.5 {
            &[1.0, 2.0, 5.0]
        } else {
            &[1.0]
        };
        let powers = (-9..12).map(|power| 10f64.powi(power));
        let ticks = powers.flat_map(|power| steps.iter().map(move |step| step * power));
        ticks
            .filter(|tick| (self.low..=self.high).contains(&tick.ln()))
            .collect()
    }
}

/// A time with its unit.
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        time if time < 1e3 => format!("{time} ns"),
        time if time < 1e6 => format!("{} µs", time / 1e3),
        time => format!("{} ms", time / 1e6),
    }
}
