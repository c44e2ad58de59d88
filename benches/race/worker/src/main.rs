//! All contenders, built with one set of compiler flags. The driver starts it, and asks it over
//! standard input and output for outputs and times; `protocol.rs` says how.

#![cfg_attr(
    not(feature = "whole"),
    expect(dead_code, reason = "what networks without memory need")
)]

mod activation;
mod contender;
mod contenders;
mod entrant;
mod protocol;
mod subject;

use entrant::Entrants;
use subject::networks::for_each_network;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let core = arguments.next().and_then(|core| core.parse().ok());
    let (Some(core), Some(only)) = (core, arguments.next()) else {
        eprintln!("usage: xornet-race-worker CORE CONTENDER|all [NETWORK]...");
        std::process::exit(2);
    };
    let wanted: Vec<_> = arguments.collect();
    if !core_affinity::set_for_current(core_affinity::CoreId { id: core }) {
        eprintln!("could not be pinned to core {core}: times will scatter");
    }

    let networks = xornet_race_networks::all();
    let mut entrants = Entrants::new(Some(only).filter(|only| only != "all"));
    macro_rules! enter {
        ($name:literal, $kind:ident, $Subject:ty) => {
            if wanted.iter().any(|name| name == $name) {
                let network = networks.iter().find(|network| network.name == $name);
                let network = network.expect("the build script listed it");
                contenders::$kind::<$Subject>(network, &mut entrants);
            }
        };
    }
    for_each_network!(enter);
    protocol::serve(entrants);
}
