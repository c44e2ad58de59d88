xornet::model!(Net = "./nowhere.toml");

use xornet::Network;

const OUTPUT: [f64; 2] = Net::forward_const(&[0.0, 1.0]);
static INPUT: [f32; Net::INPUTS] = [0.0; Net::INPUTS];

fn generic<N: Network>(input: &N::Input) -> N::Output {
    N::forward(input)
}

fn main() {
    let [a, b] = Net::forward(&[0.0, 1.0]);
    let mut outputs = [OUTPUT; 2];
    Net::forward_batch(&[[a, b]; Net::INPUTS], &mut outputs);
    println!("{:?} {outputs:?}", generic::<Net>(&[a, b]));
    println!("{}", Net::forward(&INPUT)[0] + Net::MACS as f32);
    for (index, output) in Net::forward(&INPUT).iter().enumerate() {
        println!("{index} {}", output.max(0.5));
    }
}
