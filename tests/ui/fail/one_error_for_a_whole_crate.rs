xornet::model!(Net = "./one_error_for_a_whole_crate.toml");

use xornet::Network;

const OUTPUT: [f32; 2] = Net::forward_const(&[0.0, 1.0]);

fn generic<N: Network>(input: &N::Input) -> N::Output {
    N::forward(input)
}

fn main() {
    let [a, b] = Net::forward(&[0.0, 1.0]);
    let mut outputs = [OUTPUT; 2];
    Net::forward_batch(&[[a, b]; Net::INPUTS], &mut outputs);
    println!("{:?} {outputs:?}", generic::<Net>(&[a, b]));
}
