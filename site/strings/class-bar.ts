import type { Gone } from '../class/answers.ts';

/** What a learner’s bar says. */
export interface BarStrings {
  label: string;
  connected: string;
  waiting: string;
  ask: string;
  askWithCode: string;
  lower: string;
  helpWaiting(ahead: number): string;
  helpTaken(trainer: string): string;
  messages(unread: number): string;
  noMessages: string;
  toYou: string;
  offer(lesson: string): string;
  go: string;
  notNow: string;
  timer: string;
  timeIsUp: string;
  exported: string;
  sees: string;
  close: string;
  gone: Record<Gone, string>;
  joinAgain: string;
  share(part: number): string;
}

const english: BarStrings = {
  label: 'Class',
  connected: 'connected',
  waiting: 'no connection: everything works, and is told later',
  ask: 'Ask for help',
  askWithCode: 'Ask, and show my code',
  lower: 'I no longer need help',
  helpWaiting: (ahead) => (ahead === 0 ? 'You are next.' : `${ahead} before you.`),
  helpTaken: (trainer) => `${trainer} is coming to you.`,
  messages: (unread) => (unread ? `Messages, ${unread} new` : 'Messages'),
  noMessages: 'No messages yet.',
  toYou: 'to you',
  offer: (lesson) => `Your trainer is at “${lesson}”.`,
  go: 'Go there',
  notNow: 'Not now',
  timer: 'Time left',
  timeIsUp: 'Time is up.',
  exported: 'Your trainer has saved who solved which lesson.',
  sees: 'What your trainer sees',
  close: 'Close',
  gone: {
    ended: 'The class has ended. What it knew of you is deleted; your work stays in your browser.',
    removed: 'Your name was taken out of the class. Your work stays in your browser.',
    unknown: 'The class is no more. Your work stays in your browser.',
  },
  joinAgain: 'Join again',
  share: (part) => `${Math.round(part * 100)} %`,
};

const chinese: BarStrings = {
  label: '班级',
  connected: '已连接',
  waiting: '连接中断：学习不受影响，恢复后会补上',
  ask: '请求帮助',
  askWithCode: '请求帮助，并出示我的代码',
  lower: '不再需要帮助',
  helpWaiting: (ahead) => (ahead === 0 ? '下一个就是你。' : `前面还有 ${ahead} 人。`),
  helpTaken: (trainer) => `${trainer} 正在过来帮你。`,
  messages: (unread) => (unread ? `消息，${unread} 条未读` : '消息'),
  noMessages: '还没有消息。',
  toYou: '只发给你',
  offer: (lesson) => `讲师现在讲到《${lesson}》。`,
  go: '跟过去',
  notNow: '先不去',
  timer: '剩余时间',
  timeIsUp: '时间到。',
  exported: '讲师已保存一份结果：谁完成了哪些课。',
  sees: '讲师能看到什么',
  close: '关闭',
  gone: {
    ended: '班级已结束，其中关于你的内容都已删除；你的代码仍在自己的浏览器里。',
    removed: '你的名字已从班级中移除。你的代码仍在自己的浏览器里。',
    unknown: '这个班级已不存在。你的代码仍在自己的浏览器里。',
  },
  joinAgain: '重新加入',
  share: (part) => `${Math.round(part * 100)}%`,
};

export const barStrings = (language: string): BarStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;
