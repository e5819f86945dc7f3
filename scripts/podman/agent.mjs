// Answers names with the addresses of containers, and passes published ports on to them.
import { createSocket } from 'node:dgram';
import { statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { readState, stateFile, subnet } from './network.mjs';

const servers = new Map();
let readAt = 0;
let state = readState();

function addressesOf(name) {
  const isNamed = ({ service, aliases }) => service === name || aliases.includes(name);
  return Object.values(state.containers)
    .filter(isNamed)
    .map(({ address }) => address);
}

/** One question, as every resolver sends it (RFC 1035 4.1). */
function nameAsked(message) {
  const labels = [];
  let at = 12;
  for (; message[at] > 0; at += message[at] + 1) labels.push(message.toString('latin1', at + 1, at + 1 + message[at]));
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function answer(message) {
  const { name, type, end } = nameAsked(message);
  const found = addressesOf(name);
  const records = type === 1 ? found : [];
  const head = Buffer.from(message.subarray(0, end));
  head.writeUInt16BE(0x8580 | (found.length > 0 ? 0 : 3), 2);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const bodies = records.map((address) =>
    Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([head, ...bodies]);
}

function passOn(port) {
  const server = createServer((socket) => {
    const target = Object.values(state.containers).find(({ ports }) => ports[port]);
    if (!target) return socket.destroy();
    const onward = connect(target.ports[port], target.address);
    socket.on('error', () => onward.destroy()).pipe(onward);
    onward.on('error', () => socket.destroy()).pipe(socket);
  });
  server.on('error', (error) => process.stderr.write(`port ${port}: ${error.message}\n`));
  servers.set(port, server.listen(port, '127.0.0.1'));
}

setInterval(() => {
  const { mtimeMs } = statSync(stateFile);
  if (mtimeMs === readAt) return;
  readAt = mtimeMs;
  state = readState();
  for (const { ports } of Object.values(state.containers))
    for (const port of Object.keys(ports)) if (!servers.has(port)) passOn(port);
}, 50);

const names = createSocket('udp4');
names.on('message', (message, { port, address }) => {
  try {
    names.send(answer(message), port, address);
  } catch {
    // No question that a resolver would send.
  }
});
names.bind(53, `${subnet}.1`);
