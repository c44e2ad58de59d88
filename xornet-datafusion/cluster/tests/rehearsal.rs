//! A cluster of three processes on this machine: one of two executors is killed while it works, and the answer is whole.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;
use datafusion::dataframe::DataFrame;
use datafusion::error::Result;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use xornet_datafusion::udf;
use xornet_datafusion_cluster as cluster;

const ROWS: usize = 30_000;
const FILES: usize = 24;

/// A test that takes so long hangs. On a machine with nothing else to do, it takes some twenty seconds.
const HANGS: Duration = Duration::from_secs(300);

/// A process that ends with the test.
struct Process(Child);

impl Process {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cluster"));
        Self(
            command
                .args(arguments)
                .spawn()
                .expect("the program of the cluster"),
        )
    }

    /// Ends the process at once, as a power failure does.
    fn kill(&mut self) {
        self.0.kill().expect("the process runs");
        self.0.wait().expect("the process has ended");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Returns an address of this machine whose port is free, and the next one as well.
fn free_address() -> SocketAddr {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = first.local_addr().expect("an address").port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        }
    }
}

/// Starts an executor of one core, and waits until it takes connections.
async fn start_executor(scheduler: SocketAddr, folder: &Path) -> Process {
    fs::create_dir_all(folder).expect("a folder");
    let free = free_address();
    let [address, scheduler] = [free, scheduler].map(|address| address.to_string());
    let folder = folder.to_str().expect("a path in UTF-8");
    let process = Process::start(&["executor", &address, &scheduler, "1", folder]);
    wait_for(free).await;
    process
}

/// Returns the files in a folder and below that are not empty.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if entry.metadata().is_ok_and(|data| data.len() > 0) {
            found.push(path);
        }
    }
    found
}

/// Runs a query, and returns its rows.
async fn collect(frame: DataFrame) -> Result<RecordBatch> {
    let schema = frame.schema().inner().clone();
    Ok(concat_batches(&schema, &frame.collect().await?)?)
}

/// Waits until a process takes connections.
async fn wait_for(address: SocketAddr) {
    for _ in 0..600 {
        if TcpStream::connect(address).await.is_ok() {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("no process at {address}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_dies_and_the_answer_is_whole() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let payments = folder.path().join("payments");
    fs::create_dir(&payments)?;
    cluster::write(&payments, ROWS, FILES).await?;
    let expected = collect(cluster::scores(&cluster::local()?, &payments).await?).await?;
    assert_eq!(expected.num_rows(), ROWS);

    let scheduler = free_address();
    let _scheduler = Process::start(&["scheduler", &scheduler.to_string()]);
    wait_for(scheduler).await;
    let folders = ["first", "second"].map(|name| folder.path().join(name));
    let _first = start_executor(scheduler, &folders[0]).await;
    let mut second = start_executor(scheduler, &folders[1]).await;

    let context = cluster::remote(scheduler).await?;
    let frame = cluster::scores(&context, &payments).await?;
    let answer = tokio::spawn(collect(frame));
    let worked = async {
        while files(&folders[1]).is_empty() {
            assert!(
                !answer.is_finished(),
                "the second executor was given nothing to do"
            );
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(HANGS, worked).await.expect("the executors work");
    assert!(
        !answer.is_finished(),
        "the query ended before the executor could be killed"
    );
    second.kill();
    fs::remove_dir_all(&folders[1])?;

    let found = timeout(HANGS, answer).await.expect("an answer in time");
    let found = found.expect("the query does not panic")?;
    assert_eq!(found.columns(), expected.columns());
    assert!(!files(&folders[0]).is_empty(), "the first executor worked");
    Ok(())
}

/// As when a client is rolled out before the cluster.
#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_without_the_network_of_a_client_says_so() -> Result<()> {
    let scheduler = free_address();
    let _scheduler = Process::start(&["scheduler", &scheduler.to_string()]);
    wait_for(scheduler).await;
    let context = cluster::remote(scheduler).await?;
    context.register_udf(udf::<cluster::Fraud>("fraud_00000000"));
    let numbers = ["x"; 30].join(", ");
    let query = format!("SELECT fraud_00000000({numbers}) FROM (VALUES (1.5), (2.5)) AS t (x)");
    let answer = context.sql(&query).await?.collect();
    let answer = timeout(HANGS, answer).await.expect("an answer in time");
    let error = answer.expect_err("no such function").to_string();
    assert!(error.contains("fraud_00000000"), "{error}");
    Ok(())
}
