xornet::model!(Net = "./external_transposed.toml");

fn main() {
    let [_output] = Net::forward(&[0.0; 3]);
}
