// COSE_Sign1 (RFC 9052) around a claim, as C2PA 2.2, 13.2 wants it: the other end of what is tested.
import { X509Certificate, constants, createPrivateKey, sign } from 'node:crypto';

const p1363 = { dsaEncoding: 'ieee-p1363' };
const pss = (saltLength) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

// name: number in COSE's registry, hash, how node is to sign
const ALGORITHMS = {
  es256: [-7, 'sha256', p1363],
  es384: [-35, 'sha384', p1363],
  es512: [-36, 'sha512', p1363],
  ps256: [-37, 'sha256', pss(32)],
  ps384: [-38, 'sha384', pss(48)],
  ps512: [-39, 'sha512', pss(64)],
  ed25519: [-8, null, {}],
};

function head(major, value) {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 0x100) return Buffer.from([(major << 5) | 24, value]);
  if (value < 0x10000) return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff]);
  const bytes = Buffer.alloc(5, (major << 5) | 26);
  bytes.writeUInt32BE(value, 1);
  return bytes;
}

const integer = (value) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value) => Buffer.concat([head(2, value.length), value]);
const text = (value) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const array = (...items) => Buffer.concat([head(4, items.length), ...items]);
const map = (...pairs) => Buffer.concat([head(5, pairs.length / 2), ...pairs]);

/** The certificates of a PEM file, in its order. */
export function certificates(pem) {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block).raw);
}

/** A signer as the reference implementation wants it. */
export function signer({ algorithm, keyPem, chainPem, reserve = 16384 }) {
  const [number, hash, options] = ALGORITHMS[algorithm];
  const chain = certificates(chainPem).map(bytes);
  const header = map(integer(1), integer(number), integer(33), chain.length === 1 ? chain[0] : array(...chain));
  const key = { key: createPrivateKey(keyPem), ...options };
  const assemble = (signature, pad) => Buffer.concat([
    head(6, 18),
    array(bytes(header), map(text('pad'), bytes(Buffer.alloc(pad))), Buffer.from([0xf6]), bytes(signature)),
  ]);
  return {
    alg: algorithm,
    reserveSize: reserve,
    sign: async (claim) => {
      const signed = array(text('Signature1'), bytes(header), bytes(Buffer.alloc(0)), bytes(Buffer.from(claim)));
      const signature = sign(hash, signed, key);
      // Filled up to what was reserved: a pad of 256 bytes and more has a head of constant length.
      const bare = assemble(signature, 256).length - 256;
      return new Uint8Array(assemble(signature, reserve - bare));
    },
  };
}
