//! The list of layer kinds.

/// Passes the list of all layer kinds to a macro, in families that share their code. A family has its documentation, a
/// name (that of its module in every stage) and its variant of [`Layer`](crate::Layer); then follow its kinds, each with
/// its name in model files and its variant of [`LayerKind`](crate::LayerKind).
#[doc(hidden)]
#[macro_export]
macro_rules! with_layers {
    ($($then:ident)::+! { $($arguments:tt)* }) => {
        $($then)::+! {
            $($arguments)*
            /// A fully connected layer on the last axis: `output = activation(input · weights + biases)`.
            dense Dense { dense Dense }
            /// An activation as a layer of its own.
            activation Activation { activation Activation }
            /// A convolution over one axis or two, with channels last.
            convolution Convolution { conv1d Conv1d, conv2d Conv2d }
            /// A transposed convolution over one axis or two, with channels last.
            transposed_convolution TransposedConvolution {
                conv1d_transpose Conv1dTranspose,
                conv2d_transpose Conv2dTranspose
            }
            /// The maximum or the average of each window.
            pool Pool {
                max_pool1d MaxPool1d,
                max_pool2d MaxPool2d,
                average_pool1d AveragePool1d,
                average_pool2d AveragePool2d
            }
            /// The maximum or the average of each channel.
            global_pool GlobalPool {
                global_max_pool GlobalMaxPool,
                global_average_pool GlobalAveragePool
            }
            /// A scale and a shift per channel.
            batch_norm BatchNorm { batch_norm BatchNorm }
            /// A normalisation of the numbers along the last axis.
            layer_norm LayerNorm { layer_norm LayerNorm, l2_normalize L2Normalize }
            /// A linear function below zero, with a slope per channel.
            prelu Prelu { prelu Prelu }
            /// The same numbers in another shape.
            reshape Reshape { flatten Flatten, reshape Reshape }
            /// A repetition of each position.
            upsample Upsample { upsample Upsample }
            /// A range of an axis.
            slice Slice { slice Slice }
            /// An operation on several tensors, element by element.
            merge Merge {
                add Add,
                subtract Subtract,
                multiply Multiply,
                maximum Maximum,
                minimum Minimum
            }
            /// Several tensors, one after the other along an axis.
            concatenate Concatenate { concatenate Concatenate }
            /// A layer with memory, which takes the frames of a sequence one after the other.
            recurrent Recurrent { rnn Rnn, gru Gru, lstm Lstm }
            /// The last frames of a stream.
            frames Frames { window Window }
        }
    };
}
