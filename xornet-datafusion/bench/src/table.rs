use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float32Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::parquet::arrow::ArrowWriter;

/// Writes files of random numbers between 0 and 1, in columns `c0`, `c1` and so on, with the defaults of the format: no
/// compression, and dictionaries until they are too large.
pub(crate) fn write(
    folder: &Path,
    columns: usize,
    rows: usize,
    files: usize,
) -> Result<(), Box<dyn Error>> {
    const BATCH: usize = 8192;
    fs::create_dir_all(folder)?;
    let field = |index| Field::new(format!("c{index}"), DataType::Float32, false);
    let schema = Arc::new(Schema::new((0..columns).map(field).collect::<Vec<_>>()));
    for file in 0..files {
        let mut random = fastrand::Rng::with_seed(file as u64);
        let mut left = rows / files + usize::from(file < rows % files);
        let path = folder.join(format!("{file:04}.parquet"));
        let mut writer = ArrowWriter::try_new(File::create(path)?, schema.clone(), None)?;
        while left > 0 {
            let count = left.min(BATCH);
            let column = |_| {
                let numbers = (0..count).map(|_| random.f32());
                Arc::new(Float32Array::from_iter_values(numbers)) as ArrayRef
            };
            let arrays = (0..columns).map(column).collect();
            writer.write(&RecordBatch::try_new(schema.clone(), arrays)?)?;
            left -= count;
        }
        writer.close()?;
    }
    Ok(())
}
