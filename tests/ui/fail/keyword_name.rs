xornet::model!("./keyword_name.toml");

fn main() {}
