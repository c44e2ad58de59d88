//! Pools: the maximum or the average of each window.

use xornet_core::{LayerKind, Shape, WindowAxis};

use super::window::{self, Window};
use super::{Attribute, Connections, Input, Kind, Misfit, Outcome, ReadLayer, Streamed};
use crate::diagnostic::Read;
use crate::document::Table;
use crate::read::{Reader, keys, value};
use crate::{Float, InvalidNetwork};

/// The maximum or the average of each window, over one axis or two, channel by channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool<T> {
    kind: LayerKind,
    window: Window,
    include_padding: bool,
    /// The number type of the values, of which the layer itself has none.
    numbers: std::marker::PhantomData<T>,
}

impl<T: Float> Pool<T> {
    /// Makes a pool of one axis or two, according to `kind`; one of one axis has sizes of one along the height.
    /// `include_padding` is for averages: they divide by the whole window then.
    ///
    /// # Errors
    ///
    /// If a size is zero or beyond the limit, or if the kind is not a pool.
    pub fn new(
        kind: LayerKind,
        window: Window,
        include_padding: bool,
    ) -> Result<Self, InvalidNetwork> {
        let average = matches!(kind, LayerKind::AveragePool1d | LayerKind::AveragePool2d);
        let pool = average || matches!(kind, LayerKind::MaxPool1d | LayerKind::MaxPool2d);
        if !pool || !window.is_sound() || window.dilation != [1, 1] || include_padding && !average {
            let message = format!("a {} layer cannot have {window:?}", kind.name());
            return Err(InvalidNetwork::new("layers", message));
        }
        Ok(Self {
            kind,
            window,
            include_padding,
            numbers: std::marker::PhantomData,
        })
    }

    /// Returns the window; one of one axis has sizes of one along the height.
    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Returns whether an average divides by the whole window, padding included.
    pub(crate) fn includes_padding(&self) -> bool {
        self.include_padding
    }

    fn axes(&self, input: &Shape) -> Result<([WindowAxis; 2], usize), Misfit> {
        let dimensions = window::dimensions(self.kind);
        let [height, width, channels] = match *input.axes() {
            // One frame of a stream.
            [channels] if dimensions == 1 => [1, 1, channels],
            _ => window::image(dimensions, input)?,
        };
        Ok((self.window.axes(dimensions, [height, width])?, channels))
    }

    /// Returns the same layer for numbers of another type.
    pub(crate) fn cast<U>(&self) -> Pool<U> {
        Pool {
            kind: self.kind,
            window: self.window,
            include_padding: self.include_padding,
            numbers: std::marker::PhantomData,
        }
    }
}

impl<T: Float> Kind<T> for Pool<T> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        window::image(window::dimensions(self.kind), &inputs[0])?;
        let ([height, width], channels) = self.axes(&inputs[0])?;
        let shape = [height.output, width.output, channels];
        window::shape(window::dimensions(self.kind), shape)
    }

    fn streamed(&self, inputs: &[Shape]) -> Result<Streamed, Misfit> {
        match (window::dimensions(self.kind), inputs[0].axes()) {
            (1, &[channels]) => self.window.apart(channels),
            _ => self.output(inputs).map(Streamed::of),
        }
    }

    fn attributes(&self) -> Vec<(&'static str, Attribute)> {
        let dimensions = window::dimensions(self.kind);
        let strides = self.window.size;
        let mut attributes = self.window.attributes(dimensions, "pool_size", strides);
        if self.include_padding {
            attributes.push(("include_padding", Attribute::Boolean(true)));
        }
        attributes
    }

    fn steps(&self, inputs: &[Shape], output: &Shape) -> usize {
        // A window with much padding reads no more than the input.
        let lengths = match *inputs[0].axes() {
            [height, width, _] => [height, width],
            [width, _] => [1, width],
            _ => [1, 1],
        };
        let [height, width] = [0, 1].map(|axis| self.window.size[axis].min(lengths[axis]));
        output.count().saturating_mul(height * width)
    }

    fn connections(&self) -> Connections<'_, T> {
        Connections::Other
    }

    fn reference(&self, inputs: &[Shape]) -> xornet_core::Layer<'_, T> {
        // The builder has checked that the layer takes inputs of these shapes.
        let (axes, channels) = self.axes(&inputs[0]).unwrap_or(([WindowAxis::ONE; 2], 1));
        let pool = xornet_core::Pool::new(self.kind, axes, channels, self.include_padding);
        xornet_core::Layer::Pool(pool)
    }
}

impl<T: Float> ReadLayer<T> for Pool<T> {
    fn keys(kind: LayerKind) -> &'static [&'static str] {
        match kind {
            LayerKind::AveragePool1d | LayerKind::AveragePool2d => {
                &["pool_size", "strides", "padding", "include_padding"]
            }
            _ => &["pool_size", "strides", "padding"],
        }
    }

    fn read(
        kind: LayerKind,
        table: &Table<'_, '_>,
        inputs: &[Input],
        reader: &mut Reader<'_, '_>,
    ) -> Outcome<Self> {
        let window = keys::window(kind, "pool_size", table, reader);
        // A key that the kind does not take is reported already, and must not cause an error of its own.
        let averages = Self::keys(kind).contains(&"include_padding");
        let include_padding = match table.get("include_padding").filter(|_| averages) {
            None => Ok(false),
            Some(entry) => value::boolean(entry.value, "`include_padding`", reader.errors),
        };
        let mut layer = || -> Read<Self> {
            Self::new(kind, window?, include_padding?)
                .map_err(|error| reader.errors.push(error.at(table.span.clone())))
        };
        let layer = layer();
        Outcome::of(layer, table, inputs, reader)
    }
}
