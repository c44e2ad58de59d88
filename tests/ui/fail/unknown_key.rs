xornet::model!(Net = "./unknown_key.toml");

fn main() {
    let _ = Net::forward(&[0.0, 1.0]);
}
