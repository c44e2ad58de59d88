xornet::model!(Net = "./generated_latin1.toml");

fn main() {}
