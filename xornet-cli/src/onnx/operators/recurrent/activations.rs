//! The activations of a node, which it names.

use crate::import::graph::{Activation, Cell};
use crate::import::names::shown;
use crate::onnx::graph::Node;

/// Reads the activations of each direction: of the gates, of the candidate, and of the state of an LSTM's cells.
pub fn read(node: &Node, cell: Cell, directions: usize) -> Result<Vec<[Activation; 3]>, String> {
    let per_direction = match cell {
        Cell::Rnn => 1,
        Cell::Gru { .. } => 2,
        Cell::Lstm => 3,
    };
    let mut parameters = [
        node.floats("activation_alpha")?
            .unwrap_or_default()
            .into_iter(),
        node.floats("activation_beta")?
            .unwrap_or_default()
            .into_iter(),
    ];
    let all = match node.strings("activations") {
        None => {
            let usual = [Activation::Sigmoid, Activation::Tanh, Activation::Tanh];
            return Ok(vec![usual; directions]);
        }
        Some(names) => {
            let count = per_direction * directions;
            if names.len() != count {
                return Err(format!("it names {} activations, not {count}", names.len()));
            }
            let named = names.iter().map(|name| named(name, &mut parameters));
            named.collect::<Result<Vec<_>, _>>()?
        }
    };
    let own = all.chunks_exact(per_direction).map(|own| match *own {
        [candidate] => [Activation::Sigmoid, candidate, candidate],
        [gates, candidate] => [gates, candidate, candidate],
        [gates, candidate, cells] => [gates, candidate, cells],
        _ => [Activation::Linear; 3],
    });
    Ok(own.collect())
}

/// Returns an activation by its name, and takes its parameters from the lists.
fn named(name: &str, parameters: &mut [std::vec::IntoIter<f64>; 2]) -> Result<Activation, String> {
    let [alphas, betas] = parameters;
    let mut alpha = |default: f64| alphas.next().unwrap_or(default);
    // Runtimes take the names in any case.
    Ok(match &*name.to_ascii_lowercase() {
        "relu" => Activation::Relu,
        "tanh" => Activation::Tanh,
        "sigmoid" => Activation::Sigmoid,
        "softsign" => Activation::Softsign,
        "softplus" => Activation::Softplus,
        "leakyrelu" => Activation::LeakyRelu {
            slope: alpha(0.01f32.into()),
        },
        "elu" => Activation::Elu { alpha: alpha(1.0) },
        "hardsigmoid" => Activation::HardSigmoid {
            slope: alpha(0.2f32.into()),
            offset: betas.next().unwrap_or(0.5),
        },
        _ => {
            return Err(format!(
                "it has the activation {}, which no recurrent layer has",
                shown(name)
            ));
        }
    })
}

/// Computes an activation of one number, as ONNX defines it.
pub fn apply(activation: Activation, x: f64) -> f64 {
    match activation {
        Activation::Tanh => libm::tanh(x),
        Activation::Sigmoid => super::super::activation::sigmoid(x),
        Activation::Relu => x.max(0.0),
        Activation::Softsign => x / (1.0 + x.abs()),
        Activation::Softplus => super::super::activation::softplus(x),
        Activation::LeakyRelu { slope } if x < 0.0 => slope * x,
        Activation::Elu { alpha } if x < 0.0 => alpha * libm::expm1(x),
        Activation::LeakyRelu { .. } | Activation::Elu { .. } => x,
        Activation::HardSigmoid { slope, offset } => (slope * x + offset).clamp(0.0, 1.0),
        // `named` makes no others.
        _ => f64::NAN,
    }
}
