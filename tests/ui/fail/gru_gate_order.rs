xornet::model!(Net = "./gru_gate_order.toml");

fn main() {}
