//! Recurrent layers, of tensors that PyTorch or Keras name.

use safetensors::tensor::TensorView;

use super::reader::Reader;
use super::spec::{LayerSpec, RecurrentKind};
use crate::import::frames::Rows;
use crate::import::graph::{Activation, Cell, Recurrent};
use crate::import::names::{plain, shown};
use crate::import::unsupported::Unsupported;

/// The maximal number of layers of one prefix.
const MAX_LAYERS: usize = 256;

/// The names of Keras' recurrent layers, whose cells have the weights.
const CELLS: [&str; 3] = ["gru_cell", "lstm_cell", "simple_rnn_cell"];

impl Reader<'_> {
    /// Returns whether a layer is recurrent, as it says or as its tensors tell.
    pub(super) fn is_recurrent(&self, spec: &LayerSpec) -> bool {
        let prefix = &spec.prefix;
        !prefix.is_empty()
            && (spec.recurrent.is_some()
                || self.find(prefix, "weight_ih_l0").is_some()
                || self.keras(prefix, "recurrent_kernel").is_some())
    }

    /// Reads the recurrent layers of the tensors with this prefix. `width` is the number of their inputs, if known.
    pub(super) fn recurrent(
        &mut self,
        spec: &LayerSpec,
        width: Option<usize>,
    ) -> Option<Vec<Recurrent>> {
        let read = match self.find(&spec.prefix, "weight_ih_l0") {
            Some(_) => self.torch_layers(spec),
            None => self.keras_layer(spec).map(|layer| vec![layer]),
        };
        let layers = read.and_then(|layers| match (layers.first(), width) {
            (Some(first), Some(width)) if first.inputs != width => Err(Unsupported::new(format!(
                "{} has {} inputs, but the layer before it has {width} units",
                shown(&spec.prefix),
                first.inputs
            ))),
            _ => Ok(layers),
        });
        match layers {
            Ok(layers) => Some(layers),
            Err(unsupported) => {
                self.unsupported.push(unsupported);
                None
            }
        }
    }

    /// Reads all layers of a module of PyTorch.
    fn torch_layers(&mut self, spec: &LayerSpec) -> Result<Vec<Recurrent>, Unsupported> {
        let prefix = spec.prefix.clone();
        let mut layers = Vec::new();
        while layers.len() < MAX_LAYERS {
            let end = |name: &str| format!("{name}_l{}", layers.len());
            let Some((name, weights)) = self.find(&prefix, &end("weight_ih")) else {
                break;
            };
            if self
                .find(&prefix, &format!("{}_reverse", end("weight_ih")))
                .is_some()
            {
                return Err(Unsupported::new(format!(
                    "{} runs from the last frame to the first as well, and safetensors files become streams, which have no last \
                     frame",
                    shown(&prefix)
                ))
                .help("export an ONNX file with a fixed number of frames"));
            }
            let (_, recurrent) = self
                .find(&prefix, &end("weight_hh"))
                .ok_or_else(|| missing(&prefix, &end("weight_hh")))?;
            let (&[rows, inputs], &[_, units]) = (weights.shape(), recurrent.shape()) else {
                return Err(misfit(&name, &weights));
            };
            let cell = cell(spec, &name, rows, units, true)?;
            let weights = self.tensor(&prefix, &end("weight_ih"), &[rows, inputs])?;
            let weights = weights.ok_or_else(|| missing(&prefix, &end("weight_ih")))?;
            let recurrent = self.tensor(&prefix, &end("weight_hh"), &[rows, units])?;
            let recurrent = recurrent.ok_or_else(|| missing(&prefix, &end("weight_hh")))?;
            let rows = Rows {
                weights: &weights,
                recurrent_weights: &recurrent,
                biases: self.tensor(&prefix, &end("bias_ih"), &[rows])?,
                recurrent_biases: self.tensor(&prefix, &end("bias_hh"), &[rows])?,
            };
            let mut layer = Recurrent::of_rows(cell, [inputs, units], &rows);
            if spec.recurrent == Some(RecurrentKind::RnnRelu) {
                layer.activation = Activation::Relu;
            }
            layers.push(layer);
        }
        Ok(layers)
    }

    /// Finds a tensor of a recurrent layer of Keras, whose cell has a name of its own.
    fn keras(&self, prefix: &str, end: &str) -> Option<(String, TensorView<'_>)> {
        self.find(prefix, end).or_else(|| {
            let ends = CELLS.iter().flat_map(|cell| {
                let separated = |separator: &str| format!("{cell}{separator}{end}");
                ["/", "."].map(separated)
            });
            ends.into_iter().find_map(|end| self.find(prefix, &end))
        })
    }

    /// Reads a layer of Keras.
    fn keras_layer(&mut self, spec: &LayerSpec) -> Result<Recurrent, Unsupported> {
        let prefix = &spec.prefix;
        let (recurrent_name, recurrent) =
            self.keras(prefix, "recurrent_kernel").ok_or_else(|| {
                Unsupported::new(format!(
                    "there is no tensor `{0}.weight_ih_l0` or `{0}.recurrent_kernel`",
                    plain(prefix)
                ))
                .help(self.listed())
            })?;
        let (name, weights) = self
            .keras(prefix, "kernel")
            .ok_or_else(|| missing(prefix, "kernel"))?;
        let (&[inputs, columns], &[units, _]) = (weights.shape(), recurrent.shape()) else {
            return Err(misfit(&name, &weights));
        };
        let bias = self.keras(prefix, "bias");
        let bias = bias.map(|(name, bias)| (name, bias.shape().to_vec()));
        let two = bias.as_ref().is_some_and(|(_, shape)| shape.len() == 2);
        let cell = cell(spec, &name, columns, units, two || bias.is_none())?;
        let weights = self.named(&name, &[inputs, columns])?;
        let recurrent_weights = self.named(&recurrent_name, &[units, columns])?;
        let [biases, recurrent_biases] = match bias {
            None => [None, None],
            Some((name, _)) if two => {
                let mut own = self.named(&name, &[2, columns])?;
                let state = own.split_off(columns);
                [Some(own), Some(state)]
            }
            Some((name, _)) => [Some(self.named(&name, &[columns])?), None],
        };
        Ok(Recurrent {
            cell,
            inputs,
            units,
            weights,
            recurrent_weights,
            biases,
            recurrent_biases,
            initial_state: None,
            initial_cell_state: None,
            activation: match spec.recurrent {
                Some(RecurrentKind::RnnRelu) => Activation::Relu,
                _ => Activation::Tanh,
            },
            recurrent_activation: Activation::Sigmoid,
            return_sequences: true,
            reverse: false,
        })
    }

    /// Reads a tensor of this shape, if it is there.
    fn tensor(
        &mut self,
        prefix: &str,
        end: &str,
        shape: &[usize],
    ) -> Result<Option<Vec<f64>>, Unsupported> {
        match self.find(prefix, end) {
            Some((name, _)) => self.named(&name, shape).map(Some),
            None => Ok(None),
        }
    }
}

/// Returns the cell with so many rows of weights.
fn cell(
    spec: &LayerSpec,
    name: &str,
    rows: usize,
    units: usize,
    reset_after: bool,
) -> Result<Cell, Unsupported> {
    let cells = [Cell::Rnn, Cell::Gru { reset_after }, Cell::Lstm];
    let cell = cells
        .into_iter()
        .find(|cell| units > 0 && cell.gates().checked_mul(units) == Some(rows));
    let cell = cell.ok_or_else(|| {
        Unsupported::new(format!(
            "{} has the weights of {rows} sums for {units} units, which is no GRU, LSTM or RNN",
            shown(name)
        ))
    })?;
    match spec.recurrent {
        Some(kind) if kind.name() != cell.kind().name() => Err(Unsupported::new(format!(
            "{} has the weights of {rows} sums for {units} units, which is of type `{}`, not `{}`",
            shown(name),
            cell.kind().name(),
            kind.name()
        ))),
        _ => Ok(cell),
    }
}

fn missing(prefix: &str, end: &str) -> Unsupported {
    Unsupported::new(format!("there is no tensor `{}.{end}`", plain(prefix)))
}

fn misfit(name: &str, tensor: &TensorView<'_>) -> Unsupported {
    Unsupported::new(format!(
        "{} has the shape {:?}, but the weights of a recurrent layer are a matrix",
        shown(name),
        tensor.shape()
    ))
}
