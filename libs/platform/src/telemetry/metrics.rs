//! Every metric that the platform has, declared in one place. Labels are few and bounded: service, operation, event type,
//! task; never a tenant, a person or an id.

use std::sync::LazyLock;

use prometheus::{
    Counter, CounterVec, Gauge, GaugeVec, Histogram, HistogramOpts, HistogramVec, Opts, Registry, TextEncoder,
    core::Collector,
};

struct Metrics {
    registry: Registry,
    http_requests: CounterVec,
    http_seconds: HistogramVec,
    outbox_oldest: GaugeVec,
    outbox_unpublished: GaugeVec,
    relay_published: CounterVec,
    relay_batch: Histogram,
    relay_failures: CounterVec,
    mail_failures: CounterVec,
    handled: CounterVec,
    duplicates: CounterVec,
    parked: GaugeVec,
    dead_letters: GaugeVec,
    behind: GaugeVec,
    anchor_age: GaugeVec,
    lag: GaugeVec,
    republished: Counter,
    unsealed_age: GaugeVec,
    nats_disconnects: Counter,
    nats_slow: Counter,
    rate_limited: Counter,
    requests_refused: CounterVec,
    tokens_refused: CounterVec,
    sign_outs_refused: CounterVec,
    break_glass: Counter,
    restarts: CounterVec,
    resident: Gauge,
}

/// An error here is a fault in this file, which the test below finds; a process without metrics still works.
static METRICS: LazyLock<prometheus::Result<Metrics>> = LazyLock::new(Metrics::new);

impl Metrics {
    fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let counters =
            |name: &str, help: &str, labels: &[&str]| kept(&registry, CounterVec::new(Opts::new(name, help), labels)?);
        let counter = |name: &str, help: &str| kept(&registry, Counter::new(name, help)?);
        let gauges = |name: &str, help: &str| kept(&registry, GaugeVec::new(Opts::new(name, help), &["service"])?);
        let seconds = vec![0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
        let http_seconds = HistogramOpts::new("http_request_seconds", "Time to answer a request").buckets(seconds);
        let batch = HistogramOpts::new("relay_batch_size", "Events per batch to the stream")
            .buckets(vec![1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0]);
        Ok(Self {
            http_requests: counters(
                "http_requests_total",
                "Requests answered",
                &["service", "operation", "status_class"],
            )?,
            http_seconds: kept(&registry, HistogramVec::new(http_seconds, &["service"])?)?,
            outbox_oldest: gauges("outbox_oldest_unpublished_seconds", "Age of the oldest event that has not left")?,
            outbox_unpublished: gauges("outbox_unpublished", "Events that have not left")?,
            relay_published: counters("relay_published_total", "Events acknowledged by the stream", &["service"])?,
            relay_batch: kept(&registry, Histogram::with_opts(batch)?)?,
            relay_failures: counters(
                "relay_failures_total",
                "Times publishing failed and was tried again",
                &["service"],
            )?,
            mail_failures: counters("mail_failures_total", "Mails that the server did not take", &["service"])?,
            handled: counters("handler_handled_total", "Events handled", &["service", "kind"])?,
            duplicates: counters("inbox_duplicates_total", "Events that had been handled before", &["service"])?,
            parked: gauges("parked_open", "Events that wait for an operator")?,
            dead_letters: gauges("dead_letter_open", "The same as parked_open, by the name that dashboards know")?,
            behind: gauges("stream_seq_behind", "Events that the stream had lost when it was last compared")?,
            anchor_age: gauges(
                "audit_chain_last_anchor_age",
                "Seconds since the ends of the audit chains were written down outside of the database",
            )?,
            lag: gauges("consumer_lag", "Events in the stream that have not been handled")?,
            republished: counter("stream_republished_total", "Events sent again because the stream had lost them")?,
            unsealed_age: gauges("audit_unsealed_age_seconds", "Age of the oldest audit row that is not sealed")?,
            nats_disconnects: counter("nats_disconnects_total", "Times the broker went away")?,
            nats_slow: counter("nats_slow_consumer_total", "Times this process could not keep up with the broker")?,
            rate_limited: counter("rate_limited_total", "Requests refused for being too many")?,
            requests_refused: counters(
                "requests_refused_total",
                "Requests refused before any service's code was reached",
                &["why"],
            )?,
            tokens_refused: counters(
                "tokens_refused_total",
                "Access tokens and requests for them that were refused",
                &["rule"],
            )?,
            sign_outs_refused: counters(
                "sign_outs_refused_total",
                "Messages of providers about signing out that were refused",
                &["rule"],
            )?,
            break_glass: counter("break_glass_opened_total", "Times an emergency account was opened")?,
            restarts: counters("task_restarts_total", "Times a background task was started again", &["task"])?,
            resident: kept(&registry, Gauge::new("process_resident_bytes", "Memory that the process holds")?)?,
            registry,
        })
    }
}

fn kept<C: Collector + Clone + 'static>(registry: &Registry, metric: C) -> prometheus::Result<C> {
    registry.register(Box::new(metric.clone()))?;
    Ok(metric)
}

fn with(record: impl FnOnce(&Metrics)) {
    if let Ok(metrics) = &*METRICS {
        record(metrics);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
const fn float(count: i64) -> f64 {
    count as f64
}

/// A request was answered. `operation` is the operation's id or the route's pattern, never the path as sent.
pub fn http_request(service: &str, operation: &str, status: u16, seconds: f64) {
    let class = match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    with(|metrics| {
        metrics.http_requests.with_label_values(&[service, operation, class]).inc();
        metrics.http_seconds.with_label_values(&[service]).observe(seconds);
    });
}

/// How much waits in a service's outbox, and for how long the oldest has waited, in seconds (0 when nothing waits).
pub fn outbox_state(service: &str, unpublished: i64, oldest_seconds: f64) {
    with(|metrics| {
        metrics.outbox_unpublished.with_label_values(&[service]).set(float(unpublished));
        metrics.outbox_oldest.with_label_values(&[service]).set(oldest_seconds);
    });
}

/// Publishing failed; the events wait and are tried again.
pub fn relay_failed(service: &str) {
    with(|metrics| metrics.relay_failures.with_label_values(&[service]).inc());
}

/// The mail server did not take a mail.
pub fn mail_failed(service: &str) {
    with(|metrics| metrics.mail_failures.with_label_values(&[service]).inc());
}

/// The stream has acknowledged a batch of this many events.
pub fn relayed(service: &str, events: usize) {
    let events = float(i64::try_from(events).unwrap_or(i64::MAX));
    with(|metrics| {
        metrics.relay_published.with_label_values(&[service]).inc_by(events);
        metrics.relay_batch.observe(events);
    });
}

/// An event of this type was handled.
pub fn handled(service: &str, kind: &str) {
    with(|metrics| metrics.handled.with_label_values(&[service, kind]).inc());
}

/// An event arrived that had been handled before.
pub fn inbox_duplicate(service: &str) {
    with(|metrics| metrics.duplicates.with_label_values(&[service]).inc());
}

/// How many parked events wait for an operator.
pub fn parked(service: &str, open: usize) {
    let open = float(i64::try_from(open).unwrap_or(i64::MAX));
    with(|metrics| {
        metrics.parked.with_label_values(&[service]).set(open);
        metrics.dead_letters.with_label_values(&[service]).set(open);
    });
}

/// How many of a service's published events the stream did not have when it was compared.
pub fn stream_behind(service: &str, events: u64) {
    let events = float(i64::try_from(events).unwrap_or(i64::MAX));
    with(|metrics| metrics.behind.with_label_values(&[service]).set(events));
}

/// For how long nothing has been written down of where a service's audit chains end, in seconds.
pub fn anchor_age(service: &str, seconds: f64) {
    with(|metrics| metrics.anchor_age.with_label_values(&[service]).set(seconds));
}

/// How many events of the stream a service's consumers have not handled.
pub fn consumer_lag(service: &str, events: u64) {
    with(|metrics| metrics.lag.with_label_values(&[service]).set(float(i64::try_from(events).unwrap_or(i64::MAX))));
}

/// What [`consumer_lag`] was last told in this process; 0 before that.
pub fn known_lag(service: &str) -> u64 {
    let mut events = 0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count that was put in as an integer"
    )]
    with(|metrics| events = metrics.lag.with_label_values(&[service]).get().max(0.0) as u64);
    events
}

/// Events were published again because the stream was behind or had been recreated.
pub fn stream_republished(events: u64) {
    with(|metrics| metrics.republished.inc_by(float(i64::try_from(events).unwrap_or(i64::MAX))));
}

/// The age of a service's oldest unsealed audit row, in seconds (0 when all are sealed).
pub fn audit_unsealed_age(service: &str, seconds: f64) {
    with(|metrics| metrics.unsealed_age.with_label_values(&[service]).set(seconds));
}

/// The broker went away.
pub fn nats_disconnected() {
    with(|metrics| metrics.nats_disconnects.inc());
}

/// The broker's client dropped messages because this process was too slow.
pub fn nats_slow_consumer() {
    with(|metrics| metrics.nats_slow.inc());
}

/// A request was refused for being one too many.
pub fn rate_limited() {
    with(|metrics| metrics.rate_limited.inc());
}

/// A request was refused before any service's code was reached: `permission`, `foreign-origin`, `too-many`, `unknown-key` or
/// `unknown-session`.
pub fn request_refused(why: &str) {
    with(|metrics| metrics.requests_refused.with_label_values(&[why]).inc());
}

/// An access token, or a request for one, was refused by this rule.
pub fn token_refused(rule: &str) {
    with(|metrics| metrics.tokens_refused.with_label_values(&[rule]).inc());
}

/// What a provider said about signing out was refused by this rule.
pub fn sign_out_refused(rule: &str) {
    with(|metrics| metrics.sign_outs_refused.with_label_values(&[rule]).inc());
}

/// An emergency account was opened.
pub fn break_glass_opened() {
    with(|metrics| metrics.break_glass.inc());
}

/// A background task ended and was started again.
pub fn task_restarted(task: &str) {
    with(|metrics| metrics.restarts.with_label_values(&[task]).inc());
}

/// All metrics in Prometheus' text format.
#[must_use]
pub fn metrics_text() -> String {
    let Ok(metrics) = &*METRICS else { return String::new() };
    if let Some(bytes) = resident_bytes() {
        metrics.resident.set(float(bytes));
    }
    TextEncoder::new().encode_to_string(&metrics.registry.gather()).unwrap_or_default()
}

/// Linux tells it in `/proc`; elsewhere the metric stays at zero.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_can_be_declared_and_told() {
        assert!(METRICS.is_ok(), "{:?}", METRICS.as_ref().err());
        http_request("bibblix", "bibblix.start_loan", 201, 0.02);
        relayed("bibblix", 40);
        outbox_state("bibblix", 3, 1.5);
        let text = metrics_text();
        for line in [
            r#"http_requests_total{operation="bibblix.start_loan",service="bibblix",status_class="2xx"} 1"#,
            r#"relay_published_total{service="bibblix"} 40"#,
            r#"outbox_oldest_unpublished_seconds{service="bibblix"} 1.5"#,
            "# TYPE http_request_seconds histogram",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("process_resident_bytes 0\n"));
    }
}
