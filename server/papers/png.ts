/** How does a check code's address become a picture for a telephone, the same bytes every time? */
import { strToU8, zlibSync } from 'fflate';
import { encode } from 'uqr';

/** The modules of a QR code, row by row, without its quiet zone; `true` is dark. */
export function qrModules(address: string): readonly (readonly boolean[])[] {
  return encode(address, { ecc: 'M', border: 0 }).data;
}

/** One-bit greyscale PNG with a quiet zone of four modules; `scale` pixels a module. */
export function qrPng(address: string, scale = 8): Uint8Array {
  const modules = qrModules(address);
  const side = (modules.length + 8) * scale;
  const rowBytes = Math.ceil(side / 8);
  const raw = new Uint8Array((rowBytes + 1) * side);
  for (let y = 0; y < side; y += 1) {
    const row = modules[Math.floor(y / scale) - 4];
    for (let x = 0; x < side; x += 1) {
      const isDark = row?.[Math.floor(x / scale) - 4] ?? false;
      const at = y * (rowBytes + 1) + 1 + (x >> 3);
      if (!isDark) raw[at] = (raw[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = new Uint8Array([...bigEndian(side), ...bigEndian(side), 1, 0, 0, 0, 0]);
  const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    signature,
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(raw, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Uint8Array.from([...strToU8(type), ...data]);
  return Uint8Array.from([...bigEndian(data.length), ...named, ...bigEndian(crc32(named))]);
}

function bigEndian(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
