//! What driver and worker say to each other: one line a message, fields between tabs.
//!
//! The worker begins with `entrant ID NETWORK single|batch NAME [TOLERANCE]` for each contender
//! there is, `absent NETWORK NAME REASON` for each that is missing, and `ready`. Then it answers
//! each line of the driver with one of its own:
//!
//! * `outputs ID SAMPLES`: the outputs, one number after the other;
//! * `throughput ID SAMPLES CALLS` and `latency ID SAMPLES CALLS`: nanoseconds for all calls.

use std::io::{self, Write};

use crate::entrant::{Entrant, Entrants};

pub fn serve(entrants: Entrants) {
    let Entrants {
        mut present,
        absent,
        ..
    } = entrants;
    for (id, entrant) in present.iter().enumerate() {
        let Entrant { network, name, .. } = entrant;
        let kind = if entrant.is_batch { "batch" } else { "single" };
        let tolerance = entrant.tolerance.map_or(String::new(), |t| t.to_string());
        println!("entrant\t{id}\t{network}\t{kind}\t{name}\t{tolerance}");
    }
    for (network, name, reason) in absent {
        println!("absent\t{network}\t{name}\t{reason}");
    }
    println!("ready");

    // Ends with the driver.
    for line in io::stdin().lines().map_while(Result::ok) {
        let fields: Vec<_> = line.split('\t').collect();
        let number = |index: usize| fields[index].parse::<usize>().expect("a number");
        let runner = &mut present[number(1)].runner;
        let samples = number(2);
        let answer = match fields[0] {
            "outputs" => {
                let outputs = runner.outputs(samples);
                let outputs: Vec<_> = outputs.iter().map(f32::to_string).collect();
                outputs.join("\t")
            }
            "throughput" => runner.throughput(samples, number(3)).as_nanos().to_string(),
            "latency" => runner.latency(samples, number(3)).as_nanos().to_string(),
            other => panic!("{other} is not a request"),
        };
        println!("{answer}");
        io::stdout().flush().expect("the driver listens");
    }
}
