//! Biases, which layers have as integers.

/// Biases as a graph has them.
pub enum Biases {
    /// Integers of the scale of the sums.
    Integers(Vec<i64>),
    /// Integers, with the scales that the graph gives them.
    Scaled(Vec<i64>, Vec<f32>),
    Reals(Vec<f64>),
}

/// Returns biases in units of the input's scale times that of the weight.
pub fn integers(
    biases: Biases,
    input: f32,
    scales: &[f32],
    units: usize,
) -> Result<Vec<i32>, String> {
    let scale = |unit: usize| input * scales[if scales.len() == 1 { 0 } else { unit }];
    let exact = |number: f64| {
        let integer = number as i32;
        (f64::from(integer) == number).then_some(integer)
    };
    let too_large = || "one of its biases has more than 32 bits".to_owned();
    let count = match &biases {
        Biases::Integers(own) | Biases::Scaled(own, _) => own.len(),
        Biases::Reals(own) => own.len(),
    };
    if count != units {
        return Err(format!("it has {count} biases for {units} units"));
    }
    match biases {
        Biases::Integers(own) => own
            .iter()
            .map(|&bias| i32::try_from(bias).map_err(|_| too_large()))
            .collect(),
        Biases::Scaled(own, given) => {
            if given.len() != 1 && given.len() != units {
                return Err(format!(
                    "its biases have {} scales for {units} units",
                    given.len()
                ));
            }
            for unit in 0..units {
                let (given, own) = (given[if given.len() == 1 { 0 } else { unit }], scale(unit));
                if (given - own).abs() > own * 1e-6 {
                    return Err(format!(
                        "its biases have the scale {given}, and the sums that they are added to have {own}"
                    ));
                }
            }
            integers(Biases::Integers(own), input, scales, units)
        }
        Biases::Reals(own) => {
            let integer = |(unit, &bias): (usize, &f64)| {
                let steps = bias / f64::from(scale(unit));
                // Its bits are those of a float that was made of the integer.
                let near = (steps - steps.round()).abs() <= steps.abs() * 1e-6;
                near.then(|| exact(steps.round())).flatten().ok_or_else(|| {
                    format!(
                        "its bias {bias} is a float, and no multiple of the scale of the sums, {}: quantise the biases as well",
                        scale(unit)
                    )
                })
            };
            own.iter().enumerate().map(integer).collect()
        }
    }
}
