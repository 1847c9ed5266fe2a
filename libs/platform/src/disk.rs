//! How full the disk is, and whether it has refused a write.

use std::{
    fs::File,
    io::Write,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use serde::{Deserialize, Serialize};

use crate::ctx::Ctx;

/// Set when a database has said that its disk is full, until writing works again.
static REFUSED: AtomicBool = AtomicBool::new(false);
/// As much must be writable before the disk is believed to have room again, in bytes.
const ROOM: usize = 1024 * 1024;

/// A file system's space, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OperationsSpace)]
pub struct Space {
    /// All of it.
    pub total: u64,
    /// What the platform may still write.
    pub free: u64,
}

/// The space where a directory lies; none when the system does not tell.
#[must_use]
pub fn space(directory: &Path) -> Option<Space> {
    let told = rustix::fs::statvfs(directory).ok()?;
    Some(Space {
        total: told.f_blocks.saturating_mul(told.f_frsize),
        free: told.f_bavail.saturating_mul(told.f_frsize),
    })
}

/// A write failed because the disk is full.
pub(crate) fn refused() {
    REFUSED.store(true, Ordering::Release);
}

/// Why requests that write fail, in words; nothing as long as no write has failed for that reason, or when all that failed works again.
pub(crate) async fn full(ctxs: &[Ctx]) -> Vec<String> {
    let mut reasons = Vec::new();
    if !REFUSED.load(Ordering::Acquire) {
        return reasons;
    }
    for ctx in ctxs {
        if let Err(error) = probe(ctx).await {
            let (service, error) = (ctx.service, error.full());
            reasons.push(format!("{service}: the disk is full, and nothing can be written ({error}): free space"));
        }
    }
    if reasons.is_empty() {
        REFUSED.store(false, Ordering::Release);
    }
    reasons
}

/// Writes a row, and beside an embedded database as much as shows that there is room.
async fn probe(ctx: &Ctx) -> crate::Result<()> {
    if ctx.config.is_embedded() {
        let path = ctx.config.data_dir.join(format!("room-{}", ctx.service));
        let written = tokio::task::spawn_blocking(move || {
            let written = File::create(&path).and_then(|mut file| {
                file.write_all(&vec![1; ROOM])?;
                file.sync_all()
            });
            std::fs::remove_file(&path).ok();
            written
        });
        written.await.map_err(anyhow::Error::new)?.map_err(anyhow::Error::new)?;
    }
    ctx.store.touch_mark("room").await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::bed::all;

    #[tokio::test]
    async fn a_refused_write_is_told_until_writing_works_again() {
        for bed in all().await {
            let ctxs = [bed.ctx().await];
            let space = space(&bed.config.data_dir).unwrap();
            assert!(space.total > 0 && space.free <= space.total, "{space:?}");
            assert!(full(&ctxs).await.is_empty());
            refused();
            let data = &bed.config.data_dir;
            if bed.config.is_embedded() {
                // A folder in the way of the file stands for a disk without room.
                let way = data.join(format!("room-{}", bed.store.service()));
                std::fs::create_dir(&way).unwrap();
                let told = full(&ctxs).await;
                assert!(told.len() == 1 && told[0].contains("the disk is full"), "{told:?}");
                std::fs::remove_dir(&way).unwrap();
            }
            assert!(full(&ctxs).await.is_empty());
            assert!(full(&ctxs).await.is_empty());
        }
    }
}
