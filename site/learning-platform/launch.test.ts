import { afterEach, expect, it, vi } from 'vitest';
import { learningPlatform } from '../strings/learning-platform.ts';
import type { ScormApi } from './scorm.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
  vi.useRealTimers();
});

it.each(['en', 'zh-CN'])(
  'says that its session is over where it comes back from the browser’s cache: %s',
  async (language) => {
    vi.useFakeTimers();
    const status = { textContent: '', hidden: true };
    const frame = { dataset: { lessons: '[]' }, src: '' };
    const page = new EventTarget();
    const kept = new Map<string, string>();
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      length: 0,
    };
    let over = false;
    const answer = () => String(!over);
    const api: ScormApi = {
      LMSInitialize: answer,
      LMSFinish: () => String((over = true)),
      LMSGetValue: () => '',
      LMSSetValue: answer,
      LMSCommit: answer,
      LMSGetLastError: () => '301',
    };
    vi.stubGlobal('window', { API: api });
    vi.stubGlobal('document', {
      querySelector: (selector: string) => (selector === 'iframe' ? frame : status),
      documentElement: {},
    });
    vi.stubGlobal('location', { href: 'http://lms.example/launch.html' });
    vi.stubGlobal('navigator', { language });
    vi.stubGlobal('localStorage', storage);
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    await import('./launch.ts');
    page.dispatchEvent(new Event('pagehide'));
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    storage.setItem('leak-lab:progress', '{"read":{"the-leak":1}}');
    page.dispatchEvent(new Event('storage'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(status).toEqual({ textContent: learningPlatform(language).over, hidden: false });
  },
);
