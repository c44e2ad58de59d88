use std::fmt::{self, Debug};
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use datafusion_common::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion_common::{Result, ScalarValue};
use datafusion_expr::{
    ColumnarValue, Expr, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility, ident,
};
use xornet::Network;

use crate::Number;
use crate::input::{self, Arguments};
use crate::output::Outputs;
use crate::score::score;

/// Makes a scalar function of a network, to be registered in a context. Several outputs are a struct.
///
/// SQL takes names without quotes as lower case.
#[must_use]
pub fn udf<N: Network<Scalar: Number> + 'static>(name: &str) -> ScalarUDF {
    udf_with::<N>(name, Outputs::default())
}

/// Makes a scalar function of a network, which returns several outputs in the way that is asked for.
#[must_use]
pub fn udf_with<N: Network<Scalar: Number> + 'static>(name: &str, outputs: Outputs) -> ScalarUDF {
    NetworkFunction::<N>::new(name, outputs).into()
}

/// Returns the columns that have the names of a network's inputs, in order: the arguments of a function in a data frame.
/// There are none if the model file has no `input_names`.
///
/// ```
/// use datafusion::prelude::*;
/// use xornet_datafusion::{columns, udf};
///
/// xornet::model!("models/fraud.toml");
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> datafusion::error::Result<()> {
/// # let table = SessionContext::new().read_empty()?;
/// # let row = Fraud::INPUT_NAMES.iter().map(|name| lit(0.5).alias(*name));
/// # let table = table.select(row)?;
/// let fraud = udf::<Fraud>("fraud");
/// let scores = table.select([fraud.call(columns::<Fraud>()).alias("score")])?;
/// # assert_eq!(scores.schema().field(0).name(), "score");
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn columns<N: Network>() -> Vec<Expr> {
    N::INPUT_NAMES.iter().map(|name| ident(*name)).collect()
}

/// A scalar function of a network. [`udf`] makes one for the engine.
pub struct NetworkFunction<N> {
    name: String,
    outputs: Outputs,
    signature: Signature,
    network: PhantomData<fn() -> N>,
}

impl<N: Network<Scalar: Number> + 'static> NetworkFunction<N> {
    /// Makes a function of this name.
    #[must_use]
    pub fn new(name: &str, outputs: Outputs) -> Self {
        Self {
            name: name.to_owned(),
            outputs,
            signature: Signature::user_defined(Volatility::Immutable),
            network: PhantomData,
        }
    }
}

impl<N: Network<Scalar: Number> + 'static> ScalarUDFImpl for NetworkFunction<N> {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        Ok(input::coerce::<N>(types))
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(self.outputs.data_type::<N>())
    }

    fn return_field_from_args(&self, arguments: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let fields = arguments.arg_fields;
        input::check::<N>(&self.name, fields)?;
        let nullable = |field: &FieldRef| field.is_nullable() || field.data_type().is_nested();
        let nullable = fields.iter().any(nullable);
        let result = Field::new(&self.name, self.outputs.data_type::<N>(), nullable);
        Ok(Arc::new(result))
    }

    fn is_strict(&self) -> bool {
        true
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let ScalarFunctionArgs {
            args, number_rows, ..
        } = arguments;
        if input::any_null(&args) {
            let null = ScalarValue::try_from(self.outputs.data_type::<N>())?;
            return Ok(ColumnarValue::Scalar(null));
        }
        let is_literal = |argument: &ColumnarValue| matches!(argument, ColumnarValue::Scalar(_));
        let literal = args.iter().all(is_literal);
        let arguments = Arguments::new::<N>(&self.name, &args)?;
        let rows = if literal { 1 } else { number_rows };
        let results = score::<N>(&arguments, self.outputs, rows);
        if literal {
            let result = ScalarValue::try_from_array(&results, 0)?;
            return Ok(ColumnarValue::Scalar(result));
        }
        Ok(ColumnarValue::Array(results))
    }
}

// By hand, since networks have none of these traits: two functions of the same network are equal if all else is.

impl<N> Debug for NetworkFunction<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NetworkFunction")
            .field("name", &self.name)
            .field("outputs", &self.outputs)
            .finish_non_exhaustive()
    }
}

impl<N> PartialEq for NetworkFunction<N> {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.outputs) == (&other.name, other.outputs)
    }
}

impl<N> Eq for NetworkFunction<N> {}

impl<N> Hash for NetworkFunction<N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, self.outputs).hash(state);
    }
}
