import type { LearnerMessage } from '../class/messages.ts';

/** `place.lesson`, `report.state` …: each field of each message that a learner's page sends. */
type Told = {
  [Type in LearnerMessage['type']]: `${Type}.${Exclude<keyof Extract<LearnerMessage, { type: Type }>, 'type'> & string}`;
}[LearnerMessage['type']];

/** What a trainer sees of a learner, as a page tells it. */
export interface SeesStrings {
  when: string;
  what: string;
  types: Record<LearnerMessage['type'], string>;
  fields: Record<Told, string>;
}

const english: SeesStrings = {
  when: 'When',
  what: 'What your trainer then sees',
  types: {
    place: 'You open a page, bring it to the front or leave it, and once a minute while it is in front',
    report: 'An exercise changes: you run it, its verdict comes, you check it',
    answer: 'You choose an answer to a lesson’s question',
    help: 'You ask for help',
  },
  fields: {
    'place.lesson': 'which lesson it is',
    'place.hidden': 'whether the page is in front, or behind another tab or window',
    'report.exercise': 'which exercise it is',
    'report.state': 'whether it runs',
    'report.verdict': 'whether its heap leaks, is steady, or cannot be told yet',
    'report.criteria': 'which of its criteria are met',
    'report.solved': 'whether you have solved it',
    'report.runs': 'how many times you have run it in this class',
    'report.failedChecks':
      'how many of your checks of it have failed. It is forgotten when the class ends, and is in no file',
    'report.floor': 'the curve of your program’s heap, laid over everybody’s without names',
    'answer.lesson': 'in which lesson. Answers are counted, and shown to nobody by name',
    'answer.question': 'which question of it',
    'answer.choice': 'which answer, the first time',
    'help.wanted': 'your raised hand, and since when',
    'help.code': 'the files of the open exercise, if you press “Ask, and show my code”, until the hand is lowered',
  },
};

const chinese: SeesStrings = {
  when: '什么时候',
  what: '讲师会看到什么',
  types: {
    place: '你打开页面、切到或切走页面时，以及它在最前面的每一分钟',
    report: '练习有变化时：运行、有了判定、检查',
    answer: '你为课中的问题选了一个答案时',
    help: '你请求帮助时',
  },
  fields: {
    'place.lesson': '是哪一课',
    'place.hidden': '页面在最前面，还是被别的标签页或窗口挡住',
    'report.exercise': '是哪个练习',
    'report.state': '是否在运行',
    'report.verdict': '堆内存是在泄漏、平稳，还是暂时看不出',
    'report.criteria': '达到了哪些标准',
    'report.solved': '是否已完成',
    'report.runs': '在这个班级里运行了几次',
    'report.failedChecks': '检查有几次未通过。班级结束即删除，不会写进任何文件',
    'report.floor': '程序的堆内存曲线，与全班的叠在一起，不带名字',
    'answer.lesson': '是哪一课。答案只计数，不会按名字显示给任何人',
    'answer.question': '是课中第几个问题',
    'answer.choice': '第一次选的是哪个答案',
    'help.wanted': '你举着手，以及从什么时候开始',
    'help.code': '只有按下“请求帮助，并出示我的代码”，才会看到当前练习的文件；手放下后就看不到了',
  },
};

export const seesStrings = (language: string): SeesStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;
