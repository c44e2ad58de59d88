use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// Makes a function that takes as many columns as a network and returns the first of them: the engine reads and decodes
/// the same, and nothing is computed.
pub(crate) fn first(name: &'static str) -> ScalarUDF {
    ScalarUDF::new_from_impl(First {
        name,
        signature: Signature::variadic(vec![DataType::Float32], Volatility::Immutable),
    })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct First {
    name: &'static str,
    signature: Signature,
}

impl ScalarUDFImpl for First {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float32)
    }

    fn invoke_with_args(&self, mut arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        Ok(arguments.args.swap_remove(0))
    }
}
