//! The one program of a cluster: scheduler, executor or client.

use std::error::Error;
use std::path::Path;

use xornet_datafusion_cluster as cluster;

const USAGE: &str = "usage:
    cluster scheduler PORT
    cluster executor SCHEDULER_HOST SCHEDULER_PORT PORT CORES FOLDER
    cluster write FOLDER ROWS FILES           writes random payments
    cluster score HOST PORT FOLDER            prints the scores of the payments in a folder
    cluster name                              prints the name of the function";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    env_logger::init();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["scheduler", port] => cluster::scheduler(port.parse()?).await?,
        ["executor", host, scheduler, port, cores, folder] => {
            let scheduler = (host, scheduler.parse()?);
            cluster::executor(scheduler, port.parse()?, cores.parse()?, folder).await?;
        }
        ["write", folder, rows, files] => {
            std::fs::create_dir_all(folder)?;
            cluster::write(Path::new(folder), rows.parse()?, files.parse()?).await?;
        }
        ["score", host, port, folder] => {
            let context = cluster::remote(host, port.parse()?).await?;
            cluster::scores(&context, Path::new(folder))
                .await?
                .show()
                .await?;
        }
        ["name"] => println!("{}", cluster::function()),
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
