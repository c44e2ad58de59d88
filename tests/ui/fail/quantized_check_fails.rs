xornet::model!(Net = "./quantized_check_fails.toml");

fn main() {
    let _ = Net::forward(&[0, 1]);
}
