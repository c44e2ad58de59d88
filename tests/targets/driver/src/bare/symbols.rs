//! The functions of an image.

use anyhow::Result;
use object::{Architecture, Object, ObjectSymbol, SymbolKind};

pub struct Symbols {
    /// By address.
    all: Vec<Function>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Function {
    pub start: u64,
    pub end: u64,
    pub name: String,
}

impl Symbols {
    pub fn read(object: &object::File<'_>) -> Result<Self> {
        // Arm marks the addresses of functions.
        let mark = u64::from(object.architecture() == Architecture::Arm);
        let mut all = Vec::new();
        for symbol in object.symbols() {
            if symbol.kind() == SymbolKind::Text && symbol.is_definition() {
                let start = symbol.address() & !mark;
                let name = rustc_demangle::demangle(symbol.name()?);
                all.push(Function {
                    start,
                    // Some of assembly have no size.
                    end: start + symbol.size().max(2),
                    name: format!("{name:#}"),
                });
            }
        }
        all.sort();
        Ok(Self { all })
    }

    pub fn all(&self) -> &[Function] {
        &self.all
    }

    /// The index of the function that an address is in; the first of several names for it.
    pub fn at(&self, address: u64) -> Option<usize> {
        let after = self.all.partition_point(|other| other.start <= address);
        let Function { start, end, .. } = self.all[..after].last()?;
        let first = self.all.partition_point(|other| other.start < *start);
        (address < *end).then_some(first)
    }

    /// The index of a function.
    pub fn find(&self, name: &str) -> Option<usize> {
        let found = self.all.iter().find(|function| function.name == name)?;
        self.at(found.start)
    }
}

impl std::ops::Index<usize> for Symbols {
    type Output = Function;

    fn index(&self, index: usize) -> &Function {
        &self.all[index]
    }
}
