use std::format;
use std::string::String;
use std::vec::Vec;

/// A logarithmic axis.
#[derive(Clone, Copy)]
pub struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// Lays the axis from the smallest to the largest value, a little widened, onto `from..to`.
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

    /// Returns the place of a value.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let share = (value.ln() - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// Returns round numbers on the axis, as many as can stand `apart` from each other: 1, 2 and 5
    /// of each decade, or 1 alone, or 1 of some decades.
    #[must_use]
    pub fn ticks(&self, apart: f64) -> Vec<f64> {
        const DECADES: std::ops::Range<i32> = -9..12;

        let fit = |ticks: &[f64]| {
            ticks
                .windows(2)
                .all(|pair| (self.at(pair[0]) - self.at(pair[1])).abs() >= apart)
        };
        let visible = |tick: &f64| (self.low..=self.high).contains(&tick.ln());
        let ticks = |steps: &[f64], every: i32| -> Vec<f64> {
            let powers = DECADES.filter(|power| power % every == 0);
            let of_decade = |power| steps.iter().map(move |step| step * 10f64.powi(power));
            powers.flat_map(of_decade).filter(visible).collect()
        };
        let choices = [
            (&[1.0, 2.0, 5.0][..], 1),
            (&[1.0, 3.0], 1),
            (&[1.0], 1),
            (&[1.0], 2),
        ];
        let mut choices = choices
            .map(|(steps, every)| ticks(steps, every))
            .into_iter();
        let coarsest = ticks(&[1.0], 3);
        choices.find(|ticks| fit(ticks)).unwrap_or(coarsest)
    }
}

/// Returns a time with its unit.
#[must_use]
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        time if time < 1e3 => format!("{time} ns"),
        time if time < 1e6 => format!("{} µs", time / 1e3),
        time => format!("{} ms", time / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;

    #[test]
    fn ticks_are_as_dense_as_their_texts_allow() {
        let ticks = |high: f64, length: f64, apart: f64| {
            let axis = Axis::new([0.9, high], 0.0, length).expect("values");
            let ticks = axis.ticks(apart);
            for pair in ticks.windows(2) {
                assert!(axis.at(pair[1]) - axis.at(pair[0]) >= apart, "{pair:?}");
            }
            ticks
        };
        assert_eq!(ticks(12.0, 200.0, 30.0), [1.0, 2.0, 5.0, 10.0]);
        assert_eq!(ticks(120.0, 200.0, 34.0), [1.0, 3.0, 10.0, 30.0, 100.0]);
        assert_eq!(ticks(1e4, 200.0, 34.0), [1.0, 10.0, 100.0, 1e3, 1e4]);
        assert_eq!(ticks(1e4, 100.0, 34.0), [1.0, 100.0, 1e4]);
    }
}
