xornet::model!("./misspelt_type.toml");

fn main() {}
