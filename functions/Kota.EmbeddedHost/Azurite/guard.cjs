'use strict';
// Loaded before Azurite: ties its life to the process that started it, which holds the other end of stdin. The pipe
// closes when that process ends, even by kill -9, and closing it is how the host asks for an orderly end on every system.
const fs = require('fs');
const http = require('http');
const path = require('path');

const ephemeral = process.env.KOTA_AZURITE_EPHEMERAL;

// A terminal sends Ctrl-C to the whole group: storage must outlive the host's own last writes.
const once = process.once;
process.once = function (event, listener) {
  return event === 'SIGINT' ? this : once.call(this, event, listener);
};
process.on('SIGINT', () => {});

// Node closes idle connections after 5 s, and a client that reuses one at that moment sees a reset: its retry of an
// insert then meets its own row. The table service has no working option for this.
const createServer = http.createServer;
http.createServer = function (...args) {
  const server = createServer.apply(this, args);
  Object.defineProperty(server, 'keepAliveTimeout', { get: () => 600_000, set: () => {} });
  server.once('listening', () => console.log(`listening ${server.address().port}`));
  return server;
};

function end() {
  if (ephemeral) process.exit(0);
  // The one request to save and close that all three services know: the table service does not handle SIGTERM.
  process.emit('message', 'shutdown');
  setTimeout(() => process.exit(1), 30_000).unref();
}

process.stdin.on('end', end).on('error', end).resume();
process.on('exit', () => {
  if (!ephemeral) return;
  try {
    fs.rmSync(ephemeral, { recursive: true, force: true });
    fs.rmdirSync(path.dirname(ephemeral)); // Only the last of the three finds it empty.
  } catch {}
});
