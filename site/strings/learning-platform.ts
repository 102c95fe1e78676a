/** What the page that a learning platform opens says above the course. */
export const learningPlatform = (lang: string): { alone: string; refused: string; over: string } =>
  lang.startsWith('zh')
    ? {
        alone: '没有找到学习平台：课程可以照常学，但完成情况只保存在这个浏览器里。',
        refused: '学习平台没有接受你的完成情况。请不要关闭本页，它会继续重试；在此之前，进度保存在这个浏览器里。',
        over: '与学习平台的这次会话已经结束。请从学习平台重新打开课程；在此之前，你的完成情况只保存在这个浏览器里。',
      }
    : {
        alone: 'No learning platform was found. The course works, and what you do is kept in this browser alone.',
        refused:
          'The learning platform did not take what you have done. Leave this page open: it tries again. Until then, this browser keeps it.',
        over: 'The session with the learning platform is over. Open the course from there again: until then, what you do is kept in this browser alone.',
      };
