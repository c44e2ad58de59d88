xornet::model!(Net = "./weights_not_rows.toml");

fn main() {}
