xornet::model!(Net = "./external_wrong_files.toml");

fn main() {
    let [_output] = Net::forward(&[0.0; 3]);
}
