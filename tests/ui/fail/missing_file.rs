xornet::model!("./missing_file.toml");
xornet::model!("models/missing_too.toml");

fn main() {}
