xornet::model!(Net = "./quantization_missing.toml");

fn main() {
    let input = [0.5, 1.0].map(|x| Net::INPUT_QUANTIZATION.quantize(x));
    let _ = Net::forward(&input);
}
