xornet::model!(Net = "./graph_names.toml");

fn main() {}
