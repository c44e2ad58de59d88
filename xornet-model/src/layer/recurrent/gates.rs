//! The gates of recurrent layers, and their orders in matrices.

use xornet_core::LayerKind;

/// The order in which the gates of a layer lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GateOrder {
    /// z, r, n of a `gru`: the order of Keras and of ONNX.
    Zrn,
    /// r, z, n of a `gru`: the order of PyTorch.
    Rzn,
    /// i, f, g, o of an `lstm`: the order of Keras and of PyTorch.
    Ifgo,
    /// i, o, f, g of an `lstm`: the order of ONNX.
    Iofg,
}

impl GateOrder {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Zrn, Self::Rzn, Self::Ifgo, Self::Iofg];

    /// Returns the name of the order in model files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zrn => "zrn",
            Self::Rzn => "rzn",
            Self::Ifgo => "ifgo",
            Self::Iofg => "iofg",
        }
    }

    /// Returns the kind of the layers that have this order.
    #[must_use]
    pub const fn kind(self) -> LayerKind {
        match self {
            Self::Zrn | Self::Rzn => LayerKind::Gru,
            Self::Ifgo | Self::Iofg => LayerKind::Lstm,
        }
    }

    /// Returns the position of each gate that the reference has: of z, r, n, or of i, f, o, g.
    pub(super) fn positions(self) -> Vec<usize> {
        match self {
            Self::Zrn => vec![0, 1, 2],
            Self::Rzn => vec![1, 0, 2],
            Self::Ifgo => vec![0, 1, 3, 2],
            Self::Iofg => vec![0, 2, 1, 3],
        }
    }
}

/// Returns the positions of the gates in the usual order of a kind.
pub(super) fn usual(kind: LayerKind) -> Vec<usize> {
    match kind {
        LayerKind::Gru => GateOrder::Zrn.positions(),
        LayerKind::Lstm => GateOrder::Ifgo.positions(),
        _ => vec![0],
    }
}

/// Returns the number of gates; `None` if the kind is not recurrent.
pub(super) fn count(kind: LayerKind) -> Option<usize> {
    match kind {
        LayerKind::Rnn => Some(1),
        LayerKind::Gru => Some(3),
        LayerKind::Lstm => Some(4),
        _ => None,
    }
}
