//! Classifies handwritten digits that the network has not seen in training.

use std::hint::black_box;
use std::time::Instant;

xornet::model!("models/digits.toml");

/// 8×8 pixels from 0 to 16 in rows, then the digit.
const HELD_OUT: &str = include_str!("../models/data/digits_test.csv");

/// Passes over the held-out digits, to time one.
const PASSES: usize = 100;

struct Digit {
    pixels: [f32; 64],
    label: usize,
}

fn main() {
    let digits = read(HELD_OUT);

    for digit in digits.iter().step_by(digits.len() / 3).take(3) {
        let (answer, probability) = classify(&digit.pixels);
        draw(&digit.pixels);
        println!(
            "a {}, taken for a {answer} with probability {probability:.4}\n",
            digit.label
        );
    }

    let right = digits
        .iter()
        .filter(|digit| classify(&digit.pixels).0 == digit.label)
        .count();
    let accuracy = 100.0 * right as f64 / digits.len() as f64;
    println!(
        "{right} of {} held-out digits right: {accuracy:.2} %",
        digits.len()
    );

    let start = Instant::now();
    for _ in 0..PASSES {
        for digit in &digits {
            black_box(Digits::forward(black_box(&digit.pixels)));
        }
    }
    let each = start.elapsed() / (PASSES * digits.len()) as u32;
    println!(
        "{} ns for each ({} multiply-adds)",
        each.as_nanos(),
        Digits::MACS
    );
}

/// The most probable digit, and its probability.
fn classify(pixels: &[f32; 64]) -> (usize, f32) {
    let probabilities = Digits::forward(pixels).into_iter().enumerate();
    probabilities.fold(
        (0, 0.0),
        |best, (digit, p)| if p > best.1 { (digit, p) } else { best },
    )
}

fn draw(pixels: &[f32; 64]) {
    const SHADES: &[u8] = b" .:-=+*#@";
    for row in pixels.chunks(8) {
        let shades = row
            .iter()
            .map(|&pixel| char::from(SHADES[pixel as usize / 2]));
        println!(
            "  {}",
            shades.flat_map(|shade| [shade, shade]).collect::<String>()
        );
    }
}

fn read(csv: &str) -> Vec<Digit> {
    let lines = csv.lines().skip(1);
    lines
        .map(|line| {
            let numbers: Vec<f32> = line
                .split(',')
                .map(|n| n.parse().expect("a number"))
                .collect();
            let (pixels, label) = numbers.split_at(64);
            Digit {
                pixels: pixels.try_into().expect("64 pixels"),
                label: label[0] as usize,
            }
        })
        .collect()
}
