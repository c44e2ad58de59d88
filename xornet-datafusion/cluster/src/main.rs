//! The one program of a cluster: scheduler, executor or client.

use std::error::Error;
use std::path::Path;

use xornet_datafusion_cluster as cluster;

/// Addresses are numbers, such as `10.0.0.1:50050`.
const USAGE: &str = "usage:
    cluster scheduler ADDRESS
    cluster executor ADDRESS SCHEDULER CORES FOLDER
    cluster write FOLDER ROWS FILES        writes random payments
    cluster score SCHEDULER FOLDER         prints the scores of the payments in a folder
    cluster name                           prints the name of the function";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    env_logger::init();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["scheduler", address] => cluster::scheduler(address.parse()?).await?,
        ["executor", address, scheduler, cores, folder] => {
            let [address, scheduler] = [address.parse()?, scheduler.parse()?];
            cluster::executor(address, scheduler, cores.parse()?, folder).await?;
        }
        ["write", folder, rows, files] => {
            std::fs::create_dir_all(folder)?;
            cluster::write(Path::new(folder), rows.parse()?, files.parse()?).await?;
        }
        ["score", scheduler, folder] => {
            let context = cluster::remote(scheduler.parse()?).await?;
            let scores = cluster::scores(&context, Path::new(folder)).await?;
            scores.show().await?;
        }
        ["name"] => println!("{}", cluster::function()),
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
