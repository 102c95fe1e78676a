import type { Step } from '../progress/progress.ts';

/** What pages say of a reader's progress. */
export interface ProgressStrings {
  /** What has been done, as said after a lesson's title. */
  steps: Record<Step, string>;
  continue: string;
  page: {
    caption: string;
    columns: Record<'lesson' | Step, string>;
    needsScript: string;
    none: string;
    keep: string;
    kept: string;
    /** The browser lets the page store nothing. */
    blocked: string;
    take: string;
    /** The file could not be read, or what brings it back could not be loaded. */
    failed: string;
    taken(exercises: number): string;
    refused: Record<'not-ours' | 'newer' | 'too-large' | 'full', string>;
  };
}

const english: ProgressStrings = {
  steps: { read: 'read', ran: 'run', solved: 'solved' },
  continue: 'Continue',
  page: {
    caption: 'What you have done, as this browser remembers it',
    columns: { lesson: 'Lesson', read: 'Read', ran: 'Run', solved: 'Solved' },
    needsScript: 'What you have done is kept in your browser and shown by JavaScript.',
    none: 'not yet',
    keep: 'Save everything as a file',
    kept: 'Saved: your edits, their history and your progress.',
    blocked:
      'This browser lets the page store nothing, so there is nothing to save and no place for a file’s work. Allow it to, then reload the page.',
    take: 'Bring a saved file back',
    failed:
      'The file could not be read, or what reads it could not be loaded. Check the connection and the file, then choose it again. Nothing has changed.',
    taken: (exercises) =>
      `Brought back, with the work of ${exercises} ${exercises === 1 ? 'exercise' : 'exercises'}. What was here before is in each exercise’s history.`,
    refused: {
      'not-ours': 'This is no file that this page saved, or it was cut short. Nothing has changed.',
      newer: 'This file was saved by a newer version of the course. Open it there. Nothing has changed.',
      'too-large': 'This file is larger than all that a browser keeps for a site. Nothing has changed.',
      full: 'This browser keeps no more for this site, or nothing at all. What fitted was brought back.',
    },
  },
};

const chinese: ProgressStrings = {
  steps: { read: '已读完', ran: '已运行', solved: '已完成' },
  continue: '继续学习',
  page: {
    caption: '你的学习进度，由这个浏览器记录',
    columns: { lesson: '课程', read: '读完', ran: '运行', solved: '完成练习' },
    needsScript: '进度保存在你的浏览器里，需要 JavaScript 才能显示。',
    none: '尚未',
    keep: '把全部内容存成文件',
    kept: '已保存：你的修改、修改历史和学习进度。',
    blocked: '浏览器不允许本页存储数据，所以没有内容可存，也没有地方恢复。请允许存储，再刷新本页。',
    take: '从文件恢复',
    failed: '文件读取失败，或者用来读取它的代码没有加载成功。请检查网络和文件，再选一次。什么都没有改动。',
    taken: (exercises) => `已恢复，其中有 ${exercises} 个练习的代码。这里原有的版本都在各练习的“历史”里。`,
    refused: {
      'not-ours': '这不是本页保存的文件，或者文件不完整。什么都没有改动。',
      newer: '这个文件由更新版本的课程保存，请在那个版本里打开。什么都没有改动。',
      'too-large': '这个文件太大，超过了浏览器能为一个网站保存的总量。什么都没有改动。',
      full: '浏览器已没有空间保存更多内容，或禁止本站保存内容。能放下的部分已经恢复。',
    },
  },
};

export const progressStrings = (language: string): ProgressStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;
