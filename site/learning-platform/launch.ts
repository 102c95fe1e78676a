// The page that a learning platform opens: the course in a frame, and the platform told what the learner has done there.
import { progressKey } from '../progress/progress.ts';
import { learningPlatform } from '../strings/learning-platform.ts';
import { Cmi5, launchIn } from './cmi5.ts';
import type { Platform } from './platform.ts';
import type { Lesson } from './report.ts';
import { findScormApi, Scorm } from './scorm.ts';
import { Session, takeUp } from './session.ts';

/** A refused save is tried again at each change, and so often. */
const tryAgain = 30_000; // ms

const frame = document.querySelector('iframe')!;
const status = document.querySelector<HTMLElement>('[role=status]')!;
const chinese = navigator.language.startsWith('zh');
const text = learningPlatform(chinese ? 'zh-CN' : 'en');
document.documentElement.lang = chinese ? 'zh-CN' : 'en';
const say = (sentence: string) => {
  status.textContent = sentence;
  status.hidden = sentence === '';
};

function findPlatform(): Platform | null {
  const launch = launchIn(location.href);
  if (launch) return new Cmi5(launch);
  const api = findScormApi(window);
  return api && new Scorm(api);
}

async function begin(platform: Platform): Promise<void> {
  const started = await platform.start();
  takeUp(localStorage, started);
  const session = new Session(
    platform,
    JSON.parse(frame.dataset.lessons!) as Lesson[],
    () => localStorage.getItem(progressKey),
    (error) => {
      if (error) console.error(error);
      say(error ? text.refused : '');
    },
  );
  const tell = () => void session.tell();
  addEventListener('storage', tell); // the course's pages write, in their frame
  setInterval(tell, tryAgain);
  addEventListener('pagehide', () => session.end());
  addEventListener('pageshow', ({ persisted }) => persisted && say(text.over));
  tell();
}

const platform = findPlatform();
try {
  if (platform) await begin(platform);
  else say(text.alone);
} catch (error) {
  console.error(error);
  say(text.refused);
}
frame.src = chinese ? 'course/zh-cn/index.html' : 'course/index.html';
