import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

describe('readSettings', () => {
  it.each([{}, { SITE_RUNTIMES: '' }])(
    'takes this machine first, then a WebContainer, then the tab, where nothing is set: %o',
    (env) => {
      expect(readSettings(env)).toEqual({ order: ['local', 'webcontainer', 'tab'], webcontainer: { enabled: true } });
    },
  );

  it('takes the order it is given, and turns off what is left out', () => {
    expect(readSettings({ SITE_RUNTIMES: 'tab, local' })).toEqual({
      order: ['tab', 'local'],
      webcontainer: { enabled: false },
    });
    expect(readSettings({ SITE_RUNTIMES: 'webcontainer', SITE_WEBCONTAINER_CLIENT_ID: 'ours' }).webcontainer).toEqual({
      enabled: true,
      clientId: 'ours',
    });
  });

  it.each([
    [{ SITE_RUNTIMES: 'local,moon' }, /no runtime "moon".*one or more of local, webcontainer, tab/],
    [{ SITE_RUNTIMES: 'tab,' }, /no runtime ""/],
    [{ SITE_RUNTIMES: 'tab,tab' }, /twice/],
    [{ SITE_RUNTIMES: 'tab', SITE_WEBCONTAINER_CLIENT_ID: 'ours' }, /leaves "webcontainer" out/],
  ])('refuses %o', (env, message) => {
    expect(() => readSettings(env)).toThrow(message);
  });
});
