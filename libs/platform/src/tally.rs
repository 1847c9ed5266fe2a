pub(crate) async fn report(_: crate::ctx::Ctx, _: chrono::DateTime<chrono::Utc>) -> crate::error::Result<()> { Ok(()) }
