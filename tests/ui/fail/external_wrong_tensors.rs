xornet::model!(Net = "./external_wrong_tensors.toml");

fn main() {
    let [_output] = Net::forward(&[0.0; 3]);
}
