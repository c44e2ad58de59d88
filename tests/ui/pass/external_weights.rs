xornet::model!("./external_weights.toml");

const ANSWER: [f32; 1] = ExternalWeights::forward_const(&[1.0, 2.0, 4.0]);

fn main() {
    // 1 + 1 * 1 + 2 * 0.5 + 4 * -0.25
    assert_eq!(ANSWER, [2.0]);
    assert_eq!(ExternalWeights::forward(&[1.0, 2.0, 4.0]), ANSWER);
    assert_eq!(ExternalWeights::PARAMETERS, 4);
}
