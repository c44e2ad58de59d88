//! What must hold for every text, whatever it is.

use xornet_model::draw::{Page, draw};
use xornet_model::{Model, read, write};

/// Reads a text. Its faults must lie in it and be shown; a model must survive being written.
pub fn examine(text: &str) -> Option<Model> {
    match read(text, "net") {
        Ok(model) => {
            let written = write(&model);
            let again = read(&written, "net");
            assert_eq!(again.as_ref().ok(), Some(&model), "\n{written}");
            assert_eq!(write(&model), written);
            let picture = match &model {
                Model::F32(network) => draw(network, None, Page::Html),
                Model::F64(network) => draw(network, None, Page::Html),
            };
            assert!(picture.len() < 60_000, "{} bytes", picture.len());
            Some(model)
        }
        Err(failure) => {
            assert!(!failure.faults.is_empty());
            for fault in &failure.faults {
                let span = fault.span();
                assert!(span.start <= span.end && span.end <= text.len(), "{span:?}");
                let (line, column) = fault.position(text);
                let shown = fault.render("net.toml", text);
                assert!(
                    shown.contains(&format!("net.toml:{line}:{column}")),
                    "{line}:{column} is not in\n{shown}"
                );
                assert!(shown.len() < 4000, "{} bytes:\n{shown}", shown.len());
            }
            None
        }
    }
}
