xornet::model!(Net = "./rows_are_not_inputs.toml");

fn main() {
    let _ = Net::forward(&[0.0, 1.0]);
}
