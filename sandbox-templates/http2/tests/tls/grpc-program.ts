// Adds two numbers over TLS with unmodified grpc-js: `serve` prints its port, `call PORT` the sum.
import { Client, Server, ServerCredentials, credentials } from '@grpc/grpc-js';
import { cert, key } from './certificate.ts';

const json = {
  serialize: (value: unknown) => Buffer.from(JSON.stringify(value)),
  deserialize: (bytes: Buffer): unknown => JSON.parse(bytes.toString()),
};
const [role, port] = process.argv.slice(2);

if (role === 'serve') {
  const server = new Server();
  server.addService(
    {
      sum: {
        path: '/Sum/Sum',
        requestStream: false,
        responseStream: false,
        requestSerialize: json.serialize,
        requestDeserialize: json.deserialize,
        responseSerialize: json.serialize,
        responseDeserialize: json.deserialize,
      },
    },
    {
      sum: (call: { request: number[] }, answer: (error: null, sum: number) => void) =>
        answer(
          null,
          call.request.reduce((a, b) => a + b),
        ),
    },
  );
  const secure = ServerCredentials.createSsl(null, [{ private_key: Buffer.from(key), cert_chain: Buffer.from(cert) }]);
  server.bindAsync('127.0.0.1:0', secure, (error, bound) => {
    if (error) throw error;
    console.log(bound);
  });
} else {
  const client = new Client(`localhost:${port}`, credentials.createSsl(Buffer.from(cert)));
  client.makeUnaryRequest('/Sum/Sum', json.serialize, json.deserialize, [123, 456], (error, sum) => {
    console.log(error ? error.message : sum);
    client.close();
  });
}
