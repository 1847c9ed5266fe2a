pub(crate) async fn seal_loop(_: crate::ctx::Ctx, _: tokio_util::sync::CancellationToken) -> crate::error::Result<()> { Ok(()) }
