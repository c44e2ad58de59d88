xornet::model!(Net = "./external_missing_file.toml");

fn main() {
    let [_output] = Net::forward(&[0.0; 3]);
}
