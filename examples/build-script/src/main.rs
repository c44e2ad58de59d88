//! Computes OR, NOR and AND of two booleans. `build.rs` writes the network.

include!(concat!(env!("OUT_DIR"), "/net.rs"));

fn main() {
    for input in [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] {
        let [or, nor, and] = Net::forward(&input).map(|output| output > 0.5);
        println!("{input:?}: or {or}, nor {nor}, and {and}");
    }
}
