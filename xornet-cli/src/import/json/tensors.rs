//! A state_dict of PyTorch in JSON: tensors by name, of which the command line says which layers they are.

use safetensors::Dtype;
use safetensors::tensor::TensorView;

use super::value::Json;

/// Makes a safetensors file of tensors in JSON.
pub fn file(tensors: &Json<'_>) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    for key in tensors.keys() {
        let tensor = tensors.need(key)?;
        // Counters and the like.
        if !tensor.is_array() {
            continue;
        }
        let (shape, numbers) = tensor.tensor()?;
        let bytes: Vec<u8> = numbers
            .iter()
            .flat_map(|&number| (number as f32).to_le_bytes())
            .collect();
        all.push((key, shape, bytes));
    }
    let views = all.iter().map(|(key, shape, bytes)| {
        let view = TensorView::new(Dtype::F32, shape.clone(), bytes);
        view.map(|view| (*key, view))
            .map_err(|error| error.to_string())
    });
    let views = views.collect::<Result<Vec<_>, _>>()?;
    safetensors::serialize(views, None).map_err(|error| error.to_string())
}
