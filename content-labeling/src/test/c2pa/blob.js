// What browsers have and node lacks: a blob whose bytes can be had at once, in a worker.
export class BytesBlob extends Blob {
  #bytes;

  constructor(bytes) {
    super([]);
    this.#bytes = bytes;
  }

  get size() {
    return this.#bytes.length;
  }

  slice(start = 0, end = this.#bytes.length) {
    return new BytesBlob(this.#bytes.subarray(start, end));
  }

  bytesNow() {
    return this.#bytes;
  }
}

globalThis.FileReaderSync ??= class {
  readAsArrayBuffer(blob) {
    return Uint8Array.from(blob.bytesNow()).buffer;
  }
};
