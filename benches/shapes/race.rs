use std::hint::black_box;
use std::time::Instant;

const SAMPLES: usize = 21;
const SAMPLE_NANOS: f64 = 2e6;

/// The median time of a call of each, in nanoseconds; their samples take turns.
fn race<const N: usize>(calls: [&dyn Fn(); N]) -> [f64; N] {
    let counts = calls.map(|call| {
        let start = Instant::now();
        let mut count = 0;
        while start.elapsed().as_nanos() < 1_000_000 {
            (0..100).for_each(|_| call());
            count += 100;
        }
        let each = start.elapsed().as_nanos() as f64 / count as f64;
        (SAMPLE_NANOS / each).max(1.0) as usize
    });
    let mut samples = [[0.0; SAMPLES]; N];
    for sample in 0..SAMPLES {
        for which in 0..N {
            let start = Instant::now();
            (0..counts[which]).for_each(|_| calls[which]());
            samples[which][sample] = start.elapsed().as_nanos() as f64 / counts[which] as f64;
        }
    }
    samples.map(|mut samples| {
        samples.sort_by(f64::total_cmp);
        samples[SAMPLES / 2]
    })
}

fn heading() {
    println!("inputs units nonzero  products  lines ns  tiles ns   auto ns  lines/tiles  auto/tiles");
}

macro_rules! race {
    ($name:ident, $inputs:literal, $units:literal, $percent:literal) => {{
        let input = [0.5; $inputs];
        #[inline(never)]
        fn lines(input: &[f32; $inputs]) -> [f32; $units] {
            full::$name::forward(input)
        }
        #[inline(never)]
        fn tiles(input: &[f32; $inputs]) -> [f32; $units] {
            none::$name::forward(input)
        }
        #[inline(never)]
        fn auto(input: &[f32; $inputs]) -> [f32; $units] {
            auto::$name::forward(input)
        }
        let [lines, tiles, auto] = race([
            &|| {
                black_box(lines(black_box(&input)));
            },
            &|| {
                black_box(tiles(black_box(&input)));
            },
            &|| {
                black_box(auto(black_box(&input)));
            },
        ]);
        println!(
            "{:6} {:5} {:5} % {:9} {lines:9.2} {tiles:9.2} {auto:9.2} {:12.2} {:11.2}",
            $inputs,
            $units,
            $percent,
            $inputs * $units * $percent / 100,
            lines / tiles,
            auto / tiles
        );
    }};
}
