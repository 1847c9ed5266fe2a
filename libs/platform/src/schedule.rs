pub(crate) async fn run(_: crate::ctx::Ctx, _: Vec<crate::module::Schedule>, _: tokio_util::sync::CancellationToken) -> crate::error::Result<()> { Ok(()) }
