'use strict';

// Loaded before the Tiledesk server, which names no address to listen on: the tests' has to be
// reachable from this machine only.

const { Server } = require('net');

const { listen } = Server.prototype;

Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  const named = typeof port === 'object' || typeof rest[0] === 'string';
  return named ? listen.call(this, port, ...rest) : listen.call(this, port, '127.0.0.1', ...rest);
};
