xornet::model!(Net = "./quantized_input_of_floats.toml");

fn main() {
    let _ = Net::forward(&[0.5, 1.0]);
}
