xornet::model!(Net = "./graph_unused.toml");

fn main() {}
