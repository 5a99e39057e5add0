/** Does the hall's QR lead phones to the server and not to themselves? */
import { expect, test } from 'vitest';
import { phoneAddress, type Interfaces } from '../../server/http/phone-address.ts';

const laptop: Interfaces = {
  lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
  wlan0: [
    { address: 'fe80::1', family: 'IPv6', internal: false },
    { address: '192.168.1.20', family: 'IPv4', internal: false },
  ],
};

test.each(['localhost:8080', '127.0.0.1:8080', '[::1]:8080'])(
  'a screen opened at %s shows the network address',
  (host) => {
    expect(phoneAddress(host, laptop)).toBe('http://192.168.1.20:8080');
  },
);

test('a screen opened at an address that phones can use shows that one', () => {
  expect(phoneAddress('192.168.1.20:8080', laptop)).toBeUndefined();
  expect(phoneAddress('forum.example', laptop)).toBeUndefined();
  expect(phoneAddress('localhost.example', laptop)).toBeUndefined();
});

test('a server that was told its address shows that one, wherever the screen was opened', () => {
  expect(phoneAddress('localhost:8080', laptop, 'https://forum.example')).toBe('https://forum.example');
  expect(phoneAddress('192.168.1.20:8080', laptop, 'https://forum.example')).toBe('https://forum.example');
  expect(phoneAddress('forum.example', laptop, 'https://forum.example')).toBeUndefined();
});

test('without a network there is nothing better to show', () => {
  expect(phoneAddress('localhost:8080', { lo: laptop['lo'] })).toBeUndefined();
});
