import type { FileTree } from '../../runtime.ts';
import { loadManifest, type Given } from './files.ts';
import { inTranslation } from './in-translation.ts';

/** Whether a file has comments in Chinese: those of a page in that language do. */
export const isChinese = (files: FileTree): boolean =>
  Object.values(files).some((text) => /\p{Script=Han}/u.test(text));

let programs: Promise<Given[]> | null = null;

/** Those that exercises give on Chinese pages. */
export function chinesePrograms(): Promise<Given[]> {
  programs ??= Promise.all([loadManifest(), import('../../../../sandbox-templates/comments.zh-cn.json')]).then(
    ([manifest, { default: comments }]) => manifest.programs.map((program) => inTranslation(program, comments)),
  );
  programs.catch(() => (programs = null));
  return programs;
}
