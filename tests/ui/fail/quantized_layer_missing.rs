xornet::model!(Net = "./quantized_layer_missing.toml");

fn main() {
    let mut stream = Net::new();
    let _ = stream.step(&[0, 1]);
}
