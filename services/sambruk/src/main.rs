//! `sambruk`: the platform's only binary. One build, several roles.

mod commands;

use std::{path::PathBuf, process::ExitCode};

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use clap_complete::Shell;
use platform::{Config, clock::Clock};
use uuid::Uuid;

/// The open platform for municipalities' shared digital services.
#[derive(Parser)]
#[command(version, about, after_help = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 findings or refused lines.")]
struct Arguments {
    /// A configuration file (TOML) over the defaults; SAMBRUK_ variables stand over both.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve all services, or those named: `sambruk serve billing`
    Serve {
        /// Services; none means all, in one process
        services: Vec<String>,
        /// Sign in through the built-in demonstration provider and load demonstration data (loopback only)
        #[arg(long)]
        demo: bool,
    },
    /// Bring the databases up to date; on PostgreSQL also schemas, roles and row-level security
    Migrate,
    /// Load demonstration data, of the whole country unless told otherwise, and exit
    Demo {
        /// Amount, in hundredths of the normal amount
        #[arg(long, default_value_t = 100)]
        percent: u32,
        /// How many municipalities are members; 290 is all of them
        #[arg(long, default_value_t = 290, value_parser = clap::value_parser!(u32).range(2..=290))]
        municipalities: u32,
        /// Another number invents other use [default: demonstration.seed]
        #[arg(long)]
        seed: Option<u64>,
        /// The day up to which use is told, as 2026-05-31 [default: now]
        #[arg(long, value_name = "DAY")]
        as_of: Option<NaiveDate>,
    },
    /// Send usage of one's own to a running platform: CloudEvents, one a line
    #[command(
        after_help = "Example line:\n{\"specversion\":\"1.0\",\"id\":\"a-1\",\"source\":\"/my-system\",\"type\":\"se.sambruk.usage.recorded.v1\",\"time\":\"2026-11-22T10:00:00Z\",\"tenant\":\"sandviken-2181\",\"data\":{\"service\":\"bibblix\",\"meter\":\"bundle-loan\",\"measure\":{\"kind\":\"quantity\",\"quantity\":1},\"occurred_at\":\"2026-11-22T10:00:00Z\",\"source_ref\":\"my/1\"}}"
    )]
    Ingest {
        /// The file; - for standard input
        file: PathBuf,
        /// The platform's address
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        url: String,
        /// A file that holds the API key
        #[arg(long, value_name = "FILE")]
        key_file: PathBuf,
    },
    /// Write the generated documents: OpenAPI, events, AsyncAPI, table of operations against roles
    Api {
        /// Where to
        #[arg(long, default_value = "api")]
        directory: PathBuf,
    },
    /// Print the services' names, in the order of starting
    Services,
    /// Print the effective configuration, secrets masked, and what is wrong with it and with the public address's certificate
    Check,
    /// Check all data and say in words what is wrong
    Verify {
        /// As JSON, one finding a line
        #[arg(long)]
        json: bool,
    },
    /// Take one consistent backup of databases and files into a new directory
    Backup {
        /// The directory to make
        directory: PathBuf,
        /// Make none, but check that all of an earlier one is there and unchanged
        #[arg(long)]
        check: bool,
    },
    /// Restore a backup into an empty installation
    Restore {
        /// The directory of the backup
        directory: PathBuf,
    },
    /// Who waits for a first role, and the first role itself, before anybody can give roles in the portal
    People {
        #[command(subcommand)]
        command: PeopleCommand,
    },
    /// An organisation's first connection to its identity provider, before anybody of it can sign in
    Connections {
        #[command(subcommand)]
        command: ConnectionsCommand,
    },
    /// The emergency accounts: how they stand, and a code to give one a security key
    BreakGlass {
        #[command(subcommand)]
        command: BreakGlassCommand,
    },
    /// Parked events and projections
    Events {
        #[command(subcommand)]
        command: EventsCommand,
    },
    /// Print the shell's completions
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Subcommand)]
enum PeopleCommand {
    /// List those who have signed in and hold no role
    Waiting,
    /// Give a person who has signed in her first role in her organisation, where nobody can give roles yet
    Grant {
        /// The person's id, as listed
        id: Uuid,
        /// The role: operator in the association, administrator in a municipality
        role: String,
    },
}

#[derive(Subcommand)]
enum BreakGlassCommand {
    /// Say how both accounts stand
    List,
    /// Make a code by which an account is given a new security key in the portal
    Key {
        /// The account: 1 or 2
        account: String,
    },
}

#[derive(Subcommand)]
enum ConnectionsCommand {
    /// Connect an organisation to its identity provider and switch the connection on
    Add {
        /// The organisation, for example sandviken-2181
        organisation: String,
        /// What the connection is called
        label: String,
        /// The address of its SAML metadata, or an OpenID Connect issuer
        address: String,
        /// For OpenID Connect: our client id there; we prove ourselves with our own key
        client_id: Option<String>,
    },
}

#[derive(Subcommand)]
enum EventsCommand {
    /// List the events that could not be handled
    List,
    /// Have a parked event handled again by the running service
    Retry {
        /// The parked event's id, as listed
        id: Uuid,
    },
    /// Drop a parked event for good
    Drop {
        /// The parked event's id, as listed
        id: Uuid,
        /// Why; kept on record
        #[arg(long)]
        reason: String,
    },
    /// Make a service's projections anew from the other services' logs
    Rebuild {
        /// The service
        service: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match Box::pin(run(arguments)).await {
        Ok(code) => code,
        Err(error) => {
            commands::complain(&error.full());
            ExitCode::from(1)
        }
    }
}

async fn run(arguments: Arguments) -> platform::Result<ExitCode> {
    let config = || Config::load(sambruk::DEFAULTS, arguments.config.as_deref());
    match arguments.command {
        Command::Serve { services, demo } => Box::pin(commands::serve::serve(config()?, &services, demo)).await,
        Command::Migrate => commands::serve::migrate(config()?).await,
        Command::Demo { percent, municipalities, seed, as_of } => {
            let mut config = config()?;
            config.demonstration.percent = percent;
            config.demonstration.municipalities = municipalities;
            config.demonstration.seed = seed.unwrap_or(config.demonstration.seed);
            Box::pin(commands::serve::demo(config, as_of)).await
        }
        Command::Ingest { file, url, key_file } => commands::ingest::ingest(&file, &url, &key_file).await,
        Command::Api { directory } => commands::data::api(&directory),
        Command::Services => Ok(commands::data::list()),
        Command::Check => Ok(commands::data::check(&config()?).await),
        Command::Verify { json } => commands::data::verify(config()?, Clock::System, json).await,
        Command::Backup { directory, check: false } => commands::data::backup(config()?, &directory).await,
        Command::Backup { directory, check: true } => commands::data::check_backup(config()?, &directory).await,
        Command::Restore { directory } => commands::data::restore(config()?, &directory).await,
        Command::People { command: PeopleCommand::Waiting } => {
            commands::people::people(config()?, "people-waiting", Vec::new()).await
        }
        Command::People { command: PeopleCommand::Grant { id, role } } => {
            commands::people::people(config()?, "people-grant", vec![id.to_string(), role]).await
        }
        Command::Connections { command } => {
            let ConnectionsCommand::Add { organisation, label, address, client_id } = command;
            let words = [organisation, label, address].into_iter().chain(client_id).collect();
            commands::people::people(config()?, "connections-add", words).await
        }
        Command::BreakGlass { command: BreakGlassCommand::List } => {
            commands::people::people(config()?, "break-glass-list", Vec::new()).await
        }
        Command::BreakGlass { command: BreakGlassCommand::Key { account } } => {
            commands::people::people(config()?, "break-glass-key", vec![account]).await
        }
        Command::Events { command } => match command {
            EventsCommand::List => commands::events::list(config()?).await,
            EventsCommand::Retry { id } => commands::events::retry(config()?, id).await,
            EventsCommand::Drop { id, reason } => commands::events::drop_for_good(config()?, id, &reason).await,
            EventsCommand::Rebuild { service } => commands::events::rebuild(config()?, &service).await,
        },
        Command::Completions { shell } => {
            clap_complete::generate(
                shell,
                &mut <Arguments as clap::CommandFactory>::command(),
                "sambruk",
                &mut std::io::stdout(),
            );
            Ok(ExitCode::SUCCESS)
        }
    }
}
