/** What the editor says to who writes C# where TypeScript is meant. */
export interface CSharpHabits {
  /** A member that exists with a small first letter. */
  camelCase(name: string): string;
  /** A name of C#'s or .NET's, and what stands for it here. */
  instead(name: string, here: string): string;
  interpolation: string;
  missingAwait: string;
  foreach: string;
  enumeration: string;
}

const english: CSharpHabits = {
  camelCase: (name) => `It is \`${name}\`: methods and properties are camelCase here.`,
  instead: (name, here) => `C#’s \`${name}\` is \`${here}\` here.`,
  interpolation: 'C#’s $"… {x}" is a string between backticks here, with a dollar sign before each brace.',
  missingAwait: 'This is a Promise, C#’s Task: is an `await` missing?',
  foreach: 'C#’s `foreach (var x in xs)` is `for (const x of xs)` here.',
  enumeration:
    'Node runs these files by taking their types out, which leaves nothing of an enum, a namespace or a parameter property. Use constants, modules and fields.',
};

const chinese: CSharpHabits = {
  camelCase: (name) => `应写作 \`${name}\`：这里的方法和属性用小驼峰命名。`,
  instead: (name, here) => `C# 的 \`${name}\` 在这里是 \`${here}\`。`,
  interpolation: 'C# 的 $"… {x}" 在这里用反引号括起来，每个花括号前各加一个美元符号。',
  missingAwait: '这是一个 Promise，相当于 C# 的 Task：是不是漏了 `await`？',
  foreach: 'C# 的 `foreach (var x in xs)` 在这里写作 `for (const x of xs)`。',
  enumeration:
    'Node 运行这些文件时只是去掉类型，enum、namespace 和参数属性去掉后就什么也不剩了。请改用常量、模块和字段。',
};

export const csharpHabits = (language: string): CSharpHabits =>
  language.toLowerCase().startsWith('zh') ? chinese : english;
