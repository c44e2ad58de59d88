xornet::model!(Net = "./rnn_initial_state.toml");

fn main() {}
