xornet::model!(Net = "./stream_over_budget.toml");

fn main() {}
