import { chineseOfAll } from '../../files/chinese-comments.ts';
import type { FileTree } from '../../runtime.ts';
import { once } from '../once.ts';
import { loadManifest, type Given } from './files.ts';
import { inTranslation } from './in-translation.ts';

/** Whether a file has comments in Chinese: those of a page in that language do. */
export const isChinese = (files: FileTree): boolean =>
  Object.values(files).some((text) => /\p{Script=Han}/u.test(text));

/** Those that exercises give on Chinese pages. */
export const chinesePrograms = once(async (): Promise<Given[]> => {
  const [manifest, comments] = await Promise.all([loadManifest(), chineseOfAll()]);
  return manifest.programs.map((program) => inTranslation(program, comments));
});
