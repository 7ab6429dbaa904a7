/** Where a broker is, and what is shown of it: never credentials. */
import { describe, expect, test } from 'vitest';
import {
  PASSWORD_VARIABLE,
  parseAddress,
  redact,
  USERNAME_VARIABLE,
} from '../../src/telemetry/address.js';

describe('parseAddress', () => {
  test.each([
    ['mqtt://broker', 'broker', 1883, '', 'mqtt://broker:1883'],
    ['mqtts://broker', 'broker', 8883, '', 'mqtts://broker:8883'],
    ['mqtt://10.0.0.1:2000/ignored', '10.0.0.1', 2000, '', 'mqtt://10.0.0.1:2000'],
    ['mqtt://[::1]:1884', '::1', 1884, '', 'mqtt://[::1]:1884'],
    ['ws://broker:9001/mqtt', 'broker', 9001, '/mqtt', 'ws://broker:9001/mqtt'],
    ['wss://broker/mqtt', 'broker', 443, '/mqtt', 'wss://broker:443/mqtt'],
    ['mqtt://ann:s%40cret@broker', 'broker', 1883, '', 'mqtt://broker:1883'],
  ])('%s', (url, host, port, path, shown) => {
    expect(parseAddress(url, {})).toMatchObject({ host, port, path, shown });
  });

  test('credentials come from the URL, decoded, or else from the environment', () => {
    const environment = { [USERNAME_VARIABLE]: 'env-ann', [PASSWORD_VARIABLE]: 'env-secret' };
    const fromUrl = parseAddress('mqtt://ann:s%40cret%@broker', environment);
    expect([fromUrl.username, fromUrl.password]).toEqual(['ann', 's%40cret%']);
    const decoded = parseAddress('mqtt://ann:s%40cret@broker', environment);
    expect([decoded.username, decoded.password]).toEqual(['ann', 's@cret']);
    const fromEnvironment = parseAddress('mqtt://broker', environment);
    expect(fromEnvironment).toMatchObject({ username: 'env-ann', password: 'env-secret' });
    expect(parseAddress('mqtt://broker', {}).username).toBeUndefined();
  });

  test.each(['http://broker', 'broker:1883', 'mqtt://', '', 'mqt://ann:secret@broker'])(
    'refuses %s and keeps credentials to itself',
    (url) => {
      expect(() => parseAddress(url, {})).toThrowError(/ARGUMENT_INVALID/);
      expect(() => parseAddress(url, {})).not.toThrowError(/secret/);
    },
  );

  test('a near miss is named', () => {
    expect(() => parseAddress('mqt://broker', {})).toThrowError(/Did you mean 'mqtt'/);
  });
});

test('redact blots out user and password, plain and encoded', () => {
  const address = parseAddress('mqtt://ann:s%40cret@broker', {});
  const text = 'login ann / s@cret failed for mqtt://ann:s%40cret@broker';
  expect(redact(text, address)).toBe('login *** / *** failed for mqtt://***:***@broker');
});
