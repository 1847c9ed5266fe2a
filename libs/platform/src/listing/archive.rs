//! A zip archive in memory, of what a workbook consists of. Written front to back, each part packed as it is written.

use std::io;

use flate2::{Compression, CrcWriter, write::DeflateEncoder};

/// Midnight on 1 January 1980, the first day of an archive: the same parts give the same bytes.
const FIRST_DAY: u16 = 0x0021;
/// The version that knows packed parts.
const VERSION: u16 = 20;
/// How a part is packed: deflate.
const DEFLATED: u16 = 8;

/// An archive that parts are added to.
#[derive(Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    parts: Vec<Part>,
}

struct Part {
    name: &'static str,
    crc: u32,
    packed: u32,
    size: u32,
    at: u32,
}

/// What a part is written to.
pub(super) type Writer<'a> = CrcWriter<DeflateEncoder<&'a mut Vec<u8>>>;

impl Archive {
    /// Adds a part.
    pub(super) fn part(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut Writer<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let at = small(self.bytes.len())?;
        self.bytes.extend([0; 30]);
        self.bytes.extend(name.as_bytes());
        let begin = self.bytes.len();
        let mut writer = CrcWriter::new(DeflateEncoder::new(&mut self.bytes, Compression::fast()));
        write(&mut writer)?;
        let (crc, size) = (writer.crc().sum(), writer.crc().amount());
        writer.into_inner().finish()?;
        let packed = small(self.bytes.len() - begin)?;
        let part = Part { name, crc, packed, size, at };
        let mut head = 0x0403_4b50_u32.to_le_bytes().to_vec();
        head.extend(part.fields());
        head.extend(0_u16.to_le_bytes());
        let start = begin - name.len() - 30;
        self.bytes[start..start + 30].copy_from_slice(&head);
        self.parts.push(part);
        Ok(())
    }

    /// The whole archive.
    pub(super) fn finish(self) -> io::Result<Vec<u8>> {
        let Self { mut bytes, parts } = self;
        let at = small(bytes.len())?;
        for part in &parts {
            bytes.extend(0x0201_4b50_u32.to_le_bytes());
            bytes.extend(VERSION.to_le_bytes());
            bytes.extend(part.fields());
            // No extra field, comment, second disk or attributes.
            bytes.extend([0; 12]);
            bytes.extend(part.at.to_le_bytes());
            bytes.extend(part.name.as_bytes());
        }
        let size = small(bytes.len())? - at;
        let count = u16::try_from(parts.len()).map_err(io::Error::other)?;
        bytes.extend(0x0605_4b50_u32.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend(at.to_le_bytes());
        bytes.extend([0; 2]);
        Ok(bytes)
    }
}

impl Part {
    /// What the part's head and its entry in the directory both say, up to the length of the name.
    fn fields(&self) -> Vec<u8> {
        let mut fields = Vec::with_capacity(24);
        for number in [VERSION, 0, DEFLATED, 0, FIRST_DAY] {
            fields.extend(number.to_le_bytes());
        }
        for number in [self.crc, self.packed, self.size] {
            fields.extend(number.to_le_bytes());
        }
        // The names are short words of our own.
        fields.extend(u16::try_from(self.name.len()).unwrap_or(0).to_le_bytes());
        fields
    }
}

/// Sizes have 32 bits in this format.
fn small(size: usize) -> io::Result<u32> {
    u32::try_from(size).map_err(io::Error::other)
}
