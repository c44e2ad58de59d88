xornet::model!("./activations.toml");

const OUTPUT: [f64; 2] = Activations::forward_const(&[0.5, -0.5]);

fn main() {
    assert_eq!(Activations::forward(&[0.5, -0.5]), OUTPUT);
    assert_eq!(xornet::reference::forward::<Activations>(&[0.5, -0.5]), OUTPUT);
}
