//! Reasons why operators cannot be imported.

use super::ML;
use crate::import::names::plain;

/// Says why an unknown operator cannot be a part of a network.
pub fn reason(domain: &str, name: &str) -> String {
    let reason = match (domain, name) {
        ("", "ConvInteger" | "QLinearConv") => {
            "its values are quantised anew for each input: quantise the network statically, or export it in f32"
        }
        (
            "",
            "DeformConv" | "LpPool" | "GlobalLpPool" | "MaxUnpool" | "MaxRoiPool" | "RoiAlign",
        ) => "no layer computes it",
        ("", "Scan" | "Loop") => {
            "it repeats a part of the graph: recurrent layers are the operators `GRU`, `LSTM` and `RNN`, so export the \
             layers of a framework, such as `nn.GRU`, and not a loop of your own"
        }
        (
            "",
            "RandomNormal" | "RandomUniform" | "RandomNormalLike" | "RandomUniformLike"
            | "Multinomial" | "Bernoulli",
        ) => "it draws random numbers: export the deterministic action, as the mean of a policy is",
        ("", "If") => "it chooses a part of the network at run time",
        (
            "",
            "InstanceNormalization"
            | "GroupNormalization"
            | "RMSNormalization"
            | "SimplifiedLayerNormalization"
            | "LRN"
            | "MeanVarianceNormalization",
        ) => "it divides by statistics of its input, which no layer does",
        ("", "Attention" | "MultiHeadAttention") => {
            "it multiplies values of the network with one another"
        }
        (
            "",
            "ThresholdedRelu" | "Shrink" | "Hardmax" | "Round" | "Floor" | "Ceil" | "Sign" | "Cos",
        ) => "xornet has no such activation",
        ("", "DynamicQuantizeLinear" | "MatMulInteger") => {
            "its values are quantised anew for each input: quantise the network statically, or export it in f32"
        }
        ("", "ArgMax" | "ArgMin" | "TopK") => "it gives an index: export the output before it",
        ("", "Expm1") => {
            "it is not an operator of ONNX, but one of TensorFlow that tf2onnx leaves in"
        }
        (
            ML,
            "TreeEnsembleClassifier"
            | "TreeEnsembleRegressor"
            | "TreeEnsemble"
            | "SVMClassifier"
            | "SVMRegressor",
        ) => "it is not a network of layers, but another kind of model",
        (ML, "LabelEncoder" | "OneHotEncoder" | "CategoryMapper" | "DictVectorizer") => {
            "it encodes categories: do that before the network"
        }
        ("" | ML, _) => "it is not one of the operators that can become layers",
        _ => "its domain is not known: export with ONNX' own operators",
    };
    match domain {
        "" | ML => reason.into(),
        domain => format!("{reason} (`{}`)", plain(domain)),
    }
}
