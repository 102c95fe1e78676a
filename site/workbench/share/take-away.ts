import { saveFile } from '../../save-file.ts';
import type { FileTree } from '../../sandbox/runtime.ts';

/** All that it takes to run a sandbox's files in a shell, by `npm ci && npm start`. @throws where the site does not answer. */
export async function shellProject(exercise: string, files: FileTree): Promise<FileTree> {
  const response = await fetch(`${import.meta.env.BASE_URL.replace(/\/*$/, '/')}shell/${exercise}.json`);
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}.`);
  return { ...files, ...((await response.json()) as FileTree) };
}

/** Earliest that the format can hold: the same files are the same bytes. */
const mtime = new Date(1980, 0, 1);

/** Has the browser save a project as a zip, in a folder of the exercise's name. */
export async function saveZip(exercise: string, project: FileTree): Promise<void> {
  const { strToU8, zipSync } = await import('fflate');
  const folder = `leak-lab-${exercise}`;
  const entries = Object.entries(project).map(([path, text]) => [`${folder}/${path}`, strToU8(text)] as const);
  saveFile(`${folder}.zip`, zipSync(Object.fromEntries(entries), { level: 9, mtime }));
}

/**
 * Sends a project to StackBlitz in a new tab, as the form that it takes.
 * https://developer.stackblitz.com/platform/api/post-api
 */
export function openInStackBlitz(title: string, project: FileTree): void {
  const form = Object.assign(document.createElement('form'), {
    method: 'post',
    action: 'https://stackblitz.com/run',
    target: '_blank',
    hidden: true,
  });
  const fields: [string, string][] = [
    ['project[title]', title],
    ['project[template]', 'node'],
    ...Object.entries(project).map(([path, text]): [string, string] => [`project[files][${path}]`, text]),
  ];
  for (const [name, value] of fields) {
    const field = document.createElement('textarea');
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
