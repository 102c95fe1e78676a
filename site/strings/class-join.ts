import type { Joined } from '../class/hub/hub.ts';

type Refused = Extract<Joined, { refused: unknown }>['refused'];

/** What the page says by which a class is joined, and what it says where somebody is turned away. */
export interface JoinStrings {
  name: string;
  code: string;
  join: string;
  needsScript: string;
  joined: string;
  start: string;
  leave: string;
  left: string;
  refused: Record<Refused | 'no-hub' | 'no-storage', string>;
}

const english: JoinStrings = {
  name: 'Your name, as your trainer sees it',
  code: 'The class’s code',
  join: 'Join',
  needsScript: 'Joining a class needs JavaScript.',
  joined: 'You are in a class: the strip at the foot of each page belongs to it.',
  start: 'To the lessons',
  leave: 'Leave the class',
  left: 'This browser has left the class. What your trainer has seen is deleted when the class ends.',
  refused: {
    malformed: 'A name has 1 to 40 letters, without signs that are not seen.',
    'unknown-code': 'No class here has this code. Look at it again: it has eight letters and digits.',
    'too-many-guesses': 'Too many wrong codes came from your network. Wait a minute.',
    closed: 'This class takes in nobody more. Ask your trainer to open its door.',
    'too-many-joins': 'Too many are joining this class at this moment. Try again in a minute, or tell your trainer.',
    full: 'This class is full. Your trainer can make it larger.',
    'no-hub': 'There is no class at this address, or it cannot be reached. Ask your trainer for the address.',
    'no-storage':
      'Your browser keeps nothing for this site, so you could not stay in a class. Allow it to, and try again.',
  },
};

const chinese: JoinStrings = {
  name: '你的名字（讲师会看到）',
  code: '班级代码',
  join: '加入',
  needsScript: '加入班级需要 JavaScript。',
  joined: '你已加入班级：每个页面底部都有一条班级栏。',
  start: '开始学习',
  leave: '离开班级',
  left: '这个浏览器已离开班级。讲师看到过的内容会在班级结束时删除。',
  refused: {
    malformed: '名字需为 1 到 40 个字符，不能含看不见的字符。',
    'unknown-code': '这里没有使用该代码的班级。请再核对一遍：代码由八个字母和数字组成。',
    'too-many-guesses': '你所在的网络输错代码的次数太多，请等一分钟再试。',
    closed: '这个班级现在不接受新学员。请联系讲师开放加入。',
    'too-many-joins': '现在加入这个班级的人太多。请过一分钟再试，或告诉讲师。',
    full: '这个班级已满。讲师可以调高人数上限。',
    'no-hub': '这个地址上没有班级，或者暂时连不上。请向讲师确认地址。',
    'no-storage': '浏览器不允许本站保存数据，无法留在班级里。请允许后再试。',
  },
};

export const joinStrings = (language: string): JoinStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;
