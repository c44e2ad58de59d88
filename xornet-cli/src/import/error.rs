//! Why an import fails.

use std::fmt;

use super::unsupported::Unsupported;

/// The reason why an import fails.
#[derive(Debug)]
pub enum Error {
    /// The source cannot be imported, for all of these reasons.
    Unsupported(Vec<Unsupported>),
    /// A file or an option cannot be used.
    Unusable(anyhow::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(all) => all.iter().try_for_each(|reason| writeln!(f, "{reason}")),
            Self::Unusable(error) => write!(f, "{error:#}"),
        }
    }
}

impl From<Unsupported> for Error {
    fn from(reason: Unsupported) -> Self {
        Self::Unsupported(vec![reason])
    }
}

impl From<Vec<Unsupported>> for Error {
    fn from(reasons: Vec<Unsupported>) -> Self {
        Self::Unsupported(reasons)
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Unusable(error)
    }
}
