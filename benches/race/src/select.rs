//! What `--only` picks.

use std::error::Error;

use xornet_race_networks::{Class, Network};

use crate::results::XORNET;
use crate::worker::Entrant;

/// The names given; none means everything.
pub struct Selection {
    networks: Vec<String>,
    contenders: Vec<String>,
    batch_only: bool,
}

impl Selection {
    pub fn new(only: &[String]) -> Self {
        let all = xornet_race_networks::all();
        let is_network = |name: &&String| {
            ["pruned", "convolutional", "streams"].contains(&name.as_str())
                || all.iter().any(|network| network.name == **name)
        };
        let (networks, rest): (Vec<_>, Vec<_>) = only.iter().partition(is_network);
        Self {
            networks: networks.into_iter().cloned().collect(),
            batch_only: rest.iter().any(|name| *name == "batch"),
            contenders: rest
                .into_iter()
                .filter(|name| *name != "batch")
                .cloned()
                .collect(),
        }
    }

    pub fn takes_network(&self, network: &Network) -> bool {
        let group = match network.class {
            Class::Dense => None,
            Class::Pruned(_) => Some("pruned"),
            Class::Convolutional => Some("convolutional"),
            Class::Stream => Some("streams"),
        };
        let named = |name: &String| *name == network.name || Some(name.as_str()) == group;
        self.networks.is_empty() || self.networks.iter().any(named)
    }

    /// xornet always races: it is what others are compared with.
    pub fn takes(&self, entrant: &Entrant) -> bool {
        self.takes_contender(&entrant.name) && (entrant.is_batch || !self.batch_only)
    }

    pub fn takes_contender(&self, contender: &str) -> bool {
        let named = |name: &String| contender.contains(name.as_str());
        let is_named = self.contenders.is_empty() || self.contenders.iter().any(named);
        contender == XORNET || is_named
    }

    /// An error where a name means nothing.
    pub fn complain(&self, entrants: &[Entrant]) -> Result<(), Box<dyn Error>> {
        for name in &self.contenders {
            if !entrants
                .iter()
                .any(|entrant| entrant.name.contains(name.as_str()))
            {
                return Err(format!("`{name}` is no network, no group and no contender").into());
            }
        }
        Ok(())
    }
}
