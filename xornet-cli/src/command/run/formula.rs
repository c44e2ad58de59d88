//! Activations as formulas.

use xornet_model::Activation;

use crate::evaluate::Number;

/// Returns the formula of an activation of a sum `s`.
pub(super) fn formula<T: Number>(activation: Activation<T>) -> String {
    match activation {
        Activation::Linear => "s".into(),
        Activation::Relu => "max(0, s)".into(),
        Activation::Relu6 => "min(max(0, s), 6)".into(),
        Activation::Clamp { min, max } => {
            format!("min(max(s, {}), {})", min.shortest(), max.shortest())
        }
        Activation::LeakyRelu { slope } => format!("s where s > 0, else {}·s", slope.shortest()),
        Activation::Elu { alpha } => {
            format!("s where s > 0, else {}·(e^s - 1)", alpha.shortest())
        }
        Activation::Selu => "1.0507·s where s > 0, else 1.7581·(e^s - 1)".into(),
        Activation::Celu { alpha } => {
            let alpha = alpha.shortest();
            format!("s where s > 0, else {alpha}·(e^(s/{alpha}) - 1)")
        }
        Activation::Gelu => "s·Φ(s), Φ(s) the share of a normal distribution below s".into(),
        Activation::GeluTanh => "s/2·(1 + tanh(√(2/π)·(s + 0.044715·s³)))".into(),
        Activation::Silu => "s / (1 + e^-s)".into(),
        Activation::Mish => "s·tanh(ln(1 + e^s))".into(),
        Activation::Sigmoid | Activation::SigmoidPrecise => "1 / (1 + e^-s)".into(),
        // The usual one, whose slope is a fraction.
        Activation::HardSigmoid { .. } if activation.written_parameters().next().is_none() => {
            "min(max(0, s + 3), 6) / 6".into()
        }
        Activation::HardSigmoid { slope, offset } => {
            let (slope, offset) = (slope.shortest(), offset.shortest());
            format!("min(max({slope}·s + {offset}, 0), 1)")
        }
        Activation::HardSwish => "s·min(max(0, s + 3), 6) / 6".into(),
        Activation::Tanh | Activation::TanhPrecise => "(e^s - e^-s) / (e^s + e^-s)".into(),
        Activation::Softplus => "ln(1 + e^s)".into(),
        Activation::Softsign => "s / (1 + |s|)".into(),
        Activation::Exponential => "e^s".into(),
        Activation::Abs => "|s|".into(),
        Activation::Sqrt => "√s".into(),
        Activation::Sin => "the sine of s".into(),
        Activation::Softmax => "e^(s - m) / Σ e^(s - m), m the largest sum".into(),
        Activation::LogSoftmax => "(s - m) - ln Σ e^(s - m), m the largest sum".into(),
        // The test below finds an activation that has no formula here.
        other => format!("{}(s)", other.name()),
    }
}

#[cfg(test)]
mod tests {
    use xornet_model::Activation;

    use super::formula;

    #[test]
    fn every_activation_has_a_formula() {
        for name in Activation::<f32>::NAMES {
            let activation = Activation::<f32>::named(name).expect("a name");
            assert_ne!(formula(activation), format!("{name}(s)"));
        }
    }
}
