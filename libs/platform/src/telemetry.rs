//! Logs to stderr, traces to an OpenTelemetry collector, metrics in Prometheus' text format. Never a name, a personal
//! number, a token or a body in any of them.

use std::{collections::HashMap, io::IsTerminal, sync::Mutex, time::Duration};

use anyhow::Context as _;
use opentelemetry::{KeyValue, propagation::TextMapPropagator, trace::TracerProvider as _};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{SdkTracerProvider, TracerProviderBuilder},
};
use tracing::{Span, level_filters::LevelFilter};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, layer::SubscriberExt, util::SubscriberInitExt};

mod metrics;
mod statements;

pub use metrics::{
    anchor_age, audit_unsealed_age, break_glass_opened, consumer_lag, handled, http_request, inbox_duplicate,
    known_lag, mail_failed, metrics_text, nats_disconnected, nats_slow_consumer, parked, rate_limited, relay_failed,
    relayed, request_refused, sign_out_refused, stream_behind, stream_republished, task_restarted, token_refused,
};
pub(crate) use statements::{counted, needed, spared, statements};

use crate::{
    config::{LogFormat, Telemetry},
    error::Result,
    health,
    store::Store,
};

/// Keeps telemetry going; sends what is left when dropped.
#[must_use = "traces that are not sent when the process ends are lost"]
pub struct Guard(Mutex<Option<SdkTracerProvider>>);

impl Guard {
    /// Sends what is left and stops. Blocks for at most five seconds.
    pub fn shutdown(&self) {
        let provider = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(Err(error)) = provider.map(|provider| provider.shutdown_with_timeout(Duration::from_secs(5))) {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.shutdown();
    }
}

/// Starts logs and traces of a process (`process` names the services that it runs, empty when it runs all). A second start in one process, as in
/// tests, changes nothing.
///
/// # Errors
/// When `telemetry.log` is not a filter or `telemetry.otlp` is not an address that can be sent to.
pub fn start(config: &Telemetry, process: &str) -> anyhow::Result<Guard> {
    let filter = EnvFilter::try_new(&config.log).with_context(|| format!("telemetry.log is \"{}\"", config.log))?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match config.format {
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).with_filter(filter).boxed(),
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).with_filter(filter).boxed(),
    };
    let provider = provider(config, process)?;
    // Spans carry the trace onwards whatever is logged, and whether or not this process sends its own.
    let spans = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("sambruk"))
        .with_location(false)
        .with_threads(false)
        .with_filter(LevelFilter::INFO);
    let first = tracing_subscriber::registry().with(lines).with(spans).try_init().is_ok();
    Ok(Guard(Mutex::new(first.then_some(provider))))
}

fn provider(config: &Telemetry, process: &str) -> anyhow::Result<SdkTracerProvider> {
    let name = if process.is_empty() { "sambruk" } else { process };
    let resource = Resource::builder()
        .with_service_name(name.to_owned())
        .with_attribute(KeyValue::new("service.namespace", "sambruk"))
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    let builder = SdkTracerProvider::builder().with_resource(resource);
    if config.otlp.is_empty() {
        return Ok(builder.build());
    }
    exporting(builder, &config.otlp).with_context(|| format!("telemetry.otlp is \"{}\"", config.otlp))
}

/// A collector stands beside the process or in its own network: this sends over plain HTTP only.
fn exporting(builder: TracerProviderBuilder, collector: &str) -> anyhow::Result<SdkTracerProvider> {
    anyhow::ensure!(
        collector.starts_with("http://"),
        "write the address of an OTLP/HTTP collector, such as http://127.0.0.1:4318 (for https, run a collector beside the process)"
    );
    let endpoint = format!("{}/v1/traces", collector.trim_end_matches('/').trim_end_matches("/v1/traces"));
    let exporter = SpanExporter::builder()
        .with_http()
        .with_endpoint(endpoint)
        .with_protocol(Protocol::HttpBinary)
        .with_timeout(Duration::from_secs(5))
        .build()?;
    Ok(builder.with_batch_exporter(exporter).build())
}

/// The W3C trace context of the current span, to put in what leaves the process.
#[must_use]
pub fn traceparent() -> Option<String> {
    let mut carrier = HashMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut carrier);
    carrier.remove("traceparent")
}

/// Makes a span, before it is entered, continue the trace that something arrived with. What can't be read is ignored: a
/// foreign header must not hinder the work.
pub fn continue_from(span: &Span, traceparent: Option<&str>) {
    let Some(traceparent) = traceparent else { return };
    let carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
    let parent = TraceContextPropagator::new().extract(&carrier);
    // Refused when the span has begun or nothing collects spans: then it starts a trace of its own.
    span.set_parent(parent).ok();
}

/// Measures how much waits in a service's outbox, and for how long the oldest has waited.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn outbox(service: &str, store: &Store) -> Result<()> {
    let waiting = health::outbox(store).await?;
    metrics::outbox_state(service, waiting.events, waiting.oldest_seconds);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(otlp: &str) -> Telemetry {
        Telemetry { log: "off".into(), format: LogFormat::Text, otlp: otlp.into() }
    }

    #[test]
    fn a_trace_goes_on_from_what_arrived() {
        let _first = start(&config(""), "test").unwrap();
        let _again = start(&config(""), "test").unwrap();
        let span = tracing::info_span!("handle");
        continue_from(&span, Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        let onwards = span.in_scope(traceparent).unwrap();
        assert!(onwards.starts_with("00-0af7651916cd43dd8448eb211c80319c-"), "{onwards}");
        assert!(!onwards.contains("b7ad6b7169203331"), "the span has an id of its own");
        let alone = tracing::info_span!("alone");
        continue_from(&alone, Some("not a trace"));
        assert!(!alone.in_scope(traceparent).unwrap().contains("0af7651916cd43dd8448eb211c80319c"));
        assert_eq!(traceparent(), None, "outside of any span there is no trace");
    }

    #[test]
    fn a_wrong_collector_is_refused_by_name() {
        let error = start(&config("https://collector.example"), "test").err().unwrap();
        assert!(format!("{error:#}").contains("telemetry.otlp"), "{error:#}");
    }

    #[test]
    fn spans_reach_a_collector() {
        use std::{
            io::{Read, Write},
            net::TcpListener,
        };

        use opentelemetry::trace::Tracer;

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let collector = format!("http://{}/", listener.local_addr().unwrap());
        let received = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
            while !String::from_utf8_lossy(&bytes).contains("the work") {
                let read = stream.read(&mut buffer).unwrap();
                assert!(read > 0, "the exporter went away");
                bytes.extend_from_slice(&buffer[..read]);
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        let provider = provider(&config(&collector), "billing").unwrap();
        provider.tracer("sambruk").in_span("the work", |_| {});
        Guard(Mutex::new(Some(provider))).shutdown();
        let received = received.join().unwrap();
        assert!(received.starts_with("POST /v1/traces HTTP/1.1"), "{received}");
        assert!(received.contains("billing"));
    }
}
