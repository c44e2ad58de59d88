xornet::model!(Net = "./ragged_rows.toml");

fn main() {
    let _ = Net::forward(&[0.0, 1.0]);
}
