//! The class of an output: the largest number.

use anyhow::bail;
use xornet_model::Network;

use crate::evaluate::Number;

/// Checks that a network has one output, a vector, so that its largest number has a meaning.
pub(super) fn check<T: Number>(network: &Network<T>) -> anyhow::Result<()> {
    match &network.output_ports()[..] {
        [port] if port.shape.rank() == 1 => Ok(()),
        [port] => bail!(
            "`--argmax` needs an output that is a vector, but the network's has the shape {}",
            port.shape
        ),
        ports => bail!(
            "`--argmax` needs one output, but the network has {}",
            ports.len()
        ),
    }
}

/// Returns the index of the largest number, and of the first one where several are the largest.
pub(super) fn argmax<T: Number>(values: &[T]) -> usize {
    let mut largest = 0;
    for (index, value) in values.iter().enumerate() {
        if *value > values[largest] {
            largest = index;
        }
    }
    largest
}

/// Returns the name of the largest number, or its index if the network names none.
pub(super) fn name<T: Number>(network: &Network<T>, values: &[T]) -> String {
    let index = argmax(values);
    match network.output_names().get(index) {
        // A name in one line, whatever is in it.
        Some(name) => name.escape_debug().to_string(),
        None => index.to_string(),
    }
}
