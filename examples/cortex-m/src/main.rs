//! The firmware: measures a flower at each interval, asks the network, opens a tray.
#![no_std]
#![no_main]

mod board;

use board::Board;
use cortex_m_rt::entry;
use flower_sorter::decide;
use semihosting::{println, process};

#[entry]
fn main() -> ! {
    let mut board = Board::take();
    // On a board of your own the flowers do not end: `loop`.
    while let Some(lengths) = board.next_flower() {
        let decision = decide(&lengths);
        board.open(decision.tray);
        println!("{decision}");
    }
    board.report();
    process::exit(0)
}
