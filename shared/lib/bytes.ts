/**
 * How are numbers, words and bytes put behind one another in a binary frame, and taken out again?
 *
 * Numbers are written in groups of seven bits, the lowest first, as Yjs and its protocols do (lib0): our frames stand beside theirs.
 * Reading checks every bound; what does not fit throws a `RangeError`, which the one who parses turns into a refusal.
 */
const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class ByteWriter {
  private bytes = new Uint8Array(128);
  private length = 0;

  /** A whole number from 0 to 2^53 − 1. */
  number(value: number): this {
    let rest = value;
    while (rest > 127) {
      this.byte(128 | (rest % 128));
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
    return this;
  }

  words(text: string): this {
    return this.block(utf8Encoder.encode(text));
  }

  /** Bytes with their length before them. */
  block(block: Uint8Array): this {
    this.number(block.length);
    this.room(block.length);
    this.bytes.set(block, this.length);
    this.length += block.length;
    return this;
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

export class ByteReader {
  private place = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.place === this.bytes.length;
  }

  number(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.place++];
      if (byte === undefined) throw new RangeError('over the end');
      value += (byte & 127) * unit;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('too large a number');
      if (byte < 128) return value;
      unit *= 128;
      if (unit > Number.MAX_SAFE_INTEGER) throw new RangeError('too long a number');
    }
  }

  words(): string {
    try {
      return utf8Decoder.decode(this.block());
    } catch {
      throw new RangeError('not words');
    }
  }

  /** A view, not a copy. */
  block(most = Infinity): Uint8Array {
    const length = this.number();
    if (length > most || length > this.bytes.length - this.place) throw new RangeError('over the end');
    const block = this.bytes.subarray(this.place, this.place + length);
    this.place += length;
    return block;
  }
}
