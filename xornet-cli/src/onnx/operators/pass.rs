//! Operators that return what they get, once a network is trained.

use super::ML;
use crate::onnx::graph::{Operator, Properties};

const TRAINING: &str =
    "it draws random numbers in training mode: export the network in evaluation mode";

pub const OPERATORS: &[Operator] = &[
    Operator {
        domain: "",
        name: "Identity",
        attributes: &[],
        properties: Properties::NONE,
        evaluate: |_, inputs| Ok(vec![inputs.get(0)?.clone()]),
        lower: |site| site.unchanged("it changes nothing"),
    },
    Operator {
        domain: "",
        name: "Dropout",
        attributes: &["ratio", "seed", "is_test"],
        properties: Properties::NONE,
        evaluate: |_, inputs| Ok(vec![inputs.get(0)?.clone()]),
        lower: |site| {
            if site.output != 0 {
                return Err("its mask is used".into());
            }
            if site
                .constant(2)?
                .is_some_and(|mode| mode.single() != Some(0.0))
            {
                return Err(TRAINING.into());
            }
            if site.node.is_older_than(7) && site.node.int("is_test", 0)? == 0 {
                return Err(TRAINING.into());
            }
            site.unchanged("it is for training only")
        },
    },
    Operator {
        domain: ML,
        name: "ZipMap",
        attributes: &["classlabels_strings", "classlabels_int64s"],
        properties: Properties::NONE,
        evaluate: |_, inputs| Ok(vec![inputs.get(0)?.clone()]),
        lower: |site| site.unchanged("it names the classes; the outputs keep their order"),
    },
];
