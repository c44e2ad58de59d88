//! The windows of convolutions and pools, as attributes of ONNX give them.

use super::pad;
use crate::import::graph::Window;
use crate::onnx::graph::{Node, Operand, Site};

/// The windows along the height and the width. A sequence has a height of one.
#[derive(Clone, Debug)]
pub struct Windows {
    /// The number of axes, 1 or 2.
    pub dimensions: usize,
    pub size: [usize; 2],
    pub strides: [usize; 2],
    pub dilations: [usize; 2],
    /// The positions of padding before and after the input.
    pub pads: [[usize; 2]; 2],
    pub input: [usize; 2],
    pub output: [usize; 2],
}

impl Windows {
    /// Reads the attributes of a node with a kernel of this size, for an input of the shape [batch, channels, …].
    pub fn of(node: &Node, kernel: &[usize], shape: &[usize]) -> Result<Self, String> {
        let spatial = spatial(shape)?;
        let (dimensions, input) = (spatial.len(), two(spatial, 1));
        if kernel.len() != dimensions || kernel.contains(&0) {
            return Err(format!(
                "its kernel {kernel:?} does not fit the shape {shape:?}"
            ));
        }
        let size = two(kernel, 1);
        let strides = numbers(node, "strides", dimensions)?;
        let dilations = numbers(node, "dilations", dimensions)?;
        let mut windows = Self {
            dimensions,
            size,
            strides,
            dilations,
            pads: given_pads(node, dimensions)?,
            input,
            output: [1, 1],
        };
        let auto = node.text("auto_pad", "NOTSET")?;
        let ceil = node.int("ceil_mode", 0)? != 0;
        for axis in 0..2 {
            let (input, stride) = (input[axis], strides[axis]);
            let extent = windows.extent(axis);
            windows.pads[axis] = match &*auto {
                "NOTSET" => windows.pads[axis],
                "VALID" => [0, 0],
                "SAME_UPPER" | "SAME_LOWER" => {
                    let output = input.div_ceil(stride).max(1);
                    let total = ((output - 1) * stride + extent).saturating_sub(input);
                    match &*auto {
                        "SAME_UPPER" => [total / 2, total - total / 2],
                        _ => [total - total / 2, total / 2],
                    }
                }
                other => return Err(format!("its `auto_pad` `{other:.20}` is not known")),
            };
            let [before, after] = windows.pads[axis];
            let room = (before + input + after).checked_sub(extent).ok_or_else(|| {
                format!("its windows of {extent} positions are larger than its input of shape {shape:?}")
            })?;
            windows.output[axis] = match ceil {
                false => room / stride + 1,
                true => {
                    let output = room.div_ceil(stride) + 1;
                    // A window that begins in the padding behind the input is left out.
                    output - usize::from((output - 1) * stride >= input + before)
                }
            };
            if windows.output[axis] == 0 {
                return Err(format!(
                    "it makes no output of its input of shape {shape:?}"
                ));
            }
        }
        Ok(windows)
    }

    /// Returns the number of positions that a window reaches over along an axis.
    pub fn extent(&self, axis: usize) -> usize {
        (self.size[axis] - 1) * self.dilations[axis] + 1
    }

    /// Returns the position in the input of a position of the window of an output; `None` in the padding.
    pub fn place(&self, axis: usize, output: usize, tap: usize) -> Option<usize> {
        let place = output * self.strides[axis] + tap * self.dilations[axis];
        let place = place.checked_sub(self.pads[axis][0])?;
        (place < self.input[axis]).then_some(place)
    }

    /// Returns the shape of an output with this many channels.
    pub fn shape(&self, batch: usize, channels: usize) -> Vec<usize> {
        let output = &self.output[2 - self.dimensions..];
        [&[batch, channels], output].concat()
    }

    /// Returns the windows of a layer, whose padding reaches as far as the last window.
    pub fn layer(&self) -> Window {
        let mut padding = self.pads;
        for (axis, [before, after]) in padding.iter_mut().enumerate() {
            let end = (self.output[axis] - 1) * self.strides[axis] + self.extent(axis);
            *after = (*after).max(end.saturating_sub(self.input[axis] + *before));
        }
        Window {
            dimensions: self.dimensions,
            size: self.size,
            strides: self.strides,
            dilation: self.dilations,
            padding,
        }
    }
}

/// Returns the axes of a shape behind the batch and the channels, of which there must be one or two.
pub fn spatial(shape: &[usize]) -> Result<&[usize], String> {
    match shape {
        [_, _, spatial @ ..] if (1..=2).contains(&spatial.len()) && !spatial.contains(&0) => {
            Ok(spatial)
        }
        _ => Err(format!(
            "its input has the shape {shape:?}, but layers take [batch, channels, time] or [batch, channels, height, width]"
        )),
    }
}

/// Returns two numbers, the first of which is `other` if there is only one.
pub fn two(numbers: &[usize], other: usize) -> [usize; 2] {
    match *numbers {
        [width] => [other, width],
        [height, width] => [height, width],
        _ => [other, other],
    }
}

/// Reads one number for each axis, ones by default.
pub fn numbers(node: &Node, name: &str, dimensions: usize) -> Result<[usize; 2], String> {
    let Some(given) = node.ints(name)? else {
        return Ok([1, 1]);
    };
    let numbers = given.iter().map(|&number| usize::try_from(number).ok());
    let numbers: Option<Vec<_>> = numbers
        .map(|n| n.filter(|n| (1..1 << 24).contains(n)))
        .collect();
    match numbers {
        Some(numbers) if numbers.len() == dimensions => Ok(two(&numbers, 1)),
        _ => Err(format!("its `{name}` does not fit {dimensions} axes")),
    }
}

/// Reads the padding along each axis.
pub fn given_pads(node: &Node, dimensions: usize) -> Result<[[usize; 2]; 2], String> {
    let Some(given) = node.ints("pads")? else {
        return Ok([[0; 2]; 2]);
    };
    let pads = given.iter().map(|&pad| usize::try_from(pad).ok());
    let pads: Option<Vec<_>> = pads.map(|n| n.filter(|&n| n < 1 << 24)).collect();
    match pads {
        Some(pads) if pads.len() == 2 * dimensions => {
            let (before, after) = pads.split_at(dimensions);
            let (before, after) = (two(before, 0), two(after, 0));
            Ok([[before[0], after[0]], [before[1], after[1]]])
        }
        _ => Err(format!(
            "its `pads` does not fit {dimensions} axes, or is negative"
        )),
    }
}

/// An input with the padding that a `Pad` before it adds.
pub struct Padded<'a> {
    pub operand: Operand<'a>,
    /// The shape of the operand, with the axes that the node sees.
    pub shape: Vec<usize>,
    pub pads: [[usize; 2]; 2],
    /// The number that the padding holds; `None` if there is no `Pad`.
    pub value: Option<f64>,
}

/// Returns the first input of a node, or that of the `Pad` before it.
pub fn padded<'a>(site: &Site<'a>) -> Result<Padded<'a>, String> {
    let operand = site.operand(0)?;
    let mut shape = operand.shape().to_vec();
    let before = before_height(site, operand)?;
    if let Some(pad) = before.filter(|before| before.node.is("Pad"))
        && let Some((pads, value)) = pad::of_image(&pad)?
    {
        for (length, [before, after]) in shape.iter_mut().rev().zip(pads.iter().rev()) {
            *length -= before + after;
        }
        return Ok(Padded {
            operand: pad.operand(0)?,
            shape,
            pads,
            value: Some(value),
        });
    }
    Ok(Padded {
        operand,
        shape,
        pads: [[0; 2]; 2],
        value: None,
    })
}

/// Returns the node that makes an operand; if that only gives a sequence a height of one, as TensorFlow's exporters write
/// `Conv1D`, the node before it.
fn before_height<'a>(site: &Site<'a>, operand: Operand<'a>) -> Result<Option<Site<'a>>, String> {
    let Some(before) = Site::of(site.facts, operand.value) else {
        return Ok(None);
    };
    if !before.node.is("Unsqueeze") && !before.node.is("Reshape") {
        return Ok(Some(before));
    }
    let sequence = before.operand(0)?;
    match (sequence.shape(), operand.shape()) {
        ([batch, channels, time], [b, c, 1, t]) if [batch, channels, time] == [b, c, t] => {
            Ok(Site::of(site.facts, sequence.value))
        }
        _ => Ok(Some(before)),
    }
}
