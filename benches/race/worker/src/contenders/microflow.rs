use super::prelude::*;

/// microflow's own sine network: the same widths, but relu, other weights, and int8.
pub struct Microflow;

#[cfg(has_microflow)]
mod model {
    // What the expansion calls by these names.
    use microflow_nalgebra as nalgebra;

    include!(concat!(env!("OUT_DIR"), "/microflow.rs"));

    pub fn sine(x: f32) -> f32 {
        Sine::predict(nalgebra::matrix![x])[0]
    }
}

#[cfg(not(has_microflow))]
mod model {
    pub fn sine(_: f32) -> f32 {
        unreachable!("`new` has refused")
    }
}

impl<S: Subject> Contender<S> for Microflow {
    const NAME: &'static str = "microflow (int8)";

    // Eight bits, and coarsely trained: it is out by much at a few angles.
    const TOLERANCE: Option<f64> = Some(0.4);

    fn new(network: &Network) -> Built<Self> {
        match (network.name.as_str(), cfg!(has_microflow)) {
            ("sine", true) => Ok(Some(Self)),
            ("sine", false) => Err("its package has no models/sine.tflite".into()),
            _ => Ok(None),
        }
    }

    #[inline(always)]
    fn forward(&mut self, x: &S::Input) -> S::Output {
        let mut y = S::Output::ZEROS;
        y.numbers_mut()[0] = model::sine(x.numbers()[0]);
        y
    }
}
