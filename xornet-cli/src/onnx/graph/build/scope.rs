//! What surrounds a node in a file: names, versions, and the attributes of a call.

use std::collections::HashMap;

use crate::onnx::file::proto;
use crate::onnx::graph::ValueId;

/// The values of the names that are visible in one place; `None` for a function's input that its caller leaves out.
pub type Scope = HashMap<String, Option<ValueId>>;

/// The domain, the name and the overload of a function.
pub type Key<'a> = (&'a str, &'a str, &'a str);

/// Makes the key by which a function is called.
pub fn key<'a>(domain: &'a str, name: &'a str, overload: &'a str) -> Key<'a> {
    (domain_name(domain), name, overload)
}

/// Returns a domain's name, which is empty for ONNX' own.
pub fn domain_name(domain: &str) -> &str {
    if domain == "ai.onnx" { "" } else { domain }
}

/// Returns the version of each domain's operators.
pub fn opsets(imports: &[proto::OperatorSet]) -> HashMap<String, i64> {
    let mut opsets = HashMap::new();
    for import in imports {
        let version = opsets
            .entry(domain_name(&import.domain).to_owned())
            .or_insert(0);
        *version = import.version.max(*version);
    }
    opsets
}

/// The surroundings of a node: the graph, or a call of a function.
pub struct Context {
    pub opsets: HashMap<String, i64>,
    pub attributes: HashMap<String, proto::Attribute>,
    /// The names of the calls, each followed by a slash.
    pub path: String,
    pub depth: usize,
}
