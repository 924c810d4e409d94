// What the programs share: the contract, a connection, and the shape of a request.
//
// Every program takes the gateway's address as its first argument ("localhost:9090" when there is
// none) and an API key from COLOPHON_KEY. The contract is the descriptor set that the build of
// proto/ makes; it brings Google's files for operations along.
import fs from 'node:fs';
import grpc from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';

const PROTOSET =
  process.env.COLOPHON_PROTOSET ??
  new URL('../../proto/target/classes/colophon-v1.protoset', import.meta.url);

// json: results of jobs arrive as google.protobuf.Any and are to be read as what they are.
const definition = loadFileDescriptorSetFromBuffer(fs.readFileSync(PROTOSET), {
  keepCase: true,
  longs: String,
  enums: String,
  oneofs: true,
  json: true,
});
const { colophon, google } = grpc.loadPackageDefinition(definition);

// gRPC's own limit of 4 MiB is too small for an answer with pictures.
const OPTIONS = { 'grpc.max_receive_message_length': 64 * 1024 * 1024 };

/** Clients of the services, on the address that the program was given. */
export function connect(target = process.argv[2] ?? 'localhost:9090') {
  const plain = grpc.credentials.createInsecure();
  return {
    generation: new colophon.v1.GenerationService(target, plain, OPTIONS),
    provenance: new colophon.v1.ProvenanceService(target, plain, OPTIONS),
    operations: new google.longrunning.Operations(target, plain, OPTIONS),
  };
}

/** Metadata with the API key, where there is one. */
export function headers() {
  const metadata = new grpc.Metadata();
  if (process.env.COLOPHON_KEY) {
    metadata.set('authorization', `Bearer ${process.env.COLOPHON_KEY}`);
  }
  return metadata;
}

/** A request with one prompt: kind is "TEXT", "IMAGE", "AUDIO" or "VIDEO". */
export function request(kind, model, prompt, parameters = {}) {
  return {
    model,
    output_modality: `MODALITY_${kind}`,
    inputs: [{ role: 'ROLE_USER', parts: [{ text: prompt }] }],
    ...parameters,
  };
}

/** A call with one answer, as a promise. */
export function call(client, method, message, options = {}) {
  return new Promise((resolve, reject) =>
    client[method](message, headers(), options, (failure, answer) =>
      failure ? reject(failure) : resolve(answer)));
}

export const status = grpc.status;
