use xornet_testing::same_bits;

use crate::read::read;
use crate::{all, oracle, within};

#[test]
fn the_oracle_agrees_with_what_numpy_recorded() {
    let networks = all();
    let xor = networks.iter().find(|network| network.name == "xor");
    let [answer] = oracle(xor.expect("it is raced"), &[0.0, 1.0])[..] else {
        panic!("one output");
    };
    // From weights in double precision.
    assert!((answer - 0.647_507_185_828_096_5).abs() < 1e-7);
}

#[test]
fn a_wrong_output_is_told_from_a_right_one() {
    assert!(within(0.5, 0.5004));
    assert!(!within(0.5, 0.501));
    assert!(within(1e-6, 0.0));
    assert!(!within(1e-4, 0.0));
    assert!(!within(f32::NAN, 0.5));
}

#[test]
fn pruned_networks_keep_as_many_weights_as_they_say() {
    for network in all() {
        let Some(percent) = network.class.percent() else {
            continue;
        };
        let weights = network.layers.iter().flat_map(|layer| &layer.weights);
        let (nonzero, all) = weights.fold((0, 0), |(nonzero, all), &weight| {
            (nonzero + usize::from(weight != 0.0), all + 1)
        });
        let share = 100.0 * nonzero as f64 / all as f64;
        assert!((share - f64::from(percent)).abs() < 0.5, "{share} %");
    }
}

#[test]
fn a_model_file_reads_back_to_the_same_numbers() {
    for network in all() {
        let again = read(&network.name, network.toml().leak(), 1.0);
        assert_eq!(again.layers.len(), network.layers.len());
        for (again, layer) in again.layers.iter().zip(&network.layers) {
            assert_eq!(again.activation, layer.activation);
            assert!(same_bits(&again.weights, &layer.weights));
            assert!(same_bits(&again.biases, &layer.biases));
        }
    }
}
