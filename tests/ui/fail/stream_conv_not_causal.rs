xornet::model!(Net = "./stream_conv_not_causal.toml");

fn main() {
    let mut stream = Net::new();
    let _ = stream.step(&[0.0, 0.5]);
    stream.reset();
}
