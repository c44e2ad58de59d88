xornet::model!(Net = "./quantized_overflow.toml");

fn main() {
    let _ = Net::forward(&[0, 1]);
}
