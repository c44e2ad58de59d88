//! Reasons why operators cannot be imported.

/// Says why an unknown operator cannot be a part of a network.
pub fn reason(name: &str) -> String {
    let reason = match name {
        "VAR_HANDLE" | "READ_VARIABLE" | "ASSIGN_VARIABLE" | "CALL_ONCE" => {
            "it keeps numbers from one call to the next, and such a network is not read from TensorFlow Lite: export \
             the network on a whole sequence"
        }
        "WHILE"
        | "RNN"
        | "LSTM"
        | "BIDIRECTIONAL_SEQUENCE_LSTM"
        | "UNIDIRECTIONAL_SEQUENCE_RNN"
        | "BIDIRECTIONAL_SEQUENCE_RNN"
        | "SVDF" => {
            "recurrent layers other than UNIDIRECTIONAL_SEQUENCE_LSTM are not read from TensorFlow Lite: export the \
             network to ONNX"
        }
        "IF" => "it chooses a part of the network at run time",
        "RESIZE_BILINEAR" => "it interpolates, which no layer does",
        "QUANTIZE" => "it makes integers without a quantization",
        "FAKE_QUANT" => {
            "it rounds to a few values: convert the network to eight bits, or without it"
        }
        "L2_POOL_2D" | "DEPTH_TO_SPACE" | "SPACE_TO_DEPTH" | "CONV_3D" | "CONV_3D_TRANSPOSE" => {
            "no layer computes it"
        }
        "LOCAL_RESPONSE_NORMALIZATION" => {
            "it divides by statistics of its input, which no layer does"
        }
        "RANDOM_STANDARD_NORMAL" | "RANDOM_UNIFORM" | "MULTINOMIAL" => "it draws random numbers",
        "ARG_MAX" | "ARG_MIN" | "TOPK_V2" => "it gives an index: take the output before it",
        "EMBEDDING_LOOKUP" | "HASHTABLE" | "HASHTABLE_FIND" => {
            "it looks up entries of a table: do that before the network"
        }
        "DELEGATE" => "it was compiled for one processor: give the file before that",
        name if name.starts_with("CUSTOM") => {
            "it is not one of TensorFlow Lite's own: convert the network without operators of TensorFlow and without \
             custom ones"
        }
        _ => "it is not one of the operators that can become layers",
    };
    reason.into()
}
