//! A network as a function of a cluster. The scheduler, the executors and the clients are one program, so that all have
//! the same networks and the same version of the engine.
//!
//! Plans go from one to the other with the names of functions, not with their code: each process looks the name up in
//! its own registry. [`state`] is what the registries of the scheduler and of the executors are made from.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use ballista::prelude::SessionContextExt;
use ballista_core::error::Result;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::{default_config_producer, default_session_builder};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use datafusion::dataframe::{DataFrame, DataFrameWriteOptions};
use datafusion::execution::{FunctionRegistry, SessionState};
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use xornet_datafusion::{udf, versioned};

xornet::model!(
    /// The network of this cluster.
    pub Fraud = "../../models/fraud.toml"
);

/// Returns the name of the function, which has a hash of the network: a client that was built with another version of it
/// gets an error that the function is unknown, and never scores of the other network.
#[must_use]
pub fn function() -> String {
    versioned::<Fraud>("fraud")
}

/// Returns the function of the network.
fn network() -> ScalarUDF {
    udf::<Fraud>(&function())
}

/// Returns a state with the functions of this cluster. While clients of two versions of a network are in use, both are
/// registered here.
pub fn state(config: SessionConfig) -> datafusion::error::Result<SessionState> {
    let mut state = default_session_builder(config)?;
    state.register_udf(Arc::new(network()))?;
    Ok(state)
}

/// Runs a scheduler until the process ends. Executors and clients reach it at the address.
pub async fn scheduler(address: SocketAddr) -> Result<()> {
    let config = SchedulerConfig {
        external_host: address.ip().to_string(),
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        override_session_builder: Some(Arc::new(state)),
        // An executor that is silent for so long is taken for dead, and its tasks go to others. Longer on a busy network.
        executor_timeout_seconds: 5,
        expire_dead_executor_interval_seconds: 1,
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await?;
    start_server(cluster, address, Arc::new(config)).await
}

/// Runs an executor until the process ends. It takes two ports: that of its address, and the next. Results of tasks that
/// other tasks need are in files in `folder`.
pub async fn executor(
    address: SocketAddr,
    scheduler: SocketAddr,
    cores: usize,
    folder: &str,
) -> Result<()> {
    let state = state(default_config_producer())?;
    let config = ExecutorProcessConfig {
        bind_host: address.ip().to_string(),
        external_host: Some(address.ip().to_string()),
        port: address.port(),
        grpc_port: address.port() + 1,
        scheduler_host: scheduler.ip().to_string(),
        scheduler_port: scheduler.port(),
        scheduler_connect_timeout_seconds: 60,
        vcores: cores,
        work_dir: Some(folder.to_owned()),
        executor_heartbeat_interval_seconds: 1,
        override_function_registry: Some(Arc::new(BallistaFunctionRegistry::from(&state))),
        ..ExecutorProcessConfig::default()
    };
    start_executor_process(Arc::new(config)).await
}

/// Returns a context whose queries run in the cluster of a scheduler.
pub async fn remote(scheduler: SocketAddr) -> datafusion::error::Result<SessionContext> {
    let state = default_session_builder(default_config_producer())?;
    let context = SessionContext::remote_with_state(&format!("df://{scheduler}"), state).await?;
    // Not before: Ballista puts its own list of functions in place of those of the state.
    context.register_udf(network());
    Ok(context)
}

/// Returns a context whose queries run in this process.
pub fn local() -> datafusion::error::Result<SessionContext> {
    Ok(SessionContext::new_with_state(state(SessionConfig::new())?))
}

/// Writes random payments to files of Parquet, which all processes must find at the same path.
pub async fn write(folder: &Path, rows: usize, files: usize) -> datafusion::error::Result<()> {
    let context = local()?;
    let columns = Fraud::INPUT_NAMES
        .iter()
        .map(|name| format!("random() AS {name}"));
    let columns: Vec<_> = columns.collect();
    for file in 0..files {
        let [first, next] = [file, file + 1].map(|file| rows * file / files);
        let query = format!(
            "SELECT value AS id, {} FROM generate_series({first}, {})",
            columns.join(", "),
            next - 1
        );
        let path = folder.join(format!("{file:04}.parquet"));
        let options = DataFrameWriteOptions::new().with_single_file_output(true);
        let frame = context.sql(&query).await?;
        frame
            .write_parquet(&path.to_string_lossy(), options, None)
            .await?;
    }
    Ok(())
}

/// Returns the scores of all payments in a folder, in the order of their `id`.
pub async fn scores(
    context: &SessionContext,
    folder: &Path,
) -> datafusion::error::Result<DataFrame> {
    let options = ParquetReadOptions::default();
    context
        .register_parquet("payments", folder.to_string_lossy(), options)
        .await?;
    let (function, columns) = (function(), Fraud::INPUT_NAMES.join(", "));
    let query = format!("SELECT id, {function}({columns}) AS score FROM payments ORDER BY id");
    context.sql(&query).await
}
