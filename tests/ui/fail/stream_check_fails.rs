xornet::model!(Net = "./stream_check_fails.toml");

fn main() {
    let mut stream = Net::new();
    let _: [f32; 1] = stream.step(&[0.0, 0.5]);
    stream.process(&[[0.0, 0.5]], &mut [[0.0]]);
}
