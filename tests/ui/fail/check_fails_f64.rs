xornet::model!(Net = "./check_fails_f64.toml");

fn main() {}
