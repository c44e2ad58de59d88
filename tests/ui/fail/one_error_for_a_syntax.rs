xornet::model!(Net = "./one_error_for_a_syntax.toml");

fn main() {
    let [output] = Net::forward(&[0.0, 1.0]);
    println!("{output} {}", xornet::reference::forward::<Net>(&[0.0, 1.0])[0]);
}
